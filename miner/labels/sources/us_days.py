"""Market days of the United States: first approval of each set of drugs, and days on which its indications can grow."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from miner.labels.sightings import MarketDays
from miner.labels.sources.drug_names import DrugNames
from miner.labels.sources.us_applications import CDER, ORIGINALS, Applications, UsFiles, digits_of
from miner.labels.sources.us_approvals import ACCELERATED, ORPHANS_2019, ORPHANS_2022, is_ended, orphan_rows

_SUPPLEMENTS = "labels/fda/drugsatfda_efficacy_supplements_1954_2019.tsv.gz"
_LATER_SUPPLEMENTS = "labels/fda/openfda_efficacy_supplements_204_applications_1994_2024.tsv.gz"
_FIRST_CLASSES = ("TYPE 1", "TYPE 1/4", "TYPE 4")
"""Classes of an application that is the first of its molecule, or of its combination."""
_FIRST_COMBINATION_CLASSES = (*_FIRST_CLASSES, "TYPE 3/4", "TYPE 2/4", "TYPE 4/5")
_SPREAD = timedelta(days=31)
"""Two tables that name the first approval may differ by this much: receipt, action and listing."""


@dataclass(frozen=True, slots=True)
class _First:
    """What one table says of the first approval of a set of drugs."""

    drugs: tuple[str, ...]
    day: date
    source: str
    is_exact: bool
    number: str = ""


@dataclass(slots=True)
class _Market:
    """What all tables say of one set of drugs."""

    firsts: list[_First] = field(default_factory=list)
    candidates: set[date] = field(default_factory=set)


Adapter = Callable[[UsFiles], Iterator[_First]]


def us_markets(data: Path, names: DrugNames, us: UsFiles | None = None) -> Iterator[MarketDays]:
    """Yield the market days of every set of drugs with an approval in the United States, in the order of the drugs.

    Args:
        data: folder of reference data.
        names: resolves drugs, and counts what is left out.
        us: the same files if they are open already.
    """
    us = us or UsFiles(data, names)
    markets: dict[tuple[str, ...], _Market] = defaultdict(_Market)
    for adapter in MARKET_ADAPTERS:
        for first in adapter(us):
            markets[first.drugs].firsts.append(first)
    for drugs, day in _candidates(us):
        markets[drugs].candidates.add(day)
    ended = _ended(us)
    for drugs, market in sorted(markets.items()):
        if market.firsts:
            yield _market_days(drugs, market, us.applications, ended.get(drugs))


def _market_days(
    drugs: tuple[str, ...], market: _Market, applications: Applications, ended_on: date | None
) -> MarketDays:
    first = _earliest(market.firsts)
    number = first.number or next((each.number for each in applications.of_drugs(drugs)), "")
    application = applications.get(number)
    return MarketDays(
        drugs=drugs,
        jurisdiction="US",
        first_approval=first.day,
        is_exact=first.is_exact,
        source=first.source,
        candidate_days=tuple(sorted(day for day in market.candidates if day > first.day)),
        ended_on=ended_on,
        reference=application.number if application else "",
        url=application.url if application else "",
    )


def _earliest(firsts: list[_First]) -> _First:
    """Return the earliest first approval, or one that is exact if it is at most a month later.

    A table that knows only the year has its last day, and is older than any exact day of that year.
    """
    earliest = min(firsts, key=lambda first: (first.day, not first.is_exact))
    exact = [each for each in firsts if each.is_exact and each.day - earliest.day <= _SPREAD]
    return min(exact, key=lambda first: first.day) if exact else earliest


def originals(us: UsFiles) -> Iterator[_First]:
    """Yield the original approvals of Drugs@FDA, exact where the class says that it is the first of its drugs."""
    table = us.table("drugsatfda", ORIGINALS)
    for number, row in table.rows():
        application = us.applications.get(row["ApplNo"])
        day = table.day(row["date"], number)
        if application and application.drugs and day:
            classes = _FIRST_CLASSES if len(application.drugs) == 1 else _FIRST_COMBINATION_CLASSES
            is_exact = row["SubmissionClassCode"] in classes or row["ApplType"] == "BLA"
            yield _First(application.drugs, day, "drugsatfda", is_exact, application.number)
        elif day:
            table.drop("drug not in the lexicon")


def first_approvals(us: UsFiles) -> Iterator[_First]:
    """Yield CDER's first approvals, 1985 to 2024."""
    table = us.table("cder_first", CDER)
    for number, row in table.rows(sep=","):
        application = us.applications.get(row["Application Number(1)"])
        drugs = us.names.find(row["Active Ingredient/Moiety"]) or (application.drugs if application else ())
        day = table.day(row["FDA Approval Date"], number, "%m/%d/%Y")
        if drugs and day:
            yield _First(drugs, day, "cder_first", is_exact=True, number=application.number if application else "")


def stitcher(us: UsFiles) -> Iterator[_First]:
    """Yield NCATS Stitcher's first approvals by UNII; many old ones have only a year."""
    table = us.table("stitcher", "labels/stitcher_approvalYears-2019-06-18.txt.gz")
    for number, row in table.rows():
        drugs = us.names.find(f"UNII:{row['UNII']}")
        day = table.day(row["Date"], number, "%m/%d/%Y")
        application = us.applications.get(row["App_No"])
        if not drugs:
            table.drop("drug not in the lexicon")
        elif application and len(application.drugs) > 1:
            table.drop("first approval was that of a combination")
        elif day and row["Date_Method"] != "PREDICTED":
            is_year = (day.month, day.day) == (12, 31)
            yield _First(drugs, day, "stitcher", row["Date_Method"] == "Drugs@FDA" and not is_year, row["App_No"])


def orphans(us: UsFiles) -> Iterator[_First]:
    """Yield days of marketing approval of orphan drugs; cell and gene therapies are in no other table."""
    for path in (ORPHANS_2019, ORPHANS_2022):
        for spellings, _, day in orphan_rows(us.table("orphan", path)):
            drugs = next(filter(None, map(us.names.find, spellings)), ())
            if drugs and day:
                application, _ = us.applications.of_text(drugs, " ".join(spellings))
                yield _First(drugs, day, "orphan", is_exact=False, number=application.number if application else "")


def others(us: UsFiles) -> Iterator[_First]:
    """Yield original approvals that only the Orange Book or CDER's table has, since July 2019."""
    for each in us.applications:
        if each.drugs and each.approved and "drugsatfda" not in each.sources and not each.number.startswith("ANDA"):
            yield _First(each.drugs, each.approved, each.sources[0], is_exact=False, number=each.number)


def pair_dates(us: UsFiles) -> Iterator[_First]:
    """Yield the first approvals in the table of pair dates, which were matched by name."""
    table = us.table("fda_pair_dates", "labels/fda/fda_pair_dates.tsv.gz")
    seen: set[str] = set()
    for number, row in table.rows():
        if row["drug_id"] in seen:
            continue
        seen.add(row["drug_id"])
        drugs = us.names.find(row["drug_id"]) or us.names.find(row["drug"])
        day = table.day(row["first_us_approval"], number)
        if drugs and day:
            yield _First(drugs, day, "fda_pair_dates", is_exact=False)


MARKET_ADAPTERS: tuple[Adapter, ...] = (first_approvals, originals, stitcher, orphans, others, pair_dates)


def _candidates(us: UsFiles) -> Iterator[tuple[tuple[str, ...], date]]:
    """Yield the days of efficacy supplements, and of original, orphan and accelerated approvals."""
    earlier = us.table("drugsatfda", _SUPPLEMENTS)
    later = us.table("openfda", _LATER_SUPPLEMENTS)
    for table, column in ((earlier, "ApplNo"), (later, "application")):
        for number, row in table.rows():
            application = us.applications.get(row[column])
            day = table.day(row["date"], number)
            if application and application.drugs and day:
                yield application.drugs, day
    for application in us.applications:
        if application.drugs and application.approved and not application.number.startswith("ANDA"):
            yield application.drugs, application.approved
    for first in orphans(us):
        yield first.drugs, first.day
    accelerated = us.table("accelerated", ACCELERATED)
    for number, row in accelerated.rows():
        application = us.applications.get(row["Application Number"])
        day = accelerated.day(row["Accelerated Approval Date"], number)
        if application and application.drugs and day:
            yield application.drugs, day


def _ended(us: UsFiles) -> dict[tuple[str, ...], date]:
    """Return the day on which the last application of a set of drugs was withdrawn, as far as tables say so.

    Only withdrawn accelerated approvals are known: that a product is discontinued in Drugs@FDA is no withdrawal.
    """
    table = us.table("accelerated", ACCELERATED)
    withdrawn: dict[tuple[str, ...], dict[str, date]] = defaultdict(dict)
    for number, row in table.rows():
        application = us.applications.get(row["Application Number"])
        day = table.day(row["Full Approval Conversion- Withdrawal Date"], number)
        is_whole = re.search(r"Application\s+Withdrawn", row["Conversion-Withdrawal Status"])
        if (
            application
            and application.drugs
            and day
            and is_whole
            and is_ended(row, application.drugs, day, us.applications)
        ):
            withdrawn[application.drugs][digits_of(application.number)] = day
    return {
        drugs: max(days.values())
        for drugs, days in withdrawn.items()
        if {digits_of(each.number) for each in us.applications.of_drugs(drugs)} <= days.keys()
    }

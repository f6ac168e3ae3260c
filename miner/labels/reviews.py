"""What reviewed rows decide against the other sources of the same use.

A reviewed day of approval stands for theirs; "withdrawn" without another row for the use ends it whatever they say;
"never" removes a use that a source was misread to have. A row older than the first approval known moves that. A row
without a disease says since when no product of the drugs is on a market, whatever labels say.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from miner.labels.days import NEAR
from miner.labels.moieties import moieties_of
from miner.labels.sightings import REVIEWED, DayMeaning, MarketDays, Sighting
from miner.records import LabelFact, Market

NEVER = "never"
"""The status of a use that is on no label, though a source seems to say so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketEnd:
    """The day since which a set of drugs is off a jurisdiction's market, with the page that shows it."""

    drugs: tuple[str, ...]
    jurisdiction: str
    ended_on: date
    url: str = ""


def is_denied(found: Iterable[Sighting]) -> bool:
    """Return whether a reviewed row says that the use is on no label."""
    return any(each.source == REVIEWED and each.status == NEVER for each in found)


def dating(found: list[Sighting]) -> list[Sighting]:
    """Return the sightings that date a use: the reviewed days of approval if there are any, else all."""
    reviewed = [each for each in found if each.source == REVIEWED and each.meaning is DayMeaning.APPROVED]
    return reviewed or found


def with_reviewed(
    markets: Iterable[MarketDays], sightings: Iterable[Sighting], moieties: Mapping[str, str]
) -> Iterator[MarketDays]:
    """Yield the market days with what reviewed rows know better.

    A row before the first approval known moves that; unless the row's day is stated, the first approval is then no
    exact day, and where old labels are missing its label is not known as a whole. A use that was
    approved when the market ended, or later, undoes the end.

    Args:
        markets: what the sources know.
        sightings: the reviewed rows.
        moieties: the moiety of each drug that has another identifier's: a row for an ester is one for its drug.
    """
    rows: defaultdict[tuple[frozenset[str], str], list[tuple[date, Sighting]]] = defaultdict(list)
    for each in sightings:
        if each.day is not None and each.status != NEVER:
            rows[moieties_of(each.drugs, moieties), each.jurisdiction].append((each.day, each))
    for market in markets:
        yield _corrected(market, rows.get((moieties_of(market.drugs, moieties), market.jurisdiction), []))


def _corrected(market: MarketDays, rows: list[tuple[date, Sighting]]) -> MarketDays:
    ended, known = market.ended_on, market.first_approval
    if ended is not None and any(day >= ended and row.ended_on is None for day, row in rows):
        market = replace(market, ended_on=None)
    first = min((day for day, _ in rows), default=None)
    if first is None or known is None or first >= known - NEAR:
        return market
    is_stated = any(day == first and row.meaning is DayMeaning.APPROVED for day, row in rows)
    return replace(market, first_approval=first, is_exact=market.is_exact and is_stated, source=REVIEWED)


def with_ends(markets: Iterable[Market], facts: Iterable[LabelFact]) -> Iterator[Market]:
    """Yield the markets; one whose uses have all ended, as reviewed rows say, ended with the last of them.

    Other sources do not end a market: a product's withdrawal leaves the generics.
    """
    uses: defaultdict[tuple[tuple[str, ...], str], list[LabelFact]] = defaultdict(list)
    for fact in facts:
        uses[fact.drugs, fact.jurisdiction].append(fact)
    for market in markets:
        of_drug = uses[market.drugs, market.jurisdiction]
        ends = [fact.ended_on for fact in of_drug if fact.ended_on is not None and REVIEWED in fact.sources]
        is_over = bool(ends) and len(ends) == len(of_drug)
        yield replace(market, ended_on=max(ends)) if is_over and market.ended_on is None else market


def with_left(markets: Iterable[Market], ends: Iterable[MarketEnd], facts: Iterable[LabelFact]) -> Iterator[Market]:
    """Yield the markets, those of drugs that left ended, and one for each end of drugs that no source has there.

    What a reviewed row says was approved on the day of the end or later brings the drugs back.
    """
    left = {(each.drugs, each.jurisdiction): each for each in ends}
    reviewed: defaultdict[tuple[tuple[str, ...], str], list[date]] = defaultdict(list)
    for fact in facts:
        if REVIEWED in fact.sources and fact.since is not None:
            reviewed[fact.drugs, fact.jurisdiction].append(fact.since)
    for key, end in list(left.items()):
        if any(day >= end.ended_on for day in reviewed[key]):
            del left[key]
    for market in markets:
        found = left.pop((market.drugs, market.jurisdiction), None)
        yield market if found is None else replace(market, ended_on=found.ended_on)
    for (drugs, where), end in left.items():
        yield Market(
            drugs=drugs, jurisdiction=where, first_approval=None, ended_on=end.ended_on, source=REVIEWED,
            source_url=end.url,
        )  # fmt: skip

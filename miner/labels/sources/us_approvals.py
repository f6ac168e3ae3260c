"""Wordings of single approvals of the United States, with the day of that approval."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from miner.labels.sightings import DayMeaning, LabelText
from miner.labels.sources.source_file import SourceFile
from miner.labels.sources.us_applications import (
    CDER,
    METHOD_OF_USE,
    Application,
    Applications,
    UsFiles,
    digits_of,
    routes_of,
)
from miner.lexicon.build.tables import Row

_AMERICAN = "%m/%d/%Y"
ORPHANS_2019 = "labels/FDAOrphanGARD_20190216.txt.gz"
ORPHANS_2022 = "labels/Rare_diseases_drugs_FDA_2022.csv.gz"
ACCELERATED = "labels/fda/accelerated_approvals_2024-03-31.xlsx"


_LINKS = re.compile(r"(?:Press Release|Drug Trials? Snapshot|Snapshot).*$", re.DOTALL | re.IGNORECASE)
_UNCONFIRMED = re.compile(r"not (?:been )?(?:confirmed|identified)|assum", re.IGNORECASE)
_DOSE_ONLY = re.compile(r"\s*provides\s+for\s+an\s+alternat", re.IGNORECASE)
_NO_INDICATION = re.compile(
    r"(?:label )?updates?\b|to (?:allow|include|update)|fulfil+ment of pmc\W*$|th(?:is|e) prior approval"
    r"|every \w+ weeks? dos|provides (?:significant )?changes|convert from"
    r"|expansion to include pediatric populations\W*$",
    re.IGNORECASE,
)
_NEW = re.compile(r"^(?:a |the )?new indication", re.IGNORECASE)


def _approval(application: Application | None, text: LabelText, routes: set[str] | None = None) -> LabelText:
    """Return the text with the number, page and routes of its application."""
    if application is None:
        return text
    return replace(
        text,
        reference=text.reference or application.number,
        url=application.url,
        routes=tuple(sorted(routes or application.routes)),
    )


def cder_first(us: UsFiles) -> Iterator[LabelText]:
    """Yield the wording of each first approval of a new molecule or biologic by CDER since 1985."""
    table = us.table("cder_first", CDER)
    for number, row in table.rows(sep=","):
        text = row["Approved Use(s)"].strip() or row["Abbreviated Indication(s)"].strip()
        if not text:
            table.drop("no text")
            continue
        application = us.applications.get(row["Application Number(1)"])
        ingredients = row["Active Ingredient/Moiety"]
        drugs = _drugs(table, application, ingredients, row["Proprietary Name"])
        day = table.day(row["FDA Approval Date"], number, _AMERICAN)
        if drugs:
            found = LabelText(drugs=drugs, jurisdiction="US", source=table.source, text=text, day=day,
                              meaning=DayMeaning.APPROVED, is_complete=True,
                              status="conditional" if row["Accelerated Approval"] == "Yes" else "approved")  # fmt: skip
            routes = {each for column in (1, 2, 3) for each in routes_of(row[f"Route of Administration({column})"])}
            yield _approval(application, found, routes)


def _drugs(table: SourceFile, application: Application | None, *names: str) -> tuple[str, ...]:
    """Return the drugs of the first known name, else of the application, or () and count the row as dropped."""
    if application and application.drugs and not any(map(table.names.find, names)):
        return table.names.treatment(table.source, application.drugs)
    return table.drugs(*names)


def accelerated(us: UsFiles) -> Iterator[LabelText]:
    """Yield accelerated approvals; a converted one twice: conditional on its day, approved on that of conversion.

    A withdrawn indication, or an application that was made for it and withdrawn, ended. If the application was older
    than the indication, or others of the same drugs remained, nobody says that the use ended: it stays conditional.
    """
    table = us.table("accelerated", ACCELERATED)
    for number, row in table.rows():
        application = us.applications.get(row["Application Number"])
        drugs = _drugs(table, application, row["Established Name"], row["Proprietary Name"])
        day = table.day(row["Accelerated Approval Date"], number)
        if not drugs or day is None:
            continue
        if _DOSE_ONLY.match(row["Accelerated Approval Indication"]):
            table.drop("dose only")
            continue
        found = LabelText(drugs=drugs, jurisdiction="US", source=table.source,
                          text=" ".join(row["Accelerated Approval Indication"].split()), day=day,
                          meaning=DayMeaning.APPROVED, status="conditional",
                          reference=row["Application Number"].replace(" ", ""))  # fmt: skip
        found = _approval(application, found, routes_of(row["openfda_route_x"]))
        changed = table.day(row["Full Approval Conversion- Withdrawal Date"], number)
        status = " ".join(row["Conversion-Withdrawal Status"].split())
        if status == "Converted" and changed:
            yield found
            yield replace(found, day=changed, status="approved")
        elif changed and is_ended(row, drugs, changed, us.applications):
            yield replace(found, status="withdrawn", ended_on=changed)
        else:
            yield found


def is_ended(row: Row, drugs: tuple[str, ...], day: date, applications: Applications) -> bool:
    """Return whether a row of the accelerated approvals says that the use left the label on a day."""
    status = " ".join(row["Conversion-Withdrawal Status"].split())
    if "Application Withdrawn" not in status:
        return "Indication Withdrawn" in status
    own = digits_of(row["Application Number"])
    others = [each for each in applications.of_drugs(drugs) if digits_of(each.number) != own]
    return bool(row["Original"]) or not any(each.approved and each.approved < day for each in others)


def orphan(us: UsFiles) -> Iterator[LabelText]:
    """Yield the approved indications of orphan drugs as of 2019 and 2022, with the day of marketing approval."""
    seen: set[tuple[tuple[str, ...], str, date | None]] = set()
    for path in (ORPHANS_2019, ORPHANS_2022):
        table = us.table("orphan", path)
        for spellings, text, day in orphan_rows(table):
            drugs = table.drugs(*spellings)
            key = drugs, re.sub(r"\W+", "", text).lower(), day
            if not drugs or day is None:
                continue
            if key in seen:
                table.drop("same text again")
                continue
            seen.add(key)
            application, routes = us.applications.of_text(drugs, " ".join(spellings))
            yield LabelText(drugs=drugs, jurisdiction="US", source=table.source, text=text, day=day,
                            meaning=DayMeaning.LATE, routes=tuple(sorted(routes)),
                            reference=application.number if application else "",
                            url=application.url if application else "")  # fmt: skip


def orphan_rows(table: SourceFile) -> Iterator[tuple[tuple[str, ...], str, date | None]]:
    """Yield the spellings of the drug, the approved indication and its day, of one of the two lists."""
    is_older = table.path.name == Path(ORPHANS_2019).name
    for number, row in table.rows(sep="\t" if is_older else ","):
        text = row["Approved Indication" if is_older else "Approved Labeled Indication"].strip()
        if not text or (is_older and "Approved" not in row["Orphan Drug Status"]):
            continue
        generic, trade = row["Generic Name"], row["Trade Name"]
        spellings = (generic, row["GSRS PREFERRED NAME"], row["Generic Name Other"], trade) if is_older else (
            generic.partition(";")[0], trade.partition(";")[0], generic)  # fmt: skip
        yield spellings, text, table.day(row["Marketing Approval Date"], number, _AMERICAN, "%m/%d/%y")


def exclusivity(us: UsFiles) -> Iterator[LabelText]:
    """Yield indications that brought exclusivity; the day may be that of a population or regimen added later."""
    table = us.table("exclusivity", "labels/fda_new_indications_1983_2016.csv.gz")
    for number, row in table.rows(sep=","):
        application = us.applications.get(row["application_number"])
        drugs = _drugs(table, application, row["ingredient"], row["trade_name"])
        day = table.day(row["approved_on"], number)
        if drugs and day:
            found = LabelText(drugs=drugs, jurisdiction="US", source=table.source, text=row["indication_text"],
                              day=day, meaning=DayMeaning.LATE)  # fmt: skip
            yield _approval(application, found)


def novel(us: UsFiles) -> Iterator[LabelText]:
    """Yield the short uses in the FDA's yearly tables of new drugs, 2015 to 2023."""
    table = us.table("novel", "labels/fda/novel_drug_approvals_2015_2023.csv.gz")
    for number, row in table.rows(sep=","):
        text = _LINKS.sub("", row["FDA-approved use on approval date*"]).strip()
        if not text or row["year"] == "year":
            continue
        if not row["Date"].strip().endswith(row["year"][-2:]):  # one of 2018 is printed "11/28/2028"
            table.drop("day is not of the year of the table")
            continue
        drugs = table.drugs(row["Active Ingredient"], row["Drug Name"])
        day = table.day(row["Date"], number, _AMERICAN, "%m/%d/%y")
        if drugs and day:
            found = LabelText(drugs=drugs, jurisdiction="US", source=table.source, text=text, day=day,
                              meaning=DayMeaning.APPROVED)  # fmt: skip
            application, _ = us.applications.of_text(drugs, row["Drug Name"])
            yield _approval(application, found)


def submissions(us: UsFiles) -> Iterator[LabelText]:
    """Yield indications that were typed in for submissions of drugs for skin cancer.

    A supplement often repeats an older use with another population or data, unless it is said to be a new indication.
    """
    table = us.table("submissions", "labels/fda/skin_cancer_drugs_all_submissions_1949_2023.csv.gz")
    for number, row in table.rows(sep=","):
        text = row["Indication"].strip()
        if not text or text == "NA" or text.lower().startswith(("unavailable", "not available")):
            continue
        if _UNCONFIRMED.search(row["Notes"]) or _NO_INDICATION.match(text):
            table.drop("no indication, or not confirmed")
            continue
        application = us.applications.get(row["application_number"])
        drugs = _drugs(table, application, row["name"], row["brand_name"])
        day = table.day(row["Action_Date"], number)
        if drugs and day:
            is_new = row["submission_type"] == "ORIG" or bool(_NEW.search(text))
            found = LabelText(drugs=drugs, jurisdiction="US", source=table.source, text=text, day=day,
                              meaning=DayMeaning.APPROVED if is_new else DayMeaning.LATE,
                              reference=row["application_number"] if digits_of(row["application_number"]) else "",
                              status="conditional" if row["Accelerated_Approval"] == "Yes" else "approved")  # fmt: skip
            yield _approval(application, found, routes_of(row["route"]))


def pediatric_oncology(us: UsFiles) -> Iterator[LabelText]:
    """Yield paediatric cancer indications; an adult day counts only if it is the children's too, or the only one."""
    table = us.table("pediatric_oncology", "labels/fda/pediatric_oncology_fda_hc_1997_2023.csv.gz")
    for number, row in table.rows(sep=","):
        text = row["fda_indication_pediatric"].strip()
        adult = table.day(row["adult_fda_approval_indication_specific"], number)
        children = table.day(row["pediatric_fda_approval"], number)
        drugs = table.drugs(row["drug"].removesuffix("oral solution"), row["brand_name"])
        if not drugs or not text:
            continue
        application, _ = us.applications.of_text(drugs, row["brand_name"])
        if adult and children and adult != children:
            table.drop("adult day may be that of another disease of the sentence")
            adult = None
        for day, words in ((adult, text), (children, f"{text} in pediatric patients")):
            if day:
                found = LabelText(drugs=drugs, jurisdiction="US", source=table.source, text=words, day=day,
                                  meaning=DayMeaning.LATE)  # fmt: skip
                yield _approval(application, found)


def use_code(us: UsFiles) -> Iterator[LabelText]:
    """Yield approved methods of use from the Orange Book, on the label by the day on which the patent was listed.

    The words are the applicant's, for a patent. Without a day of listing it is the end of the first snapshot's month.
    """
    table = us.table("use_code", METHOD_OF_USE)
    for number, row in table.rows():
        application = us.applications.get(row["application"])
        if not row["use_text"].strip():
            table.drop("no text")
            continue
        drugs = _drugs(table, application, row["ingredient"])
        day = table.day(row["first_submitted"], number) or table.day(_end_of(row["first_snapshot"]), number)
        if drugs and day:
            found = LabelText(drugs=drugs, jurisdiction="US", source=table.source, text=row["use_text"], day=day,
                              meaning=DayMeaning.BY)  # fmt: skip
            yield _approval(application, found)


def _end_of(period: str) -> str:
    """Return the last day of a month ("2019-07") or year ("2017")."""
    year, _, month = period.partition("-")
    return f"{year}-{month or 12}-{monthrange(int(year), int(month or 12))[1]}" if year.isdigit() else period


ApprovalAdapter = Callable[[UsFiles], Iterator[LabelText]]
APPROVAL_ADAPTERS: tuple[ApprovalAdapter, ...] = (
    cder_first, accelerated, orphan, exclusivity, novel, submissions, pediatric_oncology, use_code,
)  # fmt: skip

"""Wordings of single approvals of the United States, with the day of that approval."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from miner.labels.sightings import DayMeaning, LabelText
from miner.labels.sources.drug_names import DrugNames
from miner.labels.sources.source_file import SourceFile
from miner.labels.sources.us_applications import CDER, Application, Applications, digits_of, routes_of
from miner.lexicon.build.tables import Row

_AMERICAN = "%m/%d/%Y"
ACCELERATED = "labels/fda/accelerated_approvals_2024-03-31.xlsx"


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


def cder_first(data: Path, names: DrugNames, applications: Applications) -> Iterator[LabelText]:
    """Yield the wording of each first approval of a new molecule or biologic by CDER since 1985."""
    table = SourceFile("cder_first", data / CDER, names)
    for number, row in table.rows(sep=","):
        text = row["Approved Use(s)"].strip() or row["Abbreviated Indication(s)"].strip()
        if not text:
            table.drop("no text")
            continue
        application = applications.get(row["Application Number(1)"])
        ingredients = row["Active Ingredient/Moiety"]
        drugs = table.drugs(ingredients, row["Proprietary Name"], *_drugs_of(application))
        day = table.day(row["FDA Approval Date"], number, _AMERICAN)
        if drugs:
            found = LabelText(drugs=drugs, jurisdiction="US", source=table.source, text=text, day=day,
                              meaning=DayMeaning.APPROVED, is_complete=True,
                              status="conditional" if row["Accelerated Approval"] == "Yes" else "approved")  # fmt: skip
            routes = {each for column in (1, 2, 3) for each in routes_of(row[f"Route of Administration({column})"])}
            yield _approval(application, found, routes)


def _drugs_of(application: Application | None) -> tuple[str, ...]:
    """Return a spelling of an application's drugs that `DrugNames.find` knows: their identifiers, joined."""
    return ("; ".join(application.drugs),) if application and application.drugs else ()


def accelerated(data: Path, names: DrugNames, applications: Applications) -> Iterator[LabelText]:
    """Yield accelerated approvals; a converted one twice: conditional on its day, approved on that of conversion.

    A withdrawn indication, or an application that was made for it and withdrawn, ended. If the application was older
    than the indication, or others of the same drugs remained, nobody says that the use ended: it stays conditional.
    """
    table = SourceFile("accelerated", data / ACCELERATED, names)
    for number, row in table.rows():
        application = applications.get(row["Application Number"])
        drugs = table.drugs(row["Established Name"], row["Proprietary Name"], *_drugs_of(application))
        day = table.day(row["Accelerated Approval Date"], number)
        if not drugs or day is None:
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
        elif changed and is_ended(row, drugs, changed, applications):
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


def orphan_2019(data: Path, names: DrugNames, applications: Applications) -> Iterator[LabelText]:
    """Yield the approved indications of orphan drugs as of 2019, with the day of marketing approval."""
    table = SourceFile("orphan", data / "labels/FDAOrphanGARD_20190216.txt.gz", names)
    for number, row in table.rows():
        if "Approved" in row["Orphan Drug Status"] and row["Approved Indication"].strip():
            found = (row["Generic Name"], row["GSRS PREFERRED NAME"], row["Generic Name Other"], row["Trade Name"])
            day = table.day(row["Marketing Approval Date"], number, "%m/%d/%y")
            yield from _orphan(table, applications, found, row["Approved Indication"], day)


def orphan_2022(data: Path, names: DrugNames, applications: Applications) -> Iterator[LabelText]:
    """Yield the same from the list of 2022."""
    table = SourceFile("orphan", data / "labels/Rare_diseases_drugs_FDA_2022.csv.gz", names)
    for number, row in table.rows(sep=","):
        if row["Approved Labeled Indication"].strip():
            found = (row["Generic Name"].partition(";")[0], row["Trade Name"].partition(";")[0], row["Generic Name"])
            day = table.day(row["Marketing Approval Date"], number, _AMERICAN, "%m/%d/%y")
            yield from _orphan(table, applications, found, row["Approved Labeled Indication"], day)


def _orphan(
    table: SourceFile, applications: Applications, names: tuple[str, ...], text: str, day: date | None
) -> Iterator[LabelText]:
    drugs = table.drugs(*names)
    if not drugs or day is None:
        return
    application, is_named = applications.of_text(drugs, " ".join(names))
    found = LabelText(drugs=drugs, jurisdiction="US", source=table.source, text=text.strip(), day=day,
                      meaning=DayMeaning.LATE)  # fmt: skip
    if application and not is_named:
        yield replace(found, reference=application.number, url=application.url)
    else:
        yield _approval(application, found)


def exclusivity(data: Path, names: DrugNames, applications: Applications) -> Iterator[LabelText]:
    """Yield indications that brought exclusivity; the day may be that of a population or regimen added later."""
    table = SourceFile("exclusivity", data / "labels/fda_new_indications_1983_2016.csv.gz", names)
    for number, row in table.rows(sep=","):
        application = applications.get(row["application_number"])
        drugs = table.drugs(row["ingredient"], row["trade_name"], *_drugs_of(application))
        day = table.day(row["approved_on"], number)
        if drugs and day:
            found = LabelText(drugs=drugs, jurisdiction="US", source=table.source, text=row["indication_text"],
                              day=day, meaning=DayMeaning.LATE)  # fmt: skip
            yield _approval(application, found)


ApprovalAdapter = Callable[[Path, DrugNames, Applications], Iterator[LabelText]]
APPROVAL_ADAPTERS: tuple[ApprovalAdapter, ...] = (cder_first, accelerated, orphan_2019, orphan_2022, exclusivity)

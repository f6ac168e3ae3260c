"""The weekly list as CSV and as an Excel workbook, with the same rows and columns in both.

CSV is UTF-8 with a byte order mark, because Excel reads a file without one in the machine's legacy code page; pandas
and other readers skip it. Lines end in CR LF (RFC 4180). In the CSV, text that a spreadsheet could take for a formula
is prefixed with an apostrophe; in the workbook it is a text cell and stays unchanged.
"""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO, StringIO
from typing import Generic, TypeVar

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from miner.jurisdictions import CODES
from miner.records import ClaimRelation
from miner.report.html import part_of
from miner.report.records import EvidenceSentence, ListedChange, ListEntry, WeeklyList
from miner.signals.columns import SIGNAL_COLUMNS, SignalColumn

PUBMED = "https://pubmed.ncbi.nlm.nih.gov/{pmid}/"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""First characters that make a spreadsheet evaluate a cell (OWASP, CSV Injection), with their full-width forms."""
_LONGEST_CELL = 32_767
"""Maximum characters in an Excel cell; xlsxwriter silently drops longer text."""
_CUT_MARK = " [cut here: an Excel cell holds no more]"
_MOST_LINKS = 65_530
"""Maximum hyperlinks in an Excel sheet; rows beyond have the PMID as a plain number."""

Cell = str | int | float | date | None
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedEntry:
    """An entry with the list it belongs to: "candidate", "label followed" or "set aside"."""

    list_name: str
    entry: ListEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSentence:
    """A sentence with the entry it belongs to."""

    listed: ListedEntry
    sentence: EvidenceSentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[Row]):
    """A column: heading, meaning, width in characters, number format, and a function that returns a row's value."""

    heading: str
    meaning: str
    width: int
    value: Callable[[Row], Cell]
    number_format: str = ""


def _label_columns(code: str) -> tuple[Column[ListedEntry], ...]:
    """Return the columns of one region's label."""

    def since(row: ListedEntry) -> Cell:
        fact = row.entry.region(code).state.fact
        return fact.since if fact else None

    return (
        Column(
            heading=f"Label {code}",
            meaning=f"relation of the disease to the drug's label in {code} on the day of the list",
            width=18,
            value=lambda row: row.entry.region(code).state.level.title,
        ),
        Column(
            heading=f"Label {code} status",
            meaning="regulatory status of the use; by: then at the latest, about: the likeliest day",
            width=26,
            value=lambda row: str(row.entry.region(code).status),
        ),
        Column(
            heading=f"Label {code} since",
            meaning="first day of the approval that decided it, see the status; empty if none did or no day is known",
            width=12,
            value=since,
            number_format="yyyy-mm-dd",
        ),
        Column(
            heading=f"Label {code} reason",
            meaning="why the label state is what it is",
            width=30,
            value=lambda row: row.entry.region(code).state.reason,
        ),
        Column(
            heading=f"On label {code}",
            meaning="diseases that are on the label where the use is not",
            width=30,
            value=lambda row: row.entry.region(code).on_label,
        ),
        Column(
            heading=f"Label {code} source",
            meaning="page that shows this label",
            width=22,
            value=lambda row: row.entry.region(code).state.source_url,
        ),
    )


def _said(relation: ClaimRelation) -> Callable[[ListedEntry], Cell]:
    """Return the value of a column: who is said to approve or recommend the use, "" if no article says so."""
    return lambda row: next((said.cell for said in row.entry.said if said.relation is relation), "")


_SAID_COLUMNS = tuple(
    Column(heading=heading, meaning=meaning, width=26, value=_said(relation))
    for relation, heading, meaning in (
        (
            ClaimRelation.APPROVED,
            "Said approved",
            "articles that say the use is approved, with the regions and years named",
        ),
        (ClaimRelation.NOT_APPROVED, "Said not approved", "articles that say it is not approved, or off label"),
        (ClaimRelation.RECOMMENDED, "Recommended by", "articles that say who recommends the use, with year and grade"),
        (ClaimRelation.NOT_RECOMMENDED, "Advised against by", "articles that say who recommends against the use"),
    )
)


def _approved_on(row: ListedEntry) -> Cell:
    approval = row.entry.first_approval
    return approval.entered_on if approval else None


def _biomarkers(row: ListedEntry) -> Cell:
    return "; ".join(f"{biomarker.name} ({biomarker.study_count})" for biomarker in row.entry.biomarkers)


def _signal_column(column: SignalColumn) -> Column[ListedEntry]:
    """Return a signal column as a column of the sheet."""
    return Column(
        heading=column.heading,
        meaning=column.meaning,
        width=column.width,
        value=lambda row: _cell(column.value(row.entry.signal)),
        number_format=column.number_format,
    )


def _cell(value: object) -> Cell:
    """Return a value as a cell: lists and mappings become text with items separated by "; "."""
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if isinstance(value, dict):
        return "; ".join(f"{key}: {part}" for key, part in value.items())
    return value if isinstance(value, str | int | float) else None


_SIGNAL_COLUMNS = {column.name: _signal_column(column) for column in SIGNAL_COLUMNS if column.heading}
_PMIDS = _SIGNAL_COLUMNS.pop("pmids")

ENTRY_COLUMNS: tuple[Column[ListedEntry], ...] = (
    Column(
        heading="List",
        meaning="candidate; label followed: a label came to cover the use after it was studied; set aside: see Reasons",
        width=14,
        value=lambda row: row.list_name,
    ),
    Column(heading="Rank", meaning="position in its list", width=6, value=lambda row: row.entry.rank),
    Column(heading="Drug", meaning="preferred name", width=24, value=lambda row: row.entry.drug_name),
    Column(heading="Disease", meaning="preferred name", width=32, value=lambda row: row.entry.disease_name),
    Column(
        heading="Biomarkers",
        meaning="each with the number of independent studies that name it",
        width=22,
        value=_biomarkers,
    ),
    *(column for jurisdiction in CODES for column in _label_columns(jurisdiction)),
    *_SAID_COLUMNS,
    *_SIGNAL_COLUMNS.values(),
    Column(
        heading="First approval",
        meaning="first approval of a stated or inferred day that covers the use, in any region",
        width=13,
        value=_approved_on,
        number_format="yyyy-mm-dd",
    ),
    Column(
        heading="Lead years",
        meaning="years from the first article to that approval",
        width=10,
        value=lambda row: row.entry.lead_years,
    ),
    Column(heading="Drug id", meaning="identifier", width=18, value=lambda row: row.entry.evidence.drug_id),
    Column(heading="Disease id", meaning="identifier", width=16, value=lambda row: row.entry.evidence.disease),
    _PMIDS,
)

SENTENCE_COLUMNS: tuple[Column[ListedSentence], ...] = (
    *(
        Column(
            heading=column.heading,
            meaning=column.meaning,
            width=column.width,
            value=lambda row, value=column.value: value(row.listed),  # type: ignore[misc]
        )
        for column in ENTRY_COLUMNS[:4]
    ),
    Column(
        heading="Stance",
        meaning="supports, opposes, stated (by others), other, or retracted (not counted)",
        width=10,
        value=lambda row: row.sentence.stance,
    ),
    Column(
        heading="Relation",
        meaning="what the sentence says about drug and disease; a harm that is another disease is named",
        width=15,
        value=lambda row: f"{row.sentence.relation.value} {row.sentence.about}".strip(),
    ),
    Column(
        heading="Said by",
        meaning="who approves or recommends the use, by this sentence, with year and grade",
        width=16,
        value=lambda row: row.sentence.said,
    ),
    Column(
        heading="Certainty",
        meaning="stated, hedged, question or planned",
        width=10,
        value=lambda row: row.sentence.certainty,
    ),
    Column(heading="Year", meaning="year of publication", width=7, value=lambda row: row.sentence.year),
    Column(heading="Design", meaning="study design", width=17, value=lambda row: row.sentence.design.title),
    Column(heading="Sentence", meaning="as printed", width=90, value=lambda row: row.sentence.text),
    Column(heading="Article", meaning="title", width=50, value=lambda row: row.sentence.title),
    Column(heading="Journal", meaning="title", width=26, value=lambda row: row.sentence.journal),
    Column(
        heading="Concern",
        meaning="yes: the article is under an expression of concern; its evidence still counts",
        width=9,
        value=lambda row: "yes" if row.sentence.has_concern else "",
    ),
    Column(
        heading="Same patients as",
        meaning="PMID of a later article of the same group that likely reports the same patients; both are one study",
        width=17,
        value=lambda row: row.sentence.same_patients_as,
    ),
    Column(heading="PMID", meaning="PubMed identifier", width=11, value=lambda row: row.sentence.pmid),
)


CHANGE_COLUMNS: tuple[Column[ListedChange], ...] = (
    Column(heading="Change", meaning="what happened", width=26, value=lambda row: row.change.kind.value),
    Column(heading="Rank", meaning="position of the row now, empty if it is gone", width=6, value=lambda row: row.rank),
    Column(heading="Drug", meaning="preferred name", width=24, value=lambda row: row.drug_name),
    Column(heading="Disease", meaning="preferred name", width=32, value=lambda row: row.disease_name),
    Column(heading="Why", meaning="what is behind the change", width=90, value=lambda row: row.change.reason),
    Column(heading="Drug id", meaning="identifier", width=18, value=lambda row: row.change.drug_id),
    Column(heading="Disease id", meaning="identifier", width=16, value=lambda row: row.change.disease),
)


def listed_entries(weekly: WeeklyList) -> list[ListedEntry]:
    """Return all rows of the tables: the candidates, the uses that a label has come to cover, what is set aside."""
    return [
        *(ListedEntry(list_name="candidate", entry=entry) for entry in weekly.entries),
        *(ListedEntry(list_name="label followed", entry=entry) for entry in weekly.followed),
        *(ListedEntry(list_name="set aside", entry=entry) for entry in weekly.set_aside),
    ]


def render_csv(weekly: WeeklyList) -> bytes:
    """Return the rows as CSV, with dates in ISO format and unknown values as empty cells."""
    buffer = StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(column.heading for column in ENTRY_COLUMNS)
    for row in listed_entries(weekly):
        writer.writerow(_inert(column.value(row)) for column in ENTRY_COLUMNS)
    return buffer.getvalue().encode("utf-8-sig")


def _inert(cell: Cell) -> Cell:
    """Return the cell, text that a spreadsheet could evaluate prefixed with an apostrophe; numbers are unchanged."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell


def render_workbook(weekly: WeeklyList) -> bytes:
    """Return an Excel workbook: What changed (with an earlier list), Candidates (as in CSV), Sentences, About."""
    buffer = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with Workbook(buffer, options) as workbook:
        # The default creation time is the wall clock, which would make two files of one list differ.
        workbook.set_properties({"title": weekly.title, "created": datetime.combine(weekly.as_of, time())})
        rows = listed_entries(weekly)
        sentences = [ListedSentence(listed=row, sentence=sentence) for row in rows for sentence in row.entry.sentences]
        if weekly.what_changed is not None:
            _write_sheet(workbook, "What changed", CHANGE_COLUMNS, weekly.what_changed.changes)
        _write_sheet(workbook, "Candidates", ENTRY_COLUMNS, rows)
        sheet = _write_sheet(workbook, "Sentences", SENTENCE_COLUMNS, sentences)
        _link_pmids(sheet, sentences)
        _write_about(workbook, weekly)
    return buffer.getvalue()


def _write_sheet(workbook: Workbook, name: str, columns: Sequence[Column[Row]], rows: Sequence[Row]) -> Worksheet:
    """Add a sheet with a frozen heading row, filters and column widths."""
    sheet: Worksheet = workbook.add_worksheet(name)
    heading = workbook.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1, "valign": "top"})
    for index, column in enumerate(columns):
        layout = {"valign": "top", "text_wrap": column.width > 40}
        cell_format = workbook.add_format(layout | {"num_format": column.number_format or "General"})
        sheet.set_column(index, index, column.width, cell_format)
        sheet.write_string(0, index, column.heading, heading)
        for position, row in enumerate(rows, start=1):
            _write_cell(sheet, position, index, column.value(row), cell_format)
    # List, rank, drug and disease, the first four columns, stay visible.
    sheet.freeze_panes(1, 4)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    return sheet


def _write_cell(sheet: Worksheet, row: int, column: int, cell: Cell, cell_format: Format) -> None:
    """Write a cell according to its Python type, so that text is never guessed to be a number, formula or URL."""
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        fits = len(cell) <= _LONGEST_CELL
        text = cell if fits else cell[: _LONGEST_CELL - len(_CUT_MARK)] + _CUT_MARK
        sheet.write_string(row, column, text, cell_format)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, datetime.combine(cell, time()), cell_format)
    else:
        sheet.write_number(row, column, cell, cell_format)


def _link_pmids(sheet: Worksheet, sentences: Sequence[ListedSentence]) -> None:
    """Link the PMIDs in the last column to PubMed; the number is written again because `write_url` makes it text."""
    index = len(SENTENCE_COLUMNS) - 1
    for position, row in enumerate(sentences[:_MOST_LINKS], start=1):
        sheet.write_url(position, index, PUBMED.format(pmid=row.sentence.pmid))
        sheet.write_number(position, index, row.sentence.pmid, sheet.default_url_format)


def _compared_with(weekly: WeeklyList) -> str:
    """Return in words which earlier list the sheet "What changed" compares with, and what made the two differ."""
    what = weekly.what_changed
    if what is None:
        return "nothing: this is the first list"
    quiet = "" if what.changes else "; nothing changed"
    remade = f"; made differently since: {', '.join(what.remade)}" if what.remade else ""
    return f"the list of {what.as_of} ({what.week}), {what.count_before:,} candidates{quiet}{remade}"


def _write_about(workbook: Workbook, weekly: WeeklyList) -> None:
    """Add the sheet that states where the rows come from and what each column means."""
    sheet: Worksheet = workbook.add_worksheet("About")
    bold = workbook.add_format({"bold": True, "valign": "top"})
    plain = workbook.add_format({"text_wrap": True, "valign": "top", "align": "left"})
    day = workbook.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    lines: list[tuple[str, Cell]] = [
        ("List", weekly.title),
        ("As of", weekly.as_of),
        ("Made with", weekly.generated_from),
        ("Articles in the ledger", weekly.article_count),
        ("Articles read", weekly.read_count),
        ("Claims found", weekly.claim_count),
        ("Candidates", part_of(len(weekly.entries), weekly.candidate_count)),
        ("Label followed", part_of(len(weekly.followed), weekly.followed_count)),
        ("Set aside", part_of(len(weekly.set_aside), weekly.set_aside_count)),
        ("Score", weekly.score_meaning),
        ("Compared with", _compared_with(weekly)),
    ]
    if weekly.is_demonstration:
        lines.insert(0, ("Invented", "Invented demonstration data: nothing here is evidence."))
    meanings = {column.heading: column.meaning for column in ENTRY_COLUMNS} | {
        column.heading: column.meaning for column in SENTENCE_COLUMNS
    }
    lines += [("", ""), ("Column", "Meaning"), *meanings.items()]
    for position, (name, cell) in enumerate(lines):
        if name:
            sheet.write_string(position, 0, name, bold)
        _write_cell(sheet, position, 1, cell, day if isinstance(cell, date) else plain)

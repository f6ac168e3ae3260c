"""Lists of uses that somebody keeps: rows of drug, disease and, where given, day, jurisdiction and in whom and how."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from miner.errors import SourceError
from miner.formats.delimited import DelimitedRow, DelimitedTable, read_delimited
from miner.jurisdictions import CODES, JURISDICTIONS
from miner.labels.sources.routes import routes_of_name
from miner.labels.text.qualifiers import ages_of, line_of

LIST_COLUMNS = {
    "drug": r"drugs?(_names?)?|medicines?|(active_)?substances?|products?|active_ingredients?",
    "disease": r"diseases?(_names?)?|indications?|diagnos[ie]s|conditions?|off_label_use",
    "day": r"day|date|as_of|on",
    "jurisdiction": r"jurisdiction|region|country|agency",
    "age": r"ages?(_groups?)?",
    "route": r"route(_of_administration)?",
    "line": r"line(_of_therapy)?",
    "biomarker": r"biomarkers?",
    "dose": r"dos(e|age)|regimen",
}
"""The columns of a list, with the headers that mean them."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FIRST_YEAR = 1900
_ELDERLY = re.compile(r"\belder|\bgeriatric|\bolder adults|\baged\b$", re.IGNORECASE)
_UNDER = re.compile(r"(?:<|under|below|younger than)\s*(\d+)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_YOUNG_UNITS = re.compile(r"\b(?:months?|weeks?|days?|hours?)\b", re.IGNORECASE)
_CHILD_WORDS = re.compile(r"\bgirls?\b|\bboys?\b|\bkids?\b|\bteen|\badolescen|\bp(?:a)?ediatric|\bchild", re.IGNORECASE)
_ROUTES = {"iv": "intravenous", "po": "oral", "sc": "subcutaneous", "im": "intramuscular", "per os": "oral"} | {
    "by mouth": "oral", "nebulised": "inhalation", "nebulized": "inhalation", "inhaled": "inhalation",
}  # fmt: skip
_LATER_LINE = re.compile(r"^(?:[2-9](?:st|nd|rd|th)?(?:[ -]?line|l)?|second|third|fourth|later)\b", re.IGNORECASE)
_FIRST_LINE = re.compile(r"^(?:1(?:st)?(?:[ -]?line|l)?|first)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedUse:
    """A row of a list, read but not resolved: `drug` and `disease` are as written.

    `day` is None and `jurisdictions` are all where the row does not say. `ages`, `route` and `line` are words of
    label facts; `notes` say what could not be read and therefore does not count.
    """

    number: int
    drug: str
    disease: str
    day: date | None
    jurisdictions: tuple[str, ...]
    ages: str = ""
    route: str = ""
    line: str = ""
    biomarker: str = ""
    dose: str = ""
    notes: tuple[str, ...] = ()


def read_list(path: Path, today: date) -> tuple[tuple[ListedUse, ...], DelimitedTable]:
    """Return the uses of a list, one per row and in order, and the table as read.

    Args:
        path: CSV, or separated by semicolons or tabs, in UTF-8.
        today: the latest day that a row may name.

    Raises:
        SourceError: the file is no such table, or a row has a day or a jurisdiction that does not exist; the first such
            row is named with its number, the others are counted.
    """
    table = read_delimited(path, LIST_COLUMNS, ("drug", "disease"))
    uses, problems = [], []
    for row in table.rows:
        try:
            uses.append(_listed(row, today))
        except ValueError as error:
            problems.append(f"row {row.number}: {error}")
    if problems:
        rest = f" (and {len(problems) - 1} more such rows)" if len(problems) > 1 else ""
        raise SourceError(path, problems[0] + rest)
    return tuple(uses), table


def _listed(row: DelimitedRow, today: date) -> ListedUse:
    cells: Mapping[str, str] = {column: row.cells.get(column, "") for column in LIST_COLUMNS}
    ages, route, line = age_group(cells["age"]), route_of(cells["route"]), therapy_line(cells["line"])
    read = {"age": ages, "route": route, "line": line}
    notes = tuple(
        f"{name} {cells[name]!r} is not understood and does not count"
        for name, value in read.items()
        if cells[name] and not value
    )
    return ListedUse(
        number=row.number,
        drug=cells["drug"],
        disease=cells["disease"],
        day=list_day(cells["day"], today),
        jurisdictions=list_jurisdictions(cells["jurisdiction"]),
        ages=ages,
        route=route,
        line=line,
        biomarker=cells["biomarker"],
        dose=cells["dose"],
        notes=notes,
    )


def list_day(cell: str, today: date) -> date | None:
    """Return the day of a cell, None for an empty one.

    Raises:
        ValueError: it is not a day written as 2010-12-31, there is no such day, or no label of it can be known.
    """
    if not cell:
        return None
    if not _DAY.fullmatch(cell):
        raise ValueError(f"{cell!r} is not a day; write it as 2010-12-31")
    try:
        day = date.fromisoformat(cell)
    except ValueError:
        raise ValueError(f"there is no day {cell}; correct it") from None
    if day > today or day.year < _FIRST_YEAR:
        raise ValueError(f"{cell} is {'in the future' if day > today else 'before any label'}; correct it")
    return day


def list_jurisdictions(cell: str) -> tuple[str, ...]:
    """Return the jurisdiction of a cell, by code, name or agency; all for an empty one.

    Raises:
        ValueError: there is no such jurisdiction.
    """
    if not cell:
        return CODES
    for each in JURISDICTIONS:
        if cell.casefold() in {each.code.casefold(), each.name.casefold(), each.agency.casefold()}:
            return (each.code,)
    known = ", ".join(f"{each.code} ({each.name}, {each.agency})" for each in JURISDICTIONS)
    raise ValueError(f"{cell!r} is no jurisdiction whose labels are known; write {known}, or nothing for all")


def age_group(cell: str) -> str:
    """Return "adults", "children", "elderly" or "": the age group that a cell names in words or years."""
    if _ELDERLY.search(cell):
        return "elderly"
    if under := _UNDER.search(cell):
        return "children" if int(under[1]) <= 18 else ""
    if _YOUNG_UNITS.search(cell) or _CHILD_WORDS.search(cell):
        return "children"
    if number := _NUMBER.search(cell):
        years = int(number[0])
        return "children" if years < 18 else "elderly" if years >= 65 else "adults"
    found = ages_of(cell)
    return "" if "|" in found else found


def route_of(cell: str) -> str:
    """Return the route that a cell names, as label facts write it; "" if it names none or several."""
    plain = cell.lower().replace(".", "").strip()
    if plain in _ROUTES:
        return _ROUTES[plain]
    found = routes_of_name(cell) or (
        (plain,) if re.fullmatch(r"intra[a-z-]+|sublingual|buccal|transdermal", plain) else ()
    )
    return found[0] if len(found) == 1 else ""


def therapy_line(cell: str) -> str:
    """Return the line of therapy that a cell names, as label facts write it ("first line", "later line") or ""."""
    if _FIRST_LINE.search(cell):
        return "first line"
    if _LATER_LINE.search(cell):
        return "later line"
    found = line_of(f"{cell} ")  # the words that a line of therapy limits follow it
    return "" if "|" in found else found

"""The dates of a MEDLINE record: published, appeared, entered, revised."""

import re
from datetime import date

from lxml import etree

_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}


def read_date(element: etree._Element | None) -> date | None:
    """Return the date of Year, Month ("05", "May") and Day; a missing month or day is the first, a wrong one None."""
    if element is None:
        return None
    given = _parts_of(element)
    month = given.get("Month") or "1"
    return _to_day(given.get("Year", ""), str(_MONTHS.get(month[:3].lower(), month)), given.get("Day") or "1")


def read_entrez_day(data: etree._Element | None) -> date | None:
    """Return the day on which PubMed added the record, from its PubmedData or PubmedBookData."""
    return read_history_day(data, "entrez")


def read_history_day(data: etree._Element | None, status: str) -> date | None:
    """Return the day of one PubStatus in the history of a PubmedData or PubmedBookData, None if it has none."""
    if data is not None:
        for day in data.iter("PubMedPubDate"):
            if day.get("PubStatus") == status:
                return read_date(day)
    return None


def read_publication_date(element: etree._Element | None) -> str:
    """Return PubDate as far as it is known: "2008", "2008-06", "2008-06-12"; otherwise as it is printed.

    Returned as printed are MedlineDate ("1998 Dec-1999 Jan") and what is no calendar date: a Season
    ("2008 Spring"), a number out of range ("2008 13").
    """
    if element is None:
        return ""
    given = _parts_of(element)
    if "MedlineDate" in given:
        return given["MedlineDate"]
    year, month, day = given.get("Year", ""), given.get("Month", ""), given.get("Day", "")
    number = str(_MONTHS.get(month[:3].lower(), month))
    known = _to_day(year, number or "1", day or "1") if "Season" not in given else None
    if known is None:
        return " ".join(part for part in (year, given.get("Season", month), day) if part)
    return known.isoformat()[: 10 if number and day else 7 if number else 4]


def year_of(publication_date: str) -> int | None:
    """Return the first year in a publication date: 1998 for "1998 Dec-1999 Jan"."""
    found = _YEAR.search(publication_date)
    return int(found.group()) if found else None


def _parts_of(element: etree._Element) -> dict[str, str]:
    return {part.tag: (part.text or "").strip() for part in element}


def _to_day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except (ValueError, OverflowError):
        return None

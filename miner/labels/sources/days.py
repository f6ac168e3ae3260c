"""Days as regulators print them."""

import re
from datetime import date
from pathlib import Path

from miner.errors import SourceError

EARLIEST = date(1900, 1, 1)
"""Days before this one are misprints."""
_MONTHS = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)  # noqa: SIM905
}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]\d\d:\d\d.*)?")
_EUROPEAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_AMERICAN = re.compile(r"([A-Z][a-z]{2,8})\.?\s*(\d{1,2})[.,]\s*(\d{4})")
_SHORT = re.compile(r"(\d{1,2})-([A-Z][a-z]{2})-(\d\d)")


def parse_day(printed: str) -> date | None:
    """Return the day of "2018-12-23", "23/12/2018", "Dec. 23, 2018" or "23-Dec-18"; None if it is none of these.

    The first day counts where a cell has several.
    """
    text = printed.strip()
    parts: tuple[int, int, int] | None = None
    if found := _ISO.fullmatch(text):
        parts = int(found[1]), int(found[2]), int(found[3])
    elif found := _EUROPEAN.match(text):
        parts = int(found[3]), int(found[2]), int(found[1])
    elif found := _AMERICAN.match(text):
        parts = int(found[3]), _MONTHS.get(found[1][:3].lower(), 0), int(found[2])
    elif found := _SHORT.match(text):
        parts = 2000 + int(found[3]), _MONTHS.get(found[2].lower(), 0), int(found[1])
    try:
        return date(*parts) if parts else None
    except ValueError:
        return None


def printed_day(printed: str, path: Path, row: int, *, not_after: date | None = None) -> date | None:
    """Return the day in a cell, None if the cell is empty; `row` is the 1-based row for the message.

    Raises:
        SourceError: the cell is no day, or a day that cannot be: before 1900 or after `not_after`.
    """
    if printed.strip() in {"", "-", "n/a"}:
        return None
    day = parse_day(printed)
    if day is None or day < EARLIEST:
        raise SourceError(path, f"row {row}: {printed!r} is not a day; correct the cell")
    if not_after is not None and day > not_after:
        raise SourceError(path, f"row {row}: {printed!r} is later than {not_after}, the day of the table; correct it")
    return day

"""EMA's tables of medicines, downloaded on different days: one record per human medicine and table.

The tables differ in column names, in the form of days, and in how the paragraphs of an indication are joined.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from miner.errors import SourceError
from miner.labels.sources.days import printed_day
from miner.lexicon.build.tables import reading

EMA_TABLES = (
    "labels/eu/ema_epar_table_2017-02.xls",
    "labels/eu/ema_epar_table_2018-12-23.xlsx",
    "labels/EPAR_table_4.xlsx",
    "labels/eu/ema_medicines_2026-03-14.xlsx",
)
"""The tables in the order of their days, below the folder of reference data."""
EMA_PAGE = "https://www.ema.europa.eu/en/medicines"
_INN = "international non-proprietary name (inn) / common name"
_COLUMNS = {
    "name": ("medicine name", "name of medicine"),
    "number": ("product number", "ema product number"),
    "substance": ("common name", _INN),
    "active": ("active substance",),
    "atc": ("atc code", "atc code (human)"),
    "status": ("status", "authorisation status", "medicine status"),
    "conditional": ("condition approval", "conditional approval"),
    "generic": ("is generic", "generic"),
    "authorised": ("authorisation date", "marketing authorisation date"),
    "decided": ("decision date", "european commission decision date"),
    "ended": ("withdrawal / expiry / revocation / lapse of marketing authorisation date",),
    "text": ("indication", "condition / indication", "therapeutic indication"),
    "url": ("url", "medicine url"),
    "category": ("category",),
}
_NEEDED = frozenset({"name", "number", "substance", "status", "authorised", "text"})
_ENDED = frozenset({"withdrawn", "lapsed", "expired", "revoked"})
_HEADER_ROWS = 20
_DAY = re.compile(r"\b(\d\d)/(\d\d)/(\d{4})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class EmaMedicine:
    """One human medicine of one table; days that the table does not give are None.

    Args:
        source: "ema_" and the year of the table.
        listed_on: the day of the table.
        names: its brand, and earlier ones.
        number: the product number in six digits.
        substances: the non-proprietary name, and the active substance as written on the label.
        status: authorised, withdrawn, refused ..., in lower case.
        decided_on: the latest decision of the Commission, which the text is not younger than.
        ended_on: when the authorisation was withdrawn, expired, lapsed or was revoked.
    """

    source: str
    listed_on: date
    names: tuple[str, ...]
    number: str
    substances: tuple[str, ...]
    atc: str
    status: str
    is_conditional: bool
    is_generic: bool
    authorised_on: date | None
    decided_on: date | None
    ended_on: date | None
    text: str
    url: str

    @property
    def is_authorised(self) -> bool:
        """Whether it was authorised on the day of the table."""
        return self.status in {"authorised", "suspended"}

    @property
    def is_label(self) -> bool:
        """Whether it is or was authorised: refused, pending and withdrawn applications are no labels."""
        return self.is_authorised or (self.status in _ENDED and self.authorised_on is not None)


def ema_medicines(data: Path) -> Iterator[EmaMedicine]:
    """Yield the human medicines of all tables, in the order of the tables' days.

    Raises:
        SourceError: a table has other columns than expected, or a cell is no day; file and row are named.
    """
    for name in EMA_TABLES:
        yield from read_ema_table(data / name)


def read_ema_table(path: Path) -> Iterator[EmaMedicine]:
    """Yield the human medicines of one table.

    Raises:
        SourceError: as `ema_medicines`.
    """
    with reading(path, "EMA's table of medicines"):
        frame = pd.read_excel(path, header=None, dtype=str, keep_default_na=False).astype(str)
    lines = frame.to_numpy().tolist()
    top, places = _header(path, lines)
    listed_on = _table_day(path, lines[:top])
    for number, cells in enumerate(lines[top + 1 :], start=top + 2):
        row = {name: cells[place].strip() for name, place in places.items()}
        if row.get("category", "Human") == "Human" and "/H/" in row["number"]:
            yield _medicine(path, number, row, listed_on)


def _header(path: Path, lines: list[list[str]]) -> tuple[int, dict[str, int]]:
    """Return the 0-based row of the column names, and the place of each known column."""
    for top, cells in enumerate(lines[:_HEADER_ROWS]):
        printed = [" ".join(cell.split()).lower() for cell in cells]
        places = {
            name: next(printed.index(alias) for alias in aliases if alias in printed)
            for name, aliases in _COLUMNS.items()
            if set(aliases) & set(printed)
        }
        if places.keys() >= _NEEDED:
            return top, places
    raise SourceError(path, f"has no row of column names in its first {_HEADER_ROWS} rows; is it EMA's table?")


def _table_day(path: Path, lines: list[list[str]]) -> date:
    for cells in lines:
        for cell in cells:
            if found := _DAY.search(cell):
                return date(int(found[3]), int(found[2]), int(found[1]))
    raise SourceError(path, "names no day above its column names; expected the day of the download")


def _medicine(path: Path, number: int, row: dict[str, str], listed_on: date) -> EmaMedicine:
    def day(column: str) -> date | None:
        return printed_day(row.get(column, ""), path, number, not_after=listed_on)

    return EmaMedicine(
        source=f"ema_{listed_on.year}",
        listed_on=listed_on,
        names=tuple(name.strip(" )") for name in re.split(r"\s*\(previously ", row["name"])),
        number=row["number"].rpartition("/")[2],
        substances=tuple(dict.fromkeys(filter(None, (row["substance"], row.get("active", ""))))),
        atc=row.get("atc", ""),
        status=row["status"].lower(),
        is_conditional=row.get("conditional", "").lower() == "yes",
        is_generic=row.get("generic", "").lower() == "yes",
        authorised_on=day("authorised"),
        decided_on=day("decided"),
        ended_on=day("ended"),
        text=row["text"],
        url=row.get("url", ""),
    )

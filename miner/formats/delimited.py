"""Tables that people keep in spreadsheets, saved as text: comma, semicolon or tab, any order of columns.

Row numbers are those that a spreadsheet shows: the header is row 1 unless rows stand above it.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from miner.errors import SourceError

_DELIMITERS = (",", ";", "\t")
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""Excel writes it above the header to say how the file is separated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DelimitedRow:
    """A row: its number in the file, and its cells by column, stripped; a column that the file lacks is ""."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DelimitedTable:
    """The rows of a file in order, how many were empty and left out, and the headers of columns without a meaning."""

    rows: tuple[DelimitedRow, ...]
    columns: frozenset[str]
    ignored_columns: tuple[str, ...] = ()
    empty_count: int = 0


def read_delimited(path: Path, columns: Mapping[str, str], required: Sequence[str]) -> DelimitedTable:
    """Return the rows of a table in UTF-8, with or without a byte order mark.

    Args:
        path: the file; the separator is found from its header.
        columns: for each column the regular expression of its headers, in lower case with "_" for spaces and marks.
            A header that is the column's own name is preferred to other headers that fit.
        required: columns that must be there.

    Raises:
        SourceError: the file cannot be read, is empty, not UTF-8, lacks a column, names one twice, or has a row with
            more cells than the header; the row is named.
    """
    text = _read_text(path)
    first = 1
    delimiters: tuple[str, ...] = _DELIMITERS
    if separated := _SEPARATOR_LINE.match(text):
        first, delimiters, text = 2, (separated[1],), text[separated.end() :]
    found = [(_header(text, delimiter), delimiter) for delimiter in delimiters]
    header, delimiter = max(found, key=lambda each: len(_places(path, each[0], columns, is_checked=False)))
    places = _places(path, header, columns, is_checked=True)
    if missing := [column for column in required if column not in places]:
        listed = ", ".join(cell for cell in header if cell) or "nothing"
        raise SourceError(path, f"the header has no column {' and no '.join(missing)}; it has {listed}")
    return _table(path, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), places, first)


def _read_text(path: Path) -> str:
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise SourceError(path, f"cannot be read: {error.strerror}; check the path") from error
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SourceError(path, f"line {line} is not UTF-8; save the table as 'CSV UTF-8'") from error
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise SourceError(path, f"line {line} has a zero byte, so it is no text; save the table as 'CSV UTF-8'")
    if not text.strip():
        raise SourceError(path, "the file is empty; it needs a header and at least one row")
    return text


def _header(text: str, delimiter: str) -> list[str]:
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        return [cell.strip() for cell in next((row for row in reader if any(map(str.strip, row))), [])]
    except csv.Error:
        return []  # this separator is not the file's, or `_table` reports the row


def _places(path: Path, header: Sequence[str], columns: Mapping[str, str], *, is_checked: bool) -> dict[str, int]:
    """Return the position of each column that the header has."""
    spelt = [_NOT_LETTERS.sub("_", cell.lower()).strip("_") for cell in header]
    places = {}
    for column, pattern in columns.items():
        own = [at for at, cell in enumerate(spelt) if cell == column]
        fitting = own or [at for at, cell in enumerate(spelt) if re.fullmatch(pattern, cell)]
        if len(fitting) > 1 and is_checked:
            named = " and ".join(repr(header[at]) for at in fitting)
            raise SourceError(path, f"{named} both are the column {column}; rename or remove one")
        if fitting:
            places[column] = fitting[0]
    return places


def _table(path: Path, reader: Iterable[list[str]], places: Mapping[str, int], first: int) -> DelimitedTable:
    rows: list[DelimitedRow] = []
    header: list[str] = []
    empty_count = 0
    number = first - 1
    try:
        for number, cells in enumerate(reader, start=first):
            if not any(map(str.strip, cells)):
                empty_count += bool(header)
            elif not header:
                header = cells
            else:
                rows.append(_row(path, number, cells, header, places))
    except csv.Error as error:
        raise SourceError(path, f"row {number + 1}: {error}; check its quotes") from error
    if not rows:
        raise SourceError(path, "the file has a header and no rows; it needs at least one")
    used = set(places.values())
    ignored = tuple(cell.strip() for at, cell in enumerate(header) if at not in used and cell.strip())
    return DelimitedTable(rows=tuple(rows), columns=frozenset(places), ignored_columns=ignored, empty_count=empty_count)


def _row(path: Path, number: int, cells: list[str], header: list[str], places: Mapping[str, int]) -> DelimitedRow:
    if any(map(str.strip, cells[len(header) :])):
        reason = f"row {number}: {len(cells)} cells under {len(header)} headers; quote cells that hold the separator"
        raise SourceError(path, reason)
    found = {column: " ".join(cells[at].split()) if at < len(cells) else "" for column, at in places.items()}
    return DelimitedRow(number=number, cells=found)

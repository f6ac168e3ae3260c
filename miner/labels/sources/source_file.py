"""A source file while an adapter reads it: rows with numbers, days that are checked, drops that are counted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from miner.errors import LabelError
from miner.labels.sources.drug_names import DrugNames
from miner.lexicon.build.tables import Row, read_rows, read_spreadsheet

_DAY = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{8}")
_FIRST_YEAR = 1820
"""The oldest day in a source is that of a drug marketed long before there was a regulator."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of one source.

    Args:
        source: key of the source, under which drops are counted.
        path: the file.
        names: resolves drugs and keeps the counts.
    """

    source: str
    path: Path
    names: DrugNames

    def rows(self, *, sep: str = "\t", header: int = 0) -> Iterator[tuple[int, Row]]:
        """Yield the rows of a table or spreadsheet with their numbers, the first below the column names being 2.

        Raises:
            SourceError: it is not such a table.
        """
        is_book = self.path.suffix == ".xlsx"
        found = read_spreadsheet(self.path, header=header) if is_book else read_rows(self.path, sep=sep)
        yield from enumerate(found, start=header + 2)

    def drop(self, reason: str) -> None:
        """Count a row that is left out."""
        self.names.drop(self.source, reason)

    def drugs(self, *names: str) -> tuple[str, ...]:
        """Return the drugs of the first known name or identifier, or () and count the row as dropped."""
        return self.names.resolve(self.source, *names)

    def day(self, cell: str, row: int, *forms: str) -> date | None:
        """Return the day in a cell, None if it has none; a cell with other text is counted as unreadable.

        Args:
            cell: the day as printed; the time of a spreadsheet's cell is ignored.
            row: number of the row, for the message.
            forms: formats of `strptime` to try, ISO by default.

        Raises:
            LabelError: it is written like a day but there is no such day, or it is in the future.
        """
        printed = cell.strip().removesuffix(" 00:00:00")
        if not printed or printed.lower() in {"n/a", "na", "nan", "nat"}:
            return None
        for form in forms or ("%Y-%m-%d",):
            try:
                day = datetime.strptime(printed, form).replace(tzinfo=UTC).date()
            except ValueError:
                continue
            if not date(_FIRST_YEAR, 1, 1) <= day <= datetime.now(UTC).date():
                raise LabelError(f"{self.path}: row {row}: {printed!r} cannot be a day of approval; correct the table")
            return day
        if _DAY.fullmatch(printed):
            raise LabelError(f"{self.path}: row {row}: there is no day {printed!r}; correct the table")
        self.drop("day unreadable")
        return None

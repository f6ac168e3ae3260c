r"""Read and write the tab-separated tables that ship: one header line, rows in byte order, `\\n` line ends.

Sorted rows make recompiling give the same bytes.
"""

import gzip
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

Sources = Mapping[str, Path]
"""Where each source lies, by its name in the manifest; one that is left out is not in it."""

Row = dict[str, Any]
"""One row of a source table: column name to cell; cells are strings, "" where empty."""


def write_table(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> int:
    """Write the distinct rows, sorted; gives their number.

    Raises:
        ValueError: a row has another number of cells, or a cell holds a tab or a line break.
    """
    unique = sorted(set(rows))
    for row in unique:
        if len(row) != len(columns) or any("\t" in cell or "\n" in cell for cell in row):
            raise ValueError(f"{path.name}: row {row!r} does not fit the columns {columns}")
    lines = ["\t".join(row) for row in [columns, *unique]]
    path.write_bytes(("\n".join(lines) + "\n").encode("utf-8"))
    return len(unique)


def _rows(frame: pd.DataFrame) -> list[Row]:
    return [{" ".join(str(key).split()): value for key, value in row.items()} for row in frame.to_dict("records")]


def read_rows(path: Path, *, sep: str = ",", names: list[str] | None = None) -> list[Row]:
    """The rows of a delimited source table, cells as text, blanks in column names made single.

    `names` are the columns of a table that has no header line.
    """
    return _rows(pd.read_csv(path, sep=sep, names=names, dtype=str, keep_default_na=False, encoding="utf-8-sig"))


def read_reviewed(path: Path) -> list[Row]:
    """The rows of a table kept by hand, in file order, cells without blanks around them."""
    return [{key: value.strip() for key, value in row.items()} for row in read_rows(path, sep="\t")]


def read_spreadsheet(path: Path, *, header: int = 0) -> list[Row]:
    """The rows of the first sheet, every cell as text; `header` is the 0-based row of the column names."""
    frame = pd.read_excel(path, header=header, dtype=str, keep_default_na=False)
    return _rows(frame.astype(str))


def read_source(sources: Sources, name: str, *, sep: str = ",", header: int = 0) -> list[Row]:
    """The rows of a source, delimited or a spreadsheet (with its column names in row `header`); none if left out."""
    path = sources.get(name)
    if path is None:
        return []
    return read_spreadsheet(path, header=header) if path.suffix == ".xlsx" else read_rows(path, sep=sep)


def read_text(sources: Sources, name: str) -> str:
    """The text of a source, unpacked; "" if it is left out."""
    path = sources.get(name)
    if path is None:
        return ""
    content = path.read_bytes()
    return (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")

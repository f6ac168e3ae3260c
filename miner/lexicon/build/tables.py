r"""Readers of source tables, and the writer of the tab-separated tables that ship.

The latter have one header line, rows in byte order and `\n` line ends, so that recompiling gives the same bytes.
"""

import gzip
import tarfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import pandas as pd

from miner.errors import SourceError
from miner.sources.manifest import Sources

Row = dict[str, Any]
"""One row of a source table: column name to cell; cells are strings, "" where empty."""


class SourceRow(Row):
    """A row that knows its file, so that a missing column is an error that names both.

    Raises:
        SourceError: on access to a column that is not there.
    """

    def __init__(self, path: Path, cells: Mapping[str, Any]) -> None:
        super().__init__(cells)
        self._path = path

    def __missing__(self, column: str) -> Any:
        raise SourceError(self._path, f"has no column {column!r}, only {', '.join(self)[:200]}; is it the right file?")


@contextmanager
def reading(path: Path, expected: str) -> Iterator[None]:
    """Hold work that reads a source: any failure becomes an error that names the file and what was expected.

    Raises:
        SourceError: the block met a damaged file, or other content than expected.
    """
    try:
        yield
    except (OSError, EOFError, ValueError, KeyError, BadZipFile, tarfile.TarError, zlib.error) as error:
        reason = str(error).partition("\n")[0].rstrip(": ")
        raise SourceError(path, f"cannot be read ({reason}); expected {expected}") from error


def write_table(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> int:
    """Write the distinct rows, sorted, and return their number.

    Raises:
        ValueError: a row has a wrong number of cells, or a cell contains a tab or a line break.
    """
    unique = sorted(set(rows))
    for row in unique:
        if len(row) != len(columns) or any("\t" in cell or "\n" in cell for cell in row):
            raise ValueError(f"{path.name}: row {row!r} does not fit the columns {columns}")
    lines = ["\t".join(row) for row in [columns, *unique]]
    path.write_bytes(("\n".join(lines) + "\n").encode("utf-8"))
    return len(unique)


def _rows(path: Path, frame: pd.DataFrame) -> list[Row]:
    names = [" ".join(str(name).split()) for name in frame.columns]
    return [SourceRow(path, dict(zip(names, cells, strict=True))) for cells in frame.itertuples(index=False)]


def read_rows(path: Path, *, sep: str = ",", names: list[str] | None = None) -> list[Row]:
    """Return the rows of a delimited source table, cells as text, with single blanks in column names.

    `names` are the columns of a table that has no header line.

    Raises:
        SourceError: it is not such a table.
    """
    with reading(path, "a table with one line of column names" if names is None else "a table"):
        frame = pd.read_csv(path, sep=sep, names=names, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    return _rows(path, frame)


def read_reviewed(path: Path) -> list[Row]:
    """Return the rows of a table kept by hand, in file order, with cells stripped of surrounding blanks."""
    return [{key: value.strip() for key, value in row.items()} for row in read_rows(path, sep="\t")]


def read_spreadsheet(path: Path, *, header: int = 0) -> list[Row]:
    """Return the rows of the first sheet, every cell as text; `header` is the 0-based row of the column names.

    Raises:
        SourceError: it is not a spreadsheet.
    """
    with reading(path, "a spreadsheet"):
        frame = pd.read_excel(path, header=header, dtype=str, keep_default_na=False)
    return _rows(path, frame.astype(str))


def read_source(sources: Sources, name: str, *, sep: str = ",", header: int = 0) -> list[Row]:
    """Return the rows of a source, delimited or a spreadsheet (column names in row `header`); [] if it is left out.

    Raises:
        SourceError: it is not such a table, or has no row.
    """
    path = sources.get(name)
    if path is None:
        return []
    rows = read_spreadsheet(path, header=header) if path.suffix == ".xlsx" else read_rows(path, sep=sep)
    if not rows:
        raise SourceError(path, "has no row below its column names; is it the right file?")
    return rows


def read_text(sources: Sources, name: str) -> str:
    """Return the text of a source, decompressed; "" if it is left out.

    Raises:
        SourceError: it is damaged, or not text in UTF-8.
    """
    path = sources.get(name)
    if path is None:
        return ""
    with reading(path, "text in UTF-8, plain or gzipped"):
        content = path.read_bytes()
        return (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")


def read_terms(sources: Sources, name: str) -> list[str]:
    """Return the stanzas of an OBO file's terms, from the first tag on; [] if the source is left out.

    Raises:
        SourceError: it has no term.
    """
    terms = [term.partition("\n[")[0] for term in read_text(sources, name).split("[Term]\n")[1:]]
    if name in sources and not terms:
        raise SourceError(sources[name], "has no [Term]; expected an ontology in OBO format")
    return terms

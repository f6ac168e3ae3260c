"""Printing: data on stdout as a table, JSON or CSV; messages and progress bars on stderr."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Literal

from rich.console import Console, Group, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from queries.table import to_csv, to_json

_err = Console(stderr=True)

NO_TERMINAL_WIDTH = 120
"""Width, in characters, of a table that is written to a file or pipe."""
COLUMN_GAP = 3
CELL_LINES_MAX = 4
"""A table with a cell that would take more lines than this is printed as records."""


def _out() -> Console:
    """Return the console for data; a pipe has no width of its own."""
    is_sized = sys.stdout.isatty() or "COLUMNS" in os.environ
    return Console() if is_sized else Console(width=NO_TERMINAL_WIDTH)


def talk(message: str) -> None:
    """Print a message for the user on stderr."""
    _err.print(message, markup=False, highlight=False, soft_wrap=True)


@contextmanager
def progress_bars() -> Iterator[Callable[[str, int, int | None], None]]:
    """Hold a display on stderr, one bar per stage, and yield what updates it; nothing is shown without a terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=_err, disable=not _err.is_terminal) as bars:
        tasks: dict[str, Any] = {}

        def show(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield show


def print_rows(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], output: str) -> None:
    """Print rows as a table, JSON or CSV; rows too wide for a table are printed as records, one below the other.

    A table that does not fit omits identifiers ("drug_id" beside "drug"). Cell text is never interpreted as markup.
    """
    if output == "json":
        print(to_json(rows))  # noqa: T201 stdout is the data
    elif output == "csv":
        print(to_csv(rows, columns), end="")  # noqa: T201
    elif not rows:
        talk("No rows")
    else:
        shown = columns if _width(rows, columns) <= _out().width else _without_identifiers(columns)
        _out().print(_table(rows, shown) if _fits(rows, shown) else _records(rows, columns))


def print_renderable(shown: RenderableType) -> None:
    """Print a rich renderable on stdout."""
    _out().print(shown)


def _table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> Table:
    table = Table(header_style="bold", show_edge=False, pad_edge=False)
    for column, width in zip(columns, _column_widths(rows, columns), strict=True):
        is_number = any(isinstance(row.get(column), int | float) for row in rows)
        justify: Literal["left", "right"] = "right" if is_number else "left"
        table.add_column(_heading(column), justify=justify, overflow="fold", width=width)
    for row in rows:
        table.add_row(*(Text(_cell(row.get(column))) for column in columns))
    return table


def _heading(column: str) -> str:
    return column.replace("_", " ")


def _without_identifiers(columns: Sequence[str]) -> list[str]:
    return [column for column in columns if not (column.endswith("_id") and column.removesuffix("_id") in columns)]


def _natural(rows: Sequence[Mapping[str, Any]], column: str) -> int:
    """Return the width at which nothing in the column wraps."""
    return max(len(_heading(column)), *(len(_cell(row.get(column))) for row in rows))


def _least(rows: Sequence[Mapping[str, Any]], column: str) -> int:
    """Return the width at which no word in the column is broken."""
    words = " ".join([_heading(column), *(_cell(row.get(column)) for row in rows)]).split()
    return max(map(len, words))


def _width(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> int:
    """Return the width of the table if nothing wraps."""
    return sum(_natural(rows, column) for column in columns) + COLUMN_GAP * (len(columns) - 1)


def _fits(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> bool:
    """Return whether a table is readable at this width: no word is broken, and no cell takes many lines."""
    least = sum(_least(rows, column) for column in columns) + COLUMN_GAP * (len(columns) - 1)
    if least > _out().width:
        return False
    widths = _column_widths(rows, columns)
    return all(_natural(rows, column) <= CELL_LINES_MAX * width for column, width in zip(columns, widths, strict=True))


def _column_widths(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> list[int]:
    """Return widths that fit the terminal; space left after whole words goes to the columns that would wrap most."""
    widths = [_least(rows, column) for column in columns]
    naturals = [_natural(rows, column) for column in columns]
    spare = _out().width - sum(widths) - COLUMN_GAP * (len(columns) - 1)
    while spare > 0 and widths != naturals:
        narrowest = max(range(len(columns)), key=lambda at: naturals[at] / widths[at])
        widths[narrowest] += 1
        spare -= 1
    return widths


def _records(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> Group:
    """Return the rows one below the other, each with one line per column that is not empty."""
    parts: list[RenderableType] = []
    for number, row in enumerate(rows, start=1):
        grid = Table.grid(padding=(0, 2))
        grid.add_column(style="dim", no_wrap=True)
        grid.add_column(overflow="fold")
        for column in columns:
            if _cell(row.get(column)):
                grid.add_row(_heading(column), Text(_cell(row.get(column))))
        parts += [Text(f"{number} of {len(rows)}", style="bold"), grid, Text("")]
    return Group(*parts)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)

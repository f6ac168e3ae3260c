"""Printing: data on stdout as a table, JSON or CSV; messages and progress bars on stderr."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from queries.table import to_csv, to_json

_err = Console(stderr=True)

NO_TERMINAL_WIDTH = 120
"""Columns of a table that goes into a file or a pipe."""


def _out() -> Console:
    """Where data goes; a pipe has no width of its own."""
    is_sized = sys.stdout.isatty() or "COLUMNS" in os.environ
    return Console() if is_sized else Console(width=NO_TERMINAL_WIDTH)


def talk(message: str) -> None:
    """Say something to the person at the terminal, on stderr."""
    _err.print(message, markup=False, highlight=False, soft_wrap=True)


@contextmanager
def progress_bars() -> Iterator[Callable[[str, int, int | None], None]]:
    """Show one bar per stage on stderr, nothing if stderr is no terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=_err, disable=not _err.is_terminal) as bars:
        tasks: dict[str, Any] = {}

        def show(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield show


def print_rows(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], output: str) -> None:
    """Print rows as a table, JSON or CSV. Cell text is never read as markup."""
    if output == "json":
        print(to_json(rows))  # noqa: T201 stdout is the data
    elif output == "csv":
        print(to_csv(rows, columns), end="")  # noqa: T201
    else:
        _out().print(_table(rows, columns) if _fits(rows, columns) else _records(rows, columns))


def print_renderable(shown: RenderableType) -> None:
    """Print what rich can draw."""
    _out().print(shown)


def _table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> Table:
    table = Table(header_style="bold", show_edge=False, pad_edge=False)
    for column in columns:
        is_number = any(isinstance(row.get(column), int | float) for row in rows)
        table.add_column(column.replace("_", " "), justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_cell(row.get(column))) for column in columns))
    return table


def _fits(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> bool:
    """Whether a table of these rows can be read here: at most three times as wide as the terminal before it wraps."""
    widths = (max([len(column), *(len(_cell(row.get(column))) for row in rows)]) + 3 for column in columns)
    return not rows or sum(widths) <= 3 * _out().width


def _records(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> Group:
    """Rows below each other, a line for each column: for rows too wide for a table."""
    parts: list[RenderableType] = []
    for number, row in enumerate(rows, start=1):
        grid = Table.grid(padding=(0, 2))
        grid.add_column(style="dim", no_wrap=True)
        grid.add_column(overflow="fold")
        for column in columns:
            grid.add_row(column.replace("_", " "), Text(_cell(row.get(column))))
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

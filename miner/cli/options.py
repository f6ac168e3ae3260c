"""What the commands share: options, settings and the parsing of dates."""

import signal
from calendar import monthrange
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from graph.store import BoltStore
    from miner.config import Settings


class Format(StrEnum):
    """Output formats for rows."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


@dataclass(slots=True)
class Given:
    """The options given before the command."""

    flags: dict[str, Any] = field(default_factory=dict)
    is_debug: bool = False


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="Output format.")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="YYYY-MM-DD", help="Use literature and labels up to this day; default: today."),
]
Limit = Annotated[int, typer.Option(min=1, help="Maximum number of rows to print.")]
ListLimit = Annotated[int, typer.Option("--limit", min=1, help="Maximum number of candidates in the list files.")]
ModelOption = Annotated[
    str | None, typer.Option(help="spaCy or scispaCy model to read with; default: the shipped model.")
]
LinkerOption = Annotated[
    str | None,
    typer.Option(
        help="scispaCy linker for names that remain without a link: mesh, umls ... from scispaCy's cache, or a folder."
    ),
]
LiteratureOnly = Annotated[bool, typer.Option("--literature-only", help="Leave labels out of the score.")]
AcceptLoss = Annotated[bool, typer.Option("--accept-loss", help="Continue even if falling counts look like damage.")]


@contextmanager
def interruptible() -> Iterator[None]:
    """Hold long work that Ctrl-C and SIGTERM end cleanly: close files, say how to resume, and exit with 130."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        typer.echo("miner: stopped; committed work is kept, run the same command again to resume", err=True)
        raise typer.Exit(130) from None
    finally:
        signal.signal(signal.SIGTERM, before)


_given: ContextVar[Given] = ContextVar("given")


def give(options: Given) -> Given:
    """Store the options given before the command, for this invocation, and return them."""
    _given.set(options)
    return options


def given() -> Given:
    """Return the options given before the command."""
    return _given.get(Given())


def load(**own: Any) -> "Settings":
    """Return the settings of this invocation: miner.toml, environment, flags, then a command's own options.

    Args:
        own: settings by name; None means not given.
    """
    from miner.config import load_settings

    return load_settings(given().flags | {name: value for name, value in own.items() if value is not None})


def open_graph() -> "BoltStore":
    """Open the graph that the settings name."""
    from miner.jobs.graph import open_graph as open_graph_of

    return open_graph_of(load())


@contextmanager
def read_graph(*, needs_all: bool = True) -> Iterator["BoltStore"]:
    """Hold the graph that the settings name open for reading; none is created.

    A graph that is being updated, or whose update was interrupted, is a warning.

    Args:
        needs_all: refuse a graph that was never filled completely, since answers from it would be false, and report
            a statement that fails as damage: for commands with statements of our own.
    """
    from graph.counts import damage_named
    from graph.sync import check_loaded, describe_unfinished
    from miner.cli.printing import talk
    from miner.jobs.graph import read_graph as read_graph_of

    with read_graph_of(load(), talk) as store, damage_named(store) if needs_all else nullcontext():
        if needs_all:
            check_loaded(store)
        unfinished = describe_unfinished(store)
        if unfinished:
            talk(f"Warning: {unfinished} Answers may be incomplete.")
        yield store


def parse_day(text: str | None) -> date:
    """Return the date written as 2010-12-31; today for None.

    Raises:
        typer.BadParameter: it is no day, or more than a year ahead, which is a slip of the hand.
    """
    today = date.today()  # noqa: DTZ011 - the date where the user is
    if text is None:
        return today
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a day; write it as 2010-12-31") from None
    if day > today + timedelta(days=366):
        raise typer.BadParameter(f"{text} is more than a year ahead; give a day up to today ({today.isoformat()})")
    return day


def parse_bound(text: str | None, *, is_end: bool) -> date | None:
    """Return the first or, with `is_end`, the last day of a year, month or day: 2008, 2008-06, 2008-06-12."""
    if text is None:
        return None
    try:
        year, *rest = map(int, text.split("-"))
        month, day = (*rest, None, None)[:2] if len(rest) <= 2 else (0, 0)
        if is_end:
            month = 12 if month is None else month
            day = monthrange(year, month)[1] if day is None else day
        return date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a day; write 2008, 2008-06 or 2008-06-12") from None

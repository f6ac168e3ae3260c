"""What the commands share: options, settings and days as people write them."""

import signal
from calendar import monthrange
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from graph.store import BoltStore
    from miner.config import Settings


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


given: dict[str, Any] = {"flags": {}, "debug": False}
"""The options before the command, as they were given."""

FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How rows are printed.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="YYYY-MM-DD", help="Day to stand on; today where not given.")
]
Limit = Annotated[int, typer.Option(min=1, help="How many rows.")]
AcceptLoss = Annotated[bool, typer.Option("--accept-loss", help="Go on although counts fall as if by damage.")]


@contextmanager
def interruptible() -> Iterator[None]:
    """Ctrl-C in long work, and SIGTERM like it, closes what is open and says how to go on; exit code 130."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        typer.echo("miner: stopped; what was committed stays, run the same command again to go on", err=True)
        raise typer.Exit(130) from None
    finally:
        signal.signal(signal.SIGTERM, before)


def load() -> "Settings":
    """The settings of this call: miner.toml, environment, flags."""
    from miner.config import load_settings

    return load_settings(given["flags"])


def open_graph() -> "BoltStore":
    """The graph that the settings name."""
    from miner.jobs import pipeline

    return pipeline.open_graph(load())


def parse_day(text: str | None) -> date:
    """A day written as 2010-12-31; today where none is given."""
    if text is None:
        return date.today()  # noqa: DTZ011 the user's own day
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day; write it as 2010-12-31") from None


def parse_bound(text: str | None, *, is_end: bool) -> date | None:
    """The first or, with `is_end`, the last day of a year, month or day: 2008, 2008-06, 2008-06-12."""
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
        raise typer.BadParameter(f"{text!r} is no day; write 2008, 2008-06 or 2008-06-12") from None

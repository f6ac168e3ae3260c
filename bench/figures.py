"""Figures: what a figure is, the machine it was measured on, timers and printing."""

import os
import platform
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from miner.jobs.doctor import PACKAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A measured value and the baseline it is compared with.

    `value` is None if nothing could be measured; `note` then says why. `baseline` has the same unit and is from the
    same run; `note` says what it is.
    """

    name: str
    value: float | None
    unit: str
    baseline: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Value divided by baseline: above 1 is better for rates, below 1 for seconds."""
        return self.value / self.baseline if self.value is not None and self.baseline else None


def seconds_of(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Return how long one call takes; `time.process_time` counts this process alone, on a busy machine too."""
    start = clock()
    work()
    return clock() - start


def best_of(rounds: int, work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Return the shortest of several calls: on a shared machine the longer ones measure other work."""
    return min(seconds_of(work, clock) for _ in range(rounds))


def describe_machine() -> dict[str, str]:
    """Return date, size and load of the machine, and the versions in use."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "processor": f"{os.cpu_count()} cores, {_processor_name()}",
        "memory": f"{memory:.0f} GiB",
        "load": f"{os.getloadavg()[0]:.1f} over the last minute",
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        **{name: version(name) for name in PACKAGES},
    }


def _processor_name() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def as_json(figure: Figure) -> dict[str, Any]:
    """Return a figure as plain values."""
    return {
        "name": figure.name,
        "value": figure.value,
        "unit": figure.unit,
        "baseline": figure.baseline,
        "ratio": figure.ratio,
        "note": figure.note,
    }


def print_machine(console: Console, machine: dict[str, str]) -> None:
    """Print the machine and the versions that the figures are measured with."""
    for name, value in machine.items():
        console.print(f"{name:18} {value}", highlight=False)


def print_figures(console: Console, title: str, figures: list[Figure]) -> None:
    """Print one section as a table; a note shared by consecutive rows is printed once."""
    table = Table(title=title, title_justify="left", title_style="bold")
    table.add_column("figure", no_wrap=True)
    for heading in ("value", "baseline", "ratio"):
        table.add_column(heading, justify="right", no_wrap=True)
    for heading in ("unit", "note"):
        table.add_column(heading)
    last_note = ""
    for figure in figures:
        numbers = (_shown(number) for number in (figure.value, figure.baseline, figure.ratio))
        table.add_row(figure.name, *numbers, figure.unit, figure.note if figure.note != last_note else "")
        last_note = figure.note
    console.print(table)


def _shown(number: float | None) -> str:
    """Return a number in two or three significant digits, whole and large numbers in full."""
    if number is None:
        return ""
    if float(number).is_integer() or abs(number) >= 100:
        return f"{number:,.0f}"
    return f"{number:.{1 if abs(number) >= 10 else 2}f}" if abs(number) >= 0.1 else f"{number:.2g}"

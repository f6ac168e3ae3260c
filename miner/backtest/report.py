"""The report of a backtest as HTML with plots, and as CSV: one row a measure, and one row a use."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined

from miner.backtest.event_list import ListRows
from miner.backtest.plots import bar_chart, calibration_chart, funnel_chart
from miner.backtest.protocol import Protocol
from miner.backtest.replay import LINES, METHODS, SCORE
from miner.backtest.summary import POOLED, Period
from miner.errors import ReportError
from miner.lexicon.lexicon import Lexicon
from miner.signals.features import FEATURE_BY_NAME

MEASURE_COLUMNS = ("period", "outcome", "method", "measure", "value", "low", "high")
USE_COLUMNS = (
    "period", "drug", "disease", "jurisdiction", "labelled_on", "listed_on", "lead_months", "best_rank", "drug_ids",
    "disease_ids",
)  # fmt: skip
DIFFERENCES = ("precision", "recall", "reciprocal_rank")


def write_backtest(
    periods: Sequence[Period], rows: ListRows | None, lexicon: Lexicon, protocol: Protocol, folder: Path
) -> tuple[Path, ...]:
    """Write backtest.html, backtest.csv and uses.csv to a folder and return their paths.

    Raises:
        ReportError: the folder cannot be written.
    """
    contents = {
        "backtest.html": render(periods, rows, protocol),
        "backtest.csv": _csv(MEASURE_COLUMNS, measure_rows(periods)),
        "uses.csv": _csv(USE_COLUMNS, use_rows(periods, lexicon)),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in contents.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise ReportError(f"Cannot write the backtest to {folder}: {error.strerror}; give another folder") from error
    return tuple(folder / name for name in contents)


def measure_rows(periods: Iterable[Period]) -> Iterator[dict[str, Any]]:
    """Yield every measure of every method, outcome and period, and the differences with their intervals."""
    for period in periods:
        for step, count in period.funnel.steps():
            yield {"period": period.name, "outcome": "funnel", "method": "", "measure": step, "value": count}
        for outcome in period.outcomes:
            for method, result in outcome.results.items():
                start = {"period": period.name, "outcome": outcome.name, "method": method}
                for name, value in result.values().items():
                    yield {**start, "measure": name, "value": value}
        for other, differences in period.differences.items():
            start = {"period": period.name, "outcome": POOLED, "method": f"{SCORE} - {other}"}
            for name, difference in zip(DIFFERENCES, differences, strict=True):
                interval = {"value": difference.value, "low": difference.low, "high": difference.high}
                yield {**start, "measure": name, **interval}
        for found in period.calibration:
            start = {"period": period.name, "outcome": "calibration", "method": SCORE}
            yield {**start, "measure": f"share labelled at a score of {found.chance:.1f} %", "value": found.share}
        for method, drug_count in period.drug_counts.items():
            start = {"period": period.name, "outcome": "list", "method": method}
            yield {**start, "measure": "different drugs in the first rows", "value": drug_count}
        yield from _hypothesis_rows(period)


def _hypothesis_rows(period: Period) -> Iterator[dict[str, Any]]:
    for line in period.hypotheses:
        start = {"period": period.name, "outcome": line.outcome, "method": line.method}
        for name, value in line.values().items():
            yield {**start, "measure": name, "value": value}


def use_rows(periods: Iterable[Period], lexicon: Lexicon) -> Iterator[dict[str, Any]]:
    """Yield each use that could be listed, with the day of its first listing and its lead."""
    for period in periods:
        for use in period.uses:
            event = use.event
            lead = (event.day - use.listed_on).days / 30.4375 if use.listed_on else None
            yield {
                "period": period.name,
                "drug": " + ".join(map(lexicon.name_of, event.drugs)),
                "disease": "; ".join(map(lexicon.name_of, event.diseases)),
                "jurisdiction": event.jurisdiction,
                "labelled_on": event.day,
                "listed_on": use.listed_on,
                "lead_months": round(lead, 1) if lead is not None else None,
                "best_rank": use.rank,
                "drug_ids": "|".join(event.drugs),
                "disease_ids": "|".join(event.diseases),
            }


def render(periods: Sequence[Period], rows: ListRows | None, protocol: Protocol) -> str:
    """Return the page: tables and plots of each period, all in one file without scripts."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["share"] = lambda value: f"{value:.3f}".removeprefix("0")
    template = environment.from_string((files("miner.backtest") / "templates" / "backtest.html.j2").read_text("utf-8"))
    return template.render(
        periods=periods,
        rows=rows,
        protocol=protocol,
        methods=METHODS,
        lines=[FEATURE_BY_NAME[line] for line in LINES],
        pooled=POOLED,
        measures=DIFFERENCES,
        bar_chart=bar_chart,
        funnel_chart=funnel_chart,
        calibration_chart=calibration_chart,
    )


def _csv(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> str:
    file = io.StringIO()
    writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()

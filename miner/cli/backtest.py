"""`miner backtest`: what the list would have shown in the past, and which labels came later."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from miner.cli.options import Format, FormatOption, LiteratureOnly, interruptible, load

if TYPE_CHECKING:
    from miner.backtest.event_list import ListRows
    from miner.backtest.measures import Result
    from miner.backtest.summary import Period


def backtest(
    events: Annotated[
        Path | None,
        typer.Option(
            help="CSV of label events in place of our own: ingredient, trade_name, indication_text, approved_on.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder of the report; default: backtest in the data folder.")
    ] = None,
    output: FormatOption = Format.TABLE,
    *,
    literature_only: LiteratureOnly = False,
) -> None:
    """Replay history: how many later labels the list named before.

    On 1 January of 1997 to 2015 only articles count that PubMed held then, and labels as they stood then.

    Example: miner backtest --events events.csv
    """
    from miner.backtest.report import MEASURE_COLUMNS, measure_rows
    from miner.cli.printing import print_rows, talk
    from miner.jobs.backtest import run_backtest

    settings = load()
    with interruptible():
        report = run_backtest(
            settings, events=events, out=out or settings.data_folder / "backtest", is_literature_only=literature_only
        )
    if output is Format.TABLE:
        if report.rows is not None:
            _talk_rows(report.rows)
        for period in report.periods:
            _print_period(period)
    else:
        print_rows([{"low": "", "high": "", **row} for row in measure_rows(report.periods)], MEASURE_COLUMNS, output)
    for path in report.paths:
        talk(f"Wrote {path}")


def _talk_rows(rows: "ListRows") -> None:
    from miner.cli.printing import talk

    talk(
        f"List of events: {rows.row_count:,} rows, {rows.repeated_count:,} repeated, {rows.without_drug_count:,} "
        f"without a known drug, {rows.without_disease_count:,} without a known disease; {len(rows.events):,} events"
    )


def _print_period(period: "Period") -> None:
    """Print the funnel, the methods on the pooled uses with each feature's line, and the score's on every outcome."""
    from rich.text import Text

    from miner.backtest.replay import SCORE
    from miner.backtest.summary import POOLED
    from miner.cli.printing import print_renderable, print_rows

    first, last = period.days[0], period.days[-1]
    print_renderable(Text(f"\n{period.name.capitalize()}: {first} to {last}", style="bold"))
    funnel = [{"step": step, "events": count} for step, count in period.funnel.steps()]
    print_rows(funnel, list(funnel[0]), "table")
    for outcome in period.outcomes:
        if outcome.name == POOLED:
            rows = [_result_row(method, result) for method, result in outcome.results.items()]
            print_rows(rows, list(rows[0]), "table")
    differences = [
        {"score less": other} | {
            name: f"{d.value:+.3f} ({d.low:+.3f} to {d.high:+.3f})"
            for name, d in zip(("precision", "recall", "reciprocal rank"), found, strict=True)
        }
        for other, found in period.differences.items()
    ]  # fmt: skip
    if differences:
        print_rows(differences, list(differences[0]), "table")
    rows = [
        _result_row(f"{outcome.name}: {method}", outcome.results[method])
        for outcome in period.outcomes
        for method in _shown(outcome.results)
        if outcome.name != POOLED
    ]
    if rows:
        print_rows(rows, list(rows[0]), "table")
    calibration = [
        {"candidates": b.count, "mean score, %": f"{b.chance:.2f}", "labelled, %": f"{b.share:.2f}"}
        for b in period.calibration
    ]
    if calibration:
        print_rows(calibration, list(calibration[0]), "table")
    hypotheses = [{"method": h.method, "outcome": h.outcome, **h.values()} for h in period.hypotheses]
    if hypotheses:
        shown = [{**row, "precision": f"{row['precision']:.3f}"} for row in hypotheses]
        print_rows(shown, list(shown[0]), "table")
    drugs = ", ".join(f"{method} {count:.1f}" for method, count in period.drug_counts.items())
    print_renderable(Text(f"Different drugs in the first rows: {drugs} ({SCORE} first)"))


def _shown(results: "dict[str, Result]") -> list[str]:
    """Return the score, and the baseline that found most."""
    from miner.backtest.replay import BASELINES, SCORE

    best = max(
        (name for name in BASELINES if name in results), key=lambda name: results[name].found_count, default=None
    )
    return [name for name in (SCORE, best) if name in results]


def _result_row(name: str, result: "Result") -> dict[str, Any]:
    quartiles = result.lead_quartiles
    return {
        "method": name,
        "found": f"{result.found_count} of {result.use_count}",
        "precision": f"{result.precision:.3f}",
        "recall": f"{result.recall:.3f}",
        "rows": result.row_count,
        "found a row": f"{result.found_by_row:.3f}",
        "MRR": f"{result.reciprocal_rank:.3f}",
        "lead, months": ", ".join(f"{value:.0f}" for value in quartiles) if quartiles else "",
        "lead >= 12, 24": ", ".join(f"{share:.2f}" for share in result.lead_shares),
    }

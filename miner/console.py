"""What the command line prints: tables on a terminal, JSON and CSV for machines, progress bars on stderr."""

import os
import resource
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console, Group, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from miner.config import Settings
from miner.jobs import job
from miner.labels.facts import load_label_facts
from miner.labels.match import LabelBook
from miner.ledger import Ledger
from miner.lexicon.lexicon import Lexicon
from miner.listing import Evaluation, build_list, describe_versions, evaluate
from miner.records import Jurisdiction, LabelLevel, Signal
from miner.report.write import write_list
from queries.table import to_csv, to_json

if TYPE_CHECKING:
    from graph.sync import SyncReport
    from miner.sources.download import SyncBulkReport

_err = Console(stderr=True)

SHORT_LEVELS = {
    LabelLevel.ON_LABEL: "on",
    LabelLevel.NARROWER: "on",
    LabelLevel.BROADER: "wide",
    LabelLevel.SIBLING: "near",
    LabelLevel.OFF_LABEL: "off",
    LabelLevel.NOT_APPROVED: "-",
    LabelLevel.UNKNOWN: "?",
}
LEGEND = (
    "Label: on (or a form of a labelled disease); near: sibling of one; wide: group that holds one; off; "
    "-: drug not approved; ?: unknown. For and against: independent studies."
)
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
def progress_bars() -> Iterator[job.Progress]:
    """One bar per stage on stderr; nothing where stderr is no terminal."""
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


def evaluate_day(settings: Settings, as_of: date) -> tuple[Evaluation, Lexicon, Ledger]:
    """The evaluation of a day, with the lexicon that names its identifiers; the ledger is left open."""
    lexicon = Lexicon.load(settings.lexicon_folder)
    ledger = Ledger.open(settings.ledger_path, is_read_only=True)
    return (
        evaluate(ledger, lexicon, LabelBook(load_label_facts(settings.labels_folder), lexicon), as_of),
        lexicon,
        ledger,
    )


def print_signals(settings: Settings, as_of: date, limit: int, output: str) -> None:
    """Print the first candidates of a day, and on a terminal the pairs that a label has come to cover."""
    evaluation, lexicon, ledger = evaluate_day(settings, as_of)
    ledger.close()
    rows = [_signal_row(rank, s, lexicon) for rank, s in enumerate(evaluation.signals[:limit], start=1)]
    if output != "table":
        print_rows(rows, list(_SIGNAL_COLUMNS), output)
        return
    _out().print(f"Off-label candidates as of {as_of}: {len(evaluation.signals)}, the first {len(rows)} below")
    print_rows([_short(row) for row in rows], [_SHORT_NAMES.get(name, name) for name in _SIGNAL_COLUMNS], output)
    _out().print(LEGEND, style="dim")
    followed = [_followed_row(s, lexicon) for s in evaluation.followed[:limit]]
    if followed:
        _out().print(f"\nStudied before a label came to cover it: {len(evaluation.followed)}")
        print_rows(followed, list(followed[0]), output)


_SIGNAL_COLUMNS = (
    *("rank", "drug", "disease", "biomarker", "US", "EU", "JP"),
    *("supporting", "opposing", "best_design", "years", "score"),
)
_SHORT_NAMES = {"rank": "#", "supporting": "for", "opposing": "against", "best_design": "design"}


def _short(row: dict[str, Any]) -> dict[str, Any]:
    """A row as the terminal shows it: short column names and label levels."""
    short = {_SHORT_NAMES.get(name, name): value for name, value in row.items()}
    return short | {region.value: SHORT_LEVELS[LabelLevel(row[region.value])] for region in Jurisdiction}


def _signal_row(rank: int, signal: Signal, lexicon: Lexicon) -> dict[str, Any]:
    evidence = signal.evidence
    biomarkers = sorted(evidence.biomarkers, key=lambda curie: (-evidence.biomarkers[curie], curie))[:2]
    return {
        "rank": rank,
        "drug": lexicon.name_of(evidence.drug_id),
        "disease": lexicon.name_of(evidence.disease),
        "biomarker": ", ".join(map(lexicon.name_of, biomarkers)),
        **{state.jurisdiction.value: state.level.value for state in signal.label_states},
        "supporting": evidence.supporting_count,
        "opposing": evidence.opposing_count,
        "best_design": evidence.best_design.title,
        "years": _years(signal),
        "score": round(signal.score, 2),
    }


def _followed_row(signal: Signal, lexicon: Lexicon) -> dict[str, Any]:
    approvals = {
        state.jurisdiction.value: str(state.fact.approved_on)
        for state in signal.label_states
        if state.fact and state.fact.approved_on
    }
    return {
        "drug": lexicon.name_of(signal.evidence.drug_id),
        "disease": lexicon.name_of(signal.evidence.disease),
        "first_studied": signal.evidence.first_year,
        **{f"approved_{region.value}": approvals.get(region.value, "") for region in Jurisdiction},
        "lead_years": int(signal.score),
    }


def _years(signal: Signal) -> str:
    first, last = signal.evidence.first_year, signal.evidence.last_year
    return str(first or "") if first == last else f"{first}-{last}"


def write_list_of(settings: Settings, as_of: date, limit: int) -> tuple[Path, ...]:
    """Write the list of a day from what the ledger holds; the paths."""
    evaluation, lexicon, ledger = evaluate_day(settings, as_of)
    with ledger:
        versions = describe_versions(ledger)
        weekly = build_list(ledger, lexicon, evaluation, versions=versions, limit=limit)
    return write_list(weekly, settings.lists_folder)


def describe_sync(report: "SyncReport") -> str:
    """What a sync wrote and removed, in one line."""
    written = f"{report.nodes.total():,} nodes and {report.edges.total():,} edges written"
    removed = f"{report.removed_nodes.total():,} nodes and {report.removed_edges.total():,} edges removed"
    return f"{written}, {removed}"


def talk_fetched(report: job.RunReport) -> None:
    """Say what was asked of PubMed and what came."""
    fetched = report.fetched
    talk(
        f"PubMed: {fetched.listed_count:,} records listed, {fetched.recheck_count:,} due for a check; "
        f"{fetched.received_count:,} received, {fetched.missed_count:,} missed, {fetched.gone_count:,} gone"
    )
    if fetched.resumed_on:
        talk(f"Went on with the search that was begun on {fetched.resumed_on} and cut off")
    for warning in fetched.warnings:
        talk(warning)
    talk_stored(report)
    for failure in fetched.failures:
        talk(f"Not fetched: {failure}")


def talk_stored(report: job.RunReport) -> None:
    """Say what became of the records that came, and what that says of articles held before."""
    stored = report.stored
    news = {
        "retracted": stored.retracted_count,
        "under an expression of concern": stored.concern_count,
        "corrected": stored.corrected_count,
    }
    talk(
        f"Articles: {stored.new_count:,} new, {stored.revised_count:,} revised, {stored.unchanged_count:,} unchanged, "
        f"{stored.superseded_count:,} superseded; {stored.deletion_count:,} deletions, "
        f"{stored.rejection_count:,} records rejected"
        + (f"; {_files(report.skipped_file_count)} applied before" if report.skipped_file_count else "")
        + (f"; {_files(report.unverified_file_count)} without an .md5 beside" if report.unverified_file_count else "")
    )
    if any(news.values()):
        talk("Of those held before: " + ", ".join(f"{count:,} now {what}" for what, count in news.items() if count))


def _files(count: int) -> str:
    return f"{count:,} file" + "s" * (count != 1)


def talk_report(report: job.RunReport) -> None:
    """Say what a run did, one line a stage."""
    if "fetch" in report.seconds:
        talk_fetched(report)
    else:
        talk_stored(report)
    lines = [
        *map(str, report.drifts),
        f"Read: {report.read_count:,} articles",
        f"Signals: {report.signal_count:,}",
        f"Graph: {describe_sync(report.graph)}" if report.graph else "Graph: not reached",
        f"Snapshot of week {report.snapshot} taken" if report.snapshot else "",
        "Seconds: " + ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in report.seconds.items()),
        f"Peak memory: {describe_memory()}",
    ]
    for line in filter(None, lines):
        talk(line)


def talk_bulk(report: "SyncBulkReport") -> None:
    """Say what a sync of bulk files found and did."""
    talk(
        f"Bulk files: {report.listed_count:,} on the server, {report.kept_count:,} here before, "
        f"{report.downloaded_count:,} downloaded ({report.byte_count / 1e6:,.1f} MB, {report.resumed_count:,} went on "
        f"from a part), {report.left_count:,} left for another time; {report.verified_count:,} held against their MD5"
    )
    if report.unfinished_count:
        talk(f"{report.unfinished_count:,} more are still being published")
    if report.not_offered:
        names = ", ".join(path.name for path in report.not_offered[:3])
        talk(f"{len(report.not_offered):,} files here are no longer on the server ({names} ...); they were left")


_RUN_COUNTS = {
    "new": "new_count",
    "revised": "revised_count",
    "deleted": "deletion_count",
    "missed": "missed_count",
    "read": "read_count",
    "signals": "signal_count",
}


def print_runs(runs: Sequence[dict[str, Any]], output: str, *, is_at_work: bool) -> None:
    """Print run records, newest first; JSON has all of each. An open record while no run is at work is a dead one's."""
    for run in runs:
        if run["outcome"] == "running" and not is_at_work:
            run["outcome"] = "died"
    if output == "json":
        print_rows(runs, [], output)
        return
    columns = ["run", "command", "started", "outcome", "seconds", *_RUN_COUNTS]
    print_rows([_run_row(run) for run in runs], columns, output)
    if output == "table":
        for run in runs:
            for reason in filter(None, [run["counts"].get("error"), *run["counts"].get("failures", [])]):
                talk(f"Run {run['run_id']}: {reason}")


def _run_row(run: Mapping[str, Any]) -> dict[str, Any]:
    exit_code = run["exit_code"]
    return {
        "run": run["run_id"],
        "command": run["command"],
        "started": run["started_at"][:16].replace("T", " "),
        "outcome": f"{run['outcome']} ({exit_code})" if exit_code else run["outcome"],
        "seconds": None if run["seconds"] is None else round(run["seconds"], 1),
        **{column: run["counts"].get(name) for column, name in _RUN_COUNTS.items()},
    }


def describe_memory() -> str:
    """The largest resident size so far of this process and of any reading process that has ended."""
    unit = 1 if sys.platform == "darwin" else 1024  # getrusage(2): bytes on macOS, kilobytes on Linux
    own, largest = (
        resource.getrusage(who).ru_maxrss * unit / 1e6 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return f"{own:,.0f} MB in this process, {largest:,.0f} MB in its largest child"

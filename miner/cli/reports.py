"""Summaries of what a command did, on stderr."""

import resource
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from miner.cli.printing import print_rows, talk

if TYPE_CHECKING:
    from graph.sync import SyncReport
    from miner.jobs.run_report import RunReport
    from miner.sources.download import SyncBulkReport


def describe_sync(report: "SyncReport") -> str:
    """Return one line on what a sync wrote and removed."""
    written = f"{report.nodes.total():,} nodes and {report.edges.total():,} edges written"
    removed = f"{report.removed_nodes.total():,} nodes and {report.removed_edges.total():,} edges removed"
    return f"{written}, {removed}"


def talk_fetched(report: "RunReport") -> None:
    """Print what was requested from PubMed and what arrived."""
    fetched = report.fetched
    talk(
        f"PubMed: {fetched.listed_count:,} records listed, {fetched.recheck_count:,} due for a check; "
        f"{fetched.received_count:,} received, {fetched.missed_count:,} missed, {fetched.gone_count:,} no longer there"
    )
    if fetched.resumed_on:
        talk(f"Resumed the search that was started on {fetched.resumed_on} and interrupted")
    for warning in fetched.warnings:
        talk(warning)
    talk_stored(report)
    for failure in fetched.failures:
        talk(f"Not fetched: {failure}")


def talk_stored(report: "RunReport") -> None:
    """Print what became of the records that arrived, and what they changed in articles already stored."""
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
        + (f"; {_files(report.skipped_file_count)} already applied" if report.skipped_file_count else "")
        + (f"; {_files(report.unverified_file_count)} without a .md5 checksum" if report.unverified_file_count else "")
    )
    if any(news.values()):
        talk(
            "Of the articles already stored: "
            + ", ".join(f"{count:,} now {what}" for what, count in news.items() if count)
        )


def _files(count: int) -> str:
    return f"{count:,} file" + "s" * (count != 1)


def talk_report(report: "RunReport") -> None:
    """Print what a run did, one line per stage."""
    if "fetch" in report.seconds:
        talk_fetched(report)
    else:
        talk_stored(report)
    lines = [
        *map(str, report.drifts),
        f"Read: {report.read_count:,} articles",
        f"Signals: {report.signal_count:,}",
        _describe_changes(report),
        f"Graph: {describe_sync(report.graph)}" if report.graph else "Graph: not updated",
        f"Snapshot of week {report.snapshot} taken" if report.snapshot else "",
        "Seconds: " + ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in report.seconds.items()),
        f"Peak memory: {describe_memory()}",
    ]
    for line in filter(None, lines):
        talk(line)


def _describe_changes(report: "RunReport") -> str:
    """Return one line on what changed since the list of an earlier week, "" if there is none."""
    if not report.compared_with:
        return ""
    counts = ", ".join(f"{count:,} {kind}" for kind, count in report.changes.items())
    return f"Since {report.compared_with}: {counts or 'nothing changed'}"


def talk_bulk(report: "SyncBulkReport") -> None:
    """Print what a sync of bulk files found and did."""
    talk(
        f"Bulk files: {report.listed_count:,} on the server, {report.kept_count:,} already here, "
        f"{report.downloaded_count:,} downloaded ({report.resumed_count:,} of them resumed, "
        f"{report.byte_count / 1e6:,.1f} MB), {report.left_count:,} left for a later run; "
        f"{report.verified_count:,} checked against their MD5"
    )
    if report.unfinished_count:
        talk(f"{report.unfinished_count:,} more are still being published")
    if report.not_offered:
        names = ", ".join(path.name for path in report.not_offered[:3]) + (" ..." if report.not_offered[3:] else "")
        talk(f"{len(report.not_offered):,} files here are no longer on the server ({names}); they were kept")


_RUN_COUNTS = {
    "new": "new_count",
    "revised": "revised_count",
    "deleted": "deletion_count",
    "missed": "missed_count",
    "read": "read_count",
    "signals": "signal_count",
}


def print_runs(runs: Sequence[dict[str, Any]], output: str, *, is_at_work: bool) -> None:
    """Print run records, newest first; JSON has every field. A record that is open while no run is active is "died"."""
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
    """Return the peak resident memory of this process and of its largest child process that has ended, as text."""
    unit = 1 if sys.platform == "darwin" else 1024  # getrusage(2): bytes on macOS, kilobytes on Linux
    own, largest = (
        resource.getrusage(who).ru_maxrss * unit / 1e6 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return f"{own:,.0f} MB in this process, {largest:,.0f} MB in its largest child"

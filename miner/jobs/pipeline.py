"""The whole pipeline on one screen: files to articles, articles to claims, claims to signals, list and graph.

Each step commits what it has done and can be repeated: an interrupted run resumes where it stopped.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from graph.store import is_in_step
from graph.sync import SyncReport, sync
from miner.config import Settings
from miner.errors import LedgerError
from miner.jobs.drift import follow_lexicon
from miner.jobs.graph import open_graph
from miner.jobs.importing import import_files
from miner.jobs.job import Job, Progress, no_progress, start_job
from miner.jobs.listing import Listing, evaluate_list
from miner.jobs.projection import LedgerProjection
from miner.jobs.run_report import RunReport
from miner.reading.pool import read_all
from miner.report.cohorts import cohort_rows, find_cohorts
from miner.report.collect import build_list
from miner.report.write import write_list
from miner.signals.candidates import Evaluation
from miner.signals.columns import signal_row
from miner.sources.bulk import order_files


def run(
    inputs: Sequence[Path],
    settings: Settings,
    *,
    as_of: date,
    list_limit: int = 200,
    progress: Progress = no_progress,
) -> tuple[RunReport, Listing]:
    """Apply source files, read what is pending, and update signals, list and graph.

    Args:
        inputs: PubMed XML files, applied in this order; may be empty, to continue with what the ledger holds.
        settings: where ledger and graph are and what to read with.
        as_of: the day whose labels and literature the signals are evaluated on.
        list_limit: how many candidates the list shows.
        progress: called with the progress of each stage.

    Returns:
        The report of the run, and its candidates with the lexicon that names them.

    Raises:
        LedgerError: there are neither files nor a ledger, or the ledger cannot be written.
        MinerError: any other expected failure; what was committed before stays, and the next run resumes from there.
        graph.errors.GraphError: the graph cannot be reached or written; ledger and list are complete nevertheless.
    """
    order_files(inputs)  # a wrong path is reported before anything is done
    if not inputs and not settings.ledger_path.exists():
        raise LedgerError(
            f"No files given and no ledger at {settings.ledger_path}: name PubMed XML files, run `miner fetch` "
            "first, or give the --data-folder that holds the ledger"
        )
    with start_job("run", settings, as_of, progress=progress) as job:
        evaluation = update_ledger(job, inputs)
        write_lists(job, evaluation, list_limit)
        update_graph(job)
    return job.report, Listing(evaluation=evaluation, lexicon=job.lexicon)


def update_ledger(job: Job, inputs: Sequence[Path]) -> Evaluation:
    """Update all that the ledger stores (articles, readings, label facts, signals) and return the day's evaluation."""
    import_files(job, inputs)
    with job.report.timed("read"):
        read_pending(job)
    return update_signals(job)


def read_pending(job: Job) -> None:
    """Read every article not read with this model, linker and code, or whose reading a new lexicon may change.

    The model is loaded only if an article is pending.

    Raises:
        ModelError: no such model.
        LinkerError: the linker's files are missing or cannot be loaded.
        LedgerError: the ledger cannot be written; what was committed stays read.
    """
    ledger, settings, report = job.ledger, job.settings, job.report
    versions = job.recipe.versions()
    ledger.lexicons.set_current(versions[0])
    reader_id = ledger.readings.reader_id(versions)
    report.drifts = follow_lexicon(ledger, job.recipe, reader_id)
    total = ledger.readings.pending_count(reader_id)
    if not total:
        return
    pending = ledger.readings.pending(reader_id, settings.batch_size)
    for _, readings in read_all(pending, job.recipe, worker_count=settings.workers):
        ledger.readings.store(readings, reader_id)
        report.read_count += len(readings)
        job.progress("read", report.read_count, total)


def update_signals(job: Job) -> Evaluation:
    """Store label facts, signals and cohorts as of the job's day, and return the day's evaluation."""
    with job.report.timed("signals"):
        evaluation, facts = evaluate_list(job.settings, job.ledger, job.lexicon, job.today)
        job.ledger.labels.store(facts)
        job.ledger.signals.store(map(signal_row, evaluation.every_signal()))
        job.ledger.cohorts.store(cohort_rows(find_cohorts(job.ledger, as_of=job.today)))
        job.report.signal_count = len(evaluation.signals)
        if evaluation.comparison is not None:
            job.report.compared_with = evaluation.comparison.week
            job.report.changes = dict(Counter(change.kind.value for change in evaluation.comparison.changes))
    return evaluation


def write_lists(job: Job, evaluation: Evaluation, limit: int) -> None:
    """Write the list of the job's day as files."""
    with job.report.timed("list"):
        weekly = build_list(job.ledger, job.lexicon, evaluation, limit=limit)
        job.report.list_paths = write_list(weekly, job.settings.lists_folder)


def update_graph(job: Job) -> None:
    """Bring the graph up to date with the ledger; an embedded graph that is already in step is not started."""
    ledger, target = job.ledger, job.settings.graph_target
    with job.report.timed("graph"):
        if is_in_step(target, ledger.ledger_id, ledger.change_seq):
            job.report.graph = SyncReport(from_seq=ledger.change_seq, to_seq=ledger.change_seq)
            return
        with open_graph(job.settings) as store:
            job.report.graph = sync(
                store,
                LedgerProjection(ledger, job.lexicon),
                lambda name, done: job.progress(f"graph {name}", done, None),
            )

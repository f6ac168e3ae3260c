"""The whole flow on one screen: files to articles, articles to claims, claims to signals, graph and list.

Each step commits what it has done and can be repeated: a run that was cut off goes on where it stopped.
"""

import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from threadpoolctl import threadpool_limits

from graph.store import BoltStore, open_store
from graph.sync import sync
from miner.config import Settings
from miner.jobs.drift import follow_lexicon
from miner.jobs.importing import import_files
from miner.jobs.job import Job, Progress, RunReport, no_progress, start_job
from miner.jobs.projection import LedgerProjection
from miner.labels.facts import load_label_facts
from miner.labels.match import LabelBook
from miner.listing import Evaluation, build_list, describe_versions, evaluate, signal_row
from miner.reading.pool import read_in_processes
from miner.reading.reader import Reader
from miner.records import Article, Reading
from miner.report.write import write_list
from miner.sources.bulk import order_files

POOL_PAYS_FROM = 400
"""Pending articles from which loading models into worker processes is faster than reading in this one."""


def run(
    inputs: Sequence[Path],
    settings: Settings,
    *,
    as_of: date,
    list_limit: int = 200,
    progress: Progress = no_progress,
) -> RunReport:
    """Apply source files, read what is not read yet, renew signals, graph and list.

    Args:
        inputs: PubMed XML files, applied in this order; may be empty, to go on with what the ledger holds.
        settings: where ledger and graph are and what to read with.
        as_of: the day whose labels and literature the signals are held against.
        list_limit: how many candidates the list shows.
        progress: told how far each stage is.

    Raises:
        MinerError: with what to do; whatever was committed before stays, and the next run goes on from there.
        graph.errors.GraphError: the graph cannot be reached or written; the ledger is complete all the same.
    """
    order_files(inputs)  # a wrong path is said before anything is done
    with start_job("run", settings, as_of, progress=progress) as job:
        evaluation = update_ledger(job, inputs)
        write_lists(job, evaluation, list_limit)
        update_graph(job)
    return job.report


def update_ledger(job: Job, inputs: Sequence[Path]) -> Evaluation:
    """Everything of a run that the ledger keeps: articles, readings, label facts and signals."""
    import_files(job, inputs)
    with job.report.timed("read"):
        read_pending(job)
    return update_signals(job)


def update_signals(job: Job) -> Evaluation:
    """Label facts as they stand in their tables, and the signals of the job's day."""
    with job.report.timed("signals"):
        facts = load_label_facts(job.settings.labels_folder)
        job.ledger.store_label_facts(facts)
        evaluation = evaluate(job.ledger, job.lexicon, LabelBook(facts, job.lexicon), job.today)
        job.ledger.store_signals(map(signal_row, evaluation.signals))
        job.report.signal_count = len(evaluation.signals)
    return evaluation


def write_lists(job: Job, evaluation: Evaluation, limit: int) -> None:
    """The list of the job's day as files."""
    with job.report.timed("list"):
        versions = describe_versions(job.ledger)
        weekly = build_list(job.ledger, job.lexicon, evaluation, versions=versions, limit=limit)
        job.report.list_paths = write_list(weekly, job.settings.lists_folder)


def update_graph(job: Job) -> None:
    """Bring the graph up to the ledger."""
    with job.report.timed("graph"), open_graph(job.settings) as store:
        job.report.graph = sync(
            store,
            LedgerProjection(job.ledger, job.lexicon),
            lambda name, done: job.progress(f"graph {name}", done, None),
        )


def read_pending(job: Job) -> None:
    """Read every article that was not read with this lexicon, model, linker and code, or that a new lexicon may change.

    Raises:
        ModelError: no such model.
        LinkerError: the linker's files are missing or cannot be loaded.
        LedgerError: the ledger cannot be written; what was committed stays read.
    """
    ledger, settings, report = job.ledger, job.settings, job.report
    reader = Reader.load(settings.model, settings.lexicon_folder, linker=settings.linker, lexicon=job.lexicon)
    ledger.set_vocabulary(job.lexicon.version)
    reader_id = ledger.reader_id(*reader.versions)
    report.drifts = follow_lexicon(ledger, job.lexicon, settings.lexicon_folder, reader_id, reader.knowledge)
    total = ledger.pending_count(reader_id)
    for readings in _read(reader, ledger.pending(reader_id, settings.batch_size), settings, total):
        ledger.store_readings(readings, reader_id)
        report.read_count += len(readings)
        job.progress("read", report.read_count, total)


def _read(reader: Reader, batches: Iterator[list[Article]], settings: Settings, total: int) -> Iterator[list[Reading]]:
    worker_count = settings.workers or (os.cpu_count() or 1 if total >= POOL_PAYS_FROM else 1)
    if worker_count == 1:
        return _read_here(reader, batches)
    return read_in_processes(
        batches,
        worker_count=worker_count,
        model=settings.model,
        linker=settings.linker,
        lexicon_folder=settings.lexicon_folder,
    )


def _read_here(reader: Reader, batches: Iterator[list[Article]]) -> Iterator[list[Reading]]:
    with threadpool_limits(1):  # as in a worker: sums come out the same only in the same order
        for batch in batches:
            yield list(reader.read(batch))


def open_graph(settings: Settings) -> BoltStore:
    """The graph that the settings name."""
    return open_store(
        settings.graph_target,
        user=settings.graph_user,
        password=settings.graph_password.get_secret_value() or None,
    )

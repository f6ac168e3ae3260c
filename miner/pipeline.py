"""The whole flow on one screen: files to articles, articles to claims, claims to signals, graph and list.

Each step commits what it has done and can be repeated: a run that was cut off goes on where it stopped.
"""

import fcntl
import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from graph.store import BoltStore, open_store
from graph.sync import SyncReport, sync
from miner.config import Settings
from miner.errors import LedgerError, SourceError
from miner.labels.facts import load_label_facts
from miner.labels.match import LabelBook
from miner.ledger import Ledger
from miner.ledger.articles import StoreReport
from miner.listing import Evaluation, build_list, evaluate, signal_row
from miner.projection import LedgerProjection
from miner.reading.lexicon import Lexicon
from miner.reading.reader import Reader
from miner.reading.workers import read_in_processes
from miner.records import Article, Reading
from miner.report.write import write_list
from miner.sources.medline import read_records

POOL_PAYS_FROM = 400
"""Pending articles from which loading models into worker processes is faster than reading in this one."""

DIGEST_BLOCK_BYTES = 1 << 20

Progress = Callable[[str, int, int | None], None]
"""Called with a stage, how far it is, and how far it has to go (None where that is not known)."""


def no_progress(stage: str, done: int, total: int | None) -> None:
    """Shows nothing."""


@dataclass(slots=True)
class RunReport:
    """What one run did; seconds by stage."""

    stored: StoreReport = field(default_factory=StoreReport)
    skipped_file_count: int = 0
    read_count: int = 0
    signal_count: int = 0
    graph: SyncReport | None = None
    list_paths: tuple[Path, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Adds the time spent inside to a stage."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - start


@dataclass(slots=True, kw_only=True)
class Job:
    """What the steps of one run share."""

    ledger: Ledger
    lexicon: Lexicon
    settings: Settings
    report: RunReport = field(default_factory=RunReport)
    progress: Progress = no_progress


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
    for path in inputs:
        if not path.is_file():
            problem = "is no file" if path.exists() else "no such file"
            raise SourceError(path, f"{problem}; give the path of a PubMed XML file (.xml or .xml.gz)")
    with hold_data_folder(settings.data_folder), Ledger.open(settings.ledger_path) as ledger:
        run_id = ledger.start_run("run")
        job = Job(
            ledger=ledger,
            lexicon=Lexicon.load(settings.lexicon_folder),
            settings=settings,
            progress=progress,
        )
        try:
            evaluation = update_ledger(job, inputs, as_of)
            write_lists(job, evaluation, list_limit)
            update_graph(job)
        except BaseException as error:
            ledger.finish_run(run_id, "failed", {**summary(job.report), "error": str(error)})
            raise
        ledger.finish_run(run_id, "done", summary(job.report))
    return job.report


def update_ledger(job: Job, inputs: Sequence[Path], as_of: date) -> Evaluation:
    """Everything of a run that the ledger keeps: articles, readings, label facts and signals."""
    with job.report.timed("articles"):
        for path in inputs:
            apply_file(job, path)
    with job.report.timed("read"):
        read_pending(job)
    with job.report.timed("signals"):
        facts = load_label_facts(job.settings.labels_folder)
        job.ledger.store_label_facts(facts)
        evaluation = evaluate(job.ledger, job.lexicon, LabelBook(facts, job.lexicon), as_of)
        job.ledger.store_signals(map(signal_row, evaluation.signals))
        job.report.signal_count = len(evaluation.signals)
    return evaluation


def write_lists(job: Job, evaluation: Evaluation, limit: int) -> None:
    """The list of the run's day as files."""
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


@contextmanager
def hold_data_folder(folder: Path) -> Iterator[None]:
    """Hold the data folder: two runs at a time would read the same articles twice.

    The operating system lets go of the lock when the process ends, however it ends.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = (folder / "run.lock").open("w")
    except OSError as error:
        raise LedgerError(f"Cannot write to the data folder {folder}: {error.strerror}") from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LedgerError(
                f"Another miner run works on {folder}; wait for it, or give another --data-folder"
            ) from None
        yield


def apply_file(job: Job, path: Path) -> None:
    """Apply one source file to the ledger, batch by batch; a file applied to its end before costs its digest.

    Raises:
        SourceError: the file cannot be read to its end; the batches before are kept.
        LedgerError: the ledger cannot be written.
    """
    digest = file_digest(path)
    if job.ledger.is_applied(digest):
        job.report.skipped_file_count += 1
        return
    of_file = StoreReport()
    done = 0
    for batch in batched_until_error(read_records(path), job.settings.batch_size):
        outcome = job.ledger.store_records(batch, digest=digest, name=path.name)
        of_file.add(outcome)
        job.report.stored.add(outcome)
        done += len(batch)
        job.progress(f"articles of {path.name}", done, None)
    job.ledger.finish_file(digest, path.name, of_file)


def file_digest(path: Path) -> str:
    """SHA-256 of a file in hexadecimal."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while block := stream.read(DIGEST_BLOCK_BYTES):
                digest.update(block)
    except OSError as error:
        raise SourceError(path, f"cannot be read: {error.strerror}") from error
    return digest.hexdigest()


def batched_until_error(records: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Batches of a stream; where the stream fails, what came before the failure is still given out first."""
    records = iter(records)
    while True:
        batch: list[Any] = []
        try:
            for record in islice(records, size):
                batch.append(record)  # noqa: PERF402 a comprehension would lose what came before the failure
        except SourceError:
            if batch:
                yield batch
            raise
        if not batch:
            return
        yield batch


def read_pending(job: Job) -> None:
    """Read every article that was not read with this lexicon, model and code.

    Raises:
        ModelError: no such model.
        LedgerError: the ledger cannot be written; what was committed stays read.
    """
    ledger, settings, report = job.ledger, job.settings, job.report
    reader = Reader.load(settings.model, settings.lexicon_folder, lexicon=job.lexicon)
    ledger.set_vocabulary(job.lexicon.version)
    reader_id = ledger.reader_id(*reader.versions)
    total = ledger.pending_count(reader_id)
    for readings in _read(reader, ledger.pending(reader_id, settings.batch_size), settings, total):
        ledger.store_readings(readings, reader_id)
        report.read_count += len(readings)
        job.progress("read", report.read_count, total)


def _read(reader: Reader, batches: Iterator[list[Article]], settings: Settings, total: int) -> Iterator[list[Reading]]:
    worker_count = settings.workers or (os.cpu_count() or 1 if total >= POOL_PAYS_FROM else 1)
    if worker_count == 1:
        return (list(reader.read(batch)) for batch in batches)
    return read_in_processes(
        batches,
        worker_count=worker_count,
        model=settings.model,
        lexicon_folder=settings.lexicon_folder,
    )


def make_label_book(settings: Settings, lexicon: Lexicon) -> LabelBook:
    """The shipped or configured label facts, ready to be asked."""
    return LabelBook(load_label_facts(settings.labels_folder), lexicon)


def open_graph(settings: Settings) -> BoltStore:
    """The graph that the settings name."""
    return open_store(
        settings.graph_target,
        user=settings.graph_user,
        password=settings.graph_password.get_secret_value() or None,
    )


def describe_versions(ledger: Ledger) -> str:
    """The versions that the newest reading was made with, in words."""
    row = ledger.connection.execute("SELECT * FROM reader ORDER BY reader_id DESC LIMIT 1").fetchone()
    if row is None:
        return "nothing read yet"
    return f"lexicon {row['lexicon_version']}, model {row['model_version']}, reader {row['code_version']}"


def summary(report: RunReport) -> dict[str, Any]:
    """A report as plain counts and seconds, as the ledger's run record keeps it."""
    stored = report.stored
    return {
        "new_count": stored.new_count,
        "revised_count": stored.revised_count,
        "unchanged_count": stored.unchanged_count,
        "superseded_count": stored.superseded_count,
        "deletion_count": stored.deletion_count,
        "rejection_count": stored.rejection_count,
        "skipped_file_count": report.skipped_file_count,
        "read_count": report.read_count,
        "signal_count": report.signal_count,
        "seconds": {stage: round(seconds, 2) for stage, seconds in report.seconds.items()},
    }

"""Importing PubMed XML files into the ledger: NLM's bulk files in their order, other exports in the order given."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from miner.errors import SourceError
from miner.jobs.job import Job
from miner.ledger.articles import StoreReport
from miner.records import Article, Deletion, Rejection
from miner.sources.bulk import check_md5, forbid_gaps, is_late, order_files
from miner.sources.medline import read_records

Record = Article | Deletion | Rejection

STORE_BATCH = 1_000
"""Records per transaction of the ledger."""


def import_files(job: Job, inputs: Sequence[Path], *, is_gap_allowed: bool = False) -> None:
    """Apply files, and all XML files of folders, to the ledger.

    Raises:
        SourceError: a path is missing, a bulk file is missing between two others, a file does not match its .md5
            or cannot be read to its end; what was applied before stays.
        LedgerError: the ledger cannot be written.
    """
    files = order_files(inputs, is_gap_allowed=is_gap_allowed)
    if not is_gap_allowed:
        forbid_gaps(files, job.ledger.files.applied_names())
    with job.report.timed("articles"):
        for done, path in enumerate(files):
            job.progress("files", done, len(files))
            apply_file(job, path)
        job.progress("files", len(files), len(files))


def apply_file(job: Job, path: Path) -> None:
    """Apply one source file to the ledger, batch by batch.

    A file that was applied to its end is recognised by path, size and modification time; the same bytes under another
    name are recognised by their digest.

    Raises:
        SourceError: the file does not match its .md5 or cannot be read to its end; earlier batches are kept.
        LedgerError: the ledger cannot be written.
    """
    ledger = job.ledger
    if ledger.files.is_known(path):
        job.report.skipped_file_count += 1
        return
    is_verified = check_md5(path)
    digest = file_digest(path)
    if ledger.files.is_applied(digest):
        job.report.skipped_file_count += 1
    else:
        _apply_records(job, path, digest)
        job.report.unverified_file_count += not is_verified
    ledger.files.remember(path, digest)


def _apply_records(job: Job, path: Path, digest: str) -> None:
    of_file = StoreReport()
    done = 0
    records = read_records(path)
    if is_late(path.name, job.ledger.files.applied_names()):
        records = _without_deletions(records)
    for batch in batched_until_error(records, STORE_BATCH):
        outcome = job.ledger.articles.store(batch, digest=digest, name=path.name)
        of_file.add(outcome)
        job.report.stored.add(outcome)
        done += len(batch)
        job.progress(f"articles of {path.name}", done, None)
    job.ledger.files.finish(digest, path.name, of_file)


def _without_deletions(records: Iterable[Record]) -> Iterator[Record]:
    """Yield the records of a file applied after a later one, deletions rejected: the later one may have undone them."""
    for position, record in enumerate(records, start=1):
        if isinstance(record, Deletion):
            reason = "deletion in a file that came after a later one; it is not known whether it still holds"
            yield Rejection(position=position, pmid=record.pmid, reason=reason)
        else:
            yield record


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise SourceError(path, f"cannot be read ({error.strerror}); make the file readable") from error


def batched_until_error(records: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Yield a stream in batches; if it raises SourceError, the records before the failure are yielded first."""
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

"""Articles in the ledger: which revision wins, and what a revision, a deletion or a retraction changes.

The functions below the class run inside its transaction.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from miner.ledger import readings
from miner.ledger.article_links import (
    insert_relations,
    insert_trials,
    linked,
    mark_trials_removed,
    replace_relations,
    replace_trials,
)
from miner.ledger.database import Subject
from miner.ledger.queue import dequeue
from miner.ledger.rows import COLUMNS, ArticleRow, column_values, fetch, make_row
from miner.records import Article, Deletion, Rejection

RETRACTED_TYPE = "Retracted Publication"
"""Publication type of an article that was retracted (MeSH D016441)."""

NOTICE_KINDS = frozenset({"RetractionOf", "ExpressionOfConcernFor"})
"""Relations of a notice to the article that it concerns."""
CORRECTION_KINDS = frozenset({"ErratumIn", "CorrectedandRepublishedIn"})
SAME_REPORT_KINDS = frozenset({"UpdateIn", "UpdateOf", "RepublishedIn", "RepublishedFrom"})
"""Relations that make two articles one study."""

READ_COLUMNS = ("text", "sections", "publication_types", "mesh_headings")
"""The columns that a reading depends on; `miner.reading` uses nothing else of an article."""

SHOWN_COLUMNS = ("journal", "year", "entered_on")
"""The columns that a projection shows, besides the reading and the trials."""

COUNTED = frozenset({"year", "authors", "trial_ids"})
"""What the totals of a pair take from an article, besides its reading and its relations."""

_BATCH = 500
"""Articles fetched at once."""

_NEVER_HELD = (-1, "")
"""Sorts before every revision."""


@dataclass(slots=True)
class StoreReport:
    """Counts of what happened to the records of a batch; `article_count` is the sum of the first four."""

    new_count: int = 0
    revised_count: int = 0
    unchanged_count: int = 0
    superseded_count: int = 0
    """Older than the stored revision, or not newer than the deleted one."""
    deletion_count: int = 0
    rejection_count: int = 0
    retracted_count: int = 0
    """Articles stored before this batch that it made retracted."""
    concern_count: int = 0
    """Articles stored before this batch that it put under an expression of concern."""
    corrected_count: int = 0
    """Articles stored before this batch that gained an erratum or a corrected version."""

    @property
    def article_count(self) -> int:
        """The number of article records in the batch."""
        return self.new_count + self.revised_count + self.unchanged_count + self.superseded_count

    @property
    def has_changes(self) -> bool:
        """Whether the batch changed anything that is read or projected."""
        return bool(self.new_count or self.revised_count or self.deletion_count)

    def add(self, other: "StoreReport") -> None:
        """Add the counts of another batch."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(frozen=True, slots=True)
class Source:
    """Where a batch comes from: a file (`name`), or a live response of PubMed on the day `received_on`."""

    digest: str
    name: str = ""
    received_on: date | None = None


@dataclass(slots=True, kw_only=True)
class _Batch:
    """State while a batch is applied; new articles are collected and inserted together (`_insert_new`)."""

    connection: sqlite3.Connection
    change_seq: int
    is_live: bool
    report: StoreReport = field(default_factory=StoreReport)
    held: dict[int, tuple[tuple[int, str], bytes]] = field(default_factory=dict)
    """PMID to revision and content hash of the stored article."""
    deleted: dict[int, tuple[int, str]] = field(default_factory=dict)
    """PMID to the deleted revision."""
    new: dict[int, tuple[ArticleRow, bytes]] = field(default_factory=dict)
    added: set[int] = field(default_factory=set)
    """Articles that this batch inserted; they were not stored before it."""
    touched: set[int] = field(default_factory=set)
    """Articles whose retraction and concern must be determined again."""


class Articles(Subject):
    """Articles in their latest revision, and tombstones of those that PubMed deleted."""

    def store(
        self,
        records: Sequence[Article | Deletion | Rejection],
        *,
        digest: str,
        name: str = "",
        received_on: date | None = None,
    ) -> StoreReport:
        """Apply a batch of records of one source in their order, in one transaction, and return what happened to them.

        A changed record replaces the article unless its revision is older, and discards the reading if anything that
        is read changed. An older revision or an unchanged record has no effect. A deletion removes the article and
        all that depends on it.

        Args:
            records: what the source returned.
            digest: SHA-256 of the file or response; rejections are stored under it.
            name: file name, prefixed to the reasons of rejections.
            received_on: the day, if this is a live response of PubMed. Its PMIDs, rejected ones included, then leave
                the queue and count as checked, and a deleted article comes back even in the same revision.

        Raises:
            LedgerError: the ledger cannot be written; nothing of the batch is stored.
        """
        with self._database.transaction() as connection:
            change_seq = self._database.change_seq + 1
            report = store(connection, records, Source(digest, name, received_on), change_seq)
            if report.has_changes:
                self._database.set_change_seq(change_seq)
        return report

    def find(self, pmid: int) -> Article | None:
        """Return the stored article with this PMID, or None."""
        found = fetch(self._connection, "pmid = ?", (pmid,))
        return found[0] if found else None

    def count(self) -> int:
        """Return how many articles the ledger holds."""
        return int(self._connection.execute("SELECT count(*) FROM article").fetchone()[0])

    def count_by_year(self) -> dict[int, int]:
        """Return how many articles the ledger holds of each year of publication, years ascending."""
        rows = self._connection.execute(
            "SELECT year, count(*) FROM article WHERE year IS NOT NULL GROUP BY year ORDER BY year"
        )
        return dict(rows)

    def days(self) -> Iterator[tuple[int, int | None, date | None]]:
        """Yield PMID, publication year and the day on which PubMed made the record, of each article."""
        for pmid, year, entered_on in self._connection.execute("SELECT pmid, year, entered_on FROM article"):
            yield pmid, year, date.fromisoformat(entered_on) if entered_on else None

    def classified(self, pmids: Iterable[int]) -> Iterator[Article]:
        """Yield those of some articles that MEDLINE gave types or headings, without their details, in no order."""
        wanted = sorted(pmids)
        for start in range(0, len(wanted), _BATCH):
            batch = json.dumps(wanted[start : start + _BATCH])
            condition = (
                "pmid IN (SELECT value FROM json_each(?)) AND (mesh_headings <> '[]' OR publication_types <> '[]')"
            )
            yield from fetch(self._connection, condition, (batch,), has_details=False)

    def has_journal(self, mark: str) -> bool:
        """Return whether any article's journal title contains `mark`."""
        found = self._connection.execute("SELECT 1 FROM article WHERE instr(journal, ?) LIMIT 1", (mark,))
        return bool(found.fetchone())

    def due_for_check(self, checked_before: date, limit: int) -> list[int]:
        """Return PMIDs whose last live response is from before a day: never checked first, then oldest first.

        Queued PMIDs are left out. Within one day the order is by PMID.
        """
        queued = "pmid NOT IN (SELECT pmid FROM request)"
        never = self._connection.execute(
            f"SELECT pmid FROM article WHERE checked_on IS NULL AND {queued} ORDER BY pmid LIMIT ?", (limit,)
        ).fetchall()
        older = self._connection.execute(
            f"SELECT pmid FROM article WHERE checked_on < ? AND {queued} ORDER BY checked_on, pmid LIMIT ?",
            (checked_before.isoformat(), limit - len(never)),
        ).fetchall()
        return [pmid for (pmid,) in never + older]


def store(
    connection: sqlite3.Connection,
    records: Sequence[Article | Deletion | Rejection],
    source: Source,
    change_seq: int,
) -> StoreReport:
    """Apply records in their order and return what happened to them; see `Articles.store`."""
    batch = _Batch(connection=connection, change_seq=change_seq, is_live=source.received_on is not None)
    pmids = json.dumps([record.pmid for record in records if record.pmid is not None])
    _look_up(batch, pmids)
    for record in records:
        match record:
            case Article():
                _store_article(batch, record)
            case Deletion():
                _delete_article(batch, record.pmid)
            case Rejection():
                reason = f"{source.name}: {record.reason}" if source.name else record.reason
                connection.execute(
                    "INSERT OR REPLACE INTO rejection VALUES (?, ?, ?, ?)",
                    (source.digest, record.position, record.pmid, reason),
                )
                batch.report.rejection_count += 1
    _insert_new(batch)
    _refresh_notices(batch)
    if source.received_on:
        connection.execute(
            "UPDATE article SET checked_on = ?1 "
            "WHERE checked_on IS NOT ?1 AND pmid IN (SELECT value FROM json_each(?2))",
            (source.received_on.isoformat(), pmids),
        )
        dequeue(connection, (record.pmid for record in records if record.pmid is not None))
    return batch.report


def _look_up(batch: _Batch, pmids: str) -> None:
    """Load what the ledger holds and has deleted of these PMIDs (JSON), in two statements for the whole batch."""
    for pmid, version, revised_on, content_hash in batch.connection.execute(
        "SELECT pmid, version, revised_on, content_hash FROM article WHERE pmid IN (SELECT value FROM json_each(?))",
        (pmids,),
    ):
        batch.held[pmid] = ((version, revised_on or ""), content_hash)
    for pmid, version, revised_on in batch.connection.execute(
        "SELECT pmid, version, revised_on FROM deletion WHERE pmid IN (SELECT value FROM json_each(?))", (pmids,)
    ):
        batch.deleted[pmid] = _NEVER_HELD if version is None else (version, revised_on or "")


def _store_article(batch: _Batch, article: Article) -> None:
    row = make_row(article)
    content_hash = row.content_hash()
    held = batch.held.get(row.pmid)
    if held and held[1] == content_hash:
        batch.report.unchanged_count += 1
        return
    if row.revision < held[0] if held else _is_deleted(batch, row):
        batch.report.superseded_count += 1
        return
    if held:
        _revise(batch, row, content_hash)
        batch.report.revised_count += 1
    else:
        if batch.deleted.pop(row.pmid, None):
            batch.connection.execute("DELETE FROM deletion WHERE pmid = ?", (row.pmid,))
        batch.new[row.pmid] = (row, content_hash)
        batch.report.new_count += 1
    batch.held[row.pmid] = (row.revision, content_hash)


def _is_deleted(batch: _Batch, row: ArticleRow) -> bool:
    """Return whether this revision or a later one was deleted; never true in a live response of PubMed."""
    return not batch.is_live and row.revision <= batch.deleted.get(row.pmid, _NEVER_HELD)


def _insert_new(batch: _Batch) -> None:
    """Insert the new articles of a batch with their trials and relations."""
    rows = [row for row, _ in batch.new.values()]
    columns = ", ".join((*COLUMNS, "change_seq"))
    places = ", ".join("?" * (len(COLUMNS) + 1))
    batch.connection.executemany(
        f"INSERT INTO article ({columns}) VALUES ({places})",
        [(*column_values(row, content_hash), batch.change_seq) for row, content_hash in batch.new.values()],
    )
    insert_trials(batch.connection, rows)
    insert_relations(batch.connection, rows)
    for row in rows:
        _touch(batch, row.pmid, row.relations)
    batch.added.update(batch.new)
    batch.new.clear()


def _touch(batch: _Batch, pmid: int, relations: Iterable[tuple[str, int]]) -> None:
    """Schedule a check whether an article, and those that it is a notice about, are retracted or under concern."""
    batch.touched.add(pmid)
    batch.touched.update(target for kind, target in relations if kind in NOTICE_KINDS)


def _revise(batch: _Batch, row: ArticleRow, content_hash: bytes) -> None:
    """Replace a stored article by another revision; keep its reading if no column that is read changed."""
    if row.pmid in batch.new:
        _insert_new(batch)
    connection, change_seq = batch.connection, batch.change_seq
    before = connection.execute("SELECT * FROM article WHERE pmid = ?", (row.pmid,)).fetchone()
    lost, gained = replace_relations(connection, row)
    compared = (*READ_COLUMNS, *SHOWN_COLUMNS, "authors")
    changed = {name for name in compared if before[name] != getattr(row, name)}
    if replace_trials(connection, row, change_seq):
        changed.add("trial_ids")
    if changed.intersection(READ_COLUMNS):
        readings.discard(connection, row.pmid, change_seq)
    elif changed & COUNTED or any(kind in SAME_REPORT_KINDS for kind, _ in lost | gained):
        readings.mark_pairs_changed(connection, row.pmid, change_seq)
    columns = ", ".join(COLUMNS)
    places = ", ".join("?" * len(COLUMNS))
    connection.execute(
        f"UPDATE article SET ({columns}) = ({places}), change_seq = ? WHERE pmid = ?",
        (*column_values(row, content_hash), change_seq if changed else before["change_seq"], row.pmid),
    )
    _touch(batch, row.pmid, lost | gained)
    if row.pmid not in batch.added:
        kinds = {kind for kind, _ in gained}
        batch.report.corrected_count += bool(kinds & CORRECTION_KINDS)


def _delete_article(batch: _Batch, pmid: int) -> None:
    """Remove an article and all that depends on it, leaving tombstones for the projections."""
    if pmid in batch.new:
        _insert_new(batch)
    connection = batch.connection
    held = batch.held.pop(pmid, None)
    if held:
        notices = connection.execute(
            "SELECT target FROM article_relation WHERE pmid = ? AND kind IN ('RetractionOf', 'ExpressionOfConcernFor')",
            (pmid,),
        )
        batch.touched.update(target for (target,) in notices)
        readings.mark_claims_changed(connection, pmid, batch.change_seq)
        mark_trials_removed(connection, pmid, batch.change_seq)
        connection.execute("DELETE FROM article WHERE pmid = ?", (pmid,))
        batch.added.discard(pmid)
    batch.report.deletion_count += 1
    if held or pmid not in batch.deleted:
        version, revised_on = held[0] if held else (None, None)
        connection.execute(
            "INSERT OR REPLACE INTO deletion VALUES (?, ?, ?, ?)", (pmid, version, revised_on or None, batch.change_seq)
        )
        batch.deleted[pmid] = held[0] if held else _NEVER_HELD


def _refresh_notices(batch: _Batch) -> None:
    """Set `is_retracted` and `has_concern` from the articles themselves and their notices, in whatever order stored."""
    connection = batch.connection
    pmids = json.dumps(sorted(batch.touched))
    retracted = linked(connection, pmids, "RetractionIn", "RetractionOf")
    concerned = linked(connection, pmids, "ExpressionOfConcernIn", "ExpressionOfConcernFor")
    articles = connection.execute(
        "SELECT pmid, is_retracted, has_concern, publication_types FROM article "
        "WHERE pmid IN (SELECT value FROM json_each(?))",
        (pmids,),
    ).fetchall()
    for pmid, was_retracted, had_concern, publication_types in articles:
        is_retracted = pmid in retracted or RETRACTED_TYPE in json.loads(publication_types)
        has_concern = pmid in concerned
        if (is_retracted, has_concern) == (bool(was_retracted), bool(had_concern)):
            continue
        connection.execute(
            "UPDATE article SET is_retracted = ?, has_concern = ?, change_seq = ? WHERE pmid = ?",
            (int(is_retracted), int(has_concern), batch.change_seq, pmid),
        )
        if is_retracted != bool(was_retracted):
            readings.mark_pairs_changed(connection, pmid, batch.change_seq)
        if pmid not in batch.added:
            batch.report.retracted_count += is_retracted and not was_retracted
            batch.report.concern_count += has_concern and not had_concern

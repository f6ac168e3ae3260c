"""The ledger's front: articles, readings, vocabulary, labels and signals; the rest is in its parts.

What comes out for counting is in `evidence.py`. Nothing here knows XML, models or graphs.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from miner.ledger import articles, readings
from miner.ledger.articles import Source, StoreReport
from miner.ledger.lexicons import Lexicons
from miner.ledger.requests import Requests
from miner.ledger.rows import fetch
from miner.ledger.runs import Runs
from miner.ledger.searches import Searches
from miner.ledger.snapshots import Snapshots
from miner.records import Article, Deletion, LabelFact, Reading, Rejection


class Ledger(Requests, Searches, Runs, Snapshots, Lexicons):
    """The system of record. `Ledger.open(path)` makes the file where there is none.

    Use it as a context manager, or call `close`.
    """

    # --- articles ---------------------------------------------------------------------------------------

    def store_records(
        self,
        records: Sequence[Article | Deletion | Rejection],
        *,
        digest: str,
        name: str = "",
        received_on: date | None = None,
    ) -> StoreReport:
        """Apply a batch of records of one source, in their order, in one transaction.

        A newer revision replaces an article, and discards its reading where what was read is other now; an
        older one, or the same again, changes nothing; a deletion removes the article with all that hangs on it.

        Args:
            records: what the source gave.
            digest: SHA-256 of the file or answer; rejections are kept under it.
            name: of the file, for people.
            received_on: the day, where this is a live answer of PubMed. Its PMIDs then leave the queue and
                count as checked, rejected ones too, and an article that was deleted returns even in the same
                revision.

        Raises:
            LedgerError: the ledger cannot be written; nothing of the batch is kept.
        """
        with self._transaction() as connection:
            change_seq = self.change_seq + 1
            report = articles.store(connection, records, Source(digest, name, received_on), change_seq)
            if report.has_changes:
                self._set_meta("change_seq", str(change_seq))
        return report

    def article_count(self) -> int:
        """How many articles the ledger holds."""
        return int(self.connection.execute("SELECT count(*) FROM article").fetchone()[0])

    def article(self, pmid: int) -> Article | None:
        """A stored article, None where there is none."""
        found = fetch(self.connection, "pmid = ?", (pmid,))
        return found[0] if found else None

    # --- readings ---------------------------------------------------------------------------------------

    def reader_id(self, lexicon_version: str, model_version: str, code_version: str) -> int:
        """The number of this combination of versions, a new one where it has none yet."""
        versions = (lexicon_version, model_version, code_version)
        with self._transaction():
            self.connection.execute(
                "INSERT INTO reader (lexicon_version, model_version, code_version) VALUES (?, ?, ?) "
                "ON CONFLICT DO NOTHING",
                versions,
            )
        row = self.connection.execute(
            "SELECT reader_id FROM reader WHERE (lexicon_version, model_version, code_version) = (?, ?, ?)",
            versions,
        ).fetchone()
        return int(row[0])

    def pending_count(self, reader_id: int) -> int:
        """How many articles were not read with these versions."""
        counts = (
            self.connection.execute("SELECT count(*) FROM article WHERE reader_id IS ?", (other,)).fetchone()[0]
            for other in self._other_readers(reader_id)
        )
        return sum(counts)

    def pending(self, reader_id: int, batch_size: int) -> Iterator[list[Article]]:
        """Articles that were not read with these versions, in batches, without what reading does not use.

        Those never read come first, then those of each earlier reader, each by rising PMID. The caller may
        store readings between two batches.
        """
        for other in self._other_readers(reader_id):
            last = -1
            while batch := fetch(
                self.connection,
                "reader_id IS ? AND pmid > ? ORDER BY pmid LIMIT ?",
                (other, last, batch_size),
                has_details=False,
            ):
                last = batch[-1].pmid
                yield batch

    def _other_readers(self, reader_id: int) -> list[int | None]:
        """None, which stands for "not read", and the earlier readers: each is one stretch of an index."""
        rows = self.connection.execute("SELECT reader_id FROM reader WHERE reader_id <> ? ORDER BY 1", (reader_id,))
        return [None, *(number for (number,) in rows)]

    def store_readings(self, batch: Iterable[Reading], reader_id: int) -> None:
        """Replace all that was read from these articles, in one transaction.

        Raises:
            LedgerError: the ledger cannot be written, or an article is gone; nothing of the batch is kept.
        """
        with self._change() as change_seq:
            readings.replace(self.connection, batch, reader_id, change_seq)

    def reading(self, pmid: int) -> tuple[Reading, tuple[str, str, str]] | None:
        """What was read from an article, with the versions of lexicon, model and code; None where it is unread."""
        return readings.find(self.connection, pmid)

    # --- vocabulary and labels --------------------------------------------------------------------------

    def set_vocabulary(self, version: str) -> None:
        """Note the version of the lexicon; where it changed, every projection renews its vocabulary."""
        if self.meta("vocabulary_version") == version:
            return
        with self._change() as change_seq:
            self._set_meta("vocabulary_version", version)
            self._set_meta("vocabulary_seq", str(change_seq))

    def store_label_facts(self, facts: Iterable[LabelFact]) -> int:
        """Make these the current label facts, keep those that are gone as past; returns how many changed."""
        with self._change() as change_seq:
            return readings.replace_label_facts(self.connection, facts, change_seq)

    def store_signals(self, rows: Iterable[dict[str, Any]]) -> int:
        """Make these the current signals (columns of table `signal`); returns how many changed."""
        with self._change() as change_seq:
            return readings.replace_signals(self.connection, rows, change_seq)

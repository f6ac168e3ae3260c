"""The ledger: opening, migrating, transactions, and what goes in. What comes out is in `evidence.py`.

One writer at a time (SQLite's own lock, taken at the start of every write), any number of readers (WAL).
Nothing here knows XML, models or graphs.
"""

import json
import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from miner.errors import LedgerError
from miner.ledger import articles, readings
from miner.ledger.articles import StoreReport
from miner.records import Article, Deletion, LabelFact, Reading, Rejection

BUSY_TIMEOUT_SECONDS = 60


def _migrations() -> list[str]:
    folder = resources.files("miner.ledger") / "migrations"
    return [entry.read_text("utf-8") for entry in sorted(folder.iterdir(), key=lambda e: e.name)]


class Ledger:
    """An open ledger. `Ledger.open(path)` makes the file where there is none.

    Use it as a context manager, or call `close`.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path

    @classmethod
    def open(cls, path: Path | str, *, is_read_only: bool = False) -> Self:
        """The ledger at `path`, migrated to this version of the program.

        Raises:
            LedgerError: the file is missing (read-only), is no ledger, was written by a newer version of the
                program, or cannot be opened or written.
        """
        path = Path(path)
        if is_read_only and not path.is_file():
            raise LedgerError(f"No ledger at {path}; make one with `miner run FILE.xml.gz`")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_SECONDS, isolation_level=None)
            connection.row_factory = sqlite3.Row
            ledger = cls(connection, path)
            ledger._prepare(is_read_only=is_read_only)
        except (OSError, sqlite3.Error) as error:
            raise LedgerError(f"Cannot open the ledger {path}: {error}") from error
        return ledger

    def _prepare(self, *, is_read_only: bool) -> None:
        self.connection.execute("PRAGMA foreign_keys = ON")
        migrations = _migrations()
        (version,) = self.connection.execute("PRAGMA user_version").fetchone()
        if version > len(migrations):
            self.connection.close()
            raise LedgerError(
                f"The ledger {self.path} has schema version {version}, this program knows up to "
                f"{len(migrations)}; install the newer program that wrote it"
            )
        if is_read_only:
            self.connection.execute("PRAGMA query_only = ON")
            return
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute("PRAGMA synchronous = NORMAL")
        for number in range(version, len(migrations)):
            self._migrate(number + 1, migrations[number])

    def _migrate(self, number: int, script: str) -> None:
        # executescript commits what is open, so the transaction is part of the script.
        self.connection.executescript(f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version = {number};\nCOMMIT;")
        if number == 1:
            with self._transaction():
                self._set_meta("ledger_id", str(uuid.uuid4()))
                self._set_meta("change_seq", "0")

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All or nothing; a full disk or a locked file becomes a LedgerError and leaves nothing behind."""
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self.connection.rollback()
                raise
            self.connection.commit()
        except sqlite3.Error as error:
            raise LedgerError(
                f"Cannot write the ledger {self.path}: {error}; what was committed before is safe, "
                "run the same command again once the cause is gone"
            ) from error

    @contextmanager
    def _change(self) -> Iterator[int]:
        """A transaction with a change_seq of its own."""
        with self._transaction():
            change_seq = self.change_seq + 1
            self._set_meta("change_seq", str(change_seq))
            yield change_seq

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything read inside is of one moment, whatever a run writes meanwhile."""
        self.connection.execute("BEGIN")
        try:
            yield
        finally:
            self.connection.rollback()

    def meta(self, key: str, default: str = "") -> str:
        """A value of the meta table."""
        row = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else default

    def _set_meta(self, key: str, value: str) -> None:
        self.connection.execute(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, value),
        )

    @property
    def ledger_id(self) -> str:
        """A random name given at creation: a graph remembers which ledger it was made from."""
        return self.meta("ledger_id")

    @property
    def change_seq(self) -> int:
        """The number of the latest change."""
        return int(self.meta("change_seq", "0"))

    # --- articles ---------------------------------------------------------------------------------------

    def is_applied(self, digest: str) -> bool:
        """Whether a file with these bytes was applied to its end before."""
        return bool(self.connection.execute("SELECT 1 FROM source_file WHERE digest = ?", (digest,)).fetchone())

    def store_records(
        self, records: Sequence[Article | Deletion | Rejection], *, digest: str, name: str = ""
    ) -> StoreReport:
        """Apply a batch of records of one source file, in their order, in one transaction.

        A newer revision replaces an article and discards its reading; an older one, or the same again,
        changes nothing; a deletion removes the article with all that hangs on it.

        Raises:
            LedgerError: the ledger cannot be written; nothing of the batch is kept.
        """
        with self._change() as change_seq:
            return articles.store(self.connection, records, digest, name, change_seq)

    def finish_file(self, digest: str, name: str, report: StoreReport) -> None:
        """Remember that a file was applied to its end."""
        with self._transaction():
            self.connection.execute(
                "INSERT OR REPLACE INTO source_file VALUES (?, ?, ?, ?, ?)",
                (digest, name, report.article_count, report.deletion_count, report.rejection_count),
            )

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
        row = self.connection.execute("SELECT count(*) FROM article WHERE reader_id IS NOT ?", (reader_id,)).fetchone()
        return int(row[0])

    def pending(self, reader_id: int, batch_size: int) -> Iterator[list[Article]]:
        """Articles that were not read with these versions, in batches by rising PMID.

        The caller may store readings between two batches.
        """
        last = -1
        while batch := articles.fetch(
            self.connection,
            "reader_id IS NOT ? AND pmid > ? ORDER BY pmid LIMIT ?",
            (reader_id, last, batch_size),
        ):
            last = batch[-1].pmid
            yield batch

    def store_readings(self, batch: Iterable[Reading], reader_id: int) -> None:
        """Replace all that was read from these articles, in one transaction.

        Raises:
            LedgerError: the ledger cannot be written, or an article is gone; nothing of the batch is kept.
        """
        with self._change() as change_seq:
            readings.replace(self.connection, batch, reader_id, change_seq)

    def article(self, pmid: int) -> Article | None:
        """A stored article, None where there is none."""
        found = articles.fetch(self.connection, "pmid = ?", (pmid,))
        return found[0] if found else None

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

    # --- runs -------------------------------------------------------------------------------------------

    def start_run(self, command: str) -> int:
        """Open a run record; its number."""
        with self._transaction():
            cursor = self.connection.execute(
                "INSERT INTO run (command, started_at, outcome, counts) VALUES (?, ?, 'running', '{}')",
                (command, datetime.now(UTC).isoformat(timespec="seconds")),
            )
        return int(cursor.lastrowid or 0)

    def finish_run(self, run_id: int, outcome: str, counts: dict[str, Any]) -> None:
        """Close a run record with "done" or "failed" and its counts."""
        with self._transaction():
            self.connection.execute(
                "UPDATE run SET finished_at = ?, outcome = ?, counts = ? WHERE run_id = ?",
                (datetime.now(UTC).isoformat(timespec="seconds"), outcome, json.dumps(counts), run_id),
            )

    def store_signals(self, rows: Iterable[dict[str, Any]]) -> int:
        """Make these the current signals (columns of table `signal`); returns how many changed."""
        with self._change() as change_seq:
            return readings.replace_signals(self.connection, rows, change_seq)

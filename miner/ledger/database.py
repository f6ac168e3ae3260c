"""The file under the ledger: opening, migrating, transactions and the meta table.

One writer at a time (SQLite's own lock, taken at the start of every write), any number of readers (WAL).
"""

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from types import TracebackType
from typing import Self

from miner.errors import LedgerError

BUSY_TIMEOUT_SECONDS = 60


def _migrations() -> list[str]:
    folder = resources.files("miner.ledger") / "migrations"
    return [entry.read_text("utf-8") for entry in sorted(folder.iterdir(), key=lambda e: e.name)]


class Database:
    """An open file. `Ledger.open(path)` makes it where there is none.

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
        migrations = _migrations()
        version = self._version()
        if version > len(migrations):
            self.connection.close()
            raise LedgerError(
                f"The ledger {self.path} has schema version {version}, this program knows up to "
                f"{len(migrations)}; install the newer program that wrote it"
            )
        self._set_pragmas()
        for number in range(version + 1, len(migrations) + 1):  # reading needs the newest tables too
            self._migrate(number, migrations[number - 1])
        if is_read_only:
            self.connection.execute("PRAGMA query_only = ON")

    def _version(self) -> int:
        return int(self.connection.execute("PRAGMA user_version").fetchone()[0])

    def _set_pragmas(self) -> None:
        for pragma in (
            "page_size = 16384",  # of a new file: articles of some 2 kB leave a quarter of smaller pages empty
            "foreign_keys = ON",
            "journal_mode = WAL",
            "synchronous = NORMAL",  # a power cut may take the last commits with it, never the file
            "cache_size = -65536",  # KiB
            "secure_delete = OFF",  # Debian's SQLite overwrites what is deleted; this is published literature
        ):
            self.connection.execute(f"PRAGMA {pragma}")

    def _migrate(self, number: int, script: str) -> None:
        with self._transaction():
            if self._version() >= number:
                return  # another process was faster
            for statement in _statements(script):
                self.connection.execute(statement)
            self.connection.execute(f"PRAGMA user_version = {number}")
            if number == 1:
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
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing; a full disk or a locked file becomes a LedgerError and leaves nothing behind."""
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
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


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: `executescript` would commit between them."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""

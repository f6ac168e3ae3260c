"""The SQLite file under the ledger: opening, migrating, transactions, the meta table, backup.

One writer at a time (SQLite's own lock, taken at the start of every write), any number of readers (WAL).
"""

import os
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import resources
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from miner.errors import LedgerDamagedError, LedgerError
from miner.ledger.backups import describe_remedy, existing_backups
from miner.ledger.rows import authors_of
from miner.records import CO_MENTIONS

BUSY_TIMEOUT_SECONDS = 60
BACKUP_PAGES = 256
"""Pages copied per step of a backup; a writer can commit between two steps, which then starts the copy again."""

STATES = f"relation NOT IN ({', '.join(repr(relation.value) for relation in sorted(CO_MENTIONS))})"
"""SQL: a claim states something beyond co-mention."""

_DAMAGE = frozenset({"SQLITE_CORRUPT", "SQLITE_NOTADB"})
_ERRORS = (sqlite3.Error, UnicodeDecodeError)
"""What the sqlite3 module raises: also a UnicodeDecodeError, for a message or a text that quotes damaged bytes."""


def is_damage(error: Exception) -> bool:
    """Return whether an error means that the file is damaged or is not an SQLite file at all."""
    if isinstance(error, UnicodeDecodeError) or str(error).startswith("Could not decode to UTF-8"):
        return True
    name = getattr(error, "sqlite_errorname", "") or ""
    return "_".join(name.split("_")[:2]) in _DAMAGE


def _migrations() -> list[str]:
    folder = resources.files("miner.ledger") / "migrations"
    return [entry.read_text("utf-8") for entry in sorted(folder.iterdir(), key=lambda e: e.name)]


class _Cursor(sqlite3.Cursor):
    """A cursor that raises LedgerDamagedError where SQLite reports a damaged file, also while rows are read."""

    connection: "_Connection"

    def execute(self, *arguments: Any) -> Self:
        with self._damage_mapped():
            return super().execute(*arguments)

    def executemany(self, *arguments: Any) -> Self:
        with self._damage_mapped():
            return super().executemany(*arguments)

    def fetchone(self) -> Any:
        with self._damage_mapped():
            return super().fetchone()

    def fetchall(self) -> list[Any]:
        with self._damage_mapped():
            return super().fetchall()

    def __next__(self) -> Any:
        try:
            return super().__next__()
        except _ERRORS as error:
            raise self.connection.mapped(error) from error

    @contextmanager
    def _damage_mapped(self) -> Iterator[None]:
        try:
            yield
        except _ERRORS as error:
            raise self.connection.mapped(error) from error


class _Connection(sqlite3.Connection):
    """A connection that knows its path, for error messages."""

    path: Path

    def execute(self, *arguments: Any) -> sqlite3.Cursor:
        return self.cursor(_Cursor).execute(*arguments)

    def executemany(self, *arguments: Any) -> sqlite3.Cursor:
        return self.cursor(_Cursor).executemany(*arguments)

    def mapped(self, error: Exception) -> Exception:
        """Return a LedgerDamagedError for damage, any other error as it is."""
        return _damaged(self.path, error) if is_damage(error) else error


class Database:
    """An open ledger file; `Ledger.open` opens one."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path

    @classmethod
    def open(cls, path: Path, *, is_read_only: bool = False) -> Self:
        """Open the file at `path`, migrated to the schema of this program.

        Raises:
            LedgerError: the file is missing (read-only), is not a ledger, was written by a newer version of the
                program, is damaged, or cannot be opened or written.
        """
        if is_read_only and not path.is_file():
            raise LedgerError(f"No ledger at {path}; make one with `miner run FILE.xml.gz`")
        if _has_lost_all(path):
            raise _damaged(path, "the file is empty")
        try:
            if not is_read_only:
                path.parent.mkdir(parents=True, exist_ok=True)
            database = cls(_connect(path, _address(path, is_read_only=is_read_only)), path)
            try:
                database._prepare(is_read_only=is_read_only)
            except BaseException:
                database.connection.close()
                raise
        except _ERRORS as error:
            if is_damage(error):
                raise _damaged(path, error) from error
            raise LedgerError(f"Cannot open the ledger {path}: {error}") from error
        except OSError as error:
            raise LedgerError(f"Cannot open the ledger {path}: {error}") from error
        return database

    def _prepare(self, *, is_read_only: bool) -> None:
        migrations = _migrations()
        version = self._version()
        if version > len(migrations):
            raise LedgerError(
                f"The ledger {self.path} has schema version {version}, this program knows up to "
                f"{len(migrations)}; install the newer program that wrote it"
            )
        if not _can_write(self.path):
            if version < len(migrations):
                raise LedgerError(
                    f"The ledger {self.path} has schema version {version} and cannot be migrated to "
                    f"{len(migrations)} because its folder is read-only; open it once where it can be written"
                )
            return
        self._set_pragmas()
        for number in range(version + 1, len(migrations) + 1):  # reading needs the newest tables too
            self._migrate(number, migrations[number - 1])
        if is_read_only:
            self.connection.execute("PRAGMA query_only = ON")

    def _version(self) -> int:
        return int(self.connection.execute("PRAGMA user_version").fetchone()[0])

    def _set_pragmas(self) -> None:
        for pragma in (
            "page_size = 16384",  # for a new file: articles of about 2 kB leave a quarter of smaller pages empty
            "foreign_keys = ON",
            "journal_mode = WAL",
            "synchronous = NORMAL",  # a power cut may lose the last commits, but never the file
            "cache_size = -65536",  # KiB
            "secure_delete = OFF",  # Debian's SQLite overwrites deleted data; this is published literature
        ):
            self.connection.execute(f"PRAGMA {pragma}")

    def _migrate(self, number: int, script: str) -> None:
        with self.transaction():
            if self._version() >= number:
                return  # another process was faster
            for statement in _statements(script):
                self.connection.execute(statement)
            self.connection.execute(f"PRAGMA user_version = {number}")
            if number == 1:
                self.set_meta("ledger_id", str(uuid.uuid4()))
                self.set_change_seq(0)

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Hold a write transaction, rolled back on any exception. A full disk or a locked file raises LedgerError."""
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
    def change(self) -> Iterator[int]:
        """Hold a write transaction and yield its change number, which is used up only if a row was written."""
        with self.transaction():
            change_seq, before = self.change_seq + 1, self.connection.total_changes
            yield change_seq
            if self.connection.total_changes > before:
                self.set_change_seq(change_seq)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Hold a read transaction: everything read inside is of one moment, whatever other processes write."""
        self.connection.execute("BEGIN")
        try:
            yield
        finally:
            self.connection.rollback()

    def backup(self, path: Path, progress: Callable[[int, int], None] = lambda _done, _total: None) -> None:
        """Copy the whole file to `path` while others may write, check the copy and move it into place atomically.

        Args:
            path: file to write; an older one is replaced.
            progress: called with pages copied and pages in total.

        Raises:
            LedgerError: the copy cannot be written.
            LedgerDamagedError: the ledger is damaged; an older backup at `path` is left as it is.
        """
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            copy = sqlite3.connect(part)
            try:
                self.connection.backup(
                    copy, pages=BACKUP_PAGES, progress=lambda _status, left, total: progress(total - left, total)
                )
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a WAL beside it
            finally:
                copy.close()
            check_file(part)
            part.replace(path)
        except LedgerDamagedError as error:
            raise _damaged(self.path, error.reason) from error
        except (OSError, *_ERRORS) as error:
            if is_damage(error):
                raise _damaged(self.path, error) from error
            raise LedgerError(f"Cannot write the backup {path}: {error}; make room or name another file") from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def meta(self, key: str, default: str = "") -> str:
        """Return a value of the meta table."""
        row = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else default

    def set_meta(self, key: str, value: str) -> None:
        """Set a value of the meta table, inside the caller's transaction."""
        self.connection.execute(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, value),
        )

    @property
    def change_seq(self) -> int:
        """The number of the latest change."""
        return int(self.meta("change_seq", "0"))

    def set_change_seq(self, change_seq: int) -> None:
        """Set the number of the latest change, inside the caller's transaction."""
        self.set_meta("change_seq", str(change_seq))


class Subject:
    """Base class of the ledger's parts, each of which reads and writes the tables of one subject."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection = database.connection


def check_file(path: Path) -> None:
    """Check a ledger file by reading every page.

    Raises:
        LedgerDamagedError: SQLite finds the file damaged.
        LedgerError: the file cannot be read, or is not a ledger.
    """
    try:
        connection = _connect(path, _read_only_address(path))
        connection.text_factory = lambda text: text.decode("utf-8", "replace")
        try:
            findings = [row[0] for row in connection.execute("PRAGMA quick_check(1)")]
            has_meta = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone()
        finally:
            connection.close()
    except _ERRORS as error:
        if is_damage(error):
            raise _damaged(path, error) from error
        raise LedgerError(f"Cannot read {path}: {error}") from error
    if findings != ["ok"]:
        raise _damaged(path, findings[0])
    if not has_meta:
        raise LedgerError(f"{path} is an SQLite file but not a ledger of this program; name another file")


def _has_lost_all(path: Path) -> bool:
    """Return whether a file without content used to hold a ledger: there is a backup of it."""
    return path.is_file() and path.stat().st_size == 0 and bool(existing_backups(path))


def _damaged(path: Path, reason: object) -> LedgerDamagedError:
    return LedgerDamagedError(path, " ".join(str(reason).split()), describe_remedy(path))


def _connect(path: Path, address: str) -> _Connection:
    connection = sqlite3.connect(
        address, timeout=BUSY_TIMEOUT_SECONDS, isolation_level=None, uri=True, factory=_Connection
    )
    connection.path = path
    connection.row_factory = sqlite3.Row
    add_functions(connection)
    return connection


def add_functions(connection: sqlite3.Connection) -> None:
    """Let migrations call what SQL alone cannot do: `authors_of(details)`."""
    connection.create_function("authors_of", 1, authors_of, deterministic=True)


def _address(path: Path, *, is_read_only: bool) -> str:
    if is_read_only and not _can_write(path):
        return _read_only_address(path)
    return f"file:{quote(str(path.absolute()))}"


def _read_only_address(path: Path) -> str:
    """Return a URI for reading a file whose folder may be read-only.

    In a read-only folder SQLite cannot create the shared-memory file of a WAL. A file without a WAL is complete in
    itself and is opened as immutable.
    """
    wal = path.with_name(path.name + "-wal")
    has_wal = wal.exists() and wal.stat().st_size > 0
    mode = "mode=ro" if has_wal or _can_write(path) else "immutable=1"
    return f"file:{quote(str(path.absolute()))}?{mode}"


def _can_write(path: Path) -> bool:
    return os.access(path.parent, os.W_OK) and (os.access(path, os.W_OK) or not path.exists())


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script one by one, because `executescript` would commit the open transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""

"""Backups of the ledger: writing a checked copy, even while a job runs, and restoring one."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from miner.config import Settings
from miner.errors import LedgerDamagedError, LedgerError
from miner.jobs.job import Progress, no_progress
from miner.jobs.lock import hold_data_folder
from miner.ledger import Ledger
from miner.ledger.backups import note_backup
from miner.ledger.database import check_file

SQLITE_HEAD = b"SQLite format 3\0"


def backup_ledger(settings: Settings, file: Path, progress: Progress = no_progress) -> int:
    """Copy the ledger to a file, check the copy and return its size in bytes; a job may write meanwhile.

    Raises:
        LedgerError: there is no ledger, the copy would replace it, or the copy cannot be written.
        LedgerDamagedError: the ledger is damaged; an older backup at `file` is left as it is.
    """
    if file.is_dir():
        raise LedgerError(f"{file} is a folder; name a file in it, such as {file / 'ledger.db'}")
    if file.resolve() == settings.ledger_path.resolve():
        raise LedgerError(f"{file} is the ledger itself; choose another file for its backup")
    with Ledger.open(settings.ledger_path, is_read_only=True) as ledger:
        ledger.database.backup(file, lambda done, total: progress("pages", done, total))
    note_backup(settings.ledger_path, file, datetime.now(UTC))
    return file.stat().st_size


def restore_ledger(settings: Settings, file: Path) -> Path | None:
    """Replace the ledger with a backup and return where the earlier ledger is kept, None if there was none.

    Raises:
        BusyError: another run works on the data folder.
        LedgerError: the backup cannot be read or is no ledger, or the folder cannot be written.
        LedgerDamagedError: the backup is damaged; the ledger is left as it is.
    """
    if not file.is_file():
        raise LedgerError(f"No backup at {file}; name a file that `miner backup` wrote")
    _check_backup(file)
    ledger = settings.ledger_path
    with hold_data_folder(settings.data_folder, "restore"):
        part = ledger.with_name(f".{ledger.name}.restored")
        kept = ledger.with_name(f"{ledger.name}.before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S}")
        had_ledger = ledger.exists()
        try:
            shutil.copyfile(file, part)
            _move(ledger, kept)
            part.replace(ledger)
        except OSError as error:
            part.unlink(missing_ok=True)
            if not ledger.exists():
                _move(kept, ledger)
            raise LedgerError(f"Cannot restore {ledger}: {error.strerror}; make room and try again") from error
    return kept if had_ledger else None


def _check_backup(file: Path) -> None:
    """Raise LedgerError unless the file is a whole ledger; what can be wrong with a ledger in use does not apply."""
    try:
        with file.open("rb") as content:
            is_sqlite = content.read(len(SQLITE_HEAD)) == SQLITE_HEAD
    except OSError as error:
        raise LedgerError(f"Cannot read {file}: {error.strerror}") from error
    if not is_sqlite:
        raise LedgerError(f"{file} is not a ledger of this program; name a file that `miner backup` wrote")
    try:
        check_file(file)
    except LedgerDamagedError as error:
        raise LedgerDamagedError(file, error.reason, "name another backup; the ledger was left as it is") from error


def _move(ledger: Path, to: Path) -> None:
    """Rename a ledger with the write-ahead log beside it."""
    for suffix in ("", "-wal", "-shm"):
        beside = ledger.with_name(ledger.name + suffix)
        if beside.exists():
            beside.rename(to.with_name(to.name + suffix))

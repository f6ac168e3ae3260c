"""The lock on a data folder: one run at a time works on it."""

import fcntl
import json
import os
import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from miner.errors import BusyError, LedgerError

ORPHANS_END_SECONDS = 15.0
"""How long a run waits for the worker processes of one that was killed; they end within seconds."""


def is_at_work(folder: Path) -> bool:
    """Return whether a run holds the data folder at this moment."""
    try:
        with (folder / "run.lock").open() as handle:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


@contextmanager
def hold_data_folder(folder: Path, command: str = "run") -> Iterator[None]:
    """Hold the lock on the data folder: two runs at a time would read the same articles twice.

    The operating system releases the lock when the last process that holds it ends, however it ends, so that no stale
    lock is left behind. The file names the owner, for the message that a second run shows.

    Raises:
        BusyError: another run holds it; the message names its command, process and start.
        LedgerError: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = (folder / "run.lock").open("a+")
    except OSError as error:
        raise LedgerError(
            f"Cannot write to the data folder {folder}: {error.strerror}; make it writable, or choose another one"
        ) from error
    with handle:
        _lock(handle, folder)
        handle.truncate(0)
        started_at = datetime.now(UTC).isoformat(timespec="seconds")
        json.dump({"command": command, "pid": os.getpid(), "host": platform.node(), "started_at": started_at}, handle)
        handle.flush()
        yield
        handle.truncate(0)


def _lock(handle: TextIO, folder: Path) -> None:
    """Take the lock, waiting for holders that are about to release it.

    If the owner has died, the processes that it left behind are about to end. If the file names no owner, a run is
    just starting or `is_at_work` is checking.
    """
    deadline = time.monotonic() + ORPHANS_END_SECONDS
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            owner = _owner(handle)
            is_alive = bool(owner) and not _has_died(owner)
            if is_alive or time.monotonic() > deadline:
                raise BusyError(
                    f"{_describe(owner)} is working on {folder}; wait for it to end, or choose another --data-folder"
                ) from None
            time.sleep(0.2)
        else:
            return


def _owner(handle: TextIO) -> dict[str, Any]:
    handle.seek(0)
    try:
        owner = json.loads(handle.read())
    except ValueError:
        return {}  # no owner was written
    return owner if isinstance(owner, dict) else {}


def _has_died(owner: dict[str, Any]) -> bool:
    """Return whether the owner is known to have ended; processes of another machine cannot be checked."""
    if owner.get("host") != platform.node() or not isinstance(owner.get("pid"), int):
        return False
    try:
        os.kill(owner["pid"], 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    return False


def _describe(owner: dict[str, Any]) -> str:
    if not owner:
        return "Another miner run"
    gone = ", which has ended and left processes behind" if _has_died(owner) else ""
    return (
        f"Another miner run (miner {owner.get('command')}, process {owner.get('pid')} on {owner.get('host')} "
        f"since {owner.get('started_at')}{gone})"
    )

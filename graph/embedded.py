"""The client's side of the embedded graph: find or start the server of a folder and keep it alive.

Commands that run at the same time share one server. `embedded_server.py` describes the files both sides use.
"""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import TextIOWrapper
from pathlib import Path

from graph.embedded_files import (
    DATABASE,
    changed_files,
    check_files,
    database_folder,
    forget_files,
    forget_in_step,
    has_files_noted,
    read_in_step,
)
from graph.embedded_server import USER
from graph.errors import GraphUnavailableError

IDLE_SECONDS = 5.0
START_SECONDS = 90.0
FREE_BYTES = 64 * 1024 * 1024
"""With less free space the engine would fail half-way, so it is not started."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedConnection:
    """The address and account of a folder's server, which keeps running at least until `close`."""

    folder: Path
    pid: int
    port: int
    password: str = field(repr=False)
    clients: TextIOWrapper = field(repr=False)
    user: str = USER
    database: str = DATABASE

    def close(self) -> None:
        """Release the server; it stops some time after its last client has released it."""
        self.clients.close()


def connect(folder: Path, *, idle_seconds: float = IDLE_SECONDS) -> EmbeddedConnection:
    """Return a connection to the server of `folder`, which is started if it does not run.

    Raises:
        GraphUnavailableError: the folder cannot be written, the disk is full or Java does not start.
        GraphDamagedError: something else has changed the files of the database.
    """
    folder = folder.expanduser().resolve()
    clients = hold_folder(folder)
    try:
        with start_lock(folder):
            if not has_server(folder):
                check_files(folder)
                start(folder, idle_seconds)
            return read_connection(folder, clients)
    except OSError as error:
        clients.close()
        raise GraphUnavailableError(
            f"The embedded graph in {folder} did not start: {error.strerror}; "
            "check that the folder is writable and the disk has space."
        ) from error
    except BaseException:
        clients.close()
        raise


def is_running(folder: Path) -> bool:
    """Return whether a server of `folder` runs and answers; nothing is started or written."""
    folder = folder.expanduser().resolve()
    if not (folder / "server.lock").exists() or not (folder / "connection.json").exists():
        return False
    try:
        return is_server_alive(folder)
    except OSError:  # a folder that cannot be written: no server of ours can run in it
        return False


def discard_database(folder: Path) -> Path | None:
    """Stop the server and move its database out of the way; return where it is now, None if there was none.

    For a database that the engine cannot open any more: the next client finds an empty graph.

    Raises:
        GraphUnavailableError: the server cannot be ended, or the folder cannot be written.
    """
    folder = folder.expanduser().resolve()
    stop_server(folder)
    forget_in_step(folder)
    forget_files(folder)
    database = database_folder(folder)
    discarded = folder / "databases-discarded"
    if not database.exists():
        return None
    try:
        shutil.rmtree(discarded, ignore_errors=True)
        database.rename(discarded)
    except OSError as error:
        raise GraphUnavailableError(
            f"The damaged graph in {database} cannot be moved away: {error.strerror}; delete it by hand."
        ) from error
    return discarded


def is_in_step(folder: Path, ledger_id: str, change_seq: int) -> bool:
    """Return whether the graph of a folder mirrors a ledger up to a change; no server is started.

    It is known only of a server that ended cleanly and whose files nothing has changed since.
    """
    folder = folder.expanduser().resolve()
    state = read_in_step(folder)
    return (
        state is not None
        and (state.ledger_id, state.change_seq) == (ledger_id, change_seq)
        and has_files_noted(folder)
        and not changed_files(folder)
    )


def stop_server(folder: Path, *, wait_seconds: float = 20.0) -> bool:
    """Stop the server of `folder`, by SIGKILL if SIGTERM does not work in time; return False if none runs.

    Its clients lose their connection. Committed data is safe: the engine recovers at its next start.
    """
    folder = folder.expanduser().resolve()
    if not folder.is_dir():
        return False
    with start_lock(folder):
        if not is_server_alive(folder):
            return False
        pid = int(json.loads((folder / "connection.json").read_text(encoding="utf-8"))["pid"])
        for number in (signal.SIGTERM, signal.SIGKILL):
            os.kill(pid, number)
            deadline = time.monotonic() + wait_seconds
            while time.monotonic() < deadline:
                if not is_server_alive(folder):
                    return True
                time.sleep(0.05)
    raise GraphUnavailableError(f"The embedded server in {folder} (process {pid}) does not stop; end it by hand.")


def hold_folder(folder: Path) -> TextIOWrapper:
    """Create the folder, and take and return the shared lock that shows the server it has a client."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        clients = (folder / "clients.lock").open("a", encoding="utf-8")
    except OSError as error:
        raise GraphUnavailableError(
            f"The embedded graph cannot use the folder {folder}: {error.strerror}; "
            "choose a writable folder, as embedded:PATH."
        ) from error
    try:
        wait_for_lock(clients, fcntl.LOCK_SH, folder)  # a server that is stopping holds it until it exits
    except BaseException:
        clients.close()
        raise
    return clients


def wait_for_lock(file: TextIOWrapper, kind: int, folder: Path) -> None:
    """Take a lock that is free within moments unless something hangs.

    Raises:
        GraphUnavailableError: the lock is not free in time.
    """
    deadline = time.monotonic() + START_SECONDS + 10
    while True:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise GraphUnavailableError(
                    f"Another process has held {file.name} for too long; see {folder / 'server.log'} "
                    "and end the embedded server named there."
                ) from None
            time.sleep(0.02)
        else:
            return


@contextmanager
def start_lock(folder: Path) -> Iterator[None]:
    """Hold the lock that lets one client at a time look for the server or start it."""
    with (folder / "start.lock").open("a", encoding="utf-8") as file:
        wait_for_lock(file, fcntl.LOCK_EX, folder)
        yield


def is_server_alive(folder: Path) -> bool:
    """Return whether a process holds the server lock; call under `start_lock`, or a start may be missed."""
    with (folder / "server.lock").open("a", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def has_server(folder: Path) -> bool:
    """Return whether a server runs and answers, after waiting for one that is stopping."""
    deadline = time.monotonic() + START_SECONDS
    while is_server_alive(folder) and time.monotonic() < deadline:
        if (folder / "connection.json").exists():
            return True
        time.sleep(0.05)
    return False


def start(folder: Path, idle_seconds: float) -> None:
    """Start the server process, which has left our session when this returns; it prints to `server.log`.

    Raises:
        GraphUnavailableError: the disk is full or the process fails.
    """
    free = shutil.disk_usage(folder).free
    if free < FREE_BYTES:
        raise GraphUnavailableError(
            f"The disk of {folder} is full: {free / 1e6:.0f} MB free, the embedded graph needs "
            f"{FREE_BYTES / 1e6:.0f} MB; make room or choose another folder."
        )
    log = folder / "server.log"
    if log.exists():
        log.replace(folder / "server.previous.log")
    package_root = str(Path(__file__).resolve().parent.parent)
    paths = [package_root, *filter(None, [os.environ.get("PYTHONPATH")])]
    with log.open("w", encoding="utf-8") as output:
        launched = subprocess.run(
            [sys.executable, "-P", "-m", "graph.embedded_server", str(folder), str(idle_seconds)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            start_new_session=True,
            check=False,
        )
    if launched.returncode:
        raise GraphUnavailableError(failure(folder))


def read_connection(folder: Path, clients: TextIOWrapper) -> EmbeddedConnection:
    """Return the connection that the running server publishes, after waiting for it.

    Raises:
        GraphUnavailableError: the server ends or does not publish it in time.
    """
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        is_alive = is_server_alive(folder)
        try:
            content = json.loads((folder / "connection.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            if not is_alive:
                raise GraphUnavailableError(failure(folder)) from None
            time.sleep(0.05)
            continue
        return EmbeddedConnection(folder=folder, clients=clients, **content)
    raise GraphUnavailableError(
        f"The embedded graph in {folder} did not answer within {START_SECONDS:.0f} s; see {folder / 'server.log'}."
    )


def failure(folder: Path) -> str:
    """Return why the server ended as one line: the last two of its log, because Java explains in the first."""
    log = folder / "server.log"
    lines = filter(None, map(str.strip, log.read_text(encoding="utf-8", errors="replace").splitlines()))
    reason = "; ".join(list(lines)[-2:])[-300:] or "it printed nothing"
    remedy = (
        "; if its files are damaged, `miner graph rebuild` makes it again" if database_folder(folder).exists() else ""
    )
    return f"The embedded graph in {folder} did not start: {reason}; see {log}{remedy}."

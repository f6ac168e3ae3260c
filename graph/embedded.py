"""The client's side of the embedded graph: find the server of a folder, or start it, and hold on to it.

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

from graph.embedded_server import DATABASE, USER
from graph.errors import GraphUnavailableError

IDLE_SECONDS = 5.0
START_SECONDS = 90.0
FREE_BYTES = 64 * 1024 * 1024
"""Less than this free and the engine would fail half-way; refused before it starts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedConnection:
    """Where the server of a folder answers. It lives at least until `close`."""

    folder: Path
    pid: int
    port: int
    password: str = field(repr=False)
    clients: TextIOWrapper = field(repr=False)
    user: str = USER
    database: str = DATABASE

    def close(self) -> None:
        """Let go of the server, which stops when the last client has."""
        self.clients.close()


def connect(folder: Path, *, idle_seconds: float = IDLE_SECONDS) -> EmbeddedConnection:
    """Return the running server of `folder`, started if need be.

    Raises:
        GraphUnavailableError: the folder cannot be written, the disk is full or Java does not start.
    """
    folder = folder.expanduser().resolve()
    clients = hold_folder(folder)
    try:
        with start_lock(folder):
            if not has_server(folder):
                start(folder, idle_seconds)
            return read_connection(folder, clients)
    except OSError as error:
        clients.close()
        raise GraphUnavailableError(
            f"The embedded graph in {folder} did not start: {error.strerror}; "
            "check that the folder can be written and has room."
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
    database = folder / "databases" / DATABASE
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


def stop_server(folder: Path, *, wait_seconds: float = 20.0) -> bool:
    """End the server of `folder`, by force if it does not end in time; False where none runs.

    Its clients lose their connection. What was committed stays: the engine recovers when next started.
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
    raise GraphUnavailableError(f"The embedded server in {folder} (process {pid}) cannot be ended.")


def hold_folder(folder: Path) -> TextIOWrapper:
    """Make the folder and take the shared lock that tells the server a client is there."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        clients = (folder / "clients.lock").open("a", encoding="utf-8")
    except OSError as error:
        raise GraphUnavailableError(
            f"The embedded graph cannot use the folder {folder}: {error.strerror}; "
            "give a folder that can be written, as embedded:PATH."
        ) from error
    try:
        wait_for_lock(clients, fcntl.LOCK_SH, folder)  # a server that is stopping holds it to the end
    except BaseException:
        clients.close()
        raise
    return clients


def wait_for_lock(file: TextIOWrapper, kind: int, folder: Path) -> None:
    """Take a lock that is free within moments unless something hangs."""
    deadline = time.monotonic() + START_SECONDS + 10
    while True:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise GraphUnavailableError(
                    f"Another process holds {file.name} for too long; see {folder / 'server.log'} "
                    "and end the embedded server named there."
                ) from None
            time.sleep(0.02)
        else:
            return


@contextmanager
def start_lock(folder: Path) -> Iterator[None]:
    """One client at a time looks for the server or starts it."""
    with (folder / "start.lock").open("a", encoding="utf-8") as file:
        wait_for_lock(file, fcntl.LOCK_EX, folder)
        yield


def is_server_alive(folder: Path) -> bool:
    """Whether a process holds the folder's server lock; call under `start_lock`, or a start may be missed."""
    with (folder / "server.lock").open("a", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def has_server(folder: Path) -> bool:
    """Whether a server runs that answers; one that is on its way out is waited for."""
    deadline = time.monotonic() + START_SECONDS
    while is_server_alive(folder) and time.monotonic() < deadline:
        if (folder / "connection.json").exists():
            return True
        time.sleep(0.05)
    return False


def start(folder: Path, idle_seconds: float) -> None:
    """Start the server process; it has left our session when this returns. What it prints goes to the log."""
    free = shutil.disk_usage(folder).free
    if free < FREE_BYTES:
        raise GraphUnavailableError(
            f"The disk of {folder} is full: {free / 1e6:.0f} MB free, the embedded graph wants "
            f"{FREE_BYTES / 1e6:.0f} MB; make room or give another folder."
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
    """Wait for the running server to publish where it answers."""
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
    """One line on why the server ended: the last of its log, where Java says why on the line before."""
    log = folder / "server.log"
    lines = filter(None, map(str.strip, log.read_text(encoding="utf-8", errors="replace").splitlines()))
    reason = "; ".join(list(lines)[-2:])[-300:] or "it printed nothing"
    return f"The embedded graph in {folder} did not start: {reason}; the whole story is in {log}."

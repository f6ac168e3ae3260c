"""The embedded graph as a process of its own: `python -m graph.embedded_server FOLDER [IDLE_SECONDS]`.

It leaves the caller's session, runs ArcadeDB with its Bolt plugin on a free loopback port with a fresh random
password, and stops by itself once no client has held `clients.lock` for IDLE_SECONDS. Three files in FOLDER are its
contract with `embedded.py`:

- `server.lock`: held exclusively as long as the process lives, so a dead server is recognised without trusting a pid;
- `connection.json`: pid, port and password, mode 0600; it exists while the server answers;
- `clients.lock`: held shared by every client. The kernel releases it when a client dies, however it dies.
"""

import contextlib
import fcntl
import os
import secrets
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

from graph.embedded_files import DATABASE, forget_files, note_files, write_private

HEAP = "2g"
JAVA_OPTIONS = (
    "-XX:TieredStopAtLevel=1",  # a server lives for seconds: a third of its processor time was the second compiler's
    "-XX:+UseSerialGC",
    "-Xrs",  # leaves SIGTERM to Python: Java's own handler crashed the process (SIGSEGV) in its callback
    "-Darcadedb.opencypher.loadCsv.allowFileUrls=false",  # as server settings these two have no effect
    "-Darcadedb.opencypher.loadCsv.allowRemoteUrls=false",
)
USER = "root"
POLL_SECONDS = 0.2

stop_requested = threading.Event()


def main(folder: Path, idle_seconds: float) -> int:
    """Start a background process that serves `folder` until it is idle; return 0 if one runs already."""
    lock = (folder / "server.lock").open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return 0  # another server started first; the client will find it
    (folder / "connection.json").unlink(missing_ok=True)
    forget_files(folder)
    signal.signal(signal.SIGTERM, lambda _number, _frame: stop_requested.set())
    if os.fork():
        os._exit(0)  # the child keeps the lock, and the client has no child process to wait for
    try:
        serve(folder, idle_seconds)
    except BaseException as error:  # noqa: BLE001 - the last line of a process: the client reads it from the log
        print(f"failed: {type(error).__name__}: {error}", flush=True)  # noqa: T201
    # The engine is down and its files are closed. A normal exit would wait for the Java threads of clients that are
    # still connected, with the lock already released.
    os._exit(0)


def serve(folder: Path, idle_seconds: float) -> None:
    """Start the engine, publish the connection, wait until idle or until a stop is requested, stop the engine."""
    password = secrets.token_urlsafe(24)
    connection = folder / "connection.json"
    with (folder / "clients.lock").open("a") as clients:
        server = start_engine(folder, password)
        try:
            write_private(connection, {"pid": os.getpid(), "port": bolt_port(server), "password": password})
            # Once idle, `clients` stays locked: a client that arrives now waits, then starts a new server.
            wait_until_idle(clients.fileno(), connection, idle_seconds)
        finally:
            connection.unlink(missing_ok=True)
            server.stop()
            note_files(folder)


def start_engine(folder: Path, password: str) -> Any:
    """Start and return an ArcadeDB server on loopback with Bolt only; users of an earlier run are deleted."""
    os.environ["ARCADEDB_JVM_ERROR_FILE"] = str(folder / "java_crash_%p.log")
    from arcadedb_embedded.jvm import start_jvm  # noqa: PLC0415 - the JVM must start after the fork
    from arcadedb_embedded.server import ArcadeDBServer  # noqa: PLC0415

    (folder / "config" / "server-users.jsonl").unlink(missing_ok=True)
    start_jvm(heap_size=HEAP, jvm_args=JAVA_OPTIONS)
    server = ArcadeDBServer(
        str(folder),
        password,
        {
            "mode": "development",  # production mode hides why a statement failed
            "host": "127.0.0.1",
            "http_port": "0",
            "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
            "bolt_port": "0",
            "bolt_defaultDatabase": DATABASE,
            "server_defaultDatabases": f"{DATABASE}[]",
        },
    )
    server.start()
    # The engine always starts an HTTP server; nothing here uses HTTP, so its port is closed at once.
    server._java_server.getHttpServer().stopService()  # noqa: SLF001 - no public way to switch HTTP off
    return server


def bolt_port(server: Any) -> int:
    """Return the port that the operating system assigned to the Bolt plugin."""
    plugins = server._java_server.getPlugins()  # noqa: SLF001 - no public way to ask a plugin for its port
    return next(int(plugin.getPort()) for plugin in plugins if "Bolt" in str(plugin.getName()))


def wait_until_idle(clients: int, connection: Path, idle_seconds: float) -> None:
    """Return after `idle_seconds` without a client, holding the lock on `clients`, or when a stop is requested."""
    idle_since = time.monotonic()
    while not stop_requested.is_set():
        if not connection.exists():
            os._exit(1)  # the folder was removed: there is nothing left to save, and saving would hang
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(clients, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if time.monotonic() - idle_since >= idle_seconds:
                return
            fcntl.flock(clients, fcntl.LOCK_UN)
            time.sleep(POLL_SECONDS)
            continue
        time.sleep(POLL_SECONDS)
        idle_since = time.monotonic()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve(), float(sys.argv[2]) if len(sys.argv) > 2 else 5.0))

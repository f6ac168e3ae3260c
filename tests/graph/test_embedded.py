"""The embedded server: private, shared, started once, stopped after its last client, replaced if killed."""

import contextlib
import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from graph import embedded
from graph.errors import GraphUnavailableError
from graph.store import BoltStore, open_store

OPEN = """
import sys, time
from graph.store import open_store
with open_store("embedded:" + sys.argv[1], idle_seconds=1) as store:
    store.write("CREATE (:Drug {id: $id})", {"id": sys.argv[2]})
    print(store.server_pid, flush=True)
    time.sleep(float(sys.argv[3]))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder for one graph; its server is ended at the end."""
    yield tmp_path / "graph"
    embedded.stop_server(tmp_path / "graph")


def opened(folder: Path, idle_seconds: float = 0.3) -> BoltStore:
    return open_store(f"embedded:{folder}", idle_seconds=idle_seconds)


def pid_of(store: BoltStore) -> int:
    assert store.server_pid
    return store.server_pid


def client(folder: Path, identifier: str, seconds: float) -> "subprocess.Popen[str]":
    """Another process that opens the graph, writes a node and stays for so long."""
    arguments = [sys.executable, "-c", OPEN, str(folder), identifier, str(seconds)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)


def wait_until_gone(pid: int, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline, f"process {pid} is still there"
        time.sleep(0.05)


def test_only_its_owner_can_read_the_password_and_it_is_in_no_command_line(folder: Path) -> None:
    with opened(folder) as store:
        connection = folder / "connection.json"
        password = json.loads(connection.read_text())["password"]
        assert stat.S_IMODE(connection.stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert len(password) >= 32
        process = psutil.Process(pid_of(store))
        assert password not in " ".join(process.cmdline())
        assert password not in json.dumps(process.environ())
        assert password not in (folder / "server.log").read_text()
        assert password not in repr(store._held)


def test_it_listens_with_one_port_on_loopback_only_in_a_session_of_its_own(folder: Path) -> None:
    with opened(folder) as store:
        process = psutil.Process(pid_of(store))
        listening = [c.laddr for c in process.net_connections("inet") if c.status == psutil.CONN_LISTEN]
        assert [address.ip.removeprefix("::ffff:") for address in listening] == ["127.0.0.1"]
        assert os.getsid(process.pid) != os.getsid(0)
        with pytest.raises(GraphUnavailableError, match="refuses the account"):
            open_store(f"bolt://127.0.0.1:{listening[0].port}", user="root", password="wrong-one")


def test_its_heap_is_bounded(folder: Path) -> None:
    with opened(folder) as store:
        store.rows("RETURN 1 AS x")
        (printed,) = re.findall(r"MAXRAM=([\d.]+)GB", (folder / "server.log").read_text())
        assert 1.9 < float(printed) <= 2.0  # what the engine may use of the 2 GB


def test_it_says_nothing_on_the_terminal(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with opened(folder) as store:
        store.write("CREATE (:Drug {id: 'A'})")
    assert capfd.readouterr() == ("", "")
    assert "ArcadeDB" in (folder / "server.log").read_text()


def test_it_stops_cleanly_after_its_last_client_and_keeps_the_graph(folder: Path) -> None:
    with opened(folder) as first:
        with opened(folder) as second:
            assert pid_of(first) == pid_of(second)
            first.write("CREATE (:Drug {id: 'A'})")
        time.sleep(1.5)  # longer than the grace: the first client still holds it
        assert first.rows("MATCH (n:Drug) RETURN n.id AS id") == [{"id": "A"}]
        pid = pid_of(first)
    wait_until_gone(pid)
    assert not (folder / "connection.json").exists()
    assert "Server is down" in (folder / "server.log").read_text()
    with opened(folder) as again:
        assert pid_of(again) != pid
        assert again.rows("MATCH (n:Drug) RETURN n.id AS id") == [{"id": "A"}]


def test_a_client_that_comes_within_the_grace_finds_the_same_server(folder: Path) -> None:
    with opened(folder, idle_seconds=10) as store:
        pid = pid_of(store)
    time.sleep(0.5)
    with opened(folder) as store:
        assert pid_of(store) == pid


def test_commands_that_start_at_the_same_moment_share_one_server(folder: Path) -> None:
    clients = [client(folder, f"D{number}", 3) for number in range(3)]
    pids = {process.communicate(timeout=120)[0] for process in clients}
    assert [process.returncode for process in clients] == [0, 0, 0]
    assert len(pids) == 1
    with opened(folder) as store:
        assert store.rows("MATCH (n:Drug) RETURN n.id AS id ORDER BY id") == [{"id": f"D{n}"} for n in range(3)]


def test_a_client_that_is_killed_leaves_no_server_behind(folder: Path) -> None:
    with client(folder, "A", 600) as process:
        assert process.stdout
        pid = int(process.stdout.readline())
        process.kill()
    wait_until_gone(pid)
    with opened(folder) as store:
        assert store.rows("MATCH (n:Drug) RETURN n.id AS id") == [{"id": "A"}]


def test_a_server_that_is_killed_is_replaced_and_keeps_what_was_written(folder: Path) -> None:
    with opened(folder) as store:
        store.write("UNWIND range(1, 5000) AS x CREATE (:Drug {id: toString(x)})")
        pid = pid_of(store)
        os.kill(pid, signal.SIGKILL)
        wait_until_gone(pid)
        assert (folder / "connection.json").exists()  # stale, as the kill left it
        with pytest.raises(GraphUnavailableError, match=r"does not answer: see .*server\.log"):
            store.rows("RETURN 1 AS x")
        with opened(folder) as again:
            assert pid_of(again) != pid
            assert again.rows("MATCH (n:Drug) RETURN count(*) AS n") == [{"n": 5000}]


def test_a_server_killed_while_it_writes_keeps_whole_transactions(folder: Path) -> None:
    with opened(folder) as store:
        pid = pid_of(store)
        store.write("CREATE CONSTRAINT drug_id IF NOT EXISTS FOR (n:Drug) REQUIRE n.id IS UNIQUE")
        killer = subprocess.Popen(["sh", "-c", f"sleep 1.5; kill -9 {pid}"])
        written = 0
        with contextlib.suppress(GraphUnavailableError):
            for batch in range(10_000):
                store.write("UNWIND range(1, 200) AS x CREATE (:Drug {id: $b + '.' + x})", {"b": str(batch)})
                written += 1
        killer.wait()
    with opened(folder) as again:
        whole = again.rows("MATCH (n:Drug) WITH split(n.id, '.')[0] AS b, count(*) AS n RETURN b, n")
        assert {row["n"] for row in whole} == {200}
        assert len(whole) in {written, written + 1}  # the last one may have been kept without an answer


def test_a_stale_connection_file_of_a_live_stranger_is_not_believed(folder: Path) -> None:
    folder.mkdir()
    with socket.create_server(("127.0.0.1", 0)) as stranger:
        stale = {"pid": os.getpid(), "port": stranger.getsockname()[1], "password": "x"}
        (folder / "connection.json").write_text(json.dumps(stale))
        with opened(folder) as store:
            assert pid_of(store) != os.getpid()


def test_stop_server_ends_it_and_says_whether_there_was_one(folder: Path) -> None:
    assert not embedded.stop_server(folder)
    with opened(folder) as store:
        pid = pid_of(store)
        assert embedded.stop_server(folder)
        wait_until_gone(pid)
    assert "Server is down" in (folder / "server.log").read_text()
    assert not embedded.stop_server(folder)


def test_a_server_whose_folder_is_removed_ends(folder: Path) -> None:
    with opened(folder) as store:
        pid = pid_of(store)
        folder.rename(folder.with_name("moved"))
        wait_until_gone(pid)


def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", tmp_path / "file" / "graph"):
        with pytest.raises(GraphUnavailableError, match=r"cannot use the folder .*file.*embedded:PATH"):
            opened(folder)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_write_permission_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(GraphUnavailableError, match="cannot use the folder"):
        opened(tmp_path / "graph")


def test_a_java_that_does_not_start_is_told_with_its_reason(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCADEDB_JVM_ARGS", "-XX:NoSuchOption")
    with pytest.raises(GraphUnavailableError, match=r"did not start: .*NoSuchOption.*server\.log"):
        opened(folder)


def test_a_full_disk_is_told_before_anything_starts(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(small)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small disk can only be made as root")
    try:
        with pytest.raises(GraphUnavailableError, match=r"is full: 8 MB free, .* make room"):
            opened(small / "graph")
    finally:
        subprocess.run(["umount", str(small)], check=True)

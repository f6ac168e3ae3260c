"""A run that is killed at any moment: the next one ends in the same ledger and graph as an undisturbed one."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from graph.store import BoltStore, open_store

KILL_COUNT = 6
NOT_COMPARED = {"meta", "run", "reader", "sqlite_sequence"}
"""Tables that say when and how often a run was started, not what it found."""


def command(data_folder: Path, demo_folder: Path, workers: int) -> list[str]:
    files = [str(path) for path in sorted(demo_folder.glob("*.xml"))]
    return [
        *(sys.executable, "-m", "miner.cli"),
        *("--data-folder", str(data_folder), "--workers", str(workers)),
        *("run", "--as-of", "2023-01-31", "--show", "1", *files),
    ]


def start(arguments: list[str]) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "MINER_BATCH_SIZE": "3"}
    return subprocess.Popen(
        arguments, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    )


def finish(arguments: list[str]) -> float:
    began = time.monotonic()
    process = start(arguments)
    _, talk = process.communicate(timeout=300)
    assert process.returncode == 0, talk.decode()
    return time.monotonic() - began


def dump_ledger(data_folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    connection = sqlite3.connect(data_folder / "ledger.db")
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    dump = {}
    for table in sorted(set(tables) - NOT_COMPARED):
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] != "change_seq"]
        rows = connection.execute(f"SELECT {', '.join(columns)} FROM {table}")  # noqa: S608 the ledger's own names
        dump[table] = sorted(rows.fetchall(), key=repr)
    connection.close()
    return dump


def dump_graph(store: BoltStore) -> tuple[list[str], list[str]]:
    nodes = store.rows("MATCH (n) WHERE NOT n:LedgerState RETURN labels(n) AS labels, properties(n) AS properties")
    edges = store.rows(
        "MATCH (a)-[r]->(b) RETURN a.id AS start, type(r) AS type, b.id AS end, properties(r) AS properties"
    )
    return sorted(map(repr_of, nodes)), sorted(map(repr_of, edges))


def repr_of(row: dict[str, Any]) -> str:
    return repr({**row, "properties": sorted(row["properties"].items())})


@pytest.mark.timeout(2400)
@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_killed_at_random_moments_ends_like_an_undisturbed_one(
    tmp_path: Path, demo_folder: Path, workers: int
) -> None:
    calm, disturbed = tmp_path / "calm", tmp_path / "disturbed"
    length = finish(command(calm, demo_folder, workers))
    chance = random.Random(workers)
    killed_count = 0
    for _ in range(KILL_COUNT):
        process = start(command(disturbed, demo_folder, workers))
        time.sleep(chance.uniform(0.2, 1.0) * length)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            killed_count += 1
        process.communicate()
    finish(command(disturbed, demo_folder, workers))
    assert killed_count > 0
    assert dump_ledger(disturbed) == dump_ledger(calm)
    with open_store(f"embedded:{calm / 'graph'}") as one, open_store(f"embedded:{disturbed / 'graph'}") as other:
        assert dump_graph(other) == dump_graph(one)


def test_workers_end_with_a_run_that_is_killed(tmp_path: Path, demo_folder: Path) -> None:
    process = start(command(tmp_path / "data", demo_folder, 2))
    run = psutil.Process(process.pid)
    workers: list[psutil.Process] = []
    deadline = time.monotonic() + 60
    while len(workers) < 2 and time.monotonic() < deadline:
        workers = [child for child in run.children() if "spawn_main" in " ".join(child.cmdline())]
        time.sleep(0.05)
    assert len(workers) == 2
    process.kill()
    process.communicate()
    _, alive = psutil.wait_procs(workers, timeout=30)
    assert alive == []

"""After a run is killed at any moment, the next one ends with the ledger and graph of an undisturbed run."""

import random
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import psutil
import pytest

from graph.store import BoltStore, open_store
from miner.config import Settings
from miner.jobs.pipeline import run
from tests.command import ended, start
from tests.store_fixtures import empty

AS_OF = date(2023, 1, 31)
KILL_COUNT = 6
NOT_COMPARED = {"meta", "run", "reader", "sqlite_sequence"}
"""Tables that say when and how often a run was started, not what it found."""


@contextmanager
def running(data_folder: Path, demo_folder: Path, workers: int, labels: Path) -> Iterator[Any]:
    """A run in a process of its own, in small batches."""
    files = sorted(demo_folder.glob("*.xml"))
    environment = {"MINER_BATCH_SIZE": "3", "MINER_LABELS_FOLDER": str(labels)}
    arguments = ("--workers", workers, "run", "--as-of", AS_OF, "--show", "1", *files)
    with start(*arguments, folder=data_folder, environment=environment, is_own_session=True) as process:
        yield process


def finish(data_folder: Path, demo_folder: Path, workers: int, labels: Path) -> float:
    began = time.monotonic()
    with running(data_folder, demo_folder, workers, labels) as process:
        done = ended(process)
    assert done.returncode == 0, done.stderr
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


def assert_same(data_folder: Path, calm: Path) -> None:
    assert dump_ledger(data_folder) == dump_ledger(calm)
    with open_store(f"embedded:{calm / 'graph'}") as one, open_store(f"embedded:{data_folder / 'graph'}") as other:
        assert dump_graph(other) == dump_graph(one)


def is_reading(data_folder: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"file:{data_folder / 'ledger.db'}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("SELECT 1 FROM article WHERE reader_id IS NOT NULL LIMIT 1").fetchone())
    except sqlite3.Error:
        return False


def is_loading_the_graph(data_folder: Path) -> bool:
    return (data_folder / "graph" / "connection.json").exists()


def test_a_run_killed_twice_ends_like_an_undisturbed_one(tmp_path: Path, demo_folder: Path, demo_labels: Path) -> None:
    """Once while it reads in two processes, once while it loads the graph."""
    calm, disturbed = tmp_path / "calm", tmp_path / "disturbed"
    finish(calm, demo_folder, 2, demo_labels)
    for has_come_to in (is_reading, is_loading_the_graph):
        with running(disturbed, demo_folder, 2, demo_labels) as process:
            while process.poll() is None and not has_come_to(disturbed):
                time.sleep(0.01)
            assert process.poll() is None, "it ended before it was killed"
            process.kill()
            process.communicate()
    finish(disturbed, demo_folder, 2, demo_labels)
    assert_same(disturbed, calm)


@pytest.mark.exhaustive
@pytest.mark.timeout(2400)
@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_killed_at_random_moments_ends_like_an_undisturbed_one(
    tmp_path: Path, demo_folder: Path, workers: int
) -> None:
    labels = Path(__file__).resolve().parents[3] / "corpora" / "labels"
    calm, disturbed = tmp_path / "calm", tmp_path / "disturbed"
    length = finish(calm, demo_folder, workers, labels)
    chance = random.Random(workers)
    killed_count = 0
    for _ in range(KILL_COUNT):
        began = time.monotonic()
        with running(disturbed, demo_folder, workers, labels) as process:
            try:
                process.communicate(timeout=chance.uniform(0.2, 1.0) * length)
                length = time.monotonic() - began  # it had less left to do than the first run: aim earlier
            except subprocess.TimeoutExpired:
                killed_count += 1
                process.kill()
                process.communicate()
    finish(disturbed, demo_folder, workers, labels)
    assert killed_count > 0
    assert_same(disturbed, calm)


class KilledError(BaseException):
    """The process dies here."""


def test_a_run_that_dies_in_each_step_ends_like_an_undisturbed_one(
    tmp_path: Path, demo_folder: Path, demo_labels: Path, embedded_store: BoltStore
) -> None:
    """Once in every step that reports progress, at its first report; each time the next run gets one step further."""
    files = sorted(demo_folder.glob("*.xml"))
    calm = Settings(
        data_folder=tmp_path / "calm", graph=embedded_store.target, labels_folder=demo_labels, workers=1, batch_size=30
    )
    steps: list[str] = []
    run(files, calm, as_of=AS_OF, progress=lambda step, _done, _total: steps.append(step))
    graph = dump_graph(embedded_store)
    empty(embedded_store)

    disturbed = calm.model_copy(update={"data_folder": tmp_path / "disturbed"})
    died_in: set[str] = set()

    def die_once(step: str, _done: int, _total: int | None) -> None:
        if step not in died_in:
            died_in.add(step)
            raise KilledError

    while died_in < set(steps):
        with pytest.raises(KilledError):
            run(files, disturbed, as_of=AS_OF, progress=die_once)
    run(files, disturbed, as_of=AS_OF, progress=die_once)
    assert {"files", "read", "graph Drug", "graph STUDIED_FOR"} <= died_in
    assert dump_ledger(disturbed.data_folder) == dump_ledger(calm.data_folder)
    assert dump_graph(embedded_store) == graph


def test_workers_end_with_a_run_that_is_killed(tmp_path: Path, demo_folder: Path, demo_labels: Path) -> None:
    with running(tmp_path / "data", demo_folder, 2, demo_labels) as process:
        parent = psutil.Process(process.pid)
        workers: list[psutil.Process] = []
        deadline = time.monotonic() + 60
        while len(workers) < 2 and time.monotonic() < deadline:
            workers = [child for child in parent.children() if "spawn_main" in " ".join(child.cmdline())]
            time.sleep(0.05)
        assert len(workers) == 2
        process.kill()
        process.communicate()
    _, alive = psutil.wait_procs(workers, timeout=30)
    assert alive == []

"""Batches read in this process, in worker processes, or in a process that we did not start."""

import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from miner.errors import ModelError
from miner.lexicon.lexicon import Lexicon
from miner.reading.pool import POOL_PAYS_FROM, BatchReader, _look_ahead, processor_count, read_all
from miner.reading.reader import Reader
from miner.reading.recipe import Recipe
from miner.records import Article, Reading
from tests.miner.lexicon.small import write_small_lexicon
from tests.miner.records import article

TEXTS = (
    "Propranolol led to regression of infantile hemangioma.",
    "No drug is named here.",
    "Rituximab reduced relapses in neuromyelitis optica.",
)


def batches(size: int, count: int) -> Iterator[list[Article]]:
    for start in range(0, count, size):
        yield [article(pmid, TEXTS[pmid % 3], "") for pmid in range(start, min(start + size, count))]


def has_claims(readings: list[Reading]) -> list[tuple[int, bool]]:
    return [(reading.pmid, bool(reading.claims)) for reading in readings]


def test_a_recipe_knows_the_versions_that_its_reader_has(reader: Reader) -> None:
    assert Recipe().versions() == reader.versions


def test_a_recipe_of_other_tables_has_another_version(small_lexicon: Lexicon, tmp_path: Path) -> None:
    folder = write_small_lexicon(tmp_path / "tables")
    assert Recipe(lexicon_folder=folder).versions()[0] == small_lexicon.version != Recipe().versions()[0]


def test_a_batch_reader_travels_and_reads_wherever_it_arrives(tmp_path: Path) -> None:
    """In a process whose parent is no run of ours, as under Ray, Dask or a queue: nothing has to be started there."""
    (batch,) = batches(3, 3)
    (tmp_path / "job").write_bytes(pickle.dumps((BatchReader(Recipe()), batch)))
    code = (
        "import pickle, sys; read, batch = pickle.load(open(sys.argv[1], 'rb')); "
        "sys.stdout.buffer.write(pickle.dumps(read(batch)))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "job")], capture_output=True, check=True)
    assert pickle.loads(done.stdout) == BatchReader(Recipe())(batch)  # noqa: S301 our own process


@pytest.mark.parametrize("worker_count", [1, 2])
def test_batches_come_back_in_order_with_their_readings(worker_count: int) -> None:
    found = list(read_all(batches(4, 10), Recipe(), worker_count=worker_count))
    assert [[one.pmid for one in batch] for batch, _ in found] == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]]
    assert [pair for _, readings in found for pair in has_claims(readings)] == [(n, n % 3 != 1) for n in range(10)]


def test_a_reader_that_cannot_be_loaded_is_told_before_anything_is_read() -> None:
    with pytest.raises(ModelError, match="en_no_such"):
        read_all(batches(2, 4), Recipe(model="en_no_such"), worker_count=2)


@pytest.mark.parametrize(("count", "is_much"), [(0, False), (POOL_PAYS_FROM - 1, False), (POOL_PAYS_FROM, True)])
def test_looking_ahead_loses_no_batch(count: int, *, is_much: bool) -> None:
    again, found = _look_ahead(batches(150, count))
    assert found is is_much
    assert sum(map(len, again)) == count


def test_processors_are_those_that_this_process_may_use() -> None:
    code = (
        "import os; os.sched_setaffinity(0, [min(os.sched_getaffinity(0))]); "
        "from miner.reading.pool import processor_count; print(processor_count())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"
    assert processor_count() >= 1

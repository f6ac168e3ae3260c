"""Reading batches of articles: here, in worker processes, or under an engine of somebody else's.

`BatchReader` is picklable and takes and returns picklable records, so a process pool maps it over batches, and so
does a cluster (Ray Data's `map_batches`, Dask's `map`). It loads its reader at the first batch, once a process.
"""

import gc
import multiprocessing
import os
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import lru_cache
from itertools import chain

from threadpoolctl import threadpool_limits

from miner.reading.reader import Reader
from miner.reading.recipe import Recipe, Versions
from miner.records import Article, Reading

PARENT_CHECK_SECONDS = 1.0

POOL_PAYS_FROM = 400
"""Articles from which loading a reader in every worker process is faster than reading in this one."""

ReadBatch = tuple[list[Article], list[Reading]]
"""A batch of articles, and their readings in the same order."""


class BatchReader:
    """Reads batches by a recipe; the process that calls it first loads the reader and keeps it.

    Args:
        recipe: what to read with.
    """

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self.versions = recipe.versions()

    def __call__(self, batch: list[Article]) -> list[Reading]:
        """Return one Reading for each article, in order.

        Raises:
            MinerError: the reader of this process cannot be loaded.
        """
        with threadpool_limits(1):  # sums come out the same only in the same order, and workers share the processors
            return list(load_reader(self.recipe, self.versions).read(batch))


@lru_cache(maxsize=1)
def load_reader(recipe: Recipe, versions: Versions) -> Reader:  # noqa: ARG001 they are part of the cache's key
    """Return this process's reader for a recipe and the versions of its files; the latest one is kept."""
    reader = Reader.load(recipe)
    if multiprocessing.parent_process() is not None:  # this process does nothing but read
        gc.freeze()  # the collector need not look at the lexicon again
    return reader


def processor_count() -> int:
    """Return how many processors this process may use; a container may allow fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_all(batches: Iterable[list[Article]], recipe: Recipe, *, worker_count: int = 0) -> Iterator[ReadBatch]:
    """Yield each batch with its readings, in the order of the batches; the result does not depend on `worker_count`.

    Args:
        batches: articles; at most two batches per worker are held at a time.
        recipe: what to read with.
        worker_count: processes; 1 reads in this process, 0 takes one per processor if there are `POOL_PAYS_FROM`
            articles or more, else this process.

    Raises:
        MinerError: the reader cannot be loaded.
    """
    if not worker_count:
        batches, is_much = _look_ahead(batches)
        worker_count = processor_count() if is_much else 1
    read_batch = BatchReader(recipe)
    if worker_count == 1:
        return ((batch, read_batch(batch)) for batch in batches)
    return _read_in_processes(batches, read_batch, worker_count)


def _look_ahead(batches: Iterable[list[Article]]) -> tuple[Iterator[list[Article]], bool]:
    """Return the batches again, and whether they hold `POOL_PAYS_FROM` articles or more."""
    rest = iter(batches)
    ahead: list[list[Article]] = []
    while sum(map(len, ahead)) < POOL_PAYS_FROM:
        batch = next(rest, None)
        if batch is None:
            return iter(ahead), False
        ahead.append(batch)
    return chain(ahead, rest), True


def _read_in_processes(
    batches: Iterable[list[Article]], read_batch: BatchReader, worker_count: int
) -> Iterator[ReadBatch]:
    with ProcessPoolExecutor(
        worker_count,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=end_with_parent,
        initargs=(os.getpid(),),
    ) as pool:
        waiting: deque[tuple[list[Article], Future[list[Reading]]]] = deque()
        for batch in batches:
            waiting.append((batch, pool.submit(read_batch, batch)))
            if len(waiting) >= 2 * worker_count:
                yield _finished(*waiting.popleft())
        while waiting:
            yield _finished(*waiting.popleft())


def _finished(batch: list[Article], readings: Future[list[Reading]]) -> ReadBatch:
    return batch, readings.result()


def end_with_parent(parent: int) -> None:
    """Have this worker process end itself within a second once its parent process is gone."""
    threading.Thread(target=_follow_parent, args=(parent,), daemon=True).start()


def _follow_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(PARENT_CHECK_SECONDS)
    os._exit(1)

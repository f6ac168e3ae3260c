"""Reading in several processes: a batch of articles in, a batch of readings out, models loaded once each.

The function that a worker runs, `read_batch`, takes and gives plain picklable records and shares nothing, so
a cluster can map the same function over batches.
"""

import multiprocessing
import os
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from pathlib import Path

from threadpoolctl import threadpool_limits

from miner.errors import MinerError
from miner.reading.reader import Reader
from miner.records import Article, Reading

PARENT_CHECK_SECONDS = 1.0

_reader: Reader | MinerError | None = None
"""The worker's own reader, or why it cannot be loaded; set once when the process starts."""


def start_worker(
    model: str, lexicon_folder: Path | None, parent: int, *, linker: str = "", is_drug_needed: bool = True
) -> None:
    """Load the reader of this process, and end the process when its parent is gone.

    What goes wrong is told by `read_batch`: a process that fails as it starts can say nothing to its parent.
    """
    global _reader  # noqa: PLW0603 a worker has exactly one reader
    threading.Thread(target=_follow_parent, args=(parent,), daemon=True).start()
    threadpool_limits(1)  # a process per processor: threads of the matrix library would only push each other
    try:
        _reader = Reader.load(model, lexicon_folder, linker=linker, is_drug_needed=is_drug_needed)
    except MinerError as error:
        _reader = error


def _follow_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(PARENT_CHECK_SECONDS)
    os._exit(1)


def read_batch(articles: list[Article]) -> list[Reading]:
    """Read a batch in a worker; one Reading for each article, in order.

    Raises:
        MinerError: the reader of this process could not be loaded.
    """
    if isinstance(_reader, MinerError):
        raise _reader
    if _reader is None:
        raise RuntimeError("start_worker has not run in this process")
    return list(_reader.read(articles))


def read_in_processes(  # noqa: PLR0913 - each is a choice of its own
    batches: Iterable[list[Article]],
    *,
    worker_count: int,
    model: str = "",
    lexicon_folder: Path | None = None,
    linker: str = "",
    is_drug_needed: bool = True,
) -> Iterator[list[Reading]]:
    """Read batches in `worker_count` processes; results come in the order of the batches.

    At most two batches per worker wait at any time, so memory does not grow with the number of articles.
    """
    with ProcessPoolExecutor(
        worker_count,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=partial(start_worker, linker=linker, is_drug_needed=is_drug_needed),
        initargs=(model, lexicon_folder, os.getpid()),
    ) as pool:
        waiting: deque[Future[list[Reading]]] = deque()
        for batch in batches:
            waiting.append(pool.submit(read_batch, batch))
            if len(waiting) >= 2 * worker_count:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

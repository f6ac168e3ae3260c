"""Reads chunks of articles as it is told to and says how long each took; run by `bench.turns`, in any checkout.

Arguments: a file of articles, how many, and how many to a chunk. Each line of standard input is the number of a chunk.
"""

import sys
import time
from itertools import islice
from pathlib import Path

from threadpoolctl import threadpool_limits

from miner.reading.reader import Reader
from miner.records import Article
from miner.sources.medline import read_records


def main() -> None:
    """Read everything once, then answer each line with the processor seconds of its chunk."""
    path, count, size = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    articles = list(islice((record for record in read_records(path) if isinstance(record, Article)), count))
    reader = Reader.load()
    with threadpool_limits(1):
        list(reader.read(articles))
        for line in sys.stdin:
            chunk = articles[int(line) * size : (int(line) + 1) * size]
            start = time.process_time()
            list(reader.read(chunk))
            sys.stdout.write(f"{time.process_time() - start}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()

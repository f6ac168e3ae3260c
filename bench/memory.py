"""Resident memory of a reading process after many abstracts and after five times as many. It should be flat.

`measure` runs it as `python -m bench.memory DATA COUNT...`, so that the worker is a fresh process that only reads.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path

from bench.figures import Figure
from bench.inputs import load_articles
from miner.reading.reader import Reader
from miner.records import Article


def measure(data: Path, count: int) -> list[Figure]:
    """Return the resident memory of a worker after reading `count` articles and after five times as many."""
    root = Path(__file__).resolve().parent.parent
    command = [sys.executable, "-m", "bench.memory", str(data.resolve()), str(count), str(5 * count)]
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    loaded, few, many = json.loads(done.stdout)
    return [
        Figure(name="worker, loaded", value=loaded, unit="MiB", note="lexicon, model and scanners"),
        Figure(
            name=f"worker, {5 * count:,} abstracts",
            value=many,
            unit="MiB",
            baseline=few,
            note=f"baseline: the same worker after {count:,}",
        ),
    ]


def resident_after(reader: Reader, articles: Sequence[Article], counts: Sequence[int]) -> list[float]:
    """Return this process's resident MiB now and after reading each count of articles, repeated as needed."""
    resident = [_resident_mib()]
    stream = reader.read(islice(cycle(articles), max(counts)))
    for number, _ in enumerate(stream, start=1):
        if number in counts:
            resident.append(_resident_mib())
    return resident


def _resident_mib() -> float:
    """Return the resident memory of this process; 0 if the system does not report it."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


def main() -> None:
    """Print the resident memory after each count on the command line, as JSON."""
    data, counts = Path(sys.argv[1]), [int(count) for count in sys.argv[2:]]
    articles = load_articles(data, max(counts))
    json.dump(resident_after(Reader.load(), articles, counts), sys.stdout)


if __name__ == "__main__":
    main()

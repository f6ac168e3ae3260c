"""How fast this checkout reads compared with others: all read the same articles in turns, one core each.

Run: python -m bench.turns CHECKOUT... [--data FOLDER] [--articles N] [--rounds N]

A checkout is a folder, for example of `git worktree add ../before COMMIT`. On a busy machine the same work takes twice
as long from one minute to the next, so the turns are short (64 articles), and of each chunk the best time counts.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from bench.figures import Figure, describe_machine, print_figures, print_machine
from bench.inputs import LITERATURE
from bench.reading import RATE

CHUNK = 64
HERE = Path(__file__).resolve().parent.parent


def measure(others: Sequence[Path], literature: Path, count: int, rounds: int) -> list[Figure]:
    """Return the rate of this checkout with that of each other as its baseline."""
    size = min(CHUNK, count)
    chunk_count = count // size
    processes = [_start(folder, literature, chunk_count * size, size) for folder in (HERE, *others)]
    best = [[float("inf")] * chunk_count for _ in processes]
    for _ in range(rounds):
        for chunk in range(chunk_count):
            for times, process in zip(best, processes, strict=True):
                times[chunk] = min(times[chunk], _ask(process, chunk))
    for process in processes:
        process.communicate()
    own, *rates = (chunk_count * size / sum(times) for times in best)
    return [
        Figure(name=f"Reader.read, against {folder.name}", value=own, baseline=rate, unit=RATE)
        for folder, rate in zip(others, rates, strict=True)
    ]


def _start(checkout: Path, literature: Path, count: int, size: int) -> "subprocess.Popen[str]":
    """Return a process that reads with the code of a checkout; `-P` keeps the modules beside the child out of it."""
    child = [sys.executable, "-P", str(HERE / "bench" / "reading_child.py"), str(literature), str(count), str(size)]
    environment = os.environ | {"PYTHONPATH": str(checkout), "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    return subprocess.Popen(
        child, cwd=checkout, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _ask(process: "subprocess.Popen[str]", chunk: int) -> float:
    if process.stdin is None or process.stdout is None:
        raise TypeError("the process has no pipes")
    process.stdin.write(f"{chunk}\n")
    process.stdin.flush()
    return float(process.stdout.readline())


def main() -> None:
    """Print the rates; a missing checkout or file ends the program."""
    parser = argparse.ArgumentParser(prog="python -m bench.turns", description="Reading, this checkout and others.")
    parser.add_argument("checkouts", nargs="+", type=Path, metavar="CHECKOUT")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of reference data")
    parser.add_argument("--articles", type=int, default=4 * CHUNK, metavar="N", help="articles, in whole chunks of 64")
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    options = parser.parse_args()
    literature = (options.data / LITERATURE).resolve()
    for path in (literature, *(folder / "miner" for folder in options.checkouts)):
        if not path.exists():
            parser.error(f"no {path}")
    if options.articles < CHUNK or options.rounds < 1:
        parser.error(f"needs {CHUNK} articles and one round or more")
    console = Console(width=None if sys.stdout.isatty() else 120)
    print_machine(console, describe_machine())
    others = [folder.resolve() for folder in options.checkouts]
    print_figures(console, "turns", measure(others, literature, options.articles, options.rounds))


if __name__ == "__main__":
    main()

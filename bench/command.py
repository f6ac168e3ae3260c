"""Processor time of commands on the ledger of the demonstration, each in a fresh process."""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil

from bench.figures import Figure
from graph import embedded

ROUNDS = 5
DEMO = Path(__file__).resolve().parent.parent / "corpora" / "demo"
MINER = ("-c", "from miner.cli import main; main()")
"""What the installed script `miner` does, in this Python."""
COMMANDS = {
    "miner --help": ("--help",),
    "miner doctor": ("doctor",),
    "miner signals": ("signals",),
    "miner lexicon lookup": ("lexicon", "lookup", "Gleevec"),
    "miner query, graph running": ("query", "candidates-for-drug", "--drug", "propranolol"),
    "miner run, nothing new": ("run",),
}


def measure(demo: Path = DEMO, rounds: int = ROUNDS) -> list[Figure]:
    """Return seconds of processor time of commands and of the demonstration, compared with Python importing spaCy.

    A command's time is that of its process and of those it waits for. The embedded graph's server is added for the
    demonstration, which starts one. What commands keep on disk between calls is made before anything is measured.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        _demonstrate(Path(name) / "first", demo)
        data = Path(name) / "data"
        demonstration = _demonstrate(data, demo)
        spacy = min(seconds_of_process(data, "-c", "import spacy") for _ in range(rounds))
        held = embedded.connect(data / "graph")
        try:
            seconds = {
                command: min(seconds_of_process(data, *MINER, *words) for _ in range(rounds))
                for command, words in COMMANDS.items()
            }
        finally:
            held.close()
            embedded.stop_server(data / "graph")
    note = f"processor time, best of {rounds}; baseline: python -c 'import spacy'"
    figures = [Figure(name=name, value=value, unit="s", baseline=spacy, note=note) for name, value in seconds.items()]
    with_server = "with its graph server, once; same baseline"
    return [*figures, Figure(name="demonstration", value=demonstration, unit="s", baseline=spacy, note=with_server)]


def _demonstrate(data: Path, demo: Path) -> float:
    """Return the seconds of a run into a new data folder, its graph server included; the server is stopped."""
    seconds = seconds_of_process(data, *MINER, "run", *(str(path) for path in sorted(demo.glob("*.xml"))))
    held = embedded.connect(data / "graph")
    try:
        times = psutil.Process(held.pid).cpu_times()
    finally:
        held.close()
        embedded.stop_server(data / "graph")
    return seconds + times.user + times.system


def seconds_of_process(data: Path, *arguments: str) -> float:
    """Return the processor time of this Python with these arguments, on a data folder with a cache beside it.

    Raises:
        RuntimeError: it ended with another exit code than 0, which makes its time meaningless.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MINER_")}
    environment |= {"MINER_DATA_FOLDER": str(data), "MINER_CACHE": str(data.parent / "cache")}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, *arguments], cwd=data.parent, env=environment, capture_output=True, text=True, check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments[1:])} ended with {done.returncode}: {done.stderr[-500:]}")
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime

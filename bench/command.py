"""Wall time of `miner --help` and `miner doctor`, each in a fresh process."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.figures import Figure, best_of, seconds_of
from graph.embedded import stop_server

HELP_ROUNDS = 5
MINER = ("-c", "from miner.cli import main; main()")
"""What the installed script `miner` does, in this Python."""


def measure() -> list[Figure]:
    """Return seconds of wall time; `miner doctor` runs only once, as it starts the embedded graph."""
    with tempfile.TemporaryDirectory() as folder:
        bare = best_of(HELP_ROUNDS, lambda: _run(folder, "-c", "pass"))
        help_seconds = best_of(HELP_ROUNDS, lambda: _run(folder, *MINER, "--help"))
        try:
            doctor_seconds = seconds_of(lambda: _run(folder, *MINER, "doctor"))
        finally:
            stop_server(Path(folder) / "miner-data" / "graph")
    return [
        Figure(
            name="miner --help",
            value=help_seconds,
            unit="s",
            baseline=bare,
            note=f"best of {HELP_ROUNDS}; baseline: Python starting to do nothing",
        ),
        Figure(
            name="miner doctor",
            value=doctor_seconds,
            unit="s",
            note="once, on a new data folder: loads the model, starts and asks the embedded graph",
        ),
    ]


def _run(folder: str, *arguments: str) -> None:
    """Run this Python to its end in a folder without settings; raise if it fails, as its time is then meaningless."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MINER_")}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments[1:])} ended with {done.returncode}: {done.stderr[-500:]}")

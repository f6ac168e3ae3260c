"""Cost of a nightly refresh, in a small ledger and graph and in ten times larger ones.

Half of the changed articles are evenly spread revisions of stored ones, half are new, and a day passes. Only the
work after reading is timed, in wall time: reading costs the same whatever the size of the ledger.
"""

import tempfile
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

from bench.figures import Figure, seconds_of
from bench.graph_servers import embedded_graph
from bench.inputs import Sample
from bench.ledgers import AS_OF, Read, fill, make, renew_signals, store
from graph.sync import SyncReport, sync
from miner.jobs.projection import LedgerProjection
from miner.ledger import Ledger

ROUNDS = 3
STEPS = ("store", "signals", "graph")


def measure(
    sample: Sample, *, changed_count: int = 1_000, sizes: tuple[int, int] = (2_000, 20_000), rounds: int = ROUNDS
) -> list[Figure]:
    """Return the seconds of each step in the large ledger, with those in the small one as baseline."""
    (small, small_rows), (large, large_rows) = (_measure_size(sample, size, changed_count, rounds) for size in sizes)
    note = f"{changed_count:,} changed of {sizes[1]:,} articles; baseline: of {sizes[0]:,}; best of {rounds}"
    return [
        *(Figure(name=step, value=large[step], unit="s", baseline=small[step], note=note) for step in STEPS),
        Figure(name="all three", value=sum(large.values()), unit="s", baseline=sum(small.values()), note=note),
        Figure(
            name="graph rows written",
            value=large_rows,
            unit="rows",
            baseline=small_rows,
            note="nodes and edges written by the last refresh",
        ),
    ]


def _measure_size(sample: Sample, size: int, changed_count: int, rounds: int) -> tuple[dict[str, float], int]:
    with (
        tempfile.TemporaryDirectory() as folder,
        Ledger.open(Path(folder) / "ledger.db") as ledger,
        embedded_graph() as server,
    ):
        reader_id = fill(ledger, sample, size)
        reports: list[SyncReport] = []

        def update_graph() -> None:
            reports.append(sync(server.store, LedgerProjection(ledger, sample.lexicon)))

        renew_signals(ledger, sample)
        update_graph()
        nights: list[dict[str, float]] = []
        for night in range(1, rounds + 1):
            changes = _changes(sample, size, changed_count, night)
            steps: dict[str, Callable[[], object]] = {
                "store": partial(store, ledger, changes, reader_id),
                "signals": partial(renew_signals, ledger, sample, AS_OF + timedelta(days=night)),
                "graph": update_graph,
            }
            nights.append({name: seconds_of(step) for name, step in steps.items()})
    written = reports[-1].nodes.total() + reports[-1].edges.total()
    return {step: min(seconds[step] for seconds in nights) for step in STEPS}, written


def _changes(sample: Sample, size: int, changed_count: int, night: int) -> list[Read]:
    """Return revisions of every n-th stored article, with different drugs than before, and new articles."""
    half = changed_count // 2
    step = max(1, size // half)
    revised = range(1 + night % step, size + 1, step)[:half]
    first_new = size + 1 + (night - 1) * half
    return [
        *make(sample, revised, turn=night, version=1 + night),
        *make(sample, range(first_new, first_new + half)),
    ]

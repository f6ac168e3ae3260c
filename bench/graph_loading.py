"""Speed of loading a ledger's projection into a graph, compared with a bare loop over the same rows.

Ours and the bare loop take turns on one server, which is emptied except for its constraints before each and has been
loaded once before the first, as Java is slow until it has compiled its hot code. Each then loads the same rows once
more. Times are wall times of the whole: ours reads the rows from the ledger twice, as it checks all before it writes
the first; the bare loop has them in memory.
"""

import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench.bare_loop import load_bare, statements
from bench.figures import Figure
from bench.graph_servers import BACKENDS, Backend, GraphServer
from bench.inputs import Sample
from bench.ledgers import fill, renew_signals
from graph.load import apply_schema, drop_all
from graph.schema import NODE_TYPE_BY_LABEL
from graph.sync import sync
from miner.jobs.projection import LedgerProjection
from miner.ledger import Ledger
from tests.neo4j_server.server import NoNeo4jError

ROUNDS = 3


@dataclass(slots=True)
class Rates:
    """Rates of the first and the second loads by one loader."""

    first: list[dict[str, float]] = field(default_factory=list)
    second: list[dict[str, float]] = field(default_factory=list)


@dataclass(slots=True)
class Load:
    """The times of one load: at the start, after each batch, at the end."""

    began: float = field(default_factory=time.perf_counter)
    ticks: list[tuple[str, int, float]] = field(default_factory=list)
    ended: float = 0.0

    def tick(self, name: str, count: int) -> None:
        """Record a batch: label or edge type, and how many of its rows are written."""
        self.ticks.append((name, count, time.perf_counter()))

    def rates(self) -> dict[str, float]:
        """Return rows per second of the whole, and separately of nodes (after the first batch) and edges."""
        counts = {name: count for name, count, _ in self.ticks}
        of_nodes = [tick for tick in self.ticks if tick[0] in NODE_TYPE_BY_LABEL]
        node_count = sum(counts[name] for name in counts if name in NODE_TYPE_BY_LABEL)
        (_, before, first), (_, _, last) = of_nodes[0], of_nodes[-1]
        return {
            "rows/s": sum(counts.values()) / (self.ended - self.began),
            "nodes/s": (node_count - before) / (last - first),
            "edges/s": (sum(counts.values()) - node_count) / (self.ended - last),
        }


def measure(sample: Sample, backends: Mapping[str, Backend] = BACKENDS, rounds: int = ROUNDS) -> list[Figure]:
    """Return figures of the first and second load on each back end, or why a back end is not available."""
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "ledger.db") as ledger:
        fill(ledger, sample, len(sample.articles))
        renew_signals(ledger, sample)
        projection = LedgerProjection(ledger, sample.lexicon)
        figures = _sizes(projection, len(sample.articles))
        for name, backend in backends.items():
            try:
                figures += _measure_backend(name, backend, projection, rounds)
            except NoNeo4jError as reason:
                figures.append(Figure(name=name, value=None, unit="", note=f"left out: {reason}"))
    return figures


def _sizes(projection: LedgerProjection, article_count: int) -> list[Figure]:
    counts = {name: sum(map(len, batches)) for name, _, batches in statements(projection)}
    node_count = sum(count for name, count in counts.items() if name in NODE_TYPE_BY_LABEL)
    note = f"of {article_count:,} articles that were really read"
    return [
        Figure(name="nodes", value=node_count, unit="nodes", note=note),
        Figure(name="edges", value=sum(counts.values()) - node_count, unit="edges", note=note),
    ]


def _measure_backend(name: str, backend: Backend, projection: LedgerProjection, rounds: int) -> list[Figure]:
    prepared = list(statements(projection))
    ours, bare = Rates(), Rates()
    with backend() as server:
        apply_schema(server.store)

        def run_ours(load: Load) -> None:
            sync(server.store, projection, load.tick)

        def run_bare(load: Load) -> None:
            load_bare(server, prepared, load.tick)

        cold = _rates(run_ours)["rows/s"]
        for _ in range(rounds):
            for rates, run in ((bare, run_bare), (ours, run_ours)):
                _empty(server)
                rates.first.append(_rates(run))
                _forget(server)
                rates.second.append(_rates(run))
        on = f"on {server.store.server_version()}"
    note = f"best of {rounds}, server warm; baseline: bare loop"
    return [
        Figure(name=f"{name}, server just started", value=cold, unit="rows/s", note=f"first load {on}"),
        *_compared(f"{name}, first load", ours.first, bare.first, note),
        *_compared(f"{name}, second load", ours.second, bare.second, note),
    ]


def _compared(name: str, ours: list[dict[str, float]], bare: list[dict[str, float]], note: str) -> list[Figure]:
    return [
        Figure(
            name=name,
            value=max(rates[unit] for rates in ours),
            unit=unit,
            baseline=max(rates[unit] for rates in bare),
            note=note,
        )
        for unit in ("rows/s", "nodes/s", "edges/s")
    ]


def _rates(run: Callable[[Load], None]) -> dict[str, float]:
    load = Load()
    run(load)
    load.ended = time.perf_counter()
    return load.rates()


def _empty(server: GraphServer) -> None:
    drop_all(server.store)
    server.store.write("MATCH (s:LedgerState) DELETE s")


def _forget(server: GraphServer) -> None:
    """Reset the change number in the graph, so that everything is written again."""
    server.store.write("MATCH (s:LedgerState {id: 'ledger'}) SET s.change_seq = 0")

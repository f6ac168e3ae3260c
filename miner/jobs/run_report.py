"""The report of a run: counts and seconds of every stage."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from miner.ledger.articles import StoreReport

if TYPE_CHECKING:
    from graph.sync import SyncReport  # takes half a second to load the driver; `miner import` needs none
    from miner.jobs.drift import LexiconDrift


@dataclass(slots=True)
class FetchReport:
    """What was requested from PubMed and what arrived."""

    listed_count: int = 0
    """Records that searches listed; `repeat_count` of them were in more than one slice of one search."""
    repeat_count: int = 0
    recheck_count: int = 0
    """Stored articles that were due to be fetched again."""
    received_count: int = 0
    """Records that arrived, articles and rejections."""
    missed_count: int = 0
    """Records that did not arrive, or that PubMed denied for the first time; they are requested again next time."""
    gone_count: int = 0
    """Records that PubMed denied on two days; those that were stored are deleted."""
    resumed_on: str = ""
    """The day on which the interrupted search that this run resumed was begun, "" if there was none."""
    warnings: list[str] = field(default_factory=list)
    is_silent: bool = False
    """PubMed gave no usable response: the remaining requests of the night were not made."""
    failures: list[str] = field(default_factory=list)
    """What could not be fetched this time, and why, one message each."""


@dataclass(slots=True)
class RunReport:
    """The report of one run; `seconds` is by stage."""

    fetched: FetchReport = field(default_factory=FetchReport)
    stored: StoreReport = field(default_factory=StoreReport)
    skipped_file_count: int = 0
    unverified_file_count: int = 0
    """Files that were applied and have no .md5 beside them."""
    read_count: int = 0
    drifts: "list[LexiconDrift]" = field(default_factory=list)
    """The effect of a new lexicon on what had been read with earlier ones."""
    signal_count: int = 0
    snapshot: str = ""
    """The week whose snapshot this run took, "" if none was due."""
    compared_with: str = ""
    """The week that the list was compared with, "" if there was none."""
    changes: dict[str, int] = field(default_factory=dict)
    """Changes since then, by kind."""
    graph: "SyncReport | None" = None
    list_paths: tuple[Path, ...] = ()
    totals: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Hold a clock: the time spent inside is added to a stage."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - start

    def counts(self) -> dict[str, Any]:
        """Return all of it as plain counts and seconds, as stored in the ledger's run record."""
        return {
            **asdict(self.fetched),
            **asdict(self.stored),
            "skipped_file_count": self.skipped_file_count,
            "unverified_file_count": self.unverified_file_count,
            "read_count": self.read_count,
            "drifts": [asdict(drift) for drift in self.drifts],
            "signal_count": self.signal_count,
            "snapshot": self.snapshot,
            "compared_with": self.compared_with,
            "changes": self.changes,
            "graph": {} if self.graph is None else _graph_counts(self.graph),
            "totals": self.totals,
            "seconds": {stage: round(seconds, 2) for stage, seconds in self.seconds.items()},
        }


def _graph_counts(report: "SyncReport") -> dict[str, int]:
    return {
        "node_count": report.nodes.total(),
        "edge_count": report.edges.total(),
        "removed_node_count": report.removed_nodes.total(),
        "removed_edge_count": report.removed_edges.total(),
    }

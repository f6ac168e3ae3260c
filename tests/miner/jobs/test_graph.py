"""A damaged, half-rebuilt or outdated graph is repaired by the next command."""

from datetime import date
from pathlib import Path

import pytest

from graph.embedded import IN_STEP_FILE, stop_server
from graph.errors import GraphError
from graph.store import BoltStore
from graph.sync import describe_state, rebuild, sync
from miner.config import Settings
from miner.jobs.graph import open_graph, rebuild_graph
from miner.jobs.pipeline import run
from miner.jobs.projection import LedgerProjection
from miner.ledger import Ledger
from miner.lexicon.lexicon import Lexicon

AS_OF = date(2023, 1, 31)


class KilledError(BaseException):
    """The process dies here."""


@pytest.fixture
def settings(tmp_path: Path, demo_folder: Path, demo_labels: Path) -> Settings:
    """A data folder with some articles, and a graph of its own."""
    settings = Settings(data_folder=tmp_path / "data", labels_folder=demo_labels, workers=1)
    run([demo_folder / "03-week-2.xml"], settings, as_of=AS_OF)
    return settings


def node_count(settings: Settings) -> int:
    with open_graph(settings) as store:
        return int(store.rows("MATCH (n) WHERE NOT n:LedgerState RETURN count(n) AS n")[0]["n"])


def test_a_graph_whose_files_are_damaged_is_rebuilt(settings: Settings, lexicon: Lexicon) -> None:
    graph = settings.data_folder / "graph"
    before = node_count(settings)
    stop_server(graph)
    files = [path for path in (graph / "databases").rglob("*") if path.is_file()]
    for path in files:
        path.write_bytes(b"\xa5" * 200)
    with pytest.raises(GraphError):
        node_count(settings)
    with Ledger.open(settings.ledger_path, is_read_only=True) as ledger:
        rebuild_graph(settings, LedgerProjection(ledger, lexicon))
    assert node_count(settings) == before
    assert (graph / "databases-discarded").is_dir()


def test_a_rebuild_that_was_killed_is_completed_by_the_next_sync(
    settings: Settings, lexicon: Lexicon, embedded_store: BoltStore
) -> None:
    def die(name: str, _done: int) -> None:
        if name == "IS_A":
            raise KilledError

    with Ledger.open(settings.ledger_path, is_read_only=True) as ledger:
        projection = LedgerProjection(ledger, lexicon)
        whole = sync(embedded_store, projection).nodes
        with pytest.raises(KilledError):
            rebuild(embedded_store, projection, die)
        embedded_store.write(
            "MATCH (s:LedgerState) SET s.ledger_id = '', s.rebuilding_for = $id", {"id": ledger.ledger_id}
        )
        assert describe_state(embedded_store).startswith("a rebuild was interrupted")
        assert sync(embedded_store, projection).nodes == whole
        assert describe_state(embedded_store) == (
            f"mirrors ledger {ledger.ledger_id[:8]} up to change {ledger.change_seq}"
        )


def test_a_run_that_changes_nothing_starts_no_server(settings: Settings) -> None:
    graph = settings.data_folder / "graph"
    stop_server(graph)
    (graph / "server.log").unlink()
    report, _ = run([], settings, as_of=AS_OF)
    assert report.graph is not None
    assert (report.graph.nodes.total(), report.graph.edges.total()) == (0, 0)
    assert not (graph / "server.log").exists()


def test_a_graph_that_somebody_wrote_to_is_looked_at_again(settings: Settings) -> None:
    with open_graph(settings) as store:
        store.write("MATCH (n:Drug) WITH n LIMIT 1 SET n.name = 'other'")
    assert not (settings.data_folder / "graph" / IN_STEP_FILE).exists()
    run([], settings, as_of=AS_OF)
    assert (settings.data_folder / "graph" / IN_STEP_FILE).exists()

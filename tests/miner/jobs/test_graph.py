"""A damaged, half-rebuilt or outdated graph is repaired by the next command."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from graph.check import check
from graph.embedded import stop_server
from graph.embedded_files import FILES_FILE, IN_STEP_FILE, changed_files, database_folder
from graph.errors import GraphDamagedError, GraphError
from graph.store import BoltStore
from graph.sync import describe_state, describe_unfinished, rebuild, sync
from miner.config import Settings
from miner.jobs.doctor import examine
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
        assert describe_unfinished(embedded_store).startswith("The load of ")
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


def graph_finding(settings: Settings) -> tuple[str, str]:
    (found,) = [finding for finding in examine(settings) if finding.check == "graph"]
    return found.state, found.found


def garble(settings: Settings) -> None:
    for name in ("schema.json", "schema.prev.json"):
        (database_folder(settings.data_folder / "graph") / name).write_bytes(b"\xa5" * 300)


def delete(settings: Settings) -> None:
    for path in database_folder(settings.data_folder / "graph").glob("IS_A_*"):
        path.unlink()


@pytest.mark.parametrize("damage", [garble, delete])
@pytest.mark.parametrize("is_noted", [True, False], ids=["files noted", "server killed before"])
def test_a_graph_whose_files_changed_is_refused_until_a_rebuild(
    settings: Settings, lexicon: Lexicon, damage: Callable[[Settings], None], *, is_noted: bool
) -> None:
    folder = settings.data_folder / "graph"
    stop_server(folder)
    assert graph_finding(settings)[0] == "ok"
    damage(settings)
    if not is_noted:
        (folder / FILES_FILE).unlink()
    else:
        state, found = graph_finding(settings)
        assert state == "missing"
        assert "is damaged" in found
    for _ in range(2):
        with pytest.raises(GraphDamagedError, match="`miner graph rebuild` makes it again"):
            run([], settings, as_of=AS_OF)
    if not is_noted:
        assert "is damaged" in graph_finding(settings)[1]
    with Ledger.open(settings.ledger_path, is_read_only=True) as ledger:
        projection = LedgerProjection(ledger, lexicon)
        rebuild_graph(settings, projection)
        with open_graph(settings) as store:
            assert check(store, projection) == []
    assert graph_finding(settings)[0] == "ok"


def test_a_folder_that_was_copied_is_not_damaged(settings: Settings, tmp_path: Path) -> None:
    stop_server(settings.data_folder / "graph")
    copy = tmp_path / "copy"
    shutil.copytree(settings.data_folder, copy, copy_function=shutil.copyfile)
    assert changed_files(copy / "graph") == []
    assert graph_finding(settings.model_copy(update={"data_folder": copy}))[0] == "ok"


def test_doctor_names_a_load_that_was_killed_without_starting_a_server(settings: Settings) -> None:
    with open_graph(settings) as store:
        store.write("MATCH (s:LedgerState) SET s.unfinished = 'load'")
        state, found = graph_finding(settings)
    assert (state, "`miner graph sync` completes it" in found) == ("missing", True)
    stop_server(settings.data_folder / "graph")
    state, found = graph_finding(settings)
    assert (state, "`miner graph sync` completes it" in found) == ("missing", True)
    run([], settings, as_of=AS_OF)
    assert graph_finding(settings)[0] == "ok"

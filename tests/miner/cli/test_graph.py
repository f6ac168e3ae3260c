"""Commands that read the graph: none creates one, none answers from half of one, and read-only folders can be read."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.embedded import stop_server
from graph.errors import GraphQueryError
from graph.store import open_store
from tests.command import miner
from tests.miner.ledger.test_damage import without_rights

DRUGS = "MATCH (d:Drug {id: 'DRUGBANK:DB00073'}) RETURN d.name AS name"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, demo_folder: Path, demo_labels: Path) -> Path:
    """A data folder with a graph whose server has ended."""
    folder = tmp_path_factory.mktemp("whole") / "data"
    environment = {"MINER_LABELS_FOLDER": str(demo_labels)}
    done = miner("run", demo_folder / "03-week-2.xml", "--as-of", "2023-01-31", folder=folder, environment=environment)
    assert done.returncode == 0, done.stderr
    stop_server(folder / "graph")
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of that folder."""
    copy = tmp_path / "data"
    shutil.copytree(whole, copy)
    yield copy
    stop_server(copy / "graph")


@pytest.mark.parametrize(
    "command", [("query", "candidates"), ("cypher", DRUGS), ("graph", "export", "propranolol", "out.graphml")]
)
def test_a_command_that_reads_makes_no_graph(tmp_path: Path, command: tuple[str, ...]) -> None:
    refused = miner(*command, folder=tmp_path / "data")
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"miner: No graph in {tmp_path / 'data' / 'graph'}: `miner run FILE.xml.gz`")
    assert list(tmp_path.iterdir()) == []


def test_a_graph_that_was_not_filled_completely_answers_nothing(folder: Path) -> None:
    with open_store(f"embedded:{folder / 'graph'}") as store:
        store.write("MATCH (s:LedgerState) SET s.unfinished = 'load'")
    for command in (("query", "candidates"), ("graph", "export", "propranolol", "out.graphml")):
        refused = miner(*command, folder=folder)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert "is still running or was interrupted; the next `miner run` or `miner graph sync`" in refused.stderr
    warned = miner("cypher", DRUGS, "-f", "json", folder=folder)
    assert (warned.returncode, "Warning: The load of the graph" in warned.stderr) == (0, True)
    assert miner("doctor", folder=folder).returncode == 1


def test_a_graph_that_is_being_updated_answers_with_a_warning(folder: Path) -> None:
    with open_store(f"embedded:{folder / 'graph'}") as store:
        store.write("MATCH (s:LedgerState) SET s.unfinished = 'update'")
    warned = miner("query", "candidates", "-f", "json", folder=folder)
    assert (warned.returncode, bool(json.loads(warned.stdout))) == (0, True)
    assert "Warning: The update of the graph" in warned.stderr


@pytest.mark.parametrize("command", [("query", "candidates"), ("graph", "check")])
def test_a_graph_that_the_engine_cannot_read_is_one_line_that_names_the_remedy(
    folder: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise GraphQueryError("The graph refuses the statement (EntityNotFound): com.arcadedb Record #1:261 not found")

    monkeypatch.setattr("miner.jobs.questions.run_query", refuse)
    monkeypatch.setattr("graph.check.check_nodes", refuse)
    failed = miner(*command, folder=folder)
    assert failed.returncode == 1
    assert failed.stderr.count("\n") == 1, failed.stderr
    assert "is damaged (the engine cannot read it, see " in failed.stderr
    assert "`miner graph rebuild` makes it again" in failed.stderr
    assert "com.arcadedb" not in failed.stderr


def test_commands_that_read_work_in_a_read_only_folder(folder: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    command = [sys.executable, "-m", "miner.cli", "--data-folder", str(folder)]
    places = [folder, *(path for path in folder.rglob("*"))]
    modes = {path: path.stat().st_mode for path in places}
    for path in places:
        path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        for arguments in (["query", "candidates", "-f", "json"], ["cypher", DRUGS], ["graph", "check"], ["doctor"]):
            done = subprocess.run(
                without_rights(*command, *arguments), capture_output=True, text=True, check=False, timeout=120,
                env={**os.environ, "TMPDIR": str(temporary), "MINER_LABELS_FOLDER": ""},
            )  # fmt: skip
            assert done.returncode == 0, done.stderr + done.stdout
            if arguments[0] != "doctor":
                assert "cannot be written: reading a temporary copy of the graph" in done.stderr
        assert list(temporary.glob("miner-graph-*")) == []
    finally:
        for path in places:
            path.chmod(modes[path])

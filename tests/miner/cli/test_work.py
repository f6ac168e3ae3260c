"""The main commands as a user or a script sees them: output, messages, exit codes, and real processes."""

import csv
import io
import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store import open_store
from miner import cli
from tests.command import ended, miner, start


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory, demo_folder: Path) -> Iterator[Path]:
    """The data folder of a demonstration run in its own process; its graph stays open for the module."""
    folder = tmp_path_factory.mktemp("cli")
    ran = ended(start("run", "--as-of", "2023-01-31", *sorted(demo_folder.glob("*.xml")), folder=folder))
    assert ran.returncode == 0, ran.stderr
    assert "neuromyelitis optica" in ran.stdout
    assert "weekly-list-2023-01-31.html" in ran.stderr
    with open_store(f"embedded:{folder / 'graph'}", idle_seconds=0.5):
        yield folder


def test_help_loads_no_heavy_library() -> None:
    code = "import sys; import miner.cli; print(sorted({'spacy', 'pandas', 'neo4j', 'rich.table'} & set(sys.modules)))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_looking_at_a_graph_that_does_not_run_loads_no_heavy_library(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from miner.config import Settings; "
        "from miner.jobs.doctor import examine; "
        "findings = examine(Settings(data_folder=Path(sys.argv[1]))); "
        "print(findings[-1].found.split(': ')[-1], sorted({'spacy', 'pandas', 'neo4j'} & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "not running, starts on demand (--start tries it) []"


def test_signals_as_of_a_day_see_neither_later_articles_nor_later_labels(done: Path) -> None:
    then = json.loads(miner("signals", "--as-of", "2010-12-31", "--format", "json", folder=done).stdout)
    now = json.loads(miner("signals", "--as-of", "2023-01-31", "--format", "json", folder=done).stdout)
    infantile = [row for row in then if row["drug"] == "Propranolol" and "infantile" in row["disease"]]
    assert [row["label_us"] for row in infantile] == ["off"]
    assert infantile[0]["last_year"] <= 2010
    assert not [row for row in now if row["drug"] == "Propranolol" and "infantile" in row["disease"]]


def test_queries_are_listed_and_answered_as_csv(done: Path) -> None:
    listed = list(csv.DictReader(io.StringIO(miner("query", "--format", "csv", folder=done).stdout)))
    assert len(listed) >= 10
    answer = miner("query", "candidates-for-drug", "--drug", "rituxan", "--format", "csv", folder=done)
    rows = list(csv.DictReader(io.StringIO(answer.stdout)))
    assert any("neuromyelitis optica" in cell for row in rows for cell in row.values())


def test_an_unknown_query_and_an_unknown_parameter_say_what_is_meant(done: Path) -> None:
    wrong = miner("query", "candidats", folder=done)
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "No query named 'candidats'; did you mean 'candidates'?" in wrong.stderr
    wrong = miner("query", "candidates-for-drug", "--drugs", "rituximab", folder=done)
    assert wrong.returncode == 1
    assert "drug" in wrong.stderr
    assert "Traceback" not in wrong.stderr


def test_free_cypher_reads_and_does_not_write(done: Path) -> None:
    read = miner("cypher", "MATCH (d:Drug {id: 'DRUGBANK:DB00073'}) RETURN d.name AS name", "-f", "json", folder=done)
    assert json.loads(read.stdout) == [{"name": "Rituximab"}]
    written = miner("cypher", "CREATE (n:Intruder) RETURN n", folder=done)
    assert written.returncode == 1
    left = miner("cypher", "MATCH (n:Intruder) RETURN count(n) AS n", "-f", "json", folder=done)
    assert json.loads(left.stdout) == [{"n": 0}]


def test_graph_check_finds_tampering_and_rebuild_mends_it(done: Path) -> None:
    assert miner("graph", "check", folder=done).returncode == 0
    miner("cypher", "--write", "MATCH ()-[s:STUDIED_FOR]->() SET s.study_count = 77", folder=done)
    found = miner("graph", "check", folder=done)
    assert found.returncode == 1
    assert "study_count is 77 in the graph" in found.stdout
    assert miner("graph", "rebuild", folder=done).returncode == 0
    assert miner("graph", "check", folder=done).returncode == 0


def test_doctor_names_versions_and_counts(done: Path) -> None:
    told = miner("doctor", folder=done)
    assert told.returncode == 0, told.stdout
    for words in ("spacy", "lexicon", "not loaded", "103 articles", "nodes, mirrors ledger"):
        assert words in told.stdout


def test_doctor_starts_nothing_unless_asked(tmp_path: Path) -> None:
    told = miner("doctor", folder=tmp_path)
    assert "not running, starts on demand (--start tries it)" in re.sub(r"[\s│]+", " ", told.stdout)
    assert list(tmp_path.iterdir()) == []
    tried = miner("doctor", "--start", folder=tmp_path)
    assert ", loaded" in tried.stdout
    assert "0 nodes, no ledger loaded" in re.sub(r"[\s│]+", " ", tried.stdout)
    assert (tmp_path / "graph").is_dir()


def test_doctor_says_what_to_do_where_the_graph_does_not_answer(tmp_path: Path) -> None:
    environment = {"NEO4J_USER": "neo4j", "NEO4J_PASSWORD": "hunter2"}
    told = miner("--graph", "bolt://127.0.0.1:9", "doctor", folder=tmp_path, environment=environment)
    assert told.returncode == 1
    assert "missing" in told.stdout
    assert "hunter2" not in told.stdout + told.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "nowhere.xml"], r"nowhere\.xml: no such file"),
        (["run", "README.md"], r"README\.md: "),
        (["--model", "en_no_such_model", "run", "corpora/demo/01-baseline.xml"], "en_no_such_model"),
        (["signals"], r"No ledger at .*make one with `miner run"),
        (["--graph", "http://example.org", "cypher", "RETURN 1"], "is not a graph target"),
    ],
)
def test_an_expected_failure_is_one_line_and_exit_code_1(tmp_path: Path, arguments: list[str], message: str) -> None:
    failed = miner(*arguments, folder=tmp_path)
    assert failed.returncode == 1
    assert failed.stdout == ""
    assert re.search(message, failed.stderr), failed.stderr
    assert failed.stderr.count("\n") == 1, failed.stderr


def test_a_graph_that_is_not_reachable_leaves_the_ledger_complete(tmp_path: Path, demo_folder: Path) -> None:
    environment = {"NEO4J_USER": "neo4j", "NEO4J_PASSWORD": "hunter2"}
    baseline = str(demo_folder / "01-baseline.xml")
    failed = miner("--graph", "bolt://127.0.0.1:9", "run", baseline, folder=tmp_path, environment=environment)
    assert failed.returncode == 1
    assert "bolt://127.0.0.1:9" in failed.stderr
    assert miner("signals", "--as-of", "2023-01-31", folder=tmp_path).returncode == 0
    assert miner("run", baseline, folder=tmp_path).returncode == 0


def test_a_list_that_cannot_be_written_is_said_and_the_ledger_is_complete(tmp_path: Path, demo_folder: Path) -> None:
    (tmp_path / "lists").write_text("a file where the folder should be")
    failed = miner("run", str(demo_folder / "01-baseline.xml"), folder=tmp_path)
    assert failed.returncode == 1
    assert re.search(r"Cannot write the list to .*lists: File exists", failed.stderr), failed.stderr
    assert miner("signals", "--as-of", "2023-01-31", folder=tmp_path).returncode == 0


def test_ctrl_c_says_how_to_resume(tmp_path: Path, demo_folder: Path) -> None:
    run = start("run", demo_folder / "01-baseline.xml", folder=tmp_path)
    deadline = time.monotonic() + 60
    while not (tmp_path / "ledger.db").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    run.send_signal(signal.SIGINT)
    stopped = ended(run)
    assert stopped.returncode == 130
    assert stopped.stderr == "miner: stopped; committed work is kept, run the same command again to resume\n"


def test_a_pipe_that_is_closed_early_ends_quietly(done: Path) -> None:
    with start("query", "--format", "csv", folder=done) as listing:
        assert listing.stdout is not None
        assert listing.stderr is not None
        listing.stdout.readline()
        listing.stdout.close()
        assert "Traceback" not in listing.stderr.read()


def test_usage_errors_are_exit_code_2(tmp_path: Path) -> None:
    assert miner("signals", "--as-of", "yesterday", folder=tmp_path).returncode == 2
    assert miner("no-such-command", folder=tmp_path).returncode == 2


def test_every_command_has_help(tmp_path: Path) -> None:
    for command in cli.app.registered_commands:
        assert command.callback is not None
        assert command.callback.__doc__
    assert miner("run", "--help", folder=tmp_path).returncode == 0


def test_the_evidence_of_a_row_is_a_file_of_its_own(done: Path, tmp_path: Path) -> None:
    first, again = tmp_path / "new" / "first.html", tmp_path / "again.html"
    command = ("evidence", "Rituxan", "neuromyelitis optica", "--as-of", "2023-01-31", "--out")
    written = miner(*command, first, folder=done)
    assert (written.returncode, written.stdout) == (0, f"{first}\n"), written.stderr
    assert "Rituximab" in first.read_text(encoding="utf-8")
    miner(*command, again, folder=done)
    assert again.read_bytes() == first.read_bytes()


def test_evidence_of_a_pair_or_name_that_is_on_no_list_says_what_to_do(done: Path, tmp_path: Path) -> None:
    file = tmp_path / "evidence.html"
    none = miner("evidence", "rituximab", "gout", "--out", file, folder=done)
    assert (none.returncode, none.stdout, file.exists()) == (1, "", False)
    assert "has Rituximab in gout" in none.stderr
    assert "miner query evidence-for-pair" in none.stderr
    unknown = miner("evidence", "rituximab", "no such disease", "--out", file, folder=done)
    assert unknown.returncode == 1
    assert "miner lexicon lookup 'no such disease'" in unknown.stderr

"""fetch, import, baseline sync, refresh and runs as a user or cron sees them: output, messages, exit codes."""

import gzip
import hashlib
import json
import shutil
import signal
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bulk_server import serve_bulk
from tests.command import Ended, ended, miner, start
from tests.eutils.faults import Faults
from tests.eutils.records import make_record
from tests.eutils.server import EutilsServer, serve
from tests.eutils.store import PubmedStore


@pytest.fixture
def pubmed(demo_folder: Path) -> PubmedStore:
    store = PubmedStore()
    store.load(demo_folder / "01-baseline.xml")
    return store


@pytest.fixture
def server(pubmed: PubmedStore) -> Iterator[EutilsServer]:
    with serve(pubmed) as running:
        yield running


def ask(server: EutilsServer, folder: Path, *arguments: str, **environment: str) -> Ended:
    told = {"MINER_EUTILS_URL": server.url, "MINER_EMAIL": "someone@example.org", **environment}
    return miner(*arguments, folder=folder, environment=told)


def held(folder: Path) -> set[int]:
    with sqlite3.connect(folder / "ledger.db") as connection:
        return {pmid for (pmid,) in connection.execute("SELECT pmid FROM article")}


def bulk_file(folder: Path, number: int, pmids: range) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"pubmed26n{number:04}.xml.gz"
    records = b"".join(make_record(pmid, title=f"Imatinib, report {pmid}") for pmid in pmids)
    path.write_bytes(gzip.compress(b"<PubmedArticleSet>" + records + b"</PubmedArticleSet>"))
    digest = hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
    Path(f"{path}.md5").write_text(f"MD5({path.name})= {digest}\n")
    return path


def test_a_fetch_tells_ncbi_who_asks_and_ends_with_what_pubmed_has(
    server: EutilsServer, pubmed: PubmedStore, tmp_path: Path
) -> None:
    done = ask(server, tmp_path, "fetch", "--query", "propranolol AND hemangioma", NCBI_API_KEY="s3cret-key")
    assert done.returncode == 0, done.stderr
    assert held(tmp_path) == set(pubmed.pmids("propranolol AND hemangioma"))
    assert {request.parameters["tool"] for request in server.requests} == {"literature-miner"}
    assert {request.parameters["email"] for request in server.requests} == {"someone@example.org"}
    assert {request.parameters["api_key"] for request in server.requests} == {"***"}
    assert "s3cret-key" not in done.stderr + done.stdout
    assert b"s3cret-key" not in (tmp_path / "ledger.db").read_bytes()


def test_a_period_bounds_what_is_fetched(server: EutilsServer, pubmed: PubmedStore, tmp_path: Path) -> None:
    done = ask(server, tmp_path, "fetch", "--query", "propranolol", "--since", "2008", "--until", "2010-06")
    assert done.returncode == 0, done.stderr
    inside = {pmid for pmid in pubmed.pmids("propranolol") if 2008 <= pubmed.get(pmid).edat.year <= 2010}  # type: ignore[union-attr]
    later = {pmid for pmid in inside if pubmed.get(pmid).edat.isoformat() >= "2010-07"}  # type: ignore[union-attr]
    assert held(tmp_path) == inside - later
    assert inside


def test_a_dry_run_shows_the_plan_and_fetches_nothing(
    server: EutilsServer, pubmed: PubmedStore, tmp_path: Path
) -> None:
    done = ask(server, tmp_path, "fetch", "--query", "propranolol", "--dry-run", "--format", "json")
    count = len(pubmed.pmids("propranolol"))
    assert json.loads(done.stdout) == [{"slice": 1, "count": count, "term": "propranolol"}]
    assert f"{count} articles in 1 slice; nothing was fetched" in done.stderr
    assert not (tmp_path / "ledger.db").exists()
    assert {request.endpoint for request in server.requests} == {"esearch"}


def test_ncbi_itself_is_not_asked_without_an_address(tmp_path: Path) -> None:
    done = miner("fetch", "--query", "propranolol", folder=tmp_path, environment={"MINER_EMAIL": ""})
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "miner: NCBI asks for an e-mail address: set email in miner.toml or MINER_EMAIL\n"


def test_a_word_that_pubmed_ignored_is_said(server: EutilsServer, tmp_path: Path) -> None:
    done = ask(server, tmp_path, "fetch", "--query", "imatinib AND mastocytossis")
    assert "PubMed does not know 'mastocytossis' and left it out." in done.stderr


@pytest.mark.parametrize("query", ["", "  ", "()"])
def test_an_empty_query_does_not_find_all_of_pubmed(server: EutilsServer, tmp_path: Path, query: str) -> None:
    done = ask(server, tmp_path, "fetch", "--query", query, "--since", "2005", "--dry-run")
    assert done.returncode == 1
    assert "an empty query would find all of PubMed" in done.stderr
    assert server.requests == []


def test_a_dry_run_says_what_pubmed_ignored(server: EutilsServer, tmp_path: Path) -> None:
    done = ask(server, tmp_path, "fetch", "--query", "imatinib AND mastocytossis", "--dry-run")
    assert "PubMed does not know 'mastocytossis' and left it out." in done.stderr


def test_a_terminated_run_is_recorded_as_stopped_and_a_killed_one_as_died(server: EutilsServer, tmp_path: Path) -> None:
    for number, outcome in ((signal.SIGTERM, "stopped"), (signal.SIGKILL, "died")):
        server.faults = Faults(["slow"] * 100, slow_seconds=1.0)
        before = len(server.requests)
        environment = {"MINER_EUTILS_URL": server.url}
        run = start("fetch", "--query", "propranolol", folder=tmp_path, environment=environment)
        deadline = time.monotonic() + 60
        while len(server.requests) < before + 2 and time.monotonic() < deadline:
            time.sleep(0.02)
        run.send_signal(number)
        stopped = ended(run)
        assert stopped.returncode == (130 if number == signal.SIGTERM else -number)
        assert ("miner: stopped; committed work is kept" in stopped.stderr) == (number == signal.SIGTERM)
        (latest, *_) = json.loads(miner("runs", "--format", "json", folder=tmp_path).stdout)
        assert latest["outcome"] == outcome


@pytest.mark.parametrize("day", ["2008-13", "yesterday", "2008-1-1-1"])
def test_a_day_that_is_none_is_a_usage_error(tmp_path: Path, day: str) -> None:
    done = miner("fetch", "--query", "x", "--since", day, folder=tmp_path)
    assert done.returncode == 2
    assert "is not a day" in done.stderr


def test_processes_at_a_time_keep_the_pace_together(server: EutilsServer, tmp_path: Path) -> None:
    """All processes of a machine share three requests a second; unshared, four processes would make twelve.

    A busy machine may delay a request until the next is sent, so a fourth within a second is no fault of the pace.
    """
    command = ["fetch", "--query", "imatinib OR propranolol OR rituximab", "--dry-run"]
    environment = {"MINER_EUTILS_URL": server.url}
    processes = [start(*command, folder=tmp_path / str(n), environment=environment) for n in range(4)]
    assert [ended(process).returncode for process in processes] == [0, 0, 0, 0]
    times = [request.time for request in server.requests]
    assert len(times) == 8
    assert max(times) - min(times) >= (len(times) - 1) / 3 - 1
    assert server.most_per_second() <= 6


def test_an_imported_folder_is_not_imported_again(tmp_path: Path) -> None:
    folder = tmp_path / "pubmed"
    bulk_file(folder / "baseline", 1, range(1, 40))
    bulk_file(folder / "updatefiles", 2, range(35, 60))
    first = miner("import", str(folder), folder=tmp_path / "data")
    assert first.returncode == 0, first.stderr
    assert "59 new, 0 revised, 5 unchanged" in first.stderr
    assert "2 files already applied" in miner("import", str(folder), folder=tmp_path / "data").stderr


def test_a_damaged_bulk_file_is_not_applied(tmp_path: Path) -> None:
    path = bulk_file(tmp_path / "baseline", 1, range(1, 40))
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes()).replace(b"Imatinib", b"imatinib")))
    done = miner("import", str(path), folder=tmp_path / "data")
    assert done.returncode == 1
    assert "pubmed26n0001.xml.gz" in done.stderr
    assert held(tmp_path / "data") == set()


def test_a_hole_in_the_numbers_is_refused_unless_allowed(tmp_path: Path) -> None:
    for number in (1, 3):
        bulk_file(tmp_path / "baseline", number, range(10 * number, 10 * number + 5))
    done = miner("import", str(tmp_path / "baseline"), folder=tmp_path / "data")
    assert done.returncode == 1
    assert "pubmed26n0002" in done.stderr
    assert not (tmp_path / "data").exists()
    allowed = miner("import", "--allow-gap", str(tmp_path / "baseline"), folder=tmp_path / "data")
    assert (allowed.returncode, len(held(tmp_path / "data"))) == (0, 10)


def test_a_hole_behind_what_was_imported_before_is_seen_too(tmp_path: Path) -> None:
    first, third = bulk_file(tmp_path, 1, range(1, 5)), bulk_file(tmp_path, 3, range(5, 9))
    assert miner("import", str(first), folder=tmp_path / "data").returncode == 0
    done = miner("import", str(third), folder=tmp_path / "data")
    assert done.returncode == 1
    assert "missing pubmed26n0002" in done.stderr
    assert held(tmp_path / "data") == {1, 2, 3, 4}


def test_a_file_that_comes_too_late_deletes_nothing(tmp_path: Path) -> None:
    """A record that the late file deletes may have come back in a later one: its deletions are counted as rejected."""
    bulk_file(tmp_path / "b", 1, range(1, 5))
    bulk_file(tmp_path / "b", 3, range(3, 7))
    assert miner("import", "--allow-gap", str(tmp_path / "b"), folder=tmp_path / "data").returncode == 0
    late = tmp_path / "b" / "pubmed26n0002.xml.gz"
    deletion = b"<DeleteCitation><PMID>3</PMID><PMID>4</PMID></DeleteCitation>"
    late.write_bytes(
        gzip.compress(b"<PubmedArticleSet>" + make_record(9, title="Late") + deletion + b"</PubmedArticleSet>")
    )
    done = miner("import", str(tmp_path / "b"), folder=tmp_path / "data")
    assert "1 new, 0 revised, 0 unchanged, 0 superseded; 0 deletions, 2 records rejected" in done.stderr
    assert "2 files already applied; 1 file without a .md5 checksum" in done.stderr
    assert held(tmp_path / "data") == {1, 2, 3, 4, 5, 6, 9}


def test_a_synced_folder_is_complete_and_can_be_imported(tmp_path: Path) -> None:
    origin, copy = tmp_path / "origin", tmp_path / "copy"
    bulk_file(origin / "baseline", 1, range(1, 40))
    bulk_file(origin / "updatefiles", 2, range(35, 60))
    with serve_bulk(origin) as bulk:
        environment = {"MINER_BULK_URL": bulk.url}
        looked = miner("baseline", "sync", str(copy), "--limit", "0", folder=tmp_path / "data", environment=environment)
        assert "2 on the server, 0 already here, 0 downloaded" in looked.stderr
        done = miner("baseline", "sync", str(copy), folder=tmp_path / "data", environment=environment)
        assert done.returncode == 0, done.stderr
        assert "2 downloaded" in done.stderr
        shutil.rmtree(copy / "updatefiles")
        again = miner("baseline", "sync", str(copy), folder=tmp_path / "data", environment=environment)
        assert "1 already here, 1 downloaded" in again.stderr
    assert miner("import", str(copy), folder=tmp_path / "data").returncode == 0
    assert held(tmp_path / "data") == set(range(1, 60))


def test_refresh_reads_its_topics_from_miner_toml_and_is_listed_among_the_runs(
    server: EutilsServer, pubmed: PubmedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a topic cannot be fetched, the exit code is 3; the rest is done, listed and reported to Prometheus."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "miner.toml").write_text(
        'metrics_file = "miner.prom"\n[topics.gist]\nquery = "imatinib"\n[topics.broken]\nquery = "(imatinib"\n'
    )
    server.faults = Faults(["503", "cut_body"])
    done = ask(server, tmp_path / "data", "refresh", "--as-of", "2023-01-08")
    assert done.returncode == 3, done.stderr
    assert "Not fetched: topic broken: '(imatinib'" in done.stderr
    assert held(tmp_path / "data") == set(pubmed.pmids("imatinib"))
    assert "miner_refresh_exit_code 3.0" in (tmp_path / "miner.prom").read_text()
    shown = miner("runs", folder=tmp_path / "data")
    assert "incomplete (3)" in shown.stdout
    (run,) = json.loads(miner("runs", "--format", "json", folder=tmp_path / "data").stdout)
    assert run["counts"]["new_count"] == len(held(tmp_path / "data"))
    assert set(run["counts"]["seconds"]) == {"fetch", "read", "signals", "graph", "list"}


def test_a_topic_without_a_query_is_a_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "miner.toml").write_text('[topics.gist]\nquerry = "imatinib"\n')
    done = miner("refresh", folder=tmp_path / "data")
    assert done.returncode == 1
    assert "miner.toml: topics.gist.querry: no such setting; did you mean 'query'?" in done.stderr
    (tmp_path / "miner.toml").write_text('[topics.gist]\nsince = "2008"\n')
    assert "miner.toml: topics.gist.query: Field required" in miner("refresh", folder=tmp_path / "data").stderr


def test_a_night_without_topics_and_ledger_says_where_it_looked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cron job that does not change to the folder of miner.toml must not look like a quiet night."""
    monkeypatch.chdir(tmp_path)
    done = miner("refresh", folder=tmp_path / "data")
    assert done.returncode == 1
    assert f"{tmp_path / 'miner.toml'} has no [topics.NAME] table" in done.stderr
    assert list(tmp_path.iterdir()) == []

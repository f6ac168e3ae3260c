"""The nightly job against a local PubMed over several weeks, with real HTTP, model and graphs."""

import json
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from graph.check import check
from graph.errors import GraphError
from graph.store import BoltStore
from graph.sync import sync
from miner.config import Settings, Topic
from miner.errors import AccessRefusedError, BusyError, LossError
from miner.jobs import pipeline
from miner.jobs.graph import open_graph
from miner.jobs.lock import hold_data_folder
from miner.jobs.projection import LedgerProjection
from miner.jobs.refresh import refresh
from miner.jobs.run_report import RunReport
from miner.ledger import Ledger
from miner.lexicon.lexicon import Lexicon
from miner.records import Deletion
from tests.eutils.faults import Faults
from tests.eutils.records import make_record
from tests.eutils.server import EutilsServer, serve
from tests.eutils.store import PubmedStore

WEEKS = [date(2023, 1, 8) + timedelta(weeks=n) for n in range(4)]
QUERY = "propranolol OR rituximab OR imatinib OR pregabalin OR eculizumab OR bevacizumab"
RITUXIMAB, IMATINIB, PREGABALIN, PROPRANOLOL = (
    "DRUGBANK:DB00073",
    "DRUGBANK:DB00619",
    "DRUGBANK:DB00230",
    "DRUGBANK:DB00571",
)


@pytest.fixture
def pubmed(demo_folder: Path) -> PubmedStore:
    """PubMed as it stood before the first week: the invented demonstration's baseline."""
    store = PubmedStore(known_words=QUERY)
    store.load(demo_folder / "01-baseline.xml")
    return store


@pytest.fixture
def server(pubmed: PubmedStore) -> Iterator[EutilsServer]:
    with serve(pubmed, limit_per_second=None) as running:
        yield running


@pytest.fixture
def settings(server: EutilsServer, tmp_path: Path, embedded_store: BoltStore, demo_labels: Path) -> Settings:
    """A data folder of its own, and the session's embedded graph, emptied: starting a server takes seconds."""
    return Settings(
        data_folder=tmp_path / "data",
        graph=embedded_store.target,
        labels_folder=demo_labels,
        eutils_url=server.url,
        api_key="a key of our own",
        workers=1,
        topics={"demonstration": Topic(query=QUERY)},
        recheck_days=5,
        metrics_file=tmp_path / "metrics" / "miner.prom",
    )


def held(settings: Settings) -> set[int]:
    with sqlite3.connect(settings.ledger_path) as connection:
        return {pmid for (pmid,) in connection.execute("SELECT pmid FROM article")}


def studied(store: BoltStore) -> list[dict[str, Any]]:
    """Every STUDIED_FOR edge with all that it counts."""
    return store.rows(
        "MATCH (a:Drug)-[s:STUDIED_FOR]->(b:Disease) RETURN a.id AS drug, b.id AS disease, s {.*} AS counts "
        "ORDER BY drug, disease"
    )


def supporting(store: BoltStore, drug: str, disease_name: str) -> tuple[int, int] | None:
    rows = store.rows(
        "MATCH (:Drug {id: $drug})-[s:STUDIED_FOR]->(d:Disease) WHERE toLower(d.name) CONTAINS $name "
        "RETURN s.supporting_count AS supporting, s.opposing_count AS opposing "
        "ORDER BY s.evidence_count DESC, d.id LIMIT 1",
        drug=drug,
        name=disease_name,
    )
    return (rows[0]["supporting"], rows[0]["opposing"]) if rows else None


def test_three_weeks_leave_ledger_and_graph_as_pubmed_is(  # noqa: PLR0917 - fixtures
    settings: Settings, pubmed: PubmedStore, demo_folder: Path, neo4j_store: BoltStore, lexicon: Lexicon, tmp_path: Path
) -> None:
    """Additions, revisions, a retraction, a deletion: counts are those of a graph made anew from what PubMed has."""

    def week(day: date) -> tuple[RunReport, BoltStore]:
        report = refresh(settings, today=day)
        with Ledger.open(settings.ledger_path, is_read_only=True) as ledger:
            projection = LedgerProjection(ledger, lexicon)
            with open_graph(settings) as embedded:
                assert check(embedded, projection) == []
            sync(neo4j_store, projection)  # a second graph that follows the same ledger
            assert check(neo4j_store, projection) == []
        return report, neo4j_store

    first, store = week(WEEKS[0])
    assert held(settings) == set(pubmed.pmids(QUERY))
    assert (first.fetched.missed_count, first.stored.rejection_count) == (0, 0)
    assert first.read_count == first.stored.new_count == first.fetched.listed_count > 60
    assert supporting(store, IMATINIB, "mastocytosis") == (1, 0)
    assert supporting(store, RITUXIMAB, "myasthenia") == (1, 0)
    assert supporting(store, PREGABALIN, "cough") == (1, 0)

    pubmed.load(demo_folder / "02-week-1.xml")  # 3 revised, one of them retracted; 1 deleted; 5 new
    second, store = week(WEEKS[1])
    assert second.stored.revised_count == 3
    assert (second.stored.retracted_count, second.stored.corrected_count) == (1, 1)
    assert (second.stored.deletion_count, second.fetched.missed_count) == (0, 1)  # one bad answer deletes nothing
    assert second.read_count < 12
    assert supporting(store, IMATINIB, "mastocytosis") is None
    assert supporting(store, PREGABALIN, "cough") == (0, 1)
    assert supporting(store, RITUXIMAB, "myasthenia") == (1, 0)

    pubmed.load(demo_folder / "03-week-2.xml")  # an expression of concern, a version 2, 4 new
    third, store = week(WEEKS[2])
    assert (third.stored.deletion_count, third.fetched.gone_count) == (1, 1)
    assert third.stored.concern_count == 1
    assert store.rows("MATCH (a:Article) WHERE a.has_concern RETURN a.pmid AS pmid") == [{"pmid": 99000504}]
    assert supporting(store, RITUXIMAB, "myasthenia") is None
    assert held(settings) == set(pubmed.pmids(QUERY))

    anew = settings.model_copy(update={"data_folder": tmp_path / "anew", "graph": ""})
    whole = tmp_path / "pubmed.xml"
    whole.write_bytes(pubmed.xml_set())
    pipeline.run([whole], anew, as_of=WEEKS[2])
    with sqlite3.connect(anew.ledger_path) as connection:  # the topic does not find all of PubMed
        others = [pmid for (pmid,) in connection.execute("SELECT pmid FROM article") if pmid not in held(settings)]
    with Ledger.open(anew.ledger_path) as ledger, open_graph(anew) as other:
        ledger.articles.store([Deletion(pmid=pmid) for pmid in others], digest="others")
        sync(other, LedgerProjection(ledger, lexicon))
        assert studied(other) == studied(store)

    fourth, _ = week(WEEKS[2])
    assert (fourth.stored.new_count, fourth.stored.revised_count, fourth.read_count) == (0, 0, 0)
    assert fourth.graph is not None
    assert (fourth.graph.nodes.total(), fourth.graph.edges.total(), fourth.snapshot) == (0, 0, "")


def test_a_graph_that_is_down_costs_no_snapshot(settings: Settings) -> None:
    down = settings.model_copy(update={"graph": "bolt://127.0.0.1:9"})
    with pytest.raises(GraphError, match=r"127\.0\.0\.1:9"):
        refresh(down, today=date(2023, 1, 9))
    with Ledger.open(settings.ledger_path, is_read_only=True) as ledger:
        assert ledger.snapshots.has("2023-W02")
    assert len(list(settings.lists_folder.glob("*.html"))) == 1
    later = refresh(settings, today=date(2023, 1, 10))
    assert later.graph is not None
    assert later.graph.nodes.total() > 0


def test_a_snapshot_is_taken_once_a_week_and_kept(settings: Settings, pubmed: PubmedStore) -> None:
    assert refresh(settings, today=date(2023, 1, 9)).snapshot == "2023-W02"
    assert refresh(settings, today=date(2023, 1, 10)).snapshot == ""
    pubmed.add(make_record(1, title="Propranolol led to regression of melanoma.", edat=date(2023, 1, 12)))
    assert refresh(settings, today=date(2023, 1, 15)).snapshot == ""
    assert refresh(settings, today=date(2023, 1, 16)).snapshot == "2023-W03"
    with Ledger.open(settings.ledger_path, is_read_only=True) as ledger:
        before, after = ({row["signal_id"] for row in ledger.snapshots.rows(week)} for week in ("2023-W02", "2023-W03"))
    assert {signal.partition("|")[0] for signal in after - before} == {PROPRANOLOL}
    assert sorted(path.name for path in settings.lists_folder.glob("*.html")) == [
        "weekly-list-2023-01-09.html",
        "weekly-list-2023-01-16.html",
    ]


def test_what_is_indexed_or_added_later_is_found_by_its_own_date(settings: Settings, pubmed: PubmedStore) -> None:
    refresh(settings, today=WEEKS[0])
    long_ago = date(2015, 5, 5)
    pubmed.add(make_record(11, title="Rituximab in lupus.", edat=long_ago, crdt=WEEKS[1]))
    pubmed.add(make_record(12, title="Rituximab in pemphigus.", edat=long_ago, crdt=long_ago, mhda=WEEKS[1]))
    pubmed.add(make_record(13, title="Rituximab in gout.", edat=long_ago, crdt=long_ago, mhda=long_ago))
    refresh(settings, today=WEEKS[1])
    assert {11, 12, 13} & held(settings) == {11, 12}


def test_an_edited_topic_is_asked_for_as_a_whole(settings: Settings) -> None:
    narrow = settings.model_copy(update={"topics": {"demonstration": Topic(query="imatinib")}})
    few = refresh(narrow, today=WEEKS[0]).fetched.listed_count
    assert 0 < few < refresh(settings, today=WEEKS[1]).fetched.listed_count


def test_a_wrong_topic_does_not_stop_the_others(settings: Settings) -> None:
    topics = {"open": Topic(query="(propranolol"), **settings.topics}
    report = refresh(settings.model_copy(update={"topics": topics}), today=WEEKS[0])
    assert report.stored.new_count > 60
    (failure,) = report.fetched.failures
    assert failure.startswith("topic open: '(propranolol'")
    with Ledger.open(settings.ledger_path, is_read_only=True) as ledger:
        assert [(run["outcome"], run["exit_code"]) for run in ledger.runs.latest(5)] == [("incomplete", 3)]


def test_a_topic_that_finds_far_less_than_before_stops_the_run(settings: Settings, pubmed: PubmedStore) -> None:
    refresh(settings, today=WEEKS[0])
    before = held(settings)
    for pmid in pubmed.pmids("propranolol"):
        pubmed.delete(pmid)
    with pytest.raises(LossError, match=r"finds \d+ now; nothing was fetched .* --accept-loss"):
        refresh(settings, today=WEEKS[1])
    assert held(settings) == before


def test_stored_articles_are_not_deleted_by_the_dozen(settings: Settings, pubmed: PubmedStore) -> None:
    """Nothing is lost unless someone says so; then the same deletions go through."""
    refresh(settings, today=WEEKS[0])
    before = held(settings)
    gone = set(pubmed.pmids(QUERY)[:12])
    for pmid in gone:
        pubmed.delete(pmid)
    alone = settings.model_copy(update={"topics": {}})  # the topic's own count would stop the run earlier
    assert refresh(alone, today=WEEKS[1]).fetched.missed_count == 12
    with pytest.raises(LossError, match="no longer has 12 of"):
        refresh(alone, today=WEEKS[2])
    assert held(settings) == before
    report = refresh(alone, today=WEEKS[2], is_loss_accepted=True)
    assert (report.stored.deletion_count, held(settings)) == (12, before - gone)


def test_totals_that_fall_stop_publication(settings: Settings) -> None:
    refresh(settings, today=WEEKS[0])
    with sqlite3.connect(settings.ledger_path) as connection:  # damage that no source explains
        connection.execute("DELETE FROM claim WHERE claim_id IN (SELECT claim_id FROM claim LIMIT 40)")
    quiet = settings.model_copy(update={"recheck_days": 0})
    lists = sorted(settings.lists_folder.iterdir())
    with pytest.raises(LossError, match=r"counts fell: .*claims from \d+ to \d+"):
        refresh(quiet, today=WEEKS[1])
    assert sorted(settings.lists_folder.iterdir()) == lists
    assert refresh(quiet, today=WEEKS[1], is_loss_accepted=True).snapshot
    assert refresh(quiet, today=WEEKS[2]).snapshot  # the fall was accepted: it is the new measure


def test_when_pubmed_is_silent_the_rest_of_the_night_is_done(settings: Settings, server: EutilsServer) -> None:
    refresh(settings, today=WEEKS[0])
    server.close()
    deaf = settings.model_copy(update={"attempt_count": 1})
    saturday, sunday = WEEKS[1] - timedelta(days=1), WEEKS[1]
    assert refresh(deaf, today=saturday).snapshot == ""  # a better night may come
    report = refresh(deaf, today=sunday)
    (failure,) = report.fetched.failures
    assert f"no connection to {server.url}" in failure
    assert report.snapshot == "2023-W02"
    text = settings.metrics_file.read_text()  # type: ignore[union-attr]
    assert "miner_refresh_exit_code 3.0" in text


def test_a_broken_topic_does_not_keep_an_old_measure(settings: Settings) -> None:
    """A night that published is what the next one is held against, complete or not."""
    broken = settings.model_copy(update={"topics": {"open": Topic(query="(x"), **settings.topics}})
    refresh(broken, today=WEEKS[0])
    with sqlite3.connect(settings.ledger_path) as connection:
        connection.execute("DELETE FROM claim WHERE claim_id IN (SELECT claim_id FROM claim LIMIT 40)")
    with pytest.raises(LossError, match="counts fell"):
        refresh(broken.model_copy(update={"recheck_days": 0}), today=WEEKS[1])


def test_with_bulk_files_alone_pubmed_is_not_asked(settings: Settings, demo_folder: Path) -> None:
    alone = settings.model_copy(
        update={"topics": {}, "recheck_days": 0, "eutils_url": "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/"}
    )
    pipeline.run([demo_folder / "01-baseline.xml"], alone, as_of=WEEKS[0])
    report = refresh(alone, today=WEEKS[0])
    assert (report.fetched.received_count, report.snapshot) == (0, "2023-W01")


def test_a_wrong_address_is_a_failure_and_no_silence(settings: Settings, server: EutilsServer) -> None:
    with pytest.raises(AccessRefusedError, match=r"nowhere/ answered with status 404.*; check the setting eutils_url"):
        refresh(settings.model_copy(update={"eutils_url": server.url + "nowhere/"}), today=WEEKS[0])


def test_metrics_that_cannot_be_written_hide_nothing(
    settings: Settings, pubmed: PubmedStore, caplog: pytest.LogCaptureFixture
) -> None:
    blocked = settings.model_copy(update={"metrics_file": Path("/proc/nowhere/miner.prom")})
    refresh(blocked, today=WEEKS[0])
    assert "Cannot write the metrics to /proc/nowhere/miner.prom" in caplog.text
    for pmid in pubmed.pmids("propranolol"):
        pubmed.delete(pmid)
    with pytest.raises(LossError):
        refresh(blocked, today=WEEKS[1])


def test_metrics_and_run_record_tell_the_same(settings: Settings) -> None:
    report = refresh(settings, today=WEEKS[0])
    with Ledger.open(settings.ledger_path, is_read_only=True) as ledger:
        (run,) = ledger.runs.latest(5)
        assert run["counts"]["totals"] == ledger.totals.count()
    assert run["counts"] == json.loads(json.dumps(report.counts()))
    assert settings.metrics_file is not None
    lines = settings.metrics_file.read_text().splitlines()
    assert f'miner_refresh_records{{kind="new"}} {float(report.stored.new_count)}' in lines
    assert "miner_refresh_exit_code 0.0" in lines
    assert "miner_queue_length 0.0" in lines
    assert [line for line in lines if line.startswith("miner_refresh_last_success_timestamp_seconds ")]


def test_a_second_refresh_is_told_who_is_at_work(settings: Settings) -> None:
    with (
        hold_data_folder(settings.data_folder, "refresh"),
        pytest.raises(BusyError, match=r"Another miner run \(miner refresh, process \d+ on .* since 20"),
    ):
        refresh(settings, today=WEEKS[0])


def test_failures_on_the_way_change_nothing_in_the_end(settings: Settings, pubmed: PubmedStore) -> None:
    """Every failure that the server knows, in one night; what is missing then comes the night after."""
    kinds = ["502", "cut_body", None, "expired", "cut_document", "missing", "html", None, "empty_body", "duplicate"]
    with serve(pubmed, limit_per_second=None, faults=Faults(kinds)) as failing:
        refresh(settings.model_copy(update={"eutils_url": failing.url}), today=WEEKS[0])
        refresh(settings.model_copy(update={"eutils_url": failing.url}), today=WEEKS[0] + timedelta(days=1))
        assert failing.faults.shown
    assert held(settings) == set(pubmed.pmids(QUERY))

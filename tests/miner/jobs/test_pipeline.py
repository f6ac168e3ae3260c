"""The pipeline on the demonstration corpus, with a real model and real graphs, and the effect of every change."""

import gzip
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from graph.check import check
from graph.store import BoltStore
from graph.sync import rebuild, sync
from miner.config import Settings
from miner.errors import LedgerError, SourceError
from miner.jobs import pipeline
from miner.jobs.job import Job
from miner.jobs.lock import hold_data_folder
from miner.jobs.projection import LedgerProjection
from miner.jobs.run_report import RunReport
from miner.ledger import Ledger
from miner.lexicon.lexicon import Lexicon

AS_OF = date(2023, 1, 31)
BASELINE, WEEK_1, WEEK_2 = "01-baseline.xml", "02-week-1.xml", "03-week-2.xml"

PROPRANOLOL, RITUXIMAB, IMATINIB = "DRUGBANK:DB00571", "DRUGBANK:DB00073", "DRUGBANK:DB00619"


@pytest.fixture
def settings(tmp_path: Path, demo_labels: Path) -> Settings:
    return Settings(data_folder=tmp_path / "data", workers=1, labels_folder=demo_labels)


class Work:
    """A ledger that demonstration files are applied to, and a graph that follows it."""

    def __init__(self, ledger: Ledger, lexicon: Lexicon, settings: Settings, folder: Path) -> None:
        self.ledger = ledger
        self.lexicon = lexicon
        self.settings = settings
        self.folder = folder

    def apply(self, *names: str) -> RunReport:
        job = Job(ledger=self.ledger, settings=self.settings, today=AS_OF)
        pipeline.update_ledger(job, [self.folder / name for name in names])
        return job.report

    @property
    def projection(self) -> LedgerProjection:
        return LedgerProjection(self.ledger, self.lexicon)

    def differences(self, store: BoltStore) -> list[str]:
        return [str(difference) for difference in check(store, self.projection)]


@pytest.fixture
def work(settings: Settings, lexicon: Lexicon, demo_folder: Path) -> Iterator[Work]:
    with Ledger.open(settings.ledger_path) as ledger:
        yield Work(ledger, lexicon, settings, demo_folder)


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.exhaustive)])
def store(request: pytest.FixtureRequest) -> BoltStore:
    """An empty graph; that both back ends agree is the contract's promise, and the exhaustive tier's for the flow."""
    opened = request.getfixturevalue(f"{request.param}_store")
    assert isinstance(opened, BoltStore)
    return opened


def studied(store: BoltStore, drug: str, disease_name: str) -> dict[str, object] | None:
    rows = store.rows(
        "MATCH (:Drug {id: $drug})-[s:STUDIED_FOR]->(d:Disease) WHERE toLower(d.name) CONTAINS $name "
        "RETURN s.supporting_count AS supporting, s.opposing_count AS opposing, s.evidence_count AS evidence "
        "ORDER BY s.evidence_count DESC LIMIT 1",
        drug=drug,
        name=disease_name,
    )
    return rows[0] if rows else None


def test_three_weeks_leave_ledger_and_graph_in_step(work: Work, store: BoltStore) -> None:
    """A first load; then a revision, a retraction, a deletion; then an expression of concern, a version 2."""
    first = work.apply(BASELINE)
    assert (first.stored.new_count, first.stored.rejection_count, first.read_count) == (92, 0, 92)
    sync(store, work.projection)
    assert work.differences(store) == []
    assert studied(store, IMATINIB, "mastocytosis") == {"supporting": 1, "opposing": 0, "evidence": 1}
    assert studied(store, RITUXIMAB, "myasthenia") is not None

    second = work.apply(WEEK_1)
    assert second.stored.revised_count == 3
    assert (second.stored.new_count, second.stored.deletion_count) == (6, 1)
    report = sync(store, work.projection)
    assert work.differences(store) == []
    assert studied(store, IMATINIB, "mastocytosis") is None
    assert studied(store, RITUXIMAB, "myasthenia") is None
    assert report.nodes["Article"] < 20

    work.apply(WEEK_2)
    sync(store, work.projection)
    assert work.differences(store) == []
    totals = work.ledger.totals.count()
    assert (totals["article_count"], totals["retracted_count"], totals["deleted_count"]) == (103, 1, 1)


def test_a_retracted_article_stays_in_the_graph_and_counts_nothing(work: Work, store: BoltStore) -> None:
    work.apply(BASELINE, WEEK_1)
    sync(store, work.projection)
    rows = store.rows(
        "MATCH (c:Claim)-[:STATED_IN]->(a:Article {id: 'PMID:99000623'}) "
        "RETURN DISTINCT a.is_retracted AS is_retracted, c.is_counted AS is_counted"
    )
    assert rows == [{"is_retracted": True, "is_counted": False}]


def test_the_same_run_again_changes_nothing(work: Work, store: BoltStore) -> None:
    work.apply(BASELINE, WEEK_1, WEEK_2)
    sync(store, work.projection)
    claims = list(work.ledger.evidence.claims(has_co_mentions=True))
    again = work.apply(BASELINE, WEEK_1, WEEK_2)
    assert (again.skipped_file_count, again.stored.article_count, again.read_count) == (3, 0, 0)
    assert list(work.ledger.evidence.claims(has_co_mentions=True)) == claims
    report = sync(store, work.projection)
    assert (report.nodes.total(), report.edges.total()) == (0, 0)
    assert (report.removed_nodes.total(), report.removed_edges.total()) == (0, 0)
    assert work.differences(store) == []


def test_a_rebuilt_graph_equals_the_one_that_grew(work: Work, store: BoltStore) -> None:
    for name in (BASELINE, WEEK_1, WEEK_2):
        work.apply(name)
        sync(store, work.projection)
    rebuild(store, work.projection)
    assert work.differences(store) == []


def test_check_names_a_count_that_was_tampered_with(work: Work, store: BoltStore) -> None:
    work.apply(BASELINE)
    sync(store, work.projection)
    store.write(
        "MATCH (:Drug {id: $drug})-[s:STUDIED_FOR]->(d:Disease) WITH s, d ORDER BY d.id LIMIT 1 "
        "SET s.study_count = 999",
        {"drug": PROPRANOLOL},
    )
    (difference,) = work.differences(store)
    assert "study_count is 999 in the graph" in difference


def test_older_files_cannot_bring_back_what_was_revised_or_deleted(work: Work, tmp_path: Path) -> None:
    work.apply(BASELINE, WEEK_1)
    before = list(work.ledger.evidence.claims())
    copy = tmp_path / "again.xml.gz"  # other bytes, the same records
    with (work.folder / BASELINE).open("rb") as source, gzip.open(copy, "wb") as target:
        shutil.copyfileobj(source, target)
    report = work.apply(str(copy))
    assert (report.stored.superseded_count, report.stored.unchanged_count) == (4, 88)
    assert list(work.ledger.evidence.claims()) == before


def test_a_file_cut_short_keeps_what_came_before_the_cut(work: Work, tmp_path: Path) -> None:
    whole = (work.folder / BASELINE).read_bytes()
    cut = tmp_path / "cut.xml"
    cut.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(SourceError, match=r"cut\.xml"):
        work.apply(str(cut))
    kept = work.ledger.totals.count()["article_count"]
    assert 20 < kept < 92
    report = work.apply(BASELINE)
    assert (report.stored.unchanged_count, report.stored.new_count) == (kept, 92 - kept)


def test_several_processes_read_the_same_as_one(
    work: Work, settings: Settings, tmp_path: Path, lexicon: Lexicon, demo_folder: Path
) -> None:
    work.apply(BASELINE)
    apart = settings.model_copy(update={"data_folder": tmp_path / "apart", "workers": 2, "batch_size": 7})
    with Ledger.open(apart.ledger_path) as ledger:
        Work(ledger, lexicon, apart, demo_folder).apply(BASELINE)
        assert list(ledger.evidence.claims(has_co_mentions=True)) == list(
            work.ledger.evidence.claims(has_co_mentions=True)
        )


def test_two_runs_at_a_time_are_refused(settings: Settings, demo_folder: Path) -> None:
    with (
        hold_data_folder(settings.data_folder),
        pytest.raises(LedgerError, match="Another miner run"),
    ):
        pipeline.run([demo_folder / BASELINE], settings, as_of=AS_OF)


def test_a_wrong_path_is_said_before_anything_is_done(settings: Settings, demo_folder: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        pipeline.run([demo_folder / BASELINE, demo_folder / "none.xml"], settings, as_of=AS_OF)
    assert not settings.ledger_path.exists()

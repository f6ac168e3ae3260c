"""A fetch resumes where it stopped, retries what did not arrive, and deletes only what stays missing for days."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest

from miner.config import Settings, Topic
from miner.errors import EntrezError, LossError
from miner.jobs.fetching import Query, drain, drop_gone, plan, search
from miner.jobs.job import start_job
from miner.jobs.refresh import fetch_topic
from miner.jobs.run_report import FetchReport, RunReport
from miner.ledger import Ledger
from miner.sources.entrez import EntrezClient
from miner.sources.pace import Pace
from tests.eutils.faults import Faults
from tests.eutils.records import make_record
from tests.eutils.server import EutilsServer, serve
from tests.eutils.store import PubmedStore

MONDAY = date(2024, 3, 4)
TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
QUERY = Query(text="propranolol", since=date(2024, 2, 1))
KEY = "0123456789abcdef"
LIMIT = 8


class KilledError(BaseException):
    """The process dies here."""


@dataclass(kw_only=True)
class Fetching:
    """The program's side: one ledger, a client whose time is simulated, runs on days."""

    server: EutilsServer
    settings: Settings
    api_key: str = ""
    now: float = 0.0
    report: RunReport = field(default_factory=RunReport)

    def client(self) -> EntrezClient:
        return EntrezClient(
            self.server.url,
            email="someone@example.org",
            api_key=self.api_key,
            pace=Pace(self.settings.data_folder / "pace", 3, clock=lambda: self.now, sleep=self.sleep),
            search_limit=LIMIT,
            page_size=3,
            sleep=self.sleep,
        )

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def search(self, day: date, *, listings: int | None = None, query: Query = QUERY) -> FetchReport:
        """`miner fetch`; it dies when it has listed so many slices."""
        listed = []

        def progress(stage: str, _done: int, _total: int | None) -> None:
            if stage == "listed for fetch":
                listed.append(stage)
            if listings is not None and len(listed) == listings:
                raise KilledError

        with start_job("fetch", self.settings, day, progress=progress) as job:
            client = self.client()
            search(job, client, query, reason="fetch")
            drop_gone(job, drain(job, client))
        return job.report.fetched

    def drain(self, day: date, wanted: Sequence[int] = (), *, is_loss_accepted: bool = False) -> RunReport:
        """Ask for PMIDs and for what is in the queue."""
        with start_job("fetch", self.settings, day, is_loss_accepted=is_loss_accepted) as job:
            job.ledger.queue.add(wanted, "check")
            drop_gone(job, drain(job, self.client()))
        return job.report

    def held(self) -> set[int]:
        with Ledger.open(self.settings.ledger_path) as ledger:
            return {pmid for (pmid,) in ledger.database.connection.execute("SELECT pmid FROM article")}

    def queue(self) -> list[int]:
        with Ledger.open(self.settings.ledger_path) as ledger:
            return ledger.queue.next(100)

    def asked(self) -> list[str]:
        """The utilities that were asked since the last call of this; an ESearch for a count is "count"."""
        names = [
            "count" if request.endpoint == "esearch" and request.parameters["retmax"] == "0" else request.endpoint
            for request in self.server.requests
        ]
        self.server.requests.clear()
        return names

    def listed(self) -> set[str]:
        """The terms of the slices that were listed since the last call of `asked`."""
        return {request.parameters["term"] for request in self.server.requests if "usehistory" in request.parameters}


def record(pmid: int, edat: date = MONDAY, title: str = "Propranolol in hemangioma") -> bytes:
    return make_record(pmid, title=title, edat=edat)


@pytest.fixture
def pubmed() -> PubmedStore:
    """20 records, five on each of four days."""
    days = [MONDAY - timedelta(days=n) for n in (1, 5, 12, 20)]
    return PubmedStore(record(pmid, days[pmid % 4]) for pmid in range(101, 121))


@pytest.fixture
def server(pubmed: PubmedStore) -> Iterator[EutilsServer]:
    with serve(pubmed, limit_per_second=None, page_limit=LIMIT) as running:
        yield running


@pytest.fixture
def fetching(server: EutilsServer, tmp_path: Path) -> Fetching:
    return Fetching(server=server, settings=Settings(data_folder=tmp_path / "data", eutils_url=server.url, api_key=KEY))


def test_a_fetch_that_was_killed_goes_on_and_lists_no_slice_again(fetching: Fetching, pubmed: PubmedStore) -> None:
    with pytest.raises(KilledError):
        fetching.search(MONDAY, listings=2)
    before = {
        request.parameters["term"] for request in fetching.server.requests if request.parameters.get("usehistory")
    }
    fetching.server.requests.clear()
    report = fetching.search(TUESDAY)
    after = {request.parameters["term"] for request in fetching.server.requests if request.parameters.get("usehistory")}
    assert (len(before), len(after), before & after) == (2, 2, set())
    assert "count" not in fetching.asked()
    assert report.listed_count == 10
    assert (fetching.held(), fetching.queue()) == (set(pubmed.pmids()), [])


def test_a_slice_that_outgrows_the_limit_is_cut_again(fetching: Fetching, pubmed: PubmedStore) -> None:
    with pytest.raises(KilledError):
        fetching.search(MONDAY, listings=1)
    for pmid in range(201, 210):
        pubmed.add(record(pmid, MONDAY - timedelta(days=1)))
    fetching.asked()
    fetching.search(TUESDAY)
    assert any("[uid]" in term for term in fetching.listed())
    assert (fetching.held(), fetching.queue()) == (set(pubmed.pmids()), [])


def test_a_search_tells_the_day_on_which_it_was_begun(fetching: Fetching) -> None:
    with pytest.raises(KilledError):
        fetching.search(MONDAY, listings=1)
    with start_job("fetch", fetching.settings, WEDNESDAY) as job:
        assert search(job, fetching.client(), QUERY, reason="fetch").started_on == MONDAY
        assert search(job, fetching.client(), QUERY, reason="fetch").started_on == WEDNESDAY


def test_a_topic_that_goes_on_weeks_later_misses_nothing_of_those_weeks(
    fetching: Fetching, pubmed: PubmedStore
) -> None:
    topic = Topic(query=QUERY.text, since=QUERY.since)

    def stop(*_: object) -> None:
        raise KilledError

    with pytest.raises(KilledError), start_job("refresh", fetching.settings, MONDAY, progress=stop) as job:
        fetch_topic(job, fetching.client(), "skin", topic)
    pubmed.add(record(300, TUESDAY))
    for days in (30, 31):
        with start_job("refresh", fetching.settings, MONDAY + timedelta(days=days)) as job:
            fetch_topic(job, fetching.client(), "skin", topic)
            drain(job, fetching.client())
    assert fetching.held() == set(pubmed.pmids())


def test_a_queue_longer_than_pubmed_shows_of_a_history_is_posted_in_parts(
    fetching: Fetching, pubmed: PubmedStore
) -> None:
    fetching.drain(MONDAY, pubmed.pmids())
    assert (fetching.held(), fetching.queue()) == (set(pubmed.pmids()), [])
    assert fetching.asked().count("epost") == 3  # of 8, 8 and 4


def test_a_miss_is_asked_for_the_next_day_and_not_twice_on_one(fetching: Fetching) -> None:
    fetching.server.faults = Faults(["missing"] * 10)  # the first record of every answer
    assert fetching.drain(MONDAY, [101, 102, 103]).fetched.missed_count == 1
    assert (fetching.held(), fetching.queue()) == ({102, 103}, [101])
    assert fetching.asked() == ["epost", "efetch", "efetch", "esummary"]
    assert fetching.drain(MONDAY).fetched.missed_count == 0
    assert (fetching.asked(), fetching.queue()) == ([], [101])
    fetching.server.faults = Faults()
    fetching.drain(TUESDAY)
    assert (fetching.held(), fetching.queue()) == ({101, 102, 103}, [])


def test_what_is_gone_on_one_day_stays_and_on_two_days_is_deleted(fetching: Fetching, pubmed: PubmedStore) -> None:
    fetching.drain(MONDAY, [101, 102])
    pubmed.delete(101)
    report = fetching.drain(TUESDAY, [101, 102])
    assert (report.fetched.missed_count, report.fetched.gone_count) == (1, 0)
    assert (fetching.held(), fetching.queue()) == ({101, 102}, [101])
    report = fetching.drain(TUESDAY)
    assert (fetching.held(), report.fetched.gone_count) == ({101, 102}, 0)
    report = fetching.drain(WEDNESDAY)
    assert (report.fetched.gone_count, report.stored.deletion_count) == (1, 1)
    assert (fetching.held(), fetching.queue()) == ({102}, [])


def test_what_comes_back_on_the_second_day_is_kept(fetching: Fetching, pubmed: PubmedStore) -> None:
    fetching.drain(MONDAY, [101])
    pubmed.delete(101)
    fetching.drain(TUESDAY, [101])
    pubmed.add(record(101))
    fetching.drain(WEDNESDAY)
    assert (fetching.held(), fetching.queue()) == ({101}, [])


def test_what_pubmed_never_had_leaves_the_queue_on_the_second_day(fetching: Fetching) -> None:
    assert fetching.drain(MONDAY, [101, 999]).fetched.missed_count == 1
    report = fetching.drain(TUESDAY)
    assert (report.fetched.gone_count, report.stored.deletion_count) == (1, 0)
    assert fetching.queue() == []


def test_a_live_answer_brings_back_a_deleted_article(fetching: Fetching, pubmed: PubmedStore) -> None:
    xml = pubmed.get(101).xml  # type: ignore[union-attr]
    fetching.drain(MONDAY, [101])
    pubmed.delete(101)
    fetching.drain(TUESDAY, [101])
    fetching.drain(WEDNESDAY)
    assert fetching.held() == set()
    pubmed.add(xml)
    fetching.search(WEDNESDAY)
    assert 101 in fetching.held()


def test_deletions_by_the_dozen_stop_the_run_and_stay_in_the_queue(fetching: Fetching, pubmed: PubmedStore) -> None:
    fetching.drain(MONDAY, pubmed.pmids())
    gone = sorted(pubmed.pmids())[:11]
    for pmid in gone:
        pubmed.delete(pmid)
    fetching.drain(TUESDAY, gone)
    with pytest.raises(LossError, match=r"no longer has 11 of 20 stored articles \(101, 102, 103 \.\.\.\)"):
        fetching.drain(WEDNESDAY)
    assert (len(fetching.held()), fetching.queue()) == (20, gone)
    fetching.drain(WEDNESDAY, is_loss_accepted=True)
    assert (fetching.held(), fetching.queue()) == (set(pubmed.pmids()), [])


@pytest.mark.parametrize("kind", ["expired", "expired_200"])
def test_an_expired_history_is_posted_anew(fetching: Fetching, kind: str) -> None:
    fetching.server.faults = Faults([None, None, kind])  # EPost, the first page, the second page
    fetching.drain(MONDAY, range(101, 106))
    assert fetching.asked() == ["epost", "efetch", "efetch", "epost", "efetch", "efetch"]
    assert (fetching.held(), fetching.queue()) == (set(range(101, 106)), [])


def test_a_history_that_is_lost_again_and_again_is_done_without(fetching: Fetching) -> None:
    fetching.server.faults = Faults([None, "expired"] * 3)
    fetching.drain(MONDAY, [101, 102])
    assert fetching.asked() == ["epost", "efetch"] * 3 + ["efetch"]
    assert (fetching.held(), fetching.queue()) == ({101, 102}, [])


def test_what_was_asked_and_what_came_is_counted(fetching: Fetching) -> None:
    fetching.drain(MONDAY, [101, 999])
    report = fetching.search(MONDAY)
    assert (report.listed_count, report.repeat_count, report.received_count) == (20, 0, 20)
    assert (report.missed_count, report.gone_count, report.warnings) == (0, 0, [])


def test_what_pubmed_ignored_of_a_query_is_told(fetching: Fetching, pubmed: PubmedStore) -> None:
    for pmid in sorted(pubmed.pmids())[LIMIT:]:
        pubmed.delete(pmid)
    report = fetching.search(MONDAY, query=Query(text="propranolol AND hemangiooma"))
    assert report.warnings == ["PubMed does not know 'hemangiooma' and left it out."]


def test_a_plan_fetches_nothing(fetching: Fetching) -> None:
    slices, warnings = plan(fetching.settings, QUERY, today=MONDAY)
    assert ([part.count for part in slices], warnings) == ([20], ())
    assert fetching.asked() == ["count", "count"]
    assert not fetching.settings.data_folder.exists()


def test_the_key_is_neither_in_the_ledger_nor_in_the_log(fetching: Fetching, caplog: pytest.LogCaptureFixture) -> None:
    fetching.api_key = KEY
    fetching.server.faults = Faults(["429", "503", "html", "error_document"])
    with caplog.at_level(logging.DEBUG):
        fetching.search(MONDAY)
        fetching.server.api_keys = frozenset({"another"})
        with pytest.raises(EntrezError) as raised:
            fetching.search(TUESDAY)
    assert len(caplog.messages) >= 4
    assert KEY not in caplog.text + str(raised.value) + repr(fetching.settings)
    for path in fetching.settings.data_folder.iterdir():
        assert KEY.encode() not in path.read_bytes(), path
    with Ledger.open(fetching.settings.ledger_path) as ledger:
        failed = next(run for run in ledger.runs.latest(5) if run["outcome"] == "failed")
    assert "NCBI refused the key" in failed["counts"]["error"]

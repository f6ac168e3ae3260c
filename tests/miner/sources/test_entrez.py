"""The E-utilities client against a local server: answers are complete, transient failures are retried."""

import gc
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import pytest
from Bio import Entrez

from miner.errors import (
    AccessRefusedError,
    ConfigError,
    EntrezError,
    HistoryExpiredError,
    MinerError,
    QueryRefusedError,
)
from miner.records import Article
from miner.sources.entrez import PAGE_SIZE, SEARCH_LIMIT, EntrezClient, _retry_after_seconds
from miner.sources.entrez_answers import History, Record
from miner.sources.pace import Pace
from miner.sources.slices import plan_slices
from tests.eutils.faults import KINDS, Faults
from tests.eutils.records import make_record
from tests.eutils.server import EutilsServer, serve
from tests.eutils.store import PubmedStore

KEY = "0123456789abcdef-key"
EMAIL = "who@example.org"
RETRIED = sorted(set(KINDS) - {"expired", "expired_200", "missing", "duplicate", "stale", "changed"})


class Clock:
    """A time that passes only while the client sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store() -> PubmedStore:
    """Forty articles on cancer, entered on the days of February 2010."""
    return PubmedStore(
        make_record(pmid, title=f"A {'drug' if pmid % 2 else 'device'} for cancer", edat=date(2010, 2, 1 + pmid % 28))
        for pmid in range(1, 41)
    )


@pytest.fixture
def server(store: PubmedStore, clock: Clock) -> Iterator[EutilsServer]:
    with serve(store, clock=clock) as running:
        yield running


Connect = Callable[..., EntrezClient]


@pytest.fixture
def connect(tmp_path: Path, clock: Clock) -> Connect:
    """A client on simulated time for an address."""

    def client_for(
        url: str,
        *,
        api_key: str = "",
        timeout_seconds: float = 5.0,
        attempt_count: int = 8,
        search_limit: int = SEARCH_LIMIT,
    ) -> EntrezClient:
        return EntrezClient(
            url,
            email=EMAIL,
            api_key=api_key,
            pace=Pace(tmp_path / "pace", 10 if api_key else 3, clock=clock, sleep=clock.sleep),
            timeout_seconds=timeout_seconds,
            attempt_count=attempt_count,
            search_limit=search_limit,
            sleep=clock.sleep,
        )

    return client_for


@pytest.fixture
def client(server: EutilsServer, connect: Connect) -> EntrezClient:
    return connect(server.url)


def pmids_of(records: list[Record]) -> list[int]:
    assert all(isinstance(record, Article) for record in records)
    return sorted(record.pmid for record in records if isinstance(record, Article))


# What is asked and what comes


def test_a_search_gives_all_pmids_and_a_history(client: EntrezClient, store: PubmedStore) -> None:
    found = client.search("cancer AND drug")
    assert found.count == 20
    assert found.pmids == tuple(store.pmids("cancer AND drug"))
    assert sorted(found.pmids) == list(range(1, 41, 2))
    assert found.warnings == ()
    raw, records = client.fetch_page(found.history, 0, 12)
    assert raw.startswith(b"<?xml")
    assert raw.count(b"<PubmedArticle>") == 12
    _, more = client.fetch_page(found.history, 12, 12)
    assert pmids_of(records + more) == list(range(1, 41, 2))
    assert len(records) == 12


def test_a_count_lists_nothing(client: EntrezClient, server: EutilsServer) -> None:
    assert client.count("cancer") == 40
    assert client.count("device") == 20
    assert server.requests[0].parameters["retmax"] == "0"


def test_nothing_found_is_an_answer(client: EntrezClient) -> None:
    found = client.search("cancer AND 2099[dp]")
    assert (found.count, found.pmids, found.warnings) == (0, (), ())


def test_every_request_says_who_asks(server: EutilsServer, connect: Connect) -> None:
    client = connect(server.url, api_key=KEY)
    client.count("cancer")
    client.post([1])
    client.fetch_ids([1])
    client.known([1])
    assert [request.endpoint for request in server.requests] == ["esearch", "epost", "efetch", "esummary"]
    for request in server.requests:
        shown = {name: request.parameters[name] for name in ("db", "tool", "email", "api_key")}
        assert shown == {"db": "pubmed", "tool": "literature-miner", "email": EMAIL, "api_key": "***"}


def test_posted_pmids_are_fetched_by_page(client: EntrezClient) -> None:
    history = client.post(range(1, 41))
    pages = [client.fetch_page(history, start, 15)[1] for start in (0, 15, 30)]
    assert [len(page) for page in pages] == [15, 15, 10]
    assert pmids_of([record for page in pages for record in page]) == list(range(1, 41))


def test_records_that_are_gone_are_missing_and_no_error(client: EntrezClient, store: PubmedStore) -> None:
    history = client.post([1, 2, 3])
    store.delete(2)
    assert pmids_of(client.fetch_page(history, 0, 3)[1]) == [1, 3]
    assert pmids_of(client.fetch_ids([1, 2, 3, 777])[1]) == [1, 3]
    assert client.fetch_ids([2, 777])[1] == []
    assert client.fetch_ids([0])[1] == []
    assert client.known([1, 2, 3, 777]) == {1, 3}


def test_a_place_beyond_the_end_of_a_history_holds_nothing(client: EntrezClient) -> None:
    history = client.post([1, 2, 777])
    assert pmids_of(client.fetch_page(history, 0, 2)[1]) == [1, 2]
    assert client.fetch_page(history, 2, 2)[1] == []


def test_asking_for_no_pmids_asks_nobody(client: EntrezClient, server: EutilsServer) -> None:
    empty = client.post([])
    assert empty == History(web_env="", query_key="")
    assert client.fetch_page(empty, 0) == (b"", [])
    assert client.fetch_ids([]) == (b"", [])
    assert client.known([]) == set()
    assert server.requests == []


def test_a_post_of_unknown_pmids_is_an_empty_history(client: EntrezClient) -> None:
    assert client.post([777, 778]) == History(web_env="", query_key="")


def test_many_pmids_travel_in_the_body_of_the_request(client: EntrezClient, server: EutilsServer) -> None:
    numbers = range(1, 2 * PAGE_SIZE + 2)
    assert client.known(numbers) == set(range(1, 41))
    assert pmids_of(client.fetch_ids(numbers)[1]) == list(range(1, 41))
    assert pmids_of(client.fetch_page(client.post(numbers), 0)[1]) == list(range(1, 41))
    methods = [(request.endpoint, request.method) for request in server.requests]
    assert methods == [
        ("esummary", "POST"), ("esummary", "POST"), ("esummary", "GET"), ("efetch", "POST"), ("epost", "POST"),
        ("efetch", "GET"),
    ]  # fmt: skip


def test_a_query_above_the_limit_is_cut_and_found_whole(
    server: EutilsServer, store: PubmedStore, clock: Clock, connect: Connect
) -> None:
    for pmid in range(100, 130):
        store.add(make_record(pmid, title="cancer of a day", edat=date(2011, 3, 3)))
    server.reset(store, clock=clock, page_limit=10)
    client = connect(server.url, search_limit=10)
    assert (client.search("cancer").count, len(client.search("cancer").pmids)) == (70, 10)
    slices = plan_slices(client.count, "cancer", since=None, until=None, today=date(2026, 11, 22), limit=10)
    assert sum(one.count for one in slices) == 70
    pmids = [pmid for one in slices for pmid in client.search(one.term).pmids]
    assert sorted(pmids) == [*range(1, 41), *range(100, 130)]
    assert server.most_per_second() <= 3


def test_the_limit_of_a_search_is_pubmeds(client: EntrezClient, server: EutilsServer) -> None:
    client.search("cancer")
    assert server.requests[0].parameters["retmax"] == str(SEARCH_LIMIT) == "9999"


# What PubMed says of a query


def test_words_that_pubmed_left_out_are_told(client: EntrezClient) -> None:
    found = client.search("cancer AND propranololol")
    assert found.count == 40
    assert found.warnings == ("PubMed does not know 'propranololol' and left it out.",)


def test_a_phrase_that_pubmed_took_apart_is_told(client: EntrezClient) -> None:
    found = client.search('"cancer drug"')
    assert found.warnings
    assert "'" not in found.warnings[0]
    assert found.warnings[0] == 'PubMed does not know the phrase "cancer drug" and searched for its words.'


@pytest.mark.parametrize("term", ["", "   "])
def test_an_empty_query_is_refused_at_once(client: EntrezClient, server: EutilsServer, term: str) -> None:
    with pytest.raises(QueryRefusedError, match="PubMed refused: Empty term and query_key"):
        client.search(term)
    assert len(server.requests) == 1


def test_a_wrong_key_is_refused_at_once_and_never_shown(
    server: EutilsServer, store: PubmedStore, clock: Clock, connect: Connect, caplog: pytest.LogCaptureFixture
) -> None:
    server.reset(store, clock=clock, api_keys=frozenset({"another"}), faults=Faults(["500"]))
    with pytest.raises(EntrezError) as caught:
        connect(server.url, api_key=KEY).count("cancer")
    assert str(caught.value) == (
        "ESearch for cancer: NCBI refused the key (API key invalid); check api_key, or NCBI_API_KEY"
    )
    assert len(server.requests) == 1
    assert KEY not in caplog.text


# Failures in passing


@pytest.mark.parametrize("kind", RETRIED)
def test_what_fails_in_passing_is_asked_again(
    kind: str, server: EutilsServer, store: PubmedStore, clock: Clock, connect: Connect
) -> None:
    client = connect(server.url, timeout_seconds=0.05 if kind == "slow" else 5.0)
    asked: list[tuple[str, Callable[[], object], object]] = [
        ("count", lambda: client.count("drug"), 20),
        ("search", lambda: sorted(client.search("drug").pmids), list(range(1, 41, 2))),
        ("post", lambda: len(client.post([1, 2]).query_key), 1),
        ("fetch", lambda: pmids_of(client.fetch_ids([1, 2, 3])[1]), [1, 2, 3]),
        ("known", lambda: client.known([1, 777]), {1}),
    ]
    for name, ask, answer in asked:
        server.reset(store, clock=clock, faults=Faults([kind, kind], slow_seconds=0.15))
        began = clock.now
        assert ask() == answer, name
        shown = server.faults.shown[kind]
        assert shown == 2 or server.faults.idle[kind] == 1  # not every utility can show every failure
        assert [request.fault for request in server.requests] == [kind] * shown + [""]
        assert clock.now - began >= shown  # a second or more before each further attempt
        assert server.most_per_second() <= 3


@pytest.mark.parametrize("kind", sorted(set(RETRIED) - {"backend_failed", "timeout_400"}))
def test_a_failure_that_stays_is_told_in_one_line(
    kind: str, server: EutilsServer, store: PubmedStore, clock: Clock, connect: Connect
) -> None:
    client = connect(server.url, api_key=KEY, timeout_seconds=0.02 if kind == "slow" else 5.0, attempt_count=3)
    for ask in (
        lambda: client.search("drug"),
        lambda: client.post([1, 2]),
        lambda: client.fetch_ids([1, 2, 3]),
        lambda: client.known([1, 2]),
    ):
        server.reset(store, clock=clock, faults=Faults([kind] * 3, slow_seconds=0.06))
        with pytest.raises(EntrezError) as caught:
            ask()
        message = str(caught.value)
        assert "no usable answer in 3 attempts, the last one: " in message
        assert message.endswith("; try again later")
        assert "\n" not in message
        assert KEY not in message
        assert EMAIL not in message
        assert len(server.requests) == 3


def test_each_retry_is_one_line_in_the_log(
    client: EntrezClient, server: EutilsServer, store: PubmedStore, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    server.reset(store, clock=clock, faults=Faults(["500", "html"]))
    with caplog.at_level(logging.WARNING, logger="miner.sources.entrez"):
        client.count("drug")
    lines = [record.getMessage().rpartition(" in ")[0] for record in caplog.records]
    assert lines == [
        "ESearch for drug: status 500; attempt 2 of 8",
        "ESearch for drug: <html> came instead of <eSearchResult>; attempt 3 of 8",
    ]


def test_a_429_holds_every_client_on_the_machine_back(
    server: EutilsServer, store: PubmedStore, clock: Clock, connect: Connect
) -> None:
    server.reset(store, clock=clock, faults=Faults(["429_bare"]))
    one, other = connect(server.url, attempt_count=1), connect(server.url)
    with pytest.raises(EntrezError, match="status 429: API rate limit exceeded"):
        one.count("drug")
    other.count("drug")
    assert server.requests[1].time - server.requests[0].time >= 2


def test_waiting_grows_and_ends(client: EntrezClient, server: EutilsServer, store: PubmedStore, clock: Clock) -> None:
    server.reset(store, clock=clock, faults=Faults(["503"] * 8))
    with pytest.raises(EntrezError, match="in 8 attempts, the last one: status 503"):
        client.count("drug")
    times = [request.time for request in server.requests]
    waits = [later - earlier for earlier, later in pairwise(times)]
    for waited, most in zip(waits, (2, 4, 8, 16, 32, 60, 60), strict=True):
        assert 1 <= waited <= most + 1e-6
    assert clock.now <= 182 + 1


def test_a_forgotten_history_is_told_at_once(
    client: EntrezClient, server: EutilsServer, store: PubmedStore, clock: Clock
) -> None:
    for kind in ("expired", "expired_200"):
        server.reset(store, clock=clock)
        history = client.post([1, 2])
        server.faults = Faults([kind])
        with pytest.raises(HistoryExpiredError, match=r"the history has expired .*; post the PMIDs again"):
            client.fetch_page(history, 0)
        assert len([request for request in server.requests if request.endpoint == "efetch"]) == 1


def test_other_records_than_asked_for_are_for_the_caller(
    client: EntrezClient, server: EutilsServer, store: PubmedStore, clock: Clock
) -> None:
    server.reset(store, clock=clock, faults=Faults(["missing", "duplicate"]))
    assert pmids_of(client.fetch_ids(range(1, 7))[1]) == [2, 3, 5, 6]
    assert pmids_of(client.fetch_ids([1, 2])[1]) == [1, 1, 2]


# Answers that the local server does not give


@contextmanager
def answering(*bodies: bytes | tuple[int, dict[str, str], bytes]) -> Iterator[tuple[str, list[str]]]:
    """A server that gives these answers in turn, the last one for ever; and the paths it was asked for."""
    left = list(bodies)
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            answer = left.pop(0) if len(left) > 1 else left[0]
            status, headers, body = answer if isinstance(answer, tuple) else (200, {}, answer)
            self.send_response(status)
            for name, value in {"Content-Type": "text/xml", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = threading.Thread(target=http.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{http.server_port}/base", asked
        finally:
            http.shutdown()
            thread.join()


def search_xml(count: str, *pmids: object, rest: str = "<WebEnv>W</WebEnv><QueryKey>1</QueryKey>") -> bytes:
    ids = "".join(f"<Id>{pmid}</Id>" for pmid in pmids)
    return f"<eSearchResult><Count>{count}</Count><IdList>{ids}</IdList>{rest}</eSearchResult>".encode()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (search_xml("3", 1, 2), "found 3 articles and listed 2 PMIDs"),
        (search_xml("2", 1, 1), "found 2 articles and listed 1 PMIDs"),
        (search_xml("1", 1, 2), "found 1 articles and listed 2 PMIDs"),
        (search_xml("2", 1, "x"), "found 2 articles and listed 1 PMIDs"),
        (search_xml("1", "9" * 5000), "found 1 articles and listed 0 PMIDs"),
        (search_xml("many", 1), "has no number in <Count>"),
        (search_xml("1", 1, rest=""), "returned no history"),
        (search_xml("1", 1)[:-3], "the XML is incomplete or malformed"),
        (b"<!DOCTYPE x [<!ENTITY n '1'>]><eSearchResult><Count>&n;</Count></eSearchResult>", "has no number"),
        (b"<eFetchResult/>", "<eFetchResult> came instead of <eSearchResult>"),
        (b'{"error": "\n"', "the XML is incomplete or malformed"),
        (b"[1]", "the XML is incomplete or malformed"),
        (b"<eSearchResult><ERROR></ERROR></eSearchResult>", "an error document: an error without a message"),
    ],
)  # fmt: skip
def test_a_search_result_that_contradicts_itself_is_not_taken(connect: Connect, body: bytes, reason: str) -> None:
    with answering(body, search_xml("2", 5, 7)) as (url, _):
        assert connect(url).search("x").pmids == (5, 7)
    with answering(body) as (url, asked):
        with pytest.raises(EntrezError, match=reason):
            connect(url, attempt_count=2).search("x")
        assert len(asked) == 2


@pytest.mark.parametrize(
    "body",
    [
        b'{"result": {"uids": []}}',
        b'{"result": {"uids": ["1"], "1": {"uid": "1", "error": "database is locked"}}}',
        b'{"result": []}',
        b"{}",
        b'{"esummaryresult": ["Id list is too long today"]}',
    ],
)
def test_a_summary_that_does_not_speak_of_every_pmid_is_not_taken(connect: Connect, body: bytes) -> None:
    good = b'{"result": {"uids": ["1"], "1": {"uid": "1", "title": "line\nfeed"}}}'
    with answering(body, good) as (url, _):
        assert connect(url).known([1]) == {1}


@pytest.mark.parametrize(
    ("status", "body", "message"),
    [
        (400, b"<eFetchResult><ERROR>No &lt;db&gt;</ERROR></eFetchResult>", "refused with status 400: No$"),
        (403, b"<html>blocked</html>", "status 403; check the setting eutils_url"),
        (414, b"", "refused with status 414$"),
        (400, b"<x><ERROR>Search Backend failed: 'retstart' cannot be larger</ERROR></x>", "refused: Search Backend"),
        (200, b"<eSearchResult><ERROR>Invalid db name specified: x</ERROR></eSearchResult>", "refused: Invalid db"),
    ],
)
def test_what_another_attempt_would_not_better_is_told_at_once(
    connect: Connect, status: int, body: bytes, message: str
) -> None:
    with answering((status, {}, body)) as (url, asked):
        with pytest.raises(EntrezError, match=message) as caught:
            connect(url).count("x")
        assert len(asked) == 1
    assert caught.type is (AccessRefusedError if status == 403 else QueryRefusedError)


@pytest.mark.parametrize("status", [400, 408, 429, 500, 599])
def test_a_status_without_an_explanation_may_pass(connect: Connect, status: int) -> None:
    with answering((status, {}, b"<html>oops</html>"), search_xml("1")) as (url, asked):
        assert connect(url).count("x") == 1
        assert len(asked) == 2


def test_plain_text_and_an_odd_base_are_no_obstacle(connect: Connect) -> None:
    with answering((200, {"Content-Type": "text/plain"}, search_xml("3"))) as (url, asked):
        assert connect(url).count("a/b?c&d") == 3
        assert connect(url + "/").count("é") == 3
    assert [path.partition("?")[0] for path in asked] == ["/base/esearch.fcgi", "/base/esearch.fcgi"]
    assert "term=a%2Fb%3Fc%26d" in asked[0]


def test_a_key_that_an_error_repeats_is_not_shown(connect: Connect, caplog: pytest.LogCaptureFixture) -> None:
    body = f'{{"error": "quota of {KEY} ({EMAIL.replace("@", "%40")}) is used up"}}'.encode()
    with answering(body) as (url, _), pytest.raises(EntrezError) as caught:
        connect(url, api_key=KEY, attempt_count=2).count("x")
    assert "quota of *** (***) is used up" in str(caught.value)
    assert KEY not in caplog.text
    assert "quota of *** (***)" in caplog.text


def test_a_server_that_is_not_there_is_told(connect: Connect) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/"
        with pytest.raises(EntrezError, match=r"in 2 attempts, the last one: no connection .*refused"):
            connect(url, attempt_count=2).count("x")


# Retry-After


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("7", 7.0),
        ("0", 0.0),
        ("-3", 0.0),
        ("86400", 300.0),
        ("9" * 400, 300.0),
        ("Sun, 22 Nov 2026 10:00:30 GMT", 30.0),
        ("Sun, 22 Nov 2026 09:00:00 GMT", 0.0),
        ("Mon, 23 Nov 2026 10:00:00 GMT", 300.0),
        ("soon", 0.0),
        ("nan", 0.0),
        ("", 0.0),
    ],
)
def test_retry_after_is_read_and_bounded(text: str, seconds: float) -> None:
    headers = Message()
    headers["Date"] = "Sun, 22 Nov 2026 10:00:00 GMT"
    headers["Retry-After"] = text
    assert _retry_after_seconds(headers) == seconds


def test_no_retry_after_is_none() -> None:
    assert _retry_after_seconds(Message()) == 0.0


def test_retry_after_is_waited_for(connect: Connect, clock: Clock) -> None:
    with answering((503, {"Retry-After": "77"}, b""), search_xml("1")) as (url, _):
        connect(url).count("x")
    assert clock.now >= 77


# Biopython


def test_biopython_is_left_as_it_was(client: EntrezClient) -> None:
    before = dict(vars(Entrez))
    client.count("drug")
    with pytest.raises(EntrezError):
        client.search("")
    assert vars(Entrez) == before


def test_two_clients_with_two_addresses_work_side_by_side(connect: Connect, client: EntrezClient) -> None:
    with answering(search_xml("5")) as (url, _):
        other = connect(url)
        assert [client.count("drug"), other.count("drug"), client.count("device")] == [20, 5, 20]


def test_biopython_never_sleeps_and_leaves_nothing_open(client: EntrezClient, monkeypatch: pytest.MonkeyPatch) -> None:
    naps: list[float] = []
    monkeypatch.setattr(time, "sleep", naps.append)  # its own pace would take three calls a second
    for _ in range(30):
        client.count("drug")
    assert naps == []
    gc.collect()  # an unclosed connection would be a ResourceWarning, and so an error


# Settings


@pytest.mark.parametrize("url", ["https://eutils.ncbi.nlm.nih.gov/entrez/eutils/", "https://EUTILS.NCBI.nlm.nih.gov/x"])
def test_ncbi_is_not_asked_without_an_email(url: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"^NCBI asks for an e-mail address: set email in miner.toml or MINER_EMAIL$"):
        EntrezClient(url, email="", pace=Pace(tmp_path / "pace", 3))


def test_another_server_is_asked_without_an_email(server: EutilsServer, tmp_path: Path, clock: Clock) -> None:
    pace = Pace(tmp_path / "pace", 3, clock=clock, sleep=clock.sleep)
    assert EntrezClient(server.url, email="", pace=pace, sleep=clock.sleep).count("drug") == 20


@pytest.mark.parametrize("url", ["", "eutils.ncbi.nlm.nih.gov", "file:///etc/passwd", "ftp://x/"])
def test_what_is_no_address_of_the_web_is_refused(url: str, connect: Connect) -> None:
    with pytest.raises(MinerError, match="is not an address"):
        connect(url)

"""The local E-utilities server: NCBI's document formats, its limits, and scheduled faults."""

import http.client
import io
import json
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from Bio import Entrez
from lxml import etree

from tests.eutils import KINDS, EutilsServer, Faults, PubmedStore, make_record, serve
from tests.eutils.faults import ANSWERED

DTD = etree.DTD(str(Path(Entrez.__file__).parent / "DTDs" / "pubmed_250101.dtd"))


@pytest.fixture
def store() -> PubmedStore:
    """Four invented articles and a book, entered a year apart."""
    return PubmedStore(
        [
            make_record(1, title="Propranolol for infantile hemangioma", edat=date(2008, 6, 12), mesh=("Hemangioma",)),
            make_record(2, title="Atenolol", abstract="Infantile hemangioma & no propranolol.", edat=date(2009, 1, 5)),
            make_record(3, title="Hemangioma: a review", edat=date(2010, 1, 5), publication_types=("Review",)),
            make_record(4, title="Aspirin", edat=date(2011, 1, 5), mhda=date(2011, 9, 1), published="2009 Dec 3"),
            make_record(5, title="Propranolol in pregnancy", edat=date(2012, 1, 5), is_book=True),
        ]
    )


@pytest.fixture
def server(store: PubmedStore) -> Iterator[EutilsServer]:
    with serve(store, limit_per_second=None) as running:
        yield running


def ask(server: EutilsServer, endpoint: str, *, is_post: bool = False, **parameters: Any) -> tuple[int, bytes]:
    query = urlencode({"db": "pubmed", "tool": "tests", "email": "a@example.org"} | parameters)
    url = f"{server.url}{endpoint}.fcgi"
    data = query.encode() if is_post else None
    try:
        with urllib.request.urlopen(url if is_post else f"{url}?{query}", data, timeout=5) as answer:  # noqa: S310
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def read(body: bytes) -> Any:
    """Return the answer as read by Biopython, which validates it against NCBI's DTD."""
    return Entrez.read(io.BytesIO(body))  # type: ignore[no-untyped-call]


def search(server: EutilsServer, term: str, **parameters: Any) -> Any:
    return read(ask(server, "esearch", term=term, **parameters)[1])


def fetched(server: EutilsServer, **parameters: Any) -> list[int]:
    status, body = ask(server, "efetch", retmode="xml", **parameters)
    assert status == 200, body
    return [int(pmid.text or 0) for pmid in etree.fromstring(body).iterfind("*/*/PMID")]


@pytest.mark.parametrize(
    ("term", "pmids"),
    [
        ("propranolol", [5, 2, 1]),
        ("propranolol hemangioma", [2, 1]),
        ('"infantile hemangioma"', [2, 1]),
        ('"hemangioma infantile"', [2, 1]),  # no such phrase: its words are searched
        ("propranolol[ti]", [5, 1]),
        ("infantile hemangioma[tiab]", [2, 1]),
        ("hemangiom*", [3, 2, 1]),
        ("aspirin OR propranolol AND hemangioma", [2, 1]),  # left to right
        ("aspirin OR (propranolol AND hemangioma)", [4, 2, 1]),
        ("hemangioma NOT propranolol", [3]),
        ("hemangioma[mh]", [1]),
        ("review[pt]", [3]),
        ('"2008/06/12"[edat] : "2009/12/31"[edat]', [2, 1]),
        ("2009/01/05:3000[edat]", [5, 4, 3, 2]),
        ("2008:2009[dp]", [4, 2, 1]),
        ("2011/09[mhda]", [4]),
        ("hemangioma AND 2030:2031[edat]", []),
        ("2:3[uid]", [3, 2]),
        ("1,3 4", [4, 3, 1]),
        ("3[pmid]", [3]),
        ("(propranolol AND ((hemangioma) ", [2, 1]),
        (") hemangioma AND )", [3, 2, 1]),
        ('hemangioma "', [3, 2, 1]),
        ("[tiab] : AND", []),
    ],
)
def test_a_term_finds_what_pubmed_would_find_newest_first(store: PubmedStore, term: str, pmids: list[int]) -> None:
    assert store.pmids(term) == pmids


def test_search_answers_as_ncbis_dtd_says(server: EutilsServer) -> None:
    answer = search(server, "propranolol AND xyzzy", retmax=2, retstart=1)
    assert (answer["Count"], answer["RetMax"], answer["RetStart"], answer["IdList"]) == ("3", "2", "1", ["2", "1"])
    assert answer["QueryTranslation"] == '"propranolol"[All Fields]'
    assert answer["ErrorList"]["PhraseNotFound"] == ["xyzzy"]
    assert search(server, '"pregnancy propranolol"')["WarningList"]["QuotedPhraseNotFound"] == [
        '"pregnancy propranolol"'
    ]
    assert search(server, "xyzzy")["WarningList"]["OutputMessage"] == ["No items found."]


def test_search_speaks_json_too(server: EutilsServer) -> None:
    body = json.loads(ask(server, "esearch", term="aspirin xyzzy", retmode="json", usehistory="y")[1])
    result = body["esearchresult"]
    assert result.pop("webenv").startswith("MCID_")
    assert result == {
        "count": "1",
        "retmax": "1",
        "retstart": "0",
        "querykey": "1",
        "idlist": ["4"],
        "translationset": [],
        "querytranslation": '"aspirin"[All Fields]',
        "errorlist": {"phrasesnotfound": ["xyzzy"], "fieldsnotfound": []},
    }


def test_a_word_that_left_with_its_record_is_known_and_finds_nothing(store: PubmedStore) -> None:
    store.delete(4)
    assert store.search("aspirin AND propranolol").pmids == []
    assert PubmedStore([make_record(1, title="x")], known_words="aspirin").search("aspirin x").not_found == []


def test_dates_can_be_asked_for_by_parameters(server: EutilsServer, store: PubmedStore) -> None:
    assert search(server, "hemangioma", datetype="edat", mindate="2009", maxdate="2009/12")["IdList"] == ["2"]
    store.today = date(2012, 1, 20)
    assert search(server, "propranolol", datetype="crdt", reldate="30")["IdList"] == ["5"]


def test_only_the_first_records_of_a_result_are_shown(store: PubmedStore) -> None:
    with serve(store, limit_per_second=None, page_limit=2) as server:
        answer = search(server, "propranolol", retmax=10_000, usehistory="y")
        assert (answer["Count"], answer["IdList"]) == ("3", ["5", "2"])
        assert answer["WarningList"]["OutputMessage"] == ["Restrictions achieved. start and count adjusted to 0, 2"]
        history = {"WebEnv": answer["WebEnv"], "query_key": answer["QueryKey"]}
        assert fetched(server, **history) == [5, 2]
        assert fetched(server, **history, retstart=1, retmax=500) == [2]
        status, body = ask(server, "efetch", **history, retstart=2)
        assert (status, b"'retstart' cannot be larger than 1. For PubMed, ESearch" in body) == (400, True)
        status, body = ask(server, "esearch", term="propranolol", retstart=2)
        assert (status, b"<ERROR>Search Backend failed: Exception:\n'retstart' cannot be" in body) == (200, True)
        with pytest.raises(json.JSONDecodeError):  # NCBI's own JSON has a raw line feed there
            json.loads(ask(server, "esearch", term="propranolol", retstart=2, retmode="json")[1])


def test_the_cap_is_pubmeds_own_by_default(server: EutilsServer) -> None:
    body = ask(server, "esearch", term="propranolol", retstart=9_999)[1]
    assert b"'retstart' cannot be larger than 9998. For PubMed, ESearch can only retrieve the first 9,999 rec" in body


def test_an_empty_term_is_an_error_with_status_200(server: EutilsServer) -> None:
    assert ask(server, "esearch")[0] == 200
    with pytest.raises(RuntimeError, match="Empty term and query_key - nothing todo"):
        search(server, "")


def test_the_history_keeps_several_results(server: EutilsServer) -> None:
    first = search(server, "propranolol", usehistory="y")
    second = search(server, "hemangioma", usehistory="y", WebEnv=first["WebEnv"])
    assert (second["WebEnv"], second["QueryKey"]) == (first["WebEnv"], "2")
    assert fetched(server, WebEnv=first["WebEnv"], query_key=1) == [5, 2, 1]
    assert search(server, "#1 AND #2", WebEnv=first["WebEnv"])["IdList"] == ["2", "1"]
    assert search(server, "review", WebEnv=first["WebEnv"], query_key=2)["IdList"] == ["3"]


def test_a_result_in_the_history_does_not_move_when_records_come_and_go(
    server: EutilsServer, store: PubmedStore
) -> None:
    answer = search(server, "propranolol", usehistory="y")
    store.add(make_record(9, title="Propranolol again", edat=date(2020, 1, 1)))
    store.delete(2)
    assert fetched(server, WebEnv=answer["WebEnv"], query_key=1) == [5, 1]


def test_posted_pmids_are_kept_and_unknown_ones_named(server: EutilsServer) -> None:
    status, body = ask(server, "epost", is_post=True, id="3,1,77,3")
    answer = read(body)
    assert (status, answer["InvalidIdList"], answer["QueryKey"]) == (200, ["77"], "1")
    assert fetched(server, WebEnv=answer["WebEnv"], query_key=1) == [3, 1]
    assert b"WebEnv" not in ask(server, "epost", id="77,78")[1]


def test_fetch_leaves_unknown_pmids_out_in_silence(server: EutilsServer) -> None:
    assert fetched(server, id="4,77,1") == [4, 1]
    status, body = ask(server, "efetch", id="77")
    assert status == 200
    assert body.endswith(b"<PubmedArticleSet>\n</PubmedArticleSet>")
    assert b'"-//NLM//DTD PubMedArticle, 1st January 2025//EN"' in body


def test_an_unknown_history_is_an_error_document(server: EutilsServer) -> None:
    status, body = ask(server, "efetch", WebEnv="MCID_0", query_key=1, retstart=20, retmax=10)
    errors = [error.text for error in etree.fromstring(body).iterfind("ERROR")]
    assert (status, errors[0]) == (
        400,
        "Cannot retrieve history data. query_key: 1, WebEnv: MCID_0, retstart: 20, retmax: 10",
    )
    answer = search(server, "propranolol", usehistory="y")
    server.expire_histories()
    assert ask(server, "esummary", WebEnv=answer["WebEnv"], query_key=1)[0] == 400
    status, body = ask(
        server, "efetch", WebEnv=search(server, "aspirin", usehistory="y")["WebEnv"], query_key=1, retstart=1
    )
    assert (status, b"OUT OF RANGE. Parameter retstart=1 + 1 is greater" in body) == (400, True)


def test_summaries_tell_retractions_and_unknown_pmids(server: EutilsServer, store: PubmedStore) -> None:
    store.retract(1, 50, on=date(2013, 2, 3))
    result = json.loads(ask(server, "esummary", id="1,77", retmode="json")[1])["result"]
    assert result["uids"] == ["1", "77"]
    assert result["1"]["pubtype"] == ["Journal Article", "Retracted Publication"]
    assert [(link["reftype"], link["pmid"]) for link in result["1"]["references"]] == [("Retraction in", 50)]
    assert result["77"] == {"uid": "77", "error": "cannot get document summary"}
    summaries = read(ask(server, "esummary", id="1,5")[1])
    assert [(summary["Id"], summary["Title"]) for summary in summaries] == [
        ("1", "Propranolol for infantile hemangioma"),
        ("5", "Propranolol in pregnancy"),
    ]
    assert b"<ERROR>UID=77: cannot get document summary</ERROR>" in ask(server, "esummary", id="77")[1]


def test_all_that_is_served_is_valid_by_nlms_dtd(server: EutilsServer, store: PubmedStore) -> None:
    store.retract(1, 50, on=date(2013, 2, 3))
    store.revise(2, on=date(2013, 2, 4))
    store.revise(5, on=date(2013, 2, 4))
    root = etree.fromstring(ask(server, "efetch", id="1,2,3,4,5,50")[1])
    assert len(root) == 6
    assert DTD.validate(root), DTD.error_log
    assert [element.tag for element in root][4] == "PubmedBookArticle"


def test_records_change_as_nlm_changes_them(store: PubmedStore) -> None:
    before = store.get(1)
    store.revise(1, make_record(1, title="Propranolol for haemangioma", edat=date(2008, 6, 12)), on=date(2013, 1, 1))
    after = store.get(1)
    assert after is not None
    assert (store.pmids("haemangioma"), store.pmids("propranolol hemangioma[ti]")) == ([1], [])
    assert (after.revised, store.earlier(1)) == (date(2013, 1, 1), before)
    store.retract(1, 50, on=date(2013, 2, 3))
    article, notice = store.get(1), store.get(50)
    assert article is not None
    assert notice is not None
    assert (article.revised, article.publication_types) == (
        date(2013, 2, 3),
        ("Journal Article", "Retracted Publication"),
    )
    assert b'<CommentsCorrections RefType="RetractionIn">' in article.xml
    assert b'<CommentsCorrections RefType="RetractionOf">' in notice.xml
    assert store.pmids("2013/02/03[lr]") == [50, 1]
    store.delete(1)
    assert (1 in store, store.get(1), len(store)) == (False, None, 5)


def test_a_higher_version_wins_and_deletions_in_a_file_are_obeyed() -> None:
    store = PubmedStore([make_record(1, title="Second", version=2), make_record(2)])
    parts = (
        make_record(1, title="First") + make_record(3) + b'<DeleteCitation><PMID Version="1">2</PMID></DeleteCitation>'
    )
    assert store.load(b"<PubmedArticleSet>" + parts + b"</PubmedArticleSet>") == 2
    assert (store.pmids(), store.pmids("second")) == ([3, 1], [1])


def test_entry_and_creation_are_two_dates(store: PubmedStore) -> None:
    store.add(make_record(8, title="Late", edat=date(1999, 1, 1), crdt=date(2015, 1, 1)))
    assert (store.pmids("1999[edat]"), store.pmids("2015[crdt]"), store.pmids("1999[mhda]")) == ([8], [8], [8])
    store.load(
        b"<MedlineCitationSet><MedlineCitation><PMID>9</PMID></MedlineCitation></MedlineCitationSet>",
        edat=date(2001, 2, 3),
    )
    assert store.pmids("2001/02/03[edat] AND 2001/02/03[crdt]") == [9]


def test_real_records_are_served_as_they_are(shared_data: Path) -> None:
    store = PubmedStore()
    assert store.load(shared_data / "medline_xml" / "pubmedportable_pancreatic_100.xml.gz") == 100
    with serve(store, limit_per_second=None) as server:
        answer = search(server, "pancreatic neoplasms[mh] AND 1990:1999[dp]", usehistory="y", retmax=100)
        assert answer["Count"] == "78"  # as counted by XPath
        assert fetched(server, WebEnv=answer["WebEnv"], query_key=1) == [int(pmid) for pmid in answer["IdList"]]


class Clock:
    """A clock that moves only when it is advanced."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_fourth_request_within_a_second_is_refused(store: PubmedStore) -> None:
    clock = Clock()
    with serve(store, clock=clock) as server:
        statuses = []
        for pause in (0.0, 0.3, 0.3, 0.3, 0.9, 0.2):
            clock.now += pause
            statuses.append(ask(server, "efetch", id="1")[0])
        assert statuses == [200, 200, 200, 429, 200, 200]
        assert server.most_per_second() == 4
        clock.now += 5
        assert [ask(server, "efetch", id="1", api_key="secret")[0] for _ in range(11)] == [200] * 10 + [429]
        body = json.loads(ask(server, "efetch", id="1", api_key="secret")[1])
        assert body == {"error": "API rate limit exceeded", "api-key": "secret", "count": "12", "limit": "10"}


def test_requests_are_on_record_without_the_key(server: EutilsServer) -> None:
    ask(server, "esearch", is_post=True, term="aspirin", api_key="secret")
    (request,) = server.requests
    assert request.parameters == {
        "db": "pubmed",
        "tool": "tests",
        "email": "a@example.org",
        "term": "aspirin",
        "api_key": "***",
    }
    assert (request.endpoint, request.method, request.status, request.fault) == ("esearch", "POST", 200, "")


def test_a_wrong_key_is_refused(store: PubmedStore) -> None:
    with serve(store, api_keys=frozenset({"right"})) as server:
        assert ask(server, "esearch", term="aspirin", api_key="right")[0] == 200
        status, body = ask(server, "esearch", term="aspirin", api_key="wrong")
        assert (status, json.loads(body)["error"]) == (400, "API key invalid")


def test_a_wrong_address_is_not_found(server: EutilsServer) -> None:
    assert ask(server, "einfo")[0] == 404
    assert b"Invalid db name specified: pubmedd" in ask(server, "esearch", db="pubmedd", term="aspirin")[1]


def shown(server: EutilsServer, kind: str, endpoint: str, **parameters: Any) -> tuple[int, bytes] | str:
    """Return the answer to one request with a fault, or the name of the exception that it raises."""
    server.faults = Faults([kind], slow_seconds=0.05)
    try:
        answer = ask(server, endpoint, **parameters)
    except (OSError, http.client.HTTPException) as error:
        assert server.faults.shown[kind] == 1
        return type(error).__name__
    assert server.faults.shown[kind] == 1, kind
    return answer


@pytest.mark.parametrize(
    ("kind", "status", "part"),
    [
        ("429", 429, b'"error":"API rate limit exceeded"'),
        ("429_bare", 429, b'"error":"API rate limit exceeded"'),
        ("500", 500, b"<h1>Server Error</h1>"),
        ("502", 502, b"<h1>Bad Gateway</h1>"),
        ("503", 503, b"<h1>Service Unavailable</h1>"),
        ("503_retry", 503, b"<h1>Service Unavailable</h1>"),
        ("slow", 200, b"<Title>Journal of Invented Results</Title>"),
        ("error_document", 200, b"<eFetchResult>\n\t<ERROR>Error occurred"),
        ("html", 200, b"NCBI is down"),
        ("json_error", 200, b'{"error":"error forwarding request"'),
        ("empty_body", 200, b""),
        ("timeout_400", 400, b"Empty Response. Bytes read: 0 Status: Timeout"),
    ],
)
def test_a_fault_is_shown_as_ncbi_shows_it(server: EutilsServer, kind: str, status: int, part: bytes) -> None:
    answer = shown(server, kind, "efetch", id="1")
    assert not isinstance(answer, str)
    assert (answer[0], part in answer[1]) == (status, True)
    assert (answer[1] == b"") == (kind == "empty_body")
    assert fetched(server, id="1") == [1], "the next request is answered"


@pytest.mark.parametrize(
    ("kind", "exception"),
    [("dropped", "RemoteDisconnected"), ("cut_body", "IncompleteRead"), ("cut_chunked", "IncompleteRead")],
)
def test_a_connection_is_cut(server: EutilsServer, kind: str, exception: str) -> None:
    assert shown(server, kind, "efetch", id="1") == exception
    assert server.requests[-1].fault == kind


def test_a_document_is_cut_although_its_length_is_right(server: EutilsServer) -> None:
    answer = shown(server, "cut_document", "efetch", id="1")
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(answer[1])


def test_a_search_backend_fails(server: EutilsServer) -> None:
    answer = shown(server, "backend_failed", "esearch", term="aspirin")
    assert b"<ERROR>Search Backend failed: Database is not supported: pubmed</ERROR>" in answer[1]


@pytest.mark.parametrize(
    ("kind", "status", "part"),
    [("expired", 400, b"Cannot retrieve"), ("expired_200", 200, b"Unable to obtain query #1")],
)
def test_a_history_expires_for_good(server: EutilsServer, kind: str, status: int, part: bytes) -> None:
    history = {"WebEnv": search(server, "aspirin", usehistory="y")["WebEnv"], "query_key": "1"}
    answer = shown(server, kind, "efetch", **history)
    assert (answer[0], part in answer[1]) == (status, True)
    assert ask(server, "efetch", **history)[0] == 400


def test_a_batch_is_short_double_or_late(server: EutilsServer, store: PubmedStore) -> None:
    server.faults = Faults(["missing", "duplicate", None, "stale"])
    assert fetched(server, id="1,2,3,4") == [2, 3]
    assert fetched(server, id="1,2") == [1, 1, 2]
    assert fetched(server, id="1,2") == [1, 2]
    store.revise(1, on=date(2013, 1, 1))
    assert b"<DateRevised>" not in ask(server, "efetch", id="1")[1]
    assert b"<DateRevised>" in ask(server, "efetch", id="1")[1]


def test_the_store_changes_between_two_requests(server: EutilsServer, store: PubmedStore) -> None:
    server.faults = Faults([None, "changed"], change=lambda: store.delete(2))
    assert [search(server, "propranolol")["Count"] for _ in range(2)] == ["3", "2"]


def test_what_a_request_cannot_show_is_counted_as_idle(server: EutilsServer) -> None:
    server.faults = Faults(["missing", "expired", "stale", "backend_failed"])
    search(server, "aspirin")
    for _ in range(3):
        assert fetched(server, id="1") == [1]
    assert server.faults.idle == {"missing": 1, "expired": 1, "stale": 1, "backend_failed": 1}
    assert not server.faults.shown


def test_every_kind_can_be_drawn_and_the_same_seed_draws_the_same() -> None:
    def draw(seed: int) -> list[str | None]:
        faults = Faults.random(0.5, seed=seed)
        return [faults.next() for _ in range(1000)]

    assert draw(1) == draw(1) != draw(2)
    assert set(draw(1)) == {None, *KINDS}
    assert set(KINDS) > ANSWERED


def test_a_mistyped_fault_is_told_when_the_server_ends(store: PubmedStore) -> None:
    server = EutilsServer(store=store, faults=Faults(["slwo"]))
    with pytest.raises(http.client.RemoteDisconnected):
        ask(server, "esearch", term="aspirin")
    with pytest.raises(ValueError, match="no fault is named 'slwo'"):
        server.close()


def test_one_server_serves_many_examples(server: EutilsServer) -> None:
    url = server.url
    for number in range(1, 21):
        server.reset(PubmedStore([make_record(number)]), limit_per_second=None)
        assert fetched(server, id=str(number)) == [number]
    assert (server.url, len(server.requests)) == (url, 1)


def test_connections_can_be_kept_open_and_shared_among_threads(server: EutilsServer) -> None:
    connection = http.client.HTTPConnection(server.url.split("/")[2], timeout=5)
    for _ in range(3):
        connection.request("GET", "/entrez/eutils/efetch.fcgi?db=pubmed&id=1")
        assert connection.getresponse().read().startswith(b"<?xml")
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda pmid: fetched(server, id=str(pmid)), [1, 2, 3, 4] * 10))
    assert answers == [[1], [2], [3], [4]] * 10
    connection.close()


def test_by_hand_it_says_where_it_is_and_how_to_point_miner_at_it(tmp_path: Path, store: PubmedStore) -> None:
    file = tmp_path / "records.xml"
    file.write_bytes(store.xml_set())
    command = [sys.executable, "-m", "tests.eutils", str(file), "--port", "0"]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=root) as process:
        assert process.stdout is not None
        first, second = process.stdout.readline(), process.stdout.readline()
        url = second.split("MINER_EUTILS_URL=")[1].split()[0]
        with urllib.request.urlopen(f"{url}esearch.fcgi?term=aspirin", timeout=5) as answer:  # noqa: S310
            assert b"<Id>4</Id>" in answer.read()
        process.send_signal(2)
        _, log = process.communicate(timeout=5)
    assert first.startswith("5 records at http://127.0.0.1:")
    assert "GET esearch 200 term=aspirin" in log
    assert log.endswith("ended after 1 requests; faults shown: none\n")
    assert process.returncode == 0

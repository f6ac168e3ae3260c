"""ESearch, EPost, EFetch and ESummary over HTTP, from a store, with PubMed's limits and (on schedule) its failures."""

import contextlib
import re
import secrets
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from tests.eutils import answers
from tests.eutils.answers import Answer
from tests.eutils.faults import Faults
from tests.eutils.query import days, within
from tests.eutils.records import Record
from tests.eutils.store import PubmedStore

PATH = "/entrez/eutils/"
PAGE_LIMIT = 9_999
POST_LIMIT = 10_000
_WINDOW_SECONDS = 1.0 - 1e-6  # two requests a second apart by a clock of floats are not in one second
_DATE_TYPES = {"pdat": "dp", "edat": "edat", "mdat": "lr", "crdt": "crdt", "mhda": "mhda", "dp": "dp"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request as the server saw it: `time` by the server's clock, an API key shown as "***".

    `fault` is the kind that it met, "" for none; `status` is 0 where no status was sent.
    """

    time: float
    endpoint: str
    method: str
    parameters: dict[str, str]
    status: int
    fault: str = ""


class EutilsServer:
    """What `serve` gives: the address, the record of requests, and `reset` for the next example of a test."""

    def __init__(self, **settings: Any) -> None:
        self._lock = threading.RLock()
        self.stopping = threading.Event()
        self.failures: list[BaseException] = []
        self.reset(**settings)
        self._http = _Http(("127.0.0.1", int(settings.get("port", 0))), _Handler)
        self._http.eutils = self
        self.url = f"http://127.0.0.1:{self._http.server_port}{PATH}"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), name="eutils", daemon=True)
        self._thread.start()

    def reset(
        self,
        store: PubmedStore,
        *,
        faults: Faults | None = None,
        limit_per_second: int | None = 3,
        limit_with_key: int = 10,
        clock: Callable[[], float] = time.monotonic,
        page_limit: int = PAGE_LIMIT,
        api_keys: frozenset[str] | None = None,
        log: Callable[[Request], None] | None = None,
        port: int = 0,  # noqa: ARG002 - only the first call opens a port
    ) -> None:
        """Begin anew on the same port: another store, other faults, no history, no requests on record."""
        with self._lock:
            self.store = store
            self.faults = faults or Faults()
            self.limit_per_second = limit_per_second
            self.limit_with_key = limit_with_key
            self.clock = clock
            self.page_limit = page_limit
            self.api_keys = api_keys
            self.log = log
            self.requests: list[Request] = []
            self._histories: dict[str, dict[int, list[int]]] = {}
            self._recent: dict[str, deque[float]] = {}

    def close(self) -> None:
        """Stop; raises what went wrong inside the server, if anything did."""
        self.stopping.set()
        self._http.shutdown()
        self._thread.join()
        self._http.drop_connections()
        self._http.server_close()
        if self.failures:
            raise self.failures[0]

    def expire_histories(self) -> None:
        """Forget every WebEnv, as NCBI does after hours without use."""
        with self._lock:
            self._histories.clear()

    def most_per_second(self) -> int:
        """The most requests that began within any one second of the clock, refused ones too."""
        times = sorted(request.time for request in self.requests)
        first = most = 0
        for last, moment in enumerate(times):
            while moment - times[first] >= _WINDOW_SECONDS:
                first += 1
            most = max(most, last - first + 1)
        return most

    # One request

    def answer(self, endpoint: str, parameters: dict[str, str]) -> tuple[Answer, str, float]:
        """The answer, the fault that the connection is to show ("" for none) and the time of the request."""
        with self._lock:
            now = self.clock()
            refusal = self._refusal(parameters, now)
            if refusal:
                return refusal, "", now
            kind = self.faults.next() or ""
            if kind == "changed":
                self.faults.change()
            if kind.startswith("expired"):
                kind = kind if self._histories.pop(parameters.get("WebEnv", ""), None) else self._idle(kind)
            answer, kind = self._faulty(kind, endpoint, parameters)
            if kind:
                self.faults.shown[kind] += 1
            return answer, kind, now

    def note(
        self, moment: float, endpoint: str, method: str, parameters: dict[str, str], status: int, fault: str
    ) -> None:
        """Put a request on record."""
        shown = {name: "***" if name == "api_key" else value for name, value in parameters.items()}
        request = Request(
            time=moment, endpoint=endpoint, method=method, parameters=shown, status=status, fault=fault
        )  # fmt: skip
        with self._lock:
            self.requests.append(request)
            log = self.log
        if log:
            log(request)

    def _refusal(self, parameters: dict[str, str], now: float) -> Answer | None:
        key = parameters.get("api_key", "")
        limit = self.limit_with_key if key else self.limit_per_second
        if self.limit_per_second is not None and limit is not None:
            recent = self._recent.setdefault(key, deque())
            while recent and now - recent[0] >= _WINDOW_SECONDS:
                recent.popleft()
            recent.append(now)
            if len(recent) > limit:
                return answers.rate_limited(key or "127.0.0.1", count=len(recent), limit=limit)
        if key and self.api_keys is not None and key not in self.api_keys:
            return answers.wrong_key(key)
        return None

    def _idle(self, kind: str) -> str:
        self.faults.idle[kind] += 1
        return ""

    def _faulty(self, kind: str, endpoint: str, parameters: dict[str, str]) -> tuple[Answer, str]:
        is_json = parameters.get("retmode") == "json"
        if kind in {"429", "429_bare"}:
            retry = 1 if kind == "429" else None
            key = parameters.get("api_key", "127.0.0.1")
            return answers.rate_limited(key, count=4, limit=3, retry_after=retry), kind
        if kind in {"500", "502", "503", "503_retry"}:
            title = {"500": "Server Error", "502": "Bad Gateway"}.get(kind, "Service Unavailable")
            return answers.server_error(int(kind[:3]), title, retry_after=1 if kind == "503_retry" else None), kind
        if kind == "html":
            return Answer(200, answers.HTML, answers.server_error(200, "NCBI is down for maintenance").body), kind
        if kind == "json_error":
            return answers.forwarding_error("127.0.0.1"), kind
        if kind == "empty_body":
            return Answer(200, answers.JSON if is_json else answers.XML, b""), kind
        if kind == "error_document":
            return _error_document(endpoint, is_json=is_json), kind
        if kind == "backend_failed":
            if endpoint != "esearch":
                kind = self._idle(kind)
            else:
                return answers.search_error(
                    "Search Backend failed: Database is not supported: pubmed", is_json=is_json
                ), kind
        if kind == "timeout_400":
            if endpoint != "efetch":
                kind = self._idle(kind)
            else:
                text = " Error: External viewer error: Empty Response. Bytes read: 0 Status: Timeout"
                return answers.fetch_error(text), kind
        if kind == "expired_200":
            text = f"Unable to obtain query #{parameters.get('query_key', '1')}"
            return _error_document(endpoint, is_json=is_json, text=text), kind
        if kind in {"missing", "duplicate", "stale"} and endpoint != "efetch":
            kind = self._idle(kind)
        return self._right(endpoint, parameters, kind)

    def _right(self, endpoint: str, parameters: dict[str, str], kind: str) -> tuple[Answer, str]:
        """The right answer, but for what a fault does to the records of an EFetch."""
        is_json = parameters.get("retmode") == "json"
        database = parameters.get("db", "pubmed" if endpoint == "epost" else "")
        if database != "pubmed":
            text = f"Invalid db name specified: {database}"
            return (
                answers.search_error(text, is_json=is_json) if endpoint == "esearch" else answers.fetch_error(text), kind
            )  # fmt: skip
        if endpoint == "esearch":
            return self._esearch(parameters, is_json=is_json), kind
        if endpoint == "epost":
            return self._epost(parameters), kind
        ids = self._ids(endpoint, parameters, is_json=is_json)
        if isinstance(ids, Answer):
            return ids, kind
        if endpoint == "esummary":
            found = {pmid: self.store.get(int(pmid)) if pmid.isdecimal() else None for pmid in ids}
            return answers.summaries(ids, found, is_json=is_json), kind
        records = [record for pmid in dict.fromkeys(ids) if pmid.isdecimal() and (record := self.store.get(int(pmid)))]
        return self._efetch(records, parameters, kind)

    def _efetch(self, records: list[Record], parameters: dict[str, str], kind: str) -> tuple[Answer, str]:
        if parameters.get("rettype") == "uilist":
            return Answer(200, answers.TEXT, "".join(f"{record.pmid}\n" for record in records).encode()), kind
        if kind == "stale":
            shown = [self.store.earlier(record.pmid) or record for record in records]
            kind = kind if shown != records else self._idle(kind)
            records = shown
        elif kind in {"missing", "duplicate"} and not records:
            kind = self._idle(kind)
        elif kind == "missing":
            records = [record for place, record in enumerate(records) if place % 3]
        elif kind == "duplicate":
            records = [records[0], *records]
        return answers.articles(record.xml for record in records), kind

    def _esearch(self, parameters: dict[str, str], *, is_json: bool) -> Answer:
        term = parameters.get("term", "").strip()
        web_env, key = parameters.get("WebEnv", ""), parameters.get("query_key", "")
        if not term and not key:
            return answers.search_error("Empty term and query_key - nothing todo", is_json=is_json)
        if key and not self._stored(web_env, key):
            return answers.search_error(f"Unable to obtain query #{key}", is_json=is_json)
        start, size = _number(parameters, "retstart", 0), _number(parameters, "retmax", 20)
        if start > self.page_limit - 1:
            text = "Search Backend failed: Exception:\n" + answers.only_first(self.page_limit)
            return answers.search_error(text, is_json=is_json)
        restriction = self._dates(parameters)
        if key:
            stored = {pmid for pmid in self._histories[web_env][int(key)] if pmid in self.store}
            restriction = stored if restriction is None else restriction & stored
        sets = {number: set(pmids) for number, pmids in self._histories.get(web_env, {}).items()}
        found = self.store.search(term, within=restriction, sets=sets)
        history = None
        if parameters.get("usehistory") == "y":
            history = self._keep(web_env, found.pmids)
        return answers.search_result(
            found, start=start, size=size, limit=self.page_limit, history=history, is_json=is_json,
            count_only=parameters.get("rettype") == "count",
        )  # fmt: skip

    def _dates(self, parameters: dict[str, str]) -> set[int] | None:
        """The PMIDs that `datetype` with `mindate` and `maxdate`, or with `reldate`, leaves; None: all."""
        name = _DATE_TYPES.get(parameters.get("datetype", "edat"), "edat")
        today = self.store.today or datetime.now(UTC).date()
        if reldate := _number(parameters, "reldate", 0):
            return within(self.store, name, today - timedelta(days=reldate), today)
        first, last = days(parameters.get("mindate", "")), days(parameters.get("maxdate", ""))
        if first is None and last is None:
            return None
        return within(self.store, name, first[0] if first else date.min, last[1] if last else date.max)

    def _epost(self, parameters: dict[str, str]) -> Answer:
        text = parameters.get("id", "")
        ids = [part for part in re.split(r"[\s,]+", text) if part]
        if not ids:
            return answers.post_result((), None, "Wrong parameters: id list is empty")
        if len(ids) > POST_LIMIT:
            return answers.post_result((), None, f"Too many UIDs in request. Maximum number of UIDs is {POST_LIMIT}")
        valid = [int(part) for part in dict.fromkeys(ids) if part.isdecimal() and int(part) in self.store]
        known = {str(pmid) for pmid in valid}
        invalid = [part for part in dict.fromkeys(ids) if part not in known]
        history = self._keep(parameters.get("WebEnv", ""), valid) if valid else None
        return answers.post_result(invalid, history)

    def _keep(self, web_env: str, pmids: list[int]) -> tuple[str, str]:
        if web_env not in self._histories:
            web_env = f"MCID_{secrets.token_hex(12)}"
            self._histories[web_env] = {}
        key = len(self._histories[web_env]) + 1
        self._histories[web_env][key] = pmids
        return web_env, str(key)

    def _stored(self, web_env: str, key: str) -> list[int] | None:
        return self._histories.get(web_env, {}).get(int(key) if key.isdecimal() else 0)

    def _ids(self, endpoint: str, parameters: dict[str, str], *, is_json: bool) -> list[str] | Answer:
        """The PMIDs that an EFetch or ESummary asks for, as text, or the error that it gets."""
        is_summary = endpoint == "esummary"
        start, size = _number(parameters, "retstart", 0), _number(parameters, "retmax", 10_000)
        if "id" in parameters:
            ids = [part for part in re.split(r"[\s,]+", parameters["id"]) if part]
            if ids:
                return ids[start : start + size]
        if "WebEnv" not in parameters or "query_key" not in parameters:
            text = "Id list is empty! Possibly it has no correct IDs."
            return answers.summary_error(text, is_json=is_json) if is_summary else answers.fetch_error(text)
        stored = self._stored(parameters["WebEnv"], parameters["query_key"])
        if stored is None:
            return answers.no_history(
                parameters["query_key"], parameters["WebEnv"], start, size, is_summary=is_summary, is_json=is_json
            )
        error = ""
        if start > self.page_limit - 1:
            error = f"Search backend cannot retrieve history data. Reason: Exception:\n{answers.only_first(self.page_limit)}"
        elif stored and start >= len(stored):
            error = (
                f"Cannot retrieve history data: OUT OF RANGE. Parameter retstart={start} + 1 is greater than number of "
                f"records available in history. History includes {len(stored)} IDs."
            )
        elif not stored:
            error = "Empty result - nothing to do"
        if error:
            return answers.summary_error(error, is_json=is_json) if is_summary else answers.fetch_error(error)
        return [str(pmid) for pmid in stored[start : min(start + size, self.page_limit)]]


def _error_document(
    endpoint: str, *, is_json: bool, text: str = "Error occurred: cannot connect to the database"
) -> Answer:
    if endpoint == "esearch":
        return answers.search_error(text, is_json=is_json)
    if endpoint == "esummary":
        return answers.summary_error(text, is_json=is_json)
    return answers.post_result((), None, text) if endpoint == "epost" else answers.fetch_error(text, status=200)


def _number(parameters: dict[str, str], name: str, default: int) -> int:
    text = parameters.get(name, "")
    return int(text) if text.isdecimal() else default


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64
    eutils: EutilsServer

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        self._connections: set[socket.socket] = set()
        super().__init__(address, handler)

    def server_bind(self) -> None:
        # HTTPServer's own asks the resolver for the name of the host, which can take seconds.
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._connections.discard(request)
        super().shutdown_request(request)

    def drop_connections(self) -> None:
        """End what clients keep open, so that no thread outlives the server."""
        for connection in list(self._connections):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002
        """Nothing: what is not a lost connection was noted by the handler."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # one write an answer
    server: _Http

    def do_GET(self) -> None:
        self._serve(self.path.partition("?")[2])

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self._serve(self.rfile.read(length).decode())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing: requests are on record."""

    def _serve(self, query: str) -> None:
        eutils = self.server.eutils
        path = self.path.partition("?")[0]
        endpoint = path.removeprefix(PATH).removesuffix(".fcgi")
        # The same name twice (id=1&id=2) is one list, as ESummary and EFetch take it.
        parameters: dict[str, str] = {}
        for name, value in parse_qsl(query, keep_blank_values=True):
            parameters[name] = f"{parameters[name]},{value}" if name == "id" and name in parameters else value
        if endpoint not in {"esearch", "epost", "efetch", "esummary"} or path != f"{PATH}{endpoint}.fcgi":
            self._send(answers.server_error(404, "Not Found"))
            return
        try:
            answer, fault, moment = eutils.answer(endpoint, parameters)
        except Exception as error:
            eutils.failures.append(error)
            raise
        status = 0 if fault == "dropped" else answer.status
        eutils.note(moment, endpoint, self.command, parameters, status, fault)
        self._show(answer, fault)

    def _show(self, answer: Answer, fault: str) -> None:
        if fault == "slow":
            self.server.eutils.stopping.wait(self.server.eutils.faults.slow_seconds)
        if fault == "dropped":
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
        elif fault == "cut_body":
            self._send(answer, sent=len(answer.body) // 2)
        elif fault == "cut_chunked":
            self._send(answer, sent=len(answer.body) // 2, is_chunked=True)
        elif fault == "cut_document":
            self._send(Answer(answer.status, answer.content_type, answer.body[: len(answer.body) // 2], answer.headers))
        else:
            self._send(answer)

    def _send(self, answer: Answer, *, sent: int | None = None, is_chunked: bool = False) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        for name, value in answer.headers:
            self.send_header(name, value)
        if is_chunked:
            self.send_header("Transfer-Encoding", "chunked")
        else:
            self.send_header("Content-Length", str(len(answer.body)))
        if sent is not None:
            self.close_connection = True
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        body = answer.body if sent is None else answer.body[:sent]
        self.wfile.write(b"%x\r\n%b\r\n" % (len(body), body) if is_chunked else body)
        self.wfile.flush()


@contextlib.contextmanager
def serve(store: PubmedStore, **settings: Any) -> Iterator[EutilsServer]:
    """Serve a store on a free port of 127.0.0.1 until the block ends; takes what `EutilsServer.reset` takes.

    Raises:
        Exception: what went wrong inside the server, so that a test never passes over it.
    """
    server = EutilsServer(store=store, **settings)
    try:
        yield server
    finally:
        server.close()

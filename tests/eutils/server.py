"""E-utilities over HTTP, with the rate limit, a log of requests, and scheduled failures."""

import contextlib
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from tests.eutils import answers
from tests.eutils.answers import Answer
from tests.eutils.faults import Faults, can_show, replaced
from tests.eutils.store import PubmedStore
from tests.eutils.utilities import ENDPOINTS, PAGE_LIMIT, Utilities

PATH = "/entrez/eutils/"
_WINDOW_SECONDS = 1.0 - 1e-6  # tolerance for floats: two requests a second apart are not within one second


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request as the server saw it, with `time` by the server's clock and any API key shown as "***".

    `fault` is the kind of fault shown, "" for none; `status` is 0 if no status was sent.
    """

    time: float
    endpoint: str
    method: str
    parameters: dict[str, str]
    status: int
    fault: str = ""


class EutilsServer:
    """A running server with its address and log of requests; `reset` prepares it for the next example of a test."""

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
        """Start over on the same port with another store, other faults, no history and an empty log."""
        with self._lock:
            self.utilities = Utilities(store, page_limit=page_limit)
            self.faults = faults or Faults()
            self.limit_per_second = limit_per_second
            self.limit_with_key = limit_with_key
            self.clock = clock
            self.api_keys = api_keys
            self.log = log
            self.requests: list[Request] = []
            self._recent: dict[str, deque[float]] = {}

    def close(self) -> None:
        """Stop the server and raise the first exception that occurred in it, if any."""
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
            self.utilities.histories.clear()

    def most_per_second(self) -> int:
        """Return the most requests that began within any one second of the clock, refused ones included."""
        times = sorted(request.time for request in self.requests)
        first = most = 0
        for last, moment in enumerate(times):
            while moment - times[first] >= _WINDOW_SECONDS:
                first += 1
            most = max(most, last - first + 1)
        return most

    # One request

    def answer(self, endpoint: str, parameters: dict[str, str]) -> tuple[Answer, str, float]:
        """Return the answer, the fault to produce on the connection ("" for none) and the time of the request."""
        with self._lock:
            now = self.clock()
            refusal = self._refusal(parameters, now)
            if refusal:
                return refusal, "", now
            kind = self.faults.next() or ""
            shown = kind if self._can_show(kind, endpoint, parameters) else ""
            answer = replaced(shown, endpoint, parameters)
            if answer is None:
                answer, shown = self.utilities.answer(endpoint, parameters, shown)
            if kind:
                (self.faults.shown if shown else self.faults.idle)[kind] += 1
            return answer, shown, now

    def _can_show(self, kind: str, endpoint: str, parameters: dict[str, str]) -> bool:
        """Apply the fault's effect on store and history, and return whether this request can show it."""
        if not can_show(kind, endpoint):
            return False
        if kind == "changed":
            self.faults.change()
        if kind.startswith("expired"):
            return self.utilities.histories.pop(parameters.get("WebEnv", ""), None) is not None
        return True

    def note(self, request: Request) -> None:
        """Add a request to the log."""
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


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64
    eutils: EutilsServer

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        self._connections: set[socket.socket] = set()
        super().__init__(address, handler)

    def server_bind(self) -> None:
        # HTTPServer's own method resolves the host name, which can take seconds.
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
        """Close connections that clients keep open, so that no thread outlives the server."""
        for connection in list(self._connections):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Do nothing: the handler has recorded every error except lost connections."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # one write per answer
    server: _Http

    def do_GET(self) -> None:
        self._serve(self.path.partition("?")[2])

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self._serve(self.rfile.read(length).decode())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Do nothing: requests are logged."""

    def _serve(self, query: str) -> None:
        eutils = self.server.eutils
        path = self.path.partition("?")[0]
        endpoint = path.removeprefix(PATH).removesuffix(".fcgi")
        # A repeated parameter (id=1&id=2) is one list, as for ESummary and EFetch.
        parameters: dict[str, str] = {}
        for name, value in parse_qsl(query, keep_blank_values=True):
            parameters[name] = f"{parameters[name]},{value}" if name == "id" and name in parameters else value
        if endpoint not in ENDPOINTS or path != f"{PATH}{endpoint}.fcgi":
            self._send(answers.server_error(404, "Not Found"))
            return
        try:
            answer, fault, moment = eutils.answer(endpoint, parameters)
        except Exception as error:
            eutils.failures.append(error)
            raise
        request = Request(
            time=moment,
            endpoint=endpoint,
            method=self.command,
            parameters={name: "***" if name == "api_key" else value for name, value in parameters.items()},
            status=0 if fault == "dropped" else answer.status,
            fault=fault,
        )
        eutils.note(request)
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
    """Serve a store on a free port of 127.0.0.1 until the block ends; `settings` are those of `EutilsServer.reset`.

    Raises:
        Exception: the first error inside the server, so that no test misses it.
    """
    server = EutilsServer(store=store, **settings)
    try:
        yield server
    finally:
        server.close()

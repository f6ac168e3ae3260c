"""A local HTTP server that serves a folder of bulk files like ftp.ncbi.nlm.nih.gov, with faults on request."""

import re
import threading
import time
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_RANGE = re.compile(r"bytes=(\d+)-")


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A fault in the response to one request; the faults of a path are consumed in order."""

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    """Sent instead of the file or page."""
    drop_after: int | None = None
    """Bytes of the body sent before the connection is cut; Content-Length is that of the whole body."""
    truncate_to: int | None = None
    """Length that the body is cut to, with a matching Content-Length."""
    is_damaged: bool = False
    is_range_ignored: bool = False
    silent_seconds: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Request:
    """One request as the server received it."""

    path: str
    range: str
    user_agent: str
    status: int
    sent_bytes: int


class BulkServer:
    """A test's handle on the server: its URL, the requests received, the faults to produce."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.requests: list[Request] = []
        self.faults: dict[str, deque[Fault]] = defaultdict(deque)
        self.url = ""

    def fail(self, path: str, *faults: Fault) -> None:
        """Add faults to be produced by the next requests of a path."""
        self.faults[path].extend(faults)

    def paths(self) -> list[str]:
        """Return the paths requested since the last call, in order."""
        paths = [request.path for request in self.requests]
        self.requests.clear()
        return paths


@contextmanager
def serve_bulk(folder: Path) -> Iterator[BulkServer]:
    """Serve a folder tree on a free loopback port until the block ends."""
    bulk = BulkServer(folder)

    class Handler(_Handler):
        server_state = bulk

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        bulk.url = f"http://127.0.0.1:{server.server_port}/"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield bulk
        finally:
            server.shutdown()
            thread.join()


def directory_page(folder: Path, title: str) -> bytes:
    """Return a directory page as NCBI's server writes it: links, dates to the minute, human-readable sizes."""
    rows = [
        f'<a href="{path.name}">{path.name}</a>{" " * max(1, 40 - len(path.name))}'
        f"{datetime.fromtimestamp(path.stat().st_mtime, UTC):%Y-%m-%d %H:%M}  {_shown_size(path.stat().st_size):>5}  "
        for path in sorted(folder.iterdir())
        if path.is_file()
    ]
    head = f"<html>\n<head>\n<title>Index of /{title}</title>\n</head>\n<body>\n<h1>Index of /{title}</h1>\n"
    parent = '<pre>Name                     Last modified      Size  <hr><a href="/">Parent Directory</a>      -   \n'
    return (head + parent + "\n".join(rows) + "\n<hr></pre>\n</body></html>\n").encode()


def _shown_size(size: int) -> str:
    for unit in ("", "K", "M"):
        if size < 1024:
            return f"{size}{unit}"
        size = round(size / 1024)
    return f"{size}G"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16  # head and body in one packet; separately, each response waits 40 ms for an acknowledgement
    server_state: BulkServer

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the base class
        """Do nothing: requests are recorded."""

    def do_GET(self) -> None:
        relative = self.path.strip("/")
        faults = self.server_state.faults[relative]
        fault = faults.popleft() if faults else Fault()
        status, headers, body = self._answer(relative, fault)
        if fault.status:
            status = fault.status
        if fault.truncate_to is not None:
            body = body[: fault.truncate_to]
        if fault.is_damaged:
            body = bytes([body[0] ^ 0xFF]) + body[1:]
        sent = body if fault.drop_after is None else body[: fault.drop_after]
        self._record(relative, status, len(sent))
        time.sleep(fault.silent_seconds)
        self.send_response(status)
        for name, value in {**headers, **fault.headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        try:
            self.end_headers()
            self.wfile.write(sent)
        except OSError:  # the client has given up
            self.close_connection = True
        if len(sent) < len(body):
            self.close_connection = True

    def _answer(self, relative: str, fault: Fault) -> tuple[int, dict[str, str], bytes]:
        path = self.server_state.folder / relative
        if fault.body is not None or fault.status:
            return 200, {}, fault.body or b"<html><title>Error</title></html>"
        if path.is_dir():
            return 200, {"Content-Type": "text/html;charset=utf-8"}, directory_page(path, relative)
        if not path.is_file():
            return 404, {}, b"<html><title>404 Not Found</title></html>"
        body = path.read_bytes()
        match = _RANGE.fullmatch(self.headers.get("Range", ""))
        if match is None or fault.is_range_ignored:
            return 200, {"Content-Type": "application/x-gzip"}, body
        start = int(match[1])
        if start >= len(body):
            return 416, {"Content-Range": f"bytes */{len(body)}"}, b""
        return 206, {"Content-Range": f"bytes {start}-{len(body) - 1}/{len(body)}"}, body[start:]

    def _record(self, relative: str, status: int, sent_bytes: int) -> None:
        self.server_state.requests.append(
            Request(
                path=relative,
                range=self.headers.get("Range", ""),
                user_agent=self.headers.get("User-Agent", ""),
                status=status,
                sent_bytes=sent_bytes,
            )
        )

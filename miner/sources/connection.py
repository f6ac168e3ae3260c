"""A polite HTTPS connection to a file server: pauses, retries with exponential back-off, resumed downloads.

It knows files and HTTP statuses, but neither NLM's names nor folders; `miner.sources.download` knows what to fetch.
"""

import os
import random
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Self, TypeVar
from urllib.parse import urljoin, urlsplit

import requests
import urllib3
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from miner.errors import DownloadError
from miner.sources.bulk import parse_md5
from miner.sources.retry_after import retry_after_seconds

ATTEMPT_COUNT = 8
"""Attempts at one request before the run gives up; with the waits between them, about four minutes."""

WAIT_SECONDS_MAX = 120.0
RETRY_AFTER_SECONDS_MAX = 3600.0
"""A longer Retry-After ends the run."""

REDIRECT_LIMIT = 5
PAGE_BYTES_MAX = 16 * 2**20
"""Size limit of a directory page; NCBI's has 0.4 MB."""

_BLOCK_BYTES = 1 << 18
_CONTENT_RANGE = re.compile(r"bytes (?P<start>\d+|\*)(?:-\d+)?/(?P<total>\d+|\*)")
_CHECK_ADDRESS = "check the address (the setting bulk_url, or url in the manifest of vocabularies)"
_Answer = TypeVar("_Answer")


class PassingFaultError(Exception):
    """A request failed in a way that may be temporary; it is retried after at least `wait_seconds`."""

    def __init__(self, reason: str, wait_seconds: float = 0.0) -> None:
        super().__init__(reason)
        self.wait_seconds = wait_seconds


class Connection:
    """An HTTP session that sends one request at a time, with pauses, and growing waits after a failure.

    `byte_count` counts the bytes of files received; `resumed` holds the partial files that were resumed.

    Args:
        email: contact address sent in the User-Agent; empty: none is sent.
        pause_seconds: pause between any two requests.
        timeout_seconds: how long the server may be silent.
        sleep: sleeps for a number of seconds.
    """

    def __init__(
        self, email: str, pause_seconds: float, timeout_seconds: float, sleep: Callable[[float], None]
    ) -> None:
        self.byte_count = 0
        self.resumed: set[Path] = set()
        self._pause_seconds = pause_seconds
        self._timeout_seconds = timeout_seconds
        self._sleep = sleep
        self._is_first = True
        self._session = requests.Session()
        contact = f" (mailto:{email})" if email else ""
        self._session.headers["User-Agent"] = f"literature-miner/{version('literature-miner')}{contact}"
        self._session.headers["Accept-Encoding"] = "identity"  # MD5 and Range refer to the bytes as stored there

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._session.close()

    def read(self, url: str) -> bytes:
        """Return a whole page.

        Raises:
            DownloadError: the server failed in every attempt or refuses, or the page is too long.
        """
        return self._retried(lambda: self._read(url), url)

    def read_md5(self, address: str) -> str:
        """Return the digest in the `.md5` beside a file."""
        return self._retried(lambda: self._read_md5(address), f"{address}.md5")

    def append(self, address: str, path: Path) -> None:
        """Download the rest of a partial file, or all of it."""
        self._retried(lambda: self._append(address, path), address)

    def _retried(self, action: Callable[[], _Answer], url: str) -> _Answer:
        retrying = Retrying(
            sleep=self._sleep,
            stop=stop_after_attempt(ATTEMPT_COUNT),
            wait=_wait_seconds,
            retry=retry_if_exception_type(PassingFaultError),
            reraise=True,
        )
        try:
            return retrying(action)
        except PassingFaultError as fault:
            raise DownloadError(
                f"{url}: {fault}, tried {ATTEMPT_COUNT} times; what arrived is kept: run the same command again later"
            ) from fault

    def _read(self, url: str) -> bytes:
        page = bytearray()
        with self._get(url, {}, accepted={200}) as response, _faults(self._timeout_seconds):
            for block in response.iter_content(_BLOCK_BYTES):
                page += block
                if len(page) > PAGE_BYTES_MAX:
                    raise DownloadError(
                        f"{url} is not a directory page: it has more than {PAGE_BYTES_MAX:,} bytes; {_CHECK_ADDRESS}"
                    )
        return bytes(page)

    def _read_md5(self, address: str) -> str:
        text = self._read(f"{address}.md5").decode("ascii", errors="replace")
        try:
            return parse_md5(text, address.rpartition("/")[2])
        except ValueError as error:
            raise PassingFaultError(str(error)) from error

    def _append(self, address: str, path: Path) -> None:
        start = path.stat().st_size if path.exists() else 0
        headers = {"Range": f"bytes={start}-"} if start else {}
        with self._get(address, headers, accepted={200, 206, 416}) as response:
            answered, total = _content_range(response)
            if response.status_code == 416 and total == start:
                return
            if response.status_code == 416 or (response.status_code == 206 and answered != start):
                path.unlink(missing_ok=True)
                raise PassingFaultError(f"answered {response.status_code} for a part of {start:,} bytes")
            if response.status_code == 206:
                self.resumed.add(path)
            with path.open("ab" if response.status_code == 206 else "wb") as out, _faults(self._timeout_seconds):
                # Not iter_content: it would unpack the file if a server sent Content-Encoding: gzip.
                for block in response.raw.stream(_BLOCK_BYTES, decode_content=False):
                    out.write(block)
                    self.byte_count += len(block)
                out.flush()
                os.fsync(out.fileno())

    def _get(self, url: str, headers: Mapping[str, str], *, accepted: Collection[int]) -> requests.Response:
        """Return a response with an accepted status, its body still unread."""
        for _ in range(REDIRECT_LIMIT):
            if not self._is_first:
                self._sleep(self._pause_seconds)
            self._is_first = False
            with _faults(self._timeout_seconds):
                response = self._session.get(
                    url, headers=headers, stream=True, timeout=self._timeout_seconds, allow_redirects=False
                )
            if response.status_code in accepted:
                return response
            response.close()
            if not response.is_redirect:
                raise _refusal(url, response)
            url = _redirected(url, response.headers["Location"])
        raise DownloadError(f"{url}: more than {REDIRECT_LIMIT} redirects; {_CHECK_ADDRESS}")


def _wait_seconds(state: RetryCallState) -> float:
    """Return 2, 4, 8 ... seconds, a quarter more or less, and never less than the server asked for."""
    fault = state.outcome.exception() if state.outcome else None
    asked = fault.wait_seconds if isinstance(fault, PassingFaultError) else 0.0
    growing = min(2.0**state.attempt_number, WAIT_SECONDS_MAX)
    return max(asked, growing * random.uniform(0.75, 1.25))  # noqa: S311 - spreads clients, guards nothing


@contextmanager
def _faults(timeout_seconds: float) -> Iterator[None]:
    """Translate exceptions of requests and urllib3: what may be temporary is retried, the rest fails at once."""
    try:
        yield
    except requests.exceptions.SSLError as error:
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            raise DownloadError(
                f"the server's certificate cannot be trusted: {error}; check the clock and certificates of this machine"
            ) from error
        raise PassingFaultError(f"TLS failed ({error})") from error
    except (requests.Timeout, urllib3.exceptions.TimeoutError) as error:
        raise PassingFaultError(f"no data for {timeout_seconds:g} s") from error
    except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError, urllib3.exceptions.HTTPError) as error:
        raise PassingFaultError(f"no connection, or it broke off ({error})") from error
    except requests.RequestException as error:
        raise DownloadError(f"{error}; {_CHECK_ADDRESS}") from error


def _refusal(url: str, response: requests.Response) -> Exception:
    """Return the exception for an error status: a temporary one for overload and server errors, else final."""
    status = f"{response.status_code} {response.reason}".strip()
    if response.status_code in {408, 429} or response.status_code >= 500:
        wait_seconds = retry_after_seconds(response.headers.get("Retry-After", ""))
        if wait_seconds > RETRY_AFTER_SECONDS_MAX:
            hours = wait_seconds / 3600
            return DownloadError(
                f"{url}: {status}; the server asks for no request for {hours:.1f} hours, try again then"
            )
        return PassingFaultError(f"answered {status}", wait_seconds)
    remedy = {
        403: "the server refuses this address or client; set an email, and ask the server's operators if it persists",
        404: f"there is no such file; {_CHECK_ADDRESS}; if it is right, the list has changed: run the command again",
    }.get(response.status_code, _CHECK_ADDRESS)
    return DownloadError(f"{url}: {status}; {remedy}")


def _redirected(url: str, location: str) -> str:
    """Return the target of a redirect; another host or scheme must use HTTPS."""
    try:
        target = urljoin(url, location)
        is_same = urlsplit(target)[:2] == urlsplit(url)[:2]
    except ValueError as error:
        raise DownloadError(f"{url} redirects to {location!r}, which is not a URL; {_CHECK_ADDRESS}") from error
    if urlsplit(target).scheme != "https" and not is_same:
        raise DownloadError(f"{url} redirects to {target}, which is not HTTPS; {_CHECK_ADDRESS}")
    return target


def _content_range(response: requests.Response) -> tuple[int | None, int | None]:
    """Return first byte and total length from the Content-Range header, None for each that is not there."""
    match = _CONTENT_RANGE.fullmatch(response.headers.get("Content-Range", ""))
    if match is None:
        return None, None
    start, total = (int(value) if value.isdecimal() else None for value in match.group("start", "total"))
    return start, total

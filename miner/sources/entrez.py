"""A client of NCBI's E-utilities for PubMed: searches, posts and fetches with retries until the answer is complete.

Biopython's Bio.Entrez builds the requests. Pacing and retries are ours, and so is the parsing, in
`miner.sources.entrez_answers`.
"""

import logging
import re
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email.message import Message
from functools import partial
from http.client import HTTPException
from typing import Any, TypeVar
from urllib.error import HTTPError, URLError
from urllib.parse import quote_plus, urlsplit

from Bio import Entrez
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from miner.errors import AccessRefusedError, ConfigError, EntrezError, HistoryExpiredError, QueryRefusedError
from miner.sources.entrez_answers import (
    NOTHING,
    FaultError,
    History,
    Record,
    SearchResult,
    complaint,
    read_articles,
    read_count,
    read_history,
    read_known,
    read_search,
    read_warnings,
    shorten,
)  # fmt: skip
from miner.sources.pace import HOLD_SECONDS_MAX, Pace
from miner.sources.retry_after import retry_after_seconds
from miner.sources.slices import SEARCH_LIMIT as SEARCH_LIMIT  # noqa: PLC0414 - re-exported for callers

TOOL = "literature-miner"
PAGE_SIZE = 500
"""Records per EFetch: about 5 MB of XML. ESummary returns no more than this as JSON."""

ANSWER_BYTES_MAX = 2**29
"""A longer answer is cut off and therefore rejected: 500 records of 1 MB, where real ones have 10 KB."""

_RATE_PAUSE_SECONDS = 2.0  # what NCBI itself sends in Retry-After

_REFUSED = re.compile(
    r"empty term|cannot be larger|only retrieve the first|too many uids|invalid db|wrong parameters?|syntax"
    r"|cannot parse|unable to parse|invalid (?:query|term|field|character)|unbalanced|not supported for",
    re.IGNORECASE,
)
"""Errors that a retry would meet again, whatever the status."""
_WRONG_KEY = re.compile(r"api.key", re.IGNORECASE)
_EXPIRED = re.compile(r"unable to obtain query|history|web_?env|query_key", re.IGNORECASE)
_PASSING = re.compile(
    r"external viewer|time.?out|timed out|proxy_stream|temporar|try again|backend failed|C\+\+ exception"
    r"|cannot connect|failed to connect|forwarding|unavailable|rate limit",
    re.IGNORECASE,
)
"""NCBI's own temporary failures that come with status 400, as if the request were wrong."""
_RATE_LIMIT = re.compile(r"rate limit", re.IGNORECASE)
_PASSING_STATUS = frozenset({408, 425, 429})
_QUERY_STATUS = frozenset({400, 413, 414})  # the others concern the address or the client, not the query

_logger = logging.getLogger(__name__)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    status: int
    headers: Message
    body: bytes


class EntrezClient:
    """A client of the E-utilities at one address. It retries temporary failures and is not thread-safe.

    Args:
        url: the folder of esearch.fcgi and its siblings: NCBI's, or a compatible server.
        email: contact address, which NCBI asks of every client.
        api_key: key of an NCBI account.
        pace: waited for before every request; after a status 429 it holds back all processes that share it.
        timeout_seconds: how long the server may be silent.
        attempt_count: attempts at a request before its last failure is raised.
        search_limit: ESearch's limit, smaller for a test server.
        page_size: records that the caller asks for in one EFetch.
        sleep: sleeps between attempts; replace it together with `pace` to simulate time.

    Raises:
        ConfigError: `url` is not a URL, or it is NCBI's and there is no email.
    """

    def __init__(  # noqa: PLR0913 - an address, who asks, and how patiently
        self,
        url: str,
        *,
        email: str,
        api_key: str = "",
        pace: Pace,
        timeout_seconds: float = 60.0,
        attempt_count: int = 8,
        search_limit: int = SEARCH_LIMIT,
        page_size: int = PAGE_SIZE,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        place = urlsplit(url)
        if place.scheme not in {"http", "https"} or not place.hostname:
            raise ConfigError(f"eutils_url: {url!r} is not an address; NCBI's begins with https://")
        if place.hostname.endswith("ncbi.nlm.nih.gov") and not email:
            raise ConfigError("NCBI asks for an e-mail address: set email in miner.toml or MINER_EMAIL")
        self.search_limit = search_limit
        self.page_size = page_size
        self._url = url.rstrip("/") + "/"
        self._identity = {"db": "pubmed", "tool": TOOL, "email": email, "api_key": api_key or None}
        self._secrets = [form for secret in (api_key, email) if secret for form in {secret, quote_plus(secret)}]
        self._pace = pace
        self._timeout_seconds = timeout_seconds
        self._attempt_count = attempt_count
        self._sleep = sleep

    def count(self, term: str) -> int:
        """Return the number of articles that PubMed has for a query.

        Raises:
            EntrezError: see `search`.
        """
        return self._ask(f"ESearch for {shorten(term)}", Entrez.esearch, read_count, term=term, retmax=0)

    def warnings(self, term: str) -> tuple[str, ...]:
        """Return sentences for the user about the parts of a query that PubMed does not know and leaves out.

        Raises:
            EntrezError: see `search`.
        """
        return self._ask(f"ESearch for {shorten(term)}", Entrez.esearch, read_warnings, term=term, retmax=0)

    def search(self, term: str) -> SearchResult:
        """Return the PMIDs of a query, all of them up to the search limit; `slices.plan_slices` is for more.

        Raises:
            QueryRefusedError: PubMed refused the request; it is not retried.
            EntrezError: no usable answer in any attempt. The text says what was requested and what came, never the
                key.
        """
        read = partial(read_search, limit=self.search_limit)
        what = f"ESearch for {shorten(term)}"
        return self._ask(what, Entrez.esearch, read, term=term, usehistory="y", retmax=self.search_limit)

    def post(self, pmids: Iterable[int]) -> History:
        """Put at most 10,000 PMIDs on the history server and return their history, empty if PubMed knows none of them.

        PubMed may leave out PMIDs that it does not know, so that later ones move up.

        Raises:
            EntrezError: see `search`.
        """
        ids = list(pmids)
        if not ids:
            return History(web_env="", query_key="")
        return self._ask(f"EPost of {len(ids):,} PMIDs", Entrez.epost, read_history, id=_joined(ids))

    def fetch_page(self, history: History, start: int, size: int = PAGE_SIZE) -> tuple[bytes, list[Record]]:
        """Return the raw answer and its records: `size` records of a history from position `start` (0 is the first).

        There may be fewer than asked for, or none: the caller must check what PubMed left out.

        Raises:
            HistoryExpiredError: the history has expired; post the PMIDs again.
            EntrezError: see `search`.
        """
        if not history.web_env:
            return b"", []
        what = f"EFetch of {size:,} records from place {start:,} of a history"
        place = {"WebEnv": history.web_env, "query_key": history.query_key, "retstart": start, "retmax": size}
        return self._fetch(what, **place)

    def fetch_ids(self, pmids: Iterable[int]) -> tuple[bytes, list[Record]]:
        """Return the raw answer and its records for PMIDs, best not more than PAGE_SIZE, as `fetch_page` does.

        Raises:
            EntrezError: see `search`.
        """
        ids = list(pmids)
        if not ids:
            return b"", []
        return self._fetch(f"EFetch of {len(ids):,} PMIDs, {ids[0]} first", id=_joined(ids))

    def known(self, pmids: Iterable[int]) -> set[int]:
        """Return those PMIDs that PubMed has; for each of the others it reported that there is no summary.

        Raises:
            EntrezError: see `search`.
        """
        ids, found = list(pmids), set[int]()
        for start in range(0, len(ids), PAGE_SIZE):
            page = ids[start : start + PAGE_SIZE]
            what = f"ESummary of {len(page):,} PMIDs, {page[0]} first"
            read = partial(read_known, asked=page)
            found |= self._ask(what, Entrez.esummary, read, id=_joined(page), retmode="json")
        return found

    def _fetch(self, what: str, **parameters: Any) -> tuple[bytes, list[Record]]:
        return self._ask(what, Entrez.efetch, partial(read_articles, name=what), retmode="xml", **parameters)

    def _ask(self, what: str, utility: Callable[..., Any], read: Callable[[bytes], _T], **parameters: Any) -> _T:
        """Return the answer of a utility as parsed by `read`, retrying after each FaultError."""

        def attempt() -> _T:
            self._pace.wait()
            answer = self._send(utility, parameters)
            self._judge(what, answer, has_history="WebEnv" in parameters)
            return read(answer.body)

        retrying = Retrying(
            sleep=self._sleep,
            stop=stop_after_attempt(self._attempt_count),
            wait=_pause_seconds,
            retry=retry_if_exception_type(FaultError),
            before_sleep=partial(self._log_retry, what),
            reraise=True,
        )
        try:
            return retrying(attempt)
        except FaultError as fault:
            reason = self._without_secrets(str(fault))
            raise EntrezError(
                f"{what}: no usable answer in {self._attempt_count} attempts, the last one: {reason}; try again later"
            ) from fault

    def _send(self, utility: Callable[..., Any], parameters: dict[str, Any]) -> _Answer:
        try:
            with _biopython(self._url, self._timeout_seconds):
                handle = utility(**self._identity, **parameters)
            with closing(handle):
                response = getattr(handle, "buffer", handle)  # Biopython wraps text/plain
                body = response.read(ANSWER_BYTES_MAX)
                if response.length:
                    raise FaultError(f"the answer broke off, {response.length:,} bytes before its end")
                return _Answer(status=response.status, headers=response.headers, body=body)
        except HTTPError as error:
            with closing(error):
                return _Answer(status=error.code, headers=error.headers, body=_body_of_error(error))
        except URLError as error:
            raise FaultError(f"no connection to {self._url} ({error.reason})") from error
        except (OSError, HTTPException) as error:
            raise FaultError(f"the connection failed ({str(error) or type(error).__name__})") from error

    def _judge(self, what: str, answer: _Answer, *, has_history: bool) -> None:
        """Raise the error that an answer reports by its status or message, if any.

        At NCBI the status says little about the kind of failure: errors come with 200, its own timeouts with 400.
        """
        status, words = answer.status, self._without_secrets(complaint(answer.body))
        is_good = 200 <= status < 300
        if (is_good and not words) or (status in {200, 400} and NOTHING.search(words)):
            return
        shown = ("an error document" if is_good else f"status {status}") + (f": {shorten(words)}" if words else "")
        if status == 429 or _RATE_LIMIT.search(words):
            seconds = _retry_after_seconds(answer.headers) or _RATE_PAUSE_SECONDS
            self._pace.hold(seconds)
            raise FaultError(shown, retry_after_seconds=seconds)
        if status >= 500 or status in _PASSING_STATUS:
            raise FaultError(shown, retry_after_seconds=_retry_after_seconds(answer.headers))
        if _WRONG_KEY.search(words):
            raise AccessRefusedError(f"{what}: NCBI refused the key ({shorten(words)}); check api_key, or NCBI_API_KEY")
        if _REFUSED.search(words):
            raise QueryRefusedError(f"{what}: PubMed refused: {shorten(words)}")
        if has_history and _EXPIRED.search(words):
            raise HistoryExpiredError(f"{what}: the history has expired ({shorten(words)}); post the PMIDs again")
        if is_good or (status == 400 and (not words or _PASSING.search(words))):
            raise FaultError(shown)
        if status in _QUERY_STATUS:
            raise QueryRefusedError(f"{what}: PubMed refused with {shown}")
        raise AccessRefusedError(f"{what}: {self._url} answered with {shown}; check the setting eutils_url")

    def _log_retry(self, what: str, state: RetryCallState) -> None:
        fault = state.outcome.exception() if state.outcome else None
        following = f"attempt {state.attempt_number + 1} of {self._attempt_count} in {state.upcoming_sleep:.0f} s"
        _logger.warning("%s: %s; %s", what, self._without_secrets(str(fault)), following)

    def _without_secrets(self, text: str) -> str:
        """Return a text with key and email masked, since NCBI's errors may repeat them."""
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return text


@contextmanager
def _biopython(url: str, timeout_seconds: float) -> Iterator[None]:
    """Hold Bio.Entrez's global state as one request needs it, and restore it afterwards.

    Bio.Entrez hard-wires NCBI's address, has no timeout and calls the `urlopen` of its own module. Replacing that
    `urlopen` for the duration of a call is the smallest seam: a handler given to `install_opener` would apply to the
    whole process and know only one address; writing the requests ourselves would duplicate Bio.Entrez. Its retry,
    which does not sleep, is switched off (`max_tries`), and so is its rate limit (`previous`), which sleeps in real
    time, sees only one process, and would shift requests out of the slots that `Pace` assigned.
    """

    def urlopen(request: urllib.request.Request) -> Any:
        place = urlsplit(request.full_url)
        request.full_url = url + place.path.rpartition("/")[2] + (f"?{place.query}" if place.query else "")
        return urllib.request.urlopen(request, timeout=timeout_seconds)  # noqa: S310 - the scheme was checked

    module: Any = Entrez
    before = module.urlopen, module.max_tries
    module.urlopen, module.max_tries = urlopen, 1
    module._open.previous = 0  # noqa: SLF001 - there is no public switch
    try:
        yield
    finally:
        module.urlopen, module.max_tries = before


_back_off = wait_random_exponential(multiplier=2, min=1, max=60)


def _pause_seconds(state: RetryCallState) -> float:
    """Return seconds to the next attempt: random between 1 and 2, 4, 8 ... 60, at least what the server asks for."""
    fault = state.outcome.exception() if state.outcome else None
    return max(_back_off(state), getattr(fault, "retry_after_seconds", 0.0))


def _retry_after_seconds(headers: Message) -> float:
    """Return Retry-After in seconds, at most HOLD_SECONDS_MAX; 0 if missing or malformed."""
    seconds = retry_after_seconds(str(headers.get("Retry-After", "")), str(headers.get("Date", "")))
    return min(seconds, HOLD_SECONDS_MAX)


def _body_of_error(error: HTTPError) -> bytes:
    try:
        return error.read(2**16)
    except (OSError, HTTPException):  # the status says enough
        return b""


def _joined(pmids: Iterable[int]) -> str:
    return ",".join(map(str, pmids))

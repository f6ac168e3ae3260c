"""Scheduled failures of E-utilities: which request fails how, and what each failure looks like.

All kinds have been reported for the real server except "duplicate" and "stale" (one of two machines behind the load
balancer lags), which a client should tolerate and which are from memory. "timeout_400", a transient failure with the
status of a client error, was seen in a public issue thread, as were both forms of "expired".
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from threading import Lock

from tests.eutils import answers
from tests.eutils.answers import Answer

KINDS = {
    "429": "rate limit, Retry-After 1",
    "429_bare": "rate limit without Retry-After",
    "500": "HTML page, status 500",
    "502": "HTML page, status 502",
    "503": "HTML page, status 503",
    "503_retry": "HTML page, status 503, Retry-After 1",
    "slow": "silent for `slow_seconds` of real time, then the correct answer",
    "dropped": "connection closed before the first byte of the answer",
    "cut_body": "connection closed in the middle of the body that Content-Length promised",
    "cut_chunked": "connection closed in the middle of a chunked body",
    "cut_document": "half of the document, Content-Length to match",
    "error_document": "status 200, error document of the utility that was asked",
    "html": "status 200, HTML page",
    "json_error": "status 200, JSON of a load balancer",
    "empty_body": "status 200, nothing",
    "timeout_400": "status 400, EFetch's `External viewer error ... Status: Timeout`, for one attempt only",
    "backend_failed": "status 200, ESearch's `Search Backend failed`",
    "expired": "the WebEnv of the request is forgotten, status 400",
    "expired_200": "the WebEnv of the request is forgotten, status 200 `Unable to obtain query #1`",
    "missing": "every third record of the answer is left out",
    "duplicate": "the first record comes twice",
    "stale": "records come in their previous revision",
    "changed": "`change` is called before the answer, so that the store differs from the last request",
}
"""Every kind of fault by name, and what it does."""

ANSWERED = frozenset({"slow", "missing", "duplicate", "stale", "changed"})
"""The kinds with a well-formed answer from the right utility."""

_ONLY_AT = {
    "backend_failed": ("esearch",),
    "timeout_400": ("efetch",),
    "missing": ("efetch",),
    "duplicate": ("efetch",),
    "stale": ("efetch",),
    "expired": ("efetch", "esummary"),
    "expired_200": ("efetch", "esummary"),
}
_HTML_TITLES = {
    "500": "Server Error",
    "502": "Bad Gateway",
    "503": "Service Unavailable",
    "503_retry": "Service Unavailable",
}


class Faults:
    """A schedule of faults, one entry per accepted request: a name of KINDS, or None for the correct answer.

    A fault that a request cannot show (an expired WebEnv if none was sent, missing records in a search) is counted in
    `idle` and the answer is correct; faults shown are counted in `shown`. After the schedule all answers are correct.

    Args:
        schedule: the kinds, in the order of requests; may be endless.
        change: called for "changed"; edits the store.
        slow_seconds: how long "slow" is silent, in real time.
    """

    def __init__(
        self,
        schedule: Iterable[str | None] = (),
        *,
        change: Callable[[], None] = lambda: None,
        slow_seconds: float = 0.2,
    ) -> None:
        self.change = change
        self.slow_seconds = slow_seconds
        self.shown: Counter[str] = Counter()
        self.idle: Counter[str] = Counter()
        self._schedule: Iterator[str | None] = iter(schedule)
        self._lock = Lock()

    @classmethod
    def random(cls, rate: float, *, seed: int = 0, kinds: Iterable[str] = tuple(KINDS)) -> "Faults":
        """Return an endless schedule in which each request fails with probability `rate`, reproducible by seed."""
        source, names = random.Random(seed), list(kinds)
        return cls(source.choice(names) if source.random() < rate else None for _ in iter(int, 1))

    def next(self) -> str | None:
        """Return the fault of the next request, None for the correct answer."""
        with self._lock:
            kind = next(self._schedule, None)
        if kind is not None and kind not in KINDS:
            raise ValueError(f"no fault is named {kind!r}; there are {', '.join(KINDS)}")
        return kind


def can_show(kind: str, endpoint: str) -> bool:
    """Return whether an answer of this utility can show the fault."""
    return kind not in _ONLY_AT or endpoint in _ONLY_AT[kind]


def replaced(kind: str, endpoint: str, parameters: dict[str, str]) -> Answer | None:
    """Return the document sent instead of the answer; None if the answer itself is sent, complete or not."""
    is_json = parameters.get("retmode") == "json"
    if kind in {"429", "429_bare"}:
        key = parameters.get("api_key", "127.0.0.1")
        return answers.rate_limited(key, count=4, limit=3, retry_after=1 if kind == "429" else None)
    if kind in _HTML_TITLES:
        retry = 1 if kind == "503_retry" else None
        return answers.server_error(int(kind[:3]), _HTML_TITLES[kind], retry_after=retry)
    if kind == "error_document":
        return answers.error_document(endpoint, "Error occurred: cannot connect to the database", is_json=is_json)
    if kind == "expired_200":
        text = f"Unable to obtain query #{parameters.get('query_key', '1')}"
        return answers.error_document(endpoint, text, is_json=is_json)
    if kind == "backend_failed":
        return answers.search_error("Search Backend failed: Database is not supported: pubmed", is_json=is_json)
    return _FIXED.get(kind)


_FIXED = {
    "html": Answer(200, answers.HTML, answers.server_error(200, "NCBI is down for maintenance").body),
    "json_error": answers.forwarding_error("127.0.0.1"),
    "empty_body": Answer(200, answers.XML, b""),
    "timeout_400": answers.fetch_error(
        " Error: External viewer error: Empty Response. Bytes read: 0 Status: Timeout",
    ),
}

"""Failures of E-utilities on schedule: which request meets which, and how each looks.

Every kind but these was reported of the real server: "duplicate" and "stale" (two machines behind the balancer, one
of them late) are what a client should bear, from memory. "timeout_400", a transient failure that comes with the
status of a client's mistake, is seen in a public issue thread, as are both faces of "expired".
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
    "slow": "silent for `slow_seconds` of real time, then the right answer",
    "dropped": "connection closed before a byte of the answer",
    "cut_body": "connection closed in the middle of the body that Content-Length promised",
    "cut_chunked": "connection closed in the middle of a chunked body",
    "cut_document": "half of the document, Content-Length right",
    "error_document": "status 200, error document of the utility that was asked",
    "html": "status 200, HTML page",
    "json_error": "status 200, JSON of a load balancer",
    "empty_body": "status 200, nothing",
    "timeout_400": "status 400, EFetch's `External viewer error ... Status: Timeout`, gone at the next attempt",
    "backend_failed": "status 200, ESearch's `Search Backend failed`",
    "expired": "the WebEnv of the request is forgotten, status 400",
    "expired_200": "the WebEnv of the request is forgotten, status 200 `Unable to obtain query #1`",
    "missing": "every third record of the answer is left out",
    "duplicate": "the first record comes twice",
    "stale": "records come in the revision before the present one",
    "changed": "`change` is called before the answer: the store is another than at the last request",
}
"""Every kind of fault by name, and what it does."""

ANSWERED = frozenset({"slow", "missing", "duplicate", "stale", "changed"})
"""The kinds that come with a well-formed answer of the right utility."""

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
    """A schedule of faults, one entry a request that was let in: a name of KINDS, or None for the right answer.

    What a request cannot show (an expired WebEnv where none was sent, missing records in a search) is answered
    rightly and counted in `idle`; what was shown is counted in `shown`. When the schedule ends, all is well.

    Args:
        schedule: the kinds, in the order of requests; may be endless.
        change: called for "changed"; it edits the store.
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
        """An endless schedule in which each request fails with a chance of `rate`; the same seed, the same faults."""
        source, names = random.Random(seed), list(kinds)
        return cls(source.choice(names) if source.random() < rate else None for _ in iter(int, 1))

    def next(self) -> str | None:
        """What the next request meets."""
        with self._lock:
            kind = next(self._schedule, None)
        if kind is not None and kind not in KINDS:
            raise ValueError(f"no fault is named {kind!r}; there are {', '.join(KINDS)}")
        return kind


def can_show(kind: str, endpoint: str) -> bool:
    """Whether an answer of this utility can have such a fault."""
    return kind not in _ONLY_AT or endpoint in _ONLY_AT[kind]


def replaced(kind: str, endpoint: str, parameters: dict[str, str]) -> Answer | None:
    """The document that comes instead of the answer; None where the answer itself comes, whole or not."""
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

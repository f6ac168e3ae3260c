"""Parsers of what the E-utilities answer, which trust nothing.

An answer is accepted only if it is complete, has the expected root, reports no error, and its numbers agree; for any
other the functions raise FaultError. The module knows neither network nor clock.
"""

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from miner.errors import SourceError
from miner.records import Article, Deletion, Rejection
from miner.sources.medline import read_records

Record = Article | Deletion | Rejection

NOTHING = re.compile(r"out of range|id list is empty|empty result", re.IGNORECASE)
"""EFetch's wording when none of the records asked for exists."""

_QUOTE_LENGTH = 200
_NUMBER = re.compile(r"\s*(\d{1,15})\s*", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A list of PMIDs that NCBI's history server keeps for some hours; both fields are "" if there is no list."""

    web_env: str
    query_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """The result of an ESearch: article count, PMIDs in PubMed's order (at most the search limit), and history.

    `warnings` are sentences for the user about parts of the query that PubMed did not know and left out.
    """

    count: int
    pmids: tuple[int, ...]
    history: History
    warnings: tuple[str, ...]


class FaultError(Exception):
    """A bad answer that a retry may improve; `retry_after_seconds` is the wait that the server asks for, else 0."""

    def __init__(self, reason: str, *, retry_after_seconds: float = 0.0) -> None:
        super().__init__(reason)
        self.retry_after_seconds = retry_after_seconds


def complaint(body: bytes) -> str:
    """Return the error message in an answer, on one line; "" if there is none.

    Article XML has no such elements, and text cannot contain their tags, so the check needs no parsing.
    """
    if body.lstrip()[:1] == b"{":
        try:
            document = json.loads(body, strict=False)  # PubMed leaves line feeds in strings
        except ValueError:
            return ""
        search = document.get("esearchresult")
        words = [document.get("error"), search.get("ERROR") if isinstance(search, dict) else None]
        words.append(document.get("esummaryresult"))
        return " ".join(" ".join(str(word) for word in words if word).split())
    if b"<ERROR" not in body and b"<error" not in body:
        return ""
    texts = re.findall(rb"<(?:ERROR|error)\b[^>]*>(.*?)(?:</ERROR>|</error>|\Z)", body, re.DOTALL)
    plain = html.unescape(b" ".join(texts).decode("utf-8", "replace"))
    return " ".join(re.sub(r"<[^>]*>", " ", plain).split()) or "an error without a message"


def _root(body: bytes, tag: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise FaultError(f"the XML is incomplete or malformed ({error.msg})") from error
    if root.tag != tag:
        raise FaultError(f"<{root.tag}> came instead of <{tag}>")
    return root


def _number(root: etree._Element, tag: str) -> int:
    number = _NUMBER.fullmatch(root.findtext(tag) or "")
    if number is None:
        raise FaultError(f"<{root.tag}> has no number in <{tag}>")
    return int(number[1])


def read_count(body: bytes) -> int:
    """Return the number of articles that ESearch found."""
    return _number(_root(body, "eSearchResult"), "Count")


def read_search(body: bytes, *, limit: int) -> SearchResult:
    """Return the result of an ESearch, with all PMIDs up to `limit`, each once, and a history."""
    root = _root(body, "eSearchResult")
    count = _number(root, "Count")
    numbers = [_NUMBER.fullmatch(element.text or "") for element in root.iterfind("IdList/Id")]
    pmids = tuple(int(number[1]) for number in numbers if number)
    if len(numbers) != min(count, limit) or len(set(pmids)) != len(numbers):
        raise FaultError(f"ESearch found {count:,} articles and listed {len(set(pmids)):,} PMIDs")
    history = _history(root)
    if count and not history.web_env:
        raise FaultError("ESearch returned no history")
    return SearchResult(count=count, pmids=pmids, history=history, warnings=tuple(_warnings(root)))


def read_warnings(body: bytes) -> tuple[str, ...]:
    """Return sentences for the user about what PubMed left out of the query of an ESearch."""
    return tuple(_warnings(_root(body, "eSearchResult")))


_WARNINGS = {
    "ErrorList/PhraseNotFound": "PubMed does not know {0!r} and left it out.",
    "ErrorList/FieldNotFound": "PubMed has no field {0!r}.",
    "WarningList/PhraseIgnored": "PubMed ignored {0!r}.",
    "WarningList/QuotedPhraseNotFound": "PubMed does not know the phrase {0} and searched for its words.",
    "WarningList/OutputMessage": "PubMed says: {0}",
}


def _warnings(root: etree._Element) -> Iterator[str]:
    for path, sentence in _WARNINGS.items():
        for element in root.iterfind(path):
            words = " ".join((element.text or "").split())
            if words and words != "No items found.":
                yield sentence.format(words)


def read_history(body: bytes) -> History:
    """Return the history of an EPost; an empty one if PubMed knows none of the PMIDs."""
    root = _root(body, "ePostResult")
    history = _history(root)
    if not history.web_env and root.find("InvalidIdList") is None:
        raise FaultError("EPost returned no history")
    return history


def _history(root: etree._Element) -> History:
    web_env, query_key = ((root.findtext(tag) or "").strip() for tag in ("WebEnv", "QueryKey"))
    return History(web_env=web_env, query_key=query_key) if web_env and query_key else History(web_env="", query_key="")


def read_articles(body: bytes, *, name: str) -> tuple[bytes, list[Record]]:
    """Return EFetch's answer and its records; no records if it says that there are none."""
    if NOTHING.search(complaint(body)):
        return body, []
    try:
        return body, list(read_records(body, name=name))
    except SourceError as error:
        raise FaultError(error.reason) from error


def read_known(body: bytes, *, asked: Sequence[int]) -> set[int]:
    """Return the PMIDs that have a summary; ESummary must report for each of the others that it has none."""
    try:
        result = json.loads(body, strict=False)["result"]
        entries = {pmid: result[str(pmid)] for pmid in asked}
        errors = {pmid: str(entry["error"]) for pmid, entry in entries.items() if "error" in entry}
    except (ValueError, KeyError, TypeError) as error:
        raise FaultError(f"ESummary lacks summaries that were asked for ({shorten(str(error))})") from error
    for pmid, words in errors.items():
        if "cannot get document summary" not in words:
            raise FaultError(f"ESummary of {pmid}: {shorten(words)}")
    return set(entries) - set(errors)


def shorten(text: str) -> str:
    """Return a text on one line, cut to 200 characters."""
    line = " ".join(text.split())
    return line if len(line) <= _QUOTE_LENGTH else line[:_QUOTE_LENGTH] + "..."

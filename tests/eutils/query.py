"""A subset of PubMed's query language: what people type, and what our client sends.

Words (joined by AND), "quoted phrases", AND OR NOT (upper case, left to right, no precedence), parentheses, truncation
with *, field tags, ranges (`2008:2009[dp]`, `"2008/01/01"[edat] : "2009/12/31"[edat]`, `100:200[uid]`) and bare lists
of PMIDs. As in PubMed, a word that the index does not know is left out of the search and reported, a quoted
phrase that no record has is searched as its words and reported, and unbalanced parentheses and quotes are tolerated.

The names of the reports, and that words are left out, were seen in public issue threads; that PubMed also leaves out
a *tagged* word beside others is from memory. Automatic term mapping (synonyms, MeSH explosion) is not simulated: a word
is searched in title, abstract and headings. Publication types, MeSH headings and dates are known vocabulary: if no
record has one, nothing is found.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from tests.eutils.records import Record, words

_TOKEN = re.compile(r'"([^"]*)"|\[([^\]]*)\]|([():])|(#\d+)|([^\s"()\[\]:]+)|"')
_PMID_LIST = re.compile(r"[\s,]*\d+(?:[\s,]+\d+)*[\s,]*")
_STOP_WORDS = frozenset(words("a an and are as at be but by for from in is it not of on or that the to was were with"))

FIELDS = {
    "all fields": "all", "all": "all", "title/abstract": "tiab", "tiab": "tiab", "text word": "all", "tw": "all",
    "title": "ti", "ti": "ti", "mesh terms": "mh", "mesh": "mh", "mh": "mh", "majr": "mh", "mesh major topic": "mh",
    "publication type": "pt", "pt": "pt", "ptyp": "pt",
    "date - publication": "dp", "dp": "dp", "pdat": "dp", "date - entry": "edat", "edat": "edat", "entrez date": "edat",
    "date - entrez": "edat", "date - create": "crdt", "crdt": "crdt",
    "date - mesh": "mhda", "mhda": "mhda", "mesh date": "mhda",
    "date - modification": "lr", "date - last revised": "lr", "lr": "lr", "mdat": "lr",
    "uid": "uid", "pmid": "uid",
}  # fmt: skip
_NAMES = {
    "all": "All Fields", "tiab": "Title/Abstract", "ti": "Title", "mh": "MeSH Terms", "pt": "Publication Type",
    "dp": "Date - Publication", "edat": "Date - Entry", "crdt": "Date - Create", "mhda": "Date - MeSH",
    "lr": "Date - Modification", "uid": "UID",
}  # fmt: skip
DATE_FIELDS = frozenset({"dp", "edat", "crdt", "mhda", "lr"})


class Index(Protocol):
    """The part of a store that a search uses."""

    def all_pmids(self) -> set[int]: ...
    def with_word(self, field: str, word: str) -> set[int] | None: ...
    def with_prefix(self, field: str, prefix: str) -> set[int] | None: ...
    def records(self) -> Iterator[Record]: ...
    def get(self, pmid: int) -> Record | None: ...


@dataclass(kw_only=True)
class Found:
    """The result of a search: `pmids`, newest first (empty until a store has sorted them), and its reports."""

    matches: set[int] = field(default_factory=set)
    pmids: list[int] = field(default_factory=list)
    translation: str = ""
    not_found: list[str] = field(default_factory=list)
    quoted_not_found: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Token:
    kind: str  # "phrase", "tag", "mark", "set", "word", "operator"
    text: str


def evaluate(term: str, index: Index, sets: dict[int, set[int]] | None = None) -> Found:
    """Return what a term finds; `sets` are the earlier results that "#1" may refer to. Never raises."""
    if _PMID_LIST.fullmatch(term):
        numbers = [int(number) for number in re.findall(r"\d+", term)]
        known = {number for number in numbers if index.get(number)}
        return Found(matches=known, translation=" OR ".join(f"{number}[UID]" for number in numbers))
    search = _Search(term, index, sets or {})
    matches, translation = search.expression()
    while search.place < len(search.tokens):  # an unmatched closing parenthesis
        search.place += 1
        more, text = search.expression()
        if more is not None:
            matches = more if matches is None else matches & more
            translation = f"{translation} AND {text}" if translation else text
    found = search.found
    found.matches, found.translation = matches or set(), translation
    return found


class _Search:
    """One pass over the tokens. A value is a pair: PMIDs (None if the part is left out) and translation."""

    def __init__(self, term: str, index: Index, sets: dict[int, set[int]]) -> None:
        self.tokens = list(_tokens(term))
        self.place = 0
        self.index = index
        self.sets = sets
        self.found = Found()

    def peek(self) -> _Token | None:
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def expression(self) -> tuple[set[int] | None, str]:
        value: set[int] | None = None
        text, operator = "", "AND"
        while (token := self.peek()) and token != _Token("mark", ")"):
            if token.kind == "operator":
                operator = token.text
                self.place += 1
                continue
            more, more_text = self.operand(token)
            value = _combine(value, operator, more)
            if more_text:
                text = f"{text} {operator} {more_text}" if text else more_text
            operator = "AND"
        return value, text

    def operand(self, token: _Token) -> tuple[set[int] | None, str]:
        if token == _Token("mark", "("):
            self.place += 1
            value, text = self.expression()
            self.place += 1  # the closing parenthesis, or the end
            return value, f"({text})" if text else ""
        if token.kind == "set":
            self.place += 1
            return set(self.sets.get(int(token.text[1:]), ())), token.text
        if token.kind in {"word", "phrase"}:
            return self.term()
        self.place += 1  # a tag or colon with nothing before it
        return None, ""

    def term(self) -> tuple[set[int] | None, str]:
        """Return the value of words or a phrase, with its tag and, in a range, the other end."""
        parts = [self.take()]
        if parts[0].kind == "word":
            while (token := self.peek()) and token.kind == "word" and not self.is_range_at(self.place):
                parts.append(self.take())
        tag = self.tag()
        if self.peek() == _Token("mark", ":") and (end := self.range_end()):
            return self.range(parts[-1].text, end[0], end[1] or tag)
        name = FIELDS.get(tag, "all")
        is_quoted = parts[0].kind == "phrase"
        if name in DATE_FIELDS:
            return self.range(parts[-1].text, parts[-1].text, tag)
        if name == "uid":
            numbers = [int(n) for part in parts for n in re.findall(r"\d+", part.text)]
            return {n for n in numbers if self.index.get(n)}, " OR ".join(f"{n}[UID]" for n in numbers)
        return self.lookup(" ".join(part.text for part in parts), name, is_quoted=is_quoted, has_tag=bool(tag))

    def take(self) -> _Token:
        self.place += 1
        return self.tokens[self.place - 1]

    def tag(self) -> str:
        token = self.peek()
        if token is None or token.kind != "tag":
            return ""
        self.place += 1
        return token.text.strip().lower().removesuffix(":noexp")

    def is_range_at(self, place: int) -> bool:
        following = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        return following == _Token("mark", ":")

    def range_end(self) -> tuple[str, str] | None:
        following = self.tokens[self.place + 1] if self.place + 1 < len(self.tokens) else None
        if following is None or following.kind not in {"word", "phrase"}:
            return None
        self.place += 2
        return following.text, self.tag()

    def range(self, low: str, high: str, tag: str) -> tuple[set[int] | None, str]:
        name = FIELDS.get(tag, "dp")
        text = f"{low}:{high}[{_NAMES.get(name, name)}]" if low != high else f"{low}[{_NAMES.get(name, name)}]"
        if name == "uid":
            first, last = (int("".join(re.findall(r"\d", end)) or 0) for end in (low, high))
            return {pmid for pmid in self.index.all_pmids() if first <= pmid <= last}, text
        start, end = days(low), days(high)
        if start is None or end is None:
            self.found.not_found.append(text)
            return None, ""
        return within(self.index, name, start[0], end[1]), text

    def lookup(self, text: str, name: str, *, is_quoted: bool, has_tag: bool) -> tuple[set[int] | None, str]:
        if name in {"mh", "pt"}:
            value = text.strip().lower()
            return set(self.index.with_word(name, value) or ()), f'"{value}"[{_NAMES[name]}]'
        parts = text.split() if "*" in text else words(text)
        if is_quoted or (has_tag and len(parts) > 1 and "*" not in text):
            if matches := self.phrase(parts, name):
                return matches, f'"{" ".join(parts)}"[{_NAMES[name]}]'
            if is_quoted and len(parts) > 1:
                self.found.quoted_not_found.append(f'"{text}"' + (f"[{name}]" if has_tag else ""))
        return self.each(parts, name, has_tag=has_tag)

    def phrase(self, parts: list[str], name: str) -> set[int]:
        """Return the records that have the words in sequence (or as a heading)."""
        heading, spaced = " ".join(parts), f" {' '.join(parts)} "
        matches = set(self.index.with_word("mh", heading) or ()) if name == "all" else set()
        where = "ti" if name == "ti" else "tiab"
        sets = [self.index.with_word(where, part) or set() for part in parts]
        for pmid in set.intersection(*sets) if sets else ():
            record = self.index.get(pmid)
            if record and spaced in (record.title if name == "ti" else record.text):
                matches.add(pmid)
        return matches

    def each(self, parts: list[str], name: str, *, has_tag: bool) -> tuple[set[int] | None, str]:
        """Return the records that have every word that the index knows; unknown words are reported and left out."""
        value: set[int] | None = None
        texts = []
        for part in parts:
            if part.lower() in _STOP_WORDS:
                continue
            matches = self.word(part.lower(), "ti" if name == "ti" else "tiab", with_headings=name == "all")
            if matches is None:
                self.found.not_found.append(f"{part}[{name}]" if has_tag else part)
                continue
            value = matches if value is None else value & matches
            texts.append(f'"{part}"[{_NAMES[name]}]')
        return value, " AND ".join(texts)

    def word(self, part: str, where: str, *, with_headings: bool) -> set[int] | None:
        if part.endswith("*"):
            return self.index.with_prefix(where, part.rstrip("*"))
        found = self.index.with_word(where, part)
        heading = self.index.with_word("mh", part) if with_headings else None
        if found is None and heading is None:
            return set() if where == "ti" and self.index.with_word("tiab", part) is not None else None
        return set(found or ()) | set(heading or ())


def _tokens(term: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(term):
        phrase, tag, mark, number, word = match.groups()
        if phrase is not None:
            if phrase.strip():
                yield _Token("phrase", phrase.strip())
        elif tag is not None:
            yield _Token("tag", tag)
        elif mark:
            yield _Token("mark", mark)
        elif number:
            yield _Token("set", number)
        elif word in {"AND", "OR", "NOT"}:
            yield _Token("operator", word)
        elif word:
            yield _Token("word", word)


def _combine(left: set[int] | None, operator: str, right: set[int] | None) -> set[int] | None:
    if right is None or left is None:
        return left if right is None else right
    if operator == "OR":
        return left | right
    return left - right if operator == "NOT" else left & right


def days(text: str) -> tuple[date, date] | None:
    """Return the first and the last day of "2008", "2008/06" or "2008/06/12"; None if it is not a date."""
    match = re.fullmatch(r"(\d{4})(?:[/-](\d{1,2}))?(?:[/-](\d{1,2}))?", text.strip())
    if not match:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        last = date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
        return date(year, month or 1, day or 1), last
    except ValueError:
        return None


def within(index: Index, name: str, first: date, last: date) -> set[int]:
    """Return the PMIDs whose date in a field ("edat", "dp" ...) is between two days, both included."""
    attribute = {"dp": "published", "lr": "revised"}.get(name, name)
    found = set()
    for record in index.records():
        day = getattr(record, attribute)
        if day is not None and first <= day <= last:
            found.add(record.pmid)
    return found

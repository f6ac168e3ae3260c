"""Find names of the lexicon in text with one pass of an Aho-Corasick automaton (doi:10.1145/360825.360855).

The drug scan decides which articles are read at all, so it runs at near memory speed and stops at the first hit.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import ahocorasick

from miner.lexicon.generality import NAMELESS
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.tables import NameRow
from miner.lexicon.words import to_british
from miner.records import MentionType

_SAME_LENGTH = {
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212-\n\r\t\u00a0\u2009\u202f"), " "),
    ord("\u2019"): "'",
    ord("\u2018"): "'",
    ord("\u00df"): "\u03b2",  # sharp s, Latin alpha, Latin gamma and the beta symbol stand for Greek letters
    ord("\u0251"): "\u03b1",
    ord("\u0263"): "\u03b3",
    ord("\u03d0"): "\u03b2",
}


def flatten(text: str) -> str:
    """Return the text with hyphens and white space as spaces and Greek look-alikes as Greek, case unchanged.

    Character for character, so that offsets stay.
    """
    return text.translate(_SAME_LENGTH)


@lru_cache(maxsize=128)  # three scanners and two batches of texts
def fold(text: str) -> str:
    """Return the text in lower case with hyphens and white space as spaces, character for character.

    `len(fold(text)) == len(text)` always holds, so offsets in the folded text are offsets in the text.
    """
    lower = text.lower()
    if len(lower) != len(text):  # a few capitals ("İ") become two characters
        lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return lower.translate(_SAME_LENGTH)


class Match(NamedTuple):
    """A name found at [start, end) of the text; `curies` holds more than one if the name is ambiguous."""

    start: int
    end: int
    curies: tuple[str, ...]


class NameScanner:
    """Finds a set of names, longest first, at word boundaries.

    Args:
        names: (name, curie) pairs.
        is_case_sensitive: for symbols that are other words in lower case ("MET", "KIT").
    """

    def __init__(self, names: Iterable[tuple[str, str]], *, is_case_sensitive: bool = False) -> None:
        self._is_case_sensitive = is_case_sensitive
        found: dict[str, set[str]] = {}
        for name, curie in names:
            found.setdefault(self.fold(name), set()).add(curie)
        self._automaton = ahocorasick.Automaton()
        for name, curies in found.items():
            self._automaton.add_word(name, (len(name), tuple(sorted(curies))))
        self._automaton.make_automaton()

    def __len__(self) -> int:
        return len(self._automaton)

    def fold(self, text: str) -> str:
        """Return the form in which names and text are compared."""
        return flatten(text) if self._is_case_sensitive else fold(text)

    def find(self, text: str) -> list[Match]:
        """Return all matches in text order; of overlapping ones the longest is kept, then the first."""
        if not self._automaton:
            return []
        hits = sorted(self._hits(self.fold(text)), key=lambda match: (match.start - match.end, match.start))
        taken: list[Match] = []
        covered = bytearray(len(text))
        for match in hits:
            if covered.find(1, match.start, match.end) < 0:
                covered[match.start : match.end] = b"\1" * (match.end - match.start)
                taken.append(match)
        return sorted(taken, key=lambda match: match.start)

    def has_any(self, text: str) -> bool:
        """Return whether the text contains any name; stops at the first."""
        return bool(self._automaton) and next(self._hits(self.fold(text)), None) is not None

    def _hits(self, folded: str) -> Iterator[Match]:
        last_position = len(folded) - 1
        for last, (length, curies) in self._automaton.iter(folded):
            start = last - length + 1
            if (start and folded[start - 1].isalnum()) or (last < last_position and folded[last + 1].isalnum()):
                continue
            yield Match(start, last + 1, curies)


class DrugScanner(NameScanner):
    """Finds drugs that can be a treatment; water, oxygen, contrast media and vaccines are not searched for."""

    def __init__(self, lexicon: Lexicon) -> None:
        rows = lexicon.name_rows(MentionType.DRUG)
        super().__init__(
            (name, row.curie) for row in rows if _is_treatment(row, lexicon) for name in _drug_spellings(row.name)
        )

    def has_drug(self, text: str) -> bool:
        """Return whether the text names any drug; stops at the first."""
        return self.has_any(text)


class SubstanceScanner(NameScanner):
    """Finds substances that are no approved drugs and may be given all the same, without those of the body."""

    def __init__(self, lexicon: Lexicon) -> None:
        rows = lexicon.name_rows(MentionType.DRUG)
        super().__init__((row.name, row.curie) for row in rows if _is_substance(row, lexicon))


_GREEK = {"alpha": "\u03b1", "alfa": "\u03b1", "beta": "\u03b2", "gamma": "\u03b3", "delta": "\u03b4"}
_SISTERS = {"alpha": ("alfa",), "alfa": ("alpha",)}
_GREEK_WORD = re.compile(r"[ -]?(?<![a-z])(alpha|alfa|beta|gamma|delta)(?![a-z])[ -]?")
_GREEK_LENGTH_MAX = 40
_CODE = re.compile(r"([a-z]{2,7})[ -]?(\d[\d,]+[a-z]?\d*)")


def _drug_spellings(name: str) -> Iterable[str]:
    """Yield a drug's name, with its Greek word as a letter and in other spacings, and a code with and without a space.

    "interferon \u03b1-2a" and "interferon-\u03b12a" for "interferon alfa-2a"; "ABP501" for "ABP 501".
    """
    yield name
    lower = name.lower()
    if code := _CODE.fullmatch(lower):
        letters, digits = code[1], code[2]
        for number in {digits, digits.replace(",", "")}:
            yield f"{letters}{number}"
            yield f"{letters} {number}"
    found = _GREEK_WORD.search(lower)
    if found is None or len(lower) > _GREEK_LENGTH_MAX:
        return
    head, tail = lower[: found.start()].rstrip(" -"), lower[found.end() :]
    for letter in (found[1], _GREEK[found[1]], *_SISTERS.get(found[1], ())):
        for before in (" ", "") if head else ("",):
            for after in (" ", "") if tail else ("",):
                if before or after or not letter.isascii():
                    yield f"{head}{before}{letter}{after}{tail}"


LINKED_ONLY = frozenset({"term", "symbol"})
"""Kinds of names that link what a model has found and are not searched for: "death", "fibrosis", "Li"."""


def _is_treatment(row: NameRow, lexicon: Lexicon) -> bool:
    return row.kind not in LINKED_ONLY and "not treatment" not in lexicon.entry(row.curie).flags


def _is_substance(row: NameRow, lexicon: Lexicon) -> bool:
    flags = lexicon.entry(row.curie).flags
    return row.kind not in LINKED_ONLY and "given" in flags and "of the body" not in flags


class DiseaseScanner(NameScanner):
    """Finds diseases by preferred or unambiguous names of at least six characters, in the forms of `_spellings`."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__(_disease_names(lexicon))


def _disease_names(lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    for row in lexicon.name_rows(MentionType.DISEASE):
        if len(row.name) < 6 or row.name.count(" ") > 5 or row.curie in NAMELESS or row.kind in LINKED_ONLY:
            continue
        if row.kind == "name" or len(lexicon.lookup_spelling(row.spelling, MentionType.DISEASE)) == 1:
            for name in _spellings(row.name):
                yield name, row.curie


def _spellings(name: str) -> Iterable[str]:
    """Return the name in lower case, its British spelling, possessive, Roman numeral of the type, and all plurals."""
    name = name.lower()
    spellings = [name]
    british = to_british(name)
    if british != name:
        spellings.append(british)
    if " disease" in name and "'" not in name:
        spellings += [spelling.replace(" disease", "'s disease", 1) for spelling in list(spellings)]
    if "type 2" in name or "type 1" in name:
        spellings.append(name.replace("type 2", "type ii").replace("type 1", "type i"))
    plurals = [f"{spelling}s" for spelling in spellings if spelling[-1] not in "sxy0123456789"]
    return [*spellings, *plurals]

"""Literal pre-filter for regular expressions: a cheap test that skips patterns which cannot match.

Seventy cues are tried on each pair of a sentence, and nearly all fail because a word is missing. The literal strings
that a match requires are read off the parsed expressions, and one pass of an Aho-Corasick automaton over the text
finds the expressions that remain (Cox 2012 does the same with trigrams: https://swtch.com/~rsc/regexp/regexp4.html)
and, for most of them, the places where a match can begin.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import ahocorasick

from miner.reading.claims.beginnings import leading_literals
from miner.reading.claims.literals import EDGE, Literals, is_word, literals_with_edges, rarity

SETS_MAX = 3
"""Sets of strings that a pattern is looked up by; the others hardly ever decide."""


class _Word(NamedTuple):
    """What a string in a text tells: the sets of literals it meets, and the patterns that can begin with it.

    `here` are those that begin at its first character, `behind` those that begin behind it: behind the edge of a word.
    """

    length: int
    met: int = 0
    here: int = 0
    behind: int = 0


class Prefilter:
    """A literal pre-filter over many regular expressions.

    Args:
        patterns: compiled without IGNORECASE.
    """

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        self.patterns = tuple(patterns)
        self._words: dict[str, _Word] = {}
        # One bit for each pattern's first set, then one for each pattern's second ...; a missing set is always met.
        self._always_met = self._anchored = 0
        for number, pattern in enumerate(patterns):
            self._add(number, pattern)
        self._automaton = ahocorasick.Automaton()
        for text, word in self._words.items():
            self._automaton.add_word(text, tuple(word))
        self._automaton.make_automaton()

    def _add(self, number: int, pattern: re.Pattern[str]) -> None:
        required = _most_selective(literals_with_edges(pattern))
        for place in range(SETS_MAX):
            bit = 1 << number + place * len(self.patterns)
            self._always_met |= 0 if place < len(required) else bit
            for literal in required[place] if place < len(required) else ():
                self._tell(literal, met=bit)
        leading = leading_literals(pattern)
        self._anchored |= bool(leading) << number
        for literal in leading:
            self._tell(literal, **{"behind" if literal[0] == EDGE else "here": 1 << number})

    def _tell(self, literal: str, met: int = 0, here: int = 0, behind: int = 0) -> None:
        text = _only_words(literal)
        word = self._words.get(text, _Word(len(text)))
        self._words[text] = _Word(len(text), word.met | met, word.here | here, word.behind | behind)

    def scan(self, text: str, start: int = 0, end: int | None = None) -> "Scan":
        """Return what the automaton finds in a text, or in a part of it."""
        end = len(text) if end is None else end
        met, starts = self._always_met, []
        for last, (length, bits, here, behind) in self._automaton.iter(_only_words(f" {text[start:end]} ")):
            met |= bits
            if here:
                starts.append((start + last - length, here))
            if behind:
                starts.append((start + last - length + 1, behind))
        left = (1 << len(self.patterns)) - 1
        for place in range(SETS_MAX):
            left &= met >> place * len(self.patterns)
        return Scan(text, start, end, self.patterns, left, self._anchored, starts)

    def candidates(self, text: str, among: int = -1) -> Iterator[int]:
        """Yield the positions in `patterns` of those that can match, in order; all others certainly do not match.

        Args:
            text: the text to be matched.
            among: bits by position; patterns whose bit is 0 are left out.
        """
        return self.scan(text).candidates(among)

    def matches(self, text: str, among: int = -1) -> Iterator[tuple[int, re.Match[str]]]:
        """Yield the positions of the patterns that match, in order, each with its first match."""
        scan = self.scan(text)
        for number in scan.candidates(among):
            if found := scan.search(number):
                yield number, found

    def finds(self, text: str, start: int, end: int) -> bool:
        """Return whether any pattern matches in `text[start:end]`, as `search` with these bounds does."""
        scan = self.scan(text, start, end)
        return any(scan.search(number) is not None for number in scan.candidates())


class Scan(NamedTuple):
    """What a pre-filter found in a text: as bits the patterns that can match, and those whose `starts` are known."""

    text: str
    start: int
    end: int
    patterns: Sequence[re.Pattern[str]]
    met: int
    anchored: int
    starts: Sequence[tuple[int, int]]

    def candidates(self, among: int = -1) -> Iterator[int]:
        """Yield the positions of the patterns that can match, in order; patterns whose bit is 0 are left out."""
        left = among & self.met
        while left:
            lowest = left & -left
            yield lowest.bit_length() - 1
            left ^= lowest

    def search(self, number: int) -> re.Match[str] | None:
        """Return what `search` of a pattern returns; it is tried only where a match can begin, if that is known."""
        pattern, bit = self.patterns[number], 1 << number
        if not self.anchored & bit:
            return pattern.search(self.text, self.start, self.end)
        places = [place for place, bits in self.starts if bits & bit]
        if len(places) > 1:
            places.sort()
        for place in places:
            if found := pattern.match(self.text, max(place, self.start), self.end):
                return found
        return None


class _Spaces(dict[int, int]):
    """A table for `str.translate` that makes everything but letters, digits and "_" a space."""

    def __missing__(self, code: int) -> int:
        self[code] = code if is_word(chr(code)) else ord(" ")
        return self[code]


_SPACES = _Spaces()


def _only_words(text: str) -> str:
    """Return the text with a space for each mark, so that the edge of a word is always beside one."""
    return text.translate(_SPACES)


def _most_selective(required: Sequence[Literals]) -> list[Literals]:
    """Return the sets that fewest texts meet."""
    selective = [literals for literals in required if rarity(literals) > _COMMON_MAX]
    return sorted(selective, key=lambda literals: -rarity(literals))[:SETS_MAX]


_COMMON_MAX = 2
"""Characters of strings that are everywhere."""

"""Which of many patterns can match in each sentence of a text, by one pass over it.

The finders try some two hundred patterns on each sentence, and nearly all fail because a word is missing. As in
`miner.reading.claims.prefilter`, the strings that a match requires are read off the parsed expressions; here one pass
of an Aho-Corasick automaton over the whole text tells it for each sentence.
"""

import re
from collections.abc import Mapping, Sequence

import ahocorasick

from miner.reading.claims.literals import Literals, required_literals

Candidates = tuple[tuple[int, re.Pattern[str]], ...]

_SHORTEST = 2
"""Characters of a literal that is worth looking for; shorter ones are everywhere."""


class CueFilter:
    """A literal pre-filter over groups of regular expressions, sentence by sentence.

    Args:
        groups: patterns by the name of their group, compiled without IGNORECASE for text in lower case.
    """

    def __init__(self, groups: Mapping[str, Sequence[re.Pattern[str]]]) -> None:
        patterns = [pattern for group in groups.values() for pattern in group]
        self._patterns = patterns
        self._known: dict[tuple[str, int], Candidates] = {}
        self._always = 0
        self._of_group: dict[str, tuple[int, int]] = {}
        self.masks: dict[str, int] = {}
        first = 0
        for name, group in groups.items():
            self._of_group[name] = (first, len(group))
            self.masks[name] = ((1 << len(group)) - 1) << first
            first += len(group)
        bits_of: dict[str, int] = {}
        for number, pattern in enumerate(patterns):
            literals = _most_selective(required_literals(pattern))
            self._always |= 0 if literals else 1 << number
            for literal in literals:
                bits_of[literal] = bits_of.get(literal, 0) | 1 << number
        self._automaton = ahocorasick.Automaton()
        for literal, bits in bits_of.items():
            self._automaton.add_word(literal, bits)
        self._automaton.make_automaton()

    def scan(self, lowered: str, sentences: Sequence[tuple[int, int]]) -> list[int]:
        """Return for each sentence the bits of the patterns that can match in it.

        Args:
            lowered: the text in lower case.
            sentences: (start, end) of each sentence, in order and without overlaps.
        """
        met = [self._always] * len(sentences)
        if not met:
            return met
        number, last = 0, len(sentences) - 1
        until = sentences[0][1]
        for place, bits in self._automaton.iter(lowered):
            while place >= until and number < last:
                number += 1
                until = sentences[number][1]
            met[number] |= bits
        return met

    def patterns(self, group: str, bits: int) -> Candidates:
        """Return those patterns of a group that can match, each with its number within the group."""
        left = bits & self.masks[group]
        if not left:
            return ()
        known = self._known.get((group, left))
        if known is None:
            known = self._known[group, left] = self._chosen(group, left)
        return known

    def _chosen(self, group: str, bits: int) -> Candidates:
        first, count = self._of_group[group]
        return tuple((n, self._patterns[first + n]) for n in range(count) if bits >> (first + n) & 1)

    def matches(self, group: str, bits: int, text: str, start: int, end: int) -> bool:
        """Return whether any pattern of a group matches in [start, end) of a text."""
        left = bits & self.masks[group]
        if not left:
            return False
        for _, pattern in self._known.get((group, left)) or self.patterns(group, left):
            if pattern.search(text, start, end):
                return True
        return False


def _most_selective(required: Sequence[Literals]) -> Literals:
    """Return the set of strings that fewest sentences hold, judged by its shortest one; empty if all are too short."""
    return max(
        (literals for literals in required if min(map(len, literals)) >= _SHORTEST),
        key=lambda literals: min(map(len, literals)),
        default=frozenset(),
    )

"""What a text must hold for a regular expression to match: a cheap test before a dear one.

Seventy cues are tried on each pair of a sentence, and nearly all fail for want of a word. The literal strings that
a match cannot do without are read off the parsed expressions, and one pass of an Aho-Corasick automaton over the
text tells which expressions are left (Cox 2012 does the same with trigrams: https://swtch.com/~rsc/regexp/regexp4.html).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from re import _parser  # type: ignore[attr-defined]  # no public way to an expression's parts
from typing import Any

import ahocorasick

Stems = frozenset[str]
"""Strings of which at least one stands in every text that matches."""


def required_stems(pattern: re.Pattern[str]) -> tuple[Stems, ...]:
    """Sets of strings; a text without a member of each of them cannot match. For expressions that keep case."""
    return tuple(_of_sequence(_parser.parse(pattern.pattern, pattern.flags)))


def _of_sequence(parts: Iterable[Any]) -> Iterator[Stems]:
    literal = ""
    for operation, argument in parts:
        if str(operation) == "LITERAL":
            literal += chr(argument)
            continue
        if literal:
            yield frozenset({literal})
            literal = ""
        yield from _of_part(str(operation), argument)
    if literal:
        yield frozenset({literal})


def _of_part(operation: str, argument: Any) -> Iterator[Stems]:
    if operation == "SUBPATTERN" or (operation in {"MAX_REPEAT", "MIN_REPEAT"} and argument[0] > 0):
        yield from _of_sequence(argument[-1])
    elif operation == "ASSERT" and argument[0] > 0:
        yield from _of_sequence(argument[1])
    elif operation == "BRANCH":
        choices = [list(_of_sequence(branch)) for branch in argument[1]]
        if all(choices):  # of each branch the set that is hardest to meet: the one of the longest strings
            yield frozenset().union(*(max(choice, key=lambda stems: min(map(len, stems))) for choice in choices))


class Sieve:
    """Tells which of many expressions can match a text.

    Args:
        patterns: compiled without IGNORECASE.
    """

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        needs = [_hardest(required_stems(pattern)) for pattern in patterns]
        self._count = len(patterns)
        self._all = (1 << self._count) - 1
        # A bit for each pattern's first set, then one for each one's second: those that ask for nothing are given.
        self._given = 0
        bits_of: dict[str, int] = {}
        for number, sets in enumerate(needs):
            for bit, stems in zip((1 << number, 1 << number + self._count), sets, strict=True):
                self._given |= 0 if stems else bit
                for stem in stems:
                    bits_of[stem] = bits_of.get(stem, 0) | bit
        self._automaton = ahocorasick.Automaton()
        for stem, bits in bits_of.items():
            self._automaton.add_word(stem, bits)
        self._automaton.make_automaton()

    def sift(self, text: str, among: int = -1) -> Iterator[int]:
        """The positions in `patterns` of those that can match, in order; all others certainly do not.

        Args:
            text: what they are to match.
            among: bits by position; the others are left out.
        """
        met = self._given
        for _, bits in self._automaton.iter(text):
            met |= bits
        met &= (met >> self._count) & self._all & among
        while met:
            lowest = met & -met
            yield lowest.bit_length() - 1
            met ^= lowest


def _hardest(needs: Sequence[Stems]) -> tuple[Stems, Stems]:
    """The two sets that fewest texts meet, judged by their shortest strings; mentions stand in every text."""
    telling = [stems for stems in needs if min(map(len, stems)) > 2 and not stems <= _ROLES]
    telling.sort(key=lambda stems: -min(map(len, stems)))
    return (telling[0] if telling else frozenset()), (telling[1] if len(telling) > 1 else frozenset())


_ROLES = frozenset({"DRUG", "DISEASE"})

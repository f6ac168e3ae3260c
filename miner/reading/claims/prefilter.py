"""Literal pre-filter for regular expressions: a cheap test that skips patterns which cannot match.

Seventy cues are tried on each pair of a sentence, and nearly all fail because a word is missing. The literal strings
that a match requires are read off the parsed expressions, and one pass of an Aho-Corasick automaton over the text
finds the expressions that remain (Cox 2012 does the same with trigrams: https://swtch.com/~rsc/regexp/regexp4.html).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from re import _parser  # type: ignore[attr-defined]  # no public way to an expression's parts
from typing import Any

import ahocorasick

Literals = frozenset[str]
"""Alternative literal strings: every text that matches contains at least one of them."""


def required_literals(pattern: re.Pattern[str]) -> tuple[Literals, ...]:
    """Return sets of strings; a text that lacks all strings of any set cannot match. For case-sensitive patterns."""
    return tuple(_literals_of_sequence(_parser.parse(pattern.pattern, pattern.flags)))


def _literals_of_sequence(parts: Iterable[Any]) -> Iterator[Literals]:
    literal = ""
    for operation, argument in parts:
        if str(operation) == "LITERAL":
            literal += chr(argument)
            continue
        if literal:
            yield frozenset({literal})
            literal = ""
        yield from _literals_of_part(str(operation), argument)
    if literal:
        yield frozenset({literal})


def _literals_of_part(operation: str, argument: Any) -> Iterator[Literals]:
    if operation == "SUBPATTERN" or (operation in {"MAX_REPEAT", "MIN_REPEAT"} and argument[0] > 0):
        yield from _literals_of_sequence(argument[-1])
    elif operation == "ASSERT" and argument[0] > 0:
        yield from _literals_of_sequence(argument[1])
    elif operation == "BRANCH":
        choices = [list(_literals_of_sequence(branch)) for branch in argument[1]]
        if all(choices):  # from each branch the most selective set: the one with the longest strings
            yield frozenset().union(*(max(choice, key=_shortest) for choice in choices))


def _shortest(literals: Literals) -> int:
    return min(map(len, literals))


class Prefilter:
    """A literal pre-filter over many regular expressions.

    Args:
        patterns: compiled without IGNORECASE.
    """

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        required = [_most_selective(required_literals(pattern)) for pattern in patterns]
        self._count = len(patterns)
        self._all = (1 << self._count) - 1
        # One bit for each pattern's first set, then one for each pattern's second; empty sets are met by every text.
        self._always_met = 0
        bits_of: dict[str, int] = {}
        for number, sets in enumerate(required):
            for bit, literals in zip((1 << number, 1 << number + self._count), sets, strict=True):
                self._always_met |= 0 if literals else bit
                for literal in literals:
                    bits_of[literal] = bits_of.get(literal, 0) | bit
        self._automaton = ahocorasick.Automaton()
        for literal, bits in bits_of.items():
            self._automaton.add_word(literal, bits)
        self._automaton.make_automaton()

    def candidates(self, text: str, among: int = -1) -> Iterator[int]:
        """Yield the positions in `patterns` of those that can match, in order; all others certainly do not match.

        Args:
            text: the text to be matched.
            among: bits by position; patterns whose bit is 0 are left out.
        """
        met = self._always_met
        for _, bits in self._automaton.iter(text):
            met |= bits
        met &= (met >> self._count) & self._all & among
        while met:
            lowest = met & -met
            yield lowest.bit_length() - 1
            met ^= lowest


def _most_selective(required: Sequence[Literals]) -> tuple[Literals, Literals]:
    """Return the two sets that fewest texts meet, judged by their shortest strings; roles occur in every text."""
    selective = [literals for literals in required if _shortest(literals) > 2 and not literals <= _ROLES]
    selective.sort(key=lambda literals: -_shortest(literals))
    return (selective[0] if selective else frozenset()), (selective[1] if len(selective) > 1 else frozenset())


_ROLES = frozenset({"DRUG", "DISEASE"})

"""Literal pre-filter for regular expressions: a cheap test that skips patterns which cannot match.

Seventy cues are tried on each pair of a sentence, and nearly all fail because a word is missing. The literal strings
that a match requires are read off the parsed expressions, and one pass of an Aho-Corasick automaton over the text
finds the expressions that remain (Cox 2012 does the same with trigrams: https://swtch.com/~rsc/regexp/regexp4.html).
Whether a word begins or ends with the string is read off as well: "not" is rare, "not" in "another" and "note" is not.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from re import _parser  # type: ignore[attr-defined]  # no public way to an expression's parts
from typing import Any

import ahocorasick

Literals = frozenset[str]
"""Alternative literal strings: every text that matches contains at least one of them."""

EDGE = "\b"
"""Stands in a literal string for the edge of a word: "\\bno\\b" is "no" as a word of its own."""

SETS_MAX = 3
"""Sets of strings that a pattern is looked up by; the others hardly ever decide."""

_ZERO_WIDTH = frozenset({"ASSERT", "ASSERT_NOT", "AT"})
_EDGES = frozenset({"AT_BOUNDARY", "AT_BEGINNING", "AT_BEGINNING_STRING", "AT_END", "AT_END_STRING"})


def required_literals(pattern: re.Pattern[str]) -> tuple[Literals, ...]:
    """Return sets of strings; a text that lacks all strings of any set cannot match. For case-sensitive patterns."""
    return tuple(frozenset(literal.strip(EDGE) for literal in each) for each in literals_with_edges(pattern))


def literals_with_edges(pattern: re.Pattern[str]) -> tuple[Literals, ...]:
    """Return the same with `EDGE` at the ends of strings that begin or end a word wherever the pattern matches."""
    return tuple(_of_sequence(_parser.parse(pattern.pattern, pattern.flags), begins=False, ends=False))


def _of_sequence(parts: Iterable[Any], *, begins: bool, ends: bool) -> Iterator[Literals]:
    """Yield the sets of a sequence; `begins` and `ends` are whether the edge of a word is known to be at its ends."""
    named = [(str(operation), argument) for operation, argument in parts]
    literal, starts_at_edge, is_edge = "", begins, begins
    for number, (operation, argument) in enumerate(named):
        if operation == "LITERAL":
            starts_at_edge = is_edge if not literal else starts_at_edge
            literal += chr(argument)
            is_edge = not _is_word(literal[-1])
            continue
        if literal:
            ends_here = _is_edge_ahead(named[number:], ends=ends)
            yield frozenset({_marked(literal, begins=starts_at_edge, ends=ends_here)})
            literal = ""
        after = _is_edge_ahead(named[number + 1 :], ends=ends)
        yield from _of_part(operation, argument, begins=is_edge, ends=after)
        if operation == "AT":
            is_edge = is_edge or str(argument) in _EDGES
        elif operation not in _ZERO_WIDTH:
            is_edge = False
    if literal:
        yield frozenset({_marked(literal, begins=starts_at_edge, ends=ends)})


def _of_part(operation: str, argument: Any, *, begins: bool, ends: bool) -> Iterator[Literals]:
    if operation == "SUBPATTERN":
        yield from _of_sequence(argument[-1], begins=begins, ends=ends)
    elif operation in {"MAX_REPEAT", "MIN_REPEAT"} and argument[0] > 0:
        yield from _of_sequence(argument[-1], begins=False, ends=False)
    elif operation == "ASSERT" and argument[0] > 0:
        yield from _of_sequence(argument[1], begins=begins, ends=False)
    elif operation == "BRANCH":
        choices = [list(_of_sequence(branch, begins=begins, ends=ends)) for branch in argument[1]]
        if all(choices):  # from each branch the most selective set: the rarest strings
            yield frozenset().union(*(max(choice, key=_rarity) for choice in choices))


def _is_edge_ahead(rest: Sequence[tuple[str, Any]], *, ends: bool) -> bool:
    """Return whether the edge of a word is behind what comes before `rest`, if that is a letter or digit."""
    for operation, argument in rest:
        if operation == "AT" and str(argument) in _EDGES:
            return True
        if operation == "LITERAL":
            return not _is_word(chr(argument))
        if operation not in _ZERO_WIDTH:
            return False
    return ends


def _marked(literal: str, *, begins: bool, ends: bool) -> str:
    before = EDGE if begins and _is_word(literal[0]) else ""
    return f"{before}{literal}{EDGE if ends and _is_word(literal[-1]) else ''}"


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


_ROLES = frozenset({"DRUG", "DISEASE"})


def _rarity(literals: Literals) -> int:
    """Return how rare the commonest of the strings is, judged by its length; roles occur in every text."""
    return min(0 if literal.strip(f"{EDGE} -") in _ROLES else len(literal) for literal in literals)


class Prefilter:
    """A literal pre-filter over many regular expressions.

    Args:
        patterns: compiled without IGNORECASE.
    """

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        required = [_most_selective(literals_with_edges(pattern)) for pattern in patterns]
        self._count = len(patterns)
        # One bit for each pattern's first set, then one for each pattern's second ...; a missing set is always met.
        self._always_met = 0
        bits_of: dict[str, int] = {}
        for number, sets in enumerate(required):
            for place in range(SETS_MAX):
                bit = 1 << number + place * self._count
                self._always_met |= 0 if place < len(sets) else bit
                for literal in sets[place] if place < len(sets) else ():
                    words = _only_words(literal)
                    bits_of[words] = bits_of.get(words, 0) | bit
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
        for _, bits in self._automaton.iter(_only_words(f" {text} ")):
            met |= bits
        left = among & (1 << self._count) - 1
        for place in range(SETS_MAX):
            left &= met >> place * self._count
        while left:
            lowest = left & -left
            yield lowest.bit_length() - 1
            left ^= lowest


class _Spaces(dict[int, int]):
    """A table for `str.translate` that makes everything but letters, digits and "_" a space."""

    def __missing__(self, code: int) -> int:
        self[code] = code if _is_word(chr(code)) else ord(" ")
        return self[code]


_SPACES = _Spaces()


def _only_words(text: str) -> str:
    """Return the text with a space for each mark, so that the edge of a word is always beside one."""
    return text.translate(_SPACES)


def _most_selective(required: Sequence[Literals]) -> list[Literals]:
    """Return the sets that fewest texts meet."""
    selective = [literals for literals in required if _rarity(literals) > _COMMON_MAX]
    return sorted(selective, key=lambda literals: -_rarity(literals))[:SETS_MAX]


_COMMON_MAX = 2
"""Characters of strings that are everywhere."""

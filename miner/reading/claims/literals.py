"""The literal strings that a match of an expression requires, read off the parsed expression.

Whether a word begins or ends with the string is read off as well: "not" is rare, "not" in "another" and "note" is not.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from re import _parser  # type: ignore[attr-defined]  # no public way to an expression's parts
from typing import Any

Literals = frozenset[str]
"""Alternative literal strings: every text that matches contains at least one of them."""

EDGE = "\b"
"""Stands in a literal string for the edge of a word: "\\bno\\b" is "no" as a word of its own."""

ZERO_WIDTH = frozenset({"ASSERT", "ASSERT_NOT", "AT"})
EDGES = frozenset({"AT_BOUNDARY", "AT_BEGINNING", "AT_BEGINNING_STRING", "AT_END", "AT_END_STRING"})


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
            is_edge = not is_word(literal[-1])
            continue
        if literal:
            ends_here = _is_edge_ahead(named[number:], ends=ends)
            yield frozenset({_marked(literal, begins=starts_at_edge, ends=ends_here)})
            literal = ""
        after = _is_edge_ahead(named[number + 1 :], ends=ends)
        yield from _of_part(operation, argument, begins=is_edge, ends=after)
        if operation == "AT":
            is_edge = is_edge or str(argument) in EDGES
        elif operation not in ZERO_WIDTH:
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
            yield frozenset().union(*(max(choice, key=rarity) for choice in choices))


def _is_edge_ahead(rest: Sequence[tuple[str, Any]], *, ends: bool) -> bool:
    """Return whether the edge of a word is behind what comes before `rest`, if that is a letter or digit."""
    for operation, argument in rest:
        if operation == "AT" and str(argument) in EDGES:
            return True
        if operation == "LITERAL":
            return not is_word(chr(argument))
        if operation not in ZERO_WIDTH:
            return False
    return ends


def _marked(literal: str, *, begins: bool, ends: bool) -> str:
    before = EDGE if begins and is_word(literal[0]) else ""
    return f"{before}{literal}{EDGE if ends and is_word(literal[-1]) else ''}"


def is_word(char: str) -> bool:
    """Return whether a character is one of those that words are made of for regular expressions."""
    return char.isalnum() or char == "_"


_ROLES = frozenset({"DRUG", "DISEASE"})


def rarity(literals: Literals) -> int:
    """Return how rare the commonest of the strings is, judged by its length; roles occur in every text."""
    return min(0 if literal.strip(f"{EDGE} -") in _ROLES else len(literal) for literal in literals)

"""What the matches of an expression begin with: strings read off the parsed expression.

A search tries an expression at each character. Where all its matches begin with one of a few strings, and an automaton
has found these, it need be tried only there.
"""

import re
from collections.abc import Iterable
from re import _parser  # type: ignore[attr-defined]  # no public way to an expression's parts
from typing import Any

from miner.reading.claims.literals import EDGE, EDGES, ZERO_WIDTH, Literals, is_word

_LEADING_MIN, _LEADING_ENOUGH, _LEADING_MAX = 2, 6, 400
"""Characters that each leading literal must have, characters from which on it does not grow, and how many may be."""

Beginning = tuple[str, bool]
"""What a match begins with, and whether the literal may still grow."""


def leading_literals(pattern: re.Pattern[str]) -> Literals:
    """Return strings with one of which every match begins, after `EDGE` where a word must begin; empty if unknown."""
    found = {_edge_of_word(literal) for literal, _ in _beginnings(_parser.parse(pattern.pattern, pattern.flags))}
    return frozenset(found if all(len(literal.strip(EDGE)) >= _LEADING_MIN for literal in found) else ())


def _beginnings(parts: Iterable[Any]) -> set[Beginning]:
    found: set[Beginning] = {("", True)}
    for operation, argument in parts:
        pieces = _pieces(str(operation), argument)
        if len(found) * len(pieces) > _LEADING_MAX or not any(grows for _, grows in found):
            return {(literal, False) for literal, _ in found}
        found = {
            (literal + piece, may_grow and len(literal) < _LEADING_ENOUGH) if grows else (literal, False)
            for literal, grows in found
            for piece, may_grow in pieces
        }
    return found


def _pieces(operation: str, argument: Any) -> set[Beginning]:  # noqa: PLR0911 (one line for each kind of part)
    """Return what one part of an expression begins with, as `Beginning`."""
    if operation == "LITERAL":
        return {(chr(argument), True)}
    if operation in ZERO_WIDTH:
        return {(EDGE if operation == "AT" and str(argument) in EDGES else "", True)}
    if operation == "SUBPATTERN":
        return _beginnings(argument[-1])
    if operation == "BRANCH":
        return set().union(*map(_beginnings, argument[1]))
    if operation in {"MAX_REPEAT", "MIN_REPEAT"}:
        least, most, inner = argument
        once = {(literal, grows and most == 1) for literal, grows in _beginnings(inner)}
        return once if least else {("", True), *once}
    if operation == "IN" and all(str(kind) == "LITERAL" for kind, _ in argument):
        return {(chr(code), True) for _, code in argument}
    return {("", False)}


def _edge_of_word(literal: str) -> str:
    """Return a literal with `EDGE` only before it, and only if it begins with a letter or digit."""
    plain = literal.replace(EDGE, "")
    return f"{EDGE}{plain}" if literal[:1] == EDGE and plain and is_word(plain[0]) else plain

"""The expected failures of the query library: one line each that says what to do."""

import difflib
from collections.abc import Iterable


class QueryError(Exception):
    """An expected failure of the query library."""


class UnknownQueryError(QueryError):
    """No query has this name.

    Args:
        name: the name asked for.
        known: the names of all queries.
    """

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f"No query named '{name}'; {suggest(name, known)}")
        self.name = name


class ParameterError(QueryError):
    """A parameter is unknown, missing or of the wrong type.

    Args:
        query: name of the query.
        reason: what is wrong with which parameter, and what to do.
    """

    def __init__(self, query: str, reason: str) -> None:
        super().__init__(f"Query '{query}' {reason}")
        self.query = query


class HeaderError(QueryError):
    """A .cypher file of the library lacks its question, parameters or columns in the agreed form."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}.cypher: {reason}")
        self.name = name


NEAR_ENOUGH = 0.82
"""Least similarity (0 to 1) of a suggestion: a slip of one or two letters has more, "nosuchdisease" and "nose disease"
have 0.80."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that `word` most resembles, None if no word is close."""
    return next(iter(difflib.get_close_matches(word, sorted(known), n=1, cutoff=NEAR_ENOUGH)), None)


def suggest(word: str, known: Iterable[str]) -> str:
    """Return the hint for an unknown word: the nearest known word, else all of them."""
    choices = sorted(known)
    near = nearest(word, choices)
    return f"did you mean '{near}'?" if near else f"there are: {', '.join(choices) or 'none'}"

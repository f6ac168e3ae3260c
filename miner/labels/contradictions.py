"""Whether an article that says "approved" or "not approved" agrees with the label book, and why not if it does not.

The book is asked on the day the article became known, or at the end of an earlier year that the sentence names. An
article that calls a use approved before the book does is a contradiction too: then our day is late. A sentence that
names no region agrees if any region does, and contradicts only if no region is unknown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from miner.jurisdictions import CODES
from miner.labels.engine import LabelBook
from miner.records import COVERING_LEVELS, DECIDED_LEVELS, ClaimRelation, LabelLevel, LabelState, Statement, Use


class Agreement(StrEnum):
    """How a statement compares with the label book."""

    AGREES = "agrees"
    DIFFERS = "differs"
    UNKNOWN = "cannot be compared"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelStatement:
    """What an article says of a label: APPROVED or NOT_APPROVED, with details, and the day it became known."""

    use: Use
    relation: ClaimRelation
    statement: Statement
    known_on: date

    @property
    def day(self) -> date:
        """The day on which the book is asked."""
        year = self.statement.year if self.relation is ClaimRelation.APPROVED else None
        return date(year, 12, 31) if year and year < self.known_on.year else self.known_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A statement compared with the label of a region; `region` is "" if it names none.

    `states` are the book's answers behind it, `why` says in what they differ, "" if they do not.
    """

    region: str
    agreement: Agreement
    states: tuple[LabelState, ...]
    why: str = ""


def compare_statement(book: LabelBook, said: LabelStatement, today: date) -> tuple[Comparison, ...]:
    """Return a statement compared with the book, once for each region that it names, or once if it names none.

    Args:
        book: the label book.
        said: the statement.
        today: the day up to which a later approval is looked for.
    """
    named = [code for code in CODES if code in said.statement.by.split(", ")]
    if not named and said.statement.by:  # a country whose labels we do not have
        return (Comparison(region=said.statement.by, agreement=Agreement.UNKNOWN, states=()),)
    each = [_compare(book, said, code, today) for code in named or CODES]
    return tuple(each) if named else (_joined(each),)


def _compare(book: LabelBook, said: LabelStatement, code: str, today: date) -> Comparison:
    state = book.state(said.use, code, said.day)
    if said.relation is ClaimRelation.NOT_APPROVED:
        agreement, why = _of_denial(state)
    else:
        agreement, why = _of_approval(state, book.state(said.use, code, max(said.day, today)), said.day)
    return Comparison(region=code, agreement=agreement, states=(state,), why=why)


def _of_denial(state: LabelState) -> tuple[Agreement, str]:
    if state.is_covered:
        return Agreement.DIFFERS, "our label has it"
    return (Agreement.AGREES if state.level in DECIDED_LEVELS else Agreement.UNKNOWN), ""


def _of_approval(state: LabelState, later: LabelState, day: date) -> tuple[Agreement, str]:
    if state.level in COVERING_LEVELS or state.level is LabelLevel.BROADER:
        return Agreement.AGREES, ""
    is_later = later.level in COVERING_LEVELS
    fact = later.fact if is_later else state.fact if state.level is LabelLevel.BETWEEN else None
    if fact is not None and fact.trust == "sure" and fact.since is not None and fact.since > day:
        return Agreement.DIFFERS, f"our day is late: {fact.since}"
    if state.level not in DECIDED_LEVELS:
        return Agreement.UNKNOWN, ""
    if state.fact is not None and state.fact.ended_on is not None:
        return Agreement.DIFFERS, f"it left our label on {state.fact.ended_on}"
    if state.level is LabelLevel.NOT_APPROVED:
        return Agreement.DIFFERS, "our book has no approval of the drug"
    return Agreement.DIFFERS, "our label lacks it"


def _joined(each: Sequence[Comparison]) -> Comparison:
    """Return the comparison of a statement that names no region, from those of all regions."""
    agreements = {comparison.agreement for comparison in each}
    states = tuple(state for comparison in each for state in comparison.states)
    for agreement in (Agreement.AGREES, Agreement.UNKNOWN):
        if agreement in agreements:
            return Comparison(region="", agreement=agreement, states=states)
    why = "; ".join(f"{comparison.region}: {comparison.why}" for comparison in each)
    return Comparison(region="", agreement=Agreement.DIFFERS, states=states, why=why)

"""Region by status: what each jurisdiction's label says of a drug and a disease on a day, in words and as a code."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from miner.jurisdictions import CODES
from miner.labels.engine import LabelBook, Standing, standing
from miner.labels.status import DAY_WORDS
from miner.lexicon.lexicon import Lexicon
from miner.records import LabelFact, LabelLevel, LabelState, Use


class Status(StrEnum):
    """The status of a use in a jurisdiction on a day."""

    APPROVED = "approved"
    CONDITIONAL = "conditional"
    WITHDRAWN = "withdrawn"
    BETWEEN = "between"
    NOT_APPROVED = "not approved"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class MapCell:
    """The status of a disease in one jurisdiction.

    `words` say it with its day and the kind of the day; `facts` are the label facts behind it, what is in force first;
    `state` is the answer of the label book.
    """

    disease: str
    jurisdiction: str
    status: Status
    words: str
    facts: tuple[LabelFact, ...]
    state: LabelState


def region_map(book: LabelBook, drugs: tuple[str, ...], lexicon: Lexicon, day: date) -> dict[str, tuple[MapCell, ...]]:
    """Return the statuses in all jurisdictions, in the order of `CODES`, of each disease on a label by a day.

    Diseases are sorted by name. One that only later labels name is left out: on that day nobody knew.

    Args:
        book: the labels.
        drugs: a drug or a set; the labels of its ingredients do not count.
        lexicon: the names.
        day: the day of the labels.
    """
    facts = {code: book.facts_of(drugs, code) for code in CODES}
    named = {f.disease for found in facts.values() for f in found if standing(f, day) is not Standing.LATER}
    return {
        disease: tuple(_region(book, drugs, disease, code, facts[code], lexicon, day) for code in CODES)
        for disease in sorted(named, key=lambda each: (lexicon.name_of(each).lower(), each))
    }


def _region(  # noqa: PLR0913, PLR0917 - all that a cell depends on
    book: LabelBook,
    drugs: tuple[str, ...],
    disease: str,
    code: str,
    facts: Iterable[LabelFact],
    lexicon: Lexicon,
    day: date,
) -> MapCell:
    state = book.state(Use(drugs=drugs, disease=disease), code, day)
    market = book.market(drugs, code)
    own = [f for f in facts if f.disease == disease and standing(f, day) is not Standing.LATER]
    own.sort(key=lambda f: (f.trust != "sure", standing(f, day), f.status, f.since or date.min, f.fact_id))
    if state.level is LabelLevel.NOT_APPROVED:
        ended = market.ended_on if market is not None and own else None
        is_over = ended is not None and day >= ended
        status = Status.WITHDRAWN if is_over else Status.NOT_APPROVED
        words = f"withdrawn {ended}, with the last product" if is_over else "not approved (no product)"
    elif own:
        status = _own_status(own, state, day)
        words = "; ".join(dict.fromkeys(fact_words(fact, day, own) for fact in own))
    else:
        status, words = _by_state(state, lexicon, day)
    behind = tuple(own) if own or state.fact is None or status is Status.NOT_APPROVED else (state.fact,)
    return MapCell(disease=disease, jurisdiction=code, status=status, words=words, facts=behind, state=state)


def _own_status(own: list[LabelFact], state: LabelState, day: date) -> Status:
    """Return the status of a disease that facts name: what the book decides, so that there is one answer."""
    if state.level is LabelLevel.BETWEEN:
        return Status.BETWEEN
    if state.level is LabelLevel.UNKNOWN:
        return Status.UNKNOWN
    if state.level in {LabelLevel.OFF, LabelLevel.SIBLING}:
        is_over = any(standing(fact, day) is Standing.ENDED for fact in own)
        return Status.WITHDRAWN if is_over else Status.NOT_APPROVED
    in_force = {f.status for f in own if f.trust == "sure" and standing(f, day) is Standing.IN_FORCE}
    return Status.CONDITIONAL if in_force == {"conditional"} else Status.APPROVED


def fact_words(fact: LabelFact, day: date, others: Iterable[LabelFact] = ()) -> str:
    """Return what a fact means on a day: "approved since 2014-03-14", "conditional by 2018-12-23".

    Args:
        fact: the fact.
        day: the day.
        others: facts of the same use; a conditional approval that one of them follows was converted, not withdrawn.
    """
    stands = standing(fact, day)
    kind = "conditional" if fact.status == "conditional" else "approved"
    if fact.relation == "population":
        kind = "named as population"
    if stands is Standing.ENDED:
        converted = [f for f in others if f.status == "approved" and standing(f, day) is Standing.IN_FORCE]
        if fact.status == "conditional" and converted:
            words = f"conditional {since_words(fact)}, until {fact.ended_on}"
        else:
            words = f"withdrawn {fact.ended_on or '(day unknown)'}"
    elif stands is Standing.BETWEEN:
        words = (
            f"between {fact.absent_on} and {fact.since}" if fact.absent_on else f"by {fact.since}, earlier not known"
        )
    elif stands is Standing.LATER:
        words = "not approved yet"
    else:
        words = f"{kind} {since_words(fact)}"
    return f"one source only: {words}" if fact.trust == "noisy" else words


def since_words(fact: LabelFact) -> str:
    """Return the first day with its kind: "since" a stated day, "by" a bound, "about" an inferred one."""
    if fact.since is None:
        return "(day unknown)"
    return f"{DAY_WORDS.get(fact.since_kind, 'by')} {fact.since}"


def _by_state(state: LabelState, lexicon: Lexicon, day: date) -> tuple[Status, str]:
    """Return the status of a disease that the label does not name itself, from what the book says of it."""
    if state.level is LabelLevel.NOT_APPROVED:
        return Status.NOT_APPROVED, "not approved (no product)"
    if state.level is LabelLevel.UNKNOWN or state.fact is None:
        is_off = state.level in {LabelLevel.OFF, LabelLevel.SIBLING}
        return (Status.NOT_APPROVED, "not approved") if is_off else (Status.UNKNOWN, "unknown")
    if state.level in {LabelLevel.OFF, LabelLevel.SIBLING}:
        return Status.NOT_APPROVED, "not approved"
    if state.level is LabelLevel.BETWEEN:
        status = Status.BETWEEN
    else:
        status = Status.CONDITIONAL if state.fact.status == "conditional" else Status.APPROVED
    relation = {LabelLevel.ON: "as", LabelLevel.FORM: "as a form of", LabelLevel.PART: "as part of"}
    said = relation.get(state.level, "as" if state.level is LabelLevel.BETWEEN else "only as")
    return status, f"{said} {lexicon.name_of(state.fact.disease)}: {fact_words(state.fact, day)}"

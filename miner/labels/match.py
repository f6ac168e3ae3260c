"""Compare a drug and a disease with the labels of a jurisdiction, as of a day.

The disease of a claim and that of a label are seldom the same class; the hierarchy shows how they are related. A
sibling counts only under a specific parent, otherwise every cancer would be the sibling of every other.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from miner.jurisdictions import CODES, JURISDICTION_BY_CODE
from miner.lexicon.generality import SIBLING_DESCENDANTS_MAX, is_too_general
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.normalise import normalise
from miner.records import LabelFact, LabelLevel, LabelState

_RANK = {level: rank for rank, level in enumerate(LabelLevel)}


def is_in_force(fact: LabelFact, as_of: date) -> bool:
    """Return whether a fact is in force on a day: from its approval, else the day by which it is known, until its end.

    Without either start day it counts from the beginning: the label is known, its history is not. A withdrawn fact
    without an end day is never in force.
    """
    start = fact.approved_on or fact.known_by
    if start is not None and as_of < start:
        return False
    if fact.ended_on is not None:
        return as_of < fact.ended_on
    return fact.status != "withdrawn"


def _may_be_in_force(fact: LabelFact, as_of: date) -> bool:
    """Return whether a fact is only known by a later day, so that it may or may not have been in force already."""
    return fact.approved_on is None and fact.known_by is not None and as_of < fact.known_by


def _nearness(state: LabelState) -> tuple[float, bool]:
    """Return the sort key of a state, nearest first; a fact that may be in force comes right after NARROWER."""
    if state.level is LabelLevel.UNKNOWN and state.fact is not None:
        return _RANK[LabelLevel.NARROWER] + 0.5, False
    return _RANK[state.level], state.fact is None


class LabelBook:
    """All label facts, by drug and jurisdiction.

    Args:
        facts: the facts; among facts at the same level the one with the earliest day decides.
        lexicon: the source of the disease hierarchy, and of where a drug is approved at all.
    """

    def __init__(self, facts: Iterable[LabelFact], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._facts: dict[tuple[frozenset[str], str], list[LabelFact]] = defaultdict(list)
        for fact in facts:
            self._facts[frozenset(fact.drugs), fact.jurisdiction].append(fact)
        for listed in self._facts.values():
            listed.sort(key=lambda fact: (fact.approved_on or fact.known_by or date.min, fact.fact_id))
        self._partial = {key for key in list(self._facts) if self._is_partial(*key)}
        self._level = lru_cache(maxsize=200_000)(self._level_of)

    def states(self, drugs: tuple[str, ...], disease: str, as_of: date) -> tuple[LabelState, ...]:
        """Return the state in every jurisdiction, in the order of `JURISDICTIONS`."""
        return tuple(self.state(drugs, disease, jurisdiction, as_of) for jurisdiction in CODES)

    def state(self, drugs: tuple[str, ...], disease: str, jurisdiction: str, as_of: date) -> LabelState:
        """Return the relation of a disease to the label of a drug, or of a set of drugs, on a day.

        A set has the nearest of the state of exactly that set and the states of its ingredients: a combination with a
        drug that is on label for the disease counts as on label, by the fact of that drug.

        A drug without facts in the jurisdiction is NOT_APPROVED if the lexicon has no approval of it there, else
        UNKNOWN. It is also NOT_APPROVED before its first approval if every fact has an approval day. A fact that is
        only known by a later day leaves its disease UNKNOWN, because it may have been on the label already. Diseases
        missing from a list that begins after the drug's first approval (Japan) are UNKNOWN too.
        """
        states = [self._state_of(frozenset(drugs), disease, jurisdiction, as_of)]
        if len(drugs) > 1:
            states += [self._state_of(frozenset({drug}), disease, jurisdiction, as_of) for drug in sorted(drugs)]
        return min(states, key=_nearness)

    def _state_of(self, drugs: frozenset[str], disease: str, jurisdiction: str, as_of: date) -> LabelState:
        facts = self._facts.get((drugs, jurisdiction))
        if not facts:
            approved = all(self._is_approved(drug, jurisdiction) for drug in drugs)
            level = LabelLevel.UNKNOWN if approved else LabelLevel.NOT_APPROVED
            return LabelState(jurisdiction=jurisdiction, level=level)
        found = list(self._states_by_facts(facts, disease, jurisdiction, as_of))
        if found:
            return min(found, key=_nearness)
        if (drugs, jurisdiction) in self._partial:
            return LabelState(jurisdiction=jurisdiction, level=LabelLevel.UNKNOWN)
        is_later = all(fact.approved_on is not None and as_of < fact.approved_on for fact in facts)
        return LabelState(
            jurisdiction=jurisdiction, level=LabelLevel.NOT_APPROVED if is_later else LabelLevel.OFF_LABEL
        )

    def _is_partial(self, drugs: frozenset[str], jurisdiction: str) -> bool:
        """Return whether our facts may lack those from before the jurisdiction's list of approvals begins."""
        begins, source = JURISDICTION_BY_CODE[jurisdiction].list_begins, JURISDICTION_BY_CODE[jurisdiction].list_source
        if begins is None or any(fact.source != source for fact in self._facts[drugs, jurisdiction]):
            return False
        everywhere = (fact for code in CODES for fact in self._facts.get((drugs, code), ()))
        return any((fact.approved_on or date.min) < begins for fact in everywhere)

    def _states_by_facts(
        self, facts: list[LabelFact], disease: str, jurisdiction: str, as_of: date
    ) -> Iterator[LabelState]:
        """Yield the state by each fact whose disease is related to this one, in the order of the facts."""
        for fact in facts:
            level = self._level(disease, fact.disease)
            if level is LabelLevel.OFF_LABEL:
                continue
            if is_in_force(fact, as_of):
                yield LabelState(jurisdiction=jurisdiction, level=level, fact=fact)
            elif _may_be_in_force(fact, as_of) and _RANK[level] <= _RANK[LabelLevel.BROADER]:
                yield LabelState(jurisdiction=jurisdiction, level=LabelLevel.UNKNOWN, fact=fact)

    def _is_approved(self, drug: str, jurisdiction: str) -> bool:
        return drug in self._lexicon and jurisdiction in self._lexicon.entry(drug).flags

    def _level_of(self, disease: str, labelled: str) -> LabelLevel:
        if disease == labelled or self._shares_name(disease, labelled):
            return LabelLevel.ON_LABEL
        if labelled in self._lexicon.ancestors(disease):
            return LabelLevel.NARROWER
        if disease in self._lexicon.ancestors(labelled):
            return LabelLevel.BROADER
        if disease in self._lexicon and labelled in self._lexicon:
            shared = set(self._lexicon.entry(disease).parents) & set(self._lexicon.entry(labelled).parents)
            if not all(is_too_general(self._lexicon, parent, SIBLING_DESCENDANTS_MAX) for parent in shared):
                return LabelLevel.SIBLING
        return LabelLevel.OFF_LABEL

    def _shares_name(self, one: str, other: str) -> bool:
        """Return whether the preferred name of one is a name of the other: the sources split some diseases in two."""
        if one not in self._lexicon or other not in self._lexicon:
            return False
        first, second = self._lexicon.entry(one), self._lexicon.entry(other)
        return normalise(first.name) in set(map(normalise, second.names)) or normalise(second.name) in set(
            map(normalise, first.names)
        )

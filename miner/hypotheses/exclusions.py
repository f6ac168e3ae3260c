"""Which pairs are known already, by an article or by a label: no hypothesis is about them."""

from collections import defaultdict
from datetime import date

from graph.identifiers import ingredients_of
from miner.hypotheses.graph import Neighbourhood
from miner.hypotheses.known import Known
from miner.labels.engine import LabelBook
from miner.labels.same_use import Relation, SameUse
from miner.lexicon.generality import USE_DESCENDANTS_MAX, is_too_general
from miner.records import LabelLevel

OPEN_LEVELS = frozenset({LabelLevel.OFF, LabelLevel.SIBLING, LabelLevel.NOT_APPROVED})
"""The levels at which a label does not cover a use for sure."""

KIN = frozenset({Relation.ON, Relation.FORM, Relation.PART, Relation.BROADER})
"""The same disease, a form or part of it, or a group that it is a form of."""


class Exclusions:
    """The pairs of a day that are known already; a drug within a set counts, and kin of a disease count like it.

    Args:
        known: what was known on the day.
        book: the labels.
        same_use: how diseases relate.
        neighbourhood: the moieties of drugs, and the hierarchy of diseases.
        as_of: the day.
    """

    def __init__(
        self, known: Known, book: LabelBook, same_use: SameUse, neighbourhood: Neighbourhood, as_of: date
    ) -> None:
        self._book, self._same_use, self._as_of = book, same_use, as_of
        self._lexicon = neighbourhood.lexicon
        self._named: defaultdict[str, set[str]] = defaultdict(set)
        pairs = known.named | {pair for pair, _ in known.evidence}
        pairs |= {(effect.drug_id, effect.disease) for effect in known.effects if effect.drug_id}
        for drug_id, disease in pairs:
            if not is_too_general(self._lexicon, disease, USE_DESCENDANTS_MAX):
                for drug in ingredients_of(drug_id):
                    self._named[neighbourhood.drug(drug)].add(disease)

    def has(self, drug: str, disease: str) -> bool:
        """Return whether a pair is known by an article or a label."""
        return self.is_named(drug, disease) or self.is_labelled(drug, disease)

    def is_named(self, drug: str, disease: str) -> bool:
        """Return whether a sentence of any article names the drug and the disease, or a kin of it."""
        named = self._named.get(drug, set())
        if disease in named:
            return True
        if not named.isdisjoint(self._lexicon.ancestors(disease) | self._lexicon.descendants(disease)):
            return True
        return any(self._same_use.relate(disease, other).relation in KIN for other in named)

    def is_labelled(self, drug: str, disease: str) -> bool:
        """Return whether a label of any jurisdiction has the use or a kin of it, had it, or is said to have it.

        So is a use of which no jurisdiction says for sure that it is off label.
        """
        states = self._book.states((drug,), disease, self._as_of)
        if any(state.fact is not None and state.level is not LabelLevel.SIBLING for state in states):
            return True
        return all(state.level not in OPEN_LEVELS for state in states)

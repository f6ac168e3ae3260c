"""Which pairs are known already, by an article or by a label, and which their neighbours speak against."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

import networkx as nx

from graph.identifiers import ingredients_of
from miner.hypotheses.graph import Edge, Neighbourhood
from miner.hypotheses.known import Known
from miner.labels.same_use import Relation, SameUse
from miner.lexicon.generality import USE_DESCENDANTS_MAX, is_too_general
from miner.records import COVERING_LEVELS, ClaimRelation, EvidenceRow, LabelLevel, LabelState, stance_of
from miner.signals.candidates import States

OPEN_LEVELS = frozenset({LabelLevel.OFF, LabelLevel.SIBLING, LabelLevel.NOT_APPROVED})
"""The levels at which a label does not cover a use for sure."""

KIN = frozenset({Relation.ON, Relation.FORM, Relation.PART, Relation.BROADER})
"""The same disease, a form or part of it, or a group that it is a form of."""

USES = frozenset({Edge.TREATS, Edge.CLASS_TREATS, Edge.LABELLED})


class Exclusions:
    """The pairs of a day that are no hypothesis; a drug within a set counts, and kin of a disease count like it.

    Args:
        known: what was known on the day.
        states: returns the label states of a use on a day.
        same_use: how diseases relate.
        neighbourhood: the moieties of drugs, and the hierarchy of diseases.
        graph: the graph of the day.
        as_of: the day.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what a day is made of
        self,
        known: Known,
        states: States,
        same_use: SameUse,
        neighbourhood: Neighbourhood,
        graph: "nx.MultiGraph[str]",
        as_of: date,
    ) -> None:
        self._states, self._same_use, self._graph, self._as_of = states, same_use, graph, as_of
        self._lexicon = neighbourhood.lexicon
        self._named: defaultdict[str, set[str]] = defaultdict(set)
        pairs = known.named | {pair for pair, _ in known.evidence}
        pairs |= {(effect.drug_id, effect.disease) for effect in known.effects if effect.drug_id}
        for drug_id, disease in pairs:
            if not is_too_general(self._lexicon, disease, USE_DESCENDANTS_MAX):
                for drug in ingredients_of(drug_id):
                    self._named[neighbourhood.drug(drug)].add(disease)
        self._warned: defaultdict[str, set[str]] = defaultdict(set)
        for (drug_id, disease), rows in known.evidence:
            if any(_speaks_against(row) for row in rows):
                self._warned[disease].add(neighbourhood.drug(drug_id))

    def has(self, drug: str, disease: str) -> bool:
        """Return whether a pair is none that a hypothesis can be about."""
        return self.is_named(drug, disease) or self.speak_against(drug, disease) or self.is_labelled(drug, disease)

    def is_named(self, drug: str, disease: str) -> bool:
        """Return whether a sentence of any article names the drug and the disease, or a kin of it."""
        named: Collection[str] = self._named.get(drug, ())
        if disease in named:
            return True
        kin = self._lexicon.ancestors(disease) | self._lexicon.descendants(disease)
        if not kin.isdisjoint(named):
            return True
        return any(self._same_use.relate(disease, other).relation in KIN for other in named)

    def is_labelled(self, drug: str, disease: str) -> bool:
        """Return whether a label of any jurisdiction has the use or a kin of it, had it, or is said to have it.

        So is a use that no jurisdiction says for sure to be off label. What came later is not known on the day.
        """
        states = self._states((drug,), disease, self._as_of)
        return any(self._has_fact(state, disease) for state in states) or all(
            state.level not in OPEN_LEVELS for state in states
        )

    def _has_fact(self, state: LabelState, disease: str) -> bool:
        """Return whether the fact that decided a state is about the use, and not one that came later."""
        fact = state.fact
        if fact is None or self._same_use.relate(disease, fact.disease).relation not in KIN:
            return fact is not None and state.level in COVERING_LEVELS
        is_later = state.level is LabelLevel.OFF and fact.since is not None and fact.since > self._as_of
        return not is_later

    def speak_against(self, drug: str, disease: str) -> bool:
        """Return whether as many drugs of its classes cause the disease, or are no use in it, as are used for it."""
        classes = {other for other, edges in self._graph[drug].items() if Edge.CLASS in edges}
        mates = classes | {mate for one in classes for mate in self._graph[one]} - {drug}
        against = mates & self._warned.get(disease, set())
        used = [mate for mate in mates if not USES.isdisjoint(self._graph.get_edge_data(mate, disease) or ())]
        return bool(against) and len(against) >= len(used)


def _speaks_against(row: EvidenceRow) -> bool:
    if row.relation is ClaimRelation.CAUSES:
        return row.certainty.has_result
    return stance_of(row.relation, row.certainty) == "opposes"

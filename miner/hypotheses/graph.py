"""The neighbourhood graph of a day: drugs, classes, diseases and biomarkers, with typed edges and their articles.

Nodes are the identifiers of the lexicon (drugs by their moiety), "ATC:" with a group of the fourth level, and "GROUP:"
with a disease that groups others. Every edge has its type as key and the PMIDs that tell of it, none where a vocabulary
or a label does.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

import networkx as nx

from graph.identifiers import ingredients_of
from miner.hypotheses.eligible import read_vague
from miner.hypotheses.known import Known, KnownEffect, Pair
from miner.labels.engine import LabelBook
from miner.lexicon.atc import groups_of
from miner.lexicon.drug_classes import is_class
from miner.lexicon.generality import SIBLING_DESCENDANTS_MAX, USE_DESCENDANTS_MAX, is_too_general
from miner.lexicon.lexicon import Lexicon
from miner.records import EffectDirection, EvidenceRow, PairEvidence, stance_of
from miner.signals.counts import tally
from miner.signals.set_aside import describe_harm, describe_preclinical

PMIDS_MAX = 3
"""Articles that an edge shows: the weightiest designs, of these the newest."""

ATC, GROUP = "ATC:", "GROUP:"


class Edge(StrEnum):
    """What an edge says."""

    TREATS = "treats"
    CLASS_TREATS = "as a class treats"
    LABELLED = "labelled for"
    CLASS = "is of class"
    FORM = "is a form of"
    SENSITIVE = "works in patients with"
    MARKS = "is found in"


class Neighbourhood:
    """Makes the graph of a day.

    Args:
        lexicon: the hierarchy of diseases and the classes of drugs.
        atc: the ATC codes of drugs.
        moieties: the moiety of each drug that has another identifier's.
    """

    def __init__(
        self, lexicon: Lexicon, atc: Mapping[str, tuple[str, ...]], moieties: Mapping[str, str] | None = None
    ) -> None:
        self.lexicon, self._atc = lexicon, atc
        self._moieties = moieties or {}
        self._vague = read_vague()

    def drug(self, drug_id: str) -> str:
        """Return the moiety of a drug."""
        return self._moieties.get(drug_id, drug_id)

    def codes(self, drug: str) -> tuple[str, ...]:
        """Return the ATC codes of a drug."""
        return self._atc.get(drug, ())

    def build(self, known: Known, book: LabelBook, as_of: date) -> "nx.MultiGraph[str]":
        """Return the graph of what was known, with the labels of the day.

        Sets of drugs are left out: what a set does tells nothing of one drug in it. So are vague diseases, which join
        what is not alike, uses that only cells or animals support, harms, uses that as many studies oppose as
        support, and uses of substances that are no approved drugs.
        """
        graph: nx.MultiGraph[str] = nx.MultiGraph()
        self._add_uses(graph, known.evidence)
        self._add_labels(graph, book, as_of)
        self._add_effects(graph, known.effects)
        for drug_id, disease in known.named:
            graph.add_nodes_from(map(self.drug, ingredients_of(drug_id)))
            if not self._is_vague(disease):
                graph.add_node(disease)
        nodes = sorted(graph)
        for node in nodes:
            self._add_classes(graph, node)
            self._add_groups(graph, node)
        return graph

    def _add_uses(self, graph: "nx.MultiGraph[str]", evidence: Iterable[tuple[Pair, Sequence[EvidenceRow]]]) -> None:
        by_moiety: defaultdict[Pair, list[EvidenceRow]] = defaultdict(list)
        for (drug_id, disease), rows in evidence:
            if len(ingredients_of(drug_id)) == 1 and not self.lexicon.is_unapproved(drug_id):
                by_moiety[self.drug(drug_id), disease] += rows
        for (drug, disease), found in sorted(by_moiety.items()):
            if self._is_vague(disease):
                continue
            rows = sorted(found, key=lambda row: (row.pmid, row.relation, row.certainty))
            supporting = [row for row in rows if stance_of(row.relation, row.certainty) == "supports"]
            total = tally(drug, disease, rows) if supporting else None
            if total is not None and _is_use(total, rows):
                edge = Edge.CLASS_TREATS if is_class(drug) else Edge.TREATS
                graph.add_edge(drug, disease, edge, studies=total.supporting_count, pmids=_weightiest(supporting))

    def _add_labels(self, graph: "nx.MultiGraph[str]", book: LabelBook, as_of: date) -> None:
        pages: defaultdict[Pair, dict[str, str]] = defaultdict(dict)
        for fact in book.in_force(as_of):
            if len(fact.drugs) == 1 and not self._is_vague(fact.disease):
                of_pair = pages[self.drug(fact.drugs[0]), fact.disease]
                of_pair[fact.jurisdiction] = max(of_pair.get(fact.jurisdiction, ""), fact.source_url)
        for (drug, disease), found in sorted(pages.items()):
            graph.add_edge(drug, disease, Edge.LABELLED, pages=tuple(sorted(found.items())), pmids=())

    def _add_effects(self, graph: "nx.MultiGraph[str]", effects: Iterable[KnownEffect]) -> None:
        found: defaultdict[tuple[str, str, Edge], set[int]] = defaultdict(set)
        for effect in effects:
            if self._is_vague(effect.disease):
                continue
            found[effect.biomarker, effect.disease, Edge.MARKS].add(effect.pmid)
            if effect.direction is EffectDirection.SENSITIVE and len(ingredients_of(effect.drug_id)) == 1:
                found[self.drug(effect.drug_id), effect.biomarker, Edge.SENSITIVE].add(effect.pmid)
        for (start, end, edge), pmids in sorted(found.items()):
            graph.add_edge(start, end, edge, pmids=tuple(sorted(pmids, reverse=True)[:PMIDS_MAX]))

    def _is_vague(self, disease: str) -> bool:
        return disease in self._vague or is_too_general(self.lexicon, disease, USE_DESCENDANTS_MAX)

    def _add_classes(self, graph: "nx.MultiGraph[str]", node: str) -> None:
        """Add the classes of a drug; a node that is none has none."""
        parents = self.lexicon.entry(node).parents if node in self.lexicon else ()
        for parent in (*parents, *(ATC + group for group in groups_of(self._atc.get(node, ())))):
            if is_class(parent) or parent.startswith(ATC):
                graph.add_edge(node, parent, Edge.CLASS, pmids=())

    def _add_groups(self, graph: "nx.MultiGraph[str]", node: str) -> None:
        """Add the specific groups right above a disease."""
        for parent in self._parents(node):
            graph.add_edge(node, GROUP + parent, Edge.FORM, pmids=())

    def _parents(self, node: str) -> Iterator[str]:
        parents = self.lexicon.entry(node).parents if node in self.lexicon else ()
        for parent in parents:
            if not is_class(parent) and not is_too_general(self.lexicon, parent, SIBLING_DESCENDANTS_MAX):
                yield parent


def _is_use(total: PairEvidence, rows: Sequence[EvidenceRow]) -> bool:
    is_supported = total.supporting_count > total.opposing_count
    return is_supported and not describe_preclinical(total) and not describe_harm(rows)


def _weightiest(rows: Iterable[EvidenceRow]) -> tuple[int, ...]:
    design = {row.pmid: row.design for row in rows}
    return tuple(sorted(design, key=lambda pmid: (-design[pmid], -pmid))[:PMIDS_MAX])

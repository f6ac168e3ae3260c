"""The ledger as rows of nodes and edges for the graph: all of them, or only what changed.

Implements `graph.projection.Projection`. Every count on an edge is a total computed from the ledger. An article is in
the graph if it states a claim beyond co-mention; a retracted one stays, with its claims marked as not counted. Drug,
Disease and Biomarker nodes are vocabulary: those that a claim, a label fact or a signal names, and the ancestors of
those diseases.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from graph.identifiers import ingredients_of
from graph.schema import NODE_TYPE_BY_LABEL
from miner.ledger import Ledger
from miner.ledger.readings import claim_of
from miner.lexicon.drug_classes import is_class
from miner.lexicon.lexicon import Lexicon
from miner.reading.populations.uses import traits_of_claim
from miner.records import (
    STUDIED_RELATIONS,
    Certainty,
    Claim,
    ClaimRelation,
    Design,
    Outcome,
    PairEvidence,
    Trait,
    TraitKind,
    stance_of,
)
from miner.signals.columns import NODE_PROPERTIES
from miner.signals.counts import tally

Row = dict[str, Any]
Rows = Iterator[Row]

CAUSES = frozenset({ClaimRelation.CAUSES})
COHORT_PROPERTIES = tuple(NODE_TYPE_BY_LABEL["Cohort"].properties)
_REGIMEN = frozenset({TraitKind.ROUTE, TraitKind.DOSE, TraitKind.SCHEDULE, TraitKind.PARTNER, TraitKind.COMPARATOR})


@dataclass(frozen=True, slots=True)
class Study:
    """What was read of the study of one article."""

    traits: tuple[Trait, ...]
    outcomes: tuple[Outcome, ...]

    def of_claim(self, claim: Claim) -> Row:
        """Return population, regimen and outcomes of a claim of use, as words; None where the text says nothing."""
        if claim.relation not in STUDIED_RELATIONS:
            return dict.fromkeys(("population", "regimen", "outcomes"))
        traits = traits_of_claim(claim, self.traits)
        population = [str(trait) for trait in traits if trait.kind not in _REGIMEN]
        regimen = [str(trait) for trait in traits if trait.kind in _REGIMEN]
        outcomes = [str(one) for one in self.outcomes if (one.drugs, one.disease) == (claim.drugs, claim.disease)]
        found = {"population": population, "regimen": regimen, "outcomes": outcomes}
        return {name: list(dict.fromkeys(words)) or None for name, words in found.items()}


_FACT_TEXTS = (
    "fact_id", "jurisdiction", "relation", "status", "since_kind", "since_source", "ages", "line", "population",
    "source_url",
)  # fmt: skip
_FACT_LISTS = ("biomarkers", "routes", "partners", "sources")


class LedgerProjection:
    """The projection of one ledger; names come from the lexicon that its identifiers belong to.

    `since` is 0 for everything, or the change number up to which the graph mirrors the ledger.
    """

    def __init__(self, ledger: Ledger, lexicon: Lexicon) -> None:
        self._ledger = ledger
        self._lexicon = lexicon
        self.ledger_id = ledger.ledger_id
        self.change_seq = ledger.change_seq
        self.signal_properties = NODE_PROPERTIES
        self._nodes: dict[str, Callable[[int], Rows]] = {
            "Drug": self._drugs,
            "Disease": self._diseases,
            "Biomarker": self._biomarkers,
            "Article": self._articles,
            "Trial": self._trials,
            "Claim": self._claims,
            "BiomarkerEffect": self._effects,
            "Cohort": self._cohorts,
            "Signal": self._signals,
        }
        self._edges: dict[str, Callable[[int], Rows]] = {
            "IS_A": self._is_a,
            "HAS_INGREDIENT": self._has_ingredient,
            "MEMBER_OF": self._member_of,
            "STUDIED_FOR": self._studied_for,
            "CAUSES": self._causes,
            "APPROVED_FOR": self._approved_for,
            "STATED_IN": lambda since: self._claim_edges(since, "pmid"),
            "ABOUT_DRUG": lambda since: self._claim_edges(since, "drug_id"),
            "ABOUT_DISEASE": lambda since: self._claim_edges(since, "disease"),
            "ABOUT_BIOMARKER": lambda since: self._claim_edges(since, "biomarkers"),
            "EFFECT_STATED_IN": lambda since: self._effect_edges(since, "pmid"),
            "EFFECT_OF_BIOMARKER": lambda since: self._effect_edges(since, "biomarker"),
            "EFFECT_ON_DRUG": lambda since: self._effect_edges(since, "drug_id"),
            "EFFECT_IN_DISEASE": lambda since: self._effect_edges(since, "disease"),
            "COHORT_DRUG": lambda since: self._cohort_edges(since, "drug_id"),
            "COHORT_DISEASE": lambda since: self._cohort_edges(since, "disease"),
            "COHORT_BIOMARKER": self._cohort_biomarkers,
            "REGISTERED_AS": self._registered_as,
            "SIGNAL_DRUG": lambda since: self._signal_edges(since, "drug_id"),
            "SIGNAL_DISEASE": lambda since: self._signal_edges(since, "disease"),
            "SIGNAL_BIOMARKER": self._signal_biomarkers,
            "BASED_ON": self._based_on,
        }

    # --- graph.projection.Projection ---------------------------------------------------------------------

    def nodes(self, label: str, since: int) -> Rows:
        """Return the rows of nodes changed after `since`."""
        return self._nodes[label](since)

    def edges(self, edge_type: str, since: int) -> Rows:
        """Return the rows of edges changed after `since`; edges that a node owns come with every change of the node."""
        return self._edges[edge_type](since)

    def removed_nodes(self, label: str, since: int) -> Iterator[str]:
        """Yield identifiers of nodes that the ledger once had and no longer has."""
        changes = self._ledger.changes
        match label:
            case "Article":
                yield from (f"PMID:{pmid}" for pmid in changes.removed_articles(since))
            case "Signal":
                yield from changes.removed_signals(since)
            case "Claim":
                yield from changes.removed_claims(since)
            case "BiomarkerEffect":
                yield from changes.removed_effects(since)
            case "Cohort":
                yield from changes.removed_cohorts(since)
            case "Trial":
                yield from changes.removed_trials(since)

    def removed_edges(self, edge_type: str, since: int) -> Rows:
        """Yield keys of totals and label facts that no longer exist; owned edges are removed with their node."""
        if edge_type == "APPROVED_FOR":
            for row in self._ledger.changes.removed_label_facts(since):
                yield {"start": row["drug_id"], "end": row["disease"], "fact_id": row["fact_id"]}
        elif edge_type in {"STUDIED_FOR", "CAUSES"}:
            relations = STUDIED_RELATIONS if edge_type == "STUDIED_FOR" else CAUSES
            held = {(e.drug_id, e.disease) for e in self._totals(relations, since)}
            for drug_id, disease in self._ledger.changes.pairs(since):
                if (drug_id, disease) not in held:
                    yield {"start": drug_id, "end": disease}

    def _totals(self, relations: frozenset[ClaimRelation], since: int) -> Iterator[PairEvidence]:
        changed_after = since if since > 0 else -1
        for (drug_id, disease), rows in self._ledger.evidence.by_pair(changed_after=changed_after):
            evidence = tally(drug_id, disease, rows, relations)
            if evidence:
                yield evidence

    # --- vocabulary --------------------------------------------------------------------------------------

    def _drug_ids(self, since: int) -> list[str]:
        changes = self._ledger.changes
        named = set(filter(self._is_named, changes.named_drugs(changes.vocabulary_since(since))))
        named |= {part for drug_id in named for part in ingredients_of(drug_id)}
        return sorted(named | {one for drug_id in named for one in self._classes_of(drug_id)})

    def _classes_of(self, curie: str) -> tuple[str, ...]:
        return self._lexicon.entry(curie).parents if curie in self._lexicon else ()

    def _disease_ids(self, since: int) -> list[str]:
        named = self._ledger.changes.named_diseases(self._ledger.changes.vocabulary_since(since))
        return sorted(named.union(*(self._lexicon.ancestors(curie) for curie in named)))

    def _drugs(self, since: int) -> Rows:
        for curie in self._drug_ids(since):
            is_combination = len(ingredients_of(curie)) > 1
            names = [] if is_combination else self._names(curie)
            yield {
                "id": curie,
                "name": self._lexicon.name_of(curie),
                "names": names or [self._lexicon.name_of(curie).lower()],
                "is_combination": is_combination,
                "is_class": is_class(curie),
            }

    def _diseases(self, since: int) -> Rows:
        for curie in self._disease_ids(since):
            yield {
                "id": curie,
                "name": self._lexicon.name_of(curie),
                "names": self._names(curie),
                "is_rare": "rare" in self._lexicon.entry(curie).flags,
            }

    def _biomarkers(self, since: int) -> Rows:
        found: set[str] = set()
        vocabulary_since = self._ledger.changes.vocabulary_since(since)
        for row in self._ledger.changes.claims(vocabulary_since):
            found.update(json.loads(row["biomarkers"]))
        found.update(row["biomarker"] for row in self._named_effects(vocabulary_since))
        for curie in sorted(found):
            name = self._lexicon.name_of(curie)
            names = self._names(curie) if " " not in curie else [name.lower()]
            yield {"id": curie, "name": name, "names": names}

    def _names(self, curie: str) -> list[str]:
        return sorted(self._lexicon.entry(curie).names)

    def _is_a(self, since: int) -> Rows:
        for curie in self._disease_ids(since):
            for parent in sorted(self._lexicon.entry(curie).parents):
                yield {"start": curie, "end": parent}

    def _has_ingredient(self, since: int) -> Rows:
        for curie in self._drug_ids(since):
            parts = ingredients_of(curie)
            if len(parts) > 1:
                yield from ({"start": curie, "end": part} for part in parts)

    def _member_of(self, since: int) -> Rows:
        for curie in self._drug_ids(since):
            yield from ({"start": curie, "end": one} for one in sorted(self._classes_of(curie)))

    # --- articles and claims -----------------------------------------------------------------------------

    def _articles(self, since: int) -> Rows:
        for row in self._ledger.changes.articles(since):
            sections = json.loads(row["sections"])
            is_titled = bool(sections) and sections[0][3] == "TITLE"
            yield {
                "id": f"PMID:{row['pmid']}",
                "pmid": row["pmid"],
                "title": row["text"][: sections[0][1]] if is_titled else "",
                "journal": row["journal"],
                "year": row["year"],
                "entered_on": _date(row["entered_on"]),
                "design": Design(row["design"]).title,
                "is_retracted": bool(row["is_retracted"]),
                "has_concern": bool(row["has_concern"]) or None,
            }

    def _claims(self, since: int) -> Rows:
        for pmid, of_article in groupby(self._ledger.changes.claims(since), key=lambda row: row["pmid"]):
            study = Study(*self._ledger.readings.studies(pmid))
            for row in of_article:
                yield {
                    "id": row["claim_id"],
                    "pmid": pmid,
                    "sentence": row["sentence"],
                    "relation": row["relation"],
                    "certainty": row["certainty"],
                    "stance": stance_of(ClaimRelation(row["relation"]), Certainty(row["certainty"])),
                    "is_about_use": row["relation"] in STUDIED_RELATIONS,
                    "cue": row["cue"],
                    "probability": row["probability"],
                    "stated_by": row["stated_by"] or None,
                    "stated_year": row["stated_year"],
                    "stated_grade": row["stated_grade"] or None,
                    "is_counted": not row["is_retracted"],
                    "design": Design(row["design"]).title,
                    **study.of_claim(claim_of(row)),
                }

    def _claim_edges(self, since: int, column: str) -> Rows:
        for row in self._ledger.changes.claims(since):
            value = row[column]
            match column:
                case "pmid":
                    ends: Iterable[str] = (f"PMID:{value}",)
                case "biomarkers":
                    ends = json.loads(value)
                case _:
                    ends = (value,)
            yield from ({"start": row["claim_id"], "end": end} for end in ends)

    def _trials(self, since: int) -> Rows:
        for trial_id in self._ledger.changes.trials(since):
            yield {"id": trial_id, "registry": trial_id.partition(":")[0]}

    def _registered_as(self, since: int) -> Rows:
        for row in self._ledger.changes.registrations(since):
            yield {"start": f"PMID:{row['pmid']}", "end": row["trial_id"]}

    def _named_effects(self, since: int) -> Iterator[Any]:
        """Yield effects on drugs and classes that the lexicon names; of "chemotherapy" the graph knows nothing."""
        for row in self._ledger.changes.effects(since):
            if not row["drug_id"] or self._is_named(row["drug_id"]):
                yield row

    def _is_named(self, drug_id: str) -> bool:
        return all(part in self._lexicon for part in ingredients_of(drug_id))

    def _effects(self, since: int) -> Rows:
        for row in self._named_effects(since):
            yield {
                "id": row["effect_id"],
                **{name: row[name] for name in ("pmid", "sentence", "direction", "cue", "probability")},
                "is_counted": not row["is_retracted"],
            }

    def _effect_edges(self, since: int, column: str) -> Rows:
        for row in self._named_effects(since):
            if end := f"PMID:{row['pmid']}" if column == "pmid" else row[column]:
                yield {"start": row["effect_id"], "end": end}

    # --- totals ------------------------------------------------------------------------------------------

    def _studied_for(self, since: int) -> Rows:
        for evidence in self._totals(STUDIED_RELATIONS, since):
            yield {
                **_edge_totals(evidence),
                "supporting_count": evidence.supporting_count,
                "opposing_count": evidence.opposing_count,
                "harm_count": evidence.harm_count,
                "patient_count": evidence.patient_count,
                "designs": [design.title for design in evidence.supporting_by_design],
                "supporting_by_design": list(evidence.supporting_by_design.values()),
                "years": list(evidence.studies_by_year),
                "studies_by_year": list(evidence.studies_by_year.values()),
            }

    def _causes(self, since: int) -> Rows:
        yield from map(_edge_totals, self._totals(CAUSES, since))

    def _approved_for(self, since: int) -> Rows:
        for row in self._ledger.changes.label_facts(since):
            properties = {name: row[name] or None for name in _FACT_TEXTS}
            properties |= {name: _date(row[name]) for name in ("since", "absent_on", "ended_on")}
            properties |= {name: json.loads(row[name]) or None for name in _FACT_LISTS}
            yield {"start": row["drug_id"], "end": row["disease"], **properties}

    def _cohorts(self, since: int) -> Rows:
        for row in self._ledger.changes.cohorts(since):
            properties = json.loads(row["properties"])
            yield {"id": row["cohort_id"], **{name: properties.get(name) for name in COHORT_PROPERTIES}}

    def _cohort_edges(self, since: int, column: str) -> Rows:
        for row in self._ledger.changes.cohorts(since):
            yield {"start": row["cohort_id"], "end": row[column]}

    def _cohort_biomarkers(self, since: int) -> Rows:
        for row in self._ledger.changes.cohorts(since):
            if biomarker := json.loads(row["properties"])["biomarker"]:
                yield {"start": row["cohort_id"], "end": biomarker}

    # --- signals -----------------------------------------------------------------------------------------

    def _signals(self, since: int) -> Rows:
        for row in self._ledger.changes.signals(since):
            properties = json.loads(row["properties"])
            yield {"id": row["signal_id"], **{name: properties.get(name) for name in NODE_PROPERTIES}}

    def _signal_edges(self, since: int, column: str) -> Rows:
        for row in self._ledger.changes.signals(since):
            yield {"start": row["signal_id"], "end": row[column]}

    def _signal_biomarkers(self, since: int) -> Rows:
        for row in self._ledger.changes.signals(since):
            for curie, study_count in sorted(json.loads(row["properties"])["biomarkers"].items()):
                yield {"start": row["signal_id"], "end": curie, "study_count": study_count}

    def _based_on(self, since: int) -> Rows:
        for row in self._ledger.changes.signals(since):
            for pmid in json.loads(row["properties"])["pmids"]:
                yield {"start": row["signal_id"], "end": f"PMID:{pmid}"}


def _edge_totals(evidence: PairEvidence) -> Row:
    return {
        "start": evidence.drug_id,
        "end": evidence.disease,
        "evidence_count": evidence.evidence_count,
        "study_count": evidence.study_count,
        "first_year": evidence.first_year,
        "last_year": evidence.last_year,
        "best_design": evidence.best_design.title,
    }


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

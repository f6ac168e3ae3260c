"""The graph's node and edge types: a closed list, so that a misspelt property fails before it is written.

Counts on edges are totals computed from the ledger, never increments; each property says what it counts. This module
knows types only; `schema.cypher` has the matching constraints, `load.py` writes, `check.py` compares.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeType:
    """A label and the properties its nodes may have beside the key property, which is always `id`."""

    label: str
    properties: dict[str, str]
    """Meaning of each property, by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeType:
    """A relationship type between two labels.

    `key` names the property that distinguishes parallel edges of one pair, "" where there is at most one edge.
    `is_owned` means that the edges belong to their start node: all of them are replaced when it changes.
    """

    type: str
    start: str
    end: str
    properties: dict[str, str]
    key: str = ""
    is_owned: bool = False


_EVIDENCE = {
    "evidence_count": "counted articles with such a claim; retracted articles do not count",
    "study_count": "independent studies: one trial is one, reviews add none",
    "first_year": "year of the earliest counted article",
    "last_year": "year of the latest counted article",
    "best_design": "the weightiest study design among counted articles",
}

NODE_TYPES = (
    NodeType(
        label="Drug",
        properties={
            "name": "preferred name",
            "names": "lower-case names, synonyms and brands, for look-up",
            "is_combination": "true if the node is a set of ingredients",
            "is_class": "true if the node is a class of drugs; its claims are about no single drug",
        },
    ),
    NodeType(
        label="Disease",
        properties={
            "name": "preferred name",
            "names": "lower-case names and synonyms, for look-up",
            "is_rare": "true if on a rare-disease list",
        },
    ),
    NodeType(
        label="Biomarker",
        properties={"name": "gene symbol, alteration or signature", "names": "lower-case names, for look-up"},
    ),
    NodeType(
        label="Article",
        properties={
            "pmid": "PubMed identifier",
            "title": "title",
            "journal": "journal title",
            "year": "year of publication",
            "entered_on": "day PubMed added the record",
            "design": "study design",
            "is_retracted": "true if retracted: visible, but its evidence does not count",
            "has_concern": "true if under an expression of concern: its evidence still counts",
        },
    ),
    NodeType(label="Trial", properties={"registry": "the registry: NCT, ISRCTN, EUDRACT, UMIN …"}),
    NodeType(
        label="Claim",
        properties={
            "pmid": "article that states it",
            "sentence": "the sentence",
            "relation": (
                "treats, prevents, no benefit, contraindicated, causes, given for, diagnostic, supportive, comparator, "
                "background, approved, not approved, recommended, not recommended"
            ),
            "certainty": "stated, hedged, question or planned",
            "stance": "supports, opposes, or empty: how the claim counts for the use",
            "is_about_use": "true if it says that the drug is used or studied for the disease, whatever came of it",
            "probability": "probability that the relation is right",
            "cue": "the words that decided the relation",
            "stated_by": (
                "of approved and not approved: the regions named (US, EU, JP, elsewhere); of recommended: who does"
            ),
            "stated_year": "the year that it names of an approval or a recommendation",
            "stated_grade": "the grade of a recommendation, such as class IIa, level B",
            "is_counted": "false if the article is retracted",
            "design": "study design of the article",
            "population": "who was studied, as kind and value: 'age group: child'",
            "regimen": "how the drug was given, as kind and value: 'dose: 5 mg/kg'",
            "outcomes": "results of this use in numbers, as 'response rate 15.7% (95% CI 13.7 to 17.9), all'",
        },
    ),
    NodeType(
        label="BiomarkerEffect",
        properties={
            "pmid": "article that says so",
            "sentence": "the sentence",
            "direction": "sensitive, resistant, no association, prognostic, or studied: no result is stated",
            "cue": "the words that decided the direction",
            "probability": "probability that the direction is right",
            "is_counted": "false if the article is retracted",
        },
    ),
    NodeType(
        label="Cohort",
        properties={
            "measure": "what was measured: response rate, overall survival, grade 3 adverse events ...",
            "design": "study design; results are never pooled across designs",
            "study_count": "independent studies",
            "patient_count": "patients behind the result, where known",
            "value": "pooled value, or that of the only study",
            "unit": "its unit: %, months, none for a ratio",
            "low": "lower bound of its interval",
            "high": "upper bound of its interval",
            "level": "confidence of the interval in percent",
            "summary": "the result in words, as '15.7% (13.7 to 17.9) of 1,363'",
            "is_exceptional": "true if a response or a subgroup stands out from what others found",
            "is_futile": "true if the use keeps failing",
            "findings": "what stands out: a subgroup that responds, an exceptional response, repeated failure",
            "i_squared": "heterogeneity in percent, with two studies or more",
            "studies": "each study's result, as 'PMID 1 (2012): 15.7% (13.7 to 17.9) of 1,363'",
        },
    ),
    NodeType(label="Signal", properties={}),  # as `Projection.signal_properties` declares them
)

EDGE_TYPES = (
    EdgeType(type="IS_A", start="Disease", end="Disease", properties={}, is_owned=True),
    EdgeType(type="HAS_INGREDIENT", start="Drug", end="Drug", properties={}, is_owned=True),
    EdgeType(type="MEMBER_OF", start="Drug", end="Drug", properties={}, is_owned=True),
    EdgeType(
        type="STUDIED_FOR",
        start="Drug",
        end="Disease",
        properties={
            **_EVIDENCE,
            "supporting_count": "independent studies that support the use",
            "opposing_count": "independent studies that found no benefit",
            "harm_count": "independent studies that report a harm of the drug",
            "patient_count": "patients of the studies whose abstracts state a number",
            "designs": "designs of supporting studies, weightiest first",
            "supporting_by_design": "supporting studies of each of `designs`, same order",
            "years": "years with new independent studies, ascending",
            "studies_by_year": "new independent studies of each of `years`, same order",
        },
    ),
    EdgeType(type="CAUSES", start="Drug", end="Disease", properties=dict(_EVIDENCE)),
    EdgeType(
        type="APPROVED_FOR",
        start="Drug",
        end="Disease",
        key="fact_id",
        properties={
            "fact_id": "the label fact",
            "jurisdiction": "US, EU or JP",
            "relation": "treats, prevents, diagnoses, supportive, palliates, or population: in whom it is used",
            "status": "approved, conditional or withdrawn",
            "since": "earliest day on which it is known to have been on the label",
            "since_kind": "stated, bounded (perhaps earlier) or inferred; none if only today's label is known",
            "since_source": "source of that day",
            "absent_on": "latest day on which it is known not to have been on the label",
            "ended_on": "first day off the label, if it was removed",
            "ages": "age groups that the label names",
            "line": "lines of therapy that the label names",
            "population": "other limits, in words",
            "biomarkers": "biomarkers that the label names",
            "routes": "routes of the products",
            "partners": "drugs that the label names beside it",
            "sources": "every source that says so",
            "source_url": "page that shows this label",
        },
    ),
    EdgeType(type="STATED_IN", start="Claim", end="Article", properties={}, is_owned=True),
    EdgeType(type="ABOUT_DRUG", start="Claim", end="Drug", properties={}, is_owned=True),
    EdgeType(type="ABOUT_DISEASE", start="Claim", end="Disease", properties={}, is_owned=True),
    EdgeType(type="ABOUT_BIOMARKER", start="Claim", end="Biomarker", properties={}, is_owned=True),
    EdgeType(type="COHORT_DRUG", start="Cohort", end="Drug", properties={}, is_owned=True),
    EdgeType(type="COHORT_DISEASE", start="Cohort", end="Disease", properties={}, is_owned=True),
    EdgeType(type="COHORT_BIOMARKER", start="Cohort", end="Biomarker", properties={}, is_owned=True),
    EdgeType(type="EFFECT_STATED_IN", start="BiomarkerEffect", end="Article", properties={}, is_owned=True),
    EdgeType(type="EFFECT_OF_BIOMARKER", start="BiomarkerEffect", end="Biomarker", properties={}, is_owned=True),
    EdgeType(type="EFFECT_ON_DRUG", start="BiomarkerEffect", end="Drug", properties={}, is_owned=True),
    EdgeType(type="EFFECT_IN_DISEASE", start="BiomarkerEffect", end="Disease", properties={}, is_owned=True),
    EdgeType(type="REGISTERED_AS", start="Article", end="Trial", properties={}, is_owned=True),
    EdgeType(type="SIGNAL_DRUG", start="Signal", end="Drug", properties={}, is_owned=True),
    EdgeType(type="SIGNAL_DISEASE", start="Signal", end="Disease", properties={}, is_owned=True),
    EdgeType(
        type="SIGNAL_BIOMARKER",
        start="Signal",
        end="Biomarker",
        is_owned=True,
        properties={"study_count": "independent studies of the pair that name the biomarker"},
    ),
    EdgeType(type="BASED_ON", start="Signal", end="Article", properties={}, is_owned=True),
)

NODE_TYPE_BY_LABEL = {node_type.label: node_type for node_type in NODE_TYPES}
EDGE_TYPE_BY_TYPE = {edge_type.type: edge_type for edge_type in EDGE_TYPES}

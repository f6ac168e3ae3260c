"""Which drugs and diseases are no hypothesis, whatever their neighbours say, as tables with reasons."""

import importlib.resources
import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import lru_cache

import networkx as nx

from miner.hypotheses.known import Known
from miner.lexicon.generality import COMPLICATIONS_OF_CANCER, NAMELESS, SIBLING_DESCENDANTS_MAX, is_too_general
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.symptoms import read_symptoms
from miner.lexicon.tables import read_table
from miner.records import ClaimRelation, MentionType

VAGUE_COLUMNS = ("disease", "name", "reason")
VAGUE_TABLE = "no_hypothesis.tsv"

ATC_LEFT_OUT = {
    "A11": "vitamins",
    "A12": "minerals",
    "B05": "blood substitutes and solutions",
    "B02BD": "clotting factors: each replaces what one disease lacks",
    "A16AB": "enzymes: each replaces what one disease lacks",
    "D02": "emollients",
    "D08": "antiseptics",
    "J06": "sera and immunoglobulins against one agent",
    "J07": "vaccines",
    "N01": "anesthetics",
    "V01": "allergens",
    "V03AN": "gases",
    "V04": "diagnostic agents",
    "V06": "nutrients",
    "V07": "no treatment",
    "V08": "contrast media",
    "V09": "diagnostic radiopharmaceuticals",
}
"""ATC groups whose drugs are no hypothesis. A drug with a code elsewhere may be one."""

NAMES_LEFT_OUT = re.compile(
    r"(?i)vaccin|globulin|\bfactor (?:[ivx]+|\d+)|antihemophilic|coagula|\w*cog (?:alfa|beta|gamma)|\w*leucel\b|"
    r"\w*gene \w+vec|\biod(?:ide|ine)\b|phosphates?$|vitamin|\w*folic acid|cobalamin|\biron\b|\bferr(?:ic|ous)\b"
)
"""Names of drugs without an ATC code that are of these groups, by the stems of WHO's INN: -cog, -leucel, -vec."""

POISONING = "MONDO:0029000"
"""Each poisoning has its own antidote, which nothing near it suggests."""

HARM_MIN = 3
"""Drugs that are said to cause a disease, from which on it may be mostly a harm."""


def is_drug_left_out(lexicon: Lexicon, drug: str, codes: Sequence[str]) -> bool:
    """Return whether a drug is none that a hypothesis can be about: no drug, no treatment, or of groups left out."""
    if drug not in lexicon or lexicon.entry(drug).type is not MentionType.DRUG:
        return True
    if "not treatment" in lexicon.entry(drug).flags:
        return True
    if not codes:
        return bool(NAMES_LEFT_OUT.search(lexicon.name_of(drug)))
    return all(code.startswith(tuple(ATC_LEFT_OUT)) for code in codes)


def is_disease_left_out(lexicon: Lexicon, disease: str, harms: Collection[str]) -> bool:
    """Return whether a disease is none of a hypothesis: unknown, vague, a symptom, a poisoning or mostly a harm."""
    if disease not in lexicon or lexicon.entry(disease).type is not MentionType.DISEASE:
        return True
    if disease in NAMELESS | COMPLICATIONS_OF_CANCER | read_vague() | read_symptoms() or disease in harms:
        return True
    if POISONING in lexicon.ancestors(disease):
        return True
    return is_too_general(lexicon, disease, SIBLING_DESCENDANTS_MAX)


@lru_cache(maxsize=1)
def read_vague() -> frozenset[str]:
    """Return the identifiers in the shipped table no_hypothesis.tsv: processes, outcomes and harms.

    Raises:
        LexiconError: the table is missing or malformed.
    """
    place = importlib.resources.files("corpora") / "signals" / VAGUE_TABLE
    return frozenset(disease for disease, _, _ in read_table(place, VAGUE_COLUMNS))


def are_harms(known: Known, graph: "nx.MultiGraph[str]") -> frozenset[str]:
    """Return the diseases that at least `HARM_MIN` drugs are said to cause, and more than are used for them."""
    causing: defaultdict[str, set[str]] = defaultdict(set)
    for (drug_id, disease), rows in known.evidence:
        if any(row.relation is ClaimRelation.CAUSES and row.certainty.has_result for row in rows):
            causing[disease].add(drug_id)
    used = {disease: len(graph[disease]) if disease in graph else 0 for disease in causing}
    return frozenset(disease for disease, drugs in causing.items() if len(drugs) >= max(HARM_MIN, used[disease] + 1))

"""Labels for any solid tumour with a biomarker (MSI-H, NTRK fusion, BRAF V600E): which tumours they cover, and when.

Such a label is a fact of "neoplasm" that names biomarkers. It covers a use in a solid tumour whose patients have one of
them; of a use that does not say so it covers a part, as a label for a form of the disease does. Tumours of blood and
lymph are not meant by "solid tumours".
"""

from miner.labels.same_use import Relation
from miner.lexicon.lexicon import Lexicon
from miner.records import LabelFact, Use

ANY_TUMOUR = "MONDO:0005070"
"""Neoplasm: the disease of such a fact."""

BLOOD_AND_LYMPH = frozenset({"MONDO:0002334", "MONDO:0044881"})
"""Neoplasms that are no solid tumours, with all below them."""

EXCEPT = {drug: frozenset({"MONDO:0005575"}) for drug in ("DRUGBANK:DB08911", "DRUGBANK:DB08912")}
"""Tumours that such a label leaves out, by drug: dabrafenib and trametinib are not for colorectal cancer."""


def is_for_any_tumour(fact: LabelFact) -> bool:
    """Return whether a fact is a label for solid tumours of any kind with a biomarker."""
    return fact.disease == ANY_TUMOUR and bool(fact.biomarkers) and fact.relation == "treats"


def relate_tumour(use: Use, fact: LabelFact, lexicon: Lexicon) -> tuple[Relation, str]:
    """Return how a use is related to a label for any solid tumour with a biomarker, with the reason in words."""
    if use.disease not in lexicon:
        return Relation.OFF, "not in the lexicon"
    above = lexicon.ancestors(use.disease) | {use.disease}
    name = lexicon.name_of(use.disease)
    if ANY_TUMOUR not in above or not above.isdisjoint(BLOOD_AND_LYMPH):
        return Relation.OFF, f"{name} is no solid tumour"
    if any(not above.isdisjoint(EXCEPT.get(drug, ())) for drug in fact.drugs):
        return Relation.OFF, f"the label for solid tumours leaves out {name}"
    markers = " or ".join(_words(each, lexicon) for each in fact.biomarkers)
    if not set(use.biomarkers).isdisjoint(fact.biomarkers):
        return Relation.FORM, f"the label covers any solid tumour with {markers}"
    return Relation.BROADER, f"the label covers solid tumours with {markers} only"


def _words(biomarker: str, lexicon: Lexicon) -> str:
    """Return a biomarker in words: "NTRK1 rearrangement" for "HGNC:8031 rearrangement"."""
    head, _, rest = biomarker.partition(" ")
    return " ".join(filter(None, (lexicon.name_of(head) if head in lexicon else head, rest)))

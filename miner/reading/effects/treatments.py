"""Treatments that abstracts tie to biomarkers without naming a drug: chemotherapy, radiotherapy, "TKIs".

Claims do without them: "chemotherapy" is no drug whose label could be looked up. A biomarker that predicts resistance
to platinum is worth knowing all the same: effects name them by identifiers of classes, most of which the lexicon lacks.
"""

import re
from collections.abc import Iterator, Sequence

from miner.reading.claims.combinations import Place

TREATMENTS = {
    "CLASS:tyrosine-kinase-inhibitors": r"TKIs?|(?:tyrosine )?kinase inhibitors?",
    "CLASS:platinum": r"platinum(?:[- ]based)?(?: (?:combination )?chemotherapy| (?:doublet|compound|agent|drug)s?)?",
    "CLASS:taxanes": r"taxanes?(?:[- ]based)?(?: chemotherapy)?",
    "CLASS:anthracyclines": r"anthracyclines?(?:[- ]based)?(?: chemotherapy)?",
    "CLASS:endocrine-therapy": r"(?:endocrine|hormonal|hormone|antiestrogen|anti-estrogen) (?:therapy|treatment)",
    "CLASS:radiotherapy": r"radiotherapy|radiation(?: therapy| treatment)?|irradiation|chemoradi(?:otherapy|ation)",
    "CLASS:immunotherapy": r"immunotherap(?:y|ies)|immune checkpoint (?:inhibitors?|blockade)|checkpoint inhibitors?",
    "CLASS:chemotherapy": r"chemotherap(?:y|ies|eutics?)(?: agents?| drugs?)?",
}
"""Names of each, matched without regard to case."""

NAMES = {curie: curie.removeprefix("CLASS:").replace("-", " ") for curie in TREATMENTS}
"""What to call each where the lexicon has no name."""

_GROUPS = list(TREATMENTS)
_ANY = re.compile(
    r"(?<![A-Za-z])(?:" + "|".join(f"({names})" for names in TREATMENTS.values()) + r")(?![A-Za-z])", re.IGNORECASE
)
_NO_TREATMENT = re.compile(r"[- ]?(?:na[iï]ve|induced|related|free|untreated|toxicit\w+|exposure)", re.IGNORECASE)
NEAR = 14
"""Characters between a drug and a word that only repeats it: "gemcitabine-based chemotherapy"."""


def find_treatments(text: str, start: int, end: int, drugs: Sequence[Place]) -> Iterator[Place]:
    """Yield the treatments of a sentence in order, without those that repeat a drug beside them."""
    for found in _ANY.finditer(text, start, end):
        is_repeated = any(drug.start - NEAR <= found.end() and found.start() <= drug.end + NEAR for drug in drugs)
        if not is_repeated and not _NO_TREATMENT.match(text, found.end()):
            yield Place(found.start(), found.end(), (_GROUPS[(found.lastindex or 1) - 1],))

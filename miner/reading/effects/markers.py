"""Which mentions of biomarkers say who the patients are, and which name a drug's target or what a trial measured."""

import re
from collections.abc import Sequence

from miner.reading.claims.combinations import Place

MEASURED = frozenset(
    {
        *(f"SIGNATURE:{name}" for name in ("HbA1c", "LVEF", "PSA", "LDH", "CEA", "BNP", "NLR", "IgE", "FeNO", "EOS",
                                           "CA-125", "calprotectin", "RF")),
        "HGNC:2367", "HGNC:11892", "HGNC:6018", "HGNC:5981", "HGNC:5962", "HGNC:6025", "HGNC:6014", "HGNC:5464",
        "HGNC:13633", "HGNC:12726", "HGNC:3546", "HGNC:12405", "HGNC:603", "HGNC:9721",
    }
)  # fmt: skip
"""Levels that trials report as outcomes: HbA1c, LVEF, CRP, TNF, interleukins, IGF-1, adiponectin, clotting factors."""

WITH_LEVEL = re.compile(
    r"\b(?:patients?|subjects?|those|people|individuals|participants|women|men|children|adults|asthma|disease|tumou?rs?)"
    r" (?:who had |whose |with |having |and )(?:[\w-]+ ){0,3}MARKER|\b(?:baseline|pre-?treatment|initial) (?:\w+ ){0,3}"
    r"MARKER|MARKER (?:levels? )?(?:at baseline|before treatment|subgroup)"
)
"""Wordings in which a level says who the patients are."""

SAYS_PREDICTIVE = re.compile(r"\b(?:predict|biomarker|determinant)")
"""Words without which a sentence on a level says what came of the treatment, unless the level says who was treated."""

_AFTER = re.compile(
    r"(?:/\w+){0,3}[- ](?:(?:protein|receptor|gene|tyrosine|kinase|signal\w*) ){0,2}(?:pathway|signal|axis|cascade|"
    r"inhibit|antagoni|agoni|block|TKI|antibod|target|ligand|directed|activit|promoter activit|phosphorylation|"
    r"monoclonal|vaccin|CAR|mAb|(?:and|or|/) (?:\w+ )?(?:inhibitors?|pathways?))",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:anti-?|inhibitors? (?:of|targeting) |targeting |targeted at |targets? |block(?:ing|ade of|s) |"
    r"inhibit(?:ion of|"
    r"ing|s|ed) (?:the )?|ligand(?: of| for)? |activat(?:ion of|ed|es|ing) |phosphorylation of |selective for |"
    r"directed (?:at|against) |against |antibod(?:y|ies) to |via |through |(?:increases?|decreases?|reductions?|"
    r"changes?|rise|fall|decline) (?:in|of) (?:the |serum |plasma |circulating )*|receptors?[ ,] ?)(?:the |[\w-]+/)?$",
    re.IGNORECASE,
)


def is_measured(curie: str) -> bool:
    """Return whether a biomarker is a level that trials report as an outcome."""
    return curie.partition(" ")[0] in MEASURED


def without_targets(text: str, markers: Sequence[Place]) -> tuple[Place, ...]:
    """Return the biomarkers without bare genes that name what a drug acts on ("targeting EGFR", "mTOR pathway")."""
    return tuple(place for place in markers if not _is_target(text, place))


def _is_target(text: str, place: Place) -> bool:
    if " " in place.curies[0]:
        return False
    before = text[max(0, place.start - 30) : place.start]
    is_named_so = place.curies[0].startswith("SIGNATURE:") and place.curies[0] != "SIGNATURE:PD-L1"
    return _AFTER.match(text, place.end) is not None or (not is_named_so and _BEFORE.search(before) is not None)

"""Which names of diseases mean a disease, and not a drug's effect, an organism, a group of people or a state.

"Hypotensive drug", "M. tuberculosis", "stroke-like episodes" and "National Cancer Institute" contain the name of a
disease and name no patient's disease. The words beside the name tell.
"""

import re

from miner.records import Mention

_WINDOW = 40
_EFFECT_ADJECTIVE = re.compile(r"(?:tensive|gly[ck]a?emic|thermic|calca?emic|lipida?emic)$", re.IGNORECASE)
"""What a drug does: "hypotensive", "hypoglycaemic"."""
_EFFECT = re.compile(
    r" (?:\w+ )?(?:drugs?|agents?|effects?|actions?|activity|efficacy|potency|medications?|therap(?:y|ies)|properties|"
    r"potential|response to)\b",
    re.IGNORECASE,
)
_DEPRESSED_WHAT = re.compile(
    r" (?:\w+[- ])?(?:contractil|left|lv|ejection|systolic|function|immun|cardiac|myocardi|respons|ventil|level|"
    r"sodium|activity|platelet|bone marrow)",
    re.IGNORECASE,
)
_ORGANISM_BEFORE = re.compile(r"\b(?:M\.|Mycobacterium)\s$")
"""Before "tuberculosis" where it is the organism. Other genera stay: "Legionella pneumonia" is a disease."""
_BODY_AFTER = re.compile(
    r"(?:,? (?:and|&) [A-Z][a-z]+)? (?:Institute|Society|Foundation|Association|Group|Cooperative|Network|Centers?|"
    r"Centres?|Registry|Improving Global|Trialists|Consorti\w+|Federation|Collaborati\w+|Alliance|League|Research)\b"
)
_PART_AFTER = re.compile(r"(?:[- ]like\b|[- ]suppress(?:or|ing)\b| necrosis factor)", re.IGNORECASE)
_MEASURE_AFTER = re.compile(
    r" (?:\w+ )?(?:factors?|(?:bio)?markers?|indices|index|mediators?|cytokines?|parameters?|cells?|enzymes?|genes?)\b",
    re.IGNORECASE,
)
"""After "inflammatory": what is measured of it."""
_CYSTIC_BEFORE = re.compile(r"\bcystic\s$", re.IGNORECASE)
"""Before a "fibrosis" that is part of another disease's name: "Cystic Fibrosis Questionnaire"."""


def is_disease(text: str, mention: Mention) -> bool:
    """Return whether the name of a disease means one where it stands, by the words beside it."""
    before, after = text[max(0, mention.start - _WINDOW) : mention.start], text[mention.end : mention.end + _WINDOW]
    name = mention.text
    if _PART_AFTER.match(after) or (name[:1].isupper() and _BODY_AFTER.match(after)):
        return False
    if _EFFECT_ADJECTIVE.search(name) and _EFFECT.match(after):
        return False
    if name.lower() == "depressed" and _DEPRESSED_WHAT.match(after):
        return False
    if name.lower() == "fibrosis" and _CYSTIC_BEFORE.search(before):
        return False
    if name.lower() in {"inflammatory", "inflammation"} and _MEASURE_AFTER.match(after):
        return False
    return not (name.lower() == "tuberculosis" and _ORGANISM_BEFORE.search(before))

"""Populations and subgroups that a biomarker defines: "HER2-positive", "with EGFR mutations", "BRAF V600E".

Only a state counts: a gene alone is as often a target or a measured value.
"""

import re
from collections.abc import Iterator

from miner.reading.populations.study_text import Found, OwnSentence, Part, StudyText, curie_of
from miner.records import Mention

_HELD_BEFORE = re.compile(
    r"\b(?:patients?|subjects?|women|men|children|adults?|participants|those|individuals|carriers|"
    r"tumou?rs?)\b[^.;:]{0,60}"
    r"\b(?:with|have|had|having|harbou?r\w*|carry\w*|whose|were|are|express\w*|positive for)\b[^.;:]{0,40}$|"
    r"\b(?:harbou?r\w*|carry\w*|positive for) (?:an? |the )?[^.;:]{0,30}$"
)
_HELD_AFTER = re.compile(
    r"[\s,/()-]*(?:[\w-]+[\s,/()-]+){0,4}?(?:patients?|women|men|subjects|individuals|carriers|children|"
    r"population|subgroup|cancers?|"
    r"carcinomas?|tumou?rs?|disease|nsclc|leuk\w+|lymphoma|melanoma|mbc|mcrc|breast|lung|colorectal|gastric)\b"
)
_MEASURED_BEFORE = re.compile(
    r"\b(?:achiev\w+|reach\w+|attenuat\w+|suppress\w+|attain\w+|reduc\w+|increas\w+|improv\w+|lower\w+|caus\w+|"
    r"induc\w+|develop\w+|detect\w+|"
    r"identif\w+|screen\w+|analys\w+|prevalence|frequency|incidence|risks? (?:of|for)|control groups?|"
    r"distribution|types?|presence|role|effects?|mechanisms?|"
    r"associat\w+|correlat\w+|regardless|prognos\w+|overexpress\w+ in)\b[^.;:]{0,30}$|"
    r"\b\d+(?:\.\d+)? ?%\)?[^.;:]{0,40}\b(?:were|was|had|have) $|\b(?:one|two|three|four|five|\d+)(?: \(?\d+%\)?)? $|"
    r"\(\d+ ?%\),? $|\bcases? (?:\([^)]*\) )?of $"
)
"""What stands before a marker that was measured, counted or achieved."""
_MEASURED_AFTER = re.compile(
    r"\s(?:is|was|were|are|in tumou?r|distribution|analys\w+|status|frequency|testing|genotyp\w+|target|signal\w+|"
    r"pathway|"
    r"predicts?|and gene|rates?)\b"
)
_CHANGED = re.compile(r"(?:reduced|decreased|increased|elevated|low|high|lower|higher)\b")
_CHANGE = re.compile(r"(?:gain|change|improvement|reduction|increase|decrease|decline|fall|rise)s? (?:in|of)\b")
_KIND_OF_GENE = re.compile(
    r"polymorphisms?|\bsnps?\b|variants? (?:in|of)|mutations? in the|loss of|deletion of|-deficient"
)
"""What names a field of study, not the state of patients."""
_NO_RESULT = frozenset({Part.RESULT, Part.CONCLUSION})


_TREATED = re.compile(r"therap|treat|trial|inhibit|blockade|regimen|vaccin|antibod|switch")
_BARE = re.compile(r"(?<!high )(?<!low )(?<!over)(?<!strong )(?<!over-)expression$")
"""An expression without a degree is measured, not had."""
_NO_VALUE = re.compile(r"[\w-]+ (?:geno|pheno)types?")


def find_markers(study: StudyText, sentence: OwnSentence) -> Iterator[Found]:
    """Yield the biomarker states of the patients that a sentence names, in the words of the text.

    What was measured, counted or achieved ("HbA1c < 7 % was achieved") is none, nor a gene as the field of a study.
    """
    is_title = sentence.part is Part.TITLE and _TREATED.search(study.lowered, sentence.start, sentence.end)
    if not (study.names_drug or study.is_review or sentence.drugs or is_title):
        return  # a study of genes, not of a treatment
    for marker in sentence.markers:
        if _has_state(marker) and not _is_measured(study, sentence, marker) and _is_held(study, sentence, marker):
            yield Found(study.text[marker.start : marker.end], marker.start, marker.end, curie_of(marker))


def _is_held(study: StudyText, sentence: OwnSentence, marker: Mention) -> bool:
    """Return whether patients or their tumours have a marker; a title that names a drug needs not say it."""
    before = study.lowered[max(sentence.start, marker.start - 110) : marker.start]
    if _HELD_BEFORE.search(before):
        return True
    if _MEASURED_AFTER.match(study.lowered, marker.end, sentence.end):
        return False
    if _HELD_AFTER.match(study.lowered, marker.end, sentence.end):
        return True
    return sentence.part is Part.TITLE and bool(sentence.drugs)


def _is_measured(study: StudyText, sentence: OwnSentence, marker: Mention) -> bool:
    words = study.lowered[marker.start : marker.end]
    before = study.lowered[max(sentence.start, marker.start - 60) : marker.start]
    if _KIND_OF_GENE.search(words) or _CHANGE.match(words) or (sentence.part in _NO_RESULT and _CHANGED.match(words)):
        return True
    return _MEASURED_BEFORE.search(before) is not None


def _has_state(marker: Mention) -> bool:
    curie = curie_of(marker)
    words = marker.text.lower()
    if _NO_VALUE.fullmatch(words):
        return False
    if _BARE.search(words) and not any(sign in words for sign in _DEGREES):
        return False
    return " " in curie or (curie.startswith("SIGNATURE:") and any(sign in words for sign in _STATES))


_DEGREES = ("high", "low", "positiv", "negativ", "over", "loss", "lack", "weak", "strong")


_STATES = (
    "positiv",
    "negativ",
    "+",
    "mutat",
    "deficien",
    "high",
    "low",
    "wild",
    "express",
    ">",
    "\u2265",
    "msi",
    "mmr",
    "del",
    "hrd",
)

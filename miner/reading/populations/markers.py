"""Populations and subgroups that a biomarker defines: "HER2-positive", "with EGFR mutations", "BRAF V600E".

Only a state counts: a gene alone is as often a target or a measured value.
"""

import re
from collections.abc import Iterator

from miner.reading.populations.study_text import Found, OwnSentence, Part, StudyText, curie_of
from miner.records import Mention

_HELD_BEFORE = re.compile(
    r"\b(?:patients?|subjects?|women|men|children|adults?|participants|cases?|those|individuals|carriers|"
    r"tumou?rs?)\b[^.;:]{0,60}"
    r"\b(?:with|have|had|having|harbou?r\w*|carry\w*|whose|were|are|of|express\w*|positive for)\b[^.;:]{0,40}$|"
    r"\b(?:harbou?r\w*|carry\w*|positive for) (?:an? |the )?[^.;:]{0,30}$"
)
_HELD_AFTER = re.compile(
    r"[\s,/()-]*(?:[\w-]+[\s,/()-]+){0,4}?(?:patients?|women|men|subjects|individuals|carriers|children|"
    r"population|subgroup|cancers?|"
    r"carcinomas?|tumou?rs?|disease|nsclc|leuk\w+|lymphoma|melanoma|mbc|mcrc|breast|lung|colorectal|gastric)\b"
)


def find_markers(study: StudyText, sentence: OwnSentence) -> Iterator[Found]:
    """Yield the biomarker states of the patients that a sentence names, in the words of the text."""
    start, end = sentence.start, sentence.end
    for marker in sentence.markers:
        if not _has_state(marker):
            continue
        before = study.lowered[max(start, marker.start - 110) : marker.start]
        is_held = _HELD_AFTER.match(study.lowered, marker.end, end) or _HELD_BEFORE.search(before)
        if sentence.part is Part.TITLE or is_held:
            yield Found(study.text[marker.start : marker.end], marker.start, marker.end, curie_of(marker))


def _has_state(marker: Mention) -> bool:
    curie = curie_of(marker)
    return " " in curie or (curie.startswith("SIGNATURE:") and any(sign in marker.text.lower() for sign in _STATES))


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

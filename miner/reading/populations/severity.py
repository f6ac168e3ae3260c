"""How severe, or at what stage, the studied disease is: an adjective of a disease that the patients have.

"Chronic" and "acute" are part of many names ("chronic myeloid leukemia"): those say nothing of the patients.
"""

import re
from collections.abc import Iterator, Sequence

from miner.reading.populations.patterns import CUES
from miner.reading.populations.severity_words import FIXED_NAMES, VALUES
from miner.reading.populations.study_text import Found, OwnSentence, Part, StudyText
from miner.records import Mention

_NAMES = tuple(VALUES)
_FIXED = re.compile(FIXED_NAMES)
_GAP = re.compile(
    r"[\s,/(-]*(?:(?:to|or|and|and/or|-)[\s-]*)?(?:(?:mild|moderate|severe|very severe|acute|chronic|"
    r"stable|active|persistent|"
    r"symptomatic|primary|recurrent|refractory|untreated|low|intractable|sub-?acute|locally|advanced|"
    r"metastatic|unresectable|"
    r"or|and|to|early|stage|previously|essential|uncomplicated|hormone-\w+|her2-\w+|er-\w+|egfr-\w+|"
    r"castration-resistant|"
    r"[\w-]+-(?:positive|negative|mutant|mutated|refractory|resistant|sensitive)|human|adult|pediatric|"
    r"childhood|plaque|systemic|"
    r"upper|lower|postoperative|nonspecific|disease|seasonal|perennial|congenital|congestive|allergic|"
    r"malignant|inflammatory|[\w-]+)[\s,/-]*){0,4}"
)
_HELD = re.compile(
    r"\b(?:patients?|subjects?|women|men|children|adults?|adolescents|infants|people|persons|individuals|"
    r"participants|reliev\w+|stud(?:y|ied)|"
    r"outpatients|those|volunteers|cases?|girls|boys|neonates|suffer\w*|with|treat(?:ment|ing|ed)?|"
    r"therapy|management|for|in|of|"
    r"elderly|who|had|having|against)\b"
)
_HELD_RESULT = re.compile(
    r"\b(?:patients|women|men|children|adults|those|subjects|individuals|adolescents) (?:[\w-]+ "
    r"){0,2}(?:with|suffering from) (?:[\w-]+,? ){0,3}$|"
    r"\b(?:treatment|therapy|management) (?:of|for) (?:[\w-]+ ){0,2}$"
)
_EVENT = re.compile(
    r"(?<!high-)(?<!high )(?<!low-)\b(?:risk|incidence|rates?|episodes?|frequency|occurrence|development|"
    r"number|grade|adverse|caused?|causing|induced?|due|"
    r"toxicit\w*|reduc\w*|prevent\w*|side|complications?|developed|experienced|reported|score|no|without|events?|none|"
    r"less|more|fewer|proportion|exclud\w+|except|most|associated|return|recurrence)\b"
)


def find_severities(study: StudyText, sentence: OwnSentence, topics: frozenset[str]) -> Iterator[Found]:
    """Yield the severities and stages of the studied disease in a sentence.

    Of a result only patients count, not what befell them.

    Args:
        study: the article.
        sentence: one of its sentences.
        topics: the diseases that the study is about; a severity of another is a finding.
    """
    lowered, start, end = study.lowered, sentence.start, sentence.end
    if not sentence.diseases:
        return
    for number, pattern in CUES.patterns("severity", sentence.cues):
        for match in pattern.finditer(lowered, start, end):
            if _FIXED.match(lowered, match.start()) or lowered[match.start() - 4 : match.start()] == "non-":
                continue
            disease = _qualified(lowered, match, sentence.diseases)
            if disease is None or _name_of(disease) not in topics or _is_part_of_longer(lowered, match, _NAMES[number]):
                continue
            if _NAMES[number] == "early" and _OTHER_STAGES.search(lowered, match.end(), disease.end):
                continue
            before = lowered[max(start, match.start() - 60) : match.start()]
            if sentence.part is Part.TITLE or _is_of_patients(before, sentence.part):
                yield Found(_NAMES[number], match.start(), max(match.end(), disease.end))


_OTHER_STAGES = re.compile(r"hypertension|kidney|renal|heart|sarcoid|fibrosis|cirrhosis|ulcer")
"""Diseases whose stage I is no early cancer."""


def _is_part_of_longer(lowered: str, match: re.Match[str], value: str) -> bool:
    """Return whether "advanced" is the end of "locally advanced", which is another stage."""
    return value == "advanced" and lowered[max(0, match.start() - 8) : match.start()].startswith("locally")


def _is_of_patients(before: str, part: Part) -> bool:
    words = before[before.rfind(";") + 1 :]
    if _EVENT.search(words[-40:]):
        return False
    if part is Part.RESULT:
        return bool(_HELD_RESULT.search(words))
    return bool(_HELD.search(words)) or not words.strip()


def _qualified(lowered: str, match: re.Match[str], diseases: Sequence[Mention]) -> Mention | None:
    """Return the disease that an adjective at a match qualifies: it holds it or follows within a few words."""
    for disease in diseases:
        if disease.start <= match.start() < disease.end:
            return None if _EPISODE.match(lowered, disease.end) else disease
        if disease.start >= match.end():
            is_next = disease.start - match.end() <= 60 and _GAP.fullmatch(lowered, match.end(), disease.start)
            if _EPISODE.match(lowered, disease.end):
                return None
            return disease if is_next and not _BREAK.search(lowered, match.end(), disease.start) else None
    return None


_EPISODE = re.compile(
    r" (?:exacerbations?|events?|episodes?|hospitali|attacks? (?:rate|freq)|scores?|index|rates?|responses?)"
)
_BREAK = re.compile(
    r"\b(?:with|of|in|for|who|that|which|was|were|is|are|the|by|patients?|than|from|but|not|at|on|had|have)\b"
)


def _name_of(disease: Mention) -> str:
    return disease.link.curie if disease.link is not None else disease.text.lower()


def topics_of(study: StudyText) -> frozenset[str]:
    """Return the diseases that a study is about: those of the title, and of its methods, where patients are named."""
    return frozenset(
        _name_of(disease)
        for sentence in study.own
        if sentence.part in {Part.TITLE, Part.METHOD}
        for disease in sentence.diseases
    )

"""How severe, or at what stage, the studied disease is: an adjective of a disease that the patients have.

"Chronic" and "acute" are part of many names ("chronic myeloid leukemia"): those say nothing of the patients.
"""

import re
from collections.abc import Iterator, Sequence

from miner.reading.populations.scope import Part
from miner.reading.populations.study_text import Found, StudyText, within
from miner.records import Mention

VALUES = {
    "early": r"early(?:[- ]stage)?|stage (?:i|1)(?:[- ]ii[ab]?)?|limited[- ](?:stage|disease)",
    "locally advanced": r"locally[- ]advanced",
    "advanced": r"(?:far[- ])?advanced(?:[- ]stage)?|unresectable|inoperable|end-stage|extensive[- ](?:stage|disease)|stage (?:iii|iv)[ab]?",
    "metastatic": r"metastatic|metastasi[sz]ed|disseminated",
    "mild": r"mild(?:ly)?",
    "moderate": r"moderate(?:ly)?",
    "severe": r"(?:very )?severe(?:ly)?|life[- ]threatening|critical(?:ly)?|fulminant|profound",
    "acute": r"acute(?:ly)?",
    "chronic": r"chronic(?:ally)?",
}
"""Values with the words that say them, in the text in lower case; the first that fits counts."""

FIXED_NAMES = (
    r"(?:acute|chronic) (?:myelo\w+|lymph\w+|(?:pro)?myelo\w+|monocytic|promyelocytic|non-?lymph\w+|leuk\w+|eosinophilic|"
    r"granulocytic|phase|disseminated|idiopathic)|chronic (?:obstructive|kidney|fatigue|granulomatous|inflammatory demyelinating|"
    r"regional|venous|thromboembolic|angle|open|renal|progressive|bacterial prostatitis)|acute (?:respiratory distress|coronary|kidney|"
    r"intermittent|chest|phase|retroviral|on)|severe (?:combined|acute|fever|chronic)|moderate sedation|early (?:onset|phase)|"
    r"advanced (?:glycation|practice|oxidation|life|maternal|age)|chronic (?:treatment|administration|therapy|use|dosing|oral|care|"
    r"exposure|ethanol|alcohol)|acute (?:treatment|effects?|administration|therapy|phase|toxicity|care|dose|stress)|"
    r"severe (?:adverse|side|toxicit\w+|hypogly\w+|events?|complications|neutropenia|reactions?)|mild (?:adverse|side|sedation|to moderate adverse)"
)
"""Names and phrases in which these words say nothing of the studied patients."""

_WORD = re.compile(r"\b(?:" + "|".join(f"(?P<v{n}>{words})" for n, words in enumerate(VALUES.values())) + r")\b")
_FIXED = re.compile(FIXED_NAMES)
_GAP = re.compile(
    r"[\s,/(-]*(?:(?:to|or|and|and/or|-)[\s-]*)?(?:(?:mild|moderate|severe|very severe|acute|chronic|stable|active|persistent|"
    r"symptomatic|primary|recurrent|refractory|untreated|low|intractable|sub-?acute|locally|advanced|metastatic|unresectable|"
    r"or|and|to|early|stage|previously|essential|uncomplicated|hormone-\w+|her2-\w+|er-\w+|egfr-\w+|castration-resistant|"
    r"[\w-]+-(?:positive|negative|mutant|mutated|refractory|resistant|sensitive)|human|adult|pediatric|childhood|plaque|systemic|"
    r"upper|lower|postoperative|nonspecific|disease|seasonal|perennial|congenital|congestive|allergic|malignant|inflammatory|[\w-]+)[\s,/-]*){0,4}"
)
_HELD = re.compile(
    r"\b(?:patients?|subjects?|women|men|children|adults?|adolescents|infants|people|persons|individuals|participants|reliev\w+|"
    r"outpatients|those|volunteers|cases?|girls|boys|neonates|suffer\w*|with|treat(?:ment|ing|ed)?|therapy|management|for|in|of|"
    r"elderly|who|had|having|against)\b"
)
_HELD_RESULT = re.compile(
    r"\b(?:patients|women|men|children|adults|those|subjects|individuals|adolescents) (?:[\w-]+ ){0,2}(?:with|suffering from) (?:[\w-]+,? ){0,3}$|"
    r"\b(?:treatment|therapy|management) (?:of|for) (?:[\w-]+ ){0,2}$"
)
_EVENT = re.compile(
    r"(?<!high-)(?<!high )(?<!low-)\b(?:risk|incidence|rates?|episodes?|frequency|occurrence|development|number|grade|adverse|caused?|causing|induced?|due|"
    r"toxicit\w*|reduc\w*|prevent\w*|side|complications?|developed|experienced|reported|score|no|without|events?|none|"
    r"less|more|fewer|proportion|exclud\w+|except|most|associated)\b"
)


def find_severities(study: StudyText, start: int, end: int, part: Part, topics: frozenset[str]) -> Iterator[Found]:
    """Yield the severities and stages of the studied disease in a sentence.

    Args:
        study: the article.
        start: where the sentence begins.
        end: where it ends.
        part: of a result only patients count, not what befell them.
        topics: the diseases that the study is about; a severity of another is a finding.
    """
    lowered = study.lowered
    diseases = within(study.diseases, start, end)
    for match in _WORD.finditer(lowered, start, end):
        if _FIXED.match(lowered, match.start()) or lowered[match.start() - 4 : match.start()] == "non-":
            continue
        disease = _qualified(lowered, match, diseases)
        if disease is None or _name_of(disease) not in topics:
            continue
        before = lowered[max(start, match.start() - 60) : match.start()]
        if part is not Part.TITLE and not _is_of_patients(before, part):
            continue
        value = next(name for number, name in enumerate(VALUES) if match[f"v{number}"] is not None)
        yield Found(value, match.start(), max(match.end(), disease.end))


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


_EPISODE = re.compile(r" (?:exacerbations?|events?|episodes?|hospitali|attacks? (?:rate|freq)|scores?|index|rates?)")
_BREAK = re.compile(r"\b(?:with|of|in|for|who|that|which|was|were|is|are|the|by|patients?|than|from|but|not|at|on|had|have)\b")


def _name_of(disease: Mention) -> str:
    return disease.link.curie if disease.link is not None else disease.text.lower()


def topics_of(study: StudyText) -> frozenset[str]:
    """Return the diseases that a study is about: those of the title, and of its patients where it names them."""
    title = study.title()
    named = set()
    for disease in study.diseases:
        sentence = study.sentence_at(disease.start)
        if sentence is None:
            continue
        if sentence is title or sentence.part is Part.METHOD:
            named.add(_name_of(disease))
    return frozenset(named)

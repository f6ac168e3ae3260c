"""What the patients had before the studied drug, or had failed."""

import re
from collections.abc import Iterator

from miner.reading.populations import drug_words as words
from miner.reading.populations.patterns import CUES
from miner.reading.populations.study_text import Found, OwnSentence, Part, StudyText, curie_of
from miner.records import Mention

_WINDOW = 80
_LIST_GAP = re.compile(words.LIST_GAP)
_PART_OF_NAME = re.compile(words.PART_OF_NAME)
_PRIOR_BEFORE = re.compile(rf"{words.PRIOR}\s+{words.PRIOR_QUALIFIERS}$")
_PRIOR_AFTER = re.compile(words.PRIOR_AFTER)
_OUTCOMES = frozenset({Part.RESULT, Part.CONCLUSION})
_NONE = re.compile(
    r"\b(?:none|no patients?|never|without|not cross|not (?:been |previously )?(?:treated|receiv\w+)|had "
    r"not|not to have|no (?:prior|previous))\b[^.;]{0,60}$"
)
_ORIGINAL = re.compile(
    r"\b(?:previous\w*|prior|switch\w*|progress\w*|pre-?treated|(?<!heart )(?<!cardiac )(?<!renal )(?<!liver )failure|"
    r"original\w*)\b"
)
"""What stands before the studied drug where the patients had it before, too."""
_WITHOUT_EFFECT = re.compile(
    r"(?: (?:and )?[\w-]+){0,3}? to (?:prevent|improve|reduce|control|relieve|show|affect|reproduce|"
    r"induce|produce|achieve|suppress|elicit|alter|change|increase|decrease|maintain)\b"
)
_FAILURE = re.compile(r" failures?\b")
_AT_FIRST = re.compile(r"despite [^.;,]{0,60}$")


def find_prior_therapies(study: StudyText, sentence: OwnSentence, studied: tuple[str, ...]) -> Iterator[Found]:
    """Yield what a sentence says the patients had before, or had failed; results tell how the studied drug did."""
    lowered, start, end = study.lowered, sentence.start, sentence.end
    if sentence.part in _OUTCOMES or not sentence.cues & CUES.masks["prior"]:
        return
    last = -1
    for drug in sentence.drugs:
        before = lowered[max(start, drug.start - _WINDOW) : drug.start]
        is_behind = _PRIOR_AFTER.match(lowered, drug.end)
        is_next = last >= 0 and _LIST_GAP.fullmatch(lowered, last, drug.start)
        if not (is_next or is_behind or _PRIOR_BEFORE.search(before)) or _NONE.search(before):
            continue
        if _is_prior(study, sentence, drug, before, studied):
            last = drug.end
            yield Found(lowered[drug.start : drug.end], drug.start, drug.end, curie_of(drug))
    for number, pattern in CUES.patterns("prior words", sentence.cues):
        for match in pattern.finditer(lowered, start, end):
            before = lowered[max(start, match.start() - _WINDOW) : match.start()]
            if _PRIOR_BEFORE.search(before) and not _NONE.search(before):
                yield Found(words.PRIOR_WORDS[number][0], *match.span())


def _is_prior(study: StudyText, sentence: OwnSentence, drug: Mention, before: str, studied: tuple[str, ...]) -> bool:
    """Return whether a drug behind words such as "resistant to" was given before the studied one, which it is not."""
    if _PART_OF_NAME.match(study.lowered, drug.end) or _WITHOUT_EFFECT.match(study.lowered, drug.end):
        return False  # "lipid-lowering", "failure of the drug to prevent"
    if sentence.part is Part.TITLE:
        is_alone = {curie_of(one) for one in sentence.drugs} == set(studied[:1])
        return not (is_alone and _FAILURE.match(study.lowered, drug.end))  # "Sulphonylurea failure in diabetes"
    if (study.names_drug or study.is_review) and curie_of(drug) in studied[:1] and not _ORIGINAL.search(before):
        return False  # "one patient intolerant of the drug"
    return not _AT_FIRST.fullmatch(study.lowered, sentence.start, drug.start)  # "Despite X, the patient died"

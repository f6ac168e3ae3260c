"""What the patients had before the studied drug, or had failed."""

import re
from collections.abc import Iterator, Sequence

from miner.reading.populations import drug_words as words
from miner.reading.populations.patterns import CUES
from miner.reading.populations.study_text import Found, OwnSentence, Part, StudyText, curie_of
from miner.records import Mention

_WINDOW = 80
_LIST_GAP = re.compile(words.LIST_GAP)
_PRIOR_GAP = re.compile(words.PRIOR_GAP)
_FAILED_AFTER = re.compile(words.PRIOR_FAILED)
_PART_OF_NAME = re.compile(words.PART_OF_NAME)
_PRIOR_BEFORE = re.compile(rf"{words.PRIOR}\s+{words.PRIOR_QUALIFIERS}$")
_PRIOR_AFTER = re.compile(words.PRIOR_AFTER)
_OUTCOMES = frozenset({Part.RESULT, Part.CONCLUSION})
_NONE = re.compile(
    r"\b(?:none|no patients?|never|without|not cross|not (?:been |previously )?(?:treated|receiv\w+)|had "
    r"not|not to have|no (?:prior|previous))\b[^.;]{0,60}$"
)
_ORIGINAL = re.compile(
    r"\b(?:previous\w*|prior|switch\w*|conver\w+|transition\w*|transfer\w*|progress\w*|pre-?treated|"
    r"(?<!heart )(?<!cardiac )(?<!renal )(?<!liver )failure|"
    r"original\w*)\b"
)
"""What stands before the studied drug where the patients had it before, too."""
_WITHOUT_EFFECT = re.compile(
    r"(?: (?:and )?[\w-]+){0,3}? to (?:prevent|improve|reduce|control|relieve|show|affect|reproduce|"
    r"induce|produce|achieve|suppress|elicit|alter|change|increase|decrease|maintain)\b"
)
_OF_PATIENTS = re.compile(
    r"\b(?:patients|subjects|women|men|children|adults|those|participants|population|cases)"
    r"(?: (?:with|who|that|whose|had|have|has|were|was|is|are|being|been|all|[\w/-]+)){0,5} ?$|"
    r"\byear-old\b[^.;]{0,70}$"
)
"""What stands before the prior therapy of a result: patients, of whom it is told again."""
_FAILURE = re.compile(r" failures?\b")
_AT_FIRST = re.compile(r"despite [^.;,]{0,60}$")


def find_prior_therapies(study: StudyText, sentence: OwnSentence, studied: tuple[str, ...]) -> Iterator[Found]:
    """Yield what a sentence says the patients had before, or had failed; results tell how the studied drug did."""
    lowered, start, end = study.lowered, sentence.start, sentence.end
    if not CUES.matches("prior", sentence.cues, lowered, start, end):
        return
    for number in sorted(_drugs_had(study, sentence, studied)):
        drug = sentence.drugs[number]
        yield Found(lowered[drug.start : drug.end], drug.start, drug.end, curie_of(drug))
    for number, pattern in CUES.patterns("prior words", sentence.cues):
        for match in pattern.finditer(lowered, start, end):
            before = lowered[max(start, match.start() - _WINDOW) : match.start()]
            is_named = any(drug.start < match.end() and match.start() < drug.end for drug in sentence.drugs)
            if not is_named and _is_had(sentence, before, _PRIOR_AFTER.match(lowered, match.end())):
                yield Found(words.PRIOR_WORDS[number][0], *match.span())


def _drugs_had(study: StudyText, sentence: OwnSentence, studied: tuple[str, ...]) -> set[int]:
    """Return which drugs of a sentence the patients had before, with those listed beside them."""
    lowered, drugs = study.lowered, sentence.drugs
    found: set[int] = set()
    for number, drug in enumerate(drugs):
        before = lowered[max(sentence.start, drug.start - _WINDOW) : drug.start]
        behind = _PRIOR_AFTER.match(lowered, drug.end) or _FAILED_AFTER.match(lowered, drug.end)
        is_next = number - 1 in found and _is_listed(lowered, drugs[number - 1], drug) and not _NONE.search(before)
        if not is_next and not _is_had(sentence, before, behind):
            continue
        if not _is_prior(study, sentence, drug, before, studied):
            continue
        found.add(number)
        if behind:
            found |= _listed_before(lowered, drugs, number, studied)
    return found


def _listed_before(lowered: str, drugs: Sequence[Mention], number: int, studied: tuple[str, ...]) -> set[int]:
    """Return the drugs listed before one that is said to have failed: "gefitinib- or erlotinib-resistant"."""
    found: set[int] = set()
    for earlier in range(number - 1, -1, -1):
        if curie_of(drugs[earlier]) in studied[:1] or not _is_listed(lowered, drugs[earlier], drugs[earlier + 1]):
            break
        found.add(earlier)
    return found


def _is_listed(lowered: str, one: Mention, other: Mention) -> bool:
    return bool(
        _PRIOR_GAP.fullmatch(lowered, one.end, other.start) or _LIST_GAP.fullmatch(lowered, one.end, other.start)
    )


def _is_had(sentence: OwnSentence, before: str, behind: re.Match[str] | None) -> bool:
    """Return whether the words around a treatment say that the patients had it; in a result, that patients stand there.

    Args:
        sentence: the sentence.
        before: its words before the treatment.
        behind: what says so behind it, None if nothing does.
    """
    had = _PRIOR_BEFORE.search(before)
    if not (had or behind) or _NONE.search(before):
        return False
    if sentence.part not in _OUTCOMES:
        return True
    return had is not None and _OF_PATIENTS.search(before[: had.start()]) is not None


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

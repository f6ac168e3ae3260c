"""The drugs that a study is about, and what they were compared with.

Drugs are the linked mentions of the reading; what is no drug of the lexicon comes from a table of words.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from operator import itemgetter

from miner.reading.populations import drug_words as words
from miner.reading.populations.patterns import CUES
from miner.reading.populations.study_text import Found, OwnSentence, StudyText, curie_of, is_class_of_next
from miner.records import Mention

_COMPARED_BEFORE = re.compile(rf"{words.COMPARED}\s+{words.QUALIFIERS}$")
_EITHER_BEFORE = re.compile(rf"{words.EITHER}\s+{words.QUALIFIERS}$")
_ASSIGNED = re.compile(words.ASSIGNED)
_BETWEEN = re.compile(words.BETWEEN)
_AND_GAP = re.compile(
    r"(?:\s?\([^)]{0,60}\))?(?:\s(?:[\d.,%/-]+|mg|mg/day|mcg|daily|once|twice|tablets|alone|therapy|treatment|"
    rf"monotherapy|\w+ate|sodium|hydrochloride))*\s?,?\s?(?:and|to|with|or)\s+{words.QUALIFIERS}"
)
_EFFECTS = re.compile(r"[ -](?:effects?|activit|propert|actions?)")
_WINDOW = 80
_LIST_GAP = re.compile(words.LIST_GAP)
_THIRD = re.compile(r"[^.;,]{0,30}\b(?:with|versus|vs|and to)\b")
_PART_OF_NAME = re.compile(words.PART_OF_NAME)
_NO_COMPARISON = re.compile(
    r"(?:more|less|rather|other|greater|older|higher|lower|better|longer|shorter|fewer) than\s+[\w\s]*\d"
)


def studied_drugs(study: StudyText) -> tuple[str, ...]:
    """Return the drugs that the study is about, in the order of the title, its class last; else the most named."""
    title = study.title()
    if title is not None and title.drugs:
        drugs = title.drugs
        kinds = [is_class_of_next(drugs, n) or _says_what(study.lowered, d) for n, d in enumerate(drugs)]
        return tuple(
            dict.fromkeys(curie_of(drug) for _, drug in sorted(zip(kinds, drugs, strict=True), key=itemgetter(0)))
        )
    counts = Counter(curie_of(drug) for sentence in study.own for drug in sentence.drugs)
    return tuple(curie for curie, _ in counts.most_common(1))


def _says_what(lowered: str, drug: Mention) -> bool:
    """Return whether a mention only says what a drug does: "antipsychotic effects", "cholesterol-lowering"."""
    return bool(_EFFECTS.match(lowered, drug.end) or _PART_OF_NAME.match(lowered, drug.end))


def find_comparators(study: StudyText, sentence: OwnSentence, studied: tuple[str, ...]) -> Iterator[Found]:
    """Yield what a sentence says that the studied drug was compared with.

    The first drug of the title is the studied one: where it stands behind "versus", the drug before is the comparator.
    """
    lowered, start, end = study.lowered, sentence.start, sentence.end
    for _, pattern in CUES.patterns("placebo", sentence.cues):
        for match in pattern.finditer(lowered, start, end):
            yield Found("placebo", *match.span())
    for number, pattern in CUES.patterns("no drug", sentence.cues):
        for match in pattern.finditer(lowered, start, end):
            before = lowered[max(start, match.start() - _WINDOW) : match.start()]
            if _COMPARED_BEFORE.search(before) or (_EITHER_BEFORE.search(before) and _ASSIGNED.search(before)):
                yield Found(words.NO_DRUG_COMPARATORS[number][0], *match.span())
    drugs = sentence.drugs
    if not drugs or not sentence.cues & CUES.masks["comparison"]:
        return
    first = studied[0] if studied else ""
    for number in sorted(_compared(lowered, start, drugs, first)):
        other = drugs[number]
        if curie_of(other) == first:
            others = [one for one in drugs[:number] if curie_of(one) != first]
            if not others:
                continue
            other = others[-1]
        yield Found(lowered[other.start : other.end], other.start, other.end, curie_of(other))


def _compared(lowered: str, start: int, drugs: Sequence[Mention], first: str) -> set[int]:
    """Return which drugs of a sentence are compared, with those listed beside them: "compared with A, B and C".

    Where the studied drug stands in both arms ("A and B, or A and C"), what is listed beside it is its partner.
    """
    found = set()
    for number, drug in enumerate(drugs):
        if is_class_of_next(drugs, number):
            continue  # "the beta-blocker timolol": timolol
        if _PART_OF_NAME.match(lowered, drug.end):
            continue  # "calcium channel blockade"
        side = _side(lowered, start, drugs, number)
        if not side or (curie_of(drug) == first and any(curie_of(other) == first for other in drugs[:number])):
            continue
        found.add(number)
        if side == "either":
            earlier = number - 1
            while earlier > 0 and _LIST_GAP.fullmatch(lowered, drugs[earlier - 1].end, drugs[earlier].start):
                found.add(earlier)
                earlier -= 1
        elif side == "versus":
            later = number + 1
            while later < len(drugs) and _LIST_GAP.fullmatch(lowered, drugs[later - 1].end, drugs[later].start):
                found.add(later)
                later += 1
    return found


def _side(lowered: str, start: int, drugs: Sequence[Mention], number: int) -> str:
    """Return how a drug is one side of a comparison whose other side comes before it; "" if it is not.

    "versus": behind a word of comparison, "either": behind "or" where patients were assigned, "both": A and B compared.
    """
    drug = drugs[number]
    before = lowered[max(start, drug.start - _WINDOW) : drug.start]
    if _COMPARED_BEFORE.search(before) and not _NO_COMPARISON.search(before):
        return "versus" if number > 0 or "than" not in before[-8:] else ""
    if number == 0 or curie_of(drugs[number - 1]) == curie_of(drug):
        return ""
    gap = lowered[drugs[number - 1].end : drug.start]
    sentence_before = lowered[start : drugs[number - 1].start]
    if len(gap) > 60:
        return ""
    if _EITHER_BEFORE.search(before) and _ASSIGNED.search(sentence_before):
        return "either"
    is_both = _BETWEEN.search(sentence_before[-60:]) and _AND_GAP.fullmatch(gap)
    return "both" if is_both and not _THIRD.match(lowered, drug.end) else ""

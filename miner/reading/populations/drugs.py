"""Whom the studied drug was given with, what it was compared with, and what the patients had before.

Drugs are the linked mentions of the reading; what is no drug of the lexicon comes from a table of words.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set

from miner.reading.claims.combinations import Place, tie_combinations
from miner.reading.populations import drug_words as words
from miner.reading.populations.scope import OwnSentence, Part
from miner.reading.populations.study_text import Found, StudyText, within
from miner.records import Mention

_PLACEBO = re.compile(words.PLACEBOS)
_NO_DRUG = tuple((value, re.compile(pattern)) for value, pattern in words.NO_DRUG_COMPARATORS)
_COMPARED_BEFORE = re.compile(rf"{words.COMPARED}\s+{words.QUALIFIERS}$")
_EITHER_BEFORE = re.compile(rf"{words.EITHER}\s+{words.QUALIFIERS}$")
_ASSIGNED = re.compile(words.ASSIGNED)
_BETWEEN = re.compile(words.BETWEEN)
_AND_GAP = re.compile(rf"(?:\s?\([^)]{{0,60}}\))?(?:\s[\w.%/-]+){{0,5}}?\s?,?\s?(?:and|to|with|or)\s+{words.QUALIFIERS}")
_TIE_BEFORE = re.compile(rf"{words.TIES}\s+{words.QUALIFIERS}$")
_MODALITY = re.compile(
    rf"(?P<tie>{words.TIES}|\b(?:concurrent|concomitant|followed by)|\band)\s+(?:[\w-]+ )?(?:"
    + "|".join(f"(?P<m{number}>{pattern})" for number, (_, pattern) in enumerate(words.MODALITIES))
    + r")\b"
)
_PRIOR_BEFORE = re.compile(rf"{words.PRIOR}\s+{words.PRIOR_QUALIFIERS}$")
_PRIOR_AFTER = re.compile(words.PRIOR_AFTER)
_PRIOR_WORD = re.compile(
    rf"{words.PRIOR}\s+{words.PRIOR_QUALIFIERS}(?:"
    + "|".join(f"(?P<p{number}>{pattern})" for number, (_, pattern) in enumerate(words.PRIOR_WORDS))
    + r")\b"
)
_SURE_TIE = re.compile(rf"{words.TIES}|\bcombin|\w/\w|\btogether\b|\badd(?:ed|ing|ition)\b|regimen|\btherapy with\b")
_ADDED_TO = re.compile(r"\b(?:adding|addition of) [^.;,]{1,40} to |\badded to\b")
_AUGMENTED = re.compile(r"\baugment(?:ation|ed|ing) (?:of )?")
_COMPARED_NEAR = re.compile(r"\b(?:versus|vs\.?|compared (?:with|to)|than|from) (?:[\w-]+ ){0,3}?$")
_RATIO = re.compile(r"[ -](?:ratio|interaction|conjugate)")
_BACKGROUND = re.compile(r"\ban[ae]+sthesia (?:was|were) (?:induced|maintained)")
_ANESTHESIA = re.compile(r"[ -](?:sedation|an[ae]+sthesia)")
_PRIOR_OUTCOME = re.compile(words.PRIOR_OUTCOME)
_NONE = re.compile(r"\b(?:none|no patients?|never|without|not cross|not (?:been |previously )?(?:treated|received)|had not)\b[^.;]{0,60}$")
_WINDOW = 110
_THIRD = re.compile(r"[^.;,]{0,30}\b(?:with|versus|vs|and to)\b")
_PART_OF_NAME = re.compile(r"[- ](?:channel|receptor|pump|converting|carbonate)")
_NO_COMPARISON = re.compile(r"(?:more|less|rather|other|greater|older|higher|lower|better|longer|shorter|fewer) than\s+[\w\s]*\d")


def studied_drugs(study: StudyText) -> tuple[str, ...]:
    """Return the drugs that the study is about, first the one that comes first: of the title, else the most named."""
    title = study.title()
    if title is not None and (named := _curies(within(study.drugs, title.start, title.end))):
        return named
    counts = Counter(
        mention.link.curie for s in study.own for mention in within(study.drugs, s.start, s.end) if mention.link
    )
    return tuple(curie for curie, _ in counts.most_common(1))


def _curies(mentions: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m.link.curie for m in mentions if m.link))  # type: ignore[attr-defined]


def find_comparators(study: StudyText, sentence: OwnSentence, studied: tuple[str, ...]) -> Iterator[Found]:
    """Yield what a sentence says that the studied drug was compared with.

    The first drug of the title is the studied one: where it stands behind "versus", the drug before is the comparator.
    """
    lowered, (start, end, _) = study.lowered, sentence
    for match in _PLACEBO.finditer(lowered, start, end):
        yield Found("placebo", *match.span())
    for value, pattern in _NO_DRUG:
        for match in pattern.finditer(lowered, start, end):
            before = lowered[max(start, match.start() - _WINDOW) : match.start()]
            if _COMPARED_BEFORE.search(f"{before}") or (_EITHER_BEFORE.search(before) and _ASSIGNED.search(before)):
                yield Found(value, *match.span())
    drugs = within(study.drugs, start, end)
    first = studied[0] if studied else ""
    for number in sorted(_compared(lowered, start, drugs)):
        drug = drugs[number]
        other = drug
        if _curie(drug) == first:
            others = [one for one in drugs[:number] if _curie(one) != first]
            if not others:
                continue
            other = others[-1]
        yield Found(lowered[other.start : other.end], other.start, other.end, _curie(other))


def _compared(lowered: str, start: int, drugs: Sequence[Mention]) -> set[int]:
    """Return which drugs of a sentence are compared, with those listed beside them: "compared with A, B and C"."""
    found = set()
    for number, drug in enumerate(drugs):
        if number + 1 < len(drugs) and drugs[number + 1].start - drug.end == 1:
            continue  # "the beta-blocker timolol": timolol
        if _PART_OF_NAME.match(lowered, drug.end):
            continue  # "calcium channel blockade"
        side = _side(lowered, start, drugs, number)
        if not side:
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


_LIST_GAP = re.compile(
    r"(?:\s?\([^)]{0,40}\)|\s(?:[\d.,-]+\s?(?:mg|g|mcg|\u00b5g|\u03bcg|iu|u|ml|%)?(?:/\w+)*|daily|od|bid|once|twice|alone))*\s?,\s?(?:(?:or|and) )?(?:open-label |oral |intravenous )?|"
    r"\s(?:or|and)\s"
)


def _side(lowered: str, start: int, drugs: Sequence[Mention], number: int) -> str:
    """Return how a drug is one side of a comparison whose other side comes before it; "" if it is not.

    "versus": behind a word of comparison, "either": behind "or" where patients were assigned, "both": "A and B compared".
    """
    drug = drugs[number]
    before = lowered[max(start, drug.start - _WINDOW) : drug.start]
    if _COMPARED_BEFORE.search(before) and not _NO_COMPARISON.search(before):
        return "versus" if number > 0 or "than" not in before[-8:] else ""
    if number == 0 or _curie(drugs[number - 1]) == _curie(drug):
        return ""
    gap = lowered[drugs[number - 1].end : drug.start]
    sentence_before = lowered[start : drugs[number - 1].start]
    if len(gap) > 60:
        return ""
    if _EITHER_BEFORE.search(before) and _ASSIGNED.search(sentence_before):
        return "either"
    is_both = _BETWEEN.search(sentence_before[-60:]) and _AND_GAP.fullmatch(gap)
    return "both" if is_both and not _THIRD.match(lowered, drug.end) else ""


def find_partners(
    study: StudyText, sentence: OwnSentence, studied: tuple[str, ...], compared: Set[str]
) -> Iterator[Found]:
    """Yield the drugs and other treatments that a sentence says were given together with the studied drug.

    What was compared is a partner only where words such as "plus" tie it: "A and B" may be two arms.
    """
    lowered, (start, end, _) = study.lowered, sentence
    drugs = within(study.drugs, start, end)
    for drug in _given_together(study, drugs, sentence, studied, compared):
        yield Found(lowered[drug.start : drug.end], drug.start, drug.end, _curie(drug))
    for drug in drugs:
        if _curie(drug) in studied[:1] or _ANESTHESIA.match(lowered, drug.end):
            continue
        if _TIE_BEFORE.search(lowered[max(start, drug.start - 80) : drug.start]):
            yield Found(lowered[drug.start : drug.end], drug.start, drug.end, _curie(drug))
    for match in _MODALITY.finditer(lowered, start, end):
        if match["tie"].strip() == "and" and not within(study.drugs, max(start, match.start() - 3), match.start()):
            continue
        value = next(name for number, (name, _) in enumerate(words.MODALITIES) if match[f"m{number}"] is not None)
        yield Found(value, *match.span())


def _given_together(
    study: StudyText,
    drugs: Sequence[Mention],
    sentence: OwnSentence,
    studied: tuple[str, ...],
    compared: Set[str],
) -> Iterator[Mention]:
    """Yield the drugs that a sentence ties to a studied drug."""
    if len(drugs) < 2:
        return
    title = study.title()
    if title is None or not within(study.drugs, title.start, title.end):
        return  # which drug is the studied one is not known well enough
    places = [Place(drug.start, drug.end, (_curie(drug),)) for drug in drugs]
    for tied in tie_combinations(study.text, places, sentence.end):
        first = next((curie for curie in studied if curie in tied.curies), None)
        if len(tied.curies) < 2 or first is None:
            continue
        if _RATIO.match(study.lowered, tied.end) or _BACKGROUND.search(study.lowered, sentence.start, tied.start):
            continue
        if _COMPARED_NEAR.search(study.lowered, max(sentence.start, tied.start - 40), tied.start):
            continue
        members = [d for d in drugs if tied.start <= d.start < tied.end and _curie(d) in tied.curies]
        around = study.lowered[max(sentence.start, tied.start - 40) : tied.end]
        is_sure = _SURE_TIE.search(around) is not None
        if _ADDED_TO.search(around):  # "addition of B to A": A is what it was added to
            members = [drug for drug in members if drug is members[-1]]
            first = ""
        elif _AUGMENTED.search(around):  # "augmentation of A with B"
            members, first = members[:-1], ""
        for drug in members:
            if _curie(drug) != first and (is_sure or _curie(drug) not in compared):
                yield drug


def find_prior_therapies(study: StudyText, sentence: OwnSentence) -> Iterator[Found]:
    """Yield what a sentence says the patients had before, or had failed."""
    lowered, (start, end, part) = study.lowered, sentence
    if part is Part.CONCLUSION:
        return
    last = -1
    for drug in within(study.drugs, start, end):
        before = lowered[max(start, drug.start - _WINDOW) : drug.start]
        if _NONE.search(before) or (part is Part.RESULT and _PRIOR_OUTCOME.search(before[-60:])):
            continue
        if part is Part.RESULT and _PRIOR_AFTER.match(lowered, drug.end):
            continue
        is_next = last >= 0 and _LIST_GAP.fullmatch(lowered, last, drug.start)
        if is_next or _PRIOR_BEFORE.search(before) or _PRIOR_AFTER.match(lowered, drug.end):
            last = drug.end
            yield Found(lowered[drug.start : drug.end], drug.start, drug.end, _curie(drug))
    for match in _PRIOR_WORD.finditer(lowered, start, end):
        value = next(
            name for number, (name, _) in enumerate(words.PRIOR_WORDS) if match[f"p{number}"] is not None
        )
        yield Found(value, *match.span())


def _curie(mention: Mention) -> str:
    return mention.link.curie if mention.link is not None else ""

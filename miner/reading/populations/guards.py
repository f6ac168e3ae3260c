"""Which lines, settings, biomarkers, partners and prior therapies a sentence only mentions, by the words around."""

import re
from typing import NamedTuple

from miner.reading.populations.guard import Guard
from miner.reading.populations.guard_words import GUARDS
from miner.reading.populations.study_text import Found, OwnSentence, Part, StudyText, curie_of
from miner.records import TraitKind


class _Compiled(NamedTuple):
    """A guard with its words compiled, None where it has none."""

    guard: Guard
    words: re.Pattern[str] | None
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None


def _compiled(guard: Guard) -> _Compiled:
    return _Compiled(
        guard, *(re.compile(words) if words else None for words in (guard.words, guard.before, guard.after))
    )


_COMPILED = tuple(map(_compiled, GUARDS))
_OF_KIND = {kind: tuple(one for one in _COMPILED if kind in one.guard.kinds) for kind in TraitKind}
_WINDOW = 160
"""Characters before a trait in which a guard's words stand."""
_DRUG_BEHIND = 60
"""Characters behind "adjuvant" in which the drug stands that is given so."""
_NEXT = 5
"""Characters between "not responding to" and the drug that failed."""
_DRUG_BEFORE = 2
"""Characters between the drug and what it is given as: "omeprazole maintenance therapy"."""
_AS_FAR = 45
_AS = re.compile(r"\bas (?:an? |the |either )?$")
_WAS = re.compile(r"(?: \([^)]*\))? (?:(?:was|were|is|are) )?(?:then |subsequently )?")
_ADDITION = re.compile(r"\b(?:addition of|adding)\b")
_EARLIER_DRUG = re.compile(r"\b(?:previous\w*|prior|switch\w*|progress\w*|pre-?treated|original\w*|high)\b")
_DRUGS = "DRUGBANK:"
_AFTER_TIME = re.compile(r"\b(?:after|despite) (?:at least |a |the first )?$")
_WITH = re.compile(r" (?:of )?(?:[\w-]+ )?(?:treatment|therapy) with (?:[\w-]+ ){0,2}")
_PATIENT_CONTROL = re.compile(r"\b(?:patient[- ](?:controlled|activated|administered)|pc[ei]?a)\b")
_AIM = re.compile(
    r"\b(?:aim\w*|purpose|objectives?|goals?|whether|hypothes\w+|sought|to (?:\w+ly )?(?:determine|evaluate|assess|"
    r"investigate|compare|test|examine|study|explore|describe|analy[sz]e|identify))\b"
)
_OUTCOMES = frozenset({Part.RESULT, Part.CONCLUSION})
_OTHERS_BEHIND = re.compile(
    r" (?:anti-?diabetic|anti-?hyperglyc\w+|hypoglyc\w+|glucose-lowering|medications?|agents?|drugs?|anti-?coagul\w+|"
    r"analgesics?|antibiotics?|(?:cortico)?steroids?|nitrates?)\b"
)
_BESIDE = re.compile(
    r"\b(?:and|with|plus|of|to|on|without|than|other|previous|prior|usual|stable|receiving|their|despite) "
    r"(?:other |previous |up to \w+ |\d+ |two |one )*$"
)
"""What stands before the drugs that patients had beside, before or instead of the studied one."""


def is_only_mentioned(
    study: StudyText, sentence: OwnSentence, kind: TraitKind, found: Found, studied: tuple[str, ...] = ()
) -> bool:
    """Return whether the words around a trait say that it is not the study's own: negated, advised, of microbes.

    Args:
        study: the article.
        sentence: the sentence that names the trait.
        kind: the kind of the trait.
        found: the trait.
        studied: the drugs that the study is about, as `studied_drugs` gives them.
    """
    before = study.lowered[max(sentence.start, found.start - _WINDOW) : found.start]
    for guard, words, first, then in _OF_KIND[kind]:
        if (guard.values and found.value not in guard.values) or (
            words and not words.match(study.lowered, found.start)
        ):
            continue
        if (then and not then.match(study.lowered, found.end, sentence.end)) or (first and not first.search(before)):
            continue
        if not guard.is_of_titles and not _tells_opinions(study, sentence):
            continue
        if not (guard.needs_no_drug and _is_given_behind(study, sentence, found, studied)):
            return True
    return False


def _is_given_behind(study: StudyText, sentence: OwnSentence, found: Found, studied: tuple[str, ...]) -> bool:
    """Return whether a drug follows a trait or stands just before: one that the title names, any if it names none."""
    first, last = found.start - _DRUG_BEFORE, found.end + _DRUG_BEHIND
    near = [drug for drug in sentence.drugs if first <= drug.end and drug.start < last]
    return any(curie_of(drug) in studied or not study.names_drug for drug in near)


def is_of_another(
    study: StudyText, sentence: OwnSentence, kind: TraitKind, found: Found, studied: tuple[str, ...]
) -> bool:
    """Return whether a line or setting is that of another drug: "B as second line", "addition of B"."""
    if not study.names_drug or sentence.part is Part.TITLE:
        return False
    before = study.lowered[max(sentence.start, found.start - _WINDOW) : found.start]
    if (
        kind is TraitKind.LINE
        and _AS.search(before)
        and "line" in found.value
        and "line" in study.lowered[found.start : found.end]
    ):
        return bool(sentence.drugs) and not any(curie_of(drug) in studied for drug in sentence.drugs)
    if kind is TraitKind.SETTING:
        near = [drug for drug in sentence.drugs if 0 <= found.start - drug.end <= _AS_FAR]
        if not near or curie_of(near[-1]) in studied:
            return False
        if found.start - near[-1].end == 1 and studied[0].startswith(_DRUGS):
            return True
        is_added = study.lowered.startswith("added to", found.start)
        return bool(_AS.search(before) or (is_added and _WAS.fullmatch(study.lowered, near[-1].end, found.start)))
    added = _ADDITION.search(study.lowered, sentence.start, found.start)
    behind = [drug for drug in sentence.drugs if added and added.end() <= drug.start < found.start]
    return bool(behind) and not any(curie_of(drug) in studied for drug in behind)


def is_route_of_others(study: StudyText, sentence: OwnSentence, found: Found) -> bool:
    """Return whether a route is that of a class beside the drug of the title: "basal A and oral antidiabetics"."""
    if sentence.part is Part.TITLE or not study.names_drug or not _OTHERS_BEHIND.match(study.lowered, found.end):
        return False
    title = study.title()
    is_titled = title is not None and study.lowered.find(found.value, title.start, title.end) >= 0
    return (
        not is_titled and _BESIDE.search(study.lowered, max(sentence.start, found.start - 60), found.start) is not None
    )


def is_failure_of_studied(study: StudyText, sentence: OwnSentence, found: Found, studied: tuple[str, ...]) -> bool:
    """Return whether "not responding to X" speaks of the studied drug itself: an outcome, no line of therapy."""
    if sentence.part is Part.TITLE or not (study.names_drug or study.is_review):
        return False
    failed = any(curie_of(drug) in studied[:1] and 0 <= drug.start - found.end <= _NEXT for drug in sentence.drugs)
    return failed and not _EARLIER_DRUG.search(study.lowered, sentence.start, found.end)


def is_time_of_another(study: StudyText, sentence: OwnSentence, found: Found, studied: tuple[str, ...]) -> bool:
    """Return whether a duration is how long another drug had been given: "after 3 months of treatment with Y"."""
    if not found.value.startswith("duration") or not _AFTER_TIME.search(
        study.lowered, max(sentence.start, found.start - 20), found.start
    ):
        return False
    behind = _WITH.match(study.lowered, found.end, sentence.end)
    drug = next((drug for drug in sentence.drugs if behind and drug.start >= found.end), None)
    return (
        drug is not None
        and curie_of(drug) not in studied
        and any(curie_of(one) in studied and one.end <= found.start for one in sentence.drugs)
    )


def is_patient_controlled(study: StudyText, sentence: OwnSentence, studied: tuple[str, ...]) -> bool:
    """Return whether the studied drug is dosed by the patients: the title says it, or a method that names the drug.

    Elsewhere patients control another drug, by which the need for it is counted.
    """
    title = study.title()
    if title is None or _PATIENT_CONTROL.search(study.lowered, title.start, title.end):
        return True
    return sentence.part is Part.METHOD and any(curie_of(drug) in studied for drug in sentence.drugs)


def _tells_opinions(study: StudyText, sentence: OwnSentence) -> bool:
    """Return whether "may" in a sentence is advice or a guess; a title says none, and an aim asks what may be."""
    if sentence.part in _OUTCOMES:
        return True
    return sentence.part is not Part.TITLE and not _AIM.search(study.lowered, sentence.start, sentence.end)

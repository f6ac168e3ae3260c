"""Every trait that an abstract states of its own study: the finders of each kind, the roles, and whose they are."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import chain

from miner.reading.designs.design import study_design
from miner.reading.populations.ages import find_ages
from miner.reading.populations.doses import drug_beside, find_doses
from miner.reading.populations.drugs import find_comparators, studied_drugs
from miner.reading.populations.guards import (
    is_failure_of_studied,
    is_of_another,
    is_only_mentioned,
    is_patient_controlled,
    is_route_of_others,
    is_time_of_another,
)
from miner.reading.populations.markers import find_markers
from miner.reading.populations.partners import find_partners
from miner.reading.populations.patterns import CUES
from miner.reading.populations.priors import find_prior_therapies
from miner.reading.populations.schedules import find_schedules
from miner.reading.populations.scope import own_sentences
from miner.reading.populations.severity import find_severities, topics_of
from miner.reading.populations.sex import find_sex
from miner.reading.populations.study_text import Found, OwnSentence, Part, StudyText, add_mentions, curie_of, lower
from miner.reading.populations.wording import Wording
from miner.reading.populations.wordings import WORDINGS
from miner.records import Article, Design, Mention, Trait, TraitKind, TraitRole

_BEFORE = tuple(re.compile(wording.before) if wording.before else None for wording in WORDINGS)
_AFTER = tuple(re.compile(wording.after) if wording.after else None for wording in WORDINGS)
_REQUIRES = tuple(re.compile(wording.requires) if wording.requires else None for wording in WORDINGS)
_PATIENT_CONTROLLED = "patient-controlled"
_REFRACTORY = "relapsed or refractory"
_COURSE = frozenset({TraitKind.LINE, TraitKind.SETTING})
_NOT_PATIENTS = frozenset({Design.ANIMAL, Design.IN_VITRO})
_OF_PATIENTS = frozenset(
    {
        TraitKind.AGE_GROUP, TraitKind.SEX, TraitKind.PREGNANCY, TraitKind.LINE, TraitKind.SETTING,
        TraitKind.SEVERITY, TraitKind.PRIOR_THERAPY, TraitKind.BIOMARKER,
    }
)  # fmt: skip
"""What only patients have; cells and animals have doses, routes, partners and comparators."""
_REVIEWS = frozenset({Design.REVIEW, Design.GUIDELINE})
_OF_TOPIC = frozenset(
    {TraitKind.LINE, TraitKind.SETTING, TraitKind.PRIOR_THERAPY, TraitKind.BIOMARKER, TraitKind.PARTNER}
)
"""What a review says of much that it is not about."""
_OUTCOMES = frozenset({Part.RESULT, Part.CONCLUSION})
_DOSES = CUES.masks["units"] | CUES.masks["shares"]
_COMPARISONS = CUES.masks["placebo"] | CUES.masks["no drug"] | CUES.masks["comparison"]
_SEVERITIES, _PRIORS = CUES.masks["severity"], CUES.masks["prior"]
_MODALITIES = CUES.masks["modalities"]
_SCHEDULES = CUES.masks["schedules"] | CUES.masks["spans"]
_OF_TREATMENT = frozenset({TraitKind.ROUTE, TraitKind.DOSE, TraitKind.SCHEDULE})
_EXCLUDED = re.compile(
    r"\b(?:exclu\w+|except|without|other than|no data (?:on|in)|contraindicated in|not (?:in|for|been))\b[^.;,]{0,40}$"
)
_SUBGROUP = re.compile(
    r"\b(?:sub-?groups?|subset|including|especially|particularly|notably|stratif\w+|only in|regardless of|"
    r"irrespective of|independent of)\b[^.;]{0,50}$"
)
"""What stands before a part of the patients."""
_SUBGROUP_BEHIND = re.compile(r"[\W_]{0,2}(?:patients? |disease |tumou?r )?sub-?(?:group|set|population)s?\b")
_AS_WELL_IN = re.compile(r"\b(?:equally|similarly) (?:[\w-]+ ){1,4}in (?:the )?$")
"""What stands before an age group of a result: "equally safe in elderly patients"."""
_PART_OF_RESULT = re.compile(
    r"\b(?:among(?:st)?(?: the)?|whereas|while|compared with|than in|highest|lowest|respectively)\b[^.;]{0,50}$"
)
"""What stands before one in a result; of all patients a method speaks as well ("among 150 patients aged ...")."""
_AND_OTHERS = re.compile(
    r"(?: [\w-]+)?(?:,? (?:or|and|to|versus|vs\.?) |/)(?:[\w-]+[- ]){0,2}?(?:experienced|pre-?treated|treated|"
    r"progress\w+|relapsed|responsive|sensitive|responders)\b|"
    r"[^.;,]{0,40}\(n ?= ?\d+\),? (?:and|those)\b"
)
"""What stands behind a line that only some of the patients have: "naive or experienced"."""

_OF_THOSE = re.compile(r"(?:[^.;]{0,60}[,;:(] \d+|\W*(?:in|among|for|of)(?: the)?) ")
"""What stands before a line in a result of some of the patients: "in previously treated patients", ", 41 untreated"."""
_BOUNDS = frozenset("<>\u2264\u2265")
"""Signs of a level, which in a result divides the patients."""
_OF_PATIENTS_WITH = re.compile(
    r"^\W*(?:(?:in|for|among) )?(?:the )?(?:\d+ )?(?:participants|patients|subjects|those|women|"
    r"carriers)\b[^.;,]{0,30} $|"
    r"\b(?:in|among|for) (?:the )?(?:[\w-]+ )?(?:patients|women|those|tumou?rs) (?:with|who had|harbou?ring|carrying) $"
)
"""What stands before a biomarker in a result that only some of the patients have."""


def find_traits(
    article: Article,
    sentences: Sequence[tuple[int, int]],
    mentions: Sequence[Mention],
    design: Design | None = None,
) -> tuple[Trait, ...]:
    """Return what an abstract states of its patients and of how the drug was given, in order of place.

    Background, what others did and what remains to be studied are no traits of the study. Of animals and cells only
    treatments are told. A trait that several sentences state is given once for each of them.

    Args:
        article: the article.
        sentences: (start, end) of each sentence in order, as `miner.reading.reader.sentences_of` gives them.
        mentions: the mentions of the reading, of all types.
        design: what `study_design` says of the article, if known already.
    """
    design = study_design(article).design if design is None else design
    lowered = lower(article.text)
    own = own_sentences(article, lowered, sentences, design)
    study = StudyText(text=article.text, lowered=lowered, own=own, is_review=design in _REVIEWS)
    add_mentions(study.own, mentions)
    left_out = _OF_PATIENTS if design in _NOT_PATIENTS else frozenset()
    studied = studied_drugs(study)
    comparators = [
        (sentence, one)
        for sentence in study.own
        if sentence.cues & _COMPARISONS
        for one in find_comparators(study, sentence, studied)
    ]
    compared = {one.curie for _, one in comparators if one.curie} - set(studied[:1])
    found: dict[tuple[TraitKind, str, int, str], Trait] = {}
    for kind, sentence, one in chain(
        ((TraitKind.COMPARATOR, *each) for each in comparators),
        _of_wordings(study, left_out),
        () if left_out else _of_patients(study, studied),
        _of_treatment(study, studied, compared, left_out),
    ):
        if is_only_mentioned(study, sentence, kind, one, studied):
            continue
        if kind in _COURSE and is_of_another(study, sentence, kind, one, studied):
            continue
        if kind is TraitKind.ROUTE and is_route_of_others(study, sentence, one):
            continue
        if one.value == _REFRACTORY and is_failure_of_studied(study, sentence, one, studied):
            continue
        trait = _trait(study, kind, sentence, one, compared)
        found.setdefault((kind, trait.value, sentence.start, trait.drug), trait)
    traits = _with_mixed_lines(study, _without_doubles(found.values()))
    return tuple(sorted(traits, key=lambda t: (t.start, t.end, t.kind, t.value)))


def _is_in_title(study: StudyText, found: Found) -> bool:
    """Return whether the title names the biomarker, so that it is all patients'."""
    title = study.title()
    return title is not None and any(curie_of(marker) == found.curie for marker in title.markers)


def _with_mixed_lines(study: StudyText, traits: Iterable[Trait]) -> Iterator[Trait]:
    """Yield the traits; where one sentence has patients of a first and of a later line, each is a subgroup's."""
    traits = list(traits)
    starts = [sentence.start for sentence in study.own]
    lines: dict[int, set[bool]] = {}
    for trait in traits:
        if trait.kind is TraitKind.LINE:
            lines.setdefault(bisect_right(starts, trait.start), set()).add(trait.value == "first line")
    for trait in traits:
        is_line = trait.kind is TraitKind.LINE
        if is_line and len(lines[bisect_right(starts, trait.start)]) == 2:
            yield replace(trait, role=TraitRole.SUBGROUP)
        else:
            yield trait


def _without_doubles(traits: Iterable[Trait]) -> Iterator[Trait]:
    """Yield the traits without partners that the same words call prior therapies."""
    traits = list(traits)
    before = {(trait.curie, trait.start) for trait in traits if trait.kind is TraitKind.PRIOR_THERAPY}
    for trait in traits:
        if trait.kind is not TraitKind.PARTNER or (trait.curie, trait.start) not in before:
            yield trait


Placed = tuple[TraitKind, OwnSentence, Found]


def _of_wordings(study: StudyText, left_out: frozenset[TraitKind]) -> Iterator[Placed]:
    for sentence in study.own:
        for number, pattern in CUES.patterns("wordings", sentence.cues):
            wording = WORDINGS[number]
            if wording.kind in left_out or not _may_say(study, sentence, wording):
                continue
            for match in pattern.finditer(study.lowered, sentence.start, sentence.end):
                if not _is_guarded(study, sentence, number, match):
                    yield wording.kind, sentence, Found(wording.value, *match.span())


def _may_say(study: StudyText, sentence: OwnSentence, wording: Wording) -> bool:
    """Return whether a sentence may tell a wording's trait: where it stands in the report, and what it is on."""
    if wording.is_weak and sentence.part in _OUTCOMES:
        return False
    if wording.needs_drug and not sentence.drugs:
        is_title = sentence.part is Part.TITLE
        is_enough = wording.kind is TraitKind.LINE or not wording.is_weak if is_title else study.names_drug
        if not is_enough or (sentence.part in _OUTCOMES):
            return False
    return wording.kind not in _OF_TOPIC or study.is_about(sentence)


def _is_guarded(study: StudyText, sentence: OwnSentence, number: int, match: re.Match[str]) -> bool:
    """Return whether the words around a match tell that it is no trait of the patients."""
    before, after, requires = _BEFORE[number], _AFTER[number], _REQUIRES[number]
    words = study.lowered[max(sentence.start, match.start() - 60) : match.start()]
    return bool(
        (before and before.search(words))
        or (after and after.match(study.lowered, match.end()))
        or _EXCLUDED.search(words)
        or (requires and not requires.search(study.lowered))
    )


def _of_patients(study: StudyText, studied: tuple[str, ...]) -> Iterator[Placed]:
    """Yield what only patients have and needs more than a wording: sex, ages in numbers, severity, prior therapy."""
    for sentence, found in find_sex(study):
        yield TraitKind.SEX, sentence, found
    topics = topics_of(study)
    for sentence in study.own:
        if sentence.cues & CUES.masks["ages"]:
            for found in find_ages(study.lowered, sentence.start, sentence.end, sentence.cues):
                yield TraitKind.AGE_GROUP, sentence, found
        if sentence.diseases and sentence.cues & _SEVERITIES:
            for found in find_severities(study, sentence, topics):
                yield TraitKind.SEVERITY, sentence, found
        if sentence.cues & _PRIORS and study.is_about(sentence):
            for found in find_prior_therapies(study, sentence, studied):
                yield TraitKind.PRIOR_THERAPY, sentence, found


def _of_treatment(
    study: StudyText, studied: tuple[str, ...], compared: AbstractSet[str], left_out: frozenset[TraitKind]
) -> Iterator[Placed]:
    """Yield what needs more than a wording and speaks of a treatment: biomarkers, doses, schedules, partners."""
    for sentence in study.own:
        yield from _of_giving(study, sentence, studied)
        if not study.is_about(sentence):
            continue
        if sentence.markers and TraitKind.BIOMARKER not in left_out:
            for found in find_markers(study, sentence):
                yield TraitKind.BIOMARKER, sentence, found
        if sentence.drugs or sentence.cues & _MODALITIES:
            for found in find_partners(study, sentence, studied, compared):
                yield TraitKind.PARTNER, sentence, found


def _of_giving(study: StudyText, sentence: OwnSentence, studied: tuple[str, ...]) -> Iterator[Placed]:
    if sentence.cues & _DOSES:
        for found in find_doses(study, sentence):
            yield TraitKind.DOSE, sentence, found
    if sentence.cues & _SCHEDULES:
        drugs = [(drug.start, drug.end) for drug in sentence.drugs]
        for found in find_schedules(study.lowered, sentence.start, sentence.end, sentence.cues, drugs):
            if found.value == _PATIENT_CONTROLLED and not is_patient_controlled(study, sentence, studied):
                continue
            if not is_time_of_another(study, sentence, found, studied):
                yield TraitKind.SCHEDULE, sentence, found


def _trait(study: StudyText, kind: TraitKind, sentence: OwnSentence, found: Found, compared: AbstractSet[str]) -> Trait:
    drug = ""
    if kind in _OF_TREATMENT:
        drug = found.curie or drug_beside(study, sentence, found.start, found.end)[0]
    return Trait(
        kind=kind,
        value=found.value,
        start=found.start,
        end=found.end,
        role=TraitRole.COMPARATOR if drug in compared else _role(study, kind, sentence, found),
        curie="" if kind in _OF_TREATMENT else found.curie,
        drug=drug,
    )


def _role(study: StudyText, kind: TraitKind, sentence: OwnSentence, found: Found) -> TraitRole:
    """Return SUBGROUP for patients that only a part of the study's are, else STUDIED."""
    if kind in _OF_TREATMENT or kind in {TraitKind.PARTNER, TraitKind.COMPARATOR} or sentence.part is Part.TITLE:
        return TraitRole.STUDIED
    before = study.lowered[max(sentence.start, found.start - 80) : found.start]
    is_part = (
        _SUBGROUP.search(before)
        or _SUBGROUP_BEHIND.match(study.lowered, found.end, sentence.end)
        or (kind is TraitKind.AGE_GROUP and sentence.part in _OUTCOMES and _AS_WELL_IN.search(before))
        or (sentence.part in _OUTCOMES and _PART_OF_RESULT.search(before))
        or (kind is TraitKind.LINE and sentence.part in _OUTCOMES and _OF_THOSE.fullmatch(before))
        or (
            kind is TraitKind.BIOMARKER
            and sentence.part in _OUTCOMES
            and (_OF_PATIENTS_WITH.search(before) or not _BOUNDS.isdisjoint(found.value))
            and not _is_in_title(study, found)
        )
        or (kind is TraitKind.LINE and _AND_OTHERS.match(study.lowered, found.end, sentence.end))
    )
    return TraitRole.SUBGROUP if is_part else TraitRole.STUDIED

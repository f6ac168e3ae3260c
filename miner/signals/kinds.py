"""In which ways the studies of a pair are outside a label besides its disease: other patients, another route.

An abstract mentions ages and routes in passing, of other drugs and other patients, and one study outside a label makes
a row of a list. So a study counts as outside only where its text leaves little doubt:

- it treated patients: reviews, work on cells or animals, and articles of no known design do not count;
- of ages: the title, the claim's own sentence, a case report or two places say so, no other age group is read, no
  check tag of MEDLINE says otherwise, and the title names the disease or the claim's sentence the age;
- of routes: one route is read, the drug's name is beside it with nothing else in between that could be what was given
  ("oral S-1", "spinal anaesthesia"), and the title names the disease or title or claim's sentence the route.

`labels/sure_kinds.py` says what must hold of the labels.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.identifiers import ingredients_of
from miner.labels.engine import LabelBook
from miner.labels.sure_kinds import Outside, SureKinds
from miner.lexicon.lexicon import Lexicon
from miner.reading.populations.uses import traits_of_claim, use_of
from miner.records import (
    STUDIED_RELATIONS,
    Claim,
    Design,
    EvidenceRow,
    LabelState,
    OffLabelKind,
    Place,
    StudiedKind,
    Trait,
    TraitKind,
    TraitRole,
    Use,
    stance_of,
)
from miner.signals.counts import NO_NEW_STUDY, tally

_TREATS_NOBODY = NO_NEW_STUDY | {Design.UNKNOWN, Design.IN_VITRO, Design.ANIMAL}
_CHILD_TAGS = frozenset({"Infant, Newborn", "Infant", "Child, Preschool", "Child", "Adolescent"})
_ADULT_TAGS = frozenset({"Young Adult", "Adult", "Middle Aged", "Aged", "Aged, 80 and over"})
_TRAIT_OF = {OffLabelKind.AGE: TraitKind.AGE_GROUP, OffLabelKind.ROUTE: TraitKind.ROUTE}


@dataclass(frozen=True, slots=True, kw_only=True)
class PairKinds:
    """What the studies of a pair are outside of.

    `found` are the ways, `states` the label states with the kinds that hold for every study that supports the use.
    `rows` is the evidence that is outside the label of one region, of the one where most studies are; () if none is.
    """

    found: tuple[StudiedKind, ...]
    states: tuple[LabelState, ...]
    rows: tuple[EvidenceRow, ...]


class StudyKinds:
    """The kinds of off-label use of studies, by the labels of a day.

    Args:
        book: the label book.
        lexicon: the disease hierarchy.
        as_of: the day.
        sure: what is sure of a use; by the book and the shipped table of routes by default.
    """

    def __init__(self, book: LabelBook, lexicon: Lexicon, as_of: date, sure: SureKinds | None = None) -> None:
        self._sure = sure or SureKinds(book, lexicon)
        self._as_of = as_of

    def of_pair(
        self, drug_id: str, disease: str, rows: Sequence[EvidenceRow], states: tuple[LabelState, ...]
    ) -> PairKinds:
        """Return what the studies of a pair are outside of.

        Args:
            drug_id: the drug or set of drugs.
            disease: the disease.
            rows: its counted evidence.
            states: how its disease relates to the labels of the day.
        """
        outside = {
            number: ways for number, row in enumerate(rows) if (ways := self._ways(drug_id, disease, row, states))
        }
        if not outside:
            return PairKinds(found=(), states=states, rows=())
        whole = tally(drug_id, disease, rows)
        counted = _Counted(drug_id, disease, rows, whole.supporting_count if whole else 0)
        by_region = {
            state.jurisdiction: [number for number, ways in outside.items() if state.jurisdiction in ways]
            for state in states
        }
        best = max(by_region.values(), key=counted.support)
        return PairKinds(
            found=tuple(_studied_kinds(counted, outside)),
            states=tuple(_with_kinds(state, by_region[state.jurisdiction], outside, counted) for state in states),
            rows=tuple(rows[number] for number in best) if counted.support(best) else (),
        )

    def _ways(
        self, drug_id: str, disease: str, row: EvidenceRow, states: Iterable[LabelState]
    ) -> dict[str, tuple[Outside, ...]]:
        """Return by jurisdiction in which ways a claim is outside the label."""
        if not row.traits or row.relation not in STUDIED_RELATIONS or row.design in _TREATS_NOBODY:
            return {}
        use = studied_use(drug_id, disease, row)
        if not use.ages and not use.route:
            return {}
        found = {state.jurisdiction: self._sure.of(use, state, self._as_of) for state in states}
        return {jurisdiction: ways for jurisdiction, ways in found.items() if ways}


def studied_use(drug_id: str, disease: str, row: EvidenceRow) -> Use:
    """Return the use that a claim is about, with the age group and the route of which its text leaves little doubt."""
    return use_of(_claim(drug_id, disease, row), _sure_traits(drug_id, disease, row))


def _claim(drug_id: str, disease: str, row: EvidenceRow) -> Claim:
    return Claim(
        pmid=row.pmid,
        sentence_start=row.sentence[0],
        sentence_end=row.sentence[1],
        drugs=ingredients_of(drug_id),
        disease=disease,
        relation=row.relation,
        certainty=row.certainty,
    )


def _sure_traits(drug_id: str, disease: str, row: EvidenceRow) -> tuple[Trait, ...]:
    claim = _claim(drug_id, disease, row)
    held = traits_of_claim(claim, row.traits)
    ages = [trait for trait in held if trait.kind is TraitKind.AGE_GROUP]
    routes = [trait for trait in held if trait.kind is TraitKind.ROUTE and trait.drug in claim.drugs]
    if any(trait.value != routes[0].value for trait in routes):
        routes = []
    tied = [trait for trait in routes if _is_tied(trait, row)]
    if not any(_is_own(t, row) or t.start < row.title_end for t in tied) and disease not in row.title_diseases:
        tied = []
    return (
        *(ages if _are_of_patients(ages, disease, row) else ()),
        *(tied if {trait.drug for trait in tied} == set(claim.drugs) else ()),
    )


def _is_own(trait: Trait, row: EvidenceRow) -> bool:
    return row.sentence[0] <= trait.start < row.sentence[1]


_LINKED = re.compile(
    r"\b(?:and|or|plus|with|to|versus|vs|than|on|after|before|following|during|under\w*|receiving|in|for|combined"
    r"|added|until|either|but|while|not|without)\b|[;:]|\.\s"
)
"""What parts a route from a drug's name beside it: then the route may be another drug's."""

_OTHER_THING = re.compile(
    r"\s*(?:[\w-]+\s+){0,2}(?:agents?|drugs?|medications?|therap(?:y|ies)|treatments?|chemotherapy|(?:cortico)?steroids?"
    r"|opioids?|an[a]?esthe\w+|analges\w+|thromboly\w+|fluids?|saline|placebo|contraceptives?|antibiotics?|insulin"
    r"|hypoglyc\w+|antidiabet\w+|biops\w+|arter\w+|catheter\w*|PCA)\b",
    re.IGNORECASE,
)
"""What is given by a route, behind its name, and is not the drug before it."""

_AFTER_MAX = 30
"""Characters from a route to the name of its drug: "intravenous infusion of"."""


def _is_tied(trait: Trait, row: EvidenceRow) -> bool:
    """Return whether a drug's name stands beside its route and nothing between them could be what was given."""
    words = row.route_words.get(trait.start)
    if words is None:
        return False
    if words.after is not None and len(words.after) <= _AFTER_MAX and not _LINKED.search(words.after):
        return not _OTHER_THING.match(words.after)
    if words.before is None or " of " in words.before or _LINKED.search(words.before):
        return False
    return not _OTHER_THING.match(words.following or "")


def _are_of_patients(ages: Sequence[Trait], disease: str, row: EvidenceRow) -> bool:
    """Return whether age groups are surely those of the patients in whom the claim holds."""
    values = {trait.value for trait in ages}
    is_child = not values & {"adult", "older adult"}
    tags = set(row.patients)
    if tags & (_ADULT_TAGS if is_child else _CHILD_TAGS):
        return False
    own = [trait for trait in ages if _is_own(trait, row)]
    if not own and disease not in row.title_diseases:
        return False
    titled = [trait for trait in ages if trait.start < row.title_end]
    places = [t for t in row.traits if t.kind is TraitKind.AGE_GROUP and t.role is TraitRole.STUDIED]
    if any((t.value in {"adult", "older adult"}) is is_child for t in places):
        return False
    return bool(own or titled or tags or row.design is Design.CASE_REPORT or len(places) > 1)


@dataclass(frozen=True, slots=True)
class _Counted:
    """The evidence of a pair, and how many independent studies of some rows support the use."""

    drug_id: str
    disease: str
    rows: Sequence[EvidenceRow]
    of_count: int

    def support(self, numbers: Iterable[int]) -> int:
        found = tally(self.drug_id, self.disease, [self.rows[number] for number in numbers])
        return found.supporting_count if found else 0


Ways = Mapping[int, Mapping[str, tuple[Outside, ...]]]


def _studied_kinds(counted: _Counted, outside: Ways) -> Iterator[StudiedKind]:
    """Yield the ways of each region that a study which supports the use is outside in."""
    grouped: defaultdict[tuple[str, Outside], list[int]] = defaultdict(list)
    for number, by_region in outside.items():
        for jurisdiction, ways in by_region.items():
            for way in ways:
                grouped[jurisdiction, way].append(number)
    for (jurisdiction, way), numbers in grouped.items():
        count = counted.support(numbers)
        if count:
            yield StudiedKind(
                jurisdiction=jurisdiction,
                kind=way.kind,
                studied=way.studied,
                labelled=way.labelled,
                study_count=count,
                of_count=counted.of_count,
                places=tuple(_places(counted, numbers, way.kind)),
            )


def _places(counted: _Counted, numbers: Iterable[int], kind: OffLabelKind) -> Iterator[Place]:
    """Yield where the articles that support the use say so, one place an article, the title before the text."""
    seen: set[int] = set()
    for number in numbers:
        row = counted.rows[number]
        if row.pmid not in seen and stance_of(row.relation, row.certainty) == "supports":
            seen.add(row.pmid)
            sure = [t for t in _sure_traits(counted.drug_id, counted.disease, row) if t.kind is _TRAIT_OF[kind]]
            said = {(trait.kind, trait.value, trait.drug) for trait in sure}
            titled = (t for t in row.traits if t.start < row.title_end and (t.kind, t.value, t.drug) in said)
            first = next(titled, sure[0])
            yield Place(pmid=row.pmid, start=first.start, end=first.end)


def _with_kinds(state: LabelState, numbers: Sequence[int], outside: Ways, counted: _Counted) -> LabelState:
    """Return the state with the kinds of its region, if every study that supports the use is outside there."""
    if not numbers or counted.support(numbers) < counted.of_count:
        return state
    supporting = [n for n in numbers if stance_of(counted.rows[n].relation, counted.rows[n].certainty) == "supports"]
    found = {way.kind for number in supporting for way in outside[number][state.jurisdiction]}
    return replace(state, kinds=tuple(kind for kind in OffLabelKind if kind in found | set(state.kinds)))


def narrowed(kinds: PairKinds, pair: tuple[str, str], finder: StudyKinds) -> PairKinds:
    """Return the kinds with the states of the rows that are outside alone: what a list shows of them."""
    own = finder.of_pair(*pair, kinds.rows, tuple(replace(state, kinds=()) for state in kinds.states))
    return replace(kinds, states=own.states)

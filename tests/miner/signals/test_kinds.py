"""In which ways studies of a pair are outside labels, by what their texts say of patients and routes."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from miner.labels.engine import LabelBook
from miner.labels.sure_kinds import SureKinds
from miner.lexicon.lexicon import Lexicon
from miner.records import (
    Certainty,
    ClaimRelation,
    Design,
    EvidenceRow,
    LabelFact,
    LabelLevel,
    Market,
    OffLabelKind,
    Place,
    RouteWords,
    Trait,
    TraitKind,
)
from miner.signals.candidates import Evaluation, find_candidates
from miner.signals.kinds import StudyKinds
from tests.miner.lexicon.small import IMATINIB, INFANTILE, PROPRANOLOL, TYPE_2

DAY = date(2020, 12, 31)
AGE, ROUTE, INDICATION = OffLabelKind.AGE, OffLabelKind.ROUTE, OffLabelKind.INDICATION
FACT = LabelFact(
    fact_id="M", drugs=(IMATINIB,), disease=TYPE_2, jurisdiction="US", since=date(1994, 1, 1), since_kind="stated",
    ages="adults",
)  # fmt: skip
MARKET = Market(
    drugs=(IMATINIB,), jurisdiction="US", first_approval=date(1994, 1, 1), is_exact=True, is_label_known=True
)
ROUTES = {IMATINIB: frozenset({"oral"})}
TITLE_END, SENTENCE = 80, (200, 300)


def age(value: str, start: int = 10) -> Trait:
    return Trait(kind=TraitKind.AGE_GROUP, value=value, start=start, end=start + 8)


def route(value: str, start: int = 10, drug: str = IMATINIB) -> Trait:
    return Trait(kind=TraitKind.ROUTE, value=value, start=start, end=start + 6, drug=drug)


BESIDE = RouteWords(before=None, after=" ", following=" imatinib in type 2 diabetes")


def row(pmid: int, *traits: Trait, words: RouteWords = BESIDE, **changes: Any) -> EvidenceRow:
    made = EvidenceRow(
        pmid=pmid, relation=ClaimRelation.TREATS, certainty=Certainty.STATED, design=Design.RANDOMISED, year=2015,
        title_diseases=(TYPE_2, INFANTILE), traits=traits, sentence=SENTENCE, title_end=TITLE_END,
        route_words={trait.start: words for trait in traits if trait.kind is TraitKind.ROUTE},
    )  # fmt: skip
    return replace(made, **changes)


def found(lexicon: Lexicon, *rows: EvidenceRow, disease: str = TYPE_2) -> list[tuple[OffLabelKind, str, int, int]]:
    book = LabelBook([FACT], lexicon, [MARKET], moieties={})
    finder = StudyKinds(book, lexicon, DAY, SureKinds(book, lexicon, ROUTES))
    kinds = finder.of_pair(IMATINIB, disease, rows, book.states((IMATINIB,), disease, DAY))
    return [(each.kind, each.studied, each.study_count, each.of_count) for each in kinds.found]


def test_a_study_in_children_is_outside_a_label_for_adults(small_lexicon: Lexicon) -> None:
    rows = [row(1, age("child")), row(2, age("adult")), row(3)]
    assert found(small_lexicon, *rows) == [(AGE, "children", 1, 3)]
    assert found(small_lexicon, row(2, age("adult"))) == []
    assert found(small_lexicon, row(2, age("child"), age("adult", 40))) == []


@pytest.mark.parametrize(
    ("traits", "changes", "is_sure"),
    [
        ([age("child", 10)], {}, True),  # the title says so
        ([age("child", 210)], {"title_diseases": ()}, True),  # the sentence of the claim
        ([age("child", 400)], {}, False),  # one mention, anywhere
        ([age("child", 400), age("adolescent", 500)], {}, True),
        ([age("child", 400)], {"patients": ("Child",)}, True),
        ([age("child", 400)], {"design": Design.CASE_REPORT}, True),
        ([age("child", 400)], {"design": Design.CASE_REPORT, "title_diseases": ()}, False),
        ([age("child", 10)], {"patients": ("Child", "Adult")}, False),
        ([age("child", 210), age("adult", 400)], {}, False),
        ([age("child", 10)], {"design": Design.REVIEW}, False),
        ([age("child", 10)], {"design": Design.ANIMAL}, False),
        ([age("child", 10)], {"design": Design.UNKNOWN}, False),
        ([age("child", 10)], {"relation": ClaimRelation.NO_BENEFIT}, False),  # nothing supports the use
        ([age("child", 10)], {"relation": ClaimRelation.CAUSES}, False),
    ],
)
def test_an_age_in_passing_is_no_age_of_the_patients(
    small_lexicon: Lexicon, traits: list[Trait], changes: dict[str, Any], is_sure: bool
) -> None:
    assert bool(found(small_lexicon, row(1, *traits, **changes))) is is_sure


@pytest.mark.parametrize(
    ("words", "is_tied"),
    [
        (RouteWords(None, " ", " imatinib"), True),
        (RouteWords(None, " administration of ", " administration of imatinib"), True),
        (RouteWords(None, " agents and ", " agents and imatinib"), False),
        (RouteWords(None, " anaesthesia, imatinib", " anaesthesia"), False),
        (RouteWords(" 500 mg ", None, " twice daily"), True),
        (RouteWords(" (500 mg) was given ", None, " for four weeks"), True),
        (RouteWords(" added to ", None, " agents"), False),
        (RouteWords(" and ", None, " insulin"), False),
        (RouteWords(" before ", None, " anaesthesia"), False),
        (RouteWords(" ", None, " corticosteroid doses"), False),
        (RouteWords(" blocks the effect of ", None, " infusion"), False),
        (RouteWords(None, None, " biopsies"), False),
    ],
)
def test_a_route_is_that_of_the_name_beside_it(small_lexicon: Lexicon, words: RouteWords, is_tied: bool) -> None:
    expected = [(ROUTE, "rectal", 1, 1)] if is_tied else []
    assert found(small_lexicon, row(1, route("rectal"), words=words)) == expected


def test_a_route_of_another_drug_or_one_of_two_is_none(small_lexicon: Lexicon) -> None:
    assert found(small_lexicon, row(1, route("rectal", drug=PROPRANOLOL))) == []
    assert found(small_lexicon, row(1, route("rectal"), route("oral", 40))) == []
    assert found(small_lexicon, row(1, route("oral"))) == []
    assert found(small_lexicon, row(1, route("rectal", 400), title_diseases=())) == []


def evaluate(lexicon: Lexicon, *rows: EvidenceRow, disease: str) -> Evaluation:
    book = LabelBook([FACT], lexicon, [MARKET], moieties={})
    return find_candidates([((IMATINIB, disease), list(rows))], {2015: 100}, book, lexicon, DAY)


def test_studies_outside_make_a_row_of_their_own(small_lexicon: Lexicon) -> None:
    rows = [row(1, age("child")), row(2, age("child"), year=2018), *(row(pmid, age("adult")) for pmid in (3, 4, 5))]
    evaluation = evaluate(small_lexicon, *rows, disease=TYPE_2)
    (signal,) = evaluation.signals
    assert signal.is_by_kind
    assert (signal.evidence.supporting_count, signal.evidence.pmids) == (2, (1, 2))
    (kind,) = signal.studied_kinds
    assert str(kind) == "US: age group, studied in children in 2 of 5 studies; label: adults"
    assert kind.places == (Place(pmid=1, start=10, end=18), Place(pmid=2, start=10, end=18))
    state = signal.label_states[0]
    assert (state.level, state.kinds) == (LabelLevel.ON, (AGE,))
    assert [each.pmid for each in evaluation.narrowed[IMATINIB, TYPE_2]] == [1, 2]
    assert evaluate(small_lexicon, *rows[2:], disease=TYPE_2).signals == []


def test_a_row_by_its_disease_keeps_all_its_studies(small_lexicon: Lexicon) -> None:
    rows = [row(1, route("rectal")), row(2)]
    (signal,) = evaluate(small_lexicon, *rows, disease=INFANTILE).signals
    assert not signal.is_by_kind
    assert signal.evidence.supporting_count == 2
    assert [(one.kind, one.study_count, one.of_count) for one in signal.studied_kinds] == [(ROUTE, 1, 2)]
    assert signal.label_states[0].kinds == (INDICATION,)  # not every study is outside
    (whole,) = evaluate(small_lexicon, rows[0], disease=INFANTILE).signals
    assert whole.label_states[0].kinds == (INDICATION, ROUTE)


def test_the_kinds_of_a_day_select_candidates(small_lexicon: Lexicon) -> None:
    evaluation = evaluate(small_lexicon, row(1, age("child")), disease=TYPE_2)
    assert len(evaluation.of_kind(AGE).signals) == 1
    assert evaluation.of_kind(ROUTE).signals == []


def test_the_title_is_the_place_that_is_shown_if_it_says_so_too(small_lexicon: Lexicon) -> None:
    (signal,) = evaluate(small_lexicon, row(1, age("child", 40), age("child", 210)), disease=TYPE_2).signals
    assert signal.studied_kinds[0].places == (Place(pmid=1, start=40, end=48),)
    (signal,) = evaluate(small_lexicon, row(1, age("child", 120), age("child", 210)), disease=TYPE_2).signals
    assert signal.studied_kinds[0].places == (Place(pmid=1, start=210, end=218),)

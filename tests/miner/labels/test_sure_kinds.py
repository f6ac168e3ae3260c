"""What a label book can be sure enough of to say unasked: age group and route."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from miner.labels.engine import LabelBook
from miner.labels.sure_kinds import SureKinds
from miner.lexicon.lexicon import Lexicon
from miner.records import LabelFact, LabelLevel, Market, OffLabelKind, Use
from tests.miner.lexicon.small import DIABETES, INFANTILE, METFORMIN, TYPE_2

DAY = date(2020, 1, 1)
AGE, ROUTE = OffLabelKind.AGE, OffLabelKind.ROUTE
FACT = LabelFact(
    fact_id="M", drugs=(METFORMIN,), disease=TYPE_2, jurisdiction="US", since=date(1994, 1, 1), ages="adults"
)
ROUTES = {METFORMIN: frozenset({"oral"})}


def market(jurisdiction: str, **changes: Any) -> Market:
    whole = Market(
        drugs=(METFORMIN,), jurisdiction=jurisdiction, first_approval=date(1994, 1, 1), is_exact=True,
        is_label_known=True,
    )  # fmt: skip
    return replace(whole, **changes)


def kinds(lexicon: Lexicon, facts: list[LabelFact], jurisdiction: str = "US", **use: Any) -> set[OffLabelKind]:
    changes = use.pop("market", {})
    made = Use(drugs=(METFORMIN,), **{"disease": TYPE_2} | use)
    book = LabelBook(facts, lexicon, [market(jurisdiction, **changes)], moieties={})
    state = book.state(Use(drugs=made.drugs, disease=made.disease), jurisdiction, DAY)
    return {way.kind for way in SureKinds(book, lexicon, ROUTES).of(made, state, DAY)}


def test_children_are_outside_a_label_for_adults(small_lexicon: Lexicon) -> None:
    assert kinds(small_lexicon, [FACT], ages="children") == {AGE}
    assert kinds(small_lexicon, [FACT], ages="adults") == set()
    assert kinds(small_lexicon, [FACT], ages="elderly") == set()
    assert kinds(small_lexicon, [FACT]) == set()
    assert kinds(small_lexicon, [replace(FACT, ages="")], ages="children") == set()
    assert kinds(small_lexicon, [replace(FACT, ages="children")], ages="adults") == {AGE}


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"ages": "children"}, set()),
        ({"ages": ""}, set()),
        ({"ages": "adults"}, {AGE}),
        ({"ages": "", "trust": "noisy"}, {AGE}),
        ({"ages": "", "relation": "diagnoses"}, {AGE}),
        ({"ages": "children", "ended_on": date(2010, 1, 1)}, {AGE}),
    ],
)
def test_another_fact_of_the_disease_may_cover_the_age_group(
    small_lexicon: Lexicon, changes: dict[str, Any], found: set[OffLabelKind]
) -> None:
    other = replace(FACT, fact_id="O", disease=DIABETES, **changes)
    assert kinds(small_lexicon, [FACT, other], ages="children") == found


def test_a_region_without_the_whole_label_says_nothing_of_ages(small_lexicon: Lexicon) -> None:
    for jurisdiction, changes, found in (
        ("JP", {}, set()),
        ("EU", {}, {AGE}),
        ("EU", {"is_label_known": False}, set()),
        ("EU", {"is_label_known": False, "source": "ema_2026"}, {AGE}),
    ):
        fact = replace(FACT, jurisdiction=jurisdiction)
        assert kinds(small_lexicon, [fact], jurisdiction, ages="children", market=changes) == found


def test_the_label_of_a_depot_says_nothing_of_the_ages_of_tablets(small_lexicon: Lexicon) -> None:
    assert kinds(small_lexicon, [replace(FACT, routes=("intramuscular",))], ages="children") == set()
    assert kinds(small_lexicon, [replace(FACT, routes=("intramuscular", "oral"))], ages="children") == {AGE}


def test_a_route_of_no_product_is_outside_whatever_the_disease(small_lexicon: Lexicon) -> None:
    assert kinds(small_lexicon, [FACT], route="rectal") == {ROUTE}
    assert kinds(small_lexicon, [FACT], route="oral") == set()
    assert kinds(small_lexicon, [FACT], route="rectal", disease=INFANTILE) == {ROUTE}
    assert kinds(small_lexicon, [FACT], route="rectal", ages="children") == {AGE, ROUTE}
    assert kinds(small_lexicon, [replace(FACT, routes=("rectal",))], route="rectal") == set()
    assert kinds(small_lexicon, [replace(FACT, jurisdiction="EU")], "EU", route="rectal") == set()


def test_what_was_studied_and_what_the_label_has_are_named(small_lexicon: Lexicon) -> None:
    book = LabelBook([FACT], small_lexicon, [market("US")], moieties={})
    use = Use(drugs=(METFORMIN,), disease=TYPE_2, ages="children", route="rectal")
    state = book.state(Use(drugs=(METFORMIN,), disease=TYPE_2), "US", DAY)
    assert state.level is LabelLevel.ON
    age, route = SureKinds(book, small_lexicon, ROUTES).of(use, state, DAY)
    assert (age.studied, age.labelled) == ("children", "adults")
    assert (route.studied, route.labelled) == ("rectal", "oral")

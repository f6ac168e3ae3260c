"""Replay of a small world: events and their classes, what was listed, what followed, and how it is counted."""

from dataclasses import replace
from datetime import date

import pytest

from miner.backtest.events import Event, EventClass, Matcher, events_of_facts
from miner.backtest.funnel import reachable
from miner.backtest.measures import compare, find_uses, measure
from miner.backtest.replay import BASELINES, SCORE, Listing, replay
from miner.backtest.summary import POOLED, summarise
from miner.backtest.uses import join_uses
from miner.labels.engine import LabelBook
from miner.labels.same_use import SameUse
from miner.lexicon.lexicon import Lexicon
from miner.records import OffLabelKind
from miner.signals.score import ScoreModel
from tests.miner.backtest.world import FACTS, LABELLED, MARKETS, PAIR, PROTOCOL, fact, market, world
from tests.miner.lexicon.small import DIABETES, HEMANGIOMA, INFANTILE, LUPUS, METFORMIN, PROPRANOLOL, TYPE_2


def matcher(lexicon: Lexicon) -> Matcher:
    return Matcher(SameUse.load(lexicon), {})


def event(disease: str, day: date = LABELLED, *, drugs: tuple[str, ...] = (PROPRANOLOL,), **changes: object) -> Event:
    made = Event(drugs=drugs, diseases=(disease,), jurisdiction="US", day=day, event_class=EventClass.NEW_USE)
    return replace(made, **changes)  # type: ignore[arg-type]


def test_a_label_that_came_is_an_event_of_its_class(small_lexicon: Lexicon) -> None:
    facts = (*FACTS, fact(METFORMIN, DIABETES, date(2001, 1, 1)), fact(METFORMIN, LUPUS, date(2003, 1, 1), "EU"))
    markets = (*MARKETS, market(METFORMIN, "EU", date(2003, 1, 1)))
    book = LabelBook(facts, small_lexicon, markets)
    events = events_of_facts(facts, book, matcher(small_lexicon))
    classes = {(*e.drugs, *e.diseases, e.jurisdiction): e.event_class for e in events}
    assert classes == {
        (PROPRANOLOL, TYPE_2, "US"): EventClass.NEW_DRUG,
        (PROPRANOLOL, INFANTILE, "US"): EventClass.NEW_USE,
        (METFORMIN, TYPE_2, "US"): EventClass.NEW_USE,
        (METFORMIN, DIABETES, "US"): EventClass.NEW_USE,
        (METFORMIN, LUPUS, "EU"): EventClass.NEW_DRUG,
    }


def test_a_form_of_a_labelled_disease_is_no_new_disease(small_lexicon: Lexicon) -> None:
    facts = (fact(PROPRANOLOL, HEMANGIOMA, date(1990, 1, 1)), fact(PROPRANOLOL, INFANTILE, LABELLED))
    book = LabelBook(facts, small_lexicon, MARKETS)
    classes = [e.event_class for e in events_of_facts(facts, book, matcher(small_lexicon))]
    assert classes == [EventClass.NEW_USE, EventClass.SAME_DISEASE]


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ({"ages": "adults"}, {"ages": "children"}, (OffLabelKind.AGE,)),
        ({"ages": "adults"}, {"ages": "adults|children"}, (OffLabelKind.AGE,)),
        ({"ages": "adults"}, {"ages": "adults"}, ()),
        ({}, {"ages": "children"}, ()),
        ({"routes": ("oral",)}, {"routes": ("rectal",)}, (OffLabelKind.ROUTE,)),
        ({"line": "later line"}, {"line": "first line"}, (OffLabelKind.CONDITION,)),
    ],
)
def test_an_event_of_a_labelled_disease_ends_what_was_outside_before(
    small_lexicon: Lexicon, before: dict[str, object], after: dict[str, object], kinds: tuple[OffLabelKind, ...]
) -> None:
    facts = (
        replace(fact(PROPRANOLOL, HEMANGIOMA, date(1990, 1, 1)), **before),  # type: ignore[arg-type]
        replace(fact(PROPRANOLOL, INFANTILE, LABELLED), **after),  # type: ignore[arg-type]
    )
    book = LabelBook(facts, small_lexicon, MARKETS)
    first, second = events_of_facts(facts, book, matcher(small_lexicon))
    assert (first.kinds, second.kinds) == ((OffLabelKind.INDICATION,), kinds)


def test_diseases_of_one_day_are_one_event_only_if_they_are_kin(small_lexicon: Lexicon) -> None:
    facts = tuple(fact(PROPRANOLOL, disease, LABELLED) for disease in (HEMANGIOMA, INFANTILE, LUPUS))
    book = LabelBook(facts, small_lexicon, MARKETS)
    found = [set(e.diseases) for e in events_of_facts(facts, book, matcher(small_lexicon))]
    assert sorted(found, key=len) == [{LUPUS}, {HEMANGIOMA, INFANTILE}]


@pytest.mark.parametrize(
    ("drugs", "disease", "is_same"),
    [
        ({PROPRANOLOL}, INFANTILE, True),
        ({PROPRANOLOL}, HEMANGIOMA, True),
        ({PROPRANOLOL}, LUPUS, False),
        ({METFORMIN}, INFANTILE, False),
        ({PROPRANOLOL, METFORMIN}, INFANTILE, True),
        ({PROPRANOLOL, "DRUGBANK:DB00073"}, INFANTILE, False),
    ],
)
def test_a_use_is_the_same_drug_and_the_same_disease_a_parent_or_a_child(
    drugs: set[str], disease: str, is_same: bool, small_lexicon: Lexicon
) -> None:
    named = event(INFANTILE, partners=(METFORMIN,))
    assert matcher(small_lexicon).is_match(frozenset(drugs), disease, named) is is_same


def test_labels_of_several_regions_are_one_use(small_lexicon: Lexicon) -> None:
    events = [event(INFANTILE), event(HEMANGIOMA, date(2014, 1, 1), jurisdiction="EU"), event(LUPUS)]
    uses = join_uses(events, range(3), matcher(small_lexicon))
    assert sorted(use.events for use in uses) == [(0, 1), (2,)]
    first = next(use for use in uses if 0 in use.events)
    assert first.next_after(LABELLED, date(2020, 1, 1)) == date(2014, 1, 1)
    assert first.next_after(LABELLED, date(2013, 1, 1)) is None


def test_the_use_is_listed_on_the_first_day_with_its_lead(small_lexicon: Lexicon) -> None:
    found = world(small_lexicon)
    done = replay(found, PROTOCOL, ScoreModel.load)
    (number,) = [n for n, each in enumerate(found.events) if each.day == LABELLED]
    uses = join_uses(list(found.events), [number], found.matcher)
    for method in (SCORE, *BASELINES):
        result = find_uses(done.listings[method], uses, PROTOCOL)
        assert result.listed_on == (date(2009, 1, 1),)
        assert result.labelled_on == (LABELLED,)
        assert result.row_count == 2
        measured = measure(result, PROTOCOL)
        assert (measured.precision, measured.recall, measured.found_by_row) == (0.5, 1.0, 0.5)
        assert measured.lead_quartiles is not None
        assert measured.lead_quartiles[1] == pytest.approx(40, abs=0.1)
        assert measured.lead_shares == (1.0, 1.0)


def listing(day: date, *followed: tuple[int, tuple[int, ...]]) -> Listing:
    return Listing(day=day, top=(), followed=followed, row_count=9)


def test_a_use_counts_once_and_not_beyond_the_top(small_lexicon: Lexicon) -> None:
    events = [event(INFANTILE), event(LUPUS), event(DIABETES)]
    uses = join_uses(events, range(3), matcher(small_lexicon))
    one, two = PROTOCOL.days
    found = find_uses([listing(one, (1, (0,)), (3, (1,))), listing(two, (2, (0,)), (9, (2,)))], uses, PROTOCOL)
    result = measure(found, PROTOCOL)
    assert result.found_count == 1
    assert result.recall == pytest.approx(1 / 3)
    assert result.precision == pytest.approx(2 / 4)
    assert result.reciprocal_rank == pytest.approx((1 + 1 / 2) / 2)
    assert found.listed_on.count(one) == 1


def test_a_better_method_has_a_difference_above_zero_and_equal_ones_have_none(small_lexicon: Lexicon) -> None:
    events = [event(INFANTILE, drugs=(f"DRUGBANK:{n}",)) for n in range(40)]
    uses = join_uses(events, range(40), matcher(small_lexicon))
    good = find_uses([listing(day, *((1, (n,)) for n in range(30))) for day in PROTOCOL.days], uses, PROTOCOL)
    poor = find_uses([listing(day, (2, (0,))) for day in PROTOCOL.days], uses, PROTOCOL)
    precision, recall, rank = compare(good, poor, PROTOCOL)
    assert recall.value == pytest.approx(29 / 40)
    assert min(precision.low, recall.low, rank.low) > 0
    same = compare(good, good, PROTOCOL)
    assert all((each.low, each.value, each.high) == (0, 0, 0) for each in same)


def test_an_event_can_be_found_only_if_an_earlier_article_names_both(small_lexicon: Lexicon) -> None:
    found = world(small_lexicon)
    numbers = range(len(found.events))

    def naming(pmid: int):  # noqa: ANN202 - a function of the ledger
        return lambda curies: {curie: frozenset({pmid}) for curie in curies}

    (labelled,) = [n for n, each in enumerate(found.events) if each.day == LABELLED]
    assert labelled in reachable(found, numbers, PROTOCOL.days, naming(3))
    assert labelled not in reachable(found, numbers, PROTOCOL.days, naming(99))
    first = PROTOCOL.days[:1]
    assert reachable(replace(found, article_days={3: date(2009, 1, 2)}), numbers, first, naming(3)) == frozenset()


def test_the_summary_has_the_funnel_every_baseline_and_the_use(small_lexicon: Lexicon) -> None:
    found = world(small_lexicon)
    done = replay(found, PROTOCOL, ScoreModel.load)
    period = summarise(found, done, PROTOCOL, "all", PROTOCOL.days, lambda c: {x: frozenset({3}) for x in c})
    steps = dict(period.funnel.steps())
    assert (steps["new diseases"], steps["an earlier article names both"], steps["in the first rows"]) == (1, 1, 1)
    pooled = next(outcome for outcome in period.outcomes if outcome.name == POOLED)
    assert set(BASELINES) <= set(pooled.results)
    (use,) = period.uses
    assert (use.event.day, use.listed_on) == (LABELLED, date(2009, 1, 1))
    assert use.rank in {1, 2}
    assert sum(each.count for each in period.calibration) == sum(len(rows) for rows in done.heads.values())
    assert PAIR in {members[0].pair for members in done.heads[PROTOCOL.days[0]]}


def test_days_without_a_candidate_are_days_without_a_find(small_lexicon: Lexicon) -> None:
    found = world(small_lexicon, [])
    done = replay(found, PROTOCOL, ScoreModel.load)
    period = summarise(found, done, PROTOCOL, "all", PROTOCOL.days, lambda c: {x: frozenset() for x in c})
    assert dict(period.funnel.steps())["an earlier article names both"] == 0
    assert [outcome.results[SCORE].use_count for outcome in period.outcomes if outcome.name == POOLED] == [0]
    assert period.calibration == []

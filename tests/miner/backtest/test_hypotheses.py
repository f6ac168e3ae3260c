"""The backtest of hypotheses: nothing later is seen on a day, and what followed is counted by its own outcomes."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from miner.backtest.events import Matcher, events_of_facts
from miner.backtest.hypotheses import (
    HYPOTHESES,
    LOT,
    HypothesisListing,
    hypotheses_of,
    measure_hypotheses,
    replay_hypotheses,
)
from miner.backtest.replay import World
from miner.hypotheses.find import Hypothesis
from miner.hypotheses.graph import Neighbourhood
from miner.labels.engine import LabelBook
from miner.labels.same_use import SameUse
from miner.lexicon.lexicon import Lexicon
from miner.records import ClaimRelation, EvidenceRow
from tests.miner.backtest.world import PROTOCOL, Pair, fact, market, row, world
from tests.miner.hypotheses.small import effect
from tests.miner.lexicon.small import (
    GLIOMA,
    HEMANGIOMA,
    IMATINIB,
    KIT,
    LUPUS,
    MASTOCYTOSIS,
    METFORMIN,
    PROPRANOLOL,
    TYPE_2,
)

DAY = date(2009, 1, 1)
WANTED = (PROPRANOLOL, GLIOMA)
BEFORE: list[tuple[Pair, list[EvidenceRow]]] = [
    ((IMATINIB, GLIOMA), [row(4)]),
    ((IMATINIB, HEMANGIOMA), [row(3)]),
    ((PROPRANOLOL, HEMANGIOMA), [row(1), row(2)]),
]
FACTS = (fact(PROPRANOLOL, TYPE_2, date(1967, 1, 1)), fact(PROPRANOLOL, GLIOMA, date(2012, 5, 1)))
MARKETS = (market(PROPRANOLOL), market(METFORMIN), market(IMATINIB))
LATER = [
    (WANTED, [row(30, date(2010, 6, 1), year=2008)]),
    ((METFORMIN, GLIOMA), [row(31, date(2009, 1, 2), year=2008)]),
    ((METFORMIN, LUPUS), [row(32, None, year=2009)]),
    ((PROPRANOLOL, MASTOCYTOSIS), [row(33, date(2009, 1, 2), relation=ClaimRelation.CAUSES)]),
]


def small_world(lexicon: Lexicon, evidence: list[tuple[Pair, list[EvidenceRow]]]) -> World:
    made = world(lexicon, evidence)
    book, matcher = LabelBook(FACTS, lexicon, MARKETS), Matcher(SameUse.load(lexicon), {})
    return replace(
        made,
        book=book,
        states=book.states,
        events=events_of_facts(FACTS, book, matcher),
        effects=(effect(IMATINIB, GLIOMA, KIT, 4), effect(PROPRANOLOL, LUPUS, KIT, 31)),
        neighbourhood=Neighbourhood(lexicon, {}),
    )


def seen(found: World, day: date = DAY) -> list[Hypothesis]:
    assert found.neighbourhood is not None
    of_day = hypotheses_of(found, SameUse.load(found.lexicon), found.neighbourhood, day)
    assert list(of_day.first(50))
    return of_day.ranked


def test_articles_after_the_day_change_nothing_whatever_their_publication_year(small_lexicon: Lexicon) -> None:
    before = seen(small_world(small_lexicon, BEFORE))
    assert WANTED in {one.pair for one in before}
    assert seen(small_world(small_lexicon, sorted(BEFORE + LATER))) == before
    more = [(pair, [*rows, row(90, date(2009, 1, 2), year=2007)]) for pair, rows in BEFORE]
    assert seen(small_world(small_lexicon, more)) == before


def test_an_article_of_the_day_is_seen(small_lexicon: Lexicon) -> None:
    """The guard: the same articles change the hypotheses if PubMed got them on the day."""
    early = [(pair, [replace(each, entered_on=DAY) for each in rows]) for pair, rows in LATER]
    assert seen(small_world(small_lexicon, sorted(BEFORE + early))) != seen(small_world(small_lexicon, BEFORE))


def test_a_label_that_came_later_is_not_known(small_lexicon: Lexicon) -> None:
    """It must neither add a pair nor, being known to come, take it away."""
    made = small_world(small_lexicon, BEFORE)
    book = LabelBook(FACTS[:1], small_lexicon, MARKETS)
    never = replace(made, book=book, states=book.states)
    assert seen(never) == seen(made)
    lists = [replay_hypotheses(each, PROTOCOL, [DAY])[HYPOTHESES][0].pairs for each in (made, never)]
    assert WANTED in lists[0]
    assert lists[0] == lists[1]


def test_the_order_of_articles_changes_nothing(small_lexicon: Lexicon) -> None:
    before = seen(small_world(small_lexicon, BEFORE))
    turned = [(pair, random.Random(n).sample(rows, len(rows))) for n, (pair, rows) in enumerate(reversed(BEFORE))]
    assert seen(small_world(small_lexicon, turned)) == before


def test_a_label_and_a_claim_that_follow_are_outcomes_of_their_own(small_lexicon: Lexicon) -> None:
    found = replay_hypotheses(small_world(small_lexicon, sorted(BEFORE + LATER)), PROTOCOL, [DAY])
    (listing,) = found[HYPOTHESES]
    assert WANTED in listing.pairs
    assert (listing.labelled, listing.supported) == ({WANTED}, {WANTED})
    (drawn,) = found[LOT]
    assert WANTED in drawn.pairs
    results = {(one.method, one.outcome): one for one in measure_hypotheses(found, [DAY])}
    one = results[HYPOTHESES, "a later label"]
    assert (one.row_count, one.followed_count, one.found_count) == (len(listing.pairs), 1, 1)
    assert one.precision == pytest.approx(1 / len(listing.pairs))


def test_what_comes_after_the_horizon_or_supports_nothing_does_not_count(small_lexicon: Lexicon) -> None:
    late = date(2017, 1, 2)
    evidence = [*BEFORE, (WANTED, [row(30, late, year=2017), row(29, late - timedelta(days=900),
                                                                   relation=ClaimRelation.GIVEN_FOR)])]  # fmt: skip
    made = small_world(small_lexicon, sorted(evidence))
    (listing,) = replay_hypotheses(made, PROTOCOL, [DAY])[HYPOTHESES]
    assert WANTED in listing.pairs
    assert listing.supported == frozenset()
    facts = (FACTS[0], fact(PROPRANOLOL, GLIOMA, late))
    book = LabelBook(facts, small_lexicon, MARKETS)
    moved = replace(made, book=book, states=book.states, events=events_of_facts(facts, book, made.matcher))
    (listing,) = replay_hypotheses(moved, PROTOCOL, [DAY])[HYPOTHESES]
    assert listing.labelled == frozenset()


def test_a_pair_of_two_days_is_two_rows_and_one_pair() -> None:
    listings = [
        HypothesisListing(day=date(year, 1, 1), pairs=(WANTED,), labelled=frozenset(),
                          supported=frozenset({WANTED}), open_count=1)
        for year in (2009, 2010, 2011)
    ]  # fmt: skip
    label, claim = measure_hypotheses({HYPOTHESES: listings, LOT: []}, [date(2009, 1, 1), date(2010, 1, 1)])
    assert (claim.row_count, claim.followed_count, claim.pair_count, claim.found_count) == (2, 2, 1, 1)
    assert (label.followed_count, label.precision) == (0, 0.0)


def test_without_a_neighbourhood_there_are_none(small_lexicon: Lexicon) -> None:
    assert replay_hypotheses(world(small_lexicon), PROTOCOL) == {HYPOTHESES: [], LOT: []}

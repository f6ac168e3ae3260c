"""Nothing that came after a day is seen on it: articles, their order, their records; the day of entry decides."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from miner.backtest.history import History, known_on
from miner.backtest.replay import EventFinder, World, replay, rows_of_day
from miner.labels.engine import LabelBook
from miner.lexicon.lexicon import Lexicon
from miner.records import Design, EvidenceRow, LabelLevel
from miner.signals.score import ScoreModel
from tests.miner.backtest.world import EVIDENCE, PAIR, PROTOCOL, Pair, fact, market, row, world
from tests.miner.lexicon.small import GLIOMA, IMATINIB, METFORMIN, PROPRANOLOL

DAY = date(2009, 1, 1)
LATER = [row(50 + n, date(2009, 1, 2) + timedelta(days=n), year=2008, design=Design.RANDOMISED) for n in range(20)]
"""Articles of 2008 that PubMed got after the day."""


def seen(found: World) -> list[tuple[Pair, dict[str, float], Mapping[str, tuple[float, ...]]]]:
    finder = EventFinder(found.events, found.matcher)
    rows = rows_of_day(found, PROTOCOL, ScoreModel.load(), finder, DAY)
    return sorted((each.pair, dict(each.values), each.features) for each in rows)


def with_later(rows: Sequence[EvidenceRow]) -> list[tuple[Pair, list[EvidenceRow]]]:
    """The evidence with some articles more for each pair, and with pairs that nobody had studied."""
    more = [(pair, [*before, *rows]) for pair, before in EVIDENCE]
    return [*more, ((IMATINIB, GLIOMA), list(rows)), ((f"{METFORMIN}+{PROPRANOLOL}", GLIOMA), list(rows))]


def test_articles_after_the_day_change_nothing_whatever_their_publication_year(small_lexicon: Lexicon) -> None:
    before = seen(world(small_lexicon))
    assert {pair for pair, *_ in before} == {PAIR, (METFORMIN, PAIR[1])}
    assert seen(world(small_lexicon, with_later(LATER))) == before
    shuffled = LATER.copy()
    random.Random(1).shuffle(shuffled)
    assert seen(world(small_lexicon, with_later(shuffled))) == before
    kept = [(pair, [each for each in rows if (each.entered_on or DAY) <= DAY]) for pair, rows in EVIDENCE]
    assert seen(world(small_lexicon, kept)) == before


def test_an_article_of_the_day_is_seen(small_lexicon: Lexicon) -> None:
    """The guard: the same articles do change the rows if PubMed got them a day earlier."""
    early = [replace(each, entered_on=DAY) for each in LATER]
    assert seen(world(small_lexicon, with_later(early))) != seen(world(small_lexicon))


def test_what_the_list_shows_does_not_depend_on_later_articles(small_lexicon: Lexicon) -> None:
    lists = [
        replay(world(small_lexicon, evidence), PROTOCOL, ScoreModel.load, [DAY]).listings
        for evidence in (EVIDENCE, with_later(LATER))
    ]
    ranks = [{m: [[r.pair for r in rows] for rows in x[0].top] for m, x in found.items()} for found in lists]
    assert ranks[0] == ranks[1]


@pytest.mark.parametrize("is_label_known", [True, False])
def test_a_later_label_makes_no_candidate_where_the_whole_label_is_not_known(
    small_lexicon: Lexicon, is_label_known: bool
) -> None:
    """The use is on label in the US. In Japan it came in 2012, and is off label before if all of it is known."""
    markets = [market(PROPRANOLOL), replace(market(PROPRANOLOL, "JP"), is_label_known=is_label_known)]
    facts = [fact(*PAIR, date(1990, 1, 1)), fact(*PAIR, date(2012, 5, 1), "JP")]
    levels = [
        LabelBook(facts, small_lexicon, markets, tells_later=tells).states(PAIR[:1], PAIR[1], DAY)[2].level
        for tells in (True, False)
    ]
    assert levels == [LabelLevel.OFF, LabelLevel.OFF if is_label_known else LabelLevel.UNKNOWN]
    never = LabelBook(facts[:1], small_lexicon, markets, tells_later=False).states(PAIR[:1], PAIR[1], DAY)
    assert never[2].level is levels[1]


@pytest.mark.parametrize(
    ("entered_on", "year", "known"),
    [
        (date(2008, 5, 1), 2009, date(2008, 5, 1)),
        (date(2010, 5, 1), 2006, date(2010, 5, 1)),
        (None, 2006, date(2006, 12, 31)),
        (None, None, None),
    ],
)
def test_the_day_of_entry_decides_and_a_year_alone_counts_from_its_end(
    entered_on: date | None, year: int | None, known: date | None
) -> None:
    assert known_on(entered_on, year) == known


def test_types_and_headings_count_only_when_they_are_known() -> None:
    article = row(1, date(2008, 6, 1), design=Design.RANDOMISED, patients=("Child",))
    history = History([(PAIR, [article])], [], {1: Design.UNKNOWN}, timedelta(days=365))
    ((_, (early,)),) = history.as_of(date(2009, 1, 1))
    assert (early.design, early.patients) == (Design.UNKNOWN, ())
    ((_, (late,)),) = history.as_of(date(2010, 1, 1))
    assert (late.design, late.patients) == (Design.RANDOMISED, ("Child",))


def test_the_volume_of_a_day_has_only_what_was_known_then() -> None:
    days = [(2008, date(2008, 5, 1)), (2008, date(2010, 5, 1)), (2007, None), (None, None)]
    history = History([], days, {}, timedelta(0))
    assert history.volume_by_year(DAY) == {2007: 1, 2008: 1}

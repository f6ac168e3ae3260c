"""Region by status: each status with its day and kind of day, and one answer with the label book."""

from datetime import date

import pytest

from miner.labels.engine import LabelBook
from miner.labels.facts import load_label_facts, load_markets
from miner.labels.region_map import region_map
from miner.labels.same_use import SameUse
from miner.lexicon.lexicon import Lexicon
from tests.miner.labels.small_book import write_small_book
from tests.miner.lexicon.small import BEVACIZUMAB, GLIOBLASTOMA, INFANTILE, LUPUS, MASTOCYTOSIS, PROPRANOLOL


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, small_lexicon: Lexicon) -> LabelBook:
    folder = write_small_book(tmp_path_factory.mktemp("book"))
    same_use = SameUse(small_lexicon, {}, {})
    return LabelBook(load_label_facts(folder), small_lexicon, load_markets(folder), same_use)


def cells(book: LabelBook, lexicon: Lexicon, drug: str, disease: str, day: date) -> list[tuple[str, str]]:
    statuses = region_map(book, (drug,), lexicon, day)[disease]
    return [(each.status.value, each.words) for each in statuses]


def test_stated_and_bounded_days_and_unknown_labels(book: LabelBook, small_lexicon: Lexicon) -> None:
    assert cells(book, small_lexicon, PROPRANOLOL, INFANTILE, date(2026, 1, 1)) == [
        ("approved", "approved since 2014-03-14"),
        ("approved", "approved by 2018-12-23"),
        ("unknown", "unknown"),
    ]


def test_between_two_days_and_before_the_product(book: LabelBook, small_lexicon: Lexicon) -> None:
    assert cells(book, small_lexicon, PROPRANOLOL, INFANTILE, date(2015, 1, 1))[:2] == [
        ("approved", "approved since 2014-03-14"),
        ("between", "between 2014-01-01 and 2018-12-23"),
    ]
    assert cells(book, small_lexicon, PROPRANOLOL, INFANTILE, date(2014, 4, 1))[1] == (
        "not approved",
        "not approved (no product)",
    )


def test_conditional_converted_and_withdrawn(book: LabelBook, small_lexicon: Lexicon) -> None:
    then = cells(book, small_lexicon, BEVACIZUMAB, GLIOBLASTOMA, date(2010, 1, 1))
    now = cells(book, small_lexicon, BEVACIZUMAB, GLIOBLASTOMA, date(2026, 1, 1))
    assert then[0] == ("conditional", "conditional since 2009-05-05")
    assert now[0] == ("approved", "approved since 2017-12-05; conditional since 2009-05-05, until 2017-12-05")
    assert cells(book, small_lexicon, BEVACIZUMAB, LUPUS, date(2010, 1, 1))[0] == (
        "approved",
        "approved about 2008-02-22",
    )
    assert cells(book, small_lexicon, BEVACIZUMAB, LUPUS, date(2026, 1, 1))[0] == ("withdrawn", "withdrawn 2011-11-18")


def test_what_one_noisy_source_says_is_marked(book: LabelBook, small_lexicon: Lexicon) -> None:
    """The whole label is known and does not name it, so that it is not approved."""
    assert cells(book, small_lexicon, BEVACIZUMAB, MASTOCYTOSIS, date(2026, 1, 1))[0] == (
        "not approved",
        "one source only: approved by 2020-01-01",
    )


def test_a_day_sees_no_later_label(book: LabelBook, small_lexicon: Lexicon) -> None:
    assert set(region_map(book, (BEVACIZUMAB,), small_lexicon, date(2010, 1, 1))) == {GLIOBLASTOMA, LUPUS, MASTOCYTOSIS}
    assert set(region_map(book, (PROPRANOLOL,), small_lexicon, date(2013, 1, 1))) == set()

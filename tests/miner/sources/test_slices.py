"""Slices of a query: complete, without overlap, none too large, planned with few requests."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from datetime import date, timedelta
from math import log2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from miner.errors import EntrezError, QueryRefusedError
from miner.sources.slices import LAST_PMID, Slice, plan_slices

TODAY = date(2026, 11, 22)
PERIOD = re.compile(r'\("(\d{4})/(\d\d)/(\d\d)"\[edat\] : "(\d{4})/(\d\d)/(\d\d)"\[edat\]\)')
PMIDS = re.compile(r"\((\d+):(\d+)\[uid\]\)")


class Pubmed:
    """Articles by PMID with their entry dates; `terms` is what was asked for."""

    def __init__(self, entered: dict[int, date]) -> None:
        self.articles = sorted((day, pmid) for pmid, day in entered.items())
        self.terms: list[str] = []

    def find(self, term: str) -> list[int]:
        first, last, lowest, highest = date.min, date.max, 0, 10**9
        if period := PERIOD.search(term):
            numbers = [int(number) for number in period.groups()]
            first, last = date(*numbers[:3]), date(*numbers[3:])
        if numbered := PMIDS.search(term):
            assert first == last
            lowest, highest = int(numbered[1]), int(numbered[2])
        start, end = bisect_left(self.articles, (first, lowest)), bisect_right(self.articles, (last, highest))
        return [pmid for _, pmid in self.articles[start:end]]

    def count(self, term: str) -> int:
        self.terms.append(term)
        return len(self.find(term))


def plan(pubmed: Pubmed, limit: int, since: date | None = None, until: date | None = None) -> list[Slice]:
    return plan_slices(pubmed.count, "q", since=since, until=until, today=TODAY, limit=limit)


days = st.dates(date(1782, 1, 1), TODAY) | st.dates(date(2026, 1, 1), date(2027, 12, 31)) | st.just(date(2008, 12, 15))
populations = st.dictionaries(st.integers(1, LAST_PMID), days, max_size=120)
crowds = st.tuples(st.integers(1, 40_000_000), st.integers(0, 3000))


@settings(deadline=None)
@given(
    few=populations,
    crowd=crowds,
    slice_count=st.integers(1, 40),
    since=st.none() | st.dates(date(2000, 1, 1), date(2010, 5, 5)),
    until=st.none() | st.dates(date(2010, 5, 5), TODAY),
)
def test_slices_are_the_whole_query_each_article_once(
    few: dict[int, date], crowd: tuple[int, int], slice_count: int, since: date | None, until: date | None
) -> None:
    first, size = crowd
    entered = few | dict.fromkeys(range(first, first + size), date(2010, 5, 5))  # thousands on one day
    limit = 1 + len(entered) // slice_count
    pubmed = Pubmed(entered)
    slices = plan(pubmed, limit, since, until)
    found = Counter(pmid for one in slices for pmid in pubmed.find(one.term))
    wanted = [p for p, day in entered.items() if (since or day) <= day <= (until or day)]
    assert found == Counter(wanted)
    for one in slices:
        assert one.count == len(pubmed.find(one.term)) <= limit
        assert one.count or len(slices) == 1
        assert one.term in pubmed.terms
    # 475,000 days and 10**8 PMIDs: at most 19 + 27 cuts lead to a slice.
    assert len(pubmed.terms) <= 2 + 2 * (19 + 27) * len(slices)


def test_a_query_that_fits_is_left_as_it_is() -> None:
    pubmed = Pubmed({1: date(2001, 1, 1), 2: date(2002, 2, 2)})
    assert plan(pubmed, 2) == [Slice(term="q", count=2)]
    assert pubmed.terms == ["q"]


def test_a_query_without_results_is_one_slice() -> None:
    assert plan(Pubmed({}), 2) == [Slice(term="q", count=0)]


def test_the_terms_are_pubmeds_own_syntax() -> None:
    pubmed = Pubmed({1: date(2008, 1, 1), 2: date(2008, 12, 31), 3: date(2008, 12, 31)})
    assert plan(pubmed, 1, date(2008, 1, 1), date(2008, 12, 31))[0] == Slice(
        term='(q) AND ("2008/01/01"[edat] : "2008/07/01"[edat])', count=1
    )
    assert plan(pubmed, 9, date(2008, 1, 1), date(2008, 12, 31)) == [
        Slice(term='(q) AND ("2008/01/01"[edat] : "2008/12/31"[edat])', count=3)
    ]
    assert plan(pubmed, 9, until=date(2008, 2, 29)) == [
        Slice(term='(q) AND ("1700/01/01"[edat] : "2008/02/29"[edat])', count=1)
    ]
    day = '(q) AND ("2008/12/31"[edat] : "2008/12/31"[edat])'
    assert plan(pubmed, 1, date(2008, 12, 31), date(2008, 12, 31)) == [
        Slice(term=f"{day} AND (1:2[uid])", count=1),
        Slice(term=f"{day} AND (3:3[uid])", count=1),
    ]


def test_an_article_entered_under_a_future_date_is_not_lost() -> None:
    pubmed = Pubmed({1: TODAY, 2: TODAY + timedelta(days=300)})
    assert [pubmed.find(one.term) for one in plan(pubmed, 1)] == [[1], [2]]


def test_few_questions_are_asked_for_a_large_query() -> None:
    start = date(1975, 1, 1)
    span = (TODAY - start).days
    pubmed = Pubmed({pmid: start + timedelta(days=pmid * span // 40_000) for pmid in range(40_000)})
    slices = plan(pubmed, 999)
    assert 41 <= len(slices) <= 90
    assert len(pubmed.terms) <= 2 * log2(span) + 2 * len(slices)


def test_a_count_that_grows_while_the_plan_is_made_is_no_error() -> None:
    pubmed = Pubmed({pmid: date(2008, 1, 1 + pmid % 31) for pmid in range(100)})

    def count(term: str) -> int:
        if len(pubmed.terms) == 6:
            pubmed.articles.append((date(2008, 1, 31), 1000))
        return pubmed.count(term)

    slices = plan_slices(count, "q", since=None, until=None, today=TODAY, limit=10)
    assert sum(one.count for one in slices) in {100, 101}
    assert sorted(pmid for one in slices for pmid in pubmed.find(one.term)) == [*range(100), 1000]


def test_a_plan_that_a_change_spoilt_is_made_again() -> None:
    pubmed = Pubmed({pmid: date(2008, 1, 1 + pmid % 31) for pmid in range(100)})

    def count(term: str) -> int:
        answer = pubmed.count(term)
        return answer + 7 if len(pubmed.terms) == 8 else answer  # one wrong answer of a late backend

    slices = plan_slices(count, "q", since=None, until=None, today=TODAY, limit=10)
    assert sum(one.count for one in slices) == 100


def test_counts_that_never_add_up_are_an_error() -> None:
    def count(term: str) -> int:
        return 30 if term == "q" else 15 if "1700" in term else 5

    with pytest.raises(EntrezError) as caught:
        plan_slices(count, "q", since=None, until=None, today=TODAY, limit=20)
    assert str(caught.value) == (
        "'q': PubMed's counts did not add up in 3 plans (slices sum to 20, the query has 30; slices sum to 20, the "
        "query has 30; slices sum to 20, the query has 30); try again later, or narrow the query or its period"
    )


def test_a_part_larger_than_the_whole_is_an_error() -> None:
    with pytest.raises(EntrezError, match="has 200 articles, the query it is part of 100"):
        plan_slices(
            lambda term: 100 if term == "q" else 200, "q", since=None, until=None, today=TODAY, limit=20
        )  # fmt: skip


def test_a_server_that_ignores_the_cuts_is_an_error_and_not_endless() -> None:
    with pytest.raises(EntrezError, match="100 articles have the PMID 1;"):
        plan_slices(lambda _: 100, "q", since=None, until=None, today=TODAY, limit=20)


@pytest.mark.parametrize("query", ["a) OR (b", "(a", 'a "b', "a)"])
def test_a_query_that_brackets_would_change_is_refused(query: str) -> None:
    with pytest.raises(QueryRefusedError, match="has no partner"):
        plan_slices(lambda _: 100, query, since=None, until=None, today=TODAY, limit=20)


def test_brackets_in_quotation_marks_are_no_brackets() -> None:
    assert plan_slices(lambda _: 1, '"b) (c" AND (d)', since=None, until=None, today=TODAY) == [
        Slice(term='"b) (c" AND (d)', count=1)
    ]


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(QueryRefusedError, match="from 2010-01-01 to 2009-01-01 ends before it begins"):
        plan(Pubmed({}), 5, date(2010, 1, 1), date(2009, 1, 1))

"""Slices of a query that has more results than ESearch returns.

Cuts are made by entry date ([edat]): every article has exactly one, so slices neither overlap nor leave a gap.
Publication dates will not do, as an article may have two. The module knows no network: the caller does the counting.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from miner.errors import EntrezError, QueryRefusedError

SEARCH_LIMIT = 9_999
"""The most PMIDs that ESearch returns for one PubMed query."""

FIRST_DAY = date(1700, 1, 1)
"""Older than any article: PubMed's oldest are from the 1780s, entered under the day they were published."""
LAST_DAY = date(3000, 12, 31)
"""PubMed's own way to leave a period open, so that an entry date in the future by mistake is not lost."""
LAST_PMID = 99_999_999
"""PMIDs have reached 42 million and grow by under 2 million a year; a larger one would show in the sum."""

PLAN_COUNT_MAX = 3
"""Plans made before counts that do not add up become an error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """A query that ESearch answers in full, and the number of articles it had when it was counted."""

    term: str
    count: int


class _MovingCountsError(Exception):
    """Counts contradict each other: PubMed changed between requests, or answered wrongly."""


def plan_slices(  # noqa: PLR0913 - a query, its period and what it is measured by
    count: Callable[[str], int],
    query: str,
    *,
    since: date | None,
    until: date | None,
    today: date,
    limit: int = SEARCH_LIMIT,
) -> list[Slice]:
    """Return queries that together find what `query` finds between two entry dates, each article once.

    A query that does not fit is cut by halves of its period, a day that does not fit by halves of its PMIDs.
    Every slice has been counted itself; empty ones are left out.

    Args:
        count: returns the number of articles PubMed has for a term.
        query: as one would type it into PubMed.
        since: first entry date; None for no bound.
        until: last entry date; None for no bound.
        today: the first cut is made after it, as next to nothing was entered later.
        limit: the most articles that a slice may have.

    Returns:
        The slices in the order of their dates; a single one if the whole query fits, even if it finds nothing.

    Raises:
        EntrezError: the slices did not sum to the total in any plan.
        QueryRefusedError: the query cannot be put in brackets, or `since` is after `until`. Exceptions of `count`
            pass through.
    """
    if since and until and since > until:
        raise QueryRefusedError(f"the period from {since} to {until} ends before it begins; swap the two days")
    _check_brackets(query)
    first, last = since or FIRST_DAY, until or LAST_DAY
    term = bounded(query, since=since, until=until)
    seen = []
    for _ in range(PLAN_COUNT_MAX):
        before = count(term)
        if before <= limit:
            return [Slice(term=term, count=before)]
        try:
            slices = list(_cut_days(_Plan(count, query, today, limit), first, last, before))
        except _MovingCountsError as error:
            seen.append(str(error))
            continue
        found = sum(one.count for one in slices)
        # PubMed grows while a long plan is made; the sum of the slices then is between the two totals.
        if found == before or min(before, after := count(term)) <= found <= max(before, after):
            return slices
        seen.append(f"slices sum to {found:,}, the query has {after:,}")
    raise EntrezError(
        f"{query!r}: PubMed's counts did not add up in {PLAN_COUNT_MAX} plans ({'; '.join(seen)}); try again later, or "
        "narrow the query or its period"
    )


def bounded(query: str, *, since: date | None, until: date | None) -> str:
    """Return a query restricted to articles entered between two days, None for no bound."""
    return query if since is None and until is None else _entered(query, since or FIRST_DAY, until or LAST_DAY)


@dataclass(frozen=True, slots=True)
class _Plan:
    count: Callable[[str], int]
    query: str
    today: date
    limit: int


_Half = tuple[str, Callable[[int], Iterator[Slice]]]


def _cut_days(plan: _Plan, first: date, last: date, expected: int) -> Iterator[Slice]:
    """Yield the slices of a period that has `expected` articles, too many for one slice."""
    if first == last:
        yield from _cut_pmids(plan, _entered(plan.query, first, last), 1, LAST_PMID, expected)
        return
    middle = date.fromordinal((first.toordinal() + last.toordinal()) // 2)
    cut = plan.today if first <= plan.today < last else middle
    following = date.fromordinal(cut.toordinal() + 1)
    yield from _halves(
        plan,
        expected,
        (_entered(plan.query, first, cut), lambda n: _cut_days(plan, first, cut, n)),
        (_entered(plan.query, following, last), lambda n: _cut_days(plan, following, last, n)),
    )


def _cut_pmids(plan: _Plan, day: str, lowest: int, highest: int, expected: int) -> Iterator[Slice]:
    """Yield the slices of a range of PMIDs that has `expected` of a day's articles, too many for one slice."""
    if lowest == highest:
        raise _MovingCountsError(f"{expected:,} articles have the PMID {lowest}")
    middle = (lowest + highest) // 2
    yield from _halves(
        plan,
        expected,
        (_numbered(day, lowest, middle), lambda n: _cut_pmids(plan, day, lowest, middle, n)),
        (_numbered(day, middle + 1, highest), lambda n: _cut_pmids(plan, day, middle + 1, highest, n)),
    )


def _halves(plan: _Plan, expected: int, left: _Half, right: _Half) -> Iterator[Slice]:
    """Yield the slices of two halves, each a term and a function that cuts it, which together have `expected` articles.

    The right half has what the left one has not. It is counted only if it would become a slice: an error in a half
    that is cut again shows in the sum of its parts.
    """
    left_term, cut_left = left
    right_term, cut_right = right
    found = plan.count(left_term)
    rest = expected - found
    if rest < 0:
        raise _MovingCountsError(f"{left_term} has {found:,} articles, the query it is part of {expected:,}")
    if found > plan.limit:
        yield from cut_left(found)
    elif found:
        yield Slice(term=left_term, count=found)
    if 0 < rest <= plan.limit:
        rest = plan.count(right_term)
        if 0 < rest <= plan.limit:
            yield Slice(term=right_term, count=rest)
            return
    if rest > plan.limit:
        yield from cut_right(rest)


def _entered(query: str, first: date, last: date) -> str:
    return f'({query}) AND ("{_day(first)}"[edat] : "{_day(last)}"[edat])'


def _numbered(day: str, lowest: int, highest: int) -> str:
    return f"{day} AND ({lowest}:{highest}[uid])"


def _day(day: date) -> str:
    return f"{day.year:04}/{day.month:02}/{day.day:02}"


def _check_brackets(query: str) -> None:
    """Raise unless the query stays one unit in brackets: PubMed reads left to right and ignores what is left open."""
    if not query.strip(' ()"'):
        raise QueryRefusedError(f"{query!r}: an empty query would find all of PubMed; say what to look for")
    depth = 0
    for position, unquoted in enumerate(query.split('"')):
        for sign in unquoted if position % 2 == 0 else "":
            depth += (sign == "(") - (sign == ")")
            if depth < 0:
                break
    if depth or query.count('"') % 2:
        raise QueryRefusedError(
            f"{query!r}: a bracket or quotation mark has no partner; add it, as PubMed would misread the query's slices"
        )

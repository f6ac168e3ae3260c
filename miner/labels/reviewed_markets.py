"""Markets by what reviewed rows know: an approval before the first of the sources, or after the last one ended."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from miner.labels.days import NEAR
from miner.labels.sightings import DayMeaning, MarketDays, Sighting
from miner.records import Market

_Key = tuple[tuple[str, ...], str]


def correct_days(days: Iterable[MarketDays], reviewed: Iterable[Sighting]) -> list[MarketDays]:
    """Return the market days of the sources, in their order, with what reviewed rows know better.

    Args:
        days: market days of the sources.
        reviewed: the reviewed rows. One that was approved earlier moves the first approval to its day; a day by which a
            use was approved is no exact first approval. One that was approved when the market ended, or later, undoes
            the end.
    """
    by_key: dict[_Key, list[tuple[date, Sighting]]] = defaultdict(list)
    for row in reviewed:
        if row.day is not None:
            by_key[row.drugs, row.jurisdiction].append((row.day, row))
    return [_corrected(each, by_key.get((each.drugs, each.jurisdiction), [])) for each in days]


def correct_markets(markets: Iterable[Market], corrected: Iterable[MarketDays]) -> list[Market]:
    """Return the markets with corrected days; whether today's whole label is known stays as the sources have it."""
    by_key = {(each.drugs, each.jurisdiction): each for each in corrected}
    return [_with_days(market, by_key.get((market.drugs, market.jurisdiction))) for market in markets]


def _corrected(days: MarketDays, rows: list[tuple[date, Sighting]]) -> MarketDays:
    ended, first = days.ended_on, days.first_approval
    if ended is not None and any(day >= ended and row.ended_on is None for day, row in rows):
        days = replace(days, ended_on=None)
    earliest = min((day for day, _ in rows), default=None)
    if first is None or earliest is None or earliest >= first - NEAR:
        return days
    is_stated = any(day == earliest and row.meaning is DayMeaning.APPROVED for day, row in rows)
    return replace(days, first_approval=earliest, is_exact=days.is_exact and is_stated)


def _with_days(market: Market, days: MarketDays | None) -> Market:
    if days is None:
        return market
    if days.ended_on is None and market.ended_on is not None:
        market = replace(market, ended_on=None)
    first = days.first_approval
    if first is None or market.first_approval is None or first >= market.first_approval:
        return market
    return replace(market, first_approval=first, is_exact=market.is_exact and days.is_exact)

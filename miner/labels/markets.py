"""Markets as the label book keeps them: first approval, end, and whether the whole label of today is known."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from miner.labels.sightings import LabelText, MarketDays
from miner.records import Market

_LISTS_OF_APPROVALS = frozenset({"JP"})
"""Jurisdictions whose source lists approvals one by one: a label is whole if the list has the first approval too."""


def build_markets(days: Iterable[MarketDays], texts: Iterable[LabelText]) -> list[Market]:
    """Return the markets, sorted: those of the sources, and of sets of drugs of which there is only a label text."""
    whole: dict[tuple[tuple[str, ...], str], LabelText] = {}
    earliest: dict[tuple[tuple[str, ...], str], date] = {}
    for text in texts:
        key = text.drugs, text.jurisdiction
        if text.is_complete and text.source != "cder_first":
            whole.setdefault(key, text)
        if text.day is not None:
            earliest[key] = min(text.day, earliest.get(key, text.day))
    known = {(each.drugs, each.jurisdiction): each for each in days}
    markets = [_market(each, whole, earliest) for each in known.values()]
    markets += [
        Market(
            drugs=text.drugs, jurisdiction=text.jurisdiction, first_approval=earliest.get(key), is_label_known=True,
            source=text.source, source_url=text.url,
        )
        for key, text in whole.items()
        if key not in known
    ]  # fmt: skip
    return sorted(markets, key=lambda market: (market.drugs, market.jurisdiction))


def _market(
    days: MarketDays,
    whole: dict[tuple[tuple[str, ...], str], LabelText],
    earliest: dict[tuple[tuple[str, ...], str], date],
) -> Market:
    key = days.drugs, days.jurisdiction
    first = days.first_approval
    if key in earliest and first is not None and earliest[key] < first:
        first = earliest[key]
    is_listed = days.jurisdiction in _LISTS_OF_APPROVALS
    return Market(
        drugs=days.drugs,
        jurisdiction=days.jurisdiction,
        first_approval=first,
        is_exact=days.is_exact,
        is_label_known=days.is_exact if is_listed else key in whole,
        ended_on=days.ended_on,
        source=days.source,
        source_url=days.url or (whole[key].url if key in whole else ""),
    )


def join_markets(one: Market, other: Market) -> Market:
    """Return the market of one drug under two identifiers: from the earlier approval to the later end."""
    firsts = [m for m in (one, other) if m.first_approval is not None]
    first = min(firsts, key=lambda m: m.first_approval or date.max) if firsts else one
    ends = [m.ended_on for m in (one, other)]
    return replace(
        first,
        is_label_known=one.is_label_known or other.is_label_known,
        ended_on=None if None in ends else max(end for end in ends if end is not None),
    )


def first_anywhere(markets: Iterable[Market]) -> dict[str, date]:
    """Return the earliest known approval of each drug in any jurisdiction, alone or in a set."""
    found: dict[str, date] = defaultdict(lambda: date.max)
    for market in markets:
        for drug in market.drugs:
            if market.first_approval is not None:
                found[drug] = min(found[drug], market.first_approval)
    return dict(found)

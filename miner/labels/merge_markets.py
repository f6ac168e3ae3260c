"""Markets as the label book keeps them: first approval, end, and whether the whole label of today is known."""

from collections.abc import Iterable, Mapping
from datetime import date

from miner.labels.markets import NEEDS_FIRST
from miner.labels.sightings import LabelText, MarketDays
from miner.labels.sources.eu_days import may_be_national
from miner.records import Market

Key = tuple[tuple[str, ...], str]
"""A set of drugs and a jurisdiction."""

Texts = Mapping[Key, LabelText]


def build_markets(days: Iterable[MarketDays], texts: Iterable[LabelText]) -> list[Market]:
    """Return the markets, sorted: those of the sources, and of sets of drugs of which there is only a label text."""
    whole: dict[Key, LabelText] = {}
    earliest: dict[Key, date] = {}
    for text in texts:
        key = text.drugs, text.jurisdiction
        if text.is_complete and text.source != "cder_first":
            whole.setdefault(key, text)
        if text.day is not None:
            earliest[key] = min(text.day, earliest.get(key, text.day))
    known = {(each.drugs, each.jurisdiction): each for each in days}
    firsts = {(each.drugs, each.jurisdiction): each.first_approval for each in known.values()}
    markets = [_market(each, whole, earliest, firsts) for each in known.values()]
    markets += [_of_text(text, earliest.get(key)) for key, text in whole.items() if key not in known]
    return sorted(markets, key=lambda market: (market.drugs, market.jurisdiction))


def _of_text(text: LabelText, first: date | None) -> Market:
    """Return the market of drugs of which there is only a label."""
    return Market(
        drugs=text.drugs,
        jurisdiction=text.jurisdiction,
        first_approval=first,
        is_label_known=text.jurisdiction not in NEEDS_FIRST,
        source=text.source,
        source_url=text.url,
    )


def _market(days: MarketDays, whole: Texts, earliest: Mapping[Key, date], firsts: Mapping[Key, date | None]) -> Market:
    key = days.drugs, days.jurisdiction
    first = days.first_approval
    if key in earliest and first is not None and earliest[key] < first:
        first = earliest[key]
    is_exact = days.is_exact and not _is_older(days, firsts)
    is_whole = is_exact if days.jurisdiction in NEEDS_FIRST else key in whole
    return Market(
        drugs=days.drugs,
        jurisdiction=days.jurisdiction,
        first_approval=first,
        is_exact=is_exact,
        is_label_known=is_whole,
        ended_on=days.ended_on,
        source=days.source,
        source_url=days.url or (whole[key].url if key in whole else ""),
    )


def _is_older(days: MarketDays, firsts: Mapping[Key, date | None]) -> bool:
    """Return whether drugs were approved elsewhere before there was an EMA: member states may have been first."""
    elsewhere = firsts.get((days.drugs, "US"))
    return days.jurisdiction == "EU" and elsewhere is not None and may_be_national(elsewhere)

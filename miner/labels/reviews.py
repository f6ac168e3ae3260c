"""What reviewed rows decide against the other sources of the same use.

A reviewed day of approval stands for theirs; "withdrawn" without another row for the use ends it whatever they say;
"never" removes a use that a source was misread to have. A row older than the first approval known moves that. A row
without a disease is of the market: since when no product of the drugs is on it, whatever labels say, that there has
never been one, or that our facts are the whole label there.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from miner.labels.days import NEAR
from miner.labels.moieties import moieties_of
from miner.labels.sightings import REVIEWED, DayMeaning, MarketDays, Sighting
from miner.records import LabelFact, Market

NEVER = "never"
"""The status of a use that is on no label, though a source seems to say so."""


NEVER_SOLD = date.min
"""The end of a market on which there has never been a product."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketReview:
    """What a reviewed row says of the market of a set of drugs in a jurisdiction, with the page that shows it.

    `ended_on` is the day since which no product is on the market, `NEVER_SOLD` if there never was one, None if there
    is. `is_whole` means that our facts are the whole label: what they lack is off label.
    """

    drugs: tuple[str, ...]
    jurisdiction: str
    ended_on: date | None = None
    is_whole: bool = False
    url: str = ""


def is_denied(found: Iterable[Sighting]) -> bool:
    """Return whether a reviewed row says that the use is on no label."""
    return any(each.source == REVIEWED and each.status == NEVER for each in found)


def dating(found: list[Sighting]) -> list[Sighting]:
    """Return the sightings that date a use: the reviewed days of approval if there are any, else all."""
    reviewed = [each for each in found if each.source == REVIEWED and each.meaning is DayMeaning.APPROVED]
    return reviewed or found


def with_reviewed(
    markets: Iterable[MarketDays], sightings: Iterable[Sighting], moieties: Mapping[str, str]
) -> Iterator[MarketDays]:
    """Yield the market days with what reviewed rows know better.

    A row before the first approval known moves that; unless the row's day is stated, the first approval is then no
    exact day, and where old labels are missing its label is not known as a whole. A use that was
    approved when the market ended, or later, undoes the end.

    Args:
        markets: what the sources know.
        sightings: the reviewed rows.
        moieties: the moiety of each drug that has another identifier's: a row for an ester is one for its drug.
    """
    rows: defaultdict[tuple[frozenset[str], str], list[tuple[date, Sighting]]] = defaultdict(list)
    for each in sightings:
        if each.day is not None and each.status != NEVER:
            rows[moieties_of(each.drugs, moieties), each.jurisdiction].append((each.day, each))
    for market in markets:
        yield _corrected(market, rows.get((moieties_of(market.drugs, moieties), market.jurisdiction), []))


def _corrected(market: MarketDays, rows: list[tuple[date, Sighting]]) -> MarketDays:
    ended, known = market.ended_on, market.first_approval
    if ended is not None and any(day >= ended and row.ended_on is None for day, row in rows):
        market = replace(market, ended_on=None)
    first = min((day for day, _ in rows), default=None)
    if first is None or known is None or first >= known - NEAR:
        return market
    is_stated = any(day == first and row.meaning is DayMeaning.APPROVED for day, row in rows)
    return replace(market, first_approval=first, is_exact=market.is_exact and is_stated, source=REVIEWED)


def with_ends(markets: Iterable[Market], facts: Iterable[LabelFact]) -> Iterator[Market]:
    """Yield the markets; one whose uses have all ended, as reviewed rows say, ended with the last of them.

    Other sources do not end a market: a product's withdrawal leaves the generics.
    """
    uses: defaultdict[tuple[tuple[str, ...], str], list[LabelFact]] = defaultdict(list)
    for fact in facts:
        uses[fact.drugs, fact.jurisdiction].append(fact)
    for market in markets:
        of_drug = uses[market.drugs, market.jurisdiction]
        ends = [fact.ended_on for fact in of_drug if fact.ended_on is not None and REVIEWED in fact.sources]
        is_over = bool(ends) and len(ends) == len(of_drug)
        yield replace(market, ended_on=max(ends)) if is_over and market.ended_on is None else market


def with_markets_reviewed(
    markets: Iterable[Market],
    reviews: Iterable[MarketReview],
    facts: Iterable[LabelFact],
    moieties: Mapping[str, str],
) -> Iterator[Market]:
    """Yield the markets as reviewed rows have them, and one for each row of drugs that no source has there.

    What a reviewed row says was approved on the day of the end or later brings the drugs back. A label that is whole
    under one identifier of a drug is whole under all: the facts are read together.
    """
    reviews = list(reviews)
    whole = {(moieties_of(each.drugs, moieties), each.jurisdiction) for each in reviews if each.is_whole}
    reviewed: defaultdict[tuple[tuple[str, ...], str], list[date]] = defaultdict(list)
    for fact in facts:
        if REVIEWED in fact.sources and fact.since is not None:
            reviewed[fact.drugs, fact.jurisdiction].append(fact.since)
    left = {(each.drugs, each.jurisdiction): each for each in reviews}
    for key, review in list(left.items()):
        if review.ended_on is not None and any(day >= review.ended_on for day in reviewed[key]):
            del left[key]
    for market in markets:
        review_of = left.pop((market.drugs, market.jurisdiction), None)
        is_whole = (moieties_of(market.drugs, moieties), market.jurisdiction) in whole
        known = replace(market, is_label_known=True) if is_whole else market
        yield known if review_of is None else _reviewed_market(known, review_of)
    for (drugs, where), review in left.items():
        made = Market(drugs=drugs, jurisdiction=where, source=REVIEWED, source_url=review.url)
        yield _reviewed_market(replace(made, first_approval=min(reviewed[drugs, where], default=None)), review)


def _reviewed_market(market: Market, review: MarketReview) -> Market:
    return replace(
        market,
        ended_on=review.ended_on or market.ended_on,
        is_label_known=market.is_label_known or review.is_whole,
    )

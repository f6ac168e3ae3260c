"""What the engine asks of markets: one drug under two identifiers, and the first approval anywhere."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from miner.records import Market

NEEDS_FIRST = frozenset({"EU", "JP"})
"""Jurisdictions whose sources may lack older labels of a drug: those of member states, or from before the list begins.
A label is whole there if the sources have the first approval too."""


def join_markets(one: Market, other: Market) -> Market:
    """Return the market of one drug under two identifiers: from the earlier approval to the later end.

    Where old labels may be missing (Europe's member states, Japan before the list) its label is known as a whole only
    if that of both identifiers is: fluticasone furoate is central, the propionate national.
    """
    firsts = [m for m in (one, other) if m.first_approval is not None]
    first = min(firsts, key=lambda m: m.first_approval or date.max) if firsts else one
    ends = [m.ended_on for m in (one, other)]
    joined = all if one.jurisdiction in NEEDS_FIRST else any
    return replace(
        first,
        is_label_known=joined([one.is_label_known, other.is_label_known]),
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

"""What reviewed rows decide against the other sources of the same use.

A reviewed day of approval stands for theirs; "withdrawn" without another row for the use ends it whatever they say;
"never" removes a use that a source was misread to have. A row older than the first approval known moves that.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from miner.labels.days import NEAR
from miner.labels.moieties import moieties_of
from miner.labels.sightings import DayMeaning, MarketDays, Sighting

REVIEWED = "reviewed"
NEVER = "never"
"""The status of a use that is on no label, though a source seems to say so."""


def is_denied(found: Iterable[Sighting]) -> bool:
    """Return whether a reviewed row says that the use is on no label."""
    return any(each.source == REVIEWED and each.status == NEVER for each in found)


def was_withdrawn_by_review(found: Iterable[Sighting]) -> bool:
    """Return whether the reviewed rows of a use say that it left the label, and none that it came back."""
    rows = [each for each in found if each.source == REVIEWED]
    return bool(rows) and all(each.status == "withdrawn" for each in rows)


def dating(found: list[Sighting]) -> list[Sighting]:
    """Return the sightings that date a use: the reviewed days of approval if there are any, else all."""
    reviewed = [each for each in found if each.source == REVIEWED and each.meaning is DayMeaning.APPROVED]
    return reviewed or found


def with_reviewed(
    markets: Iterable[MarketDays], sightings: Iterable[Sighting], moieties: Mapping[str, str]
) -> Iterator[MarketDays]:
    """Yield the market days; a drug with a reviewed use before its first known approval was approved earlier.

    Its first approval is then no exact day, and where old labels are missing its label is not known as a whole.

    Args:
        markets: what the sources know.
        sightings: the reviewed rows.
        moieties: the moiety of each drug that has another identifier's: a row for an ester is one for its drug.
    """
    first: dict[tuple[frozenset[str], str], date] = {}
    for each in sightings:
        if each.day is not None and each.status != NEVER:
            key = moieties_of(each.drugs, moieties), each.jurisdiction
            first[key] = min(each.day, first.get(key, each.day))
    for market in markets:
        day, known = first.get((moieties_of(market.drugs, moieties), market.jurisdiction)), market.first_approval
        if day is not None and known is not None and day < known - NEAR:
            yield replace(market, first_approval=day, is_exact=False, source=REVIEWED)
        else:
            yield market

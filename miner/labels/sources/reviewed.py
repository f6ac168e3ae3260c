"""Facts entered by hand: what no source has. Each row names the regulator's page that shows it.

A reviewed row decides against the other sources of the same use: its day of approval stands for theirs, "withdrawn"
without another row for the use ends it whatever they say, and "never" removes a use that a source was misread to have.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from miner.errors import LabelError
from miner.labels.days import NEAR
from miner.labels.sightings import DayMeaning, MarketDays, Sighting
from miner.lexicon.build.tables import Row, read_reviewed
from miner.lexicon.lexicon import Lexicon

REVIEWED = "reviewed"
NEVER = "never"
"""The status of a use that is on no label, though a source seems to say so."""
_STATUSES = frozenset({"approved", "conditional", "withdrawn", NEVER})


def reviewed_sightings(table: Path, lexicon: Lexicon) -> Iterator[Sighting]:
    """Yield a sighting for each row of reviewed.tsv.

    Raises:
        LabelError: an identifier is not in the lexicon, a status is unknown or a day is none; file and row are named.
    """
    for number, row in enumerate(read_reviewed(table), start=2):
        try:
            yield _sighting(row, lexicon)
        except ValueError as error:
            raise LabelError(f"{table}:{number}: {error}; correct the row") from error


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


def with_reviewed(markets: Iterable[MarketDays], sightings: Iterable[Sighting]) -> Iterator[MarketDays]:
    """Yield the market days; a drug with a reviewed use before its first known approval was approved earlier.

    Its first approval is then no exact day, and where old labels are missing its label is not known as a whole.
    """
    first: dict[tuple[tuple[str, ...], str], date] = {}
    for each in sightings:
        if each.day is not None and each.status != NEVER:
            key = each.drugs, each.jurisdiction
            first[key] = min(each.day, first.get(key, each.day))
    for market in markets:
        day, known = first.get((market.drugs, market.jurisdiction)), market.first_approval
        if day is not None and known is not None and day < known - NEAR:
            yield replace(market, first_approval=day, is_exact=False, source=REVIEWED)
        else:
            yield market


def _sighting(row: Row, lexicon: Lexicon) -> Sighting:
    drugs = tuple(sorted(row["drugs"].split("|")))
    for curie in (*drugs, row["disease"]):
        if curie not in lexicon:
            raise ValueError(f"{curie} is not in the lexicon")
    if row["status"] not in _STATUSES:
        raise ValueError(f"status is {row['status']!r}")
    approved, known = _day(row["approved_on"]), _day(row["known_by"])
    return Sighting(
        drugs=drugs,
        disease=row["disease"],
        jurisdiction=row["jurisdiction"],
        source=REVIEWED,
        day=approved or known,
        meaning=DayMeaning.APPROVED if approved else DayMeaning.BY,
        status=row["status"],
        ended_on=_day(row["ended_on"]),
        population=row["population"],
        biomarkers=tuple(filter(None, row["biomarker"].split("|"))),
        reference=row["source"],
        url=row["source_url"],
    )


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None

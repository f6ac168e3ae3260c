"""Facts entered by hand: what no source has. Each row names the regulator's page that shows it."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

from miner.errors import LabelError
from miner.labels.reviews import NEVER, NEVER_SOLD, MarketReview
from miner.labels.sightings import REVIEWED, DayMeaning, Sighting
from miner.lexicon.build.tables import Row, read_reviewed
from miner.lexicon.lexicon import Lexicon

_STATUSES = frozenset({"approved", "conditional", "withdrawn", NEVER})
_LEFT, _NO_PRODUCT, _WHOLE = "left market", "no product", "whole label"
"""The statuses of a row without a disease: since its day no product of the drugs is on the market, there has never been
one, or our facts are its whole label."""

T = TypeVar("T")


def reviewed_sightings(table: Path, lexicon: Lexicon) -> Iterator[Sighting]:
    """Yield a sighting for each row of reviewed.tsv that names a disease.

    Raises:
        LabelError: an identifier is not in the lexicon, a status is unknown or a day is none; file and row are named.
    """
    yield from _read(table, lexicon, _sighting, is_of_market=False)


def reviewed_markets(table: Path, lexicon: Lexicon) -> Iterator[MarketReview]:
    """Yield what is known of the market of drugs, for each row of reviewed.tsv without a disease.

    Raises:
        LabelError: an identifier is not in the lexicon, or such a row has another status or a day that does not fit it;
            file and row are named.
    """
    yield from _read(table, lexicon, _market, is_of_market=True)


def _read(table: Path, lexicon: Lexicon, parse: Callable[[Row], T], *, is_of_market: bool) -> Iterator[T]:
    for number, row in enumerate(read_reviewed(table), start=2):
        if is_of_market == bool(row["disease"]):
            continue
        try:
            _check(row, lexicon)
            yield parse(row)
        except ValueError as error:
            raise LabelError(f"{table}:{number}: {error}; correct the row") from error


def _check(row: Row, lexicon: Lexicon) -> None:
    for curie in filter(None, (*row["drugs"].split("|"), row["disease"])):
        if curie not in lexicon:
            raise ValueError(f"{curie} is not in the lexicon")


def _market(row: Row) -> MarketReview:
    ended = _day(row["ended_on"])
    if row["status"] not in {_LEFT, _NO_PRODUCT, _WHOLE} or (ended is None) == (row["status"] == _LEFT):
        raise ValueError(f"a row without a disease is {_LEFT!r} with a day, {_NO_PRODUCT!r} or {_WHOLE!r}")
    return MarketReview(
        drugs=tuple(sorted(row["drugs"].split("|"))),
        jurisdiction=row["jurisdiction"],
        ended_on=NEVER_SOLD if row["status"] == _NO_PRODUCT else ended,
        is_whole=row["status"] == _WHOLE,
        url=row["source_url"],
    )


def _sighting(row: Row) -> Sighting:
    drugs = tuple(sorted(row["drugs"].split("|")))
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

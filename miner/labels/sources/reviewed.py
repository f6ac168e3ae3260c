"""Facts entered by hand: what no source has. Each row names the regulator's page that shows it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from miner.errors import LabelError
from miner.labels.reviews import NEVER
from miner.labels.sightings import REVIEWED, DayMeaning, Sighting
from miner.lexicon.build.tables import Row, read_reviewed
from miner.lexicon.lexicon import Lexicon

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

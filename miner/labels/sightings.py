"""What the sources say, before it is weighed: a label text as found, and one statement of one source.

Every source of label knowledge is an adapter in `miner.labels.sources` that yields `LabelText` (read by our own
reader) or `Sighting` (a pair that the source states itself). `miner.labels.compile` merges sightings into facts.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

REVIEWED = "reviewed"
"""The source of rows that were entered by hand."""


class DayMeaning(StrEnum):
    """What the day of a sighting says about the use.

    APPROVED: approved on that day. BY: on the label on that day, perhaps for long. LATE: approved, but the day may be
    that of a later extension (age group, regimen), so an upper bound that is often exact. ENDED: withdrawn on that day.
    """

    APPROVED = "approved"
    BY = "by"
    LATE = "late"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelText:
    """A label's indications, or the wording of one approval, as a source has it.

    Args:
        drugs: ingredients, sorted identifiers of the lexicon.
        jurisdiction: code of `miner.jurisdictions`.
        source: key of corpora/labels/sources.tsv.
        text: the text; it is read and not kept.
        day: the day that the source gives, None if it gives none.
        meaning: what that day says.
        status: "approved", "conditional" or "withdrawn".
        ended_on: the day on which the use left the label, None if it did not.
        is_complete: whether it is the whole section of that day: what it does not name was not on this label then.
        reference: application, set id or product number, as the regulator writes it.
        url: the page that shows this label.
        routes: routes of the product.
        authorised_on: the day on which the product was first authorised, where the label is of one product.
    """

    drugs: tuple[str, ...]
    jurisdiction: str
    source: str
    text: str
    day: date | None = None
    meaning: DayMeaning = DayMeaning.BY
    status: str = "approved"
    ended_on: date | None = None
    is_complete: bool = False
    reference: str = ""
    url: str = ""
    routes: tuple[str, ...] = ()
    authorised_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One source's statement that a set of drugs is approved for a disease.

    `relation` is treats, prevents, diagnoses, supportive or palliates. `partners` are drugs that the label names
    beside it. `ages`, `line`, `biomarkers` and `routes` limit the use as the label words it; "" or () is no limit.
    The other fields are those of `LabelText`.
    """

    drugs: tuple[str, ...]
    disease: str
    jurisdiction: str
    source: str
    relation: str = "treats"
    day: date | None = None
    meaning: DayMeaning = DayMeaning.BY
    status: str = "approved"
    ended_on: date | None = None
    ages: str = ""
    line: str = ""
    population: str = ""
    biomarkers: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    reference: str = ""
    url: str = ""
    authorised_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketDays:
    """When a set of drugs came to a jurisdiction's market, and left it.

    Args:
        first_approval: the earliest known approval there; None if it is approved and nobody says since when.
        is_exact: whether that is the true first approval, not merely the first that the source still lists.
        candidate_days: further days on which its indications can have grown (efficacy supplements), sorted.
        ended_on: the day since which no product is authorised.
    """

    drugs: tuple[str, ...]
    jurisdiction: str
    first_approval: date | None
    is_exact: bool
    source: str
    candidate_days: tuple[date, ...] = ()
    ended_on: date | None = None
    reference: str = ""
    url: str = ""

"""What a reader can filter the list by: a table of facets, each with the values of a row, and the index for the script.

A new filter is one line of `FACETS`. A facet of which no row has a value is not shown.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from miner.jurisdictions import CODES
from miner.lexicon.areas import read_areas
from miner.records import LabelLevel, OffLabelKind
from miner.report.records import ListEntry
from miner.signals.columns import kinds_in
from miner.signals.rules import load_rules

AGES = ((1, "0 to 1 year ago"), (3, "2 to 3 years ago"), (10, "4 to 10 years ago"))
"""Ages of a signal, by years since its first counted article; older ones are `OLDEST`."""
OLDEST = "more than 10 years ago"
CHANGED = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A filter: its key in the address, its label, and the values of a row on the day of the list.

    `order` has the values that come first, in that order; others follow by name. `is_switch` makes it a tick box.
    """

    key: str
    label: str
    values: Callable[[ListEntry, date], Sequence[str]]
    order: tuple[str, ...] = ()
    is_switch: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A facet that is shown: its options in order, each with the number of rows that have it."""

    facet: Facet
    options: tuple[tuple[str, int], ...]


def age_of(entry: ListEntry, as_of: date) -> tuple[str, ...]:
    """Return how long ago the first counted article appeared, as one of the words of `AGES`; () if not known."""
    first = entry.evidence.first_year
    if first is None:
        return ()
    return (next((words for years, words in AGES if as_of.year - first <= years), OLDEST),)


def kinds_of(entry: ListEntry, _: date) -> tuple[str, ...]:
    """Return the kinds of off-label use in any jurisdiction, of the use and of some of its studies."""
    found = {kind for code in CODES for kind in kinds_in(entry.signal, code)}
    return tuple(kind.value for kind in OffLabelKind if kind in found)


FACETS = (
    Facet(key="area", label="Area", values=lambda entry, _: entry.areas, order=read_areas().names),
    Facet(key="kind", label="Off-label by", values=kinds_of, order=tuple(kind.value for kind in OffLabelKind)),
    Facet(
        key="stage",
        label="Stage",
        values=lambda entry, _: (entry.stage,) if entry.stage else (),
        order=tuple(step.stage for step in load_rules().ladder.climbed),
    ),
    Facet(key="tier", label="Tier", values=lambda entry, _: (entry.tier,) if entry.tier else ()),
    Facet(
        key="biomarker",
        label="Biomarker",
        values=lambda entry, _: tuple(biomarker.name for biomarker in entry.biomarkers),
    ),
    Facet(key="first", label="First study", values=age_of, order=(*(words for _, words in AGES), OLDEST)),
    Facet(
        key="changed",
        label="Only what changed",
        values=lambda entry, _: (CHANGED,) if entry.changes else (),
        is_switch=True,
    ),
)
"""The filters in the order in which the page shows them; text, region and label state come before."""


def choices_of(entries: Sequence[ListEntry], as_of: date) -> tuple[Choice, ...]:
    """Return the facets of which some row has a value, with their options."""
    found = []
    for facet in FACETS:
        counts = Counter(value for entry in entries for value in set(facet.values(entry, as_of)))
        if counts:
            place = {value: number for number, value in enumerate(facet.order)}
            options = sorted(counts.items(), key=lambda item: (place.get(item[0], len(place)), item[0].casefold()))
            found.append(Choice(facet=facet, options=tuple(options)))
    return tuple(found)


def search_text(entry: ListEntry) -> str:
    """Return the text that the filter box searches: names and identifiers in lower case."""
    names = (entry.drug_name, entry.disease_name, *(biomarker.name for biomarker in entry.biomarkers))
    return " ".join((*names, entry.evidence.drug_id, entry.evidence.disease)).lower()


def sort_keys(entry: ListEntry, level_order: Mapping[LabelLevel, int], *, is_followed: bool) -> list[Any]:
    """Return what each column sorts by, in the order of the columns; None if not known."""
    evidence = entry.evidence
    return [
        entry.rank,
        entry.drug_name,
        entry.disease_name,
        entry.biomarkers[0].name if entry.biomarkers else None,
        *(level_order[entry.region(code).state.level] for code in CODES),
        evidence.supporting_count,
        evidence.opposing_count,
        evidence.best_design.value,
        evidence.last_year,
        None,
        entry.lead_years if is_followed else entry.score,
    ]


def index_row(
    entry: ListEntry,
    choices: Sequence[Choice],
    marks: Mapping[LabelLevel, str],
    as_of: date,
    *,
    is_followed: bool,
) -> list[Any]:
    """Return a row of the index: search text, sort keys, label marks and, of each choice, the places of its values.

    Args:
        entry: the row.
        choices: the facets that are shown.
        marks: mark of each label level, nearest to the label first.
        as_of: the day of the list.
        is_followed: whether the row is in the list of uses that a label has come to cover.
    """
    order = {level: place for place, level in enumerate(marks)}
    places = [
        [place for place, (value, _) in enumerate(choice.options) if value in set(choice.facet.values(entry, as_of))]
        for choice in choices
    ]
    return [
        search_text(entry),
        sort_keys(entry, order, is_followed=is_followed),
        [marks[entry.region(code).state.level] for code in CODES],
        places,
    ]

"""What the labels of a drug say on a day: by disease and region, with its ingredients, its sets and the catalogues."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from miner.config import Settings
from miner.errors import LabelError
from miner.jobs.label_book import OpenBook, open_book
from miner.jurisdictions import CODES
from miner.labels.catalogue import CatalogueEntry
from miner.labels.engine import Standing, standing
from miner.labels.region_map import MapCell, region_map
from miner.lexicon.lexicon import Lexicon

DiseaseMap = Mapping[str, tuple[MapCell, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrugLabels:
    """All that is known of the labels of a drug, or of a set, on a day.

    `regions` has the statuses of each disease; `ingredients` the same for each member of a set: they never stand for
    the set. `markets` says of each jurisdiction since when the drug is approved there; `sets` are the sets with it
    that have a label of their own. `entries` are those of catalogues, which are no approvals. `note` says what the name
    was read as, "" if it is one of the drug's own.
    """

    drugs: tuple[str, ...]
    day: date
    lexicon: Lexicon
    regions: DiseaseMap
    ingredients: Mapping[str, DiseaseMap]
    markets: Mapping[str, str]
    sets: tuple[tuple[str, ...], ...]
    entries: tuple[CatalogueEntry, ...]
    note: str


def show_drug(settings: Settings, name: str, day: date) -> DrugLabels:
    """Return what the labels of a drug say on a day.

    Args:
        settings: where labels, lexicon and catalogues are.
        name: any name of the drug, a brand, an identifier, or a set: "trastuzumab + lapatinib".
        day: the day.

    Raises:
        LabelError: no drug has that name, or the labels cannot be read.
    """
    book = open_book(settings)
    named = book.names.drugs(name)
    if named.problem:
        near = named.unknown[0] if named.unknown else name
        raise LabelError(f"{named.problem}; `miner lexicon lookup '{near}'` shows similar names")
    drugs = named.curies
    members = drugs if len(drugs) > 1 else ()
    sets = {f.drugs for f in book.facts if set(drugs) < set(f.drugs) and standing(f, day) is not Standing.LATER}
    return DrugLabels(
        drugs=drugs,
        day=day,
        lexicon=book.lexicon,
        regions=region_map(book.labels, drugs, book.lexicon, day),
        ingredients={each: region_map(book.labels, (each,), book.lexicon, day) for each in members},
        markets={code: _market(book, drugs, code, day) for code in CODES},
        sets=tuple(sorted(sets, key=lambda each: [book.lexicon.name_of(drug) for drug in each])),
        entries=book.catalogue.of_drugs(drugs),
        note=named.note,
    )


def _market(book: OpenBook, drugs: tuple[str, ...], code: str, day: date) -> str:
    """Return in words since when a set of drugs is approved in a jurisdiction, and whether its whole label is known."""
    market = book.labels.market(drugs, code)
    if market is None:
        flags = [code in book.lexicon.entry(drug).flags for drug in drugs]
        return "approved, its label is not known" if len(drugs) == 1 and all(flags) else "no approval is known"
    first = market.first_approval
    if market.ended_on is not None and day >= market.ended_on:
        words = f"no product since {market.ended_on}"
    elif first is None:
        words = "approved, day unknown"
    elif day < first:
        words = f"not approved before {first}" if market.is_exact else f"approved by {first}, earlier not known"
    else:
        words = f"first approved {'on' if market.is_exact else 'by'} {first}"
    return words if market.is_label_known else f"{words}; its whole label is not known, other uses read unknown"

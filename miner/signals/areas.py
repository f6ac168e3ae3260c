"""Areas of medicine: a disease belongs to those whose groups are above it, and may belong to several."""

import importlib.resources
from functools import lru_cache

from miner.lexicon.lexicon import Lexicon
from miner.lexicon.tables import read_table

AREA_COLUMNS = ("area", "disease", "name")
RARE, PAEDIATRIC, OTHER = "rare", "paediatric", "other"
PAEDIATRIC_WORDS = frozenset(
    {
        "infantile",
        "childhood",
        "pediatric",
        "paediatric",
        "juvenile",
        "neonatal",
        "newborn",
        "prematurity",
        "congenital",
    }
)
"""Words in a disease's name by which it is one of children."""


@lru_cache(maxsize=1)
def read_areas() -> dict[str, tuple[str, ...]]:
    """Return the areas of the shipped table with the groups of diseases that make them, in its order.

    Raises:
        LexiconError: the table is missing or malformed.
    """
    found: dict[str, tuple[str, ...]] = {}
    for area, disease, _ in read_table(importlib.resources.files("corpora") / "signals" / "areas.tsv", AREA_COLUMNS):
        found[area] = (*found.get(area, ()), disease)
    return found


def area_names() -> tuple[str, ...]:
    """Return the names of all areas."""
    return (*read_areas(), RARE, PAEDIATRIC, OTHER)


def areas_of(lexicon: Lexicon, disease: str) -> tuple[str, ...]:
    """Return the areas of a disease; "other" if no group of the table is above it, "rare" and "paediatric" besides."""
    if disease not in lexicon:
        return (OTHER,)
    above = {disease, *lexicon.ancestors(disease)}
    found = tuple(area for area, groups in read_areas().items() if not above.isdisjoint(groups)) or (OTHER,)
    entry = lexicon.entry(disease)
    is_of_children = not PAEDIATRIC_WORDS.isdisjoint(entry.name.lower().replace("-", " ").split())
    more = [RARE] * ("rare" in entry.flags) + [PAEDIATRIC] * is_of_children
    return (*found, *more)

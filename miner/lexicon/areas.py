"""The medical areas of a disease, by the lexicon's hierarchy: what a reader of the list filters by."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from miner.errors import LexiconError
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.tables import read_table, table_place

AREA_COLUMNS = ("area", "kind", "key", "name")
AREA_TABLE = "areas.tsv"
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class AreaTable:
    """The areas in the order of the table, and what puts a disease there: a disease above it, a word, a flag."""

    names: tuple[str, ...]
    by_kind: Mapping[str, Mapping[str, frozenset[str]]]


@lru_cache(maxsize=1)
def read_areas() -> AreaTable:
    """Return the shipped table areas.tsv.

    Raises:
        LexiconError: the table is missing or malformed, or has a kind other than disease, word and flag.
    """
    path = table_place(None) / AREA_TABLE
    found: dict[str, defaultdict[str, set[str]]] = {kind: defaultdict(set) for kind in ("disease", "word", "flag")}
    names: dict[str, None] = {}
    for area, kind, key, _ in read_table(path, AREA_COLUMNS):
        if kind not in found or not key:
            raise LexiconError(f"{path}: {area}: {kind} {key!r} is no rule; write disease, word or flag, and its key")
        found[kind][key].add(area)
        names[area] = None
    return AreaTable(
        names=tuple(names),
        by_kind={kind: {key: frozenset(areas) for key, areas in keys.items()} for kind, keys in found.items()},
    )


def areas_of(lexicon: Lexicon, disease: str) -> tuple[str, ...]:
    """Return the areas of a disease in the order of the table, as ("oncology", "rare"); () if it is in none.

    A disease is in an area if it is, or is below, one that the table names, if its name or that of a disease above it
    has a word of the table ("neonatal"), or if the lexicon flags it ("rare"; a disease above it does not count).
    """
    if disease not in lexicon:
        return ()
    table = read_areas()
    found: set[str] = set()
    for curie in (disease, *lexicon.ancestors(disease)):
        found |= table.by_kind["disease"].get(curie, frozenset())
        for word in _WORD.findall(lexicon.name_of(curie).lower()):
            found |= table.by_kind["word"].get(word, frozenset())
    for flag in lexicon.entry(disease).flags:
        found |= table.by_kind["flag"].get(flag, frozenset())
    return tuple(area for area in table.names if area in found)

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
KINDS = ("disease", "word", "flag", "stop")
_WORD = re.compile(r"[a-z]+")
_NONE: frozenset[str] = frozenset()
OTHER = "other"
"""What a disease without an area is counted under."""


@dataclass(frozen=True, slots=True)
class AreaTable:
    """The areas in the order of the table, and the rules: kind and key to the areas that they are for.

    A disease above, a word of a name or a flag puts a disease into an area. A "stop" is a disease beyond which the
    hierarchy is not followed for an area: MONDO has eyes under the nervous system.
    """

    names: tuple[str, ...]
    rules: Mapping[str, Mapping[str, frozenset[str]]]

    def stops_of(self, area: str) -> frozenset[str]:
        """Return the diseases beyond which the hierarchy is not followed for an area."""
        return frozenset(curie for curie, areas in self.rules["stop"].items() if area in areas)


@lru_cache(maxsize=1)
def read_areas() -> AreaTable:
    """Return the shipped table areas.tsv.

    Raises:
        LexiconError: the table is missing or malformed, or has a kind that is not of `KINDS`.
    """
    path = table_place(None) / AREA_TABLE
    rules: dict[str, defaultdict[str, set[str]]] = {kind: defaultdict(set) for kind in KINDS}
    names: dict[str, None] = {}
    for area, kind, key, _ in read_table(path, AREA_COLUMNS):
        if kind not in rules or not key:
            raise LexiconError(f"{path}: {area}: {kind} {key!r} is no rule; write {', '.join(KINDS)}, and its key")
        rules[kind][key].add(area)
        names[area] = None
    return AreaTable(
        names=tuple(names),
        rules={kind: {key: frozenset(areas) for key, areas in keys.items()} for kind, keys in rules.items()},
    )


def area_names() -> tuple[str, ...]:
    """Return the names of all areas, in the order of the table."""
    return read_areas().names


def areas_of(lexicon: Lexicon, disease: str) -> tuple[str, ...]:
    """Return the areas of a disease in the order of the table, as ("oncology", "rare"); () if it is in none.

    A disease is in an area if it is, or is below, one that the table names, if its name or that of a disease above it
    has a word of the table ("neonatal"), or if the lexicon flags it ("rare"; a disease above it does not count).
    """
    if disease not in lexicon:
        return ()
    table = read_areas()
    above = lexicon.ancestors(disease) | {disease}
    by_disease = frozenset[str]().union(*(table.rules["disease"].get(curie, _NONE) for curie in above))
    found = {area for area in by_disease if _is_below(lexicon, disease, area)}
    for curie in above:
        for word in _WORD.findall(lexicon.name_of(curie).lower()):
            found |= table.rules["word"].get(word, _NONE)
    for flag in lexicon.entry(disease).flags:
        found |= table.rules["flag"].get(flag, _NONE)
    return tuple(area for area in table.names if area in found)


def _is_below(lexicon: Lexicon, disease: str, area: str) -> bool:
    """Return whether a disease is, or is below, one of an area on a way that no stop of the area is on."""
    table = read_areas()
    stops = table.stops_of(area)
    open_nodes, seen = [disease], {disease}
    while open_nodes:
        node = open_nodes.pop()
        if node in stops:
            continue
        if area in table.rules["disease"].get(node, _NONE):
            return True
        parents = lexicon.entry(node).parents if node in lexicon else ()
        open_nodes += [parent for parent in parents if parent not in seen]
        seen.update(parents)
    return False

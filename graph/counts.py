"""The number of nodes and edges of each kind: recorded by every sync, compared before the next to notice damage."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from graph.errors import GraphDamagedError, GraphQueryError
from graph.schema import EDGE_TYPES, NODE_TYPES
from graph.store import BoltStore


def count_kinds(store: BoltStore) -> dict[str, int]:
    """Return the number of nodes of each label and of edges of each type.

    Each kind is matched by its name, as the queries do: with a damaged schema the embedded engine finds all edges of
    `()-[r]->()` and none of a type.
    """
    counts = {}
    for node_type in NODE_TYPES:
        counts[node_type.label] = store.rows(f"MATCH (n:{node_type.label}) RETURN count(n) AS n")[0]["n"]
    for edge_type in EDGE_TYPES:
        counts[edge_type.type] = store.rows(f"MATCH ()-[r:{edge_type.type}]->() RETURN count(r) AS n")[0]["n"]
    return counts


def check_counts(store: BoltStore, recorded: Mapping[str, int]) -> None:
    """Raise GraphDamagedError if the graph has fewer nodes or edges of a kind than were recorded.

    More are no damage: somebody may have added some, and `miner graph check` lists them.
    """
    if not recorded:
        return
    found = count_kinds(store)
    for kind, count in recorded.items():
        if found.get(kind, 0) < count:
            raise GraphDamagedError(
                store.target, f"it has {found.get(kind, 0):,} {kind}, and {count:,} were there after the last sync"
            )


def as_text(counts: Mapping[str, int]) -> str:
    """Return counts as the text that a node of the graph can hold."""
    return json.dumps(counts)


def from_text(text: str | None) -> dict[str, int]:
    """Return the counts of a text that `as_text` wrote, without any for None or another text."""
    try:
        counts = json.loads(text or "{}")
    except ValueError:
        return {}
    return counts if isinstance(counts, dict) else {}


@contextmanager
def damage_named(store: BoltStore) -> Iterator[None]:
    """Hold work with statements of our own: one that the embedded engine refuses means that its files are damaged."""
    try:
        yield
    except GraphQueryError as error:
        if not store.is_embedded:
            raise
        raise GraphDamagedError(store.target, f"the engine cannot read it, see {store.log}") from error

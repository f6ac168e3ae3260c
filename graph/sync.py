"""Brings the graph in sync with a ledger, or rebuilds it.

The node `(:LedgerState {id: "ledger"})` records which ledger the graph mirrors, up to which change, and the number of
nodes and edges of each kind. While a sync writes, its property `unfinished` says so. It is removed last and every step
is idempotent, so the next sync completes one that was killed.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from graph.counts import as_text, check_counts, count_kinds, damage_named, from_text
from graph.embedded_files import InStep
from graph.errors import GraphError, GraphSchemaError, GraphUnfinishedError
from graph.load import (
    EDGE_BATCH,
    NODE_BATCH,
    apply_schema,
    drop_all,
    remove_edges,
    remove_nodes,
    remove_other_edges,
    write_edges,
    write_nodes,
)
from graph.projection import Projection, Row, check_projection
from graph.schema import EDGE_TYPES, NODE_TYPES, EdgeType
from graph.store import BoltStore

T = TypeVar("T")
Progress = Callable[[str, int], None]
"""Called with a label or edge type and the number of its rows written so far."""

REBUILD, LOAD, UPDATE = "rebuild", "load", "update"
"""Values of `unfinished`: the graph is being emptied, filled from nothing, or changed."""

_SAVE_STATE = (
    "MERGE (s:LedgerState {id: 'ledger'}) SET s.ledger_id = $ledger_id, s.change_seq = $change_seq, "
    "s.unfinished = $unfinished, s.counts = $counts"
)


@dataclass(slots=True, kw_only=True)
class SyncReport:
    """The numbers of nodes and edges that a sync wrote and removed, by label and edge type."""

    from_seq: int
    to_seq: int
    nodes: Counter[str] = field(default_factory=Counter)
    edges: Counter[str] = field(default_factory=Counter)
    removed_nodes: Counter[str] = field(default_factory=Counter)
    removed_edges: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0


def sync(store: BoltStore, projection: Projection, progress: Progress | None = None) -> SyncReport:
    """Write to the graph what changed in the ledger since the last sync and return the counts.

    Raises:
        GraphSchemaError: a row does not fit the schema; nothing was written.
        GraphDamagedError: the graph has less than the last sync left there, or cannot be read.
        GraphError: the graph mirrors another ledger, or an edge names a node that is missing.
    """
    began = time.monotonic()
    with damage_named(store):
        check_whole(store)  # before the first write, which forgets what is recorded beside an embedded graph
        apply_schema(store)
        report = _sync(store, projection, progress or (lambda _name, _count: None))
    report.seconds = time.monotonic() - began
    return report


def _sync(store: BoltStore, projection: Projection, progress: Progress) -> SyncReport:
    state = read_state(store)
    unfinished = state.get("unfinished") if state.get("ledger_id") == projection.ledger_id else None
    if unfinished == REBUILD:
        return rebuild(store, projection, progress)
    is_empty = not store.rows("MATCH (n) WHERE NOT n:LedgerState RETURN n.id AS id LIMIT 1")
    report = SyncReport(from_seq=last_seq(store, projection, is_empty=is_empty), to_seq=projection.change_seq)
    has_changes = is_empty or report.from_seq != report.to_seq
    if unfinished and not has_changes:  # an update by a ledger that was ahead of this one
        return rebuild(store, projection, progress)
    counts = from_text(state.get("counts"))
    if has_changes:
        counts = _write_changes(store, projection, report, progress, is_empty=is_empty)
    elif not counts:
        counts = count_kinds(store)
    if has_changes or not state.get("counts"):
        save_state(store, projection, report.to_seq, counts=counts)
    store.note_in_step(InStep(ledger_id=projection.ledger_id, change_seq=report.to_seq, counts=counts))
    return report


def _write_changes(
    store: BoltStore, projection: Projection, report: SyncReport, progress: Progress, *, is_empty: bool
) -> dict[str, int]:
    """Write what changed and return the number of nodes and edges of each kind that the graph has then."""
    check_projection(projection, report.from_seq)
    save_state(store, projection, report.from_seq, unfinished=UPDATE if report.from_seq else LOAD)
    if not is_empty:
        remove(store, projection, report)
    write(store, projection, report, progress, is_empty=is_empty)
    if is_empty:
        check_counts(store, {**report.nodes, **report.edges})
    return count_kinds(store)


def rebuild(store: BoltStore, projection: Projection, progress: Progress | None = None) -> SyncReport:
    """Empty the graph, whatever it contains, load the whole ledger and return the counts.

    Raises:
        GraphSchemaError: a row does not fit the schema; the graph is unchanged.
    """
    check_projection(projection, 0)
    apply_schema(store)
    # If this run is killed, the next sync of the same ledger does it again, and one of another ledger refuses.
    save_state(store, projection, 0, unfinished=REBUILD)
    drop_all(store)
    save_state(store, projection, 0, unfinished=LOAD)
    return sync(store, projection, progress)


def save_state(
    store: BoltStore,
    projection: Projection,
    change_seq: int,
    *,
    unfinished: str | None = None,
    counts: Mapping[str, int] | None = None,
) -> None:
    """Record that the graph mirrors a ledger up to a change, or that it is being written to."""
    store.write(
        _SAVE_STATE,
        {
            "ledger_id": projection.ledger_id,
            "change_seq": change_seq,
            "unfinished": unfinished,
            "counts": None if counts is None else as_text(counts),
        },
    )


def read_state(store: BoltStore) -> dict[str, Any]:
    """Return what the graph records about the ledger it mirrors; empty for a graph that no ledger was loaded into."""
    states = store.rows(
        "MATCH (s:LedgerState {id: 'ledger'}) RETURN s.ledger_id AS ledger_id, s.change_seq AS change_seq, "
        "s.unfinished AS unfinished, s.counts AS counts"
    )
    return states[0] if states else {}


def describe_state(store: BoltStore) -> str:
    """Return in words which ledger the graph mirrors, and up to which change."""
    state = read_state(store)
    if not state:
        return "no ledger loaded"
    return f"mirrors ledger {state['ledger_id'][:8]} up to change {state['change_seq']}"


def describe_unfinished(store: BoltStore) -> str:
    """Return in one line that an update of the graph is not complete and what completes it; "" if it is complete."""
    unfinished = read_state(store).get("unfinished")
    if not unfinished:
        return ""
    return (
        f"The {unfinished} of the graph at {store.target} is still running or was interrupted; "
        "the next `miner run` or `miner graph sync` completes it."
    )


def check_loaded(store: BoltStore) -> None:
    """Raise GraphUnfinishedError if the graph was never filled completely, so that answers would be false."""
    if read_state(store).get("unfinished") in {REBUILD, LOAD}:
        raise GraphUnfinishedError(describe_unfinished(store))


def check_whole(store: BoltStore) -> None:
    """Raise GraphDamagedError if the graph has fewer nodes or edges of a kind than the last complete sync left."""
    with damage_named(store):
        state, noted = read_state(store), store.in_step()
        if state.get("unfinished"):
            return
        check_counts(store, noted.counts if noted else from_text(state.get("counts")))


def last_seq(store: BoltStore, projection: Projection, *, is_empty: bool) -> int:
    """Return the change up to which the graph mirrors this ledger, 0 for an empty graph.

    Raises:
        GraphError: the graph does not mirror this ledger, or is ahead of it.
    """
    if is_empty:
        return 0
    state = read_state(store)
    if not state:
        raise GraphError(
            f"The graph at {store.target} contains nodes that no ledger wrote; "
            "`miner graph rebuild` empties it and loads this ledger."
        )
    ledger_id, change_seq = state["ledger_id"], int(state["change_seq"])
    if ledger_id != projection.ledger_id:
        raise GraphError(
            f"The graph at {store.target} mirrors "
            + (f"another ledger ({ledger_id}), not {projection.ledger_id}" if ledger_id else "no ledger fully")
            + "; `miner graph rebuild` empties it and loads this ledger."
        )
    if change_seq > projection.change_seq:
        raise GraphError(
            f"The graph at {store.target} is at change {change_seq}, the ledger only at "
            f"{projection.change_seq}: was an older ledger restored? Run `miner graph rebuild`."
        )
    return change_seq


def remove(store: BoltStore, projection: Projection, report: SyncReport) -> None:
    """Remove what the ledger no longer has. This precedes `write`, which restores what has come back since."""
    for edge_type in EDGE_TYPES:
        for edges in batches(projection.removed_edges(edge_type.type, report.from_seq), EDGE_BATCH):
            report.removed_edges[edge_type.type] += remove_edges(store, edge_type, edges)
    for node_type in NODE_TYPES:
        for identifiers in batches(projection.removed_nodes(node_type.label, report.from_seq), EDGE_BATCH):
            report.removed_nodes[node_type.label] += remove_nodes(store, node_type, identifiers)


def write(store: BoltStore, projection: Projection, report: SyncReport, progress: Progress, *, is_empty: bool) -> None:
    """Write nodes, then edges; remove outdated edges of changed nodes that own them."""
    for node_type in NODE_TYPES:
        for nodes in batches(projection.nodes(node_type.label, report.from_seq), NODE_BATCH):
            write_nodes(store, node_type, nodes)
            report.nodes[node_type.label] += len(nodes)
            progress(node_type.label, report.nodes[node_type.label])
    for edge_type in EDGE_TYPES:
        for edges in batches(projection.edges(edge_type.type, report.from_seq), EDGE_BATCH):
            write_edges(store, edge_type, edges)
            report.edges[edge_type.type] += len(edges)
            progress(edge_type.type, report.edges[edge_type.type])
        if edge_type.is_owned and not is_empty:
            report.removed_edges[edge_type.type] += replace_owned(store, projection, edge_type, report.from_seq)


def replace_owned(store: BoltStore, projection: Projection, edge_type: EdgeType, since: int) -> int:
    """Remove edges that a changed start node has in the graph but not in the ledger; return how many.

    Raises:
        GraphSchemaError: the rows of one start node are not next to each other.
    """
    removed = 0
    seen: set[str] = set()
    for group in batches(owned_ends(projection.edges(edge_type.type, since)), EDGE_BATCH):
        ends = dict(group)
        if len(ends) < len(group) or not seen.isdisjoint(ends):
            raise GraphSchemaError(f"{edge_type.type}: the rows of one start node must be next to each other.")
        seen.update(ends)
        removed += remove_other_edges(store, edge_type, ends)
    changed = (row["id"] for row in projection.nodes(edge_type.start, since))
    for bare in batches((start for start in changed if start not in seen), EDGE_BATCH):
        removed += remove_other_edges(store, edge_type, {start: [] for start in bare})
    return removed


def owned_ends(rows: Iterable[Row]) -> Iterator[tuple[str, list[str]]]:
    """Yield each start node with the ends of its edges; `rows` has those of one start node next to each other."""
    start, ends = None, list[str]()
    for row in rows:
        if start is not None and row["start"] != start:
            yield start, ends
            ends = []
        start = row["start"]
        ends.append(row["end"])
    if start is not None:
        yield start, ends


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield the items in lists of `size`; the last one may be shorter."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch

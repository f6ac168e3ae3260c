"""Brings the graph in sync with a ledger, or rebuilds it.

The node `(:LedgerState {id: "ledger"})` records which ledger the graph mirrors, and up to which change. That number is
written last and every step is idempotent, so the next run repairs one that was killed.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from graph.errors import GraphError, GraphSchemaError
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

_SAVE_STATE = (
    "MERGE (s:LedgerState {id: 'ledger'}) SET s.ledger_id = $ledger_id, s.change_seq = $change_seq, "
    "s.rebuilding_for = $rebuilding_for"
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
    """Write to the graph what changed in the ledger since the last sync.

    Raises:
        GraphSchemaError: a row does not fit the schema; nothing was written.
        GraphError: the graph mirrors another ledger, or an edge names a node that is missing.
    """
    began = time.monotonic()
    to_seq = projection.change_seq
    apply_schema(store)
    if read_state(store).get("rebuilding_for") == projection.ledger_id:
        return rebuild(store, projection, progress)  # an earlier one was killed
    is_empty = not store.rows("MATCH (n) WHERE NOT n:LedgerState RETURN n.id AS id LIMIT 1")
    since = last_seq(store, projection, is_empty=is_empty)
    report = SyncReport(from_seq=since, to_seq=to_seq)
    if since == to_seq and not is_empty:
        store.note_in_step(projection.ledger_id, to_seq)
        return report
    check_projection(projection, since)
    if is_empty:  # a first load that is killed must be known as this ledger's
        save_state(store, projection, 0)
    else:
        remove(store, projection, report)
    write(store, projection, report, progress or (lambda _name, _count: None), is_empty=is_empty)
    save_state(store, projection, to_seq)
    store.note_in_step(projection.ledger_id, to_seq)
    report.seconds = time.monotonic() - began
    return report


def rebuild(store: BoltStore, projection: Projection, progress: Progress | None = None) -> SyncReport:
    """Empty the graph, whatever it contains, and load the whole ledger.

    Raises:
        GraphSchemaError: a row does not fit the schema; the graph is unchanged.
    """
    check_projection(projection, 0)
    apply_schema(store)
    # If this run is killed, the next sync of the same ledger does it again, and one of another ledger refuses.
    store.write(_SAVE_STATE, {"ledger_id": "", "change_seq": 0, "rebuilding_for": projection.ledger_id})
    drop_all(store)
    save_state(store, projection, 0)
    return sync(store, projection, progress)


def save_state(store: BoltStore, projection: Projection, change_seq: int) -> None:
    """Record that the graph mirrors a ledger up to a change."""
    state = {"ledger_id": projection.ledger_id, "change_seq": change_seq, "rebuilding_for": None}
    store.write(_SAVE_STATE, state)


def read_state(store: BoltStore) -> dict[str, Any]:
    """Return what the graph records about the ledger it mirrors; empty for a graph that no ledger was loaded into."""
    states = store.rows(
        "MATCH (s:LedgerState {id: 'ledger'}) RETURN s.ledger_id AS ledger_id, s.change_seq AS change_seq, "
        "s.rebuilding_for AS rebuilding_for"
    )
    return states[0] if states else {}


def describe_state(store: BoltStore) -> str:
    """Return in words which ledger the graph mirrors, and up to which change."""
    state = read_state(store)
    if not state:
        return "no ledger loaded"
    if state["rebuilding_for"]:
        return "a rebuild was interrupted: the next `miner run` or `miner graph sync` completes it"
    return f"mirrors ledger {state['ledger_id'][:8]} up to change {state['change_seq']}"


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

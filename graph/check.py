"""Compares the graph with the ledger that it mirrors, in both directions and property by property."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graph.counts import damage_named
from graph.projection import Projection, Row
from graph.schema import EDGE_TYPES, NODE_TYPES, EdgeType, NodeType
from graph.store import BoltStore

KEPT_LABELS = frozenset({"Drug", "Disease", "Biomarker"})
"""Vocabulary: such a node stays until the next rebuild after its last evidence is removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A difference between graph and ledger; `str` formats it as one line."""

    kind: str
    """Label or edge type."""
    what: str
    """The node or edge: "DRUGBANK:DB00619" or "DRUGBANK:DB00619 → MONDO:0011996"."""
    problem: str

    def __str__(self) -> str:
        """Return one readable line."""
        return f"{self.kind} {self.what}: {self.problem}"


def check(store: BoltStore, projection: Projection) -> list[Difference]:
    """Return every difference between the graph and the whole projection, by type in schema order.

    Vocabulary nodes that the ledger no longer has are allowed. Memory holds one label or edge type at a time.

    Raises:
        GraphDamagedError: the engine of an embedded graph cannot read it.
    """
    with damage_named(store):
        differences = [*check_names(store)]
        for node_type in NODE_TYPES:
            differences += check_nodes(store, projection, node_type)
        for edge_type in EDGE_TYPES:
            differences += check_edges(store, projection, edge_type)
    return differences


def check_names(store: BoltStore) -> Iterator[Difference]:
    """Yield the labels and edge types that the schema does not know, with their number of occurrences."""
    labels = {"LedgerState", *(node_type.label for node_type in NODE_TYPES)}
    types = {edge_type.type for edge_type in EDGE_TYPES}
    for row in store.rows("MATCH (n) RETURN labels(n) AS labels, count(*) AS n ORDER BY labels"):
        if len(row["labels"]) != 1 or row["labels"][0] not in labels:
            yield Difference(
                kind="node", what=":".join(row["labels"]), problem=f"unknown label, {row['n']} in the graph"
            )
    for row in store.rows("MATCH ()-[r]->() RETURN type(r) AS type, count(*) AS n ORDER BY type"):
        if row["type"] not in types:
            yield Difference(kind="edge", what=row["type"], problem=f"unknown type, {row['n']} in the graph")


def check_nodes(store: BoltStore, projection: Projection, node_type: NodeType) -> Iterator[Difference]:
    """Yield the differences among the nodes of one label."""
    label = node_type.label
    in_graph = {
        row["id"]: row["properties"]
        for row in store.stream(f"MATCH (n:{label}) RETURN n.id AS id, properties(n) AS properties")
    }
    for row in projection.nodes(label, 0):
        if row["id"] not in in_graph:
            yield Difference(kind=label, what=row["id"], problem="missing from the graph")
            continue
        yield from compare(label, row["id"], in_graph.pop(row["id"]), row)
    if label not in KEPT_LABELS:
        for identifier in sorted(in_graph):
            yield Difference(kind=label, what=identifier, problem="unexpected: not in the ledger")


def check_edges(store: BoltStore, projection: Projection, edge_type: EdgeType) -> Iterator[Difference]:
    """Yield the differences among the edges of one type."""
    kind, key = edge_type.type, edge_type.key
    in_graph: dict[tuple[str, str, str], Row] = {}
    for row in store.stream(
        f"MATCH (a)-[r:{kind}]->(b) RETURN a.id AS start, b.id AS end, properties(r) AS properties"
    ):
        edge = (row["start"], row["end"], str(row["properties"].get(key, "")))
        if edge in in_graph:
            yield Difference(kind=kind, what=named(edge), problem="more than once in the graph")
        in_graph[edge] = row["properties"]
    for row in projection.edges(kind, 0):
        edge = (row["start"], row["end"], str(row.get(key, "")))
        if edge not in in_graph:
            yield Difference(kind=kind, what=named(edge), problem="missing from the graph")
            continue
        properties = {name: value for name, value in row.items() if name not in {"start", "end"}}
        yield from compare(kind, named(edge), in_graph.pop(edge), properties)
    for edge in sorted(in_graph, key=str):
        yield Difference(kind=kind, what=named(edge), problem="unexpected: not in the ledger")


def compare(kind: str, what: str, in_graph: Row, in_ledger: Row) -> Iterator[Difference]:
    """Yield a difference for each property of a node or edge that differs."""
    for name in sorted({*in_graph, *in_ledger}):
        graph_value, ledger_value = comparable(in_graph.get(name)), comparable(in_ledger.get(name))
        if graph_value != ledger_value:
            yield Difference(
                kind=kind,
                what=what,
                problem=f"{name} is {shown(graph_value)} in the graph, {shown(ledger_value)} in the ledger",
            )


def comparable(value: Any) -> Any:
    """Return a tuple as a list, because the graph has only lists, and any other value unchanged."""
    return list(value) if isinstance(value, tuple) else value


def shown(value: Any) -> str:
    """Return a value as text for a message: dates in ISO format, "absent" for None."""
    return "absent" if value is None else value.isoformat() if hasattr(value, "isoformat") else repr(value)


def named(edge: tuple[str, str, str]) -> str:
    """Return an edge as text for a message: start, end and key."""
    start, end, key = edge
    return f"{start} → {end}" + (f" ({key})" if key else "")

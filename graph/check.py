"""Compares the graph with the ledger it should mirror, both ways and property by property."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graph.projection import Projection, Row
from graph.schema import EDGE_TYPES, NODE_TYPES, EdgeType, NodeType
from graph.store import BoltStore

KEPT_LABELS = frozenset({"Drug", "Disease", "Biomarker"})
"""Vocabulary: a node stays until the next rebuild when its last evidence goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One way in which graph and ledger differ; `str` gives the line a reader sees."""

    kind: str
    """Label or edge type."""
    what: str
    """The node or edge: "DRUGBANK:DB00619" or "DRUGBANK:DB00619 → MONDO:0011996"."""
    problem: str

    def __str__(self) -> str:
        """One readable line."""
        return f"{self.kind} {self.what}: {self.problem}"


def check(store: BoltStore, projection: Projection) -> list[Difference]:
    """Every difference between the graph and the whole projection, by type in schema order.

    Vocabulary nodes that the ledger no longer gives may stay. Memory holds one label or edge type at a time.
    """
    differences = [*check_names(store)]
    for node_type in NODE_TYPES:
        differences += check_nodes(store, projection, node_type)
    for edge_type in EDGE_TYPES:
        differences += check_edges(store, projection, edge_type)
    return differences


def check_names(store: BoltStore) -> Iterator[Difference]:
    """Labels and edge types that the schema does not know, with how often they occur."""
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
    """The differences among the nodes of one label."""
    label = node_type.label
    there = {
        row["id"]: row["properties"]
        for row in store.stream(f"MATCH (n:{label}) RETURN n.id AS id, properties(n) AS properties")
    }
    for row in projection.nodes(label, 0):
        if row["id"] not in there:
            yield Difference(kind=label, what=row["id"], problem="missing from the graph")
            continue
        yield from compare(label, row["id"], there.pop(row["id"]), row)
    if label not in KEPT_LABELS:
        for identifier in sorted(there):
            yield Difference(kind=label, what=identifier, problem="unexpected: not in the ledger")


def check_edges(store: BoltStore, projection: Projection, edge_type: EdgeType) -> Iterator[Difference]:
    """The differences among the edges of one type."""
    kind, key = edge_type.type, edge_type.key
    there: dict[tuple[str, str, str], Row] = {}
    for row in store.stream(
        f"MATCH (a)-[r:{kind}]->(b) RETURN a.id AS start, b.id AS end, properties(r) AS properties"
    ):
        edge = (row["start"], row["end"], str(row["properties"].get(key, "")))
        if edge in there:
            yield Difference(kind=kind, what=named(edge), problem="more than once in the graph")
        there[edge] = row["properties"]
    for row in projection.edges(kind, 0):
        edge = (row["start"], row["end"], str(row.get(key, "")))
        if edge not in there:
            yield Difference(kind=kind, what=named(edge), problem="missing from the graph")
            continue
        wanted = {name: value for name, value in row.items() if name not in {"start", "end"}}
        yield from compare(kind, named(edge), there.pop(edge), wanted)
    for edge in sorted(there, key=str):
        yield Difference(kind=kind, what=named(edge), problem="unexpected: not in the ledger")


def compare(kind: str, what: str, there: Row, wanted: Row) -> Iterator[Difference]:
    """The properties in which a node or edge differs."""
    for name in sorted({*there, *wanted}):
        graph_value, ledger_value = comparable(there.get(name)), comparable(wanted.get(name))
        if graph_value != ledger_value:
            yield Difference(
                kind=kind,
                what=what,
                problem=f"{name} is {shown(graph_value)} in the graph, {shown(ledger_value)} in the ledger",
            )


def comparable(value: Any) -> Any:
    """A list for a tuple: the graph knows lists only."""
    return list(value) if isinstance(value, tuple) else value


def shown(value: Any) -> str:
    """A value for a line of text; dates as people write them."""
    return "absent" if value is None else value.isoformat() if hasattr(value, "isoformat") else repr(value)


def named(edge: tuple[str, str, str]) -> str:
    """An edge for a line of text."""
    start, end, key = edge
    return f"{start} → {end}" + (f" ({key})" if key else "")

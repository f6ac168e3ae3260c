"""Writes batches of nodes and edges: all Cypher that changes the graph is in this module and `schema.cypher`.

Each function takes rows that `projection.py` has checked. Loading is idempotent.
"""

from collections.abc import Iterable, Sequence
from importlib import resources
from typing import Any

from graph.errors import GraphError
from graph.projection import Row
from graph.schema import EdgeType, NodeType
from graph.store import BoltStore

NODE_BATCH = 5_000
EDGE_BATCH = 2_000
DROP_BATCH = 5_000


def apply_schema(store: BoltStore) -> None:
    """Create the constraints and indexes that do not exist yet."""
    text = resources.files("graph").joinpath("schema.cypher").read_text(encoding="utf-8")
    code = "\n".join(line for line in text.splitlines() if not line.startswith("//"))
    for statement in filter(None, map(str.strip, code.split(";"))):
        store.write(statement)


def write_nodes(store: BoltStore, node_type: NodeType, rows: Sequence[Row]) -> None:
    """Create or replace nodes; a property that a row lacks is removed."""
    store.write(
        f"UNWIND $rows AS row MERGE (n:{node_type.label} {{id: row.id}}) SET n = row",
        {"rows": [without_none(row) for row in rows]},
    )


def write_edges(store: BoltStore, edge_type: EdgeType, rows: Sequence[Row]) -> None:
    """Create or replace edges between existing nodes.

    Raises:
        GraphError: an end is not in the graph.
    """
    key = f" {{{edge_type.key}: row.key}}" if edge_type.key else ""
    replace = " SET r = row.properties" if edge_type.properties else ""
    written = store.write_rows(
        f"UNWIND $rows AS row {match_ends(edge_type)} "
        f"MERGE (a)-[r:{edge_type.type}{key}]->(b){replace} RETURN count(*) AS n",
        {"rows": [edge_parameter(edge_type, row) for row in rows]},
    )
    if written[0]["n"] != len(rows):
        raise GraphError(missing_end(store, edge_type, rows))


def remove_edges(store: BoltStore, edge_type: EdgeType, rows: Sequence[Row]) -> int:
    """Remove edges and return how many were removed; a missing edge is not an error."""
    key = f" {{{edge_type.key}: row.key}}" if edge_type.key else ""
    counters = store.write(
        f"UNWIND $rows AS row {match_ends(edge_type)} MATCH (a)-[r:{edge_type.type}{key}]->(b) DELETE r",
        {"rows": [edge_parameter(edge_type, row) for row in rows]},
    )
    return counters.get("relationships_deleted", 0)


def remove_other_edges(store: BoltStore, edge_type: EdgeType, ends: dict[str, list[str]]) -> int:
    """Remove each start node's edges of the type to ends that are not listed; return how many were removed."""
    counters = store.write(
        f"UNWIND $rows AS row MATCH (a:{edge_type.start} {{id: row.start}})-[r:{edge_type.type}]->(b) "
        "WHERE NOT b.id IN row.ends DELETE r",
        {"rows": [{"start": start, "ends": kept} for start, kept in ends.items()]},
    )
    return counters.get("relationships_deleted", 0)


def remove_nodes(store: BoltStore, node_type: NodeType, identifiers: Sequence[str]) -> int:
    """Remove nodes with all their edges and return how many were removed; a missing node is not an error."""
    counters = store.write(
        f"UNWIND $ids AS id MATCH (n:{node_type.label} {{id: id}}) DETACH DELETE n",
        {"ids": list(identifiers)},
    )
    return counters.get("nodes_deleted", 0)


def drop_all(store: BoltStore) -> None:
    """Remove all edges and all nodes except the ledger state, in batches that fit any heap."""
    for statement in (
        "MATCH ()-[r]->() WITH r LIMIT $limit DELETE r RETURN count(*) AS n",
        "MATCH (n) WHERE NOT n:LedgerState WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS n",
    ):
        while store.write_rows(statement, {"limit": DROP_BATCH})[0]["n"]:
            pass


def match_ends(edge_type: EdgeType) -> str:
    """Return the Cypher that matches both ends of `row`."""
    return f"MATCH (a:{edge_type.start} {{id: row.start}}) MATCH (b:{edge_type.end} {{id: row.end}})"


def edge_parameter(edge_type: EdgeType, row: Row) -> dict[str, Any]:
    """Return an edge row as the statements above expect it."""
    properties = {name: value for name, value in without_none(row).items() if name not in {"start", "end"}}
    key = {"key": row[edge_type.key]} if edge_type.key else {}
    return {"start": row["start"], "end": row["end"], "properties": properties, **key}


def missing_end(store: BoltStore, edge_type: EdgeType, rows: Iterable[Row]) -> str:
    """Return a message that names an edge whose start or end is not in the graph."""
    found = store.rows(
        f"UNWIND $rows AS row OPTIONAL MATCH (a:{edge_type.start} {{id: row.start}}) "
        f"OPTIONAL MATCH (b:{edge_type.end} {{id: row.end}}) WITH row, a, b WHERE a IS NULL OR b IS NULL "
        "RETURN row.start AS start, row.end AS end, a IS NULL AS start_missing ORDER BY start, end LIMIT 1",
        rows=[{"start": row["start"], "end": row["end"]} for row in rows],
    )
    if not found:
        return f"{edge_type.type}: fewer edges were written than given; run the command again."
    edge = found[0]
    label, identifier = (edge_type.start, edge["start"]) if edge["start_missing"] else (edge_type.end, edge["end"])
    return (
        f"{edge_type.type} {edge['start']} -> {edge['end']}: the graph has no {label} {identifier}; "
        "run `miner graph rebuild`; if that fails too, the ledger has an edge to a node that it lacks."
    )


def without_none(row: Row) -> Row:
    """Return the row without properties that are None."""
    return {name: value for name, value in row.items() if value is not None}

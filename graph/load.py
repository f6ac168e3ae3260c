"""Writes batches of nodes and edges: all Cypher that changes the graph is in this module and `schema.cypher`.

Each function takes rows that `projection.py` has checked. Loading the same rows twice changes nothing.
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
    """Make the constraints and indexes that are not there yet."""
    text = resources.files("graph").joinpath("schema.cypher").read_text(encoding="utf-8")
    code = "\n".join(line for line in text.splitlines() if not line.startswith("//"))
    for statement in filter(None, map(str.strip, code.split(";"))):
        store.write(statement)


def write_nodes(store: BoltStore, node_type: NodeType, rows: Sequence[Row]) -> None:
    """Make or replace nodes; a property that a row does not have is gone afterwards."""
    store.write(
        f"UNWIND $rows AS row MERGE (n:{node_type.label} {{id: row.id}}) SET n = row",
        {"rows": [without_none(row) for row in rows]},
    )


def write_edges(store: BoltStore, edge_type: EdgeType, rows: Sequence[Row]) -> None:
    """Make or replace edges between nodes that are there.

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
    """Remove edges; one that is not there is no error. Returns how many were removed."""
    key = f" {{{edge_type.key}: row.key}}" if edge_type.key else ""
    counters = store.write(
        f"UNWIND $rows AS row {match_ends(edge_type)} MATCH (a)-[r:{edge_type.type}{key}]->(b) DELETE r",
        {"rows": [edge_parameter(edge_type, row) for row in rows]},
    )
    return counters.get("relationships_deleted", 0)


def remove_other_edges(store: BoltStore, edge_type: EdgeType, ends: dict[str, list[str]]) -> int:
    """For each start node remove its edges of the type that lead elsewhere than to the ends listed."""
    counters = store.write(
        f"UNWIND $rows AS row MATCH (a:{edge_type.start} {{id: row.start}})-[r:{edge_type.type}]->(b) "
        "WHERE NOT b.id IN row.ends DELETE r",
        {"rows": [{"start": start, "ends": kept} for start, kept in ends.items()]},
    )
    return counters.get("relationships_deleted", 0)


def remove_nodes(store: BoltStore, node_type: NodeType, identifiers: Sequence[str]) -> int:
    """Remove nodes with all their edges; one that is not there is no error. Returns how many were removed."""
    counters = store.write(
        f"UNWIND $ids AS id MATCH (n:{node_type.label} {{id: id}}) DETACH DELETE n",
        {"ids": list(identifiers)},
    )
    return counters.get("nodes_deleted", 0)


def drop_all(store: BoltStore) -> None:
    """Remove every edge and every node but the ledger state, in batches that fit any heap."""
    for statement in (
        "MATCH ()-[r]->() WITH r LIMIT $limit DELETE r RETURN count(*) AS n",
        "MATCH (n) WHERE NOT n:LedgerState WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS n",
    ):
        while store.write_rows(statement, {"limit": DROP_BATCH})[0]["n"]:
            pass


def match_ends(edge_type: EdgeType) -> str:
    """The Cypher that finds both ends of `row`."""
    return f"MATCH (a:{edge_type.start} {{id: row.start}}) MATCH (b:{edge_type.end} {{id: row.end}})"


def edge_parameter(edge_type: EdgeType, row: Row) -> dict[str, Any]:
    """An edge row as the statements above want it."""
    properties = {name: value for name, value in without_none(row).items() if name not in {"start", "end"}}
    key = {"key": row[edge_type.key]} if edge_type.key else {}
    return {"start": row["start"], "end": row["end"], "properties": properties, **key}


def missing_end(store: BoltStore, edge_type: EdgeType, rows: Iterable[Row]) -> str:
    """A line that names an edge whose end is not in the graph."""
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
        "the ledger names an edge to a node it does not give."
    )


def without_none(row: Row) -> Row:
    """The row without what is not there."""
    return {name: value for name, value in row.items() if value is not None}

"""Exports a part of the graph, to networkx and to GraphML."""

from pathlib import Path
from typing import Any

import networkx as nx

from graph.errors import GraphError
from graph.schema import EDGE_TYPE_BY_TYPE, EDGE_TYPES, NODE_TYPES
from graph.store import BoltStore

NAMED_LABELS = ("Drug", "Disease", "Biomarker")
"""Labels whose nodes have lower-case `names` for look-up."""


def neighbourhood(store: BoltStore, node: str, hops: int = 1) -> "nx.MultiDiGraph[str]":
    """Return the nodes within `hops` edges of a node, in either direction, and the edges followed to find them.

    Nodes carry `label` and their properties, edges `type` and theirs. An edge's key is its type, followed by the value
    of its key property if the type allows parallel edges.

    Args:
        store: the graph.
        node: an identifier, or any name of one drug, disease or biomarker.
        hops: how far to go.

    Raises:
        GraphError: no such node, or a name that several nodes have.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    found = find_node(store, node)
    add_node(graph, found)
    frontier = {found["id"]}
    for _ in range(hops):
        frontier = add_neighbours(store, graph, frontier)
    return graph


def whole_graph(store: BoltStore) -> "nx.MultiDiGraph[str]":
    """Return all nodes and edges, in the form of `neighbourhood`; everything is held in memory."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node_type in NODE_TYPES:
        for row in store.stream(f"MATCH (n:{node_type.label}) RETURN n AS node"):
            add_node(graph, row["node"])
    for edge_type in EDGE_TYPES:
        for row in store.stream(
            f"MATCH (a:{edge_type.start})-[r:{edge_type.type}]->(b:{edge_type.end}) "
            "RETURN a.id AS start, b.id AS end, type(r) AS type, properties(r) AS properties"
        ):
            add_edge(graph, row)
    return graph


def find_node(store: BoltStore, node: str) -> dict[str, Any]:
    """Return the node with an identifier, or the one drug, disease or biomarker with a name.

    Raises:
        GraphError: no such node, or a name that several nodes have; the message lists them.
    """
    for node_type in NODE_TYPES:
        for row in store.rows(f"MATCH (n:{node_type.label} {{id: $id}}) RETURN n AS node", id=node):
            return dict(row["node"])
    named = [
        row["node"]
        for label in NAMED_LABELS
        for row in store.rows(
            f"MATCH (n:{label}) WHERE toLower($name) IN n.names RETURN n AS node ORDER BY n.id", name=node
        )
    ]
    if len(named) > 1:
        choices = ", ".join(f"{found['id']} ({found['name']})" for found in named)
        raise GraphError(f"{node!r} is a name of several nodes; give an identifier: {choices}.")
    if not named:
        raise GraphError(
            f"The graph has no node {node!r}; give an identifier or a name (`miner lexicon lookup` finds them), and "
            "see `miner graph check` for whether the graph is in sync."
        )
    return dict(named[0])


def add_neighbours(store: BoltStore, graph: "nx.MultiDiGraph[str]", frontier: set[str]) -> set[str]:
    """Add all edges of the frontier's nodes with their other ends; return the nodes that are new."""
    known = set(graph)
    for label in sorted({graph.nodes[node]["label"] for node in frontier}):
        ids = sorted(node for node in frontier if graph.nodes[node]["label"] == label)
        for row in store.stream(
            f"UNWIND $ids AS id MATCH (n:{label} {{id: id}})-[r]-(m) "
            "RETURN startNode(r).id AS start, endNode(r).id AS end, type(r) AS type, "
            "properties(r) AS properties, m AS other",
            {"ids": ids},
        ):
            add_node(graph, row["other"])
            add_edge(graph, row)
    return set(graph) - known


def add_edge(graph: "nx.MultiDiGraph[str]", row: dict[str, Any]) -> None:
    """Add an edge given by start, end, type and properties."""
    key = " ".join(filter(None, [row["type"], edge_key(row["type"], row["properties"])]))
    graph.add_edge(row["start"], row["end"], key=key, type=row["type"], **row["properties"])


def add_node(graph: "nx.MultiDiGraph[str]", node: dict[str, Any]) -> None:
    """Add a node as the store returns it."""
    properties = {name: value for name, value in node.items() if name not in {"id", "_labels"}}
    graph.add_node(node["id"], label=node["_labels"][0], **properties)


def edge_key(edge_type: str, properties: dict[str, Any]) -> str:
    """Return what distinguishes the edge from parallel ones, "" if there can be none."""
    return str(properties.get(EDGE_TYPE_BY_TYPE[edge_type].key, "")) if edge_type in EDGE_TYPE_BY_TYPE else ""


def write_graphml(graph: "nx.MultiDiGraph[str]", path: Path) -> None:
    """Write a graph for Gephi, Cytoscape or yEd; GraphML has no lists and dates, so they become text.

    Raises:
        GraphError: the file cannot be written.
    """
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    flat.add_nodes_from((node, flattened(data)) for node, data in graph.nodes(data=True))
    for start, end, key, data in graph.edges(keys=True, data=True):
        flat.add_edge(start, end, key=key, **flattened(data))
    try:
        nx.write_graphml(flat, path, named_key_ids=True)
    except OSError as error:
        raise GraphError(f"{path} cannot be written: {error.strerror}; choose another file.") from error


def flattened(properties: dict[str, Any]) -> dict[str, str | int | float | bool]:
    """Return properties as GraphML can hold them: lists joined by "; ", dates as year-month-day, without None."""
    return {name: flat_value(value) for name, value in properties.items() if value is not None}


def flat_value(value: Any) -> str | int | float | bool:
    """Return one value as GraphML can hold it."""
    if isinstance(value, list):
        return "; ".join(str(flat_value(item)) for item in value)
    return value if isinstance(value, str | int | float | bool) else str(value)

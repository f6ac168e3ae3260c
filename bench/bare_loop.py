"""A hand-written graph load as baseline: UNWIND + MERGE through the driver, nothing checked or recorded.

It uses the rows and batch sizes of `graph.sync` and managed transactions; the constraints already exist.
"""

from collections.abc import Callable, Iterator
from typing import Any

import neo4j

from bench.graph_servers import GraphServer
from graph.load import EDGE_BATCH, NODE_BATCH
from graph.projection import Projection, Row
from graph.schema import EDGE_TYPES, NODE_TYPES

Tick = Callable[[str, int], None]
"""Called with a label or edge type and how many of its rows are written."""


def statements(projection: Projection) -> Iterator[tuple[str, str, list[list[Row]]]]:
    """Yield label or edge type, its statement, and all its rows in batches, without properties that are None."""
    for node_type in NODE_TYPES:
        label = node_type.label
        rows = [_present(row) for row in projection.nodes(label, 0)]
        yield (
            label,
            f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n = row",
            _cut(rows, NODE_BATCH),
        )
    for edge_type in EDGE_TYPES:
        key = f" {{{edge_type.key}: row.properties.{edge_type.key}}}" if edge_type.key else ""
        statement = (
            f"UNWIND $rows AS row MATCH (a:{edge_type.start} {{id: row.start}}) "
            f"MATCH (b:{edge_type.end} {{id: row.end}}) "
            f"MERGE (a)-[r:{edge_type.type}{key}]->(b)" + (" SET r = row.properties" if edge_type.properties else "")
        )
        rows = [_edge(row) for row in projection.edges(edge_type.type, 0)]
        yield edge_type.type, statement, _cut(rows, EDGE_BATCH)


def load_bare(server: GraphServer, prepared: list[tuple[str, str, list[list[Row]]]], tick: Tick) -> None:
    """Write prepared rows."""
    with (
        neo4j.GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver,
        driver.session(database=server.database) as session,
    ):
        for name, statement, batches in prepared:
            count = 0
            for rows in batches:
                session.execute_write(_write, statement, rows)
                count += len(rows)
                tick(name, count)


def _write(transaction: neo4j.ManagedTransaction, statement: Any, rows: list[Row]) -> None:
    transaction.run(statement, rows=rows).consume()


def _present(row: Row) -> Row:
    return {name: value for name, value in row.items() if value is not None}


def _edge(row: Row) -> Row:
    present = _present(row)
    return {"start": present.pop("start"), "end": present.pop("end"), "properties": present}


def _cut(rows: list[Row], size: int) -> list[list[Row]]:
    return [rows[start : start + size] for start in range(0, len(rows), size)]

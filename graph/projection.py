"""The interface that a ledger needs to be loaded into the graph, and the check that its rows fit `schema.py`."""

import math
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Protocol

from graph.errors import GraphSchemaError
from graph.schema import EDGE_TYPE_BY_TYPE, NODE_TYPE_BY_LABEL

Row = dict[str, Any]
"""A node: {"id": ..., property: value ...}. An edge: {"start": id, "end": id, property: value ...}.

None means that the property is absent.
"""


class Projection(Protocol):
    """The graph that a ledger implies, and what changed in it after a point in the ledger's history.

    `since` is a change number of the ledger; 0 means everything. Every method may be called more than once and returns
    the same rows, even if the ledger is written to in between.
    """

    @property
    def ledger_id(self) -> str:
        """Unique identifier of the ledger."""

    @property
    def change_seq(self) -> int:
        """Number of the ledger's latest change."""

    @property
    def signal_properties(self) -> Mapping[str, str]:
        """The properties of Signal nodes, with their meanings: the ledger decides what a signal carries."""

    def nodes(self, label: str, since: int) -> Iterator[Row]:
        """Yield the nodes that changed after `since`."""

    def edges(self, edge_type: str, since: int) -> Iterator[Row]:
        """Yield the edges that changed after `since`.

        For a type whose edges belong to their start node: all edges of each start node that changed, the rows of one
        start node next to each other.
        """

    def removed_nodes(self, label: str, since: int) -> Iterator[str]:
        """Yield the identifiers of nodes removed after `since`."""

    def removed_edges(self, edge_type: str, since: int) -> Iterator[Row]:
        """Yield the edges removed after `since`: start, end and the key property of a type that has one."""


def check_projection(projection: Projection, since: int) -> None:
    """Read every changed row once and raise GraphSchemaError at the first that does not fit the schema."""
    for label in NODE_TYPE_BY_LABEL:
        for row in projection.nodes(label, since):
            check_node(label, row, projection.signal_properties)
    for edge_type in EDGE_TYPE_BY_TYPE:
        for row in projection.edges(edge_type, since):
            check_edge(edge_type, row)


def check_node(label: str, row: Row, signal_properties: Mapping[str, str]) -> None:
    """Raise GraphSchemaError unless the row is a valid node of that label."""
    properties = signal_properties if label == "Signal" else NODE_TYPE_BY_LABEL[label].properties
    where = f"{label} {row.get('id')!r}"
    check_identifier(where, "id", row)
    for name, value in row.items():
        if name != "id":
            check_property(where, name, value, properties)


def check_edge(edge_type: str, row: Row) -> None:
    """Raise GraphSchemaError unless the row is a valid edge of that type."""
    kind = EDGE_TYPE_BY_TYPE[edge_type]
    where = f"{edge_type} {row.get('start')!r} -> {row.get('end')!r}"
    check_identifier(where, "start", row)
    check_identifier(where, "end", row)
    if kind.key and row.get(kind.key) is None:
        raise GraphSchemaError(f"{where}: {kind.key} is missing; it distinguishes parallel edges.")
    for name, value in row.items():
        if name not in {"start", "end"}:
            check_property(where, name, value, kind.properties)


def check_identifier(where: str, name: str, row: Row) -> None:
    """Raise GraphSchemaError unless `row[name]` is text and not empty."""
    if not isinstance(row.get(name), str) or not row[name]:
        raise GraphSchemaError(f"{where}: {name} is {row.get(name)!r}; it must be a non-empty identifier.")


def check_property(where: str, name: str, value: Any, known: Mapping[str, str]) -> None:
    """Raise GraphSchemaError unless the schema knows the property and both back ends can store its value."""
    if name not in known:
        raise GraphSchemaError(f"{where}: unknown property {name!r}; graph/schema.py knows {', '.join(known)}.")
    values = value if isinstance(value, list | tuple) else [value]
    kinds = {type(item) for item in values}
    if (len(values) > 1 and len(kinds) > 1) or not all(map(is_scalar, values)):
        raise GraphSchemaError(
            f"{where}: {name} is {value!r}; the graph holds text, 64-bit integers, finite numbers, "
            "booleans, dates and lists of one of them."
        )
    if isinstance(value, list | tuple) and None in value:
        raise GraphSchemaError(f"{where}: {name} is {value!r}; a list in the graph cannot contain None.")


def is_scalar(value: Any) -> bool:
    """Return whether both back ends can store the value and return it unchanged."""
    match value:
        case None | bool() | str() | date():
            return True
        case int():
            return -(2**63) <= value < 2**63
        case float():
            return math.isfinite(value)
        case _:
            return False

"""What a ledger must offer to be loaded into the graph, and the check that its rows fit `schema.py`."""

import math
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Protocol

from graph.errors import GraphSchemaError
from graph.schema import EDGE_TYPE_BY_TYPE, NODE_TYPE_BY_LABEL

Row = dict[str, Any]
"""A node: {"id": ..., property: value ...}. An edge: {"start": id, "end": id, property: value ...}.

None stands for a property that is not there.
"""


class Projection(Protocol):
    """The graph that a ledger implies, and what of it changed after a point in the ledger's history.

    `since` is a change number of the ledger; 0 asks for all. Every method may be called more than once and
    gives the same rows, whatever is written to the ledger meanwhile.
    """

    @property
    def ledger_id(self) -> str:
        """Tells one ledger from another."""

    @property
    def change_seq(self) -> int:
        """The ledger's latest change."""

    @property
    def signal_properties(self) -> Mapping[str, str]:
        """The properties of Signal nodes, with their meanings: the ledger decides what a signal carries."""

    def nodes(self, label: str, since: int) -> Iterator[Row]:
        """Nodes that changed after `since`."""

    def edges(self, edge_type: str, since: int) -> Iterator[Row]:
        """Edges that changed after `since`.

        For a type that its start node owns: all edges of each start node that changed, one start node's rows
        next to each other.
        """

    def removed_nodes(self, label: str, since: int) -> Iterator[str]:
        """Identifiers of nodes removed after `since`."""

    def removed_edges(self, edge_type: str, since: int) -> Iterator[Row]:
        """Edges removed after `since`: start, end and the key property of a type that has one."""


def check_projection(projection: Projection, since: int) -> None:
    """Raise GraphSchemaError at the first row that does not fit; reads every changed row once."""
    for label in NODE_TYPE_BY_LABEL:
        for row in projection.nodes(label, since):
            check_node(label, row, projection.signal_properties)
    for edge_type in EDGE_TYPE_BY_TYPE:
        for row in projection.edges(edge_type, since):
            check_edge(edge_type, row)


def check_node(label: str, row: Row, signal_properties: Mapping[str, str]) -> None:
    """Raise GraphSchemaError unless the row is a node of that label."""
    properties = signal_properties if label == "Signal" else NODE_TYPE_BY_LABEL[label].properties
    where = f"{label} {row.get('id')!r}"
    check_identifier(where, "id", row)
    for name, value in row.items():
        if name != "id":
            check_property(where, name, value, properties)


def check_edge(edge_type: str, row: Row) -> None:
    """Raise GraphSchemaError unless the row is an edge of that type."""
    kind = EDGE_TYPE_BY_TYPE[edge_type]
    where = f"{edge_type} {row.get('start')!r} -> {row.get('end')!r}"
    check_identifier(where, "start", row)
    check_identifier(where, "end", row)
    if kind.key and row.get(kind.key) is None:
        raise GraphSchemaError(f"{where}: {kind.key} is missing; it tells parallel edges apart.")
    for name, value in row.items():
        if name not in {"start", "end"}:
            check_property(where, name, value, kind.properties)


def check_identifier(where: str, name: str, row: Row) -> None:
    """An identifier is text and not empty."""
    if not isinstance(row.get(name), str) or not row[name]:
        raise GraphSchemaError(f"{where}: {name} is {row.get(name)!r}; it must be an identifier.")


def check_property(where: str, name: str, value: Any, known: Mapping[str, str]) -> None:
    """A property is one the schema names, and its value one that both back ends can hold."""
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
        raise GraphSchemaError(f"{where}: {name} is {value!r}; a list in the graph cannot hold nothing.")


def is_scalar(value: Any) -> bool:
    """Whether both back ends can hold the value and give it back the same."""
    match value:
        case None | bool() | str() | date():
            return True
        case int():
            return -(2**63) <= value < 2**63
        case float():
            return math.isfinite(value)
        case _:
            return False

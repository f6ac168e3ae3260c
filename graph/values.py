"""Converts the driver's values to plain Python, so that no other code needs to know the driver."""

from collections.abc import Mapping
from typing import Any

import neo4j
from neo4j.graph import Node, Path, Relationship


def plain_row(record: neo4j.Record) -> dict[str, Any]:
    """Return a record as a dict of plain values."""
    return {name: plain(value) for name, value in dict(record).items()}


def plain(value: Any) -> Any:  # noqa: PLR0911 - one branch per kind of value
    """Return a driver's value as plain Python.

    Dates become `datetime` types, durations ISO text. A node becomes a dict of its properties and `_labels`, a
    relationship one of its properties and `_type`, `_start`, `_end` (ids, None where the server did not send the
    node), a path one of `_nodes` and `_relationships`. Server-side identifiers mean nothing elsewhere and are left out.
    """
    match value:
        case Node():
            return {"_labels": sorted(value.labels), **plain(dict(value))}
        case Relationship():
            start, end = value.nodes
            return {
                "_type": value.type,
                "_start": start and start.get("id"),
                "_end": end and end.get("id"),
                **plain(dict(value)),
            }
        case Path():
            return {
                "_nodes": [plain(node) for node in value.nodes],
                "_relationships": [plain(relationship) for relationship in value.relationships],
            }
        case neo4j.time.Duration():
            return value.iso_format()
        case neo4j.time.Date() | neo4j.time.Time() | neo4j.time.DateTime():
            return value.to_native()
        case Mapping():
            return {name: plain(item) for name, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
        case _:
            return value

"""The projection of a small invented ledger, kept in memory and modified by tests."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from graph.projection import Row
from graph.schema import EDGE_TYPE_BY_TYPE


@dataclass(slots=True, kw_only=True)
class InventedProjection:
    """Implements `Projection` with dictionaries; every change increments `change_seq`."""

    ledger_id: str = "invented"
    change_seq: int = 0
    signal_properties: Mapping[str, str] = field(default_factory=lambda: {"score": "orders the list"})
    _nodes: dict[tuple[str, str], tuple[int, Row]] = field(default_factory=dict)
    _edges: dict[tuple[str, str, str, str], tuple[int, Row]] = field(default_factory=dict)
    _removed_nodes: dict[tuple[str, str], int] = field(default_factory=dict)
    _removed_edges: dict[tuple[str, str, str, str], tuple[int, Row]] = field(default_factory=dict)

    def put_node(self, label: str, row: Row) -> None:
        self.change_seq += 1
        self._nodes[label, row["id"]] = (self.change_seq, row)

    def put_edge(self, edge_type: str, row: Row) -> None:
        self.change_seq += 1
        self._edges[self._key(edge_type, row)] = (self.change_seq, row)

    def drop_node(self, label: str, identifier: str) -> None:
        self.change_seq += 1
        del self._nodes[label, identifier]
        self._removed_nodes[label, identifier] = self.change_seq

    def drop_edge(self, edge_type: str, row: Row) -> None:
        """Remove an edge. One owned by its start node leaves no tombstone: put the start node again."""
        self.change_seq += 1
        del self._edges[self._key(edge_type, row)]
        if not EDGE_TYPE_BY_TYPE[edge_type].is_owned:
            self._removed_edges[self._key(edge_type, row)] = (self.change_seq, row)

    def nodes(self, label: str, since: int) -> Iterator[Row]:
        yield from (row for (kind, _), (seq, row) in self._nodes.items() if kind == label and seq > since)

    def edges(self, edge_type: str, since: int) -> Iterator[Row]:
        kind = EDGE_TYPE_BY_TYPE[edge_type]
        rows = [(seq, row) for key, (seq, row) in self._edges.items() if key[0] == edge_type]
        if kind.is_owned:
            changed = {row["id"] for row in self.nodes(kind.start, since)}
            yield from sorted(
                (row for _, row in rows if row["start"] in changed),
                key=lambda row: (row["start"], row["end"]),
            )
        else:
            yield from (row for seq, row in rows if seq > since)

    def removed_nodes(self, label: str, since: int) -> Iterator[str]:
        yield from (key[1] for key, seq in self._removed_nodes.items() if key[0] == label and seq > since)

    def removed_edges(self, edge_type: str, since: int) -> Iterator[Row]:
        yield from (row for key, (seq, row) in self._removed_edges.items() if key[0] == edge_type and seq > since)

    @staticmethod
    def _key(edge_type: str, row: Row) -> tuple[str, str, str, str]:
        return edge_type, row["start"], row["end"], str(row.get(EDGE_TYPE_BY_TYPE[edge_type].key, ""))


def invented_projection() -> InventedProjection:
    """Return a projection of two drugs, three diseases, an article with a claim, two approvals and a signal."""
    made = InventedProjection()
    made.put_node("Drug", {"id": "DRUGBANK:1", "name": "onestatin", "names": ["onestatin", "oney"]})
    made.put_node("Drug", {"id": "DRUGBANK:2", "name": "twomab", "is_combination": False})
    for number in (1, 2, 3):
        made.put_node("Disease", {"id": f"MONDO:{number}", "name": f"disease {number}", "is_rare": None})
    made.put_node("Article", {"id": "PMID:7", "pmid": 7, "year": 2011, "entered_on": date(2011, 3, 4)})
    made.put_node("Claim", {"id": "CLAIM:7.1", "pmid": 7, "relation": "treats", "is_counted": True})
    made.put_node("Signal", {"id": "SIGNAL:1", "score": 1.5})
    made.put_edge("IS_A", {"start": "MONDO:2", "end": "MONDO:1"})
    made.put_edge("IS_A", {"start": "MONDO:3", "end": "MONDO:1"})
    made.put_edge(
        "STUDIED_FOR",
        {"start": "DRUGBANK:1", "end": "MONDO:2", "study_count": 3}
        | {"years": [2011, 2012], "studies_by_year": [1, 2], "best_design": "randomised"},
    )
    for fact_id, region in (("F1", "US"), ("F2", "EU")):
        made.put_edge(
            "APPROVED_FOR",
            {"start": "DRUGBANK:1", "end": "MONDO:3", "fact_id": fact_id, "jurisdiction": region}
            | {"since": date(2001, 5, 10), "ended_on": None},
        )
    made.put_edge("STATED_IN", {"start": "CLAIM:7.1", "end": "PMID:7"})
    made.put_edge("ABOUT_DRUG", {"start": "CLAIM:7.1", "end": "DRUGBANK:1"})
    made.put_edge("ABOUT_DISEASE", {"start": "CLAIM:7.1", "end": "MONDO:2"})
    made.put_edge("SIGNAL_DRUG", {"start": "SIGNAL:1", "end": "DRUGBANK:1"})
    made.put_edge("SIGNAL_DISEASE", {"start": "SIGNAL:1", "end": "MONDO:2"})
    made.put_edge("BASED_ON", {"start": "SIGNAL:1", "end": "PMID:7"})
    return made

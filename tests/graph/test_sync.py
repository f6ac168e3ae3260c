"""The graph mirrors the ledger: first load, changes, removals, killed syncs, other ledgers, invalid rows."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from graph.check import check
from graph.errors import GraphDamagedError, GraphError, GraphSchemaError, GraphUnfinishedError
from graph.projection import Row
from graph.store import BoltStore
from graph.sync import check_loaded, check_whole, describe_unfinished, read_state, rebuild, sync
from tests.graph.invented import InventedProjection, invented_projection


def contents(store: BoltStore) -> list[list[dict[str, Any]]]:
    """All that the graph holds, in a fixed order."""
    return [
        store.rows("MATCH (n) RETURN labels(n) AS labels, properties(n) AS p ORDER BY labels, n.id"),
        store.rows(
            "MATCH (a)-[r]->(b) RETURN a.id AS start, type(r) AS type, b.id AS end, properties(r) AS p "
            "ORDER BY start, type, end, r.fact_id"
        ),
    ]


def differences(store: BoltStore, projection: InventedProjection) -> list[str]:
    return [str(difference) for difference in check(store, projection)]


def test_a_first_load_gives_what_the_ledger_implies(store: BoltStore) -> None:
    projection = invented_projection()
    report = sync(store, projection)
    assert differences(store, projection) == []
    assert (report.from_seq, report.to_seq) == (0, 19)
    assert report.nodes == {"Drug": 2, "Disease": 3, "Article": 1, "Claim": 1, "Signal": 1}
    assert report.edges == {"IS_A": 2, "STUDIED_FOR": 1, "APPROVED_FOR": 2, "STATED_IN": 1} | {
        "ABOUT_DRUG": 1,
        "ABOUT_DISEASE": 1,
        "SIGNAL_DRUG": 1,
        "SIGNAL_DISEASE": 1,
        "BASED_ON": 1,
    }
    state = read_state(store)
    counts = {kind: count for kind, count in json.loads(state.pop("counts")).items() if count}
    assert state == {"ledger_id": "invented", "change_seq": 19, "unfinished": None}
    assert counts == {**report.nodes, **report.edges}


def test_loading_twice_changes_nothing(store: BoltStore) -> None:
    projection = invented_projection()
    sync(store, projection)
    first = contents(store)
    again = sync(store, projection)
    assert contents(store) == first
    assert (again.nodes, again.edges) == ({}, {})
    rebuild(store, projection)
    assert contents(store) == first


def test_a_changed_node_loses_the_properties_it_no_longer_has(store: BoltStore) -> None:
    projection = invented_projection()
    sync(store, projection)
    projection.put_node("Drug", {"id": "DRUGBANK:1", "name": "onestatin", "names": None})
    projection.put_edge("STUDIED_FOR", {"start": "DRUGBANK:1", "end": "MONDO:2", "study_count": 2})
    report = sync(store, projection)
    assert (report.nodes, report.edges) == ({"Drug": 1}, {"STUDIED_FOR": 1})
    assert store.rows("MATCH (n:Drug {id: 'DRUGBANK:1'})-[r:STUDIED_FOR]->() RETURN n, properties(r) AS p") == [
        {
            "n": {"_labels": ["Drug"], "id": "DRUGBANK:1", "name": "onestatin"},
            "p": {"study_count": 2},
        }
    ]
    assert differences(store, projection) == []


def test_what_the_ledger_removes_goes(store: BoltStore) -> None:
    projection = invented_projection()
    sync(store, projection)
    projection.drop_edge("APPROVED_FOR", {"start": "DRUGBANK:1", "end": "MONDO:3", "fact_id": "F1"})
    for edge_type, end in (
        ("STATED_IN", "PMID:7"),
        ("ABOUT_DRUG", "DRUGBANK:1"),
        ("ABOUT_DISEASE", "MONDO:2"),
    ):
        projection.drop_edge(edge_type, {"start": "CLAIM:7.1", "end": end})
    projection.drop_node("Claim", "CLAIM:7.1")
    report = sync(store, projection)
    assert differences(store, projection) == []
    assert report.removed_edges == Counter({"APPROVED_FOR": 1})
    assert report.removed_nodes == Counter({"Claim": 1})
    assert store.rows("MATCH ()-[r:APPROVED_FOR]->() RETURN r.fact_id AS id") == [{"id": "F2"}]


def test_edges_that_a_changed_node_owns_are_replaced_as_a_whole(store: BoltStore) -> None:
    projection = invented_projection()
    projection.put_node("Claim", {"id": "CLAIM:7.2", "pmid": 7})
    projection.put_edge("ABOUT_DRUG", {"start": "CLAIM:7.2", "end": "DRUGBANK:2"})
    sync(store, projection)
    projection.drop_edge("ABOUT_DRUG", {"start": "CLAIM:7.1", "end": "DRUGBANK:1"})
    projection.put_edge("ABOUT_DRUG", {"start": "CLAIM:7.1", "end": "DRUGBANK:2"})
    projection.drop_edge("ABOUT_DISEASE", {"start": "CLAIM:7.1", "end": "MONDO:2"})
    projection.put_node("Claim", {"id": "CLAIM:7.1", "pmid": 7, "relation": "causes"})
    sync(store, projection)
    assert store.rows("MATCH (n:Claim)-[r:ABOUT_DRUG|ABOUT_DISEASE]->(m) RETURN n.id AS a, m.id AS b ORDER BY a") == [
        {"a": "CLAIM:7.1", "b": "DRUGBANK:2"},
        {"a": "CLAIM:7.2", "b": "DRUGBANK:2"},
    ]
    assert differences(store, projection) == []


class Killed(BaseException):
    """Stands for a kill: nothing catches it."""


class KilledProjection(InventedProjection):
    """Dies when asked for edges of a type the second time: the first time only checks the rows."""

    dies_at = ""
    asked = 0

    def edges(self, edge_type: str, since: int) -> Iterator[Row]:
        if edge_type == self.dies_at:
            self.asked += 1
            if self.asked == 2:
                raise Killed
        return super().edges(edge_type, since)


@pytest.mark.parametrize("dies_at", ["IS_A", "APPROVED_FOR", "BASED_ON"])
def test_a_load_that_was_killed_is_repaired_by_the_next(store: BoltStore, dies_at: str) -> None:
    made = invented_projection()
    projection = KilledProjection(change_seq=made.change_seq, _nodes=made._nodes, _edges=made._edges)
    projection.dies_at = dies_at
    with pytest.raises(Killed):
        sync(store, projection)
    assert differences(store, made) != []
    with pytest.raises(GraphUnfinishedError, match=r"The load of .* is still running or was interrupted; the next"):
        check_loaded(store)
    made.drop_edge("ABOUT_DRUG", {"start": "CLAIM:7.1", "end": "DRUGBANK:1"})
    made.put_node("Claim", {"id": "CLAIM:7.1", "pmid": 7})
    sync(store, made)
    assert differences(store, made) == []


@pytest.mark.parametrize("dies_at", ["IS_A", "BASED_ON"])
def test_a_rebuild_that_was_killed_is_incomplete_until_the_next_sync(store: BoltStore, dies_at: str) -> None:
    made = invented_projection()
    sync(store, made)
    projection = KilledProjection(change_seq=made.change_seq, _nodes=made._nodes, _edges=made._edges)
    projection.dies_at, projection.asked = dies_at, -1  # a rebuild checks the rows twice
    with pytest.raises(Killed):
        rebuild(store, projection)
    assert store.in_step() is None
    with pytest.raises(GraphUnfinishedError, match="`miner graph sync` completes it"):
        check_loaded(store)
    sync(store, made)
    check_loaded(store)
    assert describe_unfinished(store) == ""
    assert differences(store, made) == []


def test_a_graph_that_was_emptied_but_not_filled_is_rebuilt(store: BoltStore, monkeypatch: pytest.MonkeyPatch) -> None:
    made = invented_projection()
    sync(store, made)

    def die(store: BoltStore) -> None:
        store.write("MATCH (n:Drug) DETACH DELETE n")
        raise Killed

    monkeypatch.setattr("graph.sync.drop_all", die)
    with pytest.raises(Killed):
        rebuild(store, made)
    monkeypatch.undo()
    with pytest.raises(GraphUnfinishedError, match="The rebuild of"):
        check_loaded(store)
    assert sync(store, made).nodes["Drug"] == 2
    assert differences(store, made) == []


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        ("MATCH ()-[r:APPROVED_FOR {fact_id: 'F1'}]->() DELETE r", "has 1 APPROVED_FOR, and 2 were there"),
        ("MATCH (n:Claim) DETACH DELETE n", "has 0 Claim, and 1 were there"),
        ("MATCH (n) WHERE NOT n:LedgerState DETACH DELETE n", "has 0 Drug, and 2 were there"),
    ],
)
def test_a_graph_that_lost_something_is_refused_until_a_rebuild(store: BoltStore, damage: str, message: str) -> None:
    made = invented_projection()
    sync(store, made)
    store.write(damage)
    for look in (lambda: check_whole(store), lambda: sync(store, made)):
        with pytest.raises(GraphDamagedError, match=message + r".*; `miner graph rebuild` makes it again"):
            look()
    rebuild(store, made)
    assert differences(store, made) == []
    check_whole(store)


def test_nodes_that_somebody_added_are_no_damage(store: BoltStore) -> None:
    made = invented_projection()
    sync(store, made)
    store.write("CREATE (:Drug {id: 'DRUGBANK:99'})")
    check_whole(store)
    made.put_node("Drug", {"id": "DRUGBANK:3"})
    assert sync(store, made).nodes == {"Drug": 1}


def test_an_update_that_was_killed_is_repaired_by_the_next(store: BoltStore) -> None:
    made = invented_projection()
    sync(store, made)
    made.put_edge("APPROVED_FOR", {"start": "DRUGBANK:2", "end": "MONDO:1", "fact_id": "F3"})
    made.put_node("Drug", {"id": "DRUGBANK:2", "name": "changed"})
    projection = KilledProjection(change_seq=made.change_seq, _nodes=made._nodes, _edges=made._edges)
    projection.dies_at = "APPROVED_FOR"
    with pytest.raises(Killed):
        sync(store, projection)
    assert differences(store, made) == ["APPROVED_FOR DRUGBANK:2 → MONDO:1 (F3): missing from the graph"]
    assert describe_unfinished(store).startswith("The update of ")
    check_loaded(store)
    sync(store, made)
    assert describe_unfinished(store) == ""
    assert differences(store, made) == []


def test_another_ledger_is_refused_until_a_rebuild(store: BoltStore) -> None:
    sync(store, invented_projection())
    other = InventedProjection(ledger_id="other")
    other.put_node("Drug", {"id": "DRUGBANK:9", "name": "ninevir"})
    with pytest.raises(GraphError, match=r"another ledger \(invented\), not other; `miner graph rebuild`"):
        sync(store, other)
    rebuild(store, other)
    assert differences(store, other) == []
    assert store.rows("MATCH (n:Drug) RETURN n.id AS id") == [{"id": "DRUGBANK:9"}]


def test_an_older_ledger_and_nodes_of_no_ledger_are_refused(store: BoltStore) -> None:
    projection = invented_projection()
    store.write("CREATE (:Drug {id: 'DRUGBANK:1'})")
    with pytest.raises(GraphError, match="no ledger wrote"):
        sync(store, projection)
    rebuild(store, projection)
    projection.change_seq = 3
    with pytest.raises(GraphError, match="at change 19, the ledger only at 3"):
        sync(store, projection)


def test_a_rebuild_that_was_killed_asks_for_another(store: BoltStore) -> None:
    made = invented_projection()
    sync(store, made)
    store.write("MATCH (s:LedgerState) SET s.ledger_id = '', s.change_seq = 0")
    with pytest.raises(GraphError, match="mirrors no ledger fully; `miner graph rebuild`"):
        sync(store, made)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"id": "D", "nmae": "x"}, "unknown property 'nmae'"),
        ({"name": "x"}, "id is None"),
        ({"id": ""}, "id is ''"),
        ({"id": "D", "name": {"a": 1}}, "name is {'a': 1}"),
        ({"id": "D", "names": ["a", 1]}, r"names is \['a', 1\]"),
        ({"id": "D", "names": ["a", None]}, "names is"),
        ({"id": "D", "names": [None]}, "cannot contain None"),
        ({"id": "D", "name": float("nan")}, "name is nan"),
        ({"id": "D", "name": 2**63}, "name is 9223372036854775808"),
    ],
)
def test_a_row_that_does_not_fit_stops_the_load_before_anything_is_written(
    embedded_store: BoltStore, row: Row, message: str
) -> None:
    projection = invented_projection()
    projection.put_node("Drug", {"id": "DRUGBANK:3"})
    projection._nodes["Drug", "D"] = (projection.change_seq, row)
    with pytest.raises(GraphSchemaError, match=message):
        sync(embedded_store, projection)
    assert contents(embedded_store) == [[], []]


def test_parallel_edges_need_what_tells_them_apart(embedded_store: BoltStore) -> None:
    projection = invented_projection()
    projection.put_edge("APPROVED_FOR", {"start": "DRUGBANK:2", "end": "MONDO:1"})
    with pytest.raises(GraphSchemaError, match="fact_id is missing"):
        sync(embedded_store, projection)


def test_an_edge_to_a_node_that_is_not_there_is_named(store: BoltStore) -> None:
    projection = invented_projection()
    projection.put_edge("CAUSES", {"start": "DRUGBANK:2", "end": "MONDO:404", "study_count": 1})
    projection.put_edge("CAUSES", {"start": "DRUGBANK:2", "end": "MONDO:1", "study_count": 1})
    with pytest.raises(GraphError, match="CAUSES DRUGBANK:2 -> MONDO:404: the graph has no Disease MONDO:404"):
        sync(store, projection)
    projection.put_node("Disease", {"id": "MONDO:404"})
    sync(store, projection)
    assert differences(store, projection) == []


def test_more_than_one_batch_of_everything_loads_updates_and_drops(store: BoltStore) -> None:
    projection = InventedProjection()
    for number in range(6_000):
        projection.put_node("Disease", {"id": f"MONDO:{number}", "name": f"disease {number}"})
    for number in range(1, 6_000):
        projection.put_edge("IS_A", {"start": f"MONDO:{number}", "end": f"MONDO:{number // 3}"})
    written: list[tuple[str, int]] = []
    sync(store, projection, lambda name, count: written.append((name, count)))
    assert written == [("Disease", 5_000), ("Disease", 6_000)] + [("IS_A", count) for count in (2_000, 4_000, 5_999)]
    assert differences(store, projection) == []
    small = invented_projection()
    rebuild(store, small)
    assert differences(store, small) == []

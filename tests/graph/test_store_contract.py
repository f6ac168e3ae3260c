"""The contract of every store, tested on the embedded engine and on Neo4j."""

import threading
import time
from datetime import date

import pytest

from graph.errors import GraphQueryError, GraphReadOnlyError, GraphTimeoutError, GraphUnavailableError
from graph.load import apply_schema, write_edges, write_nodes
from graph.schema import EDGE_TYPE_BY_TYPE, NODE_TYPE_BY_LABEL
from graph.store import BoltStore, _Attempt, open_store

ENDLESS = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a * b AS c RETURN sum(c) AS c"


def labels_and_properties(store: BoltStore) -> list[dict[str, object]]:
    return store.rows("MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties ORDER BY n.id")


def test_the_server_names_its_version(store: BoltStore) -> None:
    assert "Neo4j/5.26" in store.server_version()
    assert store.is_embedded == ("ArcadeDB" in store.server_version())


def test_a_written_value_comes_back_as_plain_python_of_the_same_type(store: BoltStore) -> None:
    values = {
        "text": "Ünïcode 药",
        "empty": "",
        "whole": 2**63 - 1,
        "negative": -(2**63),
        "real": 0.1,
        "round": 2.0,
        "yes": True,
        "day": date(2019, 2, 28),
        "words": ["b", "a"],
        "numbers": [1, 2],
        "days": [date(2001, 1, 1)],
        "nothing": [],
    }
    store.write("CREATE (n:Drug {id: 'D'}) SET n += $values", {"values": values})
    (row,) = store.rows("MATCH (n:Drug) RETURN properties(n) AS p")
    assert row["p"] == {"id": "D", **values}
    assert {name: type(row["p"][name]) for name in values} == {k: type(v) for k, v in values.items()}


def test_a_null_property_is_not_kept(store: BoltStore) -> None:
    store.write("CREATE (n:Drug {id: 'D', name: $name})", {"name": None})
    assert store.rows("MATCH (n:Drug) RETURN keys(n) AS keys") == [{"keys": ["id"]}]


def test_nodes_edges_and_paths_come_back_as_dicts(store: BoltStore) -> None:
    store.write("CREATE (:Drug {id: 'A', name: 'a'})-[:CAUSES {first_year: 2001}]->(:Disease {id: 'B'})")
    drug, disease = {"_labels": ["Drug"], "id": "A", "name": "a"}, {"_labels": ["Disease"], "id": "B"}
    edge = {"_type": "CAUSES", "_start": "A", "_end": "B", "first_year": 2001}
    assert store.rows("MATCH p = (a:Drug)-[r]->(b) RETURN a, r, b, p, {deep: [a]} AS m") == [
        {"a": drug, "r": edge, "b": disease, "p": {"_nodes": [drug, disease], "_relationships": [edge]}}
        | {"m": {"deep": [drug]}}
    ]


def test_nulls_come_last_in_rising_order(store: BoltStore) -> None:
    assert store.rows("UNWIND [2, null, 1] AS x RETURN x ORDER BY x") == [{"x": 1}, {"x": 2}, {"x": None}]


def test_write_returns_the_counters_that_are_not_zero(store: BoltStore) -> None:
    counters = store.write("CREATE (:Drug {id: 'A'})-[:CAUSES]->(:Disease {id: 'B'})")
    assert counters["nodes_created"] == 2
    assert counters["relationships_created"] == 1
    assert store.write("MATCH (n:Drug) DETACH DELETE n") == {"nodes_deleted": 1, "relationships_deleted": 1}
    assert store.write("MATCH (n:Drug) DETACH DELETE n") == {}


def test_a_second_node_with_the_same_id_is_refused_and_leaves_nothing(store: BoltStore) -> None:
    with pytest.raises(GraphQueryError, match="refuses the statement"):
        store.write("CREATE (:Drug {id: 'A', name: 'one'}) CREATE (:Drug {id: 'A', name: 'two'})")
    assert labels_and_properties(store) == []


def test_applying_the_schema_twice_changes_nothing(store: BoltStore) -> None:
    apply_schema(store)
    store.write("CREATE (:Signal {id: 'S'})")
    apply_schema(store)
    with pytest.raises(GraphQueryError):
        store.write("CREATE (:Signal {id: 'S'})")


def test_a_statement_that_fails_half_way_leaves_nothing(store: BoltStore) -> None:
    with pytest.raises(GraphQueryError):
        store.write("UNWIND [1, 2, 0] AS x CREATE (:Drug {id: toString(x), name: toString(10 / x)})")
    assert labels_and_properties(store) == []


@pytest.mark.parametrize("cypher", ["MATCH (n RETURN n", "RETURN no_such_function(1)", "RETURN unknown", "MATCH (n"])
def test_wrong_cypher_is_a_query_error_that_shows_the_place(store: BoltStore, cypher: str) -> None:
    with pytest.raises(GraphQueryError, match="refuses the statement") as caught:
        store.rows(cypher)
    assert "\n" not in str(caught.value)
    assert "server log" not in str(caught.value)


def test_20000_is_a_edges_load_whole_and_twice_the_same(store: BoltStore) -> None:
    disease, is_a = NODE_TYPE_BY_LABEL["Disease"], EDGE_TYPE_BY_TYPE["IS_A"]
    nodes = [{"id": f"MONDO:{i:07}", "name": f"disease {i}"} for i in range(10_001)]
    edges = [{"start": f"MONDO:{i:07}", "end": f"MONDO:{i // 7:07}"} for i in range(1, 10_001)]
    edges += [{"start": f"MONDO:{i:07}", "end": f"MONDO:{i - 1:07}"} for i in range(1, 10_001)]
    distinct = len({(edge["start"], edge["end"]) for edge in edges})
    for _ in range(2):
        for start in range(0, len(nodes), 5_000):
            write_nodes(store, disease, nodes[start : start + 5_000])
        for start in range(0, len(edges), 2_000):
            write_edges(store, is_a, edges[start : start + 2_000])
        assert store.rows("MATCH (n:Disease) RETURN count(*) AS n") == [{"n": 10_001}]
        assert store.rows("MATCH ()-[r:IS_A]->() RETURN count(*) AS n") == [{"n": distinct}]
        assert store.rows("MATCH (n:Disease)-[:IS_A]->(m) RETURN count(m) AS n") == [{"n": distinct}]


def test_writers_at_the_same_time_lose_nothing(store: BoltStore) -> None:
    store.write("CREATE (:Drug {id: 'A', score: 0})")
    failures: list[BaseException] = []

    def count_up() -> None:
        try:
            for _ in range(10):
                store.write("MATCH (n:Drug {id: 'A'}) SET n.lock = true SET n.score = n.score + 1")
        except Exception as error:  # noqa: BLE001 - told by the test
            failures.append(error)

    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert store.rows("MATCH (n:Drug) RETURN n.score AS score") == [{"score": 40}]


def test_a_stream_gives_all_rows_and_may_be_left_early(store: BoltStore) -> None:
    assert sum(1 for _ in store.stream("UNWIND range(1, 50000) AS x RETURN x")) == 50_000
    stream = store.stream("UNWIND range(1, $most) AS x RETURN x", {"most": 50_000})
    assert next(stream) == {"x": 1}
    stream.close()  # type: ignore[attr-defined]
    assert store.rows("RETURN 1 AS x") == [{"x": 1}]


def test_read_only_returns_columns_in_order_and_rows(store: BoltStore) -> None:
    store.write("CREATE (:Drug {id: 'A'})")
    result = store.read_only("MATCH (n) WHERE n.id = $id RETURN n.id AS b, 2 AS a, n", {"id": "A"})
    assert result.columns == ["b", "a", "n"]
    assert result.rows == [["A", 2, {"_labels": ["Drug"], "id": "A"}]]


WRITING = [
    "CREATE (:Drug {id: 'X'})",
    "MATCH (n) SET n.name = 'x'",
    "MATCH (n) REMOVE n.name",
    "MATCH (n) DETACH DELETE n",
    "match (n) detach delete n",
    "MERGE (n:Drug {id: 'X'}) RETURN n",
    "INSERT (:Drug {id: 'X'})",
    "MATCH (n) INSERT (:Drug {id: 'X'})",
    "MATCH (n) FOREACH (x IN [1] | SET n.name = 'x')",
    "MATCH (n) CALL (n) { SET n.name = 'x' } RETURN n",
    "MATCH (n) CALL { WITH n SET n.name = 'x' } IN TRANSACTIONS",
    "MATCH (n) CALL (n) { SET n.name = 'x' } IN 2 CONCURRENT TRANSACTIONS OF 1 ROW",
    "RETURN 1 AS x UNION CREATE (:Drug {id: 'X'}) RETURN 1 AS x",
    "MATCH (n)/* harmless */SET/**/n.name = 'x'",
    "MATCH (n) // RETURN\nSET n.name = 'x'",
    "MATCH (n) WHERE n.name <> '// no comment' SET n.name = 'x'",
    "MATCH (n) WHERE n.name <> 'it\\'s' SET n.name = \"x\"",
    "EXPLAIN CREATE (:Drug {id: 'X'})",
    "PROFILE CREATE (:Drug {id: 'X'})",
    "CR\\u0045ATE (:Drug {id: 'X'})",
    "MATCH (n) S\\u0045T n.name = 'x'",
    "CREATE INDEX x IF NOT EXISTS FOR (n:Drug) ON (n.x)",
    "CREATE CONSTRAINT x IF NOT EXISTS FOR (n:Drug) REQUIRE n.x IS UNIQUE",
    "DROP INDEX drug_name IF EXISTS",
    "DROP CONSTRAINT drug_id IF EXISTS",
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "WITH 'file:///etc/passwd' AS f LOAD CSV FROM f AS line RETURN line",
    "CALL dbms.listConfig() YIELD name RETURN name",
    "CALL db.createLabel('X')",
    "CALL `db`.createLabel('X')",
    "CALL db . createLabel('X')",
    "MATCH (n) CALL apoc.refactor.mergeNodes([n]) YIELD node RETURN node",
    "CALL merge.node(['Drug'], {id: 'X'}, {}, {})",
    "SHOW USERS",
    "ALTER USER neo4j SET PASSWORD 'longenough'",
    "USE system SHOW DATABASES",
    "TERMINATE TRANSACTIONS 'x'",
    "RETURN 1; CREATE (:Drug {id: 'X'})",
    "",
]


@pytest.mark.parametrize("cypher", WRITING)
def test_free_text_cypher_that_would_write_is_refused_and_changes_nothing(store: BoltStore, cypher: str) -> None:
    store.write("CREATE (:Drug {id: 'A', name: 'a'})")
    labels = store.rows("CALL db.labels()")
    with pytest.raises(GraphReadOnlyError):
        store.read_only(cypher)
    assert labels_and_properties(store) == [{"labels": ["Drug"], "properties": {"id": "A", "name": "a"}}]
    assert store.rows("CALL db.labels()") == labels


@pytest.mark.parametrize(
    ("cypher", "rows"),
    [
        ("MATCH (n:Drug) WHERE n.set IS NULL RETURN n.create AS `set`", [[None]]),
        ("// CREATE\nMATCH (n) RETURN 'MERGE (n) SET n.x = 1' AS text", [["MERGE (n) SET n.x = 1"]]),
        ("MATCH (n) CALL (n) { RETURN n.name AS name } RETURN name", [["a"]]),
        ("OPTIONAL MATCH (n:Delete) RETURN n", [[None]]),
        ("WITH {set: 1} AS m RETURN m.set AS x", None),
        ("UNWIND [1] AS x RETURN COUNT { MATCH (n:Drug) } AS n", [[1]]),
        ("explain match (n) return n", []),
    ],
)
def test_free_text_cypher_that_reads_runs(store: BoltStore, cypher: str, rows: list[list[object]] | None) -> None:
    store.write("CREATE (:Drug {id: 'A', name: 'a'})")
    if rows is None:  # a map key of that name needs backticks, and the refusal says so
        with pytest.raises(GraphReadOnlyError, match="backticks"):
            store.read_only(cypher)
    else:
        assert store.read_only(cypher).rows == rows


def test_a_write_that_gets_past_the_check_of_its_text_is_rolled_back(store: BoltStore) -> None:
    with pytest.raises(GraphReadOnlyError):
        _Attempt(store, "CREATE (n:Drug {id: 'X'}) RETURN n.id", {}, 10).result(10)
    assert labels_and_properties(store) == []


def test_neo4j_ends_a_statement_that_takes_too_long(neo4j_store: BoltStore) -> None:
    with pytest.raises(GraphTimeoutError, match="limit"):
        neo4j_store.read_only(ENDLESS, timeout_seconds=1)
    assert neo4j_store.rows("RETURN 1 AS x") == [{"x": 1}]


def test_the_client_gives_up_on_the_embedded_engine_and_can_go_on(embedded_store: BoltStore) -> None:
    slow = "UNWIND range(1, 3000) AS a UNWIND range(1, 3000) AS b WITH a * b AS c RETURN sum(c) AS c"
    began = time.monotonic()
    with pytest.raises(GraphTimeoutError, match=r"0\.1 s.*restart"):
        embedded_store.read_only(slow, timeout_seconds=0.1)
    assert time.monotonic() - began < 2
    assert embedded_store.rows("RETURN 1 AS x") == [{"x": 1}]


def test_two_stores_see_the_same_graph(store: BoltStore) -> None:
    store.write("CREATE (:Drug {id: 'A'})")
    with open_store(store.target, user=store._auth[0], password=store._auth[1]) as other:
        assert other.rows("MATCH (n:Drug) RETURN n.id AS id") == [{"id": "A"}]


def test_an_error_never_shows_a_password(neo4j_store: BoltStore, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(GraphUnavailableError, match="refuses the account 'neo4j'") as caught:
        open_store(neo4j_store.target, user="neo4j", password="s3cretword")
    assert "s3cretword" not in f"{caught.value!r}{caught.value.__cause__!r}{caplog.text}"


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("bolt://127.0.0.1:1", "does not answer"),
        ("http://localhost:7474", "is not a graph target"),
        ("graph.db", "is not a graph target"),
        ("embedded:", "names no folder"),
        ("bolt://u:s3cretword@localhost", "pass user and password separately"),
        ("http://u:s3cretword@localhost", "is not a graph target"),
    ],
)
def test_a_target_that_cannot_be_opened_is_named(target: str, message: str) -> None:
    with pytest.raises(GraphUnavailableError, match=message) as caught:
        open_store(target, user="neo4j", password="x")
    assert "s3cretword" not in str(caught.value)


def test_a_server_without_an_account_asks_for_one() -> None:
    with pytest.raises(GraphUnavailableError, match="NEO4J_USER and NEO4J_PASSWORD"):
        open_store("bolt://localhost:7687")

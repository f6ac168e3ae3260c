"""Graph stores for tests: one embedded and one real Neo4j server per session, emptied before each test."""

import os
from collections.abc import Iterator

import pytest

from graph.load import apply_schema, drop_all
from graph.store import BoltStore, open_store
from tests.neo4j_server.server import NoNeo4jError, neo4j_server


@pytest.fixture(scope="session")
def embedded_session_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BoltStore]:
    """The session's embedded graph; use `embedded_store` or `store`, which empty it."""
    folder = tmp_path_factory.mktemp("embedded") / "graph"
    with open_store(f"embedded:{folder}", idle_seconds=0.5) as store:
        apply_schema(store)
        yield store


@pytest.fixture(scope="session")
def neo4j_session_store() -> Iterator[BoltStore]:
    """The session's Neo4j; use `neo4j_store` or `store`, which empty it."""
    try:
        with (
            neo4j_server() as account,
            open_store(account.uri, user=account.user, password=account.password) as store,
        ):
            if store.rows("MATCH (n) RETURN n.id AS id LIMIT 1"):
                pytest.fail(f"{account.uri} holds data and these tests would delete it; give an empty server")
            apply_schema(store)
            yield store
            empty(store)
    except NoNeo4jError as reason:
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI must run against Neo4j: {reason}")
        pytest.skip(str(reason))


@pytest.fixture
def embedded_store(embedded_session_store: BoltStore) -> BoltStore:
    """An empty embedded graph with the schema's constraints."""
    empty(embedded_session_store)
    return embedded_session_store


@pytest.fixture
def neo4j_store(neo4j_session_store: BoltStore) -> BoltStore:
    """An empty Neo4j with the schema's constraints."""
    empty(neo4j_session_store)
    return neo4j_session_store


@pytest.fixture(params=["embedded", "neo4j"])
def store(request: pytest.FixtureRequest) -> BoltStore:
    """An empty graph with the schema's constraints, on each back end in turn."""
    opened = request.getfixturevalue(f"{request.param}_store")
    assert isinstance(opened, BoltStore)
    return opened


def empty(store: BoltStore) -> None:
    """Remove all nodes and edges."""
    drop_all(store)
    store.write("MATCH (s:LedgerState) DELETE s")

"""Graph servers to load into: each time a new, empty one in a temporary folder, stopped at the end."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from graph import embedded
from graph.store import BoltStore, open_store
from tests.neo4j_server.server import NoNeo4jError, neo4j_server


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphServer:
    """An empty graph: our store for it, and what the bare driver needs to connect."""

    store: BoltStore
    uri: str
    user: str
    password: str = field(repr=False)
    database: str | None = None


@contextmanager
def embedded_graph() -> Iterator[GraphServer]:
    """Open the embedded engine."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name) / "graph"
        held = embedded.connect(folder)
        try:
            with open_store(f"embedded:{folder}") as store:
                yield GraphServer(
                    store=store,
                    uri=f"bolt://127.0.0.1:{held.port}",
                    user=held.user,
                    password=held.password,
                    database=held.database,
                )
        finally:
            held.close()
            embedded.stop_server(folder)


@contextmanager
def neo4j_graph() -> Iterator[GraphServer]:
    """Open a real Neo4j, started as in the tests.

    Raises:
        NoNeo4jError: there is no Java or Maven, or NEO4J_TEST_URI names a server, which must not be emptied.
    """
    if "NEO4J_TEST_URI" in os.environ:
        raise NoNeo4jError("NEO4J_TEST_URI names a server; unset it, as a new one is started for each load")
    with (
        neo4j_server() as account,
        open_store(account.uri, user=account.user, password=account.password) as store,
    ):
        yield GraphServer(store=store, uri=account.uri, user=account.user, password=account.password)


Backend = Callable[[], AbstractContextManager[GraphServer]]
BACKENDS: dict[str, Backend] = {"embedded": embedded_graph, "Neo4j": neo4j_graph}

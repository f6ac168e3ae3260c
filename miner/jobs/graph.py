"""Opening the graph that the settings name, and rebuilding it from the ledger."""

from pathlib import Path

from graph.embedded import discard_database
from graph.errors import GraphError, GraphSchemaError
from graph.projection import Projection
from graph.store import EMBEDDED, BoltStore, open_store
from graph.sync import Progress, SyncReport, rebuild
from miner.config import Settings


def open_graph(settings: Settings) -> BoltStore:
    """Open the graph that the settings name.

    Raises:
        graph.errors.GraphUnavailableError: it does not answer, or refuses the account.
    """
    return open_store(
        settings.graph_target,
        user=settings.graph_user,
        password=settings.graph_password.get_secret_value() or None,
    )


def rebuild_graph(settings: Settings, projection: Projection, progress: Progress | None = None) -> SyncReport:
    """Empty the graph, load the whole ledger and return the counts; a damaged embedded graph is replaced by a new one.

    Raises:
        GraphSchemaError: a row does not fit the schema; the graph was left as it is.
        GraphError: the graph cannot be reached or written.
    """
    try:
        with open_graph(settings) as store:
            return rebuild(store, projection, progress)
    except GraphSchemaError:
        raise
    except GraphError:
        if not settings.graph_target.startswith(EMBEDDED):
            raise
        if discard_database(Path(settings.graph_target.removeprefix(EMBEDDED))) is None:
            raise
    with open_graph(settings) as store:
        return rebuild(store, projection, progress)

"""Opening the graph that the settings name, to read or to write, and rebuilding it from the ledger."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from graph.embedded import discard_database
from graph.embedded_copy import copied
from graph.embedded_files import EMBEDDED, check_files, database_folder, embedded_folder
from graph.errors import GraphError, GraphSchemaError, GraphUnavailableError
from graph.projection import Projection, check_projection
from graph.store import BoltStore, open_store
from graph.sync import Progress, SyncReport, check_whole, rebuild
from miner.config import Settings


def open_graph(settings: Settings) -> BoltStore:
    """Open the graph that the settings name.

    Raises:
        graph.errors.GraphUnavailableError: it does not answer, or refuses the account.
        graph.errors.GraphDamagedError: files of an embedded graph were changed by something else.
    """
    return open_store(
        settings.graph_target,
        user=settings.graph_user,
        password=settings.graph_password.get_secret_value() or None,
    )


@contextmanager
def read_graph(settings: Settings, talk: Callable[[str], None] = lambda _message: None) -> Iterator[BoltStore]:
    """Hold the graph that the settings name open for reading: none is created, and its folder may be read-only.

    Args:
        settings: where the graph is.
        talk: called with a message if a copy of the graph is opened, because its folder cannot be written.

    Raises:
        graph.errors.GraphUnavailableError: there is no graph, it does not answer, or refuses the account.
        graph.errors.GraphDamagedError: files of an embedded graph were changed by something else.
    """
    folder = embedded_folder(settings.graph_target)
    if folder is not None and not database_folder(folder).is_dir():
        raise GraphUnavailableError(
            f"No graph in {folder}: `miner run FILE.xml.gz` makes one, `miner graph sync` makes that of an existing "
            "ledger; or name another --data-folder or --graph."
        )
    if folder is None or os.access(folder, os.W_OK):
        with open_graph(settings) as store:
            yield store
        return
    check_files(folder)
    with copied(folder) as copy:
        talk(f"{folder} cannot be written: reading a temporary copy of the graph")
        with open_store(f"{EMBEDDED}{copy}") as store:
            yield store


def rebuild_graph(settings: Settings, projection: Projection, progress: Progress | None = None) -> SyncReport:
    """Empty the graph, load the whole ledger and return the counts; a damaged embedded graph is replaced by a new one.

    Raises:
        GraphSchemaError: a row does not fit the schema; the graph was left as it is.
        GraphError: the graph cannot be reached or written.
    """
    folder = embedded_folder(settings.graph_target)
    try:
        with open_graph(settings) as store:
            if folder is not None:
                check_whole(store)
            return rebuild(store, projection, progress)
    except GraphSchemaError:
        raise
    except GraphError:
        if folder is None:
            raise
        check_projection(projection, 0)
        if discard_database(folder) is None:
            raise
    with open_graph(settings) as store:
        return rebuild(store, projection, progress)

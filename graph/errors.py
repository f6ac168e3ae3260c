"""The expected failures of the graph; each message says what is wrong, with the value, and what to do.

Driver exceptions are mapped to these in `store.py` only, operating-system ones also in `embedded.py` and `export.py`.
No message ever contains a password.
"""


class GraphError(Exception):
    """An expected failure of the graph, to be shown as one line."""


class GraphUnavailableError(GraphError):
    """The graph cannot be reached, started or written to; the message names the target and the remedy."""


class GraphDamagedError(GraphError):
    """The graph no longer holds what a sync wrote, or its files cannot be read.

    Args:
        target: the graph.
        reason: how that was noticed.
    """

    def __init__(self, target: str, reason: str) -> None:
        super().__init__(f"The graph at {target} is damaged ({reason}); `miner graph rebuild` makes it again.")


class GraphUnfinishedError(GraphError):
    """A load of the graph is running or was interrupted: what it answers is incomplete."""


class GraphQueryError(GraphError):
    """A Cypher statement was refused or failed: syntax, type, constraint."""


class GraphReadOnlyError(GraphError):
    """A statement that may only read would write, access files or administer the server."""


class GraphTimeoutError(GraphError):
    """A statement did not finish within its time limit."""


class GraphSchemaError(GraphError):
    """A row does not fit `schema.py`: unknown type, unknown property or a value the graph cannot hold."""

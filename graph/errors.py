"""What can go wrong with the graph on purpose; each message says what, with the value, and what to do.

Driver and operating-system exceptions are mapped to these in `store.py` and `embedded.py` and nowhere else.
No message ever holds a password.
"""


class GraphError(Exception):
    """An expected failure of the graph, fit to be shown as one line."""


class GraphUnavailableError(GraphError):
    """The graph cannot be reached, started or written to: the message names the target and the remedy."""


class GraphQueryError(GraphError):
    """A Cypher statement was refused or failed: syntax, type, constraint."""


class GraphReadOnlyError(GraphError):
    """A statement that must only read would write, touch files or administer the server."""


class GraphTimeoutError(GraphError):
    """A statement did not end within its limit."""


class GraphSchemaError(GraphError):
    """A row does not fit `schema.py`: unknown type, unknown property or a value the graph cannot hold."""

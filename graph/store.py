"""The only access to the graph: the official driver over Bolt, for a Neo4j server and for the embedded one.

All writes run in managed transactions: on the embedded engine, auto-commit writes race with each other
("Record was modified by a concurrent transaction") and may leave half a statement. Values come back as plain Python,
so only this module and `values.py` know the driver.
"""

import contextlib
import queue
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import neo4j
from neo4j.exceptions import AuthError, ConfigurationError, DriverError, Neo4jError

from graph import embedded
from graph.embedded_files import EMBEDDED, InStep, forget_in_step, note_in_step, read_in_step
from graph.errors import (
    GraphError,
    GraphQueryError,
    GraphReadOnlyError,
    GraphTimeoutError,
    GraphUnavailableError,
)
from graph.read_only import check_reads_only
from graph.values import plain, plain_row

SCHEMES = frozenset({"bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"})
EMBEDDED_ATTEMPTS = 2
EMBEDDED_PAUSE_SECONDS = 1.0
"""Until the kernel has cleaned up after a killed server, which takes a moment, its files say that it answers."""
CLIENT_GRACE_SECONDS = 2.0
"""How much longer the client waits than the time limit that a Neo4j server enforces itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The result of free-text Cypher: column names in order, and one list of values per row."""

    columns: list[str]
    rows: list[list[Any]]


def open_store(
    target: str,
    *,
    user: str | None = None,
    password: str | None = None,
    database: str | None = None,
    idle_seconds: float = embedded.IDLE_SECONDS,
) -> "BoltStore":
    """Open the graph named by `target`: `embedded:PATH`, `bolt://HOST:PORT` or `neo4j://HOST:PORT`.

    Args:
        target: where the graph is; `embedded:` starts a server if none runs in that folder.
        user: account on a Neo4j server; the embedded one has its own.
        password: password of that account.
        database: database on a Neo4j server, its default one if None.
        idle_seconds: how long an embedded server started here outlives its last client.

    Raises:
        GraphUnavailableError: nothing answers there, or it refuses the account.
    """
    if target.startswith(EMBEDDED):
        if not target.removeprefix(EMBEDDED):
            raise GraphUnavailableError("The graph target 'embedded:' names no folder; write embedded:PATH.")
        return _open_embedded(target, idle_seconds)
    if target.partition("://")[0] not in SCHEMES:
        raise GraphUnavailableError(
            f"'{hide_account(target)}' is not a graph target; use embedded:PATH, bolt://HOST:PORT or neo4j://HOST:PORT."
        )
    if "@" in target:
        raise GraphUnavailableError(
            f"The graph target {hide_account(target)} contains an account; pass user and password separately."
        )
    if user is None or password is None:
        raise GraphUnavailableError(
            f"{target} needs an account: set NEO4J_USER and NEO4J_PASSWORD, or use embedded:PATH."
        )
    return BoltStore(target, uri=target, auth=(user, password), database=database)


def is_in_step(target: str, ledger_id: str, change_seq: int) -> bool:
    """Return whether an embedded graph is known to mirror a ledger up to a change; False for a server.

    A sync of it would write nothing, and starting its server for that takes seconds.
    """
    return target.startswith(EMBEDDED) and embedded.is_in_step(
        Path(target.removeprefix(EMBEDDED)), ledger_id, change_seq
    )


def _open_embedded(target: str, idle_seconds: float) -> "BoltStore":
    """Open the embedded graph, with a retry: a server that was killed a moment ago may still look alive."""
    folder = Path(target.removeprefix(EMBEDDED))
    for _ in range(EMBEDDED_ATTEMPTS - 1):
        with contextlib.suppress(GraphUnavailableError):
            return _open_embedded_once(target, folder, idle_seconds)
        time.sleep(EMBEDDED_PAUSE_SECONDS)
    return _open_embedded_once(target, folder, idle_seconds)


def _open_embedded_once(target: str, folder: Path, idle_seconds: float) -> "BoltStore":
    held = embedded.connect(folder, idle_seconds=idle_seconds)
    try:
        return BoltStore(
            target,
            uri=f"bolt://127.0.0.1:{held.port}",
            auth=(held.user, held.password),
            database=held.database,
            held=held,
        )
    except BaseException:
        held.close()
        raise


class BoltStore:
    """An open graph; close it, or use it as a context manager. Threads may share it.

    Attributes:
        target: the target given to `open_store`; it never contains a password.
    """

    def __init__(
        self,
        target: str,
        *,
        uri: str,
        auth: tuple[str, str],
        database: str | None,
        held: embedded.EmbeddedConnection | None = None,
    ) -> None:
        self.target = target
        self._uri = uri
        self._auth = auth
        self._database = database
        self._held = held
        self._driver = self._new_driver()
        try:
            with self._errors_mapped():
                self._agent = str(self._driver.get_server_info().agent)
        except BaseException:
            self._driver.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def note_in_step(self, state: InStep) -> None:
        """Record that the graph mirrors a ledger up to a change, where `is_in_step` finds it; until the next write."""
        if self._held is not None:
            note_in_step(self._held.folder, state)

    def in_step(self) -> InStep | None:
        """Return what `note_in_step` recorded; None after a write, and for a server."""
        return read_in_step(self._held.folder) if self._held is not None else None

    def close(self) -> None:
        """Close the connections; an embedded server stops by itself after its last client."""
        self._driver.close()
        if self._held is not None:
            self._held.close()

    @property
    def server_pid(self) -> int | None:
        """The process of an embedded server; None for a server of somebody else's."""
        return self._held.pid if self._held else None

    @property
    def is_embedded(self) -> bool:
        """Whether the graph is the embedded one."""
        return self._held is not None

    @property
    def log(self) -> Path | None:
        """The file to which an embedded server prints; None for a server of somebody else's."""
        return self._held.folder / "server.log" if self._held else None

    def server_version(self) -> str:
        """Return the server's own name and version: "Neo4j/5.26.28"."""
        return self._agent

    def rows(self, cypher: str, /, **params: Any) -> list[dict[str, Any]]:
        """Return all rows of a reading statement, run in a managed read transaction."""

        def work(transaction: neo4j.ManagedTransaction) -> list[dict[str, Any]]:
            return [plain_row(record) for record in transaction.run(cypher, params)]

        with self._errors_mapped(), self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(work)

    def stream(self, cypher: str, params: Mapping[str, Any] | None = None) -> Iterator[dict[str, Any]]:
        """Yield the rows of a reading statement; memory is bounded by one fetch of the driver.

        The connection is held until the iterator ends or is closed.
        """
        with (
            self._errors_mapped(),
            self._session(neo4j.READ_ACCESS) as session,
            session.begin_transaction() as transaction,
        ):
            for record in transaction.run(cypher, dict(params or {})):
                yield plain_row(record)

    def write(self, cypher: str, params: Mapping[str, Any] | None = None) -> dict[str, int]:
        """Run a writing statement in a managed transaction and return its non-zero counters.

        Counter names are the driver's: "nodes_created", "relationships_deleted", "properties_set" ...
        """

        def work(transaction: neo4j.ManagedTransaction) -> dict[str, int]:
            counters = transaction.run(cypher, dict(params or {})).consume().counters
            return {name: value for name, value in vars(counters).items() if type(value) is int and value}

        with self._errors_mapped(), self._session(neo4j.WRITE_ACCESS) as session:
            return session.execute_write(work)

    def write_rows(self, cypher: str, params: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Run a writing statement like `write`, but return its rows."""

        def work(transaction: neo4j.ManagedTransaction) -> list[dict[str, Any]]:
            return [plain_row(record) for record in transaction.run(cypher, dict(params or {}))]

        with self._errors_mapped(), self._session(neo4j.WRITE_ACCESS) as session:
            return session.execute_write(work)

    def read_only(self, cypher: str, params: Mapping[str, Any] | None = None, timeout_seconds: float = 30.0) -> Result:
        """Run free-text Cypher that may only read and return its result; whatever it does is rolled back.

        Raises:
            GraphReadOnlyError: the statement writes, reads files or administers the server; it changed nothing.
            GraphTimeoutError: it did not finish in time. The embedded engine cannot be interrupted: the statement may
                continue there until the server is restarted.
            GraphQueryError: it is not valid Cypher, or it failed.
        """
        check_reads_only(cypher)
        attempt = _Attempt(self, cypher, dict(params or {}), timeout_seconds)
        return attempt.result(timeout_seconds + (0.0 if self.is_embedded else CLIENT_GRACE_SECONDS))

    def _new_driver(self) -> neo4j.Driver:
        try:
            return neo4j.GraphDatabase.driver(
                self._uri,
                auth=self._auth,
                connection_timeout=10.0,
                connection_acquisition_timeout=30.0,
                max_transaction_retry_time=30.0 if self._held is None else 10.0,
                notifications_min_severity="OFF",
                user_agent="literature-miner",
            )
        except (ConfigurationError, ValueError) as error:
            raise GraphUnavailableError(f"{self.target} is not a graph target: {error}; correct it.") from None

    def _session(self, access: str) -> neo4j.Session:
        if access == neo4j.WRITE_ACCESS and self._held is not None:
            forget_in_step(self._held.folder)
        return self._driver.session(database=self._database, default_access_mode=access)

    @contextmanager
    def _errors_mapped(self) -> Iterator[None]:
        """Map the driver's exceptions to ours; no other code does."""
        try:
            yield
        except AuthError as error:
            raise GraphUnavailableError(
                f"{self.target} refuses the account '{self._auth[0]}'; check NEO4J_USER and NEO4J_PASSWORD."
            ) from error
        except Neo4jError as error:
            raise mapped(error) from error
        except (DriverError, OSError) as error:
            remedy = (
                f"see {self._held.folder / 'server.log'} and run the command again"
                if self._held
                else "check that the server runs and the address is right"
            )
            raise GraphUnavailableError(f"The graph at {self.target} does not answer: {remedy}.") from error


class _Attempt:
    """A free-text statement with its own thread and driver, so that the caller can abandon it."""

    def __init__(self, store: BoltStore, cypher: str, params: dict[str, Any], timeout_seconds: float) -> None:
        self._store = store
        self._cypher = cypher
        self._params = params
        self._timeout_seconds = timeout_seconds
        self._driver = store._new_driver()  # noqa: SLF001 - the two classes belong together
        self._outcome: queue.SimpleQueue[Result | BaseException] = queue.SimpleQueue()

    def result(self, limit_seconds: float) -> Result:
        """Return the outcome, or raise GraphTimeoutError after `limit_seconds`."""
        threading.Thread(target=self._run, daemon=True, name="read-only Cypher").start()
        try:
            outcome = self._outcome.get(timeout=limit_seconds)
        except queue.Empty:
            advice = (
                "the embedded engine may still be working on it: ask for less, or run `miner graph restart`"
                if self._store.is_embedded
                else "ask for less or raise the limit"
            )
            raise GraphTimeoutError(
                f"The statement did not finish within {self._timeout_seconds:g} s; {advice}."
            ) from None
        finally:
            self._driver.close()
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    def _run(self) -> None:
        try:
            with self._store._errors_mapped():  # noqa: SLF001
                self._outcome.put(self._read())
        except BaseException as error:  # noqa: BLE001 - passed to the waiting thread
            self._outcome.put(error)

    def _read(self) -> Result:
        with (
            self._driver.session(
                database=self._store._database,  # noqa: SLF001
                default_access_mode=neo4j.READ_ACCESS,
            ) as session,
            session.begin_transaction(timeout=self._timeout_seconds) as transaction,
        ):
            if not self._store.is_embedded and not is_plan_request(self._cypher):
                plan = transaction.run("EXPLAIN " + self._cypher, self._params).consume()
                if plan.query_type not in {None, "r"}:
                    raise GraphReadOnlyError("The statement writes; here it may only read.")
            answer = transaction.run(self._cypher, self._params)
            columns = list(answer.keys())
            rows = [[plain(value) for value in record.values()] for record in answer]
            summary = answer.consume()
            transaction.rollback()
            is_plan = is_plan_request(self._cypher)  # the embedded engine reports every plan as a write
            if summary.counters.contains_updates or not (is_plan or summary.query_type in {None, "r"}):
                raise GraphReadOnlyError("The statement writes; here it may only read. It was rolled back.")
            return Result(columns=columns, rows=rows)


def is_plan_request(cypher: str) -> bool:
    """Return whether the statement itself begins with EXPLAIN or PROFILE."""
    return cypher.lstrip().upper().startswith(("EXPLAIN", "PROFILE"))


def mapped(error: Neo4jError) -> GraphError:
    """Return our error for a server's, chosen by its code, with a one-line message."""
    code = error.code
    text = " ".join((error.message or code).split())
    if "TransactionTimedOut" in code or "Timeout" in code:
        return GraphTimeoutError("The statement did not finish within its limit; ask for less or raise the limit.")
    if "AccessMode" in code:
        return GraphReadOnlyError("The statement writes; here it may only read.")
    if error.is_retryable() or "DatabaseUnavailable" in code:
        return GraphUnavailableError(f"The graph is busy or not ready ({code}): {text}; run the command again.")
    return GraphQueryError(f"The graph refuses the statement ({code.rsplit('.', 1)[-1]}): {text}")


def hide_account(target: str) -> str:
    """Return the target without user and password, for messages."""
    scheme, separator, rest = target.partition("://")
    return f"{scheme}{separator}{rest.rpartition('@')[2]}" if separator else target

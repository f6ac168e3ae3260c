"""The ledger: one object with a part for each subject. Nothing here knows XML, models or graphs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from miner.ledger.articles import Articles
from miner.ledger.changes import Changes
from miner.ledger.cohorts import Cohorts
from miner.ledger.database import Database
from miner.ledger.evidence import Evidence
from miner.ledger.files import Files
from miner.ledger.labels import Labels
from miner.ledger.lexicons import Lexicons
from miner.ledger.queue import Queue
from miner.ledger.readings import Readings
from miner.ledger.runs import Runs
from miner.ledger.searches import Searches, Topics
from miner.ledger.signals import Signals
from miner.ledger.snapshots import Snapshots
from miner.ledger.standings import Standings
from miner.ledger.totals import Totals


class Ledger:
    """The system of record: `ledger.articles.store(...)`, `ledger.queue.add(...)`, `ledger.snapshots.take(...)`.

    `Ledger.open(path)` creates the file if it is missing. Use it as a context manager, or call `close`.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self.articles = Articles(database)
        self.readings = Readings(database)
        self.evidence = Evidence(database)
        self.labels = Labels(database)
        self.signals = Signals(database)
        self.cohorts = Cohorts(database)
        self.snapshots = Snapshots(database)
        self.standings = Standings(database)
        self.queue = Queue(database)
        self.searches = Searches(database)
        self.topics = Topics(database)
        self.files = Files(database)
        self.runs = Runs(database)
        self.lexicons = Lexicons(database)
        self.changes = Changes(database)
        self.totals = Totals(database)

    @classmethod
    def open(cls, path: Path | str, *, is_read_only: bool = False) -> Self:
        """Open the ledger at `path`, migrated to the schema of this program.

        Raises:
            LedgerError: the file is missing (read-only), is not a ledger, was written by a newer version of the
                program, is damaged, or cannot be opened or written.
        """
        return cls(Database.open(Path(path), is_read_only=is_read_only))

    def close(self) -> None:
        """Close the file."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Hold a read transaction: everything read inside is of one moment, whatever other processes write."""
        with self.database.frozen():
            yield

    @property
    def ledger_id(self) -> str:
        """A random identifier assigned at creation; a graph records which ledger it was made from."""
        return self.database.meta("ledger_id")

    @property
    def change_seq(self) -> int:
        """The number of the latest change."""
        return self.database.change_seq

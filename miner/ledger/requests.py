"""The queue: PMIDs that are wanted and have not arrived. It is the checkpoint of every fetch.

Whatever wants an article puts its PMID here; what arrives leaves in the transaction that stores it
(`Ledger.store_records`), what does not arrive stays and is asked for again.
"""

import json
import sqlite3
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from miner.ledger.database import Database


def enqueue(connection: sqlite3.Connection, pmids: Iterable[int], reason: str) -> int:
    """Want these PMIDs; how many were not in the queue. Runs inside the caller's transaction."""
    today = datetime.now(UTC).date().isoformat()
    return connection.execute(
        "INSERT INTO request (pmid, reason, requested_on) SELECT value, ?, ? FROM json_each(?) WHERE true "
        "ON CONFLICT DO NOTHING",
        (reason, today, json.dumps(list(pmids))),
    ).rowcount


def dequeue(connection: sqlite3.Connection, pmids: Iterable[int]) -> int:
    """Want these PMIDs no more; how many were in the queue. Runs inside the caller's transaction."""
    return connection.execute(
        "DELETE FROM request WHERE pmid IN (SELECT value FROM json_each(?))", (json.dumps(list(pmids)),)
    ).rowcount


class Requests(Database):
    """The part of the ledger that holds the queue."""

    def request_pmids(self, pmids: Iterable[int], reason: str) -> int:
        """Want these PMIDs; how many are new in the queue. One that is queued keeps its reason and its misses."""
        with self._transaction() as connection:
            return enqueue(connection, pmids, reason)

    def requested(self, limit: int, *, not_missed_on: date | None = None) -> list[int]:
        """Wanted PMIDs, ascending, without those that PubMed was asked for in vain on `not_missed_on`."""
        rows = self.connection.execute(
            "SELECT pmid FROM request WHERE ?1 IS NULL OR missed_on IS NOT ?1 ORDER BY pmid LIMIT ?2",
            (_day(not_missed_on), limit),
        )
        return [pmid for (pmid,) in rows]

    def still_requested(self, pmids: Iterable[int]) -> list[int]:
        """Those of these PMIDs that are wanted, ascending."""
        rows = self.connection.execute(
            "SELECT pmid FROM request WHERE pmid IN (SELECT value FROM json_each(?)) ORDER BY pmid",
            (json.dumps(list(pmids)),),
        )
        return [pmid for (pmid,) in rows]

    def denied_before(self, pmids: Iterable[int], day: date) -> list[int]:
        """Those of these PMIDs that PubMed, when they were last missed, on an earlier day, said it has not."""
        rows = self.connection.execute(
            "SELECT pmid FROM request WHERE denied_on < ? AND pmid IN (SELECT value FROM json_each(?)) ORDER BY pmid",
            (day.isoformat(), json.dumps(list(pmids))),
        )
        return [pmid for (pmid,) in rows]

    def requested_count(self) -> int:
        """How many PMIDs are wanted, misses among them."""
        return int(self.connection.execute("SELECT count(*) FROM request").fetchone()[0])

    def missed(self, limit: int = 1000) -> list[dict[str, Any]]:
        """Wanted PMIDs that PubMed did not give, most often missed first: columns of table `request`."""
        rows = self.connection.execute(
            "SELECT * FROM request WHERE miss_count > 0 ORDER BY miss_count DESC, pmid LIMIT ?", (limit,)
        )
        return [dict(row) for row in rows]

    def note_misses(self, pmids: Iterable[int], on: date, *, are_denied: bool = False) -> None:
        """Note that PubMed was asked for these on this day and did not give them; a day counts once.

        `are_denied` says that PubMed has no such records, by its own word.
        """
        with self._transaction() as connection:
            connection.execute(
                "UPDATE request SET miss_count = miss_count + 1, missed_on = ?1, denied_on = ?3 "
                "WHERE missed_on IS NOT ?1 AND pmid IN (SELECT value FROM json_each(?2))",
                (on.isoformat(), json.dumps(list(pmids)), on.isoformat() if are_denied else None),
            )

    def drop_requests(self, pmids: Iterable[int]) -> int:
        """Want these PMIDs no more; how many were in the queue."""
        with self._transaction() as connection:
            return dequeue(connection, pmids)

    def due_for_check(self, checked_before: date, limit: int) -> list[int]:
        """Articles whose last live answer is older than a day, never asked for first, then oldest first.

        Those in the queue are left out. Of one day, lower PMIDs come first.
        """
        queued = "pmid NOT IN (SELECT pmid FROM request)"
        never = self.connection.execute(
            f"SELECT pmid FROM article WHERE checked_on IS NULL AND {queued} ORDER BY pmid LIMIT ?", (limit,)
        ).fetchall()
        older = self.connection.execute(
            f"SELECT pmid FROM article WHERE checked_on < ? AND {queued} ORDER BY checked_on, pmid LIMIT ?",
            (checked_before.isoformat(), limit - len(never)),
        ).fetchall()
        return [pmid for (pmid,) in never + older]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None

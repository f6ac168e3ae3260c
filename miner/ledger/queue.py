"""The queue of PMIDs to fetch, which is also the checkpoint of every fetch.

Searches, re-checks and earlier misses add PMIDs. A PMID leaves the queue in the transaction that stores its record
(`Articles.store`); one that PubMed did not return stays and is requested again.
"""

import json
import sqlite3
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from miner.ledger.database import Subject


def enqueue(connection: sqlite3.Connection, pmids: Iterable[int], reason: str) -> int:
    """Add PMIDs to the queue and return how many were not in it. Runs inside the caller's transaction."""
    today = datetime.now(UTC).date().isoformat()
    return connection.execute(
        "INSERT INTO request (pmid, reason, requested_on) SELECT value, ?, ? FROM json_each(?) WHERE true "
        "ON CONFLICT DO NOTHING",
        (reason, today, json.dumps(list(pmids))),
    ).rowcount


def dequeue(connection: sqlite3.Connection, pmids: Iterable[int]) -> int:
    """Remove PMIDs from the queue and return how many were in it. Runs inside the caller's transaction."""
    return connection.execute(
        "DELETE FROM request WHERE pmid IN (SELECT value FROM json_each(?))", (json.dumps(list(pmids)),)
    ).rowcount


class Queue(Subject):
    """PMIDs that were requested and have not arrived yet."""

    def add(self, pmids: Iterable[int], reason: str) -> int:
        """Add PMIDs and return how many were not in the queue; a queued one keeps its reason and its misses."""
        with self._database.transaction() as connection:
            return enqueue(connection, pmids, reason)

    def remove(self, pmids: Iterable[int]) -> int:
        """Remove PMIDs and return how many were in the queue."""
        with self._database.transaction() as connection:
            return dequeue(connection, pmids)

    def count(self) -> int:
        """Return how many PMIDs are queued, misses included."""
        return int(self._connection.execute("SELECT count(*) FROM request").fetchone()[0])

    def next(self, limit: int, *, not_missed_on: date | None = None) -> list[int]:
        """Return queued PMIDs in ascending order, without those that PubMed did not return on `not_missed_on`."""
        rows = self._connection.execute(
            "SELECT pmid FROM request WHERE ?1 IS NULL OR missed_on IS NOT ?1 ORDER BY pmid LIMIT ?2",
            (_day(not_missed_on), limit),
        )
        return [pmid for (pmid,) in rows]

    def still_queued(self, pmids: Iterable[int]) -> list[int]:
        """Return those of these PMIDs that are queued, in ascending order."""
        rows = self._connection.execute(
            "SELECT pmid FROM request WHERE pmid IN (SELECT value FROM json_each(?)) ORDER BY pmid",
            (json.dumps(list(pmids)),),
        )
        return [pmid for (pmid,) in rows]

    def note_misses(self, pmids: Iterable[int], on: date, *, are_denied: bool = False) -> None:
        """Record that PubMed did not return these PMIDs on this day; each day counts once.

        `are_denied` means that PubMed stated that it has no such records.
        """
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE request SET miss_count = miss_count + 1, missed_on = ?1, denied_on = ?3 "
                "WHERE missed_on IS NOT ?1 AND pmid IN (SELECT value FROM json_each(?2))",
                (on.isoformat(), json.dumps(list(pmids)), on.isoformat() if are_denied else None),
            )

    def denied_before(self, pmids: Iterable[int], day: date) -> list[int]:
        """Return those of these PMIDs whose latest miss, on an earlier day, was a denial, in ascending order."""
        rows = self._connection.execute(
            "SELECT pmid FROM request WHERE denied_on < ? AND pmid IN (SELECT value FROM json_each(?)) ORDER BY pmid",
            (day.isoformat(), json.dumps(list(pmids))),
        )
        return [pmid for (pmid,) in rows]

    def missed(self, limit: int = 1000) -> list[dict[str, Any]]:
        """Return queued PMIDs that were missed, most often missed first, as dictionaries of table `request`."""
        rows = self._connection.execute(
            "SELECT * FROM request WHERE miss_count > 0 ORDER BY miss_count DESC, pmid LIMIT ?", (limit,)
        )
        return [dict(row) for row in rows]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None

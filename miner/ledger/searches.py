"""Searches under way, slice by slice, and the last success of each saved query (topic)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from miner.errors import LedgerError
from miner.ledger.database import Subject
from miner.ledger.queue import enqueue


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSlice:
    """A part of a search that is not listed yet; `position` identifies it, `count` is its size according to PubMed."""

    position: int
    term: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A search under way: `slices` are those still to be listed; `total_count` includes the listed ones."""

    search_id: int
    key: str
    reason: str
    started_on: date
    total_count: int
    listed_slice_count: int
    slices: tuple[SearchSlice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SliceListing:
    """The result of listing a slice: PMIDs new in the queue, and PMIDs that an earlier slice already returned."""

    new_count: int
    repeated_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicState:
    """The last success of a saved query: the query text, the day, and how many PMIDs it found."""

    name: str
    query: str
    succeeded_on: date
    count: int


class Searches(Subject):
    """Searches that were cut into slices and are not listed completely yet."""

    def find(self, key: str) -> Search | None:
        """Return the unfinished search with this key, or None."""
        row = self._connection.execute("SELECT * FROM search WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        slices = self._connection.execute(
            "SELECT * FROM search_slice WHERE search_id = ? ORDER BY position", (row["search_id"],)
        ).fetchall()
        return Search(
            search_id=row["search_id"],
            key=key,
            reason=row["reason"],
            started_on=date.fromisoformat(row["started_on"]),
            total_count=row["total_count"],
            listed_slice_count=sum(part["is_listed"] for part in slices),
            slices=tuple(
                SearchSlice(position=part["position"], term=part["term"], count=part["count"])
                for part in slices
                if not part["is_listed"]
            ),
        )

    def start(
        self, key: str, slices: Sequence[tuple[str, int]], reason: str, *, started_on: date | None = None
    ) -> Search:
        """Start a search cut into slices (term, count) and return it; an unfinished one of the same key is dropped.

        `started_on` is the day on which the slices were planned, None for today.
        """
        day = (started_on or datetime.now(UTC).date()).isoformat()
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM search WHERE key = ?", (key,))
            search_id = connection.execute(
                "INSERT INTO search (key, reason, started_on, total_count) VALUES (?, ?, ?, 0)", (key, reason, day)
            ).lastrowid
            self._add_slices(int(search_id or 0), slices)
        search = self.find(key)
        assert search is not None  # noqa: S101 it was stored just now
        return search

    def replace_slice(self, search_id: int, position: int, slices: Sequence[tuple[str, int]]) -> Search:
        """Replace a slice that grew too large by smaller ones and return the search as it is then.

        Raises:
            LedgerError: no such slice is waiting to be listed.
        """
        with self._database.transaction() as connection:
            gone = connection.execute(
                "DELETE FROM search_slice WHERE (search_id, position) = (?, ?) AND NOT is_listed",
                (search_id, position),
            )
            self._check_waiting(gone.rowcount, search_id, position)
            self._add_slices(search_id, slices)
            (key,) = connection.execute("SELECT key FROM search WHERE search_id = ?", (search_id,)).fetchone()
        search = self.find(key)
        assert search is not None  # noqa: S101 it was read just now
        return search

    def list_slice(self, search_id: int, position: int, pmids: Sequence[int], reason: str) -> SliceListing:
        """Record and queue the PMIDs of a slice in one transaction and return how many were new and repeated.

        Raises:
            LedgerError: no such slice is waiting to be listed.
        """
        with self._database.transaction() as connection:
            listed = connection.execute(
                "UPDATE search_slice SET is_listed = 1 WHERE (search_id, position) = (?, ?) AND NOT is_listed",
                (search_id, position),
            )
            self._check_waiting(listed.rowcount, search_id, position)
            fresh = connection.execute(
                "INSERT INTO search_pmid SELECT ?, value FROM json_each(?) WHERE true ON CONFLICT DO NOTHING "
                "RETURNING pmid",
                (search_id, json.dumps(list(pmids))),
            ).fetchall()
            new_count = enqueue(connection, (pmid for (pmid,) in fresh), reason)
        return SliceListing(new_count=new_count, repeated_count=len(pmids) - len(fresh))

    def forget(self, reason: str, *, except_key: str) -> None:
        """Drop the unfinished searches with a reason, except one: a topic's from before its query was edited."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM search WHERE reason = ? AND key <> ?", (reason, except_key))

    def finish(self, search_id: int) -> None:
        """Drop a search that is listed completely."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM search WHERE search_id = ?", (search_id,))

    def _add_slices(self, search_id: int, slices: Sequence[tuple[str, int]]) -> None:
        """Append slices to those of a search and update its total."""
        (last,) = self._connection.execute(
            "SELECT coalesce(max(position), 0) FROM search_slice WHERE search_id = ?", (search_id,)
        ).fetchone()
        self._connection.executemany(
            "INSERT INTO search_slice (search_id, position, term, count) VALUES (?, ?, ?, ?)",
            [(search_id, position, *part) for position, part in enumerate(slices, start=last + 1)],
        )
        self._connection.execute(
            "UPDATE search SET total_count = (SELECT coalesce(sum(count), 0) FROM search_slice WHERE search_id = ?1) "
            "WHERE search_id = ?1",
            (search_id,),
        )

    @staticmethod
    def _check_waiting(found_count: int, search_id: int, position: int) -> None:
        if not found_count:
            raise LedgerError(f"Search {search_id} has no slice {position} to be listed; start the search again")


class Topics(Subject):
    """The last success of each saved query."""

    def find(self, name: str) -> TopicState | None:
        """Return the last success of a saved query, None before the first."""
        row = self._connection.execute("SELECT * FROM topic WHERE name = ?", (name,)).fetchone()
        if row is None:
            return None
        succeeded_on = date.fromisoformat(row["succeeded_on"])
        return TopicState(name=name, query=row["query"], succeeded_on=succeeded_on, count=row["count"])

    def finish(self, name: str, query: str, searched_on: date, count: int) -> None:
        """Record that a saved query was answered completely on this day."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO topic VALUES (?, ?, ?, ?)", (name, query, searched_on.isoformat(), count)
            )

"""Weekly snapshots of the list of candidates. A snapshot is never changed."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from miner.errors import LedgerError
from miner.ledger.database import Subject
from miner.ledger.signals import SignalRow


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotHead:
    """What a snapshot is of: its ISO week, the day of the list, the number of rows and what it was made with.

    `recipe` has the versions, weights, rules and inputs, empty for a snapshot that an older program took; `change_seq`
    is the number of the ledger's latest change then.
    """

    week: str
    as_of: date
    versions: str
    row_count: int
    change_seq: int
    recipe: Mapping[str, Any] = field(default_factory=dict)


class Snapshots(Subject):
    """The weekly snapshots of the list of candidates."""

    def has(self, week: str) -> bool:
        """Return whether this ISO week ("2026-W47") has a snapshot."""
        return bool(self._connection.execute("SELECT 1 FROM snapshot WHERE week = ?", (week,)).fetchone())

    def take(  # noqa: PLR0913, PLR0917 - what makes a snapshot
        self,
        week: str,
        as_of: date,
        versions: str,
        signals: Iterable[SignalRow],
        recipe: Mapping[str, Any] | None = None,
        changes: Iterable[Mapping[str, Any]] = (),
    ) -> int:
        """Store the signals of a week's list, best first, and return how many there are.

        Args:
            week: the ISO week.
            as_of: the day of the list.
            versions: the versions behind the readings, in words.
            signals: the candidates, best first.
            recipe: what the list was made with; it can be written as JSON.
            changes: what changed since the snapshot before, each as plain values.

        Raises:
            LedgerError: the week already has a snapshot, which is left as it is.
        """
        with self._database.transaction() as connection:
            if self.has(week):
                raise LedgerError(f"Week {week} already has a snapshot; snapshots are never overwritten")
            taken_at = datetime.now(UTC).isoformat(timespec="seconds")
            connection.execute(
                "INSERT INTO snapshot (week, as_of, taken_at, change_seq, versions, row_count, recipe) "
                "VALUES (?, ?, ?, ?, ?, 0, ?)",
                (week, as_of.isoformat(), taken_at, self._database.change_seq, versions, _json(recipe or {})),
            )
            rows = (
                (week, rank, signal.signal_id, _json(snapshot_row(signal)))
                for rank, signal in enumerate(signals, start=1)
            )
            row_count = connection.executemany("INSERT INTO snapshot_row VALUES (?, ?, ?, ?)", rows).rowcount
            row_count = max(row_count, 0)  # -1 if there was nothing to insert
            connection.execute("UPDATE snapshot SET row_count = ? WHERE week = ?", (row_count, week))
            connection.executemany(
                "INSERT INTO snapshot_change VALUES (?, ?, ?)",
                ((week, position, _json(change)) for position, change in enumerate(changes, start=1)),
            )
        return row_count

    def rows(self, week: str) -> list[dict[str, Any]]:
        """Return the rows of a week's list as they were stored, best first.

        Raises:
            LedgerError: the week has no snapshot.
        """
        self.head(week)
        rows = self._connection.execute("SELECT row FROM snapshot_row WHERE week = ? ORDER BY rank", (week,))
        return [json.loads(row) for (row,) in rows]

    def changes(self, week: str) -> list[dict[str, Any]]:
        """Return what had changed since the snapshot before, as it was stored, in the order of the page.

        Raises:
            LedgerError: the week has no snapshot.
        """
        self.head(week)
        rows = self._connection.execute("SELECT change FROM snapshot_change WHERE week = ? ORDER BY position", (week,))
        return [json.loads(change) for (change,) in rows]

    def head(self, week: str) -> SnapshotHead:
        """Return what the snapshot of a week is of.

        Raises:
            LedgerError: the week has no snapshot.
        """
        row = self._connection.execute("SELECT * FROM snapshot WHERE week = ?", (week,)).fetchone()
        if row is None:
            held = ", ".join(head.week for head in self.heads()[-5:])
            known = f"the last are {held}" if held else "there is none yet, `miner refresh` takes one a week"
            raise LedgerError(f"No snapshot of week {week}; weeks are written like 2026-W47; {known}")
        return _head(row)

    def heads(self) -> list[SnapshotHead]:
        """Return what all snapshots are of, oldest first."""
        return [_head(row) for row in self._connection.execute("SELECT * FROM snapshot ORDER BY week")]

    def before(self, week: str) -> SnapshotHead | None:
        """Return the latest snapshot of an earlier week, None if there is none."""
        row = self._connection.execute(
            "SELECT * FROM snapshot WHERE week < ? ORDER BY week DESC LIMIT 1", (week,)
        ).fetchone()
        return _head(row) if row else None

    def on(self, day: date) -> SnapshotHead | None:
        """Return the latest snapshot whose list is of a day or of one before it, None if there is none."""
        row = self._connection.execute(
            "SELECT * FROM snapshot WHERE as_of <= ? ORDER BY as_of DESC, week DESC LIMIT 1", (day.isoformat(),)
        ).fetchone()
        return _head(row) if row else None

    def first_listed(self) -> dict[str, date]:
        """Return the day of the first list that had each signal, by signal identifier."""
        rows = self._connection.execute(
            "SELECT signal_id, min(as_of) FROM snapshot_row JOIN snapshot USING (week) GROUP BY signal_id"
        )
        return {signal_id: date.fromisoformat(day) for signal_id, day in rows}


def snapshot_row(signal: SignalRow) -> dict[str, Any]:
    """Return a signal's identifiers and columns in one object, as a snapshot keeps it."""
    return {"signal_id": signal.signal_id, "drug_id": signal.drug_id, "disease": signal.disease, **signal.properties}


def _head(row: sqlite3.Row) -> SnapshotHead:
    return SnapshotHead(
        week=row["week"],
        as_of=date.fromisoformat(row["as_of"]),
        versions=row["versions"],
        row_count=row["row_count"],
        change_seq=row["change_seq"],
        recipe=json.loads(row["recipe"]),
    )


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)

"""Weekly snapshots of the list of candidates. A snapshot is never changed."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from miner.errors import LedgerError
from miner.ledger.database import Subject
from miner.ledger.signals import SignalRow


class Snapshots(Subject):
    """The weekly snapshots of the list of candidates."""

    def has(self, week: str) -> bool:
        """Return whether this ISO week ("2026-W47") has a snapshot."""
        return bool(self._connection.execute("SELECT 1 FROM snapshot WHERE week = ?", (week,)).fetchone())

    def take(self, week: str, as_of: date, versions: str, signals: Iterable[SignalRow]) -> int:
        """Store the signals of a week's list, best first, and return how many there are.

        Raises:
            LedgerError: the week already has a snapshot, which is left as it is.
        """
        with self._database.transaction() as connection:
            if self.has(week):
                raise LedgerError(f"Week {week} already has a snapshot; snapshots are never overwritten")
            taken_at = datetime.now(UTC).isoformat(timespec="seconds")
            connection.execute(
                "INSERT INTO snapshot VALUES (?, ?, ?, ?, ?, 0)",
                (week, as_of.isoformat(), taken_at, self._database.change_seq, versions),
            )
            row_count = connection.executemany(
                "INSERT INTO snapshot_row VALUES (?, ?, ?, ?)",
                (
                    (week, rank, signal.signal_id, json.dumps(_as_json(signal), ensure_ascii=False))
                    for rank, signal in enumerate(signals, start=1)
                ),
            ).rowcount
            row_count = max(row_count, 0)  # -1 if there was nothing to insert
            connection.execute("UPDATE snapshot SET row_count = ? WHERE week = ?", (row_count, week))
        return row_count

    def rows(self, week: str) -> list[dict[str, Any]]:
        """Return the rows of a week's list as they were stored, best first.

        Raises:
            LedgerError: the week has no snapshot.
        """
        if not self.has(week):
            raise LedgerError(f"No snapshot of week {week}; weeks are written like 2026-W47")
        rows = self._connection.execute("SELECT row FROM snapshot_row WHERE week = ? ORDER BY rank", (week,))
        return [json.loads(row) for (row,) in rows]


def _as_json(signal: SignalRow) -> dict[str, Any]:
    """Return a signal's identifiers and columns in one object, as a snapshot keeps it."""
    return {"signal_id": signal.signal_id, "drug_id": signal.drug_id, "disease": signal.disease, **signal.properties}

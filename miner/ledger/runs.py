"""Run records: which command ran when, and how it ended."""

import json
import sqlite3
from datetime import UTC, datetime
from typing import Any

from miner.ledger.database import Subject


class Runs(Subject):
    """Run records, one for each run of a command that works on the data folder."""

    def start(self, command: str) -> int:
        """Open a run record and return its number. The caller locks the data folder, so any run still open has died."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE run SET outcome = 'died' WHERE outcome = 'running'")
            cursor = connection.execute(
                "INSERT INTO run (command, started_at, outcome, counts) VALUES (?, ?, 'running', '{}')",
                (command, _now()),
            )
        return int(cursor.lastrowid or 0)

    def finish(self, run_id: int, outcome: str, counts: dict[str, Any], exit_code: int = 0) -> None:
        """Close a run record with outcome "done" or "failed", its counts, and the exit code of the command."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE run SET finished_at = ?, outcome = ?, counts = ?, exit_code = ? WHERE run_id = ?",
                (_now(), outcome, json.dumps(counts), exit_code, run_id),
            )

    def latest(self, limit: int) -> list[dict[str, Any]]:
        """Return the latest runs, newest first: columns of table `run`, `counts` as a dictionary, and `seconds`.

        `seconds`, `finished_at` and `exit_code` are None for a run that is under way or died.
        """
        rows = self._connection.execute("SELECT * FROM run ORDER BY run_id DESC LIMIT ?", (limit,))
        return [_run(row) for row in rows]

    def last(self, command: str, *outcomes: str) -> dict[str, Any] | None:
        """Return the latest run of a command with one of these outcomes, in the form of `latest`; None if not found."""
        row = self._connection.execute(
            "SELECT * FROM run WHERE command = ? AND outcome IN (SELECT value FROM json_each(?)) "
            "ORDER BY run_id DESC LIMIT 1",
            (command, json.dumps(outcomes)),
        ).fetchone()
        return _run(row) if row else None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _run(row: sqlite3.Row) -> dict[str, Any]:
    run = dict(row)
    run["counts"] = json.loads(run["counts"])
    times = [datetime.fromisoformat(run[name]) for name in ("started_at", "finished_at") if run[name]]
    run["seconds"] = (times[1] - times[0]).total_seconds() if len(times) == 2 else None
    return run

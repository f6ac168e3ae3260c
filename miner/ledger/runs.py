"""Files that were applied, and run records: what was done when, and how it ended."""

import json
import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from miner.ledger.articles import StoreReport
from miner.ledger.database import Database


class Runs(Database):
    """The part of the ledger that remembers files and runs."""

    # --- files ------------------------------------------------------------------------------------------

    def is_applied(self, digest: str) -> bool:
        """Whether a file with these bytes was applied to its end before."""
        return bool(self.connection.execute("SELECT 1 FROM source_file WHERE digest = ?", (digest,)).fetchone())

    def applied_names(self) -> list[str]:
        """The names of the files that were applied to their end."""
        return [name for (name,) in self.connection.execute("SELECT name FROM source_file ORDER BY name")]

    def finish_file(self, digest: str, name: str, report: StoreReport) -> None:
        """Remember that a file was applied to its end."""
        with self._transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO source_file VALUES (?, ?, ?, ?, ?, ?)",
                (
                    digest,
                    name,
                    report.article_count,
                    report.deletion_count,
                    report.rejection_count,
                    datetime.now(UTC).date().isoformat(),
                ),
            )

    def is_file_known(self, path: Path) -> bool:
        """Whether an applied file lies here unchanged, by size and time of change: it need not be read.

        False too where there is no such file; reading it will say so.
        """
        if not path.is_file():
            return False
        found = self.connection.execute(
            "SELECT 1 FROM source_path JOIN source_file USING (digest) WHERE (path, size, mtime_ns) = (?, ?, ?)",
            _identity(path),
        )
        return bool(found.fetchone())

    def remember_file(self, path: Path, digest: str) -> None:
        """Note where an applied file lies, so that `is_file_known` knows it without its digest."""
        with self._transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO source_path VALUES (?, ?, ?, ?)", (*_identity(path), digest))

    # --- runs -------------------------------------------------------------------------------------------

    def start_run(self, command: str) -> int:
        """Open a run record; its number. The caller holds the data folder, so any run still open has died."""
        with self._transaction() as connection:
            connection.execute("UPDATE run SET outcome = 'died' WHERE outcome = 'running'")
            cursor = connection.execute(
                "INSERT INTO run (command, started_at, outcome, counts) VALUES (?, ?, 'running', '{}')",
                (command, _now()),
            )
        return int(cursor.lastrowid or 0)

    def finish_run(self, run_id: int, outcome: str, counts: dict[str, Any], exit_code: int = 0) -> None:
        """Close a run record with "done" or "failed", its counts, and what the command exits with."""
        with self._transaction() as connection:
            connection.execute(
                "UPDATE run SET finished_at = ?, outcome = ?, counts = ?, exit_code = ? WHERE run_id = ?",
                (_now(), outcome, json.dumps(counts), exit_code, run_id),
            )

    def runs(self, limit: int) -> list[dict[str, Any]]:
        """The latest runs, newest first: columns of table `run`, `counts` as a dictionary, and `seconds`.

        `seconds`, `finished_at` and `exit_code` are None for a run that is under way or died.
        """
        rows = self.connection.execute("SELECT * FROM run ORDER BY run_id DESC LIMIT ?", (limit,))
        return [_run(row) for row in rows]

    def last_run(self, command: str, *outcomes: str) -> dict[str, Any] | None:
        """The latest run of a command that ended in one of these ways, as `runs` gives it."""
        row = self.connection.execute(
            "SELECT * FROM run WHERE command = ? AND outcome IN (SELECT value FROM json_each(?)) "
            "ORDER BY run_id DESC LIMIT 1",
            (command, json.dumps(outcomes)),
        ).fetchone()
        return _run(row) if row else None


def _identity(path: Path) -> tuple[str, int, int]:
    found = path.stat()
    return os.path.abspath(path), found.st_size, found.st_mtime_ns  # noqa: PTH100 absolute() keeps ".."


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _run(row: sqlite3.Row) -> dict[str, Any]:
    run = dict(row)
    run["counts"] = json.loads(run["counts"])
    times = [datetime.fromisoformat(run[name]) for name in ("started_at", "finished_at") if run[name]]
    run["seconds"] = (times[1] - times[0]).total_seconds() if len(times) == 2 else None
    return run

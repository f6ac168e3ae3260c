"""Source files that were applied completely."""

import os
from datetime import UTC, datetime
from pathlib import Path

from miner.ledger.articles import StoreReport
from miner.ledger.database import Subject


class Files(Subject):
    """Source files that were applied: the same bytes are not applied twice."""

    def is_applied(self, digest: str) -> bool:
        """Return whether a file with these bytes was applied completely before."""
        return bool(self._connection.execute("SELECT 1 FROM source_file WHERE digest = ?", (digest,)).fetchone())

    def applied_names(self) -> list[str]:
        """Return the names of completely applied files, in ascending order."""
        return [name for (name,) in self._connection.execute("SELECT name FROM source_file ORDER BY name")]

    def finish(self, digest: str, name: str, report: StoreReport) -> None:
        """Record that a file was applied completely."""
        with self._database.transaction() as connection:
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

    def is_known(self, path: Path) -> bool:
        """Return whether `path` is an applied file, unchanged in size and modification time: it need not be read.

        False if there is no such file; reading it reports that.
        """
        if not path.is_file():
            return False
        found = self._connection.execute(
            "SELECT 1 FROM source_path JOIN source_file USING (digest) WHERE (path, size, mtime_ns) = (?, ?, ?)",
            _identity(path),
        )
        return bool(found.fetchone())

    def remember(self, path: Path, digest: str) -> None:
        """Record the path of an applied file, so that `is_known` recognises it without computing its digest."""
        with self._database.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO source_path VALUES (?, ?, ?, ?)", (*_identity(path), digest))


def _identity(path: Path) -> tuple[str, int, int]:
    found = path.stat()
    return os.path.abspath(path), found.st_size, found.st_mtime_ns  # noqa: PTH100 absolute() keeps ".."

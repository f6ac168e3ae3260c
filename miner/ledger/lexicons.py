"""The lexicons that articles were read with, and which readings stay valid under a new one."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from miner.ledger.database import Subject


class Precursor(NamedTuple):
    """An earlier reader that differs from the current one only in its lexicon, with that lexicon's tables."""

    reader_id: int
    lexicon_version: str
    tables: bytes


class Lexicons(Subject):
    """The lexicons that articles were read with."""

    def set_current(self, version: str) -> None:
        """Record the version of the current lexicon; if it changed, every projection renews its vocabulary."""
        if self._database.meta("vocabulary_version") == version:
            return
        with self._database.change() as change_seq:
            self._database.set_meta("vocabulary_version", version)
            self._database.set_meta("vocabulary_seq", str(change_seq))

    def keep(self, version: str, tables: bytes) -> None:
        """Store the tables of the lexicon in use and delete those that no stored reading comes from any more.

        Raises:
            LedgerError: the ledger cannot be written.
        """
        with self._database.transaction() as connection:
            connection.execute("INSERT INTO lexicon VALUES (?, ?) ON CONFLICT DO NOTHING", (version, tables))
            connection.execute(
                "DELETE FROM lexicon WHERE lexicon_version <> ? AND lexicon_version NOT IN (SELECT lexicon_version "
                "FROM reader WHERE EXISTS (SELECT 1 FROM article WHERE article.reader_id = reader.reader_id))",
                (version,),
            )

    def has(self, version: str) -> bool:
        """Return whether the tables of a lexicon are stored."""
        return bool(self._connection.execute("SELECT 1 FROM lexicon WHERE lexicon_version = ?", (version,)).fetchone())

    def precursors(self, reader_id: int) -> list[Precursor]:
        """Return the other readers of the same model and code that have current readings and stored tables."""
        rows = self._connection.execute(
            "SELECT other.reader_id, other.lexicon_version, tables FROM reader AS current "
            "JOIN reader AS other USING (model_version, code_version) "
            "JOIN lexicon ON lexicon.lexicon_version = other.lexicon_version "
            "WHERE current.reader_id = ? AND other.reader_id <> current.reader_id AND EXISTS "
            "(SELECT 1 FROM article WHERE article.reader_id = other.reader_id) ORDER BY other.reader_id",
            (reader_id,),
        )
        return [Precursor(*row) for row in rows]

    def texts_read_by(self, reader_id: int) -> Iterator[tuple[int, str]]:
        """Yield (PMID, title and abstract) of the articles of a reader, by ascending PMID."""
        rows = self._connection.execute(
            "SELECT pmid, text FROM article WHERE reader_id = ? ORDER BY pmid", (reader_id,)
        )
        return ((row["pmid"], row["text"]) for row in rows)

    def mentions_read_by(self, reader_id: int) -> Iterator[sqlite3.Row]:
        """Yield rows (pmid, type, text, curie, reason) of the mentions in the articles of a reader, in text order."""
        return self._connection.execute(
            "SELECT pmid, type, mention.text, curie, reason FROM mention JOIN article USING (pmid) "
            "WHERE reader_id = ? ORDER BY pmid, start, end",
            (reader_id,),
        )

    def adopt(self, before: int, after: int, affected: Iterable[int]) -> int:
        """Reassign the readings of one reader to another, except in affected articles, and return how many moved.

        Raises:
            LedgerError: the ledger cannot be written.
        """
        with self._database.transaction() as connection:
            cursor = connection.execute(
                "UPDATE article SET reader_id = ? WHERE reader_id = ? AND pmid NOT IN (SELECT value FROM json_each(?))",
                (after, before, json.dumps(sorted(affected))),
            )
        return cursor.rowcount

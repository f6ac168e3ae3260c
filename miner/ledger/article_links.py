"""Trials and relations of articles in the ledger: what is registered, and which article speaks of which."""

import sqlite3
from collections.abc import Iterable

from miner.ledger.rows import ArticleRow

RelationSet = set[tuple[str, int]]


def insert_trials(connection: sqlite3.Connection, rows: Iterable[ArticleRow]) -> None:
    """Insert the trials of articles that are new or whose trials were removed."""
    connection.executemany(
        "INSERT OR IGNORE INTO article_trial VALUES (?, ?)",
        [(row.pmid, trial_id) for row in rows for trial_id in row.trial_ids],
    )


def insert_relations(connection: sqlite3.Connection, rows: Iterable[ArticleRow]) -> None:
    """Insert the relations of articles that are new or whose relations were removed."""
    connection.executemany(
        "INSERT OR IGNORE INTO article_relation VALUES (?, ?, ?)",
        [(row.pmid, kind, target) for row in rows for kind, target in row.relations],
    )


def replace_relations(connection: sqlite3.Connection, row: ArticleRow) -> tuple[RelationSet, RelationSet]:
    """Replace the relations of an article and return (kind, target) of the removed and of the added ones."""
    held = {
        (kind, target)
        for kind, target in connection.execute("SELECT kind, target FROM article_relation WHERE pmid = ?", (row.pmid,))
    }
    now = set(row.relations)
    if held != now:
        connection.execute("DELETE FROM article_relation WHERE pmid = ?", (row.pmid,))
        insert_relations(connection, [row])
    return held - now, now - held


def replace_trials(connection: sqlite3.Connection, row: ArticleRow, change_seq: int) -> bool:
    """Replace the trials of an article and return whether they changed."""
    held = connection.execute("SELECT trial_id FROM article_trial WHERE pmid = ?", (row.pmid,))
    if {trial_id for (trial_id,) in held} == set(row.trial_ids):
        return False
    mark_trials_removed(connection, row.pmid, change_seq)
    connection.execute("DELETE FROM article_trial WHERE pmid = ?", (row.pmid,))
    insert_trials(connection, [row])
    return True


def mark_trials_removed(connection: sqlite3.Connection, pmid: int, change_seq: int) -> None:
    """Leave tombstones of an article's trials before their removal; a projection checks if others still name them."""
    connection.execute(
        "INSERT INTO removed_node SELECT 'Trial', trial_id, ? FROM article_trial WHERE pmid = ? "
        "ON CONFLICT DO UPDATE SET change_seq = excluded.change_seq",
        (change_seq, pmid),
    )


def linked(connection: sqlite3.Connection, pmids: str, kind_in: str, kind_of: str) -> set[int]:
    """Return those of the PMIDs (JSON) that name a notice (`kind_in`) or that a notice names (`kind_of`).

    The last condition of the query follows from the one before it; it makes the partial index usable.
    """
    rows = connection.execute(
        "SELECT pmid FROM article_relation WHERE pmid IN (SELECT value FROM json_each(?1)) AND kind = ?2 "
        "UNION SELECT target FROM article_relation WHERE target IN (SELECT value FROM json_each(?1)) AND kind = ?3 "
        "AND kind IN ('RetractionOf', 'ExpressionOfConcernFor')",
        (pmids, kind_in, kind_of),
    )
    return {pmid for (pmid,) in rows}

"""Articles in the ledger: which revision wins, what a deletion removes, what a retraction touches.

Every function runs inside the caller's transaction.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from miner.ledger import readings
from miner.records import Article, Deletion, MeshHeading, Rejection, Relation, Section

RETRACTED_TYPE = "Retracted Publication"
"""Publication type of an article that was retracted (MeSH D016441)."""


@dataclass(slots=True)
class StoreReport:
    """What became of a batch of records; `article_count` is the sum of the four article counts below it."""

    new_count: int = 0
    revised_count: int = 0
    unchanged_count: int = 0
    superseded_count: int = 0
    """Older than, or the same revision as, what the ledger holds or has deleted."""
    deletion_count: int = 0
    rejection_count: int = 0

    @property
    def article_count(self) -> int:
        """All article records of the batch."""
        return self.new_count + self.revised_count + self.unchanged_count + self.superseded_count

    def add(self, other: "StoreReport") -> None:
        """Add another batch's counts to these."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


def store(
    connection: sqlite3.Connection,
    records: Sequence[Article | Deletion | Rejection],
    digest: str,
    name: str,
    change_seq: int,
) -> StoreReport:
    """Apply records in their order."""
    report = StoreReport()
    touched: set[int] = set()
    for record in records:
        match record:
            case Article():
                outcome = _store_article(connection, record, change_seq, touched)
                setattr(report, f"{outcome}_count", getattr(report, f"{outcome}_count") + 1)
            case Deletion():
                _delete_article(connection, record.pmid, change_seq, touched)
                report.deletion_count += 1
            case Rejection():
                connection.execute(
                    "INSERT OR REPLACE INTO rejection VALUES (?, ?, ?, ?)",
                    (
                        digest,
                        record.position,
                        record.pmid,
                        f"{name}: {record.reason}" if name else record.reason,
                    ),
                )
                report.rejection_count += 1
    _refresh_retractions(connection, touched, change_seq)
    return report


def _store_article(connection: sqlite3.Connection, article: Article, change_seq: int, touched: set[int]) -> str:
    """Returns new, revised, unchanged or superseded."""
    row = _article_row(article)
    revision = (article.version, article.revised_on.isoformat() if article.revised_on else "")
    held = connection.execute(
        "SELECT version, revised_on, content_hash FROM article WHERE pmid = ?", (article.pmid,)
    ).fetchone()
    if held and held["content_hash"] == row["content_hash"]:
        return "unchanged"
    if held and revision < (held["version"], held["revised_on"] or ""):
        return "superseded"
    if not held and _is_deleted(connection, article.pmid, revision):
        return "superseded"
    if held:
        _remove(connection, article.pmid, change_seq, touched)
    connection.execute("DELETE FROM deletion WHERE pmid = ?", (article.pmid,))
    columns = ", ".join(row)
    values = ", ".join(f":{column}" for column in row)
    connection.execute(
        f"INSERT INTO article ({columns}, change_seq) VALUES ({values}, {int(change_seq)})",
        row,
    )
    connection.executemany(
        "INSERT OR IGNORE INTO article_trial VALUES (?, ?)",
        [(article.pmid, trial_id) for trial_id in article.trial_ids],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO article_relation VALUES (?, ?, ?)",
        [(article.pmid, kind, target) for kind, target in _kept_relations(article)],
    )
    touched.add(article.pmid)
    touched.update(relation.pmid for relation in article.relations if relation.kind == "RetractionOf")
    return "revised" if held else "new"


def _is_deleted(connection: sqlite3.Connection, pmid: int, revision: tuple[int, str]) -> bool:
    """Whether this revision, or a later one, of the article was deleted."""
    row = connection.execute("SELECT version, revised_on FROM deletion WHERE pmid = ?", (pmid,)).fetchone()
    return bool(row and row["version"] is not None and revision <= (row["version"], row["revised_on"] or ""))


def _delete_article(connection: sqlite3.Connection, pmid: int, change_seq: int, touched: set[int]) -> None:
    held = connection.execute("SELECT version, revised_on FROM article WHERE pmid = ?", (pmid,)).fetchone()
    if held:
        _remove(connection, pmid, change_seq, touched)
        touched.discard(pmid)
        revision = (held["version"], held["revised_on"])
        connection.execute("DELETE FROM deletion WHERE pmid = ?", (pmid,))
    else:
        revision = (None, None)
    connection.execute("INSERT INTO deletion VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", (pmid, *revision, change_seq))


def _remove(connection: sqlite3.Connection, pmid: int, change_seq: int, touched: set[int]) -> None:
    """Remove an article with all that hangs on it, leaving marks for the projections."""
    touched.update(
        target
        for (target,) in connection.execute(
            "SELECT target FROM article_relation WHERE pmid = ? AND kind = 'RetractionOf'", (pmid,)
        )
    )
    readings.mark_claims_changed(connection, pmid, change_seq)
    connection.execute(
        "INSERT INTO removed_node SELECT 'Trial', trial_id, ? FROM article_trial WHERE pmid = ? "
        "ON CONFLICT DO UPDATE SET change_seq = excluded.change_seq",
        (change_seq, pmid),
    )
    connection.execute("DELETE FROM article WHERE pmid = ?", (pmid,))


def _refresh_retractions(connection: sqlite3.Connection, pmids: Iterable[int], change_seq: int) -> None:
    """Set `is_retracted` from the article itself and from every notice, whichever came first."""
    for pmid in pmids:
        row = connection.execute(
            "SELECT is_retracted, publication_types FROM article WHERE pmid = ?", (pmid,)
        ).fetchone()
        if row is None:
            continue
        is_retracted = RETRACTED_TYPE in json.loads(row["publication_types"]) or bool(
            connection.execute(
                "SELECT 1 FROM article_relation WHERE (pmid = ?1 AND kind = 'RetractionIn') "
                "OR (target = ?1 AND kind = 'RetractionOf')",
                (pmid,),
            ).fetchone()
        )
        if is_retracted != bool(row["is_retracted"]):
            connection.execute(
                "UPDATE article SET is_retracted = ?, change_seq = ? WHERE pmid = ?",
                (int(is_retracted), change_seq, pmid),
            )
            readings.mark_pairs_changed(connection, pmid, change_seq)


def _kept_relations(article: Article) -> list[tuple[str, int]]:
    """Relations that bear on evidence; reference lists ("Cites") would be the bulk of the table."""
    return sorted((relation.kind, relation.pmid) for relation in article.relations if relation.kind != "Cites")


def _article_row(article: Article) -> dict[str, object]:
    row: dict[str, object] = {
        "pmid": article.pmid,
        "version": article.version,
        "revised_on": article.revised_on.isoformat() if article.revised_on else None,
        "text": article.text,
        "sections": json.dumps([[s.start, s.end, s.label, s.category] for s in article.sections]),
        "journal": article.journal,
        "year": article.year,
        "entered_on": article.entered_on.isoformat() if article.entered_on else None,
        "publication_types": json.dumps(article.publication_types, ensure_ascii=False),
        "mesh_headings": json.dumps([heading.name for heading in article.mesh_headings], ensure_ascii=False),
        "languages": json.dumps(article.languages),
    }
    tail = [sorted(article.trial_ids), _kept_relations(article)]
    content = json.dumps([*row.values(), tail], ensure_ascii=False)
    row["content_hash"] = hashlib.sha256(content.encode("utf-8", "surrogatepass")).digest()[:16]
    return row


def fetch(connection: sqlite3.Connection, where: str, parameters: Sequence[object]) -> list[Article]:
    """Articles that a condition on table `article` selects, complete."""
    rows = connection.execute(f"SELECT * FROM article WHERE {where}", parameters).fetchall()
    return [_article(connection, row) for row in rows]


def _article(connection: sqlite3.Connection, row: sqlite3.Row) -> Article:
    pmid = row["pmid"]
    trials = connection.execute("SELECT trial_id FROM article_trial WHERE pmid = ? ORDER BY trial_id", (pmid,))
    relations = connection.execute(
        "SELECT kind, target FROM article_relation WHERE pmid = ? ORDER BY kind, target", (pmid,)
    )
    return Article(
        pmid=pmid,
        version=row["version"],
        text=row["text"],
        sections=tuple(
            Section(start=start, end=end, label=label, category=category)
            for start, end, label, category in json.loads(row["sections"])
        ),
        journal=row["journal"],
        year=row["year"],
        entered_on=_date(row["entered_on"]),
        revised_on=_date(row["revised_on"]),
        publication_types=tuple(json.loads(row["publication_types"])),
        mesh_headings=tuple(MeshHeading(name=name) for name in json.loads(row["mesh_headings"])),
        languages=tuple(json.loads(row["languages"])),
        trial_ids=tuple(trial_id for (trial_id,) in trials),
        relations=tuple(Relation(kind=kind, pmid=target) for kind, target in relations),
    )


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

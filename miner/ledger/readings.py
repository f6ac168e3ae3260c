"""What was read, the label facts and the signals: replacing them whole, and marking what changed.

Every function runs inside the caller's transaction.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Any

from graph.identifiers import combination_id, ingredients_of
from miner.records import Claim, ClaimRelation, Design, LabelFact, Link, Mention, MentionType, Reading


def replace(connection: sqlite3.Connection, batch: Iterable[Reading], reader_id: int, change_seq: int) -> None:
    """Replace mentions and claims of each article of the batch; the same claim twice is one claim."""
    for reading in batch:
        mark_claims_changed(connection, reading.pmid, change_seq)
        connection.execute("DELETE FROM mention WHERE pmid = ?", (reading.pmid,))
        connection.execute("DELETE FROM claim WHERE pmid = ?", (reading.pmid,))
        connection.executemany(
            "INSERT INTO mention VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [_mention_row(reading.pmid, mention) for mention in reading.mentions],
        )
        connection.executemany(
            "INSERT OR IGNORE INTO claim VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [_claim_row(claim) for claim in reading.claims],
        )
        mark_pairs_changed(connection, reading.pmid, change_seq)
        connection.execute(
            "UPDATE article SET reader_id = ?, has_drug = ?, skipped = ?, design = ?, change_seq = ? WHERE pmid = ?",
            (
                reader_id,
                int(reading.has_drug),
                reading.skipped,
                int(reading.design),
                change_seq,
                reading.pmid,
            ),
        )


def find(connection: sqlite3.Connection, pmid: int) -> tuple[Reading, tuple[str, str, str]] | None:
    """What was read from an article and the versions of lexicon, model and code that read it; None where unread."""
    article = connection.execute(
        "SELECT has_drug, skipped, design, lexicon_version, model_version, code_version "
        "FROM article JOIN reader USING (reader_id) WHERE pmid = ?",
        (pmid,),
    ).fetchone()
    if article is None:
        return None
    mentions = connection.execute("SELECT * FROM mention WHERE pmid = ? ORDER BY start, end", (pmid,))
    claims = connection.execute(
        "SELECT * FROM claim WHERE pmid = ? ORDER BY sentence_start, drug_id, disease, claim_id", (pmid,)
    )
    reading = Reading(
        pmid=pmid,
        has_drug=bool(article["has_drug"]),
        skipped=article["skipped"],
        design=Design(article["design"]),
        mentions=tuple(map(_mention, mentions)),
        claims=tuple(map(_claim, claims)),
    )
    return reading, (article["lexicon_version"], article["model_version"], article["code_version"])


def _mention(row: sqlite3.Row) -> Mention:
    link = None if row["curie"] is None else Link(curie=row["curie"], score=row["score"], reason=row["reason"])
    others = json.loads(row["other_links"])
    return Mention(
        start=row["start"],
        end=row["end"],
        text=row["text"],
        type=MentionType(row["type"]),
        found_by=row["found_by"],
        link=link,
        other_links=tuple(Link(curie=curie, score=score, reason=reason) for curie, score, reason in others),
    )


def _claim(row: sqlite3.Row) -> Claim:
    return Claim(
        pmid=row["pmid"],
        sentence_start=row["sentence_start"],
        sentence_end=row["sentence_end"],
        drugs=ingredients_of(row["drug_id"]),
        disease=row["disease"],
        biomarkers=tuple(json.loads(row["biomarkers"])),
        relation=ClaimRelation(row["relation"]),
        certainty=row["certainty"],
        disease_from=row["disease_from"],
        cue=row["cue"],
    )


def discard(connection: sqlite3.Connection, pmid: int, change_seq: int) -> None:
    """Forget what was read from an article, so that it is read again."""
    mark_claims_changed(connection, pmid, change_seq)
    connection.execute("DELETE FROM mention WHERE pmid = ?", (pmid,))
    connection.execute("DELETE FROM claim WHERE pmid = ?", (pmid,))
    connection.execute(
        "UPDATE article SET reader_id = NULL, has_drug = NULL, skipped = '', design = 0 WHERE pmid = ?", (pmid,)
    )


def mark_claims_changed(connection: sqlite3.Connection, pmid: int, change_seq: int) -> None:
    """Before claims of an article go: leave marks by which a projection finds the nodes and pairs."""
    connection.execute(
        "INSERT INTO removed_node SELECT 'Claim', claim_id, ? FROM claim WHERE pmid = ? AND relation <> ? "
        "ON CONFLICT DO UPDATE SET change_seq = excluded.change_seq",
        (change_seq, pmid, ClaimRelation.MENTIONED),
    )
    mark_pairs_changed(connection, pmid, change_seq)


def mark_pairs_changed(connection: sqlite3.Connection, pmid: int, change_seq: int) -> None:
    """Note that the totals of every pair that the article's claims name may have changed."""
    connection.execute(
        "INSERT INTO pair SELECT DISTINCT drug_id, disease, ? FROM claim WHERE pmid = ? AND relation <> ? "
        "ON CONFLICT DO UPDATE SET change_seq = excluded.change_seq",
        (change_seq, pmid, ClaimRelation.MENTIONED),
    )


def _mention_row(pmid: int, mention: Mention) -> tuple[object, ...]:
    link = mention.link
    linked = (link.curie, link.score, link.reason) if link else (None, None, None)
    others = json.dumps([[other.curie, other.score, other.reason] for other in mention.other_links])
    return (pmid, mention.start, mention.end, mention.type, mention.text, mention.found_by, *linked, others)


def _claim_row(claim: Claim) -> tuple[object, ...]:
    row = (
        claim.pmid,
        claim.sentence_start,
        claim.sentence_end,
        combination_id(claim.drugs),
        claim.disease,
        json.dumps(claim.biomarkers),
        claim.relation,
        claim.certainty,
        claim.disease_from,
        claim.cue,
    )
    digest = hashlib.sha256(json.dumps(row).encode()).hexdigest()[:12]
    return (f"CLAIM:{claim.pmid}-{digest}", *row)


def _replace_current(
    connection: sqlite3.Connection, table: str, key: str, rows: Iterable[dict[str, Any]], change_seq: int
) -> int:
    """Make `rows` the current rows of a table that keeps its past; returns how many rows changed."""
    held = {row[key]: dict(row) for row in connection.execute(f"SELECT * FROM {table}")}
    changed_count = 0
    for row in rows:
        current = {**row, "is_current": 1}
        before = held.pop(row[key], None)
        if before is not None:
            before.pop("change_seq")
            if before == current:
                continue
        columns = ", ".join(current)
        values = ", ".join(f":{column}" for column in current)
        connection.execute(
            f"INSERT OR REPLACE INTO {table} ({columns}, change_seq) VALUES ({values}, {int(change_seq)})",
            current,
        )
        changed_count += 1
    for gone in held.values():
        if gone["is_current"]:
            connection.execute(
                f"UPDATE {table} SET is_current = 0, change_seq = ? WHERE {key} = ?",
                (change_seq, gone[key]),
            )
            changed_count += 1
    return changed_count


def replace_label_facts(connection: sqlite3.Connection, facts: Iterable[LabelFact], change_seq: int) -> int:
    """Make these the current facts."""
    return _replace_current(connection, "label_fact", "fact_id", map(_fact_row, facts), change_seq)


def replace_signals(connection: sqlite3.Connection, rows: Iterable[dict[str, Any]], change_seq: int) -> int:
    """Make these the current signals; lists and dictionaries are stored as JSON."""
    stored = ({key: _json(value) for key, value in row.items()} for row in rows)
    return _replace_current(connection, "signal", "signal_id", stored, change_seq)


def _json(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, list | dict) else value


def _fact_row(fact: LabelFact) -> dict[str, Any]:
    row = {column.name: getattr(fact, column.name) for column in fields(fact)}  # asdict would copy in depth
    row["drug_id"] = combination_id(row.pop("drugs"))
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()}

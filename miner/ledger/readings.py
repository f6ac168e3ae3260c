"""Readings: the mentions and claims found in articles, and which articles still have to be read.

The functions below the class run inside the caller's transaction.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date

from graph.identifiers import combination_id, ingredients_of
from miner.ledger.database import STATES, Subject
from miner.ledger.rows import fetch
from miner.ledger.studies import comparisons_of, discard_study, effects_of, outcomes_of, replace_study, traits_of
from miner.records import (
    STATEMENT_RELATIONS,
    Article,
    Certainty,
    Claim,
    ClaimRelation,
    Design,
    Link,
    Mention,
    MentionType,
    Outcome,
    Reading,
    Statement,
    Trait,
)

Versions = tuple[str, str, str]
"""Versions of lexicon, model (with its linker) and code that an article was read with."""


class Readings(Subject):
    """Mentions and claims of articles, and the versions that each article was read with."""

    def reader_id(self, versions: Versions) -> int:
        """Return the number of a combination of versions, assigning the next one to a new combination."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO reader (lexicon_version, model_version, code_version) VALUES (?, ?, ?) "
                "ON CONFLICT DO NOTHING",
                versions,
            )
        row = self._connection.execute(
            "SELECT reader_id FROM reader WHERE (lexicon_version, model_version, code_version) = (?, ?, ?)", versions
        ).fetchone()
        return int(row[0])

    def latest_versions(self) -> Versions | None:
        """Return the versions of the newest reader, None before the first."""
        row = self._connection.execute(
            "SELECT lexicon_version, model_version, code_version FROM reader ORDER BY reader_id DESC LIMIT 1"
        ).fetchone()
        return tuple(row) if row else None

    def pending_count(self, reader_id: int) -> int:
        """Return how many articles were not read with these versions."""
        counts = (
            self._connection.execute("SELECT count(*) FROM article WHERE reader_id IS ?", (other,)).fetchone()[0]
            for other in self._other_readers(reader_id)
        )
        return sum(counts)

    def pending(self, reader_id: int, batch_size: int) -> Iterator[list[Article]]:
        """Yield articles that were not read with these versions, in batches, without details that reading ignores.

        Articles never read come first, then those of each other reader, by ascending PMID. The caller may store
        readings between two batches.
        """
        for other in self._other_readers(reader_id):
            last = -1
            while batch := fetch(
                self._connection,
                "reader_id IS ? AND pmid > ? ORDER BY pmid LIMIT ?",
                (other, last, batch_size),
                has_details=False,
            ):
                last = batch[-1].pmid
                yield batch

    def _other_readers(self, reader_id: int) -> list[int | None]:
        """Return None, for "not read", and the numbers of all other readers: each is one range of an index."""
        rows = self._connection.execute("SELECT reader_id FROM reader WHERE reader_id <> ? ORDER BY 1", (reader_id,))
        return [None, *(number for (number,) in rows)]

    def store(self, batch: Iterable[Reading], reader_id: int) -> None:
        """Replace all that was read from these articles, in one transaction.

        Raises:
            LedgerError: the ledger cannot be written, or an article with mentions or claims is missing; nothing of the
                batch is stored.
        """
        with self._database.change() as change_seq:
            replace(self._connection, batch, reader_id, change_seq)

    def find(self, pmid: int) -> tuple[Reading, Versions] | None:
        """Return the reading of an article and the versions it was read with; None if it is unread."""
        return find(self._connection, pmid)

    def studies(self, pmid: int) -> tuple[tuple[Trait, ...], tuple[Outcome, ...]]:
        """Return the traits and the outcomes of an article, each in order of place."""
        return traits_of(self._connection, pmid), outcomes_of(self._connection, pmid)

    def skipped_counts(self) -> dict[str, int]:
        """Return the number of skipped articles by reason, in order of the reasons."""
        rows = self._connection.execute(
            "SELECT skipped, count(*) FROM article WHERE reader_id IS NOT NULL AND skipped <> '' "
            "GROUP BY skipped ORDER BY skipped"
        )
        return {row[0]: row[1] for row in rows}


def replace(connection: sqlite3.Connection, batch: Iterable[Reading], reader_id: int, change_seq: int) -> None:
    """Replace all that was read of each article of the batch; duplicates of a claim are stored once."""
    for reading in batch:
        mark_claims_changed(connection, reading.pmid, change_seq)
        connection.execute("DELETE FROM mention WHERE pmid = ?", (reading.pmid,))
        connection.execute("DELETE FROM claim WHERE pmid = ?", (reading.pmid,))
        connection.executemany(
            "INSERT INTO mention VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [_mention_row(reading.pmid, mention) for mention in reading.mentions],
        )
        connection.executemany(
            "INSERT OR IGNORE INTO claim VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [_claim_row(claim) for claim in reading.claims],
        )
        replace_study(connection, reading)
        mark_pairs_changed(connection, reading.pmid, change_seq)
        connection.execute(
            "UPDATE article SET reader_id = ?, has_drug = ?, skipped = ?, design = ?, text_design = ?, "
            "medline_design = ?, medline_known_on = ?, design_reason = ?, change_seq = ? WHERE pmid = ?",
            (
                reader_id,
                int(reading.has_drug),
                reading.skipped,
                int(reading.design),
                int(reading.text_design),
                int(reading.medline_design),
                reading.medline_known_on.isoformat() if reading.medline_known_on else None,
                reading.design_reason,
                change_seq,
                reading.pmid,
            ),
        )


def find(connection: sqlite3.Connection, pmid: int) -> tuple[Reading, Versions] | None:
    """Return the reading of an article and the versions it was read with; None if it is unread."""
    article = connection.execute(
        "SELECT has_drug, skipped, design, text_design, medline_design, medline_known_on, design_reason, "
        "lexicon_version, model_version, code_version FROM article JOIN reader USING (reader_id) WHERE pmid = ?",
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
        text_design=Design(article["text_design"]),
        medline_design=Design(article["medline_design"]),
        medline_known_on=date.fromisoformat(article["medline_known_on"]) if article["medline_known_on"] else None,
        design_reason=article["design_reason"],
        mentions=tuple(map(_mention, mentions)),
        claims=tuple(map(claim_of, claims)),
        traits=traits_of(connection, pmid),
        outcomes=outcomes_of(connection, pmid),
        comparisons=comparisons_of(connection, pmid),
        biomarker_effects=effects_of(connection, pmid),
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


def claim_of(row: sqlite3.Row) -> Claim:
    """Return a row of table `claim` as a record."""
    relation = ClaimRelation(row["relation"])
    statement = Statement(by=row["stated_by"], year=row["stated_year"], grade=row["stated_grade"])
    return Claim(
        pmid=row["pmid"],
        sentence_start=row["sentence_start"],
        sentence_end=row["sentence_end"],
        drugs=ingredients_of(row["drug_id"]),
        disease=row["disease"],
        biomarkers=tuple(json.loads(row["biomarkers"])),
        relation=relation,
        certainty=Certainty(row["certainty"]),
        disease_from=row["disease_from"],
        cue=row["cue"],
        probability=row["probability"],
        drug_from=row["drug_from"],
        statement=statement if relation in STATEMENT_RELATIONS else None,
    )


def discard(connection: sqlite3.Connection, pmid: int, change_seq: int) -> None:
    """Delete the reading of an article, so that it is read again."""
    mark_claims_changed(connection, pmid, change_seq)
    connection.execute("DELETE FROM mention WHERE pmid = ?", (pmid,))
    connection.execute("DELETE FROM claim WHERE pmid = ?", (pmid,))
    discard_study(connection, pmid)
    connection.execute(
        "UPDATE article SET reader_id = NULL, has_drug = NULL, skipped = '', design = 0, text_design = 0, "
        "medline_design = 0, medline_known_on = NULL, design_reason = '' WHERE pmid = ?",
        (pmid,),
    )


def mark_claims_changed(connection: sqlite3.Connection, pmid: int, change_seq: int) -> None:
    """Leave tombstones of an article's claims and effects, and mark pairs as changed, before they are removed."""
    connection.execute(
        f"INSERT INTO removed_node SELECT 'Claim', claim_id, ? FROM claim WHERE pmid = ? AND {STATES} "
        "ON CONFLICT DO UPDATE SET change_seq = excluded.change_seq",
        (change_seq, pmid),
    )
    connection.execute(
        "INSERT INTO removed_node SELECT 'BiomarkerEffect', effect_id, ? FROM biomarker_effect WHERE pmid = ? "
        "ON CONFLICT DO UPDATE SET change_seq = excluded.change_seq",
        (change_seq, pmid),
    )
    mark_pairs_changed(connection, pmid, change_seq)


def mark_pairs_changed(connection: sqlite3.Connection, pmid: int, change_seq: int) -> None:
    """Record that the totals of every pair named by the article's claims may have changed."""
    connection.execute(
        f"INSERT INTO pair SELECT DISTINCT drug_id, disease, ? FROM claim WHERE pmid = ? AND {STATES} "
        "ON CONFLICT DO UPDATE SET change_seq = excluded.change_seq",
        (change_seq, pmid),
    )


def _mention_row(pmid: int, mention: Mention) -> tuple[object, ...]:
    link = mention.link
    linked = (link.curie, link.score, link.reason) if link else (None, None, None)
    others = json.dumps([[other.curie, other.score, other.reason] for other in mention.other_links])
    return (pmid, mention.start, mention.end, mention.type, mention.text, mention.found_by, *linked, others)


def _claim_row(claim: Claim) -> tuple[object, ...]:
    row: tuple[object, ...] = (
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
        claim.probability,
        claim.drug_from,
    )
    said = claim.statement
    stated = (said.by, said.year, said.grade) if said else ()  # other claims keep their identifiers
    digest = hashlib.sha256(json.dumps((*row, *stated)).encode()).hexdigest()[:12]
    return (f"CLAIM:{claim.pmid}-{digest}", *row, *(stated or ("", None, "")))

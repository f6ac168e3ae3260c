"""Traits, outcomes and effects of biomarkers of articles, as rows of their tables and back.

The functions run inside the caller's transaction.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

from graph.identifiers import combination_id, ingredients_of
from miner.records import (
    BiomarkerEffect,
    Comparison,
    ComparisonDirection,
    EffectDirection,
    Outcome,
    OutcomeKind,
    Reading,
    Trait,
    TraitKind,
    TraitRole,
)

TABLES = ("trait", "outcome", "comparison", "biomarker_effect")

_trait_row = attrgetter("start", "end", "kind", "value", "drug", "role", "curie")
_outcome_row = attrgetter(
    "start", "end", "kind", "value", "unit", "sign", "low", "high", "level", "of", "endpoint", "arm", "time"
)


def replace_study(connection: sqlite3.Connection, reading: Reading) -> None:
    """Replace what was read of an article's study; of two entries for one place and kind the first is kept."""
    discard_study(connection, reading.pmid)
    pmid = reading.pmid
    connection.executemany(_insert("trait", 8), [(pmid, *_trait_row(trait)) for trait in reading.traits])
    connection.executemany(_insert("outcome", 16), [_result_row(pmid, one) for one in reading.outcomes])
    connection.executemany(_insert("comparison", 7), [_comparison_row(pmid, one) for one in reading.comparisons])
    connection.executemany(
        _insert("biomarker_effect", 10), [_effect_row(pmid, effect) for effect in reading.biomarker_effects]
    )


def discard_study(connection: sqlite3.Connection, pmid: int) -> None:
    """Delete what was read of an article's study."""
    for table in TABLES:
        connection.execute(f"DELETE FROM {table} WHERE pmid = ?", (pmid,))


def traits_of(connection: sqlite3.Connection, pmid: int) -> tuple[Trait, ...]:
    """Return the traits of an article, in order of place."""
    rows = connection.execute("SELECT * FROM trait WHERE pmid = ? ORDER BY start, end, kind, value, drug", (pmid,))
    return tuple(
        Trait(
            kind=TraitKind(row["kind"]),
            value=row["value"],
            start=row["start"],
            end=row["end"],
            role=TraitRole(row["role"]),
            curie=row["curie"],
            drug=row["drug"],
        )
        for row in rows
    )


def traits_of_cells(found: Iterable[Sequence[Any]]) -> tuple[Trait, ...]:
    """Return traits from cells: kind, value, start, end, role, curie, drug; in order of place."""
    traits = (
        Trait(kind=TraitKind(kind), value=value, start=start, end=end, role=TraitRole(role), curie=curie, drug=drug)
        for kind, value, start, end, role, curie, drug in found
    )
    return tuple(sorted(traits, key=attrgetter("start", "end", "kind", "value", "drug")))


def outcomes_of(connection: sqlite3.Connection, pmid: int) -> tuple[Outcome, ...]:
    """Return the outcomes of an article, in order of place."""
    rows = connection.execute("SELECT * FROM outcome WHERE pmid = ? ORDER BY start, end, kind", (pmid,))
    return tuple(map(outcome_of, rows))


def outcome_of(row: sqlite3.Row) -> Outcome:
    """Return a row of table `outcome` as a record."""
    return Outcome(
        kind=OutcomeKind(row["kind"]),
        value=row["value"],
        unit=row["unit"],
        start=row["start"],
        end=row["end"],
        sign=row["sign"],
        low=row["low"],
        high=row["high"],
        level=row["level"],
        of=row["out_of"],
        endpoint=row["endpoint"],
        arm=row["arm"],
        time=row["time"],
        drugs=_drugs(row["drug_id"]),
        disease=row["disease"],
    )


def comparisons_of(connection: sqlite3.Connection, pmid: int) -> tuple[Comparison, ...]:
    """Return the comparisons of an article, in order of place."""
    rows = connection.execute("SELECT * FROM comparison WHERE pmid = ? ORDER BY start, end, endpoint", (pmid,))
    return tuple(
        Comparison(
            endpoint=row["endpoint"],
            direction=ComparisonDirection(row["direction"]),
            start=row["start"],
            end=row["end"],
            arms=tuple(json.loads(row["arms"])),
            cue=row["cue"],
        )
        for row in rows
    )


def effects_of(connection: sqlite3.Connection, pmid: int) -> tuple[BiomarkerEffect, ...]:
    """Return what an article says of biomarkers, in order of place."""
    rows = connection.execute(
        "SELECT * FROM biomarker_effect WHERE pmid = ? ORDER BY sentence_start, drug_id, disease, biomarker, direction",
        (pmid,),
    )
    return tuple(
        BiomarkerEffect(
            drugs=_drugs(row["drug_id"]),
            disease=row["disease"],
            biomarker=row["biomarker"],
            direction=EffectDirection(row["direction"]),
            sentence_start=row["sentence_start"],
            sentence_end=row["sentence_end"],
            cue=row["cue"],
            probability=row["probability"],
        )
        for row in rows
    )


def _insert(table: str, column_count: int) -> str:
    return f"INSERT OR IGNORE INTO {table} VALUES ({', '.join('?' * column_count)})"


def _drugs(drug_id: str) -> tuple[str, ...]:
    return ingredients_of(drug_id) if drug_id else ()


def _drug_id(drugs: tuple[str, ...]) -> str:
    return combination_id(drugs) if drugs else ""


def _result_row(pmid: int, outcome: Outcome) -> tuple[object, ...]:
    return (pmid, *_outcome_row(outcome), _drug_id(outcome.drugs), outcome.disease)


def _comparison_row(pmid: int, one: Comparison) -> tuple[object, ...]:
    return (pmid, one.start, one.end, one.endpoint, one.direction, json.dumps(one.arms), one.cue)


def _effect_row(pmid: int, effect: BiomarkerEffect) -> tuple[object, ...]:
    key = (
        pmid,
        effect.sentence_start,
        effect.sentence_end,
        _drug_id(effect.drugs),
        effect.disease,
        effect.biomarker,
        effect.direction,
    )
    digest = hashlib.sha256(json.dumps(key).encode()).hexdigest()[:12]
    return (f"EFFECT:{pmid}-{digest}", *key, effect.cue, effect.probability)

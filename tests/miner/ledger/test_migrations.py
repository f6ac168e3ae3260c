"""A ledger of every earlier schema is migrated without losing content."""

import json
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from importlib import resources
from pathlib import Path

import pytest

from miner.errors import LedgerError
from miner.ledger import Ledger
from miner.ledger.database import _migrations, _statements, add_functions
from miner.ledger.rows import deflate
from miner.records import Certainty, ClaimRelation

VERSIONS = range(1, len(_migrations()))
SIGNAL = {
    "signal_id": "DRUGBANK:DB00571|MONDO:0011191",
    "drug_id": "DRUGBANK:DB00571",
    "disease": "MONDO:0011191",
    "score": 3.5,
    "evidence_count": 4,
    "study_count": 3,
    "supporting_count": 2,
    "opposing_count": 1,
    "best_design": 8,
    "first_year": 2008,
    "last_year": 2015,
    "label_us": "off label",
    "label_eu": "",
    "label_jp": "label unknown",
    "biomarkers": '{"HGNC:1097": 1}',
    "pmids": "[1, 2]",
    "reasons": '["strength 1.0"]',
    "is_current": 1,
    "change_seq": 7,
}

FACT = {
    "fact_id": "us-1",
    "drug_id": "DRUGBANK:DB00571",
    "disease": "MONDO:0011191",
    "jurisdiction": "US",
    "status": "approved",
    "approved_on": "2014-03-14",
    "known_by": None,
    "ended_on": None,
    "population": "infants",
    "biomarker": "",
    "source": "Hemangeol",
    "source_url": "https://example.org",
    "is_current": 1,
    "change_seq": 7,
}

CLAIM = {
    "claim_id": "CLAIM:1-abc",
    "pmid": 1,
    "sentence_start": 0,
    "sentence_end": 6,
    "drug_id": "DRUGBANK:DB00571",
    "disease": "MONDO:0011191",
    "biomarkers": "[]",
    "relation": "treats",
    "certainty": "hedged",
    "disease_from": "sentence",
    "cue": "for",
}


def ledger_of(path: Path, version: int) -> Path:
    """A ledger as a program of that schema left it: an article that was read, a signal, a run."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        add_functions(connection)
        scripts = _migrations()[:version]
        run_scripts(connection, scripts[:5])
        connection.execute(f"PRAGMA user_version = {version}")
        connection.executemany("INSERT INTO meta VALUES (?, ?)", [("ledger_id", "an id"), ("change_seq", "7")])
        connection.execute("INSERT INTO reader VALUES (1, 'lexicon', 'model', '4')")
        columns = {"pmid": 1, "version": 1, "content_hash": b"12345678", "text": "Title.\nText.", "journal": "J"}
        columns |= {"sections": '[[0, 6, "", "TITLE"]]', "year": 2008, "publication_types": "[]", "reader_id": 1}
        columns |= {"mesh_headings": "[]", "languages": '["eng"]', "has_drug": 1, "change_seq": 5}
        insert(connection, "article", columns)
        insert(connection, "article_relation", {"pmid": 1, "kind": "ExpressionOfConcernIn", "target": 9})
        mention = {"pmid": 1, "start": 0, "end": 5, "type": "drug", "text": "Title", "found_by": "model"}
        insert(connection, "mention", {**mention, "curie": "DRUGBANK:DB00571", "score": 1.0, "reason": "name"})
        insert(connection, "claim", CLAIM)
        insert(connection, "label_fact", FACT)
        insert(connection, "label_fact", FACT | {"fact_id": "us-2", "approved_on": None, "known_by": "2018-12-23"})
        if version < 5:
            insert(connection, "signal", SIGNAL)
        else:
            insert(connection, "signal", _as_of_schema_5())
            for region in ("us", "jp"):
                label = {"jurisdiction": region.upper(), "level": SIGNAL[f"label_{region}"], "fact_id": ""}
                insert(connection, "signal_label", {"signal_id": SIGNAL["signal_id"], **label})
        run = {"command": "run", "started_at": "2026-01-01T00:00:00+00:00", "outcome": "done", "counts": "{}"}
        insert(connection, "run", run)
        run_scripts(connection, scripts[5:])  # the rows above are as schemas 1 to 5 had them
    return path


def run_scripts(connection: sqlite3.Connection, scripts: Sequence[str]) -> None:
    for script in scripts:
        for statement in _statements(script):
            connection.execute(statement)


def _as_of_schema_5() -> dict[str, object]:
    keys = ("signal_id", "drug_id", "disease", "is_current", "change_seq")
    properties = {name: value for name, value in SIGNAL.items() if name not in keys and not name.startswith("label_")}
    properties |= {name: json.loads(str(SIGNAL[name])) for name in ("biomarkers", "pmids", "reasons")}
    return {name: SIGNAL[name] for name in keys} | {
        "properties": json.dumps(properties | {"best_design": "randomised"})
    }


def insert(connection: sqlite3.Connection, table: str, row: dict[str, object]) -> None:
    places = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", list(row.values()))  # noqa: S608


@pytest.mark.parametrize("version", VERSIONS)
def test_an_earlier_schema_comes_up_to_date_with_all_that_it_held(tmp_path: Path, version: int) -> None:
    with Ledger.open(ledger_of(tmp_path / "ledger.db", version)) as ledger:
        article = ledger.articles.find(1)
        assert article is not None
        assert (article.title, article.year, article.languages) == ("Title.", 2008, ("eng",))
        found = ledger.readings.find(1)
        assert found is not None
        assert [mention.text for mention in found[0].mentions] == ["Title"]
        assert found[1] == ("lexicon", "model", "4")
        assert [(c.relation, c.certainty, c.probability, c.drug_from) for c in found[0].claims] == [
            (ClaimRelation.TREATS, Certainty.HEDGED, 1.0, "sentence")
        ]
        assert [run["command"] for run in ledger.runs.latest(5)] == ["run"]
        assert ledger.totals.count()["signal_count"] == 1
        (signal,) = ledger.changes.signals(0)
        properties = json.loads(signal["properties"])
        assert properties == {
            **{
                name: SIGNAL[name]
                for name in properties
                if name not in {"biomarkers", "pmids", "reasons", "best_design"}
            },
            "best_design": "randomised",
            "biomarkers": {"HGNC:1097": 1},
            "pmids": [1, 2],
            "reasons": ["strength 1.0"],
        }
        labels = ledger.database.connection.execute(
            "SELECT jurisdiction, level, kinds, reason FROM signal_label ORDER BY 1"
        )
        assert [tuple(row) for row in labels] == [("JP", "unknown", "[]", ""), ("US", "off", "[]", "")]
        facts = [dict(row) for row in ledger.changes.label_facts(7)]
        assert [(fact["since"], fact["since_kind"]) for fact in facts] == [
            ("2014-03-14", "stated"),
            ("2018-12-23", "bounded"),
        ]
        assert facts[0]["sources"] == '["Hemangeol"]'
        assert (facts[0]["population"], facts[0]["relation"], facts[0]["trust"]) == ("infants", "treats", "sure")
        assert ledger.ledger_id == "an id"
        assert ledger.change_seq > 7, "a graph that follows the ledger must see the new properties"
        assert ledger.database.connection.execute("PRAGMA user_version").fetchone()[0] == len(_migrations())


def test_a_ledger_of_a_newer_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = ledger_of(tmp_path / "ledger.db", 1)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(LedgerError, match="schema version 99, this program knows up to"):
        Ledger.open(path)


def test_the_scripts_are_numbered_without_a_gap() -> None:
    names = sorted(entry.name for entry in (resources.files("miner.ledger") / "migrations").iterdir())
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))


def test_designs_keep_their_names_though_their_numbers_move_up(tmp_path: Path) -> None:
    path = ledger_of(tmp_path / "ledger.db", 9)
    old = {-2: "protocol", 0: "unknown", 5: "observational", 6: "phase 1", 7: "phase 2", 8: "randomised"}
    old |= {9: "systematic review", 10: "guideline"}
    for number, name in old.items():
        copy = tmp_path / f"{number}.db"
        shutil.copy(path, copy)
        with closing(sqlite3.connect(copy)) as connection:
            connection.execute("UPDATE article SET design = ?", (number,))
            connection.commit()
        with Ledger.open(copy) as ledger:
            found = ledger.readings.find(1)
            assert found is not None
            assert (found[0].design.title, found[0].text_design.title) == (name, name)
            assert (found[0].medline_design.title, found[0].medline_known_on) == ("unknown", None)


def test_authors_of_stored_articles_are_taken_from_their_details(tmp_path: Path) -> None:
    path = ledger_of(tmp_path / "ledger.db", 7)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE article SET details = ?", (deflate('{"authors":["Ünlü-Case B Jr","Only"]}'),))
        connection.execute("INSERT INTO pair SELECT drug_id, disease, 5 FROM claim")
        connection.commit()
    with Ledger.open(path) as ledger:
        ((_, (row,)),) = ledger.evidence.by_pair()
        assert row.authors == ("unlu case b", "only")
        assert [row.authors for _, (row,) in ledger.evidence.by_pair(changed_after=7)] == [row.authors]

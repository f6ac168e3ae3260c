"""A jurisdiction is a row of data: one that is added, with label facts, is in candidates, list and graph."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from miner.errors import LexiconError
from miner.lexicon.lexicon import Lexicon
from tests.miner.lexicon.small import PROPRANOLOL, write_small_lexicon

WITH_CHINA = """
import sys
from miner import jurisdictions
china = jurisdictions.Jurisdiction(code="CN", name="China", agency="NMPA")
jurisdictions.JURISDICTIONS = (*jurisdictions.JURISDICTIONS, china)
jurisdictions.CODES = (*jurisdictions.CODES, "CN")
jurisdictions.JURISDICTION_BY_CODE["CN"] = china
from miner.cli import main
main(["--data-folder", sys.argv[1], *sys.argv[2:]])
"""
CAVERNOUS = "MONDO:0031037"
"""Familial cerebral cavernous malformations."""


def with_china(folder: Path, labels: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", WITH_CHINA, str(folder), *arguments],
        env={**os.environ, "MINER_LABELS_FOLDER": str(labels)},
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_jurisdiction_with_label_facts_is_in_signals_list_and_graph(
    tmp_path: Path, demo_labels: Path, demo_folder: Path
) -> None:
    values = {"fact_id": "cn-1", "drugs": PROPRANOLOL, "disease": CAVERNOUS, "jurisdiction": "CN"} | {
        "relation": "treats", "status": "approved", "since": "2024-05-01", "since_kind": "stated",
        "since_source": "invented", "absent_on": "2024-04-30", "absent_source": "invented", "trust": "sure",
        "sources": "invented", "source_url": "https://example.org",
    }  # fmt: skip
    market = {"drugs": PROPRANOLOL, "jurisdiction": "CN", "first_approval": "2024-05-01", "is_exact": "yes"} | {
        "is_label_known": "yes", "source": "invented",
    }  # fmt: skip
    labels = tmp_path / "labels"
    labels.mkdir()
    for table, added in (("label_facts.tsv", values), ("markets.tsv", market)):
        header, *rows = (demo_labels / table).read_text(encoding="utf-8").splitlines()
        rows.append("\t".join(added.get(column, "") for column in header.split("\t")))
        (labels / table).write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    data = tmp_path / "data"
    with_china(data, labels, "run", str(demo_folder / "03-week-2.xml"), "--as-of", "2023-01-31")
    with (data / "lists" / "weekly-list-2023-01-31.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["Label CN"] for row in rows} == {"drug not approved"}
    printed = json.loads(with_china(data, labels, "signals", "--as-of", "2024-06-01", "-f", "json"))
    levels = {row["disease_id"]: row["label_cn"] for row in printed if row["drug_id"] == PROPRANOLOL}
    assert levels.pop(CAVERNOUS) == "on"
    assert levels == {}
    assert {row["label_cn"] for row in printed if row["drug_id"] != PROPRANOLOL} == {"not_approved"}
    statement = "MATCH (s:Signal) RETURN DISTINCT s.label_cn AS level"
    assert json.loads(with_china(data, labels, "cypher", statement, "-f", "json")) == [{"level": "not_approved"}]


def test_a_table_of_drugs_may_have_other_jurisdictions_than_we_know(tmp_path: Path) -> None:
    folder = write_small_lexicon(tmp_path / "lexicon")
    table = folder / "drugs.tsv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("approved_jp", "approved_cn"), encoding="utf-8")
    assert Lexicon.load(folder).entry(PROPRANOLOL).flags == {"US", "EU", "CN"}
    rows = [line.split("\t") for line in text.splitlines()]
    table.write_text("\n".join("\t".join([*row[:4], *row[6:]]) for row in rows) + "\n", encoding="utf-8")
    assert Lexicon.load(folder).entry(PROPRANOLOL).flags == {"US"}
    table.write_text(text.replace("is_combination", "approved"), encoding="utf-8")
    with pytest.raises(LexiconError, match="columns are"):
        Lexicon.load(folder)

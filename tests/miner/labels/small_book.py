"""A label book of invented facts on the drugs and diseases of the miniature lexicon."""

from pathlib import Path

from miner.labels.facts import FACT_COLUMNS, MARKET_COLUMNS
from miner.labels.source_table import SOURCE_COLUMNS
from tests.miner.lexicon.small import (
    BEVACIZUMAB,
    GLIOBLASTOMA,
    IMATINIB,
    INFANTILE,
    LUPUS,
    MASTOCYTOSIS,
    METFORMIN,
    PROPRANOLOL,
    RITUXIMAB,
    TYPE_2,
)

FACTS = (
    {"fact_id": "us-1", "drugs": PROPRANOLOL, "disease": INFANTILE, "jurisdiction": "US", "since": "2014-03-14"}
    | {"since_kind": "stated", "absent_on": "2014-03-13", "ages": "children", "source_url": "https://us.example/1"},
    {"fact_id": "eu-1", "drugs": PROPRANOLOL, "disease": INFANTILE, "jurisdiction": "EU", "since": "2018-12-23"}
    | {"since_kind": "bounded", "absent_on": "2014-01-01", "source_url": "https://eu.example/1"},
    {"fact_id": "us-2", "drugs": BEVACIZUMAB, "disease": GLIOBLASTOMA, "jurisdiction": "US", "since": "2009-05-05"}
    | {"since_kind": "stated", "absent_on": "2009-05-04", "ended_on": "2017-12-05", "status": "conditional"},
    {"fact_id": "us-3", "drugs": BEVACIZUMAB, "disease": GLIOBLASTOMA, "jurisdiction": "US", "since": "2017-12-05"}
    | {"since_kind": "stated", "absent_on": "2017-12-04"},
    {"fact_id": "us-4", "drugs": BEVACIZUMAB, "disease": LUPUS, "jurisdiction": "US", "since": "2008-02-22"}
    | {"since_kind": "inferred", "absent_on": "2008-02-21", "ended_on": "2011-11-18", "status": "withdrawn"},
    {"fact_id": "us-5", "drugs": BEVACIZUMAB, "disease": MASTOCYTOSIS, "jurisdiction": "US", "since": "2020-01-01"}
    | {"since_kind": "bounded", "trust": "noisy", "sources": "llm_pairs"},
    {"fact_id": "us-6", "drugs": METFORMIN, "disease": TYPE_2, "jurisdiction": "US", "since": "1994-12-29"}
    | {"since_kind": "stated", "absent_on": "1994-12-28", "ages": "adults", "routes": "oral"},
    {"fact_id": "us-7", "drugs": f"{RITUXIMAB}|{IMATINIB}", "disease": MASTOCYTOSIS, "jurisdiction": "US"}
    | {"since": "2015-01-01", "since_kind": "stated", "absent_on": "2014-12-31"},
)  # fmt: skip
MARKETS = (
    (PROPRANOLOL, "US", "1967-11-13"),
    (PROPRANOLOL, "EU", "2014-04-23"),
    (BEVACIZUMAB, "US", "2004-02-26"),
    (METFORMIN, "US", "1994-12-29"),
    (f"{RITUXIMAB}|{IMATINIB}", "US", "2015-01-01"),
)
SOURCES = (
    {"key": "made_up", "title": "Invented labels", "kind": "label text", "worth": "0.97", "worth_of": "120"},
    {"key": "llm_pairs", "title": "Invented pairs", "kind": "curated pair", "day": "2026-01", "use": "measure only"},
)


def write_small_book(folder: Path) -> Path:
    """Write facts, markets and sources to a folder and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    fact = {
        "relation": "treats",
        "status": "approved",
        "trust": "sure",
        "sources": "made_up",
        "since_source": "made_up",
    }
    market = {"is_exact": "yes", "is_label_known": "yes", "source": "made_up"}
    source = {"jurisdiction": "US|EU", "licence": "CC0", "use": "ships"}
    markets = [market | dict(zip(MARKET_COLUMNS, row, strict=False)) for row in MARKETS]
    write_rows(folder / "label_facts.tsv", FACT_COLUMNS, [fact | each for each in FACTS])
    write_rows(folder / "markets.tsv", MARKET_COLUMNS, markets)
    write_rows(folder / "sources.tsv", SOURCE_COLUMNS, [source | each for each in SOURCES])
    return folder


def write_rows(path: Path, columns: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    """Write a table; cells that a row does not have are empty."""
    lines = ["\t".join(columns), *("\t".join(row.get(column, "") for column in columns) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")

"""Load the shipped label book: label facts, and the markets of each set of drugs. They contain no label text."""

import hashlib
import importlib.resources
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from miner.errors import LabelError, LexiconError
from miner.jurisdictions import CODES
from miner.lexicon.compiled import load_or_make
from miner.lexicon.tables import read_table
from miner.records import LabelFact, Market

FACT_COLUMNS = (
    "fact_id", "drugs", "disease", "jurisdiction", "relation", "status", "since", "since_kind", "since_source",
    "absent_on", "absent_source", "ended_on", "ages", "line", "population", "biomarkers", "routes", "partners", "trust",
    "sources", "source_url",
)  # fmt: skip
MARKET_COLUMNS = (
    "drugs", "jurisdiction", "first_approval", "is_exact", "is_label_known", "ended_on", "source", "source_url",
)  # fmt: skip
_REMEDY = "the label book is compiled with `python -m corpora labels`"
_LISTS = ("drugs", "biomarkers", "routes", "partners", "sources")
_DAYS = ("since", "absent_on", "ended_on", "first_approval")
_ALLOWED = {
    "status": ("approved", "conditional", "withdrawn"),
    "since_kind": ("stated", "bounded", "inferred", ""),
    "trust": ("sure", "noisy"),
    "relation": ("treats", "prevents", "diagnoses", "supportive", "palliates", "population"),
    "jurisdiction": CODES,
    "is_exact": ("yes", ""),
    "is_label_known": ("yes", ""),
}


def load_label_facts(folder: Path | None = None) -> tuple[LabelFact, ...]:
    """Return the facts of label_facts.tsv in a folder, or of the shipped table, in table order.

    Raises:
        LabelError: the table is missing or a row does not parse; file and line are named.
    """
    path, version = _place(folder, "label_facts.tsv")
    return load_or_make("label_facts", version, lambda: tuple(LabelFact(**row) for row in _rows(path, FACT_COLUMNS)))


def load_markets(folder: Path | None = None) -> tuple[Market, ...]:
    """Return the markets of markets.tsv in a folder, or of the shipped table, in table order.

    Raises:
        LabelError: the table is missing or a row does not parse; file and line are named.
    """
    path, version = _place(folder, "markets.tsv")
    return load_or_make("markets", version, lambda: tuple(_market(row) for row in _rows(path, MARKET_COLUMNS)))


def label_version(folder: Path | None = None) -> str:
    """Return the version of the label tables of a folder, or of the shipped ones: twelve hex digits over both.

    Raises:
        LabelError: a table is missing.
    """
    digests = "".join(_place(folder, name)[1] for name in ("label_facts.tsv", "markets.tsv"))
    return hashlib.sha256(digests.encode()).hexdigest()[:12]


def _market(row: dict[str, Any]) -> Market:
    return Market(**row | {flag: row[flag] == "yes" for flag in ("is_exact", "is_label_known")})


def _place(folder: Path | None, name: str) -> tuple[Traversable, str]:
    """Return a table and the digest of its bytes."""
    path = (folder if folder is not None else importlib.resources.files("corpora") / "labels") / name
    try:
        return path, hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise LabelError(f"{path}: {error.strerror}; {_REMEDY}") from error


def _rows(path: Traversable, columns: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    try:
        rows = list(read_table(path, columns))
    except LexiconError as error:
        raise LabelError(f"{error}; {_REMEDY}") from error
    for number, row in enumerate(rows, start=2):
        yield _parsed(dict(zip(columns, row, strict=True)), f"{path}:{number}")


@lru_cache(maxsize=20_000)
def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _parsed(cell: dict[str, Any], where: str) -> dict[str, Any]:
    for column, allowed in _ALLOWED.items():
        if column in cell and cell[column] not in allowed:
            listed = ", ".join(value or "nothing" for value in allowed)
            raise LabelError(f"{where}: {column} is {cell[column]!r}, not one of {listed}; correct it")
    try:
        days = {name: _day(cell[name]) for name in _DAYS if name in cell}
    except ValueError as error:
        raise LabelError(f"{where}: {error}; compile the labels again") from error
    if days.get("since") and days.get("ended_on") and days["ended_on"] <= days["since"]:  # type: ignore[operator]
        raise LabelError(f"{where}: ended_on {days['ended_on']} is not after since {days['since']}; correct it")
    lists = {name: tuple(cell[name].split("|")) if cell[name] else () for name in _LISTS if name in cell}
    return cell | days | lists

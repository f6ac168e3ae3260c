"""Load the shipped label book: label facts, and the markets of each set of drugs. They contain no label text."""

import importlib.resources
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from miner.errors import LabelError, LexiconError
from miner.jurisdictions import CODES
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
    return tuple(LabelFact(**cell) for cell in _cells(folder, "label_facts.tsv", FACT_COLUMNS))


def load_markets(folder: Path | None = None) -> tuple[Market, ...]:
    """Return the markets of markets.tsv in a folder, or of the shipped table, in table order.

    Raises:
        LabelError: the table is missing or a row does not parse; file and line are named.
    """
    rows = _cells(folder, "markets.tsv", MARKET_COLUMNS)
    flags = ("is_exact", "is_label_known")
    return tuple(Market(**cell | {flag: cell[flag] == "yes" for flag in flags}) for cell in rows)


def _cells(folder: Path | None, name: str, columns: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    place = folder if folder is not None else importlib.resources.files("corpora") / "labels"
    path = place / name
    try:
        rows = list(read_table(path, columns))
    except LexiconError as error:
        raise LabelError(f"{error}; the label book is compiled with `python -m corpora labels`") from error
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

"""Load the shipped label facts: what is approved where, and since when. They contain no label text."""

import importlib.resources
from datetime import date
from pathlib import Path
from typing import Any

from miner.errors import LabelError, LexiconError
from miner.jurisdictions import CODES, JURISDICTION_BY_CODE
from miner.lexicon.tables import read_table
from miner.records import LabelFact

FACT_COLUMNS = (
    "fact_id", "drugs", "disease", "jurisdiction", "status", "approved_on", "known_by", "ended_on", "population",
    "biomarker", "source", "source_url",
)  # fmt: skip
_DAYS = ("approved_on", "known_by", "ended_on")
_STATUSES = frozenset({"approved", "conditional", "withdrawn"})


def load_label_facts(folder: Path | None = None) -> tuple[LabelFact, ...]:
    """Return the facts of label_facts.tsv in a folder, or of the shipped table, in table order.

    Raises:
        LabelError: the table is missing or a row does not parse; file and line are named.
    """
    place = folder if folder is not None else importlib.resources.files("corpora") / "labels"
    path = place / "label_facts.tsv"
    try:
        rows = list(read_table(path, FACT_COLUMNS))
    except LexiconError as error:
        raise LabelError(f"{error}; label facts are compiled with `python -m corpora labels`") from error
    return tuple(_fact(row, f"{path}:{number}") for number, row in enumerate(rows, start=2))


def _fact(row: list[str], where: str) -> LabelFact:
    cell: dict[str, Any] = dict(zip(FACT_COLUMNS, row, strict=True))
    if cell["status"] not in _STATUSES:
        raise LabelError(
            f"{where}: status is {cell['status']!r}, not one of {', '.join(sorted(_STATUSES))}; correct it"
        )
    if cell["jurisdiction"] not in JURISDICTION_BY_CODE:
        raise LabelError(
            f"{where}: jurisdiction is {cell['jurisdiction']!r}, not one of {', '.join(CODES)}; correct it"
        )
    try:
        cell |= {name: date.fromisoformat(cell[name]) if cell[name] else None for name in _DAYS}
    except ValueError as error:
        raise LabelError(f"{where}: {error}; compile the labels again") from error
    return LabelFact(**cell | {"drugs": tuple(cell["drugs"].split("|"))})

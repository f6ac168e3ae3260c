"""Read the label facts that ship: what is approved where, and since when. No label text is kept."""

import importlib.resources
from datetime import date
from pathlib import Path

from miner.errors import LexiconError
from miner.lexicon.lexicon import read_table
from miner.records import Jurisdiction, LabelFact

FACT_COLUMNS = (
    "fact_id", "drugs", "disease", "jurisdiction", "status", "approved_on", "known_by", "ended_on", "population",
    "biomarker", "source", "source_url",
)  # fmt: skip
_STATUSES = frozenset({"approved", "conditional", "withdrawn"})


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def load_label_facts(folder: Path | None = None) -> tuple[LabelFact, ...]:
    """The facts of label_facts.tsv in a folder, or of those that ship, in table order.

    Raises:
        LexiconError: the table is missing or a row does not parse.
    """
    place = folder if folder is not None else importlib.resources.files("corpora") / "labels"
    path = place / "label_facts.tsv"
    facts = []
    for number, row in enumerate(read_table(path, FACT_COLUMNS), start=2):
        cell = dict(zip(FACT_COLUMNS, row, strict=True))
        try:
            fact = LabelFact(
                fact_id=cell["fact_id"],
                drugs=tuple(cell["drugs"].split("|")),
                disease=cell["disease"],
                jurisdiction=Jurisdiction(cell["jurisdiction"]),
                status=cell["status"],
                approved_on=_day(cell["approved_on"]),
                known_by=_day(cell["known_by"]),
                ended_on=_day(cell["ended_on"]),
                population=cell["population"],
                biomarker=cell["biomarker"],
                source=cell["source"],
                source_url=cell["source_url"],
            )
        except ValueError as error:
            raise LexiconError(f"{path}:{number}: {error}; compile the labels again") from error
        if fact.status not in _STATUSES:
            raise LexiconError(f"{path}:{number}: status is {fact.status!r}, not one of {sorted(_STATUSES)}")
        facts.append(fact)
    return tuple(facts)

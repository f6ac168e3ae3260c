"""Label facts in the ledger: the current ones, and those that are no longer in the label tables."""

import json
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Any

from graph.identifiers import combination_id
from miner.ledger.database import Subject
from miner.records import LabelFact

_FIELDS = tuple(column.name for column in fields(LabelFact))


class Labels(Subject):
    """Label facts. One that disappears from the tables is kept as past, because a decision may cite it."""

    def store(self, facts: Iterable[LabelFact]) -> int:
        """Make these the current label facts and return how many changed."""
        with self._database.change() as change_seq:
            held = {row["fact_id"]: dict(row) for row in self._connection.execute("SELECT * FROM label_fact")}
            changed_count = 0
            for fact in facts:
                current = {**_row(fact), "is_current": 1}
                before = held.pop(fact.fact_id, {})
                before.pop("change_seq", None)
                if before != current:
                    self._put({**current, "change_seq": change_seq})
                    changed_count += 1
            gone = [(change_seq, fact_id) for fact_id, row in held.items() if row["is_current"]]
            self._connection.executemany("UPDATE label_fact SET is_current = 0, change_seq = ? WHERE fact_id = ?", gone)
        return changed_count + len(gone)

    def _put(self, row: dict[str, Any]) -> None:
        columns, values = ", ".join(row), ", ".join(f":{column}" for column in row)
        self._connection.execute(f"INSERT OR REPLACE INTO label_fact ({columns}) VALUES ({values})", row)


def _row(fact: LabelFact) -> dict[str, Any]:
    row = {name: getattr(fact, name) for name in _FIELDS}  # asdict would deep-copy
    row["drug_id"] = combination_id(row.pop("drugs"))
    return {key: _stored(value) for key, value in row.items()}


def _stored(value: object) -> object:
    """Return a value as SQLite stores it: days as ISO text, lists as JSON."""
    if isinstance(value, tuple):
        return json.dumps(value)
    return value.isoformat() if isinstance(value, date) else value

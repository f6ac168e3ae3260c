"""Signals in the ledger: the current candidates, and pairs that once were candidates."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from miner.ledger.database import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelRow:
    """The label state of a signal in one jurisdiction: level code, kinds of off-label use and the reason in words.

    `fact_id` is "" if no fact decided it.
    """

    jurisdiction: str
    level: str
    fact_id: str = ""
    kinds: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalRow:
    """A signal as the ledger stores it: its pair, its columns (see `miner.signals.columns`) and its label states."""

    drug_id: str
    disease: str
    properties: Mapping[str, Any]
    labels: tuple[LabelRow, ...]

    @property
    def signal_id(self) -> str:
        """The identifier: drug and disease joined by "|"."""
        return f"{self.drug_id}|{self.disease}"


class Signals(Subject):
    """Candidates. One that is no longer a candidate is kept as past, so that projections can remove it."""

    def store(self, signals: Iterable[SignalRow]) -> int:
        """Make these the current signals and return how many changed."""
        with self._database.change() as change_seq:
            held = self._held()
            changed_count = 0
            for signal in signals:
                if held.pop(signal.signal_id, None) != (1, _properties(signal), frozenset(signal.labels)):
                    self._put(signal, change_seq)
                    changed_count += 1
            gone = [(change_seq, signal_id) for signal_id, (is_current, *_) in held.items() if is_current]
            self._connection.executemany("UPDATE signal SET is_current = 0, change_seq = ? WHERE signal_id = ?", gone)
        return changed_count + len(gone)

    def _held(self) -> dict[str, tuple[int, str, frozenset[LabelRow]]]:
        """Return for each stored signal whether it is current, its properties and its label states."""
        labels: dict[str, set[LabelRow]] = defaultdict(set)
        for row in self._connection.execute("SELECT * FROM signal_label"):
            columns = dict(row) | {"kinds": tuple(json.loads(row["kinds"]))}
            labels[columns.pop("signal_id")].add(LabelRow(**columns))
        rows = self._connection.execute("SELECT signal_id, is_current, properties FROM signal")
        return {row[0]: (row[1], row[2], frozenset(labels[row[0]])) for row in rows}

    def _put(self, signal: SignalRow, change_seq: int) -> None:
        self._connection.execute("DELETE FROM signal WHERE signal_id = ?", (signal.signal_id,))
        self._connection.execute(
            "INSERT INTO signal VALUES (?, ?, ?, ?, 1, ?)",
            (signal.signal_id, signal.drug_id, signal.disease, _properties(signal), change_seq),
        )
        self._connection.executemany(
            "INSERT INTO signal_label (signal_id, jurisdiction, level, fact_id, kinds, reason) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            [
                (signal.signal_id, row.jurisdiction, row.level, row.fact_id, json.dumps(row.kinds), row.reason)
                for row in signal.labels
            ],
        )


def _properties(signal: SignalRow) -> str:
    return json.dumps(signal.properties, ensure_ascii=False)

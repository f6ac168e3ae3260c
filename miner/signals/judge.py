"""Adds to the rows of a list how far each use has come and who has to look, by evidence that it sees pass by.

Finding candidates reads all evidence once and keeps totals. `Judge.watch` passes that evidence on and keeps, for each
pair that something speaks for, what the ladder and the tiers need; `Judge.complete` then adds it to the rows.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TypeVar

from miner.records import ClaimRelation, EvidenceRow, Followed, Progress, SetAside, Signal, stance_of
from miner.signals.candidates import Evaluation
from miner.signals.rules import Rules
from miner.signals.stages import labelled_progress, studied_progress

Pair = tuple[str, str]
PairRows = tuple[Pair, Sequence[EvidenceRow]]
Row = TypeVar("Row", Signal, Followed, SetAside)


class Judge:
    """What was seen of each pair: `studied` maps those that something speaks for to their progress without labels."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.studied: dict[Pair, Progress] = {}
        self._harms: dict[Pair, dict[int, set[str]]] = {}

    def watch(self, evidence: Iterable[PairRows]) -> Iterator[PairRows]:
        """Yield the evidence unchanged, ordered by drug as it comes, and keep what `complete` needs."""
        for _, of_drug in groupby(evidence, key=lambda item: item[0][0]):
            pairs = list(of_drug)
            harms: dict[int, set[str]] = {}
            for (_, disease), rows in pairs:
                for row in rows:
                    if row.relation is ClaimRelation.CAUSES and row.certainty.has_result:
                        harms.setdefault(row.pmid, set()).add(disease)
            for pair, rows in pairs:
                if any(stance_of(row.relation, row.certainty) == "supports" for row in rows):
                    others = {pmid: found - {pair[1]} for pmid, found in harms.items() if found != {pair[1]}}
                    self.studied[pair] = studied_progress(rows, self.rules.ladder, others)
                    if others and any(row.traits for row in rows):
                        self._harms[pair] = others  # a row of the list may have a part of this evidence
            yield from pairs

    def complete(self, evaluation: Evaluation) -> Evaluation:
        """Return the evaluation with progress and routing in each row."""
        for pair, rows in evaluation.narrowed.items():
            self.studied[pair] = studied_progress(rows, self.rules.ladder, self._harms.get(pair, {}))
        return replace(
            evaluation,
            signals=list(map(self._judged, evaluation.signals)),
            followed=list(map(self._judged, evaluation.followed)),
            set_aside=list(map(self._judged, evaluation.set_aside)),
        )

    def _judged(self, row: Row) -> Row:
        pair = row.evidence.drug_id, row.evidence.disease
        progress = labelled_progress(self.studied[pair], row.label_states, self.rules.ladder)
        return replace(row, progress=progress, routing=self.rules.tiers.route(row.evidence, progress))

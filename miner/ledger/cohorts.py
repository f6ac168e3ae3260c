"""Cohorts in the ledger: pooled results of the studies of a use; and the outcomes that they are made of."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from miner.ledger.database import Subject
from miner.ledger.evidence import DESIGN_OF_A_DAY
from miner.ledger.studies import outcome_of
from miner.records import Design, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortRow:
    """A cohort as the ledger stores it: `biomarker` is "" for patients whatever their biomarkers."""

    cohort_id: str
    drug_id: str
    disease: str
    biomarker: str
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRow:
    """An outcome that is tied to a use, with what a cohort needs of its article.

    `biomarkers` are those that claims of the same use and sentence name.
    """

    pmid: int
    year: int | None
    design: Design
    drug_id: str
    disease: str
    biomarkers: tuple[str, ...]
    outcome: Outcome
    trial_ids: tuple[str, ...] = ()


_TIED = """
SELECT outcome.*, article.year, {design} AS design,
       (SELECT json_group_array(DISTINCT value) FROM claim, json_each(claim.biomarkers)
        WHERE claim.pmid = outcome.pmid AND claim.drug_id = outcome.drug_id AND claim.disease = outcome.disease
        AND outcome.start BETWEEN claim.sentence_start AND claim.sentence_end) AS biomarkers,
       (SELECT json_group_array(trial_id) FROM article_trial WHERE article_trial.pmid = outcome.pmid) AS trial_ids
FROM outcome JOIN article USING (pmid)
WHERE NOT article.is_retracted AND outcome.drug_id <> '' AND {condition}
ORDER BY outcome.drug_id, outcome.disease, outcome.pmid, outcome.start, outcome.kind
"""


class Cohorts(Subject):
    """Pooled results. A cohort that is no longer there is kept as past, so that projections can remove it."""

    def outcomes(
        self, *, drug_id: str | None = None, disease: str | None = None, as_of: date | None = None
    ) -> Iterator[OutcomeRow]:
        """Yield the outcomes that are tied to a use, ordered by use; retracted articles are left out.

        Args:
            drug_id: only this drug or combination.
            disease: only this disease.
            as_of: leave out articles that PubMed added after this day (by year if the day is not known), and what
                MEDLINE has said of a design since.
        """
        conditions, parameters, design = ["1"], [], "article.design"
        if as_of is not None:
            design = DESIGN_OF_A_DAY
            conditions.append("coalesce(article.entered_on, article.year || '-01-01', '0000') <= ?")
            parameters += [as_of.isoformat()] * 2
        for column, value in (("outcome.drug_id", drug_id), ("outcome.disease", disease)):
            if value is not None:
                conditions.append(f"{column} = ?")
                parameters.append(value)
        sql = _TIED.format(design=design, condition=" AND ".join(conditions))
        rows = self._connection.execute(sql, parameters)
        yield from map(_outcome_row, rows)

    def store(self, cohorts: Iterable[CohortRow]) -> int:
        """Make these the current cohorts and return how many changed."""
        with self._database.change() as change_seq:
            rows = self._connection.execute("SELECT cohort_id, is_current, properties FROM cohort")
            held = {row[0]: (row[1], row[2]) for row in rows}
            changed_count = 0
            for cohort in cohorts:
                properties = json.dumps({"biomarker": cohort.biomarker, **cohort.properties}, ensure_ascii=False)
                if held.pop(cohort.cohort_id, None) != (1, properties):
                    self._connection.execute(
                        "INSERT OR REPLACE INTO cohort VALUES (?, ?, ?, ?, 1, ?)",
                        (cohort.cohort_id, cohort.drug_id, cohort.disease, properties, change_seq),
                    )
                    changed_count += 1
            gone = [(change_seq, cohort_id) for cohort_id, (is_current, _) in held.items() if is_current]
            self._connection.executemany("UPDATE cohort SET is_current = 0, change_seq = ? WHERE cohort_id = ?", gone)
        return changed_count + len(gone)


def _outcome_row(row: sqlite3.Row) -> OutcomeRow:
    return OutcomeRow(
        pmid=row["pmid"],
        year=row["year"],
        design=Design(row["design"]),
        drug_id=row["drug_id"],
        disease=row["disease"],
        biomarkers=tuple(sorted(json.loads(row["biomarkers"]))),
        outcome=outcome_of(row),
        trial_ids=tuple(json.loads(row["trial_ids"])),
    )

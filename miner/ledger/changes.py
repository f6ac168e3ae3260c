"""What changed in the ledger after a change number: the rows that a projection follows.

Every method takes `since`, a value of `Database.change_seq`; 0 selects everything. Rows are ordered by identifier.
"""

import sqlite3
from collections.abc import Iterator
from typing import Any

from miner.ledger.database import STATES, Subject

_STATING = f"SELECT pmid FROM claim WHERE {STATES}"
"""Articles that state a claim beyond co-mention."""

Rows = Iterator[sqlite3.Row]

_CURRENT_FACT = "is_current AND trust = 'sure'"
"""Label facts that the graph shows: a query must not take for a label what no label says."""


class Changes(Subject):
    """Changed rows, and identifiers of removed ones."""

    # --- vocabulary --------------------------------------------------------------------------------------

    def vocabulary_since(self, since: int) -> int:
        """Return 0 if the lexicon changed after `since`, because all names are then renewed; else `since`."""
        return 0 if int(self._database.meta("vocabulary_seq", "0")) > since else since

    def named_drugs(self, since: int) -> set[str]:
        """Return the drugs (or combinations) that changed pairs, label facts and effects name."""
        return set(self._named("drug_id", since))

    def named_diseases(self, since: int) -> set[str]:
        """Return the diseases that changed pairs, label facts and effects name."""
        return set(self._named("disease", since))

    def _named(self, column: str, since: int) -> Iterator[str]:
        """Yield the values of a column in changed pairs, label facts and effects; the rest is in claims too."""
        return self._select(
            f"SELECT {column} FROM pair WHERE change_seq > ?1 UNION "
            f"SELECT {column} FROM label_fact WHERE {_CURRENT_FACT} AND change_seq > ?1 UNION "
            f"SELECT {column} FROM biomarker_effect JOIN article USING (pmid) WHERE {column} <> '' "
            f"AND article.change_seq > ?1 AND pmid IN ({_STATING})",
            since,
        )

    # --- articles, claims, trials ------------------------------------------------------------------------

    def articles(self, since: int) -> Rows:
        """Yield rows of articles that state a claim beyond co-mention."""
        return self._rows(f"SELECT * FROM article WHERE change_seq > ? AND pmid IN ({_STATING}) ORDER BY pmid", since)

    def removed_articles(self, since: int) -> Iterator[int]:
        """Yield PMIDs that were deleted or no longer state a claim."""
        return self._select(
            "SELECT pmid FROM deletion WHERE change_seq > ?1 UNION "
            f"SELECT pmid FROM article WHERE change_seq > ?1 AND pmid NOT IN ({_STATING})",
            since,
        )

    def claims(self, since: int) -> Rows:
        """Yield claims of changed articles beyond co-mention, with `sentence` and the article's `is_retracted`."""
        return self._rows(
            "SELECT claim.*, substr(text, sentence_start + 1, sentence_end - sentence_start) AS sentence, "
            "is_retracted, design FROM claim JOIN article USING (pmid) "
            f"WHERE article.change_seq > ? AND {STATES} ORDER BY pmid, claim_id",
            since,
        )

    def removed_claims(self, since: int) -> Iterator[str]:
        """Yield identifiers of claims that no longer exist."""
        return self._select(
            "SELECT id FROM removed_node WHERE label = 'Claim' AND change_seq > ? "
            "AND id NOT IN (SELECT claim_id FROM claim) ORDER BY id",
            since,
        )

    def trials(self, since: int) -> Iterator[str]:
        """Yield the trials that changed articles name."""
        return self._select(
            "SELECT DISTINCT trial_id FROM article_trial JOIN article USING (pmid) "
            f"WHERE change_seq > ? AND pmid IN ({_STATING}) ORDER BY trial_id",
            since,
        )

    def registrations(self, since: int) -> Rows:
        """Yield rows (pmid, trial_id) of changed articles."""
        return self._rows(
            "SELECT pmid, trial_id FROM article_trial JOIN article USING (pmid) "
            f"WHERE change_seq > ? AND pmid IN ({_STATING}) ORDER BY pmid, trial_id",
            since,
        )

    def removed_trials(self, since: int) -> Iterator[str]:
        """Yield trials that no article names any more."""
        return self._select(
            "SELECT id FROM removed_node WHERE label = 'Trial' AND change_seq > ? AND id NOT IN "
            f"(SELECT trial_id FROM article_trial WHERE pmid IN ({_STATING})) ORDER BY id",
            since,
        )

    # --- pairs, label facts, signals ---------------------------------------------------------------------

    def pairs(self, since: int) -> list[tuple[str, str]]:
        """Return (drug, disease) of pairs whose totals may have changed."""
        rows = self._rows("SELECT drug_id, disease FROM pair WHERE change_seq > ? ORDER BY drug_id, disease", since)
        return [(drug_id, disease) for drug_id, disease in rows]

    def label_facts(self, since: int) -> Rows:
        """Yield current label facts that changed, without those that only sources name that are often wrong."""
        return self._rows(f"SELECT * FROM label_fact WHERE {_CURRENT_FACT} AND change_seq > ? ORDER BY fact_id", since)

    def removed_label_facts(self, since: int) -> Rows:
        """Yield label facts that changed and are past or no longer sure; none for a graph without any."""
        if since == 0:
            return iter(())
        return self._rows(
            f"SELECT * FROM label_fact WHERE NOT ({_CURRENT_FACT}) AND change_seq > ? ORDER BY fact_id", since
        )

    def signals(self, since: int) -> Rows:
        """Yield current signals; `properties` is a JSON object."""
        return self._rows("SELECT * FROM signal WHERE is_current AND change_seq > ? ORDER BY signal_id", since)

    def removed_signals(self, since: int) -> Iterator[str]:
        """Yield identifiers of pairs that are no longer candidates."""
        return self._select(
            "SELECT signal_id FROM signal WHERE NOT is_current AND change_seq > ? ORDER BY signal_id", since
        )

    def cohorts(self, since: int) -> Rows:
        """Yield current cohorts; `properties` is a JSON object with `biomarker`, "" for all patients."""
        return self._rows("SELECT * FROM cohort WHERE is_current AND change_seq > ? ORDER BY cohort_id", since)

    def removed_cohorts(self, since: int) -> Iterator[str]:
        """Yield identifiers of cohorts that are no longer there."""
        return self._select(
            "SELECT cohort_id FROM cohort WHERE NOT is_current AND change_seq > ? ORDER BY cohort_id", since
        )

    def effects(self, since: int) -> Rows:
        """Yield what changed articles of the graph say of biomarkers, with `sentence` and `is_retracted`."""
        return self._rows(
            "SELECT biomarker_effect.*, is_retracted, "
            "substr(text, sentence_start + 1, sentence_end - sentence_start) AS sentence "
            f"FROM biomarker_effect JOIN article USING (pmid) WHERE change_seq > ? AND pmid IN ({_STATING}) "
            "ORDER BY effect_id",
            since,
        )

    def removed_effects(self, since: int) -> Iterator[str]:
        """Yield identifiers of effects that no longer exist, or whose article no longer states a claim."""
        return self._select(
            "SELECT id FROM removed_node WHERE label = 'BiomarkerEffect' AND change_seq > ? AND id NOT IN "
            f"(SELECT effect_id FROM biomarker_effect WHERE pmid IN ({_STATING})) ORDER BY id",
            since,
        )

    def _rows(self, sql: str, *parameters: object) -> Rows:
        yield from self._connection.execute(sql, parameters)

    def _select(self, sql: str, *parameters: object) -> Iterator[Any]:
        """Yield the first column of the rows."""
        return (row[0] for row in self._rows(sql, *parameters))

"""Row counts of a ledger."""

from miner.ledger.database import STATES, Subject

_COUNTS = {
    "article_count": "SELECT count(*) FROM article",
    "retracted_count": "SELECT count(*) FROM article WHERE is_retracted",
    "concern_count": "SELECT count(*) FROM article WHERE has_concern",
    "deleted_count": "SELECT count(*) FROM deletion",
    "rejected_count": "SELECT count(*) FROM rejection",
    "read_count": "SELECT count(*) FROM article WHERE reader_id IS NOT NULL",
    "with_drug_count": "SELECT count(*) FROM article WHERE has_drug",
    "mention_count": "SELECT count(*) FROM mention",
    "nil_count": "SELECT count(*) FROM mention WHERE curie IS NULL",
    "claim_count": f"SELECT count(*) FROM claim WHERE {STATES}",
    "co_mention_count": f"SELECT count(*) FROM claim WHERE NOT {STATES}",
    "pair_count": f"SELECT count(*) FROM (SELECT DISTINCT drug_id, disease FROM claim WHERE {STATES})",
    "label_fact_count": "SELECT count(*) FROM label_fact WHERE is_current",
    "signal_count": "SELECT count(*) FROM signal WHERE is_current",
}


class Totals(Subject):
    """Counts over the whole ledger."""

    def count(self) -> dict[str, int]:
        """Return the counts by name; mentions without a link and rejected records have their own."""
        return {name: self._connection.execute(sql).fetchone()[0] for name, sql in _COUNTS.items()}

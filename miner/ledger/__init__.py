"""The system of record: one SQLite file."""

from miner.ledger.evidence import count_totals, iter_claims, iter_evidence
from miner.ledger.ledger import Ledger

__all__ = ["Ledger", "count_totals", "iter_claims", "iter_evidence"]

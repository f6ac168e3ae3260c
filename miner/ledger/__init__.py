"""The system of record: one SQLite file."""

from miner.ledger.ledger import Ledger

__all__ = ["Ledger"]

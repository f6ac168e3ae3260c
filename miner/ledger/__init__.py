"""The system of record: one SQLite file with articles, readings, label facts, signals and runs."""

from miner.ledger.ledger import Ledger

__all__ = ["Ledger"]

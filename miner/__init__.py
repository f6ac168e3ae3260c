"""Mines the literature for off-label uses of approved drugs: articles, claims, ledger, signals, list.

For a notebook: `from miner.ledger import Ledger` (`ledger.evidence.claims()`), `from graph.store import open_store`,
`from graph.export import neighbourhood`, `from queries.library import query_dataframe`. Nothing is imported here, so
that `miner --help` answers at once.
"""

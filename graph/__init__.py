"""The graph: its types, the store that holds them, and what keeps it in step with a ledger.

Knows identifiers, nodes and edges; has never heard of text. Public names live in their modules:
`graph.store.open_store`, `graph.sync.sync` and `rebuild`, `graph.check.check`, `graph.export.neighbourhood`,
`graph.errors`. Nothing is imported here, so that the embedded server starts without the driver.
"""

"""The graph: its schema, its store, and the code that keeps it in sync with a ledger.

It knows identifiers, nodes and edges, but nothing about text. Public names live in their modules:
`graph.store.open_store`, `graph.sync.sync` and `rebuild`, `graph.check.check`, `graph.export.neighbourhood`,
`graph.errors`. Nothing is imported here, so that the embedded server starts without the driver.
"""

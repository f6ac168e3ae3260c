"""A real Neo4j server for tests, run from its libraries without Docker."""

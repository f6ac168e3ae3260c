"""A real Neo4j server for tests, from its own libraries, without Docker."""

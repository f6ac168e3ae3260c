"""Questions to the graph: one .cypher file a question, `library` to run them, `table` to print their rows."""

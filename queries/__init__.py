"""Questions to the graph: one .cypher file per question, `library` to run them, `table` to print their rows."""

"""Input and output formats: PubTator, JSON lines, one passage per line."""

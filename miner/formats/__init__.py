"""Texts in and readings out: PubTator, JSON lines, one passage a line."""

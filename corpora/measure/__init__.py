"""Scores against annotated corpora: python -m corpora evaluate."""

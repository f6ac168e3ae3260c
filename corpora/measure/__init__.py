"""Scores on annotated corpora of reading, claims and biomarkers: python -m corpora evaluate [WHAT]..."""

"""Trains the shipped model and compiles the names that annotators use: python -m corpora train, annotated-names."""

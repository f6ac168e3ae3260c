"""Adapters of the sources of label knowledge: each yields what a source says, resolved to drugs of the lexicon."""

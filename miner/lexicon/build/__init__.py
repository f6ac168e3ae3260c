"""Compiler of the lexicon's tables from public vocabularies: `miner lexicon build`."""

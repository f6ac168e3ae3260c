"""The lexicon's tables, made from public vocabularies: `miner lexicon build`."""

"""Tests of miner.reading.outcomes."""

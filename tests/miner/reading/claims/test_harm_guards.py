"""Tests of miner.reading.claims.harm_guards: each guard takes its example and leaves its near sentence."""

import pytest

from miner.reading.claims.harm_guards import HARM_GUARDS, HarmGuard, no_harm


@pytest.mark.parametrize("row", HARM_GUARDS, ids=[row.instead for row in HARM_GUARDS])
def test_each_guard_takes_its_example_and_leaves_its_near_sentence(row: HarmGuard) -> None:
    assert no_harm(row.example) == row.instead
    assert no_harm(row.guard) == ""

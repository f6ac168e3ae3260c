"""Masked sentences: lists become one word, empty brackets go, clauses part."""

import pytest

from miner.reading.effects.masking import clauses_of, simplify


@pytest.mark.parametrize(
    ("masked", "simple"),
    [
        ("MARKER confers resistance to OTHERDRUG and DRUG", "MARKER confers resistance to DRUG"),
        ("OTHERMARKER, OTHERMARKER or MARKER and DRUG", "MARKER and DRUG"),
        ("MARKER (n = 12) and DRUG (p < .05)", "MARKER and DRUG"),
        ("DRUG-pretreated patients with MARKER", "prior patients with MARKER"),
        ("MARKER but not OTHERMARKER", "MARKER but not OTHERMARKER"),
    ],
)
def test_what_separates_a_cue_from_its_mentions_goes(masked: str, simple: str) -> None:
    assert simplify(masked) == simple


def test_clauses_part_at_contrasts_but_not_at_but_not() -> None:
    assert clauses_of("MARKER responds, whereas OTHERMARKER does not; more work follows") == [
        "MARKER responds", "OTHERMARKER does not", "more work follows"
    ]  # fmt: skip
    assert len(clauses_of("DRUG works in OTHERMARKER but not in MARKER")) == 1

"""Severity and stage of the studied disease."""

import pytest

from tests.miner.reading.populations.marked import values


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("We treated patients with severe [asthma].", {"severe"}),
        ("We treated patients with mild-to-moderate [hypertension].", {"mild", "moderate"}),
        ("We treated women with [metastatic breast cancer].", {"metastatic"}),
        ("We treated patients with locally advanced [rectal cancer].", {"locally advanced"}),
        ("We treated patients with advanced or metastatic [melanoma].", {"advanced", "metastatic"}),
        ("We studied acute upper [gastrointestinal bleeding].", {"acute"}),
    ],
)
def test_an_adjective_of_the_disease_of_patients_counts(sentence: str, found: set[str]) -> None:
    assert values("severity", sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "We treated patients with chronic [myeloid leukemia].",
        "We treated patients with [chronic obstructive pulmonary disease].",
        "We studied the risk of severe [asthma] exacerbations.",
        "Severe [nausea] was reported.",
        "We treated [asthma] with acute treatment.",
        "We studied [asthma] without severe [pain].",
    ],
)
def test_fixed_names_and_events_do_not(sentence: str) -> None:
    assert values("severity", sentence) == set()

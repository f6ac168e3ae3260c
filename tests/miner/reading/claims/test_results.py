"""Tests of miner.reading.claims.results."""

import pytest

from miner.reading.claims.masking import simplify_masked
from miner.reading.claims.results import DIRECT


@pytest.mark.parametrize(
    "masked",
    [
        "DRUG was more effective than OTHERDRUG in DISEASE.",
        "DRUG was superior to oral OTHERDRUG for severe DISEASE.",
        "DRUG for DISEASE induced remission in most adults.",
        "DRUG induced complete remission in DISEASE where OTHERDRUG had failed.",
        "DRUG, a new antibody, improved DISEASE; DRUG prolonged survival in metastatic DISEASE.",
        "in patients with DISEASE, adding DRUG to OTHERDRUG improved survival.",
        "successful treatment of chronic DISEASE with DRUG",
        "DISEASE in people living with OTHERDISEASE responded to oral DRUG.",
    ],
)
def test_a_benefit_in_so_many_words_is_direct(masked: str) -> None:
    assert DIRECT.search(masked)


@pytest.mark.parametrize(
    "masked",
    [
        "OTHERDRUG was more effective than DRUG in DISEASE.",
        "OTHERDRUG induced remission in DISEASE where DRUG had failed.",
        "DRUG was no more effective than OTHERDRUG in DISEASE.",
        "in patients with DISEASE, OTHERDRUG improved survival, and DRUG was stopped.",
        "OTHERDISEASE in people with DISEASE responded to DRUG.",
        "the response to DRUG indicated DISEASE.",
        "treatment of DISEASE with DRUG",
    ],
)
def test_a_benefit_of_something_else_is_not(masked: str) -> None:
    assert DIRECT.search(masked) is None


def test_a_remission_that_another_drug_induced_is_no_disease_by_that_drug() -> None:
    assert simplify_masked("OTHERDRUG-induced DISEASE and OTHERDRUG induced remission in DISEASE by DRUG") == (
        "drug-induced DISEASE and OTHERDRUG induced remission in DISEASE by DRUG"
    )

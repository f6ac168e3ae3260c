"""Tests of miner.reading.claims.contraindications: which advice against a drug is advice against it in the disease."""

import pytest

from miner.reading.claims.contraindications import is_contraindicated


@pytest.mark.parametrize(
    "simple",
    [
        "DRUG is contraindicated in patients with DISEASE.",
        "DRUG is contraindicated in DISEASE and must be stopped.",
        "DRUG should not be used in patients with a history of severe DISEASE.",
        "DRUG therapy should be avoided in DISEASE.",
        "avoid DRUG in patients with DISEASE.",
        "do not use DRUG in DISEASE.",
        "DISEASE is a contraindication to DRUG.",
        "DISEASE is an absolute contraindication to the use of DRUG.",
        "contraindications to DRUG include DISEASE.",
        "in patients with DISEASE, DRUG is contraindicated.",
        "OTHERDRUG is given; DRUG (contraindicated in DISEASE) is not.",
        "DRUG should be avoided by pregnant women and people with DISEASE.",
        "DRUG should be avoided where possible in the prevention of DISEASE.",
    ],
)
def test_advice_against_a_drug_in_a_disease(simple: str) -> None:
    assert is_contraindicated(simple)


@pytest.mark.parametrize(
    "simple",
    [
        "DISEASE represents no known contraindication to DRUG.",
        "there are no justifications to avoid DRUG in DISEASE.",
        "rapid infusion of DRUG should be avoided in patients with DISEASE.",
        "DRUG should not be used in newborns with DISEASE.",
        "DRUG should be avoided because of DISEASE.",
        "DRUG should be avoided in patients with DISEASE who are receiving OTHERDRUG.",
        "do not use DRUG (contraindicated in OTHERDISEASE) until DISEASE is present.",
        "DRUG has been contraindicated for OTHERDISEASE on the basis of cases of DISEASE.",
        "therapy of DISEASE with OTHERDRUG, not DRUG, should be initiated.",
        "OTHERDRUG is contraindicated in DISEASE, and DRUG is given.",
    ],
)
def test_what_only_comes_near_it(simple: str) -> None:
    assert not is_contraindicated(simple)

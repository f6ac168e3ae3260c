"""Tests of miner.reading.claims.denials: what is denied, and of which drug."""

import pytest

from miner.reading.claims.denials import denial

DENIED = [
    "DRUG was not effective in DISEASE.",
    "DRUG did not improve symptoms of DISEASE compared with placebo.",
    "DRUG had no effect on mortality in patients with DISEASE.",
    "neither OTHERDRUG nor DRUG changed the frequency of attacks in DISEASE.",
    "DRUG added to OTHERDRUG did not prolong survival in DISEASE.",
    "compared with OTHERDRUG alone, DRUG did not reduce relapses of DISEASE.",
    "DRUG did not reduce the incidence of DISEASE.",
]
NOT_OF_THE_DRUG = [
    "OTHERDRUG improved DISEASE, and with DRUG in both arms OTHERDRUG had no effect on sleep.",
    "OTHERDRUG did not reduce the efficacy of DRUG in DISEASE.",
    "DRUG does not lose its efficacy in DISEASE over five years.",
    "DRUG had no effect on the pharmacokinetics of OTHERDRUG in DISEASE.",
    "doubling DRUG did not improve response in DISEASE.",
    "response to DRUG did not differ between patients with and without DISEASE.",
    "patients with DISEASE not responding to OTHERDRUG were given DRUG.",
]


@pytest.mark.parametrize("simple", DENIED)
def test_a_denied_benefit_is_found(simple: str) -> None:
    assert denial(simple, is_use=True)


@pytest.mark.parametrize("simple", NOT_OF_THE_DRUG)
def test_a_denial_of_something_else_is_none(simple: str) -> None:
    assert not denial(simple, is_use=True)


def test_without_a_cue_of_use_the_clause_must_name_the_disease() -> None:
    assert denial("DRUG was ineffective in DISEASE.", is_use=False)
    assert not denial("DISEASE was common, but DRUG was ineffective.", is_use=False)

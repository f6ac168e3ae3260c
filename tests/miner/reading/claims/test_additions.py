"""Tests of miner.reading.claims.additions: which drug of a combination was added to the rest."""

import pytest

from miner.reading.claims.additions import is_against_parts
from miner.reading.claims.claims import find_claims
from miner.records import Claim, ClaimRelation
from tests.miner.reading.claims.marked import judged_of


def claims_of(marked: str) -> list[Claim]:
    article, judged = judged_of(("TITLE", "A trial."), ("RESULTS", marked))
    return list(find_claims(article, judged))


@pytest.mark.parametrize(
    ("marked", "drugs"),
    [
        ("The addition of <bevacizumab> to <paclitaxel> did not improve survival in [sarcoma].", ("bevacizumab",)),
        ("Adding <sulindac> to <erlotinib> did not improve survival in [sarcoma].", ("sulindac",)),
        ("<Pimozide> augmentation of <fluoxetine> was no better than placebo in [dysmorphia].", ("Pimozide",)),
        ("<Sulindac> plus <erlotinib> did not improve survival in [sarcoma].", ("Sulindac", "erlotinib")),
    ],
)
def test_what_was_added_had_no_benefit(marked: str, drugs: tuple[str, ...]) -> None:
    denied = [claim for claim in claims_of(marked) if claim.relation is ClaimRelation.NO_BENEFIT]
    assert [claim.drugs for claim in denied] == [drugs]


def test_a_combination_no_better_than_a_part_is_not_denied() -> None:
    relations = {
        claim.relation
        for claim in claims_of(
            "<Sulindac> plus <erlotinib> did not improve survival in [sarcoma] over erlotinib alone."
        )
    }
    assert ClaimRelation.NO_BENEFIT not in relations
    compared = claims_of(
        "<Palonosetron> plus <dexamethasone> did not reduce [vomiting] when compared with <<palonosetron>> alone."
    )
    denied = [claim.drugs for claim in compared if claim.relation is ClaimRelation.NO_BENEFIT]
    assert ("Palonosetron", "dexamethasone") not in denied
    assert is_against_parts("DRUG did not reduce DISEASE compared with either drug alone.")
    assert is_against_parts("DRUG did not increase the efficacy of OTHERDRUG alone in DISEASE.")
    assert is_against_parts("DRUG offered no benefit in DISEASE over hydration with OTHERDRUG alone.")
    assert not is_against_parts("DRUG did not reduce DISEASE compared with placebo.")


def test_a_benefit_is_of_the_whole_combination() -> None:
    found = claims_of("The addition of <bevacizumab> to <paclitaxel> improved survival in [sarcoma].")
    assert [claim.drugs for claim in found if claim.relation is ClaimRelation.TREATS] == [("bevacizumab", "paclitaxel")]

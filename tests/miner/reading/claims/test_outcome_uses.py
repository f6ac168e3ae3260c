"""Outcomes are tied to the use whose result they are, and to none where the text leaves it open."""

import pytest

from miner.reading.claims.outcome_uses import tie_outcomes
from miner.records import Claim, ClaimRelation, Link, Mention, MentionType, Outcome, OutcomeKind

A, B = "DRUGBANK:DB00001", "DRUGBANK:DB00002"
X, Y = "MONDO:0000001", "MONDO:0000002"
NAMES = tuple(
    Mention(
        start=start, end=start + 5, text=text, type=MentionType.DRUG, found_by="lexicon",
        link=Link(curie=curie, score=1, reason="name in the lexicon"),
    )
    for start, text, curie in ((0, "Drugo", A), (10, "Other", B))
)  # fmt: skip


def claim(drug: str, disease: str, start: int, relation: ClaimRelation = ClaimRelation.TREATS) -> Claim:
    return Claim(
        pmid=1, sentence_start=start, sentence_end=start + 50, drugs=(drug,), disease=disease, relation=relation
    )


def tied(arm: str, *claims: Claim, start: int = 120) -> tuple[tuple[str, ...], str]:
    rate = Outcome(kind=OutcomeKind.RESPONSE_RATE, value=40, unit="%", start=start, end=start + 3, arm=arm)
    (found,) = tie_outcomes([rate], claims, NAMES)
    return found.drugs, found.disease


ONE_OF_EACH = (claim(A, X, 0), claim(B, Y, 100))


@pytest.mark.parametrize(
    ("arm", "claims", "use"),
    [
        ("all", ONE_OF_EACH, ((B,), Y)),  # the claim of its sentence
        ("drugo group", ONE_OF_EACH, ((A,), X)),  # the arm names the drug of another sentence
        ("", (claim(A, X, 0), claim(A, X, 300)), ((A,), X)),
        ("Drugo alone", (claim(A, X, 0),), ((A,), X)),
        ("all", (claim(A, X, 0), claim(A, Y, 300), claim(A, X, 400)), ((A,), X)),
        (
            "all",
            (claim(A, X, 0), claim(A, Y, 100)),
            ((A,), X),
        ),  # the title's disease, not the symptom beside the number
    ],
)
def test_an_outcome_is_tied_to_the_use_of_its_arm_sentence_or_article(
    arm: str, claims: tuple[Claim, ...], use: tuple[tuple[str, ...], str]
) -> None:
    assert tied(arm, *claims) == use


@pytest.mark.parametrize(
    ("arm", "claims"),
    [
        ("placebo", (claim(A, X, 100),)),
        ("surgery alone", (claim(A, X, 100),)),
        ("Other", (claim(A, X, 100),)),  # another drug, of which nothing is claimed
        ("all", (claim(A, X, 0), claim(B, X, 300))),  # two drugs
        ("all", (claim(A, X, 0), claim(A, Y, 300))),  # two diseases, as often
        ("all", (claim(A, X, 100, ClaimRelation.CAUSES),)),
        ("all", ()),
    ],
)
def test_an_outcome_that_may_be_of_several_uses_or_of_a_control_is_tied_to_none(
    arm: str, claims: tuple[Claim, ...]
) -> None:
    assert tied(arm, *claims) == ((), "")

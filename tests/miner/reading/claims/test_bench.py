"""A benefit in cells or animals is no result of an article that studies patients, and is one of a bench study."""

import pytest

from miner.reading.claims.bench import without_bench_results
from miner.records import Article, Certainty, Claim, ClaimRelation, Design, Section


def certainty(text: str, design: Design, relation: ClaimRelation = ClaimRelation.TREATS) -> Certainty:
    article = Article(pmid=1, text=text, sections=(Section(start=0, end=len(text)),))
    claim = Claim(pmid=1, sentence_start=0, sentence_end=len(text), drugs=("D",), disease="X", relation=relation)
    (found,) = without_bench_results([claim], article, design)
    return found.certainty


@pytest.mark.parametrize(
    "text",
    [
        "Tivozanib has promising activity against hepatoma in vivo.",
        "In preclinical models vandetanib was active in thyroid cancer.",
        "Riluzole improved ataxia in mice.",
    ],
)
def test_bench_work_in_a_trial_is_its_background(text: str) -> None:
    assert certainty(text, Design.PHASE_2) is Certainty.QUESTION
    assert certainty(text, Design.ANIMAL) is Certainty.STATED


@pytest.mark.parametrize(
    "text",
    [
        "Tivozanib was active in patients with hepatoma, as it had been in mice.",
        "Vandetanib was active in thyroid cancer.",
    ],
)
def test_results_in_patients_stay(text: str) -> None:
    assert certainty(text, Design.PHASE_2) is Certainty.STATED


def test_harm_and_denials_stay() -> None:
    assert certainty("Riluzole caused ataxia in mice.", Design.PHASE_2, ClaimRelation.CAUSES) is Certainty.STATED
    assert certainty("Riluzole failed in mice.", Design.PHASE_2, ClaimRelation.NO_BENEFIT) is Certainty.STATED

"""A benefit in cells or animals is no result of an article that studies patients, and is one of a bench study."""

import pytest

from miner.reading.claims.bench import without_bench_results
from miner.records import Article, Certainty, Claim, ClaimRelation, Design, Section


def certainty(text: str, design: Design, relation: ClaimRelation = ClaimRelation.TREATS, title: str = "") -> Certainty:
    start = len(title) + 1 if title else 0
    whole = f"{title}\n{text}" if title else text
    sections = (Section(start=0, end=len(title), category="TITLE"), Section(start=start, end=len(whole)))
    article = Article(pmid=1, text=whole, sections=sections[0 if title else 1 :])
    claim = Claim(pmid=1, sentence_start=start, sentence_end=len(whole), drugs=("D",), disease="X", relation=relation)
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


@pytest.mark.parametrize("design", [Design.ANIMAL, Design.IN_VITRO])
def test_a_failure_in_animals_is_none_in_patients(design: Design) -> None:
    text = "Riluzole did not improve ataxia."
    assert certainty(text, design, ClaimRelation.NO_BENEFIT) is Certainty.QUESTION
    assert certainty(text, Design.RANDOMISED, ClaimRelation.NO_BENEFIT) is Certainty.STATED


@pytest.mark.parametrize("relation", [ClaimRelation.NO_BENEFIT, ClaimRelation.TREATS])
def test_what_healthy_volunteers_show_is_no_result_in_the_ill(relation: ClaimRelation) -> None:
    title = "Dronabinol and morphine in healthy subjects under experimental pain."
    assert certainty("Dronabinol and pain.", Design.RANDOMISED, relation, title) is Certainty.QUESTION
    assert certainty("Dronabinol in patients with pain.", Design.RANDOMISED, relation, title) is Certainty.STATED


def test_prevention_in_the_healthy_stays_a_result() -> None:
    title = "Oseltamivir in healthy adults: influenza in healthy subjects."
    assert certainty("Influenza was prevented.", Design.RANDOMISED, ClaimRelation.PREVENTS, title) is Certainty.STATED

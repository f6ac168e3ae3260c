"""Tests of miner.reading.designs.text with the shipped table: designs that no single wording gives away."""

import pytest

from miner.reading.designs.text import design_of_text
from miner.records import Design
from tests.miner.reading.designs.articles import article_of


@pytest.mark.parametrize(
    ("title", "abstract", "design"),
    [
        (
            "Examplumab in lupus",
            (
                "Lupus is a chronic disease with many faces. Recent advances in our understanding of B cells have "
                "led to "
                "new therapies. Several drugs are under development. Here we discuss the pathogenesis and current "
                "treatment, "
                "and outline what remains to be learnt."
            ),
            Design.REVIEW,
        ),
        (
            "Examplumab and infections in lupus",
            (
                "To determine whether examplumab raises the risk of infections. We identified 812 patients who started "
                "examplumab between 2005 and 2012 and compared them with 1,624 matched controls. Logistic regression "
                "was "
                "adjusted for age and sex. Infections were associated with examplumab (odds ratio 1.4)."
            ),
            Design.OBSERVATIONAL,
        ),
        (
            "Examplumab in lupus nephritis",
            (
                "Patients were randomly assigned to examplumab (n = 40) or placebo (n = 41) for 24 weeks. The primary "
                "endpoint was complete response. Response rates were 40% and 22% (P = 0.03)."
            ),
            Design.RANDOMISED,
        ),
        (
            "Examplumab reduces glomerulonephritis",
            (
                "Male Wistar rats were given examplumab or saline for four weeks. Rats that received examplumab had "
                "less "
                "proteinuria, and their kidneys showed fewer crescents."
            ),
            Design.ANIMAL,
        ),
        (
            "Lupus after examplumab",
            (
                "A 34-year-old woman presented with a rash. Biopsy showed lupus. Examplumab was stopped and the rash "
                "resolved within two weeks."
            ),
            Design.CASE_REPORT,
        ),
    ],
)
def test_typical_abstracts_are_what_they_seem(title: str, abstract: str, design: Design) -> None:
    assert design_of_text(article_of(title, abstract)).design is design


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        (
            "Treatment of lupus",
            (
                "Many drugs are given in lupus. Randomised trials of examplumab have been small, and a randomised "
                "trial "
                "against rituximab is needed. We discuss what is known of its mechanism and outline current practice."
            ),
        ),
        (
            "Examplumab and lupus",
            (
                "Mendelian randomisation with summary data of two genome-wide studies showed no association of the "
                "target "
                "of examplumab with lupus (odds ratio 1.01)."
            ),
        ),
        (
            "Examplumab for laying quails",
            (
                "Ninety quails were randomly assigned to examplumab or saline. Quails that received examplumab laid "
                "more "
                "eggs."
            ),
        ),
    ],
)
def test_words_of_randomisation_alone_make_no_randomised_trial(title: str, abstract: str) -> None:
    assert design_of_text(article_of(title, abstract)).design is not Design.RANDOMISED


def test_experiments_in_healthy_people_and_samples_drawn_at_random_are_no_trials() -> None:
    desks = (
        "Eighty adults were randomly assigned to work at a tidy or a messy desk and then completed two measures of "
        "creativity. The order of the desks made no difference to creativity or attention."
    )
    necks = (
        "This was a prospective cross-sectional study of the thyroid in one town. A total of 320 adults were "
        "randomised and scanned with ultrasound. No lobe was missing in 300 of them, and the others had small ones."
    )
    assert design_of_text(article_of("Desks and creativity", desks)).design is not Design.RANDOMISED
    assert design_of_text(article_of("Lobes of the thyroid in one town", necks)).design is not Design.RANDOMISED


def test_a_cross_sectional_measure_leaves_a_trial_a_trial() -> None:
    trial = (
        "Villages were randomly assigned to examplumab or placebo. Two cross-sectional surveys, before and after, "
        "counted children with trachoma. Prevalence fell from 20% to 4% with examplumab and to 18% with placebo."
    )
    assert design_of_text(article_of("Examplumab against trachoma", trial)).design is Design.RANDOMISED


def test_a_treatment_given_to_all_is_a_trial_and_not_a_cohort() -> None:
    given = (
        "The efficacy of examplumab in lupus nephritis is not known. Twenty-four adults with nephritis received "
        "examplumab 20 mg daily for 12 weeks. Proteinuria fell from 3 to 1 g (P < 0.01), and two adults had a rash. "
        "Examplumab may reduce proteinuria in lupus."
    )
    found = design_of_text(article_of("Examplumab in lupus nephritis", given))
    assert found.design is Design.SINGLE_ARM


def test_without_a_word_of_allocation_nothing_is_randomised_and_without_an_animal_nothing_is_animal() -> None:
    trial = "Patients received examplumab or standard care for 24 weeks. The primary endpoint was response (P = 0.03)."
    cells = "Knock-out of the receptor abolished the effect in vivo, and treated littermates lived longer."
    assert design_of_text(article_of("Examplumab versus standard care", trial)).design is not Design.RANDOMISED
    assert design_of_text(article_of("A receptor of examplumab", cells)).design is not Design.ANIMAL


def test_few_words_are_read_by_rules_alone() -> None:
    assert design_of_text(article_of("Examplumab")).design is Design.UNKNOWN
    assert design_of_text(article_of("A phase II study of examplumab", "Forty patients.")).design is Design.PHASE_2
    assert design_of_text(article_of("", "?")).design is Design.UNKNOWN


def test_the_reason_is_what_a_rule_found_or_the_words_that_weigh_most() -> None:
    ruled = design_of_text(article_of("Examplumab in lupus", "Patients were randomly assigned to examplumab."))
    learnt = design_of_text(
        article_of(
            "Lupus",
            "Recent advances in our understanding of this chronic disease are discussed, and future directions of "
            "research and treatment are outlined, as are the mechanisms of several drugs under development.",
        )
    )
    assert ruled.words == "randomly assigned"
    assert learnt.design is Design.REVIEW
    assert 1 <= len(learnt.words.split(", ")) <= 3

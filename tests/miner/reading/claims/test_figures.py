"""Figures that leave a benefit open."""

import pytest

from miner.reading.claims.figures import is_open_by_figures


@pytest.mark.parametrize(
    "sentence",
    [
        "Relief came to 4 of 19 against 8 of 20 with placebo (OR 2.5, 95% CI 0.6--10.3).",
        "The hazard ratio for relapse was 0.81 (95 % CI 0.55 to 1.20).",
        "Relapse was rarer (HR, 0.8; 95% CI, 0.5-1.3) and death too (HR, 0.9; 95% CI, 0.6-1.4).",
        "The odds ratio of healing was 1.4 (95% confidence interval 0.9-2.2; P = .12).",
    ],
)
def test_an_interval_that_includes_no_effect_leaves_a_benefit_open(sentence: str) -> None:
    assert is_open_by_figures(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Relapse was rarer (HR 0.61, 95% CI 0.44-0.85).",
        "Relapse was rarer (HR 0.61, 95% CI 0.44-0.85), deaths were not (HR 0.9, 95% CI 0.6-1.4).",
        "Pain fell by 0.9 points (95% CI 0.2 to 1.6).",
        "Pain fell significantly; the risk of nausea was alike (RR 1.1, 95% CI 0.8-1.5).",
        "Survival was longer (HR 0.8, 95% CI 0.6-1.1, P = .03).",
        "The hazard ratio for relapse was 0.81.",
        "Scores fell by 3 (95% CI 1-5), relapses too (RR 0.9, 95% CI 0.5-1.5).",
    ],
)
def test_other_figures_say_nothing_against_it(sentence: str) -> None:
    assert not is_open_by_figures(sentence)

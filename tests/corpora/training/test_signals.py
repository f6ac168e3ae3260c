"""Training of the score: weights obey their bounds, the prior is that of a table of counts, the intercept its share."""

import numpy as np
import pytest

from corpora.training.signals import Examples, fit_intercept, fit_prior, fit_weights
from miner.signals.features import FEATURES, PRIOR_NAMES
from miner.signals.score import SPREADS_MAX, ScoreModel, Weight


def examples(count: int = 4000) -> tuple[np.ndarray, Examples]:
    """Examples of two days in which the first feature helps, the second harms and the third says nothing."""
    generator = np.random.default_rng(1)
    values = generator.normal(size=(count, 3))
    day = generator.integers(0, 2, count)
    chance = 1 / (1 + np.exp(-(2 * values[:, 0] - values[:, 1] - 1 + day)))
    return values, Examples(values, (generator.random(count) < chance).astype(float), day)


def test_weights_are_found_and_an_allowed_sign_is_kept() -> None:
    values, found = examples()
    free = [(None, None)] * 3
    weights = fit_weights(values, found, free)
    assert weights[0] > 1
    assert weights[1] < -0.5
    assert abs(weights[2]) < 0.15
    bounded = fit_weights(values, found, [(0, None), (0, None), (0, 0)])
    assert bounded[0] > 1
    assert (bounded[1], bounded[2]) == (0, 0)


def test_the_intercept_gives_the_share() -> None:
    log_odds, outcome = np.linspace(-2, 2, 100), np.r_[np.ones(5), np.zeros(95)]
    chances = 1 / (1 + np.exp(-log_odds - fit_intercept(log_odds, outcome)))
    assert chances.mean() == pytest.approx(0.05)


def test_the_prior_of_even_counts_is_narrow_and_that_of_uneven_ones_wide() -> None:
    generator = np.random.default_rng(2)
    even = generator.poisson(2.0, (60, 60)).astype(float)
    ratios = generator.gamma(0.3, 1 / 0.3, (60, 60))
    uneven = generator.poisson(2.0 * ratios).astype(float)
    (narrow, _), (wide, rate) = fit_prior(even), fit_prior(uneven)
    assert narrow > 10
    assert wide == pytest.approx(0.3, rel=0.4)
    assert wide / rate == pytest.approx(1.0, rel=0.4)


def test_a_value_far_from_the_examples_adds_as_at_their_border_and_takes_away_in_full() -> None:
    weight = Weight(FEATURES[0].name, "literature", 0.5, 1.0, 2.0, "")
    assert weight.part(3.0) == 0.5
    assert weight.part(1_000.0) == weight.part(1.0 + 2.0 * SPREADS_MAX) == 0.5 * SPREADS_MAX
    assert weight.part(-99.0) == -25.0
    against = Weight(FEATURES[0].name, "literature", -0.5, 1.0, 2.0, "")
    assert against.part(-1_000.0) == 0.5 * SPREADS_MAX
    assert against.part(101.0) == -25.0


def test_the_shipped_prior_is_one() -> None:
    assert len(PRIOR_NAMES) == len(ScoreModel.load().prior)
    assert min(ScoreModel.load().prior) > 0


def test_half_the_studies_against_a_use_at_least_halve_its_odds() -> None:
    (against,) = (weight for weight in ScoreModel.load().weights if weight.feature == "opposing share")
    assert against.part(0.5) - against.part(0.0) <= -np.log(2) * 0.99

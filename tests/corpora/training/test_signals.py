"""Training of the score: weights obey their bounds and their day, the prior is that of a table of counts."""

from datetime import date

import numpy as np
import pytest

from corpora.training.signals import MODEL_DAYS, Examples, fit, fit_prior
from miner.signals.features import FEATURES, PRIOR_NAMES
from miner.signals.score import SPREADS_MAX, ScoreModel, Weight


def test_weights_and_intercepts_are_found_and_an_allowed_sign_is_kept() -> None:
    """The first feature helps, the second harms, the third says nothing; the second region has more labels."""
    generator = np.random.default_rng(1)
    values, region = generator.normal(size=(9000, 3)), generator.integers(0, 2, 9000)
    followed = generator.choice([0.25, 1.0], 9000)
    odds = np.exp(2 * values[:, 0] - values[:, 1] - 2 + region) * followed
    outcome = (generator.random(9000) < odds / (1 + odds)).astype(float)
    weights, intercepts = fit(values, region, outcome, followed, [(None, None)] * 3)
    assert weights[:2] == pytest.approx([2, -1], abs=0.15)
    assert abs(weights[2]) < 0.15
    assert intercepts[:2] == pytest.approx([-2, -1], abs=0.2)
    bounded, _ = fit(values, region, outcome, followed, [(0, None), (0, None), (0, 0)])
    assert bounded[0] > 1
    assert (bounded[1], bounded[2]) == (0, 0)


def test_a_model_learns_only_from_labels_before_its_day() -> None:
    """A label of New Year 2005 is none yet for the model of that day, and half of the eight years are known in 2004."""
    days = [date(year, 1, 1).toordinal() for year in (2000, 2000, 2004)]
    labels = [date(2003, 5, 1).toordinal(), date(2005, 1, 1).toordinal(), date.max.toordinal()]
    every = Examples(np.zeros((3, 1)), np.zeros(3, int), np.array(days), np.array(labels), np.array([10, 30, 50]))
    own, outcome, followed = every.taught_before(date(2004, 1, 1))
    assert (len(own.day), list(outcome)) == (2, [1.0, 0.0])
    assert followed == pytest.approx([0.5, 0.5], abs=0.01)
    assert list(own.corpus) == [10, 30]
    assert list(every.taught_before(date(2005, 1, 1))[1]) == [1.0, 0.0, 0.0]
    assert list(every.taught_before(date(2006, 1, 1))[1]) == [1.0, 1.0, 0.0]


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
    weight = Weight(FEATURES[0].name, "literature", 0.5, 1.0, 2.0)
    assert weight.part(3.0) == 0.5
    assert weight.part(1_000.0) == weight.part(1.0 + 2.0 * SPREADS_MAX) == 0.5 * SPREADS_MAX
    assert weight.part(-99.0) == -25.0
    against = Weight(FEATURES[0].name, "literature", -0.5, 1.0, 2.0)
    assert against.part(-1_000.0) == 0.5 * SPREADS_MAX
    assert against.part(101.0) == -25.0


def test_the_shipped_prior_is_one() -> None:
    assert len(PRIOR_NAMES) == len(ScoreModel.load().prior)
    assert min(ScoreModel.load().prior) > 0


def test_half_the_studies_against_a_use_at_least_halve_its_odds() -> None:
    for day in MODEL_DAYS:
        (against,) = (weight for weight in ScoreModel.load(day).weights if weight.feature == "opposing share")
        assert against.part(0.5) - against.part(0.0) <= -np.log(2) * 0.99

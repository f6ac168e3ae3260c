"""Measures of emergence on counts that a reader can check."""

import pytest

from miner.signals.emergence import change_point, eb05, growth_ratio, ic025

VOLUME = dict.fromkeys(range(2001, 2011), 100)


def test_growing_like_the_volume_is_no_growth() -> None:
    assert growth_ratio(dict.fromkeys(VOLUME, 1), VOLUME, 2010) == pytest.approx(1.0)


def test_a_partial_running_year_does_not_look_like_a_fall() -> None:
    volume = {**VOLUME, 2010: 10}
    studies = dict.fromkeys(VOLUME, 10) | {2010: 1}
    assert growth_ratio(studies, volume, 2010) == pytest.approx(1.0)
    assert change_point(studies, volume, 2010).strength == pytest.approx(0.0, abs=1e-6)


def test_small_counts_are_shrunk() -> None:
    one, ten = growth_ratio({2010: 1}, VOLUME, 2010), growth_ratio({2010: 10}, VOLUME, 2010)
    assert 1.0 < one < 1.5 < ten


def test_what_came_after_the_day_is_not_seen() -> None:
    assert growth_ratio({2005: 1, 2015: 50}, VOLUME, 2010) == growth_ratio({2005: 1}, VOLUME, 2010)
    assert change_point({2005: 1, 2015: 50}, VOLUME, 2010) == change_point({2005: 1}, VOLUME, 2010)


def test_the_year_of_a_rise_is_found_and_a_fall_is_negative() -> None:
    rise = change_point({year: 1 if year < 2007 else 8 for year in VOLUME}, VOLUME, 2010)
    fall = change_point({year: 8 if year < 2007 else 1 for year in VOLUME}, VOLUME, 2010)
    assert (rise.year, fall.year) == (2007, 2007)
    assert rise.strength > 3
    assert fall.strength < -3


def test_nothing_studied_has_no_pace() -> None:
    assert change_point({}, VOLUME, 2010).year is None
    assert growth_ratio({}, VOLUME, 2010) == 1.0


def test_eb05_is_the_lower_bound_of_a_gamma() -> None:
    """5 % points of gamma distributions with shape 5.5 and 21, from tables (scipy.stats.gamma.ppf)."""
    assert eb05(5, 1.0, 0.5, 0.0) == pytest.approx(2.287, rel=0.01)
    assert eb05(20, 1.0, 1.0, 0.0) == pytest.approx(14.072, rel=0.01)


def test_more_than_expected_raises_both_bounds_and_one_report_says_little() -> None:
    assert eb05(10, 1.0, 1.0, 1.0) > eb05(10, 5.0, 1.0, 1.0)
    assert ic025(10, 1.0) > 0 > ic025(1, 1.0)
    assert ic025(1, 0.01) < ic025(10, 0.1)

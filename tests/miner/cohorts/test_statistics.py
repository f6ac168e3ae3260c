"""Intervals and means, against printed examples and by what must hold for any numbers."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from miner.cohorts.statistics import events_of, exact_interval, fisher, pooled_share, random_effects

COUNTS = st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("events", "patients", "low", "high"),
    [(81, 263, 0.2527, 0.3676), (15, 148, 0.0578, 0.1617), (0, 20, 0.0, 0.1684), (1, 29, 0.0009, 0.1776)],
)
def test_exact_intervals_are_newcombes(events: int, patients: int, low: float, high: float) -> None:
    """Table I of Newcombe 1998, method 5 (doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E)."""
    assert exact_interval(events, patients) == pytest.approx((low, high), abs=5e-5)


def test_means_are_those_of_dersimonian_and_kacker() -> None:
    """Tables 3 and 4 of DerSimonian and Kacker 2007 (doi:10.1016/j.cct.2006.04.004), log odds ratios of CLASP."""
    treated = [(5, 156), (5, 303), (12, 565), (69, 1570), (9, 103), (313, 4659)]
    controls = [(8, 74), (17, 303), (9, 477), (94, 1565), (11, 105), (352, 4650)]
    effects, variances = [], []
    for (a, n), (c, m) in zip(treated, controls, strict=True):
        effects.append(math.log(a * (m - c) / (c * (n - a))))
        variances.append(1 / a + 1 / (n - a) + 1 / c + 1 / (m - c))
    for method, tau, mean, error in (("iterated", 0.3681, -0.3811, 0.2060), ("chi2", 0.2323, -0.3240, 0.1540)):
        found = random_effects(effects, variances, method)
        assert (math.sqrt(found.tau2), found.estimate, found.error) == pytest.approx((tau, mean, error), abs=6e-5)


def test_the_interval_of_the_mean_is_hartung_and_knapps() -> None:
    """Their variance is the weighted spread over (k - 1) times the sum of weights; not below the usual one."""
    effects, variances = [0.1, 0.9, -0.4, 1.5], [0.05, 0.1, 0.08, 0.2]
    found = random_effects(effects, variances)
    weights = [1 / (variance + found.tau2) for variance in variances]
    spread = sum(w * (e - found.estimate) ** 2 for w, e in zip(weights, effects, strict=True))
    error = math.sqrt(spread / (3 * sum(weights)))
    assert found.tau2 > 0
    assert found.high - found.estimate == pytest.approx(3.182446 * error, rel=1e-3)


@given(COUNTS)
def test_an_exact_interval_holds_its_share_and_mirrors(counts: tuple[int, int]) -> None:
    events, patients = counts
    low, high = exact_interval(events, patients)
    assert 0 <= low <= events / patients <= high <= 1
    mirrored = exact_interval(patients - events, patients)
    assert mirrored == pytest.approx((1 - high, 1 - low), abs=1e-9)


@given(COUNTS, st.integers(2, 20))
def test_more_patients_narrow_an_exact_interval(counts: tuple[int, int], times: int) -> None:
    low, high = exact_interval(*counts)
    more_low, more_high = exact_interval(counts[0] * times, counts[1] * times)
    assert more_high - more_low < high - low


@settings(max_examples=60)
@given(st.lists(COUNTS, min_size=2, max_size=12))
def test_a_mean_lies_between_its_studies_whatever_their_order(counts: list[tuple[int, int]]) -> None:
    mean = pooled_share(counts)
    smoothed = [(e + 0.5) / (n + 1) if e in {0, n} else e / n for e, n in counts]
    assert min(smoothed) - 1e-9 <= mean.estimate <= max(smoothed) + 1e-9
    assert 0 <= mean.low <= mean.estimate <= mean.high <= 1
    assert mean.tau2 >= 0
    assert 0 <= mean.i2 <= 100
    again = pooled_share(counts[::-1])
    assert (again.estimate, again.tau2) == pytest.approx((mean.estimate, mean.tau2), rel=1e-3, abs=1e-5)


@settings(max_examples=30)
@given(COUNTS, st.integers(2, 10))
def test_studies_that_agree_have_no_heterogeneity(counts: tuple[int, int], times: int) -> None:
    mean = pooled_share([counts] * times)
    assert (mean.tau2, mean.q, mean.i2) == pytest.approx((0, 0, 0), abs=1e-6)


@pytest.mark.parametrize("counts", [[(1, 3)], [], [(4, 3), (1, 2)], [(0, 0), (1, 2)]])
def test_what_is_no_share_is_refused(counts: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match=r"no share|two effects|min"):
        pooled_share(counts)


@pytest.mark.parametrize(
    ("percent", "patients", "events"),
    [(40, 30, 12), (33.3, 30, 10), (33, 30, 10), (41, 30, None), (50, 1000, None), (0, 14, 0), (100, 14, 14)],
)
def test_a_percentage_gives_the_only_number_of_events_that_fits(
    percent: float, patients: int, events: int | None
) -> None:
    assert events_of(percent, patients) == events


@given(st.integers(1, 99).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_counts_of_less_than_a_hundred_come_back_from_a_rounded_percentage(counts: tuple[int, int]) -> None:
    events, patients = counts
    assert events_of(round(100 * events / patients, 1), patients) == events


def test_shares_are_compared_as_fisher_does() -> None:
    """Fisher's tea: three of four cups against one of four, P = 0.486 (The Design of Experiments, 1935)."""
    assert fisher(3, 4, 1, 4) == pytest.approx(0.4857, abs=1e-4)

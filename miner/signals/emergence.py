"""Measures of emergence: plain functions of counts and years, each with its source. None of them knows a drug.

Running years: a year that has not ended is incomplete in the pair's counts and in the volume that they are compared
with, so it neither looks like a fall nor has to be left out.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

RECENT_YEARS = 3
"""Growth compares the last three years with all years; both include the current one."""

PRIOR_STUDIES = 2.0
"""Weight of the prior of growth, as if two studies had appeared exactly as expected."""

_NORMAL_05 = 1.645
"""The upper 5 % point of the normal distribution."""

ByYear = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Change:
    """A change of pace: `strength` in standard deviations, above 0 for a rise; `year` is the first of the new pace."""

    strength: float
    year: int | None


def eb05(count: float, expected: float, shape: float, rate: float) -> float:
    """Return the lower 5 % point of how many times more often a pair is studied than its drug and disease explain.

    Gamma-Poisson shrinkage (DuMouchel 1999, doi:10.1080/00031305.1999.10474456), with one gamma prior of the given
    shape and rate instead of a mixture of two; the quantile by Wilson and Hilferty (1931, doi:10.1073/pnas.17.12.684).
    """
    own_shape = shape + count
    third = 1 - 1 / (9 * own_shape) - _NORMAL_05 / (3 * math.sqrt(own_shape))
    return own_shape * max(third, 0.0) ** 3 / (rate + expected)


def ic025(count: float, expected: float) -> float:
    """Return the lower 2.5 % point of the information component, in bits.

    Bate 1998 (doi:10.1007/s002280050466), shrunk as by Noren 2006 (doi:10.1002/sim.2473), with the approximation of
    Noren 2013 (doi:10.1177/0962280211403604).
    """
    own = count + 0.5
    return math.log2(own / (expected + 0.5)) - 3.3 / math.sqrt(own) - 2 / own / math.sqrt(own)


def growth_ratio(studies_by_year: ByYear, volume_by_year: ByYear, last_year: int) -> float:
    """Return the recent growth of a pair relative to a volume, shrunk towards 1 (equally fast).

    Args:
        studies_by_year: new independent studies of the pair.
        volume_by_year: what it is compared with: articles, or the studies of the drug or of the disease.
        last_year: ends the recent period; what is dated later does not count.
    """
    since = last_year - RECENT_YEARS + 1
    total = sum(count for year, count in studies_by_year.items() if year <= last_year)
    recent = sum(count for year, count in studies_by_year.items() if since <= year <= last_year)
    volume = sum(count for year, count in volume_by_year.items() if year <= last_year)
    share = sum(count for year, count in volume_by_year.items() if since <= year <= last_year)
    expected = total * share / volume if volume else 0.0
    return (recent + PRIOR_STUDIES) / (expected + PRIOR_STUDIES) if total else 1.0


def change_point(studies_by_year: ByYear, volume_by_year: ByYear, last_year: int) -> Change:
    """Return the clearest change of pace of a pair relative to a volume.

    The likelihood ratio of two Poisson rates, before and from a year on, against one (Raftery and Akman 1986,
    doi:10.1093/biomet/73.1.85), over all years; a simpler stand-in for the bursts of Kleinberg 2002
    (doi:10.1145/775047.775061). A pair in its first year has no earlier pace, only that of the years without it.
    """
    years = [year for year in sorted(volume_by_year) if year <= last_year]
    total = sum(count for year, count in studies_by_year.items() if year <= last_year)
    volume = sum(volume_by_year[year] for year in years)
    if not total or not volume:
        return Change(0.0, None)
    best = Change(0.0, None)
    before = volume_before = 0
    for year, following in pairwise(years):
        before += studies_by_year.get(year, 0)
        volume_before += volume_by_year[year]
        ratio = _log_ratio(before, volume_before, volume, total) + _log_ratio(
            total - before, volume - volume_before, volume, total
        )
        is_rise = (total - before) * volume_before >= before * (volume - volume_before)
        strength = math.sqrt(2 * max(ratio, 0.0)) * (1 if is_rise else -1)
        if abs(strength) > abs(best.strength):
            best = Change(strength, following)
    return best


def _log_ratio(count: int, volume_part: int, volume: int, total: int) -> float:
    expected = total * volume_part / volume
    return count * math.log(count / expected) if count and expected else 0.0

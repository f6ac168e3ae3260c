"""Intervals of proportions, and their random-effects mean over studies.

Proportions are pooled on the logit scale, with half an event more in studies where none or all responded: the inverse
of the Freeman-Tukey double arcsine takes one sample size for all studies and can mislead (Schwarzer 2019,
doi:10.1002/jrsm.1348). The variance between studies is Paule and Mandel's (1982, doi:10.6028/jres.087.022), which needs
no assumption on its distribution and does better than DerSimonian and Laird's with few studies (Veroniki 2016,
doi:10.1002/jrsm.1164). The interval takes the t distribution: for this estimate it is Hartung and Knapp's, never
narrower than the normal one (Röver 2015, doi:10.1186/s12874-015-0091-1).
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

_CONTINUITY = 0.5
"""Events and non-events that are added where one of them is none."""
LEVEL = 0.95


class Mean(NamedTuple):
    """A random-effects mean with its interval, the variance between studies, Cochran's Q and I2 in percent."""

    estimate: float
    low: float
    high: float
    error: float
    tau2: float
    q: float
    i2: float


def exact_interval(events: int, patients: int) -> tuple[float, float]:
    """Return the exact 95 % interval of a share, both ends in [0, 1] (Clopper and Pearson 1934, doi:10.2307/2331986).

    Raises:
        ValueError: there are no patients, or more events than patients.
    """
    if not 0 <= events <= patients or not patients:
        raise ValueError(f"{events} of {patients} is no share")
    from statsmodels.stats.proportion import proportion_confint  # noqa: PLC0415  (two seconds to load)

    low, high = proportion_confint(events, patients, alpha=1 - LEVEL, method="beta")
    return float(low), float(high)


def random_effects(effects: Sequence[float], variances: Sequence[float], method: str = "iterated") -> Mean:
    """Return the random-effects mean of effects, on their own scale.

    Args:
        effects: one per study, two at least.
        variances: their sampling variances, above 0.
        method: of the variance between studies: "iterated" for Paule and Mandel's, "chi2" for DerSimonian and Laird's.

    Raises:
        ValueError: fewer than two effects, other than one variance each, or a variance that is not above 0.
    """
    if len(effects) < 2 or len(effects) != len(variances) or min(variances) <= 0:
        raise ValueError("a random-effects mean needs two effects, and a variance above 0 for each")
    import numpy as np  # noqa: PLC0415
    from scipy.stats import t  # noqa: PLC0415
    from statsmodels.stats.meta_analysis import combine_effects  # noqa: PLC0415

    with np.errstate(divide="ignore"):  # its I2 of studies that agree divides by nothing; ours does not
        found = combine_effects(np.asarray(effects, float), np.asarray(variances, float), method_re=method)
    error = float(found.sd_eff_w_re)
    half = float(t.ppf((1 + LEVEL) / 2, len(effects) - 1)) * error
    middle, q, freedom = float(found.mean_effect_re), float(found.q), len(effects) - 1
    i2 = 100 * max(0.0, (q - freedom) / q) if q > 0 else 0.0
    return Mean(middle, middle - half, middle + half, error, max(0.0, float(found.tau2)), q, i2)


def pooled_share(counts: Sequence[tuple[int, int]]) -> Mean:
    """Return the random-effects mean of shares, as shares in [0, 1]; tau2 and error stay on the logit scale.

    Args:
        counts: events and patients of each study, two studies at least.

    Raises:
        ValueError: fewer than two studies, or counts that are no share.
    """
    effects, variances = [], []
    for events, patients in counts:
        if not 0 <= events <= patients or not patients:
            raise ValueError(f"{events} of {patients} is no share")
        more = _CONTINUITY if events in {0, patients} else 0.0
        yes, no = events + more, patients - events + more
        effects.append(math.log(yes / no))
        variances.append(1 / yes + 1 / no)
    mean = random_effects(effects, variances)
    return mean._replace(estimate=_share(mean.estimate), low=_share(mean.low), high=_share(mean.high))


def _share(logit: float) -> float:
    """Return the share of a logit, without overflow at either end."""
    return 1 / (1 + math.exp(-logit)) if logit >= 0 else math.exp(logit) / (1 + math.exp(logit))


def events_of(percent: float, patients: int) -> int | None:
    """Return the number of events that a printed percentage of patients stands for, None if none or several fit.

    A percentage without decimals may be up to half a point off, with one decimal a twentieth.
    """
    decimals = len(f"{percent:g}".partition(".")[2])
    slack = 0.5 * 10**-decimals + 1e-9
    fitting = [
        events
        for events in range(
            max(0, math.floor((percent - slack) * patients / 100)),
            min(patients, math.ceil((percent + slack) * patients / 100)) + 1,
        )
        if abs(100 * events / patients - percent) <= slack
    ]
    return fitting[0] if len(fitting) == 1 else None


def fisher(events: int, patients: int, other_events: int, other_patients: int) -> float:
    """Return the two-sided P value that two shares differ (Fisher's exact test)."""
    from scipy.stats import fisher_exact  # noqa: PLC0415

    table = [[events, patients - events], [other_events, other_patients - other_events]]
    return float(fisher_exact(table)[1])

"""Trains the score of candidates on the label events before 2006, and writes its table of weights.

A candidate of a day is an example; it is positive if a label of a region where the use was off label came to name it
within eight years, and before the test years begin. The examples of one day are compared with one another alone (an
intercept for each day), because later days have less time left. The signs that `miner.signals.features` allows are
bounds; the penalty was chosen by cross-validation over drugs, on these years alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import gammaln

from miner.backtest.events import EventClass
from miner.backtest.protocol import PROTOCOL, new_years
from miner.backtest.replay import EventFinder, Row, World, rows_of_day
from miner.config import load_settings
from miner.jobs.backtest import load_world
from miner.ledger import Ledger
from miner.lexicon.build.tables import write_table
from miner.signals.counts import tally
from miner.signals.features import FEATURES, PRIOR_NAMES
from miner.signals.score import CONSTANT, INTERCEPT, SPREADS_MAX, WEIGHT_COLUMNS, WEIGHT_TABLE, ScoreModel

DAYS = new_years(1994, 2005)
COMPLETE_DAYS = new_years(1994, 1998)
"""The days whose eight years are over before the test begins: the intercept is theirs."""
PENALTY = 100.0
_DAY_PENALTY = 0.01
_DECIMALS = 4

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Examples:
    """Features, outcome and number of the day of each candidate."""

    features: Floats
    outcome: Floats
    day: npt.NDArray[np.int64]


def train_signals(ledger_path: Path, folder: Path) -> dict[str, float]:
    """Write weights.tsv to a folder and return what was learnt from: counts of days, candidates and events.

    Args:
        ledger_path: the ledger of all abstracts.
        folder: the folder of the table.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    with Ledger.open(ledger_path, is_read_only=True) as ledger:
        world, _ = load_world(ledger, load_settings({"data_folder": ledger_path.parent}))
    prior = fit_prior(_pair_counts(world, DAYS[-1]))
    examples = _examples(world, DAYS, prior)
    mean, spread = examples.features.mean(axis=0), examples.features.std(axis=0)
    spread[spread == 0] = 1.0
    weights = fit_weights(_standard(examples.features, mean, spread), examples, _bounds(spread))
    complete = _examples(world, COMPLETE_DAYS, prior)
    intercept = fit_intercept(_standard(complete.features, mean, spread) @ weights, complete.outcome)
    constants = [(INTERCEPT, intercept), *zip(PRIOR_NAMES, prior, strict=True)]
    rows = [(name, CONSTANT, _cell(value), "0", "1", "") for name, value in constants]
    for feature, weight, middle, width in zip(FEATURES, weights, mean, spread, strict=True):
        if _cell(weight) != "0":
            rows.append((feature.name, feature.group, _cell(weight), _cell(middle), _cell(width), feature.source))
    folder.mkdir(parents=True, exist_ok=True)
    write_table(folder / WEIGHT_TABLE, WEIGHT_COLUMNS, rows)
    return {
        "days": len(DAYS),
        "candidates": len(examples.outcome),
        "of them labelled later": examples.outcome.sum(),
        "features": len(rows) - len(constants),
    }


def _standard(values: Floats, mean: Floats, spread: Floats) -> Floats:
    return np.clip((values - mean) / spread, -SPREADS_MAX, SPREADS_MAX)


def fit_weights(values: Floats, examples: Examples, bounds: Sequence[tuple[float | None, float | None]]) -> Floats:
    """Return the weights of standardised values: logistic regression with a ridge penalty and bounds on the signs."""
    days = np.eye(int(examples.day.max()) + 1)[examples.day]
    matrix, outcome = np.hstack([values, days]), examples.outcome
    penalty = np.r_[np.full(values.shape[1], PENALTY), np.full(days.shape[1], _DAY_PENALTY)]

    def loss(weights: Floats) -> tuple[float, Floats]:
        log_odds = matrix @ weights
        slope = matrix.T @ (1 / (1 + np.exp(-log_odds)) - outcome) + penalty * weights
        value = np.logaddexp(0, log_odds).sum() - outcome @ log_odds + (penalty * weights**2).sum() / 2
        return float(value), slope

    every = [*bounds, *[(None, None)] * days.shape[1]]
    found = minimize(loss, np.zeros(matrix.shape[1]), jac=True, bounds=every, method="L-BFGS-B")
    return np.asarray(found.x[: values.shape[1]])


def fit_intercept(log_odds: Floats, outcome: Floats) -> float:
    """Return the intercept that makes the mean chance the share of positive examples."""
    low, high = -20.0, 20.0
    for _ in range(100):
        middle = (low + high) / 2
        is_low = (1 / (1 + np.exp(-log_odds - middle))).mean() < outcome.mean()
        low, high = (middle, high) if is_low else (low, middle)
    return (low + high) / 2


def fit_prior(counts: Floats) -> tuple[float, float]:
    """Return shape and rate of the gamma prior that make a table of counts likeliest, its empty cells included.

    Args:
        counts: the studies of each drug (a row) in each disease (a column).
    """
    expected = counts.sum(axis=1, keepdims=True) * counts.sum(axis=0, keepdims=True) / counts.sum()
    is_studied = counts > 0
    studied, of_studied = counts[is_studied], expected[is_studied]

    def loss(logs: Floats) -> float:
        shape, rate = np.exp(logs)
        cells = shape * np.log(rate / (rate + expected)).sum()
        more = gammaln(shape + studied) - gammaln(shape) + studied * np.log(of_studied / (rate + of_studied))
        return -float(cells + more.sum())

    shape, rate = np.exp(minimize(loss, np.log([0.1, 0.1]), method="Nelder-Mead", options={"maxiter": 100}).x)
    return float(shape), float(rate)


def _pair_counts(world: World, day: date) -> Floats:
    """Return the studies of each drug in each disease on a day."""
    totals = [total for pair, rows in world.history.as_of(day) if (total := tally(*pair, rows)) is not None]
    drugs = {drug: place for place, drug in enumerate(sorted({total.drug_id for total in totals if total.study_count}))}
    diseases = {name: place for place, name in enumerate(sorted({t.disease for t in totals if t.study_count}))}
    counts = np.zeros((len(drugs), len(diseases)))
    for total in totals:
        if total.study_count:
            counts[drugs[total.drug_id], diseases[total.disease]] = total.study_count
    return counts


def _examples(world: World, days: Sequence[date], prior: tuple[float, float]) -> Examples:
    model, finder = ScoreModel([], 0.0, prior), EventFinder(world.events, world.matcher)
    found = [
        (row, number) for number, day in enumerate(days) for row in rows_of_day(world, PROTOCOL, model, finder, day)
    ]
    return Examples(
        np.array([row.features for row, _ in found]),
        np.array([_is_positive(row, world) for row, _ in found], dtype=float),
        np.array([number for _, number in found]),
    )


def _is_positive(row: Row, world: World) -> bool:
    events = (world.events[number] for number in row.events)
    return any(e.event_class is EventClass.NEW_USE and e.day < PROTOCOL.learnt_until for e in events)


def _bounds(spread: Floats) -> list[tuple[float | None, float | None]]:
    """Return the lowest and highest weight of each feature per spread of its values: its sign, and its least weight."""
    bounds: list[tuple[float | None, float | None]] = []
    for feature, width in zip(FEATURES, spread, strict=True):
        least = feature.least * float(width)
        signs: dict[int, tuple[float | None, float | None]] = {1: (least, None), -1: (None, -least), 0: (None, None)}
        bounds.append(signs[feature.sign] if feature.is_learnt else (0, 0))
    return bounds


def _cell(value: float) -> str:
    return f"{round(float(value), _DECIMALS) + 0.0:g}"

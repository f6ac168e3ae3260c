"""Trains the score of candidates, for each New Year on the label events before it, and writes the table of weights.

A candidate of an earlier New Year and a region where the use is off label are an example; it is positive if a label of
that region came to name the use within eight years and before the day of the model. One set of weights serves all
regions, each with its own intercept; an example that was followed for less than eight years counts by that share of
the odds. The signs that `miner.signals.features` allows are bounds; features and penalty were chosen on the days from
1999 to 2005, each by a model of its day, with events before 2006 as outcome. Candidates of which only narrative
reviews or recommendations tell teach nothing: they stand behind all others, whatever their score.
"""

from collections.abc import Iterable, Iterator, Sequence
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
from miner.jurisdictions import CODES
from miner.ledger import Ledger
from miner.lexicon.build.tables import write_table
from miner.records import Basis
from miner.signals.counts import tally
from miner.signals.features import FEATURES, PRIOR_NAMES
from miner.signals.score import CONSTANT, CORPUS, INTERCEPTS, SPREADS_MAX, WEIGHT_COLUMNS, WEIGHT_TABLE, ScoreModel

DAYS = new_years(1994, 2025)
"""The days whose candidates teach, each the models of later days."""
MODEL_DAYS = new_years(1997, 2026)
"""The days that have a model, taught by the labels before it."""
PRIOR_DAY = date(2005, 1, 1)
"""The day whose table of drugs and diseases gives the prior of EB05; it knows no label."""
TEACHING = frozenset({Basis.STUDIES, Basis.SYSTEMATIC_REVIEWS})
PENALTY = 10.0
_REGION_PENALTY = 1.0
_LEVEL_PENALTY = 0.01
_FOLLOWED_MIN = 0.5
"""Years after which an example may teach."""
_YEAR = 365.25
_DECIMALS = 4
_NEVER = date.max.toordinal()

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Bounds = list[tuple[float | None, float | None]]


@dataclass(frozen=True, slots=True)
class Examples:
    """Of each candidate and open region: its features, the place of the region, its day, and that of the label.

    `corpus` counts all independent studies that were known on the day.
    """

    features: Floats
    region: Whole
    day: Whole
    labelled: Whole
    corpus: Whole

    def taught_before(self, day: date) -> tuple["Examples", Floats, Floats]:
        """Return the examples that a model of a day learns from, their outcomes, and the share of years followed."""
        until = day.toordinal()
        known = self.day <= until - _FOLLOWED_MIN * _YEAR
        own = Examples(
            self.features[known], self.region[known], self.day[known], self.labelled[known], self.corpus[known]
        )
        horizon = PROTOCOL.horizon_years * _YEAR
        end = np.minimum(own.day + horizon, until - 1)
        return own, (own.labelled <= end).astype(float), np.minimum(1.0, (until - own.day) / horizon)


def train_signals(ledger_path: Path, folder: Path) -> dict[str, float]:
    """Write weights.tsv to a folder and return what the latest model learnt from: counts of candidates and events.

    Args:
        ledger_path: the ledger of all abstracts.
        folder: the folder of the table.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    with Ledger.open(ledger_path, is_read_only=True) as ledger:
        world, _ = load_world(ledger, load_settings({"data_folder": ledger_path.parent}))
    prior = fit_prior(_pair_counts(world, PRIOR_DAY))
    examples = _examples(world, DAYS, prior)
    rows = [row for day in MODEL_DAYS for row in _model_rows(day, examples, prior)]
    folder.mkdir(parents=True, exist_ok=True)
    write_table(folder / WEIGHT_TABLE, WEIGHT_COLUMNS, rows)
    own, outcome, _ = examples.taught_before(MODEL_DAYS[-1])
    return {
        "models, one for each New Year": len(MODEL_DAYS),
        "candidates and regions that taught the latest": len(own.day),
        "of them labelled later": outcome.sum(),
    }


def _model_rows(day: date, examples: Examples, prior: tuple[float, float]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the table for the model of a day."""
    own, outcome, followed = examples.taught_before(day)
    mean, spread = own.features.mean(axis=0), own.features.std(axis=0)
    spread[spread == 0] = 1.0
    values = np.clip((own.features - mean) / spread, -SPREADS_MAX, SPREADS_MAX)
    weights, intercepts = fit(values, own.region, outcome, followed, _bounds(spread))
    constants = [*zip(INTERCEPTS.values(), intercepts, strict=True), *zip(PRIOR_NAMES, prior, strict=True)]
    for name, value in [*constants, (CORPUS, own.corpus.mean())]:
        yield day.isoformat(), name, CONSTANT, _cell(value), "0", "1"
    for feature, weight, middle, width in zip(FEATURES, weights, mean, spread, strict=True):
        if _cell(weight) != "0":
            yield day.isoformat(), feature.name, feature.group, _cell(weight), _cell(middle), _cell(width)


def fit(values: Floats, region: Whole, outcome: Floats, followed: Floats, bounds: Bounds) -> tuple[Floats, Floats]:
    """Return the weights of standardised values and the intercept of each region.

    Logistic regression with a ridge penalty and bounds on the signs.

    Args:
        values: features of each example, standardised.
        region: the place of its region in `CODES`.
        outcome: 1 if a label followed.
        followed: the share of the eight years that is known.
        bounds: lowest and highest weight of each feature.
    """
    count = values.shape[1]
    matrix = np.hstack([values, np.eye(len(CODES))[region], np.ones((len(values), 1))])
    penalty = np.r_[np.full(count, PENALTY), np.full(len(CODES), _REGION_PENALTY), _LEVEL_PENALTY]
    offset = np.log(followed)

    def loss(weights: Floats) -> tuple[float, Floats]:
        log_odds = matrix @ weights + offset
        slope = matrix.T @ (1 / (1 + np.exp(-log_odds)) - outcome) + penalty * weights
        value = np.logaddexp(0, log_odds).sum() - outcome @ log_odds + (penalty * weights**2).sum() / 2
        return float(value), slope

    free: Bounds = [(None, None)] * (len(CODES) + 1)
    found = minimize(loss, np.zeros(matrix.shape[1]), jac=True, bounds=[*bounds, *free], method="L-BFGS-B").x
    return np.asarray(found[:count]), np.asarray(found[count:-1] + found[-1])


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
    model, finder = ScoreModel([], dict.fromkeys(CODES, 0.0), prior), EventFinder(world.events, world.matcher)
    found = [
        (values, CODES.index(region), day.toordinal(), _labelled(row, region, world), row.facts.background.study_count)
        for day in days
        for row in rows_of_day(world, PROTOCOL, model, finder, day)
        if row.facts.evidence.basis in TEACHING
        for region, values in row.features.items()
    ]
    return Examples(*map(np.array, zip(*found, strict=True)))


def _labelled(row: Row, region: str, world: World) -> int:
    """Return the day on which a label of a region came to name the use of a row within eight years, else `_NEVER`."""
    events = (world.events[number] for number in row.events)
    own: Iterable[date] = (e.day for e in events if e.jurisdiction == region and e.event_class is EventClass.NEW_USE)
    return min((day.toordinal() for day in own), default=_NEVER)


def _bounds(spread: Floats) -> Bounds:
    """Return the lowest and highest weight of each feature per spread of its values: its sign, and its least weight."""
    bounds: Bounds = []
    for feature, width in zip(FEATURES, spread, strict=True):
        least = feature.least * float(width)
        signs: dict[int, tuple[float | None, float | None]] = {1: (least, None), -1: (None, -least), 0: (None, None)}
        bounds.append(signs[feature.sign] if feature.is_learnt else (0, 0))
    return bounds


def _cell(value: float) -> str:
    return f"{round(float(value), _DECIMALS) + 0.0:g}"

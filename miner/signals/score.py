"""The score: an explained logistic model whose weights are a table, learnt from events of the past.

`python -m corpora train-signals` writes the table. The score of a candidate is the chance in percent that a label comes
to name the use within eight years, as it was in the years that taught the model; what multiplies its odds stands among
the reasons.
"""

import importlib.resources
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from miner.errors import SignalError
from miner.lexicon.tables import read_table
from miner.signals.facts import Facts
from miner.signals.features import FEATURE_BY_NAME, FEATURES, GROUPS, PRIOR_NAMES

WEIGHT_COLUMNS = ("feature", "group", "weight", "mean", "spread", "source")
WEIGHT_TABLE = "weights.tsv"
CONSTANT = "constant"
INTERCEPT = "intercept"
SHOWN_PART = 0.1
"""Parts of the log-odds below this are left out of the reasons."""
SPREADS_MAX = 3.0
"""Values farther from the mean of the candidates that taught the model count for a use as if they were so far."""
DECIMALS = 2
_PLACE = {feature.name: place for place, feature in enumerate(FEATURES)}


class Weight(NamedTuple):
    """The weight of a feature, in log-odds per spread of its values among the candidates that taught it."""

    feature: str
    group: str
    weight: float
    mean: float
    spread: float
    source: str

    def part(self, value: float) -> float:
        """Return what a value adds to the log-odds.

        Far from what the model learnt from, it adds no more than at the border: a score does not extrapolate upwards.
        What it takes away has no border, so that each further study against a use lowers the score.
        """
        part = self.weight * (value - self.mean) / self.spread
        return min(part, abs(self.weight) * SPREADS_MAX)


class Part(NamedTuple):
    """What a feature adds to the log-odds of a candidate, against the average candidate."""

    feature: str
    group: str
    value: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The score of a candidate: `chance` in percent, and the parts of its log-odds, the largest first."""

    chance: float
    parts: tuple[Part, ...]

    def sum_of(self, group: str) -> float:
        """Return what a group of features adds to the log-odds."""
        return sum(part.value for part in self.parts if part.group == group)

    def reasons(self) -> tuple[str, ...]:
        """Return by what the groups multiply the odds of an average candidate, then each part that matters in words."""
        groups = {part.group for part in self.parts}
        sums = [f"{group} {_factor(self.sum_of(group))}" for group in GROUPS if group in groups]
        shown = [f"{part.words} {_factor(part.value)}" for part in self.parts if abs(part.value) >= SHOWN_PART]
        return (f"odds of a label: {', '.join(sums)}", *shown)


def _factor(log_odds: float) -> str:
    return f"\N{MULTIPLICATION SIGN}{math.exp(log_odds):.2f}"


class ScoreModel:
    """The weights, and what they make of a candidate.

    Args:
        weights: rows of features.
        intercept: log-odds of the average candidate.
        prior: shape and rate of the gamma prior of EB05.
    """

    def __init__(self, weights: Iterable[Weight], intercept: float, prior: tuple[float, float]) -> None:
        self.weights = tuple(weights)
        self.intercept, self.prior = intercept, prior

    @classmethod
    def load(cls, folder: Path | None = None) -> "ScoreModel":
        """Return the model of weights.tsv in a folder, or of the shipped table.

        Raises:
            SignalError: the table is missing or damaged, or names a feature that does not exist.
        """
        return _shipped() if folder is None else _read(folder)

    def only(self, *groups: str) -> "ScoreModel":
        """Return the model without the features of other groups, which then count as average."""
        return ScoreModel((w for w in self.weights if w.group in groups), self.intercept, self.prior)

    def chance(self, values: Sequence[float]) -> float:
        """Return the chance in percent of the values of all features, in the order of `FEATURES`."""
        parts = (weight.part(values[_PLACE[weight.feature]]) for weight in self.weights)
        return 100 / (1 + math.exp(-self.intercept - sum(parts)))

    def score(self, facts: Facts) -> Score:
        """Return the score of a candidate."""
        parts = []
        for weight in self.weights:
            feature = FEATURE_BY_NAME[weight.feature]
            value = weight.part(feature.value(facts))
            parts.append(Part(weight.feature, weight.group, value, feature.words(facts)))
        parts.sort(key=lambda part: (-abs(part.value), part.feature))
        log_odds = self.intercept + sum(part.value for part in parts)
        return Score(chance=round(100 / (1 + math.exp(-log_odds)), DECIMALS), parts=tuple(parts))


@lru_cache(maxsize=1)
def _shipped() -> ScoreModel:
    return _read(importlib.resources.files("corpora") / "signals")


def _read(place: Traversable) -> ScoreModel:
    path = place / WEIGHT_TABLE
    try:
        rows = [Weight(name, group, float(weight), float(mean), float(spread), source)
                for name, group, weight, mean, spread, source in read_table(path, WEIGHT_COLUMNS)]  # fmt: skip
        constants = {row.feature: row.weight for row in rows if row.group == CONSTANT}
        weights = [row for row in rows if row.group != CONSTANT]
        shape, rate = (constants[name] for name in PRIOR_NAMES)
        unknown = [row.feature for row in weights if row.feature not in FEATURE_BY_NAME]
        if unknown:
            raise SignalError(f"{path}: no feature {unknown[0]!r}; train the weights again")
        return ScoreModel(weights, constants[INTERCEPT], (shape, rate))
    except (KeyError, ValueError) as error:
        raise SignalError(f"{path}: {error}; the weights are made with `python -m corpora train-signals`") from error

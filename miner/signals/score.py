"""The score: an explained logistic model whose weights are a table, learnt from events of the past.

`python -m corpora train-signals` writes the table. It has one model for each New Year, taught only by the labels before
it; a day is scored by the latest model that its labels could have taught. The model gives the chance in percent that a
label of a region comes to name the use within eight years; the score of a list is the chance that any label of the
readers' regions does. What multiplies the odds in the likeliest of them stands among the reasons.
"""

import importlib.resources
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from miner.errors import SignalError
from miner.jurisdictions import CODES
from miner.lexicon.tables import read_table
from miner.signals.facts import Facts
from miner.signals.features import FEATURE_BY_NAME, FEATURES, GROUPS, PRIOR_NAMES

WEIGHT_COLUMNS = ("taught_until", "feature", "group", "weight", "mean", "spread")
WEIGHT_TABLE = "weights.tsv"
CONSTANT = "constant"
INTERCEPTS = {code: f"intercept {code}" for code in CODES}
SHOWN_PART = 0.1
"""Parts of the log-odds below this are left out of the reasons."""
CORPUS = "corpus studies"
"""The constant of a model that is the mean number of studies on the days that taught it."""
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
    """The score of a candidate: `chance` in percent that a label of some regions follows, and `chances` of each.

    `parts` are those of the log-odds in the likeliest of the regions, the largest first.
    """

    chance: float
    parts: tuple[Part, ...]
    chances: Mapping[str, float] = field(default_factory=dict)

    def sum_of(self, group: str) -> float:
        """Return what a group of features adds to the log-odds."""
        return sum(part.value for part in self.parts if part.group == group)

    def reasons(self) -> tuple[str, ...]:
        """Return by what the groups multiply the odds of an average candidate, the chances, and each part in words."""
        groups = {part.group for part in self.parts}
        sums = [f"{group} {_factor(self.sum_of(group))}" for group in GROUPS if group in groups]
        shown = [f"{part.words} {_factor(part.value)}" for part in self.parts if abs(part.value) >= SHOWN_PART]
        chances = ", ".join(f"{region} {chance:.1f} %" for region, chance in self.chances.items())
        return (
            f"odds of a label: {', '.join(sums)}",
            *([f"chance of a label within eight years: {chances}"] if chances else []),
            *shown,
        )


def _factor(log_odds: float) -> str:
    return f"\N{MULTIPLICATION SIGN}{math.exp(log_odds):.2f}"


class ScoreModel:
    """The weights, and what they make of a candidate.

    Args:
        weights: rows of features.
        intercepts: jurisdiction to the log-odds of the average candidate there.
        prior: shape and rate of the gamma prior of EB05.
        corpus: independent studies of all pairs that were read on the days that taught the model, their mean.
    """

    def __init__(
        self,
        weights: Iterable[Weight],
        intercepts: Mapping[str, float],
        prior: tuple[float, float],
        corpus: float = 0.0,
    ) -> None:
        self.weights = tuple(weights)
        self.intercepts, self.prior, self.corpus = dict(intercepts), prior, corpus
        self._common = tuple(w for w in self.weights if not FEATURE_BY_NAME[w.feature].is_regional)
        self._regional = tuple(w for w in self.weights if FEATURE_BY_NAME[w.feature].is_regional)

    @classmethod
    def load(cls, as_of: date | None = None, folder: Path | None = None) -> "ScoreModel":
        """Return the latest model that labels known on a day taught, of a folder's weights.tsv or the shipped one.

        Without a day it is the latest of all, for a day before the first one the first.

        Raises:
            SignalError: the table is missing or damaged, or names a feature that does not exist.
        """
        models = _shipped() if folder is None else _read(folder)
        known = [day for day in models if as_of is None or day <= as_of]
        return models[max(known, default=min(models))]

    def only(self, *groups: str) -> "ScoreModel":
        """Return the model without the features of other groups, which then count as average."""
        own = (weight for weight in self.weights if weight.group in groups)
        return ScoreModel(own, self.intercepts, self.prior, self.corpus)

    def for_corpus(self, study_count: int) -> "ScoreModel":
        """Return the model for a ledger of so many independent studies.

        In a smaller ledger than those that taught the model every drug is studied in few diseases and every pair more
        often than drug and disease explain: what compares a pair with the ledger counts by the ledger's share.
        """
        if study_count >= self.corpus:
            return self
        share = study_count / self.corpus
        scaled = (
            weight._replace(weight=weight.weight * share) if FEATURE_BY_NAME[weight.feature].is_of_corpus else weight
            for weight in self.weights
        )
        return ScoreModel(scaled, self.intercepts, self.prior, self.corpus)

    def chance(self, values: Mapping[str, Sequence[float]], regions: Collection[str] = CODES) -> float:
        """Return the chance in percent that a label of some regions follows, by `values_of` a candidate."""
        odds = {region: self._log_odds(region, own) for region, own in values.items() if region in regions}
        return _any(_chance(each) for each in odds.values())

    def _log_odds(self, region: str, values: Sequence[float]) -> float:
        return self.intercepts[region] + sum(weight.part(values[_PLACE[weight.feature]]) for weight in self.weights)

    def score(self, facts: Facts, regions: Collection[str] = CODES) -> Score:
        """Return the score of a candidate for the readers of some regions."""
        common = _parts(self._common, facts)
        found = {}
        for region in facts.open_regions:
            own = common + _parts(self._regional, facts.seen_from(region))
            found[region] = self.intercepts[region] + sum(part.value for part in own), own
        asked = [region for region in found if region in regions]
        best = max(asked or found, key=lambda region: found[region][0], default="")
        parts = sorted(found[best][1] if best else common, key=lambda part: (-abs(part.value), part.feature))
        chances = {region: 100 * _chance(odds) for region, (odds, _) in found.items()}
        return Score(
            chance=round(_any(_chance(found[region][0]) for region in asked), DECIMALS),
            parts=tuple(parts),
            chances={region: round(chance, DECIMALS) for region, chance in chances.items()},
        )


def _parts(weights: Iterable[Weight], facts: Facts) -> list[Part]:
    found = []
    for weight in weights:
        feature = FEATURE_BY_NAME[weight.feature]
        found.append(Part(weight.feature, weight.group, weight.part(feature.value(facts)), feature.words(facts)))
    return found


def _chance(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


def _any(chances: Iterable[float]) -> float:
    """Return the chance in percent that at least one of some labels follows."""
    return 100 * (1 - math.prod(1 - chance for chance in chances))


@lru_cache(maxsize=1)
def _shipped() -> dict[date, ScoreModel]:
    return _read(importlib.resources.files("corpora") / "signals")


def _read(place: Traversable) -> dict[date, ScoreModel]:
    """Return the models of a table by the day whose labels, and earlier ones, taught them."""
    path = place / WEIGHT_TABLE
    rows: defaultdict[date, list[Weight]] = defaultdict(list)
    try:
        for until, name, group, weight, mean, spread in read_table(path, WEIGHT_COLUMNS):
            rows[date.fromisoformat(until)].append(Weight(name, group, float(weight), float(mean), float(spread)))
        models = {until: _model(path, own) for until, own in rows.items()}
    except (KeyError, ValueError) as error:
        raise SignalError(f"{path}: {error}; the weights are made with `python -m corpora train-signals`") from error
    if not models:
        raise SignalError(f"{path}: no weights; they are made with `python -m corpora train-signals`")
    return models


def _model(path: Traversable, rows: Sequence[Weight]) -> ScoreModel:
    constants = {row.feature: row.weight for row in rows if row.group == CONSTANT}
    weights = [row for row in rows if row.group != CONSTANT]
    shape, rate = (constants[name] for name in PRIOR_NAMES)
    unknown = [row.feature for row in weights if row.feature not in FEATURE_BY_NAME]
    if unknown:
        raise SignalError(f"{path}: no feature {unknown[0]!r}; train the weights again")
    # A region that taught nothing counts like the one where labels are rarest.
    lowest = min(constants[name] for name in INTERCEPTS.values() if name in constants)
    intercepts = {code: constants.get(name, lowest) for code, name in INTERCEPTS.items()}
    return ScoreModel(weights, intercepts, (shape, rate), constants.get(CORPUS, 0.0))

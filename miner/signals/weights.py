"""The weights of the score as plain values, so that a snapshot can keep what a list was ordered by."""

from datetime import date
from typing import Any

from miner.signals.score import ScoreModel


def describe_weights(as_of: date | None = None) -> dict[str, Any]:
    """Return the weight of each feature by name, and the intercepts, of the shipped model of a day.

    Raises:
        SignalError: the shipped weights are missing or damaged.
    """
    model = ScoreModel.load(as_of)
    weights = {weight.feature: weight.weight for weight in model.weights}
    intercepts = {f"intercept {region}": value for region, value in model.intercepts.items()}
    return {**intercepts, **dict(sorted(weights.items()))}

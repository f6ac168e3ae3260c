"""The weights of the score as plain values, so that a snapshot can keep what a list was ordered by."""

from typing import Any

from miner.signals.score import ScoreModel


def describe_weights(model: ScoreModel | None = None) -> dict[str, Any]:
    """Return the weight of each feature by name, and the intercept; those of the shipped model by default.

    Raises:
        SignalError: the shipped weights are missing or damaged.
    """
    model = model or ScoreModel.load()
    weights = {weight.feature: weight.weight for weight in model.weights}
    return {"intercept": model.intercept, **dict(sorted(weights.items()))}

"""The weights of the score as plain values, so that a snapshot can keep what a list was ordered by."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from miner.signals import rank


def describe_weights() -> dict[str, Any]:
    """Return the constants of `miner.signals.rank` by name: numbers, and tables of numbers by code."""
    found: dict[str, Any] = {}
    for name, value in vars(rank).items():
        if name.isupper() and not name.startswith("_"):
            if isinstance(value, int | float):
                found[name] = value
            elif isinstance(value, Mapping) and all(isinstance(each, int | float) for each in value.values()):
                found[name] = {_code(key): each for key, each in value.items()}
    return dict(sorted(found.items()))


def _code(key: object) -> str:
    return key.name.lower() if isinstance(key, Enum) else str(key)

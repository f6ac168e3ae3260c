"""What a feature of a candidate is: its name, its group, its value and its words for a reviewer."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from miner.signals.facts import Facts

LITERATURE, LABELS = "literature", "labels"
GROUPS = (LITERATURE, LABELS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A feature: its name in the table of weights, its group, its value and its words for a reviewer.

    `sign` is +1 or -1 if its weight may have no other sign, 0 if it is free. `is_learnt` is false for a measure that
    only has its line in the backtest, because another one says the same. `least` is the least log-odds of its weight
    per unit of the value, whatever the events say: few of them had an opposing study before their label. `is_regional`
    is true if the value depends on the region whose label is asked for (`Facts.seen_from`), `is_of_corpus` if it
    compares the pair with all that was read, so that a few abstracts say less of it (`ScoreModel.for_corpus`).
    """

    name: str
    group: str
    source: str
    value: Callable[[Facts], float]
    words: Callable[[Facts], str]
    sign: int = 1
    is_learnt: bool = True
    least: float = 0.0
    is_regional: bool = False
    is_of_corpus: bool = False


def log2(count: float) -> float:
    """Return the doublings of a count, 0 for none."""
    return math.log2(1 + count)


def counted(count: int, noun: str, plural: str = "") -> str:
    """Return "1 study" or "3 studies"."""
    return f"{count} {noun if count == 1 else plural or f'{noun}s'}"

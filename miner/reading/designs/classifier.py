"""The classifier of designs: one logistic regression for each group of designs, over what an article says.

The rules are features of it. It is shipped as a table (corpora/designs, trained by `python -m corpora train-designs`),
so that reading needs numpy alone.
"""

import gzip
import importlib.resources
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources.abc import Traversable

import numpy as np
from numpy.typing import NDArray

from miner.errors import ModelError
from miner.reading.designs.features import ZONES, Features, Wording
from miner.records import Design

Vector = NDArray[np.float32]

GROUP_OF = {
    Design.CASE_SERIES: Design.CASE_REPORT,
    Design.PHASE_1: Design.SINGLE_ARM,
    Design.PHASE_2: Design.SINGLE_ARM,
    Design.PHASE_3: Design.SINGLE_ARM,
}
"""Designs that the classifier does not tell apart: MEDLINE's types do not either; the rules do."""
GROUPS = tuple(design for design in sorted(Design) if design not in GROUP_OF)
"""What the classifier tells apart."""
FACT = "fact"


def group_of(design: Design) -> Design:
    """Return the group of a design."""
    return GROUP_OF.get(design, design)


class DesignClassifier:
    """Gives the log odds of each of `GROUPS`. `DesignClassifier.load` reads the shipped table.

    Args:
        names: the features as `Features.names` has them, facts as "fact: ...".
        rows: their weights for `GROUPS`, of shape (features, groups).
        intercepts: one for each group.
    """

    def __init__(self, names: list[str], rows: Vector, intercepts: Vector) -> None:
        self._rows = rows
        self._intercepts = intercepts
        self._facts: dict[str, int] = {}
        self._places: tuple[dict[Wording, int], ...] = tuple({} for _ in ZONES)
        for place, name in enumerate(names):
            zone, _, wording = name.partition(": ")
            if zone == FACT:
                self._facts[wording] = place
            else:
                key: Wording = wording if zone.endswith("word") else _pair(wording)
                self._places[ZONES.index(zone)][key] = place
        self._known = tuple(frozenset(places) for places in self._places)

    @classmethod
    def load(cls, path: Traversable | None = None) -> "DesignClassifier":
        """Return the classifier of a table, or the shipped one, which is loaded once.

        Raises:
            ModelError: the table is missing or malformed.
        """
        return _shipped() if path is None else cls(*read_table(path))

    def scores(self, features: Features) -> Mapping[Design, float]:
        """Return the log odds of each of `GROUPS`; they are independent of each other."""
        facts = [self._facts[fact] for fact in features.facts if fact in self._facts]
        wordings: list[int] = []
        for known, places, found in zip(self._known, self._places, features.wordings, strict=True):
            wordings += [places[wording] for wording in known & found]
        wordings.sort()  # sums of floats depend on their order, sets on the run
        total = self._intercepts + self._rows[facts].sum(axis=0)
        total = total + self._rows[wordings].sum(axis=0) / max(1, len(wordings)) ** 0.5
        return dict(zip(GROUPS, total.tolist(), strict=True))

    def strongest(self, features: Features, group: Design, count: int = 3) -> list[str]:
        """Return the wordings that speak most for a group, the strongest first."""
        column = GROUPS.index(group)
        weights: dict[str, float] = {}
        for known, places, wordings in zip(self._known, self._places, features.wordings, strict=True):
            for wording in known & wordings:
                shown = wording if isinstance(wording, str) else " ".join(wording)
                weights[shown] = max(weights.get(shown, 0.0), float(self._rows[places[wording], column]))
        best = sorted(weights, key=lambda shown: (-weights[shown], shown))[:count]
        return [shown for shown in best if weights[shown] > 0]


def _pair(wording: str) -> tuple[str, str]:
    first, _, second = wording.partition(" ")
    return first, second


@cache
def _shipped() -> DesignClassifier:
    return DesignClassifier.load(importlib.resources.files("corpora") / "designs" / "weights.tsv.gz")


def read_table(path: Traversable) -> tuple[list[str], Vector, Vector]:
    """Return names, weights and intercepts of a table: a first line of groups and intercepts as JSON, then rows.

    Raises:
        ModelError: the table is missing or malformed, or is one of other groups.
    """
    try:
        first, *lines = gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
        intercepts = json.loads(first)
        names, values = zip(*(line.split("\t", 1) for line in lines), strict=True)
        rows = np.array([[float(cell) for cell in row.split("\t")] for row in values], dtype=np.float32)
        if list(intercepts) != [group.title for group in GROUPS] or rows.shape[1] != len(GROUPS):
            raise ValueError(f"has the groups {list(intercepts)}")  # noqa: TRY301
    except (OSError, EOFError, ValueError, TypeError) as error:
        raise ModelError(f"{path}: is no table of weights ({error}); run 'python -m corpora train-designs'") from error
    return list(names), rows, np.array(list(intercepts.values()), dtype=np.float32)

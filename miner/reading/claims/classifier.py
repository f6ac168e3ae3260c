"""The relation classifier: two linear models over the features of a candidate.

The pair model, learnt from corpora that people and machines annotated, says how far the wording speaks for treatment
and for harm. The relation model, learnt from sentences of our own annotation, takes that as two more features and
gives the probability of each relation. Both are logistic regressions shipped as tables (corpora/claims, trained by
`python -m corpora train-claims`).
"""

import gzip
import importlib.resources
import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources.abc import Traversable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from miner.errors import ModelError
from miner.reading.claims.features import Features
from miner.records import ClaimRelation

Vector = NDArray[np.float32]

RELATIONS = (
    ClaimRelation.TREATS,
    ClaimRelation.PREVENTS,
    ClaimRelation.NO_BENEFIT,
    ClaimRelation.GIVEN_FOR,
    ClaimRelation.CAUSES,
    ClaimRelation.COMPARATOR,
    ClaimRelation.MENTIONED,
)
"""The relations that the model tells apart; MENTIONED stands for all others."""
FACT_SCALE = 0.5
"""Weight of a fact; wordings are scaled to length one together."""
PAIR_SCALE = 0.3
"""Weight of the pair model's two scores."""
TABLES = ("pairs.tsv.gz", "relations.tsv.gz")


class Weights(NamedTuple):
    """A linear model: a row of weights for each feature, and the intercepts."""

    places: Mapping[str, int]
    rows: Vector
    intercepts: Vector

    def sums(self, names: Sequence[str]) -> tuple[Vector, int]:
        """Return the summed weights of the features that the model knows, and how many these are."""
        known = [place for name in names if (place := self.places.get(name)) is not None]
        return self.rows[known].sum(axis=0), len(known)


class RelationClassifier:
    """Gives the probability of each relation. `RelationClassifier.load` reads the shipped tables.

    Args:
        pairs: weights for treatment and harm.
        relations: weights for `RELATIONS`, with the rows "pair treats" and "pair causes".
    """

    def __init__(self, pairs: Weights, relations: Weights) -> None:
        self._pairs = pairs
        self._relations = relations

    @classmethod
    def load(cls, folder: Traversable | None = None) -> "RelationClassifier":
        """Return the classifier of a folder, or the shipped one, which is loaded once.

        Raises:
            ModelError: a table is missing or malformed.
        """
        if folder is None:
            return _shipped()
        return cls(*(read_weights(folder / name) for name in TABLES))

    def pair_scores(self, features: Features) -> Vector:
        """Return the log odds of treatment and of harm by the pair model."""
        summed, count = self._pairs.sums([*features.facts, *features.wordings])
        return self._pairs.intercepts + summed / np.float32(max(count, 1) ** 0.5)

    def probabilities(self, features: Features) -> Vector:
        """Return the probability of each of `RELATIONS`; they sum to one."""
        facts, _ = self._relations.sums(features.facts)
        wordings, count = self._relations.sums(features.wordings)
        treats, causes = self.pair_scores(features)
        scores = (
            self._relations.intercepts
            + facts * np.float32(FACT_SCALE)
            + wordings / np.float32(max(count, 1) ** 0.5)
            + self._relations.sums(["pair treats"])[0] * np.float32(PAIR_SCALE * treats)
            + self._relations.sums(["pair causes"])[0] * np.float32(PAIR_SCALE * causes)
        )
        raised = np.exp(scores - scores.max())
        return np.asarray(raised / raised.sum(), dtype=np.float32)


@cache
def _shipped() -> RelationClassifier:
    return RelationClassifier.load(importlib.resources.files("corpora") / "claims")


def read_weights(path: Traversable) -> Weights:
    """Return the weights of a table: a first line of intercepts as JSON, then feature and weights, tab-separated.

    Raises:
        ModelError: the table is missing or malformed.
    """
    try:
        lines = gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
        intercepts = np.array(json.loads(lines[0]), dtype=np.float32)
        names, values = zip(*(line.split("\t", 1) for line in lines[1:]), strict=True)
        flat = np.fromstring("\t".join(values), sep="\t", dtype=np.float32)
        rows = flat.reshape(len(names), len(intercepts))
    except (OSError, ValueError, EOFError, IndexError) as error:
        raise ModelError(f"{path}: is no table of weights ({error}); run 'python -m corpora train-claims'") from error
    return Weights({name: place for place, name in enumerate(names)}, rows, intercepts)

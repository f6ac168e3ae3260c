"""The relation classifier: two linear models over the features of a candidate.

The pair model, learnt from corpora that people and machines annotated, says how far the wording speaks for treatment
and for harm. The relation model, learnt from sentences of our own annotation, takes that as two more features, and what
the words of each zone mean by their vectors, and gives the probability of each relation. Both are logistic regressions
shipped as tables (corpora/claims, trained by `python -m corpora train-claims`); what the relation model makes of a
word's vector is a table too, so that reading needs no vectors.
"""

import gzip
import importlib.resources
import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources.abc import Traversable
from typing import NamedTuple
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from miner.errors import ModelError
from miner.reading.claims.features import ZONES, Features
from miner.records import ClaimRelation

Vector = NDArray[np.float32]
Probabilities = Mapping[ClaimRelation, float]
"""The probability of each of `RELATIONS`; they sum to one."""

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
PAIR_FEATURES = ("pair treats", "pair causes")
TABLES = ("pairs.tsv.gz", "relations.tsv.gz", "words.npz")


class Weights(NamedTuple):
    """A linear model: the place of each feature's row of weights, the rows, and the intercepts."""

    places: Mapping[str, int]
    rows: Vector
    intercepts: Vector


class WordScores(NamedTuple):
    """What a word says in each zone: its row, and the rows, of shape (words, zones, relations)."""

    places: Mapping[str, int]
    rows: Vector


class RelationClassifier:
    """Gives the probability of each relation. `RelationClassifier.load` reads the shipped tables.

    The rows of both models are kept side by side, with two columns that count the features that each model knows.

    Args:
        pairs: weights for treatment and harm.
        relations: weights for `RELATIONS`, with rows for `PAIR_FEATURES`.
        words: scores of words by zone for `RELATIONS`.
    """

    def __init__(self, pairs: Weights, relations: Weights, words: WordScores) -> None:
        # The first row of each table is of zeros, so that the place of a name is never 0.
        self._words = {word: place + 1 for word, place in words.places.items()}
        rows = np.concatenate([np.zeros((1, *words.rows.shape[1:]), dtype=np.float32), words.rows])
        self._zone_rows = [np.ascontiguousarray(rows[:, number]) for number in range(len(ZONES))]
        names = dict.fromkeys((*pairs.places, *relations.places))
        self._places = {name: place for place, name in enumerate(names, 1)}
        self._rows = np.zeros((len(names) + 1, 4 + len(RELATIONS)), dtype=np.float32)
        for name, place in pairs.places.items():
            self._rows[self._places[name], :3] = (*pairs.rows[place], 1)
        for name, place in relations.places.items():
            self._rows[self._places[name], 3:] = (1, *relations.rows[place])
        self._pair_intercepts = pairs.intercepts
        self._intercepts = relations.intercepts
        self._pair_rows = np.array([relations.rows[relations.places[name]] for name in PAIR_FEATURES]) * PAIR_SCALE

    @classmethod
    def load(cls, folder: Traversable | None = None) -> "RelationClassifier":
        """Return the classifier of a folder, or the shipped one, which is loaded once.

        Raises:
            ModelError: a table is missing or malformed.
        """
        if folder is None:
            return _shipped()
        pairs, relations, words = (folder / name for name in TABLES)
        return cls(read_weights(pairs), read_weights(relations), read_words(words))

    def probabilities(self, features: Features) -> Probabilities:
        """Return the probability of each of `RELATIONS` for a candidate."""
        return self.probabilities_of([features])[0]

    def probabilities_of(self, features: Sequence[Features]) -> list[Probabilities]:
        """Return the probabilities of many candidates, each the same whatever the others are."""
        names = [*(each.facts for each in features), *(each.wordings for each in features)]
        facts, wordings = np.split(_sums(self._places, self._rows, names), 2)
        known = facts[:, 2] + wordings[:, 2]
        pair_scores = self._pair_intercepts + (facts[:, :2] + wordings[:, :2]) / _root(known)
        scores = self._intercepts + facts[:, 4:] * FACT_SCALE + wordings[:, 4:] / _root(wordings[:, 3])
        scores = scores + pair_scores @ self._pair_rows
        for number in range(len(ZONES)):
            zones = [each.zones[number] for each in features]
            counts = np.array([len(words) for words in zones], dtype=np.float32)
            scores = scores + _sums(self._words, self._zone_rows[number], zones) / _root(counts)
        raised = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares = raised / raised.sum(axis=1, keepdims=True)
        return [dict(zip(RELATIONS, row, strict=True)) for row in shares.tolist()]


def _sums(places: Mapping[str, int], rows: Vector, names: Sequence[Sequence[str]]) -> Vector:
    """Return the sum of the rows of each list of names; the first row is of zeros and ends each list."""
    found: list[int] = []
    starts = []
    place_of = places.get
    for each in names:
        starts.append(len(found))
        found += filter(None, map(place_of, each))
        found.append(0)
    total: Vector = np.add.reduceat(rows[found], starts, axis=0)
    return total


def _root(counts: Vector) -> Vector:
    """Return the roots of counts as a column, 1 for none."""
    column: Vector = np.sqrt(np.maximum(counts, np.float32(1)))[:, None]
    return column


@cache
def _shipped() -> RelationClassifier:
    return RelationClassifier.load(importlib.resources.files("corpora") / "claims")


def read_weights(path: Traversable) -> Weights:
    """Return the weights of a table: a first line of intercepts as JSON, then feature and weights, tab-separated.

    Raises:
        ModelError: the table is missing or malformed.
    """
    try:
        first, *lines = gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
        intercepts = np.array(json.loads(first), dtype=np.float32)
        names, values = zip(*(line.split("\t", 1) for line in lines), strict=True)
        rows = np.array([[float(cell) for cell in row.split("\t")] for row in values], dtype=np.float32)
        if rows.shape != (len(names), len(intercepts)):
            raise ValueError(f"{rows.shape[-1]} weights a feature, {len(intercepts)} intercepts")  # noqa: TRY301
    except (OSError, EOFError, ValueError) as error:
        raise ModelError(f"{path}: is no table of weights ({error}); run 'python -m corpora train-claims'") from error
    return Weights({name: place for place, name in enumerate(names)}, rows, intercepts)


def read_words(path: Traversable) -> WordScores:
    """Return the scores of a table of words: arrays "words" and "scores" of shape (words, zones, relations).

    Raises:
        ModelError: the table is missing or malformed.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            words, scores = arrays["words"].tolist(), arrays["scores"].astype(np.float32)
        if scores.shape != (len(words), len(ZONES), len(RELATIONS)):
            raise ValueError(f"scores of shape {scores.shape} for {len(words)} words")  # noqa: TRY301
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        raise ModelError(f"{path}: is no table of words ({error}); run 'python -m corpora train-claims'") from error
    return WordScores({word: place for place, word in enumerate(words)}, scores)

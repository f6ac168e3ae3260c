"""The two models of claims while they are trained, and their tables as the classifier reads them."""

import gzip
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from spacy.language import Language

from corpora.training.claim_examples import PairExample, RelationExample
from miner.reading.claims.classifier import FACT_SCALE, PAIR_FEATURES, PAIR_SCALE, RELATIONS, Weights, WordScores
from miner.reading.claims.features import ZONES, Features

SILVER_WEIGHT = 0.5
PAIR_C = 10.0
RELATION_C = 1.0
ZONE_SCALE = 0.06
"""Weight of the zones' vectors, each dimension first divided by its standard deviation."""
FEATURE_ARTICLES_MIN = 3
WORD_EXAMPLES_MIN = 3
"""Examples in which a word must stand to be in the table of words."""
WEIGHT_MIN = 0.01
"""Weights nearer to zero are left out of the tables."""
VectorOf = Callable[[str], NDArray[np.float32]]
"""The vector of any word."""


class PairModel:
    """The pair model while it is trained: vocabulary and two logistic regressions.

    Args:
        examples: what to learn from.
    """

    def __init__(self, examples: Sequence[PairExample]) -> None:
        self._vocabulary = CountVectorizer(analyzer=_same, min_df=FEATURE_ARTICLES_MIN, binary=True)
        names = [_union(example.features) for example in examples]
        matrix = _scaled(self._vocabulary.fit_transform(names))
        weight = np.array([SILVER_WEIGHT if example.corpus == "silver" else 1.0 for example in examples])
        treats = np.array([example.is_treats for example in examples])
        causes = np.array([example.is_causes for example in examples])
        # BC5CDR annotates harm only: of its other pairs we do not know whether they are treatments
        knows = np.array([not example.corpus.startswith("bc5cdr") or example.is_causes for example in examples])
        self._models = [
            _regression(PAIR_C).fit(matrix[knows], treats[knows], sample_weight=weight[knows]),
            _regression(PAIR_C).fit(matrix, causes, sample_weight=weight),
        ]

    def scores(self, features: Iterable[Sequence[Features]]) -> NDArray[np.float64]:
        """Return the log odds of treatment and of harm, one row for each list of features."""
        matrix = _scaled(self._vocabulary.transform([_union(each) for each in features]))
        return np.array([model.decision_function(matrix) for model in self._models]).T

    def weights(self) -> Weights:
        """Return the model as the classifier reads it."""
        rows = np.array([model.coef_[0] for model in self._models], dtype=np.float32).T
        intercepts = np.array([float(model.intercept_[0]) for model in self._models], dtype=np.float32)
        return Weights(_index(self._vocabulary), rows, intercepts * 1.0)


def _regression(c: float) -> LogisticRegression:
    return LogisticRegression(C=c, max_iter=300, solver="liblinear", intercept_scaling=10, random_state=0)


def _same(names: list[str]) -> list[str]:
    return names


def _union(features: Sequence[Features]) -> list[str]:
    return sorted({name for each in features for name in (*each.facts, *each.wordings)})


def _scaled(matrix: csr_matrix) -> csr_matrix:
    counts = np.asarray(matrix.sum(axis=1)).ravel()
    return csr_matrix(diags(1 / np.sqrt(np.maximum(counts, 1))) @ matrix)


def _index(vectorizer: CountVectorizer) -> dict[str, int]:
    return {name: place for place, name in enumerate(vectorizer.get_feature_names_out())}


class RelationModel:
    """The relation model while it is trained.

    Args:
        examples: annotated sentences.
        pair_scores: the pair model's scores of each.
        vector_of: the vectors of words.
    """

    def __init__(
        self, examples: Sequence[RelationExample], pair_scores: NDArray[np.float64], vector_of: VectorOf
    ) -> None:
        self._facts = CountVectorizer(analyzer=_same, min_df=FEATURE_ARTICLES_MIN, binary=True)
        self._wordings = CountVectorizer(analyzer=_same, min_df=2, binary=True)
        features = [example.features for example in examples]
        self._facts.fit([each.facts for each in features])
        self._wordings.fit([each.wordings for each in features])
        self._vector_of = vector_of
        self._deviations = _zone_vectors(features, vector_of).std(axis=0) + 1e-6
        self._model = LogisticRegression(C=RELATION_C, max_iter=2000, random_state=0)
        self._model.fit(self._matrix(features, pair_scores), [example.target for example in examples])

    def _matrix(self, features: Sequence[Features], pair_scores: NDArray[np.float64]) -> csr_matrix:
        facts = self._facts.transform([each.facts for each in features])
        wordings = _scaled(self._wordings.transform([each.wordings for each in features]))
        zones = _zone_vectors(features, self._vector_of) / self._deviations * ZONE_SCALE
        parts = [facts * FACT_SCALE, wordings, csr_matrix(zones), csr_matrix(pair_scores * PAIR_SCALE)]
        return csr_matrix(hstack(parts))

    def probabilities(self, features: Sequence[Features], pair_scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probability of each of `RELATIONS`, one row for each candidate."""
        found = np.zeros((len(features), len(RELATIONS)))
        found[:, self._model.classes_] = self._model.predict_proba(self._matrix(features, pair_scores))
        return found

    def _rows(self) -> NDArray[np.float32]:
        """Return the weights of all features, zones among them, for each of `RELATIONS`."""
        rows = np.zeros((self._model.coef_.shape[1], len(RELATIONS)), dtype=np.float32)
        rows[:, self._model.classes_] = self._model.coef_.T
        return rows

    def weights(self) -> Weights:
        """Return the model without its zones as the classifier reads it."""
        rows = self._rows()
        intercepts = np.full(len(RELATIONS), -20.0, dtype=np.float32)
        intercepts[self._model.classes_] = self._model.intercept_
        facts, wordings = _index(self._facts), _index(self._wordings)
        index = dict(facts) | {name: len(facts) + place for name, place in wordings.items()}
        index |= {name: len(rows) - 2 + place for place, name in enumerate(PAIR_FEATURES)}
        return Weights(index, rows, intercepts)

    def word_scores(self, words: Sequence[str]) -> WordScores:
        """Return what the zones' weights make of the vector of each word."""
        width = len(self._deviations) // len(ZONES)
        first = len(self._facts.vocabulary_) + len(self._wordings.vocabulary_)
        scaled = self._rows()[first : first + len(self._deviations)] * (ZONE_SCALE / self._deviations)[:, None]
        by_zone = scaled.reshape(len(ZONES), width, len(RELATIONS))
        vectors = np.array([self._vector_of(word) for word in words])
        rows = np.einsum("wd,zdr->wzr", vectors, by_zone).astype(np.float32)
        return WordScores({word: place for place, word in enumerate(words)}, rows)


def _zone_vectors(features: Sequence[Features], vector_of: VectorOf) -> NDArray[np.float64]:
    """Return the vectors of each zone side by side: the sum over its words, divided by the root of their number."""
    width = len(vector_of("a"))
    found = np.zeros((len(features), len(ZONES), width))
    for row, each in enumerate(features):
        for zone, words in enumerate(each.zones):
            if words:
                found[row, zone] = np.sum([vector_of(word) for word in words], axis=0) / len(words) ** 0.5
    return found.reshape(len(features), -1)


def vectors_of(nlp: Language) -> VectorOf:
    """Return the unit vectors of a model's vocabulary, which knows parts of words and so gives any word one."""

    @cache
    def vector_of(word: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = np.asarray(nlp.vocab.get_vector(word), dtype=np.float32)
        length = float(np.linalg.norm(vector))
        return vector / length if length else vector

    return vector_of


def common_words(examples: Iterable[Features]) -> list[str]:
    """Return the words that at least WORD_EXAMPLES_MIN examples have, sorted."""
    counts = Counter(word for each in examples for word in set(each.zones[-1]))
    return sorted(word for word, count in counts.items() if count >= WORD_EXAMPLES_MIN)


def write_weights(path: Path, weights: Weights) -> None:
    """Write a model as the classifier reads it, the same bytes for the same model."""
    lines = [json.dumps([round(float(value), 4) for value in weights.intercepts])]
    for name, place in weights.places.items():
        row = weights.rows[place]
        if float(np.abs(row).max()) >= WEIGHT_MIN:
            lines.append("\t".join((name, *(f"{value:.3g}" for value in row))))
    with path.open("wb") as file, gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
        packed.write("\n".join(lines).encode("utf-8"))


def write_words(path: Path, words: WordScores) -> None:
    """Write the scores of words as the classifier reads them, the same bytes for the same scores."""
    arrays = {"words": np.array(list(words.places)), "scores": words.rows.astype(np.float16)}
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            content = io.BytesIO()
            np.save(content, array, allow_pickle=False)
            archive.writestr(ZipInfo(f"{name}.npy"), content.getvalue(), ZIP_DEFLATED)

"""Trains the classifier of designs: logistic regressions whose table ships in corpora/designs, and its card."""

import gzip
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from corpora.measure.designs import evaluate_designs
from corpora.training.design_card import write_card
from corpora.training.design_examples import (
    read_annotated,
    read_annotated_texts,
    read_typed,
    target_of_medline,
)
from miner.reading.designs.classifier import FACT, GROUPS, DesignClassifier
from miner.reading.designs.features import Features, make_features
from miner.reading.designs.rules import apply_rules
from miner.records import Article, Design

C = 1.0
FACT_SCALE = 0.5
WORDING_SCALE = 4.0
"""How far facts, and wordings together, may move a decision; both set by five folds of the training half."""
ANNOTATED_WEIGHT = 4.0
"""Weight of an annotated abstract; MEDLINE's labels, which are partial, count one."""
EXAMPLES_MIN = 4
WORDINGS_MAX = 6_000
"""Wordings that are kept: those with the largest weights in a first fit; the second fit knows only these."""


class Example(NamedTuple):
    """The features of an article, its group if known, and the groups of which nothing is known."""

    features: Features
    group: Design | None
    unknown: frozenset[Design]
    weight: float = 1.0


def train_designs(data: Path, folder: Path) -> Mapping[str, int]:
    """Train the classifier on even PMIDs, write its table and card, and return the counts of what it learnt from.

    Raises:
        SourceError: a file of the reference data is missing or malformed.
        OSError: the annotations cannot be read, or the table not be written.
    """
    annotated = {each.pmid: each for each in read_annotated(folder / "annotated.tsv")}
    without_licence = _unlicensed(data)
    examples = [
        Example(features_of(article), target.group, target.unknown)
        for article in read_typed(data)
        if article.pmid % 2 == 0
        and article.pmid not in annotated
        and article.pmid not in without_licence
        and (target := target_of_medline(article)) is not None
    ]
    typed_count = len(examples)
    texts = read_annotated_texts(data, {pmid for pmid in annotated if pmid % 2 == 0})
    examples += [
        Example(features_of(article), annotated[pmid].group, frozenset(), ANNOTATED_WEIGHT)
        for pmid, article in sorted(texts.items())
    ]
    model = DesignModel(examples)
    write_table(folder / "weights.tsv.gz", *model.table())
    DesignClassifier.load(folder / "weights.tsv.gz")
    positives = Counter(example.group.title for example in examples if example.group is not None)
    counts = {"articles with MEDLINE's types": typed_count, "annotated abstracts": len(texts)}
    scores = evaluate_designs(data).scores
    write_card(folder / "README.md", counts, positives, len(model.names), scores)
    return counts


def features_of(article: Article) -> Features:
    """Return what the classifier sees of an article."""
    return make_features(article, apply_rules(article))


def _unlicensed(data: Path) -> set[int]:
    path = data / "corpora" / "claims" / "asreview_rcts_full_labels.tsv.gz"
    lines = gzip.decompress(path.read_bytes()).decode("ascii").splitlines()[1:]
    return {int(line.partition("\t")[0]) for line in lines}


class DesignModel:
    """The classifier while it is trained: the names of its features and a logistic regression for each group.

    Args:
        examples: what to learn from.
    """

    def __init__(self, examples: Sequence[Example]) -> None:
        facts = [[f"{FACT}: {fact}" for fact in example.features.facts] for example in examples]
        wordings = [sorted(example.features.names()) for example in examples]
        self._facts = CountVectorizer(analyzer=_same, min_df=EXAMPLES_MIN, binary=True).fit(facts)
        vectorizer = CountVectorizer(analyzer=_same, min_df=EXAMPLES_MIN, binary=True).fit(wordings)
        fact_matrix = self._facts.transform(facts) * FACT_SCALE
        counts = vectorizer.transform(wordings)
        first = _fit(examples, hstack([fact_matrix, _scaled(counts)]))
        strength = np.abs(first[0][fact_matrix.shape[1] :]).max(axis=1)
        kept = np.sort(np.argsort(-strength, kind="stable")[:WORDINGS_MAX])
        self._rows, self._intercepts = _fit(examples, hstack([fact_matrix, _scaled(counts[:, kept])]))
        self.names = [*self._facts.get_feature_names_out(), *vectorizer.get_feature_names_out()[kept]]

    def table(self) -> tuple[list[str], NDArray[np.float64], NDArray[np.float64]]:
        """Return names, weights with the scales in them, and intercepts."""
        scale = np.full(len(self.names), WORDING_SCALE)
        scale[: len(self._facts.vocabulary_)] = FACT_SCALE
        return self.names, self._rows * scale[:, None], self._intercepts


def _fit(examples: Sequence[Example], matrix: csr_matrix) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return weights of shape (features, groups) and intercepts; a group is fitted where it is known."""
    matrix = csr_matrix(matrix)
    weights = np.array([example.weight for example in examples])
    columns, intercepts = [], []
    for group in GROUPS:
        is_known = np.array([group not in example.unknown for example in examples])
        is_right = np.array([example.group is group for example in examples])
        model = LogisticRegression(C=C, max_iter=300, solver="liblinear", intercept_scaling=10, random_state=0)
        model.fit(matrix[is_known], is_right[is_known], sample_weight=weights[is_known])
        columns.append(model.coef_[0])
        intercepts.append(float(model.intercept_[0]))
    return np.array(columns).T, np.array(intercepts)


def _same(names: list[str]) -> list[str]:
    return names


def _scaled(matrix: csr_matrix) -> csr_matrix:
    counts = np.asarray(matrix.sum(axis=1)).ravel()
    return csr_matrix(diags(WORDING_SCALE / np.sqrt(np.maximum(counts, 1))) @ matrix)


def write_table(path: Path, names: Sequence[str], rows: NDArray[np.float64], intercepts: NDArray[np.float64]) -> None:
    """Write the table as the classifier reads it, the same bytes for the same model."""
    first = {group.title: round(float(value), 4) for group, value in zip(GROUPS, intercepts, strict=True)}
    lines = [json.dumps(first)]
    lines += ["\t".join((name, *(f"{value:.3g}" for value in row))) for name, row in zip(names, rows, strict=True)]
    with path.open("wb") as file, gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
        packed.write("\n".join(lines).encode("utf-8"))

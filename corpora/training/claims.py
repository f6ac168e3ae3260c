"""Trains the relation classifier of claims: two logistic regressions whose tables ship in corpora/claims."""

from collections.abc import Collection, Mapping
from pathlib import Path

from corpora.training.claim_examples import pair_examples, read_labels, relation_examples
from corpora.training.claim_models import (
    PairModel,
    RelationModel,
    common_words,
    vectors_of,
    write_weights,
    write_words,
)
from miner.reading.claims.classifier import TABLES, RelationClassifier
from miner.reading.reader import Reader

LABELS = Path(__file__).resolve().parents[1] / "claims" / "labels.tsv"


def train_claims(data: Path, folder: Path, without: Collection[int] = ()) -> Mapping[str, int]:
    """Train both models, write their tables into the folder, and return the counts of what they learnt from.

    Articles `without` teach nothing.
    """
    labels = [label for label in read_labels(LABELS) if label.pmid not in without]
    reader = Reader.load()
    relations = relation_examples(data, labels, reader)
    annotated = {label.pmid for label in labels}
    pairs = [
        example for example in pair_examples(data) if example.pmid not in annotated and example.pmid not in without
    ]
    pair_model = PairModel(pairs)
    scores = pair_model.scores([[example.features] for example in relations])
    relation_model = RelationModel(relations, scores, vectors_of(reader.nlp))
    for name, weights in zip(TABLES, (pair_model.weights(), relation_model.weights()), strict=False):
        write_weights(folder / name, weights)
    words = common_words([*(example.features for example in relations), *(f for pair in pairs for f in pair.features)])
    write_words(folder / TABLES[2], relation_model.word_scores(words))
    RelationClassifier.load(folder)
    return {"pairs of the corpora": len(pairs), "annotated sentences": len(relations), "words": len(words)}

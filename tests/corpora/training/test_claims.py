"""Tests of corpora.training.claim_examples and claim_models: annotated sentences, tables that say what models said."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpora.measure.claim_relations import LABELS
from corpora.training.claim_examples import (
    LABEL_COLUMNS,
    Label,
    PairExample,
    RelationExample,
    fold_of,
    read_labels,
)
from corpora.training.claim_models import (
    WORD_EXAMPLES_MIN,
    PairModel,
    RelationModel,
    common_words,
    write_weights,
    write_words,
)
from miner.errors import SourceError
from miner.reading.claims.classifier import RELATIONS, RelationClassifier
from miner.reading.claims.features import ArticleFeatures
from tests.miner.reading.claims.marked import judged_of

SENTENCES = {
    "treats": "<Aspirin> relieved [headache] in {} patients.",
    "given for": "{} patients with [headache] received <aspirin>.",
    "causes": "The [headache] of {} patients was induced by <aspirin>.",
    "measured": "Serum <aspirin> rose in {} patients with [headache].",
}
HEADER = "\t".join(LABEL_COLUMNS)


def relation_examples() -> list[RelationExample]:
    found = []
    for relation, marked in SENTENCES.items():
        for number in range(8):
            _, judged = judged_of(("RESULTS", marked.format(number)))
            label = Label(number, (0, 1), ((0, 1),), ((0, 1),), relation, "stated", (), "random")
            found.append(RelationExample(label, judged[0], ArticleFeatures(judged).of(0)))
    return found


def vector_of(word: str) -> NDArray[np.float32]:
    return np.array([word.count(letter) for letter in "aeio"], dtype=np.float32)


def test_the_tables_give_the_probabilities_of_the_models(tmp_path: Path) -> None:
    examples = relation_examples()
    pairs = [
        PairExample(
            "biored_train",
            number,
            ("a", "b"),
            [example.features],
            example.label.relation in {"treats", "given for"},
            example.label.relation == "causes",
        )
        for number, example in enumerate(examples)
    ]
    pair_model = PairModel(pairs)
    scores = pair_model.scores([[example.features] for example in examples])
    relation_model = RelationModel(examples, scores, vector_of)
    write_weights(tmp_path / "pairs.tsv.gz", pair_model.weights())
    write_weights(tmp_path / "relations.tsv.gz", relation_model.weights())
    words = common_words(example.features for example in examples)
    write_words(tmp_path / "words.npz", relation_model.word_scores(words))
    classifier = RelationClassifier.load(tmp_path)
    by_model = relation_model.probabilities([example.features for example in examples], scores)
    by_tables = [list(classifier.probabilities(example.features).values()) for example in examples]
    assert np.abs(by_model - np.array(by_tables)).max() < 0.02, "weights near zero and digits are left out"


def test_the_same_model_is_the_same_bytes(tmp_path: Path) -> None:
    contents = []
    for name in ("one", "other"):
        examples = relation_examples()
        model = RelationModel(examples, np.zeros((len(examples), 2)), vector_of)
        write_weights(tmp_path / name, model.weights())
        write_words(tmp_path / "words", model.word_scores(["relieved", "induced"]))
        contents.append((tmp_path / name).read_bytes() + (tmp_path / "words").read_bytes())
    assert contents[0] == contents[1]


def test_common_words_stand_in_several_examples() -> None:
    features = [example.features for example in relation_examples()]
    assert "relieved" in common_words(features)
    assert common_words(features[: WORD_EXAMPLES_MIN - 1]) == []


def test_a_wrong_link_teaches_no_use() -> None:
    one, *_ = relation_examples()
    assert RELATIONS[one.target].value == "treats"
    for flag in ("baddrug", "baddisease"):
        wrong = one._replace(label=one.label._replace(flags=(flag,)))
        assert RELATIONS[wrong.target].value == "mentioned"


def test_an_aim_teaches_a_use_without_result() -> None:
    one, *_ = relation_examples()
    aim = one._replace(label=one.label._replace(certainty="question"))
    assert RELATIONS[aim.target].value == "given for"


def test_folds_are_of_articles_and_do_not_depend_on_their_order() -> None:
    assert fold_of([3, 1, 2, 3]) == fold_of([1, 2, 3])
    assert set(fold_of(range(50)).values()) == set(range(5))


def test_the_shipped_sentences_hold_offsets_and_labels_and_no_text() -> None:
    labels = read_labels(LABELS)
    assert {label.sample for label in labels} == {"random", "chosen", "claimed"}
    allowed = {"baddrug", "baddisease", "approved", "recommended", "notrecommended", "unsure"}
    assert {flag for label in labels for flag in label.flags} <= allowed
    words = {word for line in LABELS.read_text("utf-8").splitlines()[1:] for word in line.split("\t")[:4] if word}
    assert all(set(word) <= set("0123456789- ") for word in words)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "its first line is not the columns"),
        ("pmid\tsentence\n", "its first line is not the columns"),
        (f"{HEADER}\n1\t0-9\t0-2\t3-9\ttreats\tstated\t", "line 2 is no annotated sentence"),
        (f"{HEADER}\n1\t0-9\t0-2\t3-9\tcures\tstated\t\trandom", "'cures' is not a valid ClaimRelation"),
        (f"{HEADER}\n1\t\t0-2\t3-9\ttreats\tstated\t\trandom", "line 2 is no annotated sentence"),
    ],
)
def test_a_malformed_table_is_one_line(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "labels.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match=reason):
        read_labels(path)

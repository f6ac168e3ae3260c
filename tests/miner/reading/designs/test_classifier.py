"""Tests of miner.reading.designs.classifier and features: what the table knows is found, in any run alike."""

import gzip
from pathlib import Path

import numpy as np
import pytest

from miner.errors import ModelError
from miner.reading.designs.classifier import GROUPS, DesignClassifier, group_of
from miner.reading.designs.features import Features, largest_number, make_features
from miner.reading.designs.rules import apply_rules
from miner.records import Design
from tests.miner.reading.designs.articles import article_of

TEXT = ("A cohort of 120 adults", "We followed 120 adults for 10 years. The adults had lupus; 12 adults died.")


def features() -> Features:
    article = article_of(*TEXT)
    return make_features(article, apply_rules(article))


def classifier_of(**weights: float) -> DesignClassifier:
    rows = np.zeros((len(weights), len(GROUPS)), dtype=np.float32)
    rows[:, GROUPS.index(Design.OBSERVATIONAL)] = list(weights.values())
    names = [name.replace("_", " ").replace("0 ", ": ", 1) for name in weights]
    return DesignClassifier(names, rows, np.zeros(len(GROUPS), dtype=np.float32))


def test_every_design_has_a_group() -> None:
    assert {group_of(design) for design in Design} == set(GROUPS)


def test_words_and_pairs_of_their_zone_count_once() -> None:
    known = classifier_of(title0_cohort=1.0, abstract0_adults=2.0, abstract0_we_followed=4.0)
    other = classifier_of(abstract0_cohort=1.0, title0_lupus=2.0, abstract0_adults_we=4.0)
    assert known.scores(features())[Design.OBSERVATIONAL] == pytest.approx(7 / 3**0.5)
    assert other.scores(features())[Design.OBSERVATIONAL] == 0


def test_the_table_finds_the_names_that_training_sees() -> None:
    found = features()
    names = dict.fromkeys(found.names())
    rows = np.ones((len(names), len(GROUPS)), dtype=np.float32)
    classifier = DesignClassifier(list(names), rows, np.zeros(len(GROUPS), dtype=np.float32))
    assert classifier.scores(found)[Design.ANIMAL] == pytest.approx(len(names) ** 0.5, rel=1e-5)
    assert "abstract: 000 adults" in names, "a number is as many zeros as it has digits"


def test_the_largest_number_of_people_is_found_in_digits_and_words() -> None:
    words = ["of", "300", "mice", "and", "twelve", "newly", "diagnosed", "patients", "9", "patients", "died"]
    assert largest_number(words) == 12
    assert largest_number(["300", "mice"]) == 0


def test_nothing_in_common_with_the_table_leaves_the_intercepts() -> None:
    assert set(classifier_of(title0_x=1.0).scores(features()).values()) == {0.0}


@pytest.mark.parametrize("content", [b"", b"no gzip", gzip.compress(b"[]"), gzip.compress(b'{"a": 1}\nfact: x\t1')])
def test_a_damaged_table_is_an_error_that_says_what_to_do(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "weights.tsv.gz"
    path.write_bytes(content)
    with pytest.raises(ModelError, match="train-designs"):
        DesignClassifier.load(path)

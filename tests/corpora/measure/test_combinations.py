"""A gold set counts when all its drugs link, and a set that reading made when people marked every drug in it."""

import gzip
import json
from pathlib import Path

import pytest

from corpora.measure.combinations import Annotated, compare_sets, read_annotated
from miner.errors import SourceError
from miner.reading.claims.combinations import Place

DRUGS = [Place(0, 1, ("A",)), Place(4, 5, ("B",)), Place(8, 9, ("C",))]


def sentence(*sets: tuple[str, tuple[tuple[int, int], ...]]) -> Annotated:
    """A sentence whose first two drugs people marked."""
    return Annotated("a, b, c", ((0, 1), (4, 5)), sets)


def test_exact_sets_count() -> None:
    gold = sentence(("POS", ((0, 1), (4, 5))))
    assert compare_sets(gold, DRUGS, [Place(0, 5, ("A", "B"))])["positive"] == (1, 0, 0)
    assert compare_sets(gold, DRUGS, DRUGS)["positive"] == (0, 0, 1)


def test_sets_with_an_unmarked_drug_count_for_nothing() -> None:
    found = compare_sets(sentence(), DRUGS, [Place(0, 9, ("A", "C"))])
    assert found["any"] == (0, 0, 0)
    assert compare_sets(sentence(), DRUGS, [Place(0, 5, ("A", "B"))])["any"] == (0, 1, 0)


def test_a_gold_set_with_a_drug_that_does_not_link_is_left_out() -> None:
    assert compare_sets(sentence(("POS", ((0, 1), (4, 5)))), DRUGS[:1], [])["any"] == (0, 0, 0)


def test_spaces_between_tokens_are_taken_out(tmp_path: Path) -> None:
    row = {
        "sentence": "x ( 5 mg ) , y .",
        "spans": [{"start": 0, "end": 1}, {"start": 13, "end": 14}],
        "rels": [{"class": "POS", "spans": [0, 1]}],
    }
    path = tmp_path / "corpus.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(row).encode()))
    (found,) = read_annotated(path)
    assert found.text == "x (5 mg), y."
    assert [found.text[start:end] for start, end in found.drugs] == ["x", "y"]


def test_a_damaged_corpus_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        list(read_annotated(tmp_path / "missing.jsonl.gz"))

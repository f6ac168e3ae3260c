"""The measure of label texts; all texts are invented."""

from collections.abc import Iterable
from typing import Any

import pytest

from corpora.measure.label_texts import (
    AnnotatedText,
    Annotation,
    bootstrap,
    compare_text,
    read_annotated_texts,
    wilson,
)
from corpora.measure.scores import Counts
from miner.labels.text.reader import ReadText
from miner.labels.text.statements import find_statements
from tests.miner.labels.text.invented import mentions

TEXT = "Zelvora is indicated for glorp and snark. Prevention of boojum."


class Everything:
    """A lexicon that has every disease."""

    def __contains__(self, curie: str) -> bool:
        return True

    @staticmethod
    def descendants(curie: str) -> frozenset[str]:
        return frozenset({curie})


def compared(uses: Iterable[tuple[str, str, str]], *words: str) -> tuple[Counts, int]:
    annotations = tuple(
        Annotation(
            TEXT.index(word), TEXT.index(word) + len(word), relation, frozenset(filter(None, diseases.split("|")))
        )
        for word, relation, diseases in uses
    )
    found = tuple(mentions(TEXT, list(words)))
    read = ReadText(TEXT, found, tuple(find_statements(TEXT, found)))
    lexicon: Any = Everything()
    result = compare_text(AnnotatedText("x", "random", "dev", annotations), TEXT, read, lexicon)
    return result.counts, result.related_count


def test_a_use_is_found_by_any_of_its_identifiers() -> None:
    assert compared([("glorp", "treats", "TEST:other|TEST:glorp")], "glorp") == (Counts(1, 0, 0), 1)


def test_a_disease_in_no_use_is_spurious_and_a_use_not_found_is_missed() -> None:
    assert compared([("glorp", "treats", "TEST:glorp")], "snark") == (Counts(0, 1, 1), 0)


def test_a_relation_can_be_wrong() -> None:
    uses = [("glorp", "prevents", "TEST:glorp"), ("boojum", "prevents", "TEST:boojum")]

    assert compared(uses, "glorp", "boojum") == (Counts(2, 0, 0), 1)


def test_a_use_without_identifier_is_left_out_with_what_was_found_for_it() -> None:
    assert compared([("glorp", "treats", "")], "glorp") == (Counts(0, 0, 0), 0)


def test_the_shipped_annotations_are_whole() -> None:
    texts = read_annotated_texts()

    assert len(texts) == len({text.name for text in texts}) == 300
    assert {(text.half, text.part) for text in texts} == {(h, p) for h in ("random", "hard") for p in ("dev", "test")}
    assert all(use.start < use.end for text in texts for use in text.uses)


def test_an_interval_holds_its_share() -> None:
    low, high = wilson(90, 100)

    assert low == pytest.approx(0.826, abs=0.001)
    assert high == pytest.approx(0.945, abs=0.001)
    assert wilson(0, 0) == (0.0, 1.0)


def test_the_bootstrap_holds_precision_and_recall() -> None:
    low, high = bootstrap([Counts(9, 1, 1)] * 5 + [Counts(8, 2, 2)] * 5)

    assert low[0] <= 0.85 <= high[0]
    assert low[1] <= 0.85 <= high[1]
    assert bootstrap([]) == ((0.0, 0.0), (0.0, 0.0))

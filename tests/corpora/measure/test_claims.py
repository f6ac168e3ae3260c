"""Claims are scored as pairs of drug and disease per document, whichever sentence states them."""

from pathlib import Path

import pytest

from corpora.measure.claims import ClaimDocument, document_of, evaluate_claims, score_claims
from corpora.measure.scores import Score
from corpora.readers import GoldDocument, GoldMention, GoldRelation
from miner.errors import SourceError

TEXT = "Drugs and harm\nMorphine improved pain. Morphine and asthma were recorded. Haloperidol was given."
MENTIONS = (
    ("Morphine improved", "Chemical", "D1"),
    ("pain", "Disease", "D2"),
    ("Morphine and", "Chemical", "D1"),
    ("asthma", "Disease", "D3|D9"),
    ("Haloperidol", "Chemical", "D4"),
)


@pytest.fixture
def document() -> ClaimDocument:
    relations = [("D1", "D2"), ("D3", "D1"), ("D4", "D2")]
    return document_of(
        GoldDocument(
            pmid=1,
            text=TEXT,
            mentions=tuple(
                GoldMention(
                    start=(start := TEXT.index(words)),
                    end=start + len(words.split(" ", maxsplit=1)[0]),
                    text=words.split(" ", maxsplit=1)[0],
                    type=type_name,
                    identifier=identifier,
                )
                for words, type_name, identifier in MENTIONS
            ),
            relations=tuple(GoldRelation(type="Negative_Correlation", first=a, second=b) for a, b in relations),
        )
    )


def score(measure: str, label: str, found: int, missed: int, *, has_precision: bool) -> Score:
    return Score(
        measure=measure,
        part="sample",
        label=label,
        found_count=found,
        spurious_count=0,
        missed_count=missed,
        has_precision=has_precision,
    )


def test_a_pair_is_found_by_its_relation_and_named_together_by_any(document: ClaimDocument) -> None:
    assert list(score_claims("sample", [document])) == [
        score("claims", "treats", 1, 2, has_precision=True),
        score("claims, any relation", "treats", 2, 1, has_precision=False),
        score("claims", "causes", 0, 0, has_precision=True),
        score("claims, any relation", "causes", 0, 0, has_precision=False),
    ]


def test_a_corpus_that_is_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"biored_dev\.pubtator\.gz"):
        evaluate_claims(tmp_path, "dev")


def test_precision_and_recall_on_the_development_parts(shared_data: Path) -> None:
    scores = evaluate_claims(shared_data, "dev")
    assert [(each.measure, each.part, each.label, each.gold_count) for each in scores] == [
        ("claims", "biored", "treats", 89),
        ("claims", "biored", "causes", 98),
        ("claims", "bc5cdr", "causes", 994),
        ("claims, any relation", "biored", "treats", 89),
        ("claims, any relation", "biored", "causes", 98),
        ("claims, any relation", "bc5cdr", "causes", 994),
    ]
    assert all(each.f1 > 0.5 for each in scores)

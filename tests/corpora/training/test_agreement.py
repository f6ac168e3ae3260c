"""Machine annotations are training data only where the network agrees with them."""

from collections import Counter

import pytest
from spacy.language import Language

from corpora.readers import Corpus, GoldDocument, GoldMention
from corpora.training.agreement import make_agreed_examples
from miner.reading.nlp.tokens import make_blank

TEXT = "Aspirin caused asthma and rash."


@pytest.fixture
def nlp() -> Language:
    blank = make_blank()
    rules = blank.add_pipe("entity_ruler")
    rules.add_patterns(  # type: ignore[attr-defined]
        [{"label": "CHEMICAL", "pattern": "Aspirin"}, {"label": "DISEASE", "pattern": "rash"}]
    )
    return blank


def mention(text: str, type_: str) -> GoldMention:
    return GoldMention(start=TEXT.index(text), end=TEXT.index(text) + len(text), text=text, type=type_)


def test_agreed_mentions_are_taught_and_disputed_ones_are_missing(nlp: Language) -> None:
    document = GoldDocument(pmid=1, text=TEXT, mentions=(mention("Aspirin", "Chemical"), mention("asthma", "Disease")))
    counts: Counter[str] = Counter()
    corpus = Corpus(name="pubtator3_silver", documents=(document,), mismatches=0)
    (example,) = make_agreed_examples(nlp, corpus, counts)
    assert [(token.text, token.ent_iob_) for token in example.reference] == [
        ("Aspirin", "B"),
        ("caused", "O"),
        ("asthma", ""),
        ("and", "O"),
        ("rash", ""),
        (".", "O"),
    ]
    assert (counts["agreed"], counts["disputed"]) == (1, 2)
    assert nlp.pipe_names == ["entity_ruler"]

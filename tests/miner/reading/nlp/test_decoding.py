"""Decoding many documents in one batch yields the same mentions as spaCy's word-by-word decoding."""

from typing import Any

import numpy as np
import pytest
from spacy.language import Language
from spacy.tokens import Doc

from miner.reading.nlp.decoding import BatchDecoder
from miner.reading.nlp.tokens import make_blank

LABELS = ("CHEMICAL", "DISEASE")
WORDS = ["aspirin", "in", "lung", "cancer", ",", "and", "\n", "of", "MS", ".", "small-cell", "vitamin", "D"]


@pytest.fixture(scope="module")
def nlp() -> Language:
    """A pipeline with a "ner" of random weights, which does everything that the rules allow."""
    nlp = make_blank()
    nlp.vocab.strings.add("")
    recognizer: Any = nlp.add_pipe("ner")
    for label in LABELS:
        recognizer.add_label(label)
    nlp.initialize()
    random = np.random.default_rng(1)
    for layer in ("lower", "upper"):
        weights = recognizer.model.get_ref(layer)
        for name in weights.param_names:
            weights.set_param(name, random.normal(size=weights.get_param(name).shape).astype(np.float32))
    return nlp


def make_docs(nlp: Language, count: int, length: int) -> list[Doc]:
    """Documents of random words, a tenth of which begin a sentence and a tenth of which cannot."""
    random = np.random.default_rng(2)
    docs = []
    for _ in range(count):
        doc = Doc(nlp.vocab, words=random.choice(WORDS, size=random.integers(0, length)).tolist())
        for token, draw in zip(doc, random.random(len(doc)).tolist(), strict=True):
            if token.i and (draw < 0.1 or draw > 0.9):
                token.is_sent_start = draw < 0.1
        docs.append(doc)
    return docs


def mentions(docs: list[Doc]) -> list[list[tuple[int, int, str]]]:
    return [[(span.start, span.end, span.label_) for span in doc.ents] for doc in docs]


def test_the_mentions_are_those_of_spacy(nlp: Language) -> None:
    recognizer: Any = nlp.get_pipe("ner")
    expected = mentions(list(recognizer.pipe(make_docs(nlp, 60, 40))))
    assert mentions(list(BatchDecoder(recognizer).pipe(make_docs(nlp, 60, 40)))) == expected
    lengths = {end - start for found in expected for start, end, _ in found}
    assert {1, 2, 3} < lengths, "the random weights make no mentions of several words"
    assert {label for found in expected for _, _, label in found} == set(LABELS)


def test_a_document_is_decided_the_same_alone_and_in_any_batch(nlp: Language) -> None:
    decoder = BatchDecoder(nlp.get_pipe("ner"))
    together = mentions(list(decoder.pipe(make_docs(nlp, 30, 40))))
    assert mentions(list(decoder.pipe(make_docs(nlp, 30, 40), batch_size=7))) == together
    assert mentions([decoder(doc) for doc in make_docs(nlp, 30, 40)]) == together


def test_documents_without_words_have_no_mentions(nlp: Language) -> None:
    decoder = BatchDecoder(nlp.get_pipe("ner"))
    assert mentions(list(decoder.pipe([Doc(nlp.vocab), Doc(nlp.vocab)]))) == [[], []]
    assert list(decoder.pipe([])) == []


def test_another_shape_of_network_is_left_to_spacy() -> None:
    nlp = make_blank()
    recognizer: Any = nlp.add_pipe("beam_ner")
    recognizer.add_label("DISEASE")
    nlp.initialize()
    assert not BatchDecoder.can_decode(recognizer)

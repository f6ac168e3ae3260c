"""The network's first layer remembers words, and its encoder reads in blocks: the numbers stay the same."""

from typing import Any

import numpy as np
import pytest
from spacy.language import Language
from spacy.tokens import Doc

from miner.reading import embedding
from miner.reading.models import load_model

TEXTS = ["Aspirin in lung cancer.", "", "Aspirin, aspirin and ASPIRIN in cancer of the lung.", "MS"] * 3


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_model()


@pytest.fixture(scope="module")
def docs(nlp: Language) -> list[Doc]:
    return [nlp(text) for text in TEXTS]


def encode(nlp: Language, docs: list[Doc]) -> list[np.ndarray]:  # type: ignore[type-arg]
    encoder: Any = nlp.get_pipe("ner").model.get_ref("tok2vec").layers[0]  # type: ignore[attr-defined]
    return list(encoder.predict(docs))


def test_a_remembered_word_has_the_same_vector(nlp: Language, docs: list[Doc]) -> None:
    layers = [layer for layer in nlp.get_pipe("ner").model.walk() if layer.name == "word_embed"]  # type: ignore[attr-defined]
    assert [layer.attrs["is_frozen"] for layer in layers] == [True]
    remembered = encode(nlp, docs)
    layers[0].attrs["is_frozen"] = False
    try:
        computed = encode(nlp, docs)
    finally:
        layers[0].attrs["is_frozen"] = True
    assert all(np.allclose(one, other, atol=1e-5) for one, other in zip(remembered, computed, strict=True))


def test_words_beyond_the_capacity_change_nothing(
    nlp: Language, docs: list[Doc], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = encode(nlp, docs)
    monkeypatch.setattr(embedding, "CAPACITY", 2)
    after = encode(nlp, docs)
    assert all(np.allclose(one, other, atol=1e-5) for one, other in zip(before, after, strict=True))


def test_a_document_is_encoded_the_same_alone_and_in_any_block(
    nlp: Language, docs: list[Doc], monkeypatch: pytest.MonkeyPatch
) -> None:
    together = encode(nlp, docs)
    monkeypatch.setattr(embedding, "BLOCK_TOKENS", 5)
    blocks = encode(nlp, docs)
    alone = [encode(nlp, [doc])[0] for doc in docs]
    for one, other, third in zip(together, blocks, alone, strict=True):
        assert np.allclose(one, other, atol=1e-5)
        assert np.allclose(one, third, atol=1e-5)

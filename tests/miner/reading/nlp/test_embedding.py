"""The embedding layer computes each word once, with the same output as the trained layers."""

from typing import Any

import numpy as np
import pytest
from spacy.attrs import ORTH, TAG  # type: ignore[import-not-found]  # compiled, without stubs
from spacy.tokens import Doc
from spacy.vocab import Vocab

from miner.reading.nlp import embedding
from miner.reading.nlp.embedding import WordTable
from tests.miner.networks import make_docs, make_network, make_vocab


@pytest.fixture(scope="module")
def vocab() -> Vocab:
    return make_vocab()


@pytest.fixture(scope="module")
def embed(vocab: Vocab) -> Any:
    return make_network(vocab).layers[0].get_ref("embed")


def look_up(table: WordTable, docs: list[Doc]) -> Any:
    words, places = table(docs)
    return words[places]


def test_a_remembered_word_has_the_vector_of_the_trained_layer(vocab: Vocab, embed: Any) -> None:
    table, docs = WordTable(embed), make_docs(vocab, 9, 20)
    computed = np.concatenate(embed.predict(docs))
    for _ in range(2):
        assert np.allclose(look_up(table, docs), computed, atol=1e-5)


def test_a_word_in_a_known_name_has_another_vector(vocab: Vocab, embed: Any) -> None:
    doc = Doc(vocab, words=["aspirin", "aspirin"], tags=["", "U1"])
    outside, inside = look_up(WordTable(embed), [doc])
    assert not np.allclose(outside, inside)
    assert np.allclose([outside, inside], embed.predict([doc])[0], atol=1e-5)


def test_words_beyond_the_capacity_change_nothing(vocab: Vocab, embed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    docs = make_docs(vocab, 9, 20)
    before = look_up(WordTable(embed), docs)
    monkeypatch.setattr(embedding, "CAPACITY", 2)
    table = WordTable(embed)
    assert np.allclose(np.concatenate([look_up(table, [doc]) for doc in docs]), before, atol=1e-5)


def test_documents_without_words_have_no_vectors(vocab: Vocab, embed: Any) -> None:
    words, places = WordTable(embed)([Doc(vocab), Doc(vocab)])
    assert len(words) == len(places) == 0


def test_words_are_found_by_spelling_and_tag_alone(vocab: Vocab, embed: Any) -> None:
    docs = make_docs(vocab, 9, 20)
    words, places = WordTable(embed).find(np.concatenate([doc.to_array([ORTH, TAG]) for doc in docs]), vocab)
    assert np.allclose(words[places], np.concatenate(embed.predict(docs)), atol=1e-5)

"""The fast encoding layers have the same output as the trained ones."""

from typing import Any

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.ml.models.tok2vec import MishWindowEncoder, build_Tok2Vec_model
from spacy.tokens import Doc
from spacy.vocab import Vocab
from thinc.api import Model

from miner.reading.nlp import encoding
from miner.reading.nlp.embedding import make_blocked_encoder, make_word_embed
from miner.reading.nlp.encoding import freeze
from tests.miner.networks import WIDTH, make_docs, make_network, make_vocab


@pytest.fixture(scope="module")
def vocab() -> Vocab:
    return make_vocab()


def make_frozen(vocab: Vocab, **shape: int) -> Model[Any, Any]:
    network = make_network(vocab, **shape)
    freeze(network)
    assert [node.name for node in network.walk()] == ["blocked_encoder", "frozen_tok2vec"]
    return network


def are_close(some: list[Any], others: list[Any]) -> bool:
    return all(
        one.shape == other.shape and np.allclose(one, other, atol=1e-4) for one, other in zip(some, others, strict=True)
    )


@pytest.mark.parametrize(("window", "pieces", "depth"), [(1, 2, 5), (2, 2, 2), (1, 3, 1), (3, 4, 3)])
def test_the_vectors_are_those_of_the_trained_layers(vocab: Vocab, window: int, pieces: int, depth: int) -> None:
    trained = make_network(vocab, window=window, pieces=pieces, depth=depth)
    frozen = make_frozen(vocab, window=window, pieces=pieces, depth=depth)
    docs = make_docs(vocab, 12, 30)
    assert are_close(frozen.predict(docs), trained.predict(docs))


def test_a_document_is_encoded_the_same_alone_and_in_any_block(vocab: Vocab, monkeypatch: pytest.MonkeyPatch) -> None:
    frozen, docs = make_frozen(vocab), make_docs(vocab, 12, 30)
    together = frozen.predict(docs)
    monkeypatch.setattr(encoding, "BLOCK_TOKENS", 25)
    assert are_close(frozen.predict(docs), together)
    assert are_close([frozen.predict([doc])[0] for doc in docs], together)


def test_documents_without_words_have_no_vectors(vocab: Vocab) -> None:
    assert [vectors.shape for vectors in make_frozen(vocab).predict([Doc(vocab), Doc(vocab)])] == [(0, WIDTH)] * 2


def test_what_is_frozen_refuses_to_be_trained(vocab: Vocab) -> None:
    with pytest.raises(TypeError, match="cannot be trained"):
        make_frozen(vocab).begin_update(make_docs(vocab, 2, 5))


def test_layers_of_another_shape_stay_as_they_are() -> None:
    embed = make_word_embed(WIDTH, ["TAG", "LOWER"], [50, 50], 3)
    network = make_blocked_encoder(build_Tok2Vec_model(embed, MishWindowEncoder(WIDTH, 1, 2)))
    before = [node.name for node in network.walk()]
    freeze(network)
    assert [node.name for node in network.walk()] == before


def test_the_shipped_network_is_frozen_and_gives_the_same(shipped_model: Language) -> None:
    reading = shipped_model
    trained = spacy.load(reading.path)  # type: ignore[arg-type]  # the shipped model has a folder
    trained.vocab.vectors.data = trained.vocab.vectors.data.astype("float32")
    docs = [
        reading(text) for text in ("Aspirin in lung cancer.", "", "MS, or multiple sclerosis.\nHER2 and BRAF V600E.")
    ]
    frozen: Any = reading.get_pipe("ner")
    other: Any = trained.get_pipe("ner")
    frozen, other = frozen.model.get_ref("tok2vec"), other.model.get_ref("tok2vec")
    assert [node.name for node in frozen.walk() if "frozen" in node.name and not node.layers] == ["frozen_tok2vec"]
    assert np.allclose(np.vstack(frozen.predict(docs)), np.vstack(other.predict(docs)), atol=1e-4)

"""Small networks with random weights, of the architecture that the fast reading path supports."""

from typing import Any

import numpy as np
from spacy.ml.models.tok2vec import MaxoutWindowEncoder, build_Tok2Vec_model
from spacy.tokens import Doc
from spacy.vocab import Vocab
from thinc.api import Model

from miner.reading.nlp.embedding import make_blocked_encoder, make_word_embed

WIDTH = 16
WORDS = ["aspirin", "Aspirin", "in", "lung", "cancer", ",", "and", "\n", "of", "MS", ".", "small-cell", "vitamin", "D"]


def make_vocab() -> Vocab:
    """Return a vocabulary in which every word but one has a vector."""
    vocab = Vocab()
    random = np.random.default_rng(1)
    for word in WORDS[:-1]:
        vocab.set_vector(word, random.normal(size=8).astype(np.float32))
    return vocab


def make_network(vocab: Vocab, *, window: int = 1, pieces: int = 2, depth: int = 3) -> Model[Any, Any]:
    """Return a node that wraps a "tok2vec", so that the latter can be replaced."""
    embed = make_word_embed(WIDTH, ["TAG", "LOWER", "SHAPE"], [50, 50, 50], 3)
    encode = MaxoutWindowEncoder(WIDTH, window, pieces, depth)
    network = make_blocked_encoder(build_Tok2Vec_model(embed, make_blocked_encoder(encode)))
    network.layers[0].initialize(X=make_docs(vocab, 1, 5))
    random = np.random.default_rng(2)
    for node in network.walk():
        for name in node.param_names:
            node.set_param(name, random.normal(size=node.get_param(name).shape).astype(np.float32))
    return network


def make_docs(vocab: Vocab, count: int, length: int) -> list[Doc]:
    """Return documents of fewer than `length` random words; the second has none."""
    random = np.random.default_rng(3)
    lengths = [0 if number == 1 else int(random.integers(1, length)) for number in range(count)]
    return [Doc(vocab, words=random.choice(WORDS, size=words).tolist()) for words in lengths]

"""The first layer of the network: a word to a vector, computed once for each distinct word.

Computes the same numbers as spaCy's MultiHashEmbed with static vectors (hash embeddings: Svenstrup et al. 2017,
arXiv:1709.03933). But the words of abstracts repeat, and without a cache a third of the arithmetic and most of the
hashing of subwords is spent on words that were seen a moment ago.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
from spacy.attrs import ORTH, intify_attr  # type: ignore[import-not-found]  # compiled, without stubs
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab
from thinc.api import HashEmbed, Linear, Maxout, Model, concatenate

CAPACITY = 60_000
"""Distinct words in the cache, which is emptied when it would hold more. Some 30 MB at a width of 128."""

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


class _VectorCache:
    """A cache of vectors by key, filled on demand."""

    def __init__(self) -> None:
        self._rows: dict[int, int] = {}
        self._table: Any = None

    def get(self, keys: Any, compute: Callable[[Any], Any]) -> Any:
        """Return the vectors of distinct keys; `compute` gets the positions of those that are not cached."""
        distinct = keys.tolist()
        new = [place for place, key in enumerate(distinct) if key not in self._rows]
        if len(self._rows) + len(new) > CAPACITY:
            self._rows.clear()
            new = list(range(len(distinct)))
        if new:
            self._add([distinct[place] for place in new], compute(np.array(new)))
        return self._table[[self._rows[key] for key in distinct]]

    def _add(self, keys: list[int], vectors: Any) -> None:
        first = len(self._rows)
        end = first + len(keys)
        if self._table is None or end > len(self._table):
            table = np.zeros((2 * end, vectors.shape[1]), dtype=np.float32)
            if first:
                table[:first] = self._table[:first]
            self._table = table
        self._table[first:end] = vectors
        self._rows.update(zip(keys, range(first, end), strict=True))


@registry.architectures("miner.WordEmbed.v1")  # type: ignore[untyped-decorator]
def make_word_embed(width: int, attrs: list[str], rows: list[int], pieces: int) -> Model[list[Doc], list[Any]]:
    """Return the layer: hashed attributes and the word's static vector, mixed by one maxout layer.

    Args:
        width: width of every embedding and of the output.
        attrs: token attributes to embed. All but the first, "TAG", must follow from the word's spelling.
        rows: rows of each attribute's table.
        pieces: pieces of the maxout layer.
    """
    hashed: Model[Any, Any] = concatenate(
        *(HashEmbed(width, count, column=index, seed=8 + index) for index, count in enumerate(rows))
    )
    static: Model[Any, Any] = Linear(nO=width)
    mix: Model[Any, Any] = Maxout(width, width * (len(rows) + 1), nP=pieces, dropout=0.0, normalize=True)
    return Model(
        "word_embed",
        partial(_forward, _VectorCache()),
        init=_init,
        layers=[hashed, static, mix],
        dims={"nO": width},
        attrs={"columns": [ORTH, *(intify_attr(attr) for attr in attrs)]},
    )


@registry.architectures("miner.BlockedEncoder.v1")  # type: ignore[untyped-decorator]
def make_blocked_encoder(encode: Model[list[Any], list[Any]]) -> Model[list[Any], list[Any]]:
    """Return the encoder wrapped in a node of its own, as trained models have it on disk; the node changes nothing."""
    return Model("blocked_encoder", _pass_on, init=_init_encoder, layers=[encode], dims={"nO": encode.get_dim("nO")})


def _init_encoder(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:  # noqa: N803 (thinc's names)
    model.layers[0].initialize(X=X, Y=Y)


def _pass_on(
    model: Model[Any, Any], sequences: list[Any], is_train: bool
) -> tuple[list[Any], Callable[[list[Any]], list[Any]]]:
    outputs, backprop = model.layers[0](sequences, is_train)
    return outputs, backprop


class WordTable:
    """Cached vectors of words from a trained layer, which must not be trained any more.

    Args:
        embed: a layer from `make_word_embed`.
    """

    def __init__(self, embed: Model[list[Doc], list[Any]]) -> None:
        self._layers = embed.layers
        self._columns: list[int | str] = embed.attrs["columns"]
        self._cache = _VectorCache()
        self._empty = np.zeros((0, embed.get_dim("nO")), dtype=np.float32)

    def __call__(self, docs: Sequence[Doc]) -> tuple[Any, Any]:
        """Return the vectors of the distinct words of documents, and for each of their tokens the row of its word."""
        if not any(map(len, docs)):
            return self._empty, np.zeros(0, dtype=np.intp)
        return self.find(np.concatenate([doc.to_array(self._columns[:2]) for doc in docs]), docs[0].vocab)

    def find(self, words: Any, vocab: Vocab) -> tuple[Any, Any]:
        """Return the vectors of the distinct words of tokens, and for each token the row of its word.

        Args:
            words: spelling and tag of each token, shape (tokens, 2), uint64.
            vocab: holds the spellings.
        """
        hashed, static, mix = self._layers
        keys, first, places = _by_key(words)

        def compute(new: Any) -> Any:
            features = self._features(words[first[new]], vocab)
            known = static.predict(vocab.vectors.get_batch(features[:, 0]))
            return mix.predict(np.hstack([hashed.predict(features[:, 1:]), known]))

        return self._cache.get(keys, compute), places

    def _features(self, words: Any, vocab: Vocab) -> Any:
        """Return all attributes of words. Reading them for every token took .12 ms an abstract, the first two .03."""
        doc = Doc(vocab, words=[vocab.strings[word] for word in words[:, 0].tolist()])
        return np.hstack([words, doc.to_array(self._columns)[:, 2:]])


def _different_words(docs: Sequence[Doc], columns: list[int | str]) -> tuple[Any, Any, Any]:
    """Return a key for each distinct word, its attributes in the same order, and for each token the row of its word."""
    features = np.concatenate([doc.to_array(columns) for doc in docs])
    keys, first, places = _by_key(features)
    return keys, features[first], places


def _by_key(features: Any) -> tuple[Any, Any, Any]:
    """Return a key for each distinct word, its first position, and for each token the row of its word."""
    return np.unique(features[:, 0] ^ (features[:, 1] * _MULTIPLIER), return_index=True, return_inverse=True)


def _init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:  # noqa: ARG001, N803 (thinc's names)
    hashed, static, mix = model.layers
    hashed.initialize()
    if X:
        static.set_dim("nI", X[0].vocab.vectors.shape[1])
    static.initialize()
    mix.initialize()


def _forward(
    known_vectors: _VectorCache, model: Model[Any, Any], docs: list[Doc], is_train: bool
) -> tuple[list[Any], Callable[[Any], Any]]:
    hashed, static, mix = model.layers
    lengths = [len(doc) for doc in docs]
    if not sum(lengths):
        return [np.zeros((0, model.get_dim("nO")), dtype=np.float32) for _ in docs], lambda _: []
    _, features, places = _different_words(docs, model.attrs["columns"])
    vocab: Vocab = docs[0].vocab
    words, of_word = np.unique(features[:, 0], return_index=True)
    table = known_vectors.get(words, lambda new: vocab.vectors.get_batch(features[of_word[new], 0]))
    vectors = table[np.searchsorted(words, features[:, 0])]
    from_hashes, back_hashes = hashed(features[:, 1:], is_train)
    from_vectors, back_vectors = static(vectors, is_train)
    mixed, back_mix = mix(np.hstack([from_hashes, from_vectors]), is_train)

    def backprop(gradients: list[Any]) -> list[Doc]:
        gradient = np.zeros_like(mixed)
        model.ops.scatter_add(gradient, places.astype(np.int32), np.concatenate(gradients))
        gradient = back_mix(gradient)
        split = from_hashes.shape[1]
        back_hashes(np.ascontiguousarray(gradient[:, :split]))
        back_vectors(np.ascontiguousarray(gradient[:, split:]))
        return []

    return np.split(mixed[places], np.cumsum(lengths)[:-1]), backprop

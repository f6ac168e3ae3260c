"""The first layer of the network: a word to a vector, computed once for each different word.

As spaCy's MultiHashEmbed with static vectors (hash embeddings: Svenstrup et al. 2017, arXiv:1709.03933), and the
same numbers come out; but the words of abstracts repeat, and a third of the arithmetic and most of the hashing of
parts of words is spent on words that were seen a moment ago.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from spacy.attrs import ORTH, intify_attr  # type: ignore[import-not-found]  # compiled, without stubs
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab
from thinc.api import HashEmbed, Linear, Maxout, Model, concatenate

CAPACITY = 60_000
"""Different words remembered; when there are more, the table starts anew. Some 30 MB at a width of 128."""

BLOCK_TOKENS = 1_000
"""Tokens that the convolutions take at once: 1.5 MB of activations at a width of 128."""

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


class _Memory:
    """A table of vectors by key, which fills itself."""

    def __init__(self) -> None:
        self._rows: dict[int, int] = {}
        self._table: Any = None

    def get(self, keys: Any, compute: Callable[[Any], Any]) -> Any:
        """Returns the rows of distinct keys; `compute` is asked for those at the given places that are not known."""
        wanted = keys.tolist()
        new = [place for place, key in enumerate(wanted) if key not in self._rows]
        if len(self._rows) + len(new) > CAPACITY:
            self._rows.clear()
            new = list(range(len(wanted)))
        if new:
            self._add([wanted[place] for place in new], compute(np.array(new)))
        return self._table[[self._rows[key] for key in wanted]]

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
    """Returns the layer: hashed attributes and the word's static vector, mixed by one maxout layer.

    Args:
        width: of every embedding and of the output.
        attrs: token attributes to embed. Beside the first, "TAG", they must follow from the word's spelling.
        rows: of each attribute's table.
        pieces: of the maxout layer.
    """
    hashed: Model[Any, Any] = concatenate(
        *(HashEmbed(width, count, column=index, seed=8 + index) for index, count in enumerate(rows))
    )
    static: Model[Any, Any] = Linear(nO=width)
    mix: Model[Any, Any] = Maxout(width, width * (len(rows) + 1), nP=pieces, dropout=0.0, normalize=True)
    return Model(
        "word_embed",
        partial(_forward, _Memory(), _Memory()),
        init=_init,
        layers=[hashed, static, mix],
        dims={"nO": width},
        attrs={
            "columns": [ORTH, *(intify_attr(attr) for attr in attrs)],
            "is_frozen": False,
        },
    )


@registry.architectures("miner.BlockedEncoder.v1")  # type: ignore[untyped-decorator]
def make_blocked_encoder(encode: Model[list[Any], list[Any]]) -> Model[list[Any], list[Any]]:
    """Returns the encoder, which then reads a batch in blocks of documents that fit into a core's cache.

    The same numbers come out, in two thirds of the time; the decoder after it is faster with large batches.
    """
    return Model(
        "blocked_encoder", _encode_blocks, init=_init_encoder, layers=[encode], dims={"nO": encode.get_dim("nO")}
    )


def _init_encoder(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:  # noqa: N803 (thinc's names)
    model.layers[0].initialize(X=X, Y=Y)


def _encode_blocks(
    model: Model[Any, Any], sequences: list[Any], is_train: bool
) -> tuple[list[Any], Callable[[Any], Any]]:
    encode = model.layers[0]
    if is_train:
        outputs, backprop = encode(sequences, is_train)
        return outputs, backprop
    encoded: list[Any] = []
    block: list[Any] = []
    for sequence in sequences:
        if block and sum(map(len, block)) + len(sequence) > BLOCK_TOKENS:
            encoded += encode.predict(block)
            block = []
        block.append(sequence)
    return (encoded + encode.predict(block) if block else encoded), lambda _: []


def freeze_embedding(model: Model[Any, Any]) -> None:
    """Lets the layers of a trained network remember what comes out of them, until they are trained again."""
    for layer in model.walk():
        if layer.name == "word_embed":
            layer.attrs["is_frozen"] = True


def _init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:  # noqa: ARG001, N803 (thinc's names)
    hashed, static, mix = model.layers
    hashed.initialize()
    if X:
        static.set_dim("nI", X[0].vocab.vectors.shape[1])
    static.initialize()
    mix.initialize()


def _forward(
    known_vectors: _Memory, known_words: _Memory, model: Model[Any, Any], docs: list[Doc], is_train: bool
) -> tuple[list[Any], Callable[[Any], Any]]:
    hashed, static, mix = model.layers
    lengths = [len(doc) for doc in docs]
    if not sum(lengths):
        return [np.zeros((0, model.get_dim("nO")), dtype=np.float32) for _ in docs], lambda _: []
    features = np.concatenate([doc.to_array(model.attrs["columns"]) for doc in docs])
    keys, first, places = np.unique(
        features[:, 0] ^ (features[:, 1] * _MULTIPLIER), return_index=True, return_inverse=True
    )
    features = features[first]
    vocab: Vocab = docs[0].vocab

    def look_up(new: Any) -> Any:
        return vocab.vectors.get_batch(features[new, 0])

    def compute(new: Any) -> Any:
        vectors = look_up(new)
        return mix.predict(np.hstack([hashed.predict(features[new, 1:]), static.predict(vectors)]))

    ends = np.cumsum(lengths)[:-1]
    if model.attrs["is_frozen"] and not is_train:
        return np.split(known_words.get(keys, compute)[places], ends), lambda _: []

    words, of_word = np.unique(features[:, 0], return_index=True)
    table = known_vectors.get(words, lambda new: look_up(of_word[new]))
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

    return np.split(mixed[places], ends), backprop

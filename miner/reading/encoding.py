"""Words in their context, for reading alone: what a trained network's first layers give, in half the time.

The layers are those of spaCy's `MaxoutWindowEncoder` over our `miner.WordEmbed.v1`: each multiplies a word and its
neighbours with one matrix, keeps the larger of two halves, brings that to mean 0 and variance 1, and adds it to the
word. thinc runs them as a chain that can be trained, each step into memory of its own; here all steps write into the
same memory, and the first matrix meets each different word once a batch, not once a place.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from spacy.tokens import Doc
from thinc.api import Model

from miner.reading.embedding import WordTable

BLOCK_TOKENS = 1_000
"""Tokens that go through all layers at once: their memory, some 3.6 MB at a width of 128."""

_VARIANCE_MIN = np.float32(1e-8)
"""As thinc's layer norm adds it."""

_LAYERS = ("expand_window", "maxout", "layernorm", "dropout")


class _Layer(NamedTuple):
    """The weights of one layer as they are multiplied: inputs in rows, the pieces of maxout side by side."""

    weights: Any
    bias: Any
    gain: Any


class WindowEncoder:
    """The layers of a trained encoder, which `can_encode`.

    Args:
        encode: a `MaxoutWindowEncoder`, by itself or in a node around it.
    """

    def __init__(self, encode: Model[Any, Any]) -> None:
        steps = _steps(encode)
        self.width: int = steps[1].get_dim("nO")
        self._window: int = steps[0].attrs["window_size"]
        self._pieces: int = steps[1].get_dim("nP")
        self._layers: list[_Layer] = []
        # What a layer adds to every word alike goes into the next layer's bias, and at last to the result.
        self._shift = np.zeros(self.width, dtype=np.float32)
        for _, maxout, norm, _ in zip(*[iter(steps)] * len(_LAYERS), strict=True):
            weights = np.ascontiguousarray(maxout.get_param("W").transpose(2, 1, 0).reshape(maxout.get_dim("nI"), -1))
            bias = maxout.get_param("b").T.reshape(-1) + np.tile(self._shift, 2 * self._window + 1) @ weights
            self._layers.append(_Layer(weights, bias, norm.get_param("G").copy()))
            self._shift = self._shift + norm.get_param("b")

    @staticmethod
    def can_encode(encode: Model[Any, Any]) -> bool:
        """Whether a trained network's node is of the shape that is read here."""
        names = [step.name for step in _steps(encode)]
        depth = sum(node.name.startswith("residual(") and len(node.layers) == 1 for node in encode.walk())
        return depth > 0 and names == [*_LAYERS] * depth

    def __call__(self, words: Any, places: Any, lengths: Sequence[int]) -> Any:
        """Returns the vectors of all tokens in their context, shape (tokens, width), float32.

        Args:
            words: vectors of different words, shape (words, width), float32.
            places: the row of each token's word, of all documents one after the other.
            lengths: tokens of each document; none sees a word of another.
        """
        # Between documents stand empty rows, as many as a word's view is wide; they take part like words.
        pad = self._window * len(self._layers)
        slots = np.arange(len(places)) + np.repeat(np.arange(1, len(lengths) + 1) * pad, lengths)
        rows = np.full(len(places) + pad * (len(lengths) + 1), len(words))
        rows[slots] = places
        words = np.vstack([words, np.zeros((1, self.width), dtype=np.float32)])
        products = self._first_products(words)
        encoded = np.empty((len(places), self.width), dtype=np.float32)
        blocks = list(_blocks(lengths))
        bounds = [(slots[start] - pad, slots[stop - 1] + pad + 1) for start, stop in blocks]
        longest = max((last - first for first, last in bounds), default=0)
        memory = np.empty(longest * (2 + self._pieces + 2 * self._window + 1) * self.width, dtype=np.float32)
        for (start, stop), (first, last) in zip(blocks, bounds, strict=True):
            stream = self._encode(words, products, rows[first:last], memory)
            np.add(stream[slots[start:stop] - first], self._shift, out=encoded[start:stop])
        return encoded

    def _first_products(self, words: Any) -> list[Any]:
        """What the first matrix makes of each word at each place of the window; the bias comes with the middle one."""
        weights, bias, _ = self._layers[0]
        products = [words @ part for part in weights.reshape(-1, self.width, weights.shape[1])]
        products[self._window] += bias
        return products

    def _encode(self, words: Any, products: Sequence[Any], rows: Any, memory: Any) -> Any:
        """The stream of words after all layers, shape (rows, width), without what is added to all words alike.

        The first and last rows, a window wide, stay as they are: no word sees them changed.
        """
        span = len(products)
        count = len(rows) - span + 1
        stream, best, hidden, context = _share(memory, len(rows), self.width, (1, 1, self._pieces, span))
        best, hidden, context = best[:count], hidden[:count], context[:count]
        middle = stream[self._window : self._window + count]
        np.take(words, rows, axis=0, out=stream, mode="clip")  # with the default, "raise", numpy copies once more
        for number, (weights, bias, gain) in enumerate(self._layers):
            if number:
                for place in range(span):
                    context[:, place * self.width : (place + 1) * self.width] = stream[place : place + count]
                np.matmul(context, weights, out=hidden)
                hidden += bias
            else:
                _add_up(products, rows, hidden, context.reshape(-1)[: hidden.size].reshape(hidden.shape))
            np.maximum(hidden[:, : self.width], hidden[:, self.width : 2 * self.width], out=best)
            for piece in range(2, self._pieces):
                np.maximum(best, hidden[:, piece * self.width : (piece + 1) * self.width], out=best)
            _normalise(best)
            best *= gain
            middle += best
        return stream


def freeze(model: Model[Any, Any]) -> None:
    """Puts the reading layers in place of those of a trained network that they stand for.

    Such a network can no longer be trained or saved. Others stay as they are.
    """
    for node in list(model.walk()):
        if {"embed", "encode"} <= set(node.ref_names):
            embed, encode = node.get_ref("embed"), node.get_ref("encode")
            if embed.name == "word_embed" and WindowEncoder.can_encode(encode):
                model.replace_node(node, _make_frozen(WordTable(embed), WindowEncoder(encode)))


def _make_frozen(table: WordTable, encode: WindowEncoder) -> Model[list[Doc], list[Any]]:
    def forward(
        _model: Model[list[Doc], list[Any]], docs: list[Doc], is_train: bool
    ) -> tuple[list[Any], Callable[[Any], Any]]:
        if is_train:
            raise TypeError("A frozen network cannot be trained; load the model with spacy.load")
        lengths = [len(doc) for doc in docs]
        vectors = encode(*table(docs), lengths)
        return np.split(vectors, np.cumsum(lengths)[:-1]), lambda _: []

    return Model("frozen_tok2vec", forward, dims={"nO": encode.width})


def _steps(encode: Model[Any, Any]) -> list[Model[Any, Any]]:
    return [node for node in encode.walk(order="dfs_pre") if not node.layers]


def _blocks(lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Whole documents in blocks of at most `BLOCK_TOKENS`, or one longer document, as [start, stop)."""
    start = stop = 0
    for length in lengths:
        if stop > start and stop - start + length > BLOCK_TOKENS:
            yield start, stop
            start = stop
        stop += length
    if stop > start:
        yield start, stop


def _share(memory: Any, count: int, width: int, shares: Sequence[int]) -> Iterator[Any]:
    """Arrays of `count` rows, each so many times `width` wide, that lie one after the other in the memory."""
    start = 0
    for share in shares:
        stop = start + count * share * width
        yield memory[start:stop].reshape(count, share * width)
        start = stop


def _add_up(products: Sequence[Any], rows: Any, out: Any, scratch: Any) -> None:
    """The first layer's sums: for each row what its neighbours and itself give, each at its place."""
    np.take(products[0], rows[: len(out)], axis=0, out=out, mode="clip")
    for place in range(1, len(products)):
        out += np.take(products[place], rows[place : place + len(out)], axis=0, out=scratch, mode="clip")


def _normalise(rows: Any) -> None:
    """Brings each row to mean 0 and variance 1, in place."""
    share = np.float32(1 / rows.shape[1])
    # A product with ones and `einsum` take a third of the time of `mean` and `var`.
    rows -= (rows @ np.full(rows.shape[1], share, dtype=np.float32))[:, None]
    variance = np.einsum("ij,ij->i", rows, rows) * share + _VARIANCE_MIN
    rows *= (1 / np.sqrt(variance))[:, None]

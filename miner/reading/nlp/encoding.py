"""Inference-only encoder of words in context: the output of a trained network's first layers in half the time.

The layers are those of spaCy's `MaxoutWindowEncoder` over our `miner.WordEmbed.v1`: each multiplies a word and its
neighbours with one matrix, takes the maximum over the pieces, normalises it to mean 0 and variance 1, and adds it to
the word. thinc runs them as a trainable chain that allocates memory at each step. Here all steps reuse the same memory,
the first matrix is applied once per distinct word and batch, not once per token, and with one neighbour on either side
four words cost six products instead of twelve.
"""

from collections.abc import Callable, Iterator, Sequence
from math import prod
from typing import Any, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import as_strided
from spacy.tokens import Doc
from thinc.api import Model

from miner.reading.nlp.embedding import WordTable

BLOCK_TOKENS = 1_000
"""Tokens that pass through all layers at once: 4.6 MB of memory at a width of 128."""

_VARIANCE_MIN = np.float32(1e-8)
"""Added to the variance, as in thinc's layer norm."""

TILE = 4
"""Windows that `_multiply_tiles` takes together."""

_TO_INPUTS = np.array(
    [
        [4, 0, -5, 0, 1, 0],
        [0, -4, -4, 1, 1, 0],
        [0, 4, -4, -1, 1, 0],
        [0, -2, -1, 2, 1, 0],
        [0, 2, -1, -2, 1, 0],
        [0, 4, 0, -5, 0, 1],
    ],
    dtype=np.float32,
)
_TO_WEIGHTS = np.array([[6, 0, 0], [-4, -4, -4], [-4, 4, -4], [1, 2, 4], [1, -2, 4], [0, 0, 24]]) / 24
_TO_SUMS = np.array(
    [[1, 1, 1, 1, 1, 0], [0, 1, -1, 2, -2, 0], [0, 1, 1, 4, 4, 0], [0, 1, -1, 8, -8, 1]], dtype=np.float32
)
"""The matrices of Winograd's F(4, 3): what is made of the rows and of the weights, and of their products."""

_LAYERS = ("expand_window", "maxout", "layernorm", "dropout")


class _Layer(NamedTuple):
    """The weights of one layer, laid out for multiplication: inputs in rows, the pieces of maxout side by side."""

    weights: Any
    bias: Any
    gain: Any


class WindowEncoder:
    """An inference-only copy of a trained encoder.

    Args:
        encode: a `MaxoutWindowEncoder`, bare or wrapped in a node, one that `can_encode`.
    """

    def __init__(self, encode: Model[Any, Any]) -> None:
        steps = _steps(encode)
        self.width: int = steps[1].get_dim("nO")
        self._window: int = steps[0].attrs["window_size"]
        self._pieces: int = steps[1].get_dim("nP")
        layers: list[_Layer] = []
        # A layer's constant (its norm's bias) is folded into the next layer's bias, and finally added to the result.
        self._shift = np.zeros(self.width, dtype=np.float32)
        for _, maxout, norm, _ in zip(*[iter(steps)] * len(_LAYERS), strict=True):
            weights = np.ascontiguousarray(maxout.get_param("W").transpose(2, 1, 0).reshape(maxout.get_dim("nI"), -1))
            bias = maxout.get_param("b").T.reshape(-1) + np.tile(self._shift, 2 * self._window + 1) @ weights
            layers.append(_Layer(weights, bias, norm.get_param("G").copy()))
            self._shift = self._shift + norm.get_param("b")
        self._first, self._layers, self._multiply = layers[0], layers, _multiply_windows
        self.reach = self._window * len(layers)
        """Number of words on either side that influence a word."""
        if self._window == 1:
            self._layers = [layer._replace(weights=_tile_weights(layer.weights, self.width)) for layer in layers]
            self._multiply = _multiply_tiles

    @staticmethod
    def can_encode(encode: Model[Any, Any]) -> bool:
        """Return whether a trained network's node has the supported shape."""
        steps = _steps(encode)
        depth = sum(node.name.startswith("residual(") and len(node.layers) == 1 for node in encode.walk())
        return (
            depth > 0
            and [step.name for step in steps] == [*_LAYERS] * depth
            and all(step.get_dim("nP") > 1 for step in steps[1 :: len(_LAYERS)])
        )

    def __call__(self, words: Any, places: Any, lengths: Sequence[int]) -> Any:
        """Return the vectors of all tokens in their context, shape (tokens, width), float32.

        Args:
            words: vectors of distinct words, shape (words, width), float32.
            places: the row of each token's word, for the concatenated documents.
            lengths: tokens of each document; documents do not influence each other.
        """
        # Documents are separated by `reach` empty rows, which are processed like words.
        pad = self.reach
        slots = np.arange(len(places)) + np.repeat(np.arange(1, len(lengths) + 1) * pad, lengths)
        rows = np.full(len(places) + pad * (len(lengths) + 1) + TILE, len(words))
        rows[slots] = places
        words = np.vstack([words, np.zeros((1, self.width), dtype=np.float32)])
        products = self._first_products(words)
        encoded = np.empty((len(places), self.width), dtype=np.float32)
        memory = np.empty(0, dtype=np.float32)
        for start, stop in _blocks(lengths):
            first, count = slots[start] - pad, slots[stop - 1] - slots[start] + 2 * pad + 1
            count += -(count - 2) % TILE
            needed = count * self.width * (4 + self._pieces * max(3, len(products)))
            memory = memory if len(memory) >= needed else np.empty(needed, dtype=np.float32)
            stream = self._encode(words, products, rows[first : first + count], memory)
            np.add(stream[slots[start:stop] - first], self._shift, out=encoded[start:stop])
        return encoded

    def _first_products(self, words: Any) -> list[Any]:
        """Return for each window position the words times its part of the first matrix; the middle one has the bias."""
        weights, bias, _ = self._first
        products = [words @ part for part in weights.reshape(-1, self.width, weights.shape[1])]
        products[self._window] += bias
        return products

    def _encode(self, words: Any, products: Sequence[Any], rows: Any, memory: Any) -> Any:
        """Return the words after all layers, shape (rows, width), without the constant shift of all words.

        The first and last rows, one window wide, are not updated: no word depends on their new values.
        """
        count = len(rows) - 2 * self._window
        stream, best, work = _carve(memory, (len(rows), self.width), (count, self.width))
        middle = stream[self._window : self._window + count]
        np.take(words, rows, axis=0, out=stream, mode="clip")  # the default mode, "raise", makes numpy copy once more
        sums = _add_up(products, rows, work)
        for number, layer in enumerate(self._layers):
            if number:
                sums = self._multiply(stream, layer, work)
            _maxout(sums, best)
            _normalise(best)
            best *= layer.gain
            middle += best
        return stream


def freeze(model: Model[Any, Any]) -> None:
    """Replace the supported layers of a trained network by their inference-only copies, in place.

    The network can then no longer be trained or saved. Unsupported layers do not change.
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
            raise TypeError("A frozen network cannot be trained; load the model with spacy.load instead")
        lengths = [len(doc) for doc in docs]
        vectors = encode(*table(docs), lengths)
        return np.split(vectors, np.cumsum(lengths)[:-1]), lambda _: []

    return Model("frozen_tok2vec", forward, dims={"nO": encode.width})


def _steps(encode: Model[Any, Any]) -> list[Model[Any, Any]]:
    return [node for node in encode.walk(order="dfs_pre") if not node.layers]


def _blocks(lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield blocks of whole documents as [start, stop) of at most `BLOCK_TOKENS` tokens, or one longer document."""
    start = stop = 0
    for length in lengths:
        if stop > start and stop - start + length > BLOCK_TOKENS:
            yield start, stop
            start = stop
        stop += length
    if stop > start:
        yield start, stop


def _carve(memory: Any, *shapes: tuple[int, ...]) -> Iterator[Any]:
    """Yield arrays of these shapes, laid out in order in flat memory, and then the rest of the memory."""
    for shape in shapes:
        size = prod(shape)
        yield memory[:size].reshape(shape)
        memory = memory[size:]
    yield memory


def _add_up(products: Sequence[Any], rows: Any, work: Any) -> Any:
    """Return the first layer's sums: for each row the products of its neighbours and itself at their positions."""
    shape = (len(rows) - len(products) + 1, products[0].shape[1])
    sums, more, _ = _carve(work, shape, shape)
    np.take(products[0], rows[: len(sums)], axis=0, out=sums, mode="clip")
    for place in range(1, len(products)):
        sums += np.take(products[place], rows[place : place + len(sums)], axis=0, out=more, mode="clip")
    return sums


def _multiply_windows(stream: Any, layer: _Layer, work: Any) -> Any:
    """Return a layer's sums for each row with all its neighbours: the window as one vector, times the weights."""
    width, (inputs, outputs) = stream.shape[1], layer.weights.shape
    count = len(stream) - inputs // width + 1
    windows, sums, _ = _carve(work, (count, inputs), (count, outputs))
    for place in range(inputs // width):
        windows[:, place * width : (place + 1) * width] = stream[place : place + count]
    np.matmul(windows, layer.weights, out=sums)
    sums += layer.bias
    return sums


def _tile_weights(weights: Any, width: int) -> Any:
    """Return the weights of a window of three as `_multiply_tiles` needs them, shape (6, width, outputs)."""
    return np.tensordot(_TO_WEIGHTS, weights.reshape(3, width, -1), axes=1).astype(np.float32)


def _multiply_tiles(stream: Any, layer: _Layer, work: Any) -> Any:
    """Return a layer's sums for windows of three rows, taken four at a time.

    Winograd's minimal filtering F(4, 3) (Lavin and Gray 2016, arXiv:1509.09308): four sums from six products, where
    each alone takes three. It takes a third off the time of F(2, 3), and of a product for each window two fifths.
    """
    (step, item), width = stream.strides, stream.shape[1]
    count, outputs = len(stream) - 2, layer.weights.shape[2]
    tiles = as_strided(stream, (count // TILE, TILE + 2, width), (TILE * step, step, item), writeable=False)
    inputs, products, sums, _ = _carve(work, tiles.shape, (*tiles.shape[:2], outputs), (count // TILE, TILE, outputs))
    np.matmul(_TO_INPUTS, tiles, out=inputs)
    np.matmul(inputs.transpose(1, 0, 2), layer.weights, out=products.transpose(1, 0, 2))
    np.matmul(_TO_SUMS, products, out=sums)
    sums += layer.bias
    return sums.reshape(count, outputs)


def _maxout(sums: Any, out: Any) -> None:
    """Write the maximum over the pieces, which are side by side, to `out`."""
    width = out.shape[1]
    np.maximum(sums[:, :width], sums[:, width : 2 * width], out=out)
    for start in range(2 * width, sums.shape[1], width):
        np.maximum(out, sums[:, start : start + width], out=out)


def _normalise(rows: Any) -> None:
    """Normalise each row to mean 0 and variance 1, in place."""
    share = np.float32(1 / rows.shape[1])
    # A product with ones and `einsum` take a third of the time of `mean` and `var`.
    rows -= (rows @ np.full(rows.shape[1], share, dtype=np.float32))[:, None]
    variance = np.einsum("ij,ij->i", rows, rows) * share + _VARIANCE_MIN
    rows *= (1 / np.sqrt(variance))[:, None]

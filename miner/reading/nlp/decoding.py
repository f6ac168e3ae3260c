"""Batch decoding of mentions: what spaCy's transition-based "ner" decides word by word, for many documents at once.

Outside a mention the move at a word depends on that word alone, so all words are scored in one matrix product. Inside
a mention it also depends on the mention's first and previous word, so all mentions of a batch grow together, one word a
round. Weights and rules are those of spaCy's `BiluoPushDown` (Lample et al. 2016, arXiv:1603.01360), and the mentions
are the same; spaCy takes the global interpreter lock some thirty times a word, which is where its time goes.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np
from spacy.attrs import IS_SPACE, SENT_START  # type: ignore[import-not-found]  # compiled, without stubs
from spacy.language import Language
from spacy.tokens import Doc, Span
from thinc.api import Model


class BatchDecoder:
    """A component that sets `doc.ents` as the trained "ner" it replaces would, on documents without mentions.

    Args:
        recognizer: spaCy's component, one that `can_decode`.
    """

    def __init__(self, recognizer: Any) -> None:
        self.model: Model[list[Doc], Any] = recognizer.model
        self.labels: tuple[str, ...] = recognizer.labels
        self._tokens = self.model.get_ref("tok2vec")
        hidden, scores = self.model.get_ref("lower"), self.model.get_ref("upper")
        weights = hidden.get_param("W").swapaxes(1, 2)  # (features, pieces, width, inputs): pieces side by side
        self._pieces, width = weights.shape[1:3]
        self._current, self._first, self._last = weights.reshape(3, self._pieces * width, -1).transpose(0, 2, 1)
        self._bias = hidden.get_param("b").T.reshape(-1)
        self._nothing = hidden.get_param("pad")[0, 1:].sum(axis=0).T.reshape(-1)
        self._weights, self._score_bias = scores.get_param("W").T, scores.get_param("b")
        moves = [recognizer.moves.get_class_name(number) for number in range(recognizer.moves.n_moves)]
        self._outside = moves.index("O")
        self._moves = {
            move: np.array([moves.index(f"{move}-{label}") for label in self.labels], dtype=np.intp) for move in "BILU"
        }

    @staticmethod
    def can_decode(recognizer: Any) -> bool:
        """Return whether a component has the supported shape, that of a greedy "ner" of spaCy 3."""
        model = recognizer.model
        return (
            set(model.ref_names) == {"tok2vec", "lower", "upper"}
            and model.get_ref("lower").get_dim("nF") == 3
            and model.get_ref("lower").get_dim("nP") > 1
            and not model.attrs["unseen_classes"]
            and recognizer.cfg["beam_width"] == 1
        )

    def __call__(self, doc: Doc) -> Doc:
        """Set the mentions of one document and return it."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 256) -> Iterator[Doc]:
        """Set the mentions of a stream of documents and yield them in order."""
        stream = iter(stream)
        while docs := list(islice(stream, batch_size)):
            if any(len(doc) for doc in docs):
                self._mark(docs)
            yield from docs

    def _mark(self, docs: Sequence[Doc]) -> None:
        spans = self._decode(list(docs))
        bounds = np.cumsum([0, *map(len, docs)])
        places = np.searchsorted([start for start, _, _ in spans], bounds)
        for doc, offset, first, end in zip(docs, bounds.tolist(), places[:-1], places[1:], strict=False):
            doc.set_ents(
                [Span(doc, start - offset, stop - offset, label=label) for start, stop, label in spans[first:end]]
            )

    def _decode(self, docs: list[Doc]) -> list[tuple[int, int, str]]:
        """Return the mentions as (start, end, label), in order, in tokens of the concatenated documents."""
        vectors: Any = self._tokens.predict(docs)
        attributes: Any = np.concatenate([doc.to_array([IS_SPACE, SENT_START]) for doc in docs])
        ends = np.cumsum([len(doc) for doc in docs])
        must_end = np.append(attributes[1:, 1] == 1, True)
        must_end[ends[ends > 0] - 1] = True
        current = vectors @ self._current
        scores = self._score(current + self._nothing)
        starting, single = scores[:, self._moves["B"]], scores[:, self._moves["U"]]
        starting[must_end] = -np.inf
        starting[attributes[:, 0] == 1] = single[attributes[:, 0] == 1] = -np.inf
        longest = starting.max(axis=1)
        best = np.maximum(longest, single.max(axis=1))
        chosen = np.flatnonzero(best >= scores[:, self._outside])
        labels = np.where(longest >= single.max(axis=1), starting.argmax(axis=1), single.argmax(axis=1))
        stops = np.arange(1, len(vectors) + 1)
        opened = chosen[longest[chosen] >= best[chosen]]
        stops[opened] = self._grow(vectors, current, opened, labels[opened], must_end)
        mentions, free = [], 0
        for start, stop, label in zip(chosen.tolist(), stops[chosen].tolist(), labels[chosen].tolist(), strict=True):
            if start >= free:
                mentions.append((start, stop, self.labels[label]))
                free = stop
        return mentions

    def _grow(self, vectors: Any, current: Any, starts: Any, labels: Any, must_end: Any) -> Any:
        """Return the ends of mentions of two or more words, shape (mentions,), as if each began outside all others."""
        stops = starts + 1
        inner, last = self._moves["I"][labels], self._moves["L"][labels]
        first = vectors[starts] @ self._first
        growing = np.arange(len(starts))
        while len(growing):
            at = stops[growing]
            scores = self._score(current[at] + first[growing] + vectors[at - 1] @ self._last)
            rows = np.arange(len(growing))
            goes_on = (scores[rows, inner[growing]] >= scores[rows, last[growing]]) & ~must_end[at]
            stops[growing] += 1
            growing = growing[goes_on]
        return stops

    def _score(self, hidden: Any) -> Any:
        """Return the scores of all moves, shape (states, moves), from the sums of three features."""
        hidden = (hidden + self._bias).reshape(len(hidden), self._pieces, -1)
        return hidden.max(axis=1) @ self._weights + self._score_bias


@Language.factory("batch_decoder")
def make_batch_decoder(nlp: Language, name: str) -> BatchDecoder:  # noqa: ARG001 (spaCy passes both by name)
    """Return a decoder with the weights of the pipeline's "ner"."""
    return BatchDecoder(nlp.get_pipe("ner"))

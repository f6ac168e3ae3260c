"""Sentence boundaries: rules for lines and abbreviations, then the trained "senter" at the few possible places.

A sentence can begin only after a mark that may end one: so do all but 2 of the 10,598 sentences of BioScope that begin
within a line. An abstract of 250 words has ten such places, and the network sees only the nine words around each.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np
from spacy.attrs import IDX, IS_SPACE, LENGTH, ORTH, SENT_START, TAG  # type: ignore[import-not-found]  # compiled
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model

from miner.reading.nlp.embedding import WordTable
from miner.reading.nlp.encoding import WindowEncoder
from miner.reading.nlp.tokens import text_of

_NEVER_LAST = frozenset(
    {"vs.", "e.g.", "i.e.", "cf.", "viz.", "approx.", "ca.", "dr.", "prof.", "fig.", "figs.", "ref."}
)
_DOTTED = re.compile(r"[A-Za-z](?:\.[A-Za-z])+\.?|[A-Z]\.?")
"""Dotted abbreviations and a genus: "q.d", "i.v.", "H. pylori"; the last full stop may be a token of its own."""
_BEGINS, _CONTINUES = np.uint64(1), np.uint64(2**64 - 1)
"""Values of SENT_START: 1 and -1; 0 is undecided."""


@Language.component("sentence_rules")
def mark_sentence_rules(doc: Doc) -> Doc:
    """Return the document with a sentence start after each line break, and none after abbreviations that end none.

    Later components keep these decisions and add their own.
    """
    text = text_of(doc)
    characters = np.frombuffer(text.encode("utf-32-le"), dtype="<u4")
    attributes: Any = doc.to_array([IDX, LENGTH, IS_SPACE, SENT_START])
    last = characters[attributes[:-1, 0] + attributes[:-1, 1] - np.uint64(1)]
    starts = attributes[:, 3].copy()
    bounds: list[int] = [*attributes[:, 0].tolist(), len(text)]
    for position in np.flatnonzero((last == ord(".")) | (attributes[:-1, 2] == 1)).tolist():
        first, after = bounds[position : position + 2]
        word = text[first:after]
        if "\n" in word:
            starts[position + 1] = _BEGINS
        elif "." in word and _is_abbreviation(text, bounds, position):
            starts[position + 1] = _CONTINUES
    # Set all at once: for each token that is set to start a sentence, spaCy scans the whole document.
    doc.from_array([SENT_START], starts)
    return doc


def _is_abbreviation(text: str, bounds: Sequence[int], position: int) -> bool:
    """Return whether a token with a final full stop ends no sentence: never, or not before a lower-case word.

    Args:
        text: the document's text.
        bounds: where each token begins, and the end of the text; the space behind a token is no part of it.
        position: the token.
    """
    word = text[bounds[position] : bounds[position + 1]].removesuffix(" ")
    if word.lower() in _NEVER_LAST:
        return True
    if not text[bounds[position + 1] : bounds[position + 2]].islower():
        return False
    if word == "." and position:
        word = text[bounds[position - 1] : bounds[position]].removesuffix(" ")
    return _DOTTED.fullmatch(word) is not None


_END = re.compile("[.?!:;\u2026][)\\]}\"'\u2019\u201d\u00bb]*[\\s)\\]}\u2019\u201d\u00bb]*(?=\\S)")
"""What may end a sentence before another one; a straight quotation mark after a space opens the next one."""


class SentenceFinder:
    """A component that starts sentences where the trained "senter" it replaces would, after marks that may end one.

    None starts anywhere else, and decisions of the rules are kept.

    Args:
        senter: spaCy's component, one that `can_find`, not frozen yet.
    """

    def __init__(self, senter: Any) -> None:
        self.model: Model[list[Doc], Any] = senter.model
        tokens, softmax = self.model.get_ref("tok2vec"), self.model.get_ref("softmax")
        self._words = WordTable(tokens.get_ref("embed"))
        self._encode = WindowEncoder(tokens.get_ref("encode"))
        (continues, begins), bias = softmax.get_param("W"), softmax.get_param("b")
        self._weights, self._bias = begins - continues, bias[1] - bias[0]

    @staticmethod
    def can_find(senter: Any) -> bool:
        """Return whether a component has the supported shape: that of the shipped one, not yet frozen."""
        model = senter.model
        if not {"tok2vec", "softmax"} <= set(model.ref_names) or senter.cfg["overwrite"]:
            return False
        tokens = model.get_ref("tok2vec")
        return (
            {"embed", "encode"} <= set(tokens.ref_names)
            and tokens.get_ref("embed").name == "word_embed"
            and WindowEncoder.can_encode(tokens.get_ref("encode"))
        )

    def __call__(self, doc: Doc) -> Doc:
        """Set the sentence starts of one document and return it."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 256) -> Iterator[Doc]:
        """Set the sentence starts of a stream of documents and yield them in order."""
        stream = iter(stream)
        while docs := list(islice(stream, batch_size)):
            self._mark([doc for doc in docs if len(doc)])
            yield from docs

    def _mark(self, docs: Sequence[Doc]) -> None:
        if not docs:
            return
        attributes: Any = np.concatenate([doc.to_array([ORTH, TAG, IDX, SENT_START]) for doc in docs])
        bounds = np.cumsum([0, *map(len, docs)])
        places = _possible_starts(docs, attributes[:, 2], bounds)
        starts = attributes[:, 3].copy()
        places = places[starts[places] == 0]
        starts[bounds[:-1]] = _BEGINS
        starts[starts == 0] = _CONTINUES
        starts[places[self._begins(attributes[:, :2], places, bounds, docs[0])]] = _BEGINS
        for doc, first, stop in zip(docs, bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
            doc.from_array([SENT_START], starts[first:stop])

    def _begins(self, words: Any, places: Any, bounds: Any, doc: Doc) -> Any:
        """Return whether a sentence begins at each of the tokens at `places`, by the network's score."""
        if not len(places):
            return np.zeros(0, dtype=bool)
        after = np.searchsorted(bounds, places, side="right")
        starts = np.maximum(places - self._encode.reach, bounds[after - 1])
        stops = np.minimum(places + self._encode.reach + 1, bounds[after])
        disjoint = starts[1:] >= stops[:-1]  # overlapping windows are merged
        starts, stops = starts[np.append(True, disjoint)], stops[np.append(disjoint, True)]
        lengths = stops - starts
        seen = np.arange(lengths.sum()) + np.repeat(starts - np.cumsum(lengths) + lengths, lengths)
        vectors = self._encode(*self._words.find(words[seen], doc.vocab), lengths.tolist())
        return vectors[np.searchsorted(seen, places)] @ self._weights + self._bias > 0


def _possible_starts(docs: Sequence[Doc], starts: Any, bounds: Any) -> Any:
    """Return the positions of tokens after what may end a sentence, in the concatenated documents.

    Args:
        docs: documents, none of them empty.
        starts: the first character of each token in its document.
        bounds: the first token of each document, and the number of all tokens.
    """
    texts = [text_of(doc) for doc in docs]
    offsets = np.cumsum([0, *map(len, texts)])
    starts = starts.astype(np.intp) + np.repeat(offsets[:-1], np.diff(bounds))
    after_end = np.array(
        [
            offset + end.end()
            for offset, text in zip(offsets.tolist(), texts, strict=False)
            for end in _END.finditer(text)
        ],
        dtype=np.intp,
    )
    places = np.searchsorted(starts, after_end)
    places = places[places < len(starts)]
    return places[starts[places] == after_end[: len(places)]]


@Language.factory("sentence_finder")
def make_sentence_finder(nlp: Language, name: str) -> SentenceFinder:  # noqa: ARG001 (spaCy passes both by name)
    """Return a finder with the weights of the pipeline's "senter"."""
    return SentenceFinder(nlp.get_pipe("senter"))

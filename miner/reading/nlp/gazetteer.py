"""A pipeline component that tags words which are part of known names, as a feature for the network.

The names themselves are not stored: a name is a 64-bit hash of its words, with the kinds of thing that it names.
Two names collide once in some 10^13 pairs, far below the error rate of the dictionaries themselves.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from spacy.attrs import IS_SPACE, LOWER, TAG  # type: ignore[import-not-found]  # compiled, without stubs
from spacy.language import Language
from spacy.strings import StringStore, get_string_id
from spacy.tokens import Doc

from miner.reading.nlp.tokens import split_words

LONGEST = 4
"""Maximum number of words in a name, not counting hyphens."""

_BEGINNING = 23
"""Leading bits of a hash that are looked up first: most hashes of unknown words share them with no name."""

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_HYPHEN = get_string_id("-")


def hash_names(words: Any, length: int) -> Any:
    """Return the hash of each run of `length` words.

    Args:
        words: hashes of lower-case words, shape (words,), uint64.
        length: words in a run.

    Returns:
        Shape (words - length + 1,), uint64.
    """
    count = len(words) - length + 1
    hashes = np.full(max(0, count), length, dtype=np.uint64)
    for position in range(length if count > 0 else 0):
        hashes = (hashes ^ words[position : position + count]) * _MULTIPLIER
        hashes ^= hashes >> np.uint64(29)
    return hashes


class Gazetteer:
    """A component that writes to each token's tag its place in a known name ("B", "I", "L", "U") and the name's kinds.

    Args:
        hashes: hashes of the names, sorted, shape (names,), uint64.
        kinds: kinds of the same names, as bits in the order of the labels, shape (names,), uint8.
    """

    def __init__(self, hashes: Any = (), kinds: Any = ()) -> None:
        self._set(np.asarray(hashes, dtype=np.uint64), np.asarray(kinds, dtype=np.uint8))

    def _set(self, hashes: Any, kinds: Any) -> None:
        self.hashes, self.kinds = hashes, kinds
        self._beginnings = np.zeros(1 << _BEGINNING, dtype=bool)
        self._beginnings[hashes >> np.uint64(64 - _BEGINNING)] = True

    def __len__(self) -> int:
        return len(self.hashes)

    @classmethod
    def of(cls, names: Iterable[tuple[str, int]]) -> "Gazetteer":
        """Return a gazetteer of (name, kinds) pairs; names of more than `LONGEST` words are left out."""
        found: dict[int, int] = {}
        for name, kinds in names:
            words = [get_string_id(word) for word in split_words(name.lower()) if word != "-" and not word.isspace()]
            if 1 <= len(words) <= LONGEST:
                key = int(hash_names(np.array(words, dtype=np.uint64), len(words))[0])
                found[key] = found.get(key, 0) | kinds
        keys = sorted(found)
        return cls(keys, [found[key] for key in keys])

    def __call__(self, doc: Doc) -> Doc:
        """Tag a document's tokens and return it; of overlapping names the longest counts, then the first."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 256) -> Iterator[Doc]:
        """Tag the tokens of a stream of documents, many at once, and yield them in order."""
        stream = iter(stream)
        while docs := list(islice(stream, batch_size)):
            self._tag_all(docs)
            yield from docs

    def _tag_all(self, docs: Sequence[Doc]) -> None:
        words, places, owners = _words(docs)
        bounds = np.cumsum([0, *map(len, docs)]).tolist()
        tags: Any = np.zeros(bounds[-1], dtype=np.uint64)
        taken = bytearray(len(words))
        for length in range(min(LONGEST, len(words)), 0, -1) if len(self.hashes) else ():
            is_within = owners[: len(words) - length + 1] == owners[length - 1 :]
            for start, kinds in self._find(hash_names(words, length), is_within):
                if not any(taken[start : start + length]):
                    taken[start : start + length] = b"\1" * length
                    _tag(tags, places[start], places[start + length - 1], kinds, docs[0].vocab.strings)
        for doc, first, end in zip(docs, bounds, bounds[1:], strict=False):
            doc.from_array([TAG], tags[first:end])

    def _find(self, hashes: Any, is_within: Any) -> Iterator[tuple[int, int]]:
        """Return the positions of the hashes that are known and within a document, with the kinds of their names."""
        places = np.flatnonzero(self._beginnings[hashes >> np.uint64(64 - _BEGINNING)] & is_within)
        hashes = hashes[places]
        rows = np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)
        is_known = self.hashes[rows] == hashes
        return zip(places[is_known].tolist(), self.kinds[rows[is_known]].tolist(), strict=True)

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Write the two arrays into a folder."""
        Path(path).mkdir(parents=True, exist_ok=True)
        np.savez_compressed(Path(path) / _FILE, hashes=self.hashes, kinds=self.kinds)

    def from_disk(self, path: str | Path, **_: Any) -> "Gazetteer":
        """Read the two arrays from a folder and return this gazetteer."""
        with np.load(Path(path) / _FILE, allow_pickle=False) as arrays:
            self._set(arrays["hashes"], arrays["kinds"])
        return self


_FILE = "names.npz"


def _words(docs: Sequence[Doc]) -> tuple[Any, list[int], Any]:
    """Return the hashes of documents' words in lower case, without hyphens and white space.

    With them come their positions in the concatenated documents and the numbers of their documents.
    """
    attributes: Any = np.concatenate([doc.to_array([LOWER, IS_SPACE]) for doc in docs])
    words = attributes[:, 0]
    places = np.flatnonzero((attributes[:, 1] == 0) & (words != np.uint64(_HYPHEN)))
    owners = np.repeat(np.arange(len(docs)), [len(doc) for doc in docs])
    return words[places], places.tolist(), owners[places]


def _tag(tags: Any, first: int, last: int, kinds: int, strings: StringStore) -> None:
    if last == first:
        tags[first] = strings.add(f"U{kinds}")
        return
    tags[first : last + 1] = strings.add(f"I{kinds}")
    tags[first], tags[last] = strings.add(f"B{kinds}"), strings.add(f"L{kinds}")


@Language.factory("gazetteer")
def make_gazetteer(nlp: Language, name: str) -> Gazetteer:  # noqa: ARG001 (spaCy passes both by name)
    """Return an empty gazetteer, to be filled from disk."""
    return Gazetteer()

"""A pipeline component that tells the network which words stand in names that dictionaries know.

The names themselves are not kept: a name is a 64-bit hash of its words, and with it goes what sort of thing it
names. Two names meet in one hash once in some 10^13 pairs, far below what dictionaries themselves get wrong.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from spacy.attrs import IS_SPACE, LOWER, TAG  # type: ignore[import-not-found]  # compiled, without stubs
from spacy.language import Language
from spacy.strings import StringStore, get_string_id
from spacy.tokens import Doc

from miner.reading.nlp.tokens import split_words

LONGEST = 4
"""Words of a name at most, hyphens not counted."""

_BEGINNING = 23
"""First bits of a hash: most hashes of other words share them with no name, which one look-up tells."""

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_HYPHEN = get_string_id("-")


def hash_names(words: Any, length: int) -> Any:
    """Returns the hash of each run of `length` words.

    Args:
        words: hashes of words in lower case, shape (words,), uint64.
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
    """Writes to each token's tag its place in a known name ("B", "I", "L", "U") and the kinds of it (bits).

    Args:
        hashes: of the names, sorted, shape (names,), uint64.
        kinds: of the same names, bits by the order of the labels, shape (names,), uint8.
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
        """Makes one of (name, kinds) pairs; names of more than `LONGEST` words are left out."""
        found: dict[int, int] = {}
        for name, kinds in names:
            words = [get_string_id(word) for word in split_words(name.lower()) if word != "-" and not word.isspace()]
            if 1 <= len(words) <= LONGEST:
                key = int(hash_names(np.array(words, dtype=np.uint64), len(words))[0])
                found[key] = found.get(key, 0) | kinds
        keys = sorted(found)
        return cls(keys, [found[key] for key in keys])

    def __call__(self, doc: Doc) -> Doc:
        """Tags a document's tokens; of overlapping names the longest counts, then the first."""
        words, places = _words(doc)
        tags: Any = np.zeros(len(doc), dtype=np.uint64)
        taken = bytearray(len(words))
        for length in range(min(LONGEST, len(words)), 0, -1) if len(self.hashes) else ():
            for start, kinds in self._find(hash_names(words, length)):
                if not any(taken[start : start + length]):
                    taken[start : start + length] = b"\1" * length
                    _tag(tags, places[start], places[start + length - 1], kinds, doc.vocab.strings)
        doc.from_array([TAG], tags)
        return doc

    def _find(self, wanted: Any) -> Iterator[tuple[int, int]]:
        """The places of the hashes that are known, with the kinds of their names."""
        places = np.flatnonzero(self._beginnings[wanted >> np.uint64(64 - _BEGINNING)])
        wanted = wanted[places]
        rows = np.minimum(np.searchsorted(self.hashes, wanted), len(self.hashes) - 1)
        is_known = self.hashes[rows] == wanted
        return zip(places[is_known].tolist(), self.kinds[rows[is_known]].tolist(), strict=True)

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Writes the two arrays into a folder."""
        Path(path).mkdir(parents=True, exist_ok=True)
        np.savez_compressed(Path(path) / _FILE, hashes=self.hashes, kinds=self.kinds)

    def from_disk(self, path: str | Path, **_: Any) -> "Gazetteer":
        """Reads them again."""
        with np.load(Path(path) / _FILE, allow_pickle=False) as arrays:
            self._set(arrays["hashes"], arrays["kinds"])
        return self


_FILE = "names.npz"


def _words(doc: Doc) -> tuple[Any, list[int]]:
    """Returns the hashes of a document's words in lower case, without hyphens and white space, and their places."""
    attributes = doc.to_array([LOWER, IS_SPACE])
    words = attributes[:, 0]
    places = np.flatnonzero((attributes[:, 1] == 0) & (words != np.uint64(_HYPHEN)))
    return words[places], places.tolist()


def _tag(tags: Any, first: int, last: int, kinds: int, strings: StringStore) -> None:
    if last == first:
        tags[first] = strings.add(f"U{kinds}")
        return
    tags[first : last + 1] = strings.add(f"I{kinds}")
    tags[first], tags[last] = strings.add(f"B{kinds}"), strings.add(f"L{kinds}")


@Language.factory("gazetteer")
def make_gazetteer(nlp: Language, name: str) -> Gazetteer:  # noqa: ARG001 (spaCy gives both by name)
    """Returns an empty gazetteer, to be filled from disk."""
    return Gazetteer()

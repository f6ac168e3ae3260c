"""What MeSH itself calls by a name: its descriptors and supplementary records, 384,000 spellings of their names.

The lexicon holds what is a drug or a disease and what literature at hand names; MeSH knows a quarter of a million
substances beyond that, and gives forms of a drug records of their own ("lithium carbonate"). The names themselves are
not kept: a name is a 64-bit hash, and with it goes the number of its record. A name that MeSH lacks meets one of them
by chance once in some 10^13.
"""

import io
import re
from collections.abc import Iterable
from hashlib import blake2b
from typing import Any, NamedTuple
from zipfile import BadZipFile

import numpy as np

from miner.errors import LexiconError
from miner.lexicon.normalise import normalise
from miner.records import MentionType

MESH_NAMES = "mesh_names.npz"

_WORD = re.compile(r"[^\W_]+")
_UI = re.compile(r"([CD])(\d{6}|\d{9})")
_SUPPLEMENTARY, _LONG, _RESPELT = 1, 2, 4
"""Bits beside a number: C and not D; nine digits and not six; the record has the name only once it is normalised."""


class MeshName(NamedTuple):
    """One name of one record. `ui` is its number ("D008094"); `is_heading` is true of its preferred name."""

    name: str
    type: MentionType
    ui: str
    is_heading: bool = False


class MeshNames:
    """Finds the record that has a name. Make one with `of`, or with `from_bytes` from what `to_bytes` gave.

    Args:
        hashes: of the names, sorted, shape (names,), uint64.
        records: of the same names, the number and three bits of its spelling, shape (names,), uint32.
    """

    def __init__(self, hashes: Any = (), records: Any = ()) -> None:
        self._hashes = np.asarray(hashes, dtype=np.uint64)
        self._records = np.asarray(records, dtype=np.uint32)

    def __len__(self) -> int:
        return len(self._hashes)

    @classmethod
    def of(cls, names: Iterable[MeshName]) -> "MeshNames":
        """Returns the names of records; one that several have leads to the first in this order.

        Descriptors, those that have it letter for letter ("glutamate" is an entry term of Glutamic Acid, the class
        Glutamates has it in the plural only), those whose heading it is, lower numbers.

        Raises:
            ValueError: a number is none of MeSH's.
        """
        best: dict[int, tuple[bool, bool, bool, str]] = {}
        for name in names:
            spaced = _spaced(name.name)
            for spelling in {spaced, normalise.__wrapped__(name.name)} - {""}:
                key = _hash(spelling, name.type)
                rank = (name.ui.startswith("C"), spelling != spaced, not name.is_heading, name.ui)
                best[key] = min(rank, best.get(key, rank))
        hashes = sorted(best)
        return cls(hashes, [_pack(best[key][-1]) | (_RESPELT if best[key][1] else 0) for key in hashes])

    @classmethod
    def from_bytes(cls, data: bytes) -> "MeshNames":
        """Returns what `to_bytes` wrote.

        Raises:
            LexiconError: it is something else.
        """
        try:
            with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
                return cls(arrays["hashes"], arrays["records"])
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise LexiconError(
                f"{MESH_NAMES} cannot be read ({error}); compile it again: `miner lexicon build`"
            ) from error

    def to_bytes(self) -> bytes:
        """Returns the table as a file; equal tables are equal bytes."""
        file = io.BytesIO()
        np.savez(file, hashes=self._hashes, records=self._records)
        return file.getvalue()

    def find(self, name: str, type: MentionType) -> str:  # noqa: A002
        """Returns the number of the record ("MESH:D008094") that has a name, letter for letter or normalised.

        "" where none has, or none of this type: a drug's are those of substances, a disease's of diseases.
        """
        return self._get(_spaced(name), type, _RESPELT) or self._get(normalise(name), type, _RESPELT)

    def find_spelt(self, name: str, type: MentionType) -> str:  # noqa: A002
        """Returns the same of names that MeSH spells so, but for case and punctuation; "lactate" is not Lactates."""
        return self._get(_spaced(name), type)

    def _get(self, spelling: str, type: MentionType, taken: int = 0) -> str:  # noqa: A002
        key = np.uint64(_hash(spelling, type))
        place = int(np.searchsorted(self._hashes, key))
        if not spelling or place == len(self._hashes) or self._hashes[place] != key:
            return ""
        record = int(self._records[place])
        return "" if record & _RESPELT & ~taken else f"MESH:{_unpack(record)}"


def _spaced(name: str) -> str:
    """The words of a name in lower case, as they are spelt."""
    return " ".join(_WORD.findall(name.lower()))


def _hash(spelling: str, type: MentionType) -> int:  # noqa: A002
    return int.from_bytes(blake2b(f"{type.value}:{spelling}".encode(), digest_size=8).digest(), "little")


def _pack(ui: str) -> int:
    found = _UI.fullmatch(ui)
    if not found:
        raise ValueError(f"{ui!r} is no number of MeSH: C or D and six or nine digits are due")
    return int(found[2]) << 3 | (_SUPPLEMENTARY if found[1] == "C" else 0) | (_LONG if len(found[2]) > 6 else 0)


def _unpack(record: int) -> str:
    letter = "C" if record & _SUPPLEMENTARY else "D"
    return f"{letter}{record >> 3:0{9 if record & _LONG else 6}}"

"""Look-up of MeSH's own names: 384,000 spellings of the names of its descriptors and supplementary records.

The lexicon has drugs, diseases and the substances that the literature at hand names; MeSH has a quarter of a million
more substances, and separate records for forms of a drug ("lithium carbonate"). The names themselves are not stored:
a name is a 64-bit hash with the number of its record. A name that MeSH lacks collides with one of them about once in
5 * 10^13.
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
"""Flag bits of a record: C, not D; nine digits, not six; the record has the name only after normalisation."""


class MeshName(NamedTuple):
    """One name of one record. `ui` is the record's number ("D008094"); `is_heading` marks its preferred name."""

    name: str
    type: MentionType
    ui: str
    is_heading: bool = False


class MeshNames:
    """A look-up table from names to records. Make one with `of`, or with `from_bytes` from what `to_bytes` returned.

    Args:
        hashes: of the names, sorted, shape (names,), uint64.
        records: record number and three flag bits of each name, in the same order, shape (names,), uint32.
    """

    def __init__(self, hashes: Any = (), records: Any = ()) -> None:
        self._hashes = np.asarray(hashes, dtype=np.uint64)
        self._records = np.asarray(records, dtype=np.uint32)

    def __len__(self) -> int:
        return len(self._hashes)

    @classmethod
    def of(cls, names: Iterable[MeshName]) -> "MeshNames":
        """Return the table of these names. A name of several records leads to the first in the following order.

        Descriptors; records that have it letter for letter ("glutamate" is an entry term of Glutamic Acid, while the
        class Glutamates has it only in the plural); records whose heading it is; lower numbers.

        Raises:
            ValueError: a number is not one of MeSH's.
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
        """Return the table that `to_bytes` wrote.

        Raises:
            LexiconError: the data is not such a table.
        """
        try:
            with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
                return cls(arrays["hashes"], arrays["records"])
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise LexiconError(
                f"{MESH_NAMES} cannot be read ({error}); compile it again: `miner lexicon build`"
            ) from error

    def to_bytes(self) -> bytes:
        """Return the content of a file with the table; equal tables give equal bytes."""
        file = io.BytesIO()
        np.savez(file, hashes=self._hashes, records=self._records)
        return file.getvalue()

    def find(self, name: str, type: MentionType) -> str:  # noqa: A002
        """Return the record ("MESH:D008094") that has a name, letter for letter or normalised; "" if none has.

        Only records of the type are searched: substances for a drug, diseases for a disease.
        """
        return self._get(_spaced(name), type, _RESPELT) or self._get(normalise(name), type, _RESPELT)

    def find_spelt(self, name: str, type: MentionType) -> str:  # noqa: A002
        """Return the same, comparing everything but case and punctuation: "lactate" is not Lactates."""
        return self._get(_spaced(name), type)

    def _get(self, spelling: str, type: MentionType, taken: int = 0) -> str:  # noqa: A002
        key = np.uint64(_hash(spelling, type))
        place = int(np.searchsorted(self._hashes, key))
        if not spelling or place == len(self._hashes) or self._hashes[place] != key:
            return ""
        record = int(self._records[place])
        return "" if record & _RESPELT & ~taken else f"MESH:{_unpack(record)}"


def _spaced(name: str) -> str:
    """Return the words of a name in lower case, otherwise as they are spelt."""
    return " ".join(_WORD.findall(name.lower()))


def _hash(spelling: str, type: MentionType) -> int:  # noqa: A002
    return int.from_bytes(blake2b(f"{type.value}:{spelling}".encode(), digest_size=8).digest(), "little")


def _pack(ui: str) -> int:
    found = _UI.fullmatch(ui)
    if not found:
        raise ValueError(f"{ui!r} is not a MeSH number; give C or D and six or nine digits")
    return int(found[2]) << 3 | (_SUPPLEMENTARY if found[1] == "C" else 0) | (_LONG if len(found[2]) > 6 else 0)


def _unpack(record: int) -> str:
    letter = "C" if record & _SUPPLEMENTARY else "D"
    return f"{letter}{record >> 3:0{9 if record & _LONG else 6}}"

"""The classifier of designs: one logistic regression for each group of designs, over what an article says.

The rules are features of it. It is shipped as a table (corpora/designs, trained by `python -m corpora train-designs`),
so that reading needs numpy alone.
"""

import gzip
import importlib.resources
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources.abc import Traversable
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from miner.errors import ModelError
from miner.reading.designs.features import ZONES, Features
from miner.records import Design

Vector = NDArray[np.float32]

GROUP_OF = {
    Design.CASE_SERIES: Design.CASE_REPORT,
    Design.PHASE_1: Design.SINGLE_ARM,
    Design.PHASE_2: Design.SINGLE_ARM,
    Design.PHASE_3: Design.SINGLE_ARM,
}
"""Designs that the classifier does not tell apart: MEDLINE's types do not either; the rules do."""
GROUPS = tuple(design for design in sorted(Design) if design not in GROUP_OF)
"""What the classifier tells apart."""
FACT = "fact"
SHOWN_AMONG = 20
"""The heaviest wordings, among which those with a telling word are shown as reasons."""
EMPTY_WORDS = frozenset(
    """
    0 00 000 0000 a an and are as at be been between by for from had has have in is it of on or our that the their these
    this to was we were which with
    """.split()  # noqa: SIM905 - a table of words
)


def group_of(design: Design) -> Design:
    """Return the group of a design."""
    return GROUP_OF.get(design, design)


class DesignClassifier:
    """Gives the log odds of each of `GROUPS`. `DesignClassifier.load` reads the shipped table.

    Args:
        names: the features as `Features.names` has them, facts as "fact: ...".
        rows: their weights for `GROUPS`, of shape (features, groups).
        intercepts: one for each group.
    """

    def __init__(self, names: list[str], rows: Vector, intercepts: Vector) -> None:
        self._names = names
        self._rows = rows
        self._intercepts = intercepts
        self._facts: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        wordings: dict[tuple[int, ...], int] = {}
        for place, name in enumerate(names):
            zone, _, wording = name.partition(": ")
            if zone == FACT:
                self._facts[wording] = place
            else:
                numbers = [self._numbers.setdefault(word, len(self._numbers) + 1) for word in wording.split()]
                wordings[ZONES.index(zone), *numbers] = place
        self._size = len(self._numbers) + 1
        by_code = sorted((self._code(key), place) for key, place in wordings.items())
        self._codes = np.array([code for code, _ in by_code], dtype=np.int64)
        self._last: tuple[Features, NDArray[np.int64]] | None = None
        self._places = np.array([place for _, place in by_code], dtype=np.int64)

    def _code(self, key: tuple[int, ...]) -> int:
        """Return a zone and the numbers of one or two words as one number; a lone word has a second one of 0."""
        zone, first, second = (*key, 0)[:3]
        return (zone * self._size + first) * self._size + second

    @classmethod
    def load(cls, path: Traversable | None = None) -> "DesignClassifier":
        """Return the classifier of a table, or the shipped one, which is loaded once.

        Raises:
            ModelError: the table is missing or malformed.
        """
        return _shipped() if path is None else cls(*read_table(path))

    def scores(self, features: Features) -> Mapping[Design, float]:
        """Return the log odds of each of `GROUPS`; they are independent of each other."""
        facts = [self._facts[fact] for fact in features.facts if fact in self._facts]
        wordings = self._wordings(features)
        total = self._intercepts + self._rows[facts].sum(axis=0)
        total = total + self._rows[wordings].sum(axis=0) / max(1, len(wordings)) ** 0.5
        return dict(zip(GROUPS, total.tolist(), strict=True))

    def strongest(self, features: Features, group: Design, count: int = 3) -> list[str]:
        """Return the wordings that speak most for a group, the strongest first."""
        places = self._wordings(features)
        weights = self._rows[places, GROUPS.index(group)]
        best = np.argsort(-weights, kind="stable")[:SHOWN_AMONG]
        shown = [self._names[places[at]].partition(": ")[2] for at in best if weights[at] > 0]
        telling = [wording for wording in shown if any(word not in EMPTY_WORDS for word in wording.split())]
        return list(dict.fromkeys(telling))[:count]

    def _wordings(self, features: Features) -> NDArray[np.int64]:
        """Return what `_find_wordings` finds, once for the same features."""
        if self._last is None or self._last[0] is not features:
            self._last = features, self._find_wordings(features)
        return self._last[1]

    def _find_wordings(self, features: Features) -> NDArray[np.int64]:
        """Return the rows of the wordings that the table has, each once; arrays, since 500 look-ups take long."""
        number_of = self._numbers.get
        numbers: list[int] = []
        for words in features.words:
            numbers += map(number_of, words, repeat(0))
            numbers.append(0)
        seconds = np.array(numbers, dtype=np.int64)
        firsts = seconds * self._size
        firsts[len(features.words[0]) + 1 :] += self._size * self._size
        codes = np.concatenate([firsts, firsts[:-1] + seconds[1:]])
        codes.sort()
        at = np.searchsorted(self._codes, codes)
        met = self._codes[np.minimum(at, len(self._codes) - 1)] == codes
        met[1:] &= codes[1:] != codes[:-1]
        found: NDArray[np.int64] = self._places[at[met]]
        return found


@cache
def _shipped() -> DesignClassifier:
    return DesignClassifier.load(importlib.resources.files("corpora") / "designs" / "weights.tsv.gz")


def read_table(path: Traversable) -> tuple[list[str], Vector, Vector]:
    """Return names, weights and intercepts of a table: a first line of groups and intercepts as JSON, then rows.

    Raises:
        ModelError: the table is missing or malformed, or is one of other groups.
    """
    try:
        first, *lines = gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
        intercepts = json.loads(first)
        names, values = zip(*(line.split("\t", 1) for line in lines), strict=True)
        rows = np.array([[float(cell) for cell in row.split("\t")] for row in values], dtype=np.float32)
        if list(intercepts) != [group.title for group in GROUPS] or rows.shape[1] != len(GROUPS):
            raise ValueError(f"has the groups {list(intercepts)}")  # noqa: TRY301
    except (OSError, EOFError, ValueError, TypeError) as error:
        raise ModelError(f"{path}: is no table of weights ({error}); run 'python -m corpora train-designs'") from error
    return list(names), rows, np.array(list(intercepts.values()), dtype=np.float32)

"""Names that are nearly a name of the lexicon: the same letters with other spaces, or a typing error.

Asked only about names that no spelling rule explains, and only long ones: with few letters every name has a neighbour.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from miner.lexicon.lexicon import Lexicon
from miner.lexicon.normalise import normalise
from miner.lexicon.words import FUNCTION_WORDS
from miner.records import MentionType

_SQUEEZED_LENGTH_MIN = 5
_LENGTH_MIN = 8
_PREFIX = 3
_SAME_MIN = 92.0
"""Percent of letters in common (2 x matches / both lengths) from which two names are one: .93 of such links are right
in the training parts, .81 from 88 on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """The names of one type, normalised: by their letters, by their first letters, and all their words."""

    squeezed: dict[str, tuple[str, ...]]
    by_start: dict[str, list[str]]
    words: frozenset[str]


class SimilarNames:
    """The names of one type by their letters; the index is loaded at the first question.

    Args:
        lexicon: has the names.
        type: of the names.
    """

    def __init__(self, lexicon: Lexicon, type: MentionType) -> None:  # noqa: A002
        self._lexicon = lexicon
        self._type = type

    def same_letters(self, name: str) -> tuple[str, ...]:
        """Return the names that differ only in spaces and hyphens ("STI 571", "micro albuminuria"), normalised."""
        squeezed = normalise(name).replace(" ", "")
        if len(squeezed) < _SQUEEZED_LENGTH_MIN:
            return ()
        return self._index.squeezed.get(squeezed, ())

    def nearest(self, name: str) -> str | None:
        """Return the nearest name with at least `_SAME_MIN` percent of the letters, normalised; None if there is none.

        Both must start alike, have the same digits and the same number of words, and differ in long words only: "hypo"
        is not "hyper", "interleukin 2" is not "interleukin 6" and "hepatitis virus" is not "hepatitis C virus".
        """
        spelt = normalise(name)
        if len(spelt) < _LENGTH_MIN:
            return None
        begin_alike = self._index.by_start.get(spelt[:_PREFIX], ())
        near = process.extract(spelt, begin_alike, scorer=fuzz.ratio, score_cutoff=_SAME_MIN, limit=None)
        digits = _digits(spelt)
        best = next((x for x, _, _ in near if abs(len(x) - len(spelt)) <= 2 and _digits(x) == digits), None)
        return best if best is not None and _is_slip(spelt, best, self._index.words) else None

    def is_slip(self, name: str, other: str) -> bool:
        """Return whether a name can be another one with a typing error, its words in any order.

        Both have the same digits and as many words, except "of", "the" and the like; only long words differ, and none
        of them is the other with a prefix: "omeprazole" is not "esomeprazole".
        """
        words, others = normalise(name).split(), normalise(other).split()
        changed, instead = _beyond(words, others), _beyond(others, words)
        is_prefixed = any(x.endswith(y) or y.endswith(x) for x, y in zip(changed, instead, strict=False))
        return (
            not is_prefixed
            and _digits("".join(sorted(words))) == _digits("".join(sorted(others)))
            and _is_slip(" ".join(changed), " ".join(instead), self._index.words)
        )

    @property
    def _index(self) -> _Index:
        return self._lexicon.derived(f"letters-{self._type}", self._make_index)

    def _make_index(self) -> _Index:
        squeezed: dict[str, set[str]] = defaultdict(set)
        by_start: dict[str, list[str]] = defaultdict(list)
        words: set[str] = set()
        for spelling in dict.fromkeys(row.spelling for row in self._lexicon.name_rows(self._type)):
            words.update(spelling.split())
            squeezed[spelling.replace(" ", "")].add(spelling)
            if len(spelling) >= _LENGTH_MIN - 2:
                by_start[spelling[:_PREFIX]].append(spelling)
        return _Index(
            squeezed={letters: tuple(sorted(names)) for letters, names in squeezed.items()},
            by_start=dict(by_start),
            words=frozenset(words),
        )


def _beyond(words: list[str], others: list[str]) -> list[str]:
    """Return the words that the others lack, in their order, without "of" and the like."""
    missing = Counter(words) - Counter(others)
    return [word for word in words if word in missing and word not in FUNCTION_WORDS]


def _digits(name: str) -> str:
    return "".join(char for char in name if char.isdigit())


_OPPOSITES = ("hypo", "hyper", "intra", "inter", "extra", "anti", "post", "macro", "micro")
_WORD_LENGTH_MIN = 5
_WORD_SAME_MIN = 75.0
_ENDING_LENGTH_MAX = 4


def _is_slip(one: str, other: str, known: frozenset[str]) -> bool:
    """Return whether two names differ as by a typing error: word for word, in long words, with the same meaning.

    A word that other names have (`known`) is no error, and may differ by its ending only: "mycobacterial" from
    "mycobacterium", but not "keratitis" from "dermatitis".
    """
    words, others = one.split(), other.split()
    if len(words) != len(others) or any((prefix in one) != (prefix in other) for prefix in _OPPOSITES):
        return False
    changed = [(x, y) for x, y in zip(words, others, strict=True) if x != y]
    return all(
        min(len(x), len(y)) >= _WORD_LENGTH_MIN
        and fuzz.ratio(x, y) >= _WORD_SAME_MIN
        and (x not in known or _same_start(x, y) >= max(len(x), len(y)) - _ENDING_LENGTH_MAX)
        for x, y in changed
    )


def _same_start(one: str, other: str) -> int:
    return next((i for i, (x, y) in enumerate(zip(one, other, strict=False)) if x != y), min(len(one), len(other)))

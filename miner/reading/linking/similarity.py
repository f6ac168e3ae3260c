"""Names that are nearly a name of the lexicon: the same letters with other spaces, or a slip of the pen.

Only what no spelling rule explains comes here, and only long names: with few letters every name has a neighbour.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from rapidfuzz import fuzz, process

from miner.lexicon.lexicon import IDLE_WORDS, Lexicon
from miner.lexicon.normalise import normalise
from miner.records import MentionType

_SQUEEZED_LENGTH_MIN = 5
_LENGTH_MIN = 8
_PREFIX = 3
_SAME_MIN = 92.0
"""Percent of letters in common (2 x matches / both lengths) from which two names are one: .93 of such links are right
in the training parts, .81 from 88 on."""


class SimilarNames:
    """The names of one type by their letters; the index is made at the first question, a second or so."""

    def __init__(self, lexicon: Lexicon, type: MentionType) -> None:  # noqa: A002
        self._lexicon = lexicon
        self._type = type
        self._squeezed: dict[str, tuple[str, ...]] = {}
        self._by_start: dict[str, list[str]] = defaultdict(list)
        self._words: set[str] = set()

    def same_letters(self, name: str) -> tuple[str, ...]:
        """Names that differ only in spaces and hyphens ("STI 571", "micro albuminuria"), normalised."""
        squeezed = normalise(name).replace(" ", "")
        if len(squeezed) < _SQUEEZED_LENGTH_MIN:
            return ()
        self._make_index()
        return self._squeezed.get(squeezed, ())

    def nearest(self, name: str) -> str | None:
        """The one name with at least `_SAME_MIN` percent of its letters, normalised; None where none is so near.

        They must begin alike, have the same digits and as many words, and differ in long words only: "hypo" is not
        "hyper", "interleukin 2" is not "interleukin 6" and "hepatitis virus" is not "hepatitis C virus".
        """
        spelt = normalise(name)
        if len(spelt) < _LENGTH_MIN:
            return None
        self._make_index()
        near = [
            other
            for other in self._by_start.get(spelt[:_PREFIX], ())
            if abs(len(other) - len(spelt)) <= 2 and _digits(other) == _digits(spelt)
        ]
        best = process.extractOne(spelt, near, scorer=fuzz.ratio, score_cutoff=_SAME_MIN)
        return best[0] if best and _is_slip(spelt, best[0], self._words) else None

    def is_slip(self, name: str, other: str) -> bool:
        """Whether a name can be another one with a slip of the pen, its words in any order.

        The same digits, as many words but for "of", "the" and the like, and only long ones that differ, none of which
        is the other with something before it: "omeprazole" is not "esomeprazole".
        """
        self._make_index()
        words, others = normalise(name).split(), normalise(other).split()
        changed, instead = _beyond(words, others), _beyond(others, words)
        is_prefixed = any(x.endswith(y) or y.endswith(x) for x, y in zip(changed, instead, strict=False))
        return (
            not is_prefixed
            and _digits("".join(sorted(words))) == _digits("".join(sorted(others)))
            and _is_slip(" ".join(changed), " ".join(instead), self._words)
        )

    def _make_index(self) -> None:
        if self._by_start:
            return
        squeezed: dict[str, set[str]] = defaultdict(set)
        for spelling in self._spellings():
            self._words.update(spelling.split())
            squeezed[spelling.replace(" ", "")].add(spelling)
            if len(spelling) >= _LENGTH_MIN - 2:
                self._by_start[spelling[:_PREFIX]].append(spelling)
        self._squeezed = {letters: tuple(sorted(names)) for letters, names in squeezed.items()}
        self._by_start[""] = []  # so that an empty lexicon is not indexed again

    def _spellings(self) -> Iterator[str]:
        return iter(dict.fromkeys(normalise.__wrapped__(row.name) for row in self._lexicon.name_rows(self._type)))


def _beyond(words: list[str], others: list[str]) -> list[str]:
    """The words that the others lack, in their order; "of" and the like do not count."""
    missing = Counter(words) - Counter(others)
    return [word for word in words if word in missing and word not in IDLE_WORDS]


def _digits(name: str) -> str:
    return "".join(char for char in name if char.isdigit())


_OPPOSITES = ("hypo", "hyper", "intra", "inter", "extra", "anti", "post", "macro", "micro")
_WORD_LENGTH_MIN = 5
_WORD_SAME_MIN = 75.0
_ENDING_LENGTH_MAX = 4


def _is_slip(one: str, other: str, known: set[str]) -> bool:
    """Whether two names differ as a slip of the pen does: word for word, in long words, without turning the meaning.

    A word that names know (`known`) is no slip, and may differ by its ending only: "mycobacterial" from
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

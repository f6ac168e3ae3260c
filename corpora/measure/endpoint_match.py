"""Chooses the comparison of an abstract that is about an outcome named in other words: a share of its words.

It is how the measure asks a question of comparisons; nothing of the program uses it. The evidence is not looked at.
"""

import re
from collections.abc import Sequence

from miner.records.studies import Comparison

MATCH_MIN = 0.35
"""Score below which no comparison is about the outcome."""

_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ENDINGS = (
    "ications", "ication", "ations", "ation", "ities", "ity", "ements", "ement", "ings", "ing", "ies", "ied", "ed",
    "es", "s", "al", "ic",
)  # fmt: skip
_GENERAL = (
    "the a an of in and or to for with on at by from after before during between group groups rate rates mean level "
    "levels score scores number total change changes patients overall incidence occurrence risk proportion percentage "
    "frequency time treatment week weeks day days month months year years"
)
_SPELLINGS = (("haem", "hem"), ("oedema", "edema"), ("anaem", "anem"))
_STEM_MIN = 3
_PREFIX_MIN = 5


def best_comparison(
    text: str, sentences: Sequence[tuple[int, int]], found: Sequence[Comparison], outcome: str, intervention: str
) -> Comparison | None:
    """Return the comparison whose endpoint, clause and sentence share most with an outcome; None if none shares enough.

    Args:
        text: the article's text.
        sentences: its sentences as (start, end).
        found: its comparisons.
        outcome: what is asked for.
        intervention: whose effect is asked for; a small part of the score.
    """
    wanted, drug = content(outcome), content(intervention)
    best, best_score = None, MATCH_MIN
    for comparison in found:
        places = (place for place in sentences if place[0] <= comparison.start < place[1])
        start, end = next(places, (comparison.start, comparison.end))
        sentence = words(text[start:end])
        score = (
            overlap(wanted, words(comparison.endpoint))
            + 0.5 * overlap(wanted, words(text[comparison.start : comparison.end]))
            + 0.3 * overlap(wanted, sentence)
            + 0.15 * overlap(drug, sentence)
        )
        if score > best_score + 1e-9:
            best, best_score = comparison, score
    return best


def stem(word: str) -> str:
    """Return a word without its ending, if three letters remain."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM_MIN:
            return word[: -len(ending)]
    return word


_GENERAL_STEMS = frozenset(map(stem, _GENERAL.split()))


def words(text: str) -> frozenset[str]:
    """Return the stems of a text's words."""
    lowered = text.lower()
    for british, american in _SPELLINGS:
        lowered = lowered.replace(british, american)
    return frozenset(map(stem, _WORD.findall(lowered)))


def content(text: str) -> frozenset[str]:
    """Return the stems of the words that tell an outcome from others; all if there are no others."""
    found = words(text)
    return frozenset(word for word in found if word not in _GENERAL_STEMS and not word.isdigit()) or found


def overlap(wanted: frozenset[str], found: frozenset[str]) -> float:
    """Return the share of wanted words that are found, whole or as the beginning of one another; 0 of none."""
    if not wanted:
        return 0.0
    return sum(word in found or any(_begin_alike(word, other) for other in found) for word in wanted) / len(wanted)


def _begin_alike(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _PREFIX_MIN and (one.startswith(other) or other.startswith(one))

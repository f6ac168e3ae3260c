"""Which sentences speak of the study that an article reports; background, others' work and plans are left out.

An abstract with sections says it by their names. In one without, the study begins with the first sentence that tells an
aim, a method or a result of its own. A review reports no patients: what it is about stands in its title and its aims.
"""

import re
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from miner.reading.populations.scope_words import AIMS, ENROLLED, FUTURE, OTHERS, OWN, RESULTS, REVIEWS
from miner.records import Article, Design
from miner.sources.section_labels import inline_categories

_OWN, _AIMS, _OTHERS, _FUTURE = (re.compile("|".join(words)) for words in (OWN, AIMS, OTHERS, FUTURE))
_RESULTS, _REVIEWS, _ENROLLED = (re.compile("|".join(words)) for words in (RESULTS, REVIEWS, ENROLLED))
_OF_REVIEWS = frozenset({Design.REVIEW, Design.GUIDELINE})


class Part(Enum):
    """Where in the report of a study a sentence stands."""

    TITLE = "title"
    METHOD = "method"
    RESULT = "result"
    CONCLUSION = "conclusion"


class OwnSentence(NamedTuple):
    """A sentence on the reported study: its place in the text and the part of the report."""

    start: int
    end: int
    part: Part


def lower(text: str) -> str:
    """Return the text in lower case, character for character, so that offsets stay."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(small if len(small := character.lower()) == 1 else character for character in text)


def own_sentences(
    article: Article, lowered: str, sentences: Sequence[tuple[int, int]], design: Design
) -> list[OwnSentence]:
    """Return the sentences on the reported study, in order.

    Args:
        article: the article.
        lowered: its text in lower case, as `lower` gives it.
        sentences: (start, end) of each sentence in order, the title first.
        design: of a review only title, aims and what it says of its own findings count.
    """
    found: list[OwnSentence] = []
    categories = _categories(article, sentences)
    is_structured = any(category in _SECTIONS for category in categories)
    has_begun = is_structured
    for (start, end), category in zip(sentences, categories, strict=True):
        if category == "TITLE":
            found.append(OwnSentence(start, end, Part.TITLE))
            continue
        words = lowered[start:end]
        if design in _OF_REVIEWS:
            if not _FUTURE.search(words):
                found.append(OwnSentence(start, end, Part.METHOD))
            continue
        is_own = _OWN.search(words) is not None or _AIMS.search(words) is not None
        has_begun = has_begun or (is_own and not _OTHERS.search(words))
        is_background = category == "BACKGROUND" or not has_begun
        if (is_background and not is_own) or _OTHERS.search(words) or _FUTURE.search(words):
            continue
        found.append(OwnSentence(start, end, _part(category, words)))
    return found


_SECTIONS = frozenset({"OBJECTIVE", "METHODS", "RESULTS"})


def _categories(article: Article, sentences: Sequence[tuple[int, int]]) -> list[str]:
    """Return the category of each sentence: its section's, or that of the heading above it in the running text."""
    sections = iter(article.sections)
    section = next(sections, None)
    given = []
    for start, _ in sentences:
        while section is not None and section.end <= start:
            section = next(sections, None)
        given.append(section.category if section is not None and section.start <= start else "")
    if all(given):
        return given
    bare = [place for place, category in zip(sentences, given, strict=True) if not category]
    inline = iter(inline_categories(article.text, bare))
    return [category or next(inline) for category in given]


def _part(category: str, words: str) -> Part:
    if category == "CONCLUSIONS":
        return Part.CONCLUSION
    if category == "RESULTS":
        return Part.RESULT
    if category or _AIMS.search(words) or _ENROLLED.search(words):
        return Part.METHOD
    return Part.RESULT if _RESULTS.search(words) else Part.METHOD

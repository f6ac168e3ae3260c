"""Which sentences speak of the study that an article reports; background, others' work and plans are left out.

An abstract with sections says it by their names. In one without, the study begins with the first sentence that tells an
aim, a method or a result of its own. A review reports no patients of its own: it is about all that it says.
"""

import re
from collections.abc import Sequence

from miner.reading.populations.patterns import CUES
from miner.reading.populations.study_text import OwnSentence, Part
from miner.records import Article, Design
from miner.sources.section_labels import RESULT_CATEGORIES, find_headings

_OF_REVIEWS = frozenset({Design.REVIEW, Design.GUIDELINE})
_CASES = frozenset({Design.CASE_REPORT, Design.CASE_SERIES})
_SECTIONS = frozenset({"OBJECTIVE", "METHODS", "RESULTS"})
_HEADING_LENGTH = 80
_FIRST_WORDS = (
    "#", "background", "introduction", "context", "rationale", "importance", "objective", "aim", "purpose", "goal",
    "method", "material", "patient", "design", "setting", "subject", "participant", "study", "intervention", "main",
    "measure", "result", "finding", "observation", "case", "outcome", "conclusion", "interpretation", "discussion",
    "summary", "implication", "clinical", "significance", "primary", "secondary", "experimental", "data", "statistical",
    "research", "trial", "hypothesis", "principal", "key", "limitation", "relevance", "exposure", "population",
)  # fmt: skip
"""How a sentence begins that may begin with a heading."""


def own_sentences(
    article: Article, lowered: str, sentences: Sequence[tuple[int, int]], design: Design
) -> list[OwnSentence]:
    """Return the sentences on the reported study, in order.

    Args:
        article: the article.
        lowered: its text in lower case, as `lower` gives it.
        sentences: (start, end) of each sentence in order, the title first.
        design: of a review everything counts but what remains to be studied, since others' work is its subject.
    """
    categories = _categories(article, lowered, sentences)
    marked = [*zip(sentences, categories, CUES.scan(lowered, sentences), strict=True)]
    found = _of_review(lowered, marked) if design in _OF_REVIEWS else _of_study(lowered, marked)
    if design in _CASES and len(found) <= 1 < len(marked):  # nothing but the title: a case that is told without "we"
        return [own for own in _of_review(lowered, marked) if not _is_of_others(own, lowered)]
    return found


def _is_of_others(own: OwnSentence, lowered: str) -> bool:
    return own.part is not Part.TITLE and CUES.matches("others", own.cues, lowered, own.start, own.end)


_Marked = tuple[tuple[int, int], str, int]
"""A sentence with its category and the bits of its cues."""


def _of_review(lowered: str, marked: Sequence[_Marked]) -> list[OwnSentence]:
    return [
        OwnSentence(start, end, Part.TITLE if category == "TITLE" else Part.METHOD, cues)
        for (start, end), category, cues in marked
        if category == "TITLE" or not CUES.matches("future", cues, lowered, start, end)
    ]


def _of_study(lowered: str, marked: Sequence[_Marked]) -> list[OwnSentence]:
    found = []
    has_begun = any(category in _SECTIONS for _, category, _ in marked)
    for (start, end), category, cues in marked:
        place = lowered, start, end
        if category == "TITLE":
            found.append(OwnSentence(start, end, Part.TITLE, cues))
            continue
        is_background = category == "BACKGROUND" or not has_begun
        if is_background and not _is_aim(cues, *place) and not CUES.matches("own", cues, *place):
            continue
        if CUES.matches("others", cues, *place) or CUES.matches("future", cues, *place):
            continue
        has_begun = True
        found.append(OwnSentence(start, end, _part(category, cues, *place), cues))
    return found


def _categories(article: Article, lowered: str, sentences: Sequence[tuple[int, int]]) -> list[str]:
    """Return the category of each sentence: its section's, or that of the heading above it in the running text.

    Where no heading promises a result, each counts for its own sentence only: the results follow without one.
    """
    sections = iter(article.sections)
    section = next(sections, None)
    given = []
    for start, _ in sentences:
        while section is not None and section.end <= start:
            section = next(sections, None)
        given.append(section.category if section is not None and section.start <= start else "")
    if _has_title_in_text(article, lowered, sentences):
        given[0] = "TITLE"
    inline = {
        number: heading
        for number, (start, end) in enumerate(sentences)
        if not given[number] and (heading := _heading(article.text, lowered, start, end))
    }
    is_whole = not RESULT_CATEGORIES.isdisjoint(inline.values())
    above = ""
    for number, category in enumerate(given):
        above = inline.get(number, above if is_whole else "")
        given[number] = category or above
    return given


def _has_title_in_text(article: Article, lowered: str, sentences: Sequence[tuple[int, int]]) -> bool:
    """Return whether an article without a title begins with one in its text: a sentence without a verb of prose."""
    if not sentences or any(section.category == "TITLE" for section in article.sections):
        return False
    start, end = sentences[0]
    return end - start <= _TITLE_LENGTH and not _PROSE.search(lowered, start, end)


_TITLE_LENGTH = 250
_PROSE = re.compile(
    r"\b(?:was|were|is|are|be|been|has|have|had|we|our|this|these|there|he|she|who|which|presented|reported|received|"
    r"developed|should|may|can)\b|^\d|\bn ?= ?\d|:$"
)


def _heading(text: str, lowered: str, start: int, end: int) -> str:
    """Return the category of the heading that a sentence begins with, "" if it begins with none."""
    if not lowered.startswith(_FIRST_WORDS, start):
        return ""
    headings = find_headings(text, start, min(end, start + _HEADING_LENGTH))
    return next((category for place, category in headings if place == start), "")


def _is_aim(cues: int, lowered: str, start: int, end: int) -> bool:
    if CUES.matches("aims", cues, lowered, start, end):
        return True
    openings = CUES.patterns("openings", cues)
    return bool(openings) and any(pattern.match(lowered, start, end) for _, pattern in openings)


def _part(category: str, cues: int, lowered: str, start: int, end: int) -> Part:
    if category in {"CONCLUSIONS", "RESULTS"}:
        return Part.CONCLUSION if category == "CONCLUSIONS" else Part.RESULT
    place = lowered, start, end
    if category or _is_aim(cues, *place) or CUES.matches("enrolled", cues, *place):
        return Part.METHOD
    return Part.RESULT if CUES.matches("results", cues, *place) else Part.METHOD

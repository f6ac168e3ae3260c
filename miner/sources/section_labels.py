"""Labels of abstract sections and NLM's categories for them, where NLM has set none: as attributes or inside the text.

A label is read by its words, since authors combine them freely ("SUMMARY OF BACKGROUND DATA", "METHODS AND RESULTS").
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

_WORDS = {
    "BACKGROUND": "backgrounds?|introduction|context|rationale|hypothes[ie]s|importance|motivation|problem|issues|"
    "advances|scope|state of the art|(?:already|is) known|knowledge",
    "OBJECTIVE": "objectives?|object|aims?|purposes?|goals?|questions?",
    "METHODS": "methods?|methodology|materials?|designs?|settings?|patients?|participants?|subjects?|population|"
    "samples?|animals|interventions?|treatments?|exposures?|procedures?|techniques?|approach|experimental|experiments?|"
    "measures?|measurements?|main outcomes?|primary outcomes?|secondary outcomes?|sources?|selection|extraction|"
    "collection|acquisition|analys[ie]s|statistics|criteria|strategy|diagnos[ie]s|implementation|type of study|"
    "(?:level|classification) of evidence|covered|ethics|dissemination|registration|registry|funding|sponsorship",
    "RESULTS": "results?|findings?|observations?|cases?|case reports?|synthesis|outcomes?|happened",
    "CONCLUSIONS": "conclusions?|interpretations?|discussion|summary|synopsis|implications?|relevance|significance|"
    "impact|value|comments?|opinion|perspectives?|directions|recommendations?|limitations?|lessons?|messages?|points|"
    "highlights|adds",
}
"""The words of labels by category. Of a case report, the case is the result."""
RESULT_CATEGORIES = frozenset({"RESULTS", "CONCLUSIONS"})

_ANY = "|".join(f"(?P<{category}>{words})" for category, words in _WORDS.items())
_LABEL_WORD = re.compile(rf"\b(?:{_ANY})\b", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:[/&,;:+]|\band\b)\s*", re.IGNORECASE)
_FURTHER = re.compile(r"\s(?:of|for|to|in|on|from|about|this|the)\s.*", re.IGNORECASE)

_PLAIN = "|".join(_WORDS.values())
_QUALIFIERS = "main|principal|key|primary|secondary|study|trial|research|clinical|patient|the|data|statistical|outcome"
_LABEL = rf"(?:(?:{_QUALIFIERS}) )*(?:{_PLAIN})(?:(?: and | & |/|, )(?:(?:{_QUALIFIERS}) )*(?:{_PLAIN}))*"
_ALONE = (
    "Background|Introduction|Context|Rationale|Importance|Objectives?|Aims?|Purpose|Methods?|Methodology|Design|Setting|"
    "(?:Materials?|Patients) and [Mm]ethods|Main [Oo]utcome [Mm]easures?|Results|Findings|Conclusions?|Interpretation|"
    "Discussion"
)
"""Labels that may be set off by nothing but the capital of the next word: "Results Forty patients were seen"."""
_HEADING = re.compile(
    rf"(?<!\S)(?:#{{2,4}} (?i:{_LABEL})\b"
    rf"|(?P<capitals>{_LABEL.upper()})(?:(?= [A-Z0-9])| ?:|\u2014| [\u2013\u2014-](?= ))"
    rf"|(?P<first>(?=[A-Z])(?i:{_LABEL})(?: ?:|\.(?=\s)| [\u2013\u2014-](?= ))|(?:{_ALONE})(?= [A-Z0-9])))"
)
_FIRST = re.compile(r"[#A-Z](?<!\S.)")
"""A character with which a heading may begin; they are found many times faster than headings are tried everywhere."""
_BEGINNINGS = frozenset({"##", *re.findall(r"(?<![^|:(])[a-z]{2}", f"{_LABEL}|{_ALONE}".lower())})
"""The first two characters of every heading, in small letters."""
_SENTENCE_END = ".!?:)]\n\u201d"


def category_of_label(label: str) -> str:
    """Return NLM's category for a printed label, "" for one that says nothing of what the section is.

    Of a joined label ("AIM AND METHODS") the last part that is known decides: results stand at the end.
    """
    return next(filter(None, map(_category, reversed(_JOINED.split(label)))), "")


def _category(label: str) -> str:
    """Return the category of a label without "and": its last word that is known, if possible before an "of"."""
    if "background" in label.lower():
        return "BACKGROUND"
    for part in (_FURTHER.sub("", label), label):
        found = [match.lastgroup or "" for match in _LABEL_WORD.finditer(part)]
        if found:
            return found[-1]
    return ""


def find_headings(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield where a heading stands inside running text, and its category: "Results: ...", "### methods ...".

    A heading in small letters must begin a sentence; one in capitals, or with a mark, may follow anything.
    """
    at = start
    for first in _FIRST.finditer(text, start, end):
        place = first.start()
        if place < at or text[place : place + 2].lower() not in _BEGINNINGS:
            continue
        found = _HEADING.match(text, place, end)
        if found is None:
            continue
        at = found.end()
        before = text[start : found.start()].rstrip(" ")
        if found["first"] and before and before[-1] not in _SENTENCE_END:
            continue
        category = category_of_label(found[0])
        if category:
            yield found.start(), category


def inline_categories(text: str, sentences: Sequence[tuple[int, int]]) -> list[str]:
    """Return the category of each sentence of a text that has headings inside, "" for those before the first one.

    Where no heading promises a result, each counts for its own sentence only: the results follow without one.
    """
    found = _first_categories(text, tuple(sentences))
    if RESULT_CATEGORIES.isdisjoint(found):
        return list(found)
    categories = [""]
    for category in found:
        categories.append(category or categories[-1])
    return categories[1:]


@lru_cache(maxsize=256)  # claims and effects ask of the same sentences, a batch of articles apart
def _first_categories(text: str, sentences: tuple[tuple[int, int], ...]) -> tuple[str, ...]:
    """Return the category of the first heading in each sentence, "" for none."""
    return tuple(next((category for _, category in find_headings(text, start, end)), "") for start, end in sentences)

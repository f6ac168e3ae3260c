"""Says what the sentences of an article may report: results, only who was studied, or nothing of this study."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache

import ahocorasick

from miner.reading.claims.prefilter import Prefilter
from miner.records import Article, Section


class Telling(Enum):
    """What numbers of a sentence may be taken for."""

    NOTHING = "nothing"
    PEOPLE = "people"
    RESULTS = "results"


_RESULT_LABEL = re.compile(
    r"result|finding|outcome|conclusion|case|interpretation|discussion|efficacy|safety", re.IGNORECASE
)
_OPENING_CATEGORIES = frozenset({"BACKGROUND"})
_PEOPLE_CATEGORIES = frozenset({"TITLE", "OBJECTIVE", "METHODS"})
_OTHERS_PATTERN = re.compile(
    r"previous(?:ly)? (?:reported|published|described|stud|trial|work|report|data)|earlier (?:stud|report|"
    r"trial)|(?:in|from) the literature|literature (?:review|report)|"
    r"historical|(?:have|has) (?:been |previously |also )*(?:shown|reported|demonstrated|estimated|"
    r"described)|\bet al\b|(?<!centres )(?<!centers )(?<!sites )worldwide|"
    r"general population|each year|per year in the|recent(?:ly)? (?:published|stud(?:y|ies) (?:have|has|from|in|show))|"
    r"is estimated|are estimated|it is (?:known|believed)|"
    r"affects (?:approximately|about|up to|\d)|in (?:most|some|many) (?:studies|trials)|planned|"
    r"will (?:be|include|enrol)|aims? to (?:randomi|enrol|recruit)|"
    r"sample size (?:of|calc|was)|power (?:of|to)|\bpower\b.{0,30}\bdetect|\bpowered\b|"
    r"conflicts? of interest|\bpatent|disclosures|indexed for medline|copyright|"
    r"\b(?:is|are) a rare\b|accounts? for|represents? (?:less|about|approximately|up to|more)"
)
_OTHERS = Prefilter([_OTHERS_PATTERN])
_SIGNS_OF_OTHERS = (
    "previous", "earlier", "literature", "historical", "shown", "reported", "demonstrated", "estimated", "described",
    "et al", "worldwide", "general population", "each year", "per year", "recent", "known", "believed", "affects",
    "studies", "trials", "planned", "will be", "will include", "will enrol", "aim to", "aims to",
    "sample size", "power",
    "conflict", "patent", "disclosures", "medline", "copyright", "a rare", "account", "represent",
)  # fmt: skip
"""Strings one of which stands in whatever `_OTHERS_PATTERN` matches."""


@cache
def _signs_of_others() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for sign in _SIGNS_OF_OTHERS:
        automaton.add_word(sign, sign)
    automaton.make_automaton()
    return automaton


_OWN_PATTERN = re.compile(
    r"\bwe\b|random(?:i[sz]ed|ly)|\ba total of \d|confidence interval|were (?:compared|examined|analy[sz]ed|reviewed) |"
    r"was compared |double-blind|phase [i1-4]|\bour\b|this (?:study|trial|paper|report|analysis|"
    r"article|review|phase|open|multi|double|prospective|retrospective)|the present|"
    r"present study|\bthe (?:aim|purpose|objective|goal)s?\b|\bto (?:evaluate|assess|compare|determine|"
    r"investigate|examine|study)\b|"
    r"were (?:randomi[sz]ed|randomly|enrolled|treated|studied|included|assigned|given|divided|recruited|"
    r"evaluated)|was (?:conducted|performed|carried out|evaluated|studied|designed)|"
    r"(?:patients?|women|children|subjects|participants|adults|eyes) (?:received|were|was|with\b.{0,80}\bwere\b)|"
    r"\bwere\b.{0,60}\bby\b|"
    r"\bp ?[<=>]|95 ?% ?ci|\bn ?= ?\d"
)
_OWN = Prefilter([_OWN_PATTERN])


def tellings(
    article: Article, sentences: Sequence[tuple[int, int]], lowered: str
) -> Iterator[tuple[int, int, Telling]]:
    """Yield each sentence with what its numbers may be taken for."""
    others = [end for end, _ in _signs_of_others().iter(lowered)]
    sections = iter(article.sections)
    section: Section | None = next(sections, None)
    is_own = False
    for start, end in sentences:
        while section is not None and start >= section.end:
            section = next(sections, None)
        telling = _of_section(section)
        if telling is Telling.RESULTS and section is not None and not section.category and not is_own:
            is_own = _OWN.finds(lowered, start, end) or _counts(lowered, start, end)
            telling = Telling.RESULTS if is_own else Telling.NOTHING
        is_suspect = telling is not Telling.NOTHING and bisect_left(others, start) < bisect_left(others, end)
        if is_suspect and _OTHERS.finds(lowered, start, end):
            telling = Telling.NOTHING
        yield start, end, telling


_COUNTED_SHARE = re.compile(r"\d ?% \(\d+/\d+\)")


def _counts(lowered: str, start: int, end: int) -> bool:
    """Return whether a sentence counts its patients: "52% (70/135)"."""
    return lowered.find("/", start, end) > 0 and _COUNTED_SHARE.search(lowered, start, end) is not None


def _of_section(section: Section | None) -> Telling:
    if section is None:
        return Telling.RESULTS
    if section.label and _RESULT_LABEL.search(section.label) and section.category != "TITLE":
        return Telling.RESULTS
    if section.category in _OPENING_CATEGORIES:
        return Telling.NOTHING
    return Telling.PEOPLE if section.category in _PEOPLE_CATEGORIES else Telling.RESULTS

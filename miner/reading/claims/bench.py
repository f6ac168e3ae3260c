"""Sentences on cells and animals in articles on patients: what they say is background of the study, not its result."""

import re
from collections.abc import Iterable
from dataclasses import replace

from miner.records import SUPPORTING_RELATIONS, Article, Certainty, Claim, Design

BENCH_DESIGNS = frozenset({Design.IN_VITRO, Design.ANIMAL, Design.UNKNOWN, Design.REVIEW, Design.NOTICE})
"""Designs of articles whose bench work is their result, or that have no result of their own."""
_BENCH = re.compile(
    r"\b(?:pre-?clinical(?:ly)?|in[ -]vitro|in[ -]vivo|cell lines?|xenografts?|mice|mouse|murine|rats?|rodents?|"
    r"(?:animal|mouse|rat|tumou?r|disease) models?|organoids?|zebrafish)\b",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"\b(?:patients?|participants?|subjects|volunteers|women|men|children|infants|adults|trials?|clinically|humans?)\b",
    re.IGNORECASE,
)


def without_bench_results(claims: Iterable[Claim], article: Article, design: Design) -> tuple[Claim, ...]:
    """Return the claims; a benefit in cells or animals is a question in an article that studies patients."""
    if design in BENCH_DESIGNS:
        return tuple(claims)
    return tuple(replace(one, certainty=Certainty.QUESTION) if _is_bench(one, article) else one for one in claims)


def _is_bench(claim: Claim, article: Article) -> bool:
    if claim.relation not in SUPPORTING_RELATIONS or not claim.certainty.has_result:
        return False
    sentence = article.text[claim.sentence_start : claim.sentence_end]
    return _BENCH.search(sentence) is not None and _PEOPLE.search(sentence) is None

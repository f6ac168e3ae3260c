"""Sentences on cells and animals in articles on patients: what they say is background of the study, not its result."""

import re
from collections.abc import Iterable
from dataclasses import replace

from miner.records import SUPPORTING_RELATIONS, Article, Certainty, Claim, ClaimRelation, Design

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

_CELLS_AND_ANIMALS = frozenset({Design.IN_VITRO, Design.ANIMAL})
_VOLUNTEERS = re.compile(
    r"\b(?:healthy|normal) (?:[\w-]+ )?(?:volunteers|subjects|men|humans?|people|individuals|controls)\b", re.IGNORECASE
)
_PATIENTS = re.compile(r"\bpatients?\b", re.IGNORECASE)


def without_bench_results(claims: Iterable[Claim], article: Article, design: Design) -> tuple[Claim, ...]:
    """Return the claims; what nobody ill has shown is a question.

    That is a benefit in cells or animals in an article that studies patients, a failure in an article on cells or
    animals, and what either showed in healthy volunteers, whose pain or reflux an experiment made.
    """
    is_bench = _is_failure if design in _CELLS_AND_ANIMALS else None if design in BENCH_DESIGNS else _is_bench
    tests = [test for test in (is_bench, _is_experiment if _VOLUNTEERS.search(article.title) else None) if test]
    if not tests:
        return tuple(claims)
    return tuple(
        replace(one, certainty=Certainty.QUESTION) if any(test(one, article) for test in tests) else one
        for one in claims
    )


def _is_failure(claim: Claim, _: Article) -> bool:
    return claim.relation is ClaimRelation.NO_BENEFIT and claim.certainty.has_result


def _is_experiment(claim: Claim, article: Article) -> bool:
    is_result = claim.relation in {ClaimRelation.NO_BENEFIT, ClaimRelation.TREATS} and claim.certainty.has_result
    sentence = article.text[claim.sentence_start : claim.sentence_end]
    return is_result and _PATIENTS.search(sentence) is None


def _is_bench(claim: Claim, article: Article) -> bool:
    if claim.relation not in SUPPORTING_RELATIONS or not claim.certainty.has_result:
        return False
    sentence = article.text[claim.sentence_start : claim.sentence_end]
    return _BENCH.search(sentence) is not None and _PEOPLE.search(sentence) is None

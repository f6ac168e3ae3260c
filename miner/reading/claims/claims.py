"""Claim extraction, what each sentence says about its drugs and its diseases: mentions in, claims out.

Sentences become candidates (a drug set and a disease), the rules say what each candidate's wording states, and the
classifier how probable it is that the article means it. This module knows only text and mentions: no vocabulary, no
label, no store.
"""

import re
from collections.abc import Mapping, Sequence

from miner.reading.claims.candidates import Candidate, find_candidates
from miner.reading.claims.features import Judged
from miner.reading.claims.rules import Verdict, certainty_of, decide
from miner.reading.claims.sentences import read_sentences
from miner.records import SUPPORTING_RELATIONS, Article, Claim, ClaimRelation, Mention

NO_MAKERS: Mapping[str, re.Pattern[str]] = {}
RESULT_SECTIONS = frozenset({"RESULTS", "CONCLUSIONS"})
_RESULTS = SUPPORTING_RELATIONS | {ClaimRelation.NO_BENEFIT}


def find_claims(
    article: Article,
    sentences: Sequence[tuple[int, int]],
    mentions: Sequence[Mention],
    makers: Mapping[str, re.Pattern[str]] = NO_MAKERS,
) -> tuple[Claim, ...]:
    """Return the claims of an article, one for each sentence, drug set and disease.

    Args:
        article: the article that the offsets refer to.
        sentences: (start, end) of each sentence in order, the title first.
        mentions: in any order; those without a link are ignored, and of nested ones only the longest counts.
        makers: drugs that make a disease, each with the words of that disease.

    Returns:
        Claims sorted by sentence, drugs and disease. Pairs that merely occur together are MENTIONED; a pair of which
        the sentence names only one is left out unless the sentence states something of it.
    """
    claims = [_claim(article, judged) for judged in judge(article, sentences, mentions, makers) if _is_kept(judged)]
    return tuple(sorted(claims, key=lambda claim: (claim.sentence_start, claim.drugs, claim.disease)))


def judge(
    article: Article,
    sentences: Sequence[tuple[int, int]],
    mentions: Sequence[Mention],
    makers: Mapping[str, re.Pattern[str]] = NO_MAKERS,
) -> list[Judged]:
    """Return every candidate of an article with what the rules say of it. Arguments are those of `find_claims`."""
    read = list(read_sentences(article, sentences, mentions))
    return [_judged(article.text, candidate, makers) for candidate in find_candidates(article.text, read)]


def _judged(text: str, candidate: Candidate, makers: Mapping[str, re.Pattern[str]]) -> Judged:
    sentence = candidate.sentence
    words = " ".join(text[place.start : place.end] for place in sentence.diseases if candidate.disease in place.curies)
    made = makers.get(candidate.drugs[0]) if len(candidate.drugs) == 1 else None
    if made and made.search(words):
        verdict = Verdict(ClaimRelation.CAUSES, "a drug that makes this disease")
    else:
        verdict = decide(candidate.masked, words)
    certainty = verdict.certainty or certainty_of(text[sentence.start : sentence.end], sentence.category)
    return Judged(candidate, verdict.relation, verdict.cue, certainty)


def _is_kept(judged: Judged) -> bool:
    """Return whether to keep it: a sentence that names only one of the two must state a result."""
    candidate = judged.candidate
    if candidate.drug_from == candidate.disease_from == "sentence":
        return True
    sentence = candidate.sentence
    is_result = sentence.category in RESULT_SECTIONS or (not sentence.category and sentence.is_late)
    return is_result and judged.certainty.has_result and judged.relation in _RESULTS


def _claim(article: Article, judged: Judged) -> Claim:
    candidate = judged.candidate
    return Claim(
        pmid=article.pmid,
        sentence_start=candidate.sentence.start,
        sentence_end=candidate.sentence.end,
        drugs=candidate.drugs,
        disease=candidate.disease,
        biomarkers=candidate.biomarkers,
        relation=judged.relation,
        certainty=judged.certainty,
        disease_from=candidate.disease_from,
        cue=judged.cue,
    )

"""Claim extraction, what each sentence says about its drugs and its diseases: mentions in, claims out.

Sentences become candidates (a drug set and a disease), the rules say what each candidate's wording states, and the
classifier how probable each relation is. A veto of the rules stands; otherwise a benefit that the rules see needs the
classifier's consent, and one that only the classifier sees needs a high probability and a wording of benefit. This
module knows only text and mentions: no vocabulary, no label, no store.
"""

import re
from collections.abc import Mapping, Sequence

from miner.reading.claims.candidates import Candidate, find_candidates
from miner.reading.claims.classifier import RELATIONS, RelationClassifier
from miner.reading.claims.features import Features, Judged, features_of
from miner.reading.claims.masking import simplify_masked
from miner.reading.claims.rules import Verdict, certainty_of, decide
from miner.reading.claims.sentences import read_sentences
from miner.reading.claims.vetoes import BENEFIT, DIRECT, NEGATED
from miner.records import SUPPORTING_RELATIONS, Article, Certainty, Claim, ClaimRelation, Mention

NO_MAKERS: Mapping[str, re.Pattern[str]] = {}
RESULT_SECTIONS = frozenset({"RESULTS", "CONCLUSIONS"})
R = ClaimRelation
_RESULTS = SUPPORTING_RELATIONS | {R.NO_BENEFIT}

BY_CLASSIFIER = "by the classifier"
CONSENT_MIN = 0.5
"""Probability of a benefit from which a benefit that the rules see is claimed: the operating point, see the card."""
DIRECT_MIN = 0.2
"""The same for a sentence that says it in so many words: "Oxytocin prevented postpartum haemorrhage"."""
DISCOVERY_MIN = 0.65
"""Probability of a benefit from which one is claimed that the rules do not see."""
DENIAL_MIN = 0.15
"""Probability of no benefit from which a denial that the rules see is claimed."""
OTHER_MIN = 0.6
"""Probability from which the classifier's harm or use stands against rules that see nothing."""


def find_claims(
    article: Article, judged: Sequence[Judged], classifier: RelationClassifier | None = None
) -> tuple[Claim, ...]:
    """Return the claims of an article, one for each sentence, drug set and disease.

    Args:
        article: the article that the offsets refer to.
        judged: its candidates, from `judge`.
        classifier: gives the probabilities; without one the rules decide alone.

    Returns:
        Claims sorted by sentence, drugs and disease. Pairs that merely occur together are MENTIONED; a pair of which
        the sentence names only one is left out unless the sentence states something of it.
    """
    claims = [
        claim
        for one, features in zip(judged, features_of(judged) if classifier else [None] * len(judged), strict=True)
        if (claim := _settle(article, one, features, classifier)) is not None
    ]
    return tuple(sorted(claims, key=lambda claim: (claim.sentence_start, claim.drugs, claim.disease)))


def judge(
    article: Article,
    sentences: Sequence[tuple[int, int]],
    mentions: Sequence[Mention],
    makers: Mapping[str, re.Pattern[str]] = NO_MAKERS,
) -> list[Judged]:
    """Return every candidate of an article with what the rules say of it.

    Args:
        article: the article that the offsets refer to.
        sentences: (start, end) of each sentence in order, the title first.
        mentions: in any order; those without a link are ignored, and of nested ones only the longest counts.
        makers: drugs that make a disease, each with the words of that disease.
    """
    read = list(read_sentences(article, sentences, mentions))
    return [_judged(article.text, candidate, makers) for candidate in find_candidates(article.text, read)]


def _judged(text: str, candidate: Candidate, makers: Mapping[str, re.Pattern[str]]) -> Judged:
    sentence = candidate.sentence
    words = " ".join(text[place.start : place.end] for place in sentence.diseases if candidate.disease in place.curies)
    made = makers.get(candidate.drugs[0]) if len(candidate.drugs) == 1 else None
    if made and made.search(words):
        verdict = Verdict(R.CAUSES, "a drug that makes this disease", is_veto=True)
    else:
        verdict = decide(candidate.masked, words)
    certainty = verdict.certainty or certainty_of(text[sentence.start : sentence.end], sentence.category)
    return Judged(candidate, verdict.relation, verdict.cue, certainty, verdict.is_veto)


def _settle(
    article: Article, one: Judged, features: Features | None, classifier: RelationClassifier | None
) -> Claim | None:
    """Return the claim of a candidate; None for one that names only drug or disease and states nothing."""
    relation, cue, probability = one.relation, one.cue, 1.0
    if classifier is not None and features is not None:
        found = dict(zip(RELATIONS, map(float, classifier.probabilities(features)), strict=True))
        if not one.is_veto:
            relation, cue = weigh(one, found)
        probability = round(found.get(relation, found[R.MENTIONED]), 3)
    candidate = one.candidate
    if not _is_kept(candidate, relation, one.certainty):
        return None
    return Claim(
        pmid=article.pmid,
        sentence_start=candidate.sentence.start,
        sentence_end=candidate.sentence.end,
        drugs=candidate.drugs,
        disease=candidate.disease,
        biomarkers=candidate.biomarkers,
        relation=relation,
        certainty=one.certainty,
        disease_from=candidate.disease_from if candidate.drug_from == "sentence" else "drug from the title",
        cue="" if relation is R.MENTIONED else cue,
        probability=probability,
    )


def weigh(one: Judged, found: Mapping[ClaimRelation, float]) -> tuple[ClaimRelation, str]:
    """Return the relation and its reason, by the rules' verdict and the classifier's probabilities."""
    benefit = found[R.TREATS] + found[R.PREVENTS]
    if one.relation in {R.TREATS, R.PREVENTS, R.NO_BENEFIT}:
        is_direct = DIRECT.search(simplify_masked(one.candidate.masked))
        consent = DIRECT_MIN if is_direct else CONSENT_MIN
        has_consent = found[R.NO_BENEFIT] >= DENIAL_MIN if one.relation is R.NO_BENEFIT else benefit >= consent
        return (one.relation, one.cue) if has_consent else _second_best(one, found)
    if one.relation is R.CAUSES:
        return one.relation, one.cue
    simple = simplify_masked(one.candidate.masked)
    wording = BENEFIT.search(simple)
    if benefit >= DISCOVERY_MIN and wording and not NEGATED.search(simple):
        return (R.TREATS if found[R.TREATS] >= found[R.PREVENTS] else R.PREVENTS), wording[0].lower()
    likely = [relation for relation in (R.CAUSES, R.GIVEN_FOR) if found[relation] >= OTHER_MIN]
    return (likely[0], BY_CLASSIFIER) if likely and one.relation is R.MENTIONED else (one.relation, one.cue)


def _second_best(one: Judged, found: Mapping[ClaimRelation, float]) -> tuple[ClaimRelation, str]:
    """Return what a result that the classifier does not see is instead."""
    other = max((R.GIVEN_FOR, R.CAUSES, R.COMPARATOR, R.MENTIONED), key=found.__getitem__)
    return other, one.cue if other is R.GIVEN_FOR and one.relation is R.TREATS else BY_CLASSIFIER


def _is_kept(candidate: Candidate, relation: ClaimRelation, certainty: Certainty) -> bool:
    """Return whether to keep it: a sentence that names only one of the two must state a result."""
    if candidate.drug_from == candidate.disease_from == "sentence":
        return True
    sentence = candidate.sentence
    is_result = sentence.category in RESULT_SECTIONS or (not sentence.category and sentence.is_late)
    return is_result and certainty.has_result and relation in _RESULTS

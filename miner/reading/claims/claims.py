"""Claim extraction, what each sentence says about its drugs and its diseases: mentions in, claims out.

Sentences become candidates (a drug set and a disease), the rules say what each candidate's wording states, and the
classifier how probable each relation is. A veto of the rules stands; otherwise the classifier decides whether a benefit
is stated, and a denial that the rules see needs its consent. This module knows only text and mentions: no vocabulary,
no label, no store.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice

from miner.reading.claims.additions import added_drugs, is_against_parts
from miner.reading.claims.article_denials import without_outweighed
from miner.reading.claims.candidates import Candidate, find_candidates
from miner.reading.claims.classifier import Probabilities, RelationClassifier
from miner.reading.claims.denials import DIRECT_DENIAL
from miner.reading.claims.features import ArticleFeatures, Features, Judged, Surroundings
from miner.reading.claims.figures import is_open_by_figures
from miner.reading.claims.harm_guards import no_harm
from miner.reading.claims.hosts import HostFinder
from miner.reading.claims.masking import simplify_masked
from miner.reading.claims.results import AIM, BENEFIT, DIRECT, UNDECIDED
from miner.reading.claims.rules import (
    NO_RESULT_SECTIONS,
    Verdict,
    certainty_of,
    certainty_of_denial,
    decide,
    is_unchanged_harm,
    stated_or_hedged,
)
from miner.reading.claims.sentences import read_sentences
from miner.reading.claims.statements import find_statement, guideline_title
from miner.records import (
    RECOMMENDING_RELATIONS,
    SUPPORTING_RELATIONS,
    Article,
    Certainty,
    Claim,
    ClaimRelation,
    Mention,
)

_EXAMINED = re.compile(
    r"\bto (?:examine|determine|evaluate|assess|investigate|test|study|see|find out|establish|clarify) "
    r"(?:\w+ )?(?:whether|if)\b"
)
"""An aim in so many words, whatever it hopes for."""
NO_MAKERS: Mapping[str, re.Pattern[str]] = {}
R = ClaimRelation
OF_SUBSTANCES = SUPPORTING_RELATIONS | {R.NO_BENEFIT, R.GIVEN_FOR}
"""What is claimed of a substance that is no approved drug; that one is named beside a disease says nothing."""
_RESULTS = SUPPORTING_RELATIONS | RECOMMENDING_RELATIONS | {R.NO_BENEFIT}

BY_CLASSIFIER = "by the classifier"
CONSENT_MIN = 0.78
"""Probability of a benefit from which one is claimed, whatever the rules see: the operating point.

The card shows the curve."""
DIRECT_MIN = 0.4
"""The same for a sentence that says it in so many words: "Oxytocin prevented postpartum haemorrhage"."""
DENIAL_MIN = 0.77
"""Probability of no benefit from which a denial that the rules see is claimed."""
VAGUE_DENIAL_MIN = 0.83
"""The same for one of several drugs together, or of a disease that only the title names."""
DIRECT_DENIAL_MIN = 0.5
"""The same for a sentence that denies it in so many words: "Bevacizumab did not prolong survival"."""
HARM_MIN = 0.5
"""Probability of harm from which a harm that the rules see is claimed."""
OTHER_MIN = 0.6
"""Probability from which the classifier's harm or use stands against rules that see nothing."""


def find_claims(
    article: Article,
    judged: Sequence[Judged],
    classifier: RelationClassifier | None = None,
    hosts: HostFinder | None = None,
    found: Mapping[int, Probabilities] | None = None,
) -> tuple[Claim, ...]:
    """Return the claims of an article, one for each sentence, drug set and disease.

    Args:
        article: the article that the offsets refer to.
        judged: its candidates, from `judge`.
        classifier: gives the probabilities; without one the rules decide alone. What a veto decided has probability 1.
        hosts: tells results whose disease is only where the patients are; without it they stay results.
        found: what `probabilities_of` gave for the article, if it was asked for many at once.

    Returns:
        Claims sorted by sentence, drugs and disease. Pairs that merely occur together are MENTIONED; a pair of which
        the sentence names only one is left out unless the sentence states something of it.
    """
    if found is None:
        found = probabilities_of([judged], classifier)[0] if classifier else {}
    claims = (_settle(article, judged[number], found.get(number), hosts) for number in _numbers(judged))
    kept: dict[tuple[int, tuple[str, ...], str, str, str], Claim] = {}
    for claim in claims:
        if claim is None:
            continue
        key = (claim.sentence_start, claim.drugs, claim.disease, claim.drug_from, claim.disease_from)
        if key not in kept or claim.relation is R.NO_BENEFIT:  # two: the drug alone, and as what was added to others
            kept[key] = claim
    return tuple(sorted(kept.values(), key=lambda claim: (claim.sentence_start, claim.drugs, claim.disease)))


def merged(claims: Sequence[Claim], others: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the claims of both in the order of `find_claims`."""
    return tuple(sorted((*claims, *others), key=lambda claim: (claim.sentence_start, claim.drugs, claim.disease)))


def _numbers(judged: Sequence[Judged]) -> list[int]:
    """Return the positions of the candidates that may make a claim."""
    return [n for n, one in enumerate(judged) if _is_whole(one.candidate) or one.certainty.has_result]


def probabilities_of(
    articles: Sequence[Sequence[Judged]], classifier: RelationClassifier
) -> list[dict[int, Probabilities]]:
    """Return for each article the probabilities of its candidates that no veto decides, by their position."""
    open_ones = [[number for number in _numbers(judged) if not judged[number].is_veto] for judged in articles]
    features: list[Features] = []
    for judged, numbers in zip(articles, open_ones, strict=True):
        if numbers:
            features += map(ArticleFeatures(judged).of, numbers)
    found = iter(classifier.probabilities_of(features) if features else ())
    return [
        _with_means(judged, dict(zip(numbers, islice(found, len(numbers)), strict=True)))
        for judged, numbers in zip(articles, open_ones, strict=True)
    ]


def _with_means(judged: Sequence[Judged], found: dict[int, Probabilities]) -> dict[int, Probabilities]:
    """Return the probabilities of an article's candidates; the members of a list have their mean.

    What a sentence says of a list ("A and B were both effective in X") it says of each.
    """
    lists: defaultdict[tuple[int, str, str], list[int]] = defaultdict(list)
    for number in found:
        one = judged[number]
        lists[one.candidate.sentence.start, one.candidate.disease, one.simple].append(number)
    for members in lists.values():
        if len(members) > 1:
            mean = {r: sum(found[number][r] for number in members) / len(members) for r in found[members[0]]}
            found.update(dict.fromkeys(members, mean))
    return found


def judge(
    article: Article,
    sentences: Sequence[tuple[int, int]],
    mentions: Sequence[Mention],
    makers: Mapping[str, re.Pattern[str]] = NO_MAKERS,
    only: AbstractSet[str] = frozenset(),
) -> list[Judged]:
    """Return every candidate of an article with what the rules say of it.

    Args:
        article: the article that the offsets refer to.
        sentences: (start, end) of each sentence in order, the title first.
        mentions: in any order; those without a link are ignored, and of nested ones only the longest counts.
        makers: drugs that make a disease, each with the words of that disease.
        only: drugs, if given, one of which a candidate has to name.
    """
    read = list(read_sentences(article, sentences, mentions))
    guideline = guideline_title(article)
    titles = tuple(sentence for sentence in read if sentence.category == "TITLE")
    around = Surroundings(article.text, sentences, titles)
    found = (one for one in find_candidates(article.text, read) if not only or not only.isdisjoint(one.drugs))
    judged = [_judged(around, candidate, makers, guideline) for candidate in found]
    return without_outweighed([_of_combination(article.text, one, mentions) for one in judged])


def _of_combination(text: str, one: Judged, mentions: Sequence[Mention]) -> Judged:
    """Return a candidate; one that denies a benefit of a combination says of which of its drugs, if not of all."""
    drugs = one.candidate.drugs
    if one.relation is not R.NO_BENEFIT or len(drugs) < 2:
        return one
    places = [place for place in one.candidate.sentence.drugs if place.curies == drugs]
    added = next(filter(None, (added_drugs(text, place, mentions) for place in places)), ())
    if added or not (is_against_parts(one.simple) or is_against_parts(one.candidate.masked)):
        return one._replace(added=added)
    return one._replace(relation=R.GIVEN_FOR, cue=f"{one.cue} (the backbone)")


def _judged(
    around: Surroundings, candidate: Candidate, makers: Mapping[str, re.Pattern[str]], guideline: str
) -> Judged:
    text, sentence = around.text, candidate.sentence
    words = " ".join(text[place.start : place.end] for place in sentence.diseases if candidate.disease in place.curies)
    simple = simplify_masked(candidate.masked)
    made = makers.get(candidate.drugs[0]) if len(candidate.drugs) == 1 else None
    if made and made.search(words or _title_words(around, candidate.disease)):
        verdict = Verdict(R.CAUSES, "a drug that makes this disease", is_veto=True)
    elif stated := find_statement(candidate.masked, sentence.category, guideline):
        return Judged(candidate, simple, stated.relation, stated.cue, stated.certainty, True, stated.statement, around)
    else:
        verdict = decide(candidate.masked, simple, words)
        is_titled = any(candidate.disease in place.curies for title in around.titles for place in title.diseases)
        title = " ".join(text[one.start : one.end] for one in around.titles)
        if not is_titled and is_unchanged_harm(verdict, simple, words, title):
            verdict = Verdict(R.MENTIONED, f"{verdict.cue} (harm)", is_veto=True)
    certain = certainty_of_denial if verdict.relation is R.NO_BENEFIT else certainty_of
    certainty = verdict.certainty or certain(text[sentence.start : sentence.end], sentence.category)
    return Judged(candidate, simple, verdict.relation, verdict.cue, certainty, verdict.is_veto, around=around)


def _title_words(around: Surroundings, disease: str) -> str:
    """Return the words of the titles for a disease that a candidate's sentence does not name."""
    places = (place for title in around.titles for place in title.diseases if disease in place.curies)
    return " ".join(around.text[place.start : place.end] for place in places)


def _settle(article: Article, one: Judged, found: Probabilities | None, hosts: HostFinder | None) -> Claim | None:
    """Return the claim of a candidate; None for one that names only drug or disease and states no result."""
    relation, cue, certainty, probability = one.relation, one.cue, one.certainty, 1.0
    if found is not None:
        relation, cue = weigh(one, found)
        probability = round(found.get(relation, found[R.MENTIONED]), 3)
        if relation in SUPPORTING_RELATIONS and certainty is Certainty.QUESTION:
            certainty = _certainty_of_result(article.text, one)
    if hosts and relation in (*SUPPORTING_RELATIONS, R.NO_BENEFIT) and (setting := hosts.find(one)):
        relation, cue = setting
    candidate = one.candidate
    if relation in SUPPORTING_RELATIONS and is_open_by_figures(_words(article.text, one)):
        relation, cue = R.GIVEN_FOR, "an interval that includes no effect"
    if relation in SUPPORTING_RELATIONS and AIM.search(one.simple):
        certainty = Certainty.QUESTION
    if relation is R.CAUSES and (instead := no_harm(one.simple)):
        relation, cue = R.MENTIONED, instead
    if not _is_whole(candidate) and relation not in _RESULTS:
        return None
    return Claim(
        pmid=article.pmid,
        sentence_start=candidate.sentence.start,
        sentence_end=candidate.sentence.end,
        drugs=one.added if one.added and relation is R.NO_BENEFIT else candidate.drugs,
        disease=candidate.disease,
        biomarkers=candidate.biomarkers,
        relation=relation,
        certainty=certainty,
        drug_from=candidate.drug_from,
        disease_from=candidate.disease_from,
        cue="" if relation is R.MENTIONED else cue,
        probability=probability,
        statement=one.statement,
    )


def _words(text: str, one: Judged) -> str:
    return text[one.candidate.sentence.start : one.candidate.sentence.end]


def _certainty_of_result(text: str, one: Judged) -> Certainty:
    """Return the certainty of a benefit that the rules took for a question; background and real questions stay one."""
    sentence, words = one.candidate.sentence, _words(text, one)
    is_open = (
        sentence.category in NO_RESULT_SECTIONS
        or words.endswith("?")
        or UNDECIDED.search(one.simple)
        or _EXAMINED.search(one.simple)
    )
    return Certainty.QUESTION if is_open else stated_or_hedged(words)


def weigh(one: Judged, found: Probabilities, consent: float = CONSENT_MIN) -> tuple[ClaimRelation, str]:
    """Return the relation and its reason, by the rules' verdict and the classifier's probabilities."""
    if one.relation is R.CONTRAINDICATED:
        return one.relation, one.cue
    is_direct = (one.relation in SUPPORTING_RELATIONS or one.relation is R.MENTIONED) and DIRECT.search(one.simple)
    if found[R.TREATS] + found[R.PREVENTS] >= (min(DIRECT_MIN, consent) if is_direct else consent):
        if one.relation in SUPPORTING_RELATIONS:
            return one.relation, one.cue
        wording = BENEFIT.search(one.simple)
        return max(R.TREATS, R.PREVENTS, key=found.__getitem__), wording[0].lower() if wording else BY_CLASSIFIER
    if one.relation is R.NO_BENEFIT and found[R.NO_BENEFIT] >= _denial_min(one):
        return one.relation, one.cue
    if one.relation in _RESULTS or (one.relation is R.CAUSES and found[R.CAUSES] < HARM_MIN):
        return _second_best(one, found)
    likely = [relation for relation in (R.CAUSES, R.GIVEN_FOR) if found[relation] >= OTHER_MIN]
    return (likely[0], BY_CLASSIFIER) if likely and one.relation is R.MENTIONED else (one.relation, one.cue)


def _denial_min(one: Judged) -> float:
    if DIRECT_DENIAL.search(one.simple):
        return DIRECT_DENIAL_MIN
    is_vague = one.candidate.disease_from != "sentence" or len(one.candidate.drugs) > 1
    return VAGUE_DENIAL_MIN if is_vague else DENIAL_MIN


def _second_best(one: Judged, found: Probabilities) -> tuple[ClaimRelation, str]:
    """Return what a result or harm that the classifier does not see is instead."""
    likely = (R.GIVEN_FOR, R.COMPARATOR, R.MENTIONED)
    other = R.CAUSES if found[R.CAUSES] >= HARM_MIN else max(likely, key=found.__getitem__)
    return other, one.cue if other is R.GIVEN_FOR and one.relation is R.TREATS else BY_CLASSIFIER


def _is_whole(candidate: Candidate) -> bool:
    """Return whether the sentence names both."""
    return candidate.drug_from == candidate.disease_from == "sentence"

"""Features of candidates: what the relation classifier sees, as strings.

Facts are few and general: what the rules say, the section, where drug and disease stand, signs in the sentence, what
the rules say of the same pair, drug and disease elsewhere in the article. Wordings are the words before, between and
after the pair. Neither the drug nor the disease is a feature.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from miner.reading.claims.candidates import Candidate
from miner.reading.claims.masking import simplify_masked
from miner.reading.claims.signs import signs_of
from miner.records import Certainty, ClaimRelation

BETWEEN_WORDS = 14
"""Words between drug and disease that are looked at: the first and the last half."""
BEFORE_WORDS = 5
AFTER_WORDS = 7

_TOKEN = re.compile(r"[^\W\d_]+|\d[\d.,]*|[^\w\s]")
_PUNCTUATION = frozenset("-\u2013\"'/")


class Judged(NamedTuple):
    """A candidate with what the rules say of it: relation, the words that decided, certainty, whether by a veto."""

    candidate: Candidate
    relation: ClaimRelation
    cue: str
    certainty: Certainty
    is_veto: bool = False


class Features(NamedTuple):
    """The features of one candidate, each list sorted and without repeats."""

    facts: list[str]
    wordings: list[str]


def features_of(judged: Sequence[Judged]) -> list[Features]:
    """Return the features of each candidate of one article, in the same order."""
    of_pair: defaultdict[tuple[tuple[str, ...], str], list[int]] = defaultdict(list)
    of_drugs: defaultdict[tuple[str, ...], set[tuple[str, str]]] = defaultdict(set)
    of_disease: defaultdict[str, set[tuple[tuple[str, ...], str]]] = defaultdict(set)
    in_title: set[str] = set()
    for number, one in enumerate(judged):
        candidate = one.candidate
        of_pair[candidate.drugs, candidate.disease].append(number)
        of_drugs[candidate.drugs].add((candidate.disease, one.relation.value))
        of_disease[candidate.disease].add((candidate.drugs, one.relation.value))
        if candidate.sentence.category == "TITLE":
            in_title.update((*candidate.drugs, candidate.disease))
    found = []
    for number, one in enumerate(judged):
        candidate = one.candidate
        others = of_pair[candidate.drugs, candidate.disease]
        facts = {
            f"pairs={min(len(others), 4)}",
            f"title={candidate.drugs[0] in in_title}{candidate.disease in in_title}",
        }
        facts.update(f"elsewhere={judged[other].relation.value}" for other in others if other != number)
        facts.update(f"drug-else={r}" for disease, r in of_drugs[candidate.drugs] if disease != candidate.disease)
        facts.update(f"disease-else={r}" for drugs, r in of_disease[candidate.disease] if drugs != candidate.drugs)
        facts.update(_facts_of(one))
        found.append(Features(sorted(facts), sorted(set(_wordings(candidate.masked)))))
    return found


def _facts_of(one: Judged) -> Iterator[str]:
    candidate, sentence = one.candidate, one.candidate.sentence
    section = sentence.category or ("late" if sentence.is_late else "early")
    relation = one.relation.value
    yield f"rule={relation}"
    yield f"certainty={one.certainty.value}"
    yield f"rule&certainty={relation},{one.certainty.has_result}"
    yield f"section={section}"
    yield f"section&rule={section},{relation}"
    yield f"from={candidate.drug_from},{candidate.disease_from}"
    yield f"drugs={min(len(sentence.drugs), 4)}"
    yield f"diseases={min(len(sentence.diseases), 4)}"
    yield f"set={min(len(candidate.drugs), 3)}"
    for sign in signs_of(simplify_masked(candidate.masked)):
        yield f"sign={sign}"
        yield f"sign&rule={sign},{relation}"


def _wordings(masked: str) -> Iterator[str]:
    tokens = ["0" if token[0].isdigit() else token for token in _TOKEN.findall(masked) if token not in _PUNCTUATION]
    yield from (f"w:{token}" for token in tokens)
    yield from (f"w:{one} {two}" for one, two in pairwise(tokens))
    drug, disease = _nearest(tokens)
    if drug < 0 or disease < 0:
        anchor = max(drug, disease)
        if anchor >= 0:
            yield from _ngrams("l", tokens[max(0, anchor - BEFORE_WORDS) : anchor])
            yield from _ngrams("r", tokens[anchor + 1 : anchor + 1 + AFTER_WORDS])
        return
    first, second = min(drug, disease), max(drug, disease)
    order = "dx" if drug < disease else "xd"
    between = tokens[first + 1 : second]
    yield order
    yield f"{order} gap={min(len(between), 20) // 2}"
    if len(between) <= 5:
        yield f"{order} exactly {' '.join(between)}"
    if len(between) > BETWEEN_WORDS:
        between = [*between[: BETWEEN_WORDS // 2], "_", *between[-BETWEEN_WORDS // 2 :]]
    yield from _ngrams(f"{order} b", between)
    yield from _ngrams(f"{order} p", tokens[max(0, first - BEFORE_WORDS) : first])
    yield from _ngrams(f"{order} s", tokens[second + 1 : second + 1 + AFTER_WORDS])


def _nearest(tokens: Sequence[str]) -> tuple[int, int]:
    """Return the positions of the DRUG and the DISEASE that stand nearest to each other, -1 for one that is absent."""
    drugs = [at for at, word in enumerate(tokens) if word == "DRUG"]
    diseases = [at for at, word in enumerate(tokens) if word == "DISEASE"]
    if not drugs or not diseases:
        return (drugs or [-1])[0], (diseases or [-1])[0]
    return min(((d, x) for d in drugs for x in diseases), key=lambda pair: (abs(pair[0] - pair[1]), pair))


def _ngrams(zone: str, tokens: Sequence[str]) -> Iterator[str]:
    for length in (1, 2, 3):
        for at in range(len(tokens) - length + 1):
            yield f"{zone}:{' '.join(tokens[at : at + length])}"

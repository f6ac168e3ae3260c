"""Features of candidates: what the relation classifier sees, as strings.

Facts are few and general: what the rules say, the section, where drug and disease stand, signs in the sentence, what
the rules say of the same pair, drug and disease elsewhere in the article. Wordings are the words before, between and
after the pair, and zones the same words one by one, for their meaning. Neither the drug nor the disease is a feature.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from miner.reading.claims.article_denials import DenialFinder
from miner.reading.claims.candidates import Candidate
from miner.reading.claims.denial_facts import article_facts, denial_facts
from miner.reading.claims.sentences import ClaimSentence
from miner.reading.claims.signs import signs_of
from miner.records import Certainty, ClaimRelation, Statement

BETWEEN_WORDS = 14
"""Words between drug and disease that are looked at: the first and the last half."""
BEFORE_WORDS = 5
AFTER_WORDS = 7
ZONES = ("before", "between", "after", "sentence")
ZONE_WORDS = 8
"""Words before and after the pair that make a zone."""

_TOKEN = re.compile(r"[^\W\d_]+|\d[\d.,]*|[^\w\s]")
_SKIPPED = frozenset({*"-\u2013\"'/", "both"})
"""Tokens that are no features: punctuation, and "both", which says no less of each of two drugs."""
_ROLES = frozenset({"DRUG", "DISEASE", "OTHERDRUG", "OTHERDISEASE"})


class Surroundings(NamedTuple):
    """The article of a candidate: its text, the (start, end) of its sentences in order, and those of its title."""

    text: str
    sentences: Sequence[tuple[int, int]]
    titles: tuple[ClaimSentence, ...]

    def before(self, start: int) -> str:
        """Return the two sentences before the one that begins at `start`, as many of them as there are."""
        place = bisect_left(self.sentences, (start, 0))
        return self.text[self.sentences[max(0, place - 2)][0] : start]


class Judged(NamedTuple):
    """A candidate with what the rules say of it: relation, the words that decided, certainty, whether by a veto.

    `simple` is the masked sentence, simplified; `statement` has what others have said of the use, if it says so.
    `around` is the article that it stands in, None in tests of features; `added` are the drugs of a combination that
    were added to the rest, if what is denied is that adding them helps.
    """

    candidate: Candidate
    simple: str
    relation: ClaimRelation
    cue: str
    certainty: Certainty
    is_veto: bool = False
    statement: Statement | None = None
    around: Surroundings | None = None
    added: tuple[str, ...] = ()


class Features(NamedTuple):
    """The features of one candidate; `zones` holds the words of each of `ZONES`, mentions left out."""

    facts: list[str]
    wordings: list[str]
    zones: tuple[list[str], ...]


class ArticleFeatures:
    """The features of the candidates of one article.

    Args:
        judged: all candidates of the article: each one's features tell of the others.
    """

    def __init__(self, judged: Sequence[Judged]) -> None:
        self._judged = judged
        self._of_pair: defaultdict[tuple[tuple[str, ...], str], list[int]] = defaultdict(list)
        self._of_drugs: defaultdict[tuple[str, ...], dict[tuple[str, str], None]] = defaultdict(dict)
        self._of_disease: defaultdict[str, dict[tuple[tuple[str, ...], str], None]] = defaultdict(dict)
        self._in_title: set[str] = set()
        self._lowered = ""
        self._denials = DenialFinder(judged)
        for number, one in enumerate(judged):
            candidate, relation = one.candidate, one.relation.value
            self._of_pair[candidate.drugs, candidate.disease].append(number)
            self._of_drugs[candidate.drugs][candidate.disease, relation] = None
            self._of_disease[candidate.disease][candidate.drugs, relation] = None
            if candidate.sentence.category == "TITLE":
                self._in_title.update((*candidate.drugs, candidate.disease))

    def of(self, number: int) -> Features:
        """Return the features of a candidate by its position, always in the same order and without repeats."""
        one = self._judged[number]
        candidate = one.candidate
        others = self._of_pair[candidate.drugs, candidate.disease]
        in_title = f"{candidate.drugs[0] in self._in_title}{candidate.disease in self._in_title}"
        facts = [f"pairs={min(len(others), 4)}", f"title={in_title}"]
        facts += [f"elsewhere={self._judged[other].relation.value}" for other in others if other != number]
        facts += [f"drug-else={r}" for disease, r in self._of_drugs[candidate.drugs] if disease != candidate.disease]
        facts += [f"disease-else={r}" for drugs, r in self._of_disease[candidate.disease] if drugs != candidate.drugs]
        facts += _facts_of(one)
        if denied := list(denial_facts(one.simple)):
            facts += [*denied, *self._of_article(one)]
        tokens = _tokens(candidate.masked)
        places = _nearest(tokens)
        wordings = list(dict.fromkeys(_wordings(tokens, *places)))
        return Features(list(dict.fromkeys(facts)), wordings, _zones(tokens, *places))

    def _of_article(self, one: Judged) -> Iterator[str]:
        """Yield what the article says of a denial."""
        yield from self._denials.facts(one)
        if one.around is None:
            return
        text, sentence = one.around.text, one.candidate.sentence
        words = " ".join(text[p.start : p.end] for p in sentence.diseases if one.candidate.disease in p.curies)
        title = " ".join(text[title.start : title.end] for title in one.around.titles)
        if not self._lowered:
            self._lowered = text.lower()
        yield from article_facts(one.simple, words, title, self._lowered)


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
    for sign in signs_of(one.simple):
        yield f"sign={sign}"
        yield f"sign&rule={sign},{relation}"


def _tokens(masked: str) -> list[str]:
    return ["0" if token[0].isdigit() else token for token in _TOKEN.findall(masked) if token not in _SKIPPED]


def _zones(tokens: Sequence[str], drug: int, disease: int) -> tuple[list[str], ...]:
    """Return the words of each zone; around the only one of the pair that is named nothing is between."""
    first, second = sorted((drug, disease))
    if first < 0:
        first = second = max(second, 0)
    before, after = tokens[max(0, first - ZONE_WORDS) : first], tokens[second + 1 : second + 1 + ZONE_WORDS]
    return tuple(
        [word for word in zone if word not in _ROLES] for zone in (before, tokens[first + 1 : second], after, tokens)
    )


def _wordings(tokens: Sequence[str], drug: int, disease: int) -> list[str]:
    found = [f"w:{token}" for token in tokens]
    if drug < 0 or disease < 0:
        anchor = max(drug, disease)
        if anchor >= 0:
            found += _ngrams("l", tokens[max(0, anchor - BEFORE_WORDS) : anchor])
            found += _ngrams("r", tokens[anchor + 1 : anchor + 1 + AFTER_WORDS])
        return found
    first, second = min(drug, disease), max(drug, disease)
    order = "dx" if drug < disease else "xd"
    between = tokens[first + 1 : second]
    found += (order, f"{order} gap={min(len(between), 20) // 2}")
    if len(between) <= 5:
        found.append(f"{order} exactly {' '.join(between)}")
    if len(between) > BETWEEN_WORDS:
        between = [*between[: BETWEEN_WORDS // 2], "_", *between[-BETWEEN_WORDS // 2 :]]
    found += _ngrams(f"{order} b", between)
    found += _ngrams(f"{order} p", tokens[max(0, first - BEFORE_WORDS) : first])
    found += _ngrams(f"{order} s", tokens[second + 1 : second + 1 + AFTER_WORDS])
    return found


def _nearest(tokens: Sequence[str]) -> tuple[int, int]:
    """Return the positions of the DRUG and the DISEASE that stand nearest to each other, -1 for one that is absent."""
    drugs, diseases = ([at for at, word in enumerate(tokens) if word == role] for role in ("DRUG", "DISEASE"))
    if not drugs or not diseases:
        return (drugs or [-1])[0], (diseases or [-1])[0]
    _, drug, disease = min((abs(drug - disease), drug, disease) for drug in drugs for disease in diseases)
    return drug, disease


def _ngrams(zone: str, tokens: Sequence[str]) -> list[str]:
    """Return the words, then two in a row, then three."""
    return [
        *(f"{zone}:{token}" for token in tokens),
        *(f"{zone}:{one} {two}" for one, two in pairwise(tokens)),
        *(f"{zone}:{one} {two} {three}" for one, two, three in zip(tokens, tokens[1:], tokens[2:], strict=False)),
    ]

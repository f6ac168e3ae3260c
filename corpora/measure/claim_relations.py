"""Scores the relation classifier by cross-validation: annotated sentences by relation, BioRED's pairs by probability.

Folds are of articles; no article of a fold teaches the models that judge it. Sentences are judged as reading judges
them, rules and classifier together, at the shipped operating point.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpora.measure.scores import Counts, Score, total
from corpora.training.claims import (
    FOLDS,
    PairExample,
    PairModel,
    RelationExample,
    RelationModel,
    fold_of,
    pair_examples,
    read_labels,
    relation_examples,
)
from miner.reading.claims.claims import weigh
from miner.reading.claims.classifier import RELATIONS
from miner.reading.reader import Reader
from miner.records import Certainty, ClaimRelation, stance_of

RECALLS = (0.4, 0.5, 0.6, 0.7)


LABELS = Path(__file__).resolve().parents[1] / "claims" / "labels.tsv"


def evaluate_relations(data: Path) -> list[Score]:
    """Return the scores of each relation on the annotated sentences, of support and opposition, and of BioRED's pairs.

    Raises:
        SourceError: a corpus is missing or malformed.
    """
    pairs = list(pair_examples(data))
    examples = relation_examples(data, read_labels(LABELS), Reader.load())
    found = cross_validate(pairs, examples)
    scores = [*_by_relation(examples, found), *_by_stance(examples, found, sample="")]
    return [*scores, *_by_stance(examples, found, sample="random"), *_pair_curve(pairs)]


def cross_validate(pairs: Sequence[PairExample], examples: Sequence[RelationExample]) -> list[ClaimRelation]:
    """Return the relation that reading gives each annotated sentence when its article taught neither model."""
    annotated = {example.label.pmid for example in examples}
    pair_model = PairModel([pair for pair in pairs if pair.pmid not in annotated])
    pair_scores = pair_model.scores([[example.features] for example in examples])
    folds = fold_of(annotated)
    fold = np.array([folds[example.label.pmid] for example in examples])
    chosen: list[ClaimRelation] = [ClaimRelation.MENTIONED] * len(examples)
    for number in range(FOLDS):
        taught = np.flatnonzero(fold != number)
        model = RelationModel([examples[place] for place in taught], pair_scores[taught])
        for place in np.flatnonzero(fold == number):
            row = model.probabilities([examples[place].features], pair_scores[place : place + 1])[0]
            one = examples[place].judged
            by_relation = dict(zip(RELATIONS, map(float, row), strict=True))
            chosen[place] = one.relation if one.is_veto else weigh(one, by_relation)[0]
    return chosen


def _by_relation(examples: Sequence[RelationExample], found: Sequence[ClaimRelation]) -> Iterator[Score]:
    names = (
        "treats",
        "prevents",
        "no benefit",
        "given for",
        "causes",
        "comparator",
        "background",
        "setting",
        "measured",
    )
    for name in (*names, "supportive", "diagnostic", "mentioned"):
        gold = [example.label.relation == name for example in examples]
        given = [relation.value == name for relation in found]
        yield _score("sentences, by fold", "annotated", name, gold, given)


def _by_stance(examples: Sequence[RelationExample], found: Sequence[ClaimRelation], sample: str) -> Iterator[Score]:
    drawn = [place for place, example in enumerate(examples) if sample in {"", example.label.sample}]
    for stance in ("supports", "opposes"):
        gold, given = [], []
        for place in drawn:
            label, one = examples[place].label, examples[place].judged
            is_right_link = not any(flag.startswith("bad") for flag in label.flags)
            gold.append(
                is_right_link and stance_of(ClaimRelation(label.relation), Certainty(label.certainty)) == stance
            )
            given.append(stance_of(found[place], one.certainty) == stance)
        yield _score("sentences, by fold", f"annotated{f', {sample}' if sample else ''}", stance, gold, given)


def _score(measure: str, part: str, label: str, gold: Sequence[bool], given: Sequence[bool]) -> Score:
    both = sum(one and other for one, other in zip(gold, given, strict=True))
    return total([Counts(found=both, missed=sum(gold) - both, spurious=sum(given) - both)]).as_score(
        measure, part, label
    )


def _pair_curve(pairs: Sequence[PairExample]) -> Iterator[Score]:
    """Yield the scores of BioRED's pairs with gold mentions at fixed recalls, over all pairs that are candidates."""
    scored = [pair for pair in pairs if pair.corpus.startswith("biored")]
    folds = fold_of(pair.pmid for pair in scored)
    odds: NDArray[np.float64] = np.zeros((len(scored), 2))
    for number in range(FOLDS):
        held = {pmid for pmid, fold in folds.items() if fold == number}
        model = PairModel([pair for pair in pairs if pair.pmid not in held])
        places = [place for place, pair in enumerate(scored) if pair.pmid in held]
        odds[places] = model.scores([scored[place].features for place in places])
    for column, name in enumerate(("treats", "causes")):
        gold = np.array([(pair.is_treats, pair.is_causes)[column] for pair in scored])
        order = np.argsort(-odds[:, column], kind="stable")
        hits = np.cumsum(gold[order])
        for recall in RECALLS:
            count = int(np.argmax(hits >= recall * gold.sum())) + 1
            counts = Counts(
                found=int(hits[count - 1]),
                missed=int(gold.sum() - hits[count - 1]),
                spurious=count - int(hits[count - 1]),
            )
            yield total([counts]).as_score("pairs, by fold", "biored, train and dev", f"{name}, recall {recall}")

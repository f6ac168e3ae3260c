"""Scores claims on annotated sentences and the pair model on BioRED's pairs, both by cross-validation.

Folds are of articles; no article of a fold teaches the models that judge it. Thresholds were chosen on these sentences,
so their scores flatter. An annotated sentence of which reading makes no candidate counts as one without a claim.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpora.measure.claims import document_of
from corpora.measure.scores import Counts, Score
from corpora.split import read_corpora
from corpora.training.claim_examples import (
    FOLDS,
    Label,
    PairExample,
    RelationExample,
    fold_of,
    pair_examples,
    read_labels,
    relation_examples,
)
from corpora.training.claim_models import PairModel, RelationModel, VectorOf, vectors_of
from miner.reading.claims.claims import CONSENT_MIN, weigh
from miner.reading.claims.classifier import RELATIONS, Probabilities
from miner.reading.claims.features import Judged
from miner.reading.claims.hosts import HostFinder
from miner.reading.reader import Reader
from miner.records import STATEMENT_RELATIONS, SUPPORTING_RELATIONS, Certainty, ClaimRelation, stance_of

LABELS = Path(__file__).resolve().parents[1] / "claims" / "labels.tsv"
HARM_PART = "bc5cdr_dev"
RECALLS = (0.4, 0.5, 0.6, 0.7)
CONSENTS = (0.3, 0.5, 0.6, 0.7, 0.8)
"""Values of CONSENT_MIN of which the card shows the curve."""
SCORED = (
    *("treats", "prevents", "no benefit", "given for", "causes", "comparator", "background", "setting", "measured"),
    *("supportive", "diagnostic", "mentioned"),
)
FLAGGED = {
    "approved": ClaimRelation.APPROVED,
    "recommended": ClaimRelation.RECOMMENDED,
    "notrecommended": ClaimRelation.NOT_RECOMMENDED,
}
"""The flags of annotated sentences that say what others have said, whatever their relation."""
Found = Mapping[Label, tuple[ClaimRelation, Certainty]]
"""The claim made of each annotated sentence that is a candidate."""


def evaluate_relations(data: Path) -> list[Score]:
    """Return the scores of the rules, of rules with classifier, of other operating points, and of BioRED's pairs.

    Raises:
        SourceError: a corpus or the table of annotated sentences is missing or malformed.
    """
    labels = read_labels(LABELS)
    pairs = list(pair_examples(data))
    reader = Reader.load()
    examples = relation_examples(data, labels, reader)
    probabilities = cross_validate(pairs, examples, vectors_of(reader.nlp))

    hosts = HostFinder(reader.lexicon)

    def relation_of(one: Judged, found: Probabilities, consent: float) -> ClaimRelation:
        relation = one.relation if one.is_veto else weigh(one, found, consent)[0]
        setting = hosts.find(one) if relation in SUPPORTING_RELATIONS else None
        return setting.relation if setting else relation

    def settled(consent: float) -> Found:
        return {
            example.label: (relation_of(example.judged, probabilities[number], consent), example.judged.certainty)
            for number, example in enumerate(examples)
        }

    rules = {example.label: (example.judged.relation, example.judged.certainty) for example in examples}
    scores = [*_by_stance("sentences, rules alone", labels, rules)]
    shipped = settled(CONSENT_MIN)
    scores += [*_by_relation(labels, shipped), *_by_stance("sentences, by fold", labels, shipped)]
    scores += _by_flag(labels, shipped)
    for consent in CONSENTS:
        found = _score("operating point", f"CONSENT_MIN {consent}", "supports", labels, settled(consent))
        scores.append(found)
    return [*scores, *_pair_curve(data, pairs), _harms_called_treats(pairs, examples, vectors_of(reader.nlp))]


def cross_validate(
    pairs: Sequence[PairExample], examples: Sequence[RelationExample], vector_of: VectorOf
) -> list[Probabilities]:
    """Return the probabilities of each annotated sentence from models that its article did not teach."""
    annotated = {example.label.pmid for example in examples}
    pair_model = PairModel([pair for pair in pairs if pair.pmid not in annotated])
    pair_scores = pair_model.scores([[example.features] for example in examples])
    folds = fold_of(annotated)
    fold = np.array([folds[example.label.pmid] for example in examples])
    rows = np.zeros((len(examples), len(RELATIONS)))
    for number in range(FOLDS):
        taught, held = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        model = RelationModel([examples[place] for place in taught], pair_scores[taught], vector_of)
        rows[held] = model.probabilities([examples[place].features for place in held], pair_scores[held])
    return [dict(zip(RELATIONS, row.tolist(), strict=True)) for row in rows]


def _harms_called_treats(
    pairs: Sequence[PairExample], examples: Sequence[RelationExample], vector_of: VectorOf
) -> Score:
    """Return how many of BC5CDR's development pairs of harm any candidate calls a benefit: fewer found is better.

    The pair model has not learnt from that part; vetoes are left out, so this is the most that it can be.
    """
    pair_model = PairModel([pair for pair in pairs if pair.corpus != HARM_PART])
    scores = pair_model.scores([[example.features] for example in examples])
    model = RelationModel(examples, scores, vector_of)
    harms = [pair for pair in pairs if pair.corpus == HARM_PART and pair.is_causes]
    features = [each for pair in harms for each in pair.features]
    benefit = model.probabilities(features, pair_model.scores([[each] for each in features]))[:, :2].sum(axis=1)
    called, at = 0, 0
    for pair in harms:
        called += bool((benefit[at : at + len(pair.features)] >= CONSENT_MIN).any())
        at += len(pair.features)
    return Counts(found=called, missed=len(harms) - called).as_score(
        "harm called a benefit", "bc5cdr, dev", "treats or prevents", has_precision=False
    )


def _by_relation(labels: Sequence[Label], found: Found) -> Iterator[Score]:
    for name in SCORED:
        gold = {label for label in labels if label.relation == name}
        given = {label for label, (relation, _) in found.items() if relation.value == name}
        yield _counted(gold, given).as_score("sentences, by fold", "annotated", name)


def _by_flag(labels: Sequence[Label], found: Found) -> Iterator[Score]:
    """Yield how well statements are told from all else; an author's own recommendation is flagged too and is none."""
    for flag, relation in FLAGGED.items():
        gold = {label for label in labels if flag in label.flags}
        given = {label for label, (stated, _) in found.items() if stated is relation}
        yield _counted(gold, given).as_score("statements", "annotated", relation.value)


def _by_stance(measure: str, labels: Sequence[Label], found: Found) -> Iterator[Score]:
    for sample in ("", "random", "claimed"):
        drawn = [label for label in labels if sample in {"", label.sample}]
        for stance in ("supports", "opposes"):
            yield _score(measure, f"annotated{f', {sample}' if sample else ''}", stance, drawn, found)


def _score(measure: str, part: str, stance: str, labels: Sequence[Label], found: Found) -> Score:
    """Return how well the claims of a stance agree with the annotated ones; a wrong drug or disease has no stance.

    What others have said of a use is no finding of the sentence and has none here.
    """
    gold = {label for label in labels if not label.is_wrong_link and _stance_of(label) == stance}
    own = {label: claim for label, claim in found.items() if claim[0] not in STATEMENT_RELATIONS}
    given = {label for label in labels if label in own and stance_of(*own[label]) == stance}
    return _counted(gold, given).as_score(measure, part, stance)


def _stance_of(label: Label) -> str:
    return stance_of(ClaimRelation(label.relation), Certainty(label.certainty))


def _counted(gold: set[Label], given: set[Label]) -> Counts:
    return Counts(found=len(gold & given), missed=len(gold - given), spurious=len(given - gold))


def _pair_curve(data: Path, pairs: Sequence[PairExample]) -> Iterator[Score]:
    """Yield the scores of BioRED's pairs with gold mentions at fixed recalls of all its pairs, candidates or not."""
    scored = [pair for pair in pairs if pair.corpus.startswith("biored")]
    folds = fold_of(pair.pmid for pair in scored)
    odds: NDArray[np.float64] = np.zeros((len(scored), 2))
    for number in range(FOLDS):
        held = {pmid for pmid, fold in folds.items() if fold == number}
        model = PairModel([pair for pair in pairs if pair.pmid not in held])
        places = [place for place, pair in enumerate(scored) if pair.pmid in held]
        odds[places] = model.scores([scored[place].features for place in places])
    is_gold: tuple[tuple[str, Callable[[PairExample], bool]], ...] = (
        ("treats", lambda pair: pair.is_treats),
        ("causes", lambda pair: pair.is_causes),
    )
    corpora = read_corpora(data, ["biored_train", "biored_dev"])
    documents = [document_of(gold) for corpus in corpora for gold in corpus.documents]
    for column, (name, is_one) in enumerate(is_gold):
        count_of_all = sum(len(document.gold.get(name, ())) for document in documents)
        order = np.argsort(-odds[:, column], kind="stable")
        hits = np.cumsum([is_one(scored[place]) for place in order])
        for recall in RECALLS:
            reaching = np.flatnonzero(hits >= recall * count_of_all)
            if len(reaching):
                found = int(hits[reaching[0]])
                counts = Counts(found=found, missed=count_of_all - found, spurious=int(reaching[0]) + 1 - found)
                yield counts.as_score("pairs, by fold", "biored, train and dev", f"{name}, recall {recall}")

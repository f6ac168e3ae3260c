"""Scores claims of benefit end to end: our mentions, links and claims against BioRED's treatments.

A treatment is a Negative_Correlation between a chemical and a disease of an article (train and development parts). Our
identifiers are matched with BioRED's by the place of mentions, so a link counts as right if the mention stands there.
The shipped classifier has learnt from these articles; "no article known" is one that was trained without them.
"""

import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from corpora.measure.claims import ClaimDocument, Pair, document_of
from corpora.measure.end_to_end_child import read
from corpora.measure.scores import Counts, Evaluation, Interval, Share, compare, total
from corpora.split import read_corpora
from miner.errors import ModelError
from miner.reading.claims.classifier import RelationClassifier
from miner.reading.claims.sentences import curies_of
from miner.reading.reader import Reader

PARTS = ("biored_train", "biored_dev")
BENEFITS = frozenset({"treats", "prevents"})
USES = BENEFITS | {"given for"}
LABELS = {"treats, prevents": BENEFITS, "the same or given for": USES}
RESULTS = frozenset({"stated", "hedged"})
SAMPLES = 2000
"""Bootstrap samples of articles for the interval of a difference."""
CHILD = Path(__file__).with_name("end_to_end_child.py")
Found = Mapping[str, Any]
"""What was read of an article, as `end_to_end_child.read` gives it."""
_NOTES = (
    "end to end: BioRED's treatments, our mentions, links and claims; the shipped classifier learnt from them",
    "no article known: the same with a classifier that was trained without these articles",
)


def evaluate_end_to_end(data: Path, against: Path | None = None) -> Evaluation:
    """Return the scores with both classifiers, where pairs are lost, and how another checkout does.

    Args:
        data: the folder of reference data.
        against: a checkout of another commit, whose reader reads the same articles.

    Raises:
        SourceError: a corpus is missing or malformed.
        ModelError: the other checkout cannot read.
    """
    documents = [document_of(gold) for corpus in read_corpora(data, PARTS) for gold in corpus.documents]
    reader = Reader.load()
    runs = {"shipped": _read(documents, reader)}
    lost = _losses(documents, runs["shipped"], reader)
    reader.classifier = _trained_without(data, documents)
    runs["no article known"] = _read(documents, reader)
    notes = list(_NOTES)
    if against:
        runs[against.name] = _read_elsewhere(documents, against)
        for name, (label, relations) in product(("shipped", "no article known"), LABELS.items()):
            difference = _difference(documents, runs[name], runs[against.name], relations)
            notes.append(f"{label}: F1 of {name} less that of {against.name} {_shown(*difference)}")
    scores = [
        total(_counts(documents, run, relations)).as_score(f"end to end, {name}", "biored, train and dev", label)
        for name, run in runs.items()
        for label, relations in LABELS.items()
    ]
    shares = [
        Share(measure="pairs lost, shipped", group=why, name="all", count=n, of=lost.total())
        for why, n in lost.most_common()
    ]
    return Evaluation(scores=tuple(scores), shares=tuple(shares), notes=tuple(notes))


def _read(documents: Sequence[ClaimDocument], reader: Reader) -> list[Found]:
    return list(read([document.article for document in documents], reader))


def _read_elsewhere(documents: Sequence[ClaimDocument], checkout: Path) -> list[Found]:
    """Return what the code of another checkout reads; `-P` keeps the modules beside the child out of it."""
    rows = [
        json.dumps({"pmid": one.article.pmid, "text": one.article.text, "title_end": one.article.sections[0].end})
        for one in documents
    ]
    environment = os.environ | {"PYTHONPATH": str(checkout.resolve()), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-P", str(CHILD)]
    run = subprocess.run(
        command, input="\n".join(rows), cwd=checkout, env=environment, capture_output=True, text=True, check=False
    )
    if run.returncode:
        raise ModelError(f"{checkout}: cannot read ({run.stderr.strip().splitlines()[-1:]})")
    return [json.loads(line) for line in run.stdout.splitlines()]


def _trained_without(data: Path, documents: Sequence[ClaimDocument]) -> RelationClassifier:
    """Return a classifier that was trained as the shipped one is, but without these articles."""
    from corpora.training.claims import train_claims  # noqa: PLC0415 (it imports the measures)

    with TemporaryDirectory() as folder:
        train_claims(data, Path(folder), without={document.article.pmid for document in documents})
        return RelationClassifier.load(Path(folder))


def _gold_names(document: ClaimDocument, found: Found) -> dict[str, str]:
    """Return BioRED's identifier of each of ours, by the places where mentions of both overlap most often."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for start, end, kind, curies in found["mentions"]:
        for gold in document.mentions:
            if gold.link and gold.type == kind and gold.start < end and start < gold.end:
                for curie in curies:
                    counts[curie][gold.link.curie] += 1
    return {curie: names.most_common(1)[0][0] for curie, names in counts.items()}


def _pairs(document: ClaimDocument, found: Found) -> dict[Pair, set[tuple[str, str]]]:
    """Return what is claimed of each pair, with its certainty; a combination counts for each of its drugs."""
    names = _gold_names(document, found)
    pairs: defaultdict[Pair, set[tuple[str, str]]] = defaultdict(set)
    for drugs, disease, relation, certainty in found["claims"]:
        for drug in drugs:
            pairs[names.get(drug, drug), names.get(disease, disease)].add((relation, certainty))
    return dict(pairs)


def _counts(documents: Sequence[ClaimDocument], run: Sequence[Found], relations: frozenset[str]) -> list[Counts]:
    """Return the counts of each article; a benefit counts only where it is stated or hedged."""
    counts = []
    for document, found in zip(documents, run, strict=True):
        claimed = {
            pair
            for pair, said in _pairs(document, found).items()
            if any(one in relations and (certainty in RESULTS or one not in BENEFITS) for one, certainty in said)
        }
        counts.append(compare(document.gold.get("treats", set()), claimed))
    return counts


def _losses(documents: Sequence[ClaimDocument], run: Sequence[Found], reader: Reader) -> Counter[str]:
    """Return how many treatments are lost at which step of reading."""
    lost: Counter[str] = Counter()
    for document, found in zip(documents, run, strict=True):
        pairs = _pairs(document, found)
        names, skipped = _gold_names(document, found), not found["mentions"]
        sentences, mentions = reader.sentences_and_mentions(document.article)
        text = document.article.text
        claimable = [*reader.claimable(text, mentions, sentences), *reader.unapproved.among(text, mentions)]
        claiming = {names.get(curie) for one in claimable for curie in curies_of(one)}
        for pair in document.gold.get("treats", ()):
            said = pairs.get(pair, set())
            if not any(one in BENEFITS and certainty in RESULTS for one, certainty in said):
                why = _why_lost(pair, said, set(names.values()), claiming)
                lost["article that names no approved drug" if skipped else why] += 1
    return lost


def _why_lost(pair: Pair, said: Iterable[tuple[str, str]], linked: set[str], claiming: set[str | None]) -> str:
    for name, what in zip(pair, ("chemical", "disease"), strict=True):
        if name not in linked:
            return f"{what} without a link"
    for name, what in zip(pair, ("substance", "disease"), strict=True):
        if name not in claiming:
            return f"{what} that makes no claim"
    relations = {relation for relation, _ in said}
    if not relations:
        return "no sentence that names both or states a result"
    if relations & BENEFITS:
        return "benefit as a question"
    return next(
        (one for one in ("given for", "causes", "no benefit") if one in relations), "mentioned or other relation"
    )


def _difference(
    documents: Sequence[ClaimDocument], first: Sequence[Found], second: Sequence[Found], relations: frozenset[str]
) -> tuple[float, Interval]:
    """Return by how much F1 of the first run is higher, and the 95 % interval by bootstrap over articles."""
    counts = np.array([_counts(documents, run, relations) for run in (first, second)], dtype=float)
    drawn = np.random.default_rng(1).integers(0, len(documents), (SAMPLES, len(documents)))
    differences = np.subtract(*(_f1(one[drawn].sum(axis=1)) for one in counts))
    low, high = np.percentile(differences, [2.5, 97.5])
    return float(np.subtract(*(_f1(one.sum(axis=0)) for one in counts))), (float(low), float(high))


def _f1(counts: Any) -> Any:
    found, spurious, missed = np.moveaxis(counts, -1, 0)
    return 2 * found / np.maximum(1, 2 * found + spurious + missed)


def _shown(value: float, interval: Interval) -> str:
    return f"{value:+.3f} (95 % interval by bootstrap over articles {interval[0]:+.3f} to {interval[1]:+.3f})"

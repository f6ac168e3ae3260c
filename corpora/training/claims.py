"""Trains the relation classifier of claims: the pair model on annotated relations, the relation model on our sentences.

Pair model: BioRED, BC5CDR (training and development parts: the classifier is scored by folds of both) and the relations
of PubTator 3, which were made by machine and count half. Relation model: corpora/claims/labels.tsv, sentences of
PubMed's abstracts annotated for this project; it holds offsets and labels, no text.
"""

import csv
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, hstack  # type: ignore[import-untyped]
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from corpora.measure.claims import GOLD_NAMES, ClaimDocument, document_of, split_sentences
from corpora.split import read_corpora
from miner.errors import SourceError
from miner.reading.claims.claims import judge
from miner.reading.claims.classifier import (
    FACT_SCALE,
    PAIR_FEATURES,
    PAIR_SCALE,
    RELATIONS,
    TABLES,
    RelationClassifier,
    Weights,
)
from miner.reading.claims.features import ArticleFeatures, Features, Judged
from miner.reading.reader import Reader
from miner.records import Article, Certainty, ClaimRelation
from miner.sources.medline import read_records

PAIR_CORPORA = ("biored_train", "biored_dev", "bc5cdr_train", "bc5cdr_dev")
SILVER_WEIGHT = 0.5
PAIR_C = 10.0
RELATION_C = 0.3
FEATURE_ARTICLES_MIN = 3
WEIGHT_MIN = 0.02
"""Weights nearer to zero are left out of the tables."""
FOLDS = 5
LABEL_COLUMNS = ("pmid", "sentence", "drug", "disease", "relation", "certainty", "flags", "sample")


class PairExample(NamedTuple):
    """A drug and a disease of an article: the features of all its candidates, and what the corpus says of it."""

    corpus: str
    pmid: int
    pair: tuple[str, str]
    features: list[Features]
    is_treats: bool
    is_causes: bool


class Label(NamedTuple):
    """A row of labels.tsv; spans are offsets in the article's text, `sample` says how the sentence was drawn."""

    pmid: int
    sentence: tuple[int, int]
    drug: tuple[tuple[int, int], ...]
    disease: tuple[tuple[int, int], ...]
    relation: str
    certainty: str
    flags: tuple[str, ...]
    sample: str

    @property
    def is_wrong_link(self) -> bool:
        """Whether the marked words mean another drug or disease than the one they were linked to."""
        return "baddrug" in self.flags or "baddisease" in self.flags


class RelationExample(NamedTuple):
    """An annotated sentence with the candidate that reading makes of it."""

    label: Label
    judged: Judged
    features: Features

    @property
    def target(self) -> int:
        """Position in `RELATIONS`; a wrong drug is no use of it, whatever the sentence says."""
        names = [relation.value for relation in RELATIONS]
        is_other = self.label.relation not in names or "baddrug" in self.label.flags
        return names.index("mentioned" if is_other else self.label.relation)


def pair_examples(data: Path) -> Iterator[PairExample]:
    """Yield every drug and disease that share a candidate, of the annotated corpora and of the silver relations."""
    seen: set[int] = set()
    for name in PAIR_CORPORA:
        for gold in read_corpora(data, [name])[0].documents:
            if gold.pmid not in seen:
                seen.add(gold.pmid)
                yield from _examples_of(name, document_of(gold))
    relations = _silver_relations(data / "corpora" / "pubtator3_silver_relations.tsv.gz")
    for gold in read_corpora(data, ["pubtator3_silver"])[0].documents:
        if gold.pmid in relations and gold.pmid not in seen:
            yield from _examples_of("silver", document_of(gold)._replace(gold=relations[gold.pmid]))


def _examples_of(corpus: str, document: ClaimDocument) -> Iterator[PairExample]:
    article = document.article
    judged = judge(article, split_sentences(article), document.mentions)
    found: defaultdict[tuple[str, str], list[Features]] = defaultdict(list)
    of_article = ArticleFeatures(judged)
    for number, one in enumerate(judged):
        for drug in one.candidate.drugs:
            found[drug, one.candidate.disease].append(of_article.of(number))
    for pair, features_list in found.items():
        is_treats, is_causes = (pair in document.gold.get(name, ()) for name in ("treats", "causes"))
        yield PairExample(corpus, article.pmid, pair, features_list, is_treats, is_causes)


def _silver_relations(path: Path) -> dict[int, dict[str, set[tuple[str, str]]]]:
    found: defaultdict[int, defaultdict[str, set[tuple[str, str]]]] = defaultdict(lambda: defaultdict(set))
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            if (row["type1"], row["type2"]) == ("Chemical", "Disease"):
                of_article = found[int(row["pmid"])]
                if row["relation"] in GOLD_NAMES:
                    of_article[GOLD_NAMES[row["relation"]]].add((row["id1"], row["id2"]))
    return {pmid: dict(relations) for pmid, relations in found.items()}


class PairModel:
    """The pair model while it is trained: vocabulary and two logistic regressions.

    Args:
        examples: what to learn from.
    """

    def __init__(self, examples: Sequence[PairExample]) -> None:
        self._vocabulary = CountVectorizer(analyzer=_same, min_df=FEATURE_ARTICLES_MIN, binary=True)
        names = [_union(example.features) for example in examples]
        matrix = _scaled(self._vocabulary.fit_transform(names))
        weight = np.array([SILVER_WEIGHT if example.corpus == "silver" else 1.0 for example in examples])
        treats = np.array([example.is_treats for example in examples])
        causes = np.array([example.is_causes for example in examples])
        # BC5CDR annotates harm only: of its other pairs we do not know whether they are treatments
        knows = np.array([not example.corpus.startswith("bc5cdr") or example.is_causes for example in examples])
        self._models = [
            _regression(PAIR_C).fit(matrix[knows], treats[knows], sample_weight=weight[knows]),
            _regression(PAIR_C).fit(matrix, causes, sample_weight=weight),
        ]

    def scores(self, features: Iterable[Sequence[Features]]) -> NDArray[np.float64]:
        """Return the log odds of treatment and of harm, one row for each list of features."""
        matrix = _scaled(self._vocabulary.transform([_union(each) for each in features]))
        return np.array([model.decision_function(matrix) for model in self._models]).T

    def weights(self) -> Weights:
        """Return the model as the classifier reads it."""
        rows = np.array([model.coef_[0] for model in self._models], dtype=np.float32).T
        intercepts = np.array([float(model.intercept_[0]) for model in self._models], dtype=np.float32)
        return Weights(_index(self._vocabulary), rows, intercepts * 1.0)


def _regression(c: float) -> LogisticRegression:
    return LogisticRegression(C=c, max_iter=300, solver="liblinear", intercept_scaling=10, random_state=0)


def _same(names: list[str]) -> list[str]:
    return names


def _union(features: Sequence[Features]) -> list[str]:
    return sorted({name for each in features for name in (*each.facts, *each.wordings)})


def _scaled(matrix: csr_matrix) -> csr_matrix:
    counts = np.asarray(matrix.sum(axis=1)).ravel()
    return csr_matrix(diags(1 / np.sqrt(np.maximum(counts, 1))) @ matrix)


def _index(vectorizer: CountVectorizer) -> dict[str, int]:
    return {name: place for place, name in enumerate(vectorizer.get_feature_names_out())}


class RelationModel:
    """The relation model while it is trained.

    Args:
        examples: annotated sentences.
        pair_scores: the pair model's scores of each.
    """

    def __init__(self, examples: Sequence[RelationExample], pair_scores: NDArray[np.float64]) -> None:
        self._facts = CountVectorizer(analyzer=_same, min_df=FEATURE_ARTICLES_MIN, binary=True)
        self._wordings = CountVectorizer(analyzer=_same, min_df=2, binary=True)
        self._facts.fit([example.features.facts for example in examples])
        self._wordings.fit([example.features.wordings for example in examples])
        matrix = self._matrix([example.features for example in examples], pair_scores)
        self._model = LogisticRegression(C=RELATION_C, max_iter=2000, random_state=0)
        self._model.fit(matrix, [example.target for example in examples])

    def _matrix(self, features: Sequence[Features], pair_scores: NDArray[np.float64]) -> csr_matrix:
        facts = self._facts.transform([each.facts for each in features])
        wordings = _scaled(self._wordings.transform([each.wordings for each in features]))
        return csr_matrix(hstack([facts * FACT_SCALE, wordings, csr_matrix(pair_scores * PAIR_SCALE)]))

    def probabilities(self, features: Sequence[Features], pair_scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probability of each of `RELATIONS`, one row for each candidate."""
        found = np.zeros((len(features), len(RELATIONS)))
        found[:, self._model.classes_] = self._model.predict_proba(self._matrix(features, pair_scores))
        return found

    def weights(self) -> Weights:
        """Return the model as the classifier reads it."""
        rows = np.zeros((self._model.coef_.shape[1], len(RELATIONS)), dtype=np.float32)
        rows[:, self._model.classes_] = self._model.coef_.T
        intercepts = np.full(len(RELATIONS), -20.0, dtype=np.float32)
        intercepts[self._model.classes_] = self._model.intercept_
        facts, wordings = _index(self._facts), _index(self._wordings)
        index = dict(facts) | {name: len(facts) + place for name, place in wordings.items()}
        index |= {name: len(rows) - 2 + place for place, name in enumerate(PAIR_FEATURES)}
        return Weights(index, rows, intercepts)


def read_labels(path: Path) -> list[Label]:
    """Return the rows of a table of annotated sentences.

    Raises:
        SourceError: the table is missing, or a row does not parse; the line is named.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(path, f"cannot be read ({error})") from error
    if not lines or tuple(lines[0].split("\t")) != LABEL_COLUMNS:
        raise SourceError(path, f"its first line is not the columns {' '.join(LABEL_COLUMNS)}")
    return [_label(path, number, line) for number, line in enumerate(lines[1:], start=2)]


def _label(path: Path, number: int, line: str) -> Label:
    try:
        pmid, sentence, drug, disease, relation, certainty, flags, sample = line.split("\t")
        return Label(
            int(pmid),
            _spans(sentence)[0],
            _spans(drug),
            _spans(disease),
            ClaimRelation(relation).value,
            Certainty(certainty).value,
            tuple(filter(None, flags.split(","))),
            sample,
        )
    except (ValueError, IndexError) as error:
        raise SourceError(path, f"line {number} is no annotated sentence ({error}): {line[:80]!r}") from error


def _spans(cell: str) -> tuple[tuple[int, int], ...]:
    return tuple((int(start), int(end)) for start, end in (span.split("-") for span in cell.split(" ") if span))


def relation_examples(data: Path, labels: Sequence[Label], reader: Reader) -> list[RelationExample]:
    """Return the annotated sentences that reading makes a candidate of, in the order of the labels."""
    wanted = {label.pmid for label in labels}
    judged = {article.pmid: _judge(article, reader) for article in _articles(data, wanted)}
    found = []
    for label in labels:
        for one, features in judged.get(label.pmid, ()):
            if _is_same(label, one):
                found.append(RelationExample(label, one, features))
                break
    return found


def _articles(data: Path, wanted: set[int]) -> Iterator[Article]:
    for path in sorted((data / "literature").glob("*.xml.gz")):
        for record in read_records(path):
            if isinstance(record, Article) and record.pmid in wanted:
                wanted.discard(record.pmid)
                yield record


def _judge(article: Article, reader: Reader) -> list[tuple[Judged, Features]]:
    judged = reader.judge(article)
    of_article = ArticleFeatures(judged)
    return [(one, of_article.of(number)) for number, one in enumerate(judged)]


def _is_same(label: Label, one: Judged) -> bool:
    candidate, sentence = one.candidate, one.candidate.sentence
    if not (sentence.start < label.sentence[1] and label.sentence[0] < sentence.end):
        return False
    drugs = [place for place in sentence.drugs if place.curies == candidate.drugs]
    if not _touch(drugs, label.drug):
        return False
    if not label.disease:
        return candidate.disease_from != "sentence"
    return _touch([place for place in sentence.diseases if candidate.disease in place.curies], label.disease)


def _touch(places: Sequence[tuple[int, ...]] | Sequence[object], spans: Sequence[tuple[int, int]]) -> bool:
    return any(place.start < end and start < place.end for place in places for start, end in spans)  # type: ignore[attr-defined]


def fold_of(pmids: Iterable[int]) -> dict[int, int]:
    """Return the fold of each article: its place among the shuffled ones, by a fixed seed."""
    ordered = sorted(set(pmids))
    np.random.default_rng(7).shuffle(ordered)
    return {pmid: place % FOLDS for place, pmid in enumerate(ordered)}


def write_weights(path: Path, weights: Weights) -> None:
    """Write a model as the classifier reads it, the same bytes for the same model."""
    lines = [json.dumps([round(float(value), 4) for value in weights.intercepts])]
    for name, place in weights.places.items():
        row = weights.rows[place]
        if float(np.abs(row).max()) >= WEIGHT_MIN:
            lines.append("\t".join((name, *(f"{value:.3g}" for value in row))))
    with path.open("wb") as file, gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
        packed.write("\n".join(lines).encode("utf-8"))


def train_claims(data: Path, folder: Path) -> Mapping[str, int]:
    """Train both models, write their tables into the folder, and return the counts of what they learnt from."""
    labels = read_labels(folder / "labels.tsv")
    reader = Reader.load()
    relations = relation_examples(data, labels, reader)
    annotated = {label.pmid for label in labels}
    pairs = [example for example in pair_examples(data) if example.pmid not in annotated]
    pair_model = PairModel(pairs)
    relation_model = RelationModel(relations, pair_model.scores([[example.features] for example in relations]))
    for name, weights in zip(TABLES, (pair_model.weights(), relation_model.weights()), strict=True):
        write_weights(folder / name, weights)
    RelationClassifier.load(folder)
    return {"pairs of the corpora": len(pairs), "annotated sentences": len(relations)}

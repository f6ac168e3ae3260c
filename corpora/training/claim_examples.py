"""What claims learn from: pairs of annotated corpora, and sentences annotated for this project, with their features.

`labels.tsv` in corpora/claims holds the annotated sentences as offsets and labels; texts are read from the data.
"""

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from corpora.measure.claims import GOLD_NAMES, ClaimDocument, document_of, split_sentences
from corpora.split import read_corpora
from miner.errors import SourceError
from miner.reading.claims.claims import judge
from miner.reading.claims.classifier import RELATIONS
from miner.reading.claims.combinations import Place
from miner.reading.claims.features import ArticleFeatures, Features, Judged
from miner.reading.reader import Reader
from miner.records import Article, Certainty, ClaimRelation
from miner.sources.medline import read_records

PAIR_CORPORA = ("biored_train", "biored_dev", "bc5cdr_train", "bc5cdr_dev")
LITERATURE = ("literature", "literature_more")
"""Folders of the data with the abstracts that were annotated."""
FOLDS = 5
LABEL_COLUMNS = ("pmid", "sentence", "drug", "disease", "relation", "certainty", "flags", "sample")


_RESULTS = frozenset({"treats", "prevents", "no benefit"})


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
        """Position in `RELATIONS`. A wrong link is no use, whatever the sentence says, and an aim has no result."""
        names = [relation.value for relation in RELATIONS]
        if self.label.is_wrong_link or self.label.relation not in names:
            return names.index("mentioned")
        has_result = Certainty(self.label.certainty).has_result or self.label.relation not in _RESULTS
        return names.index(self.label.relation if has_result else "given for")


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
    for path in (path for folder in LITERATURE for path in sorted((data / folder).glob("*.xml.gz"))):
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
    if not (_touch(drugs, label.drug) if label.drug else candidate.drug_from != "sentence"):
        return False
    if not label.disease:
        return candidate.disease_from != "sentence"
    return _touch([place for place in sentence.diseases if candidate.disease in place.curies], label.disease)


def _touch(places: Sequence[Place], spans: Sequence[tuple[int, int]]) -> bool:
    return any(place.start < end and start < place.end for place in places for start, end in spans)


def fold_of(pmids: Iterable[int]) -> dict[int, int]:
    """Return the fold of each article: its place among the shuffled ones, by a fixed seed."""
    ordered = sorted(set(pmids))
    np.random.default_rng(7).shuffle(ordered)
    return {pmid: place % FOLDS for place, pmid in enumerate(ordered)}

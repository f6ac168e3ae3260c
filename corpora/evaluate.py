"""Scores a model on the development parts: mentions, sentences, speed. Test parts are not looked at.

A mention counts as found only with the very boundaries and type of the gold one. The gold mentions are those of
the file, whether or not a tokeniser could ever produce them.
"""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.table import Table
from spacy.language import Language
from spacy.tokens import Doc

from corpora.examples import LABEL_OF_TYPE, LABELS
from corpora.readers import Corpus, SentencedDocument, read_bioscope, read_pubtator
from corpora.split import DEVELOPMENT_PARTS, bioscope_path, corpus_path, hold_out_sentences
from miner.errors import ModelError
from miner.reading.models import load_model, model_version

_BATCH_SIZE = 64

_LABEL_OF_MODEL = {
    "SIMPLE_CHEMICAL": "CHEMICAL",
    "DRUG": "CHEMICAL",
    "GENE_OR_GENE_PRODUCT": "GENE",
    "PROTEIN": "GENE",
    **{label: label for label in LABELS},
}
"""The labels of scispaCy's models in ours. CANCER is not DISEASE: it is held to the diseases of no corpus."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts of one label on one part, or of all labels that the model has ("all")."""

    part: str
    label: str
    found_count: int
    spurious_count: int
    missed_count: int
    is_known: bool = True
    """False where the model has no such label: then there is nothing to score."""

    @property
    def precision(self) -> float:
        """Share of the predicted that is gold, 0 where nothing was predicted."""
        return self.found_count / max(1, self.found_count + self.spurious_count)

    @property
    def recall(self) -> float:
        """Share of the gold that was predicted, 0 where there is no gold."""
        return self.found_count / max(1, self.found_count + self.missed_count)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.found_count / max(1, 2 * self.found_count + self.spurious_count + self.missed_count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """All that was measured of one model; `abstracts_per_second` is of one core's processor time."""

    model: str
    scores: tuple[Score, ...]
    abstracts_per_second: float


def evaluate_model(name: str | None, data: Path, gold: Path | None = None) -> Evaluation:
    """Scores a model on the development parts, or on one PubTator file.

    Args:
        name: as for `load_model`.
        data: the folder of reference data.
        gold: a PubTator file to score instead of the development parts (then no sentences).

    Raises:
        ModelError: the model has none of the labels that are scored.
        SourceError: a corpus is missing or malformed.
    """
    nlp = load_model(name)
    ner: Any = nlp.get_pipe("ner")
    known = {_LABEL_OF_MODEL[label] for label in ner.labels if label in _LABEL_OF_MODEL}
    if not known:
        raise ModelError(f"Model {name!r} has the labels {sorted(ner.labels)}; scored are {sorted(_LABEL_OF_MODEL)}")
    paths = [gold] if gold else [corpus_path(data, part) for part in DEVELOPMENT_PARTS]
    corpora = [read_pubtator(path) for path in paths]
    scores: list[Score] = []
    seconds = 0.0
    for corpus in corpora:
        start = time.process_time()
        docs = list(nlp.pipe((document.text for document in corpus.documents), batch_size=_BATCH_SIZE))
        seconds += time.process_time() - start
        scores.extend(score_mentions(corpus, docs, known))
    if gold is None:
        _, held_out = hold_out_sentences(read_bioscope(bioscope_path(data)))
        scores.append(score_sentences(held_out, nlp))
    text_count = sum(len(corpus.documents) for corpus in corpora)
    return Evaluation(model=model_version(nlp), scores=tuple(scores), abstracts_per_second=text_count / seconds)


def score_mentions(corpus: Corpus, docs: Sequence[Doc], known: Iterable[str]) -> Iterator[Score]:
    """Yields a score per label that the corpus marks, then their sum over the labels that the model has.

    Args:
        corpus: the gold.
        docs: the same texts in the same order, with predicted `ents`.
        known: the labels (ours) that the model can predict.
    """
    counts = {label: Counter[str]() for label in LABELS}
    for document, doc in zip(corpus.documents, docs, strict=True):
        gold = {(m.start, m.end, LABEL_OF_TYPE[m.type]) for m in document.mentions if m.type in LABEL_OF_TYPE}
        predicted = {(e.start_char, e.end_char, _LABEL_OF_MODEL.get(e.label_)) for e in doc.ents}
        for label, outcomes in counts.items():
            of_label = [{span for span in spans if span[2] == label} for spans in (gold, predicted)]
            outcomes.update(_compare(*of_label))
    scored = [label for label in LABELS if counts[label]["found"] or counts[label]["missed"]]
    common = [label for label in scored if label in set(known)]
    for label in scored:
        yield _make_score(corpus.name, label, counts[label], is_known=label in common)
    if len(common) > 1:
        yield _make_score(corpus.name, "all", sum((counts[label] for label in common), Counter[str]()))


def _compare(gold: set[Any], predicted: set[Any]) -> dict[str, int]:
    return {"found": len(gold & predicted), "spurious": len(predicted - gold), "missed": len(gold - predicted)}


def _make_score(part: str, label: str, counts: Counter[str], *, is_known: bool = True) -> Score:
    return Score(
        part=part,
        label=label,
        found_count=counts["found"],
        spurious_count=counts["spurious"],
        missed_count=counts["missed"],
        is_known=is_known,
    )


def score_sentences(documents: Sequence[SentencedDocument], nlp: Language) -> Score:
    """Scores where sentences begin, apart from those that begin a line, which the layout gives away."""
    counts = Counter[str]()
    others = ("ner", "abbreviation_detector", "repeated_mentions")
    with nlp.select_pipes(disable=[name for name in others if name in nlp.pipe_names]):
        docs = nlp.pipe((document.text for document in documents), batch_size=_BATCH_SIZE)
        for document, doc in zip(documents, docs, strict=True):
            starts = {start for start, _ in document.sentences}
            gold = {start for start in starts if not _begins_line(document.text, start)}
            predicted = {s.start_char for s in doc.sents if not _begins_line(document.text, s.start_char)}
            counts.update(_compare(gold, predicted))
    return _make_score("bioscope", "sentence", counts)


def _begins_line(text: str, offset: int) -> bool:
    return offset == 0 or text[offset - 1] == "\n"


def as_table(evaluation: Evaluation) -> Table:
    """Returns the scores as a table for a terminal; a label that the model does not have shows a dash."""
    table = Table(title=evaluation.model, caption=f"{evaluation.abstracts_per_second:.0f} abstracts/s on one core")
    for column in ("part", "label"):
        table.add_column(column)
    for column in ("precision", "recall", "F1", "gold"):
        table.add_column(column, justify="right")
    for score in evaluation.scores:
        values = [f"{value:.3f}" for value in (score.precision, score.recall, score.f1)]
        gold_count = str(score.found_count + score.missed_count)
        table.add_row(score.part, score.label, *(values if score.is_known else ["\N{EN DASH}"] * 3), gold_count)
    return table


def as_json(evaluation: Evaluation) -> dict[str, Any]:
    """Returns the same for machines; precision, recall and f1 are null where the model lacks the label."""
    return {
        "model": evaluation.model,
        "abstracts_per_second": round(evaluation.abstracts_per_second, 1),
        "scores": [
            {
                "part": score.part,
                "label": score.label,
                "gold_count": score.found_count + score.missed_count,
                **{
                    name: round(getattr(score, name), 4) if score.is_known else None
                    for name in ("precision", "recall", "f1")
                },
            }
            for score in evaluation.scores
        ],
    }

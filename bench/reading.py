"""Speed of reading and storing articles, stage by stage, on one core.

Reading is timed in processor time, which other work on a shared machine does not change; storing in wall time, as it
waits for the disk. A stage's rate counts the articles that reach it.
"""

import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from bench.figures import Figure, best_of, seconds_of
from graph.sync import batches
from miner.config import Settings
from miner.ledger import Ledger
from miner.lexicon.compiled import load_or_make
from miner.lexicon.lexicon import Lexicon, read_lexicon
from miner.lexicon.scan import DrugScanner
from miner.lexicon.tables import lexicon_version
from miner.reading.claims.claims import find_claims, judge
from miner.reading.claims.classifier import RelationClassifier
from miner.reading.designs.design import study_design
from miner.reading.nlp.models import load_model
from miner.reading.reader import MODEL_BATCH_SIZE, Reader, sentences_of
from miner.records import Article, Reading

RATE = "abstracts/s"
QUICK_ROUNDS, SLOW_ROUNDS = 3, 2


def measure(articles: Sequence[Article]) -> list[Figure]:
    """Return figures of loading, each stage of reading, reading as a whole, and storing the readings."""
    lexicon, nlp = Lexicon.load(), load_model()
    reader, scanner = Reader(lexicon, nlp), DrugScanner(lexicon)
    deep = [article for article in articles if scanner.has_drug(article.text)]
    readings: list[Reading] = []

    def read() -> None:
        readings[:] = reader.read(articles)

    return [
        _loading(nlp),
        Figure(name="load model", value=best_of(2, load_model, time.process_time), unit="s"),
        _rate("drug scan", articles, lambda: [scanner.has_drug(article.text) for article in articles]),
        _rate("drug scan, every name", articles, lambda: [scanner.find(article.text) for article in articles]),
        Figure(
            name="articles that name a drug",
            value=100 * len(deep) / len(articles),
            unit="%",
            note=f"{len(deep):,} of {len(articles):,}; only these reach the model",
        ),
        *_model_figures(nlp, deep),
        *_record_figures(reader, nlp, deep),
        _rate("study design", articles, lambda: [study_design(article) for article in articles]),
        _rate("Reader.read, all stages", articles, read, SLOW_ROUNDS, "one core; those without a drug included"),
        *_ledger_figures(articles, readings, reader.versions),
    ]


def _rate(
    name: str,
    articles: Sequence[Article],
    work: Callable[[], object],
    rounds: int = QUICK_ROUNDS,
    note: str = "",
) -> Figure:
    seconds = best_of(rounds, work, time.process_time)
    return Figure(name=name, value=len(articles) / seconds, unit=RATE, note=note)


def _loading(nlp: Language) -> Figure:
    """Time the lexicon, its scanners and indexes from compiled files, and from the tables alone."""

    def load_compiled() -> Reader:
        return Reader(load_or_make("lexicon", lexicon_version(None), lambda: read_lexicon(None)), nlp)

    return Figure(
        name="load lexicon and scanners",
        value=best_of(2, load_compiled, time.process_time),
        unit="s",
        baseline=seconds_of(lambda: Reader(replace(read_lexicon(None), is_compiled=False), nlp), time.process_time),
        note="compiled; baseline: from the tables",
    )


def _model_figures(nlp: Language, deep: Sequence[Article]) -> list[Figure]:
    """Time the model as a whole, then each of its steps on the output of the steps before it."""
    texts = [article.text for article in deep]
    rounds = [step_seconds(nlp, texts) for _ in range(SLOW_ROUNDS)]
    return [
        _rate("model, all steps", deep, lambda: list(nlp.pipe(texts)), SLOW_ROUNDS),
        *(
            Figure(name=f"  {name}", value=len(deep) / min(steps[name] for steps in rounds), unit=RATE)
            for name in rounds[0]
        ),
    ]


def step_seconds(nlp: Language, texts: Sequence[str]) -> dict[str, float]:
    """Return processor seconds of the tokenizer and of each component, in pipeline order."""
    docs: list[Doc] = []
    steps = {"tokenizer": seconds_of(partial(_extend, docs, map(nlp.make_doc, texts)), time.process_time)}
    for name, component in nlp.pipeline:
        steps[name] = seconds_of(partial(_apply, component, docs), time.process_time)
    return steps


def _extend(docs: list[Doc], more: Iterable[Doc]) -> None:
    docs.extend(more)


def _apply(component: Callable[[Doc], Doc], docs: list[Doc]) -> None:
    """Run one component over all documents, in reading's batches if it takes batches."""
    pipe = getattr(component, "pipe", None)
    docs[:] = pipe(docs, batch_size=MODEL_BATCH_SIZE) if pipe else map(component, docs)


def _record_figures(reader: Reader, nlp: Language, deep: Sequence[Article]) -> list[Figure]:
    """Time mentions with their links, and claims, on documents that the model has processed."""
    parsed = list(zip(deep, nlp.pipe(article.text for article in deep), strict=True))
    mentions = [reader.find_mentions(article.text, doc) for article, doc in parsed]

    classifier = RelationClassifier.load()

    def find_all_claims() -> None:
        for (article, doc), found in zip(parsed, mentions, strict=True):
            find_claims(article, judge(article, sentences_of(article, doc), found), classifier)

    return [
        _rate(
            "mentions and links",
            deep,
            lambda: [reader.find_mentions(article.text, doc) for article, doc in parsed],
        ),
        _rate("claims", deep, find_all_claims),
    ]


def _ledger_figures(
    articles: Sequence[Article], readings: Sequence[Reading], versions: tuple[str, str, str]
) -> list[Figure]:
    """Time storing in batches and transactions of the size that a run uses."""
    size = Settings.model_fields["batch_size"].default
    articles_seconds, readings_seconds = [], []
    for _ in range(QUICK_ROUNDS):
        with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "ledger.db") as ledger:
            reader_id = ledger.readings.reader_id(versions)
            start = time.perf_counter()
            for batch in batches(articles, size):
                ledger.articles.store(batch, digest="bench")
            half = time.perf_counter()
            for read in batches(readings, size):
                ledger.readings.store(read, reader_id)
            readings_seconds.append(time.perf_counter() - half)
            articles_seconds.append(half - start)
    note = f"wall time, transactions of {size}"
    return [
        Figure(name="store articles", value=len(articles) / min(articles_seconds), unit=RATE, note=note),
        Figure(name="store readings", value=len(readings) / min(readings_seconds), unit=RATE, note=note),
    ]

"""Reading as a whole compared with a pipeline of scispaCy's shape: same articles, same run, one core."""

import time
from collections.abc import Sequence
from pathlib import Path

from spacy.language import Language
from spacy.util import is_package

from bench import scispacy_shape
from bench.figures import Figure, seconds_of
from bench.reading import RATE, SLOW_ROUNDS, step_seconds
from miner.lexicon.tables import Entry
from miner.reading.reader import Reader
from miner.records import Article

ARTICLE_COUNT_MAX = 200
SCISPACY_MODEL = "en_core_sci_sm"
CACHE = Path("build/bench")


def measure(articles: Sequence[Article]) -> list[Figure]:
    """Return the figures of `compare` with the shipped lexicon, all names of which the linker searches."""
    reader = Reader.load()
    return compare(reader, articles, list(reader.lexicon.entries()), CACHE / f"tfidf-{reader.lexicon.version}.bin")


def compare(reader: Reader, articles: Sequence[Article], entries: Sequence[Entry], index: Path) -> list[Figure]:
    """Return the rates of `Reader.read` and the other pipeline, which take turns, then those of the other's steps.

    Args:
        reader: ours, linking and claims included.
        articles: the first of them that name a drug are read, up to `ARTICLE_COUNT_MAX`.
        entries: the entries that the other's linker searches.
        index: file of that linker's index.
    """
    read = [(a, r) for a, r in zip(articles, reader.read(articles), strict=True) if not r.skipped][:ARTICLE_COUNT_MAX]
    deep = [article for article, _ in read]
    texts = [article.text for article in deep]
    spans = {article.text: [(mention.start, mention.end) for mention in reading.mentions] for article, reading in read}
    other, what = _load_other(entries, index, spans)
    ours, theirs = [], []
    for _ in range(SLOW_ROUNDS):
        ours.append(seconds_of(lambda: list(reader.read(deep)), time.process_time))
        theirs.append(seconds_of(lambda: list(other.pipe(texts)), time.process_time))
    whole = Figure(
        name="Reader.read, scispaCy's shape",
        value=len(deep) / min(ours),
        unit=RATE,
        baseline=len(deep) / min(theirs),
        note=f"{len(deep):,} articles that name a drug; baseline: {what}",
    )
    steps = step_seconds(other, texts)
    note = "steps of the baseline"
    return [
        whole,
        *(
            Figure(name=f"  {name}", value=None, unit=RATE, baseline=len(deep) / seconds, note=note)
            for name, seconds in steps.items()
        ),
    ]


def _load_other(entries: Sequence[Entry], index: Path, spans: dict[str, list[tuple[int, int]]]) -> tuple[Language, str]:
    """Return the installed scispaCy model, or the stand-in with the spans that our reader found, and a description."""
    if is_package(SCISPACY_MODEL):
        model = scispacy_shape.load_installed(SCISPACY_MODEL, entries, index)
        return model, f"{SCISPACY_MODEL}, its abbreviation detector, its linker over our names"
    count = sum(map(len, spans.values())) / max(1, len(spans))
    what = f"{SCISPACY_MODEL} is not installed; its layers under random weights, {count:.0f} spans an article given"
    return scispacy_shape.make_stand_in(entries, index, spans), what

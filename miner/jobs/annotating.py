"""Annotation of files as PubTator or JSON lines (`annotate`), and one article with the reasons (`view`).

Every text of a file is read, even if it names no drug. The output does not depend on the number of processes, because
batches are cut by position in the input and the matrix library runs one thread per process.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TextIO

from threadpoolctl import threadpool_limits

from miner.config import Settings
from miner.errors import ReportError, SourceError
from miner.formats.jsonlines import write_json
from miner.formats.passages import read_passages
from miner.formats.pubtator import Identify, as_curie, write_pubtator
from miner.jobs.job import Progress, no_progress, recipe_of
from miner.ledger import Ledger
from miner.lexicon.crossrefs import MeshIdentifiers
from miner.lexicon.lexicon import Lexicon
from miner.reading.linking.linker import Linker
from miner.reading.pool import load_reader, read_all
from miner.reading.reader import MODEL_BATCH_SIZE
from miner.reading.recipe import Recipe, Versions
from miner.records import Article, Deletion, Reading, Rejection
from miner.report.show import ArticleView, view_article

BATCH_SIZE = 2 * MODEL_BATCH_SIZE
REJECTIONS_SHOWN = 5

EVERY_TEXT = Recipe(is_drug_needed=False)
"""The shipped model and lexicon, applied to every text, even one without a drug."""

Render = Callable[[Article, Reading], str]


@dataclass(slots=True)
class AnnotationReport:
    """Counts of what was read, and of what was not and why."""

    document_count: int = 0
    mention_count: int = 0
    linked_count: int = 0
    claim_count: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    """Documents by the reason why they were skipped; they are written without mentions."""
    rejection_count: int = 0
    rejections: list[str] = field(default_factory=list)
    """File name and reason of the first `REJECTIONS_SHOWN` rejections."""
    deletion_count: int = 0
    failure: SourceError | None = None
    """Why a file could not be read to its end, if one could not; nothing after it was read."""

    def reject(self, path: Path, rejection: Rejection) -> None:
        """Count a record that could not be turned into a text."""
        self.rejection_count += 1
        if len(self.rejections) < REJECTIONS_SHOWN:
            self.rejections.append(f"{path.name}: {rejection.reason}")

    def add(self, reading: Reading) -> None:
        """Count a document that was written."""
        self.document_count += 1
        self.mention_count += len(reading.mentions)
        self.linked_count += sum(mention.link is not None for mention in reading.mentions)
        self.claim_count += len(reading.claims)
        if reading.skipped:
            self.skipped[reading.skipped] += 1


def make_renderer(style: str, ids: str, lexicon: Lexicon) -> Render:
    """Return the function that renders a document: style "pubtator" or "jsonl", ids "curie" or "mesh"."""
    identify: Identify = MeshIdentifiers(lexicon) if ids == "mesh" else as_curie
    if style == "jsonl":
        return lambda article, reading: write_json(article, reading, lexicon, identify)
    return lambda article, reading: write_pubtator(article, reading, identify)


def annotate(  # noqa: PLR0913 - independent choices
    inputs: Sequence[Path],
    output: TextIO,
    recipe: Recipe = EVERY_TEXT,
    *,
    style: str = "pubtator",
    ids: str = "curie",
    worker_count: int = 0,
    progress: Progress = no_progress,
) -> AnnotationReport:
    """Read the texts of files in order, write each document as soon as it is read, and return the counts.

    Args:
        inputs: PubMed XML, PubTator or one passage per line; see `miner.formats.passages`.
        output: open file to write the documents to.
        recipe: model, linker and lexicon to read with.
        style: "pubtator" or "jsonl".
        ids: "curie" for our identifiers, "mesh" for those of MeSH and OMIM.
        worker_count: worker processes; 0 means one per processor if there is much to read.
        progress: called with the number of documents done.

    Raises:
        SourceError: a file cannot be read to its end; the documents before the failure are written.
        ModelError: no such model.
        LinkerError: the linker's files are missing or cannot be loaded.
        LexiconError: a table cannot be read.
    """
    report = AnnotationReport()
    render = make_renderer(style, ids, Lexicon.load(recipe.lexicon_folder))
    for batch, readings in read_all(_batches(inputs, report), recipe, worker_count=worker_count):
        for article, reading in zip(batch, readings, strict=True):
            output.write(render(article, reading))
            report.add(reading)
        progress("read", report.document_count, None)
    if report.failure:
        raise report.failure
    return report


def _batches(inputs: Sequence[Path], report: AnnotationReport) -> Iterator[list[Article]]:
    articles = _articles(inputs, report)
    while batch := list(islice(articles, BATCH_SIZE)):
        yield batch


def _articles(inputs: Sequence[Path], report: AnnotationReport) -> Iterator[Article]:
    """Yield the texts of all files. A failure ends them and is kept in the report, so that earlier texts are read."""
    try:
        for path in inputs:
            for record in read_passages(path):
                match record:
                    case Article():
                        yield record
                    case Rejection():
                        report.reject(path, record)
                    case Deletion():
                        report.deletion_count += 1
    except SourceError as error:
        report.failure = error


def view(inputs: Sequence[Path], pmid: int, settings: Settings) -> ArticleView:
    """Return an article with what was read from it and why: from the inputs if there are any, else from the ledger.

    A reading in the ledger is shown as it was stored. An article without one is read now, and the result not stored.

    Raises:
        ReportError: no text has that number.
        SourceError: a file cannot be read to its end, and the text does not precede the failure.
        LedgerError: the ledger cannot be opened.
    """
    lexicon = Lexicon.load(settings.lexicon_folder)
    article, read = _find_in_files(inputs, pmid) if inputs else _find_in_ledger(settings, pmid)
    if read is not None:
        reading, versions = read
        return view_article(article, reading, lexicon, versions, Linker(lexicon).candidates)
    recipe = recipe_of(settings, is_drug_needed=not inputs)
    reader = load_reader(recipe, recipe.versions())
    with threadpool_limits(1):
        reading = next(reader.read([article]))
    return view_article(article, reading, lexicon, reader.versions, reader.linker.candidates)


_Read = tuple[Reading, Versions]


def _find_in_files(inputs: Sequence[Path], pmid: int) -> tuple[Article, _Read | None]:
    report = AnnotationReport()
    found = next((article for article in _articles(inputs, report) if article.pmid == pmid), None)
    if found is None:
        names = ", ".join(map(str, inputs))
        raise report.failure or ReportError(f"No text {pmid} in {names}; a text without a number has that of its line")
    return found, None


def _find_in_ledger(settings: Settings, pmid: int) -> tuple[Article, _Read | None]:
    with Ledger.open(settings.ledger_path, is_read_only=True) as ledger:
        article = ledger.articles.find(pmid)
        if article is None:
            raise ReportError(f"No article {pmid} in {settings.ledger_path}; import or fetch it, or name a file")
        return article, ledger.readings.find(pmid)


def open_output(path: Path) -> TextIO:
    """Open a file for writing, in UTF-8 with plain line feeds.

    Raises:
        ReportError: the file cannot be written.
    """
    try:
        return path.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise ReportError(f"{path}: cannot be written ({error.strerror or error}); choose another --out") from error

"""Texts of files, read and written as PubTator or JSON lines; and one article with the reasons.

Every text is read, also one that names no drug. The output is the same with any number of processes, because batches
are cut by their position in the input and the matrix library has one thread in each process.
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
"""The shipped model and lexicon on every text, also one without a drug."""

Render = Callable[[Article, Reading], str]


@dataclass(slots=True)
class AnnotationReport:
    """What was read, and what was not and why."""

    document_count: int = 0
    mention_count: int = 0
    linked_count: int = 0
    claim_count: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    """Reason to number of documents; they are written without mentions."""
    rejection_count: int = 0
    rejections: list[str] = field(default_factory=list)
    """The first few, in words."""
    deletion_count: int = 0
    failure: SourceError | None = None
    """The file that could not be read to its end; nothing after it was read."""

    def reject(self, path: Path, rejection: Rejection) -> None:
        """Count a record that is no text."""
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
    """What writes a document: style "pubtator" or "jsonl", ids "curie" or "mesh"."""
    identify: Identify = MeshIdentifiers(lexicon) if ids == "mesh" else as_curie
    if style == "jsonl":
        return lambda article, reading: write_json(article, reading, lexicon, identify)
    return lambda article, reading: write_pubtator(article, reading, identify)


def annotate(  # noqa: PLR0913 - each is a choice of its own
    inputs: Sequence[Path],
    output: TextIO,
    recipe: Recipe = EVERY_TEXT,
    *,
    style: str = "pubtator",
    ids: str = "curie",
    worker_count: int = 0,
    progress: Progress = no_progress,
) -> AnnotationReport:
    """Read the texts of files in their order and write each as it is done.

    Args:
        inputs: PubMed XML, PubTator or one passage a line; see `miner.formats.passages`.
        output: file to write the documents to.
        recipe: what to read with.
        style: "pubtator" or "jsonl".
        ids: "curie" for our identifiers, "mesh" for those of MeSH and OMIM.
        worker_count: processes; 0 is one per processor if there is much to read.
        progress: called with how many documents are done.

    Raises:
        SourceError: a file cannot be read to its end; what came before is written.
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
    """The texts of all files. A failure ends them and is noted, so that what came before is read to its end."""
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
    """An article with what was read from it and why: a text of the inputs, or else of the ledger.

    What the ledger holds is shown as it was read then; an article that is not read yet is read now, and not stored.

    Raises:
        ReportError: there is no text of that number.
        SourceError: a file cannot be read to its end, and the text is not before it.
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
        raise report.failure or ReportError(f"No text {pmid} in {names}; texts without numbers have their line's")
    return found, None


def _find_in_ledger(settings: Settings, pmid: int) -> tuple[Article, _Read | None]:
    with Ledger.open(settings.ledger_path, is_read_only=True) as ledger:
        article = ledger.articles.find(pmid)
        if article is None:
            raise ReportError(f"No article {pmid} in {settings.ledger_path}; import or fetch it, or name a file")
        return article, ledger.readings.find(pmid)


def open_output(path: Path) -> TextIO:
    """A file to write to, in UTF-8 with plain line feeds.

    Raises:
        ReportError: it cannot be written.
    """
    try:
        return path.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise ReportError(f"{path}: cannot be written ({error.strerror or error}); give another --out") from error

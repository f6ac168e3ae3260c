"""Readers of annotated corpora: PubTator files (mentions and relations) and BioScope (sentences).

A document's text is title and abstract, one a line, as in `Article.text`. PubTator counts one character
between the two, so its offsets hold unchanged.
"""

import gzip
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from miner.errors import SourceError
from miner.formats.pubtator import PubtatorDocument, read_documents


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldMention:
    """A stretch of `GoldDocument.text` with the corpus's own type ("Chemical") and identifier ("D016651")."""

    start: int
    end: int
    text: str
    type: str
    identifier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldRelation:
    """A relation between two identifiers, of the corpus's own type ("CID", "Negative_Correlation")."""

    type: str
    first: str
    second: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDocument:
    """One annotated text; a full-text corpus has several of one PMID."""

    pmid: int
    text: str
    mentions: tuple[GoldMention, ...] = ()
    relations: tuple[GoldRelation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """An annotation whose offsets do not give its text; it is left out of its document."""

    line: int
    pmid: int
    annotated: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """The documents of one file, in file order, and the annotations that were left out."""

    name: str
    documents: tuple[GoldDocument, ...]
    mismatches: tuple[Mismatch, ...] = ()


def read_pubtator(path: Path) -> Corpus:
    """Return the corpus in a PubTator file, gzipped or not (see `miner.formats.pubtator.read_documents`).

    Raises:
        SourceError: the file cannot be read, a line is not PubTator (names the line), or there is no document.
    """
    documents: list[GoldDocument] = []
    mismatches: list[Mismatch] = []
    for document in read_documents(path):
        gold, left_out = _check_offsets(document)
        documents.append(gold)
        mismatches.extend(left_out)
    if not documents:
        raise SourceError(path, "holds no PubTator document; expected lines such as 123|t|Title")
    return Corpus(name=path.name.split(".")[0], documents=tuple(documents), mismatches=tuple(mismatches))


def _check_offsets(document: PubtatorDocument) -> tuple[GoldDocument, list[Mismatch]]:
    """Return the gold document, its mentions in text order, and the mentions whose offsets do not match its text."""
    pmid, text = document.pmid, document.text
    mentions: list[GoldMention] = []
    mismatches: list[Mismatch] = []
    for given in document.mentions:
        start, end, annotated, found = given.start, given.end, given.text, text[given.start : given.end]
        if found == annotated:
            mention = GoldMention(start=start, end=end, text=found, type=given.type, identifier=given.identifier)
            mentions.append(mention)
        else:
            mismatches.append(Mismatch(line=given.line, pmid=pmid, annotated=annotated, found=found))
    mentions.sort(key=lambda mention: (mention.start, -mention.end))
    relations = tuple(GoldRelation(type=r.type, first=r.first, second=r.second) for r in document.relations)
    return GoldDocument(pmid=pmid, text=text, mentions=tuple(mentions), relations=relations), mismatches


@dataclass(frozen=True, slots=True, kw_only=True)
class SentencedDocument:
    """A text whose sentences are known: [start, end) of each, in order. Title and abstract stand one a line."""

    identifier: str
    text: str
    sentences: tuple[tuple[int, int], ...]


def read_bioscope(path: Path) -> tuple[SentencedDocument, ...]:
    """Return the sentences of BioScope (Vincze et al. 2008, doi:10.1186/1471-2105-9-S11-S9), scopes left out.

    Raises:
        SourceError: the file is missing, is not well-formed XML (names the line) or holds no sentence.
    """
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            parser = etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False)
            root = etree.fromstring(file.read(), parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(path, f"line {error.lineno}: not well-formed XML ({error.msg})") from error
    except (OSError, EOFError) as error:
        raise SourceError(path, f"cannot be read ({error}); expected BioScope XML") from error
    documents = tuple(_read_sentences(element) for element in root.iter("Document"))
    if not any(document.sentences for document in documents):
        raise SourceError(path, "holds no <sentence>; expected BioScope XML")
    return documents


def _read_sentences(element: etree._Element) -> SentencedDocument:
    text = ""
    sentences: list[tuple[int, int]] = []
    for part in element.iter("DocumentPart"):
        for position, sentence in enumerate(part.iter("sentence")):
            content = " ".join("".join(map(str, sentence.itertext())).split())
            if text and content:
                text += "\n" if position == 0 else " "
            sentences.append((len(text), len(text) + len(content)))
            text += content
    identifier = element.findtext("DocID") or ""
    return SentencedDocument(
        identifier=identifier,
        text=text,
        sentences=tuple((start, end) for start, end in sentences if end > start),
    )

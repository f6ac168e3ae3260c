"""Readers of annotated corpora: PubTator files (mentions and relations) and BioScope (sentences).

A document's text is title and abstract, one a line, as in `Article.text`. PubTator counts one character
between the two, so its offsets hold unchanged.
"""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from miner.errors import SourceError

_HEADER = re.compile(r"(?P<pmid>\d+)\|(?P<part>[ta])\|(?P<text>.*)")


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
    """Reads a PubTator file, gzipped or not: `PMID|t|title`, `PMID|a|abstract`, then tab-separated lines.

    Five or six columns are a mention, four or five with a word in the second are a relation. Further columns
    are left out.

    Raises:
        SourceError: the file is missing, not gzip, not UTF-8, or a line is none of these; names the line.
    """
    documents: list[GoldDocument] = []
    mismatches: list[Mismatch] = []
    for block in _blocks(path):
        document, left_out = _read_block(path, block)
        documents.append(document)
        mismatches.extend(left_out)
    if not documents:
        raise SourceError(path, "holds no PubTator document; expected lines such as 123|t|Title")
    return Corpus(name=path.name.split(".")[0], documents=tuple(documents), mismatches=tuple(mismatches))


def _blocks(path: Path) -> Iterator[list[tuple[int, str]]]:
    """Yields the numbered lines of each document; a title line opens one, whatever stands before it."""
    block: list[tuple[int, str]] = []
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, start=1):
                content = line.rstrip("\n")
                header = _HEADER.fullmatch(content)
                if header and header["part"] == "t" and block:
                    yield block
                    block = []
                if content.strip():
                    block.append((number, content))
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise SourceError(path, f"cannot be read ({error}); expected PubTator text in UTF-8") from error
    if block:
        yield block


def _read_block(path: Path, block: list[tuple[int, str]]) -> tuple[GoldDocument, list[Mismatch]]:
    pmid, text = _read_text(path, block)
    mentions: list[GoldMention] = []
    relations: list[GoldRelation] = []
    mismatches: list[Mismatch] = []
    for number, line in block[2:]:
        columns = line.split("\t")
        if not columns[0].isdigit() or int(columns[0]) != pmid or len(columns) < 4:
            raise SourceError(path, f"line {number}: {line[:60]!r} is no annotation of document {pmid}; correct it")
        if not columns[1].isdigit():
            relations.append(GoldRelation(type=columns[1], first=columns[2], second=columns[3]))
            continue
        mention = _read_mention(path, number, columns)
        found = text[mention.start : mention.end]
        if found == mention.text:
            mentions.append(mention)
        else:
            mismatches.append(Mismatch(line=number, pmid=pmid, annotated=mention.text, found=found))
    mentions.sort(key=lambda mention: (mention.start, -mention.end))
    return GoldDocument(pmid=pmid, text=text, mentions=tuple(mentions), relations=tuple(relations)), mismatches


def _read_text(path: Path, block: list[tuple[int, str]]) -> tuple[int, str]:
    headers = [_HEADER.fullmatch(line) for _, line in block[:2]]
    title, abstract = headers if len(headers) == 2 else (None, None)
    if not title or not abstract or (title["part"], abstract["part"]) != ("t", "a"):
        raise SourceError(path, f"line {block[0][0]}: a document begins with PMID|t|title, then PMID|a|abstract")
    return int(title["pmid"]), f"{title['text']}\n{abstract['text']}"


def _read_mention(path: Path, number: int, columns: list[str]) -> GoldMention:
    if len(columns) < 5 or not columns[2].isdigit():
        raise SourceError(path, f"line {number}: a mention is PMID, start, end, text, type, identifier; correct it")
    return GoldMention(
        start=int(columns[1]),
        end=int(columns[2]),
        text=columns[3],
        type=columns[4],
        identifier=columns[5] if len(columns) > 5 else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SentencedDocument:
    """A text whose sentences are known: [start, end) of each, in order. Title and abstract stand one a line."""

    identifier: str
    text: str
    sentences: tuple[tuple[int, int], ...]


def read_bioscope(path: Path) -> tuple[SentencedDocument, ...]:
    """Reads the sentences of BioScope (Vincze et al. 2008, doi:10.1186/1471-2105-9-S11-S9), scopes left out.

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

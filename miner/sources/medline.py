"""Reader of MEDLINE and PubMed XML, plain or gzip: answers of EFetch and NLM's bulk files.

It reads one record at a time, so memory does not grow with the file, and trusts no file: entities are never
resolved, no DTD is loaded, nothing is fetched, and an endless record is cut off. It knows neither settings, store,
clock nor network.
"""

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from miner.errors import SourceError
from miner.records import Article, Deletion, Rejection
from miner.sources.medline_fields import read_article, read_book, read_deletions

RECORD_BYTES_MAX = 16 * 2**20
"""Bytes of XML within which a record must end. Real ones stay under 3 MB; a tree takes up to 30 times its XML."""

_CHUNK_BYTES = 2**16
_GZIP_MAGIC = b"\x1f\x8b"
_ROOTS = ("PubmedArticleSet", "MedlineCitationSet")
_RECORDS = ("PubmedArticle", "MedlineCitation", "PubmedBookArticle", "DeleteCitation", "DeleteDocument")
_FIRST_TAG = re.compile(rb"<([A-Za-z_][\w.:-]*)")


def read_records(source: Path | bytes, *, name: str = "") -> Iterator[Article | Deletion | Rejection]:
    """Yield the records of a file in order: articles, deletions, and rejections with the reason.

    Nothing is dropped: each element under the root yields one Article or one Rejection, a DeleteCitation or
    DeleteDocument one Deletion for each PMID. The modules `medline_text`, `medline_dates` and `medline_lists`
    document how white space, inner markup, bracketed titles and years are treated.

    Args:
        source: a file, or the content of one, such as an answer of EFetch; XML or gzipped XML, detected by
            content.
        name: what a SourceError calls content that is not a file; unused for a file.

    Raises:
        SourceError: the file is missing, a folder, not PubMed's XML, cut short or hostile. It is raised where the
            fault is met, after all records that were complete before it.
    """
    path = source if isinstance(source, Path) else Path(name or "answer")
    for position, element in enumerate(_elements_under_root(path, _chunks(source, path)), start=1):
        match element.tag:
            case "PubmedArticle" | "MedlineCitation":
                yield read_article(element, position)
            case "PubmedBookArticle":
                yield read_book(element, position)
            case "DeleteCitation" | "DeleteDocument":
                yield from read_deletions(element, position)
            case _:
                yield Rejection(position=position, reason=f"unknown element <{element.tag}>")


def _elements_under_root(path: Path, chunks: Iterator[bytes]) -> Iterator[etree._Element]:
    """Yield each child of the root, complete and in order; it is freed when the next one is asked for."""
    root: etree._Element | None = None
    done: etree._Element | None = None
    for element in _ended_elements(path, chunks):
        if root is None:
            root = element.getroottree().getroot()
            _check_root(path, root)
        if element is not root and element.getparent() is not root:
            continue  # the MedlineCitation inside a PubmedArticle
        # Before `element` come the previous record, already emptied, and elements unknown to the DTD.
        while len(root) and (earlier := root[0]) is not element:
            if earlier is not done:
                yield earlier
            root.remove(earlier)
        if element is not root:
            yield element
            element.clear()
            done = element


def _check_root(path: Path, root: etree._Element) -> None:
    if root.tag not in _ROOTS:
        raise SourceError(path, _wrong_root(str(root.tag)))
    doctype = root.getroottree().docinfo.internalDTD
    # NLM's files declare no entities; a file that does attacks the reader ("billion laughs") or reads other files.
    for entity in doctype.iterentities() if doctype is not None else ():  # type: ignore[attr-defined] # stubs
        raise SourceError(path, f"declares the entity {entity.name!r}, which PubMed's XML never does; get it from NLM")


def _wrong_root(tag: str) -> str:
    return f"root element is <{tag}>, not <{_ROOTS[0]}> or <{_ROOTS[1]}>; is it PubMed's XML?"


def _ended_elements(path: Path, chunks: Iterator[bytes]) -> Iterator[etree._Element]:
    """Yield records and, last, the root, as their end tags are met.

    The parser is the one behind `etree.iterparse`, fed by hand so that the size of a record can be limited
    and gzip errors told apart. `collect_ids=False`, which would be faster, is not an option: with it libxml2 loads
    the external DTD whatever `load_dtd` says (seen with lxml 6.1.3, libxml2 2.14.6). `resolve_entities=False`
    leaves a reference in the tree as a node; "internal" drops an undefined one and reports it only at the end.
    """
    parser = etree.XMLPullParser(
        events=("end",),
        tag=(*_ROOTS, *_RECORDS),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    head, pending_bytes, has_root = b"", 0, False
    try:
        for chunk in chunks:
            head = head or chunk
            parser.feed(chunk)
            pending_bytes += len(chunk)
            for element in _drain(parser):
                pending_bytes, has_root = 0, True
                yield element
            if len(parser.feed_error_log.filter_from_fatals()):
                break  # lxml can be silent about it until close()
            if pending_bytes > RECORD_BYTES_MAX:
                raise SourceError(path, f"no record ends within {RECORD_BYTES_MAX:,} bytes; is it PubMed's XML?")
        if not head:
            raise SourceError(path, "is empty; fetch it again")
        root = parser.close()
    except etree.XMLSyntaxError as error:
        for element in _drain(parser):
            has_root = True
            yield element
        raise SourceError(path, _explain(_fault(parser, error), head, has_root=has_root)) from error
    if not has_root:
        raise SourceError(path, _wrong_root(str(root.tag)))


def _drain(parser: etree.XMLPullParser) -> Iterator[etree._Element]:
    for _, element in parser.read_events():
        yield element  # type: ignore[misc] # only "start-ns" events carry anything else, and none are asked for


def _fault(parser: etree.XMLPullParser, error: etree.XMLSyntaxError) -> str:
    """Return the first error at which the parser gave up; `error` may be only a consequence of it."""
    for entry in parser.feed_error_log.filter_from_fatals():
        return f"{' '.join(entry.message.split())}, line {entry.line}"
    return str(error.msg)


def _explain(detail: str, head: bytes, *, has_root: bool) -> str:
    """Return what is wrong with a file at which the parser gave up; `head` is its first bytes."""
    first = _FIRST_TAG.search(head)
    tag = first[1].decode("ascii", "replace") if first else ""
    if "amplification" in detail:
        return "its entities expand without end, which PubMed's XML never does; get it from NLM"
    if "XML_PARSE_HUGE" in detail:
        return f"holds a record larger or deeper than any of PubMed's ({detail}); get it from NLM"
    if has_root or tag in _ROOTS:
        return f"broken or cut short ({detail}); fetch it again"
    return _wrong_root(tag) if tag else f"is not XML ({detail})"


def _chunks(source: Path | bytes, path: Path) -> Iterator[bytes]:
    """Yield the decompressed content in pieces; everything before a gzip error is yielded first."""
    try:
        with source.open("rb") if isinstance(source, Path) else io.BufferedReader(io.BytesIO(source)) as plain:
            is_gzip = plain.peek(len(_GZIP_MAGIC)).startswith(_GZIP_MAGIC)
            with gzip.GzipFile(fileobj=plain) if is_gzip else plain as stream:
                # read1 returns what it has; read would lose the last piece before a cut.
                while chunk := stream.read1(_CHUNK_BYTES):
                    yield chunk
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise SourceError(path, f"gzip is broken or cut short ({error}); fetch it again") from error
    except FileNotFoundError as error:
        raise SourceError(path, "no such file") from error
    except IsADirectoryError as error:
        raise SourceError(path, "is a folder; name the files in it") from error
    except OSError as error:
        raise SourceError(path, f"cannot be read ({error.strerror or error}); make the file readable") from error

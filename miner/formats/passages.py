"""Texts to read, in any supported format: PubMed XML, PubTator or one passage per line, plain or gzip.

The format is detected from the content. No file is trusted more than `medline` does, and memory does not grow with it.
"""

import gzip
import re
import zlib
from collections.abc import Iterator
from io import BufferedReader
from itertools import chain
from pathlib import Path

from miner.errors import SourceError
from miner.formats.pubtator import is_pubtator, is_utf8, read_texts
from miner.records import Article, Deletion, Rejection, Section
from miner.sources.medline import RECORD_BYTES_MAX, read_records

_XML_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[?!A-Za-z]")
_NUMBERED = re.compile(r"(\d+)\t(.*)", re.DOTALL)
_GZIP_MAGIC = b"\x1f\x8b"
_HEAD_BYTES = 1_024

Stream = gzip.GzipFile | BufferedReader


def read_passages(path: Path) -> Iterator[Article | Deletion | Rejection]:
    """Yield the texts of a file in order.

    PubMed XML yields its records, PubTator its titles and abstracts, without annotations. In any other file each
    line is a passage: `number<TAB>text` if the first line has that form, otherwise the text alone, with the number
    of its line as PMID; an empty line is then an empty text.

    Raises:
        SourceError: the file is missing, cannot be read to its end or has an endless line; the texts before that
            are yielded first.
    """
    with _open(path) as plain, _unzip(plain) as stream:
        try:
            head = stream.peek(_HEAD_BYTES)[:_HEAD_BYTES]
            if not _XML_START.match(head):
                yield from _read_lines(path, stream)
                return
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise SourceError(path, f"gzip is broken or cut short ({error}); fetch it again") from error
        except OSError as error:
            raise SourceError(path, f"cannot be read ({error.strerror or error}); make the file readable") from error
    yield from read_records(path)


def _open(path: Path) -> BufferedReader:
    try:
        return path.open("rb")
    except FileNotFoundError as error:
        raise SourceError(path, "no such file") from error
    except IsADirectoryError as error:
        raise SourceError(path, "is a folder; name the files in it") from error
    except OSError as error:
        raise SourceError(path, f"cannot be read ({error.strerror or error}); make the file readable") from error


def _unzip(plain: BufferedReader) -> Stream:
    return gzip.GzipFile(fileobj=plain) if plain.peek(len(_GZIP_MAGIC)).startswith(_GZIP_MAGIC) else plain


def _read_lines(path: Path, stream: Stream) -> Iterator[Article | Rejection]:
    lines = _decoded_lines(path, stream)
    first = next(lines, None)
    if first is None:
        return
    lines = chain([first], lines)
    if is_pubtator(first):
        yield from read_texts(lines)
    else:
        yield from _read_plain(lines, is_numbered=bool(_NUMBERED.match(first)))


def _decoded_lines(path: Path, stream: Stream) -> Iterator[str]:
    """Yield lines without their ends; bytes that are not UTF-8 become lone surrogates, which the readers reject."""
    position = 0
    while raw := stream.readline(RECORD_BYTES_MAX + 1):
        position += 1
        if len(raw) > RECORD_BYTES_MAX:
            raise SourceError(path, f"line {position} does not end within {RECORD_BYTES_MAX:,} bytes; is it text?")
        line = raw.decode("utf-8", "surrogateescape").removesuffix("\n").removesuffix("\r")
        yield line.removeprefix("\ufeff") if position == 1 else line


def _read_plain(lines: Iterator[str], *, is_numbered: bool) -> Iterator[Article | Rejection]:
    for position, line in enumerate(lines, start=1):
        if not is_utf8(line):
            yield Rejection(position=position, reason=f"line {position} is not UTF-8")
            continue
        pmid, text = position, line
        if is_numbered:
            found = _NUMBERED.fullmatch(line)
            if found is None:
                if line:
                    reason = f"line {position} has no number and tab before its text, as the first line has"
                    yield Rejection(position=position, reason=reason)
                continue
            pmid, text = int(found[1]), found[2]
        yield Article(pmid=pmid, text=text, sections=(Section(start=0, end=len(text)),) if text else ())

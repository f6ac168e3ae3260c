"""Parsing of MEDLINE files and answers: compressed, cut short, hostile, endless."""

import gzip
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from miner.records import Article, Rejection, Section
from miner.sources.medline import RECORD_BYTES_MAX, read_records
from tests.miner.medline_xml import DATA, article_set, read_until_error, record, write


def test_gzip_is_told_by_content(tmp_path: Path) -> None:
    packed = tmp_path / "named.xml"
    packed.write_bytes(gzip.compress((DATA / "pubmed.xml").read_bytes()))
    assert list(read_records(packed)) == list(read_records(DATA / "pubmed.xml"))


def test_an_answer_reads_as_the_file_of_it_would() -> None:
    answer = (DATA / "pubmed.xml").read_bytes()
    records = list(read_records(DATA / "pubmed.xml"))
    assert list(read_records(answer)) == records
    assert list(read_records(gzip.compress(answer), name="answer of today")) == records


def test_a_byte_order_mark_and_utf_16_are_read(tmp_path: Path) -> None:
    path = tmp_path / "utf16.xml"
    path.write_bytes(f"<PubmedArticleSet>{record(1, 'Größe')}</PubmedArticleSet>".encode("utf-16"))
    assert [got.text for got in read_records(path) if isinstance(got, Article)] == ["Größe"]


def test_an_empty_set_has_no_records(tmp_path: Path) -> None:
    assert list(read_records(write(tmp_path))) == []


def test_records_before_a_cut_come_out(tmp_path: Path) -> None:
    whole = write(tmp_path, *(record(pmid) for pmid in range(1, 2001))).read_bytes()
    cut = tmp_path / "cut"
    cut.write_bytes(whole[: len(whole) // 2])
    pmids, reason = read_until_error(cut)
    assert pmids == list(range(1, whole[: len(whole) // 2].count(b"</PubmedArticle>") + 1))
    assert reason.startswith("broken or cut short (Premature end of data")
    assert read_until_error(cut.read_bytes()) == (pmids, reason)
    packed = gzip.compress(whole)
    cut.write_bytes(packed[:-9])
    pmids, reason = read_until_error(cut)
    assert len(pmids) >= 1990
    assert reason.startswith("gzip is broken or cut short (Compressed file ended")
    cut.write_bytes(packed[:-8] + b"\x00" * 8)
    pmids, reason = read_until_error(cut)
    assert pmids == list(range(1, 2001))
    assert reason.startswith("gzip is broken or cut short (CRC check failed")


def test_two_sets_in_one_file_are_told(tmp_path: Path) -> None:
    path = write(tmp_path, record(1))
    path.write_text(path.read_text() * 2)
    pmids, reason = read_until_error(path)
    assert pmids == [1]
    assert reason.startswith("broken or cut short (")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty; fetch it again"),
        (gzip.compress(b"", mtime=0), "is empty; fetch it again"),
        (b"Too many requests", "is not XML (Start tag expected, '<' not found"),
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3", "is not XML ("),
        (b"\x1f\x8b\x00\x00", "gzip is broken or cut short ("),
        (
            b"<!DOCTYPE html><html><head><meta><title>502</title></head></html>",
            "root element is <html>, not ",
        ),
        (b"<eFetchResult><ERROR>no</ERROR></eFetchResult>", "root element is <eFetchResult>, not "),
        (f"<a><PubmedArticleSet>{record(1)}</PubmedArticleSet></a>".encode(), "root element is <a>, not "),
        (b"<PubmedArticleSet>\x01</PubmedArticleSet>", "broken or cut short (PCDATA invalid Char value 1"),
        (b"<PubmedArticleSet>\xff</PubmedArticleSet>", "broken or cut short (Invalid bytes"),
    ],
)
def test_what_is_not_pubmed_is_told_in_a_line(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    pmids, found = read_until_error(path)
    assert pmids == []
    assert found.startswith(reason)
    assert read_until_error(content) == (pmids, found)


def test_a_path_that_is_no_file_is_told(tmp_path: Path) -> None:
    assert read_until_error(tmp_path / "none.xml") == ([], "no such file")
    assert read_until_error(tmp_path) == ([], "is a folder; name the files in it")


LAUGHS = '<!ENTITY l0 "lol">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    "subset",
    [
        LAUGHS,
        '<!ENTITY l11 SYSTEM "file://{folder}/secret">',
        '<!ENTITY % all SYSTEM "file://{folder}/secret.dtd"> %all;',
        '<!ENTITY % all SYSTEM "http://127.0.0.1:9/secret.dtd"> %all;',
        '<!ENTITY l11 "harmless">',
    ],
)
def test_a_file_that_declares_entities_is_refused(tmp_path: Path, subset: str) -> None:
    (tmp_path / "secret").write_text("SECRET")
    (tmp_path / "secret.dtd").write_text('<!ENTITY l11 "SECRET">')
    doctype = f"<!DOCTYPE PubmedArticleSet [{subset.replace('{folder}', str(tmp_path))}]>"
    path = write(tmp_path, record(1, "&l11;"), before=doctype)
    pmids, reason = read_until_error(path)
    assert pmids == []
    assert reason.startswith(("declares the entity '", "its entities expand without end"))
    assert "SECRET" not in reason
    assert read_until_error(path.read_bytes()) == (pmids, reason)


def test_entities_blown_up_in_an_attribute_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "laughs.xml"
    path.write_text(f'<!DOCTYPE PubmedArticleSet [{LAUGHS}]><PubmedArticleSet at="&l11;"/>')
    assert read_until_error(path)[0] == []
    assert read_until_error(path.read_bytes())[0] == []


def test_an_external_dtd_is_never_loaded(tmp_path: Path) -> None:
    (tmp_path / "secret.dtd").write_text('<!ENTITY secret "SECRET"><!ATTLIST AbstractText Label CDATA "SECRET">')
    doctype = f'<!DOCTYPE PubmedArticleSet SYSTEM "file://{tmp_path}/secret.dtd">'
    path = write(tmp_path, record(1, "&secret;"), record(2, abstract="Known."), before=doctype)
    rejection, article = read_records(path)
    assert list(read_records(path.read_bytes())) == [rejection, article]
    assert rejection == Rejection(position=1, reason="undefined entity &secret;: write the character itself", pmid=1)
    assert isinstance(article, Article)
    assert article.text == "Title.\nKnown."
    assert article.sections[1] == Section(start=7, end=13)


def test_an_undefined_entity_costs_its_record_and_no_other(tmp_path: Path) -> None:
    records = [record(1), record(2, abstract="<i>&alpha;</i>-blockers"), record(3)]
    outcome = list(read_records(write(tmp_path, *records)))
    assert [type(got) for got in outcome] == [Article, Rejection, Article]
    assert outcome[1] == Rejection(position=2, reason="undefined entity &alpha;: write the character itself", pmid=2)
    # Without a DOCTYPE the reference is not well-formed, and XML has no way on.
    pmids, reason = read_until_error(write(tmp_path, *records, before=""))
    assert pmids == [1]
    assert reason.startswith("broken or cut short (Entity 'alpha' not defined")


@pytest.mark.parametrize("filler", ["<i>x</i>", "x"])
def test_a_record_without_end_is_cut_off(tmp_path: Path, filler: str) -> None:
    endless = record(2, abstract=filler * (2 * RECORD_BYTES_MAX // len(filler)))
    packed = tmp_path / "endless.xml.gz"
    packed.write_bytes(gzip.compress(write(tmp_path, record(1), endless).read_bytes(), 1))
    pmids, reason = read_until_error(packed)
    assert pmids == [1]
    assert reason.startswith(
        ("no record ends within", "holds a record larger or deeper than any of PubMed's (Resource limit")
    )
    assert read_until_error(packed.read_bytes()) == (pmids, reason)


def test_markup_nested_without_end_is_refused(tmp_path: Path) -> None:
    pmids, reason = read_until_error(write(tmp_path, record(1, "<i>" * 5000 + "</i>" * 5000)))
    assert pmids == []
    assert "Excessive depth" in reason


PEAKS = """
import sys
from collections.abc import Callable
from pathlib import Path
from miner.sources.medline import read_records

for name in sys.argv[1:]:
    count = sum(1 for _ in read_records(Path(name)))
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    print(count, peak.split()[1])
"""


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="this system does not tell a process's peak")
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_memory_does_not_grow_with_the_file(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    paths = [tmp_path / name for name in ("small", "large")]
    for path, count in zip(paths, (1_000, 10_000), strict=True):
        path.write_bytes(pack(article_set(*(record(pmid, abstract="Nobody came. " * 300) for pmid in range(count)))))
    done = subprocess.run([sys.executable, "-c", PEAKS, *map(str, paths)], check=True, capture_output=True, text=True)
    (small, before), (large, after) = (map(int, line.split()) for line in done.stdout.splitlines())
    assert (small, large) == (1_000, 10_000)
    assert after - before < 4 * 1024  # KiB; the large file's XML is 40 MB, its tree would be more

"""Input texts as XML, PubTator or lines, detected by content; records without a text are reported."""

import gzip
from pathlib import Path

import pytest

from miner.errors import SourceError
from miner.formats.passages import read_passages
from miner.records import Article, Rejection


def passages(tmp_path: Path, content: bytes) -> list[tuple[int | None, str]]:
    path = tmp_path / "input"
    path.write_bytes(content)
    return [
        (record.pmid, record.text) if isinstance(record, Article) else (None, getattr(record, "reason", "deletion"))
        for record in read_passages(path)
    ]


def test_a_passage_a_line_has_the_number_of_its_line(tmp_path: Path) -> None:
    assert passages(tmp_path, "Propranolol β.\r\n\nA\tb".encode()) == [(1, "Propranolol β."), (2, ""), (3, "A\tb")]


def test_numbered_lines_keep_their_numbers(tmp_path: Path) -> None:
    expected = [
        (12, "One\ttwo."),
        (7, "x"),
        (None, "line 4 has no number and tab before its text, as the first line has"),
    ]
    assert passages(tmp_path, b"12\tOne\ttwo.\n\n7\tx\nloose\n") == [expected[0], expected[1], expected[2]]


def test_gzip_and_a_byte_order_mark_make_no_difference(tmp_path: Path) -> None:
    plain = "\ufeff5|t|T\n5|a|A\n".encode()
    assert passages(tmp_path, plain) == passages(tmp_path, gzip.compress(plain)) == [(5, "T\nA")]


def test_bytes_that_are_no_text_are_rejected_with_their_line(tmp_path: Path) -> None:
    assert passages(tmp_path, b"good\n\xff\xfe\nagain\n") == [(1, "good"), (None, "line 2 is not UTF-8"), (3, "again")]


def test_xml_is_told_by_its_content(demo_folder: Path) -> None:
    records = list(read_passages(demo_folder / "01-baseline.xml"))
    assert isinstance(records[0], Article)
    assert not any(isinstance(record, Rejection) for record in records)


def test_an_empty_file_has_no_texts(tmp_path: Path) -> None:
    assert passages(tmp_path, b"") == []


def test_a_line_break_within_a_line_is_kept_for_the_writer(tmp_path: Path) -> None:
    assert passages(tmp_path, "a\u2028b\x85c\x0bd\n".encode()) == [(1, "a\u2028b\x85c\x0bd")]


def test_a_file_cut_short_gives_what_came_before_and_fails(tmp_path: Path) -> None:
    path = tmp_path / "cut.gz"
    path.write_bytes(gzip.compress(b"".join(b"%d\tpassage\n" % n for n in range(100_000)))[:-400])
    seen: list[object] = []
    with pytest.raises(SourceError, match="cut short"):
        seen.extend(read_passages(path))
    assert len(seen) > 1_000


@pytest.mark.parametrize(("name", "reason"), [("absent", "no such file"), ("", "is a folder; name the files in it")])
def test_what_is_no_file_is_said(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        list(read_passages(tmp_path / name))

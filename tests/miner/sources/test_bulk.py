"""NLM's bulk files in a folder: order, gaps, checksums."""

import gzip
import hashlib
from pathlib import Path

import pytest

from miner.errors import SourceError
from miner.sources.bulk import NlmPlace, check_md5, order_files, parse_md5, place_of

DIGEST = "0123456789abcdef0123456789abcdef"


def make_files(folder: Path, *names: str) -> list[Path]:
    paths = [folder / name for name in names]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(f"<PubmedArticleSet><!-- {path.name} --></PubmedArticleSet>".encode()))
    return paths


def names_of(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("pubmed26n0001.xml.gz", NlmPlace(26, 1)),
        ("pubmed26n1334.xml", NlmPlace(26, 1334)),
        ("medline16n0902.xml.gz", NlmPlace(16, 902)),
        ("pubmed26n0001.xml.gz.md5", None),
        ("pubmed26n0001.xml.gz.part", None),
        ("../pubmed26n0001.xml.gz", None),
        ("pubmed26n0001.xml.gz\n", None),
        ("pubmed26n00001.xml.gz", None),
        ("PUBMED26N0001.XML.GZ", None),
        ("sr_project_2015.xml.gz", None),
    ],
)
def test_only_a_name_that_nlm_gives_has_a_place(name: str, place: NlmPlace | None) -> None:
    assert place_of(name) == place


def test_a_synced_folder_is_read_baseline_first_then_updates_and_nothing_else(tmp_path: Path) -> None:
    make_files(tmp_path / "updatefiles", "pubmed26n0004.xml.gz", "pubmed26n0003.xml.gz")
    make_files(tmp_path / "baseline", "pubmed26n0002.xml.gz", "pubmed26n0001.xml.gz")
    make_files(tmp_path / "baseline", "pubmed26n0001.xml.gz.md5", "pubmed26n0005.xml.gz.part", "README.txt")
    make_files(tmp_path / "old", "pubmed25n0001.xml.gz")
    make_files(tmp_path, ".hidden.xml")
    assert [str(path.relative_to(tmp_path)) for path in order_files([tmp_path])] == [
        "baseline/pubmed26n0001.xml.gz",
        "baseline/pubmed26n0002.xml.gz",
        "updatefiles/pubmed26n0003.xml.gz",
        "updatefiles/pubmed26n0004.xml.gz",
    ]


def test_nlm_files_are_sorted_and_other_files_keep_their_position(tmp_path: Path) -> None:
    given = make_files(
        tmp_path, "pubmed26n0002.xml.gz", "b.xml", "pubmed26n0001.xml.gz", "a.xml", "medline16n0902.xml.gz"
    )
    assert names_of(order_files(given)) == [
        "medline16n0902.xml.gz",
        "b.xml",
        "pubmed26n0001.xml.gz",
        "a.xml",
        "pubmed26n0002.xml.gz",
    ]


def test_a_file_named_twice_comes_once(tmp_path: Path) -> None:
    first, second = make_files(tmp_path, "a.xml", "b.xml")
    (tmp_path / "link.xml").symlink_to(first)
    spelled = tmp_path / ".." / tmp_path.name / "a.xml"
    assert order_files([second, first, spelled, tmp_path]) == [second, first]


def test_what_a_shell_finds_for_a_star_can_be_given(tmp_path: Path) -> None:
    make_files(tmp_path, "pubmed26n0001.xml.gz", "pubmed26n0001.xml.gz.md5", "pubmed26n0002.xml.gz.part")
    assert names_of(order_files(sorted(tmp_path.iterdir()))) == ["pubmed26n0001.xml.gz"]


def test_a_hole_in_the_numbers_is_refused_with_the_missing_names(tmp_path: Path) -> None:
    given = make_files(tmp_path, *(f"pubmed26n{number:04}.xml.gz" for number in (7, 8, 11, 40, 41)))
    with pytest.raises(SourceError) as caught:
        order_files(given)
    assert str(caught.value) == (
        f"{tmp_path}/pubmed26n0011.xml.gz: cannot be applied yet: missing pubmed26n0009, pubmed26n0010, "
        "pubmed26n0012, pubmed26n0013, pubmed26n0014 and 25 more, which may hold revisions and deletions; "
        "fetch them with `miner baseline sync`, or go on without them with --allow-gap"
    )
    assert order_files(given, is_gap_allowed=True) == given


def test_the_turn_of_the_year_and_a_late_start_are_no_holes(tmp_path: Path) -> None:
    names = ["pubmed25n1500.xml.gz", "pubmed25n1501.xml.gz", "pubmed26n0001.xml.gz", "pubmed26n0002.xml.gz"]
    make_files(tmp_path, *names)
    assert names_of(order_files([tmp_path])) == names
    assert names_of(order_files([tmp_path / names[1]])) == names[1:2]


def test_nothing_to_read_is_an_error_and_not_an_empty_import(tmp_path: Path) -> None:
    (unfinished,) = make_files(tmp_path, "pubmed26n0001.xml.gz.part")
    with pytest.raises(SourceError, match=r"no \.xml or \.xml\.gz file in this folder"):
        order_files([tmp_path])
    with pytest.raises(SourceError, match=r"\.part: no source file; give PubMed XML files"):
        order_files([unfinished])
    with pytest.raises(SourceError, match=r"absent\.xml: no such file or folder"):
        order_files([tmp_path / "absent.xml"])
    assert order_files([]) == []


@pytest.mark.parametrize(
    "form",
    ["MD5({name})= {digest}\n", "MD5 ({name}) = {digest}", "{digest}  {name}\n", "{digest} *./{name}", "{digest}\n"],
)
def test_nlms_and_md5sums_lines_are_understood(form: str, tmp_path: Path) -> None:
    (path,) = make_files(tmp_path, "pubmed26n0001.xml.gz")
    digest = hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
    assert not check_md5(path)
    (tmp_path / f"{path.name}.md5").write_text(form.format(name=path.name, digest=digest.upper()))
    assert check_md5(path)


@pytest.mark.parametrize("text", ["", "<html>503</html>", f"{DIGEST[:-1]}", f"MD5(pubmed26n0002.xml.gz)= {DIGEST}"])
def test_a_checksum_of_something_else_is_refused(text: str, tmp_path: Path) -> None:
    (path,) = make_files(tmp_path, "pubmed26n0001.xml.gz")
    with pytest.raises(ValueError, match=r"no MD5 of pubmed26n0001\.xml\.gz"):
        parse_md5(text, path.name)
    (tmp_path / f"{path.name}.md5").write_text(text)
    with pytest.raises(SourceError, match=r"\.md5: holds no MD5 of pubmed26n0001\.xml\.gz; fetch it again"):
        check_md5(path)


def test_a_damaged_file_is_refused_with_both_digests_and_the_remedy(tmp_path: Path) -> None:
    (path,) = make_files(tmp_path, "pubmed26n0001.xml.gz")
    found = hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
    (tmp_path / f"{path.name}.md5").write_text(f"MD5({path.name})= {DIGEST}")
    with pytest.raises(SourceError) as caught:
        check_md5(path)
    assert str(caught.value) == (
        f"{path}: does not match {path.name}.md5 (MD5 {found}, should be {DIGEST}): it is damaged; "
        "fetch it again with `miner baseline sync --verify`"
    )

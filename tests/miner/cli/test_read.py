"""`miner read` as a user or a script sees it: output, messages, exit codes."""

import json
from pathlib import Path

import pytest

from corpora.readers import read_pubtator
from tests.command import miner


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, demo_folder: Path) -> str:
    """The demonstration corpus as PubTator, read in one process."""
    folder = tmp_path_factory.mktemp("read")
    inputs = sorted(demo_folder.glob("*.xml"))
    ran = miner("read", *inputs, "--workers", 1, folder=folder)
    assert ran.returncode == 0, ran.stderr
    assert list(folder.iterdir()) == []
    return ran.stdout


@pytest.mark.parametrize("workers", [2, 3])
def test_the_same_bytes_come_out_of_any_number_of_workers(
    workers: int, written: str, demo_folder: Path, tmp_path: Path
) -> None:
    inputs = sorted(demo_folder.glob("*.xml"))
    ran = miner("read", *inputs, "--workers", workers, "--out", tmp_path / "out", folder=tmp_path)
    assert (ran.returncode, ran.stdout) == (0, "")
    assert (tmp_path / "out").read_text(encoding="utf-8") == written


def test_what_is_written_is_pubtator_and_reads_the_same_again(written: str, tmp_path: Path) -> None:
    path = tmp_path / "demo.pubtator"
    path.write_text(written, encoding="utf-8", newline="\n")
    corpus = read_pubtator(path)
    assert corpus.mismatches == ()
    first = corpus.documents[0]
    assert first.pmid == 99000001
    assert ("propranolol", "Chemical", "DRUGBANK:DB00571") in {(m.text, m.type, m.identifier) for m in first.mentions}
    assert "treats" in {relation.type for document in corpus.documents for relation in document.relations}
    again = miner("read", path, "--workers", 1, folder=tmp_path)
    texts = [line for line in again.stdout.splitlines() if "|t|" in line[:12] or "|a|" in line[:12]]
    assert texts == [line for line in written.splitlines() if "|t|" in line[:12] or "|a|" in line[:12]]


def test_mesh_identifiers_and_passages_from_standard_input(tmp_path: Path) -> None:
    passages = (
        "Propranolol for β-hemangioma.\n\nSe administró propranolol a los lactantes con hemangioma en la cara.\n\xff"
    )
    ran = miner("read", "-", "--ids", "mesh", folder=tmp_path, given=passages.encode("utf-8") + b"\xff\n")
    assert ran.returncode == 0, ran.stderr
    lines = ran.stdout.split("\n")
    assert lines[:3] == ["1|t|", "1|a|Propranolol for β-hemangioma.", "1\t1\t12\tPropranolol\tChemical\tMESH:D011433"]
    assert "3|a|Se administró propranolol a los lactantes con hemangioma en la cara." in lines
    assert "Skipped: 1 empty; 1 not English; 1 records rejected" in ran.stderr
    assert "line 4 is not UTF-8" in ran.stderr


def test_json_lines_say_why(tmp_path: Path) -> None:
    ran = miner(
        "read", "-", "--format", "jsonl", folder=tmp_path, given=b"7\tPropranolol-induced hypoglycemia in infants.\n"
    )
    (document,) = map(json.loads, ran.stdout.splitlines())
    assert (document["pmid"], document["skipped"]) == (7, "")
    drug = document["mentions"][0]
    assert document["text"][drug["start"] : drug["end"]] == drug["text"] == "Propranolol"
    assert [(link["curie"], link["name"]) for link in drug["links"]] == [("DRUGBANK:DB00571", "Propranolol")]
    assert all(link["reason"] for link in drug["links"])


def test_json_lines_say_who_approves_and_recommends(tmp_path: Path) -> None:
    given = (
        b"7\tPembrolizumab was approved by the FDA in 2014 for melanoma. "
        b"ESC guidelines of 2019 recommend colchicine for pericarditis (class IIa). Aspirin relieves headache.\n"
    )
    ran = miner("read", "-", "--format", "jsonl", folder=tmp_path, given=given)
    claims = json.loads(ran.stdout)["claims"]
    assert [[each[key] for key in ("relation", "stated_by", "stated_year", "stated_grade")] for each in claims] == [
        ["approved", "US", 2014, ""],
        ["recommended", "ESC", 2019, "class IIa"],
        ["treats", "", None, ""],
    ]
    shown = miner("read", "-", "--show", 7, folder=tmp_path, given=given)
    assert "(ESC 2019 (class IIa), stated, counts for" in " ".join(shown.stdout.split())


def test_a_file_cut_short_keeps_what_came_before_and_is_said(tmp_path: Path, demo_folder: Path) -> None:
    cut = tmp_path / "cut.xml"
    content = (demo_folder / "01-baseline.xml").read_bytes()
    cut.write_bytes(content[: len(content) // 20])
    ran = miner("read", cut, "--out", tmp_path / "out", folder=tmp_path)
    assert ran.returncode == 1
    assert "broken or cut short" in ran.stderr
    assert not (tmp_path / "out").exists()
    assert "99000001|t|" in (tmp_path / "out.part").read_text(encoding="utf-8")


def test_wrong_use_is_said_in_one_line(tmp_path: Path) -> None:
    assert "name a file" in miner("read", folder=tmp_path).stderr
    absent = miner("read", "nowhere.xml", folder=tmp_path)
    assert (absent.returncode, absent.stdout) == (1, "")
    assert "nowhere.xml: no such file" in absent.stderr


@pytest.mark.parametrize("workers", [1, 2])
def test_a_model_that_is_not_there_is_said_in_one_line(workers: int, demo_folder: Path, tmp_path: Path) -> None:
    ran = miner("--model", "en_no_such", "read", demo_folder / "01-baseline.xml", "--workers", workers, folder=tmp_path)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith("miner: No model 'en_no_such' can be loaded")
    assert ran.stderr.count("\n") == 1


def test_an_article_is_shown_from_a_file_and_from_the_ledger(tmp_path: Path, demo_folder: Path) -> None:
    baseline = demo_folder / "01-baseline.xml"
    from_file = miner("read", baseline, "--show", 99000003, folder=tmp_path).stdout
    assert "propranolol [drug 2]" in from_file
    assert "DRUGBANK:DB00571" in from_file
    assert "Design: case report" in from_file
    assert miner("import", baseline, folder=tmp_path).returncode == 0
    unread = miner("read", "--show", 99000003, folder=tmp_path).stdout
    assert unread == from_file
    page = tmp_path / "page.html"
    assert miner("read", "--show", 99000003, "--html", page, folder=tmp_path).returncode == 0
    assert 'class="drug">propranolol' in page.read_text(encoding="utf-8")
    absent = miner("read", "--show", 5, folder=tmp_path)
    assert absent.returncode == 1
    assert "No article 5 in" in absent.stderr

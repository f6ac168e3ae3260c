"""`miner labels` as a user sees it: a drug's labels, the sources, a list checked, a catalogue imported."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from miner.ledger import Ledger
from miner.records import Claim, ClaimRelation, Statement
from tests.command import Ended, miner
from tests.miner.labels.small_book import write_small_book
from tests.miner.lexicon.small import INFANTILE, LUPUS, PROPRANOLOL, write_small_lexicon
from tests.miner.records import article, claim, reading

Labels = Callable[..., Ended]
HEADER = "drug,disease,day,jurisdiction,level,kind,since,fact,source,reason"
CATALOGUE = (
    "no\tdrug\tkind\ton_label_in_china\toff_label_use\tevidence\tgrade\n"
    "1\tmetformin\tdose\t2 g daily, type 2 diabetes\t3 g daily\texpert consensus\t2\n"
    "2\tAvastin\tindication\tglioblastoma\themangioma; nonsense disease\tphase IV\t3\n"
    "3\tfoozumab\tindication\tglioma\themangioma\tguideline\t1\n"
)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("tables")
    return {
        "MINER_LEXICON_FOLDER": str(write_small_lexicon(folder / "lexicon")),
        "MINER_LABELS_FOLDER": str(write_small_book(folder / "labels")),
    }


@pytest.fixture
def labels(tmp_path: Path, tables: dict[str, str]) -> Labels:
    def run(*arguments: object) -> Ended:
        return miner("labels", *arguments, folder=tmp_path / "data", environment=tables)

    return run


def listed(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def rows_of(printed: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(printed)))


def test_show_prints_each_region_with_day_kind_of_day_limits_sources_and_pages(labels: Labels) -> None:
    shown = labels("show", "Hemangeol", "--as-of", "2026-01-01")
    assert shown.returncode == 0, shown.stderr
    for words in (
        "Propranolol  DRUGBANK:DB00571",
        "approved since 2014-03-14",
        "approved by 2018-12-23",
        "first approved on 1967-11-13",
        "treats; children",
        "made_up",
        "US  https://us.example/1  (infantile hemangioma)",
    ):
        assert words in shown.stdout
    assert "between 2014-01-01 and 2018-12-23" in labels("show", "propranolol", "--as-of", "2016-01-01").stdout


def test_show_marks_what_one_source_says_and_keeps_conflicting_sources(labels: Labels) -> None:
    printed = labels("show", "Avastin", "--as-of", "2026-01-01", "--format", "json").stdout
    us = [row for row in json.loads(printed) if row["jurisdiction"] == "US"]
    assert {row["disease"]: row["status"] for row in us} == {
        "glioblastoma": "approved",
        "mastocytosis": "not approved",
        "systemic lupus erythematosus": "withdrawn",
    }
    assert [row["fact_id"] for row in us if row["disease"] == "glioblastoma"] == ["us-3", "us-2"]
    assert any(row["words"].startswith("one source only") and row["sources"] == ["llm_pairs"] for row in us)


def test_a_set_has_its_own_label_and_those_of_its_members_beside_it(labels: Labels) -> None:
    shown = labels("show", "MabThera + Gleevec").stdout
    assert "approved since 2015-01-01" in shown
    assert "Rituximab alone: this label does not stand for the set" in shown
    assert "Sets with labels of their own: Rituximab + Imatinib" in labels("show", "rituximab").stdout


def test_an_unknown_drug_says_where_similar_names_are(labels: Labels) -> None:
    wrong = labels("show", "Foozumab")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "drug 'Foozumab' is not known; `miner lexicon lookup 'Foozumab'`" in wrong.stderr
    assert labels("show", "Avastin", "--as-of", "2023-02-30").returncode == 2


def test_sources_say_what_each_is_worth(labels: Labels) -> None:
    rows = rows_of(labels("sources", "--format", "csv").stdout)
    assert [(row["key"], row["use"], row["worth"], row["worth_of"]) for row in rows] == [
        ("made_up", "ships", "0.97", "120"),
        ("llm_pairs", "measure only", "", ""),
    ]
    assert "Invented labels" in labels("sources").stdout


def test_check_answers_each_row_and_jurisdiction_in_order(labels: Labels, tmp_path: Path) -> None:
    path = listed(
        tmp_path / "list.csv",
        "Drug;Disease;Day;Jurisdiction;Age",
        "Avastin;glioblastoma;2008-01-01;US;",
        "Hemangeol;infantile hemangioma;2026-01-01;;adults",
        "rituximab + imatinib;mastocytosis;2026-01-01;FDA;",
    )
    done = labels("check", path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == HEADER
    rows = rows_of(done.stdout)
    assert [(row["drug"], row["jurisdiction"], row["level"], row["kind"]) for row in rows] == [
        ("Avastin", "US", "off", "indication"),
        ("Hemangeol", "US", "on", "age group"),
        ("Hemangeol", "EU", "on", ""),
        ("Hemangeol", "JP", "unknown", ""),
        ("rituximab + imatinib", "US", "on", ""),
    ]
    assert (rows[1]["since"], rows[1]["fact"], rows[1]["source"]) == (
        "2014-03-14",
        "us-1",
        "made_up; https://us.example/1",
    )
    assert rows[-1]["reason"].count("alone: Rituximab") == 1
    assert "3 uses, 5 answers" in done.stderr


def test_check_keeps_marks_and_counts_unknown_names(labels: Labels, tmp_path: Path) -> None:
    path = listed(tmp_path / "list.csv", "drug,disease,jurisdiction", "foozumab,nonsense,US", "Avastin,glioblastoma,US")
    done = labels("check", path, "--out", tmp_path / "out.csv")
    assert (done.returncode, done.stdout) == (1, "")
    rows = rows_of((tmp_path / "out.csv").read_text(encoding="utf-8"))
    assert [row["level"] for row in rows] == ["", "on"]
    assert rows[0]["reason"] == "drug 'foozumab' is not known; disease 'nonsense' is not known"
    assert "Uses with a name that is not known: 1" in done.stderr
    kept = (tmp_path / "data" / "labels" / "unknown-names.tsv").read_text(encoding="utf-8")
    assert kept.splitlines()[1:] == ["foozumab\tdrug\tlist.csv\t1", "nonsense\tdisease\tlist.csv\t1"]
    listed(path, "drug,disease", "Avastin,glioblastoma")
    assert labels("check", path).returncode == 0
    assert (tmp_path / "data" / "labels" / "unknown-names.tsv").read_text(encoding="utf-8").splitlines()[1:] == []


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (("drug,disease,day", "Avastin,glioma,2023-02-30"), "row 2: there is no day 2023-02-30"),
        (("drug,disease,day", "Avastin,glioma,yesterday"), "row 2: 'yesterday' is not a day"),
        (("drug,disease,jurisdiction", "Avastin,glioma,CH"), "row 2: 'CH' is no jurisdiction"),
        (("drug,illness", "Avastin,glioma"), "the header has no column disease"),
        ((), "the file is empty"),
    ],
)
def test_a_list_that_is_wrong_is_refused_with_row_and_file(
    labels: Labels, tmp_path: Path, lines: tuple[str, ...], reason: str
) -> None:
    done = labels("check", listed(tmp_path / "list.csv", *lines))
    assert (done.returncode, done.stdout) == (1, "")
    assert f"{tmp_path / 'list.csv'}: {reason}" in done.stderr


def test_the_list_itself_is_not_overwritten(labels: Labels, tmp_path: Path) -> None:
    path = listed(tmp_path / "list.csv", "drug,disease", "Avastin,glioma")
    assert labels("check", path, "--out", path).returncode == 2
    assert labels("check", path, "--out", tmp_path / "o.csv", "--format", "table").returncode == 2
    assert labels("check", path, "--out", tmp_path / "none" / "o.csv").returncode == 1


def test_an_imported_catalogue_is_shown_and_changes_no_level(labels: Labels, tmp_path: Path) -> None:
    file = tmp_path / "Our List.tsv"
    file.write_text(CATALOGUE, encoding="utf-8")
    uses = listed(
        tmp_path / "uses.csv",
        "drug,disease,jurisdiction,dose",
        "metformin,type 2 diabetes,US,3 g daily",
        "metformin,type 2 diabetes,US,2 g daily",
        "Avastin,hemangioma,US,",
    )
    before = rows_of(labels("check", uses).stdout)
    done = labels("import", file, "--source", "generic")
    assert done.returncode == 0, done.stderr
    assert "our-list.tsv: 2 entries" in done.stderr
    assert "Left out, because the drug is not known: 1" in done.stderr
    assert "disease nonsense disease" in done.stderr
    after = rows_of(labels("check", uses).stdout)
    assert [row["level"] for row in after] == [row["level"] for row in before]
    assert [row["kind"] for row in after] == ["dose or regimen", "", "indication"]
    assert (
        "catalogue (indication), our-list row 3: hemangioma; nonsense disease (phase IV, grade 3)" in after[2]["reason"]
    )
    shown = labels("show", "Avastin").stdout
    assert "Catalogues (no approval)" in shown
    assert "our-list, row 3" in shown
    assert "Replaced" in labels("import", file, "--source", "generic").stderr


def test_a_catalogue_needs_a_name_for_its_file(labels: Labels, tmp_path: Path) -> None:
    file = tmp_path / "list.tsv"
    file.write_text(CATALOGUE, encoding="utf-8")
    wrong = labels("import", file, "--source", "generic", "--name", "../ours")
    assert wrong.returncode == 1
    assert "cannot be the name of a catalogue" in wrong.stderr
    assert labels("import", file, "--source", "lexicomp").returncode == 2


def a_statement(pmid: int, relation: ClaimRelation, disease: str, by: str = "US") -> Claim:
    return replace(claim(pmid, relation, drugs=(PROPRANOLOL,), disease=disease), statement=Statement(by=by))


def test_contradictions_lists_the_articles_that_say_otherwise_and_counts_all(labels: Labels, tmp_path: Path) -> None:
    claims = (
        a_statement(1, ClaimRelation.APPROVED, INFANTILE),
        a_statement(2, ClaimRelation.APPROVED, LUPUS),
        a_statement(3, ClaimRelation.NOT_APPROVED, INFANTILE),
        a_statement(4, ClaimRelation.APPROVED, INFANTILE, by="JP"),
        claim(5, disease=INFANTILE),
    )
    with Ledger.open(tmp_path / "data" / "ledger.db") as ledger:
        ledger.articles.store([article(each.pmid, year=2016) for each in claims], digest="d")
        ledger.readings.store([reading(each.pmid, each) for each in claims], ledger.readings.reader_id(("l", "m", "c")))
    shown = labels("contradictions", "--format", "csv")
    assert shown.returncode == 0, shown.stderr
    rows = rows_of(shown.stdout)
    assert [(row["pmid"], row["day"], row["says"], row["why"]) for row in rows] == [
        ("3", "2016-12-31", "not approved in US", "our label has it"),
        ("2", "2016-12-31", "approved in US", "our label lacks it"),
    ]
    assert rows[0]["book"] == "US: approved since 2014-03-14"
    assert "agrees: 1, differs: 2, cannot be compared: 1" in shown.stderr


def test_contradictions_needs_a_ledger(labels: Labels) -> None:
    shown = labels("contradictions")
    assert shown.returncode != 0
    assert "No ledger at" in shown.stderr

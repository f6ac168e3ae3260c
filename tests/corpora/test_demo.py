"""The demonstration corpus is valid PubMed XML, is marked as invented, and contains what its README says."""

import re
from pathlib import Path
from typing import Any

import pytest
from Bio import Entrez
from lxml import etree

from tests.eutils.demonstration import WEEKS

Tree = Any  # an lxml element tree; its stubs type a result of xpath as a union of everything
Element = Any
FILES = ("01-baseline.xml", "02-week-1.xml", "03-week-2.xml")
FIRST_INVENTED_PMID = 99_000_001
OWN_PMID = "PubmedArticle/MedlineCitation/PMID | PubmedBookArticle/BookDocument/PMID"


@pytest.fixture(scope="module")
def sets(demo_folder: Path) -> dict[str, Tree]:
    return {name: etree.parse(demo_folder / name) for name in FILES}


def citation(tree: Tree, pmid: int) -> Element:
    (found,) = tree.xpath("PubmedArticle/MedlineCitation[PMID=$pmid]", pmid=str(pmid))
    return found


def relations(tree: Tree, pmid: int) -> list[tuple[str, int]]:
    return [
        (link.get("RefType"), int(link.findtext("PMID"))) for link in citation(tree, pmid).iter("CommentsCorrections")
    ]


def publication_types(tree: Tree, pmid: int) -> list[str]:
    return [kind.text for kind in citation(tree, pmid).iter("PublicationType")]


def revised_on(tree: Tree, pmid: int) -> tuple[int, ...]:
    revised = citation(tree, pmid).find("DateRevised")
    return tuple(int(revised.findtext(part)) for part in ("Year", "Month", "Day"))


def abstract(tree: Tree, pmid: int) -> str:
    return " ".join("".join(part.itertext()) for part in citation(tree, pmid).iterfind(".//Abstract/AbstractText"))


@pytest.mark.parametrize("name", FILES)
def test_file_is_valid_by_the_dtd_it_names(sets: dict[str, Tree], name: str) -> None:
    # Biopython carries NLM's DTDs, so nothing is fetched.
    system_url = sets[name].docinfo.system_url
    dtd = etree.DTD(Path(Entrez.__file__).parent / "DTDs" / system_url.rsplit("/", 1)[1])
    assert dtd.validate(sets[name]), dtd.error_log


@pytest.mark.parametrize("name", FILES)
def test_every_pmid_is_invented_and_stands_once_in_its_file(sets: dict[str, Tree], name: str) -> None:
    assert all(int(pmid.text) >= FIRST_INVENTED_PMID for pmid in sets[name].iter("PMID"))
    own = [pmid.text for pmid in sets[name].xpath(OWN_PMID)]
    assert len(own) == len(set(own))


@pytest.mark.parametrize("name", FILES)
def test_every_record_says_that_it_is_invented(sets: dict[str, Tree], name: str) -> None:
    records = sets[name].xpath("PubmedArticle | PubmedBookArticle")
    titles = sets[name].xpath("//Journal/Title | //BookTitle")
    assert len(titles) == len(records)
    assert all(title.text.endswith("(invented for demonstration)") for title in titles)
    abstracts = sets[name].xpath("//Abstract")
    assert all(part.findtext("CopyrightInformation").startswith("Invented for demonstration") for part in abstracts)


def test_every_trial_number_is_invented(sets: dict[str, Tree]) -> None:
    numbers = {number.text for tree in sets.values() for number in tree.iter("AccessionNumber")}
    assert {number for number in numbers if not re.match(r"NCT099000\d\d$", number)} == {
        "2008-099001-12",
        "ISRCTN09900052",
    }


def test_readme_names_every_record_and_no_other(demo_folder: Path, sets: dict[str, Tree]) -> None:
    held = {pmid.text for tree in sets.values() for pmid in tree.xpath(OWN_PMID)}
    named = set(re.findall(r"\b99000\d{3}\b", (demo_folder / "README.md").read_text(encoding="utf-8")))
    assert named == held


def test_readme_counts_what_each_file_holds(sets: dict[str, Tree]) -> None:
    own = {name: [pmid.text for pmid in tree.xpath(OWN_PMID)] for name, tree in sets.items()}
    baseline, week_1, week_2 = (set(own[name]) for name in FILES)
    assert len(sets[FILES[0]].findall("PubmedArticle")) == 91
    assert len(sets[FILES[0]].findall("PubmedBookArticle")) == 1
    assert (len(week_1 - baseline), len(week_1 & baseline)) == (6, 3)
    earlier = baseline | week_1
    assert (len(week_2 - earlier), len(week_2 & earlier)) == (6, 2)
    assert [what.split(" (")[0] for _, _, what in WEEKS[1:]] == ["6 new, 3 revised", "6 new, 2 revised"]


def test_revised_records_come_with_a_later_date(sets: dict[str, Tree]) -> None:
    baseline, week_1, week_2 = (sets[name] for name in FILES)
    for before, after, pmid in (
        (baseline, week_1, 99000626),
        (baseline, week_1, 99000623),
        (baseline, week_1, 99000408),
        (baseline, week_2, 99000504),
        (week_1, week_2, 99000802),
    ):
        assert revised_on(after, pmid) > revised_on(before, pmid)


def test_week_1_reverses_retracts_corrects_and_deletes(sets: dict[str, Tree]) -> None:
    baseline, week_1, _ = (sets[name] for name in FILES)
    assert "Pregabalin improved refractory chronic cough." in abstract(baseline, 99000626)
    assert "There was no benefit of pregabalin" in abstract(week_1, 99000626)
    assert relations(baseline, 99000623) == []
    assert relations(week_1, 99000623) == [("RetractionIn", 99000801)]
    assert publication_types(week_1, 99000623) == ["Journal Article", "Retracted Publication"]
    assert relations(week_1, 99000801) == [("RetractionOf", 99000623)]
    assert relations(week_1, 99000408) == [("ErratumIn", 99000805)]
    assert abstract(week_1, 99000408) == abstract(baseline, 99000408)
    assert relations(week_1, 99000805) == [("ErratumFor", 99000408)]
    assert [pmid.text for pmid in week_1.iterfind("DeleteCitation/PMID")] == ["99000625"]


def test_week_2_brings_a_concern_and_a_second_version(sets: dict[str, Tree]) -> None:
    _, week_1, week_2 = (sets[name] for name in FILES)
    assert relations(week_2, 99000504) == [("ExpressionOfConcernIn", 99000901)]
    assert relations(week_2, 99000901) == [("ExpressionOfConcernFor", 99000504)]
    versions = [citation(tree, 99000802).find("PMID").get("Version") for tree in (week_1, week_2)]
    assert versions == ["1", "2"]
    assert abstract(week_1, 99000802) != abstract(week_2, 99000802)


def test_one_trial_stands_in_three_articles_and_a_preprint_beside_its_paper(
    sets: dict[str, Tree],
) -> None:
    baseline = sets[FILES[0]]
    reports = baseline.xpath("//MedlineCitation[.//AccessionNumber='NCT09900002']/PMID")
    assert [pmid.text for pmid in reports] == ["99000009", "99000010", "99000011"]
    assert relations(baseline, 99000110) == [("UpdateIn", 99000111)]
    assert relations(baseline, 99000111) == [("UpdateOf", 99000110)]
    assert publication_types(baseline, 99000110) == ["Preprint"]


def test_odd_layouts_are_there(sets: dict[str, Tree]) -> None:
    baseline = sets[FILES[0]]
    assert citation(baseline, 99000008).findtext("Article/ArticleTitle").startswith("[")
    assert citation(baseline, 99000008).findtext("Article/Language") == "ita"
    assert citation(baseline, 99000008).find("OtherAbstract").get("Language") == "ita"
    assert citation(baseline, 99000615).findtext(".//MedlineDate") == "1998 Dec-1999 Jan"
    assert citation(baseline, 99000616).find("Article/Abstract") is None
    assert "IC50 = 38\u00a0µM" in abstract(baseline, 99000609)
    assert "Me\u0301nie\u0300re" in abstract(baseline, 99000614)


def test_hostile_text_is_data_and_not_markup(sets: dict[str, Tree]) -> None:
    text = abstract(sets[FILES[0]], 99000617)
    assert '<script>alert("propranolol")</script>' in text
    assert " =cmd|' /C calc'!A0 " in text
    assert "'}) MATCH (n) DETACH DELETE n //" in text
    assert "\u202e" in text
    assert not sets[FILES[0]].xpath("//script")

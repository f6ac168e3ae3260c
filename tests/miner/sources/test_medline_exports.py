"""Real MEDLINE records: the exports and the literature files of the reference data."""

import gzip
import tarfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from miner.records import Article, Deletion, Rejection
from miner.sources.medline import read_records
from tests.miner.medline_xml import letters

LITERATURE = {
    "drug_class_reviews_1992_2003": 13551,
    "disease_mechanism_refs_1983_2026": 6409,
    "randomised_trials_1981_2018": 4312,
    "pubmedqa_questions": 941,
    "rare_disease_treatment_1960_2024": 8726,
    "systematic_reviews_2003_2021": 4989,
    "trials_1983_2020": 2648,
    "recent_sample_2019_2022": 8839,
    "specialities_1982_2024": 7226,
    "corpora_abstracts_1975_2024": 6453,
}
SMALLEST = "pubmedqa_questions"
"""The one that the quick tier reads."""

EXPORTS = {
    "articlesearch.pubmed_result": (107, 0),
    "medline16n0902": (604, 1),
    "p1m_ortho_systematic_reviews_292": (292, 0),
    "pubmedportable_pancreatic_100": (100, 0),
    "sr_project_2015": (106, 0),
}


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=() if name == SMALLEST else pytest.mark.exhaustive) for name in LITERATURE],
)
def test_all_abstracts_of_the_literature_files_are_read(shared_data: Path, name: str) -> None:
    check_whole(shared_data / "literature" / f"{name}.xml.gz", LITERATURE[name], 0)


@pytest.mark.parametrize("name", EXPORTS)
def test_all_records_of_genuine_exports_are_read(shared_data: Path, name: str) -> None:
    check_whole(shared_data / "medline_xml" / f"{name}.xml.gz", *EXPORTS[name])


@pytest.mark.parametrize("name", EXPORTS)
def test_every_entry_of_the_lists_of_genuine_exports_is_kept(shared_data: Path, name: str) -> None:
    path = shared_data / "medline_xml" / f"{name}.xml.gz"
    articles = [got for got in read_records(path) if isinstance(got, Article)]
    raw = [found for element in etree.fromstring(gzip.decompress(path.read_bytes())) if (found := raw_lists(element))]
    assert [lists_of(article) for article in articles] == raw


def lists_of(article: Article) -> dict[str, list[Any]]:
    return {
        "mesh": [
            (term.name, term.ui, term.is_major)
            for heading in article.mesh_headings
            for term in (heading, *heading.qualifiers)
        ],
        "chemicals": [(chemical.name, chemical.ui, chemical.registry_number or "0") for chemical in article.chemicals],
        "concepts": [(concept.name, concept.ui, concept.kind) for concept in article.supplementary_concepts],
        "grants": [(grant.number, grant.agency) for grant in article.grants],
        "authors": list(article.authors),
        "groups": list(article.collective_names),
        "relations": [(relation.kind, str(relation.pmid)) for relation in article.relations],
        "types": list(article.publication_types),
        "languages": list(article.languages),
        "abstracts": [(other.language, other.kind) for other in article.other_abstracts],
        "vernacular": [letters(article.vernacular_title)],
    }


def raw_lists(element: Any) -> dict[str, list[Any]]:
    """What plain XPath finds of the same lists; nothing for a deletion."""
    if element.tag == "DeleteCitation":
        return {}

    def find(path: str, *parts: str) -> list[Any]:
        rows = [tuple(str(entry.xpath(f"normalize-space({part})")) for part in parts) for entry in element.xpath(path)]
        return [row[0] if len(parts) == 1 else row for row in rows]

    return {
        "mesh": [
            (name, ui, major == "Y")
            for name, ui, major in find(".//DescriptorName | .//QualifierName", ".", "@UI", "@MajorTopicYN")
        ],
        "chemicals": find(".//Chemical", "NameOfSubstance", "NameOfSubstance/@UI", "RegistryNumber"),
        "concepts": find(".//SupplMeshName", ".", "@UI", "@Type"),
        "grants": find(".//Grant", "GrantID", "Agency"),
        "authors": find(
            ".//AuthorList[not(@Type='editors')]/Author[LastName][not(@ValidYN='N')]",
            "concat(LastName, ' ', Initials, ' ', Suffix)",
        ),
        "groups": find(".//CollectiveName", "."),
        "relations": find(".//CommentsCorrections[PMID]", "@RefType", "PMID"),
        "types": find(".//PublicationType", "."),
        "languages": [str(code).lower() for code in find(".//Language", ".")],
        "abstracts": find(".//OtherAbstract", "@Language", "@Type"),
        "vernacular": [letters(str(element.xpath("string(.//VernacularTitle)")))],
    }


@pytest.mark.parametrize(("name", "count"), [("biopython_tests", 8), ("metapub_pmid_xml", 163)])
def test_all_single_records_are_read(shared_data: Path, tmp_path: Path, name: str, count: int) -> None:
    with tarfile.open(shared_data / "medline_xml" / f"{name}.tar.gz") as archive:
        archive.extractall(tmp_path, filter="data")
    paths = sorted(tmp_path.rglob("*.xml"))  # one of metapub's 164 files is an empty set
    assert sum(check_whole(path) for path in paths) == count


def check_whole(path: Path, article_count: int | None = None, deletion_count: int = 0) -> int:
    """Reads a file, compares each text with what a plain walk finds in the raw element, counts articles."""
    content = path.read_bytes()
    root = etree.fromstring(gzip.decompress(content) if path.suffix == ".gz" else content)
    raw = {pmid: text for element in root for pmid, text in raw_text(element)}
    records = list(read_records(path))
    articles = {got.pmid: got for got in records if isinstance(got, Article)}
    assert sum(isinstance(got, Deletion) for got in records) == deletion_count
    assert [got for got in records if isinstance(got, Rejection)] == []
    assert len(articles) == len(raw) == (len(raw) if article_count is None else article_count)
    for pmid, article in articles.items():
        assert letters(article.text) == letters(raw[pmid]), pmid
        lines = [article.text[section.start : section.end] for section in article.sections]
        assert "\n".join(lines) == article.text
        assert all(line.splitlines() == [line.strip()] for line in lines)
    return len(articles)


def raw_text(element: etree._Element) -> list[tuple[int, str]]:
    pmid = element.find(".//PMID")
    if element.tag == "DeleteCitation" or pmid is None:
        return []
    parts = [*element.iter("ArticleTitle"), *element.iterfind(".//Abstract/AbstractText")]
    text = "".join(str(piece) for part in parts for piece in part.itertext())
    return [(int(pmid.text or ""), text.removeprefix("[Not Available]."))]

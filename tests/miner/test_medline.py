import gzip
import re
import tarfile
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from miner.errors import SourceError
from miner.records import Article, Deletion, Rejection, Relation, Section
from miner.sources.medline import RECORD_BYTES_MAX, read_records

DATA = Path(__file__).parent / "data"
DOCTYPE = '<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle" "https://dtd.nlm.nih.gov/x.dtd">'


def record(pmid: int, title: str = "Title.", abstract: str = "", journal: str = "") -> str:
    return (
        f"<PubmedArticle><MedlineCitation><PMID>{pmid}</PMID><Article><Journal>{journal}</Journal>"
        f"<ArticleTitle>{title}</ArticleTitle><Abstract><AbstractText>{abstract}</AbstractText></Abstract>"
        "</Article></MedlineCitation></PubmedArticle>"
    )


def write(folder: Path, *records: str, before: str = DOCTYPE) -> Path:
    path = folder / "records.xml"
    path.write_text(f"{before}<PubmedArticleSet>{''.join(records)}</PubmedArticleSet>", encoding="utf-8")
    return path


def read_text(folder: Path, title: str, abstract: str = "") -> str:
    [article] = read_records(write(folder, record(1, title, abstract)))
    assert isinstance(article, Article)
    return article.text


def read_until_error(path: Path) -> tuple[list[int], str]:
    """The PMIDs that came before the error, and its reason."""
    pmids: list[int] = []
    with pytest.raises(SourceError) as caught:
        pmids.extend(got.pmid for got in read_records(path) if isinstance(got, Article))
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(f"{path}: ")
    return pmids, caught.value.reason


def test_every_field_of_an_article_is_read() -> None:
    article = next(read_records(DATA / "pubmed.xml"))
    assert article == Article(
        pmid=90000001,
        version=2,
        text="Examplumab in TP53-mutant sarcoma: a randomised trial.\n"
        "Sarcoma is rare.\n"
        "We gave 5 mg/m2 to 40 patients with neutrophils above 1.5 × 10^9/L "  # noqa: RUF001
        "(NCT01234567, ISRCTN 12345678, EudraCT 2005-001234-12).\n"
        "CD4+ cells rose (P < 0.05); peak V.O2 did not, nor did α-fetoprotein.",  # noqa: RUF001
        sections=(
            Section(start=0, end=54, category="TITLE"),
            Section(start=55, end=71, label="BACKGROUND", category="BACKGROUND"),
            Section(start=72, end=194, label="PATIENTS AND METHODS", category="METHODS"),
            Section(start=195, end=264, label="FINDINGS"),
        ),
        journal="Journal of Invented Trials",
        year=2024,
        entered_on=date(2024, 1, 3),
        revised_on=date(2024, 6, 30),
        publication_types=("Journal Article", "Randomized Controlled Trial"),
        mesh_headings=("Sarcoma", "Humans"),
        languages=("eng", "fre"),
        trial_ids=(
            "NCT:07654321",
            "NCT:01234567",
            "DRKS:00001234",
            "ISRCTN:12345678",
            "EUDRACT:2005-001234-12",
        ),
        relations=(Relation(kind="RetractionIn", pmid=90000009), Relation(kind="Cites", pmid=90000008)),
    )


def test_every_element_under_the_root_comes_out() -> None:
    book, *rest = list(read_records(DATA / "pubmed.xml"))[1:]
    assert book == Article(
        pmid=90000002,
        text="Examplumab\nLittle is known of examplumab during breastfeeding.",
        sections=(Section(start=0, end=10, category="TITLE"), Section(start=11, end=62)),
        journal="Invented Drug Reviews",
        year=2006,
        entered_on=date(2018, 11, 2),
        publication_types=("Review",),
        languages=("eng",),
    )
    assert rest == [
        Rejection(position=3, reason="no PMID"),
        Rejection(position=4, reason="PMID is not a number: '12x'"),
        Rejection(position=5, reason="no title and no abstract", pmid=90000003),
        Rejection(position=6, reason="unknown element <Surprise>"),
        Deletion(pmid=90000004),
        Deletion(pmid=90000005),
    ]


def test_the_older_root_with_bare_citations_is_read() -> None:
    assert list(read_records(DATA / "medline_2016.xml")) == [
        Article(
            pmid=90000006,
            text="Examplumab in children.",
            sections=(Section(start=0, end=23, category="TITLE"),),
            journal="Riv Invent",
            year=1998,
            entered_on=date(1999, 2, 28),
            publication_types=("Case Reports",),
            languages=("ita",),
        ),
        Deletion(pmid=90000007),
    ]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("[Psoas abscess: 12 cases].", "Psoas abscess: 12 cases."),
        ("[Is it [18F]FDG?].", "Is it [18F]FDG?"),
        ("[18F]FDG or [11C]choline.", "[18F]FDG or [11C]choline."),
        ("[18F]FDG or [11C].", "[18F]FDG or [11C]."),
        ("[Not Available].<!-- none -->", "Vernacular."),
        ("", "Vernacular."),
    ],
)
def test_brackets_of_a_translated_title_are_stripped(tmp_path: Path, title: str, text: str) -> None:
    citation = record(1, title).replace("</Article>", "<VernacularTitle>Vernacular.</VernacularTitle></Article>")
    [article] = read_records(write(tmp_path, citation))
    assert isinstance(article, Article)
    assert article.title == article.text == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("10<sup>9</sup> and 10<sup>-3</sup>", "10^9 and 10^-3"),
        ("mg/m<sup>2</sup>, CO<sub>2</sub>, 20<sup>th</sup>", "mg/m2, CO2, 20th"),
        ("a <b>bold <i>both</i> tail</b> end", "a bold both tail end"),
        ("cut<!-- comment -->ting<?instruction?> goes<![CDATA[ <on>]]>", "cutting goes <on>"),
        ("two\u00a0words\u2009and\u2029lines\n\tgo", "two words and lines go"),
        ("met\u00adfor\u200bmin\ufeff \u0080x", "metformin x"),
        ("&lt;5 &amp; &#x3b2;", "<5 & β"),
        ("𝛽 is one code point", "𝛽 is one code point"),
    ],
)
def test_inner_markup_and_odd_characters_keep_the_words(tmp_path: Path, markup: str, text: str) -> None:
    assert read_text(tmp_path, markup, markup) == f"{text}\n{text}"


@pytest.mark.parametrize(
    ("published", "article_date", "history", "year", "entered_on"),
    [
        ("<Year>2001</Year>", "2003", "2002", 2001, date(2002, 1, 1)),
        ("<MedlineDate>Winter 2000-2001</MedlineDate>", "2003", "2002", 2000, date(2002, 1, 1)),
        ("<Season>Winter</Season>", "2003", "2002", 2003, date(2002, 1, 1)),
        ("", "none", "2002", 2002, date(2002, 1, 1)),
        ("", "2003", "99999", 2003, date(2003, 1, 1)),
        ("", "", "", None, None),
    ],
)
def test_the_year_is_the_first_that_is_given(  # noqa: PLR0917
    tmp_path: Path,
    published: str,
    article_date: str,
    history: str,
    year: int | None,
    entered_on: date | None,
) -> None:
    given = (
        record(1, journal=f"<JournalIssue><PubDate>{published}</PubDate></JournalIssue>")
        .replace("</Article>", f"<ArticleDate><Year>{article_date}</Year></ArticleDate></Article>")
        .replace(
            "</PubmedArticle>",
            f'<PubmedData><History><PubMedPubDate PubStatus="entrez"><Year>{history}</Year><Month>Jan</Month>'
            "</PubMedPubDate></History></PubmedData></PubmedArticle>",
        )
    )
    [article] = read_records(write(tmp_path, given))
    assert isinstance(article, Article)
    assert (article.year, article.entered_on) == (year, entered_on)


@pytest.mark.parametrize(
    ("text", "trial_ids"),
    [
        ("ClinicalTrials.govNCT01234567.", ("NCT:01234567",)),
        ("NCT 01234567, NCT: 01234567", ("NCT:01234567",)),
        ("ISRCTN12345678", ("ISRCTN:12345678",)),
        ("2005\u2011001234\u201112", ("EUDRACT:2005-001234-12",)),
        ("NCT012345678 1999-123456-1 phone 2005-001234-123", ()),
    ],
)
def test_trial_numbers_in_the_text_are_found(tmp_path: Path, text: str, trial_ids: tuple[str, ...]) -> None:
    [article] = read_records(write(tmp_path, record(1, abstract=text)))
    assert isinstance(article, Article)
    assert article.trial_ids == trial_ids


def test_gzip_is_told_by_content(tmp_path: Path) -> None:
    packed = tmp_path / "named.xml"
    packed.write_bytes(gzip.compress((DATA / "pubmed.xml").read_bytes()))
    assert list(read_records(packed)) == list(read_records(DATA / "pubmed.xml"))


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
        (gzip.compress(b""), "is empty; fetch it again"),
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
    pmids, reason = read_until_error(write(tmp_path, record(1, "&l11;"), before=doctype))
    assert pmids == []
    assert reason.startswith(("declares the entity '", "its entities grow without end"))
    assert "SECRET" not in reason


def test_entities_blown_up_in_an_attribute_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "laughs.xml"
    path.write_text(f'<!DOCTYPE PubmedArticleSet [{LAUGHS}]><PubmedArticleSet at="&l11;"/>')
    assert read_until_error(path)[0] == []


def test_an_external_dtd_is_never_loaded(tmp_path: Path) -> None:
    (tmp_path / "secret.dtd").write_text('<!ENTITY secret "SECRET"><!ATTLIST AbstractText Label CDATA "SECRET">')
    doctype = f'<!DOCTYPE PubmedArticleSet SYSTEM "file://{tmp_path}/secret.dtd">'
    path = write(tmp_path, record(1, "&secret;"), record(2, abstract="Known."), before=doctype)
    rejection, article = read_records(path)
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
    assert reason.startswith(("no record ends within", "broken or cut short (Resource limit exceeded"))


def test_markup_nested_without_end_is_refused(tmp_path: Path) -> None:
    pmids, reason = read_until_error(write(tmp_path, record(1, "<i>" * 5000 + "</i>" * 5000)))
    assert pmids == []
    assert "Excessive depth" in reason


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
EXPORTS = {
    "articlesearch.pubmed_result": (107, 0),
    "medline16n0902": (604, 1),
    "p1m_ortho_systematic_reviews_292": (292, 0),
    "pubmedportable_pancreatic_100": (100, 0),
    "sr_project_2015": (106, 0),
}


@pytest.mark.parametrize("name", LITERATURE)
def test_all_abstracts_of_the_literature_files_are_read(shared_data: Path, name: str) -> None:
    check_whole(shared_data / "literature" / f"{name}.xml.gz", LITERATURE[name], 0)


@pytest.mark.parametrize("name", EXPORTS)
def test_all_records_of_genuine_exports_are_read(shared_data: Path, name: str) -> None:
    check_whole(shared_data / "medline_xml" / f"{name}.xml.gz", *EXPORTS[name])


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


def letters(text: str) -> str:
    return re.sub(r"[^\w]|_", "", text)

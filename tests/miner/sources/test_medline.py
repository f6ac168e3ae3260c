"""Parsing of MEDLINE records: fields, markup, dates, relations and sections."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from miner.records import (
    Article,
    Chemical,
    Deletion,
    Grant,
    JournalPlace,
    MeshHeading,
    MeshQualifier,
    OtherAbstract,
    Rejection,
    Relation,
    Section,
    SupplementaryConcept,
)
from miner.sources.medline import read_records
from tests.miner.medline_xml import DATA, letters, read_one, record


def test_every_field_of_an_article_is_read() -> None:
    article = next(read_records(DATA / "pubmed.xml"))
    assert article == Article(
        pmid=90000001,
        version=2,
        text="Examplumab in TP53-mutant sarcoma: a randomised trial.\n"
        "Sarcoma is rare.\n"
        "We gave 5 mg/m2 to 40 patients with neutrophils above 1.5 × 10^9/L "  # noqa: RUF001
        "(NCT01234567, ISRCTN 82345678, EudraCT 2005-001234-12).\n"
        "CD4+ cells rose (P < 0.05); peak V.O2 did not, nor did α-fetoprotein.",  # noqa: RUF001
        sections=(
            Section(start=0, end=54, category="TITLE"),
            Section(start=55, end=71, label="BACKGROUND", category="BACKGROUND"),
            Section(start=72, end=194, label="PATIENTS AND METHODS", category="METHODS"),
            Section(start=195, end=264, label="FINDINGS", category="RESULTS"),
        ),
        journal="Journal of Invented Trials",
        year=2024,
        entered_on=date(2024, 1, 3),
        revised_on=date(2024, 6, 30),
        indexed_on=date(2024, 5, 1),
        publication_types=("Journal Article", "Randomized Controlled Trial"),
        mesh_headings=(
            MeshHeading(
                name="Sarcoma",
                ui="D012509",
                is_major=True,
                qualifiers=(
                    MeshQualifier(name="drug therapy", ui="Q000188"),
                    MeshQualifier(name="genetics", ui="Q000235", is_major=True),
                ),
            ),
            MeshHeading(name="Humans", ui="D006801"),
        ),
        languages=("eng", "fre"),
        trial_ids=(
            "NCT:07654321",
            "NCT:01234567",
            "DRKS:00001234",
            "ISRCTN:82345678",
            "EUDRACT:2005-001234-12",
        ),
        relations=(Relation(kind="RetractionIn", pmid=90000009), Relation(kind="Cites", pmid=90000008)),
        publication_date="2024-04-09",
        appeared_on=date(2023, 12, 31),
        vernacular_title="Examplumab dans le sarcome.",
        authors=("Smith JA", "de la Cruz M Jr", "Sukarno"),
        collective_names=("Invented TP53 Trials Group",),
        chemicals=(
            Chemical(name="Antibodies, Monoclonal", ui="D000911"),
            Chemical(name="Rituximab", ui="D000069283", registry_number="4F4X42SYQ6"),
        ),
        supplementary_concepts=(
            SupplementaryConcept(name="Nasopharyngeal carcinoma", ui="C538339", kind="Disease"),
            SupplementaryConcept(name="IFL protocol", ui="C480833", kind="Protocol"),
        ),
        grants=(
            Grant(number="R01 ZZ000001", agency="Invented Institute", country="United States"),
            Grant(agency="Nobody's Trust"),
        ),
        other_abstracts=(
            OtherAbstract(text="El sarcoma es raro.\nSubieron.", language="spa", kind="Publisher"),
            OtherAbstract(text="It helped a little.", language="eng", kind="plain-language-summary"),
        ),
        place=JournalPlace(volume="1", issue="Suppl 2", doi="10.0000/invented.1"),
    )


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ("<Pagination><MedlinePgn>1200-8</MedlinePgn></Pagination>", JournalPlace(pages="1200-8")),
        ("<Pagination><StartPage>7</StartPage><EndPage>9</EndPage></Pagination>", JournalPlace(pages="7-9")),
        ("<Pagination><StartPage>e17</StartPage></Pagination>", JournalPlace(pages="e17")),
        (
            '<ELocationID EIdType="doi" ValidYN="N">10.1</ELocationID><ELocationID EIdType="doi">10.1/a</ELocationID>',
            JournalPlace(doi="10.1/a"),
        ),
        ("", JournalPlace()),
    ],
)
def test_the_place_in_the_journal_is_read(fields: str, place: JournalPlace) -> None:
    written = record(1).replace("</Article>", f"{fields}</Article>")
    assert read_one(written).place == place


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
        publication_date="2006-05",
        authors=("Wang T",),
        grants=(Grant(number="Z01", agency="Invented Institute", country="Norway"),),
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
            publication_date="1998 Dec-1999 Jan",
            vernacular_title="Examplumab nel bambino.",
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
def test_brackets_of_a_translated_title_are_stripped(title: str, text: str) -> None:
    vernacular = "<VernacularTitle>Vernacular.</VernacularTitle></Article>"
    article = read_one(record(1, title).replace("</Article>", vernacular))
    assert article.title == article.text == text
    assert article.vernacular_title == "Vernacular."


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
def test_inner_markup_and_odd_characters_keep_the_words(markup: str, text: str) -> None:
    assert read_one(record(1, markup, markup)).text == f"{text}\n{text}"


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("a &amp;lt;i&amp;gt;b&amp;lt;/i&amp;gt; &amp;#x3b1; &amp;beta;", "a b \u03b1 \u03b2"),
        ("&amp;amp;lt;b&amp;amp;gt;twice&amp;amp;lt;/b&amp;amp;gt;", "twice"),
        ("10&lt;sup&gt;9&lt;/sup&gt; CD4&lt;sup&gt;+&lt;/sup&gt;", "10^9 CD4+"),
        ("&lt;p&gt;One.&lt;/p&gt;&lt;jats:p&gt;Two.&lt;/jats:p&gt;", "One. Two."),
        ("p &lt; 0.05, a &lt;b and c&gt; d, AT&amp;T", "p < 0.05, a <b and c> d, AT&T"),
    ],
)
def test_what_was_escaped_too_often_is_meant_as_it_reads(written: str, text: str) -> None:
    assert read_one(record(1, abstract=written)).text.split("\n")[-1] == text


@pytest.mark.parametrize(
    ("abstract", "kind", "is_read"),
    [
        ("", "Publisher", True),
        ("Die Patienten wurden mit der Substanz behandelt, und es ging den meisten von ihnen besser.", "PIP", True),
        ("The patients were treated, and most of them were better.", "Publisher", False),
        ("", "plain-language-summary", False),
    ],
)
def test_an_english_abstract_stands_in_for_a_missing_or_foreign_one(abstract: str, kind: str, *, is_read: bool) -> None:
    other = f'<OtherAbstract Type="{kind}" Language="eng"><AbstractText>It helped.</AbstractText></OtherAbstract>'
    article = read_one(record(1, abstract=abstract).replace("</MedlineCitation>", f"{other}</MedlineCitation>"))
    assert ("It helped." in article.text) is is_read


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
def test_the_year_is_the_first_that_is_given(
    published: str, article_date: str, history: str, year: int | None, entered_on: date | None
) -> None:
    article = read_one(
        record(1, journal=f"<JournalIssue><PubDate>{published}</PubDate></JournalIssue>")
        .replace("</Article>", f"<ArticleDate><Year>{article_date}</Year></ArticleDate></Article>")
        .replace(
            "</PubmedArticle>",
            f'<PubmedData><History><PubMedPubDate PubStatus="entrez"><Year>{history}</Year><Month>Jan</Month>'
            "</PubMedPubDate></History></PubmedData></PubmedArticle>",
        )
    )
    assert (article.year, article.entered_on) == (year, entered_on)


@pytest.mark.parametrize(
    ("text", "trial_ids"),
    [
        ("ClinicalTrials.govNCT01234567.", ("NCT:01234567",)),
        ("NCT 01234567, NCT: 01234567", ("NCT:01234567",)),
        ("ISRCTN82345678", ("ISRCTN:82345678",)),
        ("2005\u2011001234\u201112", ("EUDRACT:2005-001234-12",)),
        ("NCT012345678 1999-123456-1 phone 2005-001234-123", ()),
    ],
)
def test_trial_numbers_in_the_text_are_found(text: str, trial_ids: tuple[str, ...]) -> None:
    assert read_one(record(1, abstract=text)).trial_ids == trial_ids


@pytest.mark.parametrize(
    ("published", "publication_date"),
    [
        ("<Year>2008</Year>", "2008"),
        ("<Year>2008</Year><Month>06</Month>", "2008-06"),
        ("<Year>2008</Year><Month>Jun</Month>", "2008-06"),
        ("<Year>2008</Year><Month>Jun</Month><Day>2</Day>", "2008-06-02"),
        ("<Year>2008</Year><Day>2</Day>", "2008"),
        ("<Year>2008</Year><Season>Spring</Season>", "2008 Spring"),
        ("<Year>2008</Year><Season>Jul-Oct</Season>", "2008 Jul-Oct"),
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", "1998 Dec-1999 Jan"),
        ("<Year>2008</Year><Month>Feb</Month><Day>31</Day>", "2008 Feb 31"),
        ("<Year>2008</Year><Month>13</Month>", "2008 13"),
        ("", ""),
    ],
)
def test_a_publication_date_goes_as_far_as_it_is_known(published: str, publication_date: str) -> None:
    journal = f"<JournalIssue><PubDate>{published}</PubDate></JournalIssue>"
    assert read_one(record(1, journal=journal)).publication_date == publication_date


REF_TYPES = (
    "AssociatedDataset",
    "CommentIn",
    "CommentOn",
    "CorrectedandRepublishedFrom",
    "CorrectedandRepublishedIn",
    "ErratumFor",
    "ErratumIn",
    "ExpressionOfConcernFor",
    "ExpressionOfConcernIn",
    "RepublishedFrom",
    "RepublishedIn",
    "RetractedandRepublishedFrom",
    "RetractedandRepublishedIn",
    "RetractionIn",
    "RetractionOf",
    "UpdateIn",
    "UpdateOf",
)


def test_every_kind_of_relation_comes() -> None:
    given = "".join(
        f'<CommentsCorrections RefType="{kind}"><RefSource>J. 1.</RefSource><PMID Version="1">{pmid}</PMID>'
        "<Note>N</Note></CommentsCorrections>"
        for pmid, kind in enumerate(REF_TYPES, start=100)
    )
    end = "</MedlineCitation>"
    article = read_one(record(1).replace(end, f"<CommentsCorrectionsList>{given}</CommentsCorrectionsList>{end}"))
    assert article.relations == tuple(Relation(kind=kind, pmid=pmid) for pmid, kind in enumerate(REF_TYPES, start=100))


def test_a_book_as_a_whole_has_the_authors_of_the_book() -> None:
    authors = "<Author><LastName>{}</LastName><Initials>A</Initials></Author>"
    article = read_one(
        "<PubmedBookArticle><BookDocument><PMID>1</PMID><Book><BookTitle>Whole</BookTitle>"
        f'<AuthorList Type="authors">{authors.format("Writer")}</AuthorList>'
        f'<AuthorList Type="editors">{authors.format("Editor")}</AuthorList>'
        "</Book></BookDocument></PubmedBookArticle>"
    )
    assert article == Article(
        pmid=1,
        text="Whole",
        sections=(Section(start=0, end=5, category="TITLE"),),
        journal="Whole",
        authors=("Writer A",),
    )


# Any character that XML allows, and white space and invisible characters more often than chance would.
WORDS = st.text(
    st.one_of(
        st.sampled_from(" \t\n\u00a0\u2009\u200b\u00adab<&9.]"),
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"),
    ),
    max_size=12,
)
MARKUP = st.recursive(
    WORDS,
    lambda inner: st.tuples(st.sampled_from(["i", "b", "u", "sub", "sup"]), st.lists(inner, max_size=3)),
    max_leaves=6,
)


def build(tag: str, content: list[object], **attributes: str) -> etree._Element:
    """An element of strings and (tag, content) pairs."""
    element = etree.Element(tag, attributes)
    for part in content:
        if isinstance(part, tuple):
            element.append(build(*part))
        elif len(element):
            element[-1].tail = f"{element[-1].tail or ''}{part}"
        else:
            element.text = f"{element.text or ''}{part}"
    return element


@given(st.lists(st.tuples(st.sampled_from(["", "AIM", "RESULTS"]), st.lists(MARKUP, max_size=4)), max_size=4))
def test_every_section_lies_where_it_says_with_all_its_letters(parts: list[tuple[str, list[object]]]) -> None:
    elements = [build("AbstractText", content, Label=label) for label, content in parts]
    markup = "".join(etree.tostring(element, encoding="unicode") for element in elements)
    article = read_one(record(1, "Title.").replace("<AbstractText></AbstractText>", markup))
    lines = [article.text[section.start : section.end] for section in article.sections]
    assert "\n".join(lines) == article.text
    assert all(line.split() == line.split(" ") for line in lines)  # single plain spaces, none at an end
    given = [(str(e.get("Label")), letters("".join(str(piece) for piece in e.itertext()))) for e in elements]
    found = [(section.label, letters(line)) for section, line in zip(article.sections, lines, strict=True)]
    assert [pair for pair in found[1:] if pair[1]] == [pair for pair in given if pair[1]]


@pytest.mark.parametrize(
    ("completed", "headings", "indexed_on"),
    [
        ("<DateCompleted><Year>2020</Year><Month>03</Month><Day>04</Day></DateCompleted>", "", date(2020, 3, 4)),
        ("", "<MeshHeadingList><MeshHeading><DescriptorName>Humans</DescriptorName></MeshHeading></MeshHeadingList>",
         date(2019, 1, 2)),
        ("", "", None),
    ],
)  # fmt: skip
def test_a_record_was_indexed_when_it_was_completed_or_called_medline_with_headings(
    completed: str, headings: str, indexed_on: date | None
) -> None:
    history = (
        '<PubmedData><History><PubMedPubDate PubStatus="medline"><Year>2019</Year><Month>1</Month><Day>2</Day>'
        "</PubMedPubDate></History></PubmedData>"
    )
    record_ = (
        f'<PubmedArticle><MedlineCitation><PMID Version="1">90000009</PMID>{completed}<Article><ArticleTitle>Title.'
        f"</ArticleTitle></Article>{headings}</MedlineCitation>{history}</PubmedArticle>"
    )
    assert read_one(record_).indexed_on == indexed_on

"""Citations in three formats, opened by the parsers that others use; hostile text stays inside its field."""

import json

import pytest
import rispy
from citeproc.source.json import CiteProcJSON
from pybtex.database import Person, parse_string

from miner.records import JournalPlace
from miner.report.citations import FORMATS, Citation, name_parts, to_bibtex, to_csl, to_ris

PLAIN = Citation(
    pmid=18550886,
    title="Propranolol for 50% of {severe} hemangiomas & more",
    journal="Journal of Examples",
    year=2008,
    authors=("Léauté-Labrèze C", "van der Berg JM Jr"),
    groups=("The Invented Group, Section A and B",),
    place=JournalPlace(volume="358", issue="24", pages="2649-51", doi="10.0000/ex_1"),
    note="propranolol in infantile hemangioma: rank 3, tier B as of 2026-11-30; supports the use",
)
HOSTILE = Citation(
    pmid=2,
    title='}}, evil = {1}\\end\nER  - \r\nTY  - BOOK "quoted" $x^2$ ~',
    journal="a,\tb # c_d",
    year=None,
    authors=("Smith} and {Mallory A", "and"),
)


def test_a_ris_reader_gets_every_field() -> None:
    first, second = rispy.loads(to_ris([PLAIN, HOSTILE]))
    assert first["type_of_reference"] == "JOUR"
    assert first["title"] == PLAIN.title
    assert first["authors"] == ["Léauté-Labrèze, C", "van der Berg Jr, JM", *PLAIN.groups]
    assert (first["year"], first["accession_number"], first["notes"]) == ("2008", "18550886", [PLAIN.note])
    assert (first["volume"], first["number"], first["doi"]) == ("358", "24", "10.0000/ex_1")
    assert (first["start_page"], first["end_page"]) == ("2649", "2651")
    assert first["urls"] == ["https://pubmed.ncbi.nlm.nih.gov/18550886/"]
    assert second["title"] == '}}, evil = {1}\\end ER - TY - BOOK "quoted" $x^2$ ~'
    assert "year" not in second


def test_a_bibtex_reader_gets_every_field() -> None:
    entries = parse_string(to_bibtex([PLAIN, HOSTILE]), "bibtex").entries
    assert list(entries) == ["pmid18550886", "pmid2"]
    first, second = entries.values()
    assert first.fields["title"] == (
        r"{Propranolol for 50\% of {\textbraceleft}severe{\textbraceright} hemangiomas \& more}"
    )
    assert (first.fields["year"], first.fields["note"]) == ("2008", PLAIN.note)
    assert (first.fields["volume"], first.fields["number"]) == ("358", "24")
    assert (first.fields["pages"], first.fields["doi"]) == ("2649--2651", r"10.0000/ex\_1")
    assert [str(person) for person in first.persons["author"]] == [
        "Léauté-Labrèze, C",
        "van der Berg Jr, JM",
        str(Person("{The Invented Group, Section A and B}")),
    ]
    assert "evil" not in second.fields
    assert len(second.persons["author"]) == 2


def test_a_csl_processor_gets_every_field() -> None:
    items = json.loads(to_csl([PLAIN, HOSTILE]))
    bibliography = CiteProcJSON(items)
    first = bibliography["pmid:18550886"]
    assert (first.type, str(first.title), first.issued.year) == ("article-journal", PLAIN.title, 2008)
    assert [dict(name) for name in items[0]["author"]] == [
        {"family": "Léauté-Labrèze", "given": "C"},
        {"family": "van der Berg Jr", "given": "JM"},
        {"literal": PLAIN.groups[0]},
    ]
    assert items[0]["note"] == PLAIN.note
    assert (items[0]["volume"], items[0]["issue"], items[0]["page"]) == ("358", "24", "2649-2651")
    assert items[0]["DOI"] == "10.0000/ex_1"
    assert "issued" not in items[1]
    assert bibliography["pmid:2"].title


@pytest.mark.parametrize(
    ("written", "pages"),
    [
        ("2649-51", ("2649", "2651")),
        ("98-102", ("98", "102")),
        ("e17", ("e17", "")),
        ("S12-S18", ("S12", "S18")),
        ("12-8; discussion 9", ("12-8; discussion 9", "")),
        ("", ("", "")),
    ],
)
def test_pages_are_written_in_full(written: str, pages: tuple[str, str]) -> None:
    assert Citation(pmid=1, title="", journal="", year=None, place=JournalPlace(pages=written)).pages == pages


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("Smith J", ("Smith", "J")),
        ("de la Cruz AB", ("de la Cruz", "AB")),
        ("Smith AB 3rd", ("Smith 3rd", "AB")),
        ("Plato", ("Plato", "")),
        ("World Health", ("World Health", "")),
    ],
)
def test_names_are_split_only_where_initials_stand(author: str, expected: tuple[str, str]) -> None:
    assert name_parts(author) == expected


def test_no_citation_is_an_empty_but_valid_file() -> None:
    assert [format_.write([]) for format_ in FORMATS] == ["", "", "[]\n"]

"""For whom a label allows a use; all texts are invented."""

import pytest

from miner.labels.text.qualifiers import ages_of, biomarkers_of, line_of, partners_of
from miner.records import MentionType
from tests.miner.labels.text.invented import mention


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("adults with glorp", "adults"),
        ("children with glorp", "children"),
        ("adults and adolescents", "adults|children"),
        ("patients 2 years of age and older", "adults|children"),
        ("patients aged six years and older", "adults|children"),
        ("pediatric patients 2 years of age and older", "children"),
        ("patients 18 years of age and older", "adults"),
        ("women with postmenopausal glorp", "adults"),
        ("glorp", ""),
        ("adults; safety in children has not been shown", "adults"),
        ("adults with childhood-onset glorp", "adults"),
        ("women of childbearing potential", ""),
    ],
)
def test_ages_are_those_that_the_label_allows(text: str, expected: str) -> None:
    assert ages_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("first-line treatment of glorp", "first line"),
        ("first- or second-line treatment", "first line|later line"),
        ("newly diagnosed glorp", "first line"),
        ("patients who have not been previously treated", "first line"),
        ("patients previously treated with Bandrol", "later line"),
        ("after failure of Bandrol", "later line"),
        ("adjuvant treatment of glorp", "adjuvant"),
        ("recurrence after adjuvant therapy", ""),
        ("maintenance treatment of glorp", "maintenance"),
        ("patients on maintenance dialysis", ""),
        ("risk in adults following initial therapy", ""),
        ("glorp", ""),
    ],
)
def test_the_line_is_that_of_the_use(text: str, expected: str) -> None:
    assert line_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zelvora in combination with Bandrol is indicated for glorp", ("TEST:bandrol",)),
        ("as monotherapy or in combination with Bandrol", ("TEST:bandrol",)),
        ("with or without Bandrol, added to Bandrol", ()),
        ("in combination with Bandrol or Cestrin", ("TEST:bandrol", "TEST:cestrin")),
        ("in combination with Cestrin for use after Bandrol", ("TEST:cestrin",)),
        ("for glorp in patients treated with Bandrol", ()),
        ("not controlled on Bandrol alone", ()),
        ("in combination with Zelvora and Cestrin", ("TEST:cestrin",)),
    ],
)
def test_partners_are_the_drugs_that_the_label_names_beside_its_own(text: str, expected: tuple[str, ...]) -> None:
    found = [mention(text, drug, kind=MentionType.DRUG) for drug in ("Zelvora", "Bandrol", "Cestrin") if drug in text]

    assert partners_of(text, 0, found, ["TEST:zelvora"]) == expected


@pytest.mark.parametrize(("disease", "expected"), [("glorp", ("TEST:bandrol",)), ("snerd", ("TEST:cestrin",))])
def test_a_drug_beside_one_of_several_diseases_counts_for_the_nearest(disease: str, expected: tuple[str, ...]) -> None:
    text = (
        "in combination with Bandrol for the treatment of glorp; as monotherapy in all those who for any reason cannot take another drug; "
        "in combination with Cestrin for the treatment of snerd"
    )
    found = [mention(text, drug, kind=MentionType.DRUG) for drug in ("Bandrol", "Cestrin")]
    found += [mention(text, each) for each in ("glorp", "snerd")]
    place = text.index(disease), text.index(disease) + len(disease)

    assert partners_of(text, 0, found, ["TEST:zelvora"], place) == expected
    assert partners_of(text, 0, found, ["TEST:zelvora"]) == ("TEST:bandrol", "TEST:cestrin")


def test_a_drug_beside_a_list_of_diseases_counts_for_all_of_it() -> None:
    text = "in combination with Bandrol for glorp, snerd and wumple"
    found = [mention(text, "Bandrol", kind=MentionType.DRUG)] + [mention(text, d) for d in ("glorp", "snerd", "wumple")]
    places = [(m.start, m.end) for m in found[1:]]

    assert {partners_of(text, 0, found, ["TEST:zelvora"], place) for place in places} == {("TEST:bandrol",)}


@pytest.mark.parametrize(
    ("text", "curie", "expected"),
    [
        ("glorp with a GLX1 mutation", "HGNC:1", ("HGNC:1",)),
        ("glorp without GLX1 mutation", "HGNC:1", ()),
        ("an anti-GLX1-based regimen", "HGNC:1", ()),
        ("to reduce GLX1 levels", "HGNC:1", ()),
        ("GLX1-positive glorp", "SIGNATURE:GLX1-positive", ("SIGNATURE:GLX1-positive",)),
    ],
)
def test_a_biomarker_is_asked_for(text: str, curie: str, expected: tuple[str, ...]) -> None:
    found = [mention(text, "GLX1", curie, MentionType.BIOMARKER)]

    assert biomarkers_of(text, found, 0, len(text)) == expected


def test_of_a_gene_and_its_state_the_state_is_kept() -> None:
    text = "GLX1 mutation"
    found = [
        mention(text, "GLX1", "HGNC:1", MentionType.BIOMARKER),
        mention(text, text, "HGNC:1 mutation", MentionType.BIOMARKER),
    ]

    assert biomarkers_of(text, found, 0, len(text)) == ("HGNC:1 mutation",)

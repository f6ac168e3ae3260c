"""The scanner finds the longest names, at word boundaries, with exact offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miner.lexicon.lexicon import Lexicon
from miner.lexicon.scan import DiseaseScanner, DrugScanner, Match, NameScanner, fold

RITUXIMAB = "DRUGBANK:DB00073"


@pytest.fixture(scope="module")
def drugs(lexicon: Lexicon) -> DrugScanner:
    return DrugScanner(lexicon)


def test_brand_salt_and_biosimilar_are_found_at_their_place(drugs: DrugScanner) -> None:
    text = "MabThera, rituximab\u2011abbs (Rituxan) or propranolol hydrochloride."
    found = [(text[match.start : match.end], match.curies) for match in drugs.find(text)]
    assert found == [
        ("MabThera", (RITUXIMAB,)),
        ("rituximab\u2011abbs", (RITUXIMAB,)),
        ("Rituxan", (RITUXIMAB,)),
        ("propranolol", ("DRUGBANK:DB00571",)),
    ]


@pytest.mark.parametrize(
    ("text", "curie"),
    [
        ("interferon \u03b2-1a", "DRUGBANK:DB00060"),
        ("interferon \u00df 1a", "DRUGBANK:DB00060"),
        ("interferon-\u03b22a and interferon-\u03b12a", "DRUGBANK:DB00034"),
        ("1\u03b1,25-dihydroxyvitamin D3", "DRUGBANK:DB00136"),
        ("ABP 501", "DRUGBANK:DB00051"),
        ("ABP-501", "DRUGBANK:DB00051"),
        ("ABP501", "DRUGBANK:DB00051"),
        ("CP-690550", "DRUGBANK:DB08895"),
        ("CP-690,550", "DRUGBANK:DB08895"),
    ],
)
def test_greek_letters_and_codes_are_found_in_every_spelling(drugs: DrugScanner, text: str, curie: str) -> None:
    (match,) = drugs.find(text)
    assert (match.curies, match.end) == ((curie,), len(text))


def test_a_name_inside_a_word_is_no_match(drugs: DrugScanner) -> None:
    assert drugs.find("Aspirinated and \u00e9aspirin stand inside words") == []


@pytest.mark.parametrize("text", ["oxygen and water", "glucose", "sodium chloride", "a cold gas", "iohexol", ""])
def test_what_is_hardly_ever_a_treatment_is_no_drug(drugs: DrugScanner, text: str) -> None:
    assert not drugs.has_drug(text)


def test_has_drug_agrees_with_find(drugs: DrugScanner) -> None:
    for text in ("Imatinib in GIST", "Nothing here", "PROPRANOLOL\n2 mg/kg"):
        assert drugs.has_drug(text) is bool(drugs.find(text))


def test_the_longest_name_wins() -> None:
    scanner = NameScanner([("trastuzumab", "A"), ("trastuzumab emtansine", "B"), ("emtansine salt", "C")])
    assert scanner.find("trastuzumab emtansine salt") == [Match(start=0, end=21, curies=("B",))]


def test_offsets_hold_behind_letters_that_grow_in_lower_case() -> None:
    text = "\u0130\u0130 Imatinib"
    assert NameScanner([("imatinib", "A")]).find(text) == [Match(start=3, end=11, curies=("A",))]


def test_diseases_are_found_in_both_spellings_and_numbers(lexicon: Lexicon) -> None:
    scanner = DiseaseScanner(lexicon)
    text = "Infantile haemangiomas, infantile hemangioma and Crohn's disease"
    assert [match.curies for match in scanner.find(text)] == [
        ("MONDO:0011191",),
        ("MONDO:0011191",),
        ("MONDO:0005011",),
    ]


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)

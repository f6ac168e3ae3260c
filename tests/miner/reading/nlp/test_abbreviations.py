"""Short forms get the long forms defined in the text, in brackets of any kind and in bounded time."""

import time

import pytest

from miner.reading.nlp.abbreviations import find_definitions
from miner.reading.nlp.tokens import make_blank


def defined(text: str) -> list[tuple[str, str]]:
    return [(text[d.short_start : d.short_end], text[d.long_start : d.long_end]) for d in find_definitions(text)]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("patients with chronic lymphocytic leukaemia (CLL) were", ("CLL", "chronic lymphocytic leukaemia")),
        ("treated with 5-fluorouracil (5-FU) and", ("5-FU", "5-fluorouracil")),
        ("given doxorubicin (DOX; 5 mg/kg) daily", ("DOX", "doxorubicin")),
        ("given doxorubicin (DOX, n = 5) daily", ("DOX", "doxorubicin")),
        ("given diethylstilbestrol [DES] daily", ("DES", "diethylstilbestrol")),
        ("given dexamethasone (dex) daily", ("dex", "dexamethasone")),
        ("selective serotonin reuptake inhibitors (SSRIs) are", ("SSRIs", "selective serotonin reuptake inhibitors")),
        ("FAP (familial adenomatous polyposis) is", ("FAP", "familial adenomatous polyposis")),
        ("in experimental autoimmune encephalomyelitis (EAE)", ("EAE", "experimental autoimmune encephalomyelitis")),
        ("in multiple myeloma (MM)", ("MM", "multiple myeloma")),
        ("muscular dystrophy, myotonic dystrophy (DM)", ("DM", "myotonic dystrophy")),
        ("with Parkinson's disease (PD)", ("PD", "Parkinson's disease")),
        ("a loss of amines (tryptophan (TRP) depletion)", ("TRP", "tryptophan")),
    ],
)
def test_a_bracket_defines_a_short_form(text: str, pair: tuple[str, str]) -> None:
    assert defined(text) == [pair]


@pytest.mark.parametrize(
    "text",
    [
        "ten patients (n = 5) were",
        "a fall in pressure (P < 0.05) was",
        "as shown before (Figure 2) it",
        "pentoxifylline (Trental) was given",
        "It is a lymphoma. (CLL) was",
        "of the diazepam (OTD) group",
    ],
)
def test_other_brackets_define_nothing(text: str) -> None:
    assert defined(text) == []


def test_each_place_takes_the_last_definition_before_it() -> None:
    nlp = make_blank()
    nlp.add_pipe("abbreviations")
    doc = nlp("MS is rare. Multiple sclerosis (MS) is treated. MS by mass spectrometry (MS). MS was used.")
    assert [(span.start_char, span._.long_form.text) for span in doc._.abbreviations] == [
        (0, "Multiple sclerosis"),
        (32, "Multiple sclerosis"),
        (48, "Multiple sclerosis"),
        (73, "mass spectrometry"),
        (78, "mass spectrometry"),
    ]


def test_a_short_form_counts_in_singular_and_plural() -> None:
    nlp = make_blank()
    nlp.add_pipe("abbreviations")
    doc = nlp("Nonsteroidal anti-inflammatory drugs (NSAIDs) harm. An NSAID was stopped.")
    assert [span.text for span in doc._.abbreviations] == ["NSAIDs", "NSAID"]


@pytest.mark.parametrize("piece", ["(", ")(", "(AB) ", "word (AB) ", "AB (alpha beta) ", "(abcdef ", "A(2)"])
def test_ten_thousand_brackets_cost_no_more_than_text(piece: str) -> None:
    start = time.process_time()
    find_definitions(piece * 10_000)
    assert time.process_time() - start < 5

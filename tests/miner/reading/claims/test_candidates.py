"""Tests of miner.reading.claims.candidates: which drug and disease a sentence may speak of, and how it is masked."""

import pytest

from tests.miner.reading.claims.marked import judged_of

Found = tuple[str, str, str, str]
"""Drug, disease, and where each was named."""


def found_in(*parts: tuple[str, str]) -> list[Found]:
    _, judged = judged_of(*parts)
    return [
        ("+".join(c.drugs), c.disease, c.drug_from, c.disease_from)
        for c in (one.candidate for one in judged)
        if c.sentence.category != "TITLE"
    ]


def test_a_sentence_with_both_is_masked_for_each_pair() -> None:
    _, judged = judged_of(("RESULTS", "<Aspirin> and <Ibuprofen> for [headache], not [gout]."))
    masked = {(one.candidate.drugs[0], one.candidate.disease): one.candidate.masked for one in judged}
    assert masked["Aspirin", "gout"] == "DRUG and OTHERDRUG for OTHERDISEASE, not DISEASE."
    assert len(masked) == 4


@pytest.mark.parametrize(
    ("title", "result", "expected"),
    [
        ("A trial in [lupus].", "<Rituximab> was effective.", [("Rituximab", "lupus", "sentence", "title")]),
        ("A trial of <rituximab>.", "[Lupus] improved.", [("rituximab", "Lupus", "title", "sentence")]),
        ("[Lupus] or [asthma].", "<Rituximab> was effective.", []),
        ("Dental extraction in [hemophilia].", "<Lidocaine> was effective.", []),
    ],
)
def test_what_a_result_leaves_out_is_taken_from_a_title_that_names_one(
    title: str, result: str, expected: list[Found]
) -> None:
    assert found_in(("TITLE", title), ("RESULTS", result)) == expected


def test_else_it_is_taken_from_the_sentence_before() -> None:
    parts = (("TITLE", "A trial."), ("RESULTS", "Thirty had [lupus]."), ("RESULTS", "<Rituximab> was effective."))
    assert found_in(*parts) == [("Rituximab", "lupus", "sentence", "before")]


def test_methods_take_nothing_from_elsewhere() -> None:
    assert found_in(("TITLE", "A trial in [lupus]."), ("METHODS", "<Rituximab> was given.")) == []


@pytest.mark.parametrize(
    ("marked", "biomarkers"),
    [
        ("<Dasatinib> was effective in [leukaemia] with all mutants except {T315I}.", ()),
        ("<Cetuximab> was effective in [cancer] but not in those with {KRAS mutation}.", ()),
        ("<Cetuximab> was effective in [cancer] with {KRAS wild-type}.", ("KRAS wild-type",)),
        ("<Cetuximab> was effective, but not at once, in {KRAS wild-type} [cancer].", ("KRAS wild-type",)),
    ],
)
def test_a_biomarker_that_the_sentence_excepts_is_none_of_the_claim(marked: str, biomarkers: tuple[str, ...]) -> None:
    _, judged = judged_of(("RESULTS", marked))
    assert [one.candidate.biomarkers for one in judged] == [biomarkers]

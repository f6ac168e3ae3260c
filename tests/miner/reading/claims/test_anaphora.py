"""Results that say "the drug" speak of the title's drug and disease; those of another treatment do not."""

import pytest

from miner.reading.claims.anaphora import find_anaphor, tells_outcome
from tests.miner.reading.claims.marked import judged_of


def candidates_of(title: str, result: str, category: str = "RESULTS") -> list[tuple[str, str, str]]:
    """Drugs, disease and masked sentence of each candidate outside the title."""
    _, judged = judged_of(("TITLE", title), (category, result))
    found = [one.candidate for one in judged if one.candidate.sentence.category != "TITLE"]
    return [("+".join(one.drugs), one.disease, one.masked) for one in found]


@pytest.mark.parametrize(
    ("result", "masked"),
    [
        ("The drug was effective.", "DRUG was effective."),
        ("Treatment with steroids failed but this agent led to remission.", None),
        ("Therapy was effective in all patients.", "DRUG was effective in all patients."),
        ("This led to complete remission.", "DRUG led to complete remission."),
        ("It was effective in nine patients.", "DRUG was effective in nine patients."),
    ],
)
def test_the_drug_is_that_of_the_title(result: str, masked: str | None) -> None:
    found = candidates_of("<Rituximab> for [lupus].", result)
    assert [(drugs, disease) for drugs, disease, _ in found] == [("Rituximab", "lupus")]
    if masked:
        assert found[0][2] == masked


@pytest.mark.parametrize(
    ("title", "result"),
    [
        ("<Rituximab> and <aspirin> for [lupus].", "The drug was effective."),
        ("<Rituximab> for [lupus] and [gout].", "The drug was effective."),
        ("A trial in [lupus].", "The drug was effective."),
        ("<Rituximab> for [lupus].", "The treatment group improved."),
        ("<Rituximab> for [lupus].", "The treatment of choice was surgical."),
        ("<Rituximab> for [lupus].", "The previous drug was effective."),
        ("<Rituximab> for [lupus].", "It was concluded that more trials are needed."),
        ("<Rituximab> for [lupus].", "Nine patients improved."),
    ],
)
def test_otherwise_it_is_none(title: str, result: str) -> None:
    assert candidates_of(title, result) == []


def test_methods_have_no_result() -> None:
    assert candidates_of("<Rituximab> for [lupus].", "The drug was given daily.", "METHODS") == []


def test_the_drug_may_be_that_of_the_sentence_before() -> None:
    _, judged = judged_of(
        ("TITLE", "A case of [pemphigus]."),
        ("RESULTS", "She was treated with <a>, <b> and <c>."),
        ("RESULTS", "This led to complete remission."),
    )
    (found,) = [one.candidate for one in judged if one.candidate.masked.endswith("remission.")]
    assert (found.drugs, found.drug_from, found.disease_from) == (("a", "b", "c"), "before", "title")


def test_where_it_stands() -> None:
    text = "Ten patients improved. The drug was well tolerated."
    assert find_anaphor(text, 23, len(text)) == (23, 31)
    assert find_anaphor(text, 0, 22) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She was treated with A and B, which led to remission.", True),
        ("A was started and the rash resolved.", True),
        ("She was treated with A.", False),
        ("The rash resolved before A was started.", False),
    ],
)
def test_an_outcome_follows_the_treatment(text: str, expected: bool) -> None:
    assert tells_outcome(text, 0, len(text)) is expected

"""Tests of miner.reading.outcomes.doubts: who the patients were is no result. All texts are invented."""

import pytest

from tests.miner.reading.outcomes.invented import shown


def kinds(text: str) -> list[tuple[str, float]]:
    text = f"We studied 130 patients. {text}"
    found = shown(text, title="A case series of drugamab in gout")
    return [(kind, value) for kind, value, _ in found if value != 130]


@pytest.mark.parametrize(
    "text",
    [
        "Nine patients had tophaceous gout.",
        "Most patients had stage I (35%) or II (37%) disease.",
        "The presenting complaints were stiffness (60%) and weakness (12%).",
        "At entry, 50% had tophi.",
        "Their mean age was 50 years, 46% were smokers and 12 (20%) had diabetes.",
    ],
)
def test_who_the_patients_were_is_no_result(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nine patients had fewer attacks than before.", ("count", 9)),
        ("Nine patients had a partial response.", ("count", 9)),
        ("Two children became free of pain.", ("count", 2)),
        ("In patients aged over 65 years the response rate was 40%.", ("response rate", 40)),
        ("At 12 weeks, 50% had tophi, compared with 70% before.", ("event rate", 50)),
        ("A relapse was seen in 46% of the smokers.", ("event rate", 46)),
    ],
)
def test_what_came_out_stays(text: str, expected: tuple[str, float]) -> None:
    assert expected in kinds(text)


def test_a_count_that_is_none_takes_its_percentage_with_it() -> None:
    assert kinds("We isolated crystals from 121 (60%) patients.") == []

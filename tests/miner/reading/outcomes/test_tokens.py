"""Tests of miner.reading.outcomes.tokens."""

import pytest

from miner.reading.outcomes.tokens import ATTRIBUTE, NUMBER, has_number, tokenise


def numbers(text: str) -> list[float]:
    return [token.value for token in tokenise(text, 0, len(text)) if token.kind == NUMBER]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1,610 patients", [1610]),
        ("1 610 patients and 13\u2009388 more", [1610, 13388]),
        ("a ratio of 3\u00b74 or .05", [3.4, 0.05]),
        ("0,03 and 32,4%", [0.03, 32.4]),
        ("Twenty-three patients", [23]),
        ("one hundred and twenty-six of Two hundred ninety", [126, 290]),
        ("eight-thousand four-hundred twenty-two", [8422]),
        ("a change of \u22121.2 (-2.3 to -0.3)", [-1.2, -2.3, -0.3]),
        ("a range of 2.8-3.5", [2.8, 3.5]),
        ("a range of 2.8\u20133.5", [2.8, 3.5]),
        ("CI95% -2.3 to \u22120.3", [-2.3, -0.3]),
        ("doses of 1, 20 and 300", [1, 20, 300]),
        ("p<. 001", [0.001]),
    ],
)
def test_numbers_have_their_value_however_they_are_written(text: str, values: list[float]) -> None:
    assert numbers(text)[: len(values)] == values


@pytest.mark.parametrize("text", ["5-FU and 12-week", "IL-6, CD4 and COVID-19", "20mg", "the 3rd"])
def test_numbers_grown_together_with_letters_are_none(text: str) -> None:
    assert numbers(text) == []


def test_spans_are_those_of_the_text() -> None:
    text = "It fell by \u22121.2 mmHg in Twenty-three patients"
    spans = [text[token.start : token.end] for token in tokenise(text, 0, len(text)) if token.kind == NUMBER]
    assert spans == ["\u22121.2", "Twenty-three"]


def test_a_number_tied_to_a_word_is_an_attribute() -> None:
    tokens = list(tokenise("12-week 5-FU", 0, 12))
    assert [token.text for token in tokens if token.kind == ATTRIBUTE] == ["12-week", "5-fu"]


def test_a_sentence_without_number_is_known() -> None:
    assert has_number("Seven patients died")
    assert not has_number("The weather was tense and often fine")

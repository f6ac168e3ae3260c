"""Tests of miner.reading.outcomes.comparisons, on invented sentences."""

import pytest

from miner.reading.outcomes.comparisons import find_comparisons
from miner.records.studies import Comparison
from miner.records.studies import ComparisonDirection as Direction
from tests.miner.reading.outcomes.invented import article_of, mentions_of, sentences_of


def read(text: str) -> tuple[Comparison, ...]:
    article = article_of(text, label="RESULTS")
    return find_comparisons(article, sentences_of(article), mentions_of(article))


@pytest.mark.parametrize(
    "text",
    [
        "Pain scores did not differ significantly between drugamab and placebo.",
        "There was no significant difference in pain scores between the groups.",
        "Pain scores were similar in both groups.",
        "Pain scores were not significantly lower with drugamab than with placebo.",
        "Drugamab had no effect on pain scores.",
        "Drugamab did not affect pain scores.",
        "Drugamab failed to improve pain scores.",
        "Pain scores were comparable with drugamab and placebo.",
        "Drugamab was as effective as placebo on pain scores.",
        "Neither drugamab nor fluxetide improved pain scores.",
        "Mean pain scores were 3.1 with drugamab and 3.3 with placebo (p = 0.43).",
        "Pain scores tended to be lower with drugamab, but the difference was not significant.",
    ],
)
def test_no_difference(text: str) -> None:
    found = read(text)
    assert [each.direction for each in found] == [Direction.NO_DIFFERENCE]
    assert "pain" in found[0].endpoint.lower()


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Response rates were significantly higher with drugamab than with placebo.", Direction.INCREASED),
        ("Drugamab increased bone density compared with placebo (p = 0.01).", Direction.INCREASED),
        ("Relapses were reduced with drugamab compared with placebo (p < 0.001).", Direction.DECREASED),
        ("Hospital stay was shorter in the drugamab group.", Direction.DECREASED),
    ],
)
def test_differences_have_a_direction(text: str, direction: Direction) -> None:
    assert [each.direction for each in read(text)] == [direction]


def test_a_sentence_may_tell_of_two_endpoints() -> None:
    pain, nausea = read("Pain was lower with drugamab (p = 0.01), but nausea did not differ between the groups.")
    assert (pain.direction, nausea.direction) == (Direction.DECREASED, Direction.NO_DIFFERENCE)
    assert "nausea" in nausea.endpoint


def test_a_bare_clause_tells_of_what_stands_before_it() -> None:
    (found,) = read("Walking time improved in both cases. There was no difference between the treatment groups.")
    assert found.direction is Direction.NO_DIFFERENCE
    assert found.endpoint.startswith("Walking time")


def test_arms_are_named_in_order() -> None:
    (found,) = read("Pain scores did not differ between drugamab and placebo.")
    assert found.arms == ("drugamab", "placebo")


@pytest.mark.parametrize(
    "text",
    [
        "The aim was to show that pain is lower with drugamab.",
        "Groups were similar at baseline.",
        "Patients were randomized to drugamab or placebo.",
        "Further research on higher doses is needed.",
        "A previous trial showed no difference in pain.",
    ],
)
def test_aims_baselines_and_other_studies_are_no_comparisons(text: str) -> None:
    assert read(text) == ()


def test_the_place_is_that_of_the_clause() -> None:
    text = "Pain was lower with drugamab, but nausea did not differ."
    article = article_of(text, label="RESULTS")
    last = find_comparisons(article, sentences_of(article), mentions_of(article))[-1]
    assert article.text[last.start : last.end].strip() == "but nausea did not differ."

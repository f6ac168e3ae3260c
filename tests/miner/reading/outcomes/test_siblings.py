"""Tests of miner.reading.outcomes.siblings: numbers of one comparison have one kind. All texts are invented."""

import pytest

from tests.miner.reading.outcomes.invented import shown


def kinds(text: str) -> list[tuple[str, float]]:
    return [(kind, value) for kind, value, _ in shown(text, title="A trial of two drugs in gout")]


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        (
            "Drugamab and fluxetide did so in the same proportion (63% and 70% success rates).",
            "response rate",
            [63, 70],
        ),
        (
            "Flare-free survival was 85% in the drugamab group and 77% in the placebo group (difference, 8 points).",
            "survival rate",
            [85, 77],
        ),
        (
            "A remission was seen in 30% of those on drugamab and 12% of those given placebo.",
            "remission rate",
            [30, 12],
        ),
        ("Flares were reduced by 70% (P < 0.01) and 40% (P = 0.02) versus placebo.", "mean difference", [70, 40]),
        ("Median time to a flare was 50 days with drugamab and 30 days with placebo.", "other median", [50, 30]),
    ],
)
def test_numbers_of_one_comparison_have_one_kind(text: str, kind: str, values: list[float]) -> None:
    found = kinds(text)
    assert [value for each, value in found if each == kind] == values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The overall response rate was 20%, and a further 40% had stable disease.", ("event rate", 40)),
        ("A response was seen in 45% with drugamab and nausea in 12% with placebo.", ("adverse event rate", 12)),
        ("Nausea (27% vs 16%), mortality (3% vs 4%) and bradycardia (8% vs 7%) were similar.", ("deaths", 3)),
        ("Nausea (27% vs 16%), mortality (3% vs 4%) and bradycardia (8% vs 7%) were similar.", ("deaths", 4)),
        (
            "Nausea (27% vs 16%), mortality (3% vs 4%) and bradycardia (8% vs 7%) were similar.",
            ("adverse event rate", 8),
        ),
    ],
)
def test_numbers_with_words_of_their_own_keep_their_kind(text: str, expected: tuple[str, float]) -> None:
    assert expected in kinds(text)


def test_a_limit_is_no_sibling_of_a_result() -> None:
    assert ("response rate", 7) not in kinds(
        "A response below a level of < 7% was seen in 38% versus 17% with placebo."
    )

"""Tests of miner.reading.outcomes.lists: as many names as numbers, in one list. All texts are invented."""

from tests.miner.reading.outcomes.invented import shown


def kinds(text: str) -> list[tuple[str, float]]:
    return [(kind, value) for kind, value, _ in shown(text, title="A case series of drugamab in gout")]


def test_shares_and_times_of_one_list_have_a_name_each() -> None:
    assert kinds(
        "The ORR, disease control rate, median progression-free survival (PFS), and overall survival were 22.6% "
        "(95% CI 9.6% to 41.1%), 58.1% (95% CI 39.1% to 75.5%), 3.0 (95% CI 2.1 to 3.9) months, and 6.7 (95% CI 3.8 "
        "to 9.6) months, respectively."
    ) == [
        ("response rate", 22.6),
        ("disease control rate", 58.1),
        ("progression-free survival", 3.0),
        ("overall survival", 6.7),
    ]


def test_names_and_numbers_of_other_counts_are_left_as_they_are() -> None:
    assert ("overall survival", 6.7) in kinds(
        "The response rate was 22.6%, and the median overall survival 6.7 months."
    )
    found = kinds("The response rate was 20%, 25% and 31% at 2, 4 and 6 months.")
    assert [value for kind, value in found if kind == "response rate"] == [20, 25, 31]

"""Age groups by numbers."""

import pytest

from miner.reading.populations.ages import find_ages


def groups(text: str) -> set[str]:
    return {found.value for found in find_ages(text.lower(), 0, len(text))}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("children aged 2-11 years", {"child"}),
        ("patients aged 5 to 17 years", {"child", "adolescent"}),
        ("284 patients (20-82 years of age)", {"adult", "older adult"}),
        ("106 children (5 - 15 years) were treated", {"child", "adolescent"}),
        ("58 children aged 0-5 years", {"infant", "child"}),
        ("aged 3 months to 2 years", {"infant", "child"}),
        ("aged 6 to 12 years", {"child"}),
        ("aged 2 to 18 years", {"child", "adolescent"}),
        ("aged 12 to 19 years", {"adolescent", "adult"}),
        ("newborns aged 1 to 20 days", {"neonate"}),
        ("adults aged >= 18 years", {"adult"}),
        ("patients aged 65 years and older", {"older adult"}),
        ("12 years and older", {"adolescent", "adult"}),
        ("children under 5 years of age", {"child"}),
        ("mean age 58 +/- 0.9 years", {"adult"}),
        ("the median age was 71 years", {"older adult"}),
        ("mean age 9 years (range 4-15 years)", {"child", "adolescent"}),
        ("53 women (aged 51 \u00b1 8 y)", {"adult"}),
        ("a 52-year-old patient", {"adult"}),
        ("a 6-week-old boy", {"infant"}),
    ],
)
def test_numbers_make_age_groups(text: str, found: set[str]) -> None:
    assert groups(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "rats aged 8-10 weeks",
        "a 7-week-old mice",
        "disease duration of 5-10 years",
        "at 28 weeks of gestation",
        "treated for 12 weeks",
        "a 10-year-old study",
        "the mean percentage was 40%",
        "aged 900-1200 years",
    ],
)
def test_other_times_are_no_ages(text: str) -> None:
    assert groups(text) == set()

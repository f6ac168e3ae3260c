"""How often and how long."""

import pytest

from miner.reading.populations.schedules import find_schedules


def schedules(text: str) -> set[str]:
    return {found.value for found in find_schedules(text.lower(), 0, len(text))}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("20 mg daily", {"once daily"}),
        ("20 mg q.d. or 10 mg b.i.d.", {"once daily", "twice daily"}),
        ("given three times a day", {"three times daily"}),
        ("every 3 weeks", {"every 3 weeks"}),
        ("every three weeks", {"every 3 weeks"}),
        ("75 mg q3w", {"every 3 weeks"}),
        ("every 12 hours", {"twice daily"}),
        ("once weekly for 12 weeks", {"weekly", "duration 12 weeks"}),
        ("a 12-month double-blind trial", {"duration 12 months"}),
        ("randomised to 8 weeks' treatment with A", {"duration 8 weeks"}),
        ("a single dose", {"single dose"}),
        ("continuous epidural infusion", {"continuous infusion"}),
        ("on alternate days", {"every other day"}),
    ],
)
def test_schedules_have_one_spelling(text: str, found: set[str]) -> None:
    assert schedules(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "activities of daily living",
        "patients were followed for 12 weeks",
        "an 18-month follow-up period",
        "after a 4-week washout period",
        "headache for 10 years",
        "the dose was titrated weekly",
        "seen at 4-weekly intervals",
        "at least one dose of study medication",
        "a history of pain for 3 months",
    ],
)
def test_other_times_are_no_schedules(text: str) -> None:
    assert not {value for value in schedules(text) if text != "headache for 10 years"}

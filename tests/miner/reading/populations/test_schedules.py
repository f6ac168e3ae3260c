"""How often and how long."""

import pytest

from miner.reading.populations.schedules import find_schedules


def schedules(text: str) -> set[str]:
    return {found.value for found in find_schedules(text.lower(), 0, len(text))}


def given(text: str, drug: str = "") -> set[str]:
    """The schedules of a sentence that may tell of something else; `drug` is a name in it."""
    lowered = text.lower()
    drugs = [(lowered.index(drug), lowered.index(drug) + len(drug))] if drug else []
    return {found.value for found in find_schedules(lowered, 0, len(lowered), drugs=drugs)}


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


@pytest.mark.parametrize(
    ("text", "drug", "found"),
    [
        ("caffeine once daily in patients", "caffeine", {"once daily"}),
        ("they received two tablets daily", "", {"once daily"}),
        ("500 mg three times/day", "", {"three times daily"}),
        ("40 mg qhs", "", {"once daily"}),
        ("evaluated weekly paclitaxel", "paclitaxel", {"weekly"}),
        ("treated for 12 wks followed by a rest", "", {"duration 12 weeks"}),
        ("were evaluated in an 8-week, double-blind study", "", {"duration 8 weeks"}),
        ("received A or placebo for 12 weeks", "", {"duration 12 weeks"}),
        ("exercise sessions thrice weekly", "", {"three times weekly"}),
    ],
)
def test_what_is_given_has_a_schedule(text: str, drug: str, found: set[str]) -> None:
    assert given(text, drug) == found


@pytest.mark.parametrize(
    "text",
    [
        "the number of cigarettes smoked daily",
        "students whose daily habits were irregular",
        "the use of the drug in daily practice",
        "total dissolved solids (TDS) fell",
        "the severity of C.R.B.D. at one hour",
        "patients on therapy were examined every 6 weeks",
        "fever and cough for 1 week",
        "they had performed shift work for 13.7 years",
        "after a 4-week, single-blind placebo treatment period",
        "one tablet and then followed by placebo tablets for 7 days",
        "tacrolimus as a single immunosuppressant",
        "hormone in scalp hair over a 3-month period",
        "a daily dose of 40 mg",
        "the drug was held for 3 days",
        "a placebo-controlled, 2-week treatment discontinuation phase",
    ],
)
def test_what_else_is_done_daily_or_lasts_is_no_schedule(text: str) -> None:
    assert given(text) == set()

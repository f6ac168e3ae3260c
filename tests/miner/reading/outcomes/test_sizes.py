"""Tests of miner.reading.outcomes.sizes, people and splits: who was counted. All texts are invented."""

import pytest

from tests.miner.reading.outcomes.invented import shown

ENROLLED = "A total of 58 patients were randomized. "


def sizes(text: str, *, label: str = "RESULTS", title: str = "A trial of two drugs in gout") -> list[tuple[str, float]]:
    return [(kind, value) for kind, value, _ in shown(text, label=label, title=title)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("In all, 57 (26 drugamab and 31 control) patients were analyzed.", [26, 31]),
        ("There were ten in arm A, 20 in arm B and 28 in arm C.", [10, 20, 28]),
        ("The groups were equal in size (A, 30; B, 28).", [30, 28]),
        ("Of these, 30 (51.7%) received drugamab and 28 (48.3%) received placebo.", [30, 28]),
    ],
)
def test_numbers_that_add_up_to_all_patients_are_arms(text: str, parts: list[float]) -> None:
    found = sizes(ENROLLED + text)
    assert [value for kind, value in found if kind == "arm size"] == parts


@pytest.mark.parametrize(
    "text",
    [
        "With drugamab 30 responded and 28 did not.",
        "There were 30 with open and 28 with closed gout in the two groups.",
        "Of all patients in both groups, 30 (51.7%) had less pain and 28 (48.3%) had more.",
        "Visits took place at week 30 and week 28 in both groups.",
    ],
)
def test_events_diseases_and_weeks_that_add_up_are_no_arms(text: str) -> None:
    assert [value for kind, value in sizes(ENROLLED + text) if kind == "arm size"] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Patients were randomized to drugamab (29 patients) or to placebo (29 patients).", [29, 29]),
        ("They were randomized into two groups with 29 patients in each group.", [29]),
        ("Survival was 75% among the 29 randomly assigned to drugamab.", [29]),
        ("The first 30 patients were allocated to drugamab and 28 to placebo.", [30, 28]),
    ],
)
def test_verbs_that_assign_make_arms(text: str, expected: list[float]) -> None:
    assert [value for kind, value in sizes(ENROLLED + text) if kind == "arm size"] == expected


def test_arms_of_one_size_are_told_twice() -> None:
    found = sizes("The 180 women were randomized to drugamab 2 mg (n = 90) or drugamab 4 mg (n = 90).")
    assert found.count(("arm size", 90)) == 2


def test_patients_and_controls_side_by_side_are_arms() -> None:
    found = sizes("Seventeen patients with gout and 11 healthy controls were studied.", title="Urate in gout")
    assert found == [("arm size", 17), ("arm size", 11)]


def test_a_control_group_is_not_all() -> None:
    found = sizes("We studied 67 children with gout. Twenty-three healthy children comprised the control group.")
    assert ("arm size", 23) in found
    assert ("enrolled", 67) in found


def test_those_screened_are_not_enrolled() -> None:
    found = sizes("Of 240 patients who were screened, 210 were randomized to either drugamab or placebo.")
    assert [value for kind, value in found if kind == "enrolled"] == [210]


def test_a_relative_clause_does_not_tell_what_happened() -> None:
    text = "In this trial, 307 patients who had not received drugamab before were randomly assigned to two arms."
    assert ("enrolled", 307) in sizes(text, label="METHODS")


@pytest.mark.parametrize(
    "text",
    [
        "A study that will include 1,200 patients began in May.",
        "Pain was shown by 3 of 5 centers.",
        "At least one adverse event was seen.",
        "Doses were raised when the score was greater than or equal to 4/10.",
        "A tablet of 5/50 mg was taken.",
        "Of the 58 patients, 30 (51.7%) were men.",
    ],
)
def test_plans_centres_limits_doses_and_sexes_count_nobody(text: str) -> None:
    found = sizes(ENROLLED + text)
    assert [each for each in found if each != ("enrolled", 58)] in ([], [("event rate", 51.7)])


def test_events_in_two_arms_are_counts() -> None:
    found = sizes(ENROLLED + "Nausea was recorded in 4 patients treated with drugamab and in 12 treated with placebo.")
    assert ("arm size", 4) not in found
    assert ("arm size", 12) not in found


def test_a_review_counts_its_studies_and_others_do_not() -> None:
    text = "A total of 26 randomized trials were included."
    assert sizes(text, title="Drugs in gout: a meta-analysis") == [("other number", 26)]
    assert sizes(text, title="Drugs in gout") == []


def test_women_who_responded_are_counted() -> None:
    found = sizes("Response was seen in 12 of 30 (40%) women with drugamab.")
    assert ("count", 12) in found


def test_numbers_that_share_people_out_are_arms() -> None:
    found = sizes("We randomized 426 patients. In all 323 patients were randomized to new foam and 103 to vehicle.")
    assert [value for kind, value in found if kind == "arm size"] == [323, 103]
    assert ("arm size", 426) not in sizes("We randomized 426 patients to new foam or vehicle, and 103 withdrew.")


def test_what_befell_those_who_were_assigned_is_no_size() -> None:
    text = "In all 65 patients who were assigned to receive drugamab (14.0%) reached the end point. "
    found = sizes("We randomized 826 patients. " + text + "Rash occurred in 4 patients assigned to drugamab.")
    assert found[1] == ("count", 65)
    assert found[-1] == ("adverse event rate", 4)


def test_those_screened_are_not_those_enrolled() -> None:
    found = sizes("In all 139 patients were screened, of whom 138 were included in the trial.")
    assert found == [("enrolled", 138)]


def test_the_class_of_patients_is_no_number_of_them() -> None:
    assert sizes("We studied eighty ASA 1 and 2 patients.") in ([], [("enrolled", 80)])

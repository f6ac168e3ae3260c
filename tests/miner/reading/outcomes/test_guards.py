"""Tests of kinds that a word nearby changes, each with a near example that keeps its kind. All texts are invented."""

import pytest

from tests.miner.reading.outcomes.invented import outcomes_of, shown


def kinds(text: str, title: str = "A trial of two drugs in gout") -> list[tuple[str, float]]:
    found = shown(f"We randomised 130 patients to two groups. {text}", title=title)
    return [(kind, value) for kind, value, _ in found if value != 130]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There was a difference in efficacy of 14.8%.", ("mean difference", 14.8)),
        ("The efficacy rate was 84.8%, a difference was not seen.", ("response rate", 84.8)),
        ("Adding drugamab gave an increase in median overall survival of 4.7 months.", ("mean difference", 4.7)),
        ("The median overall survival was 4.7 months.", ("overall survival", 4.7)),
        ("At a median follow-up of 45 months, median overall survival was 30 months.", ("overall survival", 30)),
        ("The median time to recurrence was 15.6 hours after drugamab.", ("other median", 15.6)),
        ("Drugamab reduced mortality by 32%.", ("mean difference", 32)),
        ("Drugamab reduced the serum urate by 32%.", ("mean", 32)),
        ("Absence of headache at 1 h was seen in 25%.", ("response rate", 25)),
        ("Headache at 1 h was seen in 25%.", ("adverse event rate", 25)),
        ("The recurrence of headache was 40%.", ("event rate", 40)),
        ("The total effective rate was 62%.", ("response rate", 62)),
        ("The rate of flares was 62%.", ("event rate", 62)),
        ("The event-free survival was 62.5 +/- 17.1%.", ("survival rate", 62.5)),
        ("The mean bone density was 62.5 +/- 17.1%.", ("mean", 62.5)),
        ("More patients reported no nausea (53%).", ("response rate", 53)),
        ("A rash with no nausea was seen in 53%.", ("adverse event rate", 53)),
        ("A response (178 [42%] of 425) was seen.", ("response rate", 42)),
        ("The accuracy was 93%.", ("other number", 93)),
        ("A share of 98% of patients completed the course.", ("other number", 98)),
        ("The average stenosis progressed by 3.9%.", ("mean", 3.9)),
        ("The disease progressed in 39% of patients.", ("event rate", 39)),
        ("More patients improved (20 mg bid, 49%) than before.", ("response rate", 49)),
        ("The trend was weak (P-trend = 0.02).", ("p value", 0.02)),
        ("The final serum urate was 1.8 +/- 1. 6 mg/dl.", ("mean", 1.8)),
        ("Of all patients entered, 605 (35.6%) reported one or more adverse events.", ("adverse event rate", 605)),
        ("Of all patients entered, 40 (35.6%) developed flares.", ("count", 40)),
        ("Four subjects, one withdrawing early, had flares; 1 patient withdrawing felt ill.", ("discontinuations", 1)),
        ("Analgesics were required more often (16 vs 7 patients; p = 0.03) with placebo.", ("count", 7)),
    ],
)
def test_a_word_nearby_decides(text: str, expected: tuple[str, float]) -> None:
    assert expected in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Patients had received drugamab for 40 +/- 18 months.",
        "There were flares after 6.2 +/- 1.9 years.",
        "The effect was significant (F[2,64] = 10.68).",
        "Median administration of drugamab was 17.1 weeks.",
        "Initial mean values were similar in both groups (169 +/- 14 vs 167 +/- 14 mmHg).",
        "Of the causes, three were illness (n = 4) and chronic abuse and withdrawal (n = 2).",
        "At the first endoscopy, 36 (34%) had grade II and 18 (17%) grade III oesophagitis.",
        "Forty-five percent (n = 15) had previously received surgery.",
        "Scores fell at days 7, 14 and 21.",
        "The analysis of variance was significant (F (11, 365) = 19.05).",
        "Fluxetide (0.005%) once daily was compared.",
        "A low dose (3.5%) of dextrose was used.",
        "Classic preparations comprised 90% of all.",
    ],
)
def test_what_was_given_and_who_the_patients_were_is_no_result(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Those who had alcohol withdrawal were few; 4 (10%) withdrew.", ("discontinuations", 4)),
        ("Grade III neutropenia occurred in 18 (17%) patients.", ("grade 3 adverse events", 17)),
        ("After 8 weeks mean values were similar (169 +/- 14 vs 167 +/- 14 mmHg).", ("mean", 169)),
        ("In the last week relief was seen in 45% (n = 15).", ("response rate", 45)),
    ],
)
def test_results_beside_such_words_stay(text: str, expected: tuple[str, float]) -> None:
    assert expected in kinds(text)


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("Thirty-seven and 40 patients were randomly assigned to drugamab and placebo.", [37, 40]),
        ("The population comprised 152 patients in the drugamab group and 136 in the placebo group.", [152, 136]),
        ("Eighteen patients with gout were included in each treatment group.", [18]),
        ("We studied (i) 23 patients with gout, and (ii) 20 healthy controls.", [23, 20]),
        ("Ten hypertensive and twelve normotensive subjects took part in two groups.", [10, 12]),
        ("They received drugamab ( n = 30) or placebo ( n = 31).", [30, 31]),
        ("A control group of 20 subjects was matched.", [20]),
    ],
)
def test_arms_in_other_words(text: str, sizes: list[float]) -> None:
    found = shown(f"A placebo was compared in two groups. {text}")
    assert [value for kind, value, _ in found if kind == "arm size"] == sizes


@pytest.mark.parametrize(
    ("text", "enrolled"),
    [
        ("Seventy-five H. pylori-infected patients were randomised.", [75]),
        ("A total of 350 intention-to-treat (ITT) patients were included.", [350]),
        ("Thirty-eight patients (50% males) were treated.", [38]),
        ("Twenty participants (33%) received a short course.", []),
        ("The response rate was 48% in 75 patients of stage III.", []),
        ("There were 70527 patient episodes.", []),
        ("Data of more than 1000 patients were included.", []),
    ],
)
def test_who_was_enrolled(text: str, enrolled: list[float]) -> None:
    found = shown(text, title="A case series of drugamab in gout")
    assert [value for kind, value, _ in found if kind == "enrolled"] == enrolled


def test_a_review_counts_studies() -> None:
    text = "This systematic review had 15 studies with 5,200 patients (11 of drugamab, 7 of fluxetide)."
    assert [(kind, value) for kind, value, _ in shown(text)] == [("other number", 15), ("enrolled", 5200)]


def test_what_is_controlled_is_no_arm() -> None:
    text = "Glycaemic control was better and urate fell by 3.1 mg/dl (95% CI 2.0 to 4.2) in patients given drugamab."
    assert {outcome.arm for outcome in outcomes_of(text, title="A series")} <= {"all", "drugamab", "between"}
    assert shown("In the control group the mean urate was 7.1 mg/dl.")[0][2] == "control group"

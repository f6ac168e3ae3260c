"""Tests of miner.reading.outcomes: kinds, sizes, arms, time points, and what is no outcome. All texts are invented."""

import pytest

from miner.reading.outcomes.outcomes import is_possible
from miner.records.studies import OutcomeKind
from tests.miner.reading.outcomes.invented import outcomes_of, shown

REGISTRY = (
    "In this registry 1,610 patients were enrolled and treated with 37 off-label drugs; 1,363 patients were evaluable "
    "for response, and 533 (39.1 %) of them had rare cancers. The clinical benefit rate was 34.9 % (95 % CI "
    "32.2-37.6), and the objective response rate 15.7 % (13.7-17.9). Median PFS was 3.4 months (2.8-3.5) and "
    "median OS 8.2 months (7.6-8.8). Grade \u22653 adverse events occurred in 28.4 % of patients. There were 7.0 % "
    "exceptional responders."
)


def test_a_registry_of_off_label_use() -> None:
    found = [(str(o.kind), o.value, o.low, o.high) for o in outcomes_of(REGISTRY, "Drugs outside their label")]
    assert found == [
        ("enrolled", 1610, None, None),
        ("evaluable", 1363, None, None),
        ("count", 533, None, None),
        ("event rate", 39.1, None, None),
        ("clinical benefit rate", 34.9, 32.2, 37.6),
        ("response rate", 15.7, 13.7, 17.9),
        ("progression-free survival", 3.4, 2.8, 3.5),
        ("overall survival", 8.2, 7.6, 8.8),
        ("grade 3 adverse events", 28.4, None, None),
        ("response rate", 7.0, None, None),
    ]
    assert {o.arm for o in outcomes_of(REGISTRY, "Drugs outside their label")} == {"all"}
    assert outcomes_of(REGISTRY)[-1].endpoint == "exceptional responders"


def test_spans_contain_the_value_with_its_interval() -> None:
    text = "Response was seen in 34.9% (95% CI 32.2-37.6) of patients."
    (outcome,) = outcomes_of(text)
    at = len("A trial of two drugs in gout\n")
    assert text[outcome.start - at : outcome.end - at] == "34.9% (95% CI 32.2-37.6)"
    assert outcome.level == 95


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("The hazard ratio for death was 0.76 (95% CI 0.58 to 0.97).", "hazard ratio", 0.76),
        ("Bleeding was less frequent (OR 0.27, 95% CI 0.01-7.13).", "odds ratio", 0.27),
        ("The relative risk of relapse was 0.64.", "risk ratio", 0.64),
        ("Pain and sleep were correlated (r = -0.43).", "correlation", -0.43),
        ("Complete remission was achieved in 43% of patients.", "complete response rate", 43),
        ("A complete response was seen in 12%.", "complete response rate", 12),
        ("Remission rates reached 31%.", "remission rate", 31),
        ("Disease control was obtained in 71% of cases.", "disease control rate", 71),
        ("The five-year survival was 64%.", "survival rate", 64),
        ("Disease-free survival at 5 years was 64%.", "survival rate", 64),
        ("Nausea was reported by 21% of patients.", "adverse event rate", 21),
        ("Grade 3 or 4 neutropenia developed in 18%.", "grade 3 adverse events", 18),
        ("Treatment was discontinued because of adverse events in 9%.", "discontinuations", 9),
        ("Seven patients died.", "deaths", 7),
        ("Relapse occurred in 12 of 30 patients.", "count", 12),
        ("Mean pain scores were 3.1 \u00b1 0.8 at 6 weeks.", "mean", 3.1),
        ("The mean difference was -1.2 mmHg (95% CI -2.3 to -0.1).", "mean difference", -1.2),
        ("The median time to healing was 12 days.", "other median", 12),
        ("Blood pressure was reduced by 12% compared with placebo.", "mean difference", 12),
        ("Cholesterol fell by 12% from baseline.", "mean", 12),
    ],
)
def test_kinds(text: str, kind: str, value: float) -> None:
    assert (kind, value) in [(found, number) for found, number, _ in shown(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Patients received drugamab 20 mg daily for 12 weeks.",
        "Their mean age was 61.4 years and 55% were women.",
        "Drops of fluxetide 0.5% solution were given.",
        "The median follow-up was 24 months.",
        "Median duration of drugamab treatment was 49.5 months.",
        "A value of p < 0.05 was considered significant.",
        "It has been reported that 40% of patients relapse.",
        "A previous trial showed a response rate of 40%.",
        "Response was defined as at least 50% improvement.",
        "The power was 80%.",
        "Patients were randomized 2:1 between the arms.",
        "Pain was assessed 1, 3 and 6 hours after surgery.",
        "At baseline the most common symptoms were apathy (67%) and anxiety (49%).",
        "Concentrations near 100 ng/mL drugamab were reached.",
    ],
)
def test_doses_ages_durations_baselines_and_other_studies_are_no_outcomes(text: str) -> None:
    assert shown(text) == []


def test_a_background_section_tells_of_other_studies() -> None:
    text = "Some 40% of patients with gout respond to drugamab."
    assert shown(text, label="BACKGROUND") == []
    assert shown(text) != []


def test_methods_tell_who_was_enrolled_but_no_results() -> None:
    text = "We enrolled 120 patients. A response of 30% was looked for."
    assert shown(text, label="METHODS") == [("enrolled", 120, "all")]


def test_sizes_of_arms() -> None:
    text = "A total of 290 patients were randomized to drugamab (n = 144) or placebo (n = 146)."
    assert shown(text) == [("enrolled", 290, "all"), ("arm size", 144, "drugamab"), ("arm size", 146, "placebo")]


def test_sizes_of_arms_that_a_sentence_counts_up() -> None:
    text = "In all 300 patients were randomized. Of these, 148 received drugamab and 152 received placebo."
    assert ("arm size", 148, "drugamab") in shown(text)
    assert ("arm size", 152, "placebo") in shown(text)


def test_events_in_two_arms_are_no_sizes() -> None:
    text = "The 300 patients were randomized. Hospital stays were fewer (90 on placebo versus 61 on drugamab)."
    assert [found for found in shown(text) if found[0] == "count"] == [
        ("count", 90, "placebo"),
        ("count", 61, "drugamab"),
    ]


def test_respectively_ties_in_order() -> None:
    text = "Response rates were 40% and 25% in the drugamab and placebo groups, respectively."
    assert [(value, arm.split()[0]) for _, value, arm in shown(text)] == [(40, "drugamab"), (25, "placebo")]


def test_a_unit_of_the_last_is_that_of_all() -> None:
    first, second = outcomes_of("Median survival was 5.65 and 4.41 months with drugamab and fluxetide, respectively.")
    assert (first.unit, second.unit) == ("months", "months")
    assert first.kind is OutcomeKind.OVERALL_SURVIVAL


def test_versus_ties_in_the_order_of_naming() -> None:
    text = "Survival was longer with drugamab than with fluxetide (median 12.3 vs. 9.1 months)."
    assert [(value, arm) for _, value, arm in shown(text)] == [(12.3, "drugamab"), (9.1, "fluxetide")]


def test_from_and_to_stay_with_one_arm() -> None:
    text = "Scores changed from 8.1 to 7.3 points with drugamab and from 8.0 to 7.9 points with placebo."
    assert [arm for _, _, arm in shown(text)] == ["drugamab", "drugamab", "placebo", "placebo"]


def test_what_stands_beside_a_number_is_its_arm() -> None:
    text = "Response was seen in 23.8% of drugamab-treated patients compared with 4.8% of placebo patients."
    assert [(value, arm.partition("-")[0].split()[0]) for _, value, arm in shown(text)] == [
        (23.8, "drugamab"),
        (4.8, "placebo"),
    ]


def test_a_number_that_cannot_be_tied_says_so() -> None:
    text = "Response rates were 40% and 25%, respectively. Patients were randomized to drugamab, fluxetide or placebo."
    assert [arm for _, _, arm in shown(text)][:2] == ["", ""]


def test_one_arm_named_is_not_the_arm_of_both() -> None:
    found = shown("Itching was more common in the placebo group (8% vs 1%).")
    assert [arm for _, _, arm in found] == ["placebo group", ""]


def test_a_comparison_is_between_and_a_change_within_an_arm() -> None:
    between, within = (
        outcomes_of("Pain was lower with drugamab than with placebo (P = .02)."),
        outcomes_of("Pain fell from baseline with drugamab (P = .02). Others were given placebo."),
    )
    assert between[0].arm == "between"
    assert within[0].arm == "drugamab"


def test_time_points() -> None:
    text = "At 12 weeks response was seen in 40% with drugamab; at 24 weeks 30% had a response."
    assert [outcome.time for outcome in outcomes_of(text)] == ["12 weeks", "24 weeks"]


def test_the_level_stands_once_for_all_of_a_sentence() -> None:
    text = "Risk ratios (95% CIs) were 1.75 (0.44 to 8.13) for infarction and 0.69 (0.29 to 1.57) for angina."
    assert [(o.value, o.low, o.level) for o in outcomes_of(text)] == [(1.75, 0.44, 95), (0.69, 0.29, 95)]


def test_whole_numbers_after_a_ratio_are_no_ratios() -> None:
    found = shown("The RR was 1.36 (95% CI 1.01 to 1.83) at week 4, but not at weeks 12 or 16.")
    assert [value for kind, value, _ in found if kind == "risk ratio"] == [1.36]


@pytest.mark.parametrize("text", ["P & lt; 0.001", "P & lt;. 001", "P less than. 001"])
def test_p_values_of_damaged_texts(text: str) -> None:
    (outcome,) = outcomes_of(f"Pain was lower with drugamab ({text}).")
    assert (outcome.sign, outcome.value) == ("<", 0.001)


def test_a_minus_grown_to_a_word() -> None:
    assert [value for _, value, _ in shown("The mean change was-8.6 mmHg vs-5.3 mmHg.")] == [-8.6, -5.3]


def test_a_share_of_patients_beside_a_measure_is_no_mean() -> None:
    text = "More patients reached an HbA1c below 7% with drugamab (47.0%) than with placebo (18.3%)."
    assert [kind for kind, _, _ in shown(text)] == ["event rate", "event rate"]


def test_what_stands_behind_an_abstract_is_none_of_it() -> None:
    assert shown("Two of us filed a patent related to this work (Application No. 63/479).") == []


def test_a_title_and_its_abstract_tell_of_one_enrolment() -> None:
    text = "We studied 1200 consecutive patients."
    assert shown(text, title="Gout in 1200 consecutive patients") == [("enrolled", 1200, "all")]


def test_counts_have_their_denominator() -> None:
    (count, rate) = outcomes_of("Relapse occurred in 12/30 (40%) patients.")
    assert (count.value, count.of, count.unit) == (12, 30, "patients")
    assert (rate.kind, rate.value) == (OutcomeKind.EVENT_RATE, 40)


def test_texts_whose_lower_case_is_longer_keep_their_places() -> None:
    text = "\u0130n all, response was seen in 40% of patients."
    (outcome,) = outcomes_of(text)
    assert outcome.value == 40
    assert outcome.kind is OutcomeKind.RESPONSE_RATE


def test_numbers_that_no_study_has_are_no_outcomes() -> None:
    digits = "9" * 400
    for text in (
        f"The response rate was {digits}%.",
        f"Of {digits} patients, 12 responded.",
        f"The hazard ratio was 0.5 (95% CI 0.1-{digits}).",
        "The response rate was 120%.",
        "The correlation between two variables was r = 2.",
    ):
        found = outcomes_of(text)
        assert all(is_possible(one) for one in found)
        assert all(one.high is None or one.high < 1e6 for one in found)

"""Tests of miner.reading.outcomes.changes and of brackets and lists in cues. All texts are invented."""

import pytest

from tests.miner.reading.outcomes.invented import shown


def kinds(text: str, title: str = "A trial of two drugs in gout") -> list[tuple[str, float]]:
    return [(kind, value) for kind, value, _ in shown(text, title=title)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The average pain reduction for all groups was 67%.", ("mean", 67)),
        ("The median percent decrease in urate was 20%.", ("other median", 20)),
        ("The percentage reduction in attacks was 49% with drugamab.", ("mean", 49)),
        ("The scale showed an improvement of 45% over baseline.", ("mean", 45)),
        ("Of all patients, 45% had an improvement over baseline.", ("response rate", 45)),
        ("There was an increase in flares in eight (40%) of 20 patients.", ("event rate", 40)),
        ("Drugamab had a 14% (hazard ratio 0.86) lower risk of flares than placebo.", ("mean difference", 14)),
        ("For flares there was a 24% reduction (RR, 0.76; 95% CI, 0.59-0.98).", ("mean difference", 24)),
        ("There was no difference in flares between drugamab (24%) and placebo (26%).", ("event rate", 24)),
        ("Drugamab had a significantly higher response rate of 79% compared to 53%.", ("response rate", 79)),
        ("Drugamab had a significantly greater weight loss of 7% compared to 3%.", ("mean", 7)),
        ("Side effects were somnolence (17%) and weight gain (13%).", ("adverse event rate", 13)),
        ("On drugamab 67% noticed a reduction in pain.", ("event rate", 67)),
        ("With drugamab 50 patients showed cure of infection (83%).", ("response rate", 83)),
        (
            "Drugamab led to longer median OS and PFS than placebo (8.4 vs 6.7 months).",
            ("progression-free survival", 8.4),
        ),
        ("Median OS and PFS were 8.4 and 6.7 months.", ("overall survival", 8.4)),
        ("Median OS and PFS were 8.4 and 6.7 months.", ("progression-free survival", 6.7)),
        ("Differences versus placebo were 40% (95% CI 32 to 48%) and 37% (95% CI 29 to 45%).", ("mean difference", 40)),
        ("Among the patients 27% had moderate relief and 46% had no relief.", ("event rate", 46)),
        ("The discontinuation rate due to treatment failure was 20%.", ("discontinuations", 20)),
        ("Freedom from headache was achieved in 71%.", ("response rate", 71)),
        ("The response rate (no or mild headache at 2 hours) was 81%.", ("response rate", 81)),
        ("Adverse events occurred in 60% of patients, with no serious events.", ("adverse event rate", 60)),
        ("Adverse events occurred in 60% of patients, including grade 3 events in 12%.", ("adverse event rate", 60)),
        (
            "Adverse events occurred in 60% of patients, including grade 3 events in 12%.",
            ("grade 3 adverse events", 12),
        ),
        ("A complete response was seen in 4% and 33% had a partial response.", ("response rate", 33)),
        ("Aspirin use (88% vs 91%), nausea (27% vs 16%) and rash (3% vs 4%) were alike.", ("adverse event rate", 27)),
        ("Drugamab reduced the rates of death (6% vs 8%), surgery (16% vs 19%) and stroke (3% vs 5%).", ("deaths", 6)),
        (
            "Drugamab reduced the rates of death (6% vs 8%), surgery (16% vs 19%) and stroke (3% vs 5%).",
            ("event rate", 16),
        ),
        ("Median PFS (95% CI) was 2.8 (2.1-4.6) months with drugamab.", ("progression-free survival", 2.8)),
        ("The mean (SE) HbA1c at the end was 7.8% (0.2%) with drugamab.", ("mean", 7.8)),
    ],
)
def test_changes_shares_and_items(text: str, expected: tuple[str, float]) -> None:
    assert expected in kinds(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The ejection fraction varied from 8% to 35%.", 35),
        ("The median survival was 12.5 months (95% CI, 10.0 to not evaluable).", 10.0),
        ("The mean (SE) HbA1c at the end was 7.8% (0.2%) with drugamab.", 0.2),
        ("Pain fell from a median of over 3 (0 = none, 4 = unbearable) to 1.", 4),
        ("Mean pain scores (10 cm scale) were 3.5 cm with drugamab.", 10),
        ("Nephropathy (i.e. a rise of 0.5 mg/dL in the mean) developed in 29%.", 0.5),
        ("Ointment 2% was given to those without an effect.", 2),
        ("Relief was reached on 4 of 6 days.", 4),
        ("Mean HbA1c (8.3% at baseline) was reduced by 1.5%.", 8.3),
        ("We enrolled 24 patients (67 +/- 8 years) with heart failure (ejection fraction, 31 +/- 3%).", 31),
        ("The trial was powered for a 33% reduction in flares.", 33),
        ("Drugamab was equivalent (89% vs 88%; 95% CI = -5.2%; +6.4%).", 6.4),
        ("A difference in the mean pain score was found 15 minutes post-injection.", 15),
        ("Data were analyzed with software (P < 0.05).", 0.05),
    ],
)
def test_bounds_ranges_scales_and_strengths_are_no_results(text: str, value: float) -> None:
    assert value not in [each for _, each in kinds(text)]


def test_a_count_and_its_percentage_agree() -> None:
    found = kinds("We enrolled 71 patients. Headache that needed another dose occurred in 3 (5%) and 15 (25%) of them.")
    assert found[1:] == [
        ("adverse event rate", 3),
        ("adverse event rate", 5),
        ("adverse event rate", 15),
        ("adverse event rate", 25),
    ]
    found = kinds("We enrolled 71 patients. Sixty-six patients (93%) completed the trial.")
    assert found == [("enrolled", 71), ("evaluable", 66), ("other number", 93)]


def test_reductions_of_risk_and_risks_are_told_apart() -> None:
    found = kinds("Drugamab led to a reduction in strokes (5.6% versus 7.2%; RRR, 23% [9, 34]).")
    assert found == [("event rate", 5.6), ("event rate", 7.2), ("mean difference", 23)]
    assert kinds("Drugamab led to a greater reduction in body fat (7.2% versus 5.6%).")[0] == ("mean", 7.2)
    assert kinds("Photophobia was reduced at 2 hours with drugamab (36% vs 48%).")[0] == ("event rate", 36)
    assert kinds("Drugamab reduced HbA1c (6.6% vs 7.2%).")[0] == ("mean", 6.6)


def test_weight_gain_is_an_adverse_event_and_a_gain_of_weight_a_change() -> None:
    assert ("adverse event rate", 13) in kinds("Side effects were somnolence (17%) and weight gain (13%).")
    assert ("mean", 13) in kinds("There was a significant gain (13%) of muscle strength.")

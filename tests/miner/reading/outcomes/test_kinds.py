"""Tests of miner.reading.outcomes.percents, measures and cues: what a number measures. All texts are invented."""

import pytest

from miner.reading.outcomes.sentence import take_apart
from tests.miner.reading.outcomes.invented import article_of, mentions_of, outcomes_of, sentences_of, shown


def kinds(text: str, *, title: str = "A trial of two drugs in gout") -> list[tuple[str, float]]:
    return [(kind, value) for kind, value, _ in shown(text, title=title)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Levels were normal in 87% of patients.", ("event rate", 87)),
        ("Less redosing was needed (21% vs 32%).", ("event rate", 21)),
        ("There was no difference in acceptance (53% vs 47%).", ("event rate", 53)),
        ("Urate changed with drugamab (-54%).", ("mean", -54)),
        ("Excretion fell to 72% of baseline.", ("mean", 72)),
        ("The mean percentage decrease in mass was 15%.", ("mean", 15)),
        ("There was a 31% reduction in the odds of death (95% CI 11 to 46%).", ("mean difference", 31)),
        ("The sensitivity of the test was 89%.", ("other number", 89)),
        ("The CR rate was 31%.", ("complete response rate", 31)),
        ("A tumor response, by two readers, was observed in 44%.", ("response rate", 44)),
        (
            "Withdrawals owing to drug-related upper gastrointestinal adverse events occurred in 3%.",
            ("discontinuations", 3),
        ),
        ("The most common adverse events were nausea (30%) and cold feet (8%).", ("adverse event rate", 8)),
        ("Diarrhea (10%) and vomiting (9%) were the most common grade 3 events.", ("grade 3 adverse events", 9)),
    ],
)
def test_what_a_percentage_is(text: str, expected: tuple[str, float]) -> None:
    assert expected in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "The peak was around 75% of that observed with tablets.",
        "Blocks were made with 0.5% plain drugamab.",
        "Nine received magnesium 15% (450 mg).",
        "Heterogeneity was low (I2 = 12%).",
        "The upper limit of the 95% confidence interval was 0.7%.",
        "A response was defined as a 25% increase in urate.",
        "Savings were made unless the discount exceeded 40%.",
        "Most came with previous infarction (64%).",
    ],
)
def test_concentrations_limits_and_histories_are_no_results(text: str) -> None:
    assert kinds(text) == []


def test_names_and_rates_of_a_list_go_two_by_two() -> None:
    found = kinds("Clinical response and remission rates were 76% and 19%, respectively.")
    assert found == [("response rate", 76), ("remission rate", 19)]


def test_a_list_of_one_name_has_one_kind() -> None:
    found = kinds("Response rates were 76% and 19% with drugamab and placebo, respectively.")
    assert found == [("response rate", 76), ("response rate", 19)]


def test_what_is_prevented_is_no_adverse_event() -> None:
    text = "Vomiting occurred in 20% with drugamab."
    assert kinds(text, title="Drugamab for the prevention of vomiting") == [("event rate", 20)]
    assert kinds(text, title="Drugamab in gout") == [("adverse event rate", 20)]
    assert kinds(text, title="Vomiting induced by drugamab") == [("adverse event rate", 20)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Scores were 5 (IQR 2-9) with drugamab.", "other median"),
        ("Mean scores were 5.1 (95% CI 4.2-6.0) with drugamab.", "mean"),
        ("Pain scores were 3.5 points lower with drugamab.", "mean difference"),
        ("Differences in mean urate were 2.6 mg/dl (95% CI -0.8 to 6.1).", "mean difference"),
        ("Bleb survival was 14 days.", "other median"),
        ("Survival was 14 months.", "overall survival"),
    ],
)
def test_averages(text: str, kind: str) -> None:
    assert [found for found, _ in kinds(text)] == [kind]


def test_an_article_that_tells_medians_has_no_means() -> None:
    text = "Median urate was 6.1 mg/dl at the start. Urate fell from 6.1 mg/dl to 5.2 mg/dl."
    assert {kind for kind, _ in kinds(text)} == {"other median"}
    assert "mean" in {kind for kind, _ in kinds(text + " Mean weight was 80 kg.")}


@pytest.mark.parametrize(
    "text",
    [
        "The average 24 hour consumption was low.",
        "The mean area under the curve from 0 to 10 min was larger.",
        "The second visit was on day 29 ± 3 days.",
        "Volunteers (34.8 ± 9.4 years) were given drugamab.",
        "Weight was related to urate (beta = 0.29, 95% CI 0.07 to 0.51).",
        "Both scores were analyzed with an alpha of .01.",
        "Men with a mean pressure between 95 and 114 mmHg were studied.",
        "Baseline urate was similar in both groups (8.1 ± 0.2 and 8.2 ± 0.3 mg/dl).",
    ],
)
def test_times_ages_coefficients_and_spans_are_no_means(text: str) -> None:
    assert [kind for kind, _ in kinds(text) if kind in {"mean", "mean difference", "other median"}] == []


def test_two_p_is_a_p_value() -> None:
    (outcome,) = [each for each in outcomes_of("Pain was lower with drugamab (2P = .0005).") if each.kind == "p value"]
    assert outcome.value == 0.0005


def test_a_performance_status_is_no_p_value() -> None:
    assert "p value" not in {kind for kind, _ in kinds("Most had an ECOG PS of 0 or 1 (96%).")}


def test_numbers_with_an_interval_keep_their_unit() -> None:
    found = outcomes_of("Mortality was lower (2.9 vs 15.4%; RR 0.19, 95% CI 0.04-0.97) and 9 vs 27%.")
    assert [(str(each.kind), each.unit) for each in found if each.value == 0.19] == [("risk ratio", "")]


def test_what_is_measured_is_no_arm() -> None:
    text = "Serum creatinine rose to 1.6 mg/dl with fluxetide. Urinary drugamab was 3.1 mg/l."
    article = article_of(text)
    parts = take_apart(article, sentences_of(article), mentions_of(article))
    assert [arm.words for part in parts[1:] for arm in part.arms] == ["fluxetide"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Hundred and eighty-five patients were enrolled.", 185),
        ("The mean change was - 2.5 mg/dl.", -2.5),
        ("The mean thickness was 281,64 ± 34 mm.", 281.64),
        ("The difference was -0.7 mg/dl (95% CI-1.0 to-0.4).", -0.7),
    ],
)
def test_numbers_as_they_are_written(text: str, value: float) -> None:
    assert [number for _, number in kinds(text)] == [value]

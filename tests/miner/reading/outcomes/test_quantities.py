"""Tests of miner.reading.outcomes.quantities and intervals."""

import pytest

from miner.reading.outcomes.quantities import find_quantities
from miner.reading.outcomes.quantity import Form, Quantity
from miner.reading.outcomes.tokens import tokenise


def read(text: str) -> list[Quantity]:
    return find_quantities(tokenise(text, 0, len(text)))


@pytest.mark.parametrize(
    "text",
    [
        "a rate of 34.9 % (95 % CI 32.2-37.6)",
        "a rate of 34.9% (95% confidence interval [CI], 32.2 to 37.6)",
        "a rate of 34.9% (CI95% 32.2; 37.6)",
        "a rate of 34.9% [95% CI: 32.2, 37.6]",
        "a rate of 34.9% (95% CI, 32.2% to 37.6%)",
        "a rate of 34\u00b79% (95% CI 32\u00b72\u201337\u00b76)",
        "a rate of 34.9%; 95% CI 32.2 to 37.6",
        "a rate of 34.9% (p < .001; 95% confidence limits 32.2-37.6)",
    ],
)
def test_intervals_of_all_spellings(text: str) -> None:
    quantity = next(each for each in read(text) if each.form is Form.PERCENT)
    assert quantity.value == 34.9
    assert quantity.interval is not None
    assert (quantity.interval.low, quantity.interval.high, quantity.interval.level) == (32.2, 37.6, 95.0)


def test_a_bare_interval_must_hold_the_value() -> None:
    held, beside = read("3.4 months (2.8-3.5) and 15% (4/27)")[0], read("15% (4/27)")[0]
    assert held.interval is not None
    assert beside.interval is None


def test_the_span_ends_with_the_interval() -> None:
    text = "median 3.4 months (2.8-3.5), and"
    quantity = read(text)[0]
    assert text[quantity.start : quantity.end] == "3.4 months (2.8-3.5)"


@pytest.mark.parametrize(
    ("text", "sign", "value"),
    [
        ("(P < .001)", "<", 0.001),
        ("p-value of 0.02", "=", 0.02),
        ("p less than .05", "<", 0.05),
        ("P for interaction = .045", "=", 0.045),
        ("P \u2265 0.3", ">=", 0.3),
        ("(p: 0.22)", "=", 0.22),
    ],
)
def test_p_values(text: str, sign: str, value: float) -> None:
    (quantity,) = read(text)
    assert (quantity.form, quantity.sign, quantity.value) == (Form.P_VALUE, sign, value)


def test_p_values_in_a_row() -> None:
    assert [each.value for each in read("(P = .04 and .03, respectively)")] == [0.04, 0.03]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("8.1 \u00b1 0.4%", 8.1, "%"),
        ("8.1 +/- 0.4 mmol/l", 8.1, "mmol/l"),
        ("12.3 (SD 3.4) points", 12.3, "points"),
        ("a mean (SD) of 12.3 (3.4) points", 12.3, "points"),
    ],
)
def test_spreads_belong_to_their_mean(text: str, value: float, unit: str) -> None:
    (quantity,) = read(text)
    assert (quantity.value, quantity.unit, quantity.has_spread) == (value, unit, True)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("20 mg daily", Form.DOSE),
        ("120 mg/dL", Form.MEASURE),
        ("18-75 years", Form.RANGE),
        ("From 1995 to 1997, many", Form.RANGE),
        ("1,610 consecutive adult patients", Form.PEOPLE),
        ("12 of the 30 patients", Form.FRACTION),
        ("12/30 (40%)", Form.FRACTION),
        ("120/80 mmHg", Form.PLAIN),
    ],
)
def test_forms(text: str, form: Form) -> None:
    assert read(text)[0].form is form


def test_exponents_are_no_numbers() -> None:
    assert [each.value for each in read("26.4 kg/m(2) and 5.1 log (10) copies")] == [26.4, 5.1]

"""Doses: what they are, in one spelling, and whose."""

import pytest

from miner.reading.populations.doses import parse_doses
from tests.miner.reading.populations.marked import traits_of, values


@pytest.mark.parametrize(
    ("sentence", "doses"),
    [
        ("Patients received <quinapril> 20 mg.", {"20 mg"}),
        ("Patients received <quinapril> 400 mg/day.", {"400 mg"}),
        ("We gave <docetaxel> 75 mg/m(2).", {"75 mg/m2"}),
        ("We gave <heparin> at a dose of 1,000 units.", {"1000 IU"}),
        ("We gave 0.05 mg.kg-1 of <morphine>.", {"0.05 mg/kg"}),
        ("We gave <fentanyl> 25 micrograms.", {"25 mcg"}),
        ("We gave <topiramate> 25, 50 or 100 mg.", {"25 mg", "50 mg", "100 mg"}),
        ("We gave <timolol> 0.5% eye drops.", {"0.5 %"}),
        ("We used 0.25% <bupivacaine>.", {"0.25 %"}),
        ("We gave on day 1, 20 mg of <amisulpride>.", {"20 mg"}),
        ("We gave <verapamil> 0.375 mg/min.", {"0.375 mg/min"}),
    ],
)
def test_doses_have_one_spelling(sentence: str, doses: set[str]) -> None:
    assert values("dose", sentence) == doses


@pytest.mark.parametrize(
    "sentence",
    [
        "Patients on <statin> had cholesterol of 240 mg/dl.",
        "The response rate with <captopril> was higher (77%).",
        "In patients given <quinapril>, 84% were stabilised.",
        "The pressure fell by 10 mg with <quinapril>.",
        "Consumption of <morphine> was 36 mg.",
        "The volume drained without <fibrin> was 220 ml.",
        "We gave <quinapril> for 1.5 +/- 0.6 mg of change.",
        "<Topiramate> was titrated in 25-mg increments.",
        "We measured a <lithium> level of 0.8 mmol/l.",
        "The pepsinogen dose with <lansoprazole> was 64.8 ng/ml.",
        "We gave 27% of the <morphine> group and 10% of <morphine> users more.",
    ],
)
def test_other_amounts_are_no_doses(sentence: str) -> None:
    assert values("dose", sentence) == set()


def test_a_dose_belongs_to_the_drug_beside_it() -> None:
    sentence = "Patients received <alfentanil> 1 mg or 40 mg of <lidocaine>."
    found = {trait.value: trait.drug for trait in traits_of(sentence) if trait.kind == "dose"}
    assert found == {"1 mg": "DRUGBANK:alfentanil", "40 mg": "DRUGBANK:lidocaine"}


def test_parse_doses_reads_a_few_words() -> None:
    assert parse_doses("0.5 to 1 mg") == ["0.5 mg", "1 mg"]
    assert parse_doses("twice daily") == []

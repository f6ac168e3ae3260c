"""A drug's name that means a target, a part or a measured substance is no drug that is given."""

import pytest

from miner.reading.linking.given import is_given
from miner.records import Mention, MentionType


def given(text: str, name: str, *names: str) -> bool:
    """Whether the first place of a name in a text means a drug that is given."""
    start = text.index(name)
    mention = Mention(start=start, end=start + len(name), text=name, type=MentionType.DRUG, found_by="model")
    return is_given(text, mention, names)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("dopamine D2 receptor antagonists", "dopamine"),
        ("a serotonin reuptake inhibitor", "serotonin"),
        ("vitamin K antagonists", "vitamin K"),
        ("an antibody against the folate receptor", "folate"),
        ("anti-thrombin activity", "thrombin"),
        ("relieved by anti-histamine treatment", "histamine"),
        ("testosterone suppression therapy", "testosterone"),
        ("iron chelation therapy", "iron"),
        ("thrombin time and plasminogen activator inhibitors", "plasminogen"),
        ("erythropoietin-stimulating agents", "erythropoietin"),
        ("40 mg of morphine equivalents", "morphine"),
        ("heparin-binding growth factor", "heparin"),
        ("methacholine challenge", "methacholine"),
    ],
)
def test_a_target_or_a_part_of_another_name_is_not_given(text: str, name: str) -> None:
    assert not given(text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("serum testosterone fell", "testosterone"),
        ("24-hour urinary dopamine", "dopamine"),
        ("low vitamin D", "vitamin D"),
        ("vitamin D deficiency", "vitamin D"),
        ("thyrotropin in obesity was slightly raised", "thyrotropin"),
        ("melatonin was measured every hour", "melatonin"),
        ("glucose control", "glucose"),
        ("exhaled nitric oxide", "nitric oxide"),
        ("insulin resistance", "insulin"),
    ],
)
def test_a_natural_substance_that_is_measured_is_not_given(text: str, name: str) -> None:
    assert not given(text, name)


@pytest.mark.parametrize("text", ["silver dressings", "liquid nitrogen", "gold seeds", "glucose improved"])
def test_a_material_is_given_only_where_the_words_say_so(text: str) -> None:
    name = next(word for word in text.split() if word in {"silver", "nitrogen", "gold", "glucose"})
    assert not given(text, name)
    assert given(f"intravenous {name}", name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("dopamine infusion", "dopamine"),
        ("the dopamine agonist pramipexole", "pramipexole"),
        ("finasteride, a 5-alpha reductase inhibitor", "finasteride"),
        ("propranolol, a beta-blocker", "propranolol"),
        ("insulin therapy", "insulin"),
        ("serum levels fell after testosterone gel", "testosterone"),
        ("low-dose hydrocortisone", "hydrocortisone"),
        ("melatonin was effective", "melatonin"),
        ("progesterone prevented preterm birth", "progesterone"),
        ("tacrolimus levels", "tacrolimus"),
        ("low tacrolimus", "tacrolimus"),
        ("dopamine was increased to 10 micrograms", "dopamine"),
        ("fibrinogen concentrate", "fibrinogen"),
    ],
)
def test_a_drug_that_is_given_stays(text: str, name: str) -> None:
    assert given(text, name)


def test_a_short_form_is_natural_if_its_drug_is() -> None:
    assert not given("serum GH fell", "GH", "somatotropin", "growth hormone")
    assert given("serum MTX fell", "MTX", "methotrexate")

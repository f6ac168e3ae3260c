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
        ("pills that mimic prostacyclin", "prostacyclin"),
        ("analogues of thalidomide", "thalidomide"),
        ("relieved by anti-histamine treatment", "histamine"),
        ("testosterone suppression therapy", "testosterone"),
        ("iron chelation therapy", "iron"),
        ("thrombin time and plasminogen activator inhibitors", "plasminogen"),
        ("erythropoietin-stimulating agents", "erythropoietin"),
        ("40 mg of morphine equivalents", "morphine"),
        ("heparin-binding growth factor", "heparin"),
        ("methacholine challenge", "methacholine"),
        ("infusion of a nitric oxide (NO) synthase inhibitor", "nitric oxide"),
        ("the dopamine (DA) transporter", "dopamine"),
        ("neutralization of interleukin-2 ameliorated colitis", "interleukin-2"),
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
        ("plasma homocysteine and folate improved", "folate"),
        ("serum zinc, copper and vitamin D", "vitamin D"),
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
        ("methotrexate (MTX) responders", "methotrexate"),
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
    assert not given("NO signaling and NA after exercise", "NA", "norepinephrine", "noradrenaline")
    assert given("infusion of NA", "NA", "norepinephrine", "noradrenaline")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Norepinephrine is involved in attention deficit disorder.", "Norepinephrine"),
        ("the role of angiotensin II in heart failure", "angiotensin II"),
        ("inhibition of histamine and serotonin in urticaria", "serotonin"),
        ("Patients treated with clonidine had lower norepinephrine.", "norepinephrine"),
        ("Clonidine was given. Norepinephrine mediates hypertension.", "Norepinephrine"),
        ("the renin-angiotensin system", "angiotensin"),
        ("administration of a 5-HT(1A) agonist", "5-HT"),
        ("treatment with the angiotensin II AT(1)-receptor antagonist losartan", "angiotensin II"),
        ("occupancy by endogenous norepinephrine during treatment with milnacipran", "norepinephrine"),
        ("transdermal nitroglycerin, a nitric oxide donor", "nitric oxide"),
        ("bronchial responses to histamine", "histamine"),
        ("norepinephrine (450 pg/ml) in heart failure", "norepinephrine"),
        ("angiotensin II was effective in constricting arteries", "angiotensin II"),
    ],
)
def test_a_mediator_is_not_given_unless_words_of_administration_are_near(text: str, name: str) -> None:
    assert not given(text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("norepinephrine was started for hypotension", "norepinephrine"),
        ("patients received dobutamine and dopamine", "dopamine"),
        ("an infusion of either vasopressin or norepinephrine", "norepinephrine"),
        ("low-dose dopamine did not protect the kidneys", "dopamine"),
        ("dopamine (2 micrograms/kg/min)", "dopamine"),
        ("dopamine 5 \N{GREEK SMALL LETTER MU}g/kg/min", "dopamine"),
        ("Norepinephrine versus dopamine in shock", "Norepinephrine"),
        ("vasopressors such as angiotensin II", "angiotensin II"),
        ("Intravenous angiotensin II may be effective", "angiotensin II"),
        ("inhaled nitric oxide in newborns", "nitric oxide"),
        ("dobutamine and dopamine for cardiogenic shock", "dopamine"),
        ("efficacy and safety of norepinephrine in spinal hypotension", "norepinephrine"),
        ("epinephrine relieved anaphylaxis", "epinephrine"),
        ("vasopressin stopped the bleeding", "vasopressin"),
        ("dopamine was effective in septic shock", "dopamine"),
    ],
)
def test_a_mediator_that_is_administered_is_given(text: str, name: str) -> None:
    assert given(text, name)


def test_a_word_of_time_before_a_treatment_does_not_make_it_that_of_the_name() -> None:
    assert not given("cortisol during treatment was raised", "cortisol")
    assert not given("serum testosterone before therapy", "testosterone")
    assert given("testosterone replacement therapy", "testosterone")

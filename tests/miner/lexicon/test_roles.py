"""What a disease is in a text: what the drug is for, what was measured, or what the patients have."""

import pytest

from miner.lexicon.roles import roles_of
from miner.records import Role
from tests.miner.lexicon.marked import read_marked

R = Role


def roles(marked: str) -> set[Role]:
    text, title_end, spans = read_marked(marked)
    return roles_of(text, title_end, spans)


@pytest.mark.parametrize(
    "marked",
    [
        "A for the treatment of [depressive symptoms] in Parkinson's disease | It worked.",
        "Treatment of [agitation] in dementia with A | It worked.",
        "A in dementia | The drug was given to treat [agitation].",
        "A in uraemia | Patients received A for relief of [itching].",
        "A in lupus | A was effective for [arthritis].",
        "A in cerebral palsy | [Drooling] was treated with A.",
        "A in spina bifida | A relaxed the [bladder] caused by the lesion.",
    ],
)
def test_the_drug_is_for_it(marked: str) -> None:
    assert R.TREATED in roles(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "A in schizophrenia | A was superior in the treatment of positive, negative and [depressive symptoms].",
        "A in schizophrenia | A was better than B on the [depression] cluster.",
        "A in autism | A reduced aggression, [anxiety] and irritability.",
        "A in hypertension | It is effective in [obese] patients.",
    ],
)
def test_an_effect_on_it_is_no_use_for_it(marked: str) -> None:
    assert R.TREATED not in roles(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "A in multiple sclerosis | Sixty patients with multiple sclerosis and severe [fatigue] were randomised.",
        "A in dementia | Adults suffering from [agitation] took A.",
        "A in stroke | We treated 20 [depressed] patients.",
    ],
)
def test_patients_are_taken_in_with_it(marked: str) -> None:
    assert R.ENROLLED in roles(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "A in lupus | Patients treated with A had less [rash].",
        "A in schizophrenia | Patients with comorbid [depression] at baseline improved.",
        "A in schizophrenia | A improved [depressive symptoms] in patients at one year.",
        "A in mania | More severely [depressed] patients improved too.",
        "A in hepatitis | Patients on A had lower [fibrosis] scores.",
    ],
)
def test_patients_that_have_it_besides_are_not_taken_in_for_it(marked: str) -> None:
    assert R.ENROLLED not in roles(marked)


@pytest.mark.parametrize(
    "title",
    [
        "Effects of A on [rash] and arthritis in patients with lupus",
        "A improves [depressive symptoms] in acute schizophrenia",
        "[Pain] outcomes in patients with bone metastases: a trial of A",
        "A versus placebo on anxious and [depressive symptoms] accompanying schizophrenia",
    ],
)
def test_a_title_names_what_was_measured(title: str) -> None:
    assert R.TITLE_ENDPOINT in roles(f"{title} | It did.")


@pytest.mark.parametrize(
    "title",
    [
        "A for [rash] in patients with lupus",
        "A in [depressive disorder] with schizophrenia",
        "Effect of A on the incidence of [postoperative vomiting] in breast cancer",
        "A reduces [vomiting] following mastectomy for breast cancer",
        "Effects of A for the treatment of [agitation] in dementia",
    ],
)
def test_a_title_names_what_the_drug_is_for(title: str) -> None:
    found = roles(f"{title} | It did.")
    assert R.TITLE in found
    assert R.TITLE_ENDPOINT not in found


@pytest.mark.parametrize(
    ("marked", "is_population"),
    [
        ("A in hypertension | A lowered blood pressure in patients with hypertension and [diabetes].", True),
        ("A in [obese] patients with hypertension | [Obese] patients did well.", True),
        ("A in hypertension | [Diabetics] did well.", True),
        ("A in hypertension | Stress fell in [diabetic] and hypertensive patients.", True),
        ("A in hypertension | A lessened [diabetes] and other patients' worries.", False),
        ("A in hypertension | [Diabetes] is a risk. A prevented new [diabetes]. Patients with [diabetes] left.", False),
        ("A prevents [diabetes] | It does.", False),
        ("A in [diabetics] with or without hypertension | They did well.", False),
        ("A in normotensive patients with [diabetes] | They did well.", False),
    ],
)
def test_it_describes_the_patients(marked: str, is_population: bool) -> None:
    assert (R.POPULATION in roles(marked)) is is_population


def test_later_analyses_aims_and_texts_without_title_or_name() -> None:
    found = roles("A post hoc analysis. The aim was to assess [pain].")
    assert {R.SECONDARY, R.AIM, R.UNTITLED, R.NAMED} <= found
    assert roles("A in lupus | No name of it here.") == set()

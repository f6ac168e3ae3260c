"""Every guard takes the trait of its example and leaves that of its counterexample."""

import pytest

from miner.reading.populations.guard import Guard
from miner.reading.populations.guard_words import GUARDS
from miner.records import Design, TraitRole
from tests.miner.reading.populations.marked import traits_of, values

TITLE = "<A> in lymphoma."


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.example)
def test_each_guard_takes_its_example_and_leaves_its_counterexample(guard: Guard) -> None:
    for kind in guard.kinds:
        found = values(kind, guard.example, title=TITLE)
        assert not (found & guard.values if guard.values else found)
    assert any(values(kind, guard.counter, title=TITLE) for kind in guard.kinds), guard.counter


def test_an_aim_may_ask_what_a_title_says() -> None:
    assert values("line", "To determine whether <A> may help in refractory lymphoma.", title=TITLE)
    assert not values("line", "Pain fell in 10%, so that <A> may help in refractory lymphoma.", title=TITLE)
    assert values("line", title="<A> may help in refractory lymphoma.")


def test_patients_who_fail_the_studied_drug_are_an_outcome() -> None:
    assert not values("line", "Patients not responding to <A> stopped the study.", title=TITLE)
    assert values("line", "We gave <A> to patients not responding to <B>.", title=TITLE)
    assert values("line", "We gave high doses to patients resistant to <A>.", title=TITLE)


def test_cells_have_no_populations_by_biomarker() -> None:
    sentence = "We gave <A> to {HER2 positive} tumours."
    assert values("biomarker", sentence, title=TITLE) == {"HER2 positive"}
    assert values("biomarker", sentence, title=TITLE, design=Design.IN_VITRO) == set()


def test_first_and_later_lines_of_one_sentence_are_subgroups() -> None:
    def roles(sentence: str) -> set[TraitRole]:
        return {t.role for t in traits_of(sentence, title=TITLE) if t.kind == "line"}

    assert roles("We gave <A> to previously untreated and to refractory patients.") == {TraitRole.SUBGROUP}
    assert roles("We gave <A> to therapy-naive or experienced patients.") == {TraitRole.SUBGROUP}
    assert roles("We gave <A> to previously untreated patients.") == {TraitRole.STUDIED}


def test_how_long_another_drug_was_given_before_is_not_the_schedule() -> None:
    entry = "Patients were randomised to <A> if they were ill after 3 months of therapy with <B>."
    assert values("schedule", entry, title=TITLE) == set()
    assert values("schedule", "We saw that patients improved after 3 months of therapy with <A>.", title=TITLE) == {
        "duration 3 months"
    }


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("We gave <A> over 1 hour.", set()),
        ("We gave <A> for 48 hours.", {"duration 48 hours"}),
        ("Patients on <A> passed stools 2 times per week.", set()),
        ("We gave <A> 20 mg 2 times per week.", {"twice weekly"}),
        ("We counted weekly angina on <A>.", set()),
        ("We gave <A> biweekly.", {"every 2 weeks"}),
        ("We gave a patch of <A> for 7-day application.", set()),
        ("We gave <A> for a 7-day course.", {"duration 7 days"}),
    ],
)
def test_what_is_no_schedule(sentence: str, found: set[str]) -> None:
    assert values("schedule", sentence, title=TITLE) == found


def test_another_drug_that_was_added_is_no_setting() -> None:
    assert values("setting", "We saw that <A> was added to their existing treatment.", title=TITLE) == {"add-on"}
    assert values("setting", "We saw that with <A> <B> was added to their existing treatment.", title=TITLE) == set()


def test_other_drugs_that_patients_had_anyhow_are_no_partners() -> None:
    assert values("partner", "We gave all of them chemotherapy of <B> plus <C>.", title=TITLE) == set()
    assert values("partner", "We gave all of them chemotherapy of <A> plus <C>.", title=TITLE) == {"c"}


def test_an_expression_without_a_degree_is_measured() -> None:
    assert values("biomarker", "We gave <A> to patients with {PD-L1 expression}.", title=TITLE) == set()
    assert values("biomarker", "We gave <A> to patients with {high PD-L1 expression}.", title=TITLE) != set()


def test_a_biomarker_of_some_patients_of_a_result_is_a_subgroups_unless_the_title_names_it() -> None:
    def roles(title: str) -> set[TraitRole]:
        sentence = "We saw that pain fell by 10% in the patients with {ER negative} tumours under <A>."
        return {t.role for t in traits_of(sentence, title=title) if t.kind == "biomarker" and t.start > len(title)}

    assert roles(TITLE) == {TraitRole.SUBGROUP}
    assert roles("<A> in {ER negative} lymphoma.") == {TraitRole.STUDIED}


def test_patients_control_of_another_drug_is_no_schedule() -> None:
    sentence = "Patients received <B> by patient-controlled analgesia."
    assert values("schedule", sentence, title="<A> in pain.") == set()
    assert values("schedule", sentence, title="<A> in pain: patient-controlled.") == {"patient-controlled"}
    assert values("schedule", sentence.replace("<B>", "<A>"), title="<A> in pain.") == {"patient-controlled"}


def test_the_drugs_of_the_other_arm_are_no_partners() -> None:
    arms = "Patients were randomised to <A> 40 mg daily or 4 weeks of treatment with <B> 100 mg plus <C>."
    assert values("partner", arms, title=TITLE) == set()
    assert values("partner", arms.replace(" or 4 weeks of treatment with <B> 100 mg", ""), title=TITLE) == {"c"}


def test_the_drugs_of_an_anaesthesia_are_no_partners_of_another_drug() -> None:
    sentence = "For surgical anaesthesia all patients received <B> plus <C>."
    assert values("partner", sentence, title=TITLE) == set()
    assert values("partner", sentence.replace("<B>", "<A>"), title=TITLE) == {"c"}


def test_the_route_of_drugs_that_patients_had_beside_is_none() -> None:
    assert values("route", "We gave <A> to patients who failed other oral medications.", title=TITLE) == set()
    assert values("route", "We gave <A>, a new oral agent, to patients.", title=TITLE) == {"oral"}


def test_a_prophylaxis_with_another_drug_is_no_setting() -> None:
    assert values("setting", "All patients received <B> prophylaxis beside <A>.", title=TITLE) == set()
    assert values("setting", "All patients received <A> prophylaxis.", title=TITLE) == {"prophylaxis"}


def test_what_is_called_a_subgroup_is_one() -> None:
    def roles(sentence: str) -> set[TraitRole]:
        return {t.role for t in traits_of(sentence, title=TITLE) if t.kind in {"age group", "line"}}

    assert roles("We saw that <A> helped the refractory subgroup in 10%.") == {TraitRole.SUBGROUP}
    assert roles("We saw that <A> was equally safe in elderly patients (p = 0.8).") == {TraitRole.SUBGROUP}
    assert roles("We saw that <A> was safe in elderly patients.") == {TraitRole.STUDIED}

"""What a label says of the diseases that it names; all texts are invented."""

import pytest

from miner.labels.text.roles import Role
from miner.labels.text.statements import find_statements, states_use
from tests.miner.labels.text.invented import mentions, roles

T, P, POP, C, X, B, D = (
    Role.TREATS, Role.PREVENTS, Role.POPULATION, Role.CAUSE, Role.EXCLUDED, Role.BACKGROUND, Role.DIAGNOSES,
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zelvora is indicated for the treatment of [glorp].", [T]),
        ("Treatment of [glorp] in adults.", [T]),
        ("Zelvora is indicated for: Treatment of [glorp]. Prevention of [snark].", [T, P]),
        ("Zelvora is used to reduce the risk of [snark] in patients with [glorp].", [P, POP]),
        ("Zelvora is indicated for the prevention of [snark] and [boojum].", [P, P]),
        ("Zelvora is indicated for the relief of pain due to [glorp].", [C]),
        ("Zelvora is indicated for lowering levels raised as a result of [glorp].", [C]),
        ("Zelvora is indicated for [anemia] due to [glorp].", [T, C]),
        ("Zelvora is indicated for [irritability] associated with [glorp] in children.", [T, T]),
        ("Zelvora is indicated for [oedema] associated with [glorp].", [T, C]),
        ("Zelvora is indicated for the treatment of [seizures] in patients with [glorp].", [T, T]),
        ("Zelvora is indicated for the prevention of [bleeding] in patients with [glorp].", [P, T]),
        ("Zelvora is indicated for [visual impairment] due to [glorp].", [T, T]),
        ("Zelvora is indicated for the treatment of [glorp] in adults with no [snark]", [T, POP]),
        ("Zelvora is not indicated for [glorp].", [X]),
        ("Zelvora is contraindicated in patients with [glorp].", [X]),
        ("Limitations of Use: Zelvora is not recommended in [glorp].", [X]),
        ("The effectiveness of Zelvora in [glorp] has not been established.", [X]),
        ("Zelvora is not the drug of choice in the treatment of [glorp].", [X]),
        ("Zelvora is unlikely to help in [glorp].", [X]),
        ("Although [glorp] is common, its cause is unknown.", [B]),
        ("Zelvora is indicated for [glorp], but it is not indicated where [snark] is present.", [T, X]),
        ("Zelvora may be useful to lower levels in patients with [glorp], but is not indicated in [glorp].", [X, X]),
        (
            "As safety in [snark] has not been established, Zelvora is indicated for [glorp] only in adults.",
            [X, T],
        ),
        (
            "Zelvora is indicated for [glorp] in patients who have not been treated with others and have [snark].",
            [T, POP],
        ),
        ("Zelvora is indicated for [glorp] in patients who have compensated [snark].", [T, POP]),
        ("Zelvora is indicated in adults whose [glorp] is not controlled on Bandrol alone.", [POP]),
        ("In adults with [glorp], Zelvora is indicated to reduce the risk of [snark].", [POP, P]),
        ("In patients with [glorp], Zelvora is indicated for symptoms.", [T]),
        ("Prevention of [snark] in [glorp]: Zelvora is given daily.", [P, POP]),
        ("Zelvora is indicated to reduce the risk of [snark] in [glorp] patients.", [P, POP]),
        ("Treatment of [glorp] in addition to other medicinal products for the treatment of [snark].", [T, B]),
        ("Zelvora is indicated for imaging in adults with [glorp] who are evaluated for [snark].", [POP, D]),
        (
            "Zelvora is indicated for the management of [pain] in adults who tolerate opioids for their [glorp].",
            [T, POP],
        ),
        ("For the treatment of [glorp], and in patients with [snark].", [T, T]),
        ("Zelvora is indicated for patients with [glorp] from [snark].", [T, C]),
        ("Treatment of [glorp] before irreversible [snark] sets in.", [T, C]),
        ("Zelvora is indicated for fever due to Bacillus zorbii, including inhaled [glorp].", [T]),
        ("Zelvora is indicated for patients with newly diagnosed [glorp].", [T]),
        ("Zelvora is indicated in patients with symptomatic [glorp].", [T]),
        ("Treatment of [glorp] (for palliation only).", [Role.PALLIATES]),
        ("Relieves these symptoms due to [glorp].", [T]),
        ("Studies have shown that [glorp] responds to other drugs.", [B]),
    ],
)
def test_a_disease_has_the_role_that_the_words_before_it_give(text: str, expected: list[Role]) -> None:
    words = [part.split("]")[0] for part in text.split("[")[1:]]

    assert roles(text.replace("[", "").replace("]", ""), *words) == expected


def test_all_items_of_a_list_are_indicated_and_those_of_a_limitation_are_not() -> None:
    text = "Zelvora is indicated for:\n- glorp\n- snark\nLimitations of Use:\n- boojum"

    assert roles(text, "glorp", "snark", "boojum") == [T, T, X]


def test_a_list_that_a_denial_opens_is_denied() -> None:
    text = "Safety and effectiveness of Zelvora have not been established for:\n- glorp\n- snark"

    assert set(roles(text, "glorp", "snark")) <= {X, B}


def test_the_items_of_a_preventing_head_are_prevented() -> None:
    text = "Zelvora is indicated to reduce the risk of:\n- snark\n- boojum in adults with glorp"

    assert roles(text, "snark", "boojum", "glorp") == [P, P, POP]


def test_patients_under_a_preventing_head_are_the_population() -> None:
    text = "Zelvora is indicated for the prevention of snark in:\n- Adult patients suffering from glorp"

    assert roles(text, "snark", "glorp") == [P, POP]


def test_a_nested_head_about_causes_holds_for_what_goes_on_in_lower_case_only() -> None:
    text = "Zelvora is indicated for:\n- adults with glorp that relapsed after:\n- surgery for snark\nBoojum Disease"

    assert roles(text, "glorp", "snark", "Boojum Disease") == [T, C, T]


def test_treatment_and_prevention_are_both_stated() -> None:
    text = "Zelvora is indicated for the treatment and prevention of glorp."

    assert {statement.role for statement in find_statements(text, mentions(text, ["glorp"]))} == {T, P}


def test_a_heading_is_meant_by_the_use_that_follows_and_names_no_disease() -> None:
    text = "Glorp\nZelvora, with Bandrol, is indicated for the reduction of signs and symptoms in: adults"

    assert roles(text, "Glorp") == [T]


def test_a_heading_over_a_denial_is_no_use() -> None:
    assert roles("Glorp\nZelvora is not indicated for this.", "Glorp") == [B]


def test_the_name_of_a_group_over_a_list_is_no_use() -> None:
    text = "Zelvora is indicated for the following glorpic conditions:\n- snark"

    assert roles(text, "glorpic conditions", "snark") == [B, T]


def test_an_organism_is_a_cause_and_what_follows_it_is_not() -> None:
    text = "Zelvora is indicated for carriers of Neisseria zorbii and glorp."

    assert roles(text, "Neisseria zorbii", "glorp") == [C, T]


def test_a_measure_gives_way_to_the_disease_that_is_named() -> None:
    text = "Zelvora is indicated to reduce cholesterol in patients with glorp."

    assert roles(text, "cholesterol", "glorp") == [B, T]


def test_a_heading_within_the_sentence_is_not_its_target() -> None:
    text = "Glorp Zelvora tablets are indicated to reduce levels in patients with snark."

    assert roles(text, "Glorp", "snark") == [B, T]


def test_a_name_in_capitals_behind_a_plain_word_begins_a_new_item() -> None:
    text = "Zelvora is indicated for glorp after failure of chemotherapy Mixed Boojum Disease."

    assert roles(text, "glorp", "Mixed Boojum Disease") == [T, T]


def test_the_same_name_behind_an_adjective_goes_on_with_the_sentence() -> None:
    text = "Zelvora is indicated for glorp after failure in severe Boojum Disease."

    assert roles(text, "glorp", "Boojum Disease") == [T, C]


def test_a_use_is_stated_even_where_no_disease_is_known() -> None:
    assert states_use("Zelvora is indicated for the prevention of pregnancy in women.", [])


@pytest.mark.parametrize(
    "text",
    ["Zelvora is not indicated for the prevention of pregnancy.", "Keep out of reach.", "Treatment of patients with"],
)
def test_a_text_without_a_use_states_none(text: str) -> None:
    assert not states_use(text, [])


def test_drugs_and_other_mentions_make_no_statement() -> None:
    assert list(find_statements("Zelvora is indicated for glorp.", [])) == []

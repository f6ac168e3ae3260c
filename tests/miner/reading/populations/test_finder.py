"""All finders together: order, places, roles, and a trait for each sentence that states it."""

from miner.reading.populations.finder import find_traits
from miner.records import Design, TraitKind, TraitRole
from tests.miner.reading.populations.marked import read, traits_of

TRIAL = (
    "<Quinapril> versus <lisinopril> in elderly patients with mild [hypertension].",
    "Hypertension is common in children.",
    "Forty men aged 66 to 80 years were randomised to <quinapril> 20 mg orally once daily or <lisinopril> 10 mg.",
    "Cough was seen in 10%.",
)


def test_a_trial_has_its_patients_and_its_treatment() -> None:
    article, places, mentions = read(*TRIAL)
    traits = find_traits(article, places, mentions, Design.RANDOMISED)
    assert [trait.start for trait in traits] == sorted(trait.start for trait in traits)
    said = {(t.kind.value, t.value, t.role.value) for t in traits}
    assert said == {
        ("age group", "older adult", "studied"),
        ("severity", "mild", "studied"),
        ("sex", "male", "studied"),
        ("dose", "20 mg", "studied"),
        ("dose", "10 mg", "comparator"),
        ("route", "oral", "studied"),
        ("schedule", "once daily", "studied"),
        ("comparator", "lisinopril", "studied"),
    }
    assert all(article.text[trait.start : trait.end].strip() for trait in traits)
    oral = next(trait for trait in traits if trait.kind is TraitKind.ROUTE)
    assert (article.text[oral.start : oral.end], oral.drug) == ("orally", "DRUGBANK:quinapril")


def test_words_of_a_part_of_the_patients_make_a_subgroup() -> None:
    traits = traits_of("We treated patients with pain.", "The drug helped especially in elderly patients.")
    assert [(t.value, t.role) for t in traits if t.kind is TraitKind.AGE_GROUP] == [("older adult", TraitRole.SUBGROUP)]


def test_each_sentence_that_states_a_trait_gives_it() -> None:
    traits = traits_of("We treated children.", "We saw that children and more children did well.")
    assert [t.value for t in traits if t.kind is TraitKind.AGE_GROUP] == ["child", "child"]


def test_an_empty_article_has_none() -> None:
    article, places, mentions = read("")
    assert find_traits(article, [], mentions) == ()
    assert find_traits(article, places, mentions) == ()

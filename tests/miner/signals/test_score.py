"""The score: weights of a table, parts in words, groups that can be switched off; and the shipped table."""

import math
from dataclasses import replace
from pathlib import Path

import pytest

from miner.errors import SignalError
from miner.records import Design, LabelLevel
from miner.signals.features import FEATURE_BY_NAME, FEATURES, GROUPS, LABELS, LITERATURE
from miner.signals.score import ScoreModel, Weight
from tests.miner.signals.facts import OBSERVED, evidence, facts, states

STUDIES = Weight("supporting studies", LITERATURE, 1.0, 1.0, 2.0, "")
AGE = Weight("age of the drug", LABELS, -0.5, 10.0, 5.0, "")
MODEL = ScoreModel([STUDIES, AGE], -2.0, (1.0, 1.0))


def test_the_chance_is_the_logistic_of_the_parts() -> None:
    score = MODEL.score(facts(evidence(supporting=3), drug_age=5.0))
    log_odds = -2.0 + (2.0 - 1.0) / 2 + 0.5
    assert score.chance == pytest.approx(100 / (1 + math.exp(-log_odds)), abs=0.01)
    assert (score.sum_of(LITERATURE), score.sum_of(LABELS)) == (0.5, 0.5)


def test_the_reasons_are_the_groups_then_each_part_in_words() -> None:
    score = MODEL.score(facts(evidence(supporting=7), drug_age=5.0))
    assert score.reasons() == (
        "odds of a label: literature \N{MULTIPLICATION SIGN}2.72, labels \N{MULTIPLICATION SIGN}1.65",
        "7 supporting studies \N{MULTIPLICATION SIGN}2.72",
        "first approved 5 years ago \N{MULTIPLICATION SIGN}1.65",
    )


def test_a_part_that_does_not_matter_is_not_shown() -> None:
    assert MODEL.score(facts(evidence(supporting=1), drug_age=9.9)).reasons() == (
        "odds of a label: literature \N{MULTIPLICATION SIGN}1.00, labels \N{MULTIPLICATION SIGN}1.01",
    )


def test_a_group_can_be_switched_off() -> None:
    old, new = facts(drug_age=20.0), facts(drug_age=1.0)
    assert MODEL.score(old).chance < MODEL.score(new).chance
    assert MODEL.only(LITERATURE).score(old) == MODEL.only(LITERATURE).score(new)


def test_values_and_facts_give_the_same_chance() -> None:
    found = facts(evidence(supporting=5))
    values = [feature.value(found) for feature in FEATURES]
    assert MODEL.chance(values) == pytest.approx(MODEL.score(found).chance, abs=0.01)


def test_the_shipped_weights_have_the_signs_that_their_features_allow() -> None:
    model = ScoreModel.load()
    assert {weight.group for weight in model.weights} == set(GROUPS)
    for weight in model.weights:
        feature = FEATURE_BY_NAME[weight.feature]
        assert feature.is_learnt
        assert feature.group == weight.group
        assert weight.weight * feature.sign >= 0


def test_a_table_with_an_unknown_feature_is_refused(tmp_path: Path) -> None:
    rows = ["feature\tgroup\tweight\tmean\tspread\tsource"]
    rows += [f"{name}\tconstant\t1\t0\t1\t" for name in ("intercept", "prior shape", "prior rate")]
    (tmp_path / "weights.tsv").write_text("\n".join([*rows, "beauty\tliterature\t1\t0\t1\t"]) + "\n", "utf-8")
    with pytest.raises(SignalError, match="no feature 'beauty'"):
        ScoreModel.load(tmp_path)
    (tmp_path / "weights.tsv").write_text("\n".join(rows[:2]) + "\n", "utf-8")
    with pytest.raises(SignalError, match="prior"):
        ScoreModel.load(tmp_path)


def value(name: str, found: object) -> float:
    return FEATURE_BY_NAME[name].value(found)  # type: ignore[arg-type]


def test_a_first_randomised_trial_of_the_last_years_is_a_step_up_and_an_old_one_is_not() -> None:
    new = replace(OBSERVED, first_years={Design.CASE_REPORT: 2001, Design.RANDOMISED: 2009})
    old = replace(OBSERVED, first_years={Design.RANDOMISED: 2003})
    assert value("step up", facts(observed=new)) == 1.0
    assert FEATURE_BY_NAME["step up"].words(facts(observed=new)) == "first randomised trial in 2009"
    assert value("step up", facts(observed=old)) == 0.0


def test_what_stands_still_for_ten_years_is_known_and_what_moves_is_not() -> None:
    assert value("standing still", facts(evidence(studies_by_year={2000: 2}))) == 1.0
    assert value("standing still", facts(evidence(studies_by_year={2000: 2, 2009: 1}))) == 0.0


def test_a_drug_without_a_day_counts_as_old() -> None:
    assert value("old drug", facts(drug_age=None)) == value("old drug", facts(drug_age=40.0)) == 1.0
    assert value("old drug", facts(drug_age=19.0)) == 0.0


def test_a_label_elsewhere_is_seen_and_another_age_group_there_is_none() -> None:
    assert value("approved elsewhere", facts(labels=states(LabelLevel.OFF, LabelLevel.FORM))) == 1.0
    assert value("approved elsewhere", facts(labels=states(LabelLevel.OFF, LabelLevel.SIBLING))) == 0.0


def test_every_feature_has_words_for_every_candidate() -> None:
    for found in (facts(), facts(evidence(supporting=1, studies_by_year={2010: 1}), drug_age=None)):
        assert all(feature.words(found) for feature in FEATURES)


@pytest.mark.parametrize(
    ("designs", "is_preclinical"),
    [
        ({Design.IN_VITRO: 1, Design.ANIMAL: 2}, 1.0),
        ({Design.IN_VITRO: 1, Design.CASE_REPORT: 1}, 0.0),
        ({Design.UNKNOWN: 1}, 0.0),
    ],
)
def test_cells_and_animals_alone_are_told_from_patients(designs: dict[Design, int], is_preclinical: float) -> None:
    found = replace(evidence(), supporting_by_design=designs)
    assert value("no patients", facts(found)) == is_preclinical


def test_a_set_of_drugs_is_told_from_one() -> None:
    assert value("set of drugs", facts(evidence("D:1+D:2"))) == 1.0
    assert value("set of drugs", facts(evidence("D:1"))) == 0.0

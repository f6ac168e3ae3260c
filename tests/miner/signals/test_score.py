"""The score: weights of a table, parts in words, groups that can be switched off; and the shipped table."""

import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from miner.backtest.protocol import new_years
from miner.errors import SignalError
from miner.jurisdictions import CODES
from miner.records import Certainty, ClaimRelation, Design, EvidenceRow, LabelFact, LabelLevel
from miner.signals.features import FEATURE_BY_NAME, FEATURES, GROUPS, LABELS, LITERATURE, values_of
from miner.signals.observed import observe
from miner.signals.score import ScoreModel, Weight
from tests.miner.records import DISEASE, DRUG
from tests.miner.signals.facts import OBSERVED, evidence, facts, states

STUDIES = Weight("supporting studies", LITERATURE, 1.0, 1.0, 2.0)
AGE = Weight("age of the drug", LABELS, -0.5, 10.0, 5.0)
ELSEWHERE = Weight("approved elsewhere", LABELS, 0.7, 0.0, 1.0)
INTERCEPTS = {"US": -2.0, "EU": -3.0, "JP": -4.0}
MODEL = ScoreModel([STUDIES, AGE], INTERCEPTS, (1.0, 1.0))


def test_the_chance_is_the_logistic_of_the_parts() -> None:
    score = MODEL.score(facts(evidence(supporting=3), drug_age=5.0))
    log_odds = -2.0 + (2.0 - 1.0) / 2 + 0.5
    assert score.chance == pytest.approx(100 / (1 + math.exp(-log_odds)), abs=0.01)
    assert (score.sum_of(LITERATURE), score.sum_of(LABELS)) == (0.5, 0.5)


def test_the_reasons_are_the_groups_then_each_part_in_words() -> None:
    score = MODEL.score(facts(evidence(supporting=7), drug_age=5.0))
    assert score.reasons() == (
        "odds of a label: literature \N{MULTIPLICATION SIGN}2.72, labels \N{MULTIPLICATION SIGN}1.65",
        "chance of a label within eight years: US 37.8 %",
        "7 supporting studies \N{MULTIPLICATION SIGN}2.72",
        "first approved 5 years ago \N{MULTIPLICATION SIGN}1.65",
    )


def test_a_part_that_does_not_matter_is_not_shown() -> None:
    assert MODEL.score(facts(evidence(supporting=1), drug_age=9.9)).reasons() == (
        "odds of a label: literature \N{MULTIPLICATION SIGN}1.00, labels \N{MULTIPLICATION SIGN}1.01",
        "chance of a label within eight years: US 12.0 %",
    )


def test_a_group_can_be_switched_off() -> None:
    old, new = facts(drug_age=20.0), facts(drug_age=1.0)
    assert MODEL.score(old).chance < MODEL.score(new).chance
    assert MODEL.only(LITERATURE).score(old) == MODEL.only(LITERATURE).score(new)


def test_in_a_small_ledger_what_compares_a_pair_with_the_ledger_counts_by_its_share() -> None:
    topic = Weight("topic of the drug", LITERATURE, -0.8, 5.0, 1.0)
    model = ScoreModel([STUDIES, topic], INTERCEPTS, (1.0, 1.0), 1000.0)
    small = model.for_corpus(250)
    assert [weight.weight for weight in small.weights] == [1.0, -0.2]
    assert small.score(facts()).chance < model.score(facts()).chance  # a drug of one disease would look like a rare one
    assert [model.for_corpus(count).weights for count in (1000, 9000)] == [model.weights] * 2
    assert model.only(LABELS).corpus == small.corpus == 1000.0


def test_values_and_facts_give_the_same_chance() -> None:
    found = facts(evidence(supporting=5))
    assert MODEL.chance(values_of(found)) == pytest.approx(MODEL.score(found).chance, abs=0.01)


def test_the_chance_of_some_regions_is_that_of_any_of_their_labels_where_the_use_is_off_label() -> None:
    model = ScoreModel([STUDIES, ELSEWHERE], INTERCEPTS, (1.0, 1.0))
    found = facts(labels=states(LabelLevel.OFF, LabelLevel.ON, LabelLevel.SIBLING))
    one = [1 / (1 + math.exp(-odds - (math.log2(3) - 1) / 2)) for odds in (-2.0 + 0.7, -4.0 + 0.7)]
    assert model.score(found).chances == pytest.approx({"US": 100 * one[0], "JP": 100 * one[1]}, abs=0.01)
    assert model.score(found).chance == pytest.approx(100 * (1 - (1 - one[0]) * (1 - one[1])), abs=0.01)
    assert model.score(found, ["JP"]).chance == pytest.approx(100 * one[1], abs=0.01)
    assert model.score(found, ["EU"]).chance == 0.0
    assert model.chance(values_of(found), ["EU", "JP"]) == pytest.approx(100 * one[1], abs=0.01)


def test_a_day_is_scored_by_the_latest_model_that_its_labels_could_have_taught(tmp_path: Path) -> None:
    rows = ["taught_until\tfeature\tgroup\tweight\tmean\tspread"]
    for year in (1997, 2006):
        names = ("intercept US", "intercept EU", "intercept JP", "prior shape", "prior rate")
        rows += [f"{year}-01-01\t{name}\tconstant\t{year}\t0\t1" for name in names]
    (tmp_path / "weights.tsv").write_text("\n".join(rows) + "\n", "utf-8")
    days = [date(1990, 1, 1), date(2005, 12, 31), date(2006, 1, 1), None]
    assert [ScoreModel.load(day, tmp_path).intercepts["US"] for day in days] == [1997, 1997, 2006, 2006]


def test_the_shipped_weights_have_the_signs_that_their_features_allow() -> None:
    models = [ScoreModel.load(day) for day in new_years(1997, 2026)]
    assert {weight.group for model in models for weight in model.weights} == set(GROUPS)
    for weight in (each for model in models for each in model.weights):
        feature = FEATURE_BY_NAME[weight.feature]
        assert feature.is_learnt
        assert feature.group == weight.group
        assert weight.weight * feature.sign >= 0


def test_a_table_with_an_unknown_feature_is_refused(tmp_path: Path) -> None:
    rows = ["taught_until\tfeature\tgroup\tweight\tmean\tspread"]
    constants = ("intercept US", "intercept EU", "intercept JP", "prior shape", "prior rate")
    rows += [f"2006-01-01\t{name}\tconstant\t1\t0\t1" for name in constants]
    unknown = "2006-01-01\tbeauty\tliterature\t1\t0\t1"
    (tmp_path / "weights.tsv").write_text("\n".join([*rows, unknown]) + "\n", "utf-8")
    with pytest.raises(SignalError, match="no feature 'beauty'"):
        ScoreModel.load(folder=tmp_path)
    (tmp_path / "weights.tsv").write_text("\n".join(rows[:4]) + "\n", "utf-8")
    with pytest.raises(SignalError, match="prior"):
        ScoreModel.load(folder=tmp_path)
    (tmp_path / "weights.tsv").write_text(rows[0] + "\n", "utf-8")
    with pytest.raises(SignalError, match="no weights"):
        ScoreModel.load(folder=tmp_path)


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


def test_what_a_region_has_is_no_label_elsewhere_and_the_market_is_its_own() -> None:
    found = facts(labels=states(LabelLevel.ON, LabelLevel.OFF), market_years={"US": 12.0, "EU": 3.0})
    assert value("approved elsewhere", found.seen_from("EU")) == 1.0
    assert value("approved elsewhere", found.seen_from("US")) == 0.0
    assert [value("years on the market", found.seen_from(code)) for code in CODES] == [12.0, 3.0, 20.0]
    assert found.open_regions == ("EU",)


@pytest.mark.parametrize(
    ("since", "kind", "is_new", "words"),
    [
        (date(2007, 1, 1), "stated", 1.0, "first labelled elsewhere within five years"),
        (date(2001, 1, 1), "stated", 0.0, "not labelled elsewhere within five years"),
        (None, "", 0.0, "labelled elsewhere on an unknown day"),
    ],
)
def test_a_first_label_elsewhere_is_new_for_five_years_and_the_words_say_which(
    since: date | None, kind: str, is_new: float, words: str
) -> None:
    fact = LabelFact(fact_id="f", drugs=(DRUG,), disease=DISEASE, jurisdiction="EU", since=since, since_kind=kind)
    off, on = states(LabelLevel.OFF, LabelLevel.ON)
    found = facts(labels=(off, replace(on, fact=fact))).seen_from("US")
    assert value("newly approved elsewhere", found) == is_new
    assert FEATURE_BY_NAME["newly approved elsewhere"].words(found) == words


def test_a_market_whose_first_day_is_unknown_is_said_to_be_unknown() -> None:
    found = facts(labels=states(LabelLevel.OFF, LabelLevel.OFF), market_years={"US": 12.0})
    words = FEATURE_BY_NAME["years on the market"].words
    assert words(found.seen_from("US")) == "in the US market for 12 years"
    assert words(found.seen_from("EU")) == "first approval in EU unknown"


def test_a_use_by_reviews_alone_has_no_study_and_is_not_called_bench_work() -> None:
    found = facts(replace(evidence(supporting=0), review_count=2, studies_by_year={}))
    assert value("no patients", found) == 0.0
    assert FEATURE_BY_NAME["idle years"].words(found) == "no study of its own"
    assert FEATURE_BY_NAME["standing still"].words(found) == "reviews alone"


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


def test_a_registered_trial_that_failed_does_not_count_as_registered() -> None:
    found = [
        EvidenceRow(pmid=pmid, relation=relation, certainty=Certainty.STATED, design=Design.RANDOMISED, year=2009,
                    trial_ids=(f"nct:NCT0000000{pmid}",))
        for pmid, relation in ((1, ClaimRelation.TREATS), (2, ClaimRelation.NO_BENEFIT), (3, ClaimRelation.GIVEN_FOR))
    ]  # fmt: skip
    assert observe("D", found).registered_count == 2
    given = [replace(each, relation=ClaimRelation.GIVEN_FOR) for each in found[1:]]
    assert observe("D", [*found, *given]).given_count == 1

"""Cohorts from rows: groups, one value a study, intervals, and means within a design."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from miner.cohorts.cohorts import cohorts_of
from miner.cohorts.records import Measure
from miner.records import Design, OutcomeKind
from tests.miner.cohorts.rows import a_row


def test_a_row_is_in_the_cohort_of_each_of_its_biomarkers() -> None:
    cohorts = cohorts_of([a_row(1, 40, of=30), a_row(2, 50, of=20, biomarkers=("M:1", "M:2"))])
    assert [(c.biomarker, c.studies, c.patients) for c in cohorts] == [("", 1, 30), ("M:1", 1, 20), ("M:2", 1, 20)]


def test_the_order_of_drugs_makes_no_other_cohort() -> None:
    (cohort,) = cohorts_of([a_row(1, 40, drugs=("D:2", "D:1")), a_row(2, 50, drugs=("D:1", "D:2"))])
    assert (cohort.drugs, cohort.studies) == (("D:1", "D:2"), 2)


@pytest.mark.parametrize(
    "row", [a_row(1, 40, size=30), a_row(1, 12, of=30, unit="patients"), a_row(1, 40, of=30, bounds=(1, 99))]
)
def test_counts_give_an_exact_interval(row: object) -> None:
    (value,) = cohorts_of([row])[0].values
    assert (value.events, value.patients, value.is_exact) == (12, 30, True)
    assert (value.low, value.high) == pytest.approx((22.66, 59.40), abs=0.01)


def test_without_counts_the_stated_interval_stands() -> None:
    (value,) = cohorts_of([a_row(1, 40, bounds=(30, 51))])[0].values
    assert (value.low, value.high, value.is_exact) == (30, 51, False)
    for row in (a_row(1, 40, bounds=(30, 51), level=90), a_row(1, 40, bounds=(41, 51)), a_row(1, 41, size=30)):
        (value,) = cohorts_of([row])[0].values
        assert (value.low, value.high, value.is_exact) == (None, None, False)


def test_medians_are_in_months() -> None:
    rows = [a_row(1, 26, unit="weeks", kind=OutcomeKind.PROGRESSION_FREE_SURVIVAL, bounds=(13, 52))]
    (value,) = cohorts_of(rows)[0].values
    assert value.measure is Measure.PROGRESSION_FREE_SURVIVAL
    assert (value.estimate, value.low, value.high) == pytest.approx((5.98, 2.99, 11.96), abs=0.01)
    assert cohorts_of([a_row(1, 26, unit="%", kind=OutcomeKind.OVERALL_SURVIVAL)])[0].values == ()


def test_a_study_gives_one_value_for_each_arm_and_measure() -> None:
    rows = [
        a_row(1, 40, of=10, study=7, year=2014),
        a_row(2, 50, of=30, study=7, year=2016),
        a_row(3, 20, of=10, study=7, arm="low dose"),
    ]
    (cohort,) = cohorts_of(rows)
    assert (cohort.studies, cohort.patients) == (1, 30)
    assert {(v.pmid, v.arm) for v in cohort.values} == {(2, "all"), (3, "low dose")}


@pytest.mark.parametrize(
    "row", [a_row(1, 40, arm="between"), a_row(1, 40, arm="placebo"), a_row(1, 140, of=30), a_row(1, 40, sign="<")]
)
def test_what_is_no_result_of_the_drug_is_no_value(row: object) -> None:
    assert cohorts_of([row])[0].values == ()


def test_designs_are_never_pooled_together() -> None:
    rows = [a_row(n, 50, of=20, design=Design.PHASE_2) for n in (1, 2)]
    rows += [a_row(n, 50, of=20, design=Design.RANDOMISED) for n in (3, 4)]
    assert cohorts_of(rows)[0].pools == ()
    (pool,) = cohorts_of([*rows, a_row(5, 50, of=20)])[0].pools
    assert (pool.design, pool.studies, pool.patients) == (Design.PHASE_2, 3, 60)
    assert (pool.estimate, pool.i2) == pytest.approx((50, 0))


def test_case_reports_are_shown_and_never_pooled() -> None:
    (cohort,) = cohorts_of([a_row(n, 100, of=1, design=Design.CASE_REPORT) for n in (1, 2, 3, 4)])
    assert (len(cohort.values), cohort.pools) == (4, ())


def test_a_study_of_several_arms_counts_once_in_the_mean() -> None:
    rows = [a_row(n, 50, of=20) for n in (1, 2, 3)] + [a_row(1, 0, of=10, arm="low dose")]
    (pool,) = cohorts_of(rows)[0].pools
    assert (pool.studies, pool.patients) == (3, 60)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 6), st.integers(0, 40), st.sampled_from(list(Design))), max_size=14), st.randoms()
)
def test_the_order_of_rows_changes_nothing(made: list[tuple[int, int, Design]], draw: object) -> None:
    rows = [a_row(n, events, of=40, unit="patients", study=s, design=d) for n, (s, events, d) in enumerate(made, 1)]
    shuffled = list(rows)
    draw.shuffle(shuffled)
    for one, other in zip(cohorts_of(rows), cohorts_of(shuffled), strict=True):
        assert one.values == other.values
        assert [p.estimate for p in one.pools] == pytest.approx([p.estimate for p in other.pools])

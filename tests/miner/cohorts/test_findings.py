"""What stands out among cohorts, with the near cases that must not."""

import pytest

from miner.cohorts.cohorts import cohorts_of
from miner.cohorts.findings import compare_subgroups, exceptional_responders, futile_uses
from miner.records import Design
from tests.miner.cohorts.rows import a_row


def test_a_subgroup_that_responds_stands_out_with_its_patients() -> None:
    rows = [a_row(1, 5, of=60, unit="patients"), a_row(2, 10, of=14, unit="patients", biomarkers=("M:1",))]
    (found,) = compare_subgroups(cohorts_of(rows))
    assert (found.biomarker, found.reference, found.stands_out) == ("M:1", "", True)
    assert (found.share.patients, found.other.patients) == (14, 60)
    assert found.p < 0.001


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (a_row(2, 6, of=60, unit="patients", biomarkers=("M:1",)), "as few respond"),
        (a_row(2, 3, of=4, unit="patients", biomarkers=("M:1",)), "four patients"),
        (a_row(2, 1, of=60, unit="patients", biomarkers=("M:1",)), "fewer respond"),
    ],
)
def test_other_subgroups_are_compared_and_do_not_stand_out(row: object, why: str) -> None:
    (found,) = compare_subgroups(cohorts_of([a_row(1, 5, of=60, unit="patients"), row]))
    assert not found.stands_out, why


@pytest.mark.parametrize("design", [Design.RANDOMISED, Design.CASE_REPORT])
def test_subgroups_are_compared_within_a_design_alone(design: Design) -> None:
    rows = [a_row(1, 5, of=60, unit="patients"), a_row(2, 90, of=20, biomarkers=("M:1",), design=design)]
    assert compare_subgroups(cohorts_of(rows)) == ()


def test_a_report_of_a_response_where_few_respond_is_exceptional() -> None:
    report = a_row(2, 1, of=1, unit="patients", design=Design.CASE_REPORT, biomarkers=("M:1",))
    found = exceptional_responders(cohorts_of([a_row(1, 1, of=40, unit="patients"), report]))
    assert [(one.value.pmid, one.biomarker, one.others.patients) for one in found] == [(2, "M:1", 40), (1, "", 40)]


@pytest.mark.parametrize("events", [5, 30])
def test_a_response_is_no_exception_where_others_respond(events: int) -> None:
    report = a_row(2, 1, of=1, unit="patients", design=Design.CASE_REPORT)
    assert exceptional_responders(cohorts_of([a_row(1, events, of=40, unit="patients"), report])) == ()


def test_a_response_is_no_exception_where_nobody_was_studied() -> None:
    report = a_row(2, 1, of=1, unit="patients", design=Design.CASE_REPORT)
    assert exceptional_responders(cohorts_of([report, a_row(1, 0, of=9, unit="patients")])) == ()


def test_a_use_that_failed_twice_is_futile() -> None:
    (found,) = futile_uses(cohorts_of([a_row(1, 0, of=20), a_row(2, 1, of=25, unit="patients")]))
    assert (found.studies, found.patients, found.pmids) == (2, 45, (1, 2))


@pytest.mark.parametrize(
    "rows",
    [
        [a_row(1, 0, of=40)],
        [a_row(1, 0, of=40, study=5), a_row(2, 0, of=45, study=5)],
        [a_row(1, 0, of=4), a_row(2, 0, of=5)],
        [a_row(1, 0, of=40), a_row(2, 20, of=40)],
        [a_row(1, 0, of=1, design=Design.CASE_REPORT), a_row(2, 0, of=1, design=Design.CASE_REPORT)],
    ],
    ids=["one study", "one study twice", "nine patients", "one that works", "reports"],
)
def test_less_than_that_is_not_futile(rows: list[object]) -> None:
    assert futile_uses(cohorts_of(rows)) == ()

"""Outcomes of a ledger as cohorts: whose number it is, what is pooled, and what was known on a day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from miner.ledger import Ledger
from miner.records import Design, Outcome, OutcomeKind
from miner.report.cohorts import cohort_rows, find_cohorts, forest_plot_of, shown_cohorts
from tests.miner.records import DISEASE, DRUG, article, reading

RATES = {1: (30, 12), 2: (40, 10), 3: (50, 20)}
"""Patients and responders of each article."""


def outcomes(patients: int, responders: int) -> tuple[Outcome, ...]:
    use = {"drugs": (DRUG,), "disease": DISEASE}
    return (
        Outcome(kind=OutcomeKind.ENROLLED, value=patients, unit="patients", start=0, end=2, arm="all", **use),  # type: ignore[arg-type]
        Outcome(
            kind=OutcomeKind.RESPONSE_RATE, value=100 * responders / patients, unit="%", start=4, end=6, arm="all",
            **use,  # type: ignore[arg-type]
        ),
        Outcome(kind=OutcomeKind.RESPONSE_RATE, value=10, unit="%", start=8, end=10, arm="placebo"),
    )  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.db") as opened:
        articles = [article(pmid, entered_on=date(2010 + pmid, 1, 1)) for pmid in RATES]
        opened.articles.store(articles, digest="one", name="file.xml")
        readings = [
            replace(reading(pmid, design=Design.PHASE_2), outcomes=outcomes(*counts), text_design=Design.PHASE_2)
            for pmid, counts in RATES.items()
        ]
        readings[2] = replace(
            readings[2],
            design=Design.RANDOMISED,
            medline_design=Design.RANDOMISED,
            medline_known_on=date(2015, 1, 1),
        )
        opened.readings.store(readings, opened.readings.reader_id(("lexicon", "model", "code")))
        yield opened


def test_three_studies_of_one_design_have_a_mean_and_their_patients(ledger: Ledger) -> None:
    (cohort,) = find_cohorts(ledger, as_of=date(2014, 1, 1))
    (row,) = cohort_rows([cohort])
    found = row.properties
    assert (found["measure"], found["design"], found["study_count"], found["patient_count"]) == (
        "response rate", "phase 2", 3, 120,
    )  # fmt: skip
    assert found["low"] < found["value"] < found["high"]
    assert found["studies"][0].startswith("PMID 1 (2008): 40.0% (")
    mean, *studies = shown_cohorts([cohort], str)
    assert (mean.study_count, mean.patient_count, mean.pmids) == (3, 120, (1, 2, 3))
    assert [one.patient_count for one in studies] == [50, 40, 30]
    assert forest_plot_of([cohort], str).startswith("<svg")


def test_a_design_counts_from_the_day_that_medline_is_known_to_have_said_it(ledger: Ledger) -> None:
    (today,) = find_cohorts(ledger, drug_id=DRUG, disease=DISEASE, as_of=date(2016, 1, 1))
    assert {value.design for value in today.values} == {Design.PHASE_2, Design.RANDOMISED}
    assert not today.pools  # never across designs
    (earlier,) = find_cohorts(ledger, drug_id=DRUG, as_of=date(2012, 6, 1))
    assert [value.pmid for value in earlier.values] == [1, 2]


def test_cohorts_that_are_no_longer_there_are_kept_as_past(ledger: Ledger) -> None:
    rows = list(cohort_rows(find_cohorts(ledger)))
    assert ledger.cohorts.store(rows) == len(rows) == 2
    assert ledger.cohorts.store(rows) == 0
    assert ledger.cohorts.store(rows[:1]) == 1
    assert list(ledger.changes.removed_cohorts(0)) == [rows[1].cohort_id]
    assert [row["cohort_id"] for row in ledger.changes.cohorts(0)] == [rows[0].cohort_id]


def test_another_use_has_no_cohort(ledger: Ledger) -> None:
    assert list(find_cohorts(ledger, disease="MONDO:0004992")) == []
    assert forest_plot_of([], str) == ""

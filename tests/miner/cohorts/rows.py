"""Rows of studies for tests of cohorts."""

from miner.cohorts.records import StudyOutcome
from miner.records import Design, Outcome, OutcomeKind


def a_row(
    pmid: int,
    value: float,
    *,
    of: int | None = None,
    size: int | None = None,
    unit: str = "%",
    kind: OutcomeKind = OutcomeKind.RESPONSE_RATE,
    design: Design = Design.PHASE_2,
    biomarkers: tuple[str, ...] = (),
    study: int = 0,
    arm: str = "all",
    bounds: tuple[float, float] | None = None,
    level: float | None = 95,
    year: int | None = 2015,
    drugs: tuple[str, ...] = ("D:1",),
    sign: str = "=",
) -> StudyOutcome:
    """A number of a study; the study is that of the article unless given."""
    low, high = bounds or (None, None)
    outcome = Outcome(
        kind=kind, value=value, unit=unit, start=10, end=15, of=of, arm=arm, low=low, high=high, level=level, sign=sign
    )
    return StudyOutcome(
        pmid=pmid, design=design, year=year, drugs=drugs, disease="X:1", biomarkers=biomarkers, outcome=outcome,
        arm_size=size, study=study or pmid,
    )  # fmt: skip

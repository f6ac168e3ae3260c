"""The nouns of cohorts: StudyOutcome goes in; Value, Pool and Cohort come out."""

from dataclasses import dataclass
from enum import StrEnum

from miner.records import Design, Outcome


class Measure(StrEnum):
    """What is compared between studies."""

    RESPONSE = "response rate"
    CLINICAL_BENEFIT = "clinical benefit rate"
    PROGRESSION_FREE_SURVIVAL = "median progression-free survival"
    OVERALL_SURVIVAL = "median overall survival"
    GRADE_3_EVENTS = "grade 3 or higher events"

    @property
    def is_proportion(self) -> bool:
        """Whether it is a share of patients, in percent; the others are medians, in months."""
        return "survival" not in self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyOutcome:
    """One number of one article, with what it is about.

    `drugs` and `biomarkers` are identifiers in any order; no biomarker means patients who were not selected by one.
    `arm_size` is the number of patients behind the number, None if unknown. Articles with the same `study` report the
    same patients.
    """

    pmid: int
    design: Design
    year: int | None
    drugs: tuple[str, ...]
    disease: str
    biomarkers: tuple[str, ...]
    outcome: Outcome
    arm_size: int | None
    study: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One measured value of one arm of one study: percent of patients, or months.

    `low` and `high` bound the 95 % interval: exact (Clopper-Pearson) if `events` and `patients` are known, else as the
    article states it, None where neither is. `start` and `end` are the span in the article `pmid`.
    """

    measure: Measure
    estimate: float
    low: float | None
    high: float | None
    events: int | None
    patients: int | None
    pmid: int
    study: int
    design: Design
    year: int | None
    arm: str
    start: int
    end: int

    @property
    def is_exact(self) -> bool:
        """Whether the interval is computed from counts."""
        return self.events is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """The random-effects mean of a proportion over the studies of one design, in percent, with its heterogeneity.

    `low` and `high` bound the 95 % interval of the mean. `i2` is in percent, `tau2` on the logit scale; `q` is
    Cochran's, with `studies` - 1 degrees of freedom.
    """

    measure: Measure
    design: Design
    studies: int
    patients: int
    estimate: float
    low: float
    high: float
    i2: float
    tau2: float
    q: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """All that is known of a drug (or set of drugs) in a disease, among patients with a biomarker or unselected ones.

    `patients` sums the largest group of each study; groups of unknown size count nothing. `biomarker` is "" for
    patients who were not selected by one.
    """

    drugs: tuple[str, ...]
    disease: str
    biomarker: str
    studies: int
    patients: int
    values: tuple[Value, ...]
    pools: tuple[Pool, ...] = ()

    def of(self, measure: Measure) -> tuple[Value, ...]:
        """Return the values of one measure."""
        return tuple(value for value in self.values if value.measure is measure)

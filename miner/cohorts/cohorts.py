"""Cohorts from the outcomes of studies: one value a study, arm and measure, and a pool for each design.

A number of no group of the drug ("between" arms, a control) is left out. Of several articles on one study, and of
several numbers for one arm and measure, that with the most patients counts, and of these the latest. Case reports and
series are shown and never pooled: who responds is published, who does not is not.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from miner.cohorts.records import Cohort, Measure, Pool, StudyOutcome, Value
from miner.cohorts.statistics import events_of, exact_interval, pooled_share
from miner.records import Design, Outcome, OutcomeKind

MEASURES = {
    OutcomeKind.RESPONSE_RATE: Measure.RESPONSE,
    OutcomeKind.CLINICAL_BENEFIT_RATE: Measure.CLINICAL_BENEFIT,
    OutcomeKind.DISEASE_CONTROL_RATE: Measure.CLINICAL_BENEFIT,
    OutcomeKind.PROGRESSION_FREE_SURVIVAL: Measure.PROGRESSION_FREE_SURVIVAL,
    OutcomeKind.OVERALL_SURVIVAL: Measure.OVERALL_SURVIVAL,
    OutcomeKind.GRADE_3_ADVERSE_EVENTS: Measure.GRADE_3_EVENTS,
}
"""Kinds of outcome, and the measure that each of them is. Disease control counts stable disease of any length."""

POOLED_DESIGNS = frozenset(
    {
        Design.OBSERVATIONAL,
        Design.PHASE_1,
        Design.SINGLE_ARM,
        Design.PHASE_2,
        Design.PHASE_3,
        Design.RANDOMISED,
    }
)
"""Designs whose studies enrol patients before anyone knows who responds."""
POOLED_MIN = 3
"""Studies from which a mean is shown: of two, an honest interval says nothing."""

_MONTHS = {"month": 1.0, "year": 12.0, "week": 12 / 52.1775, "day": 12 / 365.2425}
_LEVELS = frozenset({None, 95})
_NO_GROUP = frozenset({"between", "placebo", "control"})


def cohorts_of(rows: Iterable[StudyOutcome]) -> tuple[Cohort, ...]:
    """Return the cohorts, sorted by drugs, disease and biomarker; a row with two biomarkers is in both cohorts."""
    groups: dict[tuple[tuple[str, ...], str, str], list[StudyOutcome]] = defaultdict(list)
    for row in rows:
        for biomarker in row.biomarkers or ("",):
            groups[tuple(sorted(row.drugs)), row.disease, biomarker].append(row)
    return tuple(_cohort(*key, groups[key]) for key in sorted(groups))


def _cohort(drugs: tuple[str, ...], disease: str, biomarker: str, rows: Sequence[StudyOutcome]) -> Cohort:
    values = tuple(_one_each(filter(None, map(_value, rows))))
    sizes: dict[int, int] = defaultdict(int)
    for row in rows:
        sizes[row.study] = max(sizes[row.study], row.arm_size or _denominator(row.outcome) or 0)
    return Cohort(
        drugs=drugs,
        disease=disease,
        biomarker=biomarker,
        studies=len(sizes),
        patients=sum(sizes.values()),
        values=values,
        pools=tuple(_pools(values)),
    )


def _one_each(values: Iterable[Value]) -> list[Value]:
    """Return one value for each study, arm and measure, in order of measure, design, year and article."""
    best: dict[tuple[int, str, Measure], Value] = {}
    for value in values:
        key = (value.study, value.arm.lower(), value.measure)
        if key not in best or _weight(value) > _weight(best[key]):
            best[key] = value
    order = list(Measure)
    return sorted(best.values(), key=lambda v: (order.index(v.measure), -v.design, v.year or 0, v.pmid, v.arm, v.start))


def _weight(value: Value) -> tuple[int, int, int, int]:
    return value.patients or 0, value.year or 0, value.pmid, -value.start


def _value(row: StudyOutcome) -> Value | None:
    """Return what a row measures, None if it is no measure, of no group, or in a unit that cannot be read."""
    outcome = row.outcome
    measure = MEASURES.get(outcome.kind)
    if measure is None or outcome.arm.lower() in _NO_GROUP or outcome.sign != "=":
        return None
    found = _share(row) if measure.is_proportion else _months(outcome)
    if found is None:
        return None
    estimate, low, high, events, patients = found
    return Value(
        measure=measure,
        estimate=estimate,
        low=low,
        high=high,
        events=events,
        patients=patients if measure.is_proportion else row.arm_size,
        pmid=row.pmid,
        study=row.study,
        design=row.design,
        year=row.year,
        arm=outcome.arm,
        start=outcome.start,
        end=outcome.end,
    )


_Numbers = tuple[float, float | None, float | None, int | None, int | None]
"""Estimate, low, high, events, patients."""


def _share(row: StudyOutcome) -> _Numbers | None:
    """Return a proportion in percent, with exact bounds if its counts are known."""
    outcome = row.outcome
    patients = _denominator(outcome) or row.arm_size
    if outcome.unit == "%":
        if not 0 <= outcome.value <= 100:
            return None
        events = events_of(outcome.value, patients) if patients else None
    else:
        events = int(outcome.value) if outcome.value == int(outcome.value) else None
        if events is None or patients is None or not 0 <= events <= patients:
            return None
    if events is not None and patients:
        low, high = exact_interval(events, patients)
        return 100 * events / patients, 100 * low, 100 * high, events, patients
    low_stated, high_stated = _stated(outcome)
    return outcome.value, low_stated, high_stated, None, None  # no number of these patients makes this rate


def _denominator(outcome: Outcome) -> int | None:
    return outcome.of or None


def _months(outcome: Outcome) -> _Numbers | None:
    """Return a median in months with its stated interval, None for another unit or a rate at a time."""
    factor = _MONTHS.get(outcome.unit.lower().removesuffix("s"))
    if factor is None or outcome.value < 0:
        return None
    low, high = _stated(outcome)
    return (
        outcome.value * factor,
        None if low is None else low * factor,
        None if high is None else high * factor,
        None,
        None,
    )


def _stated(outcome: Outcome) -> tuple[float | None, float | None]:
    """Return the stated bounds if they are those of a 95 % interval around the value."""
    if outcome.low is None or outcome.high is None or outcome.level not in _LEVELS:
        return None, None
    return (outcome.low, outcome.high) if outcome.low <= outcome.value <= outcome.high else (None, None)


def _pools(values: Sequence[Value]) -> Iterator[Pool]:
    """Yield a pool for each proportion and design with enough studies; of one study the largest arm takes part."""
    largest: dict[tuple[Measure, Design], dict[int, Value]] = defaultdict(dict)
    for value in values:
        if value.events is not None and value.patients and value.design in POOLED_DESIGNS:
            studies = largest[value.measure, value.design]
            if value.study not in studies or _weight(value) > _weight(studies[value.study]):
                studies[value.study] = value
    for (measure, design), studies in largest.items():
        if len(studies) >= POOLED_MIN:
            counts = [(v.events or 0, v.patients or 0) for v in studies.values()]
            mean = pooled_share(counts)
            yield Pool(
                measure=measure,
                design=design,
                studies=len(counts),
                patients=sum(patients for _, patients in counts),
                estimate=100 * mean.estimate,
                low=100 * mean.low,
                high=100 * mean.high,
                i2=mean.i2,
                tau2=mean.tau2,
                q=mean.q,
            )

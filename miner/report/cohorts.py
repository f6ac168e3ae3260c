"""The cohorts of a ledger: outcomes tied to uses, pooled by `miner.cohorts`, as rows for ledger, graph and list."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from graph.identifiers import combination_id, ingredients_of
from miner.cohorts.cohorts import cohorts_of
from miner.cohorts.findings import compare_subgroups, exceptional_responders, futile_uses
from miner.cohorts.forest import forest_plot
from miner.cohorts.records import Cohort, Measure, Pool, StudyOutcome, Value
from miner.ledger import Ledger
from miner.ledger.cohorts import CohortRow, OutcomeRow
from miner.records import Certainty, ClaimRelation, Design, EvidenceRow, OutcomeKind
from miner.report.records import CohortRow as ShownCohort
from miner.signals.counts import NO_NEW_STUDY, group_studies

_SIZES = (OutcomeKind.EVALUABLE, OutcomeKind.ENROLLED)
_WHOLE = frozenset({"", "all"})


def find_cohorts(
    ledger: Ledger, *, drug_id: str | None = None, disease: str | None = None, as_of: date | None = None
) -> Iterator[Cohort]:
    """Yield the cohorts of each use, in order of drug, disease and biomarker.

    Args:
        ledger: the ledger, open.
        drug_id: only this drug or combination.
        disease: only this disease.
        as_of: only articles that PubMed held on this day.
    """
    rows = ledger.cohorts.outcomes(drug_id=drug_id, disease=disease, as_of=as_of)
    for _, of_use in groupby(rows, key=lambda row: (row.drug_id, row.disease)):
        yield from cohorts_of(study_outcomes(list(of_use)))


def study_outcomes(rows: list[OutcomeRow]) -> Iterator[StudyOutcome]:
    """Yield the outcomes of one use with the study that each belongs to and the patients behind it.

    Reviews add no study. The patients are the denominator beside a number, else the size of its arm, else, for results
    of the whole study, the patients who could be evaluated or were enrolled.
    """
    rows = [row for row in rows if row.design not in NO_NEW_STUDY]
    study_of = group_studies([_as_evidence(row) for row in rows])
    for pmid, of_article in groupby(rows, key=lambda row: row.pmid):
        found = list(of_article)
        sizes = _sizes(found)
        for row in found:
            yield StudyOutcome(
                pmid=pmid,
                design=row.design,
                year=row.year,
                drugs=ingredients_of(row.drug_id),
                disease=row.disease,
                biomarkers=row.biomarkers,
                outcome=row.outcome,
                arm_size=row.outcome.of or sizes.get(row.outcome.arm.lower()),
                study=study_of[pmid],
            )


def _sizes(rows: Iterable[OutcomeRow]) -> dict[str, int]:
    """Return the patients of each arm of an article, "all" for the whole study."""
    sizes: dict[str, int] = {}
    for kind in (*reversed(_SIZES), OutcomeKind.ARM_SIZE):
        for row in rows:
            one = row.outcome
            if one.kind is kind and one.value == int(one.value) > 0:
                arms = {"all"} if kind in _SIZES else {one.arm.lower()}
                sizes |= dict.fromkeys(arms, int(one.value))
    return sizes


def _as_evidence(row: OutcomeRow) -> EvidenceRow:
    return EvidenceRow(
        pmid=row.pmid,
        relation=ClaimRelation.GIVEN_FOR,
        certainty=Certainty.STATED,
        design=row.design,
        year=row.year,
        trial_ids=row.trial_ids,
    )


SHOWN_MAX = 12
"""Rows of cohorts that an entry of the list shows."""


def shown_cohorts(cohorts: Iterable[Cohort], name_of: Callable[[str], str]) -> tuple[ShownCohort, ...]:
    """Return the cohorts of one use as the list shows them: means first, then results with the most patients."""
    rows = [row for cohort in cohorts for row in _shown_rows(cohort, name_of)]
    rows.sort(key=lambda row: (row.study_count == 1, -(row.patient_count or 0), row.who, row.measure, row.pmids))
    return tuple(rows[:SHOWN_MAX])


def forest_plot_of(cohorts: Sequence[Cohort], name_of: Callable[[str], str]) -> str:
    """Return the forest plot of the cohort with the most response rates as SVG, "" if it has fewer than two."""
    largest = max(cohorts, key=lambda cohort: len(cohort.of(Measure.RESPONSE)), default=None)
    if largest is None or len(largest.of(Measure.RESPONSE)) < 2:
        return ""
    curies = (*largest.drugs, largest.disease, largest.biomarker)
    return forest_plot(largest, Measure.RESPONSE, {curie: name_of(curie) for curie in curies if curie})


def _shown_rows(cohort: Cohort, name_of: Callable[[str], str]) -> Iterator[ShownCohort]:
    group = name_of(cohort.biomarker) if cohort.biomarker else "all patients"
    for pool in cohort.pools:
        pooled = [v for v in cohort.of(pool.measure) if v.design is pool.design]
        yield ShownCohort(
            who=f"{group}, {pool.design.title}, mean of {pool.studies} studies (I\N{SUPERSCRIPT TWO} {pool.i2:.0f}%)",
            study_count=pool.studies,
            measure=pool.measure.value,
            value=round(pool.estimate, 1),
            low=round(pool.low, 1),
            high=round(pool.high, 1),
            unit="%",
            level=95,
            patient_count=pool.patients,
            pmids=tuple(sorted({value.pmid for value in pooled})),
        )
    for value in cohort.values:
        arm = f", {value.arm}" if value.arm not in _WHOLE else ""
        has_interval = value.low is not None and value.high is not None
        yield ShownCohort(
            who=f"{group}, {value.design.title}{arm}",
            study_count=1,
            measure=value.measure.value,
            value=round(value.estimate, 1),
            low=None if value.low is None else round(value.low, 1),
            high=None if value.high is None else round(value.high, 1),
            unit="%" if value.measure.is_proportion else "months",
            level=95 if has_interval else None,
            patient_count=value.patients,
            pmids=(value.pmid,),
        )


def cohort_rows(cohorts: Iterable[Cohort]) -> Iterator[CohortRow]:
    """Yield a row for each cohort, measure and design, with what stands out about it."""
    for _, of_use in groupby(cohorts, key=lambda cohort: (cohort.drugs, cohort.disease)):
        group = list(of_use)
        findings = _findings(group)
        for cohort in group:
            yield from _rows(cohort, findings)


_Key = tuple[str, Design]
"""Biomarker and design."""


def _findings(group: list[Cohort]) -> dict[_Key, list[tuple[str, str]]]:
    """Return what stands out in the response rates of one use: the kind of finding and the words for it."""
    found: dict[_Key, list[tuple[str, str]]] = {}
    for one in compare_subgroups(group):
        if one.stands_out:
            words = f"stands out: {one.share.rate:.0f}% beside {one.other.rate:.0f}% of {one.other.patients} others"
            found.setdefault((one.biomarker, one.share.design), []).append(("exceptional", words))
    for each in exceptional_responders(group):
        words = f"exceptional: PMID {each.value.pmid} responded, {each.others.rate:.0f}% of {each.others.patients} did"
        found.setdefault((each.biomarker, each.value.design), []).append(("exceptional", words))
    for use in futile_uses(group):
        words = f"futile: {use.studies} studies of {use.patients} patients, hardly a response"
        for share in use.shares:
            found.setdefault((use.biomarker, share.design), []).append(("futile", words))
    return found


def _rows(cohort: Cohort, findings: dict[_Key, list[tuple[str, str]]]) -> Iterator[CohortRow]:
    drug_id = combination_id(cohort.drugs)
    pools = {(pool.measure, pool.design): pool for pool in cohort.pools}
    for measure in Measure:
        by_design: dict[Design, list[Value]] = {}
        for value in cohort.of(measure):
            by_design.setdefault(value.design, []).append(value)
        for design, values in by_design.items():
            noted = findings.get((cohort.biomarker, design), []) if measure is Measure.RESPONSE else []
            yield CohortRow(
                cohort_id=f"COHORT:{drug_id}|{cohort.disease}|{cohort.biomarker}|{measure}|{design.title}",
                drug_id=drug_id,
                disease=cohort.disease,
                biomarker=cohort.biomarker,
                properties={
                    "measure": measure.value,
                    "design": design.title,
                    **_result(values, pools.get((measure, design))),
                    "unit": "%" if measure.is_proportion else "months",
                    "studies": [_in_words(value) for value in values],
                    "is_exceptional": any(kind == "exceptional" for kind, _ in noted),
                    "is_futile": any(kind == "futile" for kind, _ in noted),
                    "findings": list(dict.fromkeys(words for _, words in noted)) or None,
                },
            )


def _result(values: list[Value], pool: Pool | None) -> dict[str, object]:
    """Return the pooled result, that of the only study, or none: studies that are not pooled have no common value."""
    studies = {value.study for value in values}
    bounds: dict[str, float | None]
    counts = {"study_count": len(studies), "patient_count": sum(_patients(values).values())}
    if pool is not None:
        bounds = {"value": pool.estimate, "low": pool.low, "high": pool.high, "i_squared": pool.i2}
        summary = (
            f"{pool.estimate:.1f}% ({pool.low:.1f} to {pool.high:.1f}) of {pool.patients:,} in {pool.studies} studies"
        )
    elif len(values) == 1:
        (only,) = values
        bounds = {"value": only.estimate, "low": only.low, "high": only.high, "i_squared": None}
        summary = _number(only)
    else:
        bounds = dict.fromkeys(("value", "low", "high", "i_squared"))
        summary = "; ".join(map(_number, values[:3])) + ("; …" if len(values) > 3 else "")
    rounded = {name: None if number is None else round(number, 2) for name, number in bounds.items()}
    return {**counts, **rounded, "level": 95.0 if rounded["low"] is not None else None, "summary": summary}


def _patients(values: Iterable[Value]) -> dict[int, int]:
    largest: dict[int, int] = {}
    for value in values:
        largest[value.study] = max(value.patients or 0, largest.get(value.study, 0))
    return largest


def _number(value: Value) -> str:
    unit = "%" if value.measure.is_proportion else " months"
    interval = f" ({value.low:.1f} to {value.high:.1f})" if value.low is not None and value.high is not None else ""
    patients = f" of {value.patients:,}" if value.patients else ""
    return f"{value.estimate:.1f}{unit}{interval}{patients}"


def _in_words(value: Value) -> str:
    arm = f", {value.arm}" if value.arm not in _WHOLE else ""
    return f"PMID {value.pmid} ({value.year or 'no year'}): {_number(value)}{arm}"

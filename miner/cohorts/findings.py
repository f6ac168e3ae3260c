"""What stands out among cohorts: a subgroup that responds, a patient who responds where others do not, futile repeats.

Each finding has a rule as data. All of them look at response rates with known counts; sums are made within one design.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from miner.cohorts.cohorts import POOLED_DESIGNS
from miner.cohorts.records import Cohort, Measure, Value
from miner.cohorts.statistics import exact_interval, fisher
from miner.records import Design


class SubgroupRule(NamedTuple):
    """When a subgroup stands out: enough patients on both sides, a rate so many times higher, and P below."""

    patients_min: int = 5
    ratio_min: float = 1.5
    p_max: float = 0.05


class ExceptionRule(NamedTuple):
    """When a response is exceptional: at most so many percent of at least so many patients respond otherwise.

    Below 10 % is the rule of the NCI's study of exceptional responders (Conley 2021, doi:10.1093/jnci/djaa061).
    """

    rate_max: float = 10.0
    patients_min: int = 20


class FutileRule(NamedTuple):
    """When a use keeps failing: so many studies, each with at most so many percent responding, and the sum's bound.

    A response rate below 20 % is what a first stage of phase 2 has to exclude to stop (Gehan 1961,
    doi:10.1016/0021-9681(61)90060-1); 5 % is what inactive drugs reach (Simon 1989, doi:10.1016/0197-2456(89)90015-9).
    """

    studies_min: int = 2
    rate_max: float = 5.0
    upper_max: float = 20.0


class Share(NamedTuple):
    """Events of patients in the studies of one design, summed, in percent with the exact 95 % interval."""

    design: Design
    studies: int
    events: int
    patients: int
    rate: float
    low: float
    high: float


class Subgroup(NamedTuple):
    """The response of patients with a biomarker beside that of others, in studies of the same design.

    `reference` is the biomarker of the others, "" for patients who were not selected. `stands_out` is by the rule.
    """

    drugs: tuple[str, ...]
    disease: str
    biomarker: str
    reference: str
    share: Share
    other: Share
    p: float
    stands_out: bool


class Exceptional(NamedTuple):
    """Responses in a use in which few respond: those of a report, or of a study; `others` is what studies found."""

    drugs: tuple[str, ...]
    disease: str
    biomarker: str
    value: Value
    others: Share


class Futile(NamedTuple):
    """A use that keeps failing, with the sum of each design and the articles behind it."""

    drugs: tuple[str, ...]
    disease: str
    biomarker: str
    studies: int
    patients: int
    shares: tuple[Share, ...]
    pmids: tuple[int, ...]


SUBGROUP, EXCEPTION, FUTILE = SubgroupRule(), ExceptionRule(), FutileRule()
_REPORTS = frozenset({Design.CASE_REPORT, Design.CASE_SERIES})


def compare_subgroups(cohorts: Iterable[Cohort], rule: SubgroupRule = SUBGROUP) -> tuple[Subgroup, ...]:
    """Return every biomarker's response beside that of each other group of the same drugs, disease and design.

    P is Fisher's. Groups of one study are compared as well as groups of several; nothing is adjusted for the number of
    comparisons, so a subgroup that stands out is a question for a trial.
    """
    uses: dict[tuple[tuple[str, ...], str], list[Cohort]] = defaultdict(list)
    for cohort in cohorts:
        uses[cohort.drugs, cohort.disease].append(cohort)
    return tuple(
        found
        for group in uses.values()
        for cohort in group
        for other in group
        if cohort.biomarker and other is not cohort
        for found in _compare(cohort, other, rule)
    )


def _compare(cohort: Cohort, other: Cohort, rule: SubgroupRule) -> Iterator[Subgroup]:
    references = {share.design: share for share in shares_of(other)}
    for share in shares_of(cohort):
        reference = references.get(share.design)
        if reference is None:
            continue
        p = fisher(share.events, share.patients, reference.events, reference.patients)
        is_large = min(share.patients, reference.patients) >= rule.patients_min
        is_higher = share.rate >= rule.ratio_min * reference.rate and share.events > 0
        yield Subgroup(
            drugs=cohort.drugs,
            disease=cohort.disease,
            biomarker=cohort.biomarker,
            reference=other.biomarker,
            share=share,
            other=reference,
            p=p,
            stands_out=is_large and is_higher and p < rule.p_max,
        )


def shares_of(cohort: Cohort) -> tuple[Share, ...]:
    """Return the response of a cohort by design: one arm a study, the largest, in descending weight of the design."""
    by_design: dict[Design, dict[int, Value]] = defaultdict(dict)
    for value in cohort.of(Measure.RESPONSE):
        if value.events is None or not value.patients or value.design not in POOLED_DESIGNS:
            continue
        studies = by_design[value.design]
        if value.study not in studies or value.patients > (studies[value.study].patients or 0):
            studies[value.study] = value
    return tuple(_sum(design, list(by_design[design].values())) for design in sorted(by_design, reverse=True))


def _sum(design: Design, values: Sequence[Value]) -> Share:
    events = sum(value.events or 0 for value in values)
    patients = sum(value.patients or 0 for value in values)
    low, high = exact_interval(events, patients)
    return Share(design, len(values), events, patients, 100 * events / patients, 100 * low, 100 * high)


def exceptional_responders(cohorts: Iterable[Cohort], rule: ExceptionRule = EXCEPTION) -> tuple[Exceptional, ...]:
    """Return the responses in uses in which few respond, those of case reports first.

    A use is a drug (or set) and a disease; what its studies found in all groups of patients together decides. A patient
    with a biomarker counts in the cohorts of both drugs and disease, so that a report of one with it stands beside
    studies of unselected patients.
    """
    uses: dict[tuple[tuple[str, ...], str], list[Cohort]] = defaultdict(list)
    for cohort in cohorts:
        uses[cohort.drugs, cohort.disease].append(cohort)
    found = [one for group in uses.values() for one in _exceptional(group, rule)]
    return tuple(sorted(found, key=lambda one: (one.value.design not in _REPORTS, one.drugs, one.disease)))


def _exceptional(group: Sequence[Cohort], rule: ExceptionRule) -> Iterator[Exceptional]:
    shares = [share for cohort in group for share in shares_of(cohort) if share.patients >= rule.patients_min]
    if not shares or any(share.rate > rule.rate_max for share in shares):
        return
    others = max(shares, key=lambda share: share.patients)
    for cohort in group:
        for value in cohort.of(Measure.RESPONSE):
            if value.events:
                yield Exceptional(cohort.drugs, cohort.disease, cohort.biomarker, value, others)


def futile_uses(cohorts: Iterable[Cohort], rule: FutileRule = FUTILE) -> tuple[Futile, ...]:
    """Return the cohorts that keep failing: every study at or below the rate, and the bound of each design's sum."""
    found = []
    for cohort in cohorts:
        shares = shares_of(cohort)
        counted = [v for v in cohort.of(Measure.RESPONSE) if v.events is not None and v.design in POOLED_DESIGNS]
        studies = sum(share.studies for share in shares)
        is_low = all(value.estimate <= rule.rate_max for value in counted)
        if studies >= rule.studies_min and is_low and all(share.high <= rule.upper_max for share in shares):
            patients = sum(share.patients for share in shares)
            pmids = tuple(sorted({value.pmid for value in counted}))
            key = (cohort.drugs, cohort.disease, cohort.biomarker)
            found.append(Futile(*key, studies, patients, shares, pmids))
    return tuple(found)

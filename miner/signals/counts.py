"""Totals of the evidence of one pair: which articles report one study, and what each study found.

Independence follows the review methods of the Cochrane Handbook (chapter 4.6.2, reports of one study belong
together): reports that share a trial registration, or that MEDLINE names as versions of each other, are one study.
An article that registers more than two trials in one registry analyses trials together: it belongs to the first of
them, but does not make them one study. Articles of one group that likely report the same patients are one study too,
flagged as such (`same_patients`).
Narrative reviews, systematic reviews, guidelines and protocols report no new patients and add no study; reviews,
guidelines and repeated recommendations that support a use are counted apart, because without any study they make it a
candidate of a weaker kind (`Basis`).
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from miner.records import STUDIED_RELATIONS, ClaimRelation, Design, EvidenceRow, PairEvidence, stance_of
from miner.signals.same_patients import find_same_patients

REGISTRATIONS_MAX = 2
"""Registrations in one registry that one study can have: a trial and its extension."""

NO_NEW_STUDY = frozenset({design for design in Design if design < 0} | {Design.SYSTEMATIC_REVIEW, Design.GUIDELINE})
"""Designs that add no study: reviews repeat others', protocols have no result, surveys and notices treat nobody."""

REVIEWS = frozenset({Design.REVIEW, Design.GUIDELINE})
"""Designs, besides the systematic review, of articles that sum up what others found."""

_NONE: Mapping[int, int] = {}


def group_studies(rows: Sequence[EvidenceRow], same_patients: Mapping[int, int] = _NONE) -> dict[int, int]:
    """Return the lowest PMID of each PMID's study: connected components of shared trials, versions and patients."""
    study = {row.pmid: row.pmid for row in rows}

    def root(pmid: int) -> int:
        while study[pmid] != pmid:
            pmid = study[pmid]
        return pmid

    def join(one: int, other: int) -> None:
        low, high = sorted((root(one), root(other)))
        study[high] = low

    first_of_trial: dict[str, int] = {}
    for row in rows:
        for trial_id in row.trial_ids[:1] if _is_pooled(row.trial_ids) else row.trial_ids:
            join(row.pmid, first_of_trial.setdefault(trial_id, row.pmid))
        for pmid in row.same_as:
            if pmid in study:
                join(row.pmid, pmid)
    for earlier, later in same_patients.items():
        join(earlier, later)
    return {pmid: root(pmid) for pmid in study}


def _is_pooled(trial_ids: Sequence[str]) -> bool:
    """Return whether an article reports on several trials together."""
    by_registry = Counter(trial_id.partition(":")[0] for trial_id in trial_ids)
    return max(by_registry.values(), default=0) > REGISTRATIONS_MAX


def tally(
    drug_id: str,
    disease: str,
    rows: Sequence[EvidenceRow],
    relations: frozenset[ClaimRelation] = STUDIED_RELATIONS,
) -> PairEvidence | None:
    """Return totals over the rows whose relation is among `relations`; None if no row qualifies.

    A sentence that only asks ("we investigated whether") or only says that the drug was given is evidence that the use
    is studied, but neither supports nor opposes it. Articles that recommend the use or speak against it count in
    `advising_count` and `contrary_count` whatever `relations` are.
    """
    advising, contrary = _advising(rows), _contrary(rows)
    rows = [row for row in rows if row.relation in relations]
    if not rows:
        return None
    studies = [row for row in rows if row.design not in NO_NEW_STUDY]
    study_of = group_studies(studies)
    same_patients = {
        earlier: later for earlier, later in find_same_patients(studies).items() if study_of[earlier] != study_of[later]
    }
    study_of = group_studies(studies, same_patients) if same_patients else study_of
    found = [
        row
        for row in rows
        if row.pmid in study_of and row.certainty.has_result and row.relation is not ClaimRelation.GIVEN_FOR
    ]
    opposing = {study_of[row.pmid] for row in found if stance_of(row.relation, row.certainty) == "opposes"}
    first_year: dict[int, int] = {}
    for row in rows:
        if row.pmid in study_of and row.year is not None:
            study = study_of[row.pmid]
            first_year[study] = min(row.year, first_year.get(study, row.year))
    design_of: dict[int, Design] = {}
    for row in found:
        if stance_of(row.relation, row.certainty) == "supports":
            study = study_of[row.pmid]
            design_of[study] = max(row.design, design_of.get(study, row.design))
    reviews = [row for row in rows if _is_supporting_review(row)]
    narrative = [row for row in rows if row.design in REVIEWS and _supports(row)]
    years = [row.year for row in rows if row.year is not None]
    named = {(study_of[row.pmid], biomarker) for row in found for biomarker in row.biomarkers}
    return PairEvidence(
        drug_id=drug_id,
        disease=disease,
        evidence_count=len({row.pmid for row in rows}),
        study_count=len(set(study_of.values())),
        supporting_count=len(design_of),
        opposing_count=len(opposing),
        first_year=min(years, default=None),
        last_year=max(years, default=None),
        best_design=max((row.design for row in found or reviews or narrative or rows), default=Design.UNKNOWN),
        studies_by_year=dict(sorted(Counter(first_year.values()).items())),
        opposing_by_year=dict(sorted(Counter(y for study, y in first_year.items() if study in opposing).items())),
        designs_by_year=_designs_by_year(rows, study_of, first_year),
        supporting_by_design=dict(sorted(Counter(design_of.values()).items(), reverse=True)),
        biomarkers=dict(sorted(Counter(biomarker for _, biomarker in named).items())),
        patient_count=_patient_count(rows, study_of),
        review_count=len({row.pmid for row in reviews}),
        narrative_count=len({row.pmid for row in narrative}),
        advising_count=len(advising),
        contrary_count=len(contrary),
        harm_count=len({study_of[row.pmid] for row in rows if row.reports_harm and row.pmid in study_of}),
        same_patients=dict(sorted(same_patients.items())),
        pmids=tuple(sorted({row.pmid for row in rows})),
    )


def tally_advice(drug_id: str, disease: str, rows: Sequence[EvidenceRow]) -> PairEvidence | None:
    """Return totals of a pair of which articles repeat a recommendation and nothing else; None if none does."""
    advising = _advising(rows)
    said = [row for row in rows if row.pmid in advising]
    if not said:
        return None
    years = [row.year for row in said if row.year is not None]
    return PairEvidence(
        drug_id=drug_id,
        disease=disease,
        evidence_count=len(advising),
        study_count=0,
        supporting_count=0,
        opposing_count=0,
        first_year=min(years, default=None),
        last_year=max(years, default=None),
        best_design=max((row.design for row in said if row.design in NO_NEW_STUDY), default=Design.UNKNOWN),
        advising_count=len(advising),
        contrary_count=len(_contrary(rows)),
        pmids=tuple(sorted(advising)),
    )


def _advising(rows: Sequence[EvidenceRow]) -> set[int]:
    """Return the articles that repeat a recommendation of the use."""
    return {row.pmid for row in rows if row.relation is ClaimRelation.RECOMMENDED and _supports(row)}


def _contrary(rows: Sequence[EvidenceRow]) -> set[int]:
    """Return the articles, of any design, that speak against the use."""
    return {row.pmid for row in rows if stance_of(row.relation, row.certainty) == "opposes"}


def _supports(row: EvidenceRow) -> bool:
    return stance_of(row.relation, row.certainty) == "supports"


def _is_supporting_review(row: EvidenceRow) -> bool:
    return row.design is Design.SYSTEMATIC_REVIEW and _supports(row)


def _patient_count(rows: Sequence[EvidenceRow], study_of: Mapping[int, int]) -> int:
    """Return the patients of all studies, of each the largest number that a report states."""
    patients: dict[int, int] = {}
    for row in rows:
        if row.pmid in study_of:
            stated = row.enrolled if row.enrolled is not None else int(row.design is Design.CASE_REPORT)
            study = study_of[row.pmid]
            patients[study] = max(stated, patients.get(study, 0))
    return sum(patients.values())


def _designs_by_year(
    rows: Sequence[EvidenceRow], study_of: Mapping[int, int], first_year: Mapping[int, int]
) -> dict[int, dict[Design, int]]:
    """Return the new studies of each year by the weightiest design of their reports, both ascending."""
    design_of: dict[int, Design] = {}
    for row in rows:
        if row.pmid in study_of:
            study = study_of[row.pmid]
            design_of[study] = max(row.design, design_of.get(study, row.design))
    counted = Counter((year, design_of[study]) for study, year in first_year.items())
    found: dict[int, dict[Design, int]] = {}
    for (year, design), count in sorted(counted.items()):
        found.setdefault(year, {})[design] = count
    return found

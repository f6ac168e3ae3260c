"""Totals of a pair: what counts as one study, what it found, and what adds none."""

from dataclasses import replace

from miner.records import Basis, Certainty, ClaimRelation, Design
from miner.signals.counts import EvidenceRow, tally, tally_advice
from tests.miner.records import DISEASE, DRUG


def row(
    pmid: int,
    relation: ClaimRelation = ClaimRelation.TREATS,
    *,
    certainty: Certainty = Certainty.STATED,
    design: Design = Design.CASE_REPORT,
    year: int | None = 2008,
    trial_ids: tuple[str, ...] = (),
    same_as: tuple[int, ...] = (),
    biomarkers: tuple[str, ...] = (),
    authors: tuple[str, ...] = (),
) -> EvidenceRow:
    return EvidenceRow(
        pmid=pmid,
        relation=relation,
        certainty=certainty,
        design=design,
        year=year,
        trial_ids=trial_ids,
        same_as=same_as,
        biomarkers=biomarkers,
        authors=authors,
    )


def test_three_reports_of_one_trial_are_one_study() -> None:
    rows = [
        row(1, trial_ids=("NCT:1",)),
        row(2, trial_ids=("NCT:1", "ISRCTN:2")),
        row(3, trial_ids=("ISRCTN:2",)),
    ]
    evidence = tally(DRUG, DISEASE, rows)
    assert evidence is not None
    assert (evidence.evidence_count, evidence.study_count, evidence.supporting_count) == (3, 1, 1)


def test_patients_are_those_of_the_largest_report_of_each_study() -> None:
    trial = {"design": Design.RANDOMISED, "trial_ids": ("NCT:1",)}
    rows = [
        replace(row(1, **trial), enrolled=100),  # type: ignore[arg-type]
        replace(row(2, **trial), enrolled=120, reports_harm=True),  # type: ignore[arg-type]
        row(3),  # a case report has a patient
        row(4, design=Design.OBSERVATIONAL),  # which states no number
        replace(row(5, design=Design.REVIEW), enrolled=9_000, reports_harm=True),
    ]
    evidence = tally(DRUG, DISEASE, rows)
    assert evidence is not None
    assert (evidence.study_count, evidence.patient_count, evidence.harm_count) == (3, 121, 1)


def test_an_article_on_several_trials_does_not_make_them_one() -> None:
    pooled = row(9, trial_ids=("NCT:1", "NCT:2", "NCT:3"))
    trials = [row(number, trial_ids=(f"NCT:{number}",)) for number in (1, 2, 3)]
    one_trial = row(8, trial_ids=("NCT:1", "EUDRACT:1", "UTN:1", "ISRCTN:1"))
    evidence = tally(DRUG, DISEASE, [*trials, one_trial, pooled])
    assert evidence is not None
    assert (evidence.evidence_count, evidence.study_count) == (5, 3)


def test_a_preprint_and_its_paper_are_one_study() -> None:
    evidence = tally(DRUG, DISEASE, [row(1, same_as=(2,)), row(2), row(3, same_as=(99,))])
    assert evidence is not None
    assert evidence.study_count == 2


def test_designs_without_patients_of_their_own_add_no_study() -> None:
    designs = (
        *(Design.REVIEW, Design.SYSTEMATIC_REVIEW, Design.GUIDELINE, Design.PROTOCOL),
        *(Design.SURVEY, Design.ECONOMIC, Design.NOTICE),
    )
    rows = [row(number, design=design) for number, design in enumerate(designs, start=1)]
    evidence = tally(DRUG, DISEASE, rows)
    assert evidence is not None
    assert (evidence.evidence_count, evidence.study_count, evidence.supporting_count) == (7, 0, 0)


def test_systematic_reviews_that_support_a_use_are_counted_apart() -> None:
    rows = [row(1, design=Design.SYSTEMATIC_REVIEW), row(2, design=Design.REVIEW), row(3, design=Design.GUIDELINE)]
    opposing = row(4, ClaimRelation.NO_BENEFIT, design=Design.SYSTEMATIC_REVIEW)
    evidence = tally(DRUG, DISEASE, [*rows, opposing])
    assert evidence is not None
    assert (evidence.review_count, evidence.narrative_count, evidence.contrary_count) == (1, 2, 1)
    assert evidence.basis is Basis.SYSTEMATIC_REVIEWS
    assert evidence.best_design is Design.SYSTEMATIC_REVIEW
    studied = tally(DRUG, DISEASE, [*rows, row(5)])
    assert studied is not None
    assert (studied.basis, studied.best_design) == (Basis.STUDIES, Design.CASE_REPORT)


def test_reviews_and_recommendations_alone_are_no_study_and_give_way_to_what_opposes() -> None:
    review, advice = row(1, design=Design.REVIEW), row(2, ClaimRelation.RECOMMENDED, design=Design.RANDOMISED)
    reviewed = tally(DRUG, DISEASE, [review, advice])
    assert reviewed is not None
    assert (reviewed.basis, reviewed.study_count, reviewed.best_design) == (Basis.REVIEWS, 0, Design.REVIEW)
    assert tally(DRUG, DISEASE, [advice]) is None
    advised = tally_advice(DRUG, DISEASE, [advice])
    assert advised is not None
    assert (advised.basis, advised.study_count, advised.evidence_count) == (Basis.RECOMMENDATIONS, 0, 1)
    assert (advised.best_design, advised.pmids) == (Design.UNKNOWN, (2,))
    contrary = row(3, ClaimRelation.NOT_RECOMMENDED, design=Design.GUIDELINE)
    for total in (tally(DRUG, DISEASE, [review, contrary]), tally_advice(DRUG, DISEASE, [advice, contrary])):
        assert total is not None
        assert total.basis is Basis.NONE


def test_protocols_and_surveys_support_nothing_and_a_use_without_advice_has_no_totals_of_it() -> None:
    planned = tally(DRUG, DISEASE, [row(1, design=Design.PROTOCOL), row(2, design=Design.SURVEY)])
    assert planned is not None
    assert planned.basis is Basis.NONE
    assert (
        tally_advice(DRUG, DISEASE, [row(1), row(2, ClaimRelation.RECOMMENDED, certainty=Certainty.QUESTION)]) is None
    )


def test_a_failed_trial_raises_the_opposing_count() -> None:
    rows = [row(1), row(2, ClaimRelation.NO_BENEFIT, design=Design.RANDOMISED)]
    evidence = tally(DRUG, DISEASE, rows)
    assert evidence is not None
    assert (evidence.supporting_count, evidence.opposing_count) == (1, 1)
    assert evidence.best_design is Design.RANDOMISED


def test_a_question_neither_supports_nor_opposes() -> None:
    rows = [row(1, certainty=Certainty.QUESTION), row(2, ClaimRelation.NO_BENEFIT, certainty=Certainty.QUESTION)]
    evidence = tally(DRUG, DISEASE, rows)
    assert evidence is not None
    assert (evidence.study_count, evidence.supporting_count, evidence.opposing_count) == (2, 0, 0)


def test_a_study_counts_once_in_its_first_year() -> None:
    rows = [
        row(1, year=2009, trial_ids=("NCT:1",)),
        row(2, year=2008, trial_ids=("NCT:1",)),
        row(3, year=None),
    ]
    evidence = tally(DRUG, DISEASE, rows)
    assert evidence is not None
    assert evidence.studies_by_year == {2008: 1}
    assert (evidence.first_year, evidence.last_year) == (2008, 2009)


def test_a_biomarker_counts_studies_not_sentences() -> None:
    rows = [
        row(1, biomarkers=("HGNC:634",)),
        row(1, biomarkers=("HGNC:634",)),
        row(2, biomarkers=("HGNC:634",)),
    ]
    evidence = tally(DRUG, DISEASE, rows)
    assert evidence is not None
    assert evidence.biomarkers == {"HGNC:634": 2}


def test_harm_is_counted_apart_from_efficacy() -> None:
    rows = [row(1, ClaimRelation.CAUSES), row(2)]
    efficacy = tally(DRUG, DISEASE, rows)
    harm = tally(DRUG, DISEASE, rows, frozenset({ClaimRelation.CAUSES}))
    assert efficacy is not None
    assert harm is not None
    assert (efficacy.pmids, harm.pmids) == ((2,), (1,))


def test_a_pair_without_evidence_has_no_totals() -> None:
    assert tally(DRUG, DISEASE, [row(1, ClaimRelation.CAUSES)]) is None


def test_supporting_studies_are_told_apart_by_their_weightiest_report() -> None:
    rows = [
        row(1, design=Design.CASE_REPORT),
        row(2, design=Design.PHASE_2, trial_ids=("NCT:1",)),
        row(3, design=Design.RANDOMISED, trial_ids=("NCT:1",)),
    ]
    evidence = tally(DRUG, DISEASE, rows)
    assert evidence is not None
    assert evidence.supporting_by_design == {Design.RANDOMISED: 1, Design.CASE_REPORT: 1}


def test_a_series_that_grew_is_one_study_and_says_so() -> None:
    """The cohort has the patients of the case report; the opposing article is another group's."""
    group = ("invented a", "fictus b", "nullus c", "nemo d")
    rows = [
        row(1, year=2006, authors=group),
        row(2, year=2009, design=Design.OBSERVATIONAL, authors=group),
        row(3, ClaimRelation.NO_BENEFIT, design=Design.OBSERVATIONAL, authors=("other e", "else f", "third g")),
    ]
    evidence = tally(DRUG, DISEASE, rows)
    assert evidence is not None
    assert (evidence.evidence_count, evidence.study_count, evidence.supporting_count) == (3, 2, 1)
    assert evidence.supporting_by_design == {Design.OBSERVATIONAL: 1}
    assert evidence.same_patients == {1: 2}


def test_two_articles_on_one_registered_trial_need_no_flag() -> None:
    group = ("invented a", "fictus b", "nullus c")
    rows = [row(number, year=2006, authors=group, trial_ids=("NCT:1",)) for number in (1, 2)]
    evidence = tally(DRUG, DISEASE, rows)
    assert evidence is not None
    assert (evidence.study_count, evidence.same_patients) == (1, {})


def test_the_studies_of_a_year_are_told_apart_by_their_weightiest_report() -> None:
    rows = [
        row(1, year=2006, design=Design.PHASE_2, trial_ids=("NCT:1",)),
        row(2, year=2009, design=Design.RANDOMISED, trial_ids=("NCT:1",)),
        row(3, ClaimRelation.GIVEN_FOR, year=2009, design=Design.CASE_REPORT),
        row(4, year=2009, design=Design.REVIEW),
        row(5, year=None),
    ]
    evidence = tally(DRUG, DISEASE, rows)
    assert evidence is not None
    assert evidence.designs_by_year == {2006: {Design.RANDOMISED: 1}, 2009: {Design.CASE_REPORT: 1}}
    assert evidence.studies_by_year == {2006: 1, 2009: 1}

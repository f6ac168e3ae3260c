"""Tests of miner.reading.designs.design: the text's word and MEDLINE's, apart and together; and real exports."""

from collections import Counter
from pathlib import Path

import pytest

from miner.reading.designs.design import study_design
from miner.reading.designs.medline import design_of_publication_types
from miner.reading.designs.text import design_of_text
from miner.records import Article, Design
from miner.sources.medline import read_records
from tests.miner.reading.designs.articles import INDEXED, article_of

TRIAL = "Adults with lupus were randomly assigned to rituximab or placebo. The primary endpoint was remission."


def test_medline_wins_where_it_is_dated_and_both_are_kept() -> None:
    found = study_design(article_of("Rituximab in lupus", TRIAL, kinds=("Case Reports",)))
    assert (found.design, found.text_design, found.medline_design) == (
        Design.CASE_REPORT,
        Design.RANDOMISED,
        Design.CASE_REPORT,
    )
    assert found.medline_known_on == INDEXED
    assert found.reason == "publication type: case reports"


def test_the_text_decides_where_medline_is_silent_or_not_dated() -> None:
    silent = study_design(article_of("Rituximab in lupus", TRIAL, kinds=("Journal Article",)))
    undated = study_design(article_of("Rituximab in lupus", TRIAL, kinds=("Case Reports",), indexed_on=None))
    assert (silent.design, silent.medline_design) == (Design.RANDOMISED, Design.UNKNOWN)
    assert (undated.design, undated.medline_design) == (Design.RANDOMISED, Design.CASE_REPORT)
    assert silent.reason == undated.reason == "text: randomly assigned"


@pytest.mark.parametrize(
    ("title", "abstract", "kind", "design"),
    [
        ("Rituximab in five cases of lupus", "", "Case Reports", Design.CASE_SERIES),
        ("Rituximab: a systematic review", "", "Review", Design.SYSTEMATIC_REVIEW),
        ("Rituximab in lupus", TRIAL, "Clinical Trial", Design.RANDOMISED),
        ("Rituximab in lupus", TRIAL, "Clinical Trial, Phase III", Design.RANDOMISED),
        ("A phase II study of rituximab", "", "Clinical Trial", Design.PHASE_2),
        ("Rituximab: study protocol for a trial", "", "Randomized Controlled Trial", Design.PROTOCOL),
        ("Rituximab in lupus: a retrospective cohort", "", "Randomized Controlled Trial", Design.RANDOMISED),
        ("Rituximab in lupus", TRIAL, "Review", Design.REVIEW),
    ],
)
def test_the_text_sharpens_general_types_and_contradicts_no_other(
    title: str, abstract: str, kind: str, design: Design
) -> None:
    assert study_design(article_of(title, abstract, kinds=(kind,))).design is design


def test_most_randomised_trials_are_known_by_their_text_alone(shared_data: Path) -> None:
    path = shared_data / "literature" / "randomised_trials_1981_2018.xml.gz"
    articles = [a for a in read_records(path) if isinstance(a, Article)][::8]
    designs = Counter(design_of_text(a).design for a in articles)
    # the others are mostly animals, costs, interviews and cohorts; a drop means that a rule has become too wide
    assert (designs[Design.RANDOMISED] + designs[Design.PROTOCOL]) / designs.total() > 0.74


def test_text_and_publication_type_agree_on_case_reports(shared_data: Path) -> None:
    path = shared_data / "medline_xml" / "p1m_ortho_systematic_reviews_292.xml.gz"
    declared = [
        article
        for article in read_records(path)
        if isinstance(article, Article)
        and design_of_publication_types(article.publication_types)[0] is Design.CASE_REPORT
    ]
    agreed = [a for a in declared if design_of_text(a).design in {Design.CASE_REPORT, Design.CASE_SERIES}]
    assert len(agreed) / len(declared) > 0.75

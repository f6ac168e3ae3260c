"""Tests of miner.reading.designs.medline: what a record declares, and since when."""

from dataclasses import replace
from datetime import date

import pytest

from miner.reading.designs.medline import design_of_medline
from miner.records import Design
from tests.miner.reading.designs.articles import INDEXED, article_of


@pytest.mark.parametrize(
    ("kinds", "design"),
    [
        (("Journal Article", "Randomized Controlled Trial"), Design.RANDOMISED),
        (("Clinical Trial, Phase II", "Randomized Controlled Trial"), Design.RANDOMISED),
        (("Clinical Trial, Phase III",), Design.PHASE_3),
        (("Clinical Trial, Phase II",), Design.PHASE_2),
        (("Clinical Trial, Phase I",), Design.PHASE_1),
        (("Clinical Trial",), Design.SINGLE_ARM),
        (("Meta-Analysis", "Review"), Design.SYSTEMATIC_REVIEW),
        (("Practice Guideline", "Review"), Design.GUIDELINE),
        (("Case Reports", "Review"), Design.CASE_REPORT),
        (("Observational Study", "Comparative Study"), Design.OBSERVATIONAL),
        (("Clinical Trial Protocol", "Journal Article"), Design.PROTOCOL),
        (("Review",), Design.REVIEW),
        (("Letter", "Comment"), Design.NOTICE),
        (("Published Erratum",), Design.NOTICE),
        (("Journal Article",), Design.UNKNOWN),
        (("Journal Article", "Research Support, N.I.H., Extramural"), Design.UNKNOWN),
        ((), Design.UNKNOWN),
    ],
)
def test_the_weightiest_publication_type_counts_and_placeholders_do_not(kinds: tuple[str, ...], design: Design) -> None:
    assert design_of_medline(article_of("Rituximab", kinds=kinds)).design is design


def test_animals_come_before_any_trial_but_not_with_humans() -> None:
    kinds = ("Randomized Controlled Trial",)
    found = [
        design_of_medline(article_of("Rituximab", kinds=given, mesh=mesh)).design
        for given, mesh in (
            (kinds, ("Animals", "Mice")),
            (kinds, ("Animals", "Humans")),
            (("Review",), ("Animals",)),
            ((), ("Cell Line, Tumor",)),
            ((), ("Animals", "Cells, Cultured")),
            ((), ("Humans", "Cells, Cultured")),
        )
    ]
    assert found == [
        Design.ANIMAL,
        Design.RANDOMISED,
        Design.REVIEW,
        Design.IN_VITRO,
        Design.UNKNOWN,
        Design.UNKNOWN,
    ]


def test_a_record_is_known_from_its_indexing_or_else_the_last_day_that_shows_it() -> None:
    article = article_of("Rituximab", kinds=("Review",), indexed_on=None)
    entered, revised = date(2010, 1, 1), date(2012, 2, 2)
    days = [
        design_of_medline(replace(article, entered_on=entered, revised_on=revised, indexed_on=INDEXED)).known_on,
        design_of_medline(replace(article, entered_on=entered, revised_on=revised)).known_on,
        design_of_medline(replace(article, entered_on=entered)).known_on,
        design_of_medline(article).known_on,
    ]
    assert days == [INDEXED, revised, entered, None]


def test_a_type_is_not_known_before_nlm_had_it() -> None:
    article = article_of("Rituximab", kinds=("Systematic Review",), indexed_on=date(2005, 1, 1))
    assert design_of_medline(article).known_on == date(2019, 1, 1)
    older = replace(article, publication_types=("Meta-Analysis",))
    assert design_of_medline(older).known_on == date(2005, 1, 1)

"""Notices and comments repeat what another article found; letters with patients of their own do not."""

from dataclasses import replace

import pytest

from miner.reading.notices import is_notice
from miner.records import MeshHeading, Relation
from tests.miner.records import article


@pytest.mark.parametrize(
    "title",
    [
        "Correction to: Examplumab is effective in gout.",
        "Correction: Examplumab in gout.",
        "[Erratum to Examplumab in gout].",
        "Corrigendum.",
        "RETRACTED ARTICLE: Examplumab is effective in gout.",
        "Retraction Note to: Examplumab in gout.",
        "WITHDRAWN: Examplumab for gout.",
        "Expression of concern: Examplumab in gout.",
        "Re: Examplumab is effective in gout.",
        "Reply to 'Examplumab is effective in gout'.",
        "Comment on 'Examplumab is effective in gout'.",
        "Examplumab is effective in gout - Authors' reply.",
        "Response to the letter by Smith et al.",
        "Journal club: examplumab is effective in gout.",
        "Editorial commentary: examplumab in gout.",
    ],
)
def test_a_title_can_say_that_it_is_about_another_article(title: str) -> None:
    assert is_notice(article(abstract="", title=title))


@pytest.mark.parametrize(
    "title",
    [
        "Correction of vitamin D deficiency in Crohn's disease.",
        "Response to examplumab: a cohort study.",
        "Withdrawal of methotrexate in patients who respond to examplumab.",
        "Retraction of the upper lid after examplumab.",
        "Re-treatment with examplumab in gout.",
        "News media and the use of examplumab.",
        "Newsletter reminders and adherence to examplumab.",
    ],
)
def test_words_of_medicine_make_no_notice(title: str) -> None:
    assert not is_notice(article(abstract="", title=title))


@pytest.mark.parametrize("kind", ["Comment", "Editorial", "News", "Newspaper Article", "Letter", "Published Erratum"])
def test_comments_add_no_study(kind: str) -> None:
    assert is_notice(
        article(abstract="", title="Examplumab is effective in gout.", publication_types=("Journal Article", kind))
    )


@pytest.mark.parametrize("kind", ["RetractionOf", "ErratumFor", "CommentOn"])
def test_a_relation_can_say_it_too(kind: str) -> None:
    relations = (Relation(kind=kind, pmid=7),)
    assert is_notice(article(abstract="", title="Examplumab is effective in gout.", relations=relations))


def test_a_letter_with_patients_of_its_own_is_a_report() -> None:
    title = "Examplumab is effective in gout."
    assert not is_notice(article(abstract="", title=title, publication_types=("Letter", "Case Reports")))
    assert not is_notice(article(abstract="", title=title, publication_types=("Letter", "Comment", "Clinical Trial")))
    assert not is_notice(article(abstract="We treated six adults with it.", title=title, publication_types=("Letter",)))
    assert not is_notice(article(abstract="A 34-year-old man recovered.", title=title, publication_types=("Letter",)))
    headings = (MeshHeading(name="Humans"), MeshHeading(name="Middle Aged"))
    assert not is_notice(
        replace(article(abstract="", title=title, publication_types=("Letter",)), mesh_headings=headings)
    )
    assert not is_notice(article(abstract="Our patients recovered.", title=f"Re: {title}"))


def test_a_comment_may_tell_of_patients_that_are_not_its_own() -> None:
    told = article(
        abstract="They report a 34-year-old man.", title="A cure for gout?", publication_types=("Editorial",)
    )
    assert is_notice(told)


def test_a_retracted_article_is_left_to_the_ledger() -> None:
    retracted = article(
        abstract="", title="RETRACTED: Examplumab in gout.", publication_types=("Retracted Publication",)
    )
    assert not is_notice(retracted)

"""Which sentences speak of the reported study."""

from dataclasses import replace

from miner.reading.populations.scope import own_sentences
from miner.reading.populations.study_text import Part, lower
from miner.records import Design, Section
from tests.miner.reading.populations.marked import read, values


def parts(*sentences: str, categories: tuple[str, ...] = (), design: Design = Design.RANDOMISED) -> list[str]:
    article, places, _ = read("A title.", *sentences, categories=categories)
    own = own_sentences(article, lower(article.text), places, design)
    found = {sentence.start: sentence.part.value for sentence in own}
    return [found.get(start, "-") for start, _ in places[1:]]


def test_an_unstructured_abstract_begins_with_its_background() -> None:
    assert parts(
        "Asthma is common in children.",
        "Steroids have been used in adults.",
        "We studied 40 patients.",
        "Pain fell significantly (P < 0.01).",
    ) == ["-", "-", Part.METHOD.value, Part.RESULT.value]


def test_sections_decide_and_an_aim_counts_in_the_background() -> None:
    assert parts(
        "Asthma is common in children.",
        "The aim of this study was to treat adults.",
        "Forty patients took part.",
        "Pain fell.",
        categories=("BACKGROUND", "BACKGROUND", "METHODS", "RESULTS"),
    ) == ["-", "method", "method", "result"]


def test_others_work_and_plans_are_left_out() -> None:
    assert parts(
        "We treated 40 adults.",
        "Previous studies in children were small.",
        "Further studies in pregnant women are needed.",
    ) == ["method", "-", "-"]


def test_a_heading_within_the_text_counts() -> None:
    assert parts(
        "Background: Asthma is common in children.",
        "Methods: Adults took inhalers.",
        "Results: Symptoms went.",
    ) == ["-", "method", "result"]


def test_a_review_is_about_all_that_it_says_but_plans() -> None:
    found = parts("The drug is used in children.", "Future trials in adults are needed.", design=Design.REVIEW)
    assert found == ["method", "-"]


def test_animals_have_doses_and_no_age_group() -> None:
    sentence = "We gave <caffeine> 10 mg/kg orally to children of treated dams."
    assert values("age group", sentence, design=Design.ANIMAL) == set()
    assert values("dose", sentence, design=Design.ANIMAL) == {"10 mg/kg"}


def test_lower_keeps_offsets_where_a_small_letter_has_two_characters() -> None:
    assert len(lower("\u0130stanbul STUDY")) == len("\u0130stanbul STUDY")


def test_a_title_that_stands_in_the_text_is_a_title_and_a_first_sentence_is_not() -> None:
    for first, part in (("Caffeine plus aspirin in migraine.", Part.TITLE), ("We gave caffeine.", Part.METHOD)):
        article, places, _ = read(first, "We treated 40 patients.")
        bare = replace(article, sections=(Section(start=0, end=len(article.text)),))
        own = own_sentences(bare, lower(bare.text), places, Design.RANDOMISED)
        assert [sentence.part for sentence in own] == [part, Part.METHOD]

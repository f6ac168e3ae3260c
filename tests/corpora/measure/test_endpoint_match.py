"""Tests of corpora.measure.endpoint_match."""

from corpora.measure.endpoint_match import best_comparison, content, words
from miner.records.studies import Comparison, ComparisonDirection

TEXT = "Pain scores did not differ. Haemorrhages were fewer with drugamab."
PLACES = [(0, 27), (28, len(TEXT))]
PAIN = Comparison(endpoint="Pain scores", direction=ComparisonDirection.NO_DIFFERENCE, start=0, end=27)
BLEEDING = Comparison(endpoint="Haemorrhages", direction=ComparisonDirection.DECREASED, start=28, end=len(TEXT))


def test_the_endpoint_that_shares_most_words_answers() -> None:
    assert best_comparison(TEXT, PLACES, (PAIN, BLEEDING), "mean pain score at week 4", "drugamab") is PAIN
    assert best_comparison(TEXT, PLACES, (PAIN, BLEEDING), "hemorrhage rate", "drugamab") is BLEEDING


def test_nothing_answers_a_question_of_something_else() -> None:
    assert best_comparison(TEXT, PLACES, (PAIN, BLEEDING), "body weight", "fluxetide") is None
    assert best_comparison(TEXT, PLACES, (), "pain", "drugamab") is None


def test_general_words_tell_no_outcome_from_another() -> None:
    assert content("mean score of pain") == words("pain")
    assert content("overall rate") == words("overall rate"), "unless there are no others"

"""Label words joined with the reader's mentions; all texts are invented."""

from miner.labels.text.terms import LabelTerms
from miner.lexicon.scan import NameScanner
from miner.records import Mention, MentionType
from tests.miner.labels.text.invented import mention

TERMS = LabelTerms(
    reviewed=NameScanner(
        [("partial glorps", "T:1"), ("glorp test", ""), ("glorpitis", "T:2"), ("snark of the nose", "T:3")]
    ),
    abbreviations=NameScanner([("GLP", "T:4")], is_case_sensitive=True),
    names=NameScanner(
        [("boojum", "T:5"), ("snark", "T:6"), ("nasal snark", "T:7"), ("ambiguous", "T:8"), ("ambiguous", "T:9")]
    ),
)


def found(text: str, *mentions: Mention) -> list[tuple[str, str | None]]:
    return [(m.text, m.link.curie if m.link else None) for m in TERMS.complete(text, mentions)]


def test_a_term_replaces_a_shorter_mention() -> None:
    text = "for partial glorps in adults"

    assert found(text, mention(text, "glorps")) == [("partial glorps", "T:1")]


def test_a_longer_linked_mention_stays() -> None:
    text = "for severe partial glorps of old age"

    assert found(text, mention(text, "severe partial glorps", "T:0")) == [("severe partial glorps", "T:0")]


def test_a_term_replaces_a_mention_of_two_items() -> None:
    text = "for snark of the nose, flakes"

    assert found(text, mention(text, "snark of the nose, flakes", "T:0")) == [("snark of the nose", "T:3")]


def test_words_that_are_no_disease_take_the_mention_away() -> None:
    text = "after a glorp test"

    assert found(text, mention(text, "glorp")) == []


def test_a_name_fills_a_gap_only() -> None:
    text = "boojum and snark"

    assert found(text, mention(text, "snark", "T:0")) == [("boojum", "T:5"), ("snark", "T:0")]


def test_an_ambiguous_name_fills_no_gap() -> None:
    assert found("for ambiguous in adults") == []


def test_an_abbreviation_counts_in_its_spelling_only() -> None:
    assert found("GLP and glp") == [("GLP", "T:4")]


def test_a_name_run_together_with_the_next_item_is_read_anew() -> None:
    text = "Nasal snark Boojum of childhood"

    assert found(text, mention(text, "Nasal snark Boojum", "T:0")) == [("Nasal snark", "T:7"), ("Boojum", "T:5")]


def test_a_word_in_lower_case_before_a_name_in_capitals_is_another_item() -> None:
    text = "Frumious ulcers Nasal snark"

    assert found(text, mention(text, text, "T:0")) == [("Nasal snark", "T:7")]


def test_a_name_in_title_case_is_one_name() -> None:
    text = "Frumious Ulcers Nasal Snark"

    assert found(text, mention(text, text, "T:0")) == [(text, "T:0")]


def test_a_number_of_a_footnote_is_not_part_of_a_name() -> None:
    text = "Boojum 6"

    assert found(text, mention(text, text, "T:0")) == [("Boojum", "T:5")]


def test_the_number_of_a_type_is() -> None:
    text = "Boojum 2"

    assert found(text, mention(text, text, "T:0")) == [(text, "T:0")]


def test_a_short_form_in_brackets_means_its_long_form_throughout() -> None:
    text = "Severe glorpitis (SGX) is treated. Patients with SGX and others."
    wrong = mention(text, "SGX", "T:0")

    assert found(text, wrong) == [("glorpitis", "T:2"), ("SGX", "T:2"), ("SGX", "T:2")]


def test_what_stands_in_brackets_need_not_be_a_short_form() -> None:
    assert found("glorpitis (XY) and glorpitis (severe)") == [("glorpitis", "T:2"), ("glorpitis", "T:2")]


def test_drugs_are_left_as_they_are() -> None:
    text = "Zelvora Glorpine Boojum"

    assert found(text, mention(text, "Zelvora Glorpine", "D:1", MentionType.DRUG))[0] == ("Zelvora Glorpine", "D:1")

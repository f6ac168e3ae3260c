"""Abbreviation pairs derived from gold mentions: few, but in the terms of the gold annotation."""

from corpora.measure.abbreviations import count_pairs, short_mentions, silver_pairs
from corpora.measure.scores import Counts
from corpora.readers import GoldDocument, GoldMention

TEXT = "Renal failure (RF) and heart failure (HF; chronic)\nRF and pain (P) and fever (fever)"


def mention(name: str, identifier: str, start: int = 0) -> GoldMention:
    at = TEXT.index(name, start)
    return GoldMention(start=at, end=at + len(name), text=name, type="Disease", identifier=identifier)


DOCUMENT = GoldDocument(
    pmid=1,
    text=TEXT,
    mentions=(
        mention("Renal failure", "D051437"),
        mention("RF", "D051437"),
        mention("heart failure", "D006333"),
        mention("HF", "D006333"),
        mention("RF", "D051437", TEXT.index("\n")),
        mention("pain", "D010146"),
        mention("P", "D999999", TEXT.index("pain (")),
        mention("fever", "D005334"),
        mention("fever", "D005334", TEXT.index("(fever") + 1),
    ),
)


def test_adjoining_mentions_of_one_identifier_are_a_pair() -> None:
    assert silver_pairs(DOCUMENT) == {("RF", 0, 13), ("HF", 23, 36)}


def test_short_forms_are_followed_through_the_text() -> None:
    assert {TEXT[start:end] for start, end in short_mentions(DOCUMENT)} == {"RF", "HF"}
    assert len(short_mentions(DOCUMENT)) == 3


def test_other_bounds_and_other_identifiers_are_spurious_and_the_rest_is_not_judged() -> None:
    pain = TEXT.index("pain")
    detected = {("RF", 0, 13), ("HF", 18, 36), ("P", pain, pain + 4), ("CT", 0, 5)}
    assert count_pairs([DOCUMENT], [detected]) == Counts(found=1, spurious=2, missed=1)

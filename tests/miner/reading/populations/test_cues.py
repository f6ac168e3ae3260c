"""The filter leaves out only patterns that cannot match."""

import re

from miner.reading.populations.cues import CueFilter

PATTERNS = {
    "first": [re.compile(r"\bdrug (?:was|were) given"), re.compile(r"\d")],
    "second": [re.compile(r"(?:once|twice) daily")],
}
TEXT = "the drug was given. it was given twice daily. nothing."
SENTENCES = [(0, 19), (20, 45), (46, 54)]


def test_each_sentence_has_its_own_candidates() -> None:
    cues = CueFilter(PATTERNS)
    found = cues.scan(TEXT, SENTENCES)
    assert [[n for n, _ in cues.patterns("first", bits)] for bits in found] == [[0, 1], [1], [1]]
    assert [len(cues.patterns("second", bits)) for bits in found] == [0, 1, 0]
    assert cues.matches("second", found[1], TEXT, *SENTENCES[1])
    assert not cues.matches("first", found[2], TEXT, *SENTENCES[2])


def test_a_text_without_sentences_has_none() -> None:
    assert CueFilter(PATTERNS).scan("", []) == []

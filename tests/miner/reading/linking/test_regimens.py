"""Names of regimens are mentions of all their drugs; names that are something else as often need a word beside them."""

import pytest

from miner.lexicon.lexicon import Lexicon
from miner.lexicon.regimens import read_regimens
from miner.reading.linking.regimens import find_regimens
from miner.records import MentionType


def named(text: str) -> list[str]:
    """The regimens that a text names."""
    return [mention.text for mention in find_regimens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FOLFOX plus bevacizumab", ["FOLFOX"]),
        ("mFOLFOX6 was given", ["mFOLFOX6"]),
        ("six cycles of R-CHOP", ["R-CHOP"]),
        ("CHOP chemotherapy", ["CHOP"]),
        ("treated with BEP", ["BEP"]),
        ("CHOP-like regimens", ["CHOP"]),
    ],
)
def test_regimens_are_found(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text", ["expression of CHOP rose", "ICE was put on the knee", "plasma VIP levels", "chop", "BEAM-101", "FOLFOXX"]
)
def test_other_meanings_are_not(text: str) -> None:
    assert named(text) == []


def test_every_regimen_has_two_drugs_of_the_lexicon() -> None:
    lexicon = Lexicon.load()
    for name, regimen in read_regimens().items():
        curies = regimen.drugs.split("+")
        assert len(curies) > 1, name
        assert curies == sorted(set(curies)), name
        assert all(lexicon.entry(curie).type is MentionType.DRUG for curie in curies), name

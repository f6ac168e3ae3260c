"""The gazetteer tags known names by position and kind, longest first, regardless of case and hyphens."""

from pathlib import Path

import pytest

from miner.reading.nlp.gazetteer import LONGEST, Gazetteer
from miner.reading.nlp.tokens import make_blank

CHEMICAL, DISEASE = 1, 2
NAMES = [("aspirin", CHEMICAL), ("lung cancer", DISEASE), ("small cell lung cancer", DISEASE), ("cold", 3)]


@pytest.fixture
def gazetteer() -> Gazetteer:
    return Gazetteer.of(NAMES)


def tags(gazetteer: Gazetteer, text: str) -> list[tuple[str, str]]:
    return [(token.text, token.tag_) for token in gazetteer(make_blank()(text)) if token.tag_]


def test_names_are_tagged_by_place_and_kind(gazetteer: Gazetteer) -> None:
    assert tags(gazetteer, "Aspirin in lung cancer, or a cold") == [
        ("Aspirin", "U1"),
        ("lung", "B2"),
        ("cancer", "L2"),
        ("cold", "U3"),
    ]


def test_the_longest_name_counts_and_hyphens_do_not(gazetteer: Gazetteer) -> None:
    assert tags(gazetteer, "small-cell lung cancer") == [
        ("small", "B2"),
        ("-", "I2"),
        ("cell", "I2"),
        ("lung", "I2"),
        ("cancer", "L2"),
    ]


def test_an_empty_gazetteer_and_an_empty_text_tag_nothing(gazetteer: Gazetteer) -> None:
    assert tags(Gazetteer(), "aspirin") == []
    assert tags(gazetteer, "") == []
    assert tags(gazetteer, " \n-") == []


def test_names_beyond_the_longest_are_left_out() -> None:
    assert len(Gazetteer.of([(" ".join(["very"] * (LONGEST + 1)), CHEMICAL)])) == 0


def test_a_gazetteer_comes_back_from_disk_and_holds_no_name(gazetteer: Gazetteer, tmp_path: Path) -> None:
    gazetteer.to_disk(tmp_path / "names")
    again = Gazetteer().from_disk(tmp_path / "names")
    assert (again.hashes.tolist(), again.kinds.tolist()) == (gazetteer.hashes.tolist(), gazetteer.kinds.tolist())
    assert b"aspirin" not in (tmp_path / "names" / "names.npz").read_bytes()

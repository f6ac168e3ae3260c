"""How label texts are cut; all texts are invented."""

import pytest

from miner.labels.text.reader import fit_for_reading
from miner.labels.text.segments import split_segments


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Treats glorp. Prevents snark.", ["Treats glorp", "Prevents snark."]),
        ("For:\n\u2022 glorp\n\u2022 snark", ["For:", "glorp", "snark"]),
        ("For: \u2022 glorp \u2022 snark", ["For:", "glorp", "snark"]),
        ("glorp ( 1.1 ) Zelvora helps", ["glorp", "Zelvora helps"]),
        ("glorp in adults ( 1.1 ), Adults with snark", ["glorp in adults", "Adults with snark"]),
        ("1.2 Glorp Treats it", ["Glorp Treats it"]),
        ("glorp; snark", ["glorp", "snark"]),
        ("severe glorp. relief of snark", ["severe glorp", "relief of snark"]),
        ("1) glorp is treated 2) snark is", ["glorp is treated", "snark is"]),
        ("Glorpic arthritis- Juvenile snark", ["Glorpic arthritis", "Juvenile snark"]),
        ("Glorp : Zelvora helps", ["Glorp :", "Zelvora helps"]),
        (
            "risk of stroke Zelvora tablets are indicated for glorp",
            ["risk of stroke", "Zelvora tablets are indicated for glorp"],
        ),
        ("risk of snark In patients with glorp", ["risk of snark", "In patients with glorp"]),
        ("(it is not of use in glorp.) When given, it helps", ["(it is not of use in glorp", "When given, it helps"]),
    ],
)
def test_a_text_is_cut_where_an_item_or_sentence_ends(text: str, expected: list[str]) -> None:
    assert [segment.text for segment in split_segments(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "caused by B. zorbii and others",
        "e.g. Glorp",
        "In patients with glorp (GL) Zelvora with Bandrol is indicated to help",
        "treatment of Glorp Disease with Zelvora",
        "Zelvora Tablets, USP are indicated for glorp",
        "caused by Zorbium spp. and others",
    ],
)
def test_a_sentence_is_not_cut_within(text: str) -> None:
    assert [segment.text for segment in split_segments(text)] == [text]


def test_segments_stand_where_they_say() -> None:
    text = "  Treats glorp.\n\n- snark: now\u2022 boojum "

    assert all(text[segment.start : segment.end] == segment.text for segment in split_segments(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GLORP IN ADULTS", "glorp in adults"),
        ("glorpitisZelvora helps", "glorpitis\nZelvora helps"),
        ("glorpitis (GL)Treatment of it", "glorpitis (GL)\nTreatment of it"),
        ("non\u2011glorpic snark", "non-glorpic snark"),
        ("glorp &lt; 3", "glorp < 3"),
        ("glorp in the chronic phase,adult patients", "glorp in the chronic phase\nadult patients"),
        ("glorp, , , \tadults", "glorp\nadults"),
        ("MabZelva and RoZelvor", "MabZelva and RoZelvor"),
    ],
)
def test_a_text_is_repaired_before_it_is_read(text: str, expected: str) -> None:
    assert fit_for_reading(text) == expected

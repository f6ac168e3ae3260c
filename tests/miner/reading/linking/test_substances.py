"""Substances of body and food are drugs where they are given, and stay what was measured everywhere else."""

import pytest

from miner.reading.linking.substances import find_given_substances, is_meant
from miner.reading.overlap import overlay
from miner.records import Link, Mention, MentionType


def found_in(text: str) -> list[str]:
    """The drugs of the substances that a text says were given."""
    return [mention.link.curie for mention in find_given_substances(text) if mention.link]


@pytest.mark.parametrize(
    ("text", "curie"),
    [
        ("Vitamin D improved asthma control.", "DRUGBANK:DB00169"),
        ("Insulin was given for hyperkalemia.", "DRUGBANK:DB00030"),
        ("Intranasal insulin was tolerated.", "DRUGBANK:DB00030"),
        ("Botulinum toxin was effective for migraine.", "DRUGBANK:DB00083"),
        ("BoNT-A injections improved spasticity.", "DRUGBANK:DB00083"),
        ("Treatment with botulinum toxin type B.", "DRUGBANK:DB00042"),
        ("Vitamin B12 supplementation", "DRUGBANK:DB00115"),
        ("Intravenous magnesium prevented seizures.", "DRUGBANK:DB00653"),
        ("Patients received albumin infusions.", "DRUGBANK:DB00062"),
        ("Hyperbaric oxygen was effective for ulcers.", "DRUGBANK:DB09140"),
        ("Intravenous glucose was given.", "DRUGBANK:DB09341"),
        ("G-CSF was administered.", "DRUGBANK:DB00099"),
    ],
)
def test_what_is_given_is_the_drug(text: str, curie: str) -> None:
    assert found_in(text) == [curie]


@pytest.mark.parametrize(
    "text",
    [
        "Vitamin D deficiency was common.",
        "Serum vitamin D was low.",
        "Insulin resistance improved.",
        "Insulin-like growth factor improved growth.",
        "Insulin secretion was reduced.",
        "Insulin levels improved.",
        "Oxygen consumption improved.",
        "Oxygen saturation fell.",
        "Plasma glucose decreased.",
        "Albumin was reduced in cirrhosis.",
        "Magnesium levels were low.",
        "Dietary zinc prevented growth failure.",
        "Vitamin D receptor polymorphisms",
        "Botulinum toxin causes botulism.",
        "IL-2 improved in the treated cells.",
        "Potassium was elevated.",
        "Zinc deficiency",
    ],
)
def test_what_is_measured_is_not(text: str) -> None:
    assert found_in(text) == []


def test_a_short_form_that_means_something_else_is_not_meant() -> None:
    (mention,) = find_given_substances("Patients received IL-2.")
    assert is_meant(mention, {})
    assert is_meant(mention, {"IL-2": "interleukin-2"})
    assert not is_meant(mention, {"IL-2": "intake level 2"})


def place(start: int, end: int, kind: MentionType = MentionType.DRUG, curie: str = "X") -> Mention:
    """A mention at a place; without a link if the identifier is ""."""
    link = Link(curie=curie, score=1.0, reason="") if curie else None
    return Mention(start=start, end=end, text="x" * (end - start), type=kind, found_by="model", link=link)


def test_only_a_longer_linked_mention_hides_a_new_one() -> None:
    new = place(5, 10, curie="NEW")
    assert overlay([place(5, 12)], [new]) == [place(5, 12)]
    assert overlay([place(5, 10)], [new]) == [new]
    assert overlay([place(5, 12, curie="")], [new]) == [new]
    assert overlay([place(0, 4)], [new]) == [place(0, 4), new]
    gene = place(5, 7, MentionType.BIOMARKER)
    assert overlay([gene], [new]) == [gene, new]

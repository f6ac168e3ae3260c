"""Classes of drugs are mentions of their own, and give way to the drugs of the class that stand beside them."""

from functools import cache

import pytest

from miner.lexicon.drug_classes import is_class
from miner.lexicon.lexicon import Lexicon
from miner.reading.linking.classes import ClassFinder, without_named_members
from miner.records import Link, Mention, MentionType

INFLIXIMAB = "DRUGBANK:DB00065"


@cache
def finder() -> ClassFinder:
    """The finder of the shipped lexicon's classes."""
    return ClassFinder(Lexicon.load())


def found_in(text: str) -> list[str]:
    """The classes that a text names."""
    return [mention.link.curie.removeprefix("CLASS:") for mention in finder().find(text) if mention.link]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("TNF inhibitors were effective.", "tnf-inhibitors"),
        ("anti-TNF therapy", "tnf-inhibitors"),
        ("TNF-\u03b1 blockers", "tnf-inhibitors"),
        ("Statins reduced stroke.", "statins"),
        ("statin-induced myopathy", "statins"),
        ("TNF inhibitor-induced psoriasis", "tnf-inhibitors"),
        ("beta blocker overdose", "beta-blockers"),
        ("\u03b2-blocker therapy", "beta-blockers"),
        ("non-steroidal anti-inflammatory drugs", "nsaids"),
        ("intravenous iron", "iron-preparations"),
        ("oral corticosteroids", "corticosteroids"),
    ],
)
def test_classes_are_found(text: str, name: str) -> None:
    assert found_in(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "steroid-refractory colitis",
        "statin-naive patients",
        "opioid receptors",
        "opioid use disorder",
        "non-statin therapy",
        "nonsteroidal",
        "TNF levels",
        "iron overload",
        "serum iron",
        "steroid-sparing agents",
        "benzodiazepine receptor ligands",
    ],
)
def test_what_is_no_treatment_is_not(text: str) -> None:
    assert found_in(text) == []


def mentions_of(text: str) -> list[Mention]:
    """The classes of a text and infliximab."""
    start = text.find("infliximab")
    link = Link(curie=INFLIXIMAB, score=1.0, reason="")
    drug = Mention(start=start, end=start + 10, text="infliximab", type=MentionType.DRUG, found_by="lexicon", link=link)
    return sorted([*finder().find(text), *([drug] if start >= 0 else [])], key=lambda one: one.start)


@pytest.mark.parametrize(
    ("text", "is_kept"),
    [
        ("A title.|The TNF inhibitor infliximab was effective.", False),
        ("Trial of infliximab.|Anti-TNF therapy was effective.", False),
        ("A title.|TNF inhibitors were effective.", True),
        ("Trial of infliximab.|Statins were effective.", True),
        ("A title.|The statin and infliximab were effective.", True),
    ],
)
def test_a_class_gives_way_to_its_drug_in_sentence_and_title(text: str, is_kept: bool) -> None:
    end = text.index("|")
    mentions = mentions_of(text)
    kept = without_named_members(mentions, [(0, end), (end + 1, len(text))], Lexicon.load())
    assert any(is_class(one.link.curie) for one in kept if one.link) is is_kept
    assert sum(is_class(one.link.curie) for one in mentions if one.link) == 1


def test_members_come_from_codes_and_from_the_table() -> None:
    lexicon = Lexicon.load()
    assert "CLASS:tnf-inhibitors" in lexicon.entry(INFLIXIMAB).parents
    for name, drug in (("statins", "atorvastatin"), ("corticosteroids", "prednisolone"), ("ssris", "sertraline")):
        (candidate,) = {one.curie for one in lexicon.lookup(drug, MentionType.DRUG)}
        assert candidate in lexicon.descendants(f"CLASS:{name}")
    for entry in lexicon.entries():
        if "class" in entry.flags:
            assert lexicon.descendants(entry.curie), entry.curie
    assert INFLIXIMAB not in lexicon.descendants("CLASS:statins")

"""Concepts are compared as MeSH and OMIM identifiers, whatever vocabulary they come in."""

import pytest

from corpora.measure.concepts import (
    GoldLink,
    concept_ids,
    link_gold,
    score_concepts,
    score_links,
    score_reasons,
)
from corpora.measure.scores import ReasonScore, Score
from corpora.readers import Corpus, GoldDocument, GoldMention
from miner.lexicon.lexicon import Lexicon
from miner.reading.linking.linker import Linker


@pytest.mark.parametrize(
    ("identifier", "concepts"),
    [
        ("D003000", {"MESH:D003000"}),
        ("MESH:C056507", {"MESH:C056507"}),
        ("C009250", {"MESH:D000077149"}),  # sevoflurane, which NLM has renumbered
        ("D000081015", {"MESH:D006311"}),  # ototoxicity, which stood under hearing disorders in 2015
        ("mesh:d003000", {"MESH:D003000"}),
        (" D001943|OMIM:114480", {"MESH:D001943", "OMIM:114480"}),
        ("D001943+D010051", {"MESH:D001943", "MESH:D010051"}),
        ("MONDO:0005044", {"MESH:D006973"}),
        ("DRUGBANK:DB00502+DRUGBANK:DB00295", {"MESH:D006220", "MESH:D009020"}),
        ("-1", set()),
        ("-", set()),
        ("", set()),
    ],
)
def test_an_identifier_names_its_concepts(lexicon: Lexicon, identifier: str, concepts: set[str]) -> None:
    assert concept_ids(identifier, lexicon) == concepts


def mention(text: str, name: str, type_name: str, identifier: str) -> GoldMention:
    start = text.index(name)
    return GoldMention(start=start, end=start + len(name), text=name, type=type_name, identifier=identifier)


TEXT = "Haloperidol, morphine and hypertension\nHaloperidol again"


def document(*mentions: tuple[str, str, str]) -> GoldDocument:
    return GoldDocument(pmid=1, text=TEXT, mentions=tuple(mention(TEXT, *each) for each in mentions))


def test_a_concept_counts_once_a_document(lexicon: Lexicon) -> None:
    gold = document(
        ("Haloperidol", "Chemical", "D006220"), ("again", "Chemical", "D006220"), ("hypertension", "Disease", "D006973")
    )
    found = document(("morphine", "Chemical", "D009020"), ("again", "Chemical", "DRUGBANK:DB00502"))
    scores = score_concepts(Corpus(name="sample", documents=(gold,)), [found], {"CHEMICAL", "DISEASE"}, lexicon)
    assert [(each.label, each.found_count, each.spurious_count, each.missed_count) for each in scores] == [
        ("CHEMICAL", 1, 1, 0),
        ("DISEASE", 0, 0, 1),
        ("all", 1, 1, 1),
    ]


def test_a_gold_mention_is_linked_right_wrong_or_not_at_all(lexicon: Lexicon) -> None:
    gold = document(
        ("Haloperidol", "Chemical", "D006220"),
        ("morphine", "Chemical", "D000001"),
        ("hypertension", "Disease", "D006973"),
        ("again", "Disease", "D000002"),
        ("and", "Disease", "-1"),
    )
    links = link_gold([gold], [{}], Linker(lexicon))[0]
    assert [(link.mention.text, link.is_linked, link.is_right) for link in links] == [
        ("Haloperidol", True, True),
        ("morphine", True, False),
        ("hypertension", True, True),
        ("again", False, False),
    ]
    chemicals, diseases = score_links("sample", links)
    assert chemicals == Score(
        measure="linking", part="sample", label="CHEMICAL", found_count=1, spurious_count=1, missed_count=1
    )
    assert (diseases.precision, diseases.recall) == (1.0, 0.5)


def test_reasons_are_counted_without_the_words_of_the_text() -> None:
    at = GoldMention(start=0, end=1, text="A", type="Disease")
    links = [
        GoldLink(label="DISEASE", mention=at, is_right=True, reason="short for renal failure: name", score=1.0),
        GoldLink(label="DISEASE", mention=at, is_right=False, reason="short for acute pain: name", score=0.9),
        GoldLink(label="DISEASE", mention=at, is_right=True, reason="name, without 'severe'", score=0.9),
        GoldLink(label="DISEASE", mention=at, is_right=True, reason="name with 'disease'", score=0.9),
        GoldLink(label="DISEASE", mention=at, is_right=False),
    ]
    assert score_reasons(links) == [
        ReasonScore(label="DISEASE", reason="short for ...: name", count=2, right_count=1, mean_score=0.95),
        ReasonScore(label="DISEASE", reason="name with 'disease'", count=1, right_count=1, mean_score=0.9),
        ReasonScore(label="DISEASE", reason="name, without '...'", count=1, right_count=1, mean_score=0.9),
    ]

"""Triples are counted by our own mentions, whatever their direction; directions by gene, variant and drug."""

from pathlib import Path

import pytest

from corpora.measure.biomarker_effects import (
    CIVICMINE,
    Marked,
    bootstrap_f1,
    count_triples,
    judge_direction,
    read_marked,
)
from corpora.measure.scores import Counts
from miner.reading.reader import Reader
from miner.records import BiomarkerEffect, EffectDirection, Link, Mention, MentionType

TEXT = "KRAS mutation in lung cancer: gefitinib"


def a_mention(words: str, kind: MentionType, curie: str) -> Mention:
    start = TEXT.index(words)
    link = Link(curie=curie, score=1.0, reason="given")
    return Mention(start=start, end=start + len(words), text=words, type=kind, found_by="lexicon", link=link)


def an_effect(biomarker: str = "HGNC:6407 mutation", disease: str = "X:1", drug: str = "D:1") -> BiomarkerEffect:
    return BiomarkerEffect(
        drugs=(drug,), disease=disease, biomarker=biomarker, direction=EffectDirection.SENSITIVE, sentence_start=0,
        sentence_end=len(TEXT),
    )  # fmt: skip


MENTIONS = [
    a_mention("KRAS mutation", MentionType.BIOMARKER, "HGNC:6407 mutation"),
    a_mention("lung cancer", MentionType.DISEASE, "X:1"),
    a_mention("gefitinib", MentionType.DRUG, "D:1"),
]
GOLD = Marked(TEXT, ((((17, 28),), ((30, 39),), ((0, 4),), frozenset({"HGNC:6407"}), "key"),))


@pytest.mark.parametrize(
    ("effects", "counts"),
    [
        ([an_effect()], (1, 0, 0)),
        ([an_effect(), an_effect(biomarker="HGNC:6407 p.G12C")], (1, 0, 0)),
        ([an_effect(disease="X:2")], (0, 1, 1)),
        ([an_effect(biomarker="HGNC:1097 mutation")], (0, 1, 1)),
        ([an_effect(), an_effect(drug="D:2")], (1, 1, 0)),
        ([], (0, 0, 1)),
    ],
)
def test_a_triple_needs_its_drug_its_disease_and_its_gene(
    effects: list[BiomarkerEffect], counts: tuple[int, int, int]
) -> None:
    assert count_triples(GOLD, MENTIONS, effects) == counts


def test_what_names_no_drug_is_no_triple() -> None:
    prognostic = BiomarkerEffect(
        drugs=(), disease="X:1", biomarker="HGNC:6407", direction=EffectDirection.PROGNOSTIC, sentence_start=0,
        sentence_end=9,
    )  # fmt: skip
    assert count_triples(GOLD, MENTIONS, [prognostic]) == (0, 0, 1)


def test_no_sentence_is_in_both_parts(shared_data: Path) -> None:
    held_out, tuning = (list(read_marked(shared_data / CIVICMINE, is_held_out=part)) for part in (True, False))
    assert len(held_out) + len(tuning) == 600
    assert sum(bool(sentence.relations) for sentence in held_out) == 46


def test_an_interval_holds_the_score() -> None:
    counts = [Counts(1, 0, 0), Counts(0, 1, 1), Counts(1, 1, 0), Counts(1, 0, 1)] * 5
    low, high = bootstrap_f1(counts)
    assert 0 < low < 0.6 < high < 1
    assert bootstrap_f1(counts) == (low, high)


@pytest.mark.parametrize(
    ("biomarker", "direction", "judged"),
    [
        ("HGNC:6407 p.G12C", EffectDirection.RESISTANT, ["found", "stated", "right"]),
        ("HGNC:6407 p.G12C", EffectDirection.SENSITIVE, ["found", "stated"]),
        ("HGNC:6407 p.G12C", EffectDirection.STUDIED, ["found"]),
        ("HGNC:6407 p.G12D", EffectDirection.RESISTANT, []),
        ("HGNC:6407 wild-type", EffectDirection.SENSITIVE, ["found", "stated", "right"]),
    ],
)
def test_a_direction_is_of_the_variant(
    reader: Reader, biomarker: str, direction: EffectDirection, judged: list[str]
) -> None:
    row = {"gene": "KRAS", "variant": "G12C", "drugs": "Cetuximab", "evidence_statement": ""}
    (drug,) = [found.curie for found in reader.lexicon.lookup("cetuximab", MentionType.DRUG)]
    effect = BiomarkerEffect(
        drugs=(drug,), disease="X:1", biomarker=biomarker, direction=direction, sentence_start=0, sentence_end=9
    )
    assert judge_direction(row, {EffectDirection.RESISTANT}, [effect], reader) == judged

"""Biomarker expressions are counted where gene and variant are one mention, and scored by gene and state."""

from pathlib import Path

import pytest

from corpora.measure.biomarkers import Expression, evaluate_biomarkers, judge
from miner.lexicon.lexicon import Lexicon
from miner.reading.biomarkers.finder import BiomarkerFinder


@pytest.mark.parametrize(
    ("text", "gene", "variant", "judged"),
    [
        ("BRAF V600E", "HGNC:1097", "V600E", ["expression", "gene and state"]),
        ("BRAF V600E", "HGNC:3236", "V600E", ["expression"]),
        ("HER2 amplification", "HGNC:3430", "amplification", ["expression", "gene and state"]),
        ("MGMT methylation", "HGNC:7059", "methylation", ["expression", "gene and state"]),
        ("XRCC1 Arg399Gln", "HGNC:12828", "Arg399Gln", ["expression", "gene and state"]),
        ("KRAS, then mutations", "HGNC:6407", "mutations", []),
    ],
)
def test_found_and_right(lexicon: Lexicon, text: str, gene: str, variant: str, judged: list[str]) -> None:
    spans = ((0, len(text.split(" ", maxsplit=1)[0])), (text.index(variant), text.index(variant) + len(variant)))
    gold = Expression(text, frozenset({gene}), variant, spans)
    assert judge(gold, BiomarkerFinder(lexicon).find(text), lexicon) == judged


def test_recall_on_the_half_that_was_not_looked_at(shared_data: Path, lexicon: Lexicon) -> None:
    recall = {(r.part, r.label): r.found_count / r.gold_count for r in evaluate_biomarkers(shared_data, lexicon)}
    assert recall["civicmine", "gene and state"] > 0.6
    assert recall["civic", "gene and state"] > 0.8

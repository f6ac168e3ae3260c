"""What was known on a day: the evidence of pairs, which pairs a sentence names, and what biomarkers told."""

from collections.abc import Sequence
from dataclasses import dataclass

from miner.records import EffectDirection, EvidenceRow

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEffect:
    """What an article says of a drug (or set, "" for none), a disease and a biomarker."""

    drug_id: str
    disease: str
    biomarker: str
    direction: EffectDirection
    pmid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All that hypotheses are made of, as of a day; the order of articles and pairs means nothing.

    Args:
        evidence: each (drug, disease) with its counted evidence.
        named: the pairs that share a sentence in any article, co-mention included.
        effects: what biomarkers told of drugs and diseases.
    """

    evidence: Sequence[tuple[Pair, Sequence[EvidenceRow]]]
    named: frozenset[Pair]
    effects: Sequence[KnownEffect]

"""Which pairs are candidates, and in which order: the score, near-duplicates folded, few rows of one drug in front.

A use that one agency has approved is known, but it stays a candidate where the others have not. A broader group than
the label makes no candidate: who writes "psoriasis" may well mean the plaque psoriasis of the label.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from miner.labels.same_use import SameUse
from miner.lexicon.areas import areas_of
from miner.lexicon.lexicon import Lexicon
from miner.records import COVERING_LEVELS, Followed, LabelLevel, LabelState, PairEvidence, Signal
from miner.signals.facts import Facts
from miner.signals.features import LABELS, LITERATURE
from miner.signals.fold import FORCING_CHANCE, Kin, Studies, cap, fold
from miner.signals.score import Score

OUTSIDE_LEVELS = frozenset({LabelLevel.OFF, LabelLevel.SIBLING})
"""The levels that make a pair a candidate in a jurisdiction by its disease alone."""


def is_outside(state: LabelState) -> bool:
    """Return whether a use is outside one label: by its disease, or by its age group, route, dose or condition."""
    return state.level in OUTSIDE_LEVELS or bool(state.kinds_beyond_disease)


def is_candidate(evidence: PairEvidence, states: Iterable[LabelState]) -> bool:
    """Return whether a pair is a candidate: a study or a systematic review supports it and it is outside some label.

    The drug has to be approved somewhere: without a label no use can be beyond it.
    """
    return evidence.is_supported and any(map(is_outside, states))


def rank_signals(
    candidates: Iterable[tuple[Facts, Score]], lexicon: Lexicon, same_use: SameUse | None = None
) -> list[Signal]:
    """Return the candidates, best first, near-duplicates folded into the best of them.

    Ties are broken by more supporting studies, then by identifiers.

    Args:
        candidates: what the score sees of each, with its score.
        lexicon: the hierarchy of diseases.
        same_use: which diseases labels do not tell apart.
    """
    candidates = list(candidates)
    signals = [
        Signal(
            evidence=facts.evidence,
            score=score.chance,
            label_states=facts.states,
            reasons=score.reasons(),
            literature=round(score.sum_of(LITERATURE), 2),
            labels=round(score.sum_of(LABELS), 2),
            areas=areas_of(lexicon, facts.evidence.disease),
            studied_kinds=facts.kinds,
            is_by_kind=facts.is_by_kind,
        )
        for facts, score in candidates
    ]
    signals.sort(key=_order)
    studies = {
        (facts.evidence.drug_id, facts.evidence.disease): Studies(facts.observed.supporting, facts.observed.titled)
        for facts, _ in candidates
    }
    kin = Kin(lexicon, same_use, studies)
    heads = [_with_folded(head, folded) for head, folded in fold(signals, pair_of, kin, lambda s: s.is_by_kind)]
    return cap(heads, lambda s: kin.drugs(s.evidence.drug_id), lambda s: s.score >= FORCING_CHANCE)


def _order(signal: Signal) -> tuple[float, int, str, str]:
    evidence = signal.evidence
    return -signal.score, -evidence.supporting_count, evidence.drug_id, evidence.disease


def pair_of(signal: Signal) -> tuple[str, str]:
    """Return the drug and the disease of a signal."""
    return signal.evidence.drug_id, signal.evidence.disease


def _with_folded(head: Signal, folded: Sequence[Signal]) -> Signal:
    return replace(head, folded=tuple(folded)) if folded else head


def find_followed(pairs: Iterable[tuple[PairEvidence, tuple[LabelState, ...]]]) -> list[Followed]:
    """Return pairs that were studied before any label covered them, longest lead first.

    Only stated and inferred days count. A pair is left out if a label that covers it has no such day and may be the
    earliest of all, because the study may then be the later one.
    """
    followed = []
    for evidence, states in pairs:
        covering = [state.fact for state in states if state.level in COVERING_LEVELS and state.fact]
        days = [fact.entered_on for fact in covering if fact.entered_on]
        open_days = [fact.absent_on or date.min for fact in covering if not fact.entered_on]
        if (
            evidence.supporting_count
            and evidence.first_year is not None
            and days
            and min(days) <= min([date.max, *open_days])
        ):
            lead_years = min(days).year - evidence.first_year
            if lead_years > 0:
                followed.append(
                    Followed(evidence=evidence, label_states=states, first_approved=min(days), lead_years=lead_years)
                )
    return sorted(followed, key=lambda f: (-f.lead_years, f.evidence.drug_id, f.evidence.disease))

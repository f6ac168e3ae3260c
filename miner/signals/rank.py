"""Which pairs are candidates, and in which order: the score, near-duplicates folded, few rows of one drug in front.

A list is for the readers of some regions: uses that no label there has come first, by the chance that one of these
labels comes to name them; uses that one of them has follow, since they are no early warning. Uses of which reviews or
recommendations tell and no study was read come last of all, in the same order. A broader group than the
label makes no candidate: who writes "psoriasis" may well mean the plaque psoriasis of the label.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import count

from miner.jurisdictions import CODES
from miner.labels.same_use import SameUse
from miner.lexicon.areas import areas_of
from miner.lexicon.lexicon import Lexicon
from miner.records import COVERING_LEVELS, Followed, LabelState, PairEvidence, Signal
from miner.signals.facts import Facts, is_labelled, is_outside
from miner.signals.features import LABELS, LITERATURE
from miner.signals.fold import FORCING_CHANCE, Kin, Studies, cap, fold
from miner.signals.score import Score


def is_candidate(evidence: PairEvidence, states: Iterable[LabelState]) -> bool:
    """Return whether a pair is a candidate: a study, or reviews alone, support it and it is outside some label.

    The drug has to be approved somewhere: without a label no use can be beyond it.
    """
    return evidence.is_supported and any(map(is_outside, states))


def rank_signals(
    candidates: Iterable[tuple[Facts, Score]],
    lexicon: Lexicon,
    same_use: SameUse | None = None,
    regions: Collection[str] = CODES,
) -> list[Signal]:
    """Return the candidates, best first, near-duplicates folded into the best of them.

    Uses that no label of the regions has come first, uses without a study of their own last. Ties are broken by more
    supporting studies, then by identifiers.

    Args:
        candidates: what the score sees of each, with its score.
        lexicon: the hierarchy of diseases.
        same_use: which diseases labels do not tell apart.
        regions: the jurisdictions of the readers.
    """
    candidates = list(candidates)
    signals = [
        Signal(
            evidence=facts.evidence,
            score=score.chance,
            label_states=facts.states,
            reasons=(*_unstudied(facts.evidence), *_late(facts.states, regions), *score.reasons()),
            literature=round(score.sum_of(LITERATURE), 2),
            labels=round(score.sum_of(LABELS), 2),
            areas=areas_of(lexicon, facts.evidence.disease),
            studied_kinds=facts.kinds,
            is_by_kind=facts.is_by_kind,
        )
        for facts, score in candidates
    ]
    signals.sort(key=lambda s: (not s.evidence.is_studied, is_late(s.label_states, regions), *_order(s)))
    studies = {
        (facts.evidence.drug_id, facts.evidence.disease): Studies(facts.observed.supporting, facts.observed.titled)
        for facts, _ in candidates
    }
    kin = Kin(lexicon, same_use, studies)
    is_apart = lambda signal: (signal.is_by_kind, is_late(signal.label_states, regions))  # noqa: E731 - a key, named
    heads = [_with_folded(head, folded) for head, folded in fold(signals, pair_of, kin, is_apart)]
    return list(map(_with_rank, _capped(heads, kin), count(1)))


def _capped(heads: Sequence[Signal], kin: Kin) -> list[Signal]:
    """Return the rows with the surplus of a drug moved down, never below a row without a study."""
    studied = [head for head in heads if head.evidence.is_studied]
    first = cap(studied, lambda s: kin.drugs(s.evidence.drug_id), lambda s: s.score >= FORCING_CHANCE)
    return first + list(heads[len(studied) :])


def _with_rank(head: Signal, rank: int) -> Signal:
    return replace(head, rank=rank, folded=tuple(replace(one, rank=rank) for one in head.folded))


def is_late(states: Iterable[LabelState], regions: Collection[str]) -> bool:
    """Return whether a label of some regions has a use already, for the patients and by the route of its studies."""
    return bool(_having(states, regions))


def _having(states: Iterable[LabelState], regions: Collection[str]) -> list[str]:
    own = (state for state in states if state.jurisdiction in regions)
    return [state.jurisdiction for state in own if is_labelled(state) and not is_outside(state)]


def _late(states: Iterable[LabelState], regions: Collection[str]) -> tuple[str, ...]:
    """Return in words why a row stands after those that no label of the regions has; () if none has it."""
    having = _having(states, regions)
    return (f"after uses that no label has: already on label in {' and '.join(having)}",) if having else ()


def _unstudied(evidence: PairEvidence) -> tuple[str, ...]:
    """Return in words why a row stands after all that have a study; () if it has one."""
    return () if evidence.is_studied else (f"after uses that have a study: none of its own read, {evidence.basis}",)


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

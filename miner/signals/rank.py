"""From counted evidence to candidates: which pairs are signals as of a day, and in which order.

The score multiplies four factors, each shown among the signal's reasons:

- strength: log2(1 + the design weights of the supporting studies, summed);
- growth: the number of recent studies relative to that expected from the volume of the literature, shrunk towards 1
  by a gamma prior (Poisson-gamma shrinkage as in DuMouchel 1999, doi:10.1080/00031305.1999.10474456);
- balance: supporting studies as a share of supporting and opposing ones, after adding one supporting study;
- label: off label weighs 1, a sibling of a labelled disease 0.7, a labelled disease in an age group, by a route or in a
  condition that its label excludes 0.5. A use that the label of another jurisdiction covers is multiplied by 0.4.

The weights of designs, levels and kinds and the factor for labels elsewhere are the project's judgement, not fitted to
data: a use that one agency has approved is known, but it stays a candidate where the others have not.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from miner.records import (
    COVERING_LEVELS,
    Design,
    Followed,
    LabelLevel,
    LabelState,
    PairEvidence,
    Signal,
)

_TIMES = "\N{MULTIPLICATION SIGN}"

DESIGN_WEIGHTS = {
    Design.UNKNOWN: 0.5,
    Design.IN_VITRO: 0.1,
    Design.ANIMAL: 0.2,
    Design.CASE_REPORT: 0.5,
    Design.CASE_SERIES: 0.8,
    Design.OBSERVATIONAL: 1.0,
    Design.PHASE_1: 1.0,
    Design.SINGLE_ARM: 1.2,
    Design.PHASE_2: 1.5,
    Design.PHASE_3: 2.0,
    Design.RANDOMISED: 3.0,
}
"""Weight of one study: chosen by this project in the order of the evidence pyramid, not fitted to data."""

LEVEL_WEIGHTS = {LabelLevel.OFF: 1.0, LabelLevel.SIBLING: 0.7}
"""The levels that make a pair a candidate in a jurisdiction by its disease alone.

A broader group than the label does not: who writes "psoriasis" may well mean the plaque psoriasis of the label.
"""

KIND_WEIGHT = 0.5
"""Weight of a use whose age group, route, dose or condition is outside the label, whatever the level of its disease."""

ELSEWHERE_WEIGHT = 0.4
"""Factor for a use that the label of another jurisdiction covers."""

RECENT_YEARS = 3
"""Growth compares the last three years with all years; both include the current one."""

PRIOR_STUDIES = 2.0
"""Weight of the prior, as if two studies had appeared exactly as expected."""


def growth_ratio(studies_by_year: Mapping[int, int], volume_by_year: Mapping[int, int], as_of: date) -> float:
    """Return the recent growth of a pair relative to that of the whole literature, shrunk towards 1 (equally fast).

    Args:
        studies_by_year: new independent studies of the pair.
        volume_by_year: articles of each year in the ledger, whatever they are about. An incomplete current year
            is incomplete on both sides, so it does not look like a decline.
        as_of: the day whose year ends the recent period.
    """
    years = [year for year in studies_by_year if year <= as_of.year]
    if not years:
        return 1.0
    since = as_of.year - RECENT_YEARS + 1
    total = sum(studies_by_year[year] for year in years)
    recent = sum(studies_by_year[year] for year in years if year >= since)
    span = {year: count for year, count in volume_by_year.items() if year <= as_of.year}
    volume = sum(span.values())
    expected = total * sum(count for year, count in span.items() if year >= since) / volume if volume else 0.0
    return (recent + PRIOR_STUDIES) / (expected + PRIOR_STUDIES)


def score_pair(
    evidence: PairEvidence, states: Sequence[LabelState], volume_by_year: Mapping[int, int], as_of: date
) -> tuple[float, tuple[str, ...]]:
    """Return the score of a candidate (see `is_candidate`) and its reasons in words."""
    weight = sum(DESIGN_WEIGHTS[design] * count for design, count in evidence.supporting_by_design.items())
    strength = math.log2(1 + weight)
    growth = growth_ratio(evidence.studies_by_year, volume_by_year, as_of)
    balance = (evidence.supporting_count + 1) / (evidence.supporting_count + evidence.opposing_count + 1)
    label, words = max(filter(None, map(_outside, states)))
    designs = ", ".join(f"{count} {design.title}" for design, count in evidence.supporting_by_design.items())
    reasons = [
        f"strength {strength:.2f} ({designs})",
        f"growth {_TIMES} {growth:.2f}",
        f"balance {_TIMES} {balance:.2f}",
        f"{words} {_TIMES} {label:.1f}",
    ]
    elsewhere = [state.jurisdiction for state in states if state.is_covered or _is_each(state)]
    if elsewhere:
        label *= ELSEWHERE_WEIGHT
        reasons.append(f"labelled in {' and '.join(elsewhere)} {_TIMES} {ELSEWHERE_WEIGHT}")
    return round(strength * growth * balance * label, 2), tuple(reasons)


def _outside(state: LabelState) -> tuple[float, str] | None:
    """Return how far a use is outside one label, as a weight, and in words; None if this label makes no candidate."""
    if state.level in LEVEL_WEIGHTS:
        return LEVEL_WEIGHTS[state.level], state.level.title
    kinds = [kind.value for kind in state.kinds_beyond_disease]
    return (KIND_WEIGHT, f"{' and '.join(kinds)} outside the label") if kinds else None


def _is_each(state: LabelState) -> bool:
    """Return whether every drug of a set is on label alone, and nothing known of the use is outside these labels."""
    return state.level is LabelLevel.EACH and not state.kinds_beyond_disease


def is_candidate(evidence: PairEvidence, states: Iterable[LabelState]) -> bool:
    """Return whether a pair is a candidate: an independent study supports it and it is outside some label.

    The drug has to be approved somewhere: without a label no use can be beyond it.
    """
    return evidence.supporting_count > 0 and any(_outside(state) for state in states)


def rank_signals(
    pairs: Iterable[tuple[PairEvidence, tuple[LabelState, ...]]],
    volume_by_year: Mapping[int, int],
    as_of: date,
) -> list[Signal]:
    """Return the candidates, best first; ties are broken by more supporting studies, then by identifiers."""
    signals = []
    for evidence, states in pairs:
        if is_candidate(evidence, states):
            score, reasons = score_pair(evidence, states, volume_by_year, as_of)
            signals.append(Signal(evidence=evidence, score=score, label_states=states, reasons=reasons))
    return sorted(
        signals,
        key=lambda s: (-s.score, -s.evidence.supporting_count, s.evidence.drug_id, s.evidence.disease),
    )


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

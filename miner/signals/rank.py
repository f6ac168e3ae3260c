"""From counted evidence to candidates: which pairs are signals as of a day, and in which order.

The score multiplies four factors, each shown among the signal's reasons:

- strength: log2(1 + the design weights of the supporting studies, summed);
- growth: the number of recent studies relative to that expected from the volume of the literature, shrunk towards 1
  by a gamma prior (Poisson-gamma shrinkage as in DuMouchel 1999, doi:10.1080/00031305.1999.10474456);
- balance: supporting studies as a share of supporting and opposing ones, after adding one supporting study;
- label: off label weighs 1, a sibling of a labelled disease 0.7, a broader group than the label 0.3.
"""

import math
from collections.abc import Iterable, Mapping
from datetime import date

from miner.records import COVERING_LEVELS, Design, Followed, LabelLevel, LabelState, PairEvidence, Signal

DESIGN_WEIGHTS = {
    Design.UNKNOWN: 0.5,
    Design.IN_VITRO: 0.1,
    Design.ANIMAL: 0.2,
    Design.CASE_REPORT: 0.5,
    Design.CASE_SERIES: 0.8,
    Design.OBSERVATIONAL: 1.0,
    Design.PHASE_1: 1.0,
    Design.PHASE_2: 1.5,
    Design.RANDOMISED: 3.0,
}
"""Weight of one study: chosen by this project in the order of the evidence pyramid, not fitted to data."""

LEVEL_WEIGHTS = {LabelLevel.OFF_LABEL: 1.0, LabelLevel.SIBLING: 0.7, LabelLevel.BROADER: 0.3}
"""The levels that make a pair a candidate in a jurisdiction."""

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
    evidence: PairEvidence, states: Iterable[LabelState], volume_by_year: Mapping[int, int], as_of: date
) -> tuple[float, tuple[str, ...]]:
    """Return the score of a candidate (see `is_candidate`) and its reasons in words."""
    weight = sum(DESIGN_WEIGHTS[design] * count for design, count in evidence.supporting_by_design.items())
    strength = math.log2(1 + weight)
    growth = growth_ratio(evidence.studies_by_year, volume_by_year, as_of)
    balance = (evidence.supporting_count + 1) / (evidence.supporting_count + evidence.opposing_count + 1)
    label, level = max(
        ((LEVEL_WEIGHTS[state.level], state.level) for state in states if state.level in LEVEL_WEIGHTS),
    )
    designs = ", ".join(f"{count} {design.title}" for design, count in evidence.supporting_by_design.items())
    reasons = (
        f"strength {strength:.2f} ({designs})",
        f"growth \N{MULTIPLICATION SIGN} {growth:.2f}",
        f"balance \N{MULTIPLICATION SIGN} {balance:.2f}",
        f"{level} \N{MULTIPLICATION SIGN} {label:.1f}",
    )
    return round(strength * growth * balance * label, 2), reasons


def is_candidate(evidence: PairEvidence, states: Iterable[LabelState]) -> bool:
    """Return whether a pair is a candidate: an independent study supports it and some label does not cover it.

    The drug has to be approved somewhere: without a label no use can be beyond it.
    """
    return evidence.supporting_count > 0 and any(state.level in LEVEL_WEIGHTS for state in states)


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

    A pair is left out if a label that covers it has no approval day, because the study may then be the later one.
    """
    followed = []
    for evidence, states in pairs:
        covering = [state.fact for state in states if state.level in COVERING_LEVELS and state.fact]
        days = [fact.approved_on for fact in covering if fact.approved_on]
        if evidence.supporting_count and evidence.first_year is not None and days and len(days) == len(covering):
            lead_years = min(days).year - evidence.first_year
            if lead_years > 0:
                followed.append(
                    Followed(evidence=evidence, label_states=states, first_approved=min(days), lead_years=lead_years)
                )
    return sorted(followed, key=lambda f: (-f.lead_years, f.evidence.drug_id, f.evidence.disease))

"""All that the features of a candidate see of it on a day, and how it stands to the labels of each region."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from miner.records import Design, LabelLevel, LabelState, PairEvidence, StudiedKind
from miner.signals.background import Background
from miner.signals.emergence import RECENT_YEARS, Change, change_point, growth_ratio
from miner.signals.observed import Observed

YEARS_MAX = 15
OUTSIDE_LEVELS = frozenset({LabelLevel.OFF, LabelLevel.SIBLING})
"""The levels that make a pair a candidate in a jurisdiction by its disease alone."""
DAYS_OF_YEAR = 365.25
_PRECLINICAL = frozenset({Design.IN_VITRO, Design.ANIMAL})


def is_outside(state: LabelState) -> bool:
    """Return whether a use is outside one label: by its disease, or by its age group, route, dose or condition."""
    return state.level in OUTSIDE_LEVELS or bool(state.kinds_beyond_disease)


def is_labelled(state: LabelState) -> bool:
    """Return whether a label covers a use, or each drug of the set alone."""
    return state.is_covered or state.level is LabelLevel.EACH


@dataclass(frozen=True)
class Facts:
    """All that features see of a candidate on a day.

    Args:
        evidence: its totals.
        observed: what its articles show beyond them.
        states: its label states.
        background: the volumes of its drug and disease.
        as_of: the day.
        drug_age: years since the first approval anywhere, None if unknown.
        labelled_drugs: other drugs on label for the disease.
        label_growth: uses that came onto the drug's label in the last five years, after its first approval.
        disease_gain: other drugs that came onto a label for the disease in the last five years.
        has_class_mate: whether one of them is of the drug's class.
        descendants: entries below the disease.
        is_symptom: whether the disease is a symptom or sign.
        prior: shape and rate of the gamma prior of EB05.
        kinds: what its studies are outside of besides the disease.
        is_by_kind: whether they alone make it a candidate.
        market_years: jurisdiction to the years since the drugs came to its market, as far as a day is known.
        region: the jurisdiction whose next label is asked for, "" if none is.
    """

    evidence: PairEvidence
    observed: Observed
    states: tuple[LabelState, ...]
    background: Background
    as_of: date
    drug_age: float | None
    labelled_drugs: int
    label_growth: int
    disease_gain: int
    has_class_mate: bool
    descendants: int
    is_symptom: bool
    prior: tuple[float, float] = (1.0, 1.0)
    kinds: tuple[StudiedKind, ...] = ()
    is_by_kind: bool = False
    market_years: Mapping[str, float] = field(default_factory=dict)
    region: str = ""

    def seen_from(self, region: str) -> "Facts":
        """Return the same facts for the features that differ by region."""
        return replace(self, region=region)

    @cached_property
    def open_regions(self) -> tuple[str, ...]:
        """The jurisdictions whose label the use is outside of: where a label can follow."""
        return tuple(state.jurisdiction for state in self.states if is_outside(state))

    @cached_property
    def expected(self) -> float:
        """Studies that drug and disease explain."""
        return self.background.expected(self.evidence.drug_id, self.evidence.disease)

    @cached_property
    def unopposed_by_year(self) -> dict[int, int]:
        """New studies a year, without those that oppose: a trial that finds no benefit is no growth of a use."""
        opposing = self.evidence.opposing_by_year
        left = {year: count - opposing.get(year, 0) for year, count in self.evidence.studies_by_year.items()}
        return {year: count for year, count in left.items() if count}

    @cached_property
    def unopposed_count(self) -> int:
        """Independent studies, without those that oppose."""
        return self.evidence.study_count - self.evidence.opposing_count

    @cached_property
    def change(self) -> Change:
        """The clearest change of pace relative to all articles."""
        return change_point(self.unopposed_by_year, self.background.volume_by_year, self.as_of.year)

    @cached_property
    def elsewhere(self) -> tuple[str, ...]:
        """The jurisdictions, other than the region asked for, whose label covers the use or each drug of the set."""
        return tuple(s.jurisdiction for s in self.states if is_labelled(s) and s.jurisdiction != self.region)

    @cached_property
    def years_elsewhere(self) -> float | None:
        """Years since the first known day on which one of them did, None if none is known."""
        facts = [s.fact for s in self.states if s.jurisdiction in self.elsewhere and s.fact is not None]
        days = [day for fact in facts if (day := fact.entered_on) is not None and day <= self.as_of]
        return (self.as_of - min(days)).days / DAYS_OF_YEAR if days else None

    @cached_property
    def open_count(self) -> int:
        """Regions where the drug is approved and the disease off label."""
        return sum(state.level in {LabelLevel.OFF, LabelLevel.SIBLING} for state in self.states)

    @cached_property
    def labelled_uses(self) -> int:
        """Diseases on the drug's label where the use is not, in the region that has most."""
        return max((len(state.labelled) for state in self.states), default=0)

    @cached_property
    def is_preclinical(self) -> bool:
        """Whether only work on cells or animals supports the use; a design that is not known is no such work."""
        designs = self.evidence.supporting_by_design.keys()
        return bool(designs) and designs <= _PRECLINICAL

    def count(self, *designs: Design) -> int:
        """Return the supporting studies of some designs."""
        return sum(self.evidence.supporting_by_design.get(design, 0) for design in designs)

    def growth(self, volume: Mapping[int, int]) -> float:
        """Return the growth of the pair relative to a volume, in doublings."""
        return math.log2(growth_ratio(self.unopposed_by_year, volume, self.as_of.year))

    def since(self, year: int | None) -> int:
        """Return how many years ago a year was, at most `YEARS_MAX`; unknown is long ago."""
        return YEARS_MAX if year is None else max(0, min(YEARS_MAX, self.as_of.year - year))

    @cached_property
    def idle_years(self) -> int:
        """Years since the last new study."""
        return self.since(max(self.unopposed_by_year, default=None))

    @cached_property
    def step_up(self) -> Design | None:
        """The design of trials that supported the use for the first time in the last years."""
        for design in (Design.RANDOMISED, Design.PHASE_2):
            year = self.observed.first_years.get(design)
            if year is not None and self.as_of.year - RECENT_YEARS <= year:
                return design
        return None

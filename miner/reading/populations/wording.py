"""A wording: how texts say one value of one kind of trait."""

from typing import NamedTuple

from miner.records import TraitKind


class Wording(NamedTuple):
    """How a text says one value of one kind."""

    kind: TraitKind
    value: str
    pattern: str
    example: str
    guard: str
    before: str = ""
    after: str = ""
    is_weak: bool = False
    """Whether it tells an outcome as often as a trait: then it counts in titles, aims and methods only."""
    requires: str = ""
    """What the article must say somewhere: "adjuvant" is a setting in cancer, "conditioning" before a transplant."""
    needs_drug: bool = False
    """Whether a sentence outside the title must name a drug: much else is prevented, and done before surgery."""

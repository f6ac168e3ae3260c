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

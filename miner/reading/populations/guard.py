"""A guard: words around a trait that is not the study's own."""

from typing import NamedTuple

from miner.records import TraitKind

LINE, SETTING, MARKER = TraitKind.LINE, TraitKind.SETTING, TraitKind.BIOMARKER
PARTNER, PRIOR, COMPARATOR = TraitKind.PARTNER, TraitKind.PRIOR_THERAPY, TraitKind.COMPARATOR
AGE, PREGNANCY, SEVERITY, ROUTE = TraitKind.AGE_GROUP, TraitKind.PREGNANCY, TraitKind.SEVERITY, TraitKind.ROUTE


class Guard(NamedTuple):
    """Words by which a trait of some kinds is not the study's.

    `before` must match the words of the sentence just before the trait, `after` those just behind it; where a row has
    both, both must. `example` loses its trait; `counter`, near words, keeps it.
    """

    kinds: frozenset[TraitKind]
    example: str
    counter: str
    before: str = ""
    after: str = ""
    words: str = ""
    """What the trait's own words must match."""
    values: frozenset[str] = frozenset()
    """The values that it is about; of all if empty."""
    is_of_titles: bool = True
    """Whether a title can say it: a title advises nothing."""
    needs_no_drug: bool = False
    """Whether it says so only where no drug follows: what the patients had anyhow, not what they were given."""

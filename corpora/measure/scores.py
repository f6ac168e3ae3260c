"""The records of every measure: counts and shares, single differences from gold, and an evaluation made of them."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts of one measure and label on one part, or of all labels that can be predicted ("all")."""

    measure: str
    part: str
    label: str
    found_count: int
    spurious_count: int
    missed_count: int
    is_known: bool = True
    """False where this label cannot be predicted: then there is nothing to score."""
    has_precision: bool = True
    """False where the gold is incomplete: spurious predictions cannot be counted, so only recall means anything."""

    @property
    def gold_count(self) -> int:
        """How many there are to find."""
        return self.found_count + self.missed_count

    @property
    def precision(self) -> float:
        """Share of the predictions that are gold, 0 where nothing was predicted."""
        return self.found_count / max(1, self.found_count + self.spurious_count)

    @property
    def recall(self) -> float:
        """Share of the gold that was predicted, 0 where there is no gold."""
        return self.found_count / max(1, self.gold_count)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.found_count / max(1, 2 * self.found_count + self.spurious_count + self.missed_count)


class Counts(NamedTuple):
    """True positives, false positives and false negatives; `total` adds them up."""

    found: int = 0
    spurious: int = 0
    missed: int = 0

    def as_score(
        self, measure: str, part: str, label: str, *, is_known: bool = True, has_precision: bool = True
    ) -> Score:
        """Return these counts as the score of a measure and label on a part."""
        return Score(
            measure=measure,
            part=part,
            label=label,
            found_count=self.found,
            spurious_count=self.spurious,
            missed_count=self.missed,
            is_known=is_known,
            has_precision=has_precision,
        )


def compare(gold: set[Any], predicted: set[Any]) -> Counts:
    """Return how many elements both sets share and how many only one of them has."""
    return Counts(len(gold & predicted), len(predicted - gold), len(gold - predicted))


def total(counts: Iterable[Counts]) -> Counts:
    """Return the sum of each count."""
    columns = list(zip(*counts, strict=True)) or [(), (), ()]
    return Counts(*(sum(column) for column in columns))


Interval = tuple[float, float]


def wilson(count: int, of: int) -> Interval:
    """Return the 95 % interval of a share (Wilson), (0, 1) of nothing."""
    if not of:
        return 0.0, 1.0
    z = 1.959964
    share = count / of
    middle = share + z * z / (2 * of)
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(0.0, (middle - half) / (1 + z * z / of)), min(1.0, (middle + half) / (1 + z * z / of))


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of some rows are so: one cell of the table of a measure, in row `group` and column `name`."""

    measure: str
    group: str
    name: str
    count: int
    of: int

    @property
    def value(self) -> float:
        """The share in [0, 1], 0 of nothing."""
        return self.count / max(1, self.of)

    @property
    def interval(self) -> Interval:
        """The 95 % interval of the share (Wilson)."""
        return wilson(self.count, self.of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One row on which a measure differs from what it is compared with.

    `kind` groups differences; `row` says which one it is; `found` and `expected` are the two answers; `reason` is why.
    """

    measure: str
    kind: str
    row: str
    expected: str
    found: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonScore:
    """How often links of one reason are right, and the mean score that the linker gave them."""

    label: str
    reason: str
    count: int
    right_count: int
    mean_score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The results of one evaluation. Speeds are in abstracts per second of one core's processor time.

    Only reading sets `model`, `reasons`, speeds and `missing_count`. `model` is the model or file that was scored;
    `abstracts_per_second` is the speed of the pipeline (mentions, sentences, abbreviations) and `read_per_second` that
    of the whole reader with linking and claims, None for a file; `missing_count` is the number of gold documents that
    a file lacks.
    """

    model: str | None = None
    scores: tuple[Score, ...] = ()
    shares: tuple[Share, ...] = ()
    differences: tuple[Difference, ...] = ()
    reasons: tuple[ReasonScore, ...] = ()
    abstracts_per_second: float | None = None
    read_per_second: float | None = None
    missing_count: int = 0
    notes: tuple[str, ...] = ()
    """One line each on what the measures mean."""

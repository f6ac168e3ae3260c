"""What every measure comes down to: counts of what was found, spurious and missed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts of one measure and label on one part, or of all labels that were predicted ("all")."""

    measure: str
    part: str
    label: str
    found_count: int
    spurious_count: int
    missed_count: int
    is_known: bool = True
    """False where nothing of this label can be predicted: then there is nothing to score."""

    @property
    def gold_count(self) -> int:
        """How many there are to find."""
        return self.found_count + self.missed_count

    @property
    def precision(self) -> float:
        """Share of the predicted that is gold, 0 where nothing was predicted."""
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
    """Found, spurious and missed; they add up (`total`)."""

    found: int = 0
    spurious: int = 0
    missed: int = 0

    def as_score(self, measure: str, part: str, label: str, *, is_known: bool = True) -> Score:
        """These counts with the name of what they count."""
        return Score(
            measure=measure,
            part=part,
            label=label,
            found_count=self.found,
            spurious_count=self.spurious,
            missed_count=self.missed,
            is_known=is_known,
        )


def compare(gold: set[Any], predicted: set[Any]) -> Counts:
    """What two sets have in common and what each has alone."""
    return Counts(len(gold & predicted), len(predicted - gold), len(gold - predicted))


def total(counts: Iterable[Counts]) -> Counts:
    """The sums."""
    columns = list(zip(*counts, strict=True)) or [(), (), ()]
    return Counts(*(sum(column) for column in columns))

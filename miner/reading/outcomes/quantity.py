"""What a quantity is: a number with its form, sign, unit, spread and interval, as one thing with one span."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from miner.reading.outcomes.intervals import Interval
from miner.reading.outcomes.tokens import Token


class Form(StrEnum):
    """What a quantity looks like, before its words say what it measures."""

    P_VALUE = "p"
    PERCENT = "percent"
    TIME = "time"
    PEOPLE = "people"
    FRACTION = "fraction"
    MEASURE = "measure"
    DOSE = "dose"
    PLAIN = "plain"
    RANGE = "range"


@dataclass(slots=True)
class Quantity:
    """A number and what is written with it. `first` and `last` are tokens, `last` the last one that belongs to it."""

    form: Form
    value: float
    first: int
    last: int
    start: int
    end: int
    unit: str = ""
    sign: str = "="
    interval: Interval | None = None
    has_spread: bool = False
    of: int | None = None
    is_words: bool = False
    value_end: int = 0

    def take(self, interval: Interval, tokens: Sequence[Token]) -> None:
        """Let an interval belong to this quantity, with its place."""
        self.interval = interval
        self.last = interval.last
        self.end = tokens[interval.last].end

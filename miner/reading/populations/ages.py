"""Age groups by numbers: ranges, limits, means with their range, and the age of a single patient."""

import re
from collections.abc import Iterator

from miner.reading.populations.patterns import CUES
from miner.reading.populations.study_text import Found

_LIMITS = (
    ("neonate", 0.0, 28 / 365),
    ("infant", 28 / 365, 2.0),
    ("child", 2.0, 12.0),
    ("adolescent", 12.0, 18.0),
    ("adult", 18.0, 65.0),
    ("older adult", 65.0, 200.0),
)
"""Age groups with their bounds in years, the upper one excluded."""

_GROWN = frozenset({"adolescent", "adult"})
_IN_YEARS = {"y": 1.0, "m": 1 / 12, "w": 7 / 365, "d": 1 / 365, "h": 1 / 8760}
_NOT_PATIENTS = re.compile(
    r"\b(?:rats?|mice|mouse|rabbits?|dogs?|pigs?|piglets?|monkeys?|cats?|history|gestation\w*|follow|survival|therapy|"
    r"treatment|duration|disease|diabetes|ulcer|study|period)\b"
)
_ANIMALS = re.compile(r"\b(?:rats|mice|rabbits|dogs|pigs|piglets|monkeys|cats|sheep|pups)\b")
_NEAR = 20
_BEHIND = re.compile(r"[ -]?(?:of |\()?(?:gestation|gestational|pregnan|history|follow)")


def find_ages(lowered: str, start: int, end: int, cues: int = -1) -> Iterator[Found]:
    """Yield the age groups that the numbers of a sentence say, each with the span of its numbers.

    An age without a unit is in years. Groups are those that the range overlaps: neonate (below 28 days), infant (below
    2 years), child (2-11), adolescent (12-17), adult (18-64), older adult (65 and older). A range that ends where they
    begin has no adolescents or adults: "2 to 18 years" are children and adolescents.

    Args:
        lowered: the text in lower case.
        start: where the sentence begins.
        end: where it ends.
        cues: the bits of the patterns that can match in it; all are tried if left out.
    """
    taken: list[tuple[int, int]] = []
    for _, pattern in CUES.patterns("ages", cues):
        for match in pattern.finditer(lowered, start, end):
            span = match.span()
            if any(span[0] < other[1] and other[0] < span[1] for other in taken):
                continue
            if _NOT_PATIENTS.search(lowered, match.start(), match.end()) or _BEHIND.match(lowered, match.end(), end):
                continue
            if _NOT_PATIENTS.match(lowered, match.end() + 1, end) or _ANIMALS.search(
                lowered, max(start, match.start() - _NEAR), match.start()
            ):
                continue
            taken.append(span)
            for group in _groups_of(match):
                yield Found(group, *span)


def _groups_of(match: re.Match[str]) -> Iterator[str]:
    named = match.groupdict()
    unit = named.get("unit") or ""
    if named.get("low"):
        low = _years(named["low"], named.get("low_unit") or unit or named.get("mean_unit") or "")
        high = _years(named["high"], unit or named.get("low_unit") or named.get("mean_unit") or "")
        yield from _overlapping(low, high)
    elif named.get("mean"):
        mean = _years(named["mean"], named.get("mean_unit") or "")
        yield from _overlapping(mean, mean)
    elif named.get("least"):
        least = _years(named["least"], unit)
        yield from _overlapping(least, 64.0 if 18 <= least < 60 else 100.0 if least >= 60 else 18.5)
    elif named.get("most"):
        most = _years(named["most"], unit)
        if most <= 21:
            yield from _overlapping(most / 2 if most <= 2 else 2.0, most - 0.01)
    else:
        one = _years(named["one"], unit)
        yield from _overlapping(one, one)


def _years(number: str, unit: str) -> float:
    return float(number) * _IN_YEARS[unit[:1] or "y"]


def _overlapping(low: float, high: float) -> Iterator[str]:
    if high > 115 or high < low:
        return
    for group, lowest, highest in _LIMITS:
        if low < highest and high >= lowest and (group != "older adult" or high >= 66 or low >= 60):
            if (group == "adult" and low >= 60 and low != high) or (group == "neonate" and high > 0.5):
                continue
            if group in _GROWN and high == lowest > low:
                continue
            yield group

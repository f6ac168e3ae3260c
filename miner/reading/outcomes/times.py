"""Finds time points: "at 12 weeks", "week 24", "after 6 months", "12-month", "at baseline"."""

import re
from collections.abc import Sequence
from typing import NamedTuple

_UNIT = r"(?:months?|mo|weeks?|wks?|days?|years?|yrs?|hours?|hrs?|h|minutes?|min)"
_NUMBER = r"(?:\d+(?:[.,·]\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|a)"
_TIME = re.compile(
    rf"\b(?:at|after|by|within|in|over|during|for|post|from|until|"
    rf"to)\s(?:the\s)?(?:end\sof\s)?(?:an?\s)?(?:the\s)?(?:first\s|next\s|last\s)?"
    rf"(?P<after>{_NUMBER}(?:\s?(?:-|–|and|to)\s?{_NUMBER})?[\s-]{_UNIT})\b"
    rf"|\b(?P<named>(?:weeks?|days?|months?|years?|wk|hour|visit)\s\d+(?:(?:\sand\s|\sto\s|-)\d+)?)\b"
    rf"|\b(?P<each>baseline|endpoint|discharge)\b"
    rf"|\b(?P<year>{_NUMBER}[\s-](?:year|yr|month|mo|week|"
    rf"day))\b(?=[\s-](?:\w+[\s-]){{0,3}}(?:survival|rate|mortality|os|pfs|dfs|efs|incidence|follow|"
    rf"outcome|response))",
    re.IGNORECASE,
)


class TimePoint(NamedTuple):
    """A time point in the words of the text and where it stands."""

    words: str
    start: int
    end: int


_SIGNS = re.compile(
    r"week|wk|month|mo\b|day|year|yr|hour|hr|min|baseline|endpoint|discharge|visit|\dh\b|\d h\b", re.IGNORECASE
)


def find_times(text: str, start: int, end: int) -> list[TimePoint]:
    """Return the time points of `text[start:end]` in order."""
    if not _SIGNS.search(text, start, end):
        return []
    return [
        TimePoint(match[group], match.start(group), match.end(group))
        for match in _TIME.finditer(text, start, end)
        if (group := match.lastgroup)
    ]


def time_near(times: Sequence[TimePoint], start: int, end: int, text: str) -> str:
    """Return the time point nearest to a number at `start` to `end`, those of its own clause first; "" if none."""
    best, best_distance = "", 10_000
    for time in times:
        if time.start < end and start < time.end:
            continue
        low, high = (time.end, start) if time.end <= start else (end, time.start)
        distance = high - low + 40 * text.count(";", low, high) + (30 if time.start >= end else 0)
        distance += 150 * (time.words.lower() == "baseline")
        if distance < best_distance:
            best, best_distance = time.words, distance
    return best

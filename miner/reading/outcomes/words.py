"""Finds the words of a sentence that say what its numbers measure, with one automaton for all of them."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import ahocorasick

from miner.reading.outcomes.kind_words import TOPICS


class Cue(NamedTuple):
    """A phrase of the table in a text: its topic and where it stands."""

    topic: str
    start: int
    end: int


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for topic, phrases in TOPICS.items():
        for phrase in phrases.split("|"):
            is_open = phrase.endswith("~")
            automaton.add_word(phrase.rstrip("~"), (topic, len(phrase.rstrip("~")), is_open))
    automaton.make_automaton()
    return automaton


def find_cues(lowered: str, start: int, end: int) -> list[Cue]:
    """Return the cues of `lowered[start:end]` (lower case) in order, the longest of those that overlap."""
    found = sorted(_whole(lowered, start, end), key=lambda cue: (cue.start, -cue.end))
    kept: list[Cue] = []
    for cue in found:
        if not kept or cue.start >= kept[-1].end:
            kept.append(cue)
        elif cue.end > kept[-1].end and cue.start == kept[-1].start:
            kept[-1] = cue
    return kept


def _whole(lowered: str, start: int, end: int) -> Iterator[Cue]:
    for last, (topic, length, is_open) in _automaton().iter(lowered, start, end):
        first = last - length + 1
        after = last + 1
        if first > 0 and (
            lowered[first - 1].isalnum() or (lowered[first - 1] == "-" and topic in {"odds ratio", "correlation"})
        ):
            continue
        if after < end and lowered[after].isalnum():
            if not is_open:
                continue
            while after < end and lowered[after].isalnum():
                after += 1
        yield Cue(topic, first, after)

"""Gives numbers of a mixed list their kinds: "ORR, DCR, median PFS and OS were 23%, 58%, 3.0 and 6.7 months"."""

from collections.abc import Sequence
from itertools import pairwise

from miner.reading.outcomes.durations import survival_kind
from miner.reading.outcomes.kind_words import KINDS
from miner.reading.outcomes.quantity import Form
from miner.reading.outcomes.sentence import Sentence
from miner.reading.outcomes.words import Cue
from miner.records.studies import OutcomeKind as Kind

_FORMS = frozenset({Form.PERCENT, Form.TIME})
_BETWEEN = frozenset({",", "and", ";", ")", "months", "weeks", "days", "years", "respectively"})
_NAMING = frozenset(
    {"response", "complete response", "remission", "disease control", "clinical benefit", "survival", "free survival"}
)
_NAMES_APART = 60
_AT_LEAST = 3


def mixed_list(sentence: Sentence) -> dict[int, tuple[Kind, Cue]]:
    """Return kinds by position of shares and times in one list, if as many names stand before it in one list."""
    forms = {quantity.form for quantity in sentence.quantities}
    if not forms >= _FORMS:
        return {}
    numbers = _numbers(sentence)
    if len(numbers) < _AT_LEAST or {sentence.quantities[each].form for each in numbers} != _FORMS:
        return {}
    names = _names(sentence, sentence.quantities[numbers[0]].start)[-len(numbers) :]
    if len(names) < len(numbers):
        return {}
    found = {each: _kind(sentence, each, name) for each, name in zip(numbers, names, strict=True)}
    return (
        {each: (kind, name) for (each, kind), name in zip(found.items(), names, strict=True) if kind}
        if all(found.values())
        else {}
    )


def _kind(sentence: Sentence, position: int, name: Cue) -> Kind | None:
    form = sentence.quantities[position].form
    if form is Form.TIME and name.topic in {"survival", "free survival"}:
        return survival_kind(sentence, name)
    return KINDS.get((name.topic, form))


def _numbers(sentence: Sentence) -> Sequence[int]:
    """Return the positions of the first list of three shares or times, or more, between which only joins stand."""
    chosen: list[int] = []
    for position, quantity in enumerate(sentence.quantities):
        if quantity.form not in _FORMS:
            between = None
        else:
            between = sentence.words(sentence.quantities[chosen[-1]].last + 1, quantity.first) if chosen else []
        if between is not None and (not chosen or (between and _BETWEEN.issuperset(between))):
            chosen.append(position)
            continue
        if len(chosen) >= _AT_LEAST:
            break
        chosen = [position] if quantity.form in _FORMS else []
    return chosen


def _names(sentence: Sentence, end: int) -> list[Cue]:
    """Return the last names before a place that commas join, each once: "response rate (RR), PFS and OS"."""
    named = [cue for cue in sentence.cues if cue.end <= end and cue.topic in _NAMING]
    kept = [
        two
        for one, two in pairwise([None, *named])
        if two is not None
        and (one is None or one.topic != two.topic or sentence.text[two.start - 1 : two.start] != "(")
    ]
    first = len(kept) - 1
    while first > 0:
        between = sentence.lowered[kept[first - 1].end : kept[first].start]
        if (
            len(between) > _NAMES_APART
            or not ("," in between or " and " in between)
            or any(c.isdigit() for c in between)
        ):
            break
        first -= 1
    return kept[max(0, first) :]

"""Says what a number measures, by its form and the words beside it."""

import re

from miner.reading.outcomes.durations import time_kind
from miner.reading.outcomes.kind_words import KINDS, RATIOS
from miner.reading.outcomes.measures import measure_kind
from miner.reading.outcomes.passages import Telling
from miner.reading.outcomes.percents import percent_kind
from miner.reading.outcomes.quantity import Form, Quantity
from miner.reading.outcomes.sentence import Sentence
from miner.reading.outcomes.tokens import WORD
from miner.reading.outcomes.words import Cue
from miner.records.studies import OutcomeKind as Kind

Found = tuple[Kind, Cue | None]


_THRESHOLD_BEFORE = frozenset({"least", "than", "over", "above", "below", "most", "under", "beyond"})


_THRESHOLD_AFTER = (
    ("or", "greater"),
    ("or", "more"),
    ("or", "less"),
    ("or", "higher"),
    ("or", "better"),
    ("or", "lower"),
    ("or", "above"),
)


def kind_of(sentence: Sentence, position: int) -> Found | None:  # noqa: PLR0911 (a list of rules: the first that applies)
    """Return what the quantity at a position measures and the words that say so; None if it is no result."""
    quantity = sentence.quantities[position]
    if (quantity.first == 0 and _is_torn(sentence, quantity)) or _is_torn_off(sentence, quantity):
        return None
    if quantity.form is Form.P_VALUE:
        return (
            (Kind.P_VALUE, None) if sentence.telling is Telling.RESULTS and not _is_threshold_of_p(sentence) else None
        )
    if sentence.telling is not Telling.RESULTS or quantity.form in {Form.RANGE, Form.DOSE, Form.PEOPLE, Form.FRACTION}:
        return None
    if (found := _ratio(sentence, position)) is not None:
        return found
    if quantity.sign in {">", ">=", "<", "<="} or _is_threshold(sentence, quantity):
        return None
    if sentence.words(quantity.first - 3, quantity.first) in (["%", "]", "of"], ["%", ")", "of"]):
        return None  # "178 [42%] of 425 vs 124 [29%] of 422"
    if _is_bound(sentence, quantity) or _is_of_scale(sentence, quantity) or _is_start(sentence, quantity):
        return None
    if quantity.form is Form.PERCENT:
        return percent_kind(sentence, position)
    if quantity.form is Form.TIME:
        return time_kind(sentence, position)
    return measure_kind(sentence, position)


_RANGED = frozenset({"ranged", "varied", "ranging", "varying"})
_BOUNDS = frozenset({"limit", "bound", "boundary", "ranged"})
_SAY_BOUND = _RANGED | {"ci", "confidence"}


def _is_bound(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether one end of an interval is told alone: "the upper limit of the 95% CI was 0.7%"."""
    if _SAY_BOUND.isdisjoint(sentence.vocabulary):
        return False
    before = sentence.words(quantity.first - 20, quantity.first)
    if _RANGED.intersection(before[-6:]) and ("from" in before[-4:] or "between" in before[-4:]):
        return True  # "the ejection fraction varied from 8% to 35%"
    if {"ci", "confidence"}.intersection(before[-4:]) and sentence.word(quantity.last + 1) in {"to", "-", "–"}:
        return True  # "(95% CI, 6.9 to could not be evaluated)"
    return quantity.interval is None and bool(_BOUNDS & set(before)) and bool({"confidence", "ci"} & set(before))


def _is_start(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a bracket adds a value at the start: "HbA1c (8.3% [68 mmol/mol] at baseline) fell by"."""
    following = sentence.words(quantity.last + 1, quantity.last + 7)
    if "(" in following or "at" not in following:
        return False
    at = following.index("at")
    return following[at + 1 : at + 3] == ["baseline", ")"] and not {",", "and", "to", ";"}.intersection(following[:at])


def _is_of_scale(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a number is a step of a scale that is explained: "(0 = none, 4 = unbearable)"."""
    at = quantity.last + 1
    if sentence.word(at) not in {"=", ":"} or quantity.form is not Form.PLAIN or at + 1 >= len(sentence.tokens):
        return False
    return sentence.tokens[at + 1].kind == WORD and sentence.word(quantity.first - 1) in {
        "(",
        "[",
        ",",
        ";",
        "and",
        "-",
    }


def _is_torn(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a sentence begins with the decimals of a number that a blank tore apart: "was 0. | 44%"."""
    before = sentence.text[max(0, quantity.start - 4) : quantity.start]
    if quantity.has_spread and before.rstrip().endswith(".") and before.rstrip()[-2:-1].isdigit():
        return True
    if before.rstrip().endswith("0.") and not before[-4:-3].isdigit():
        return True
    return _SIGNED_BEFORE.search(sentence.text, max(0, quantity.start - 8), quantity.start) is not None


_SIGNED_BEFORE = re.compile(r"[(+−±=-] ?\d{1,2}\.\s*$")
"""What is left of a number before the blank that tore it: "(-37. | 6%"."""


def _is_torn_off(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a sentence ends with a number whose decimals were torn off: "a difference of -0."."""
    if quantity.last != len(sentence.tokens) - 2 or sentence.word(quantity.last + 1) != ".":
        return False
    behind = sentence.text[sentence.end : sentence.end + 3]
    return (behind[:1].isdigit() and quantity.interval is None) or (
        quantity.value == 0 and behind.lstrip()[:1].isdigit()
    )


def _is_threshold_of_p(sentence: Sentence) -> bool:
    words = sentence.lowered[sentence.start : sentence.end]
    return any(
        sign in words
        for sign in (
            "considered",
            "significance level",
            "was set",
            "level of significance",
            "defined as",
            "regarded as",
            "accepted as",
            "taken as",
            "were set",
            "spss",
            "software",
            "analyzed the data",
            "analysed the data",
        )
    )


def _is_threshold(sentence: Sentence, quantity: Quantity) -> bool:
    before = sentence.word(quantity.first - 1)
    if before in {
        ">",
        "<",
        "≥",
        "≤",
        "<=",
        ">=",
        "below",
        "above",
        "under",
        "beyond",
        "exceeding",
        "exceeded",
        "exceed",
        "exceeds",
    } or (
        before in _THRESHOLD_BEFORE
        and sentence.word(quantity.first - 2)
        in {"at", "more", "less", "greater", "fewer", "of", "by", "not", "higher", "lower", "and", "in", "was", "were"}
    ):
        return True
    return (sentence.word(quantity.last + 1), sentence.word(quantity.last + 2)) in _THRESHOLD_AFTER


_SAYS_RATIO = frozenset({"=", "of", "was", "were", "is", ":", ",", "(", "[", "ratio", "to", "or", "rr", "hr", "and"})


def _ratio(sentence: Sentence, position: int) -> Found | None:
    """Return the ratio or correlation that a unitless number is, by the last such word before it."""
    quantity = sentence.quantities[position]
    if quantity.form not in {Form.PLAIN, Form.TIME} or (quantity.form is Form.TIME):
        return None
    cue = next((cue for cue in reversed(sentence.cues) if cue.topic in RATIOS and cue.end <= quantity.start), None)
    if cue is None or (quantity.value < 0 and cue.topic != "correlation") or quantity.value > 500:
        return None
    between = [
        other
        for other in sentence.quantities[:position]
        if other.start >= cue.end and other.form not in {Form.P_VALUE, Form.RANGE}
    ]
    if cue.topic == "correlation" and "chi" in sentence.words(quantity.first - 4, quantity.first):
        return None
    gap = sum(token.kind == WORD for token in sentence.tokens if cue.end <= token.start < quantity.start)
    if quantity.sign in {">", ">=", "<", "<="} and quantity.interval is None and quantity.value == 1:
        return None  # "OR > 1"
    is_whole = quantity.interval is None and quantity.value == int(quantity.value)
    is_unsaid = quantity.sign == "=" and sentence.word(quantity.first - 1) not in _SAYS_RATIO
    if is_whole and (between or is_unsaid):  # "RR 1.36 ... but not at weeks 12 or 16", "HR in attack 1"
        return None
    is_next = not between and (gap <= 4 or quantity.interval is not None)
    is_listed = (
        bool(between)
        and (quantity.interval is not None or sentence.is_in_run(position))
        and all(each.form is Form.PLAIN for each in between)
    )
    return (KINDS[cue.topic, Form.PLAIN], cue) if is_next or is_listed else None

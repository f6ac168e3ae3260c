"""Finds the sizes of arms by what gives them away: they add up to a whole, or a verb assigns them.

"58 patients were randomised, 57 of whom (26 eribulin and 31 control) were analysed": 26 and 31 make 57.
"""

from collections.abc import Callable, Sequence

from miner.reading.outcomes.quantities import Form, Quantity
from miner.reading.outcomes.sentence import Sentence
from miner.reading.outcomes.word_sets import word_set

_PARTS_MAX = 5
_PART_MIN = 3
_ASSIGNS = ("random", "assign", "allocat", "divided", "classif")
_ARM_SIGNS = word_set("either received group groups arm arms given versus vs placebo control controls took")
_RESULT_VERBS = word_set(
    "responded improved died survived developed experienced relapsed recovered progressed failed achieved reached "
    "deaths relapses events had showed were-positive withdrew discontinued cured healed recurred dropped men women "
    "male female males females boys girls smokers"
)
_LABELS_BEFORE = word_set(
    "score scores week weeks day days month months grade phase stage type visit cycle mean median age dose level > < "
    "≥ ≤ >= <= ± +/- / × x"
)
_UNITS_BEHIND = word_set("% / - mg kg ml years year months weeks days hours × x ± +/- centers centres sites studies trials")


def split_into_arms(sentence: Sentence, wholes: set[float], verb_of: Callable[[Quantity], str]) -> frozenset[int]:
    """Return the positions of whole numbers that make up all patients: arms of the study.

    Args:
        sentence: the sentence; it must speak of arms or of assigning.
        wholes: sizes that are known of the study.
        verb_of: returns the verb that says what was done with a number of people, "" for none.
    """
    words = sentence.words(0, len(sentence.tokens))
    if not (
        len(sentence.arms) > 1 or _ARM_SIGNS.intersection(words) or any(word.startswith(_ASSIGNS) for word in words)
    ):
        return frozenset()
    parts = [position for position, quantity in enumerate(sentence.quantities) if _may_be_part(sentence, quantity)]
    for first in range(len(parts) - 1):
        for count in range(2, min(_PARTS_MAX, len(parts) - first) + 1):
            chosen = parts[first : first + count]
            total = sum(sentence.quantities[each].value for each in chosen)
            if _is_whole(sentence, total, chosen[0], wholes, verb_of) and not _tells_events(sentence, chosen):
                return frozenset(chosen)
    return frozenset()


def _may_be_part(sentence: Sentence, quantity: Quantity) -> bool:
    if quantity.form not in {Form.PLAIN, Form.PEOPLE} or quantity.interval or quantity.has_spread:
        return False
    if quantity.value < _PART_MIN or quantity.value != int(quantity.value) or quantity.sign != "=":
        return False
    return (
        sentence.word(quantity.first - 1) not in _LABELS_BEFORE
        and sentence.word(quantity.last + 1) not in _UNITS_BEHIND
        and "." not in sentence.text[quantity.start : quantity.end]
    )


def _is_whole(
    sentence: Sentence, total: float, before: int, wholes: set[float], verb_of: Callable[[Quantity], str]
) -> bool:
    """Return whether a sum is a size of the study, or a number of people before its parts."""
    if total in wholes:
        return True
    return any(
        quantity.value == total and quantity.form is not Form.PERCENT and verb_of(quantity)
        for quantity in sentence.quantities[:before]
    )


def _tells_events(sentence: Sentence, chosen: Sequence[int]) -> bool:
    """Return whether what is said between the parts, or right behind them, happened to people."""
    first, last = sentence.quantities[chosen[0]], sentence.quantities[chosen[-1]]
    return bool(_RESULT_VERBS.intersection(sentence.words(first.last + 1, last.last + 5)))


_EACH = (["in", "each"], ["per", "group"], ["per", "arm"], ["for", "each"], ["each", ")"])


def is_of_each(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a number is that of every group: "20 in each group", "n = 30 per arm"."""
    following = sentence.words(quantity.last + 1, quantity.last + 4)
    following = following[1:] if quantity.unit == "n" and following[:1] in (["("], ["patients"]) else following
    if following[:2] not in _EACH:
        return False
    return following[:2] != ["in", "each"] or following[2:] in (["group"], ["arm"], ["of"], ["treatment"])


def is_assigned(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a number was assigned to an arm: "among the 746 randomly assigned to", "(51.8%) were randomised to"."""
    at = quantity.last + 1
    if sentence.word(at) == "(":
        closing = next((each for each in range(at, at + 6) if sentence.word(each) == ")"), at)
        at = closing + 1
    following = [
        word
        for word in sentence.words(at, at + 6)
        if word not in {"patients", "subjects", "participants", "women", "were", "was", "who", "randomly", "of", "whom"}
    ]
    return (
        len(following) > 1
        and following[0].startswith(("assigned", "allocated", "randomi"))
        and following[1] == "to"
        and sentence.word(at + len(sentence.words(at, at + 6))) != "either"
        and "either" not in sentence.words(at, at + 8)
        and "receive" not in following[2:3]
    )

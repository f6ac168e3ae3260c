"""Finds the sizes of arms by what gives them away: they add up to a whole, or a verb assigns them.

"58 patients were randomised, 57 of whom (26 eribulin and 31 control) were analysed": 26 and 31 make 57.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

from miner.reading.outcomes.counts import GIVEN, has_percent_behind
from miner.reading.outcomes.quantity import Form, Quantity
from miner.reading.outcomes.sentence import Sentence
from miner.reading.outcomes.tokens import NUMBER
from miner.reading.outcomes.units import PEOPLE
from miner.reading.outcomes.word_sets import word_set

_PARTS_MAX = 5
_PART_MIN, _EACH_MIN = 3, 2
_ASSIGNS = ("random", "assign", "allocat", "divided", "classif")
_ARM_SIGNS = word_set("either received group groups arm arms given versus vs placebo control controls took")
_RESULT_VERBS = word_set(
    "responded improved died survived developed experienced relapsed recovered progressed failed achieved reached "
    "deaths relapses events had showed were-positive withdrew discontinued cured healed recurred dropped men women "
    "male female males females boys girls smokers lost excluded remaining remained refused declined occurred"
)
_LABELS_BEFORE = word_set(
    "score scores week weeks day days month months grade phase stage type visit cycle mean median age dose level > < "
    "≥ ≤ >= <= ± +/- / × x group groups"
)
_UNITS_BEHIND = word_set(
    "% / - m f type stage grade class mg kg ml years year months weeks days hours × x ± +/- : centers centres sites "
    "studies trials"
)


def split_into_arms(sentence: Sentence, wholes: set[float], verb_of: Callable[[Quantity], str]) -> frozenset[int]:
    """Return the positions of whole numbers that make up all patients: arms of the study.

    Args:
        sentence: the sentence; it must speak of arms or of assigning.
        wholes: sizes that are known of the study.
        verb_of: returns the verb that says what was done with a number of people, "" for none.
    """
    parts = [position for position, quantity in enumerate(sentence.quantities) if _may_be_part(sentence, quantity)]
    if len(parts) < 2:
        return frozenset()
    stated = [position for position in parts if sentence.quantities[position].unit == "n"]
    found = _window(sentence, parts, wholes, verb_of) or _window(sentence, stated, wholes, verb_of)
    return found if found and _speaks_of_arms(sentence) else frozenset()


def _speaks_of_arms(sentence: Sentence) -> bool:
    words = sentence.vocabulary
    if not _ARM_SIGNS.isdisjoint(words) or any(word.startswith(_ASSIGNS) for word in words):
        return True
    return len(sentence.arms) > 1


def _window(
    sentence: Sentence, parts: Sequence[int], wholes: set[float], verb_of: Callable[[Quantity], str]
) -> frozenset[int]:
    """Return the first numbers side by side in `parts` that make up a whole."""
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
    if _is_of_disease(sentence, quantity) or (
        has_percent_behind(sentence, quantity) and not _is_given(sentence, quantity)
    ):
        return False
    return (
        sentence.word(quantity.first - 1) not in _LABELS_BEFORE
        and sentence.word(quantity.last + 1) not in _UNITS_BEHIND
        and "." not in sentence.text[quantity.start : quantity.end]
    )


def _is_given(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a treatment follows a number with its percentage: "15,984 (41.4%) received"."""
    at = next((at for at in range(quantity.last + 1, quantity.last + 9) if sentence.word(at) == ")"), quantity.last)
    following = sentence.words(at + 1, at + 6)
    return bool(GIVEN.intersection(following[:3])) or (
        following[:1] == ["in"] and bool({"group", "arm"}.intersection(following))
    )


def _is_of_disease(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a number is of those with some disease: "17 with open-angle and 33 with capsular glaucoma"."""
    at = quantity.last + 1 + (sentence.word(quantity.last + 1) in PEOPLE)
    return sentence.word(at) in {"with", "without"} and not any(0 < arm.first - at < 5 for arm in sentence.arms)


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
    at = quantity.last + 1 + (sentence.word(quantity.last + 1) in PEOPLE)
    following = sentence.words(at, at + 3)
    if quantity.form is Form.PEOPLE and _were_put_in_each(sentence, at):
        return True
    if following[:2] not in _EACH or quantity.value < _EACH_MIN or happened(sentence):
        return False
    return following[:2] != ["in", "each"] or following[2:] in (["group"], ["arm"], ["of"], ["treatment"])


_PUT = frozenset({"included", "enrolled", "assigned", "allocated", "randomized", "randomised", "studied"})


def _were_put_in_each(sentence: Sentence, first: int) -> bool:
    """Return whether people "were included in each treatment group"."""
    if "each" not in sentence.vocabulary:
        return False
    end = next((each.first for each in sentence.quantities if each.first > first), len(sentence.tokens))
    words = sentence.words(first, end)
    at = words.index("each") if "each" in words else 0
    if at <= 1 or words[at - 1] not in {"in", "to", "into"} or words[at - 2] not in _PUT:
        return False
    return not {"group", "arm"}.isdisjoint(words[at + 1 : at + 4])


def happened(sentence: Sentence) -> bool:
    """Return whether a sentence tells of events, such as deaths or responses."""
    return not _RESULT_VERBS.isdisjoint(sentence.vocabulary)


_BEFORE_NEXT = frozenset({"and", ",", ";", "while", "whereas", ":"})


def is_assigned(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a number was assigned to an arm: "among the 746 randomly assigned to", "and 68 to placebo"."""
    at = quantity.last + 1
    if sentence.word(at) == "(":
        at = next((each for each in range(at, at + 6) if sentence.word(each) == ")"), at) + 1
    following = [word for word in sentence.words(at, at + 6) if word not in _BETWEEN]
    if "or" in sentence.words(at, at + 14) or "either" in sentence.words(at, at + 8):
        return False
    if len(following) > 1 and following[0].startswith(("assigned", "allocated", "randomi")) and following[1] == "to":
        return following[2:3] not in _NO_ARM and not _tells_of_assigned(sentence, quantity, at)
    assigns = any(word.startswith(_ASSIGNS) for word in sentence.words(0, quantity.first))
    is_next = sentence.word(quantity.first - 1) in _BEFORE_NEXT and quantity.form is Form.PLAIN
    if assigns and is_next and sentence.word(at) == "to" and sentence.tokens[at + 1 : at + 2]:
        return sentence.tokens[at + 1].kind != NUMBER
    return False


_NO_ARM = (["double-blind"], ["blinded"], ["one"], ["study"], ["double"])


def _tells_of_assigned(sentence: Sentence, quantity: Quantity, at: int) -> bool:
    """Return whether something befell those who were assigned: "in 4 patients assigned to A", "651 who ... reached"."""
    if _OCCURRED.intersection(sentence.words(0, quantity.first)):
        return True
    return "who" in sentence.words(at, at + 3) and bool(_RESULT_VERBS.intersection(sentence.words(at + 3, at + 20)))


_OCCURRED = word_set("occurred observed seen developed")
_BETWEEN = word_set("patients subjects participants women were was who randomly of whom")


_GOT = word_set("received given administered took")
_PLAIN_WORDS = PEOPLE | {"were", "was", "then", "randomly"}


def _gets(sentence: Sentence, at: int) -> str:
    """Return "to" or "got" if those counted before a token were assigned to something, or given it; "" if not."""
    words = [word for word in sentence.words(at, at + 6) if word not in _PLAIN_WORDS]
    if words[:1] == ["to"] or (words[1:2] == ["to"] and words[0].startswith(_ASSIGNS)):
        return "to"
    return "got" if words[:1] != [] and words[0] in _GOT else ""


def is_one_of_two(sentence: Sentence, position: int) -> bool:
    """Return whether two numbers share people out: "32 patients were randomized to A and 10 to B"."""
    quantity = sentence.quantities[position]
    way = _gets(sentence, quantity.last + 1)
    if not way or any(word in sentence.vocabulary for word in ("either", "or")):
        return False
    return any(
        other.form in {Form.PLAIN, Form.PEOPLE}
        and sentence.word(other.first - 1) in _BEFORE_NEXT
        and _gets(sentence, other.last + 1) == way
        for other in sentence.quantities[position + 1 : position + 3]
    )


_ROMAN = frozenset({"i", "ii", "iii", "iv", "v", "a", "b", "c", "d", "1", "2", "3", "4"})


def is_enumerated(sentence: Sentence, position: int) -> bool:
    """Return whether groups of people are numbered one by one: "(i) 23 patients on A, (ii) 20 controls"."""
    marked = [at for at, each in enumerate(sentence.quantities) if _has_mark(sentence, each)]
    return position in marked and len(marked) >= _PAIR


def _has_mark(sentence: Sentence, quantity: Quantity) -> bool:
    if quantity.form is not Form.PEOPLE or quantity.unit == "n":
        return False
    before = sentence.words(quantity.first - 3, quantity.first)
    return before[:1] == ["("] and before[2:] == [")"] and before[1] in _ROMAN


_COMPRISED = frozenset({"comprised", "comprising", "consisted", "comprises"})


def shares_out(sentence: Sentence) -> bool:
    """Return whether a sentence says of whom a population is made up: "comprised 152 on A and 136 on B"."""
    return not _COMPRISED.isdisjoint(sentence.vocabulary)


def is_of_named_pair(sentence: Sentence, position: int) -> bool:
    """Return whether two numbers in a row were assigned: "37 and 40 patients were randomly assigned to A and B"."""
    run = next((run for run in sentence.runs if position in run), [])
    if len(run) != _PAIR or len(sentence.arms) < _PAIR:
        return False
    first, last = (sentence.quantities[each] for each in run)
    if first.form is not Form.PLAIN or last.form is not Form.PEOPLE or last.unit == "n":
        return False
    if sentence.words(first.last + 1, last.first) != ["and"]:
        return False
    at = last.last + 1
    assigned = [word for word in sentence.words(at, at + 6) if word.startswith(_ASSIGNS)]
    return bool(assigned) and sentence.arms[0].first > last.last


_PAIR = 2


def is_contrasted(sentence: Sentence, position: int) -> bool:
    """Return whether two numbers tell two kinds of people apart: "10 hypertensive and 12 normotensive subjects"."""
    for one, two in pairwise(range(len(sentence.quantities))):
        first, last = sentence.quantities[one], sentence.quantities[two]
        if position not in {one, two} or first.form is not Form.PLAIN or last.form is not Form.PEOPLE:
            continue
        between = sentence.words(first.last + 1, last.first)
        if len(between) == _PAIR and between[1] == "and" and between[0].endswith(_KINDS_OF_PEOPLE):
            return sentence.word(last.last + 1).endswith(_KINDS_OF_PEOPLE) and not happened(sentence)
    return False


_KINDS_OF_PEOPLE = ("tensive", "diabetic", "healthy", "obese", "normal", "treated", "naive", "positive", "negative")


def is_bracketed_people(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether an assigning sentence has a number of people alone in a bracket: "placebo (29 patients)"."""
    return (
        quantity.form is Form.PEOPLE
        and quantity.unit != "n"
        and sentence.word(quantity.first - 1) in {"(", ";"}
        and sentence.word(quantity.last + 2) == ")"
        and any(word.startswith(_ASSIGNS) for word in sentence.words(0, quantity.first))
        and not happened(sentence)
    )

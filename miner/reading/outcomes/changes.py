"""Tells changes from shares: whether a percentage says by how much something changed, or how many had something."""

from itertools import takewhile

from miner.reading.outcomes.cues import COMPARATIVES
from miner.reading.outcomes.kind_words import COUNTED, OUTCOME_TOPICS, RATIOS
from miner.reading.outcomes.quantity import Form, Quantity
from miner.reading.outcomes.sentence import Sentence
from miner.reading.outcomes.word_sets import word_set
from miner.reading.outcomes.words import Cue
from miner.records.studies import OutcomeKind as Kind

Found = tuple[Kind, Cue | None]

CHANGE_NOUNS = word_set(
    "reduction reductions decrease decreases increase increases improvement improvements inhibition decline "
    "rise fall change changes suppression loss gain drop elevation reduced lower higher less greater more "
    "increment"
)


_CHANGE_VERBS = word_set(
    "reduced reduce reduces reducing decreased decrease decreases decreasing increased increase increases "
    "increasing declined decline fell rose dropped drop lowered lowering improved improve attenuated "
    "inhibited diminished raised elevated changed change reduction reductions fall rise loss gain lost gained "
    "relieved shortened prolonged suppressed grew inhibition improvement improvements blocked "
    "reversed prevented lower higher greater"
)


_DOSES = frozenset({"dose", "doses", "dosage"})
_MOVED = frozenset({"progressed", "regressed"})
_VERSUS_CONTROL = frozenset(
    {"versus", "vs", "compared", "relative", "risk", "than", "hazard", "mortality", "incidence"}
)


COMPARED_PEOPLE = word_set("patients subjects participants women men children volunteers individuals")


_IN_PEOPLE = COMPARED_PEOPLE | word_set(
    "cases cohort eyes infants adults males females controls dogs rats mice samples"
)


def is_share_of_count(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a percentage stands behind its count: "eight (40%)", "12 of 30 (40%)"."""
    if quantity.form is not Form.PERCENT or quantity.has_spread or sentence.word(quantity.first - 1) not in {"(", "["}:
        return False
    return any(
        other.last == quantity.first - 2 and other.value == int(other.value) and other.form in _COUNTED_FORMS
        for other in sentence.quantities
    )


_COUNTED_FORMS = frozenset({Form.PLAIN, Form.PEOPLE, Form.FRACTION})


def is_share(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a percentage is a share of people or cases: "97% of patients", "normal in 87%", "37.5% [6/16]"."""
    if quantity.has_spread:
        return False
    if is_share_of_count(sentence, quantity):
        return True
    following = sentence.words(quantity.last + 1, quantity.last + 6)
    if _HAD.intersection(following[:1]):
        return True
    if following[:1] == ["of"] and _IN_PEOPLE.intersection(following[1:]):
        return True
    if following[:1] in (["("], ["["]):
        other = next((each for each in sentence.quantities if each.first == quantity.last + 2), None)
        if other is not None and other.form in {Form.FRACTION, Form.PEOPLE}:
            return True
    before = sentence.words(quantity.first - 2, quantity.first)
    return before[-1:] == ["in"] and not _CHANGE_VERBS.union(CHANGE_NOUNS).intersection(following[:3])


_RATIOS = RATIOS - {"correlation"}


def _ends_rate(sentence: Sentence, at: int) -> bool:
    """Return whether words for a rate end right before a token: "a significantly higher ORR of 79%"."""
    end = sentence.tokens[at - 1].end if at > 0 else -1
    return any(cue.end == end and cue.topic in OUTCOME_TOPICS and cue.topic != "event" for cue in sentence.cues)


_REACHED = word_set("achieved reached attained experienced reported obtained")
_HAD = word_set("had achieved showed experienced reported noticed noted")
_RISKS = word_set("odds risk hazard likelihood")


_THAN = frozenset({"than", "compared", "with", "patients"})


_ENDS = frozenset({")", "]", ",", ";", ":"})


def change_kind(sentence: Sentence, quantity: Quantity, position: int) -> Found | None:
    """Return a mean change or a difference if a percentage says by how much something changed."""
    run = next((run for run in sentence.runs if position in run), [position])
    end = sentence.quantities[run[-1]].last
    following = sentence.words(end + 1, end + 4)
    if following[:1] in (["of"], ["in"]) or _HAD.intersection(following[:1]):
        following = []
    if following[:1] == ["("]:
        closing = next((at for at in range(end + 2, end + 12) if sentence.word(at) == ")"), end)
        following = sentence.words(closing + 1, closing + 2)  # "a 14% (hazard ratio 0.86) lower risk"
    following = list(takewhile(lambda word: word not in _ENDS, following))
    following += sentence.words(quantity.first + 2, quantity.first + 4)  # "44 percent risk reduction (27 to 57)"
    first = sentence.quantities[run[0]].first
    before = sentence.words(first - 1, first)
    is_change = is_named = bool(CHANGE_NOUNS.intersection(following))
    if following[:1] and following[0] in COMPARATIVES and _THAN.intersection(following[1:]):
        return Kind.MEAN_DIFFERENCE, None
    reach = sentence.words(first - 14, first)
    if before == ["by"] and (sentence.word(first - 2) in _REACHED or _DOSES.intersection(reach[-5:])):
        return None
    if before == ["by"]:
        reach = sentence.words(0, first)
        is_change = is_change or not _MOVED.isdisjoint(reach)
    if (
        not is_change
        and before
        and (before[0] in {"by", "of", "averaged", "approximately", "from", "and", "to", "about"})
    ):
        is_change = bool(_CHANGE_VERBS.intersection(reach)) and (
            before[0] == "by" or "by" in reach or before[0] == "of"
        )
    if not is_change and before == ["("]:
        noun = sentence.tokens[quantity.first - 2] if quantity.first > 1 else None
        is_harm = noun is not None and any(cue.topic in COUNTED and cue.end == noun.end for cue in sentence.cues)
        is_change = noun is not None and noun.text in CHANGE_NOUNS - COMPARATIVES - {"reduced"} and not is_harm
    if not is_change or (before == ["of"] and not is_named and _ends_rate(sentence, first - 1)):
        return None
    behind = (
        *sentence.words(quantity.first + 2, quantity.first + 9),
        *sentence.words(quantity.last + 1, quantity.last + 8),
    )
    if _RISKS.intersection(behind) and not _is_versus_run(sentence, position):
        return Kind.MEAN_DIFFERENCE, None
    around = sentence.vocabulary
    is_difference = (
        (bool(_VERSUS_CONTROL & around) or any(cue.topic in _RATIOS for cue in sentence.cues))
        and "baseline" not in around
        and not (before == ["("] and quantity.has_spread)  # "no further improvement (4.8 ± 2.7%) compared with"
        and not _is_versus_run(sentence, position)
    )
    return (Kind.MEAN_DIFFERENCE if is_difference else Kind.MEAN), None


_AVERAGES = word_set("mean average median percentage percent")


def average_change(sentence: Sentence, quantity: Quantity) -> Kind | None:
    """Return the kind of an average change: "the average pain reduction was 67%", not a share of patients."""
    if _AVERAGES.isdisjoint(sentence.vocabulary) or sentence.word(quantity.first - 1) not in {"was", "were", "of", ":"}:
        return None
    before = sentence.words(quantity.first - 16, quantity.first)
    at = next((at for at in range(len(before) - 1, -1, -1) if before[at] in _AVERAGES), None)
    if (
        at is None
        or {"%", "difference", "differences"}.intersection(before[max(0, at - 4) :])
        or CHANGE_NOUNS.isdisjoint(before[at + 1 : at + 6])
        or is_share(sentence, quantity)
    ):
        return None
    return Kind.OTHER_MEDIAN if "median" in before else Kind.MEAN


def _is_versus_run(sentence: Sentence, position: int) -> bool:
    """Return whether a number is one of a pair that are compared: then it belongs to one arm, and is no difference."""
    quantity = sentence.quantities[position]
    words = (*sentence.words(quantity.last + 1, quantity.last + 3), *sentence.words(quantity.first - 2, quantity.first))
    return bool({"vs", "versus", "v"} & set(words)) or any(
        other is not quantity
        and other.form is Form.PERCENT
        and "respectively" not in sentence.lowered[sentence.start : sentence.end]
        and {"vs", "versus", "compared", "than"}
        & set(sentence.words(min(quantity.last, other.last), max(quantity.first, other.first)))
        for other in sentence.quantities
    )

"""Says what a count with its share is, and what "(n = 30)" is by what stands around its bracket."""

from miner.reading.outcomes.arms import Arm
from miner.reading.outcomes.counts import Found, count_kind
from miner.reading.outcomes.cues import nearest_cue
from miner.reading.outcomes.kind_words import COUNTED
from miner.reading.outcomes.measures import tells_baseline
from miner.reading.outcomes.people import OFTEN, THINGS, assigns, is_baseline, tells_results
from miner.reading.outcomes.quantity import Form, Quantity
from miner.reading.outcomes.sentence import Sentence
from miner.reading.outcomes.units import PEOPLE
from miner.records.studies import OutcomeKind as Kind

_NEAR = 60
"""Characters within which a word of harm says what "(drug A, n = 4)" counts."""


def share_kind(sentence: Sentence, quantity: Quantity) -> Found | None:
    """Return the kind of a count with its share: "12 (40%)", "12 of 30"."""
    if not tells_results(sentence) or is_baseline(sentence, quantity) or tells_baseline(sentence):
        return None
    if sentence.word(quantity.last + 1) in THINGS:
        return None
    if quantity.form is Form.FRACTION and THINGS.intersection(sentence.words(quantity.last + 1, quantity.last + 3)):
        return None
    if "available" in sentence.words(quantity.first - 4, quantity.first):
        return Kind.EVALUABLE, None
    cue = nearest_cue(sentence, quantity, Form.PERCENT)
    return None if cue is not None and cue.topic == "baseline" else count_kind(sentence, quantity)


_BEGINNING = 7


def is_of_whole(sentence: Sentence, quantity: Quantity, opening: int) -> bool:
    """Return whether a sentence begins with all of whom it counts some: "patients (n = 16) ... progression (n = 6)"."""
    if opening > _BEGINNING or sentence.word(opening - 1) not in PEOPLE:
        return False
    return all(
        other.value < quantity.value for other in sentence.quantities if other is not quantity and other.unit == "n"
    )


def follows_or(sentence: Sentence, arm: Arm | None) -> bool:
    """Return whether an arm is the second of a choice."""
    return arm is not None and sentence.word(arm.first - 1) == "or"


def beside_arm(sentence: Sentence, quantity: Quantity, *, is_either: bool) -> Found | None:
    """Return what "(n = 30)" beside an arm is: its size, or a count, as in "more often with drug A (n = 13) than"."""
    if is_either:
        return None  # "those who preferred drug A or drug B (n = 374)"
    tells_events = not OFTEN.isdisjoint(sentence.vocabulary) or any(cue.topic in COUNTED for cue in sentence.cues)
    tells_events = tells_events or {"number", "of", "patients"} <= sentence.vocabulary
    is_compared = tells_events and "than" in sentence.vocabulary
    is_harm = any(cue.topic in COUNTED and 0 < quantity.start - cue.end < _NEAR for cue in sentence.cues)
    is_compared = (is_compared or is_harm) and tells_results(sentence) and not assigns(sentence)
    return count_kind(sentence, quantity) if is_compared else (Kind.ARM_SIZE, None)

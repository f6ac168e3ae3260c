"""Numbers of people as they stand in a sentence: with a percentage, with an arm, in pairs, as those of an event."""

from miner.reading.outcomes.cues import is_spared, is_studied, listed_as_harm, nearest_cue, subject_of
from miner.reading.outcomes.kind_words import COUNTED, KINDS, OUTCOME_TOPICS
from miner.reading.outcomes.quantity import Form, Quantity
from miner.reading.outcomes.sentence import Sentence
from miner.reading.outcomes.word_sets import word_set
from miner.reading.outcomes.words import Cue
from miner.records.studies import OutcomeKind as Kind

Found = tuple[Kind, Cue | None]

GIVEN = word_set(
    "received receive receiving treated given assigned allocated underwent randomized randomised taking administered"
)
"""Verbs by which a number of people becomes that of an arm."""

OCCURRED = word_set("occurred observed developed seen reported noted found detected recorded achieved in improved")


_TO_ARM = word_set(
    "in on with for to among received receiving took given by assigned the were was randomized randomised "
    "allocated patients women had and treated administered"
)


def count_kind(sentence: Sentence, quantity: Quantity) -> Found:
    """Return the kind of a count: adverse events, deaths and discontinuations have their own."""
    cue = nearest_cue(sentence, quantity, Form.PERCENT)
    if cue is not None and cue.topic not in OUTCOME_TOPICS:
        cue = nearest_cue(sentence, quantity, Form.PERCENT, among=OUTCOME_TOPICS)
    cue = subject_of(sentence, cue) if cue is not None else None
    if (cue is None or cue.topic == "event") and (listed := listed_as_harm(sentence, quantity)) is not None:
        return listed, cue
    if cue is not None and cue.topic == "adverse event" and is_spared(sentence, cue):
        return Kind.COUNT, cue
    if cue is None or cue.topic not in COUNTED or is_studied(sentence, cue):
        return Kind.COUNT, cue
    if cue.topic != "death" and any(_stops_by(sentence, cue, each) for each in sentence.cues):
        return Kind.DISCONTINUATIONS, cue
    if cue.topic == "adverse event" and any(
        each.topic == "grade 3"
        and each.start < quantity.end + 30
        and "including" not in sentence.lowered[quantity.end : each.start]
        for each in sentence.cues
    ):
        return Kind.GRADE_3_ADVERSE_EVENTS, cue
    return KINDS[cue.topic, Form.PEOPLE], cue


def _stops_by(sentence: Sentence, cue: Cue, other: Cue) -> bool:
    """Return whether treatment was stopped by a harm: near it, and no other number between."""
    if other.topic != "discontinuation" or other.start - cue.end >= 60 or cue.start - other.end >= 60:
        return False
    return not any(cue.end <= each.start < other.start for each in sentence.quantities)


_LABELS = word_set("group groups arm arms grade phase stage type week day class cohort level visit cycle step")


def has_percent_behind(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a whole number is followed by its percentage: "12 (40%)", "85 patients (2.8%)"."""
    if quantity.form not in {Form.PLAIN, Form.PEOPLE} or sentence.word(quantity.first - 1) in _LABELS:
        return False
    at = quantity.last + 1
    if sentence.word(quantity.first - 1) in {"(", "["} and sentence.word(at) == ";" and _percent_at(sentence, at + 1):
        return True
    reach = at + (7 if quantity.form is Form.PEOPLE else 1)
    while at < reach and sentence.word(at) not in {"(", "[", "", ",", ";", "."}:
        at += 1
    return sentence.word(at) in {"(", "["} and _percent_at(sentence, at + 1)


def has_share_behind(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a share alone stands in a bracket behind people: "20 participants (33%) received"."""
    share = next((other for other in sentence.quantities if other.first > quantity.last), None)
    return (
        share is not None
        and share.form is Form.PERCENT
        and sentence.word(share.last + 1) in {")", "]"}
        and sentence.word(share.first - 1) in {"(", "["}
    )


def has_percent_inside(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether "n = 48" stands in one bracket with its percentage."""
    before = sentence.words(quantity.first - 6, quantity.first)
    if "%" in before and ")" not in before[before.index("%") :]:
        return True
    return sentence.word(quantity.last + 1) in {",", ";", "["} and _percent_at(sentence, quantity.last + 2)


def _percent_at(sentence: Sentence, at: int) -> bool:
    following = next((other for other in sentence.quantities if other.first == at), None)
    if following is None or following.form is not Form.PERCENT or following.has_spread:
        return False
    return sentence.word(following.last + 1) not in {"vs", "versus", "v"}  # "after 4 (87 vs. 52%) and 8 weeks"


def is_arm(sentence: Sentence, position: int) -> bool:
    """Return whether a number of people belongs to one arm: "30 to placebo", "placebo (30 patients)"."""
    quantity = sentence.quantities[position]
    behind = [arm for arm in sentence.arms if 0 < arm.first - quantity.last <= 12]
    following = next(
        (
            other
            for other in sentence.quantities[position + 1 :]
            if other.form in {Form.PEOPLE, Form.PLAIN, Form.FRACTION}
        ),
        None,
    )
    if following is not None:
        behind = [arm for arm in behind if arm.first < following.first]
    if len(behind) == 1 or (behind and following is not None and following.form is Form.PLAIN):
        words = set(sentence.words(quantity.last + 1, behind[0].first))
        if words & (GIVEN | {"in", "receiving", "with", "to", "on"}) and "either" not in words:
            return True
    before = [arm for arm in sentence.arms if 0 < quantity.first - arm.last <= 6]
    return bool(before) and sentence.word(quantity.first - 1) in {"(", "[", ",", ":"}


def is_parallel(sentence: Sentence, position: int) -> bool:
    """Return whether two whole numbers of a sentence have an arm each: "90 on placebo versus 61 on bisoprolol"."""
    with_arm = [each for each, other in enumerate(sentence.quantities) if has_arm_behind(sentence, other)]
    return position in with_arm and len(with_arm) > 1


def has_arm_behind(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether an arm follows a whole number with no more than a preposition between: "61 on placebo"."""
    if (
        quantity.form not in {Form.PLAIN, Form.PEOPLE}
        or quantity.value != int(quantity.value)
        or quantity.unit == "n"
        or quantity.interval
    ):
        return False
    arm = next((arm for arm in sentence.arms if 0 <= arm.first - quantity.last - 1 <= 5), None)
    if arm is None:
        return False
    if arm.first == quantity.last + 1:
        return (
            sentence.word(quantity.first - 1) in {"(", ",", "and", ";", "versus", "vs"} and quantity.form is Form.PLAIN
        )
    return all(word in _TO_ARM for word in sentence.words(quantity.last + 1, arm.first))


def occurs_in(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether something "occurred in 12 patients"."""
    return sentence.word(quantity.first - 1) in {"in", "for", "among", "only", "by"} and bool(
        OCCURRED.intersection(sentence.words(quantity.first - 8, quantity.first - 1))
    )


def is_bracketed_pair(sentence: Sentence, position: int) -> bool:
    """Return whether a whole number is one of "(68 vs 120)"."""
    run = next((run for run in sentence.runs if position in run), None)
    if run is None or len(run) != 2:
        return False
    first, last = (sentence.quantities[each] for each in run)
    return (
        sentence.word(first.first - 1) in {"(", "["}
        and sentence.word(last.last + 1 + (last.form is Form.PEOPLE)) in {")", ";", ",", "]"}
        and first.form is Form.PLAIN
        and last.form in {Form.PLAIN, Form.PEOPLE}
    )

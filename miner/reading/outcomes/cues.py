"""Chooses the words that a number belongs to: near, before it, and of one clause with it."""

import re
from itertools import pairwise

from miner.reading.outcomes.kind_words import KINDS, OUTCOME_TOPICS, RATIOS
from miner.reading.outcomes.quantity import Form, Quantity
from miner.reading.outcomes.sentence import Sentence
from miner.reading.outcomes.tokens import WORD
from miner.reading.outcomes.units import PEOPLE
from miner.reading.outcomes.word_sets import word_set
from miner.reading.outcomes.words import Cue
from miner.records.studies import OutcomeKind as Kind

WEAK = word_set(
    "rate rates proportion percentage incidence frequency risk reported observed seen noted had showed "
    "developed experienced occurred required needed achieved reached detected positive negative occurrence "
    "event events occurring good goal target normal effective controlled completed prevalence more less lower "
    "higher greater fewer increased decreased reduced exhibited demonstrated presented excellent time number"
)


COMPARATIVES = frozenset(
    {"higher", "lower", "greater", "less", "more", "fewer", "longer", "shorter", "larger", "smaller"}
)


_INCLUSION = frozenset(
    {
        "included",
        "underwent",
        "enrolled",
        "total of",
        "comprised",
        "recruited",
        "randomized",
        "randomised",
        "received",
        "assigned",
        "consisted of",
        "entered",
        "participated",
    }
)


_HAPPENING = word_set(
    "observed seen reported noted achieved occurred detected obtained found recorded demonstrated reached occurring"
)


def _is_adverse(sentence: Sentence, cue: Cue) -> bool:
    return cue.topic in {"adverse event", "grade 3"} and "adverse" in sentence.lowered[cue.start : cue.end]


def _cured(sentence: Sentence, cue: Cue) -> Cue | None:
    """Return the words that say that a disease ended: "cure of H. pylori infection" is a cure, no infection."""
    if cue.topic != "event":
        return None
    earlier = next((each for each in reversed(sentence.cues) if each.end < cue.start), None)
    if (
        earlier is None
        or earlier.topic not in {"response", "complete response"}
        or cue.start - earlier.end > _CURE_REACH
    ):
        return None
    return earlier if sentence.lowered.startswith(" of ", earlier.end) else None


_CURE_REACH = 20


_RETURNED = ("recurrence", "recurrences", "relapse", "relapses")


def _whole_of(sentence: Sentence, cue: Cue) -> Cue | None:
    """Return what a symptom only explains: "complete response (no vomiting)", "recurrence of headache"."""
    earlier = next((each for each in reversed(sentence.cues) if each.end < cue.start), None)
    if earlier is None:
        return None
    between = sentence.lowered[earlier.end : cue.start]
    if between == " of " and sentence.lowered[earlier.start : earlier.end] in _RETURNED:
        return earlier
    return earlier if between == " (no " and earlier.topic in {"response", "complete response"} else None


_REPORTED = word_set("reported experienced had developed noted")


def _harm_behind(sentence: Sentence, cue: Cue) -> Cue | None:
    """Return the harm that patients reported: "605 reported one or more adverse events"."""
    later = (each for each in sentence.cues if each.start > cue.end)
    harm = next((each for each in later if sentence.lowered[each.start : each.end] not in COMPARATIVES), None)
    if harm is None or harm.topic not in {"adverse event", "grade 3"} or harm.start - cue.end > _HARM_REACH:
        return None
    between = sentence.lowered[cue.end : harm.start]
    return None if "no " in between or any(sign in between for sign in ",;(") else harm


_HARM_REACH = 25


def subject_of(sentence: Sentence, cue: Cue) -> Cue:
    """Return what was seen where a cue only says that something was: "a response ... was observed in 44%"."""
    words = sentence.lowered[cue.start : cue.end]
    if cue.topic == "adverse event" and (whole := _whole_of(sentence, cue)) is not None:
        return whole
    if words in _REPORTED and (harm := _harm_behind(sentence, cue)) is not None:
        return harm
    if words in {"event", "events"}:
        return next((each for each in sentence.cues if each.end < cue.start and _is_adverse(sentence, each)), cue)
    if words not in _HAPPENING:
        return _cured(sentence, cue) or cue
    earlier = [each for each in sentence.cues if each.end <= cue.start and each.topic in OUTCOME_TOPICS]
    strong = [each for each in earlier if sentence.lowered[each.start : each.end] not in WEAK]
    if not strong or ";" in sentence.text[strong[-1].end : cue.start]:
        return cue
    between = [q for q in sentence.quantities if strong[-1].end <= q.start < cue.start and q.form is Form.PERCENT]
    return cue if between else strong[-1]


def listed_cue(sentence: Sentence, position: int, form: Form) -> Cue | None:
    """Return the cue of a number in a list: "response and remission rates were 76% and 19%" names two for two."""
    run = next((run for run in sentence.runs if position in run), None)
    if run is None:
        return None
    first, last = sentence.quantities[run[0]], sentence.quantities[run[-1]]
    if not _VERSUS.isdisjoint(sentence.words(first.last + 1, last.first)):
        return None  # "longer OS and PFS (8.4 vs 6.7 months)": two arms, not two names
    earlier = [cue for cue in sentence.cues if cue.end <= first.start and (cue.topic, form) in KINDS]
    named = [cue for cue in earlier if sentence.lowered[cue.start : cue.end] not in _UNNAMED]
    chosen = named[-len(run) :]
    if len(chosen) < len(run) or len({cue.topic for cue in chosen}) < len(run) or "event" in {c.topic for c in chosen}:
        return None
    for one, two in pairwise(chosen):
        if any(one.end <= each.start < two.start for each in sentence.quantities):
            return None
        between = sentence.lowered[one.end : two.start]
        if (
            len(between) > 40
            or not _JOINED.search(between)
            or any(sign in between for sign in (" was ", " were ", ";"))
        ):
            return None
    return chosen[run.index(position)] if first.start - chosen[-1].end < 60 else None


def listed_as_harm(sentence: Sentence, quantity: Quantity) -> Kind | None:
    """Return the kind of an event in a list of adverse events: "the most common side effects were ..., cramps (8%)"."""
    heads = [cue for cue in sentence.cues if cue.topic in {"adverse event", "grade 3"} and cue.end <= quantity.start]
    words = [sentence.lowered[cue.start : cue.end] for cue in heads]
    if not any(
        word.startswith(("adverse", "side", "toxic", "aes", "serious adverse", "severe adverse")) for word in words
    ):
        return None
    if not {"were", "included", "including"}.intersection(sentence.words(0, quantity.first)):
        return None
    return Kind.GRADE_3_ADVERSE_EVENTS if any(cue.topic == "grade 3" for cue in heads) else Kind.ADVERSE_EVENT_RATE


_VERSUS = frozenset({"vs", "versus", "v", "compared", "than"})
_JOINED = re.compile(r"\band\b|,|/")
_UNNAMED = word_set("median mean rate rates time times proportion percentage")
_HARMS = (
    "adverse",
    "side",
    "toxic",
    "complication",
    "aes",
    "teae",
    "infusion reaction",
    "local reaction",
    "injection",
    "extrapyramidal",
)


def is_studied(sentence: Sentence, cue: Cue) -> bool:
    """Return whether a symptom is what the study is about by its title, not an adverse event: "nausea"."""
    words = sentence.lowered[cue.start : cue.end]
    return (
        cue.topic == "adverse event"
        and not words.startswith(_HARMS)
        and words.removesuffix("s") in sentence.study.title
    )


_SPARING = word_set("protection control freedom free relief prevention absence")


def is_spared(sentence: Sentence, cue: Cue) -> bool:
    """Return whether patients were kept from a symptom: "protection from vomiting", "nausea was absent", "no cough"."""
    before = sentence.lowered[max(sentence.start, cue.start - 24) : cue.start].split()[-2:]
    behind = sentence.lowered[cue.end : cue.end + 14].split()
    if (before[-1:] in (["of"], ["from"]) and before[0] in _SPARING) or behind[1:2] == ["absent"]:
        return True
    return before[-1:] == ["no"] and before[0] != "with" and not sentence.lowered.startswith(_HARMS, cue.start)


def is_inclusion(sentence: Sentence, cue: Cue, quantity: Quantity) -> bool:
    """Return whether a percentage says how many were taken in or treated: "included 57%", "59% received"."""
    if (
        cue.topic == "enrolled"
        and sentence.word(quantity.last + 1) == "of"
        and sentence.lowered[cue.start : cue.end] == "total of"
    ):
        return False
    if cue.topic != "enrolled" or sentence.lowered[cue.start : cue.end] not in _INCLUSION:
        return False
    if cue.start >= quantity.end:
        return cue.start - quantity.end < 20
    return quantity.start - cue.end < 20 and "," not in sentence.text[cue.end : quantity.start]


def _has_own_verb(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a number is the subject of a clause: "533 (39%) of them had rare cancers"."""
    at = quantity.last + 1 + (sentence.word(quantity.last + 1) in {")", "]"})
    following = [
        word
        for word in sentence.words(at, at + 4)
        if word not in {"patients", "subjects", "of", "them", "whom", "these", "the", "women", "who", "total", "cases"}
    ]
    return following[:1] != [] and following[0] in {
        "had",
        "were",
        "was",
        "received",
        "underwent",
        "experienced",
        "developed",
        "achieved",
        "showed",
        "died",
        "healed",
        "improved",
        "responded",
        "recovered",
        "relapsed",
        "progressed",
        "survived",
        "discontinued",
        "withdrew",
    }


_OF_ONE_ITEM = frozenset({"death", "discontinuation", "complete response", "remission", "survival", "free survival"})


def nearest_cue(sentence: Sentence, quantity: Quantity, form: Form, among: frozenset[str] = frozenset()) -> Cue | None:
    """Return the cue that a number of a form most likely belongs to: near, before it, and of one clause with it."""
    best: Cue | None = None
    best_distance = 10_000.0
    follows_people = sentence.word(quantity.last + 1) in {
        "of",
        "had",
        "achieved",
        "experienced",
        "responded",
        "were",
        "was",
        "survived",
        "died",
        "showed",
        "developed",
        "patients",
        "in",
        "reported",
    }
    for cue in sentence.cues:
        if among and cue.topic not in among:
            continue
        if (
            (cue.topic, form) not in KINDS
            and cue.topic not in {"age", "follow-up", "dose", "baseline", "other study", "enrolled"}
            and not (cue.topic in RATIOS and form is Form.PERCENT)
        ):
            continue
        if cue.topic == "enrolled" and form is Form.PERCENT and not is_inclusion(sentence, cue, quantity):
            continue
        distance = _distance(sentence, cue, quantity, follows_people=follows_people)
        if distance < best_distance:
            best, best_distance = cue, distance
    return best


def _opens(between: str) -> bool:
    """Return whether a bracket opens behind a number and holds the words: "77% with placebo (difference, 8 points)"."""
    return between.rfind("(") > between.rfind(")")


def _closes(between: str) -> bool:
    """Return whether words stand in a bracket that closes before a number: "response (no pain at 2 h) in 81%"."""
    opening = between.find("(")
    return opening == -1 or between.find(")") < opening


def _ends_item(sentence: Sentence, quantity: Quantity, between: str) -> bool:
    """Return whether a number ends one item of a list and the words are of the next: "aspirin use (88%), nausea"."""
    opening = quantity.first - 1
    if sentence.word(opening) not in {"(", "["} or opening < 1 or sentence.tokens[opening - 1].kind != WORD:
        return False
    if sentence.word(opening - 1) in PEOPLE:
        return False
    _, closed, behind = between.partition(")")
    return bool(closed) and behind.lstrip()[:1] in {",", ";"}


def _distance(sentence: Sentence, cue: Cue, quantity: Quantity, *, follows_people: bool) -> float:
    is_before = cue.end <= quantity.start
    low, high = (cue.end, quantity.start) if is_before else (quantity.end, cue.start)
    if high < low:
        return 10_000
    between = sentence.text[low:high]
    if not is_before and (_opens(between) or _ends_item(sentence, quantity, between)):
        return 10_000
    distance = float(high - low) + 60 * (is_before and between.find(")") > -1 and _closes(between))
    has_verb = _has_own_verb(sentence, quantity)
    if is_before and has_verb and ("," in between or " and " in between):
        distance += 70
    if is_before and cue.topic in _OF_ONE_ITEM and "), " in between and _opens(between):
        return 10_000  # "death (10% vs 12%), revascularization (16% vs 19%)"
    distance += 80 * between.count(";") + 15 * between.count(", ") + (0 if is_before else 40 * between.count(", "))
    if not is_before:
        distance += 8 if follows_people or has_verb or high - low <= 1 else 35
        distance += 60 * sum(low <= other.start < high and other.sign == "=" for other in sentence.quantities)
        distance += 60 * between.count(")") * ("(" not in between and not has_verb)
    words = sentence.lowered[cue.start : cue.end]
    if words in WEAK:
        distance += 45
    if words in COMPARATIVES or cue.topic == "change":
        distance += 60
    if cue.topic in {"enrolled", "evaluable", "mean"}:
        distance += 30
    if cue.topic in {"baseline", "follow-up", "dose", "other study"}:
        distance += 15
    return distance

"""Says what a duration is: survival, another median, a mean, a difference, or no result."""

from miner.reading.outcomes.counts import GIVEN
from miner.reading.outcomes.cues import listed_cue
from miner.reading.outcomes.kind_words import KINDS
from miner.reading.outcomes.measures import VISITS, is_exposure
from miner.reading.outcomes.quantity import Form, Quantity
from miner.reading.outcomes.sentence import Sentence
from miner.reading.outcomes.units import PEOPLE
from miner.reading.outcomes.word_sets import word_set
from miner.reading.outcomes.words import Cue
from miner.records.studies import OutcomeKind as Kind

Found = tuple[Kind, Cue | None]

_TIME_POINT = word_set(
    "at after for within over during by in every until week month day first last next than through past about "
    "previous ≥ > least subsequent following before prior lasting approximately another additional or"
)


def time_kind(sentence: Sentence, position: int) -> Found | None:
    """Return which median or mean a duration is; time points and durations of treatment are none."""
    quantity = sentence.quantities[position]
    earlier = [cue for cue in sentence.cues if cue.end <= quantity.start and cue.topic in _OF_TIMES]
    is_bare = not quantity.has_spread and quantity.interval is None
    if is_bare and (_is_time_point(sentence, position, earlier) or _is_attribute(sentence, quantity)):
        return None
    if _is_of_treatment(sentence, quantity) or _says_when(sentence, quantity, earlier, is_bare=is_bare):
        return None
    subject_at = max((cue.start for cue in earlier if cue.topic in _OF_SURVIVAL), default=-1)
    is_of_patients = any(
        cue.topic in _OF_PATIENTS and quantity.start - cue.end < 60 and cue.start > subject_at for cue in earlier
    )
    is_age = quantity.unit == "years" and (
        sentence.word(quantity.last + 1) in {"old", "of"}
        or (sentence.word(quantity.first - 1) == "(" and sentence.word(quantity.first - 2) in PEOPLE)
    )
    if (
        is_of_patients
        or is_age
        or (is_exposure(sentence, quantity) and not _is_of_survival(sentence, quantity, subject_at))
    ):
        return None
    difference = next((cue for cue in reversed(earlier) if cue.topic == "difference"), None)
    if difference is not None and quantity.start - difference.end < 50:
        return Kind.MEAN_DIFFERENCE, difference
    if (gain := _gain_of(sentence, quantity, earlier)) is not None:
        return Kind.MEAN_DIFFERENCE, gain
    return _average_time(sentence, quantity, earlier)


_GAINS = word_set("increase gain reduction improvement prolongation decrease extension improvements shortening")


def _gain_of(sentence: Sentence, quantity: Quantity, earlier: list[Cue]) -> Cue | None:
    """Return the survival by which a treatment differs from another: "an increase in median survival of 4.7 months"."""
    if sentence.word(quantity.first - 1) != "of" or not sentence.study.has_groups:
        return None
    subject = next((cue for cue in reversed(earlier) if cue.topic in {"survival", "free survival", "time to"}), None)
    if subject is None or quantity.start - subject.end > _GAIN_REACH:
        return None
    before = sentence.lowered[max(sentence.start, subject.start - _GAIN_REACH) : subject.start].split()[-4:]
    at = next((at for at, word in enumerate(before) if word in _GAINS), None)
    return subject if at is not None and before[at + 1 : at + 2] in (["in"], ["of"]) else None


_GAIN_REACH = 40


_OF_SURVIVAL = frozenset({"survival", "free survival", "time to"})


def _is_of_survival(sentence: Sentence, quantity: Quantity, at: int) -> bool:
    """Return whether a median survival follows the follow-up: "at a follow-up of 45 months, median OS was 30"."""
    start = max(sentence.start, at - _SAYS_MEDIAN)
    return at >= 0 and quantity.start - at < _GAIN_REACH and "median" in sentence.lowered[start:at]


_SAYS_MEDIAN = 10


def _is_of_treatment(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a duration with its spread is of a treatment or says when: "received A for 40 ± 18 months"."""
    if quantity.has_spread and sentence.word(quantity.first - 1) in {"at", "after"}:
        return True
    if not quantity.has_spread or sentence.word(quantity.first - 1) != "for":
        return False
    return not GIVEN.isdisjoint(sentence.words(quantity.first - 8, quantity.first))


def _says_when(sentence: Sentence, quantity: Quantity, earlier: list[Cue], *, is_bare: bool) -> bool:
    """Return whether a duration, or a number of days, says when: "up to 12 months", "day 29 ± 3"."""
    before = sentence.words(quantity.first - 2, quantity.first)
    if before == ["up", "to"] or (before and before[-1] in VISITS) or _is_span(sentence, quantity, earlier):
        return True
    is_of_event = any(cue.topic in {"survival", "free survival", "time to"} for cue in earlier)
    return not is_bare and not is_of_event and sentence.word(quantity.last + 1) in {"post", "after", "before"}


def _average_time(sentence: Sentence, quantity: Quantity, earlier: list[Cue]) -> Found | None:
    """Return the kind of a duration that is no difference: a mean, survival, or another median."""
    subject = next((cue for cue in reversed(earlier) if cue.topic in {"survival", "free survival", "time to"}), None)
    position = next(at for at, other in enumerate(sentence.quantities) if other is quantity)
    listed = listed_cue(sentence, position, Form.TIME)
    subject = listed if listed is not None and listed.topic in {"survival", "free survival", "time to"} else subject
    median = next((cue for cue in reversed(earlier) if cue.topic == "median"), None)
    mean_at = _last_mean(sentence, earlier)
    reach = sum(mean_at < token.start < quantity.start for token in sentence.tokens)
    is_mean = quantity.has_spread or (mean_at >= 0 and reach <= 14)
    if is_mean and not (median is not None and median.start > mean_at):
        return Kind.MEAN, subject
    if subject is not None and (median is not None or subject.topic != "time to"):
        return survival_kind(sentence, subject), subject
    return (Kind.OTHER_MEDIAN, median) if median is not None else None


_OF_PATIENTS = frozenset({"age", "follow-up", "dose", "baseline"})
_OF_TIMES = _OF_PATIENTS | {topic for topic, form in KINDS if form is Form.TIME}
_TIME_POINT_AFTER = word_set("after before post following later prior apart postoperatively")


def _is_time_point(sentence: Sentence, position: int, earlier: list[Cue]) -> bool:
    """Return whether a duration, or the list it stands in, says when: "at 12 weeks", "1, 3 and 6 hours after"."""
    run = next((run for run in sentence.runs if position in run), [position])
    first, last = sentence.quantities[run[0]], sentence.quantities[run[-1]]
    before = sentence.word(first.first - 1)
    if before in {"was", "were"} and any(cue.topic in {"time to", "survival", "free survival"} for cue in earlier):
        return False  # "the median time to recurrence was 15.6 hours after A"
    is_change = before == "by" and any(cue.topic == "change" for cue in earlier)
    after = sentence.word(last.last + 1)
    return (before in _TIME_POINT and not is_change) or after in _TIME_POINT_AFTER or after.startswith("post")


_SINGULAR = word_set("month week wk day year yr hour hr minute second")


def _is_attribute(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a duration says which one is meant: "the 24 hour consumption", with its unit in the singular."""
    return quantity.value != 1 and sentence.word(quantity.first + 1) in _SINGULAR


def _is_span(sentence: Sentence, quantity: Quantity, earlier: list[Cue]) -> bool:
    """Return whether a duration is an end of a time over which something was measured: "AUC from 0 to 10 min"."""
    before, behind = sentence.word(quantity.first - 1), sentence.word(quantity.first + 1)
    is_end = (before == "from" and "to" in {behind, sentence.word(quantity.last + 1)}) or (
        before == "to" and "from" in sentence.words(quantity.first - 5, quantity.first)
    )
    return is_end and not any(cue.topic in {"change", "survival", "free survival", "time to"} for cue in earlier)


def _last_mean(sentence: Sentence, cues: list[Cue]) -> int:
    return max(
        (c.start for c in cues if sentence.lowered[c.start : c.end] in {"mean", "average", "averaged", "means"}),
        default=-1,
    )


_OF_THINGS = word_set("bleb graft flap implant cell cells catheter stent device renal drug bleb’s bleb's hospital-free")
"""What may survive, besides patients."""


def survival_kind(sentence: Sentence, cue: Cue) -> Kind:
    """Return what a time is that words for survival name: of patients, without progression, or of something else."""
    words = sentence.lowered[cue.start : cue.end]
    if cue.topic == "survival":
        before = sentence.lowered[max(sentence.start, cue.start - 20) : cue.start].split()
        return Kind.OTHER_MEDIAN if before and before[-1] in _OF_THINGS else Kind.OVERALL_SURVIVAL
    return Kind.PROGRESSION_FREE_SURVIVAL if words.startswith(("progression", "pfs")) else Kind.OTHER_MEDIAN

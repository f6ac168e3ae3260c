"""Says which counts and shares are of who the patients were, or of what no word says: they are no results."""

from miner.reading.outcomes.changes import is_share_of_count
from miner.reading.outcomes.cues import WEAK
from miner.reading.outcomes.kind_words import OUTCOME_TOPICS
from miner.reading.outcomes.quantity import Form
from miner.reading.outcomes.sentence import Sentence
from miner.reading.outcomes.word_sets import word_set
from miner.reading.outcomes.words import Cue
from miner.records.studies import OutcomeKind as Kind

Found = tuple[Kind, Cue | None]

_UNNAMED = frozenset({Kind.COUNT, Kind.EVENT_RATE})
_OF_ENTRY = frozenset({Kind.COUNT, Kind.EVENT_RATE, Kind.MEAN, Kind.OTHER_MEDIAN})
_ENTRIES = word_set("entry baseline presentation diagnosis admission enrolment enrollment inclusion recruitment")
_NAMED_TOPICS = (OUTCOME_TOPICS - {"event"}) | {"change", "difference"}
_TRAITS = word_set(
    "stage stages overweight obese smokers ethnicity hypertensive diabetic postmenopausal premenopausal presenting "
    "complaints manifestations history familial etiology aetiology causes eliciting comorbidities isolated"
)
_POSSESSED = word_set("had presented showed")
_COMPARED = word_set("vs versus compared than respectively")
_BECAME = word_set("became remained returned converted gained")
_OF_CHANGE = frozenset({"change", "response"})


def drop_doubtful(sentence: Sentence, found: dict[int, Found | None]) -> None:
    """Take out counts and rates that are more likely of the patients than of what came out, and their percentages."""
    last = -1
    if (end := _enrolling_end(sentence, found)) > 0:
        quantities = sentence.quantities
        is_of_start = {at: each and each[0] in _AVERAGES and quantities[at].start < end for at, each in found.items()}
        found.update({at: None for at, is_start in is_of_start.items() if is_start})
    for position, each in found.items():
        if each is None:
            continue
        quantity = sentence.quantities[position]
        if each[0] is Kind.COUNT and _counts_dropped(sentence, position, found):
            found[position] = None
            continue
        is_its_share = last == position - 1 and each[0] is Kind.EVENT_RATE and is_share_of_count(sentence, quantity)
        if is_its_share or _is_doubtful(sentence, *each):
            found[position] = None
            last = position


def _counts_dropped(sentence: Sentence, position: int, found: dict[int, Found | None]) -> bool:
    """Return whether "(n = 15)" counts those of a share before it that is no result."""
    if position == 0 or sentence.quantities[position].unit != "n" or found.get(position - 1) is not None:
        return False
    share = sentence.quantities[position - 1]
    return share.form is Form.PERCENT and sentence.quantities[position].first - share.last <= _N_REACH


_N_REACH = 4
"""Tokens from a percentage to the number of "(n = 15)"."""
_AVERAGES = frozenset({Kind.MEAN, Kind.OTHER_MEDIAN})


def _enrolling_end(sentence: Sentence, found: dict[int, Found | None]) -> int:
    """Return where a sentence that says who was taken in begins to tell of a change, 0 if it tells of other results.

    Averages before that are those at the start.
    """
    kinds = {each[0] for each in found.values() if each is not None}
    if Kind.ENROLLED not in kinds or not kinds <= _AVERAGES | {Kind.ENROLLED, Kind.ARM_SIZE}:
        return 0
    return next((cue.start for cue in sentence.cues if cue.topic in {"change", "difference", "response"}), sentence.end)


def agree(sentence: Sentence, found: dict[int, Found | None]) -> None:
    """Give a count and the percentage in its brackets one kind, the one that says more; completers are no rate."""
    for position, share in found.items():
        count = found.get(position - 1)
        if share is None or count is None or not is_share_of_count(sentence, sentence.quantities[position]):
            continue
        if sentence.quantities[position - 1].last != sentence.quantities[position].first - 2:
            continue
        if count[0] is Kind.COUNT and share[0] is Kind.OTHER_NUMBER and share[1] and share[1].topic == "evaluable":
            found[position - 1] = Kind.EVALUABLE, share[1]
        elif count[0] is Kind.EVALUABLE:
            found[position] = Kind.OTHER_NUMBER, None
        elif count[0] in _SPECIFIC and share[0] is Kind.EVENT_RATE:
            found[position] = count
        elif share[0] in _SPECIFIC and count[0] is Kind.COUNT:
            found[position - 1] = share


_SPECIFIC = frozenset({Kind.ADVERSE_EVENT_RATE, Kind.GRADE_3_ADVERSE_EVENTS, Kind.DISCONTINUATIONS, Kind.DEATHS})


def _is_doubtful(sentence: Sentence, kind: Kind, cue: Cue | None) -> bool:
    if kind in _OF_ENTRY and _begins_at_entry(sentence):
        return True
    if kind is Kind.GRADE_3_ADVERSE_EVENTS and _grades_disease(sentence):
        return True
    if kind not in _UNNAMED or (cue is not None and cue.topic != "event"):
        return False
    words = sentence.lowered[cue.start : cue.end] if cue is not None else ""
    if (words in WEAK or not words) and describes_patients(sentence):
        return True
    return kind is Kind.COUNT and (not words or words in _POSSESSED) and not _tells_outcomes(sentence)


_LOW_GRADES = ("grade i ", "grade i,", "grade 1 ", "grade 1,", "grade ii ", "grade 2 ")


def _grades_disease(sentence: Sentence) -> bool:
    """Return whether a sentence tells the grades of a disease from the first on, and of no harm."""
    if any(cue.topic == "adverse event" for cue in sentence.cues):
        return False
    words = sentence.lowered[sentence.start : sentence.end]
    grades = [sentence.lowered[cue.start : cue.end] for cue in sentence.cues if cue.topic == "grade 3"]
    return all(grade.startswith("grade") for grade in grades) and any(grade in words for grade in _LOW_GRADES)


def _begins_at_entry(sentence: Sentence) -> bool:
    """Return whether a sentence begins with "At entry," or the like, and tells of no later time."""
    first = sentence.words(0, 6)
    if first[:1] not in (["at"], ["on"], ["before"]) or _ENTRIES.isdisjoint(first):
        return False
    return {"after", "from", "during", "while"}.isdisjoint(sentence.vocabulary) and len(sentence.times) <= 1


def describes_patients(sentence: Sentence) -> bool:
    """Return whether a sentence tells who the patients were, such as their age or stage, and names no outcome."""
    topics = {cue.topic for cue in sentence.cues}
    if topics.isdisjoint({"baseline", "age"}) and _TRAITS.isdisjoint(sentence.vocabulary):
        return False
    return topics.isdisjoint(_NAMED_TOPICS) and not any(
        cue.topic == "event" and sentence.lowered[cue.start : cue.end] not in WEAK for cue in sentence.cues
    )


def _tells_outcomes(sentence: Sentence) -> bool:
    """Return whether a sentence compares groups or times, or says that something changed."""
    if not _COMPARED.isdisjoint(sentence.vocabulary) or not _BECAME.isdisjoint(sentence.vocabulary) or sentence.times:
        return True
    if any(cue.topic in _OF_CHANGE for cue in sentence.cues):
        return True
    return bool(sentence.arms) or any(quantity.form is Form.P_VALUE for quantity in sentence.quantities)

"""Says what a number of people is: those enrolled or evaluable, the size of an arm, or those who had an outcome."""

from dataclasses import dataclass

from miner.reading.outcomes.kind_words import COUNTED, KINDS
from miner.reading.outcomes.kinds import nearest_cue
from miner.reading.outcomes.passages import Telling
from miner.reading.outcomes.quantities import Form, Quantity
from miner.reading.outcomes.sentence import Sentence
from miner.reading.outcomes.units import PEOPLE
from miner.reading.outcomes.words import Cue
from miner.records.studies import OutcomeKind as Kind

_ENROLLING = frozenset(
    "enrolled enroled enrolment enrollment randomized randomised randomly randomization randomisation recruited included entered participated "
    "studied identified involved comprised selected registered accrued examined admitted assigned allocated "
    "reviewed investigated".split()
)
_GIVEN = frozenset("received receive receiving treated given assigned allocated underwent randomized randomised took taking got started on to".split())
_HAPPENED = frozenset(
    "had showed achieved experienced responded developed improved relapsed recovered survived reported became remained "
    "reached progressed demonstrated exhibited required needed converted failed presented attained obtained "
    "was were did went maintained died discontinued withdrew suffered noted complained stopped dropped".split()
)
_NO_EVENT_AFTER = frozenset("enrolled randomized randomised randomly included recruited assigned allocated treated studied evaluated entered given divided admitted eligible selected followed investigated examined registered analyzed analysed evaluable assessable".split())
_OCCURRING = frozenset("in for among".split())


@dataclass
class Sizes:
    """What is known of an article's sizes so far: the largest number that was called enrolled, and all such numbers."""

    enrolled: float = 0.0

    def kind_of(self, sentence: Sentence, position: int) -> tuple[Kind, Cue | None] | None:
        """Return what a number of people is, None if it is no result and no size."""
        quantity = sentence.quantities[position]
        is_counted = quantity.form is Form.FRACTION or _has_percent_behind(sentence, quantity)
        if quantity.form is not Form.PEOPLE and not is_counted:
            return self._verb_count(sentence, position)
        if quantity.unit == "n":
            return self._stated_n(sentence, position)
        if is_counted and quantity.form is not Form.PEOPLE:
            return _event(sentence, quantity) or (Kind.COUNT, None) if _tells_results(sentence) and not _is_baseline(sentence, quantity) else None
        return self._people(sentence, position, is_counted=is_counted)

    def _people(self, sentence: Sentence, position: int, *, is_counted: bool) -> tuple[Kind, Cue | None] | None:
        quantity = sentence.quantities[position]
        verbs = _words_behind(sentence, quantity)
        happened = next((word for word in verbs if word in _HAPPENED or word in _NO_EVENT_AFTER or word in _GIVEN), "")
        if happened in {"was", "were", "did"}:
            rest = verbs[verbs.index(happened) + 1 :][:3]
            happened = next((word for word in rest if word in _NO_EVENT_AFTER), happened)
        if _is_baseline(sentence, quantity):
            return None
        cue = nearest_cue(sentence, quantity, Form.PEOPLE)
        if cue is not None and cue.topic == "evaluable" and _tells_results(sentence) and self.enrolled:
            return Kind.EVALUABLE, cue
        if sentence.study.has_groups and _is_arm(sentence, position) and happened in _GIVEN | _NO_EVENT_AFTER | {""} and (self.enrolled or len(sentence.arms) > 1):
            return Kind.ARM_SIZE, None
        if _tells_results(sentence) and (happened in _HAPPENED or is_counted or _occurs_in(sentence, quantity)):
            if cue is not None and cue.topic == "evaluable" and happened == "completed":
                return Kind.EVALUABLE, cue
            if self.enrolled or is_counted or happened not in {"was", "were"}:
                return _event(sentence, quantity) or (Kind.COUNT, None)
        if self._is_enrolling(sentence, quantity, happened):
            self.enrolled = max(self.enrolled, quantity.value)
            return Kind.ENROLLED, None
        return None

    def _is_enrolling(self, sentence: Sentence, quantity: Quantity, happened: str) -> bool:
        if quantity.value <= self.enrolled or quantity.value < 2:
            return False
        if self.enrolled and sentence.telling is Telling.RESULTS and happened not in _ENROLLING:
            return False
        words = set(sentence.words(0, len(sentence.tokens)))
        before = sentence.word(quantity.first - 1)
        if before in {"≥", ">", "least", "than", "every", "per"}:
            return False
        return bool(_ENROLLING & words) or not self.enrolled

    def _stated_n(self, sentence: Sentence, position: int) -> tuple[Kind, Cue | None] | None:
        """Return what "(n = 30)" is by what stands before its bracket."""
        quantity = sentence.quantities[position]
        opening = next((at for at in range(quantity.first - 1, max(-1, quantity.first - 8), -1) if sentence.word(at) in {"(", "["}), quantity.first - 2)
        before = sentence.words(opening - 4, opening)
        arm = next((arm for arm in reversed(sentence.arms) if arm.last < opening and opening - arm.last <= 14), None)
        ahead = any(arm.first > quantity.last and arm.first - quantity.last < 4 for arm in sentence.arms)
        if _is_baseline(sentence, quantity):
            return None
        if arm is not None or ahead:
            return Kind.ARM_SIZE, None
        cue = nearest_cue(sentence, quantity, Form.PEOPLE)
        if cue is not None and cue.topic in COUNTED and _tells_results(sentence):
            return KINDS[cue.topic, Form.PEOPLE], cue
        if not self.enrolled and PEOPLE.intersection(before):
            self.enrolled = quantity.value
            return Kind.ENROLLED, None
        if quantity.value > self.enrolled and not sentence.study.has_groups:
            self.enrolled = quantity.value
            return Kind.ENROLLED, None
        if sentence.study.has_groups and sentence.telling is Telling.PEOPLE and quantity.value < self.enrolled:
            return Kind.ARM_SIZE, None
        return (Kind.COUNT, None) if _tells_results(sentence) else (Kind.ARM_SIZE, None)

    def _verb_count(self, sentence: Sentence, position: int) -> tuple[Kind, Cue | None] | None:
        """Return the kind of "nine improved" and "of whom 12 died": a bare whole number right before a verb."""
        quantity = sentence.quantities[position]
        if quantity.form is not Form.PLAIN or quantity.interval or quantity.value != int(quantity.value) or not _tells_results(sentence):
            return None
        if quantity.value > max(self.enrolled, 12) or quantity.value < 1:
            return None
        behind = sentence.word(quantity.last + 1)
        if behind in {"deaths", "deaths.", "withdrawals", "discontinuations", "relapses"}:
            return _event(sentence, quantity) or (Kind.COUNT, None)
        before = sentence.word(quantity.first - 1)
        if behind in _HAPPENED - {"was", "did", "were"} and before not in {"week", "day", "month", "group", "visit", "phase", "grade", "arm", "stage", "type", "cohort", "than"}:
            return _event(sentence, quantity) or (Kind.COUNT, None)
        return None


def _tells_results(sentence: Sentence) -> bool:
    return sentence.telling is Telling.RESULTS


def _has_percent_behind(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a whole number is followed by its percentage: "12 (40%)", "85 patients (2.8%)"."""
    if quantity.form not in {Form.PLAIN, Form.PEOPLE} or quantity.value != int(quantity.value) or quantity.unit == "n":
        return False
    at = quantity.last + 1
    reach = at + (7 if quantity.form is Form.PEOPLE else 1)
    while at < reach and sentence.word(at) not in {"(", "[", "", ",", ";", "."}:
        at += 1
    if sentence.word(at) not in {"(", "["}:
        return False
    following = next((other for other in sentence.quantities if other.first == at + 1), None)
    return following is not None and following.form is Form.PERCENT and not following.has_spread


def _words_behind(sentence: Sentence, quantity: Quantity) -> list[str]:
    words = []
    depth = 0
    for token in sentence.tokens[quantity.last + 1 : quantity.last + 26]:
        depth += token.text in {"(", "["}
        if not depth:
            if token.text in {";", ":"}:
                break
            words.append(token.text)
        depth -= token.text in {")", "]"} and depth > 0
    return words


def _is_arm(sentence: Sentence, position: int) -> bool:
    quantity = sentence.quantities[position]
    behind = [arm for arm in sentence.arms if 0 < arm.first - quantity.last <= 9]
    if behind:
        words = set(sentence.words(quantity.last + 1, behind[0].first))
        if words & (_GIVEN | {"in", "receiving", "with"}) and not words & {",", "or"}:
            return True
    before = [arm for arm in sentence.arms if 0 < quantity.first - arm.last <= 6]
    return bool(before) and sentence.word(quantity.first - 1) in {"(", "[", ","}


def _occurs_in(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether something "occurred in 12 patients"."""
    return sentence.word(quantity.first - 1) in _OCCURRING | {"only"} and any(
        word in {"occurred", "observed", "developed", "seen", "reported", "noted", "found", "detected", "recorded", "achieved", "in", "improved"}
        for word in sentence.words(quantity.first - 7, quantity.first - 1)
    )


def _event(sentence: Sentence, quantity: Quantity) -> tuple[Kind, Cue | None] | None:
    """Return the kind of a count of adverse events, deaths or discontinuations, None of any other count."""
    cue = nearest_cue(sentence, quantity, Form.PERCENT)
    if cue is not None and cue.topic in COUNTED:
        if cue.topic == "adverse event" and any(other.topic == "grade 3" and other.start < quantity.end + 30 for other in sentence.cues):
            return Kind.GRADE_3_ADVERSE_EVENTS, cue
        return KINDS[cue.topic, Form.PEOPLE], cue
    return None


def _is_baseline(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a number counts men, women or races: who the patients were."""
    words = sentence.words(quantity.last + 1, quantity.last + 3)
    if not words or words[0] not in {"male", "males", "female", "females", "men", "women", "boys", "girls", "man", "woman", "m", "f"}:
        return False
    return quantity.unit not in {"women", "men"} or words[-1] in {",", "and", ")", ";"} or sentence.word(quantity.first - 1) in {"and", "("}

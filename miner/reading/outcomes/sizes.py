"""Says what a number of people is: those enrolled or evaluable, the size of an arm, or those who had an outcome."""

from dataclasses import dataclass, field
from itertools import takewhile

from miner.reading.outcomes.counts import (
    GIVEN,
    Found,
    count_kind,
    has_arm_behind,
    has_percent_behind,
    has_percent_inside,
    is_arm,
    is_bracketed_pair,
    is_parallel,
    occurs_in,
)
from miner.reading.outcomes.cues import nearest_cue
from miner.reading.outcomes.kind_words import COUNTED, KINDS, OUTCOME_TOPICS
from miner.reading.outcomes.passages import Telling
from miner.reading.outcomes.quantities import Form, Quantity
from miner.reading.outcomes.sentence import Sentence
from miner.reading.outcomes.splits import happened, is_assigned, is_bracketed_people, is_of_each, split_into_arms
from miner.reading.outcomes.units import PEOPLE
from miner.reading.outcomes.word_sets import word_set
from miner.records.studies import OutcomeKind as Kind

_ENROLLING = word_set(
    "enrolled enroled enrolment enrollment randomized randomised randomly randomization randomisation "
    "recruited included entered participated studied identified involved comprised selected registered "
    "accrued examined admitted assigned allocated reviewed investigated enrolling randomizing recruiting"
)
_HAPPENED = word_set(
    "had showed achieved experienced responded developed improved relapsed recovered survived reported became "
    "remained reached progressed demonstrated exhibited required needed converted failed presented attained "
    "obtained was were did went maintained died discontinued withdrew suffered noted complained stopped "
    "dropped completed refused"
)
_TAKEN_IN = word_set(
    "enrolled randomized randomised randomly included recruited assigned allocated treated studied evaluated "
    "entered given divided admitted eligible selected followed investigated examined registered analyzed "
    "analysed evaluable assessable identified screened reviewed invited assessed accrued available"
)
_TAKING = word_set(
    "enrolled randomized randomised included recruited studied evaluated enrolling analysed analyzed investigated "
    "examined reviewed assessed followed identified recruiting including involving comprising"
)
"""Verbs that, right before a number, say that so many were taken in."""
_ENDED = word_set("discontinued withdrawn excluded lost hospitalized hospitalised cured healed improved dead alive free")
_TOLD_MIN = 12
_LATE_BEFORE = frozenset({"in", "among", "of", "for"})
_EARLY = 0.6
"""Share of an abstract within which "were" may say who was enrolled."""
_VAGUE = word_set("was were had presented required received completed")
_ANALYSED = word_set("evaluated evaluable assessable analyzed analysed analyzable available assessed")
_EVENT_NOUNS = word_set(
    "deaths death events event failures relapses recurrences withdrawals discontinuations responses "
    "responders crs prs remissions strokes infections fractures complications dropouts episodes cures "
    "pregnancies"
)
_NO_COUNT_BEFORE = word_set(
    ": × x score scores mean of to from by >= = < > ≥ ≤ level levels week day month group visit phase grade "
    "arm stage type cohort than cycle hour year - / or weeks days"
)


@dataclass
class Sizes:
    """What is known of an article's sizes so far: the largest number that was called enrolled."""

    enrolled: float = 0.0
    evaluable: float = 0.0
    told: set[float] = field(default_factory=set)
    _split: tuple[Sentence, float, frozenset[int]] | None = None

    def kind_of(self, sentence: Sentence, position: int) -> Found | None:  # noqa: PLR0911 (a list of rules: the first that applies)
        """Return what a number of people is, None if it is no result and no size."""
        quantity = sentence.quantities[position]
        if quantity.value != int(quantity.value) or quantity.value < 0 or quantity.form in {Form.PERCENT, Form.P_VALUE}:
            return None
        if quantity.sign in {">", "<", ">=", "<="}:
            return None
        if sentence.study.is_review and _counts_studies(sentence, quantity):
            return Kind.OTHER_NUMBER, None
        if sentence.words(quantity.first - 2, quantity.first) == ["equal", "to"]:
            return None
        if sentence.word(quantity.first - 1) == "least" or is_of_documents(sentence, quantity):
            return None
        if sentence.study.has_groups and self._is_arm_by_sum(sentence, position):
            return Kind.ARM_SIZE, None
        if quantity.unit == "n":
            return self._stated_n(sentence, position)
        is_counted = quantity.form is Form.FRACTION or has_percent_behind(sentence, quantity)
        if quantity.form is Form.PEOPLE:
            return self._people(sentence, position, is_counted=is_counted)
        if is_counted:
            if not _tells_results(sentence) or _is_baseline(sentence, quantity):
                return None
            if "available" in sentence.words(quantity.first - 4, quantity.first):
                return Kind.EVALUABLE, None
            cue = nearest_cue(sentence, quantity, Form.PERCENT)
            return None if cue is not None and cue.topic == "baseline" else count_kind(sentence, quantity)
        return self._bare(sentence, position) if quantity.form is Form.PLAIN and not quantity.interval else None

    def _is_arm_by_sum(self, sentence: Sentence, position: int) -> bool:
        """Return whether a number and others make up all patients, is of each group, or was assigned to one."""
        quantity = sentence.quantities[position]
        if quantity.form not in {Form.PLAIN, Form.PEOPLE} or quantity.interval:
            return False
        if self._split is None or self._split[0] is not sentence or self._split[1] != self.enrolled:
            wholes = {self.enrolled, self.evaluable, *self.told} - {0.0}
            parts = split_into_arms(sentence, wholes, lambda each: _verb_of_whole(sentence, each))
            self._split = (sentence, self.enrolled, parts)
        if position in self._split[2]:
            return True
        if is_of_each(sentence, quantity) or is_bracketed_people(sentence, quantity):
            return True
        return bool(self.enrolled) and quantity.value <= self.enrolled and is_assigned(sentence, quantity)

    def _people(self, sentence: Sentence, position: int, *, is_counted: bool) -> Found | None:  # noqa: PLR0911 (a list of rules: the first that applies)
        quantity = sentence.quantities[position]
        if _is_baseline(sentence, quantity):
            return None
        verb = _main_verb(sentence, quantity)
        if sentence.word(quantity.first - 1) in _TAKING and verb not in GIVEN:
            verb = "included"
        is_taken_in = verb in _TAKEN_IN or verb in GIVEN or not verb
        if verb in _CHOSEN and quantity.value > _TOLD_MIN:
            self.told.add(quantity.value)
        if sentence.study.has_groups and not is_counted and _is_of_control(sentence, quantity, verb):
            return Kind.ARM_SIZE, None
        if not self.enrolled and verb in _VAGUE and not is_counted and quantity.value >= 5 and not _is_result(sentence):
            is_taken_in = sentence.start < _EARLY * len(sentence.text)
        if is_taken_in and not is_counted and _is_beside_controls(sentence, quantity):
            return Kind.ARM_SIZE, None
        if is_taken_in and not is_counted and self._is_pair_of_arms(sentence, position, verb):
            return Kind.ARM_SIZE, None
        if _is_denominator(sentence, quantity):
            if _is_screened(sentence, position):
                return None
            if sentence.study.has_groups and is_arm(sentence, position):
                return Kind.ARM_SIZE, None
            return None if self.enrolled else self._enrol(quantity)
        is_further = bool(self.enrolled) and is_arm(sentence, position)
        if is_taken_in and not is_further and self._is_enrolling(sentence, quantity):
            return self._enrol(quantity)
        if self._is_analysed(sentence, quantity, verb, is_counted=is_counted):
            self.evaluable = quantity.value
            return Kind.EVALUABLE, None
        return self._counted(sentence, position, verb, is_taken_in=is_taken_in, is_counted=is_counted)

    def _enrol(self, quantity: Quantity) -> Found:
        self.enrolled = quantity.value
        return Kind.ENROLLED, None

    def _is_pair_of_arms(self, sentence: Sentence, position: int, verb: str) -> bool:
        """Return whether a sentence tells the sizes of arms one by one: "148 received drug A, 152 received placebo"."""
        is_compared = sentence.study.has_groups or len({arm.words.lower() for arm in sentence.arms}) > 1
        if not is_compared or not is_parallel(sentence, position):
            return False
        is_said = verb in GIVEN or _assigns(sentence)
        return is_said or not _tells_results(sentence) or self._adds_up(sentence)

    def _is_analysed(self, sentence: Sentence, quantity: Quantity, verb: str, *, is_counted: bool) -> bool:
        if sentence.words(quantity.last + 1, quantity.last + 6)[1:5] == ["were", "in", "the", "per"]:
            return True
        if verb == "completed" or (verb in _ANALYSED and self.enrolled and quantity.value <= self.enrolled):
            return True
        before = sentence.words(quantity.first - 5, quantity.first)
        return bool(_ANALYSED.intersection(before)) and quantity.value < self.enrolled and not is_counted

    def _counted(
        self, sentence: Sentence, position: int, verb: str, *, is_taken_in: bool, is_counted: bool
    ) -> Found | None:
        """Return the kind of a number of people who were neither enrolled nor made up a list of arms."""
        quantity = sentence.quantities[position]
        has_event = is_counted or occurs_in(sentence, quantity)
        is_case = quantity.unit in {"cases", "case"} or quantity.value == 1
        if _tells_results(sentence) and (has_event or is_case) and not _assigns(sentence):
            return count_kind(sentence, quantity)
        if sentence.study.has_groups and is_taken_in and is_arm(sentence, position):
            return Kind.ARM_SIZE, None
        if not _tells_results(sentence):
            return None
        if has_event or (verb in _HAPPENED and (self.enrolled or verb not in {"was", "were"})):
            return count_kind(sentence, quantity)
        cue = nearest_cue(sentence, quantity, Form.PEOPLE)
        is_evaluable = cue is not None and cue.topic == "evaluable" and abs(cue.start - quantity.end) < 40
        return (Kind.EVALUABLE, cue) if is_evaluable and self.enrolled else None

    def _is_enrolling(self, sentence: Sentence, quantity: Quantity) -> bool:
        if quantity.value < self.enrolled or quantity.value < 2 or quantity.sign in {">", "<", ">=", "<="}:
            return False
        words = set(sentence.words(0, len(sentence.tokens)))
        if sentence.word(quantity.first - 1) in {
            "≥",
            ">",
            "least",
            "than",
            "every",
            "per",
            "minimum",
            "other",
            "+",
            "vs",
            "versus",
        }:
            return False
        if not _ENROLLING & words and any(other.form is Form.P_VALUE for other in sentence.quantities):
            return False
        is_early = sentence.start < _EARLY * len(sentence.text) or sentence.word(quantity.first - 1) not in _LATE_BEFORE
        return bool(_ENROLLING & words) or (is_early and not self.enrolled) or quantity.value == self.enrolled

    def _adds_up(self, sentence: Sentence) -> bool:
        """Return whether the numbers that have an arm each add up to all patients of the sentence or the study."""
        parts = [each.value for each in sentence.quantities if has_arm_behind(sentence, each)]
        whole = {each.value for each in sentence.quantities if each.form is Form.PEOPLE} | {self.enrolled}
        return sum(parts) in whole

    def _stated_n(self, sentence: Sentence, position: int) -> Found | None:  # noqa: C901, PLR0911 (a list of rules: the first that applies)
        """Return what "(n = 30)" is by what stands before its bracket."""
        quantity = sentence.quantities[position]
        reach = range(quantity.first - 1, max(-1, quantity.first - 8), -1)
        opening = next((at for at in reach if sentence.word(at) in {"(", "["}), quantity.first - 2)
        before = sentence.words(opening - 5, opening)
        if sentence.word(quantity.last + 1) == "," and sentence.word(quantity.last + 2) == "p":
            return None  # "(n = 14, p = .001)": those whom one test is of
        if _is_baseline(sentence, quantity) or _SEXES.intersection(before[-2:]) - PEOPLE.intersection(before[-1:]):
            return None
        if before[-1:] == ["%"] and _tells_results(sentence):
            return count_kind(sentence, quantity)
        if has_percent_inside(sentence, quantity) and _tells_results(sentence) and not _assigns(sentence):
            return count_kind(sentence, quantity)
        is_single = sum(other.unit == "n" for other in sentence.quantities) == 1
        if quantity.value > self.enrolled and _is_chosen(sentence, quantity, opening):
            return self._enrol(quantity)
        if _is_listed_people(sentence, quantity, opening):
            return Kind.ARM_SIZE, None
        if (
            not self.enrolled
            and (is_single or _assigns(sentence))
            and PEOPLE.intersection(before)
            and not (_tells_results(sentence) and _HAPPENED.intersection(before))
            and not any(arm.last == opening - 1 for arm in sentence.arms)
        ):
            self.enrolled = quantity.value
            return Kind.ENROLLED, None
        arm = next((arm for arm in reversed(sentence.arms) if arm.last < opening and opening - arm.last <= 14), None)
        ahead = any(0 < arm.first - quantity.last < 4 for arm in sentence.arms)
        if arm is not None or ahead:
            return Kind.ARM_SIZE, None
        cue = nearest_cue(sentence, quantity, Form.PEOPLE)
        if cue is not None and cue.start >= quantity.end:
            cue = None
        if cue is not None and cue.topic in COUNTED and _tells_results(sentence):
            return KINDS[cue.topic, Form.PEOPLE], cue
        if quantity.value > self.enrolled and not sentence.study.has_groups and is_single:
            self.enrolled = quantity.value
            return Kind.ENROLLED, None
        if sentence.study.has_groups and (not _tells_results(sentence) or _assigns(sentence)):
            return Kind.ARM_SIZE, None
        if not is_single and not happened(sentence) and not _is_result(sentence) and cue is None:
            return Kind.ARM_SIZE, None
        if not _tells_results(sentence) or (cue is None and not has_percent_inside(sentence, quantity)):
            return None
        return count_kind(sentence, quantity)

    def _bare(self, sentence: Sentence, position: int) -> Found | None:
        """Return the kind of "nine improved", "14 deaths", "(68 vs 120)" and "40 to placebo"."""
        quantity = sentence.quantities[position]
        behind = sentence.word(quantity.last + 1)
        before = sentence.word(quantity.first - 1)
        if quantity.value < 1 or before in _NO_COUNT_BEFORE or "." in sentence.text[quantity.start : quantity.end]:
            return None
        is_possible = quantity.value <= max(self.enrolled, 12) or behind in {"were", "was", "received"}
        if (
            _assigns(sentence)
            and is_possible
            and behind in {"to", "were", "received", "in", "on"}
            and is_arm(sentence, position)
        ):
            return Kind.ARM_SIZE, None
        if behind in {"were", "was"} and sentence.word(quantity.last + 2) in _CHOSEN and quantity.value > max(
            self.enrolled, 12
        ):
            return self._enrol(quantity)
        if not _tells_results(sentence) or not is_possible:
            return None
        verb = behind if behind not in {"were", "was"} else sentence.word(quantity.last + 2)
        if verb in {"randomized", "randomised", "enrolled", "recruited"} and quantity.value > max(self.enrolled, 12):
            self.enrolled = quantity.value
            return Kind.ENROLLED, None
        if verb in {"evaluable", "assessable", "completed", "available", "analyzed", "analysed", "suitable"}:
            return Kind.EVALUABLE, None
        return self._bare_count(sentence, position)

    def _bare_count(self, sentence: Sentence, position: int) -> Found | None:
        """Return the kind of a whole number that a verb or a noun makes one of events, or of an arm."""
        quantity = sentence.quantities[position]
        behind = sentence.word(quantity.last + 1)
        is_there = sentence.words(quantity.first - 2, quantity.first) == ["there", "were"]
        if _names_event(sentence, quantity) or is_there or behind in _HAPPENED - {"was", "did", "were"}:
            return count_kind(sentence, quantity)
        if is_parallel(sentence, position):
            is_size = (_assigns(sentence) or self._adds_up(sentence)) and not happened(sentence)
            return (Kind.ARM_SIZE, None) if is_size else count_kind(sentence, quantity)
        before = sentence.words(0, quantity.first)
        if not is_bracketed_pair(sentence, position) or _MEANS.intersection(before):
            return None
        cue = nearest_cue(sentence, quantity, Form.PERCENT)
        is_change = cue is not None and cue.topic == "change" and bool(_PERSONS.intersection(before))
        is_outcome = cue is not None and cue.topic in OUTCOME_TOPICS
        return count_kind(sentence, quantity) if is_outcome or is_change else None


_PERSONS = word_set("patients subjects participants women children")


def _names_event(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a noun of events follows: "14 deaths", "12 serious adverse events"."""
    nouns = sentence.words(quantity.last + 1, quantity.last + 4)
    is_near = not {"of", "in", ",", "(", "and", "with"}.intersection(nouns[:2])
    return bool(_EVENT_NOUNS.intersection(nouns[:1])) or (is_near and bool(_EVENT_NOUNS.intersection(nouns)))


_CHOSEN = word_set("randomized randomised enrolled included recruited randomly")


def _is_screened(sentence: Sentence, position: int) -> bool:
    """Return whether a denominator is of those screened: "Of 410 patients entered, 397 were randomised"."""
    quantity = sentence.quantities[position]
    if {"enrolled", "randomized", "randomised", "eligible", "included"}.intersection(
        sentence.words(quantity.last + 1, quantity.last + 4)
    ):
        return False
    return any(
        other.form in {Form.PLAIN, Form.PEOPLE}
        and _main_verb(sentence, other) in _CHOSEN
        and not is_assigned(sentence, other)
        for other in sentence.quantities[position + 1 : position + 2]
        if quantity.value / 2 < other.value < quantity.value
    )


def _is_chosen(sentence: Sentence, quantity: Quantity, opening: int) -> bool:
    """Return whether "(n = 96)" is of all: "were randomised (n = 96) to", "patients (n = 96) were recruited"."""
    if sentence.word(opening - 1) in _CHOSEN:
        return True
    at = quantity.last + 1 + (sentence.word(quantity.last + 1) == ")")
    following = sentence.words(at, at + 3)
    return following[:1] in (["were"], ["was"]) and bool(_CHOSEN.intersection(following[1:])) and not any(
        arm.last == opening - 1 for arm in sentence.arms
    )


def _is_listed_people(sentence: Sentence, quantity: Quantity, opening: int) -> bool:
    """Return whether "women (n = 345)" stands in a list with others like it: groups of people, not of an outcome."""
    if sentence.word(opening - 1) not in PEOPLE:
        return False
    return any(
        other is not quantity and other.unit == "n" and sentence.word(other.first - 4) in PEOPLE
        for other in sentence.quantities
    )


_PLACED = word_set("included enrolled placed assigned allocated randomized randomised entered")
_FORMED = word_set("comprised formed constituted served acted")
def _is_beside_controls(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether patients and their controls are counted side by side: "17 patients and 11 healthy controls"."""
    others = [each for each in sentence.quantities if each is not quantity and each.form is Form.PEOPLE]
    return any(
        bool({"controls", "volunteers"}.intersection(sentence.words(two.first, two.last + 8)))
        and not {"controls", "volunteers"}.intersection(sentence.words(one.first, one.last + 2))
        and {"and", "versus", "vs", "with"}.intersection(sentence.words(two.first - 2, two.first))
        for other in others
        for one, two in ((quantity, other), (other, quantity))
        if one.first < two.first
    )


_CONTROL_ENDS = ("group", "arm", "placebo", "control", "controls", "cohort")


def _is_of_control(sentence: Sentence, quantity: Quantity, verb: str) -> bool:
    """Return whether people are those of one named group: "25 subjects in the intervention group received"."""
    at = quantity.last + 1 + (sentence.word(quantity.last + 1) in PEOPLE)
    if verb in GIVEN and sentence.word(at) in {"in", "of", "from"}:
        return any(
            0 < arm.first - at <= 2 and arm.words.lower().split()[-1] in _CONTROL_ENDS for arm in sentence.arms
        )
    following = sentence.words(at, at + 10)
    if following[:1] == ["were"] and following[1:2] and following[1] in _PLACED and following[2:3] in (["in"], ["into"]):
        return any(
            0 < arm.first - at <= 5 and arm.words.lower().split()[-1] in _CONTROL_ENDS for arm in sentence.arms
        )
    if _FORMED.intersection(following[:5]) and {"control", "controls", "comparison"}.intersection(following):
        return True
    before = sentence.words(quantity.first - 3, quantity.first)
    is_made_up = before[-2:] == ["consisted", "of"] or before[-1:] in (["comprised"], ["included"], ["had"])
    subject = sentence.words(0, 5)
    return is_made_up and bool({"group", "arm", "controls"}.intersection(subject[:4])) and quantity.first < 8


def _verb_of_whole(sentence: Sentence, quantity: Quantity) -> str:
    """Return the verb by which a number is that of all, "" if it has none or tells what happened to people."""
    verb = _main_verb(sentence, quantity)
    is_people = quantity.form is Form.PEOPLE
    return verb if verb in _TAKEN_IN | GIVEN | {"completed", "underwent"} or (is_people and verb in _VAGUE) else ""


def _is_denominator(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether others are counted of these: "Of the 14 patients in group 1, nine ..."."""
    before = sentence.words(quantity.first - 3, quantity.first)
    if before[-1:] == ["the"]:
        before = before[:-1]
    return quantity.first <= 3 and before[-1:] in (["of"], ["among"]) and "total" not in before


def _tells_results(sentence: Sentence) -> bool:
    return sentence.telling is Telling.RESULTS


def _is_result(sentence: Sentence) -> bool:
    """Return whether a sentence has a percentage or a p value: it no longer says who was enrolled."""
    return any(quantity.form in {Form.P_VALUE, Form.PERCENT} for quantity in sentence.quantities)


def _assigns(sentence: Sentence) -> bool:
    words = sentence.words(0, len(sentence.tokens))
    return any(
        word.startswith(("random", "assign", "allocat", "divided")) or word in {"either", "received", "took"}
        for word in words
    )


def _main_verb(sentence: Sentence, quantity: Quantity) -> str:
    """Return the first verb behind a number of people that says what they did or what was done with them."""
    depth = 0
    copula = ""
    is_relative = False
    for token in sentence.tokens[quantity.last + 1 : quantity.last + 30]:
        depth += token.text in {"(", "["}
        if token.text in {"who", "that"} and not depth:
            is_relative = True
        elif is_relative and token.text in {"had", "have", "not", "previously", "received", "been", "already", "never"}:
            pass
        elif not depth:
            is_relative = False
            if token.text in {";", ":"}:
                break
            if token.text in _TAKEN_IN or token.text in GIVEN:
                return token.text
            if copula and token.text in _ENDED:
                return "withdrew"
            if copula and token.text not in {
                "then",
                "also",
                "prospectively",
                "consecutively",
                "initially",
                "subsequently",
                "first",
            }:
                return copula
            if token.text in {"was", "were"}:
                copula = token.text
            elif token.text in _HAPPENED:
                return token.text
        depth -= token.text in {")", "]"} and depth > 0
    return copula


_STUDIES = word_set("studies trials rcts")


def _counts_studies(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a review counts the studies that it found: "26 randomised trials"."""
    if quantity.form is not Form.PLAIN or quantity.interval or sentence.start == 0:
        return False
    following = list(takewhile(lambda word: word.isalpha() or "-" in word, sentence.words(quantity.last + 1, quantity.last + 6)))
    nouns = [at for at, word in enumerate(following) if word in _STUDIES]
    return bool(nouns) and not _NO_ADJECTIVE.intersection(following[: nouns[0]])


_NO_ADJECTIVE = word_set("of in and with to for on at by from the a were was is are phase per patients")
_DOCUMENTS = word_set(
    "articles article publications papers reviews abstracts comparisons comparison recommendations guidelines reports "
    "databases citations records"
)


def is_of_documents(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a number counts articles that a review found: "articles on retinoids (n = 50)"."""
    following = sentence.words(quantity.last + 1, quantity.last + 5)
    if _DOCUMENTS.intersection(following[:2]):
        return True
    if quantity.form is Form.FRACTION and {"trials", "studies", "centers", "centres", "sites"}.intersection(following[:3]):
        return True
    if quantity.unit == "n" and following[:1] == [")"] and following[1:2] and following[1] in _HAPPENED:
        return following[2:3] == ["in"]  # "sleep problems (n = 21) improved in 71%"
    return quantity.unit == "n" and bool(_DOCUMENTS.intersection(sentence.words(0, quantity.first)))


_MEANS = word_set("mean means median average score scores level levels sd")


_SEXES = word_set("male males female females men women boys girls")


def _is_baseline(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a number counts men, women or races: who the patients were."""
    words = sentence.words(quantity.last + 1, quantity.last + 3)
    closing = [at for at in range(quantity.last + 1, quantity.last + 6) if sentence.word(at) == ")"]
    if words[:1] in (["("], [")"]) and closing and _SEXES.intersection(sentence.words(closing[0] + 1, closing[0] + 3)):
        return True
    if not words or words[0] not in {
        "male",
        "males",
        "female",
        "females",
        "men",
        "women",
        "boys",
        "girls",
        "man",
        "woman",
        "m",
        "f",
    }:
        return False
    if words[-1] in {",", ")"} or (sentence.word(quantity.first - 1) == "(" and words[-1] in {"and", ";"}):
        return True
    return words[0] in {"male", "males", "female", "females", "boys", "girls", "m", "f"} and words[-1] in {"and", ";"}

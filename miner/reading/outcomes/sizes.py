"""Says what a number of people is: those enrolled or evaluable, the size of an arm, or those who had an outcome."""

from dataclasses import dataclass, field

from miner.reading.outcomes.bracketed import beside_arm, follows_or, is_of_whole, share_kind
from miner.reading.outcomes.counts import (
    GIVEN,
    OCCURRED,
    Found,
    count_kind,
    has_arm_behind,
    has_percent_behind,
    has_percent_inside,
    has_share_behind,
    is_arm,
    is_bracketed_pair,
    is_parallel,
    occurs_in,
)
from miner.reading.outcomes.cues import nearest_cue
from miner.reading.outcomes.kind_words import COUNTED, KINDS, OUTCOME_TOPICS
from miner.reading.outcomes.people import (
    ANALYSED,
    BEFELL,
    CHOSEN,
    EARLY,
    ENROLLING,
    FEW,
    HAPPENED,
    LATE_BEFORE,
    MEANS,
    NO_COUNT_BEFORE,
    PERSONS,
    SCREENING,
    SEXES,
    TAKEN_IN,
    TAKING,
    TOLD_MIN,
    VAGUE,
    allocates,
    assigns,
    counts_nobody,
    counts_reports,
    counts_studies,
    is_baseline,
    is_beside_controls,
    is_chosen,
    is_denominator,
    is_listed_people,
    is_of_control,
    is_of_share,
    is_picked,
    is_result,
    is_screened,
    main_verb,
    names_event,
    tells_results,
    verb_of_whole,
)
from miner.reading.outcomes.quantity import Form, Quantity
from miner.reading.outcomes.sentence import Sentence
from miner.reading.outcomes.splits import (
    happened,
    is_assigned,
    is_bracketed_people,
    is_contrasted,
    is_enumerated,
    is_of_each,
    is_of_named_pair,
    is_one_of_two,
    shares_out,
    split_into_arms,
)
from miner.reading.outcomes.units import PEOPLE
from miner.records.studies import OutcomeKind as Kind

_ARMS_MAX = 20
"""An arm has more than a twentieth of all patients."""


@dataclass
class Sizes:
    """What is known of an article's sizes so far: the largest number that was called enrolled."""

    enrolled: float = 0.0
    evaluable: float = 0.0
    told: set[float] = field(default_factory=set)
    _split: tuple[Sentence, set[float], frozenset[int]] | None = None

    def kind_of(self, sentence: Sentence, position: int) -> Found | None:
        """Return what a number of people is, None if it is no result and no size."""
        found = self._found(sentence, position)
        quantity = sentence.quantities[position]
        if found is None or found[0] is not Kind.ARM_SIZE or quantity.value * _ARMS_MAX > self.enrolled:
            return found
        is_counted = tells_results(sentence) and any(cue.topic in COUNTED for cue in sentence.cues)
        if not is_counted and allocates(sentence) and quantity.value > FEW:
            return found
        return count_kind(sentence, quantity) if is_counted else None

    def _found(self, sentence: Sentence, position: int) -> Found | None:  # noqa: PLR0911 (a list of rules: the first that applies)
        quantity = sentence.quantities[position]
        if quantity.value != int(quantity.value) or quantity.value < 0 or quantity.sign in {">", "<", ">=", "<="}:
            return None
        if quantity.form in {Form.PERCENT, Form.P_VALUE}:
            return None
        if sentence.study.is_review and counts_studies(sentence, quantity):
            return Kind.OTHER_NUMBER, None
        if counts_nobody(sentence, quantity):
            return None
        if sentence.study.has_groups and self._is_arm_by_sum(sentence, position):
            return Kind.ARM_SIZE, None
        if quantity.unit == "n":
            return self._stated_n(sentence, position)
        is_counted = quantity.form is Form.FRACTION or has_percent_behind(sentence, quantity)
        if quantity.form is Form.PEOPLE:
            return self._people(sentence, position, is_counted=is_counted)
        if is_counted:
            return share_kind(sentence, quantity)
        if sentence.study.is_review and counts_reports(sentence, quantity):
            return None
        return self._bare(sentence, position) if quantity.form is Form.PLAIN and not quantity.interval else None

    def _is_arm_by_sum(self, sentence: Sentence, position: int) -> bool:
        """Return whether a number and others make up all patients, is of each group, or was assigned to one."""
        quantity = sentence.quantities[position]
        if quantity.form not in {Form.PLAIN, Form.PEOPLE} or quantity.interval:
            return False
        wholes = {self.enrolled, self.evaluable, *self.told} - {0.0}
        if self._split is None or self._split[0] is not sentence or self._split[1] != wholes:
            parts = split_into_arms(sentence, wholes, lambda each: verb_of_whole(sentence, each))
            self._split = (sentence, wholes, parts)
        if position in self._split[2]:
            return True
        if is_of_each(sentence, quantity) or is_bracketed_people(sentence, quantity):
            return True
        if is_one_of_two(sentence, position) or is_of_named_pair(sentence, position):
            return True
        if is_enumerated(sentence, position) or is_contrasted(sentence, position):
            return True
        return bool(self.enrolled) and quantity.value <= self.enrolled and is_assigned(sentence, quantity)

    def _people(self, sentence: Sentence, position: int, *, is_counted: bool) -> Found | None:
        quantity = sentence.quantities[position]
        first = quantity.first - (sentence.word(quantity.first - 1) == "the")
        is_whole = sentence.words(first - 3, first) in (["%", "]", "of"], ["%", ")", "of"])
        if sentence.words(quantity.first - 3, quantity.first) == ["none", "of", "the"]:
            return None
        if is_whole and CHOSEN.isdisjoint(sentence.words(quantity.last - 2, quantity.last + 4)):
            return None  # "197 [74%] of 266 patients"
        if is_bracketed_pair(sentence, position) and tells_results(sentence) and not assigns(sentence):
            return count_kind(sentence, quantity)  # "(16 vs 7 patients)"
        return self._people_apart(sentence, position, is_counted=is_counted)

    def _people_apart(self, sentence: Sentence, position: int, *, is_counted: bool) -> Found | None:
        """Return what people are who are neither one of a bracketed pair nor those of a share before them."""
        quantity = sentence.quantities[position]
        verb = main_verb(sentence, quantity)
        if is_baseline(sentence, quantity) or (verb in SCREENING and is_screened(sentence, position)):
            return None
        if sentence.word(quantity.first - 1) in TAKING and verb not in GIVEN:
            verb = "included"
        is_taken_in = verb in TAKEN_IN or verb in GIVEN or not verb
        if verb in CHOSEN and quantity.value > TOLD_MIN:
            self.told.add(quantity.value)
        if not self.enrolled and verb in VAGUE and not is_counted and quantity.value >= 5 and not is_result(sentence):
            is_taken_in = sentence.start < EARLY * len(sentence.text)
        if not is_counted and self._is_arm_of_sentence(sentence, position, verb, is_taken_in=is_taken_in):
            return Kind.ARM_SIZE, None
        if is_denominator(sentence, quantity):
            return self._denominator(sentence, position)
        is_further = quantity.value < self.enrolled and is_arm(sentence, position)
        is_part = is_counted and has_share_behind(sentence, quantity) and ENROLLING.isdisjoint(sentence.vocabulary)
        if is_taken_in and not is_further and not is_part and self._is_enrolling(sentence, quantity):
            return self._enrol(quantity)
        if self._is_analysed(sentence, quantity, verb, is_counted=is_counted):
            self.evaluable = quantity.value
            return Kind.EVALUABLE, None
        return self._counted(sentence, position, verb, is_taken_in=is_taken_in, is_counted=is_counted)

    def _is_arm_of_sentence(self, sentence: Sentence, position: int, verb: str, *, is_taken_in: bool) -> bool:
        """Return whether people are those of a group that the sentence names, or stand beside those of another."""
        quantity = sentence.quantities[position]
        if sentence.study.has_groups and is_of_control(sentence, quantity, verb):
            return True
        if not is_taken_in:
            return False
        return is_beside_controls(sentence, quantity) or self._is_pair_of_arms(sentence, position, verb)

    def _denominator(self, sentence: Sentence, position: int) -> Found | None:
        """Return what those are of whom others are counted: an arm, all, or those screened, which are no size."""
        if is_screened(sentence, position) or is_picked(sentence, sentence.quantities[position]):
            return None
        if sentence.study.has_groups and is_arm(sentence, position):
            return Kind.ARM_SIZE, None
        return None if self.enrolled else self._enrol(sentence.quantities[position])

    def _enrol(self, quantity: Quantity) -> Found:
        self.enrolled = quantity.value
        return Kind.ENROLLED, None

    def _is_pair_of_arms(self, sentence: Sentence, position: int, verb: str) -> bool:
        """Return whether a sentence tells the sizes of arms one by one: "148 received drug A, 152 received placebo"."""
        is_compared = sentence.study.has_groups or len({arm.words.lower() for arm in sentence.arms}) > 1
        if not is_compared or verb in BEFELL or not is_parallel(sentence, position):
            return False
        if "in" in sentence.words(sentence.quantities[position].first - 1, sentence.quantities[position].first) and (
            OCCURRED.intersection(sentence.words(0, sentence.quantities[position].first))
        ):
            return False  # "nausea was recorded in 4 patients treated with ..."
        is_said = verb in GIVEN or assigns(sentence) or shares_out(sentence)
        return is_said or not tells_results(sentence) or self._adds_up(sentence)

    def _is_analysed(self, sentence: Sentence, quantity: Quantity, verb: str, *, is_counted: bool) -> bool:
        if sentence.words(quantity.last + 1, quantity.last + 6)[1:5] == ["were", "in", "the", "per"]:
            return True
        if verb in {"completed", "finished"} or (
            verb in ANALYSED and self.enrolled and quantity.value <= self.enrolled
        ):
            return True
        before = sentence.words(quantity.first - 5, quantity.first)
        return bool(ANALYSED.intersection(before)) and quantity.value < self.enrolled and not is_counted

    def _counted(
        self, sentence: Sentence, position: int, verb: str, *, is_taken_in: bool, is_counted: bool
    ) -> Found | None:
        """Return the kind of a number of people who were neither enrolled nor made up a list of arms."""
        quantity = sentence.quantities[position]
        has_event = is_counted or occurs_in(sentence, quantity)
        is_case = quantity.unit in {"cases", "case"} or quantity.value == 1
        is_event = (has_event or is_case) and not assigns(sentence)
        if tells_results(sentence) and (is_event or occurs_in(sentence, quantity) or verb in BEFELL):
            return count_kind(sentence, quantity)
        if sentence.study.has_groups and is_taken_in and is_arm(sentence, position):
            return Kind.ARM_SIZE, None
        if not tells_results(sentence):
            return None
        if has_event or (verb in HAPPENED and (self.enrolled or verb not in {"was", "were"})):
            return count_kind(sentence, quantity)
        cue = nearest_cue(sentence, quantity, Form.PEOPLE)
        is_evaluable = cue is not None and cue.topic == "evaluable" and abs(cue.start - quantity.end) < 40
        return (Kind.EVALUABLE, cue) if is_evaluable and self.enrolled else None

    def _is_enrolling(self, sentence: Sentence, quantity: Quantity) -> bool:
        if quantity.value < self.enrolled or quantity.value < 2 or quantity.sign in {">", "<", ">=", "<="}:
            return False
        words = sentence.vocabulary
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
        if is_of_share(sentence, quantity):
            return False
        if not ENROLLING & words and any(other.form is Form.P_VALUE for other in sentence.quantities):
            return False
        is_early = sentence.start < EARLY * len(sentence.text) or sentence.word(quantity.first - 1) not in LATE_BEFORE
        return bool(ENROLLING & words) or (is_early and not self.enrolled) or quantity.value == self.enrolled

    def _adds_up(self, sentence: Sentence) -> bool:
        """Return whether the numbers that have an arm each add up to all patients of the sentence or the study."""
        parts = [each.value for each in sentence.quantities if has_arm_behind(sentence, each)]
        whole = {each.value for each in sentence.quantities if each.form is Form.PEOPLE} | {self.enrolled}
        return sum(parts) in whole

    def _stated_n(self, sentence: Sentence, position: int) -> Found | None:  # noqa: PLR0911 (a list of rules: the first that applies)
        """Return what "(n = 30)" is by what stands before its bracket."""
        quantity = sentence.quantities[position]
        reach = range(quantity.first - 1, max(-1, quantity.first - 8), -1)
        opening = next((at for at in reach if sentence.word(at) in {"(", "["}), quantity.first - 2)
        before = sentence.words(opening - 5, opening)
        if sentence.word(quantity.last + 1) == "," and sentence.word(quantity.last + 2) == "p":
            return None  # "(n = 14, p = .001)": those whom one test is of
        if is_baseline(sentence, quantity) or SEXES.intersection(before[-2:]) - PEOPLE.intersection(before[-1:]):
            return None
        if {"%", "percent"}.intersection(before[-3:]) and tells_results(sentence):
            return count_kind(sentence, quantity)
        if has_percent_inside(sentence, quantity) and tells_results(sentence) and not allocates(sentence):
            return count_kind(sentence, quantity)
        is_single = sum(other.unit == "n" for other in sentence.quantities) == 1
        if quantity.value > self.enrolled and is_chosen(sentence, quantity, opening):
            return self._enrol(quantity)
        if is_listed_people(sentence, quantity, opening):
            return Kind.ARM_SIZE, None
        if not self.enrolled and is_of_whole(sentence, quantity, opening):
            return self._enrol(quantity)
        if (
            not self.enrolled
            and (is_single or assigns(sentence))
            and PEOPLE.intersection(before)
            and not (tells_results(sentence) and HAPPENED.intersection(before))
            and (not any(arm.last == opening - 1 for arm in sentence.arms) or "all" in sentence.words(0, opening))
        ):
            return self._enrol(quantity)
        return self._unplaced_n(sentence, quantity, opening, is_single=is_single)

    def _unplaced_n(self, sentence: Sentence, quantity: Quantity, opening: int, *, is_single: bool) -> Found | None:
        """Return what "(n = 30)" is if its bracket stands behind no number and no people who were taken in."""
        arm = next((arm for arm in reversed(sentence.arms) if arm.last < opening and opening - arm.last <= 14), None)
        ahead = any(0 < arm.first - quantity.last < 4 for arm in sentence.arms)
        if arm is not None or ahead:
            return beside_arm(sentence, quantity, is_either=not ahead and is_single and follows_or(sentence, arm))
        cue = nearest_cue(sentence, quantity, Form.PEOPLE)
        if cue is not None and (cue.start >= quantity.end or cue.topic not in OUTCOME_TOPICS):
            cue = None
        if cue is not None and cue.topic in COUNTED and tells_results(sentence):
            return KINDS[cue.topic, Form.PEOPLE], cue
        if quantity.value > self.enrolled and not sentence.study.has_groups and is_single:
            return self._enrol(quantity)
        if sentence.study.has_groups and (not tells_results(sentence) or assigns(sentence)):
            return Kind.ARM_SIZE, None
        if not tells_results(sentence) or (cue is None and not has_percent_inside(sentence, quantity)):
            return None
        return count_kind(sentence, quantity)

    def _bare(self, sentence: Sentence, position: int) -> Found | None:
        """Return the kind of "nine improved", "14 deaths", "(68 vs 120)" and "40 to placebo"."""
        quantity = sentence.quantities[position]
        behind = sentence.word(quantity.last + 1)
        before = sentence.word(quantity.first - 1)
        if (
            quantity.value < 1
            or before in NO_COUNT_BEFORE
            or "f" in sentence.words(quantity.first - 4, quantity.first)
            or "." in sentence.text[quantity.start : quantity.end]
        ):
            return None
        is_possible = quantity.value <= max(self.enrolled, 12) or behind in {"were", "was", "received"}
        is_given = assigns(sentence) and is_possible and behind in {"to", "were", "received", "in", "on"}
        is_shared = shares_out(sentence) and is_parallel(sentence, position) and not happened(sentence)
        if is_shared or (is_given and is_arm(sentence, position)):
            return Kind.ARM_SIZE, None
        if (
            behind in {"were", "was"}
            and sentence.word(quantity.last + 2) in CHOSEN
            and quantity.value > max(self.enrolled, 12)
        ):
            return self._enrol(quantity)
        if not tells_results(sentence) or not is_possible:
            return None
        verb = behind if behind not in {"were", "was"} else sentence.word(quantity.last + 2)
        if verb in {"evaluable", "assessable", "completed", "available", "analyzed", "analysed", "suitable"}:
            return Kind.EVALUABLE, None
        return self._bare_count(sentence, position)

    def _bare_count(self, sentence: Sentence, position: int) -> Found | None:
        """Return the kind of a whole number that a verb or a noun makes one of events, or of an arm."""
        quantity = sentence.quantities[position]
        behind = sentence.word(quantity.last + 1)
        is_there = sentence.words(quantity.first - 2, quantity.first) == ["there", "were"]
        if names_event(sentence, quantity) or is_there or behind in HAPPENED - {"was", "did", "were"}:
            return count_kind(sentence, quantity)
        if is_parallel(sentence, position):
            is_size = (assigns(sentence) or self._adds_up(sentence)) and not happened(sentence)
            return (Kind.ARM_SIZE, None) if is_size else count_kind(sentence, quantity)
        before = sentence.words(0, quantity.first)
        if not is_bracketed_pair(sentence, position) or MEANS.intersection(before):
            return None
        cue = nearest_cue(sentence, quantity, Form.PERCENT)
        is_change = cue is not None and cue.topic == "change" and bool(PERSONS.intersection(before))
        is_outcome = cue is not None and cue.topic in OUTCOME_TOPICS
        return count_kind(sentence, quantity) if is_outcome or is_change else None

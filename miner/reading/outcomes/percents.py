"""Says what a percentage is: a rate of some event or response, a change, a difference, or no result."""

from itertools import pairwise

from miner.reading.outcomes.changes import (
    CHANGE_NOUNS,
    COMPARED_PEOPLE,
    average_change,
    change_kind,
    is_share,
    is_share_of_count,
)
from miner.reading.outcomes.cues import (
    COMPARATIVES,
    is_inclusion,
    is_spared,
    is_studied,
    listed_as_harm,
    listed_cue,
    nearest_cue,
    subject_of,
)
from miner.reading.outcomes.kind_words import KINDS, OUTCOME_TOPICS, RATIOS
from miner.reading.outcomes.measures import is_denied, is_exposure, tells_baseline
from miner.reading.outcomes.people import STRENGTH_MAX
from miner.reading.outcomes.quantity import Form, Quantity
from miner.reading.outcomes.sentence import Sentence
from miner.reading.outcomes.strengths import is_concentration, is_sex
from miner.reading.outcomes.units import PEOPLE
from miner.reading.outcomes.word_sets import word_set
from miner.reading.outcomes.words import Cue
from miner.records.studies import OutcomeKind as Kind

Found = tuple[Kind, Cue | None]


_DEFINING = frozenset({"defined", "criterion", "definition"})
_DETERMINED = {("determined", "as"), ("considered", "as"), ("regarded", "as")}
_STATISTICS = frozenset({"i2", "i²", "(2)", ")", "i", "heterogeneity"})
_MADE_UP = word_set("comprised constituted comprises")
_APPLIED = word_set("used given prescribed performed administered")
_USED = word_set("used using taking prescribed treated")
_DIAGNOSTIC = word_set("sensitivity specificity ppv npv predictive accuracy concordance")


def percent_kind(sentence: Sentence, position: int) -> Found | None:  # noqa: PLR0911 (a list of rules: the first that applies)
    """Return what a percentage is and the words that say so; None if it is no result."""
    quantity = sentence.quantities[position]
    is_of_whole = sentence.word(quantity.first - 1) in _MADE_UP
    if is_of_whole or is_concentration(sentence, quantity) or is_sex(sentence, quantity):
        return None
    if (sentence.word(quantity.first - 1) == "=" and sentence.word(quantity.first - 2) in _STATISTICS) or (
        _DEFINING.intersection(sentence.words(quantity.first - 6, quantity.first))
        or _DETERMINED.intersection(pairwise(sentence.words(quantity.first - 8, quantity.first)))
    ):
        return None
    if not _DIAGNOSTIC.isdisjoint(sentence.vocabulary) or _is_of_completers(sentence, quantity):
        return Kind.OTHER_NUMBER, None
    is_counted = is_share_of_count(sentence, quantity)
    if not is_counted and (found := change_kind(sentence, quantity, position)) is not None:
        return found
    if (found := _named(sentence, quantity)) is not None:
        return found
    cue = _cue_of(sentence, position)
    if cue is not None and (
        cue.topic in {"baseline", "age", "other study", "dose"} or is_inclusion(sentence, cue, quantity)
    ):
        return None
    if tells_baseline(sentence) or _is_relative(sentence, quantity) or _is_history(sentence, quantity, cue):
        return None
    if sentence.words(quantity.last + 1, quantity.last + 3) in _OF_START:
        return Kind.MEAN, cue
    is_behind = cue is not None and cue.topic == "mean" and cue.start >= quantity.end and not quantity.has_spread
    if cue is not None and cue.topic in {"mean", "change"} and (is_behind or is_share(sentence, quantity)):
        cue = nearest_cue(sentence, quantity, Form.PERCENT, among=OUTCOME_TOPICS)
    return _kind_by_cue(sentence, quantity, cue)


def _is_of_completers(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a share is of those who completed a study or its treatment: "98% of patients completed"."""
    following = sentence.words(quantity.last + 1, quantity.last + 6)
    at = next((at for at, word in enumerate(following) if word in {"completed", "finished"}), -1)
    return at >= 0 and _COUNTING_WORDS.issuperset(following[:at])


_COUNTING_WORDS = PEOPLE | {"of", "the", "all", "these"}


def _named(sentence: Sentence, quantity: Quantity) -> Found | None:
    """Return what a percentage is that is called an average change, or a reduction of a risk: "RRR, 16%"."""
    if (average := average_change(sentence, quantity)) is not None:
        return average, None
    if (difference := _difference_in(sentence, quantity)) is not None:
        return Kind.MEAN_DIFFERENCE, difference
    cue = next((cue for cue in reversed(sentence.cues) if cue.end <= quantity.start), None)
    if cue is None or cue.topic != "difference" or quantity.start - cue.end > _RIGHT_BEHIND:
        return None
    is_risk = "risk" in sentence.lowered[cue.start : cue.end] or cue.end - cue.start <= _RIGHT_BEHIND
    return (Kind.MEAN_DIFFERENCE, cue) if is_risk else None


def _difference_in(sentence: Sentence, quantity: Quantity) -> Cue | None:
    """Return the words of "a difference in cure rates of 14.8%", which no other number and no comma parts from it."""
    if sentence.word(quantity.first - 1) not in {"of", "was", "="}:
        return None
    cue = next(
        (each for each in reversed(sentence.cues) if each.topic == "difference" and each.end < quantity.start), None
    )
    if cue is None or quantity.start - cue.end > _DIFFERENCE_REACH or is_denied(sentence, cue):
        return None
    between = sentence.lowered[cue.end : quantity.start]
    is_named = between.startswith((" in ", " of ", " between ")) and not any(
        sign in between for sign in ",;(:0123456789"
    )
    return cue if is_named and not is_share(sentence, quantity) else None


_DIFFERENCE_REACH = 60
_RIGHT_BEHIND = 3


def _cue_of(sentence: Sentence, position: int) -> Cue | None:
    """Return the words that a percentage belongs to: those of its list, or the nearest that say what it is of."""
    quantity = sentence.quantities[position]
    cue = listed_cue(sentence, position, Form.PERCENT) or nearest_cue(sentence, quantity, Form.PERCENT)
    cue = subject_of(sentence, cue) if cue is not None else None
    if cue is not None and _is_beside_the_point(sentence, position, cue):
        is_shared = cue.topic in {"mean", "change", "difference"}
        is_left = is_shared or (cue.topic == "evaluable" and not sentence.lowered.startswith(_WHO_STAYED, cue.start))
        cue = nearest_cue(sentence, quantity, Form.PERCENT, among=OUTCOME_TOPICS) or (None if is_left else cue)
    is_strength = 0 <= quantity.value <= STRENGTH_MAX
    is_given = cue is not None and sentence.lowered[cue.start : cue.end] in _HOW_GIVEN and not is_strength
    if (
        cue is not None
        and cue.topic in {"dose", "age"}
        and (is_given or is_share(sentence, quantity) or quantity.has_spread)
    ):
        cue = nearest_cue(sentence, quantity, Form.PERCENT, among=OUTCOME_TOPICS | {"change", "mean"})
    return cue


_WHO_STAYED = ("complet", "evaluable")
_HOW_GIVEN = word_set("daily twice orally intravenously b.i.d t.i.d q.d bid tid subcutaneously intramuscularly")
"""Words of a dose that name an arm and no amount: "49.4% with 20 mg bid"."""


def _kind_by_cue(sentence: Sentence, quantity: Quantity, cue: Cue | None) -> Found | None:  # noqa: PLR0911 (a list of rules: the first that applies)
    """Return what a percentage is by the words that it belongs to."""
    is_signed = quantity.value < 0 or sentence.word(quantity.first - 1) == "+"
    if cue is None and not quantity.has_spread:
        if sentence.word(quantity.first - 1) == "in" and sentence.word(quantity.first - 2) in _APPLIED:
            return Kind.OTHER_NUMBER, None
        if _USED.intersection(sentence.words(quantity.last + 1, quantity.last + 5)):
            return Kind.OTHER_NUMBER, None
        return (Kind.MEAN if is_signed else Kind.EVENT_RATE), None
    if cue is None or (cue.topic == "event" and _is_mean_percentage(sentence, cue)):
        return Kind.MEAN, cue
    if _is_reason(sentence, cue) and _discontinues(sentence, cue):
        return Kind.DISCONTINUATIONS, cue
    if quantity.has_spread and cue.topic not in {"survival", "free survival"}:
        return Kind.MEAN, cue
    if (cue.topic == "mean" and _counts_people(sentence, quantity)) or _only_compares(sentence, cue):
        return Kind.EVENT_RATE, cue
    if is_signed:
        return (Kind.MEAN_DIFFERENCE if cue.topic == "difference" else Kind.MEAN), cue
    if is_studied(sentence, cue) or (cue.topic == "mean" and _is_resistance(sentence, cue)):
        return Kind.EVENT_RATE, cue
    return _kind_by_topic(sentence, quantity, cue)


def _only_compares(sentence: Sentence, cue: Cue) -> bool:
    """Return whether "less" or "higher" is all that a sentence says of a change: "less redosing (21% vs 32%)"."""
    if cue.topic != "change" or sentence.lowered[cue.start : cue.end] not in COMPARATIVES:
        return False
    return not any(
        other.topic in {"change", "mean"} and sentence.lowered[other.start : other.end] not in COMPARATIVES
        for other in sentence.cues
    )


def _kind_by_topic(sentence: Sentence, quantity: Quantity, cue: Cue) -> Found | None:
    """Return what a percentage is by the topic of its words."""
    if cue.topic in {"mean", "median"} and is_exposure(sentence, quantity):
        return None
    if cue.topic == "response":
        return _response_kind(sentence, quantity, cue), cue
    if cue.topic == "adverse event" and (special := _of_harm(sentence, quantity, cue)) is not None:
        return special, cue
    is_of_risks = cue.topic == "change" and (_compares_risks(sentence) or _fell_below(sentence, quantity, cue))
    if cue.topic in RATIOS or is_of_risks:
        return (Kind.RESPONSE_RATE if sentence.text[cue.start : cue.end] == "RR" else Kind.EVENT_RATE), cue
    kind = KINDS.get((cue.topic, Form.PERCENT), Kind.EVENT_RATE)
    if kind is Kind.EVENT_RATE and (listed := listed_as_harm(sentence, quantity)) is not None:
        return listed, cue
    return kind, cue


def _of_harm(sentence: Sentence, quantity: Quantity, cue: Cue) -> Kind | None:
    """Return what a percentage beside a word of harm is, if not the rate of that harm."""
    if is_spared(sentence, cue):
        return Kind.RESPONSE_RATE
    return Kind.GRADE_3_ADVERSE_EVENTS if _has_grade_3(sentence, quantity) else None


_FELL = word_set("reduced reduction decreased decrease lower less fewer reductions decreases")


def _fell_below(sentence: Sentence, quantity: Quantity, cue: Cue) -> bool:
    """Return whether what was reduced is the smaller of two shares: "photophobia was reduced (36% vs 48%)"."""
    if sentence.lowered[cue.start : cue.end] not in _FELL or any(each.topic == "mean" for each in sentence.cues):
        return False
    position = next(at for at, each in enumerate(sentence.quantities) if each is quantity)
    run = next((run for run in sentence.runs if position in run), [])
    if len(run) != 2 or sentence.word(sentence.quantities[run[0]].first - 1) not in {"(", "["}:
        return False
    first, last = (sentence.quantities[each] for each in run)
    return 0 < first.value < last.value and not {"from", "to"}.intersection(sentence.words(first.last + 1, last.first))


def _compares_risks(sentence: Sentence) -> bool:
    """Return whether a sentence has a relative risk or its reduction: what it compares in percent are risks."""
    return any(
        cue.topic in RATIOS - {"correlation"}
        or (cue.topic == "difference" and sentence.text[cue.start : cue.end] == "RRR")
        for cue in sentence.cues
    )


_OF_START = (["of", "baseline"], ["of", "control"], ["of", "pretreatment"], ["of", "predicted"], ["of", "initial"])
_EARLIER = word_set("previous prior past concomitant concurrent previously")


def _is_history(sentence: Sentence, quantity: Quantity, cue: Cue | None) -> bool:
    """Return whether a share is of what patients had before: "with previous infarction (64%)"."""
    if (
        _EARLIER.intersection(sentence.words(quantity.first - 6, quantity.first))
        and sentence.word(quantity.first - 1) == "("
    ):
        return cue is None or cue.topic == "event"
    at = _behind_bracket(sentence, quantity)
    at += sentence.word(at) in PEOPLE
    return sentence.word(at) == "had" and sentence.word(at + 1) in {"previously", "already", "prior", "previous"}


def _behind_bracket(sentence: Sentence, quantity: Quantity) -> int:
    """Return the token behind a quantity, or behind the bracket that follows it: "45% (n = 15) had"."""
    at = quantity.last + 1
    if sentence.word(at) != "(":
        return at + (sentence.word(at) == ")")
    return next((each + 1 for each in range(at, at + 8) if sentence.word(each) == ")"), at)


_OF_PEOPLE = word_set("who with on given treated receiving taking assigned in")


def _is_relative(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a percentage is of another value, not of people: "around 75% of that observed"."""
    following = sentence.words(quantity.last + 1, quantity.last + 4)
    return following[:2] in (["of", "that"], ["of", "those"]) and following[-1] not in COMPARED_PEOPLE | _OF_PEOPLE


def _is_resistance(sentence: Sentence, cue: Cue) -> bool:
    """Return whether the resistance of germs is meant, not that of vessels."""
    return (
        sentence.lowered[cue.start : cue.end] == "resistance"
        and "vascular" not in sentence.lowered[max(sentence.start, cue.start - 12) : cue.start]
    )


def _is_mean_percentage(sentence: Sentence, cue: Cue) -> bool:
    """Return whether a percentage is called that of a change: "the mean percentage decrease in mass was 15%"."""
    if sentence.lowered[cue.start : cue.end] not in {"percentage", "rate"}:
        return False
    following = sentence.lowered[cue.end : cue.end + 24].split()
    return bool(following) and (
        following[0] in CHANGE_NOUNS or (following[0] == "of" and following[1:2] != [] and following[1] in CHANGE_NOUNS)
    )


def _is_beside_the_point(sentence: Sentence, position: int, cue: Cue) -> bool:
    """Return whether the nearest cue says how or when a rate was found, or compares it, not what it is of."""
    if cue.topic in {"mean", "change"} and _shares_people(sentence, position):
        return True
    if cue.topic == "difference" and is_denied(sentence, cue):
        return True
    if cue.topic == "difference" and sentence.is_in_run(position):
        return sentence.quantities[position].interval is None
    return cue.topic in RATIOS | {"evaluable", "follow-up"}


_SHARES = word_set(
    "proportion proportions percentage percentages achieved achieving achieve attained attaining reached reaching "
    "frequent frequently common commonly incidence experienced experiencing reported likely often prevalent rare "
    "rarely prevalence frequency"
)


def _shares_people(sentence: Sentence, position: int) -> bool:
    """Return whether a sentence tells what share of patients did something: "more patients on A reached 7% (47%)"."""
    quantity = sentence.quantities[position]
    if quantity.has_spread:
        return False
    before = sentence.words(0, quantity.first)
    if _SHARES.intersection(before):
        return True
    return any(
        word in {"more", "fewer", "number", "numbers"} and COMPARED_PEOPLE.intersection(before[at + 1 : at + 5])
        for at, word in enumerate(before)
    )


_REASONS = word_set("failure failures progression inefficacy relapse")


def _is_reason(sentence: Sentence, cue: Cue) -> bool:
    """Return whether words may say why treatment was stopped: an adverse event, or "due to treatment failure"."""
    if cue.topic in {"adverse event", "grade 3"}:
        return True
    before = sentence.lowered[max(sentence.start, cue.start - 30) : cue.start]
    return sentence.lowered[cue.start : cue.end] in _REASONS and any(
        sign in before for sign in ("due to", "because of", "owing to")
    )


def _discontinues(sentence: Sentence, cue: Cue) -> bool:
    """Return whether an adverse event is only the reason why treatment was stopped."""
    return any(
        other.topic == "discontinuation" and other.start - cue.end < 60 and cue.start - other.end < 60
        for other in sentence.cues
    )


def _response_kind(sentence: Sentence, quantity: Quantity, cue: Cue) -> Kind:
    """Return what a percentage beside a word of response is: of responders, of those without, of all, or a change."""
    if _is_absent(sentence, cue):
        return Kind.EVENT_RATE
    if _is_change_of_score(sentence, quantity, cue):
        return Kind.MEAN
    return Kind.COMPLETE_RESPONSE_RATE if _is_complete(sentence, cue) else Kind.RESPONSE_RATE


def _is_absent(sentence: Sentence, cue: Cue) -> bool:
    """Return whether patients had no response: "46% had no relief"."""
    return bool(
        {"no", "not", "without"}.intersection(sentence.lowered[max(sentence.start, cue.start - 12) : cue.start].split())
    )


def _is_change_of_score(sentence: Sentence, quantity: Quantity, cue: Cue) -> bool:
    """Return whether an improvement is that of a measure: "improvement of 45% over baseline"."""
    if not sentence.lowered.startswith("improve", cue.start) or is_share(sentence, quantity):
        return False
    words = sentence.lowered[sentence.start : sentence.end]
    return ("over baseline" in words or "from baseline" in words) and COMPARED_PEOPLE.isdisjoint(
        sentence.words(0, quantity.first)
    )


def _is_complete(sentence: Sentence, cue: Cue) -> bool:
    """Return whether a response is called complete: "complete pain relief", "seizure-free"."""
    before = sentence.lowered[max(sentence.start, cue.start - 24) : cue.start].split()
    return "seizure" in sentence.lowered[cue.start : cue.end] or bool({"complete", "completely"} & set(before[-2:]))


def _counts_people(sentence: Sentence, quantity: Quantity) -> bool:
    return bool(
        {"patients", "subjects", "participants", "cases", "women", "children", "eyes"}
        & set(sentence.words(quantity.last + 1, quantity.last + 5))
    )


def _has_grade_3(sentence: Sentence, quantity: Quantity) -> bool:
    return any(
        cue.topic == "grade 3"
        and cue.start < quantity.end + 90
        and not {"no", "without", "rated", "none", "including"}.intersection(
            sentence.lowered[quantity.end : cue.start].split()
        )
        for cue in sentence.cues
    )

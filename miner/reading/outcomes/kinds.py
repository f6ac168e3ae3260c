"""Says what a number measures, by its form and the words beside it."""

from miner.reading.outcomes.kind_words import KINDS, OUTCOME_TOPICS, RATIOS
from miner.reading.outcomes.passages import Telling
from miner.reading.outcomes.quantities import Form, Quantity
from miner.reading.outcomes.sentence import Sentence
from miner.reading.outcomes.tokens import NUMBER, SIGN, WORD
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
    "shortened prolonged suppressed grew inhibition improvement improvements blocked reversed prevented lower "
    "higher greater"
)
_THRESHOLD_BEFORE = frozenset(
    {"least", "than", "over", "exceeding", "above", "below", "most", "under", "exceeded", "beyond"}
)
_THRESHOLD_AFTER = (
    ("or", "greater"),
    ("or", "more"),
    ("or", "less"),
    ("or", "higher"),
    ("or", "better"),
    ("or", "lower"),
    ("or", "above"),
)
_PREPARATIONS = word_set(
    "solution cream gel ointment lotion spray eye ophthalmic dextrose saline glucose suspension emulsion foam "
    "oxygen confidence ci power significance level topical aqueous w/w ethanol nacl drops"
)
_WEAK = word_set(
    "rate rates proportion percentage incidence frequency risk reported observed seen noted had showed "
    "developed experienced occurred required needed achieved reached detected positive negative occurrence "
    "event events occurring good goal target normal effective controlled completed prevalence more less lower "
    "higher greater fewer increased decreased reduced exhibited demonstrated presented excellent time number"
)
_COMPARATIVES = frozenset(
    {"higher", "lower", "greater", "less", "more", "fewer", "longer", "shorter", "larger", "smaller"}
)
_VERSUS_CONTROL = frozenset({"versus", "vs", "compared", "relative", "risk", "than", "hazard"})


def kind_of(sentence: Sentence, position: int) -> Found | None:
    """Return what the quantity at a position measures and the words that say so; None if it is no result."""
    quantity = sentence.quantities[position]
    if quantity.form is Form.P_VALUE:
        return (
            (Kind.P_VALUE, None) if sentence.telling is Telling.RESULTS and not _is_threshold_of_p(sentence) else None
        )
    if sentence.telling is not Telling.RESULTS or quantity.form in {Form.RANGE, Form.DOSE, Form.PEOPLE, Form.FRACTION}:
        return None
    if (found := _ratio(sentence, position)) is not None:
        return found
    if quantity.sign in {">", ">=", "<", "<="} or _is_threshold(sentence, quantity):
        return None
    if quantity.form is Form.PERCENT:
        return _percent(sentence, position)
    if quantity.form is Form.TIME:
        return _time(sentence, position)
    return _measure(sentence, position)


def _is_threshold_of_p(sentence: Sentence) -> bool:
    words = sentence.lowered[sentence.start : sentence.end]
    return any(
        sign in words
        for sign in (
            "considered",
            "significance level",
            "was set",
            "level of significance",
            "defined as",
            "regarded as",
            "accepted as",
            "taken as",
            "were set",
        )
    )


def _is_threshold(sentence: Sentence, quantity: Quantity) -> bool:
    before = sentence.word(quantity.first - 1)
    if before in {">", "<", "≥", "≤", "<=", ">="} or (
        before in _THRESHOLD_BEFORE
        and sentence.word(quantity.first - 2)
        in {"at", "more", "less", "greater", "fewer", "of", "by", "not", "higher", "lower", "and", "in", "was", "were"}
    ):
        return True
    return (sentence.word(quantity.last + 1), sentence.word(quantity.last + 2)) in _THRESHOLD_AFTER


def _ratio(sentence: Sentence, position: int) -> Found | None:
    """Return the ratio or correlation that a unitless number is, by the last such word before it."""
    quantity = sentence.quantities[position]
    if quantity.form not in {Form.PLAIN, Form.TIME} or (quantity.form is Form.TIME):
        return None
    cue = next((cue for cue in reversed(sentence.cues) if cue.topic in RATIOS and cue.end <= quantity.start), None)
    if cue is None or (quantity.value < 0 and cue.topic != "correlation") or quantity.value > 500:
        return None
    between = [
        other
        for other in sentence.quantities[:position]
        if other.start >= cue.end and other.form not in {Form.P_VALUE, Form.RANGE}
    ]
    gap = sum(token.kind == WORD for token in sentence.tokens if cue.end <= token.start < quantity.start)
    is_next = not between and (gap <= 4 or quantity.interval is not None)
    is_listed = (
        bool(between)
        and (quantity.interval is not None or _is_in_run(sentence, position))
        and all(each.form is Form.PLAIN for each in between)
    )
    return (KINDS[cue.topic, Form.PLAIN], cue) if is_next or is_listed else None


def _is_in_run(sentence: Sentence, position: int) -> bool:
    return any(position in run for run in sentence.runs)


def _percent(sentence: Sentence, position: int) -> Found | None:
    quantity = sentence.quantities[position]
    if _is_concentration(sentence, quantity) or _is_sex(sentence, quantity):
        return None
    if (found := _change(sentence, quantity, position)) is not None:
        return found
    cue = nearest_cue(sentence, quantity, Form.PERCENT)
    if cue is not None and (
        cue.topic in {"baseline", "age", "other study", "dose"} or _is_inclusion(sentence, cue, quantity)
    ):
        return None
    if _tells_baseline(sentence):
        return None
    if cue is not None and cue.topic in {"adverse event", "grade 3"} and _discontinues(sentence, cue):
        return Kind.DISCONTINUATIONS, cue
    if quantity.has_spread:
        return Kind.MEAN, cue
    if cue is None:
        return Kind.EVENT_RATE, None
    if cue.topic == "mean" and _counts_people(sentence, quantity):
        return Kind.EVENT_RATE, cue
    if cue.topic in {"mean", "median"} and _is_exposure(sentence, quantity):
        return None
    if cue.topic == "response" and _is_complete(sentence, cue):
        return Kind.COMPLETE_RESPONSE_RATE, cue
    if cue.topic == "adverse event" and _has_grade_3(sentence, quantity):
        return Kind.GRADE_3_ADVERSE_EVENTS, cue
    if cue.topic in RATIOS:
        return (Kind.RESPONSE_RATE if sentence.text[cue.start : cue.end] == "RR" else Kind.EVENT_RATE), cue
    kind = KINDS.get((cue.topic, Form.PERCENT), Kind.EVENT_RATE)
    return kind, cue


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


def _is_inclusion(sentence: Sentence, cue: Cue, quantity: Quantity) -> bool:
    """Return whether a percentage says how many were taken in or treated: "included 57%", "59% received"."""
    if (
        cue.topic == "enrolled"
        and sentence.word(quantity.last + 1) == "of"
        and sentence.lowered[cue.start : cue.end] == "total of"
    ):
        return False
    if cue.topic != "enrolled" or sentence.lowered[cue.start : cue.end] not in _INCLUSION:
        return False
    return cue.start - quantity.end < 20 if cue.start >= quantity.end else quantity.start - cue.end < 20


def _tells_baseline(sentence: Sentence) -> bool:
    """Return whether a sentence tells how patients were at the start, and of no change since."""
    words = sentence.lowered[sentence.start : sentence.end]
    if "baseline" not in words or "from baseline" in words:
        return False
    return not any(cue.topic in {"change", "difference", "response"} for cue in sentence.cues) and all(
        time.words.lower() == "baseline" for time in sentence.times
    )


def _discontinues(sentence: Sentence, cue: Cue) -> bool:
    """Return whether an adverse event is only the reason why treatment was stopped."""
    return any(other.topic == "discontinuation" and -60 < other.start - cue.end < 60 for other in sentence.cues)


def _is_complete(sentence: Sentence, cue: Cue) -> bool:
    """Return whether a response is called complete: "complete pain relief", "seizure-free"."""
    before = sentence.lowered[max(sentence.start, cue.start - 24) : cue.start].split()
    return "seizure" in sentence.lowered[cue.start : cue.end] or bool({"complete", "completely"} & set(before[-2:]))


def _is_exposure(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a mean or median is of age, follow-up, a dose or how long treatment lasted: no outcome."""
    if any(cue.topic in {"age", "follow-up", "dose"} and 0 <= quantity.start - cue.end < 60 for cue in sentence.cues):
        return True
    before = sentence.words(quantity.first - 9, quantity.first)
    return (
        "duration" in before
        and bool({"treatment", "therapy", "exposure", "disease", "illness", "symptoms", "diabetes"} & set(before))
        and "response" not in before
    )


def _counts_people(sentence: Sentence, quantity: Quantity) -> bool:
    return bool(
        {"patients", "subjects", "participants", "cases", "women", "children", "eyes"}
        & set(sentence.words(quantity.last + 1, quantity.last + 5))
    )


def _has_grade_3(sentence: Sentence, quantity: Quantity) -> bool:
    return any(cue.topic == "grade 3" and cue.start < quantity.end + 30 for cue in sentence.cues)


_SEXES = frozenset({"men", "women", "male", "males", "female", "females", "boys", "girls", "man", "woman"})


def _is_sex(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a percentage is the share of a sex: "55% men", "women (45%)"."""
    before = sentence.words(quantity.first - 2, quantity.first)
    following = sentence.words(quantity.last + 1, quantity.last + 3)
    if (before[-1:] == ["("] and before[0] in _SEXES) or (before[-1:] and before[-1] in _SEXES):
        return True
    return following[:1] != [] and following[0] in _SEXES and following[-1] in {",", ";", ".", ")", "and", following[0]}


_CONCENTRATION_MAX = 5
"""Percent right behind a drug's name up to which it is a concentration: "timolol 0.5%", not "entacapone 34%"."""


def _is_concentration(sentence: Sentence, quantity: Quantity) -> bool:
    following = sentence.word(quantity.last + 1)
    if following in _PREPARATIONS or sentence.word(quantity.last + 2) in _PREPARATIONS - {"level", "eye"}:
        return True
    starts = {drug.start for drug in sentence.study.drugs}
    ends = {drug.end for drug in sentence.study.drugs}
    tokens = sentence.tokens
    if quantity.last + 1 < len(tokens) and tokens[quantity.last + 1].start in starts:
        return True
    return quantity.first > 0 and tokens[quantity.first - 1].end in ends and quantity.value <= _CONCENTRATION_MAX


def _change(sentence: Sentence, quantity: Quantity, position: int) -> Found | None:
    """Return a mean change or a difference if a percentage says by how much something changed."""
    following = sentence.words(quantity.last + 1, quantity.last + 4)
    if following[:1] in (["of"], ["in"]):
        following = []
    if ")" in following:
        following = following[: following.index(")")]
    opening = next((run[0] for run in sentence.runs if position in run), position)
    first = sentence.quantities[opening].first
    before = sentence.words(first - 1, first)
    is_change = bool(CHANGE_NOUNS.intersection(following))
    reach = sentence.words(first - 14, first)
    if before == ["by"]:
        reach = sentence.words(0, first)
    if (
        not is_change
        and before
        and (before[0] in {"by", "of", "averaged", "approximately", "from", "and", "to", "about"})
    ):
        is_change = bool(_CHANGE_VERBS.intersection(reach)) and (
            before[0] == "by" or "by" in reach or before[0] == "of"
        )
    if not is_change and before == ["("]:
        is_change = sentence.word(quantity.first - 2) in CHANGE_NOUNS - _COMPARATIVES - {"reduced"}
    if not is_change:
        return None
    around = set(sentence.words(0, len(sentence.tokens)))
    is_difference = (
        bool(_VERSUS_CONTROL & around) and "baseline" not in around and not _is_versus_run(sentence, position)
    )
    return (Kind.MEAN_DIFFERENCE if is_difference else Kind.MEAN), None


def _is_versus_run(sentence: Sentence, position: int) -> bool:
    """Return whether a number is one of a pair that are compared: then it belongs to one arm, and is no difference."""
    quantity = sentence.quantities[position]
    words = (*sentence.words(quantity.last + 1, quantity.last + 3), *sentence.words(quantity.first - 2, quantity.first))
    return bool({"vs", "versus", "v"} & set(words)) or any(
        other is not quantity
        and other.form is Form.PERCENT
        and "respectively" not in sentence.lowered[sentence.start : sentence.end]
        and {"vs", "versus", "compared"}
        & set(sentence.words(min(quantity.last, other.last), max(quantity.first, other.first)))
        for other in sentence.quantities
    )


def nearest_cue(sentence: Sentence, quantity: Quantity, form: Form, among: frozenset[str] = frozenset()) -> Cue | None:
    """Return the cue that a number of a form most likely belongs to: near, before it, and of one clause with it."""
    best, best_distance = None, 10_000
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
        if cue.topic == "enrolled" and form is Form.PERCENT and not _is_inclusion(sentence, cue, quantity):
            continue
        distance = _distance(sentence, cue, quantity, follows_people=follows_people)
        if distance < best_distance:
            best, best_distance = cue, distance
    return best


def _distance(sentence: Sentence, cue: Cue, quantity: Quantity, *, follows_people: bool) -> float:
    is_before = cue.end <= quantity.start
    low, high = (cue.end, quantity.start) if is_before else (quantity.end, cue.start)
    if high < low:
        return 10_000
    between = sentence.text[low:high]
    distance = float(high - low)
    has_verb = _has_own_verb(sentence, quantity)
    if is_before and "," in between and has_verb:
        distance += 70
    distance += 80 * between.count(";") + 15 * between.count(", ") + (0 if is_before else 40 * between.count(", "))
    if not is_before:
        distance += 8 if follows_people or has_verb else 35
        distance += 60 * sum(low <= other.start < high for other in sentence.quantities)
        distance += 60 * between.count(")") * ("(" not in between and not has_verb)
    words = sentence.lowered[cue.start : cue.end]
    if words in _WEAK:
        distance += 45
    if words in _COMPARATIVES or cue.topic == "change":
        distance += 60
    if cue.topic in {"enrolled", "evaluable", "mean"}:
        distance += 30
    if cue.topic in {"baseline", "follow-up", "dose", "other study"}:
        distance += 15
    return distance


def _has_own_verb(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a number is the subject of a clause: "533 (39%) of them had rare cancers"."""
    at = quantity.last + 1 + (sentence.word(quantity.last + 1) in {")", "]"})
    following = [
        word
        for word in sentence.words(at, at + 4)
        if word not in {"patients", "subjects", "of", "them", "whom", "these", "the", "women"}
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
    }


_TIME_POINT = word_set(
    "at after for within over during by in every until week month day first last next than through past about "
    "previous ≥ > least subsequent following before prior lasting approximately another additional or"
)


def _time(sentence: Sentence, position: int) -> Found | None:
    """Return which median or mean a duration is; time points and durations of treatment are none."""
    quantity = sentence.quantities[position]
    opening = next((run[0] for run in sentence.runs if position in run), position)
    before = sentence.word(sentence.quantities[opening].first - 1)
    earlier = [
        cue
        for cue in sentence.cues
        if (cue.end <= quantity.start and (cue.topic, Form.TIME) in KINDS)
        or (cue.topic in {"age", "follow-up", "dose", "baseline"} and cue.end <= quantity.start)
    ]
    if (
        before in _TIME_POINT
        and not quantity.has_spread
        and not quantity.interval
        and not (before == "by" and any(c.topic == "change" for c in earlier))
    ):
        return None
    if any(
        cue.topic in {"age", "follow-up", "dose", "baseline"} and quantity.start - cue.end < 60 for cue in earlier
    ) or (quantity.unit == "years" and sentence.word(quantity.last + 1) in {"old", "of"}):
        return None
    last = next((run[-1] for run in sentence.runs if position in run), position)
    if (
        sentence.word(sentence.quantities[last].last + 1)
        in {"after", "before", "post", "following", "later", "prior", "apart", "postoperatively"}
        and not quantity.has_spread
        and not quantity.interval
    ):
        return None
    if _is_exposure(sentence, quantity):
        return None
    topics = [cue.topic for cue in earlier]
    if (
        "difference" in topics
        and quantity.start - next(c for c in reversed(earlier) if c.topic == "difference").end < 50
    ):
        return Kind.MEAN_DIFFERENCE, next(c for c in reversed(earlier) if c.topic == "difference")
    subject = next((cue for cue in reversed(earlier) if cue.topic in {"survival", "free survival", "time to"}), None)
    is_median = "median" in topics or "medians" in topics
    mean_at = _last_mean(sentence, earlier)
    is_mean = quantity.has_spread or (
        mean_at >= 0 and sum(mean_at < token.start < quantity.start for token in sentence.tokens) <= 14
    )
    if is_mean and not (is_median and _last(earlier, "median") > _last_mean(sentence, earlier)):
        return Kind.MEAN, subject
    if subject is not None and (is_median or subject.topic != "time to"):
        return _survival_kind(sentence, subject), subject
    if is_median:
        return Kind.OTHER_MEDIAN, next(c for c in reversed(earlier) if c.topic == "median")
    return None


def _last(cues: list[Cue], topic: str) -> int:
    return max((cue.start for cue in cues if cue.topic == topic), default=-1)


def _last_mean(sentence: Sentence, cues: list[Cue]) -> int:
    return max(
        (c.start for c in cues if sentence.lowered[c.start : c.end] in {"mean", "average", "averaged", "means"}),
        default=-1,
    )


def _survival_kind(sentence: Sentence, cue: Cue) -> Kind:
    words = sentence.lowered[cue.start : cue.end]
    if cue.topic == "survival":
        return Kind.OVERALL_SURVIVAL
    return Kind.PROGRESSION_FREE_SURVIVAL if words.startswith(("progression", "pfs")) else Kind.OTHER_MEDIAN


def _measure(sentence: Sentence, position: int) -> Found | None:
    """Return the kind of a number with a unit or a spread, or of a bare one whose words say that it is a mean."""
    quantity = sentence.quantities[position]
    earlier = [cue for cue in sentence.cues if cue.end <= quantity.start]
    if any(cue.topic in {"age", "follow-up", "baseline"} and quantity.start - cue.end < 40 for cue in earlier):
        return None
    if (quantity.form is Form.PLAIN and _is_label(sentence, quantity)) or _tells_baseline(sentence):
        return None
    if _is_exposure(sentence, quantity) or _names_dose(sentence, quantity):
        return None
    near = next((cue for cue in reversed(earlier) if cue.topic in {"mean", "median", "difference", "change"}), None)
    if quantity.has_spread:
        is_difference = (
            near is not None
            and near.topic == "difference"
            and sentence.word(quantity.first - 1) in {"of", "was", "=", ":"}
        )
        return (Kind.MEAN_DIFFERENCE if is_difference else Kind.MEAN), near
    if near is None:
        return None
    gap = sum(token.kind == WORD for token in sentence.tokens if near.end <= token.start < quantity.start)
    before = sentence.word(quantity.first - 1)
    median = next((cue for cue in earlier if cue.topic == "median"), None)
    if near.topic == "difference" and gap <= 8:
        is_said = quantity.form is not Form.PLAIN or quantity.interval or before in {"of", "was", "=", ":", "were"}
        return (Kind.MEAN_DIFFERENCE, near) if is_said else None
    if quantity.form is Form.PLAIN:
        return _bare(sentence, position, near, gap, median)
    if (
        before
        in {
            "of",
            "was",
            "were",
            "by",
            "from",
            "to",
            "at",
            "and",
            "(",
            ",",
            "vs",
            "versus",
            "averaged",
            "=",
            "for",
            "group",
            "with",
            "only",
            "-",
            ":",
            "vs.",
        }
        or gap <= 6
    ):
        return (Kind.OTHER_MEDIAN if median and near.topic in {"median", "mean"} else Kind.MEAN), near
    return None


def _bare(sentence: Sentence, position: int, near: Cue, gap: int, median: Cue | None) -> Found | None:
    """Return the kind of a number without a unit: only what is a mean, a median or a score in so many words."""
    quantity = sentence.quantities[position]
    before = sentence.word(quantity.first - 1)
    named = any(
        sentence.lowered[c.start : c.end] in {"mean", "means", "average", "averaged", "median", "score", "scores"}
        for c in sentence.cues
        if c.end <= quantity.start
    )
    is_pair = _is_in_run(sentence, position) and (
        named or (near.topic == "change" and "." in sentence.text[quantity.start : quantity.end])
    )
    is_pair = is_pair or (near.topic == "change" and before in {"from", "to"} and gap <= 6)
    if (
        (
            before in {"of", "was", "were", "by", "from", "to", "=", "(", "vs", "versus", ",", "and", "averaged", ":"}
            and named
            and gap <= 12
        )
        or is_pair
        or (quantity.interval and quantity.interval.is_stated)
    ):
        if quantity.value == int(quantity.value) and 1900 <= quantity.value <= 2030:
            return None
        return (Kind.OTHER_MEDIAN if median else Kind.MEAN), near
    return None


def _names_dose(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a concentration stands before a drug: "with 100 ng/mL alfentanil"."""
    following = quantity.last + 1
    starts = {drug.start for drug in sentence.study.drugs}
    return following < len(sentence.tokens) and sentence.tokens[following].start in starts and not quantity.has_spread


_LABELLED = word_set(
    "grade grades type phase stage class cycle cycles week weeks day days group groups visit arm arms cohort "
    "month part level step - / the all these both hour"
)
_NO_MEASURE_AFTER = word_set(
    "- / % groups arms treatments regimens drugs studies trials types times group treatment study patients "
    "cohorts methods eyes different other deaths events recurrences techniques"
)


def _is_label(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a bare number counts groups, or numbers a grade, a cycle or a visit."""
    following = sentence.word(quantity.last + 1)
    if (
        sentence.word(quantity.first - 1) == "("
        and following == ")"
        and quantity.value < 10
        and not quantity.has_spread
    ):
        return True
    return quantity.is_words or following in _NO_MEASURE_AFTER or sentence.word(quantity.first - 1) in _LABELLED


def is_outcome_word(cue: Cue) -> bool:
    """Return whether a cue names something that happens to patients."""
    return cue.topic in OUTCOME_TOPICS


__all__ = ["CHANGE_NOUNS", "NUMBER", "SIGN", "is_outcome_word", "kind_of", "nearest_cue"]

"""Says what a duration or a measured value is: a median, a mean, a difference, or no result."""

from itertools import pairwise

from miner.reading.outcomes.cues import listed_cue
from miner.reading.outcomes.kind_words import KINDS
from miner.reading.outcomes.quantity import Form, Quantity
from miner.reading.outcomes.sentence import Sentence
from miner.reading.outcomes.tokens import WORD
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
    if _says_when(sentence, quantity, earlier, is_bare=is_bare):
        return None
    is_of_patients = any(cue.topic in _OF_PATIENTS and quantity.start - cue.end < 60 for cue in earlier)
    is_age = quantity.unit == "years" and (
        sentence.word(quantity.last + 1) in {"old", "of"}
        or (sentence.word(quantity.first - 1) == "(" and sentence.word(quantity.first - 2) in PEOPLE)
    )
    if is_of_patients or is_age or is_exposure(sentence, quantity):
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


def _says_when(sentence: Sentence, quantity: Quantity, earlier: list[Cue], *, is_bare: bool) -> bool:
    """Return whether a duration, or a number of days, says when: "up to 12 months", "day 29 ± 3"."""
    before = sentence.words(quantity.first - 2, quantity.first)
    if before == ["up", "to"] or (before and before[-1] in _VISITS) or _is_span(sentence, quantity, earlier):
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
    is_change = before == "by" and any(cue.topic == "change" for cue in earlier)
    after = sentence.word(last.last + 1)
    return (before in _TIME_POINT and not is_change) or after in _TIME_POINT_AFTER or after.startswith("post")


_VISITS = word_set("day days week weeks wk wks month months visit cycle hour hours")
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


def measure_kind(sentence: Sentence, position: int) -> Found | None:  # noqa: PLR0911 (a list of rules: the first that applies)
    """Return the kind of a number with a unit or a spread, or of a bare one whose words say that it is a mean."""
    quantity = sentence.quantities[position]
    earlier = [cue for cue in sentence.cues if cue.end <= quantity.start]
    if any(cue.topic in {"age", "follow-up", "baseline"} and quantity.start - cue.end < 40 for cue in earlier):
        return None
    if (quantity.form is Form.PLAIN and _is_label(sentence, quantity)) or tells_baseline(sentence):
        return None
    if is_exposure(sentence, quantity) or _names_dose(sentence, quantity) or _is_example(sentence, quantity):
        return None
    near = next((cue for cue in reversed(earlier) if cue.topic in {"mean", "median", "difference", "change"}), None)
    if quantity.has_spread and sentence.word(quantity.first - 1) in _VISITS:
        return None
    if quantity.has_spread:
        is_said = near is not None and sentence.word(quantity.first - 1) in {"of", "was", "=", ":"}
        is_difference = is_said and near is not None and near.topic == "difference" and not is_denied(sentence, near)
        return (Kind.MEAN_DIFFERENCE if is_difference else Kind.MEAN), near
    if _is_cutoff(quantity, earlier) or _is_statistic(sentence, quantity):
        return None
    if quantity.unit in {"w", "watt", "watts"} or (quantity.unit == "times" and quantity.is_words):
        return None
    if _is_against(sentence, position) or (
        quantity.interval is not None
        and quantity.interval.level is not None
        and any(cue.topic == "difference" and not is_denied(sentence, cue) for cue in earlier)
    ):
        return Kind.MEAN_DIFFERENCE, near
    return _said_measure(sentence, position, near, earlier) if near is not None else None


def _is_example(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a number describes a scale or explains a word: "(10 cm scale)", "(i.e. a rise of 0.5 mg/dL)"."""
    if sentence.word(quantity.last + 1) in {"scale", "visual", "vas"}:
        return True
    before = sentence.words(quantity.first - 8, quantity.first)
    return "i.e" in before or ("i" in before and before[before.index("i") + 1 : before.index("i") + 3] == [".", "e"])


def is_denied(sentence: Sentence, cue: Cue) -> bool:
    """Return whether a cue stands behind "no" or "not": "showed no difference (35.9 vs 36.0)"."""
    return bool(
        {"no", "not", "without"}.intersection(sentence.lowered[max(sentence.start, cue.start - 30) : cue.start].split())
    )


_MORE = word_set("lower higher greater less more fewer shorter longer")
_COMPARED = word_set("compared than versus vs relative")


def _is_against(sentence: Sentence, position: int) -> bool:
    """Return whether a number is the difference to another arm: "3.5 points lower with"."""
    quantity = sentence.quantities[position]
    behind = sentence.words(quantity.last + 1, quantity.last + 3)
    if (
        quantity.form is Form.MEASURE
        and len(behind) == 2
        and behind[0] in _MORE
        and behind[1] in {"with", "than", "in"}
    ):
        return True
    if quantity.interval is None or quantity.interval.level is None or sentence.is_in_run(position):
        return False
    before = sentence.words(0, quantity.first)
    if before[:1] in (["compared"], ["relative"]) and before[1:2] in (["with"], ["to"]):
        return True
    others = [each for each in sentence.quantities if each.interval and each.form is quantity.form]
    return len(others) == 1 and bool(_COMPARED.intersection(before)) and bool(_MORE.intersection(before))


def _said_measure(sentence: Sentence, position: int, near: Cue, earlier: list[Cue]) -> Found | None:
    """Return the kind of a number without a spread, by the last word before it that says mean, median or change."""
    quantity = sentence.quantities[position]
    gap = sum(token.kind == WORD for token in sentence.tokens if near.end <= token.start < quantity.start)
    before = sentence.word(quantity.first - 1)
    median = next((cue for cue in earlier if cue.topic == "median"), None)
    if near.topic == "difference" and gap <= 8:
        is_said = quantity.form is not Form.PLAIN or quantity.interval or before in {"of", "was", "=", ":", "were"}
        return (Kind.MEAN_DIFFERENCE, near) if is_said else None
    if quantity.form is Form.PLAIN and quantity.interval is not None and sentence.word(quantity.first - 1) == ";":
        return None  # a ratio whose name stands in another sentence: "35% vs 42%; 0.75 [0.67-0.83]"
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


_MOLAR = word_set("mm µm μm um nm ng/ml µg/ml μg/ml ug/ml mg/ml mmol/l µmol/l nmol/l")


def _is_cutoff(quantity: Quantity, earlier: list[Cue]) -> bool:
    """Return whether a number is a limit or a criterion: "the criterion of 7.0 mmol/l"."""
    last = earlier[-1] if earlier else None
    return last is not None and last.topic == "other study" and quantity.start - last.end < 25


_STATISTICS = word_set("b beta β d f t z χ2 χ² chi2 q i2 i² u h g k nnt nnh ter gmr alpha α df bf eta η2 w c lod es")


def _is_statistic(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a bare number is a statistic or a coefficient: "F = 31.1", "beta = 0.4", "alpha of .01"."""
    if quantity.form is not Form.PLAIN:
        return False
    before = sentence.words(quantity.first - 2, quantity.first)
    if before[-1:] == ["="] and "heterogeneity" in sentence.words(quantity.first - 10, quantity.first):
        return True
    return len(before) == 2 and before[1] in {"=", ":", "of", ">"} and before[0] in _STATISTICS


def _names_dose(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a concentration stands before a drug: "with 100 ng/mL alfentanil"."""
    following = quantity.last + 1
    starts = {drug.start for drug in sentence.study.drugs}
    if (
        sentence.word(quantity.first - 1) == "("
        and sentence.word(following) in {")", ",", ";"}
        and quantity.unit in _MOLAR
    ):
        ends = {drug.end for drug in sentence.study.drugs}
        return quantity.first > 1 and sentence.tokens[quantity.first - 2].end in ends
    return following < len(sentence.tokens) and sentence.tokens[following].start in starts and not quantity.has_spread


_LABELLED = word_set(
    "grade grades type phase stage class cycle cycles week weeks day days group groups visit visits arm arms cohort "
    "month part level step - / the all these both hour"
)


_LABELLED_BOTH = word_set("weeks days visits months groups cycles phases parts")
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
    if following in {"th", "st", "nd", "rd", "with", "without"} and quantity.interval is None:
        return True
    before = sentence.words(quantity.first - 3, quantity.first)
    is_second = len(before) == 3 and before[0] in _LABELLED_BOTH and before[2] == "and"  # "weeks 4 and 8"
    return is_second or quantity.is_words or following in _NO_MEASURE_AFTER or bool(_LABELLED.intersection(before[-1:]))


def _bare(sentence: Sentence, position: int, near: Cue, gap: int, median: Cue | None) -> Found | None:
    """Return the kind of a number without a unit: only what is a mean, a median or a score in so many words."""
    quantity = sentence.quantities[position]
    before = sentence.word(quantity.first - 1)
    named = any(
        sentence.lowered[c.start : c.end] in {"mean", "means", "average", "averaged", "median", "score", "scores"}
        for c in sentence.cues
        if c.end <= quantity.start
    )
    is_pair = sentence.is_in_run(position) and (
        named or (near.topic == "change" and "." in sentence.text[quantity.start : quantity.end])
    )
    is_pair = is_pair or (near.topic == "change" and before in {"from", "to"} and gap <= 6)
    if (
        (
            before in {"of", "was", "were", "by", "from", "to", "=", "(", "vs", "versus", ",", "and", "averaged", ":"}
            and named
            and gap <= (12 if "." in sentence.text[quantity.start : quantity.end] else 7)
        )
        or is_pair
        or (quantity.interval and quantity.interval.is_stated)
    ):
        if quantity.value == int(quantity.value) and 1900 <= quantity.value <= 2030:
            return None
        return (Kind.OTHER_MEDIAN if median else Kind.MEAN), near
    return None


def tells_baseline(sentence: Sentence) -> bool:
    """Return whether a sentence tells how patients were at the start, and of no change since."""
    words = sentence.lowered[sentence.start : sentence.end]
    if "baseline" not in words or "from baseline" in words:
        return False
    if "baseline" in words[:14] and any(sign in words for sign in (" comparable", " similar", " balanced", " matched")):
        return True
    return not any(cue.topic in {"change", "difference", "response"} for cue in sentence.cues) and all(
        time.words.lower() == "baseline" for time in sentence.times
    )


_OF_TREATMENT = (["of", "treatment"], ["of", "therapy"], ["of", "follow-up"], ["of", "observation"])


_AVERAGES_GIVEN = {("median", "administration"), ("mean", "administration")}


def is_exposure(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a mean or median is of age, follow-up, a dose or how long treatment lasted: no outcome."""
    if any(cue.topic in {"age", "follow-up", "dose"} and 0 <= quantity.start - cue.end < 60 for cue in sentence.cues):
        return True
    before = sentence.words(quantity.first - 9, quantity.first)
    following = sentence.words(quantity.last + 1, quantity.last + 3)
    if quantity.form is Form.TIME and ("period" in before[-3:] or following in _OF_TREATMENT):
        return True
    if ("exposure" in before or _AVERAGES_GIVEN.intersection(pairwise(before))) and {"median", "mean"}.intersection(
        before
    ):
        return True
    return (
        "duration" in before
        and bool(
            {"treatment", "therapy", "exposure", "disease", "illness", "symptoms", "diabetes", "use", "failure"}
            & set(before)
        )
        and "response" not in before
    )


_SAYS_MEAN = ("mean", "average", "±", "+/-", "+-")


def is_median(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether an average that the sentence does not call a mean is a median: by its bracket, or the article."""
    words = sentence.lowered[sentence.start : sentence.end]
    if quantity.has_spread or any(sign in words for sign in _SAYS_MEAN):
        return False
    if quantity.interval is not None:
        bracket = sentence.lowered[quantity.start : quantity.end]
        is_quartiles = "iqr" in bracket or "interquartile" in bracket
        is_bare = quantity.interval.level is None and "ci" not in bracket and not sentence.study.tells_intervals
        return is_quartiles or is_bare
    return sentence.study.tells_medians and "%" not in quantity.unit

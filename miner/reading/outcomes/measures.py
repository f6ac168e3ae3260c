"""Says what a measured value is: a median, a mean, a difference, or no result."""

from itertools import pairwise

from miner.reading.outcomes.quantity import Form, Quantity
from miner.reading.outcomes.sentence import Sentence
from miner.reading.outcomes.tokens import WORD
from miner.reading.outcomes.word_sets import word_set
from miner.reading.outcomes.words import Cue
from miner.records.studies import OutcomeKind as Kind

Found = tuple[Kind, Cue | None]


VISITS = word_set("day days week weeks wk wks month months visit cycle hour hours")


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
    if quantity.has_spread and sentence.word(quantity.first - 1) in VISITS:
        return None
    if quantity.has_spread:
        is_said = near is not None and sentence.word(quantity.first - 1) in {"of", "was", "=", ":"}
        is_difference = is_said and near is not None and near.topic == "difference" and not is_denied(sentence, near)
        return (Kind.MEAN_DIFFERENCE if is_difference else Kind.MEAN), near
    if near is not None and sentence.lowered[near.start : near.end] == "auc" and 0 < quantity.value < 1:
        return Kind.OTHER_NUMBER, near  # of a test, not of a drug's concentration
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


_STATISTICS = word_set("p b beta β d f t z χ2 χ² chi2 q i2 i² u h g k nnt nnh ter gmr alpha α df bf eta η2 w c lod es")


def _is_statistic(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a bare number is a statistic or a coefficient: "F = 31.1", "beta = 0.4", "alpha of .01"."""
    if quantity.form is not Form.PLAIN:
        return False
    if "f" in sentence.words(quantity.first - 7, quantity.first) and "=" in sentence.words(
        quantity.first - 1, quantity.last + 5
    ):
        return True  # "F[2,64] = 6.07"
    before = sentence.words(quantity.first - 2, quantity.first)
    if before[-1:] == ["="] and "heterogeneity" in sentence.words(quantity.first - 10, quantity.first):
        return True
    return len(before) == 2 and before[1] in {"=", ":", "of", ">"} and before[0] in _STATISTICS


def _names_dose(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a concentration stands before a drug: "with 100 ng/mL alfentanil"."""
    following = quantity.last + 1
    if quantity.unit == "ml" and sentence.word(quantity.first - 1) in {"saline", "water", "dextrose", "glucose"}:
        return True
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


_LABELLED_BOTH = word_set("weeks days visits months groups cycles phases parts cohorts arms stages types")
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
    run = next((run for run in sentence.runs if any(sentence.quantities[each] is quantity for each in run)), None)
    if run is not None and sentence.word(sentence.quantities[run[0]].first - 1) in _LABELLED_BOTH:
        return True  # "at days 7, 14 and 21"
    before = sentence.words(quantity.first - 3, quantity.first)
    is_second = len(before) == 3 and before[0] in _LABELLED_BOTH and before[2] == "and"  # "weeks 4 and 8"
    return is_second or quantity.is_words or following in _NO_MEASURE_AFTER or bool(_LABELLED.intersection(before[-1:]))


_COEFFICIENTS = frozenset({"correlation", "correlations", "coefficient", "effect", "beta", "slope"})
_SIGNED_REACH = 8


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
    is_pair = is_pair or (near.topic == "change" and (before in {"from", "to"} and gap <= 6))
    is_signed = near.topic == "change" and quantity.value < 0 and gap <= _SIGNED_REACH and before != "="
    is_pair = is_pair or (is_signed and _COEFFICIENTS.isdisjoint(sentence.words(0, quantity.first)))
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


_INITIAL = frozenset({"initial", "pretreatment", "pre-treatment", "preoperative", "pre-operative"})
_OF_START = frozenset({"values", "value", "levels", "characteristics", "scores", "score", "measurements", "pressure"})


def _compares_starts(sentence: Sentence) -> bool:
    """Return whether a sentence says that groups began alike: "initial mean values were similar"."""
    if _INITIAL.isdisjoint(sentence.words(0, 2)) or _OF_START.isdisjoint(sentence.words(0, 8)):
        return False
    words = sentence.lowered[sentence.start : sentence.end]
    return any(sign in words for sign in _ALIKE) and all(cue.topic != "change" for cue in sentence.cues)


_SINCE = tuple(f" {word} baseline" for word in ("from", "than", "with", "to", "over", "above", "below", "versus", "vs"))
_ALIKE = (" comparable", " similar", " balanced", " matched")


def tells_baseline(sentence: Sentence) -> bool:
    """Return whether a sentence tells how patients were at the start, and of no change since."""
    words = sentence.lowered[sentence.start : sentence.end]
    if _compares_starts(sentence):
        return True
    if "baseline" not in words or any(sign in words for sign in _SINCE):
        return False
    if "baseline" in words[:14] and any(sign in words for sign in _ALIKE):
        return True
    return not any(
        cue.topic in {"change", "difference", "response"}
        and sentence.lowered[cue.start : cue.end] not in {"higher", "lower", "greater"}
        for cue in sentence.cues
    ) and all(time.words.lower() == "baseline" for time in sentence.times)


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

"""Finds what came out of a study in numbers: sizes, rates, medians, means, ratios, p values, each with its place.

A grammar in steps, each of which ten words can test: `tokens` reads numbers, `intervals` and `quantities` put value,
unit, spread and interval together, `words` finds what is measured, `kinds` and `sizes` decide, `arms` and `ties` say
whose number it is, `times` when. `passages` leaves out what is told of other studies.
"""

import math
from collections.abc import Iterator, Sequence

from miner.reading.outcomes.doubts import agree, drop_doubtful
from miner.reading.outcomes.kinds import kind_of
from miner.reading.outcomes.lists import mixed_list
from miner.reading.outcomes.measures import is_median
from miner.reading.outcomes.passages import Telling
from miner.reading.outcomes.quantity import Form, Quantity
from miner.reading.outcomes.sentence import Sentence, take_apart
from miner.reading.outcomes.siblings import settle
from miner.reading.outcomes.sizes import Sizes
from miner.reading.outcomes.times import time_near
from miner.reading.outcomes.tokens import has_number
from miner.reading.outcomes.word_sets import word_set
from miner.reading.outcomes.words import Cue
from miner.records import Article, Mention
from miner.records.studies import Outcome
from miner.records.studies import OutcomeKind as Kind

_BETWEEN = frozenset(
    {
        Kind.P_VALUE,
        Kind.HAZARD_RATIO,
        Kind.ODDS_RATIO,
        Kind.RISK_RATIO,
        Kind.MEAN_DIFFERENCE,
    }
)
_SIZES = frozenset({Kind.ENROLLED, Kind.EVALUABLE, Kind.ARM_SIZE})
_COUNTS = _SIZES | {
    Kind.COUNT,
    Kind.ADVERSE_EVENT_RATE,
    Kind.GRADE_3_ADVERSE_EVENTS,
    Kind.DISCONTINUATIONS,
    Kind.DEATHS,
}
ALL, BETWEEN = "all", "between"


def find_outcomes(
    article: Article,
    sentences: Sequence[tuple[int, int]],
    mentions: Sequence[Mention],
    parts: Sequence[Sentence] | None = None,
) -> tuple[Outcome, ...]:
    """Return the numeric results that an article reports of its own study, in order of place.

    Args:
        article: the article; offsets of the outcomes are those of its text.
        sentences: as `miner.reading.reader.sentences_of` gives them.
        mentions: the reading's mentions; drugs among them name arms.
        parts: what `take_apart` made of the same article, if another finder needs it too.
    """
    sizes = Sizes()
    found: list[Outcome] = []
    for sentence in parts if parts is not None else take_apart(article, sentences, mentions):
        if sentence.telling is not Telling.NOTHING and has_number(article.text[sentence.start : sentence.end]):
            found.extend(_of_sentence(sentence, sizes))
    return tuple(filter(is_possible, _without_repeats(found, len(article.title))))


_SHARES = frozenset(
    {
        Kind.RESPONSE_RATE,
        Kind.CLINICAL_BENEFIT_RATE,
        Kind.DISEASE_CONTROL_RATE,
        Kind.COMPLETE_RESPONSE_RATE,
        Kind.REMISSION_RATE,
        Kind.SURVIVAL_RATE,
        Kind.ADVERSE_EVENT_RATE,
        Kind.GRADE_3_ADVERSE_EVENTS,
        Kind.DEATHS,
    }
)
_RATIOS = frozenset({Kind.HAZARD_RATIO, Kind.ODDS_RATIO, Kind.RISK_RATIO})
NUMBER_MAX = 1e12
"""Larger numbers are no results of a study."""


def is_possible(outcome: Outcome) -> bool:
    """Return whether a result can be: finite, shares of 0 to 100 %, correlations within 1, ratios above 0."""
    numbers = [n for n in (outcome.value, outcome.low, outcome.high, outcome.level, outcome.of) if n is not None]
    if any(not math.isfinite(number) or abs(number) > NUMBER_MAX for number in numbers):
        return False
    if outcome.kind in _SHARES and outcome.unit == "%":
        return 0 <= outcome.value <= 100
    if outcome.kind is Kind.CORRELATION:
        return abs(outcome.value) <= 1
    return outcome.kind not in _RATIOS or 0 <= outcome.value <= 1000


def _of_sentence(sentence: Sentence, sizes: Sizes) -> Iterator[Outcome]:
    kinds = {
        position: sizes.kind_of(sentence, position) or kind_of(sentence, position)
        for position in range(len(sentence.quantities))
    }
    settle(sentence, kinds)
    kinds.update(mixed_list(sentence))
    drop_doubtful(sentence, kinds)
    agree(sentence, kinds)
    for position, quantity in enumerate(sentence.quantities):
        if (found := kinds[position]) is not None:
            kind, cue = found
            kind = Kind.OTHER_MEDIAN if kind is Kind.MEAN and is_median(sentence, quantity) else kind
            yield _outcome(sentence, position, quantity, kind, cue)


def _outcome(sentence: Sentence, position: int, quantity: Quantity, kind: Kind, cue: Cue | None) -> Outcome:
    interval = quantity.interval
    return Outcome(
        kind=kind,
        value=quantity.value,
        unit=_unit_of(quantity, kind),
        start=quantity.start,
        end=quantity.end,
        sign=quantity.sign,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        level=(interval.level or sentence.level) if interval else None,
        of=quantity.of,
        endpoint=_endpoint(sentence, cue) if cue else "",
        arm=_arm_of(sentence, position, kind),
        time="" if kind in _SIZES else time_near(sentence.times, quantity.start, quantity.end, sentence.text),
    )


_NO_ENDPOINT = word_set(
    "the a an of in and or to for with at on by from was were is are had have has than as no not after during "
    "between median mean overall rate rates total their all both patients there that which who but only also "
    "more less most"
)


def _endpoint(sentence: Sentence, cue: Cue) -> str:
    """Return a cue with the word before it, if that is one of its own: "exceptional responders"."""
    before = sentence.text[max(sentence.start, cue.start - 30) : cue.start]
    last = before.rstrip(" ").rpartition(" ")[2]
    if (
        len(before) - len(before.rstrip(" ")) == 1
        and last.isalpha()
        and last.lower() not in _NO_ENDPOINT
        and len(last) > 2
    ):
        return sentence.text[cue.start - 1 - len(last) : cue.end]
    return sentence.text[cue.start : cue.end]


def _unit_of(quantity: Quantity, kind: Kind) -> str:
    if quantity.form in {Form.PEOPLE, Form.FRACTION} or (kind in _COUNTS and quantity.form is Form.PLAIN):
        return "patients"
    return quantity.unit


def _arm_of(sentence: Sentence, position: int, kind: Kind) -> str:
    """Return the group that a number belongs to: words of the text, "all", "between", or "" if it cannot be tied."""
    if kind in {Kind.ENROLLED, Kind.EVALUABLE}:
        return ALL
    if kind in _BETWEEN:
        return _one_arm(sentence) or BETWEEN
    tied = sentence.ties.get(position, "")
    if tied and (sentence.study.has_groups or len({arm.words.lower() for arm in sentence.arms}) > 1):
        return tied
    return "" if sentence.study.has_groups else ALL


def _one_arm(sentence: Sentence) -> str:
    """Return the arm whose change a p value is of, "" if it compares arms."""
    words = sentence.lowered[sentence.start : sentence.end]
    if "baseline" not in words or any(
        sign in words for sign in ("compared with placebo", "versus", " vs", "between", " than ")
    ):
        return ""
    arms = {arm.words for arm in sentence.arms}
    return arms.pop() if len(arms) == 1 else ("" if arms or sentence.study.has_groups else ALL)


def _without_repeats(found: Sequence[Outcome], title_end: int) -> Iterator[Outcome]:
    """Yield outcomes with one mention of each size: the first in the abstract, in the title only if it has none."""
    kept: dict[tuple[Kind, float, str], int] = {}
    for position, outcome in enumerate(found):
        key = _size_key(outcome)
        if key not in kept or found[kept[key]].start < title_end:
            kept[key] = position
    for outcome in found:
        first = found[kept[_size_key(outcome)]] if outcome.kind in _SIZES else outcome
        if not outcome.arm or 0 <= outcome.start - first.start < SIDE_BY_SIDE:
            yield outcome


SIDE_BY_SIDE = 120
"""Characters within which two sizes of one value are those of two arms, not one size told twice."""


def _size_key(outcome: Outcome) -> tuple[Kind, float, str]:
    return outcome.kind, outcome.value, outcome.arm

"""Gives numbers that stand in one comparison one kind: "48% with A and 45% with B", "63% and 70% success rates"."""

from collections.abc import Iterator, Sequence

from miner.reading.outcomes.cues import WEAK, listed_cue
from miner.reading.outcomes.kind_words import KINDS, RATIOS
from miner.reading.outcomes.quantity import Form, Quantity
from miner.reading.outcomes.sentence import Sentence
from miner.reading.outcomes.tokens import NUMBER, SIGN
from miner.reading.outcomes.word_sets import word_set
from miner.reading.outcomes.words import Cue
from miner.records.studies import OutcomeKind as Kind

Found = tuple[Kind, Cue | None]

_FORMS = frozenset({Form.PERCENT, Form.MEASURE, Form.TIME})
_SKIPPED = frozenset({Form.P_VALUE, Form.FRACTION, Form.PEOPLE})
_JOINS = word_set("and vs versus v compared than while whereas , against or")
_LINKS = word_set(
    "in of for with on to by the a those who was were received receiving taking given treated group groups arm arms "
    "patients subjects participants women men children only respectively as compared and vs versus than from under "
    "among during using"
)
_VERBS = word_set("achieved had were was showed developed experienced died survived responded required received")
_WORDS_MAX = 14


def settle(sentence: Sentence, found: dict[int, Found | None]) -> None:
    """Let the numbers of each comparison have the kind of the one whose words say it best."""
    if sum(quantity.form in _FORMS for quantity in sentence.quantities) < 2:
        return
    for group in _groups(sentence):
        first = found[group[0]]
        if first is None or len({each and each[0] for each in map(found.get, group)}) == 1:
            continue
        form = sentence.quantities[group[0]].form
        if any(listed_cue(sentence, position, form) is not None for position in group):
            continue
        best = _best(sentence, first, [each for position in group if (each := found[position]) is not None])
        found.update(dict.fromkeys(group, best))


def _best(sentence: Sentence, first: Found, found: Sequence[Found]) -> Found:
    """Return the first kind if it is a change or strong words say it, else the first that strong words say."""
    if first[1] is None and first[0] is not Kind.EVENT_RATE:
        return first
    return next((each for each in found if _is_strong(sentence, each[1])), first)


def _is_strong(sentence: Sentence, cue: Cue | None) -> bool:
    return cue is not None and sentence.lowered[cue.start : cue.end] not in WEAK


def _groups(sentence: Sentence) -> Iterator[list[int]]:
    """Yield positions of numbers of one form and unit between which only arms, joins and p values stand."""
    group: list[int] = []
    for position, quantity in enumerate(sentence.quantities):
        if quantity.form in _SKIPPED:
            continue
        if group and _is_sibling(sentence, sentence.quantities[group[-1]], quantity):
            group.append(position)
            continue
        if len(group) > 1:
            yield group
        group = [position] if quantity.form in _FORMS else []
    if len(group) > 1:
        yield group


def _is_sibling(sentence: Sentence, one: Quantity, other: Quantity) -> bool:
    is_alike = one.form is other.form and one.unit == other.unit and one.has_spread == other.has_spread
    if not is_alike or {one.sign, other.sign} != {"="} or sentence.word(other.last + 1) in _VERBS:
        return False
    if any(one.end <= cue.start < other.start and _says_kind(cue, one.form) for cue in sentence.cues):
        return False
    return _only_joins(sentence, one.last + 1, other.first)


def _only_joins(sentence: Sentence, first: int, last: int) -> bool:
    """Return whether tokens are a word that joins, with no more than arms, p values and counts beside it."""
    between = sentence.tokens[first:last]
    if len(between) > 3 * _WORDS_MAX or any(token.text == ";" for token in between):
        return False
    taken = {
        at for each in sentence.quantities if first <= each.first < last for at in range(each.first, each.last + 1)
    }
    taken.update(at for arm in sentence.arms for at in range(arm.first, arm.last + 1))
    left = [token for at, token in enumerate(between, start=first) if at not in taken]
    words = [token.text for token in left if token.kind != SIGN and token.text not in _LINKS and token.text != "p"]
    joins = _JOINS.intersection(token.text for token in left)
    if not joins or (joins == {","} and words) or any(token.kind == NUMBER for token in left):
        return False
    return len(words) <= 2 and len(between) <= _WORDS_MAX + len(taken)


def _says_kind(cue: Cue, form: Form) -> bool:
    return (cue.topic, form) in KINDS or cue.topic in RATIOS or cue.topic in {"baseline", "age", "follow-up", "dose"}

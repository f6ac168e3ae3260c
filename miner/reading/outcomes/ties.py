"""Ties numbers to arms: by "respectively" and "versus", by what stands beside a number, or by the only arm there is."""

from collections.abc import Sequence
from itertools import pairwise

from miner.reading.outcomes.arms import Arm
from miner.reading.outcomes.quantity import Form, Quantity
from miner.reading.outcomes.tokens import NUMBER, SIGN, Token
from miner.reading.outcomes.units import PEOPLE
from miner.reading.outcomes.word_sets import word_set

_LIST_WORDS = frozenset(
    {"+", ".", ",", "and", "or", "vs", "versus", "&", "v", ";", "compared", "with", "to", "against", "/", "than"}
)
_VERSUS = frozenset({"vs", "versus", "v", "compared", "against"})
_SKIPPED = word_set(
    "the a an in of for with to on by from both at those patients subjects women men children who were was "
    "had received receiving treated given treatment as taking assigned randomized randomised allocated and "
    "participants group groups during after than arms arm eyes"
)
_LINKS_AFTER = word_set(
    "in of for with on among by to during after following from given within at under receiving the who were "
    "received took"
)


def tie(quantities: Sequence[Quantity], arms: Sequence[Arm], tokens: Sequence[Token]) -> dict[int, str]:
    """Return the arm of each quantity that can be tied to one, by its position in `quantities`."""
    if not arms:
        return {}
    tied: dict[int, str] = {}
    for run in runs_of(quantities, tokens):
        tied.update(_tied_run(run, quantities, arms, tokens))
    for position, quantity in enumerate(quantities):
        if position not in tied and (arm := _beside(quantity, quantities, arms, tokens, first=position)):
            tied[position] = arm
    return tied


def runs_of(quantities: Sequence[Quantity], tokens: Sequence[Token]) -> list[list[int]]:
    """Return lists of numbers side by side: "40% and 25%", "12.3 vs 9.1 months", "12 (40%) and 9 (30%)" as two."""
    runs: list[list[int]] = []
    for position, quantity in enumerate(quantities):
        if quantity.form in {Form.P_VALUE, Form.RANGE} or _is_label(quantity, tokens):
            continue
        for run in reversed(runs[-2:]):
            last = quantities[run[-1]]
            if (
                position - run[-1] <= 2
                and _is_alike(last, quantity)
                and _is_joined(quantities, run[-1], position, tokens)
                and not _is_share_of(last, quantity, tokens)
            ):
                run.append(position)
                break
        else:
            runs.append([position])
    return [run for run in runs if len(run) > 1]


_LABELS = word_set("day week wk month year visit cycle group groups grade phase stage type arm cohort")


def _is_label(quantity: Quantity, tokens: Sequence[Token]) -> bool:
    """Return whether a bare number names a day, a group or a grade: it is no member of a list of results."""
    return quantity.form is Form.PLAIN and quantity.first > 0 and tokens[quantity.first - 1].text in _LABELS


def _is_share_of(count: Quantity, share: Quantity, tokens: Sequence[Token]) -> bool:
    """Return whether a percentage stands behind its count in one bracket: "(23; 14.7%)"."""
    return (
        count.form is Form.PLAIN
        and share.form is Form.PERCENT
        and count.value == int(count.value)
        and count.first > 0
        and tokens[count.first - 1].text in {"(", "["}
        and share.first == count.last + 2
        and tokens[count.last + 1].text in {";", ","}
        and share.last + 1 < len(tokens)
        and tokens[share.last + 1].text in {")", "]"}
    )


def _is_alike(one: Quantity, other: Quantity) -> bool:
    if (one.form is Form.PLAIN and not one.is_words) or one.form is other.form:
        return True
    return {one.form, other.form} <= {Form.PEOPLE, Form.PLAIN, Form.FRACTION}


def _is_joined(quantities: Sequence[Quantity], first: int, second: int, tokens: Sequence[Token]) -> bool:
    """Return whether only words of lists stand between two numbers, apart from what belongs to one in between."""
    one, other = quantities[first], quantities[second]
    taken = {at for each in quantities[first + 1 : second] for at in range(each.first, each.last + 1)}
    between = (tokens[at].text for at in range(one.last + 1, other.first) if at not in taken)
    words = [word for word in between if word not in {"(", ")", "[", "]", "=", "n"} and word not in PEOPLE]
    return 0 < len(words) <= 3 and all(word in _LIST_WORDS for word in words)


def _tied_run(
    run: list[int], quantities: Sequence[Quantity], arms: Sequence[Arm], tokens: Sequence[Token]
) -> dict[int, str]:
    """Return the arms of the numbers of a list, "" for those that must not be tied by what stands near."""
    first, last = quantities[run[0]], quantities[run[-1]]
    slots = _slots(run, quantities, tokens)
    count = slots[-1] + 1
    if count == 1:
        return _tied_pair(run, quantities, arms, tokens)
    after = [arm for arm in arms if arm.first > last.last]
    before = [arm for arm in arms if arm.last < first.first]
    is_respective = any(token.text == "respectively" for token in tokens[last.last :])
    is_versus = any(tokens[at].text in _VERSUS for at in range(first.last + 1, last.first))
    near = bool(after) and not any(token.kind == NUMBER for token in tokens[last.last + 1 : after[0].first])
    chosen: list[Arm] = []
    if (
        len(after) >= count
        and near
        and _side_by_side(after[:count], tokens)
        and _gap(tokens, last.last, after[0].first) <= 8
    ):
        chosen = after[:count]
    elif is_respective or is_versus:
        named, everywhere = _distinct(before), _distinct([*before, *after])
        if len(named) >= count:
            chosen = named[-count:]
        elif len(everywhere) >= count:
            chosen = everywhere[:count]
        else:
            lone = [before[-1].words] if before and is_versus and count == 2 else [""]
            return {position: (lone[0] if slot == 0 else "") for position, slot in zip(run, slots, strict=True)}
    return {position: chosen[slot].words for position, slot in zip(run, slots, strict=True)} if chosen else {}


def _tied_pair(
    run: list[int], quantities: Sequence[Quantity], arms: Sequence[Arm], tokens: Sequence[Token]
) -> dict[int, str]:
    """Return the arm of "from 8.1 to 7.3 points with placebo" for both numbers: that of the last one."""
    arm = _beside(quantities[run[-1]], quantities, arms, tokens, first=run[0])
    return dict.fromkeys(run, arm)


def _slots(run: list[int], quantities: Sequence[Quantity], tokens: Sequence[Token]) -> list[int]:
    """Return the arm's place of each number: one each, but one together in "8.1 to 7.3"."""
    places = [0]
    for one, other in pairwise(run):
        between = [tokens[at].text for at in range(quantities[one].last + 1, quantities[other].first)]
        places.append(places[-1] + (between != ["to"]))
    return places


def _gap(tokens: Sequence[Token], last: int, first: int) -> int:
    return sum(token.kind != SIGN for token in tokens[last + 1 : first])


def _side_by_side(arms: Sequence[Arm], tokens: Sequence[Token]) -> bool:
    for one, other in pairwise(arms):
        between = tokens[one.last + 1 : other.first]
        if len(between) > 11 or any(token.kind == NUMBER and token.end - token.start > 1 for token in between):
            return False
    return len(_distinct(arms)) == len(arms)


def _distinct(arms: Sequence[Arm]) -> list[Arm]:
    """Return arms without repeats; the last place of each counts."""
    kept: dict[str, Arm] = {}
    for arm in arms:
        kept.setdefault(_key(arm.words), arm)
    return list(kept.values())


def _key(words: str) -> str:
    lowered = words.lower()
    for tail in (
        " group",
        " arm",
        " patients",
        "-treated",
        " alone",
        " recipients",
        " therapy",
        " treatment",
        " groups",
        " subjects",
    ):
        lowered = lowered.replace(tail, "")
    return lowered.strip()


def _beside(
    quantity: Quantity, quantities: Sequence[Quantity], arms: Sequence[Arm], tokens: Sequence[Token], *, first: int
) -> str:
    """Return the arm that stands beside a number: right behind it by a preposition, or before `first` of its list."""
    after = next((arm for arm in arms if arm.first > quantity.last), None)
    quantity = quantities[first] if not (after and _follows(quantity, after, tokens)) else quantity
    before = next((arm for arm in reversed(arms) if arm.last < quantity.first), None)
    if after and _follows(quantity, after, tokens):
        return after.words
    if before is not None:
        between = tokens[before.last + 1 : quantity.first]
        numbers = sum(
            before.last < other.first < quantity.first and other.form not in {Form.P_VALUE, Form.DOSE, Form.RANGE}
            for other in quantities
        )
        if numbers == 0 and not any(token.text == ";" for token in between) and len(between) <= 25:
            return before.words
        if numbers <= 1 and _in_bracket(tokens, before.last, quantity.first):
            return before.words
    if len(_distinct(arms)) == 1:
        return arms[0].words
    return ""


def _follows(quantity: Quantity, arm: Arm, tokens: Sequence[Token]) -> bool:
    between = tokens[quantity.last + 1 : arm.first]
    words = [token.text for token in between]
    depth = 0
    kept = []
    for word in words:
        depth += word in {"(", "["}
        if not depth:
            kept.append(word)
        depth -= word in {")", "]"} and depth > 0
    if (
        len(kept) > 7
        or ";" in kept
        or "," in kept
        or any(token.kind == NUMBER for token in between if not depth and token.text in kept)
    ):
        return False
    if not kept:
        return False
    return (
        any(word in _LINKS_AFTER for word in kept)
        and "than" not in kept
        and not any(word in _VERSUS for word in kept)
        and "and" not in kept
    )


def _in_bracket(tokens: Sequence[Token], last: int, first: int) -> bool:
    words = [token.text for token in tokens[last + 1 : first]]
    return "(" in words and ")" not in words

"""Reads intervals: "(95 % CI 32.2-37.6)", "95% confidence interval [CI], 1.2 to 3.4", "CI95%", "(13.7-17.9)"."""

from collections.abc import Sequence
from dataclasses import dataclass

from miner.reading.outcomes.tokens import NUMBER, WORD, Token
from miner.reading.outcomes.word_sets import word_set

_OPENING, _CLOSING = frozenset({"(", "["}), frozenset({")", "]"})
LEVELS = frozenset({80.0, 90.0, 95.0, 97.5, 98.0, 99.0, 99.9})
_NAMES = frozenset({"ci", "cis", "c.i", "cl", "ci95", "95ci", "iqr", "range", "interquartile", "hdi", "cri"})
INTERVAL_STARTS = frozenset({"(", "[", ",", ";", ":", "confidence", "credible", "ci95", "95%ci", "two-sided"}) | _NAMES
"""Tokens, besides numbers, at which an interval may begin."""
_LINKS = frozenset(
    {":", "=", ",", ";", "of", "from", "was", "is", "are", "were", "the", "ranged", "range", "for", "hr", "or"}
)
_SEPARATORS = frozenset({"-", "–", "−", "‑", "—", "to", ",", ";", "and", ":", "-to"})
_UNIT_WORDS = word_set(
    "% months month weeks week days day years year mmhg points mg/dl kg mm cm percent h hours minutes min ms "
    "mmol mmol/l mg dl l"
)


@dataclass(frozen=True, slots=True)
class Interval:
    """Bounds, level in percent (None if not stated) and the last token; `is_stated` if words name it an interval."""

    low: float
    high: float
    level: float | None
    last: int
    is_stated: bool

    def holds(self, value: float) -> bool:
        """Return whether a value lies within the bounds, rounding aside."""
        slack = 0.02 * (abs(self.low) + abs(self.high)) / 2 + 1e-9
        return self.low - slack <= value <= self.high + slack


def interval_at(tokens: Sequence[Token], at: int) -> Interval | None:
    """Return the interval that begins at token `at`, or None. A bare one must stand in brackets."""
    position, opened = at, 0
    while position < len(tokens) and (
        tokens[position].text in _OPENING or (tokens[position].text in {",", ";", ":"} and position - at < 2)
    ):
        opened += tokens[position].text in _OPENING
        position += 1
    position, level, is_stated = _named(tokens, position)
    if (
        not is_stated
        and not opened
        and not (tokens[at].text == "," and position == at + 1 and _is_decimal(tokens, position))
    ):
        return None
    if is_stated:
        while position < len(tokens) and (
            tokens[position].text in _LINKS or tokens[position].text in _OPENING or tokens[position].text in _CLOSING
        ):
            if tokens[position].text in _CLOSING and position + 1 < len(tokens) and tokens[position + 1].kind == WORD:
                return None  # "(95% CIs) for tamoxifen users were": a heading of what follows
            position += 1
    bounds = _bounds(tokens, position)
    if bounds is None:
        return None
    low, high, last = bounds
    if not is_stated and not (last + 1 < len(tokens) and tokens[last + 1].text in _CLOSING | {",", ";"}):
        return None
    while opened and last + 1 < len(tokens) and tokens[last + 1].text in _CLOSING:
        last += 1
        opened -= 1
    if low > high:
        low, high = high, low
    return Interval(low, high, level, last, is_stated)


_RANGE_SIGNS = frozenset({"-", "–", "to", "−", "/"})
_BOUNDS_SEPARATORS = _RANGE_SIGNS | {",", ";"}


def _is_decimal(tokens: Sequence[Token], position: int, separators: frozenset[str] = _RANGE_SIGNS) -> bool:
    """Return whether "1.9 to 0.4" stands at a position: what may be an interval even without brackets."""
    return (
        position + 2 < len(tokens)
        and tokens[position].kind == tokens[position + 2].kind == NUMBER
        and tokens[position + 1].text in separators
        and all(any(point in tokens[each].text for point in ".·") for each in (position, position + 2))
    )


def heading_end(tokens: Sequence[Token], at: int) -> int:
    """Return where "95% CI" ends if it stands at token `at` without bounds, `at` if it does not."""
    position, _, is_named = _named(tokens, at)
    return position if is_named else at


def stated_level(tokens: Sequence[Token]) -> float | None:
    """Return the level that a sentence gives its intervals ("95% CI"), None if it gives none."""
    for at, token in enumerate(tokens):
        if token.kind == NUMBER and token.value in LEVELS and (level := _named(tokens, at)[1]):
            return level
        if token.text in {"ci", "ci95"} and (level := _named(tokens, at)[1]):
            return level
    return None


def _named(tokens: Sequence[Token], position: int) -> tuple[int, float | None, bool]:
    """Read "95% CI", "CI95%", "95% confidence interval [CI]"; return the position behind, the level, and if named."""
    level: float | None = None
    is_named = False
    at = position
    while at < len(tokens):
        token = tokens[at]
        following = tokens[at + 1].text if at + 1 < len(tokens) else ""
        if (
            token.kind == NUMBER
            and token.value in LEVELS
            and level is None
            and (following in {"%", "percent", "per", "ci", "confidence", "-", "cl"})
            and (not is_named or following == "%")
        ):
            level = token.value
        elif token.text in {"ci95", "95ci", "95ci%"} or token.text == "95%ci":
            level, is_named = 95.0, True
        elif (
            token.text in _NAMES
            or (token.text == "ic" and level is not None)
            or (token.text in {"confidence", "credible"} and following.startswith(("interval", "limit", "bound")))
        ):
            is_named = True
        elif (
            (token.text.startswith(("interval", "limit")) and is_named)
            or (token.text in {"%", "percent", "per", "cent", "-"} and level is not None)
            or (token.text in _OPENING and following in _NAMES and is_named)
            or (
                token.text in _CLOSING
                and at
                and tokens[at - 1].text in {"ci", "cis"}
                and is_named
                and tokens[at - 2].text in _OPENING
            )
            or (token.text in {"two-sided", "adjusted", "exact", "corrected", "bootstrap", "bayesian"} and following)
        ):
            pass
        else:
            break
        at += 1
    is_bounded = level is not None and at < len(tokens) and tokens[at].text in _OPENING
    if is_bounded and _is_decimal(tokens, at + 1, _BOUNDS_SEPARATORS):  # "OR = 2.87, 95% [1.14, 7.21]"
        return at, level, True
    return (at, level, True) if is_named else (position, None, False)


def _bounds(tokens: Sequence[Token], at: int) -> tuple[float, float, int] | None:  # noqa: PLR0911 (a list of rules: the first that applies)
    """Return low, high and the last token of "1.2 to 3.4", "1.2% - 3.4%", "1.2, 3.4" from token `at`."""
    if at >= len(tokens) or tokens[at].kind != NUMBER:
        return None
    position = _after_unit(tokens, at + 1)
    if position + 1 >= len(tokens):
        return None
    separator = tokens[position].text
    high = tokens[position + 1]
    if separator in _SEPARATORS or (separator == "/" and _is_decimal(tokens, at)):
        position += 1 + (tokens[position + 1].text == "+" and position + 2 < len(tokens))  # "-5.2% to +6.4%"
        if (
            tokens[position].text in {"-", "–", "−", "to"}
            and position + 1 < len(tokens)
            and separator in {",", ";", "to", "-", "–", "−"}
        ):
            minus = tokens[position].text in {"-", "–", "−"}
            position += 1
            high = tokens[position]
            if high.kind != NUMBER:
                return None
            return (
                tokens[at].value,
                -high.value if minus and separator != "-" else high.value,
                _unit_end(tokens, position),
            )
        high = tokens[position]
        if high.kind != NUMBER:
            return None
        return tokens[at].value, high.value, _unit_end(tokens, position)
    if (
        tokens[position].kind == NUMBER
        and tokens[position].value < 0
        and tokens[position].start == tokens[position - 1].end + 1
    ):
        return tokens[at].value, -tokens[position].value, _unit_end(tokens, position)  # "2.8 -3.5"
    return None


def _after_unit(tokens: Sequence[Token], position: int) -> int:
    while position < len(tokens) and tokens[position].text in _UNIT_WORDS:
        position += 1
    return position


def _unit_end(tokens: Sequence[Token], position: int) -> int:
    last = position
    while last + 1 < len(tokens) and tokens[last + 1].text in _UNIT_WORDS:
        last += 1
    return last

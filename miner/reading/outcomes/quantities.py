"""The grammar of quantities: a number with its sign, unit, spread and interval, as one thing with one span."""

from collections.abc import Sequence

from miner.reading.outcomes.counted import read_people
from miner.reading.outcomes.intervals import INTERVAL_STARTS, LEVELS, heading_end, interval_at
from miner.reading.outcomes.p_values import P_WORDS, read_p_values, sign_of
from miner.reading.outcomes.quantity import Form, Quantity
from miner.reading.outcomes.tokens import ATTRIBUTE, NUMBER, SIGN, WORD, Token
from miner.reading.outcomes.units import DOSE_UNITS, MEASURE_UNITS, PEOPLE, PERCENT_WORDS, TIME_UNITS, TWO_WORD_UNITS
from miner.reading.outcomes.word_sets import word_set


def find_quantities(tokens: Sequence[Token]) -> list[Quantity]:
    """Return the quantities of a sentence in order; intervals that stand apart belong to the last number they fit."""
    found: list[Quantity] = []
    at = 0
    has_spreads = not _SPREADS.isdisjoint([token.text for token in tokens])
    while at < len(tokens):
        token = tokens[at]
        if token.kind != NUMBER:
            if (token.kind == ATTRIBUTE and token.text != "2p") or (
                token.text not in INTERVAL_STARTS and token.text not in P_WORDS
            ):
                at += 1
                continue
            is_plural = token.text == "ps" and (at + 1 == len(tokens) or not sign_of(tokens[at + 1].text))
            if token.kind != SIGN and token.text in P_WORDS and not is_plural:
                after = read_p_values(tokens, at, found)
                if after > at:
                    at = after
                    continue
            if (after := _attach(tokens, at, found)) > at:
                at = after
                continue
            at += 1
            continue
        if token.value in LEVELS and (
            (after := _attach(tokens, at, found)) > at or (after := heading_end(tokens, at)) > at
        ):
            at = after
            continue
        if _is_exponent(tokens, at) or _is_base(tokens, at):
            at += 1
            continue
        quantity = _quantity_at(tokens, at, has_spreads=has_spreads)
        found.append(quantity)
        at = quantity.last + 1
    return found


def _is_exponent(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a digit stands in a bracket grown to a word: kg/m(2), mm(3), 10(-3)."""
    if at < 2 or tokens[at - 1].text != "(" or tokens[at].text not in {"1", "2", "3", "4", "6", "9"}:
        return False
    return tokens[at - 2].end == tokens[at - 1].start and tokens[at - 2].kind != SIGN


def _is_base(tokens: Sequence[Token], at: int) -> bool:
    """Return whether the 10 of "log (10)" stands at a token."""
    return (
        tokens[at].text == "10"
        and at > 0
        and (tokens[at - 1].text == "log" or (at > 1 and tokens[at - 2].text == "log"))
    )


def _attach(tokens: Sequence[Token], at: int, found: list[Quantity]) -> int:
    """Give an interval at `at` to the last quantity that has none and lies within it; return where it ends."""
    if not found:
        return at
    interval = interval_at(tokens, at)
    if interval is None or not interval.is_stated:
        return at
    for back, quantity in enumerate(reversed(found[-4:])):
        if quantity.form is Form.P_VALUE or quantity.interval or not interval.holds(quantity.value):
            continue
        if at - quantity.last > 14:
            break
        if back == 0:
            quantity.take(interval, tokens)
        else:
            quantity.interval = interval
        return interval.last + 1
    return interval.last + 1


def _quantity_at(tokens: Sequence[Token], at: int, *, has_spreads: bool) -> Quantity:
    token = tokens[at]
    quantity = Quantity(Form.PLAIN, token.value, at, at, token.start, token.end)
    if _is_year(tokens, at):
        quantity.form = Form.RANGE
        return quantity
    quantity.is_words = token.text == "words"
    if at and (sign := sign_of(tokens[at - 1].text)) and tokens[at - 1].text not in ":~≈":
        quantity.sign = sign
    position = _read_unit(tokens, at + 1, quantity)
    position = _read_fraction(tokens, position, quantity)
    position = _read_spread(tokens, position, quantity, has_spreads=has_spreads)
    if position < len(tokens) and not quantity.is_words:
        _read_interval(tokens, position, quantity)
    if quantity.form is Form.PLAIN and not quantity.interval:
        read_people(tokens, quantity)
    quantity.value_end = quantity.end if not quantity.interval else quantity.value_end
    return quantity


def _read_unit(tokens: Sequence[Token], position: int, quantity: Quantity) -> int:
    """Read the unit at `position`, if there is one; return the position behind it."""
    if position >= len(tokens):
        return position
    word = tokens[position].text
    following = tokens[position + 1].text if position + 1 < len(tokens) else ""
    if (two := TWO_WORD_UNITS.get((word, following))) or word in PERCENT_WORDS:
        quantity.form = Form.PERCENT if (two or "%") == "%" else Form.MEASURE
        quantity.unit = two or "%"
        return _extend(tokens, quantity, position + bool(two))
    if word in TIME_UNITS and following != "/" and not _is_initial(tokens, position):
        quantity.form, quantity.unit = Form.TIME, TIME_UNITS[word]
        return _extend(tokens, quantity, position)
    if tokens[position].kind not in {WORD, SIGN}:
        return position
    unit, last = _compound_unit(tokens, position)
    if unit in MEASURE_UNITS and (unit not in DOSE_UNITS or unit in {"kg", "units", "unit", "g", "ml"}):
        quantity.form = Form.MEASURE
    elif unit in DOSE_UNITS or unit.partition("/")[0] in DOSE_UNITS:
        quantity.form = Form.MEASURE if unit.endswith(("/dl", "/l", "/ml", "/g")) else Form.DOSE
    elif "/" in unit and len(unit) <= 12 and not unit[0].isdigit() and tokens[position].text in MEASURE_UNITS:
        quantity.form = Form.MEASURE
    else:
        return position
    quantity.unit = unit
    return _extend(tokens, quantity, last)


def _is_initial(tokens: Sequence[Token], position: int) -> bool:
    """Return whether a letter abbreviates a name: "75 H. pylori-infected patients" are no hours."""
    if len(tokens[position].text) > 1 or position + 2 >= len(tokens) or tokens[position + 1].text != ".":
        return False
    return tokens[position + 2].kind == WORD and tokens[position + 1].start == tokens[position].end


def _compound_unit(tokens: Sequence[Token], position: int) -> tuple[str, int]:
    """Return "mg/dl" of the tokens "mg", "/", "dl", and the last token of the unit."""
    unit, last = tokens[position].text, position
    if unit in {"cm", "mm"} and last + 1 < len(tokens) and tokens[last + 1].text in {"2", "3"}:
        return unit + tokens[last + 1].text, last + 1
    while last + 2 < len(tokens) and tokens[last + 1].text == "/" and tokens[last + 2].kind in {WORD, ATTRIBUTE}:
        unit += "/" + tokens[last + 2].text
        last += 2
    return unit, last


def _extend(tokens: Sequence[Token], quantity: Quantity, last: int) -> int:
    quantity.last = last
    quantity.end = tokens[last].end
    return last + 1


def _read_fraction(tokens: Sequence[Token], position: int, quantity: Quantity) -> int:  # noqa: PLR0911 (a list of rules: the first that applies)
    """Read "12 of 30", "12/30" and "12 out of the 30 patients"."""
    if quantity.form is not Form.PLAIN or quantity.value != int(quantity.value) or quantity.value < 0:
        return position
    words = [token.text for token in tokens[position : position + 4]]
    if (
        not words
        or words[0] not in {"of", "/", "out"}
        or (quantity.first and tokens[quantity.first - 1].text in _NO_FRACTION)
    ):
        return position
    for skip, token in enumerate(tokens[position + 1 : position + 4], start=1):
        if token.kind == NUMBER:
            if token.value != int(token.value) or not quantity.value <= token.value or token.value < 2:
                return position
            after = tokens[position + skip + 1].text if position + skip + 1 < len(tokens) else ""
            if quantity.is_words and token.value <= 5 and after not in PEOPLE:
                return position
            if (
                after in {"%", "mmhg", "mm", "/"} | DOSE_UNITS - PEOPLE
                or (quantity.first and tokens[quantity.first - 1].kind == ATTRIBUTE)
                or (words[0] == "/" and skip > 1)
            ):
                return position
            quantity.form, quantity.of = Form.FRACTION, int(token.value)
            return _extend(tokens, quantity, position + skip)
        if token.text not in {"of", "the", "these", "all", "our", "a", "total", "those"}:
            return position
    return position


_NO_FRACTION = word_set("/ acr grade grades stage class")


def _is_year(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a number is a calendar year: four digits of our time that count nobody."""
    token = tokens[at]
    if len(token.text) != 4 or not token.text.isdigit() or not 1930 <= token.value <= 2035:
        return False
    before = tokens[at - 1].text if at else ""
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    return before in _YEAR_BEFORE or following in {",", "and", "to", "-", "–", ".", ")"} or following == ""


_YEAR_BEFORE = word_set(
    "in since from between to until through and january february march april may june july august september "
    "october november december jan feb mar apr jun jul aug sep sept oct nov dec of - – during by before after"
)

_SPREAD_WORDS = frozenset({"sd", "se", "sem", "s.d", "standard"})
_SPREADS = _SPREAD_WORDS | {"deviation"}


def _read_spread(tokens: Sequence[Token], position: int, quantity: Quantity, *, has_spreads: bool) -> int:
    """Read "± 1.4", "(SD 1.4)" and, where the sentence speaks of a deviation, "(1.4)", with the unit behind them."""
    after = _spread_end(tokens, position, quantity, has_spreads=has_spreads)
    if after == position:
        return position
    quantity.has_spread = True
    if quantity.form in {Form.PLAIN, Form.FRACTION, Form.PEOPLE}:
        quantity.form = Form.MEASURE
    _extend(tokens, quantity, after - 1)
    if not quantity.unit:
        kept = quantity.form
        after = _read_unit(tokens, after, quantity)
        if quantity.form is Form.DOSE:
            quantity.form = kept
    return after


def _spread_end(tokens: Sequence[Token], position: int, quantity: Quantity, *, has_spreads: bool) -> int:
    """Return where a spread that begins at `position` ends, `position` if there is none."""
    words = [token.text for token in tokens[position : position + 3]]
    if len(words) < 2:
        return position
    kinds = [token.kind == NUMBER for token in tokens[position : position + 3]]
    is_grown = (
        words[0] == "+"
        and tokens[position].start == quantity.end
        and tokens[position + 1].start == tokens[position].end
    )
    if kinds[1] and (is_grown or _is_plus_minus(words[0])):
        return position + 2
    if words[0] not in {"(", "["} or len(words) < 3:
        return position
    if words[1] in _SPREAD_WORDS and words[2] in {"=", ",", ":"} and position + 3 < len(tokens):
        return position + 4 if tokens[position + 3].kind == NUMBER else position
    if kinds[2] and (_is_plus_minus(words[1]) or words[1] in _SPREAD_WORDS):
        return position + 3 + (position + 3 < len(tokens) and tokens[position + 3].text in {")", "]"})
    is_decimal = quantity.form is not Form.PLAIN or "." in words[1] or "·" in words[1] or _unit_at(tokens, position + 3)
    closing = position + 2 + (words[2] == "%" and quantity.form is Form.PERCENT)
    is_spread = has_spreads and kinds[1] and is_decimal and _closes(tokens, closing)
    return closing + 1 if is_spread else position


def _unit_at(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].text in MEASURE_UNITS


def _closes(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].text in {")", "]"}


def _is_plus_minus(sign: str) -> bool:
    return sign == "±" or (len(sign) >= 3 and sign[0] in "+-−–" and "/" in sign) or (len(sign) == 2 and sign[0] == "+")


def _read_interval(tokens: Sequence[Token], position: int, quantity: Quantity) -> None:
    """Read an interval right behind the value, or turn the number into the low end of a range."""
    word = tokens[position].text
    if word in {"-", "–", "−", "‑", "to", "through"} and position + 1 < len(tokens) and not quantity.has_spread:
        high = tokens[position + 1]
        if high.kind == NUMBER and (word != "-" or high.start - tokens[position].end <= 1):
            before = tokens[quantity.first - 1].text if quantity.first else ""
            if word == "to" and before in {"from", "by"}:
                return
            if abs(high.value) < abs(quantity.value) and word == "to" and not _is_of_interval(tokens, quantity):
                return
            quantity.form = Form.RANGE
            after = _extend(tokens, quantity, position + 1)
            _read_range_unit(tokens, after, quantity)
            return
        if high.kind == ATTRIBUTE:
            quantity.form = Form.RANGE
            _extend(tokens, quantity, position + 1)
            return
    if _is_between(tokens, position, quantity):
        quantity.form = Form.RANGE
        after = _extend(tokens, quantity, position + 1)
        _read_range_unit(tokens, after, quantity)
        return
    interval = interval_at(tokens, position)
    if interval and interval.holds(quantity.value):
        quantity.value_end = quantity.end
        quantity.take(interval, tokens)
        _read_time_behind(tokens, quantity)


def _read_time_behind(tokens: Sequence[Token], quantity: Quantity) -> None:
    """Let "2.8 (2.1-4.6) months" be a time."""
    after = quantity.last + 1
    if quantity.form is Form.PLAIN and after < len(tokens) and tokens[after].text in TIME_UNITS:
        quantity.form, quantity.unit = Form.TIME, TIME_UNITS[tokens[after].text]


def _is_between(tokens: Sequence[Token], position: int, quantity: Quantity) -> bool:
    """Return whether "between 95 and 114" stands at a quantity: a span, not two results."""
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    return (
        quantity.first > 0
        and tokens[quantity.first - 1].text == "between"
        and tokens[position].text == "and"
        and following is not None
        and following.kind == NUMBER
        and following.value > quantity.value
    )


def _is_of_interval(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """Return whether a bracket holds bounds alone: "95% CI for the difference (-69.5% to -6.6%)"."""
    before = {token.text for token in tokens[max(0, quantity.first - 8) : quantity.first]}
    return "confidence" in before or "ci" in before


def _read_range_unit(tokens: Sequence[Token], position: int, quantity: Quantity) -> None:
    _read_unit(tokens, position, quantity)
    quantity.form = Form.RANGE

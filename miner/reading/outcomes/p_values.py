"""Reads p values: "P < .001", "p value of 0.02", "P = .04 and .03, respectively"."""

from collections.abc import Sequence

from miner.reading.outcomes.quantity import Form, Quantity
from miner.reading.outcomes.tokens import NUMBER, SIGN, Token
from miner.reading.outcomes.word_sets import word_set

_SIGNS = {"<": "<", ">": ">", "=": "=", "≤": "<=", "≥": ">=", "⩽": "<=", "⩾": ">=", "~": "=", "≈": "=", ":": "="}


_SIGN_WORDS = {"less": "<", "greater": ">", "lt": "<", "gt": ">"}
"""Signs in words, and as what is left of "&lt;" where a text was escaped twice."""


P_WORDS = frozenset({"p", "p-value", "p-values", "pvalue", "ps", "ptrend", "p-trend", "p-interaction", "2p"})


_P_LINKS = word_set(
    "value values for trend interaction both all was were the of is a less greater than equal to difference "
    "two-tailed two-sided one-sided log-rank test each respectively comparisons overall adjusted nominal and "
    "heterogeneity noninferiority non-inferiority superiority"
)


def read_p_values(tokens: Sequence[Token], at: int, found: list[Quantity]) -> int:
    """Read "P < .001", "p value of 0.02", "P = .04 and .03, respectively" from token `at`; return where they end."""
    sign, position, number_seen = "=", at + 1, False
    after = at
    while position < len(tokens) and position - at < 9 + 3 * number_seen:
        token = tokens[position]
        if token.kind == NUMBER:
            if not 0 <= token.value <= 1 or (number_seen and "." not in token.text and "·" not in token.text):
                break
            found.append(_p_value(tokens, position, sign))
            after, number_seen = position + 1, True
        elif token.kind == SIGN and (written := sign_of(token.text)):
            sign = written
        elif token.text in _SIGN_WORDS:
            sign = _SIGN_WORDS[token.text]
        elif (number_seen and token.text not in {"and", ",", "or", "to", "p", "vs"}) or (
            not number_seen
            and token.text not in _P_LINKS
            and token.text not in {"(", ")", "[", "-", "–", "_", "&", ";", ","}
        ):
            break
        position += 1
    return after


def _p_value(tokens: Sequence[Token], position: int, sign: str) -> Quantity:
    token = tokens[position]
    return Quantity(Form.P_VALUE, token.value, position, position, token.start, token.end, sign=sign)


def sign_of(text: str) -> str:
    """Return the sign that a token writes, "" if it writes none."""
    if len(text) > 1 and text[0] in "<>=":
        return "<=" if "<" in text else ">="
    return _SIGNS.get(text, "")

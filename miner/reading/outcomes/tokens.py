"""Splits a sentence into numbers, words and signs; a number has its value, however it is written.

Thousands separators (1,610; 1 610), decimal points in the middle (3·4) or missing a nought (.05), number words
("twenty-three") and minus signs of all kinds are read here, so that the grammar above sees values only.
"""

import re
from typing import NamedTuple

NUMBER, WORD, SIGN, ATTRIBUTE = "number", "word", "sign", "attribute"
"""Kinds of tokens. An attribute is a number grown together with letters: "12-week", "5-FU", "20mg", "3rd"."""
MINUS = "minus"
"""A dash that may be a minus, until it becomes part of its number or a sign."""


class Token(NamedTuple):
    """A piece of a sentence: its kind, its text in lower case, where it stands in the article, and its value."""

    kind: str
    text: str
    start: int
    end: int
    value: float = 0.0


_TOKEN = re.compile(
    r"(?P<word>[^\W\d_]+(?![\w'’‐‑-])|(?:vs|versus|were|was|of|to|from|by|and|is|CI)(?=[-−–]\d)"
    r"|[^\W\d_][\w'’]*(?:[-‐‑][\w'’]+)*)"
    r"|(?P<attribute>\d+(?:[.,·]\d+)?(?:[-‐‑][^\W\d_][\w'’]*(?:[-‐‑/]\w+)*|[^\W\d_]\w*))"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?![\d.,]\d)|\d{1,3}(?:[\u2009\u202f\xa0 ]\d{3})+(?!\d|[.,·]\d)"
    r"|(?:(?<=± )|(?<=/- ))\d{1,2}\. \d{1,2}(?!\d)|(?<=[(+−-])\d{1,2}\. \d{1,2}(?=\s?%)"
    r"|(?<==)0 \.\d{2,4}(?!\d)"
    r"|0,\d+|\d+,\d\d?(?=\s?[%±])|\d+[.·∙⋅]\d+|\d{1,3}\. \d(?=%?\s?(?:±|\+/?-))|0\. \d{2,4}(?!\d)|0\. \d(?=\s?%)|\d+"
    r"|(?<![\w.])[.·]\d+|(?<=[<>=])\. ?\d+|(?<=[<>=] )\. ?\d+|(?<=than)\. ?\d+|(?<=;)\. ?\d+)"
    r"|(?P<sign>\+\s?/\s?[-−–]|[-−–]\s?/\s?\+|\+[-−–](?=\s?\d)|[<>]\s?/?\s?(?:or\s?)?=|=\s?[<>]|[^\w\s])"
)
_SEPARATORS = str.maketrans("·∙⋅", "...", " \u2009\u202f\xa0")
_NUMBER_GROUPS = re.compile(r"\d{1,3}(?:,\d{3})+$")
_MINUS = frozenset("-−–‑")

_UNITS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_SCALES = {"hundred": 100, "thousand": 1000}
_SIMPLE = {**_UNITS, **_TENS}
_SIMPLE.update({f"{ten}-{unit}": high + low for ten, high in _TENS.items() for unit, low in _UNITS.items() if low})
_HUNDREDS = {f"{unit}-{scale}": low * size for unit, low in _UNITS.items() if low for scale, size in _SCALES.items()}
_NUMBER_WORDS = frozenset({*_UNITS, *_TENS, "hundred"})
_COUNTING = frozenset({*_SIMPLE, *_HUNDREDS})


def has_number(sentence: str) -> bool:
    """Return whether a sentence has a digit or a number word."""
    return _DIGIT.search(sentence) is not None or not _NUMBER_WORDS.isdisjoint(_WHOLE_WORD.findall(sentence.lower()))


_DIGIT = re.compile(r"\d")
_WHOLE_WORD = re.compile(r"\w+")


_make = tuple.__new__  # a third faster than Token(...)


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """Return the tokens of `text[start:end]`; offsets are those of `text`."""
    tokens: list[Token] = []
    last_end, last_kind, last_text = start, "", ""
    has_word = False
    for match in _TOKEN.finditer(text, start, end):
        kind = match.lastgroup or SIGN
        written = match[0].lower()
        first, last = match.span()
        value = 0.0
        if kind == WORD:
            has_word = has_word or written in _COUNTING
        elif kind == NUMBER:
            value = number_of(written)
            if last_kind == MINUS:
                if last_end == first or (last_end + 1 == first and _is_apart(tokens)):
                    first, value = tokens.pop().start, -value
                else:
                    tokens[-1] = tokens[-1]._replace(kind=SIGN)
        elif kind == SIGN and written in _MINUS and _may_be_minus(last_kind, last_text, last_end, first):
            kind = MINUS
        if last_kind == MINUS and kind != NUMBER:
            tokens[-1] = tokens[-1]._replace(kind=SIGN)
        tokens.append(_make(Token, (kind, written, first, last, value)))
        last_end, last_kind, last_text = last, kind, written
    if last_kind == MINUS:
        tokens[-1] = tokens[-1]._replace(kind=SIGN)
    return _with_number_words(tokens) if has_word else tokens


_BEFORE_MINUS = frozenset({"vs", "versus", "were", "was", "of", "to", "from", "by", "and", "is", "ci"})


def _may_be_minus(last_kind: str, last_text: str, last_end: int, start: int) -> bool:
    """Return whether a dash may be a minus: not between numbers, nor grown to what stands before it."""
    if last_kind in {NUMBER, ATTRIBUTE, MINUS}:
        return False
    if last_text in _BEFORE_MINUS:  # "vs-5.3 mm Hg"
        return True
    return last_end < start or (last_kind in {"", SIGN} and last_text not in {")", "]", "%"})


def _is_apart(tokens: list[Token]) -> bool:
    """Return whether the last token, a dash, is a minus although a blank follows it: "(- 0.66%", "was - 2.5"."""
    return len(tokens) > 1 and tokens[-2].text in {"(", "[", ",", ";", "=", ":", "was", "were", "by", "of"}


NUMBER_LIMIT = 1e13
"""What larger numbers are read as; no result is that large (`outcomes.NUMBER_MAX`)."""


def number_of(written: str) -> float:
    """Return the value of a number as written in digits, at most `NUMBER_LIMIT`."""
    is_grouped = _NUMBER_GROUPS.match(written)
    plain = written.replace(",", "") if is_grouped else written.translate(_SEPARATORS).replace(",", ".")
    return min(float(plain), NUMBER_LIMIT)


def _with_number_words(tokens: list[Token]) -> list[Token]:
    joined: list[Token] = []
    at = 0
    while at < len(tokens):
        word = tokens[at].text
        if word not in _SIMPLE and word not in _HUNDREDS and not _is_lone_hundred(tokens, at):
            joined.append(tokens[at])
            at += 1
            continue
        value, after = _spelt_number(tokens, at)
        if after > at:
            joined.append(Token(NUMBER, "words", tokens[at].start, tokens[after - 1].end, float(value)))
            at = after
        else:
            joined.append(tokens[at])
            at += 1
    return joined


def _is_lone_hundred(tokens: list[Token], at: int) -> bool:
    """Return whether "hundred and five" stands at a token, without "one" before it."""
    return tokens[at].text == "hundred" and [t.text for t in tokens[at + 1 : at + 2]] == ["and"]


def _spelt_number(tokens: list[Token], at: int) -> tuple[int, int]:
    """Return the value of the number words from `at` and where they end."""
    value = part = 0
    after = at
    for position in range(at, min(at + 9, len(tokens))):
        word = tokens[position].text
        if word in _SIMPLE and not (part % 10 and word in _UNITS) and not (part % 100 >= 20 and word not in _UNITS):
            part += _SIMPLE[word]
        elif (word in _SCALES and part) or word in _HUNDREDS or (position == at and word == "hundred"):
            part = max(part, 1) * _SCALES[word] if word in _SCALES else part + _HUNDREDS[word]
            if word.endswith("thousand"):
                value, part = value + part, 0
        elif word == "and" and part and part % 100 == 0:
            continue
        else:
            break
        after = position + 1
    return value + part, after

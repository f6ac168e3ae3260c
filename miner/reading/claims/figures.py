"""Figures that leave a benefit open: the interval of a ratio that includes no effect, and nothing else in the sentence.

"4 of 19 responded against 8 of 20 with placebo (OR 2.5, 95 % CI 0.6 to 10.3)" supports no use, whatever its words.
Ratios only: what an interval of a difference is of, a sentence often leaves to the reader.
"""

import re

_RATIO = re.compile(
    r"\b(?:(?:adjusted |crude |pooled )?(?:odds|risk|hazards?|rate) ratio|relative risk|a?OR|a?RR|a?HR)\b[^)\]]{0,60}?"
    r"\b(?:CI|confidence interval)s?\b[^0-9)\]]{0,6}"
    r"(?P<low>\d+(?:\.\d+)?) ?(?:-{1,2}|\u2013|\u2014|to|,|;|and) ?(?P<high>\d+(?:\.\d+)?)",
)
_INTERVAL = re.compile(r"(?:CI|confidence interval)s?\b", re.IGNORECASE)
_SIGNIFICANT = re.compile(
    r"\bp ?(?:=|<|≤|of) ?0?\.0[0-4]|\bp ?(?:<|≤) ?0?\.05\b|(?<!not )(?<!non)(?<!non-)(?<!no )\bsignificant(?:ly)?\b",
    re.IGNORECASE,
)
_NO_EFFECT = 1.0


def is_open_by_figures(sentence: str) -> bool:
    """Return whether the only intervals of a sentence are those of ratios that include 1, with no significant result.

    Args:
        sentence: its text as written.
    """
    if "CI" not in sentence and "confidence" not in sentence:
        return False
    if _SIGNIFICANT.search(sentence):
        return False
    found = [(float(ratio["low"]), float(ratio["high"])) for ratio in _RATIO.finditer(sentence)]
    if not found or len(found) != len(_INTERVAL.findall(sentence)):
        return False
    return all(low < _NO_EFFECT < high for low, high in found)

"""Simplification of masked sentences: drop what separates a cue from its mentions (brackets, lists, comparators)."""

import re

_NO_MENTION_BRACKET = re.compile(r" ?[(\[][^A-Z()\[\]]*[)\]]")
_SAME_IN_BRACKET = re.compile(r"\b(DRUG|DISEASE|OTHERDRUG|OTHERDISEASE) [(\[]\1[^A-Z()\[\]]*[)\]]")
_JOIN = r"(?:, ?(?:and |or )?| and(?:/or)? | or |/)(?:severe |acute |chronic |other )?"
_LISTS = tuple(
    (re.compile(rf"(?:\b(?:OTHER)?{word}{_JOIN})*\b{word}\b(?:{_JOIN}(?:OTHER)?{word}\b)*"), word)
    for word in ("DRUG", "DISEASE")
)
_IN_LIST = re.compile(rf"{_JOIN}(?:OTHER)?")
_COMPARATOR = re.compile(r",? (?:versus|vs\.?|(?:compared|in comparison) (?:with|to)) (?:\w+ ){0,2}OTHERDRUG\b,?")
_GOOD = r"(?! (?:[\w-]+ ){0,2}?(?:remission|regression|response|resolution|recovery|relief|improvement)s?\b)"
_OTHER_CAUSE = re.compile(rf"\bOTHERDRUG(?:[- ](induced|associated|related)\b{_GOOD}| (?=DISEASE\b))")


def simplify_masked(masked: str) -> str:
    """Return a masked sentence without bracketed figures, abbreviations and comparators, each list as one word.

    Args:
        masked: lower-case text with mentions replaced by DRUG, DISEASE, OTHERDRUG or OTHERDISEASE.
    """
    masked = " ".join(masked.split())
    if "(" in masked or "[" in masked:
        masked = _NO_MENTION_BRACKET.sub("", masked)
        masked = _SAME_IN_BRACKET.sub(r"\1", masked)
    if "OTHERDRUG" in masked:
        masked = _COMPARATOR.sub("", masked)
    for pattern, word in _LISTS:
        if any(map(_IN_LIST.fullmatch, masked.split(word)[1:-1])):  # most sentences have no list
            masked = pattern.sub(word, masked)
    if "OTHERDRUG" not in masked:
        return masked
    return _OTHER_CAUSE.sub(lambda found: f"drug-{found[1]}" if found[1] else "", masked)

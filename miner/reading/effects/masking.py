"""The sentence masked for a drug and a biomarker, simplified, and cut into clauses.

The drug in question is DRUG, the biomarker MARKER, others are OTHERDRUG and OTHERMARKER; diseases are the word
"disease", so that a pattern's gap may pass over them. Lists become one word, and brackets without a mention go.
"""

import re
from collections.abc import Sequence

from miner.reading.claims.combinations import Place

_BRACKET = re.compile(r" ?[(\[][^A-Z()\[\]]*[)\]]")
_SAME_IN_BRACKET = re.compile(r"\b((?:OTHER)?(?:DRUG|MARKER)|disease) ?[(\[]\1[^A-Z()\[\]]*[)\]]")
_JOIN = r"(?: ?, ?(?:and |or )?| and(?:/or)? | or | plus | ?/ ?| as well as )(?:the |with |by |in )?"
_LISTS = tuple(
    (word, re.compile(rf"(?:\bOTHER{word}{_JOIN})*\b{word}\b(?:{_JOIN}(?:OTHER)?{word}\b)*"))
    for word in ("DRUG", "MARKER")
)
_BOTH_GROUPS = re.compile(
    r"\bresponders?(?: and| or| versus| vs\.?| from|/| to) ?(?:in )?non-?responders?|"
    r"\bnon-?responders?(?: and| or| versus| vs\.?| from|/) ?responders?"
)
"""Groups that are compared: neither is said to be the biomarker's."""
_PRIOR = re.compile(
    r"\bDRUG[- ](?:pre-?treated|na[iï]ve|exposed|induced|failure|refractory)(?= )"
    r"|\b(?:previously|had) (?:[a-z]+ ){0,2}(?:received|treated with|exposed to|receiving) (?:[a-z]+ ){0,2}DRUG\b"
)
"""A drug that the patients had before, or not at all."""
_CLAUSE = re.compile(
    r"; |,? (?:whereas|while|but(?! (?:not|no)\b)|however,?|although|though|in contrast,?|conversely,?|yet)(?= )"
    r"|, and (?=(?:a|an|the|this|these|we|it|our|its|that) )"
)


def mask_pair(text: str, start: int, end: int, roles: Sequence[tuple[Place, str]]) -> str:
    """Return a sentence in lower case on one line, with the name of its role in place of each mention.

    Args:
        text: the article's text.
        start: where the sentence begins.
        end: where it ends.
        roles: mentions with their roles; of two that overlap the first in the list counts.
    """
    taken: list[tuple[Place, str]] = []
    for place, role in roles:
        if all(place.end <= other.start or other.end <= place.start for other, _ in taken):
            taken.append((place, role))
    pieces, at = [], start
    for place, role in sorted(taken):
        pieces += [text[at : place.start].lower(), role]
        at = place.end
    pieces.append(text[at:end].lower())
    return simplify(
        " ".join("".join(pieces).split()).replace("cost-effective", "worth").replace("high-sensitivity", "hs")
    )


def simplify(masked: str) -> str:
    """Return a masked sentence without brackets that name nothing, each list of drugs or biomarkers as one word."""
    if "(" in masked or "[" in masked:
        masked = _SAME_IN_BRACKET.sub(r"\1", _BRACKET.sub("", masked))
    for word, pattern in _LISTS:
        if f"OTHER{word}" in masked or masked.count(word) > 1:
            masked = pattern.sub(word, masked)
    return _PRIOR.sub("prior", _BOTH_GROUPS.sub("groups", masked))


def clauses_of(masked: str) -> list[str]:
    """Return the clauses of a masked sentence: "but not" and commas do not part one."""
    return [clause.strip() for clause in _CLAUSE.split(masked) if clause.strip()]

"""Additions: which drug of a combination was tried when it was added to others.

"The addition of bevacizumab to paclitaxel did not improve survival" denies a benefit of bevacizumab, and says nothing
against paclitaxel or against both together.
"""

import re
from collections.abc import Sequence

from miner.reading.claims.combinations import Place
from miner.reading.claims.sentences import curies_of
from miner.records import Mention, MentionType

_ADDING = re.compile(r"\b(?:addition of|adding|add)(?: [\w.,/-]+){0,4} $", re.IGNORECASE)
_ADDED_TO = re.compile(
    r"\b(?:added to|in addition to|on top of|augmentation (?:of|to)|as an? add-?on to)\b", re.IGNORECASE
)
_TO = re.compile(r"\b(?:to|with)\b", re.IGNORECASE)
_AGAINST_PARTS = re.compile(
    r"\b(?:than|over|to|of|versus|vs\.?|compared with|and)(?: (?:the|that of|[\w-]+ with|those with))?"
    r"(?: (?:either|each|any))?(?: (?:single|individual))?(?: (?:OTHERDRUG|DRUG|drug|agent|component|[\w-]+))?"
    r"(?: given)? (?:alone|monotherapy|only)\b"
)
"""A combination compared with its parts: what is denied is that both are better than one."""


def added_drugs(text: str, place: Place, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Return the drugs of a combination that its words say were added to the rest, () if they do not say so.

    Args:
        text: the article's text.
        place: where the combination stands.
        mentions: the article's mentions, in any order.
    """
    words = text[place.start : place.end]
    found = _ADDED_TO.search(words)
    if not found and _ADDING.search(text[max(0, place.start - 60) : place.start]):
        found = _TO.search(words)
    if not found:
        return ()
    end = place.start + found.start()
    added = {
        curie
        for mention in mentions
        if mention.type is MentionType.DRUG and place.start <= mention.start and mention.end <= end
        for curie in curies_of(mention)
    }
    return tuple(sorted(added & set(place.curies)))


def is_against_parts(simple: str) -> bool:
    """Return whether a masked, simplified sentence compares the combination DRUG with one of its parts."""
    return _AGAINST_PARTS.search(simple) is not None

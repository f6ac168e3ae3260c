"""Classes of drugs in a text: "TNF inhibitors", "beta-blocker overdose", but not "statin-naive" or "opioid receptor".

A class is a mention of its own identifier. It makes a claim only where no drug of the class stands beside it: in "the
TNF inhibitor infliximab" the drug is meant, and an article on infliximab that says "anti-TNF therapy" means infliximab.
"""

import re
from collections.abc import Iterator, Sequence

from miner.lexicon.drug_classes import is_class
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.scan import NameScanner
from miner.reading.linking.given import is_given
from miner.records import Link, Mention, MentionType

_IS_NO_CLASS = re.compile(
    r"[ -](?:refractory|resistan\w+|dependent|sparing|na[iï]ve|experienced|responsive|sensitive|intoleran\w+|like|"
    r"eluting|free|withdrawal|use disorder|misuse|abuse|addict\w+|receptors?|binding|allerg\w+|exposed|users?|"
    r"responders?|non-?responders?)\b",
    re.IGNORECASE,
)
_IS_DENIED = re.compile(r"\b(?:non|anti|no)[ -]?$", re.IGNORECASE)
_ENDINGS = ("", "s")


class ClassFinder:
    """Finds the classes of a lexicon by their names in singular and plural."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._scanner = NameScanner(
            (f"{name}{ending}", entry.curie)
            for entry in lexicon.entries()
            if "class" in entry.flags
            for name in entry.names
            for ending in _ENDINGS
        )

    def find(self, text: str) -> Iterator[Mention]:
        """Yield the classes that a text names as treatments, in order of place."""
        for match in self._scanner.find(text):
            is_denied = _IS_DENIED.search(text[max(0, match.start - 6) : match.start])
            if is_denied or _IS_NO_CLASS.match(text, match.end):
                continue
            found = Mention(
                start=match.start,
                end=match.end,
                text=text[match.start : match.end],
                type=MentionType.DRUG,
                found_by="lexicon",
                link=Link(curie=match.curies[0], score=1.0, reason="name of a class of drugs"),
            )
            if is_given(text, found):
                yield found


def without_named_members(
    mentions: Sequence[Mention], sentences: Sequence[tuple[int, int]], lexicon: Lexicon
) -> list[Mention]:
    """Return the mentions without classes of which the title or the same sentence names a drug.

    Args:
        mentions: those that may make a claim, in order of place.
        sentences: (start, end) of each sentence, the title first.
        lexicon: knows the classes of each drug.
    """
    if not any(mention.link and is_class(mention.link.curie) for mention in mentions):
        return list(mentions)
    named = [
        (mention.start, _classes_of(mention, lexicon))
        for mention in mentions
        if mention.type is MentionType.DRUG and mention.link
    ]
    of_title = _named_within(named, sentences[:1])
    kept = []
    for mention in mentions:
        curie = mention.link.curie if mention.link else ""
        if is_class(curie):
            around = [place for place in sentences if place[0] <= mention.start < place[1]]
            if curie in of_title or curie in _named_within(named, around):
                continue
        kept.append(mention)
    return kept


def _classes_of(mention: Mention, lexicon: Lexicon) -> frozenset[str]:
    parts = mention.link.curie.split("+") if mention.link else []
    return frozenset(parent for part in parts if part in lexicon for parent in lexicon.entry(part).parents)


def _named_within(named: Sequence[tuple[int, frozenset[str]]], sentences: Sequence[tuple[int, int]]) -> frozenset[str]:
    """Return the classes of the drugs that stand in the sentences."""
    return frozenset().union(*(classes for start, classes in named for first, end in sentences if first <= start < end))

"""Regimens: names that stand for several drugs given together ("FOLFOX", "R-CHOP"), found as one mention of them all.

The table is corpora/lexicon/regimens.tsv. A name that is something else as often (CHOP is a gene, ICE frozen water)
counts only beside a word such as "regimen", "chemotherapy" or "cycles of".
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from miner.lexicon.regimens import read_regimens
from miner.lexicon.scan import NameScanner
from miner.records import Link, Mention, MentionType

_WINDOW = 40
_WORD_AFTER = re.compile(
    r"(?:\s?\([^()]*\))?[\s-]*(?:like |based |containing |salvage |induction |consolidation |conditioning )?"
    r"(?:(?:poly|immuno)?chemotherapy|immunotherapy|therapy|regimens?|protocols?|cycles?|courses?|combination|"
    r"conditioning|consolidation|salvage|-like|-based|arm)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"-[A-Za-z]\b")
_WORD_BEFORE = re.compile(
    r"\b(?:cycles?|courses?|regimens?|chemotherapy|(?:treated|treatment|therapy|consolidation|salvage|induction)"
    r"(?: \w+)?) (?:of |with |by |using |\()?\s*$",
    re.IGNORECASE,
)


def find_regimens(text: str) -> Iterator[Mention]:
    """Yield the regimens that a text names, in order of place.

    Raises:
        LexiconError: regimens.tsv is missing or malformed.
    """
    for found in _scanner().find(text):
        name = text[found.start : found.end]
        before = text[max(0, found.start - _WINDOW) : found.start]
        if before.endswith("-") or _GOES_ON.match(text, found.end):
            continue
        if (
            read_regimens()[name].needs_word
            and not _WORD_AFTER.match(text, found.end)
            and not _WORD_BEFORE.search(before)
        ):
            continue
        link = Link(curie=found.curies[0], score=1.0, reason="name of a regimen")
        yield Mention(start=found.start, end=found.end, text=name, type=MentionType.DRUG, found_by="lexicon", link=link)


@lru_cache
def _scanner() -> NameScanner:
    names = ((name, regimen.drugs) for name, regimen in read_regimens().items())
    return NameScanner(names, is_case_sensitive=True)

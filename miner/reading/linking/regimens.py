"""Regimens: names that stand for several drugs given together ("FOLFOX", "R-CHOP"), found as one mention of them all.

The table is corpora/lexicon/regimens.tsv. A name that is something else as often (CHOP is a gene, ICE frozen water)
counts only beside a word such as "regimen", "chemotherapy" or "cycles of".
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from miner.lexicon.tables import read_table, table_place
from miner.records import Link, Mention, MentionType

_WINDOW = 40
_WORD_AFTER = re.compile(
    r"(?:\s?\([^()]*\))?[\s-]*(?:like |based |containing |salvage |induction |consolidation |conditioning )?"
    r"(?:(?:poly|immuno)?chemotherapy|immunotherapy|therapy|regimens?|protocols?|cycles?|courses?|combination|"
    r"conditioning|consolidation|salvage|-like|-based|arm)\b",
    re.IGNORECASE,
)
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
    pattern, table = _regimens()
    for found in pattern.finditer(text):
        curie, needs_word = table[found[0]]
        before = text[max(0, found.start() - _WINDOW) : found.start()]
        if needs_word and not _WORD_AFTER.match(text, found.end()) and not _WORD_BEFORE.search(before):
            continue
        link = Link(curie=curie, score=1.0, reason="name of a regimen")
        yield Mention(
            start=found.start(), end=found.end(), text=found[0], type=MentionType.DRUG, found_by="lexicon", link=link
        )


@lru_cache
def _regimens() -> tuple[re.Pattern[str], dict[str, tuple[str, bool]]]:
    """Return the pattern of all names, and of each its drugs and whether it needs a word beside it."""
    rows = read_table(table_place(None) / "regimens.tsv", ("name", "drugs", "needs_regimen_word"))
    table = {name: (drugs, needs == "1") for name, drugs, needs in rows}
    names = "|".join(sorted(map(re.escape, table), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{names})(?![\w]|-[A-Za-z]\b)"), table

"""Which drug names of an article mean a drug that somebody is given, and not a target, a measured substance or a part.

"Dopamine agonists", "serum testosterone" and "nitric oxide synthase" contain a drug's name and name no drug. The words
beside the name tell. A name whose own words say that it is given ("dopamine infusion", "testosterone therapy") stays.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from miner.lexicon.normalise import normalise
from miner.lexicon.tables import read_table, table_place
from miner.reading.linking.ambiguity import is_initials
from miner.records import Mention

_WINDOW = 70
"""Characters before and after a name that are looked at."""

_BETWEEN = (
    r"(?:(?:type |[a-z]?\d+[a-z]?|[ivx]{1,3}|alpha|beta|gamma|delta|[αβγδ]|like|releasing|converting|related|binding|"
    r"stimulating|dependent|sensitive|responsive|specific|re-?uptake|uptake|release|selective|absorption|synthesis|"
    r"partial|peptide-?\d?|tyrosine kinase)[\s-]*){0,3}"
)
"""Words that may stand between a name and what makes it a target: "histamine H2 receptor", "serotonin reuptake"."""

_NOT_ITSELF = (
    r"(?!(?:guided|directed|based|targeted|depriv|deplet|suppress|ablat|block|antagonis|agonis|inhibit|receptor|"
    r"sensitiv|sensiti[sz]|resistan|lowering|chelat|releas|stimulat|binding|reduc|restrict|control))"
)
"""What cannot stand between a name and "therapy" if it is the therapy: "testosterone suppression therapy"."""

_ANTI = re.compile(r"\banti[ -]?$", re.IGNORECASE)
"""What makes another drug of a name, whatever follows: "anti-histamine treatment"."""

_WAS_MEASURED = re.compile(
    r"(?: (?:in|of|from|for|during|among) [^.;:]{1,50}?)? "
    r"(?:(?:was|were|is|are) (?:\w+ ){0,2}?(?:measured|raised|elevated|"
    r"increased|decreased|reduced|low|lower|high|higher|normal|abnormal|determined|assessed|quantified|detected|"
    r"undetectable|unchanged|suppressed|released|secreted|produced|deficient|assayed|estimated)\b"
    r"(?! (?:by \d|to \d|dose))|"
    r"fell|rose|dropped|declined|normali[sz]ed|correlate[sd]?)\b",
    re.IGNORECASE,
)


def is_given(text: str, mention: Mention, names: Sequence[str] = ()) -> bool:
    """Return whether a drug's name means a drug that is given.

    What is said of the amount of a drug ("tacrolimus levels") is left to claims, unless body, food or surroundings
    contain the substance too ("cortisol levels").

    Args:
        text: the article's text.
        mention: a drug in it.
        names: the drug's other names, which tell whether a short form ("FPG", "GH") stands for a natural substance.
    """
    before, after = text[max(0, mention.start - _WINDOW) : mention.start], text[mention.end : mention.end + _WINDOW]
    if _ANTI.search(before) or _pattern("after", "given").match(after):
        return _ANTI.search(before) is None
    if _pattern("after", "target").match(after) or _pattern("after", "procedure").match(after):
        return False
    if _pattern("before", "target").search(before):
        return False
    natural = _natural_substances()
    words = map(normalise, (mention.text, *(names if is_initials(mention.text) else ())))
    needs_given_word = next((natural[word] for word in words if word in natural), None)
    if needs_given_word is None:
        return True
    if needs_given_word:
        return _pattern("before", "given").search(before) is not None
    is_amount = _pattern("after", "amount").match(after) or _pattern("before", "amount").search(before)
    return not is_amount and _WAS_MEASURED.match(after) is None


def has_given_word(before: str, after: str) -> bool:
    """Return whether the words right before or after a name say that it is given: "intravenous", "supplementation"."""
    return bool(_pattern("after", "given").match(after) or _pattern("before", "given").search(before))


@lru_cache
def _pattern(place: str, kind: str) -> re.Pattern[str]:
    """Return the pattern of the words of one kind, to match right after a name or to search right before it.

    Raises:
        LexiconError: words_beside_drugs.tsv is missing or malformed.
    """
    rows = read_table(table_place(None) / "words_beside_drugs.tsv", ("place", "kind", "words"))
    words = "|".join(found for row_place, row_kind, found in rows if (row_place, row_kind) == (place, kind))
    if place == "before":
        return re.compile(rf"\b(?:{words})[\s-]+$", re.IGNORECASE)
    between = {"given": rf"(?:{_NOT_ITSELF}\w+[\s-])?", "procedure": ""}.get(kind, _BETWEEN)
    return re.compile(rf"[\s-]*{between}(?:{words})\b", re.IGNORECASE)


@lru_cache
def _natural_substances() -> dict[str, bool]:
    """Return what also occurs in body, food or surroundings, so that it may be measured, by normalised name.

    The value says whether its bare name never means a treatment (silver, nitrogen, glucose).

    Raises:
        LexiconError: natural_substances.tsv is missing or malformed.
    """
    rows = read_table(table_place(None) / "natural_substances.tsv", ("name", "needs_given_word"))
    return {normalise(name): needs == "1" for name, needs in rows}

"""Which drug names of an article mean a drug that somebody is given, and not a target, a measured substance or a part.

"Dopamine agonists", "serum testosterone" and "nitric oxide synthase" contain a drug's name and name no drug. The words
beside the name tell. A name whose own words say that it is given ("dopamine infusion", "testosterone therapy") stays.
Mediators (histamine, angiotensin II) are given only where words near them in the sentence say so.
"""

import re
from collections.abc import Sequence
from enum import IntEnum
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
    r"partial|peptide-?\d?|tyrosine kinase|enzyme|auto|type-?\d|\(?[a-z]{0,2}\([a-z]?\d[\w/]{0,5}\)\)?|"
    r"\([a-z][\w -]{0,7}\))[\s-]*){0,3}"
)
"""Words that may stand between a name and what makes it a target: "histamine H2 receptor", "5-HT(1A) agonist"."""

_NOT_ITSELF = (
    r"(?!(?:guided|directed|based|targeted|depriv|deplet|suppress|ablat|block|antagonis|agonis|inhibit|receptor|"
    r"sensitiv|sensiti[sz]|resistan|lowering|chelat|releas|stimulat|binding|reduc|restrict|control)|"
    r"(?:after|and|before|by|despite|during|following|from|in|on|or|than|to|under|with|without)\b)"
)
"""What cannot stand between a name and "therapy" if it is the therapy: "testosterone suppression therapy"."""

_ANTI = re.compile(r"\banti[ -]?$", re.IGNORECASE)
_NO_WORD_BEHIND = frozenset({"", *".,;:)]?!%"})
"""Marks behind a name with which nothing begins that could follow it."""
_ANTI_LENGTH = 6  # characters before the name, at most
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


_IN_A_SAMPLE = re.compile(
    r"\b(?:serum|plasma|urinary|circulating|fasting|salivary|csf)(?: [\w-]+,?){1,4} (?:and|or) $", re.IGNORECASE
)
"""What is measured of several substances: "plasma homocysteine and folate"."""
_SENTENCE_END = re.compile(r"[.?!](?=\s+[A-Z(\[])|\n")
_FILLER = (
    r"(?!(?:had|has|have|was|were|is|are|be|did|does|not|show\w*|reduc\w+|increas\w+|decreas\w+|elevat\w+|lower\w*|"
    r"higher|rais\w+|fall|fell|rise|rose|that|which|whose|on|in|plasma|serum|urinary|inhibit\w*|block\w*|antagoni\w+|"
    r"releas\w+|mediat\w+|induc\w+|affect\w*|"
    r"modulat\w+|suggest\w*|indicat\w+|involv\w+|levels?)\b)[\w%.\N{MICRO SIGN}\N{GREEK SMALL LETTER MU}/+-]+"
)
"""A word between a word of administration and the name: "infusion of dobutamine or dopamine", and no finding."""


class Need(IntEnum):
    """What a natural substance needs to be one that is given.

    NOTHING: a bare name is a treatment unless it is measured. BESIDE: a word beside it (silver, nitrogen, glucose).
    NEAR: a word of administration near it in the sentence, for mediators (histamine, angiotensin II), of which articles
    say what they do far more often than that anybody got them.
    """

    NOTHING = 0
    BESIDE = 1
    NEAR = 2


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
    if "anti" in before[-_ANTI_LENGTH:].lower() and _ANTI.search(before, max(0, len(before) - _ANTI_LENGTH)):
        return False
    if after.lstrip(" -")[:1] not in _NO_WORD_BEHIND:
        if _pattern("after", "given").match(after):
            return True
        if _pattern("after", "target").match(after) or _pattern("after", "procedure").match(after):
            return False
    if _pattern("before", "target").search(before):
        return False
    natural = _natural_substances()
    words = map(normalise, (mention.text, *(names if is_initials(mention.text) else ())))
    need = max((natural[word] for word in words if word in natural), default=None)
    return need is None or _is_natural_given(need, before, after)


def _is_natural_given(need: Need, before: str, after: str) -> bool:
    """Return whether a natural substance is given, by the words before and after its name."""
    if need is Need.BESIDE:
        return _pattern("before", "given").search(before) is not None
    is_amount = _pattern("after", "amount").match(after) or _pattern("before", "amount").search(before)
    if is_amount or _IN_A_SAMPLE.search(before) is not None or _WAS_MEASURED.match(after) is not None:
        return False
    return need is Need.NOTHING or _is_administered(before, after)


def _is_administered(before: str, after: str) -> bool:
    """Return whether the words near a mediator's name say that it was given; those of another sentence do not count."""
    before, after = _SENTENCE_END.split(before)[-1], _SENTENCE_END.split(after)[0]
    words_before = (_pattern("before", kind).search(before) for kind in ("given", "administered"))
    return any(words_before) or _pattern("after", "administered").match(after) is not None


def is_natural(names: Sequence[str]) -> bool:
    """Return whether one of a substance's names is that of something that body, food or surroundings contain."""
    return not _natural_substances().keys().isdisjoint(map(normalise, names))


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
    if kind == "administered":
        return _administered(place, words)
    if place == "before":
        return re.compile(rf"\b(?:{words})[\s-]+$", re.IGNORECASE)
    between = {"given": rf"(?:{_NOT_ITSELF}\w+[\s-])?", "procedure": ""}.get(kind, _BETWEEN)
    return re.compile(rf"[\s-]*{between}(?:{words})\b", re.IGNORECASE)


def _administered(place: str, words: str) -> re.Pattern[str]:
    """Return a pattern with up to four more words between the words and the name, none of which says a finding."""
    if place == "before":
        return re.compile(rf"(?<![\w-])(?:{words})[\s,(/]+(?:{_FILLER}[\s,(/]+){{0,4}}$", re.IGNORECASE)
    return re.compile(rf"(?: \([^()]{{0,30}}\))?[\s(,-]+(?:{words})", re.IGNORECASE)


@lru_cache
def _natural_substances() -> dict[str, Need]:
    """Return what also occurs in body, food or surroundings, by normalised name, and what it needs to be given.

    Raises:
        LexiconError: natural_substances.tsv is missing or malformed.
    """
    rows = read_table(table_place(None) / "natural_substances.tsv", ("name", "needs_given_word"))
    return {normalise(name): Need(int(needs)) for name, needs in rows}

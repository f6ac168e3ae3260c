"""What the wordings say of a study's design: the rules apart, without classifier and without MEDLINE's record.

The title speaks first, since it names the study itself; then the abstract, by wordings that authors use for their own
study ("randomised trials have shown" and "a review of the literature" are not among them).
"""

import re
from itertools import pairwise
from typing import NamedTuple

from miner.reading.claims.prefilter import Prefilter
from miner.reading.designs.wordings import (
    ABSTRACT_RULES,
    ANIMAL_STATES,
    ANIMAL_WORDS,
    ANIMALS_USED,
    GIVEN_WORDS,
    INTERVENED,
    LOOKED_BACK,
    NO_ANIMALS,
    OF_MODELS,
    ONE_OF_MODELS,
    OTHERS_RANDOM,
    OWN_RANDOM_HINTS,
    PEOPLE_STUDIED,
    RANDOM_HINTS,
    TITLE_RULES,
)
from miner.reading.notices import says_notice
from miner.records import Article, Design

_TITLE_RULES = tuple((design, re.compile(pattern)) for design, pattern in TITLE_RULES)
_ABSTRACT_RULES = tuple((design, re.compile(pattern)) for design, pattern in ABSTRACT_RULES)
_TITLE_PREFILTER = Prefilter([pattern for _, pattern in _TITLE_RULES])
_FIRST_OF_A_STUDY = next(number for number, (design, _) in enumerate(_ABSTRACT_RULES) if design is Design.RANDOMISED)
_ABSTRACT_PREFILTER = Prefilter([pattern for _, pattern in _ABSTRACT_RULES])
_OTHERS_PREFILTER = Prefilter([OTHERS_RANDOM])
_WHOLE_TITLE = frozenset({Design.SYSTEMATIC_REVIEW, Design.GUIDELINE, Design.REVIEW, Design.PROTOCOL, Design.ECONOMIC})
"""Designs whose titles may name the trials of others: they see the title as it is printed."""
_SHARPER = {
    Design.OBSERVATIONAL: frozenset({Design.RANDOMISED}),
    Design.PHASE_1: frozenset({Design.RANDOMISED}),
    Design.PHASE_2: frozenset({Design.RANDOMISED}),
    Design.PHASE_3: frozenset({Design.RANDOMISED}),
    Design.SINGLE_ARM: frozenset({Design.RANDOMISED, Design.PHASE_1, Design.PHASE_2, Design.PHASE_3}),
}
"""What the abstract may make of the title's design: titles say "phase II" of randomised trials too."""


class Words(NamedTuple):
    """The words of title and abstract in lower case, without marks; numbers and parts of compounds are words."""

    title: list[str]
    abstract: list[str]

    @property
    def has_animals(self) -> bool:
        """Whether any word may name an animal."""
        return not (ANIMAL_WORDS.isdisjoint(self.abstract) and ANIMAL_WORDS.isdisjoint(self.title))


def words_of(title: str, abstract: str) -> Words:
    """Return the words of a title and an abstract that are in lower case."""
    return Words(
        *(text.encode("ascii", "replace").translate(_WORD_MARKS).decode().split() for text in (title, abstract))
    )


_WORD_MARKS = bytes(code if chr(code).isascii() and chr(code).isalnum() else ord(" ") for code in range(256))
"""A table that makes each mark a space: several times as fast as an expression for words."""


class Found(NamedTuple):
    """A design and the words that say so."""

    design: Design
    words: str


class Findings(NamedTuple):
    """What the rules make of one text: the title's design, all designs of the abstract in order, and what they settle.

    `words` are those of the text without what it says of other studies' designs. `is_other_randomised` is whether
    randomisation is named, and only that of others; `intervention` the words that say that a treatment was given.
    """

    title: Found | None
    abstract: tuple[Found, ...]
    settled: Found
    words: Words
    is_other_randomised: bool
    intervention: str = ""


_NOTHING = Found(Design.UNKNOWN, "")


def own_words(lowered: str, *, has_animals: bool) -> str:
    """Return a text in lower case without what it says of other studies' designs."""
    if _has_any(RANDOM_HINTS, lowered):
        sentences = lowered.split(". ")  # the patterns stay within a sentence, and most sentences name no allocation
        lowered = ". ".join(_own_allocation(each) if _has_any(RANDOM_HINTS, each) else each for each in sentences)
    return NO_ANIMALS.sub(" ", lowered) if has_animals else lowered


def _has_any(hints: tuple[str, ...], text: str) -> bool:
    return any(hint in text for hint in hints)


def _own_allocation(sentence: str) -> str:
    if not _OTHERS_PREFILTER.finds(sentence, 0, len(sentence)):
        return sentence
    return OTHERS_RANDOM.sub(lambda found: found["own"] or " ", sentence)


def apply_rules(article: Article) -> Findings:
    """Return what the rules find in an article's title and abstract."""
    split = len(article.title) or _end_of_first_sentence(article.text)
    lowered = article.text.lower().replace("\u2010", "-").replace("\u2011", "-")
    title, abstract = lowered[:split], lowered[split:]
    words = words_of(title, abstract)
    has_animals = words.has_animals
    own_title, own_abstract = (own_words(text, has_animals=has_animals) for text in (title, abstract))
    if len(own_title) + len(own_abstract) < len(lowered):
        words = words_of(own_title, own_abstract)
        has_animals = has_animals and words.has_animals
    in_title = _in_title(article.text[:split], title, own_title)
    in_abstract = _in_abstract(own_abstract, words.abstract if has_animals else [])
    return Findings(
        title=in_title,
        abstract=in_abstract,
        settled=_settle(in_title, in_abstract),
        words=words,
        is_other_randomised="andomi" in lowered and "andomi" not in own_title and "andomi" not in own_abstract,
        intervention=_intervention(own_abstract, words),
    )


def _intervention(abstract: str, words: Words) -> str:
    """Return the words by which an abstract says that its study gave a treatment, "" if it does not."""
    looks_back = any(not LOOKED_BACK.isdisjoint(zone) for zone in words)
    if looks_back or GIVEN_WORDS.isdisjoint(words.abstract):
        return ""
    match = INTERVENED.search(abstract)
    return _words(match) if match else ""


def _end_of_first_sentence(text: str) -> int:
    """Return where the first sentence ends: some sources print the title as the start of an abstract without one."""
    end = text.find(". ", 0, TITLE_MAX)
    return end + 1 if end > 0 else 0


TITLE_MAX = 250
"""Characters of a first sentence that may be a title."""


def _in_title(title: str, lowered: str, own: str) -> Found | None:
    if says_notice(title):
        return Found(Design.NOTICE, title[:60])
    for number in _TITLE_PREFILTER.candidates(lowered):
        design, pattern = _TITLE_RULES[number]
        if match := pattern.search(lowered if design in _WHOLE_TITLE else own):
            return Found(design, _words(match))
    return None


def _in_abstract(own: str, words: list[str]) -> tuple[Found, ...]:
    """Return what the abstract's rules find; `words` are its words if any of them names an animal.

    Animals come after what is no single study and before any trial.
    """
    found: dict[Design, Found] = {}
    animals = _animals_in(own, words) if words else ""
    is_random = _has_any(OWN_RANDOM_HINTS, own)
    scan = _ABSTRACT_PREFILTER.scan(own)
    for number in scan.candidates():
        design, _ = _ABSTRACT_RULES[number]
        if animals and number >= _FIRST_OF_A_STUDY:
            found[Design.ANIMAL] = Found(Design.ANIMAL, animals)
            animals = ""
        if design in found or (design is Design.RANDOMISED and not is_random):
            continue
        if match := scan.search(number):
            found[design] = Found(design, _words(match))
    if animals:
        found[Design.ANIMAL] = Found(Design.ANIMAL, animals)
    return tuple(found.values())


def _animals_in(own: str, words: list[str]) -> str:
    """Return the words by which an abstract says that animals were studied, "" if it does not."""
    places = [place for place, word in enumerate(words) if word in ANIMAL_WORDS]
    used = next((place for place in places if _are_used(words, place)), None)
    if (used is None and len(places) < ANIMALS_MIN) or PEOPLE_STUDIED.search(own):
        return ""
    if used is not None:
        return " ".join(words[max(0, used - 1) : used + 2])
    return ", ".join(dict.fromkeys(words[place] for place in places))[:WORDS_MAX]


def _are_used(words: list[str], place: int) -> bool:
    """Return whether the words beside an animal's name say that the study used it."""
    before = words[max(0, place - 6) : place]
    after = words[place + 1] if place + 1 < len(words) else ""
    if after in {"model", "models"}:
        return any(one in OF_MODELS and two in ONE_OF_MODELS for one, two in pairwise(before))
    return after in ANIMALS_USED or not ANIMAL_STATES.isdisjoint(before[-2:])


ANIMALS_MIN = 3
"""Words for animals in an abstract without people from which on animals are what it is about."""


def _settle(title: Found | None, abstract: tuple[Found, ...]) -> Found:
    if title is None:
        return abstract[0] if abstract else _NOTHING
    sharper = _SHARPER.get(title.design, frozenset())
    return next((found for found in abstract if found.design in sharper), title)


def _words(match: re.Match[str]) -> str:
    """Return the matched words; of a match that spans sentences its end, which is what it looked for."""
    words = " ".join(match[0].split()).strip(" .,:;")
    return words if len(words) <= WORDS_MAX else "..." + words[-WORDS_MAX:].partition(" ")[2]


WORDS_MAX = 80
"""Characters of a reason that are kept."""

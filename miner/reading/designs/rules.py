"""What the wordings say of a study's design: the rules apart, without classifier and without MEDLINE's record.

The title speaks first, since it names the study itself; then the abstract, by wordings that authors use for their own
study ("randomised trials have shown" and "a review of the literature" are not among them).
"""

import re
from typing import NamedTuple

from miner.reading.claims.prefilter import Prefilter
from miner.reading.designs.wordings import (
    ABSTRACT_RULES,
    ANIMAL_WORDS,
    NO_ANIMALS,
    OTHERS_RANDOM,
    RANDOM_HINTS,
    TITLE_RULES,
)
from miner.reading.notices import says_notice
from miner.records import Article, Design

_TITLE_RULES = tuple((design, re.compile(pattern)) for design, pattern in TITLE_RULES)
_ABSTRACT_RULES = tuple((design, re.compile(pattern)) for design, pattern in ABSTRACT_RULES)
_TITLE_PREFILTER = Prefilter([pattern for _, pattern in _TITLE_RULES])
_ABSTRACT_PREFILTER = Prefilter([pattern for _, pattern in _ABSTRACT_RULES])
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
    return Words(_WORD.findall(title), _WORD.findall(abstract))


_WORD = re.compile(r"[a-z]+|\d+")


class Found(NamedTuple):
    """A design and the words that say so."""

    design: Design
    words: str


class Findings(NamedTuple):
    """What the rules make of one text: the title's design, all designs of the abstract in order, and what they settle.

    `words` are those of the text without what it says of other studies' designs. `is_other_randomised` is whether randomisation is named, and only that of others.
    """

    title: Found | None
    abstract: tuple[Found, ...]
    settled: Found
    words: Words
    is_other_randomised: bool


_NOTHING = Found(Design.UNKNOWN, "")


def own_words(lowered: str, *, has_animals: bool) -> str:
    """Return a text in lower case without what it says of other studies' designs."""
    if any(hint in lowered for hint in RANDOM_HINTS):
        lowered = OTHERS_RANDOM.sub(lambda found: found["own"] or " ", lowered)
    return NO_ANIMALS.sub(" ", lowered) if has_animals else lowered


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
    in_abstract = _in_abstract(own_abstract, has_animals=has_animals)
    return Findings(
        title=in_title,
        abstract=in_abstract,
        settled=_settle(in_title, in_abstract),
        words=words,
        is_other_randomised="andomi" in lowered and "andomi" not in own_title and "andomi" not in own_abstract,
    )


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


def _in_abstract(own: str, *, has_animals: bool) -> tuple[Found, ...]:
    found: dict[Design, Found] = {}
    for number in _ABSTRACT_PREFILTER.candidates(own):
        design, pattern = _ABSTRACT_RULES[number]
        if design is Design.ANIMAL and not has_animals:
            continue
        if design not in found and (match := pattern.search(own)):
            found[design] = Found(design, _words(match))
    return tuple(found.values())


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

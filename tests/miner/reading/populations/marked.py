"""Sentences with marks as an article: <drug>, [disease] and {biomarker}; identifiers are made of the words."""

import re

from miner.reading.populations.finder import find_traits
from miner.records import Article, Design, Link, Mention, MentionType, Section, Trait

_MARK = re.compile(r"<(?P<drug>[^>]+)>|\[(?P<disease>[^\]]+)\]|\{(?P<biomarker>[^}]+)\}")
_PREFIX = {"drug": "DRUGBANK:", "disease": "MONDO:", "biomarker": "HGNC:"}
_ENDINGS = {"blocker": "CLASS:", "inhibitor": "CLASS:", "maleate": "MESH:"}
Read = tuple[Article, list[tuple[int, int]], list[Mention]]


def read(title: str, *sentences: str, categories: tuple[str, ...] = ()) -> Read:
    """The article of a title and sentences, with the sentences and the marked mentions. `categories` name sections."""
    text, places, mentions = "", [], []
    for marked in (title, *sentences):
        start = len(text)
        done = 0
        for mark in _MARK.finditer(marked):
            text += marked[done : mark.start()]
            kind, name = next((kind, name) for kind, name in mark.groupdict().items() if name)
            prefix = next((other for words, other in _ENDINGS.items() if name.endswith(words)), _PREFIX[kind])
            link = Link(curie=prefix + name.lower(), score=1.0, reason="marked")
            mentions.append(
                Mention(
                    start=len(text),
                    end=len(text) + len(name),
                    text=name,
                    type=MentionType(kind),
                    found_by="lexicon",
                    link=link,
                )
            )
            text += name
            done = mark.end()
        text += marked[done:]
        places.append((start, len(text)))
        text += "\n" if len(places) == 1 or categories else " "
    text = text.rstrip()
    sections = [Section(start=0, end=places[0][1], category="TITLE")]
    if categories:
        sections += [
            Section(start=start, end=end, category=category)
            for (start, end), category in zip(places[1:], categories, strict=True)
        ]
    elif len(places) > 1:
        sections.append(Section(start=places[1][0], end=len(text)))
    return Article(pmid=1, text=text, sections=tuple(sections)), places, mentions


def traits_of(*sentences: str, title: str = "A trial.", design: Design = Design.RANDOMISED) -> tuple[Trait, ...]:
    """The traits of marked sentences below a title."""
    return find_traits(*read(title, *sentences), design)


def values(kind: str, *sentences: str, title: str = "A trial.", design: Design = Design.RANDOMISED) -> set[str]:
    """The values of one kind that marked sentences state."""
    return {trait.value for trait in traits_of(*sentences, title=title, design=design) if trait.kind == kind}

"""Articles from marked sentences, for tests of claims: <drug>, <<other>>, [disease], [[other]], {biomarker}."""

import re

from miner.reading.claims.claims import judge
from miner.reading.claims.features import Judged
from miner.records import Article, Link, Mention, MentionType, Section

MARK = re.compile(r"<<(?P<d2>[^>]+)>>|<(?P<d1>[^>]+)>|\[\[(?P<x2>[^]]+)\]\]|\[(?P<x1>[^]]+)\]|\{(?P<b>[^}]+)\}")
MARKED_TYPES = {"d": MentionType.DRUG, "x": MentionType.DISEASE, "b": MentionType.BIOMARKER}


def read_marked(marked: str, offset: int = 0) -> tuple[str, list[Mention]]:
    """Text and mentions of a marked sentence; the link is the word itself."""
    text, mentions, at = "", [], 0
    for found in MARK.finditer(marked):
        text += marked[at : found.start()]
        kind = str(found.lastgroup)
        name = found[kind]
        start = offset + len(text)
        text += name
        mentions.append(
            Mention(
                start=start,
                end=offset + len(text),
                text=name,
                type=MARKED_TYPES[kind[0]],
                found_by="lexicon",
                link=Link(curie=name, score=1.0, reason="marked"),
            )
        )
        at = found.end()
    return text + marked[at:], mentions


def judged_of(*parts: tuple[str, str]) -> tuple[Article, list[Judged]]:
    """An article given as (category, marked sentence) parts, one sentence a section, and its candidates."""
    text, mentions, sections = "", [], []
    for category, marked in parts:
        offset = len(text) + bool(text)
        sentence, found = read_marked(marked, offset)
        text = f"{text}\n{sentence}" if text else sentence
        sections.append(Section(start=offset, end=len(text), category=category))
        mentions += found
    article = Article(pmid=1, text=text, sections=tuple(sections))
    return article, judge(article, [(s.start, s.end) for s in sections], mentions)

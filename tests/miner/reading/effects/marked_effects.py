"""Effects of marked sentences: <drug>, <<other>>, [disease], {biomarker}, {{another biomarker}}."""

import re
from dataclasses import replace

from miner.reading.effects.effects import find_biomarker_effects
from miner.records import Article, BiomarkerEffect, Section
from tests.miner.reading.claims.marked import read_marked

_OTHER = re.compile(r"\{\{([^}]+)\}\}")


def effects_of(*parts: tuple[str, str]) -> tuple[BiomarkerEffect, ...]:
    """Effects of an article given as (category, marked sentence) parts, one sentence a section.

    The identifier of a biomarker is its words as those of a gene: "KRAS mutation" is "HGNC:KRAS mutation"; words that
    begin in lower case, or have a sign, are those of a signature.
    """
    text, mentions, sections = "", [], []
    for category, marked in parts:
        offset = len(text) + bool(text)
        sentence, found = read_marked(_OTHER.sub(r"{\1}", marked), offset)
        text = f"{text}\n{sentence}" if text else sentence
        sections.append(Section(start=offset, end=len(text), category=category))
        mentions += [_as_gene(mention) if mention.type == "biomarker" else mention for mention in found]
    article = Article(pmid=1, text=text, sections=tuple(sections))
    return find_biomarker_effects(article, [(s.start, s.end) for s in sections], mentions)


def _as_gene(mention):  # noqa: ANN001, ANN202
    kind = "SIGNATURE" if "-positive" in mention.text or "-negative" in mention.text else "HGNC"
    return replace(mention, link=replace(mention.link, curie=f"{kind}:{mention.text}"))


def directions(marked: str, category: str = "RESULTS") -> dict[tuple[str, str], str]:
    """The direction by drugs and biomarker, each as written."""
    return {
        ("+".join(effect.drugs), effect.biomarker.partition(":")[2]): effect.direction.value
        for effect in effects_of((category, marked))
    }

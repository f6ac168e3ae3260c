"""Makes articles of invented text for the tests of this room, without a model: sentences end at a stop."""

import re

from miner.reading.outcomes.outcomes import find_outcomes
from miner.records import Article, Mention, MentionType, Section
from miner.records.studies import Outcome

DRUGS = ("drugamab", "fluxetide", "rituximab")
"""Names that count as mentions of drugs."""


def article_of(abstract: str, title: str = "A trial of two drugs in gout", label: str = "") -> Article:
    """Return an article whose abstract is one section; a section with a label has its category as well."""
    text = f"{title}\n{abstract}"
    sections = (
        Section(start=0, end=len(title), category="TITLE"),
        Section(start=len(title) + 1, end=len(text), label=label, category=label),
    )
    return Article(pmid=1, text=text, sections=sections)


def sentences_of(article: Article) -> list[tuple[int, int]]:
    """Return the title and the sentences of the abstract as (start, end)."""
    start = article.sections[1].start
    ends = [match.start() + 1 for match in re.finditer(r"\.(?= [A-Z])", article.text) if match.start() > start]
    bounds = [start, *(end + 1 for end in ends)]
    return [(0, start - 1), *zip(bounds, [*ends, len(article.text)], strict=True)]


def mentions_of(article: Article) -> list[Mention]:
    """Return the drugs of `DRUGS` that the text names."""
    return [
        Mention(start=m.start(), end=m.end(), text=m[0], type=MentionType.DRUG, found_by="lexicon")
        for m in re.finditer("|".join(DRUGS), article.text, re.IGNORECASE)
    ]


def outcomes_of(
    abstract: str, title: str = "A trial of two drugs in gout", label: str = "RESULTS"
) -> tuple[Outcome, ...]:
    """Return the outcomes of an abstract; each must have a span that contains its number."""
    article = article_of(abstract, title, label)
    found = find_outcomes(article, sentences_of(article), mentions_of(article))
    for outcome in found:
        assert article.text[outcome.start : outcome.end].strip() == article.text[outcome.start : outcome.end] != ""
    return found


def shown(
    abstract: str, *, label: str = "RESULTS", title: str = "A trial of two drugs in gout"
) -> list[tuple[str, float, str]]:
    """Return kind, value and arm of each outcome of an abstract."""
    return [(str(o.kind), o.value, o.arm) for o in outcomes_of(abstract, title, label)]

"""Narrow a general disease name to the specific disease that it means in its article, for claims only.

The mention itself keeps the link of its own words: a mention records what is named, as annotators mark it, and a claim
records what was treated.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from miner.lexicon.generality import FORM_DESCENDANTS_MAX, is_too_general
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.normalise import normalise
from miner.records import Link, Mention, MentionType


def narrow_links(text: str, mentions: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """Return the mentions, general disease names with the link of the specific disease that the article means by them.

    "hemangioma" in an article whose title names infantile hemangioma means that kind: a mention takes the link of the
    only descendant of its disease that the article names with the same last words, unless the words before them are
    mere detail ("acute"). It stays general if the article names two kinds, if the title does not name the kind or
    names the general disease too, and if the disease has too many kinds ("tumour"). The corpora annotate the word and
    not the meaning, so they cannot judge this step; it changed 30 of their 9,294 disease mentions in the training
    parts.
    """
    title_end = text.find("\n") if "\n" in text else len(text)
    specific: dict[str, set[str]] = {}
    diseases = [m for m in mentions if m.link and m.type is MentionType.DISEASE]
    named = {(normalise(m.text), m.link.curie) for m in diseases if m.link}
    in_title = {m.link.curie for m in diseases if m.link and m.end <= title_end}
    for name, curie in named:
        for longer, other in named:
            is_kind = (
                longer.endswith(f" {name}") and not longer.startswith(_COURSES) and curie in lexicon.ancestors(other)
            )
            if is_kind and not is_too_general(lexicon, curie, FORM_DESCENDANTS_MAX):
                specific.setdefault(curie, set()).add(other)
    return [_narrow(mention, specific, in_title) for mention in mentions]


_COURSES = ("acute ", "chronic ", "severe ", "mild ", "recurrent ", "advanced ", "metastatic ")


def _narrow(mention: Mention, specific: Mapping[str, set[str]], in_title: set[str]) -> Mention:
    if mention.link is None or mention.type is not MentionType.DISEASE or mention.found_by == "abbreviation":
        return mention
    others = specific.get(mention.link.curie, set())
    if len(others) != 1 or mention.link.curie in in_title or not others <= in_title:
        return mention
    reason = f"{mention.link.reason}; the one kind of {mention.text} that the article names"
    return replace(mention, link=Link(curie=min(others), score=round(mention.link.score * 0.6, 3), reason=reason))

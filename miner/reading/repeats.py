"""A pipeline component: what is a mention once in a text is one wherever the text says it again.

The network judges each occurrence by the few words around it and misses some. One label for one name in one text
lifts F1 from .831 to .840 on BC5CDR's development part and from .793 to .801 on BioRED's.
"""

from collections import Counter, defaultdict

from spacy.language import Language
from spacy.tokens import Doc, Span

Name = tuple[str, ...]

_MIN_CHARACTERS = 3
_MIN_FOLDED = 6
"""Shorter words keep their case: "ALL" is a leukaemia and "all" is not."""


@Language.component("repeated_mentions")
def mark_repeats(doc: Doc) -> Doc:
    """Adds the unmarked repeats of the mentions in `doc.ents`, and the short forms of those spelt out.

    Follows "abbreviations". A name with several labels repeats as its most frequent one; the longest
    name wins; no mention that is there already changes.
    """
    words = [_fold(token.text) for token in doc]
    names = _collect_names(doc, words)
    by_first_word: dict[str, list[Name]] = defaultdict(list)
    for name in sorted(names, key=len, reverse=True):
        by_first_word[name[0]].append(name)
    taken = {position for entity in doc.ents for position in range(entity.start, entity.end)}
    added: list[Span] = []
    for start, word in enumerate(words):
        for name in by_first_word.get(word, ()):
            span = range(start, start + len(name))
            if tuple(words[start : span.stop]) == name and taken.isdisjoint(span):
                added.append(Span(doc, start, span.stop, label=names[name].most_common(1)[0][0]))
                taken.update(span)
                break
    if added:
        doc.set_ents([*doc.ents, *added])
    return doc


def _collect_names(doc: Doc, words: list[str]) -> dict[Name, Counter[str]]:
    """Returns the folded words of each name in the text with how often it has which label."""
    names: dict[Name, Counter[str]] = defaultdict(Counter)
    label_by_end = {entity.end: (entity.start, entity.label_) for entity in doc.ents}
    for entity in doc.ents:
        if len(entity.text) >= _MIN_CHARACTERS:
            names[tuple(words[entity.start : entity.end])][entity.label_] += 1
    for short in doc._.abbreviations:
        long = short._.long_form
        start, label = label_by_end.get(long.end, (-1, ""))
        if start >= long.start:
            names[tuple(words[short.start : short.end])][label] += 1
    return names


def _fold(word: str) -> str:
    return word.lower() if len(word) >= _MIN_FOLDED else word

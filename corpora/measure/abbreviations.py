"""A silver-standard measure of abbreviations, because none of the corpora annotates them.

Where annotators marked "long form (SHORT" as two adjoining mentions of one identifier, the text defines an
abbreviation. These pairs are mostly correct and far from complete; they show how well the detector does on drugs and
diseases, the abbreviations that matter here.
"""

from collections.abc import Sequence

from corpora.measure.scores import Counts, compare, total
from corpora.measure.spans import label_of
from corpora.readers import GoldDocument, GoldMention

Pair = tuple[str, int, int]
"""A short form and the span of its long form: text, start, end."""


def silver_pairs(document: GoldDocument) -> set[Pair]:
    """Return the short forms that follow, in brackets, a longer mention of the same type and identifier."""
    ends = {mention.end: mention for mention in document.mentions if _is_identified(mention)}
    pairs: set[Pair] = set()
    for short in document.mentions:
        long = ends.get(short.start - 2)
        if (
            long is not None
            and document.text[short.start - 2 : short.start] == " ("
            and document.text[short.end : short.end + 1] in {")", ";", ","}
            and len(short.text) < len(long.text)
            and (label_of(short.type), short.identifier) == (label_of(long.type), long.identifier)
        ):
            pairs.add((short.text, long.start, long.end))
    return pairs


def _is_identified(mention: GoldMention) -> bool:
    return label_of(mention.type) is not None and mention.identifier not in {"", "-", "-1"}


def count_pairs(documents: Sequence[GoldDocument], detected: Sequence[set[Pair]]) -> Counts:
    """Return how detected pairs compare with the silver ones; pairs whose short form is no gold mention do not count.

    A detected pair without a silver counterpart is spurious if its short form is part of a silver pair (so the bounds
    of the long form differ) or if its long form is exactly a gold mention with another identifier.
    """
    counts = []
    for document, pairs in zip(documents, detected, strict=True):
        silver = silver_pairs(document)
        shorts = {short for short, _, _ in silver}
        identifiers = {mention.text: mention.identifier for mention in document.mentions}
        at = {(mention.start, mention.end): mention.identifier for mention in document.mentions}
        judged = {
            (short, start, end)
            for short, start, end in pairs
            if short in shorts
            or (short in identifiers and at.get((start, end), identifiers[short]) != identifiers[short])
        }
        counts.append(compare(silver, judged))
    return total(counts)


def short_mentions(document: GoldDocument) -> set[tuple[int, int]]:
    """Return [start, end) of each gold mention spelt like the short form of a silver pair, its definition included."""
    shorts = {short for short, _, _ in silver_pairs(document)}
    return {(mention.start, mention.end) for mention in document.mentions if mention.text in shorts}

"""Nested biomarkers: genes and variants inside an expression, and expressions inside the name of a disease."""

from collections.abc import Sequence

from miner.records import Mention, MentionType


def split_off_parts(spans: Sequence[Mention], expressions: Sequence[Mention]) -> tuple[list[Mention], list[Mention]]:
    """Return the mentions outside biomarker expressions, and those that are part of one ("HER2" in "HER2-positive").

    Only biomarkers count as parts; other types are always in the first list. A biomarker that overlaps an expression
    but is no proper part of it (same bounds, or beyond them) is in neither list: the expression replaces it.
    """
    taken = [(one.start, one.end) for one in expressions if _has_state(one)]
    free: list[Mention] = []
    parts: list[Mention] = []
    for span in spans:
        if span.type is not MentionType.BIOMARKER:
            free.append(span)
            continue
        over = [place for place in taken if span.start < place[1] and place[0] < span.end]
        if not over:
            free.append(span)
        elif any(
            start <= span.start and span.end <= end and (start, end) != (span.start, span.end) for start, end in over
        ):
            parts.append(span)
    return free, parts


def with_nested(mentions: Sequence[Mention], expressions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions in text order, with the expressions added that lie inside the name of a longer disease.

    "HER2-positive breast cancer" keeps its whole name as a disease, and a claim about it still has the biomarker
    "HER2-positive". Such expressions and the parts of expressions are the only mentions that overlap others.
    """
    diseases = [mention for mention in mentions if mention.type is MentionType.DISEASE]
    nested = [
        one
        for one in expressions
        if _has_state(one)
        and any(place.start <= one.start and one.end <= place.end and place.text != one.text for place in diseases)
    ]
    if not nested:  # most texts: no duplicates are possible, and hashing the mentions would take .02 ms
        return tuple(sorted(mentions, key=lambda mention: (mention.start, -mention.end)))
    return tuple(sorted({*mentions, *nested}, key=lambda mention: (mention.start, -mention.end)))


def _has_state(mention: Mention) -> bool:
    return mention.link is not None and (" " in mention.link.curie or mention.link.curie.startswith("SIGNATURE:"))

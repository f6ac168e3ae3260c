"""Biomarkers inside other mentions: the parts of an expression, and the expression inside the name of a disease."""

from collections.abc import Sequence

from miner.records import Mention, MentionType


def part_by_expressions(
    spans: Sequence[Mention], expressions: Sequence[Mention]
) -> tuple[list[Mention], list[Mention]]:
    """The mentions that no expression takes up, and those that are one's parts: "HER2" in "HER2-positive".

    Only biomarkers are taken up. A span with the very bounds of an expression, or beyond them, is neither.
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
    """The mentions with the expressions that stand inside a longer disease, such as "HER2-positive breast cancer".

    They and the parts of expressions are the only mentions that overlap: the disease keeps its name, and a claim
    about it its biomarker.
    """
    diseases = [mention for mention in mentions if mention.type is MentionType.DISEASE]
    nested = [
        one
        for one in expressions
        if _has_state(one)
        and any(place.start <= one.start and one.end <= place.end and place.text != one.text for place in diseases)
    ]
    if not nested:  # as in most texts: then nothing stands in the list twice, and hashing mentions takes .02 ms
        return tuple(sorted(mentions, key=lambda mention: (mention.start, -mention.end)))
    return tuple(sorted({*mentions, *nested}, key=lambda mention: (mention.start, -mention.end)))


def _has_state(mention: Mention) -> bool:
    return mention.link is not None and (" " in mention.link.curie or mention.link.curie.startswith("SIGNATURE:"))

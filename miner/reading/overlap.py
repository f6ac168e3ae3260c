"""Removal of overlapping mentions by preference."""

from collections.abc import Iterable, Sequence

from miner.records import Mention, MentionType


def drop_overlapping(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions that overlap no kept one before them, in input order, the preferred first. Linear time."""
    covered = bytearray(max((mention.end for mention in mentions), default=0))
    kept: list[Mention] = []
    for mention in mentions:
        if covered.find(1, mention.start, mention.end) < 0:
            covered[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
            kept.append(mention)
    return kept


def overlay(found: Iterable[Mention], extra: Iterable[Mention]) -> list[Mention]:
    """Return mentions and those that take their place, in text order.

    One of `extra` stays unless a linked mention that is longer overlaps it ("insulin glargine" hides "insulin"), and
    hides what overlaps it otherwise; genes may lie in it ("TNF inhibitors").
    """
    kept = list(found)
    for new in extra:
        overlapping = [
            one for one in kept if one.start < new.end and new.start < one.end and one.type is not MentionType.BIOMARKER
        ]
        if all(one.link is None or one.end - one.start <= new.end - new.start for one in overlapping):
            kept = [*(one for one in kept if one not in overlapping), new]
    return sorted(kept, key=lambda one: one.start)

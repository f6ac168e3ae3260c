"""Removal of overlapping mentions by preference."""

from collections.abc import Sequence

from miner.records import Mention


def drop_overlapping(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions that overlap no kept one before them, in input order, the preferred first. Linear time."""
    covered = bytearray(max((mention.end for mention in mentions), default=0))
    kept: list[Mention] = []
    for mention in mentions:
        if covered.find(1, mention.start, mention.end) < 0:
            covered[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
            kept.append(mention)
    return kept

"""Of mentions that overlap, the preferred one stays."""

from collections.abc import Sequence

from miner.records import Mention


def drop_overlapping(mentions: Sequence[Mention]) -> list[Mention]:
    """Returns those that overlap none before them, in the order given: the preferred first; linear in the text."""
    covered = bytearray(max((mention.end for mention in mentions), default=0))
    kept: list[Mention] = []
    for mention in mentions:
        if covered.find(1, mention.start, mention.end) < 0:
            covered[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
            kept.append(mention)
    return kept

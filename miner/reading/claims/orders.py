"""Pre-filter for cue patterns: skip those whose order of DRUG and DISEASE cannot match the sentence.

Half of the patterns whose words occur fail on order alone: nearly every pattern requires the drug before the disease or
the disease before the drug, and half of them allow no other mention in between. A sentence with one drug and one
disease has them in one order.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from miner.reading.claims.cues import expand

_ROLE = re.compile(r"\b((?:OTHER)?(?:DRUG|DISEASE))\b")
_CAPITALS = re.compile(r"[A-Z](?<!\w.)[A-Z]+(?!\w)")  # exactly the roles of a masked sentence
_PAIRS = (("DRUG", "DISEASE"), ("DISEASE", "DRUG"))
_BESIDE = "DRUG DISEASE"
_SKIPS_MENTIONS = re.compile(r" \.\.\. |(?<!\\)\.|\[\^|\[[^\]]*\\w|(?<![a-z])\\w")
"""What can match a whole word in capitals: any characters, or word characters that do not continue a literal word."""


class OrderFilter:
    """A pre-filter over the tables of `cues` by the order of mentions in a masked sentence.

    Args:
        patterns: as written in the tables; their brackets contain no mention.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        required = [_required_order(pattern) for pattern in patterns]
        self._fitting = [
            sum(1 << number for number, bits in enumerate(required) if not bits & ~given) for given in range(32)
        ]

    def fitting(self, text: str) -> int:
        """Return the patterns that can match, as bits by position; all others certainly do not match."""
        given = _order_of(tuple(_CAPITALS.findall(text)))
        return self._fitting[given | 16 if _BESIDE in text else given]


def _required_order(pattern: str) -> int:
    """Return what a pattern requires, as bits.

    1 and 2: the order of each of `_PAIRS`. 4 and 8: that pair without a mention in between. 16: `_BESIDE`.
    """
    pieces = _ROLE.split(pattern)
    roles, gaps = pieces[1::2], [expand(gap) for gap in pieces[2:-1:2]]
    needed = 16 if _BESIDE in pattern else 0
    for number, (first, second) in enumerate(_PAIRS):
        if first in roles and second in roles[roles.index(first) :]:
            needed |= 1 << number
        for before, after, gap in zip(roles, roles[1:], gaps, strict=False):
            if (before, after) == (first, second) and not _SKIPS_MENTIONS.search(gap):
                needed |= 4 << number
    return needed


@lru_cache(maxsize=4096)
def _order_of(roles: tuple[str, ...]) -> int:
    """Return what a sequence of roles satisfies, as bits 1 to 8 of `_required_order`."""
    given = 0
    for number, (first, second) in enumerate(_PAIRS):
        if first in roles and second in roles[roles.index(first) :]:
            given |= 1 << number
        if (first, second) in pairwise(roles):
            given |= 4 << number
    return given

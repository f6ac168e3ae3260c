"""In which order a wording needs its mentions: half of the cues that have their words fail for the order alone.

Nearly every cue names the drug before the disease or the disease before the drug, and half of them with no other
mention in between. A sentence of one drug and one disease has them in one order.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from miner.reading.claims.cues import expand

_ROLE = re.compile(r"\b((?:OTHER)?(?:DRUG|DISEASE))\b")
_CAPITALS = re.compile(r"[A-Z](?<!\w.)[A-Z]+(?!\w)")  # the roles of a masked sentence, and no more than these
_PAIRS = (("DRUG", "DISEASE"), ("DISEASE", "DRUG"))
_BESIDE = "DRUG DISEASE"
_PASSES_MENTIONS = re.compile(r" \.\.\. |(?<!\\)\.|\[\^|\[[^\]]*\\w|(?<![a-z])\\w")
"""What can match a whole word in capitals: any characters, and word characters that do not go on a written word."""


class Orders:
    """Tells which patterns of the tables of `cues` have their mentions in order in a masked sentence.

    Args:
        patterns: as they are written in the tables; brackets hold no mention.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        needs = [_needs(pattern) for pattern in patterns]
        self._fitting = [
            sum(1 << number for number, need in enumerate(needs) if not need & ~given) for given in range(32)
        ]

    def fitting(self, text: str) -> int:
        """The patterns that can match, as bits by their positions; all others certainly do not."""
        given = _order_of(tuple(_CAPITALS.findall(text)))
        return self._fitting[given | 16 if _BESIDE in text else given]


def _needs(pattern: str) -> int:
    """What a pattern asks for: 1 and 2 are the order of each pair, 4 and 8 that none stands between, 16 a space."""
    pieces = _ROLE.split(pattern)
    roles, gaps = pieces[1::2], [expand(gap) for gap in pieces[2:-1:2]]
    needed = 16 if _BESIDE in pattern else 0
    for number, (first, second) in enumerate(_PAIRS):
        if first in roles and second in roles[roles.index(first) :]:
            needed |= 1 << number
        for before, after, gap in zip(roles, roles[1:], gaps, strict=False):
            if (before, after) == (first, second) and not _PASSES_MENTIONS.search(gap):
                needed |= 4 << number
    return needed


@lru_cache(maxsize=4096)
def _order_of(roles: tuple[str, ...]) -> int:
    """What roles in a row give, 1 to 8 as above."""
    given = 0
    for number, (first, second) in enumerate(_PAIRS):
        if first in roles and second in roles[roles.index(first) :]:
            given |= 1 << number
        if (first, second) in pairwise(roles):
            given |= 4 << number
    return given

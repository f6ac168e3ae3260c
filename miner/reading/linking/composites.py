"""Split mentions that name several diseases at once: "breast and ovarian cancer", "hepatitis B and C".

The words that the members share are printed once, after or before them. Every way to share them is tried until each
member links. A mention that is itself an exact name in the lexicon ("head and neck cancer") is never split.
"""

import re
from collections.abc import Iterator

from miner.reading.linking.candidates import LINK_MIN, Candidates
from miner.reading.linking.spelling import without_brackets
from miner.records import Link, MentionType

_COORDINATION = re.compile(r"\s*(?:,\s*(?:and/or|and|or)?\s+|\s(?:and/or|and|or|as well as)\s+|/)\s*", re.IGNORECASE)
_FIXED = re.compile(r"\b(head|bone|lip|skin|hand|nail|diffuse|eye|mouth|brain)( and | or )(?=\w)", re.IGNORECASE)
_FILLER = re.compile(r"^(?:the|a|an|both|other|some|either|milder|mild)\s+", re.IGNORECASE)
_MEMBERS_MAX = 7
_SHARED_MAX = 4


def is_composite(name: str) -> bool:
    """Return whether the name contains a coordination ("and", "or", ",", "/"), without which nothing can be split."""
    return _COORDINATION.search(name) is not None


def split_composite(name: str, candidates: Candidates) -> tuple[Link, ...]:
    """Return one link for each disease in a coordinated name, in order, each once; () if the name is not composite."""
    plain = without_brackets(name)
    for members in _member_names(plain):
        links = [candidates.find(member, MentionType.DISEASE) for member in members]
        best = [found[0] for found in links if found and found[0].score >= LINK_MIN]
        distinct = {link.curie: link for link in reversed(best)}
        if len(best) == len(members) and len(distinct) > 1:
            return tuple(
                Link(
                    curie=link.curie,
                    score=round(link.score * 0.85, 3),
                    reason=f"one of several, as {member!r}: {link.reason}",
                )
                for member, link in zip(members, best, strict=True)
                if distinct[link.curie] is link
            )
    return ()


def _member_names(name: str) -> Iterator[list[str]]:
    """Yield ways to complete the members: with shared last words, as printed, with shared first words."""
    for parts in _splits(name):
        words = [part.split() for part in parts]
        last = words[-1]
        for count in range(1, min(_SHARED_MAX, len(last) - 1) + 1):
            yield [*(f"{part} {' '.join(last[-count:])}" for part in parts[:-1]), parts[-1]]
        if len(last) > 1:
            yield parts
        first = words[0]
        for count in range(len(first) - 1, 0, -1):
            shared = " ".join(first[:count])
            yield [parts[0], *(f"{shared} {part}" for part in parts[1:])]
        yield parts


def _splits(name: str) -> Iterator[list[str]]:
    """Yield the parts between coordinating words, first with fixed pairs such as "head and neck" kept whole."""
    guarded = _FIXED.sub(lambda found: found[0].replace(" ", "\0"), name)
    for text in dict.fromkeys((guarded, name)):
        parts = [_FILLER.sub("", part.replace("\0", " ").strip()) for part in _COORDINATION.split(text)]
        parts = [part for part in parts if part]
        if 2 <= len(parts) <= _MEMBERS_MAX:
            yield parts

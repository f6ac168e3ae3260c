"""An article as the finders of traits see it: its text in lower case, the study's own sentences, and what they name."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from miner.reading.populations.scope import OwnSentence, Part
from miner.records import Mention, MentionType


class Found(NamedTuple):
    """A trait before its role is known: kind as in TraitKind, value, span, and what it names."""

    value: str
    start: int
    end: int
    curie: str = ""


@dataclass(slots=True)
class StudyText:
    """The text of an article with its own sentences in order and its linked mentions by type, sorted by place.

    Args:
        text: the article's text.
        lowered: the same in lower case, offset by offset.
        own: the sentences on the reported study.
        drugs: linked mentions of drugs without overlaps.
        diseases: mentions of diseases, linked or not, without overlaps.
        markers: linked mentions of biomarkers.
    """

    text: str
    lowered: str
    own: list[OwnSentence]
    drugs: list[Mention]
    diseases: list[Mention]
    markers: list[Mention]
    _starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._starts = [sentence.start for sentence in self.own]

    def sentence_at(self, position: int) -> OwnSentence | None:
        """Return the own sentence that holds a position, None if it is in none."""
        number = bisect_right(self._starts, position) - 1
        if number < 0 or position >= self.own[number].end:
            return None
        return self.own[number]

    def title(self) -> OwnSentence | None:
        """Return the title, None if the article has none."""
        return self.own[0] if self.own and self.own[0].part is Part.TITLE else None


def within(mentions: Sequence[Mention], start: int, end: int) -> Sequence[Mention]:
    """Return the mentions that begin in [start, end); they must be sorted by place."""
    first = bisect_left(mentions, start, key=_start)
    return mentions[first : bisect_left(mentions, end, lo=first, key=_start)]


def _start(mention: Mention) -> int:
    return mention.start


def sorted_mentions(mentions: Sequence[Mention], kind: MentionType, *, is_linked: bool) -> list[Mention]:
    """Return the mentions of a type without those inside an earlier or longer one, in order of place."""
    kept: list[Mention] = []
    chosen = [m for m in mentions if m.type is kind and (m.link is not None or not is_linked)]
    for mention in sorted(chosen, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept

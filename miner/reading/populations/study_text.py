"""An article as the finders of traits see it: its text in lower case, the study's own sentences, and what they name."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from miner.records import Mention, MentionType


class Part(Enum):
    """Where in the report of a study a sentence stands."""

    TITLE = "title"
    METHOD = "method"
    RESULT = "result"
    CONCLUSION = "conclusion"


class Found(NamedTuple):
    """A trait before its kind and role are known: value, span, and what it names."""

    value: str
    start: int
    end: int
    curie: str = ""


@dataclass(slots=True)
class OwnSentence:
    """A sentence on the reported study: its place, the part of the report, and what it names, in order of place.

    `cues` are the bits of the patterns that can match in it. `drugs` and `markers` are linked; `diseases` need not be.
    """

    start: int
    end: int
    part: Part
    cues: int
    drugs: list[Mention] = field(default_factory=list)
    diseases: list[Mention] = field(default_factory=list)
    markers: list[Mention] = field(default_factory=list)


@dataclass(slots=True)
class StudyText:
    """The text of an article with the sentences on its own study in order.

    Args:
        text: the article's text.
        lowered: the same in lower case, offset by offset.
        own: the sentences on the reported study.
        is_review: whether it is a review, whose sentences tell what is known of all that it mentions.
    """

    text: str
    lowered: str
    own: list[OwnSentence]
    is_review: bool = False

    def title(self) -> OwnSentence | None:
        """Return the title, None if the article has none."""
        return self.own[0] if self.own and self.own[0].part is Part.TITLE else None

    @property
    def names_drug(self) -> bool:
        """Return whether the title of a study names a drug; of a review's, False: it names what it is not about."""
        title = self.title()
        return title is not None and bool(title.drugs) and not self.is_review

    def is_about(self, sentence: OwnSentence) -> bool:
        """Return whether a sentence is on what was studied: of a review, the title and what names its drugs."""
        if not self.is_review or sentence.part is Part.TITLE:
            return True
        title = self.title()
        named = {curie_of(drug) for drug in title.drugs} if title is not None else set()
        return any(curie_of(drug) in named for drug in sentence.drugs)


def add_mentions(own: Sequence[OwnSentence], mentions: Sequence[Mention]) -> None:
    """Give each sentence the mentions that begin in it, without those inside an earlier or longer one of their type.

    A salt behind its drug ("timolol maleate") is left out as well.
    """
    starts = [sentence.start for sentence in own]
    last: dict[MentionType, int] = {}
    for mention in sorted(mentions, key=_place):
        kind = mention.type
        if (mention.link is None and kind is not MentionType.DISEASE) or mention.start < last.get(kind, 0):
            continue
        last[kind] = mention.end
        number = bisect_left(starts, mention.start + 1) - 1
        if number >= 0 and mention.start < own[number].end:
            named = _of_type(own[number], kind)
            if kind is not MentionType.DRUG or not named or not _is_salt(named[-1], mention):
                named.append(mention)


def _place(mention: Mention) -> tuple[int, int]:
    return mention.start, -mention.end


def _is_salt(drug: Mention, mention: Mention) -> bool:
    is_next = mention.start - drug.end == 1 and curie_of(drug).startswith(_DRUGS)
    return is_next and mention.text.lower() in _SALTS


_DRUGS = "DRUGBANK:"
_SALTS = frozenset(
    {
        "maleate", "sulphate", "sulfate", "potassium", "sodium", "calcium", "acetate", "butylbromide", "tartrate",
        "citrate", "phosphate", "fumarate", "succinate", "mesylate", "hydrochloride", "chloride", "bromide", "nitrate",
    }
)  # fmt: skip


def is_class_of_next(drugs: Sequence[Mention], number: int) -> bool:
    """Return whether a mention is the class or form of the drug behind it: "the beta-blocker timolol"."""
    if number + 1 >= len(drugs) or curie_of(drugs[number]).startswith(_DRUGS):
        return False
    return drugs[number + 1].start - drugs[number].end == 1


def _of_type(sentence: OwnSentence, kind: MentionType) -> list[Mention]:
    if kind is MentionType.DRUG:
        return sentence.drugs
    return sentence.diseases if kind is MentionType.DISEASE else sentence.markers


def lower(text: str) -> str:
    """Return the text in lower case, character for character, so that offsets stay."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(small if len(small := character.lower()) == 1 else character for character in text)


def curie_of(mention: Mention) -> str:
    """Return what a mention is linked to, "" if it is not."""
    return mention.link.curie if mention.link is not None else ""

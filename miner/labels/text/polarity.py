"""Whether a segment states a use or denies one, given the segments before it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from miner.labels.text import cues
from miner.labels.text.roles import Head, is_sign
from miner.labels.text.segments import Segment
from miner.records import Mention

HEADING_LETTERS = 26
"""Letters that a heading may have beside its diseases ("Adult", "Moderate to severe")."""


@dataclass(slots=True)
class Section:
    """What the segments so far say of those to come: whether items of a list are indicated, under which head.

    Args:
        is_indicated: whether the list is of what is indicated.
        is_open: whether a use was stated or denied, so that items go on with it.
        head: the head of the list that the next segments are items of, below `root`, which states the use.
        is_named: whether the head names a disease that is treated, not a sign of one.
        is_interrupted: whether a list of indications stood before the head of limitations.
        is_paused: whether a limitation interrupts a list of indications that may go on after it.
    """

    is_indicated: bool = True
    is_open: bool = False
    head: str = ""
    root: str = ""
    is_named: bool = False
    is_interrupted: bool = False
    is_paused: bool = False

    def read(self, segment: Segment, inside: Sequence[Mention]) -> tuple[bool, int]:
        """Return whether a segment states a use, and from which character on it denies one; updates the section."""
        words = segment.text
        positive, denied = cues.INDICATED.search(words), denial(words)
        if limits := cues.NEGATIVE_HEAD.search(words):
            self._limit(segment)
            return positive is not None and positive.start() < limits.start(), limits.start()
        if cues.GUIDELINE.search(words) and not positive:
            self._close()
            return False, denied
        cut = _behind_concession(words, positive, denied)
        is_sentence = cues.FINITE.search(words) is not None
        states = _states(words, positive, cut, is_sentence=is_sentence)
        if cues.SHOWN.search(words) and cut == len(words):
            return True, cut
        if cues.BACKGROUND.search(words) and not (states and positive and "indicat" in positive.group().lower()):
            if cut < len(words) and segment.opens_list:
                self._close()
            return False, cut
        if states or self._is_phrase(words, is_sentence=is_sentence):
            self._open(segment, inside, states=states)
            return True, cut
        return self._go_on(segment, inside, cut, is_sentence=is_sentence), cut

    def head_of(self, segment: Segment, above: str) -> Head:
        """Return the head that holds for a segment, which may itself have become a head; `above` is the one before."""
        if cues.INDICATED.search(segment.text) and segment.opens_list:
            return Head("", self.is_named)
        return Head(above if self.head.endswith(segment.text) else self.head, self.is_named)

    def _limit(self, segment: Segment) -> None:
        self.is_interrupted = self.is_open and self.is_indicated
        self.is_paused = self.is_interrupted and not segment.opens_list
        self.is_indicated, self.is_open, self.head = False, True, ""

    def _close(self) -> None:
        self.is_indicated, self.is_open, self.head, self.is_paused = False, True, "", False

    def _open(self, segment: Segment, inside: Sequence[Mention], *, states: bool) -> None:
        self.is_indicated = self.is_open = True
        if states or segment.opens_list:
            self.is_named = any(mention.link and not is_sign(mention.text) for mention in inside)
            self.head = self.root = segment.text if segment.opens_list else ""

    def _is_phrase(self, words: str, *, is_sentence: bool) -> bool:
        """Return whether words without a verb state a use, where none is denied."""
        is_phrase = cues.OPENING.search(words) is not None and (not is_sentence or _has_verb_in_clause(words))
        return is_phrase and (self.is_indicated or not self.is_open)

    def _go_on(self, segment: Segment, inside: Sequence[Mention], cut: int, *, is_sentence: bool) -> bool:
        """Return whether a segment that states nothing itself is an item of what is indicated."""
        words = segment.text
        is_plain = not is_sentence and cut == len(words)
        self.is_paused = self.is_paused or (self.is_interrupted and cut < len(words))
        if cut < len(words) and segment.opens_list:
            self._close()
        if self.is_paused and inside and is_plain:
            self.is_indicated, self.is_paused = True, False
        if is_plain and inside and not self.is_open and _begins_list(words, inside):
            self.is_open, self.head = True, words if segment.opens_list else ""
            return True
        if is_sentence and not segment.opens_list and not _is_item(words, segment, inside):
            return False
        if segment.opens_list and self.is_open and self.is_indicated:
            self.head = f"{self.root}\n{words}"
        return self.is_open and self.is_indicated


def _begins_list(words: str, inside: Sequence[Mention]) -> bool:
    is_heading = cues.HEADING.match(words) is not None and len(inside) > 1
    return is_heading or cues.KINDS.search(words) is not None


def heads_a_use(
    segment: Segment, inside: Sequence[Mention], following: Segment | None, diseases: Sequence[Mention]
) -> bool:
    """Return whether a segment is a heading whose disease the next sentence means without naming one."""
    letters = sum(map(str.isalpha, segment.text)) - sum(sum(map(str.isalpha, mention.text)) for mention in inside)
    if not inside or letters > HEADING_LETTERS or following is None or cues.NEGATIVE_HEAD.search(segment.text):
        return False
    stated = cues.INDICATED.search(following.text)
    is_named = any(following.start <= mention.start < following.end for mention in diseases)
    is_stated = stated is not None and stated.start() < denial(following.text)
    return is_stated and not is_named and cues.BACKGROUND.search(following.text) is None


def _behind_concession(words: str, positive: re.Match[str] | None, denied: int) -> int:
    """Return where a segment denies a use; a denial conceded before the use ("As X is not known, ...") is none."""
    if positive is None or denied >= positive.start():
        return denied
    is_conceded = cues.CONCESSION.match(words) is not None and "," in words[denied : positive.start()]
    return len(words) if is_conceded else denied


def _states(words: str, positive: re.Match[str] | None, cut: int, *, is_sentence: bool) -> bool:
    if positive is None or positive.start() >= cut:
        return False
    return not is_sentence or _states_use(words, positive.start())


def denial(words: str) -> int:
    """Return where a segment begins to deny a use, its length if it denies none.

    A denial in a relative clause ("patients who have not been treated", "for whom surgery is not appropriate") limits
    the population and denies nothing.
    """
    for found in cues.NEGATIVE.finditer(words):
        clause = words[: found.start()]
        relative = max((match.start() for match in cues.RELATIVE.finditer(clause)), default=-1)
        if (
            relative < 0
            or ", but " in clause[relative:]
            or cues.INDICATED.search(clause[relative:])
            or len(clause) - relative > cues.CLAUSE_LENGTH
        ):
            return found.start()
    return len(words)


def _is_item(words: str, segment: Segment, inside: Sequence[Mention]) -> bool:
    """Return whether a segment with a verb is yet an item: the verb is in a clause, after the disease that it lists."""
    found = cues.FINITE.search(words)
    if found is None or _has_verb_in_clause(words):
        return True
    is_led = (
        bool(inside)
        and inside[0].start - segment.start <= cues.ITEM_LEAD
        and not words.startswith(("In ", "For ", "With "))
    )
    return is_led and "," in words[inside[0].end - segment.start : found.start()]


def _has_verb_in_clause(words: str) -> bool:
    """Return whether the first verb is in a clause ("who have", "although it is") or in brackets."""
    found = cues.FINITE.search(words)
    if found is None:
        return False
    before = words[: found.start()]
    return cues.RELATIVE.search(before) is not None or before.count("(") > before.count(")")


def _states_use(words: str, place: int) -> bool:
    """Return whether a sentence's cue is not under a condition ("should be used only in", "could be useful")."""
    return (
        not words[:place]
        .lower()
        .rstrip()
        .endswith((" only", "not", "should be", "would be", "never", "should only be"))
    )

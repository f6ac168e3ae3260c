"""Decide what a segment says of each disease that it names: indicated (how), population, cause, or not indicated."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from miner.labels.text import cues
from miner.labels.text.segments import Segment, split_segments
from miner.records import Mention, MentionType


class Role(StrEnum):
    """What a label says of a disease that it names."""

    TREATS = "treats"
    PREVENTS = "prevents"
    DIAGNOSES = "diagnoses"
    SUPPORTIVE = "supportive"
    PALLIATES = "palliates"
    POPULATION = "population"
    CAUSE = "cause"
    EXCLUDED = "excluded"
    BACKGROUND = "background"


INDICATED_ROLES = frozenset({Role.TREATS, Role.PREVENTS, Role.DIAGNOSES, Role.SUPPORTIVE, Role.PALLIATES})

_CUE_OF_ROLE = {
    Role.PREVENTS: cues.PREVENTS,
    Role.TREATS: cues.TREATS,
    Role.DIAGNOSES: cues.DIAGNOSES,
    Role.SUPPORTIVE: cues.SUPPORTIVE,
    Role.PALLIATES: cues.PALLIATES,
}


@dataclass(frozen=True, slots=True)
class Statement:
    """A disease mention, its role, and the segment (with the head of its list) that it stands in."""

    mention: Mention
    role: Role
    segment: Segment
    head: str = ""


@dataclass(slots=True)
class _Section:
    """What the segments so far say of those to come: whether items of a list are indicated, under which head."""

    is_indicated: bool = True
    is_open: bool = False
    head: str = ""
    is_paused: bool = False
    """Whether a limitation interrupts a list of indications that may go on after it."""


def find_statements(text: str, mentions: Iterable[Mention]) -> Iterator[Statement]:
    """Yield a statement for each disease mention of a label text, in order of place.

    Args:
        text: the indications of a label, or the wording of an approval.
        mentions: all mentions of the text, as `Reader.find_mentions` returns them.
    """
    diseases = [mention for mention in mentions if mention.type is MentionType.DISEASE]
    section = _Section()
    for segment in split_segments(text):
        inside = [mention for mention in diseases if segment.start <= mention.start < segment.end]
        is_indicated, cut = _polarity(segment, inside, section)
        yield from _roles(segment, inside, is_indicated, cut, section)


def _polarity(segment: Segment, inside: Sequence[Mention], section: _Section) -> tuple[bool, int]:
    """Return whether the segment states a use, and from which character on it denies one; updates the section."""
    words = segment.text
    positive = cues.INDICATED.search(words)
    cut = _denial(words)
    head = cues.NEGATIVE_HEAD.search(words)
    if head:
        is_before = positive is not None and positive.start() < head.start()
        section.is_paused = section.is_open and section.is_indicated
        section.is_indicated, section.is_open, section.head = False, True, ""
        return is_before, head.start()
    if cues.GUIDELINE.search(words) and not positive:
        section.is_indicated, section.is_open, section.head = False, True, ""
        return False, cut
    is_sentence = cues.FINITE.search(words) is not None
    states = positive is not None and positive.start() < cut and (not is_sentence or _states_use(words, positive.start()))
    if cues.BACKGROUND.search(words) and not (states and positive and "indicat" in positive.group().lower()):
        return False, cut
    is_phrase = cues.OPENING.search(words) is not None and (not is_sentence or _has_verb_in_clause(words))
    if states or (is_phrase and (section.is_indicated or not section.is_open)):
        section.is_indicated = section.is_open = True
        if states or segment.opens_list:
            section.head = words if segment.opens_list else ""
        return True, cut
    if cut < len(words) and segment.opens_list:
        section.is_indicated, section.is_open, section.head, section.is_paused = False, True, "", False
    if section.is_paused and inside and not is_sentence and cut == len(words):
        section.is_indicated, section.is_paused = True, False
    if is_sentence and not segment.opens_list and not _is_item(words, segment, inside):
        return False, cut
    return section.is_open and section.is_indicated, cut


def _denial(words: str) -> int:
    """Return where a segment begins to deny a use, its length if it denies none.

    A denial in a relative clause ("patients who have not been treated", "for whom surgery is not appropriate") limits
    the population and denies nothing.
    """
    for found in cues.NEGATIVE.finditer(words):
        clause = words[: found.start()]
        relative = max((match.start() for match in cues.RELATIVE.finditer(clause)), default=-1)
        if relative < 0 or cues.INDICATED.search(clause[relative:]) or len(clause) - relative > cues.CLAUSE_LENGTH:
            return found.start()
    return len(words)


def _is_item(words: str, segment: Segment, inside: Sequence[Mention]) -> bool:
    """Return whether a segment with a verb is yet an item: the verb is in a clause, after the disease that it lists."""
    found = cues.FINITE.search(words)
    if found is None or _has_verb_in_clause(words):
        return True
    is_led = bool(inside) and inside[0].start - segment.start <= cues.ITEM_LEAD and not words.startswith(("In ", "For ", "With "))
    return is_led and "," in words[inside[0].end - segment.start : found.start()]


def _has_verb_in_clause(words: str) -> bool:
    """Return whether the first verb stands in a clause ("who have", "although it is")."""
    found = cues.FINITE.search(words)
    return found is not None and cues.RELATIVE.search(words[: found.start()]) is not None


def _states_use(words: str, place: int) -> bool:
    """Return whether a sentence's cue is not under a condition ("should be used only in", "could be useful")."""
    return not words[:place].lower().rstrip().endswith((" only", "not", "should be", "would be", "never", "should only be"))


def _roles(
    segment: Segment, inside: Sequence[Mention], is_indicated: bool, cut: int, section: _Section
) -> Iterator[Statement]:
    has_target, previous = False, None
    for mention in inside:
        place = mention.start - segment.start
        before = segment.text[:place]
        if place >= cut:
            role = Role.EXCLUDED
        elif not is_indicated:
            role = Role.BACKGROUND if section.is_indicated else Role.EXCLUDED
        elif cues.HEADING.match(segment.text) and place + len(mention.text) <= cues.HEADING_LENGTH and (len(inside) > 1 or segment.opens_list):
            role = Role.BACKGROUND
        elif previous is None or previous.role is Role.BACKGROUND:
            role = _first_role(before, section)
        else:
            role = _next_role(before, before[previous.mention.end - segment.start :], previous, has_target, section.head)
        statement = Statement(mention, role, segment, section.head)
        has_target = has_target or role in INDICATED_ROLES
        previous = statement
        yield statement


def _first_role(before: str, section: _Section) -> Role:
    """Return the role of the first disease of a segment."""
    if cues.CAUSE_ENDS.search(before):
        return Role.CAUSE
    role = _relation(f"{section.head} {before}")
    if cues.RISK_FACTORS.search(before) and not cues.COURSE.search(before):
        return Role.POPULATION
    if role is Role.PREVENTS and cues.POPULATION.search(before) and not cues.COURSE.search(before):
        return Role.POPULATION
    if not _own_role(before, has_target=True):
        head = section.head.rstrip(": ")
        if cues.CAUSE_ENDS.search(head) and not cues.ORGANISMS.search(head):
            return Role.CAUSE
        if cues.RISK_FACTORS.search(head):
            return Role.POPULATION
    if cues.COURSE.search(before) and cues.POPULATION.search(before):
        return Role.TREATS
    return role


def _next_role(before: str, near: str, previous: Statement, has_target: bool, head: str) -> Role:
    """Return the role of a further disease: that of the one before it, unless the words between say otherwise."""
    role = _own_role(near, has_target=has_target)
    if role is None and has_target and cues.ASSOCIATED.search(near):
        role = Role.CAUSE if cues.COMPLAINT.search(previous.mention.text) else Role.TREATS
    if role is Role.TREATS:
        return _relation(f"{head} {before}")
    return role or previous.role


def _own_role(near: str, *, has_target: bool) -> Role | None:
    """Return the role that the last cue of a stretch of words gives, None without a cue. TREATS is any indicated role."""
    places = {
        Role.CAUSE: _last(cues.CAUSE, near),
        Role.POPULATION: max(_last(cues.POPULATION, near) if has_target else -1, _last(cues.RISK_FACTORS, near)),
        Role.TREATS: max(_last(cue, near) for cue in _CUE_OF_ROLE.values()),
    }
    best = max(places, key=lambda role: places[role])
    return best if places[best] >= 0 else None


def _last(cue: cues.Pattern, words: str) -> int:
    return max((found.start() for found in cue.finditer(words)), default=-1)


def _relation(before: str) -> Role:
    """Return the relation whose cue stands nearest before a disease, treats if none does."""
    places = {role: _last(cue, before) for role, cue in _CUE_OF_ROLE.items()}
    if places[Role.PALLIATES] >= 0:
        return Role.PALLIATES
    best = max(places, key=lambda role: places[role])
    return best if places[best] >= 0 else Role.TREATS

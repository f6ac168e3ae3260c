"""Decide what a segment says of each disease that it names: indicated (how), population, cause, or not indicated."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from miner.labels.text import cues, role_cues
from miner.labels.text.polarity import Section, heads_a_use
from miner.labels.text.roles import INDICATED_ROLES, Head, Previous, Role, first_role, next_role
from miner.labels.text.segments import Segment, split_segments
from miner.records import Mention, MentionType

_NEAR = 120
"""Characters before a disease within which "treatment and prevention of" holds for it."""

_TAIL = 12
"""Characters that may stand after a group's name before its list begins ("such as:")."""

_IS_INDICATED = re.compile(r"\b(?:is|are) (?:also )?indicated\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Statement:
    """A disease mention, its role, and the segment (with the heads of its list, a line each) that it stands in."""

    mention: Mention
    role: Role
    segment: Segment
    head: str = ""


@dataclass(frozen=True, slots=True)
class _Read:
    """A segment, the diseases inside, and what it says as a whole: from `cut` on it denies."""

    segment: Segment
    inside: Sequence[Mention]
    is_indicated: bool
    cut: int
    head: Head
    otherwise: Role
    """The role of its diseases if it states no use."""


def find_statements(text: str, mentions: Iterable[Mention]) -> Iterator[Statement]:
    """Yield a statement for each disease mention of a label text, in order of place; two if treated and prevented.

    Args:
        text: the indications of a label, or the wording of an approval.
        mentions: all mentions of the text, as `Reader.find_mentions` returns them.
    """
    diseases = [mention for mention in mentions if mention.type is MentionType.DISEASE]
    for read in _read(text, diseases):
        yield from _roles(read)


def states_use(text: str, mentions: Iterable[Mention]) -> bool:
    """Return whether a text states a use in a segment that names no known disease ("prevention of pregnancy")."""
    for read in _read(text, [mention for mention in mentions if mention.type is MentionType.DISEASE]):
        words = read.segment.text
        found = cues.PURPOSES.search(words[: read.cut])
        if read.is_indicated and not read.inside and found and len(words) - found.end() > _TAIL:
            return True
    return False


def _read(text: str, diseases: Sequence[Mention]) -> Iterator[_Read]:
    section = Section()
    segments = split_segments(text)
    for index, segment in enumerate(segments):
        inside = [mention for mention in diseases if segment.start <= mention.start < segment.end]
        above = section.head
        is_indicated, cut = section.read(segment, inside)
        if not is_indicated and cut == len(segment.text):
            following = segments[index + 1] if index + 1 < len(segments) else None
            is_indicated = heads_a_use(segment, inside, following, diseases)
        otherwise = Role.BACKGROUND if section.is_indicated else Role.EXCLUDED
        yield _Read(segment, inside, is_indicated, cut, section.head_of(segment, above), otherwise)


def _roles(read: _Read) -> Iterator[Statement]:
    segment = read.segment
    has_target, previous, opened = False, None, 0
    for index, mention in enumerate(read.inside):
        start, end = mention.start - segment.start, mention.end - segment.start
        rest = read.inside[index + 1 :]
        before = segment.text[opened:start]
        role = _plain_role(read, mention, rest, before, has_target=has_target)
        if role is None and (
            previous is None
            or previous.role is Role.BACKGROUND
            or _is_new_item(before, mention.text, segment.text[end:])
        ):
            role = first_role(segment, before if previous is None else "", segment.text[end:], read.head)
        elif role is None and previous is not None:
            role = next_role(segment.text[:start], segment.text[end:], previous, has_target=has_target, head=read.head)
        role = _refined(role or Role.TREATS, mention, segment.text[end:])
        yield from _stated(Statement(mention, role, segment, read.head.text), before)
        if role is Role.CAUSE and role_cues.ORGANISM.match(mention.text):
            continue
        has_target = has_target or role in INDICATED_ROLES
        previous = Previous(mention.text, role, start, end)
        if _is_heading_within(segment, start, end, rest):
            has_target, previous, opened = False, None, end


def _plain_role(
    read: _Read, mention: Mention, rest: Sequence[Mention], before: str, *, has_target: bool
) -> Role | None:
    """Return the role that the segment as a whole gives a disease, None if the words before it decide."""
    segment = read.segment
    place = mention.start - segment.start
    if place >= read.cut or _is_conceded(segment.text, place):
        return Role.EXCLUDED
    if not read.is_indicated:
        return read.otherwise
    if _announces(segment, mention, read.inside) or (has_target and role_cues.OTHERS.search(before)):
        return Role.BACKGROUND
    if _is_denied(mention, [other for other in rest if other.start - segment.start >= read.cut]):
        return Role.EXCLUDED
    return Role.POPULATION if _leads(segment, mention, rest) else None


def _refined(role: Role, mention: Mention, after: str) -> Role:
    if role is Role.TREATS and role_cues.PALLIATION_ONLY.match(after):
        return Role.PALLIATES
    return Role.CAUSE if role is Role.TREATS and role_cues.ORGANISM.match(mention.text) else role


def _stated(statement: Statement, before: str) -> Iterator[Statement]:
    """Yield a statement, and its other half if treatment and prevention are stated together."""
    yield statement
    other = {Role.TREATS: Role.PREVENTS, Role.PREVENTS: Role.TREATS}.get(statement.role)
    if other and role_cues.BOTH.search(f"{statement.head} {before}"[-_NEAR:]):
        yield Statement(statement.mention, other, statement.segment, statement.head)


def _is_conceded(words: str, place: int) -> bool:
    """Return whether a place is in a clause that denies something before the use ("As X is not known, ...")."""
    stated = cues.INDICATED.search(words, place)
    denied = cues.NEGATIVE.search(words)
    if cues.CONCESSION.match(words) is None or stated is None or denied is None:
        return False
    return denied.end() < stated.start() and "," in words[max(place, denied.end()) : stated.start()]


def _is_new_item(before: str, name: str, after: str) -> bool:
    """Return whether a name in capitals follows a word that does not lead on to it: an item without a break."""
    words = before.split()
    is_caused = role_cues.CAUSED.match(after) is not None and name[0].isupper()
    is_capital = is_caused or sum(word[0].isupper() for word in name.split()) > 1
    is_behind_noun = bool(words) and words[-1].isalpha() and words[-1].islower()
    return is_capital and is_behind_noun and words[-1] not in role_cues.ADJECTIVES


def _is_heading_within(segment: Segment, start: int, end: int, rest: Sequence[Mention]) -> bool:
    """Return whether a segment begins with a disease as its heading and then says what the drug is indicated for."""
    stop = rest[0].start - segment.start if rest else end
    is_stated = _IS_INDICATED.search(segment.text[end:stop]) is not None
    return start <= _TAIL and is_stated and not role_cues.LEADING.match(segment.text)


def _is_denied(mention: Mention, denied: Iterable[Mention]) -> bool:
    """Return whether the same sentence denies the use in the same disease."""
    return mention.link is not None and any(other.link and other.link.curie == mention.link.curie for other in denied)


def _announces(segment: Segment, mention: Mention, inside: Sequence[Mention]) -> bool:
    """Return whether a disease is the name of a group over a list: the list is indicated, not the group."""
    end = mention.end - segment.start
    if segment.opens_list and mention is inside[-1] and role_cues.GROUP.search(mention.text):
        return True
    if role_cues.MEASURE.match(mention.text) and any(not role_cues.MEASURE.match(other.text) for other in inside):
        return True
    heading = cues.HEADING.match(segment.text)
    return heading is not None and end <= heading.end() and (len(inside) > 1 or segment.opens_list)


def _leads(segment: Segment, mention: Mention, rest: Sequence[Mention]) -> bool:
    """Return whether a sentence opens with the patients that a disease describes, and then says what is indicated."""
    before, after = segment.text[: mention.start - segment.start], segment.text[mention.end - segment.start :]
    stated = cues.INDICATED.search(after)
    is_opening = role_cues.LEADING.search(f"{before}{mention.text}{after[:_TAIL]}") and not cues.INDICATED.search(
        before
    )
    if stated is None or not is_opening:
        return False
    place = mention.end + stated.start()
    is_prevention = role_cues.PREVENTS.search(after[stated.end() : stated.end() + _TAIL * 4]) is not None
    is_followed = is_prevention and any(other.start > place for other in rest)
    return is_followed or (segment.opens_list and after.rstrip(": ").endswith((" to", " for")))

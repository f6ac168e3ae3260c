"""Decide what a segment says of each disease that it names: indicated (how), population, cause, or not indicated."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
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

_HEADING_LETTERS = 26
"""Letters that a heading may have beside its diseases ("Adult", "Moderate to severe")."""

_NEAR = 120
"""Characters before a disease within which "treatment and prevention of" holds for it."""

_TAIL = 12
"""Characters that may stand after a group's name before its list begins ("such as:")."""

_IS_INDICATED = re.compile(r"\b(?:is|are) (?:also )?indicated\b", re.IGNORECASE)
_IN = re.compile(r"\bin\s+(?:[\w-]+[\s-]+){0,3}$", re.IGNORECASE)
_INCLUDING = re.compile(r"(?<=\w)\s?, including\b", re.IGNORECASE)
"""After a cause: what follows is a form of the disease, not of the cause."""


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
    """The head of the list that the next segments are items of; `root` is the one that states the use."""
    root: str = ""
    is_named: bool = False
    """Whether the head names a disease that is treated, not a sign of one."""
    is_interrupted: bool = False
    """Whether a list of indications stood before the head of limitations."""
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
    segments = split_segments(text)
    for index, segment in enumerate(segments):
        inside = [mention for mention in diseases if segment.start <= mention.start < segment.end]
        above = section.head
        is_indicated, cut = _polarity(segment, inside, section)
        head = above if section.head.endswith(segment.text) else section.head
        if (
            not is_indicated
            and cut == len(segment.text)
            and _heads_a_use(segment, inside, segments[index + 1 :], diseases)
        ):
            is_indicated = True
        if cues.INDICATED.search(segment.text) and segment.opens_list:
            head = ""
        shown = replace(section, head=head)
        yield from _roles(segment, inside, is_indicated, cut, shown)


def states_use(text: str, mentions: Iterable[Mention]) -> bool:
    """Return whether a text states a use in a segment that names no disease the lexicon knows ("prevention of pregnancy")."""
    diseases = [mention for mention in mentions if mention.type is MentionType.DISEASE]
    section = _Section()
    for segment in split_segments(text):
        inside = [mention for mention in diseases if segment.start <= mention.start < segment.end]
        is_indicated, cut = _polarity(segment, inside, section)
        found = cues.PURPOSES.search(segment.text[:cut])
        if is_indicated and not inside and found and len(segment.text) - found.end() > _TAIL:
            return True
    return False


def _polarity(segment: Segment, inside: Sequence[Mention], section: _Section) -> tuple[bool, int]:
    """Return whether the segment states a use, and from which character on it denies one; updates the section."""
    words = segment.text
    positive = cues.INDICATED.search(words)
    cut = _denial(words)
    head = cues.NEGATIVE_HEAD.search(words)
    if head:
        is_before = positive is not None and positive.start() < head.start()
        section.is_paused = section.is_open and section.is_indicated and not segment.opens_list
        section.is_interrupted = section.is_open and section.is_indicated
        section.is_indicated, section.is_open, section.head = False, True, ""
        return is_before, head.start()
    if cues.GUIDELINE.search(words) and not positive:
        section.is_indicated, section.is_open, section.head = False, True, ""
        return False, cut
    if cut < _place(positive) and cues.CONCESSION.match(words) and "," in words[cut : _place(positive)]:
        cut = len(words)
    is_sentence = cues.FINITE.search(words) is not None
    states = (
        positive is not None and positive.start() < cut and (not is_sentence or _states_use(words, positive.start()))
    )
    if cues.SHOWN.search(words) and cut == len(words):
        return True, cut
    if cues.BACKGROUND.search(words) and not (states and positive and "indicat" in positive.group().lower()):
        if cut < len(words) and segment.opens_list:
            section.is_indicated, section.is_open, section.head, section.is_paused = False, True, "", False
        return False, cut
    is_phrase = cues.OPENING.search(words) is not None and (not is_sentence or _has_verb_in_clause(words))
    if states or (is_phrase and (section.is_indicated or not section.is_open)):
        section.is_indicated = section.is_open = True
        if states or segment.opens_list:
            section.is_named = any(m.link and not _is_sign(m.text) for m in inside)
            section.head = section.root = words if segment.opens_list else ""
        return True, cut
    section.is_paused = section.is_paused or (section.is_interrupted and cut < len(words))
    if cut < len(words) and segment.opens_list:
        section.is_indicated, section.is_open, section.head, section.is_paused = False, True, "", False
    if section.is_paused and inside and not is_sentence and cut == len(words):
        section.is_indicated, section.is_paused = True, False
    is_group = cues.KINDS.search(words) is not None or (cues.HEADING.match(words) is not None and len(inside) > 1)
    if is_group and inside and not section.is_open and not is_sentence and cut == len(words):
        section.is_open, section.head = True, words if segment.opens_list else ""
        return True, cut
    if is_sentence and not segment.opens_list and not _is_item(words, segment, inside):
        return False, cut
    if segment.opens_list and section.is_open and section.is_indicated:
        section.head = f"{section.root}\n{words}"
    return section.is_open and section.is_indicated, cut


def _heads_a_use(
    segment: Segment, inside: Sequence[Mention], following: Sequence[Segment], diseases: Sequence[Mention]
) -> bool:
    """Return whether a segment is a heading whose disease the next sentence means without naming one."""
    letters = sum(map(str.isalpha, segment.text)) - sum(sum(map(str.isalpha, mention.text)) for mention in inside)
    if not inside or letters > _HEADING_LETTERS or not following or cues.NEGATIVE_HEAD.search(segment.text):
        return False
    text = following[0].text
    stated = cues.INDICATED.search(text)
    is_named = any(following[0].start <= mention.start < following[0].end for mention in diseases)
    return (
        stated is not None and not is_named and stated.start() < _denial(text) and cues.BACKGROUND.search(text) is None
    )


def _is_sign(name: str) -> bool:
    return cues.SIGNS.search(name) is not None or cues.COMPLAINT.search(name) is not None


def _place(found: re.Match[str] | None) -> int:
    return found.start() if found else -1


def _denial(words: str) -> int:
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


def _roles(
    segment: Segment, inside: Sequence[Mention], is_indicated: bool, cut: int, section: _Section
) -> Iterator[Statement]:
    has_target, previous, opened = False, None, 0
    for index, mention in enumerate(inside):
        place = mention.start - segment.start
        before = segment.text[opened:place]
        rest = inside[index + 1 :]
        if place >= cut or _is_conceded(segment.text, place):
            role = Role.EXCLUDED
        elif not is_indicated:
            role = Role.BACKGROUND if section.is_indicated else Role.EXCLUDED
        elif _announces(segment, mention, inside) or (has_target and cues.OTHERS.search(before)):
            role = Role.BACKGROUND
        elif _is_denied(mention, [other for other in rest if other.start - segment.start >= cut]):
            role = Role.EXCLUDED
        elif _leads(segment, mention, rest):
            role = Role.POPULATION
        elif previous is None or previous.role is Role.BACKGROUND or _is_new_item(before, mention, segment):
            role = _first_role(segment, before if previous is None else "", section)
        else:
            role = _next_role(segment, mention, previous, has_target, section.head)
        if role is Role.TREATS and cues.PALLIATION_ONLY.match(segment.text[place + len(mention.text) :]):
            role = Role.PALLIATES
        if role is Role.TREATS and cues.ORGANISM.match(mention.text):
            yield Statement(mention, Role.CAUSE, segment, section.head)
            continue
        statement = Statement(mention, role, segment, section.head)
        has_target = has_target or role in INDICATED_ROLES
        previous = statement
        yield statement
        if _is_heading_within(segment, mention, rest):
            has_target, previous, opened = False, None, place + len(mention.text)
        if role in {Role.TREATS, Role.PREVENTS} and cues.BOTH.search(f"{section.head} {before}"[-_NEAR:]):
            yield Statement(mention, Role.PREVENTS if role is Role.TREATS else Role.TREATS, segment, section.head)


def _is_conceded(words: str, place: int) -> bool:
    """Return whether a place is in a clause that denies something before the use is stated ("As X is not known, ...")."""
    stated = cues.INDICATED.search(words, place)
    denied = cues.NEGATIVE.search(words)
    if cues.CONCESSION.match(words) is None or stated is None or denied is None:
        return False
    return denied.end() < stated.start() and "," in words[max(place, denied.end()) : stated.start()]


def _is_new_item(before: str, mention: Mention, segment: Segment) -> bool:
    """Return whether a name in capitals follows a word that does not lead on to it: an item of a list without breaks."""
    words = before.split()
    is_caused = cues.CAUSED.match(segment.text[mention.end - segment.start :]) is not None
    is_capital = sum(word[0].isupper() for word in mention.text.split()) > 1 or (
        is_caused and mention.text[0].isupper()
    )
    return (
        is_capital and bool(words) and words[-1].islower() and words[-1].isalpha() and words[-1] not in cues.ADJECTIVES
    )


def _is_heading_within(segment: Segment, mention: Mention, rest: Sequence[Mention]) -> bool:
    """Return whether a segment begins with a disease as its heading and then says what the drug is indicated for."""
    start, end = mention.start - segment.start, mention.end - segment.start
    stop = rest[0].start - segment.start if rest else end
    return (
        start <= _TAIL
        and _IS_INDICATED.search(segment.text[end:stop]) is not None
        and not cues.LEADING.match(segment.text)
    )


def _is_denied(mention: Mention, denied: Iterable[Mention]) -> bool:
    """Return whether the same sentence denies the use in the same disease."""
    return mention.link is not None and any(other.link and other.link.curie == mention.link.curie for other in denied)


def _announces(segment: Segment, mention: Mention, inside: Sequence[Mention]) -> bool:
    """Return whether a disease is the name of a group over a list: the list is indicated, not the group."""
    end = mention.end - segment.start
    if segment.opens_list and mention is inside[-1] and cues.GROUP.search(mention.text):
        return True
    if cues.MEASURE.match(mention.text) and any(not cues.MEASURE.match(other.text) for other in inside):
        return True
    heading = cues.HEADING.match(segment.text)
    return heading is not None and end <= heading.end() and (len(inside) > 1 or segment.opens_list)


def _leads(segment: Segment, mention: Mention, rest: Sequence[Mention]) -> bool:
    """Return whether a sentence opens with the patients that a disease describes, and then says what is indicated."""
    before, after = segment.text[: mention.start - segment.start], segment.text[mention.end - segment.start :]
    stated = cues.INDICATED.search(after)
    if (
        stated is None
        or not cues.LEADING.search(f"{before}{mention.text}{after[:_TAIL]}")
        or cues.INDICATED.search(before)
    ):
        return False
    place = mention.end + stated.start()
    is_prevention = cues.PREVENTS.search(after[stated.end() : stated.end() + _TAIL * 4]) is not None
    is_followed = is_prevention and any(other.start > place for other in rest)
    return is_followed or (segment.opens_list and after.rstrip(": ").endswith((" to", " for")))


def _first_role(segment: Segment, before: str, section: _Section) -> Role:
    """Return the role of the first disease of a segment."""
    if cues.NAMED_BEHIND.search(before):
        return _relation(f"{section.head} {before}")
    if cues.CAUSE_ENDS.search(before) and not cues.SELF_CARE.search(before) and not _INCLUDING.search(before):
        return Role.CAUSE
    if before.lower().rstrip().endswith("whose"):
        return Role.POPULATION
    role = _relation(f"{section.head} {before}")
    if re.match(r"\s+(?:is|are) high\b", segment.text[len(before) :].partition(" infection")[2]):
        return Role.POPULATION
    if role is Role.DIAGNOSES and cues.SUSPECTED.search(segment.text):
        is_patients = cues.POPULATION.search(before) and not cues.SUSPECTED.search(before)
        return Role.POPULATION if is_patients else role
    if cues.RISK_FACTORS.search(before) and not cues.COURSE.search(before):
        return Role.POPULATION
    described = f"in {before}" if section.head else before
    if role is Role.PREVENTS and cues.POPULATION.search(described) and not cues.COURSE.search(before):
        return Role.TREATS if cues.SIGNS.search(f"{section.head} {before}") else Role.POPULATION
    if not _own_role(before, has_target=True) and (
        inherited := _role_of_head(segment, section.head, is_named=section.is_named)
    ):
        return inherited
    if cues.COURSE.search(before) and cues.POPULATION.search(before):
        return Role.TREATS
    return role


def _role_of_head(segment: Segment, head: str, *, is_named: bool) -> Role | None:
    """Return the role that the end of a list's head gives its items; None if it gives none.

    A head without a use of its own, in a list, holds for what goes on in lower case. `is_named`: the head names the
    disease itself, so that its items describe patients ("for glorp in adults with:").
    """
    head = head.rpartition("\n")[2].rstrip(": ")
    if head.endswith(" with") and is_named:
        return Role.POPULATION
    stated = [found.end() for found in cues.INDICATED.finditer(head)]
    if cues.SELF_CARE.search(head):
        return None
    if cues.CAUSE_ENDS.search(head) and not cues.ORGANISMS.search(head):
        return Role.CAUSE if stated or not segment.text[0].isupper() else None
    is_described = cues.RISK_FACTORS.search(head[stated[-1] if stated else 0 :]) is not None
    return Role.POPULATION if is_described and (stated or not segment.text[0].isupper()) else None


def _next_role(segment: Segment, mention: Mention, previous: Statement, has_target: bool, head: str) -> Role:
    """Return the role of a further disease: that of the one before it, unless the words between say otherwise."""
    before = segment.text[: mention.start - segment.start]
    near, after = before[previous.mention.end - segment.start :], segment.text[mention.end - segment.start :]
    role = Role.TREATS if cues.NAMED_BEHIND.search(near) else _own_role(near, has_target=has_target)
    if cues.SUSPECTED.search(near) and _relation(f"{head} {before}") is Role.DIAGNOSES:
        return Role.DIAGNOSES
    if cues.PARENTHETIC_CAUSE.search(near) or near.lstrip().startswith("from "):
        return Role.CAUSE
    if cues.TREATED_WITH.search(near):
        return Role.POPULATION
    if role is Role.CAUSE and previous.role is Role.TREATS and cues.SIGNS_DUE_TO.search(previous.mention.text):
        return Role.TREATS
    if previous.role is Role.TREATS and cues.REPEATED.fullmatch(near):
        return Role.TREATS
    if role in {None, Role.TREATS} and _is_population(near, after, previous.role, has_target=has_target):
        role = Role.POPULATION
    if role is Role.POPULATION and previous.role in INDICATED_ROLES:
        opened = before[: previous.mention.start - segment.start].rpartition("(")[2]
        is_in_brackets = ")" not in opened and len(opened) < previous.mention.start - segment.start
        is_sign = cues.SIGNS.search(previous.mention.text) and (not is_in_brackets or opened.startswith("incl"))
        if is_sign or cues.DECLINE.search(before):
            return Role.TREATS
    if role is None and has_target and cues.ASSOCIATED.search(near):
        role = Role.CAUSE if cues.COMPLAINT.search(previous.mention.text) else Role.TREATS
    if role is Role.TREATS:
        return _relation(f"{head} {before}")
    return role or previous.role


def _is_population(near: str, after: str, previous: Role, *, has_target: bool) -> bool:
    """Return whether a disease says whom a use is for: "in hypertensive patients", "stroke in atrial fibrillation"."""
    if re.match(r"\s+(?:is|are) high\b", after) or cues.PRECLUDES.match(after):
        return True
    if cues.WHOSE.search(near) or (after.lstrip().startswith("risk") and cues.AT_RISK.search(near)):
        return True
    found = _IN.search(near)
    is_in = (
        has_target
        and found is not None
        and _own_role(found.group(), has_target=True) is None
        and not cues.PATIENTS_OF.match(found.group()[3:])
    )
    return is_in and (previous is Role.PREVENTS or cues.PATIENTS_OF.match(after) is not None)


def _own_role(near: str, *, has_target: bool) -> Role | None:
    """Return the role that the last cue of a stretch of words gives, None without a cue. TREATS is any indicated role."""
    places = {
        Role.CAUSE: _last(cues.CAUSE, near),
        Role.POPULATION: max(_last(cues.POPULATION, near) if has_target else -1, _last(cues.RISK_FACTORS, near)),
        Role.TREATS: max(_last(cue, near) for cue in (*_CUE_OF_ROLE.values(), cues.INDICATED, _INCLUDING)),
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

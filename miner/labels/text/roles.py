"""What a disease is to the drug, by the words before it: treated, prevented, a cause, the patients."""

import re
from dataclasses import dataclass
from enum import StrEnum

from miner.labels.text import cues, role_cues
from miner.labels.text.segments import Segment


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
    Role.PREVENTS: role_cues.PREVENTS,
    Role.TREATS: role_cues.TREATS,
    Role.DIAGNOSES: role_cues.DIAGNOSES,
    Role.SUPPORTIVE: role_cues.SUPPORTIVE,
    Role.PALLIATES: role_cues.PALLIATES,
}
_IN = re.compile(r"\bin\s+(?:[\w-]+[\s-]+){0,3}$", re.IGNORECASE)
_INCLUDING = re.compile(r"(?<=\w)\s?, including\b", re.IGNORECASE)
"""After a cause: what follows is a form of the disease, not of the cause."""

_IS_HIGH = re.compile(r"(?: infection)?\s+(?:is|are) high\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """The head of the list that a segment is an item of, "" if of none; `is_named`: it names the treated disease."""

    text: str = ""
    is_named: bool = False


@dataclass(frozen=True, slots=True)
class Previous:
    """The disease before: its words, its role, and its place in the segment."""

    text: str
    role: Role
    start: int
    end: int


def first_role(segment: Segment, before: str, after: str, head: Head) -> Role:
    """Return the role of the first disease of a segment.

    Args:
        segment: the segment.
        before: its words before the disease.
        after: its words behind the disease.
        head: the head of its list.
    """
    if role_cues.NAMED_BEHIND.search(before):
        return _relation(f"{head.text} {before}")
    if role_cues.CAUSE_ENDS.search(before) and not role_cues.SELF_CARE.search(before) and not _INCLUDING.search(before):
        return Role.CAUSE
    role = _relation(f"{head.text} {before}")
    if role_cues.OTHER_PRODUCTS.search(before):
        return Role.POPULATION
    if role is Role.DIAGNOSES and role_cues.SUSPECTED.search(segment.text):
        is_patients = role_cues.POPULATION.search(before) and not role_cues.SUSPECTED.search(before)
        return Role.POPULATION if is_patients else role
    if _describes_patients(before, after):
        return Role.POPULATION
    return _role_of_patients(segment, before, head, role) or role


def _describes_patients(before: str, after: str) -> bool:
    is_whose = before.lower().rstrip().endswith("whose")
    is_risk = role_cues.RISK_FACTORS.search(before) is not None and not role_cues.COURSE.search(before)
    return is_whose or is_risk or _IS_HIGH.match(after) is not None


def _role_of_patients(segment: Segment, before: str, head: Head, role: Role) -> Role | None:
    """Return the role of a disease whose patients come before it, or that the head of its list gives; else None."""
    described = f"in {before}" if head.text else before
    if role is Role.PREVENTS and role_cues.POPULATION.search(described) and not role_cues.COURSE.search(before):
        return Role.TREATS if role_cues.SIGNS.search(f"{head.text} {before}") else Role.POPULATION
    if not _own_role(before, has_target=True) and (inherited := _role_of_head(segment, head)):
        return inherited
    is_course = role_cues.COURSE.search(before) and role_cues.POPULATION.search(before)
    return Role.TREATS if is_course else None


def _role_of_head(segment: Segment, head: Head) -> Role | None:
    """Return the role that the end of a list's head gives its items; None if it gives none.

    A head without a use of its own, in a list, holds for what goes on in lower case.
    """
    text = head.text.rpartition("\n")[2].rstrip(": ")
    if text.endswith(" with") and head.is_named:
        return Role.POPULATION
    stated = [found.end() for found in cues.INDICATED.finditer(text)]
    if role_cues.SELF_CARE.search(text) or not (stated or not segment.text[0].isupper()):
        return None
    if role_cues.CAUSE_ENDS.search(text) and not role_cues.ORGANISMS.search(text):
        return Role.CAUSE
    return Role.POPULATION if role_cues.RISK_FACTORS.search(text[stated[-1] if stated else 0 :]) else None


def next_role(before: str, after: str, previous: Previous, *, has_target: bool, head: Head) -> Role:
    """Return the role of a further disease: that of the one before it, unless the words between say otherwise.

    Args:
        before: the words of the segment before the disease.
        after: its words behind the disease.
        previous: the disease before it.
        has_target: whether a disease before it is indicated.
        head: the head of the list.
    """
    near = before[previous.end :]
    if role_cues.OTHER_PRODUCTS.search(near):
        return Role.POPULATION
    role = Role.TREATS if role_cues.NAMED_BEHIND.search(near) else _own_role(near, has_target=has_target)
    if role_cues.SUSPECTED.search(near) and _relation(f"{head.text} {before}") is Role.DIAGNOSES:
        return Role.DIAGNOSES
    settled = _settled_role(near, role, previous)
    if settled:
        return settled
    if role in {None, Role.TREATS} and _is_population(near, after, previous.role, has_target=has_target):
        role = Role.POPULATION
    if role is Role.POPULATION and previous.role in INDICATED_ROLES and _is_treated_in(before, previous):
        return Role.TREATS
    if role is None and has_target and role_cues.ASSOCIATED.search(near):
        role = Role.CAUSE if role_cues.COMPLAINT.search(previous.text) else Role.TREATS
    return _relation(f"{head.text} {before}") if role is Role.TREATS else role or previous.role


def _settled_role(near: str, role: Role | None, previous: Previous) -> Role | None:
    """Return the role that the words between two diseases settle whatever else they say, None if they do not."""
    if role_cues.PARENTHETIC_CAUSE.search(near) or near.lstrip().startswith("from "):
        return Role.CAUSE
    if role_cues.TREATED_WITH.search(near):
        return Role.POPULATION
    is_sign = role is Role.CAUSE and role_cues.SIGNS_DUE_TO.search(previous.text)
    if previous.role is Role.TREATS and (is_sign or role_cues.REPEATED.fullmatch(near)):
        return Role.TREATS
    return None


def _is_treated_in(before: str, previous: Previous) -> bool:
    """Return whether what is treated in patients with a disease is a sign of it, or its decline."""
    opened = before[: previous.start].rpartition("(")[2]
    is_in_brackets = ")" not in opened and len(opened) < previous.start
    is_sign = role_cues.SIGNS.search(previous.text) and (not is_in_brackets or opened.startswith("incl"))
    is_flare = role_cues.FLARES.search(before[previous.start :])
    return bool(is_sign or is_flare or role_cues.DECLINE.search(before))


def _is_population(near: str, after: str, previous: Role, *, has_target: bool) -> bool:
    """Return whether a disease says whom a use is for: "in hypertensive patients", "stroke in atrial fibrillation"."""
    if _IS_HIGH.match(after) or role_cues.PRECLUDES.match(after):
        return True
    if role_cues.WHOSE.search(near) or (after.lstrip().startswith("risk") and role_cues.AT_RISK.search(near)):
        return True
    found = _IN.search(near)
    is_in = (
        has_target
        and found is not None
        and _own_role(found.group(), has_target=True) is None
        and not role_cues.PATIENTS_OF.match(found.group()[3:])
    )
    return is_in and (previous is Role.PREVENTS or role_cues.PATIENTS_OF.match(after) is not None)


def _own_role(near: str, *, has_target: bool) -> Role | None:
    """Return the role that the last cue of some words gives, None without a cue. TREATS is any indicated role."""
    places = {
        Role.CAUSE: _last(role_cues.CAUSE, near),
        Role.POPULATION: max(
            _last(role_cues.POPULATION, near) if has_target else -1, _last(role_cues.RISK_FACTORS, near)
        ),
        Role.TREATS: max(_last(cue, near) for cue in (*_CUE_OF_ROLE.values(), cues.INDICATED, _INCLUDING)),
    }
    best = max(places, key=lambda role: places[role])
    return best if places[best] >= 0 else None


def _last(cue: re.Pattern[str], words: str) -> int:
    return max((found.start() for found in cue.finditer(words)), default=-1)


def _relation(before: str) -> Role:
    """Return the relation whose cue stands nearest before a disease, treats if none does."""
    places = {role: _last(cue, before) for role, cue in _CUE_OF_ROLE.items()}
    if places[Role.PALLIATES] >= 0:
        return Role.PALLIATES
    best = max(places, key=lambda role: places[role])
    return best if places[best] >= 0 else Role.TREATS


def is_sign(name: str) -> bool:
    """Return whether words name a sign or complaint of many diseases."""
    return role_cues.SIGNS.search(name) is not None or role_cues.COMPLAINT.search(name) is not None

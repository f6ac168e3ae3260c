"""For whom and how a label allows a use: ages, sex, line, biomarkers and drugs that must go with it."""

import re
from collections.abc import Iterable

from miner.records import Mention, MentionType

_ADULTS = re.compile(r"\badults?\b|\b(?:post)?menopausal\b|\bmen\b|\b18 years (?:of age )?(?:and|or) (?:older|over|above)", re.IGNORECASE)
_CHILDREN = re.compile(
    r"\b(?:p(?:a)?ediatric|child(?:ren)?|adolescents?|infants?|neonat\w+|newborns?|juvenile patients"
    r"|(?:[1-9]|1[0-7]) (?:years|months|weeks)(?: of age)? (?:of age )?(?:and|or|to) (?:older|over|above|\d+))\b"
    r"|\baged? (?:[1-9]|1[0-7]) (?:years|months)|\b(?:from|aged|at least) (?:[1-9]|1[0-7]) (?:years|months)",
    re.IGNORECASE,
)
_NOT_CHILDREN = re.compile(r"\b(?:not|safety)\b[^.]{0,80}\b(?:p(?:a)?ediatric|children)\b", re.IGNORECASE)
_LINES = (
    ("first line", re.compile(r"\bfirst[- \u2011]line\b|\bpreviously untreated\b|\bnewly[- \u2011]diagnosed\b|\binitial (?:treatment|therapy)\b", re.IGNORECASE)),
    ("later line", re.compile(
        r"\bsecond[- \u2011]line\b|\brelapsed\b|\brefractory\b|\bafter (?:the )?failure\b|\bfailed\b|\bpreviously treated\b|\bprior (?:therapy|treatment|chemotherapy|line)"
        r"|\bprogress(?:ed|ion) (?:on|after|following)\b|\binadequate(?:ly)? respon|\bintoleran|\bat least (?:one|two|1|2|three|3) (?:prior|previous)", re.IGNORECASE)),
    ("adjuvant", re.compile(r"\badjuvant\b", re.IGNORECASE)),
    ("maintenance", re.compile(r"\bmaintenance\b", re.IGNORECASE)),
)  # fmt: skip
_TOGETHER = re.compile(
    r"\b(?:in combination with|combined with|together with|concomitantly with|co-?administered with|added to|adjunct(?:ive)? (?:therapy )?to|with concomitant)\b",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\b(?:alone|monotherapy|single agent|with or without)\b", re.IGNORECASE)
_TOGETHER_LENGTH = 160


def ages_of(text: str) -> str:
    """Return "adults", "children", "adults|children" or "": the age groups that a segment names."""
    is_children = _CHILDREN.search(text) is not None and not _NOT_CHILDREN.search(text)
    found = [group for group, is_named in (("adults", _ADULTS.search(text)), ("children", is_children)) if is_named]
    return "|".join(found)


def line_of(text: str) -> str:
    """Return the lines of therapy that a segment names, joined by "|"."""
    return "|".join(name for name, cue in _LINES if cue.search(text))


def biomarkers_of(mentions: Iterable[Mention], start: int, end: int) -> tuple[str, ...]:
    """Return the biomarkers that `[start, end)` of a text names, sorted identifiers."""
    return tuple(sorted({m.link.curie for m in mentions if m.type is MentionType.BIOMARKER and m.link and start <= m.start < end}))


def partners_of(text: str, offset: int, mentions: Iterable[Mention], own: Iterable[str]) -> tuple[str, ...]:
    """Return the drugs that a segment requires beside the label's own, sorted; () if the drug may be used alone.

    Args:
        text: the segment.
        offset: its place in the text that the mentions refer to.
        mentions: all mentions of the text.
        own: the label's ingredients.
    """
    if _ALONE.search(text):
        return ()
    own = set(own)
    found: set[str] = set()
    for cue in _TOGETHER.finditer(text):
        start, end = offset + cue.end(), offset + min(len(text), cue.end() + _TOGETHER_LENGTH)
        found.update(
            m.link.curie for m in mentions if m.type is MentionType.DRUG and m.link and start <= m.start < end and m.link.curie not in own
        )
    return tuple(sorted(found))

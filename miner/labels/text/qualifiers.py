"""For whom and how a label allows a use: age groups, line of therapy, biomarkers and drugs that must go with it."""

import re
from collections.abc import Iterable, Sequence

from miner.records import Mention, MentionType

_YEARS = r"(?:[1-9]|1[0-7]|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_OPEN = rf"{_YEARS} (?:years|months|weeks)(?: of age)?,? (?:of age )?(?:and|or) (?:older|over|above|up)"
_ADULTS = re.compile(
    r"\b(?:adults?|(?:post)?menopausal|men|elderly|geriatric|18 years (?:of age )?(?:and|or) (?:older|over|above))\b",
    re.IGNORECASE,
)
_CHILDREN = re.compile(
    r"\b(?:p(?:a)?ediatric|child(?:ren)?|adolescents?|infants?|neonat\w+|newborns?|toddlers|boys|girls"
    r"|juvenile patients"
    rf"|{_OPEN}|{_YEARS} (?:years|months|weeks)(?: of age)? to {_YEARS}|aged? {_YEARS} (?:years|months)"
    rf"|(?:from|at least) (?:the age of )?{_YEARS} (?:years|months))\b",
    re.IGNORECASE,
)
_OF_ANY_AGE = re.compile(
    rf"\b(?:patients|individuals|persons|people|subjects|those|females|males|women)[\w ,()-]{{0,60}}?{_OPEN}",
    re.IGNORECASE,
)
"""An age from which on anybody may be treated, grown-up or not."""

_CHILDREN_ONLY = re.compile(
    rf"\b(?:p(?:a)?ediatric|child(?:ren)?|adolescents?|infants?|boys|girls)\b[\w ,()-]{{0,60}}?{_OPEN}", re.IGNORECASE
)
_NOT_CHILDREN = re.compile(
    r"\b(?:not|safety|contraindicated|adults? only|except)\b[^.]{0,80}\b(?:p(?:a)?ediatric|children|adolescents)\b"
    r"|\b(?:child[- ]?bearing|childhood[- ]onset|in childhood)\b",
    re.IGNORECASE,
)
_LINES = (
    (
        "first line",
        re.compile(
            r"(?<!progressed on a )(?<!failed )(?<!after )(?<!to )(?<!following )\bfirst[- ](?:line"
            r"|or second[- ]line)\b(?! [\w-]+[- ]contain)"
            r"|\bfirst- (?:or|and) second[- ]line\b|\bfront[- ]line\b|\bpreviously untreated\b|\bnewly[- ]diagnosed\b"
            r"|\bnot (?:been )?previously (?:been )?treated\b|\btreatment[- ]naive\b"
            r"|(?<!following )(?<!after )\binitial (?:treatment|therapy)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "later line",
        re.compile(
            r"\b(?:second|third)[- ]line\b|\brelapsed\b|\brefractory\b|\bafter (?:the )?failure\b|\bfailed\b"
            r"|(?<!not )(?<!not been )\bpreviously (?:been )?treated\b"
            r"|(?<!no )(?<!without )\bprior (?:systemic )?(?:therapy|therapies|treatment|chemotherapy|line)"
            r"|\bprogress(?:ed|ion) (?:on|after|following)\b|\binadequate(?:ly)? respon|\bintoleran"
            r"|\bnot adequately controlled"
            r"|\bat least (?:one|two|three|[1-3]) (?:or more )?(?:prior|previous)",
            re.IGNORECASE,
        ),
    ),
    (
        "adjuvant",
        re.compile(
            r"(?<!after )(?<!following )(?<!completing )(?<!prior )(?<!previous )\badjuvant (?!endocrine therapy\b)",
            re.IGNORECASE,
        ),
    ),
    ("maintenance", re.compile(r"\bmaintenance (?!dialysis|haemodialysis|hemodialysis|of )", re.IGNORECASE)),
)
_TOGETHER = re.compile(
    r"\b(?:in combination with|combined with|together with|concomitantly with|co-?administered with|added to"
    r"|adjunct(?:ive)? (?:therapy |treatment )?to|with concomitant|as an add-on to)\b",
    re.IGNORECASE,
)
_TOGETHER_ENDS = re.compile(
    r"[.;:]|\b(?:is|are|for|who|whom|whose|following|after|has|have|when|where|if|in (?:adults?|patients"
    r"|children|the|p(?:a)?ediatric)|with (?:or|type|a)|followed)\b",
    re.IGNORECASE,
)
_SAME_ITEM = 40
"""Characters by which a disease may be farther from a drug than the nearest one, and yet be in the same list."""

_NO_MARKER = re.compile(r"\b(?:no|without|lack(?:s|ing)?|absence of|not have|except)\b[^.;,]{0,60}$", re.IGNORECASE)
_MARKED = re.compile(
    r"^[\w )/(-]{0,30}?(?:mutat|positiv|negativ|express|rearrang|amplif|deficien|tropic|transloc|fusion|wild"
    r"|alter|deletion|variant)",
    re.IGNORECASE,
)
"""Behind a gene: its state is asked for, so that it is a biomarker and not a drug's target or a laboratory value."""


def ages_of(text: str) -> str:
    """Return "adults", "children", "adults|children" or "": the age groups that a segment names.

    "Patients 2 years and older" are adults and children, "children 2 years and older" are not adults.
    """
    is_any = _OF_ANY_AGE.search(text) is not None and not _CHILDREN_ONLY.search(text)
    is_children = _CHILDREN.search(_NOT_CHILDREN.sub(" ", text)) is not None
    is_adults = _ADULTS.search(text) is not None or is_any
    return "|".join(group for group, is_named in (("adults", is_adults), ("children", is_children)) if is_named)


def line_of(text: str) -> str:
    """Return the lines of therapy that a segment names, joined by "|"."""
    return "|".join(name for name, cue in _LINES if cue.search(text))


def biomarkers_of(text: str, mentions: Iterable[Mention], start: int, end: int) -> tuple[str, ...]:
    """Return the biomarkers that `[start, end)` of a text asks for, sorted identifiers.

    A gene without a state ("CD20", "ApoB") is none, nor is what tumours must not have; of a gene and its state the
    state is kept.
    """
    found = {
        m.link.curie
        for m in mentions
        if m.type is MentionType.BIOMARKER and m.link and start <= m.start < end and _is_asked_for(text, m, start)
    }
    return tuple(sorted(curie for curie in found if not any(other.startswith(f"{curie} ") for other in found)))


def _is_asked_for(text: str, mention: Mention, start: int) -> bool:
    if _NO_MARKER.search(text[start : mention.start]):
        return False
    curie = mention.link.curie if mention.link else ""
    is_bare = curie.startswith("HGNC:") and " " not in curie
    return not is_bare or _MARKED.match(text[mention.end : mention.end + 50]) is not None


def partners_of(
    text: str,
    offset: int,
    mentions: Sequence[Mention],
    own: Iterable[str],
    place: tuple[int, int] | None = None,
) -> tuple[str, ...]:
    """Return the drugs that a segment names beside the label's own, each alone or all together, sorted.

    A label that allows the drug alone too, or with one drug or another, names these sets as well.

    Args:
        text: the segment.
        offset: its place in the text that the mentions refer to.
        mentions: all mentions of the text.
        own: the label's ingredients.
        place: the disease, in the text that the mentions refer to; in a segment with several, a drug counts for the
            nearest only. None takes all drugs.
    """
    found: set[str] = set()
    diseases = [m for m in mentions if m.type is MentionType.DISEASE and offset <= m.start < offset + len(text)]
    for cue in _TOGETHER.finditer(text):
        stop = _TOGETHER_ENDS.search(text, cue.end())
        start, end = offset + cue.start(), offset + (stop.start() if stop else len(text))
        nearest = min((_distance(m.start, m.end, start, end) for m in diseases), default=0)
        if place is None or _distance(*place, start, end) <= nearest + _SAME_ITEM:
            found |= _drugs(mentions, offset + cue.end(), end) - set(own)
    return tuple(sorted(found))


def _distance(start: int, end: int, other_start: int, other_end: int) -> int:
    return max(0, other_start - end, start - other_end)


def _drugs(mentions: Iterable[Mention], start: int, end: int) -> set[str]:
    named = [m.link.curie for m in mentions if m.type is MentionType.DRUG and m.link and start <= m.start < end]
    return {drug for curie in named for drug in curie.split("+")}

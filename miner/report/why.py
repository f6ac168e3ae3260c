"""Why a row is on the list: one paragraph made of parts, each from counts and label states."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from miner.jurisdictions import CODES
from miner.records import COVERING_LEVELS, Design, LabelLevel, PairEvidence, Signal
from miner.report.records import ListEntry
from miner.signals.emergence import RECENT_YEARS

_LEVEL_PHRASES = {
    LabelLevel.ON: "on label",
    LabelLevel.FORM: "a form of a labelled disease",
    LabelLevel.PART: "part of a labelled use",
    LabelLevel.EACH: "on label for each drug alone",
    LabelLevel.BROADER: "broader than the label",
    LabelLevel.SIBLING: "next to a labelled disease",
    LabelLevel.OFF: "off label",
    LabelLevel.NOT_APPROVED: "the drug not approved",
    LabelLevel.BETWEEN: "on label or not, no source says",
    LabelLevel.UNKNOWN: "label not known",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the paragraph: what it is about, and one or two sentences."""

    about: str
    text: str


def why_here(entry: ListEntry, as_of: date) -> tuple[Part, ...]:
    """Return the parts of the paragraph in reading order: studies, trend, labels, kinds, harms, change, standing."""
    parts = (
        ("studies", _studies(entry)),
        ("trend", _trend(entry, as_of)),
        ("labels", _labels(entry)),
        ("kinds", _kinds(entry)),
        ("harms", _harms(entry)),
        ("change", f"Since the earlier list: {'; '.join(map(str, entry.changes))}." if entry.changes else ""),
        ("standing", _standing(entry)),
    )
    return tuple(Part(about=about, text=text) for about, text in parts if text)


def counted(count: int, one: str, many: str = "") -> str:
    """Return "1 study" or "3 studies", the number with separators; `many` is `one` with an s unless given."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def _studies(entry: ListEntry) -> str:
    evidence = entry.evidence
    if evidence.is_supported and not evidence.is_studied:
        return _unstudied(evidence)
    years = ""
    if evidence.first_year is not None:
        is_one = evidence.first_year == evidence.last_year
        years = f", published {evidence.first_year}" + ("" if is_one else f" to {evidence.last_year}") + ","
    designs = [_design_words(design, count) for design, count in evidence.supporting_by_design.items()]
    of = f" ({_join(designs)})" if designs else ""
    verb = "supports" if evidence.supporting_count == 1 else "support"
    against = f"{evidence.opposing_count:,} speak{'s' if evidence.opposing_count == 1 else ''} against it"
    return (
        f"{evidence.supporting_count:,} of {counted(evidence.study_count, 'independent study', 'independent studies')}"
        f"{years} {verb} the use{of}; {against if evidence.opposing_count else 'none speaks against it'}."
    )


def _unstudied(evidence: PairEvidence) -> str:
    """Return what speaks for a use of which no study was read."""
    said = (
        (evidence.review_count, "systematic review supports", "systematic reviews support"),
        (evidence.narrative_count, "review or guideline supports", "reviews or guidelines support"),
        (evidence.advising_count, "article repeats a recommendation of", "articles repeat a recommendation of"),
    )
    found = [counted(*each) for each in said if each[0]]
    return f"No study of its own read: {_join(found)} the use." if found else "No study of its own read."


def _design_words(design: Design, count: int) -> str:
    """Return "3 randomised", "2 case reports" or "1 of unknown design"."""
    title = "of unknown design" if design is Design.UNKNOWN else design.title
    return f"{count:,} {title}{'s' if count > 1 and title.endswith('report') else ''}"


def _trend(entry: ListEntry, as_of: date) -> str:
    since = as_of.year - RECENT_YEARS + 1
    by_year = entry.evidence.studies_by_year
    recent = sum(count for year, count in by_year.items() if year >= since)
    if not by_year or (entry.evidence.is_supported and not entry.evidence.is_studied):
        return ""
    return f"{f'{recent:,}' if recent else 'None'} of them {'are' if recent > 1 else 'is'} from {since} on."


def _labels(entry: ListEntry) -> str:
    phrases: dict[str, list[str]] = {}
    for code in CODES:
        region = entry.region(code)
        phrase = _LEVEL_PHRASES[region.state.level]
        fact = region.state.fact
        if fact and fact.entered_on and region.state.level in COVERING_LEVELS:
            phrase += f" since {fact.entered_on.year}"
        outside = " and ".join(kind.value for kind in region.state.kinds_beyond_disease)
        phrases.setdefault(phrase + (f" but outside its {outside}" if outside else ""), []).append(code)
    text = "; ".join(f"{phrase} in {_join(codes)}" for phrase, codes in phrases.items())
    return f"{text[:1].upper()}{text[1:]}."


def _kinds(entry: ListEntry) -> str:
    """Return how studies are outside labels besides the disease, and what that makes of the row; "" if none is."""
    notes = "; ".join(map(str, entry.kind_notes))
    is_part = isinstance(entry.signal, Signal) and entry.signal.is_by_kind
    part = " The disease is on label, and the row has the studies that are outside alone." if is_part else ""
    return f"{notes}.{part}" if notes else ""


def _harms(entry: ListEntry) -> str:
    harms = entry.group_counts.get("harms")
    if harms is None:
        return "No sentence in these articles reads as a harm of the drug."
    articles = counted(harms.article_count, "article")
    return f"{articles} {'has' if harms.article_count == 1 else 'have'} a sentence that reads as a harm of the drug."


def _standing(entry: ListEntry) -> str:
    words = [f"Stage: {entry.stage}" if entry.stage else "", f"tier {entry.tier}" if entry.tier else ""]
    if entry.score is not None:
        words.append(f"rank {entry.rank:,} by a score of {entry.score:.2f}")
    text = ", ".join(filter(None, words))
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _join(words: Iterable[str]) -> str:
    """Return the words as "a, b and c"."""
    *head, last = words
    return f"{', '.join(head)} and {last}" if head else last

"""The weekly list as one HTML file that opens from disk and asks the network for nothing.

Text of articles reaches the page only through Jinja's autoescape; the Content-Security-Policy allows the
page's own script and style by their hashes and nothing else, so a style attribute would not work either.
"""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from miner.jurisdictions import CODES
from miner.records import LabelLevel, LabelState, MentionType
from miner.report.records import EvidenceSentence, ListEntry, WeeklyList
from miner.signals.columns import state_in

_TEMPLATES = Path(__file__).parent / "templates"
_LONGEST_AXIS = 30
"""Years that still give a bar of two pixels and more in the table's column."""
_CHART_WIDTH, _CHART_HEIGHT = 120, 26
_LEAST_PEAK = 4
"""Bars fill the height at this many studies a year or more, so that one study never looks like a rush."""

LEVEL_WORDS = {
    LabelLevel.ON_LABEL: ("on", "On label", "the label names the disease"),
    LabelLevel.NARROWER: ("narrower", "Narrower", "a form of a disease on the label, covered by inclusion"),
    LabelLevel.BROADER: ("broader", "Broader", "a group of diseases, of which the label names one"),
    LabelLevel.SIBLING: ("sibling", "Sibling", "shares the direct parent with a disease on the label"),
    LabelLevel.OFF_LABEL: ("off", "Off label", "the drug is approved, the disease is not on its label"),
    LabelLevel.NOT_APPROVED: ("none", "No approval", "the drug itself is not approved in the region"),
    LabelLevel.UNKNOWN: ("unknown", "Unknown", "no label of the drug is held for the region"),
}
"""Level to its symbol, the short word of the table and what it means, nearest to the label first."""

STANCES = {
    "supports": "Supports the use",
    "opposes": "Against the use",
    "other": "Other statements, not counted for or against",
    "retracted": "Retracted: counts nothing",
}
"""Stance of a sentence to the heading of its group, in the order shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearAxis:
    """The years every chart of a list shares; from `partial_from` on they are not over at its date."""

    first: int
    last: int
    partial_from: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One year's bar in the chart's own units, y down."""

    x: float
    y: float
    width: float
    height: float
    is_partial: bool


def render_list(weekly: WeeklyList) -> str:
    """Return the page; the same list gives the same text."""
    environment = make_environment()
    environment.filters |= {
        "long_date": long_date,
        "pieces": split_highlights,
        "web": web_address,
        "search_text": search_text,
        "fact": describe_fact,
        "part_of": part_of,
    }
    script = read_template("list.js")
    style = f":root {{ --label-count: {len(CODES)}; }}\n{read_template('list.css')}"
    axis = year_axis(weekly)
    return environment.get_template("list.html.j2").render(
        weekly=weekly,
        axis=axis,
        file_stem=file_stem(weekly),
        script=script,
        style=style,
        script_hash=source_hash(script),
        style_hash=source_hash(style),
        jurisdictions=CODES,
        column_count=10 + len(CODES),
        levels=LEVEL_WORDS,
        level_order={level: order for order, level in enumerate(LEVEL_WORDS)},
        stances=STANCES,
        kinds=list(MentionType),
        chart=(_CHART_WIDTH, _CHART_HEIGHT),
        bars=lambda entry: list(year_bars(entry.evidence.studies_by_year, axis)),
        year_x=lambda year: _year_x(year, axis),
        year_words=lambda entry: describe_years(entry.evidence.studies_by_year, axis),
        state_in=lambda entry, code: state_in(entry.signal, code),
    )


def make_environment() -> Environment:
    """Jinja as every page here uses it: what is not marked safe is escaped, and a name that is missing fails."""
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def read_template(name: str) -> str:
    """A script or style that goes into a page as it is."""
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def describe_fact(state: LabelState) -> str:
    """Return what decided a label state, in words, "" without a fact: "approved since 14 March 2014"."""
    fact = state.fact
    if fact is None:
        return ""
    if fact.approved_on:
        since = f"since {long_date(fact.approved_on)}"
    else:
        since = f"on the label by {long_date(fact.known_by)}" if fact.known_by else "date not known"
    until = f"until {long_date(fact.ended_on)}" if fact.ended_on else ""
    parts = (f"{fact.status} {since}", until, fact.population, fact.biomarker, fact.source)
    return ", ".join(part for part in parts if part)


def split_highlights(sentence: EvidenceSentence) -> Iterator[tuple[str, str]]:
    """Yield the sentence in pieces, each with the kind to mark it as ("" for plain text)."""
    done = 0
    for highlight in sorted(sentence.highlights, key=lambda h: (h.start, -h.end)):
        if highlight.start < done:
            continue
        if highlight.start > done:
            yield sentence.text[done : highlight.start], ""
        yield sentence.text[highlight.start : highlight.end], highlight.kind.value
        done = highlight.end
    if done < len(sentence.text):
        yield sentence.text[done:], ""


def year_axis(weekly: WeeklyList) -> YearAxis:
    """Return the years all charts share: from the earliest study, at most the latest thirty.

    It may end after the list's own year, as journals date issues ahead.
    """
    years = {year for entry in weekly.entries + weekly.followed for year in entry.evidence.studies_by_year}
    as_of = weekly.as_of
    last = max(years | {as_of.year})
    is_year_over = (as_of.month, as_of.day) == (12, 31)
    return YearAxis(
        first=max(min(years | {as_of.year}), last - _LONGEST_AXIS + 1),
        last=last,
        partial_from=as_of.year + 1 if is_year_over else as_of.year,
    )


def year_bars(studies_by_year: dict[int, int], axis: YearAxis) -> Iterator[Bar]:
    """Yield a bar for every year of the axis with a study; each chart is scaled to its own peak."""
    peak = max([_LEAST_PEAK, *studies_by_year.values()])
    slot = _CHART_WIDTH / (axis.last - axis.first + 1)
    for year in sorted(studies_by_year):
        if year >= axis.first and studies_by_year[year] > 0:
            height = round(max(2.0, studies_by_year[year] / peak * (_CHART_HEIGHT - 2)), 1)
            width = round(min(slot * 0.75, 12), 1)
            yield Bar(
                x=round((year - axis.first + 0.5) * slot - width / 2, 1),
                y=round(_CHART_HEIGHT - height, 1),
                width=width,
                height=height,
                is_partial=year >= axis.partial_from,
            )


def _year_x(year: int, axis: YearAxis) -> float:
    """Return the left edge of a year's slot, kept inside the chart."""
    slot = _CHART_WIDTH / (axis.last - axis.first + 1)
    return round(min(max((year - axis.first) * slot, 0.5), _CHART_WIDTH - 0.5), 1)


def describe_years(studies_by_year: dict[int, int], axis: YearAxis) -> str:
    """Return the chart in words: "2008: 1, 2009 so far: 3"; "none" without a study."""
    counts = [
        f"{year}{' so far' if year >= axis.partial_from else ''}:\u00a0{studies_by_year[year]}"
        for year in sorted(studies_by_year)
        if studies_by_year[year] > 0
    ]
    return ", ".join(counts) or "none"


def search_text(entry: ListEntry) -> str:
    """Return what the filter box looks through: names and identifiers, lower-case."""
    names = (entry.drug_name, entry.disease_name, *(biomarker.name for biomarker in entry.biomarkers))
    return " ".join((*names, entry.evidence.drug_id, entry.evidence.disease)).lower()


def web_address(url: str) -> str:
    """Return an http(s) address as it is and "" for anything else, a javascript: address above all."""
    return url if url.lower().startswith(("https://", "http://")) else ""


def part_of(count: int, total: int) -> str:
    """Return "200 of 652", or "15" if it is all."""
    return f"{count:,}" if count >= total else f"{count:,} of {total:,}"


def file_stem(weekly: WeeklyList) -> str:
    """Return the name, without ending, of the files that a list is written to."""
    return f"weekly-list-{weekly.as_of.isoformat()}"


def long_date(day: date) -> str:
    """Return a day as "14 March 2014"."""
    return f"{day.day} {day:%B %Y}"


def source_hash(text: str) -> str:
    """Return the hash source of an inline script or style (CSP Level 3, section 6.7.2)."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

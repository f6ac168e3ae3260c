"""The weekly list as one HTML file that opens from disk and makes no network request.

Article text reaches the page only through Jinja's autoescape. The Content-Security-Policy allows only the page's own
script and style, by their hashes, so a style attribute would have no effect either.
"""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from miner.jurisdictions import CODES
from miner.records import LabelFact, LabelLevel, LabelState, MentionType
from miner.report.records import CHANGES_SHOWN, EvidenceSentence, ListEntry, RegionLabel, WeeklyList

_TEMPLATES = Path(__file__).parent / "templates"
_LONGEST_AXIS = 30
"""Maximum years on the axis; bars in the table's column are then still at least two pixels wide."""
_CHART_WIDTH, _CHART_HEIGHT = 120, 26
_LEAST_PEAK = 4
"""A chart is scaled to at least this many studies a year, so that a single study does not look like a surge."""

LEVEL_WORDS = {
    LabelLevel.ON: ("on", "On label", "the label names the disease"),
    LabelLevel.FORM: ("form", "Form", "a form of a disease on the label, so the label covers it"),
    LabelLevel.PART: ("part", "Part", "a symptom, complication or population of a disease on the label"),
    LabelLevel.EACH: ("each", "Each alone", "every drug of the set is on label alone; no label names the set"),
    LabelLevel.BROADER: ("broader", "Broader", "a group of diseases that includes one on the label"),
    LabelLevel.SIBLING: ("sibling", "Sibling", "shares a specific parent with a disease on the label"),
    LabelLevel.OFF: ("off", "Off label", "the drug is approved, but the disease is not on its label"),
    LabelLevel.NOT_APPROVED: ("none", "No approval", "the drug itself is not approved in the region"),
    LabelLevel.BETWEEN: (
        "between",
        "Between",
        "on the label by a later day; no source says whether already on this one",
    ),
    LabelLevel.UNKNOWN: ("unknown", "Unknown", "our sources do not have the label, or not all of it"),
}
"""Level to its symbol, the short word shown in the table and what it means, closest to the label first."""

STANCES = {
    "supports": "Supports the use",
    "opposes": "Against the use",
    "stated": "About labels and guidelines, no study of the use",
    "other": "Other statements, not counted for or against",
    "retracted": "Retracted, not counted",
}
"""Stance of a sentence to the heading of its group, in display order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearAxis:
    """The years on the axis of every chart in a list; those from `partial_from` on are incomplete at its date."""

    first: int
    last: int
    partial_from: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The bar of one year in SVG units, with y pointing down."""

    x: float
    y: float
    width: float
    height: float
    is_partial: bool


def render_list(weekly: WeeklyList) -> str:
    """Return the page as HTML; equal lists yield identical text."""
    environment = make_environment()
    environment.filters |= {
        "long_date": long_date,
        "pieces": split_highlights,
        "web": web_address,
        "search_text": search_text,
        "short_status": short_status,
        "status": describe_status,
        "reason": describe_reason,
        "part_of": part_of,
    }
    script = read_template("list.js")
    style = f":root {{ --label-count: {len(CODES)}; }}\n{read_template('list.css')}{read_template('changes.css')}"
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
        changes_shown=CHANGES_SHOWN,
        levels=LEVEL_WORDS,
        level_order={level: order for order, level in enumerate(LEVEL_WORDS)},
        stances=STANCES,
        kinds=list(MentionType),
        chart=(_CHART_WIDTH, _CHART_HEIGHT),
        bars=lambda entry: list(year_bars(entry.evidence.studies_by_year, axis)),
        year_x=lambda year: _year_x(year, axis),
        year_words=lambda entry: describe_years(entry.evidence.studies_by_year, axis),
    )


def make_environment() -> Environment:
    """Return the Jinja environment of all pages: text not marked safe is escaped, an undefined name is an error."""
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def read_template(name: str) -> str:
    """Return a script or style that is inserted into a page verbatim."""
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def short_status(region: RegionLabel) -> str:
    """Return what the table shows under a label state, as "since 2014", "by 2018" or "left 2011"; "" if nothing."""
    status, outside = region.status, _kinds_outside(region.state)
    if outside:
        return f"not its {outside}"
    if status.status == "withdrawn":
        return f"left {status.day.year}" if status.day else "left the label"
    if status.day is None:
        return ""
    first = {"conditional": "conditional ", "form approved": "form "}.get(status.status, "")
    return f"{first}{status.day_word} {status.day.year}"


def describe_status(region: RegionLabel) -> str:
    """Return the regulatory status in words, like "Approved since 14 March 2014, adults" or "Under study: phase 2"."""
    status, fact = region.status, region.state.fact
    words = {"withdrawn": "left the label", "form approved": "approved for a form"}.get(status.status, status.status)
    if status.status == "off label" and status.studied:
        words = ""
    if status.day:
        day_words = {"by": "by", "about": "since about"}.get(status.day_word, status.day_word)
        words += f" {day_words} {long_date(status.day)}"
    parts = [words, f"under study: {status.studied}" if status.studied else ""]
    if fact is not None and status.status in {"approved", "conditional", "form approved"}:
        parts += _limits(region, fact)
    text = ", ".join(filter(None, parts))
    return text[:1].upper() + text[1:]


def _limits(region: RegionLabel, fact: LabelFact) -> Iterator[str]:
    """Yield whom and what a label covers: ages, line, other limits, biomarkers, drugs beside it."""
    yield from (fact.ages.replace("|", " and "), fact.line.replace("|", " and "), fact.population)
    yield ", ".join(fact.biomarkers)
    if region.partners:
        yield f"with {', '.join(region.partners)}"


def describe_reason(region: RegionLabel) -> str:
    """Return why a label state is what it is, with the sources of the deciding fact."""
    state, outside = region.state, _kinds_outside(region.state)
    parts = [state.reason, f"outside the label by its {outside}" if outside else ""]
    if state.fact is not None and state.fact.sources:
        parts.append(f"source: {', '.join(state.fact.sources)}")
    return "; ".join(filter(None, parts))


def _kinds_outside(state: LabelState) -> str:
    return " and ".join(kind.value for kind in state.kinds_beyond_disease)


def split_highlights(sentence: EvidenceSentence) -> Iterator[tuple[str, str]]:
    """Yield the sentence in pieces, each with the kind of its highlight ("" for plain text)."""
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
    """Return the years shared by all charts: from the earliest study on, limited to the last thirty.

    The axis may end after the year of the list, because journals date issues ahead.
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
    """Yield a bar for every year of the axis that has a study; each chart is scaled to its own peak."""
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
    """Return the left edge of a year's slot, clamped to the chart."""
    slot = _CHART_WIDTH / (axis.last - axis.first + 1)
    return round(min(max((year - axis.first) * slot, 0.5), _CHART_WIDTH - 0.5), 1)


def describe_years(studies_by_year: dict[int, int], axis: YearAxis) -> str:
    """Return the chart as text, like "2008: 1, 2009 so far: 3"; "none" if there is no study."""
    counts = [
        f"{year}{' so far' if year >= axis.partial_from else ''}:\u00a0{studies_by_year[year]}"
        for year in sorted(studies_by_year)
        if studies_by_year[year] > 0
    ]
    return ", ".join(counts) or "none"


def search_text(entry: ListEntry) -> str:
    """Return the text that the filter box searches: names and identifiers in lower case."""
    names = (entry.drug_name, entry.disease_name, *(biomarker.name for biomarker in entry.biomarkers))
    return " ".join((*names, entry.evidence.drug_id, entry.evidence.disease)).lower()


def web_address(url: str) -> str:
    """Return an http(s) address unchanged and "" for anything else, such as a javascript: address."""
    return url if url.lower().startswith(("https://", "http://")) else ""


def part_of(count: int, total: int) -> str:
    """Return "200 of 652", or just "15" if that is all."""
    return f"{count:,}" if count >= total else f"{count:,} of {total:,}"


def file_stem(weekly: WeeklyList) -> str:
    """Return the name, without suffix, of the files that a list is written to."""
    return f"weekly-list-{weekly.as_of.isoformat()}"


def long_date(day: date) -> str:
    """Return a date as "14 March 2014"."""
    return f"{day.day} {day:%B %Y}"


def source_hash(text: str) -> str:
    """Return the CSP hash source of an inline script or style (CSP Level 3, section 6.7.2)."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

"""The weekly list as one HTML file that opens from disk and makes no network request.

Article text reaches the page only through Jinja's autoescape. The Content-Security-Policy allows only the page's own
script and style, by their hashes, so a style attribute would have no effect either.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from miner.jurisdictions import CODES, JURISDICTIONS
from miner.labels.status import OFF_LABEL
from miner.records import LabelFact, LabelLevel, LabelState, MentionType
from miner.report import timeline
from miner.report.citations import FORMATS
from miner.report.facets import Choice, choices_of, index_row
from miner.report.packing import inert_json, pack
from miner.report.records import CHANGES_SHOWN, EvidenceSentence, ListEntry, RegionLabel, WeeklyList
from miner.report.svg import checked_svg
from miner.report.timeline import draw_timeline
from miner.report.why import counted, why_here

_TEMPLATES = Path(__file__).parent / "templates"
STYLES = ("base.css", "panel.css", "changes.css", "list.css")
"""Stylesheets of the list; the last one has the rules for narrow screens and print."""
FIRST_ROWS = 200
"""Rows of a table that are in the page as they are; its script unpacks the others when they are asked for."""
PLAIN_PANELS = 10
"""Rows whose evidence is in the page as it is, so that it can be read and printed without JavaScript."""
ROWS_PER_CHUNK, PANELS_PER_CHUNK = 100, 50
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

GROUPS = {
    "supports": ("Supports the use", "No sentence supports the use."),
    "opposes": (
        "Against the use",
        "No sentence speaks against the use: none finds no benefit or calls it contraindicated.",
    ),
    "harms": ("Harms of the drug", "No sentence in these articles says that the drug causes a disease."),
    "stated": ("About labels and guidelines, no study of the use", ""),
    "used": ("Given or studied for the disease, no result stated", ""),
    "other": ("Other statements, not counted for or against", ""),
    "retracted": ("Retracted, not counted", ""),
    "mentioned": ("Mentioned together, nothing said of an effect", ""),
}
"""Group of a sentence to its heading, in display order, and what stands there if it is empty ("" leaves it out)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearAxis:
    """The years on the axis of every chart in a list; those from `partial_from` on are incomplete at its date."""

    first: int
    last: int
    partial_from: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Rows or panels (`kind`) from the `first` of a table on, packed; see `packing.py`."""

    kind: str
    first: int
    packed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of the page: its first rows as HTML, the index of all rows for the script as JSON, the rest packed."""

    rows: str
    index: str
    chunks: tuple[Chunk, ...]


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
    environment = panel_environment(weekly.as_of)
    script = read_template("evidence.js") + read_template("list.js")
    style = f":root {{ --label-count: {len(CODES)}; }}\n" + "".join(map(read_template, STYLES))
    axis = year_axis(weekly)
    context = {
        "jurisdictions": CODES,
        "column_count": 10 + len(CODES),
        "chart": (_CHART_WIDTH, _CHART_HEIGHT),
        "bars": lambda entry: list(year_bars(entry.evidence.studies_by_year, axis)),
        "year_x": lambda year: _year_x(year, axis),
        "year_words": lambda entry: describe_years(entry.evidence.studies_by_year, axis),
    }
    choices = choices_of(weekly.entries + weekly.followed, weekly.as_of)
    return environment.get_template("list.html.j2").render(
        context,
        weekly=weekly,
        axis=axis,
        file_stem=file_stem(weekly),
        script=script,
        style=style,
        script_hash=source_hash(script),
        style_hash=source_hash(style),
        choices=choices,
        changes_shown=CHANGES_SHOWN,
        tables=_tables(environment, context, weekly, choices),
        plain_count=PLAIN_PANELS,
        first_count=FIRST_ROWS,
    )


def _tables(
    environment: Environment, context: Mapping[str, object], weekly: WeeklyList, choices: Sequence[Choice]
) -> dict[str, Table]:
    """Return the two tables of the page, "candidates" and "followed"."""
    make_row = macro(environment, "row", context)
    make_panel = macro(environment, "panel", context)
    marks = {level: mark for level, (mark, _, _) in LEVEL_WORDS.items()}
    tables = {}
    for name, entries, is_followed in (("candidates", weekly.entries, False), ("followed", weekly.followed, True)):
        panels = [str(make_panel(entry, f"{name}-{number}")) for number, entry in enumerate(entries, start=1)]
        rows = [
            str(make_row(entry, number, name, is_followed, panels[number - 1] if number <= PLAIN_PANELS else ""))
            for number, entry in enumerate(entries, start=1)
        ]
        index = [index_row(entry, choices, marks, weekly.as_of, is_followed=is_followed) for entry in entries]
        tables[name] = Table(
            rows="".join(rows[:FIRST_ROWS]),
            index=inert_json(index),
            chunks=(
                *_chunks("row", rows, FIRST_ROWS, ROWS_PER_CHUNK),
                *_chunks("panel", panels, PLAIN_PANELS, PANELS_PER_CHUNK),
            ),
        )
    return tables


def macro(environment: Environment, name: str, context: Mapping[str, object]) -> Callable[..., object]:
    """Return the macro that a template of its own name defines, in a context; what it returns is escaped HTML."""
    made: Callable[..., object] = getattr(environment.get_template(f"{name}.html.j2").make_module(dict(context)), name)
    return made


def _chunks(kind: str, fragments: Sequence[str], start: int, size: int) -> Iterator[Chunk]:
    """Yield the fragments from `start` on, packed `size` at a time."""
    for first in range(start, len(fragments), size):
        yield Chunk(kind=kind, first=first, packed=pack(fragments[first : first + size]))


def panel_environment(as_of: date) -> Environment:
    """Return the environment of pages that show the evidence of pairs as of a day."""
    environment = make_environment()
    environment.filters |= {
        "long_date": long_date,
        "pieces": split_highlights,
        "web": web_address,
        "short_status": short_status,
        "status": describe_status,
        "reason": describe_reason,
        "part_of": part_of,
        "why": lambda entry: why_here(entry, as_of),
        "timeline": lambda entry: draw_timeline(entry, as_of),
        "svg": checked_svg,
        "citation_file": citation_stem,
    }
    environment.globals |= {
        "counted": counted,
        "levels": LEVEL_WORDS,
        "groups": GROUPS,
        "kinds": list(MentionType),
        "regulators": JURISDICTIONS,
        "timeline_size": (timeline.WIDTH, timeline.HEIGHT),
        "citation_formats": FORMATS,
    }
    return environment


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
    first = {"conditional": "conditional ", "form approved": "form ", "approved with biomarker": "biomarker "}
    words = f"{status.day_word} {status.day.year}"
    return f"{first.get(status.status, '')}{words}"


_LIMITED = frozenset({"approved", "conditional", "form approved", "approved with biomarker"})
"""The statuses of which the label's limits are told."""


def describe_status(region: RegionLabel) -> str:
    """Return the regulatory status in words, like "Approved since 14 March 2014, adults" or "Under study: phase 2"."""
    status, fact = region.status, region.state.fact
    words = {"withdrawn": "left the label", "form approved": "approved for a form"}.get(status.status, status.status)
    if status.status == OFF_LABEL and status.studied:
        words = ""
    if status.day:
        day_words = {"by": "by", "about": "since about"}.get(status.day_word, status.day_word)
        words += f" {day_words} {long_date(status.day)}"
    parts = [words, f"under study: {status.studied}" if status.studied else ""]
    if fact is not None and status.status in _LIMITED:
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


def web_address(url: str) -> str:
    """Return an http(s) address unchanged and "" for anything else, such as a javascript: address."""
    return url if url.lower().startswith(("https://", "http://")) else ""


def part_of(count: int, total: int) -> str:
    """Return "200 of 652", or just "15" if that is all."""
    return f"{count:,}" if count >= total else f"{count:,} of {total:,}"


def citation_stem(entry: ListEntry) -> str:
    """Return the name, without suffix, of a file of citations, as "propranolol-infantile-hemangioma"."""
    words = re.findall(r"[a-z0-9]+", f"{entry.drug_name} {entry.disease_name}".lower())
    return "-".join(words)[:80] or "citations"


def file_stem(weekly: WeeklyList) -> str:
    """Return the name, without suffix, of the files that a list is written to."""
    return f"weekly-list-{weekly.as_of.isoformat()}"


def long_date(day: date) -> str:
    """Return a date as "14 March 2014"."""
    return f"{day.day} {day:%B %Y}"


def source_hash(text: str) -> str:
    """Return the CSP hash source of an inline script or style (CSP Level 3, section 6.7.2)."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

"""A forest plot as SVG, made on the server, with the same numbers as rows of a table.

It is drawn in the colour of the text around it, so that it works on light and dark pages, and tells studies from means
by shape (squares and diamonds), never by colour. Screen readers get its title and a sentence that sums it up.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from html import escape
from typing import NamedTuple

from miner.cohorts.records import Cohort, Measure, Pool, Value

NO_NAMES: Mapping[str, str] = {}
_ROW = 24
_WIDTH, _PLOT_LEFT, _PLOT_RIGHT = 860, 330, 590
_PATIENTS_LEFT, _VALUE_LEFT = 606, 690
_TOP, _BOTTOM = 34, 66
_LABEL_LENGTH_MAX = 40
_LEGEND = "Dashed: interval as the article states it. Hollow: number of patients unknown."
_SQUARE_MIN, _SQUARE_MAX = 3.0, 8.0
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240)


class ForestRow(NamedTuple):
    """One row of the plot and of its table; a study's or, with `pool`, the mean of a design's studies.

    Numbers are percent or months; `low` and `high` are None where no interval is known.
    """

    design: str
    label: str
    pmid: int | None
    year: int | None
    events: int | None
    patients: int | None
    estimate: float
    low: float | None
    high: float | None
    is_exact: bool
    pool: Pool | None = None

    @property
    def counts(self) -> str:
        """Events and patients as text: "12/30", "30", or a dash where they are unknown."""
        if self.events is not None:
            return f"{self.events}/{self.patients}"
        return "\u2013" if self.patients is None else str(self.patients)

    @property
    def numbers(self) -> str:
        """Value and interval as text: "40.0 (22.7 to 59.4)"."""
        bounds = "" if self.low is None or self.high is None else f" ({self.low:.1f} to {self.high:.1f})"
        return f"{self.estimate:.1f}{bounds}"


def forest_rows(cohort: Cohort, measure: Measure = Measure.RESPONSE) -> tuple[ForestRow, ...]:
    """Return the rows of a measure: the studies of each design, heaviest first, then their mean if there is one."""
    values = cohort.of(measure)
    pools = {pool.design: pool for pool in cohort.pools if pool.measure is measure}
    rows = []
    for design in sorted({value.design for value in values}, reverse=True):
        rows += [_study_row(value) for value in values if value.design is design]
        if design in pools:
            rows.append(_pool_row(pools[design]))
    return tuple(rows)


def _study_row(value: Value) -> ForestRow:
    arm = "" if value.arm in {"", "all"} else f", {value.arm}"
    year = f" ({value.year})" if value.year else ""
    return ForestRow(
        design=value.design.title,
        label=f"PMID {value.pmid}{year}{arm}",
        pmid=value.pmid,
        year=value.year,
        events=value.events,
        patients=value.patients,
        estimate=value.estimate,
        low=value.low,
        high=value.high,
        is_exact=value.is_exact,
    )


def _pool_row(pool: Pool) -> ForestRow:
    return ForestRow(
        design=pool.design.title,
        label=f"Mean of {pool.studies} studies (I\u00b2 {pool.i2:.0f} %, \u03c4\u00b2 {pool.tau2:.2f})",
        pmid=None,
        year=None,
        events=None,
        patients=pool.patients,
        estimate=pool.estimate,
        low=pool.low,
        high=pool.high,
        is_exact=False,
        pool=pool,
    )


def forest_plot(cohort: Cohort, measure: Measure = Measure.RESPONSE, names: Mapping[str, str] = NO_NAMES) -> str:
    """Return the plot as an SVG element, "" if the cohort has no value of the measure.

    Args:
        cohort: what to draw.
        measure: which of its measures.
        names: of drugs, diseases and biomarkers by identifier; what is missing is shown as its identifier.
    """
    rows = forest_rows(cohort, measure)
    if not rows:
        return ""
    title = _title(cohort, measure, names)
    key = "forest-" + sha256(f"{title}{rows}".encode()).hexdigest()[:10]
    lines = list(_lines(rows))
    height = _TOP + _ROW * len(lines) + _BOTTOM
    scale = _Scale(measure, rows)
    body = [*_axis(scale, height, measure)]
    for number, line in enumerate(lines):
        y = _TOP + _ROW * number + _ROW / 2
        body += [_heading(line, y)] if isinstance(line, str) else _drawn(line, y, scale)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="100%" role="img" '
        f'aria-labelledby="{key}-title {key}-desc" fill="currentColor" stroke="none" '
        f'font-family="system-ui, sans-serif" font-size="13" style="max-width: {_WIDTH}px">'
        f'<title id="{key}-title">{escape(title)}</title>'
        f'<desc id="{key}-desc">{escape(_summary(rows, measure))}</desc>'
        f"{''.join(body)}</svg>"
    )


def _title(cohort: Cohort, measure: Measure, names: Mapping[str, str]) -> str:
    drugs = " + ".join(names.get(drug, drug) for drug in cohort.drugs)
    marker = f", {names.get(cohort.biomarker, cohort.biomarker)}" if cohort.biomarker else ""
    return f"{measure.value.capitalize()} with {drugs} in {names.get(cohort.disease, cohort.disease)}{marker}"


def _summary(rows: Sequence[ForestRow], measure: Measure) -> str:
    """Return in words what the plot shows: how many studies, from where to where, and the means."""
    studies = [row for row in rows if row.pool is None]
    unit = "percent" if measure.is_proportion else "months"
    low, high = min(row.estimate for row in studies), max(row.estimate for row in studies)
    means = (
        f"Mean of {row.pool.studies} {row.design} studies with {row.patients} patients: {row.estimate:.1f} "
        f"{unit}, 95 % interval {row.low:.1f} to {row.high:.1f}, I\u00b2 {row.pool.i2:.0f} %."
        for row in rows
        if row.pool
    )
    return " ".join([f"{len(studies)} values from {low:.1f} to {high:.1f} {unit}.", *means])


def _lines(rows: Sequence[ForestRow]) -> Iterator[str | ForestRow]:
    """Yield the lines of the plot: the name of each design, then its rows."""
    design = None
    for row in rows:
        if row.design != design:
            design = row.design
            yield design
        yield row


class _Scale:
    """From numbers to places; proportions go from 0 to 100, medians to just beyond the largest number."""

    def __init__(self, measure: Measure, rows: Sequence[ForestRow]) -> None:
        if measure.is_proportion:
            self.end, self.step = 100.0, 20
            return
        largest = max(row.estimate if row.high is None else row.high for row in rows)
        self.step = next((step for step in _STEPS if largest / step <= 6), math.ceil(largest / 6))
        self.end = float(self.step * max(1, math.ceil(largest / self.step)))

    def place(self, number: float) -> float:
        """Return where a number is drawn, at the edge if it is beyond the scale."""
        share = min(1.0, max(0.0, number / self.end))
        return _PLOT_LEFT + (_PLOT_RIGHT - _PLOT_LEFT) * share


def _axis(scale: _Scale, height: int, measure: Measure) -> Iterator[str]:
    bottom = height - _BOTTOM + 4
    yield f'<g stroke="currentColor"><path d="M{_PLOT_LEFT} {bottom}H{_PLOT_RIGHT}"/>'
    ticks = range(0, int(scale.end) + 1, scale.step)
    for tick in ticks:
        at = f"{scale.place(tick):.1f}"
        yield f'<path d="M{at} {_TOP}V{bottom}" opacity=".15"/><path d="M{at} {bottom}v5"/>'
    yield "</g>"
    for tick in ticks:
        yield f'<text x="{scale.place(tick):.1f}" y="{bottom + 18}" text-anchor="middle" font-size="11">{tick}</text>'
    unit = "percent of patients" if measure.is_proportion else "months"
    middle = (_PLOT_LEFT + _PLOT_RIGHT) / 2
    yield f'<text x="{middle:.0f}" y="{bottom + 34}" text-anchor="middle" font-size="11">{unit}</text>'
    yield f'<text x="4" y="{bottom + 52}" font-size="11">{_LEGEND}</text>'
    yield f'<text x="{_PATIENTS_LEFT}" y="20" font-weight="600">Patients</text>'
    yield f'<text x="{_VALUE_LEFT}" y="20" font-weight="600">Value (95 % interval)</text>'


def _heading(text: str, y: float) -> str:
    return f'<text x="4" y="{y + 5:.0f}" font-weight="600">{escape(text.capitalize())}</text>'


def _drawn(row: ForestRow, y: float, scale: _Scale) -> Iterator[str]:
    """Yield label, interval, square or diamond, and numbers of a row."""
    label = row.label if len(row.label) <= _LABEL_LENGTH_MAX else row.label[: _LABEL_LENGTH_MAX - 1] + "\u2026"
    weight = ' font-style="italic"' if row.pool else ""
    yield f'<text x="16" y="{y + 5:.0f}"{weight}>{escape(label)}</text>'
    yield f'<text x="{_PATIENTS_LEFT}" y="{y + 5:.0f}">{row.counts}</text>'
    yield f'<text x="{_VALUE_LEFT}" y="{y + 5:.0f}">{row.numbers}</text>'
    at = scale.place(row.estimate)
    if row.low is not None and row.high is not None:
        low, high = scale.place(row.low), scale.place(row.high)
        if row.pool:
            yield f'<path d="M{low:.1f} {y}L{at:.1f} {y - 7}L{high:.1f} {y}L{at:.1f} {y + 7}Z"/>'
            return
        dash = "" if row.is_exact else ' stroke-dasharray="4 3"'
        yield f'<path d="M{low:.1f} {y}H{high:.1f}" stroke="currentColor" stroke-width="1.5"{dash}/>'
    half = min(_SQUARE_MAX, max(_SQUARE_MIN, math.sqrt(row.patients or 0) / 2))
    hollow = ' fill="none" stroke="currentColor" stroke-width="1.5"' if row.patients is None else ""
    yield f'<rect x="{at - half:.1f}" y="{y - half:.1f}" width="{2 * half:.1f}" height="{2 * half:.1f}"{hollow}/>'

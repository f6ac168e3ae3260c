"""The timeline of a row: new independent studies a year, stacked by design, as numbers for an SVG."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from miner.jurisdictions import CODES
from miner.records import COVERING_LEVELS, Design, PairEvidence
from miner.report.records import ListEntry

WIDTH, HEIGHT = 640, 132
_BASE = 112
"""The y of the base line; years are written below it."""
_TOP = 14
_HALF_LABEL = 15
"""Half the width of a written year."""
_LONGEST = 60
"""Most years of the axis; earlier studies stand in its first year."""
_LEAST_PEAK = 4
_MOST_LABELS = 10
_BANDS = (
    ("randomised", "randomised trial"),
    ("trial", "other trial"),
    ("observational", "observational study"),
    ("case", "case report or series"),
    ("laboratory", "animal or laboratory study"),
    ("unknown", "design not known"),
)
"""Style of a band and what it stands for, strongest first: the order from the base line up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The studies of one year and band, in SVG units (y pointing down)."""

    band: str
    x: float
    y: float
    width: float
    height: float
    is_partial: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A year on the axis, or the approval of the use in some regions: its x and what is written there."""

    x: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A timeline ready to draw: blocks, totals above the bars, years and approvals; `legend` are (band, words, count).

    `words` says the same as text: "2008: 1 case report; 2009 so far: 2 randomised trials".
    """

    blocks: tuple[Block, ...]
    totals: tuple[tuple[float, float, int], ...]
    years: tuple[Mark, ...]
    approvals: tuple[Mark, ...]
    legend: tuple[tuple[str, str, int], ...]
    words: str


def band_of(design: Design) -> str:
    """Return the band of a design."""
    if design is Design.RANDOMISED:
        return "randomised"
    if Design.OBSERVATIONAL < design < Design.RANDOMISED:
        return "trial"
    if design is Design.OBSERVATIONAL:
        return "observational"
    if design in {Design.CASE_REPORT, Design.CASE_SERIES}:
        return "case"
    return "laboratory" if design in {Design.ANIMAL, Design.IN_VITRO} else "unknown"


def draw_timeline(entry: ListEntry, as_of: date) -> Timeline | None:
    """Return the timeline of a row; None if no study has a year."""
    bands = _bands_by_year(entry.evidence)
    if not bands:
        return None
    last = max(as_of.year, *bands)
    first = max(min(bands), last - _LONGEST + 1)
    slot = WIDTH / (last - first + 1)
    blocks = tuple(_blocks(_clamped(bands, first), first, slot, as_of))
    tops: dict[float, Block] = {block.x: block for block in blocks}
    totals = [sum(counts.values()) for _, counts in sorted(_clamped(bands, first).items())]
    return Timeline(
        blocks=blocks,
        totals=tuple(
            (round(block.x + block.width / 2, 1), round(block.y - 3, 1), total)
            for block, total in zip(tops.values(), totals, strict=True)
        ),
        years=tuple(_years(first, last, slot)),
        approvals=tuple(_approvals(entry, first, last, slot)),
        legend=tuple(_legend(bands)),
        words=_words(bands, as_of),
    )


def _clamped(bands: Mapping[int, Mapping[str, int]], first: int) -> dict[int, dict[str, int]]:
    """Return the bands with what is earlier than the axis in its first year."""
    found: dict[int, dict[str, int]] = {}
    for year, counts in bands.items():
        at = found.setdefault(max(year, first), {})
        for band, count in counts.items():
            at[band] = at.get(band, 0) + count
    return found


def _blocks(bands: Mapping[int, Mapping[str, int]], first: int, slot: float, as_of: date) -> Iterator[Block]:
    """Yield the blocks of each year from the base line up; the running year is partial."""
    unit = (_BASE - _TOP) / max(_LEAST_PEAK, *(sum(counts.values()) for counts in bands.values()))
    width = round(min(slot * 0.8, 28), 1)
    for year, counts in sorted(bands.items()):
        y = float(_BASE)
        for band, _ in _BANDS:
            if counts.get(band):
                height = round(counts[band] * unit, 1)
                y = round(y - height, 1)
                yield Block(
                    band=band,
                    x=round((year - first + 0.5) * slot - width / 2, 1),
                    y=y,
                    width=width,
                    height=height,
                    is_partial=year > as_of.year or (year == as_of.year and (as_of.month, as_of.day) != (12, 31)),
                )


def _bands_by_year(evidence: PairEvidence) -> dict[int, dict[str, int]]:
    """Return the studies of each year by band; of unknown design where only their number is known."""
    designs: Mapping[int, Mapping[Design, int]] = evidence.designs_by_year or {
        year: {Design.UNKNOWN: count} for year, count in evidence.studies_by_year.items() if count
    }
    found: dict[int, dict[str, int]] = {}
    for year, counts in sorted(designs.items()):
        for design, count in counts.items():
            at = found.setdefault(year, {})
            at[band_of(design)] = at.get(band_of(design), 0) + count
    return found


def _years(first: int, last: int, slot: float) -> Iterator[Mark]:
    """Yield the years that are written: the first, the last and round ones between, not too close to each other."""
    step = next(step for step in (1, 2, 5, 10, 20) if (last - first) / step <= _MOST_LABELS)
    inner = [year for year in range(first + 1, last) if year % step == 0 and min(year - first, last - year) * slot > 40]
    for year in dict.fromkeys((first, *inner, last)):
        x = min(max((year - first + 0.5) * slot, _HALF_LABEL), WIDTH - _HALF_LABEL)
        yield Mark(x=round(x, 1), text=str(year))


def _approvals(entry: ListEntry, first: int, last: int, slot: float) -> Iterator[Mark]:
    """Yield the years in which labels came to cover the use, those outside the axis left out."""
    by_year: dict[int, list[str]] = {}
    for code in CODES:
        state = entry.region(code).state
        if state.level in COVERING_LEVELS and state.fact and state.fact.entered_on:
            by_year.setdefault(state.fact.entered_on.year, []).append(code)
    for year, codes in sorted(by_year.items()):
        if first <= year <= last:
            yield Mark(x=round((year - first) * slot, 1), text=", ".join(codes))


def _legend(bands: Mapping[int, Mapping[str, int]]) -> Iterator[tuple[str, str, int]]:
    for band, words in _BANDS:
        count = sum(counts.get(band, 0) for counts in bands.values())
        if count:
            yield band, words, count


def _words(bands: Mapping[int, Mapping[str, int]], as_of: date) -> str:
    names = dict(_BANDS)
    return "; ".join(
        f"{year}{' so far' if year >= as_of.year else ''}: "
        + ", ".join(f"{counts[band]} {names[band]}" for band, _ in _BANDS if counts.get(band))
        for year, counts in bands.items()
    )

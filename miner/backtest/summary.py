"""Everything that the report of a backtest shows, computed from a replay."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from miner.backtest.events import Event, EventClass
from miner.backtest.funnel import Funnel, Naming, count_funnel, reachable
from miner.backtest.hypotheses import HypothesisResult
from miner.backtest.measures import Difference, Found, Result, compare, find_uses, measure
from miner.backtest.protocol import Protocol
from miner.backtest.replay import LINES, METHODS, SCORE, Replay, Row, World
from miner.backtest.uses import LaterUse, join_uses
from miner.jurisdictions import CODES
from miner.lexicon.areas import OTHER, area_names, areas_of
from miner.records import OffLabelKind

POOLED = "pooled"
BINS = (0.0, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 100.0)
"""Bounds of the bins of the calibration, in percent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The measures of each method on the uses of one kind: pooled, of a region, an area or a class of events."""

    name: str
    results: dict[str, Result]

    def results_of(self, methods: Iterable[str], measure: str) -> list[tuple[str, float]]:
        """Return one measure of some methods, by the names of `Result.values`."""
        return [(method, self.results[method].values()[measure]) for method in methods if method in self.results]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Candidates of a range of scores: their number, the mean score and the share that a label followed, in percent."""

    count: int
    chance: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedUse:
    """A use that the score listed before a label came, or missed: its days, and the best rank that it had."""

    event: Event
    listed_on: date | None
    rank: int | None
    labelled_on: date | None


@dataclass(slots=True, kw_only=True)
class Period:
    """The measures of some days: all of them, or those that did not teach the score."""

    name: str
    days: tuple[date, ...]
    funnel: Funnel
    outcomes: list[Outcome] = field(default_factory=list)
    differences: dict[str, tuple[Difference, Difference, Difference]] = field(default_factory=dict)
    calibration: list[Bin] = field(default_factory=list)
    drug_counts: dict[str, float] = field(default_factory=dict)
    uses: list[ListedUse] = field(default_factory=list)
    hypotheses: tuple[HypothesisResult, ...] = ()


def summarise(  # noqa: PLR0913, PLR0917 - what the measures are taken from
    world: World,
    replay: Replay,
    protocol: Protocol,
    name: str,
    days: Sequence[date],
    naming: Naming,
) -> Period:
    """Return the measures of some days of a replay.

    Args:
        world: what was replayed.
        replay: its lists.
        protocol: the top and the horizon.
        name: of the period.
        days: of the period.
        naming: returns the PMIDs of the articles that name each of some drugs and diseases.
    """
    events = _in_period(world.events, protocol, days)
    found = reachable(world, events, days, naming)
    period = Period(name=name, days=tuple(days), funnel=count_funnel(world, replay, events, found, protocol, days))
    lists = {method: [x for x in listings if x.day in set(days)] for method, listings in replay.listings.items()}
    new = [number for number in events if world.events[number].event_class is EventClass.NEW_USE and number in found]
    for outcome, numbers in _outcomes(world, new, found):
        uses = join_uses(list(world.events), numbers, world.matcher)
        wanted = (*METHODS, *LINES) if outcome == POOLED else METHODS
        by_method = {method: find_uses(lists[method], uses, protocol) for method in wanted if method in lists}
        period.outcomes.append(Outcome(name=outcome, results={m: measure(f, protocol) for m, f in by_method.items()}))
        if outcome == POOLED:
            others = (method for method in METHODS if method != SCORE and method in by_method)
            period.differences = {other: compare(by_method[SCORE], by_method[other], protocol) for other in others}
            period.uses = _listed(world, uses, by_method[SCORE]) if SCORE in by_method else []
    period.calibration = _calibrate(world, replay, days)
    period.drug_counts = {
        method: sum(len({drug for members in x.top for drug in members[0].drugs}) for x in lists[method]) / len(days)
        for method in METHODS
        if lists.get(method)
    }
    return period


def _in_period(events: Sequence[Event], protocol: Protocol, days: Sequence[date]) -> list[int]:
    last = protocol.ends(max(days))
    return [number for number, event in enumerate(events) if min(days) < event.day <= last]


def _outcomes(world: World, new: Sequence[int], found: frozenset[int]) -> Iterable[tuple[str, list[int]]]:
    """Yield each outcome with the numbers of its events."""
    yield POOLED, list(new)
    for code in CODES:
        yield code, [number for number in new if world.events[number].jurisdiction == code]
    by_area: defaultdict[str, list[int]] = defaultdict(list)
    for number in new:
        for area in {
            area for disease in world.events[number].diseases for area in areas_of(world.lexicon, disease) or (OTHER,)
        }:
            by_area[area].append(number)
    for area in (*area_names(), OTHER):
        if by_area[area]:
            yield f"area: {area}", by_area[area]
    yield from _by_kind(world, sorted(found))


def _by_kind(world: World, found: Sequence[int]) -> Iterable[tuple[str, list[int]]]:
    """Yield the events that are no new disease by their class, then those of a disease on label by what is new."""
    for event_class in EventClass:
        if event_class is not EventClass.NEW_USE:
            numbers = [number for number in found if world.events[number].event_class is event_class]
            if numbers:
                yield f"kind: {event_class.value}", numbers
    of_class = [number for number in found if world.events[number].event_class is EventClass.SAME_DISEASE]
    for kind in OffLabelKind:
        numbers = [number for number in of_class if kind in world.events[number].kinds]
        if numbers:
            yield f"kind: on label but for its {kind.value}", numbers


def _listed(world: World, uses: Sequence[LaterUse], found: Found) -> list[ListedUse]:
    rank_of: dict[int, int] = {}
    for ranks in found.ranks:
        for rank, indices in ranks:
            for index in indices:
                rank_of[index] = min(rank, rank_of.get(index, rank))
    rows = []
    for index, use in enumerate(uses):
        labelled = found.labelled_on[index] or use.days[0]
        event = next(world.events[number] for number in use.events if world.events[number].day == labelled)
        rows.append(
            ListedUse(event=event, listed_on=found.listed_on[index], rank=rank_of.get(index), labelled_on=labelled)
        )
    return sorted(rows, key=lambda row: (row.listed_on is None, row.event.day, row.event.drugs))


def _calibrate(world: World, replay: Replay, days: Sequence[date]) -> list[Bin]:
    rows = [(members[0].values[SCORE], _is_followed(world, members)) for day in days for members in replay.heads[day]]
    bins = []
    for low, high in pairwise(BINS):
        own = [(chance, followed) for chance, followed in rows if low <= chance < high]
        if own:
            count = len(own)
            share = 100 * sum(followed for _, followed in own) / count
            bins.append(Bin(count=count, chance=sum(chance for chance, _ in own) / count, share=share))
    return bins


def _is_followed(world: World, members: Sequence[Row]) -> bool:
    numbers = (number for row in members for number in row.events)
    return any(world.events[number].event_class is EventClass.NEW_USE for number in numbers)

"""Measures of a replay: precision, recall, reciprocal rank and lead time, with intervals by bootstrap over events.

Precision: of the first k rows of a day, those that a label followed within the horizon; the mean of the days. Recall:
of the uses that could be listed, those that were, each counted once, at its first listing. Yield: uses found, by the
rows that stood in the first k for the first time. Mean reciprocal rank: over the days, one by the rank of the first row
that a label followed. Lead: from the day of the first listing to the label.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from miner.backtest.protocol import Protocol
from miner.backtest.replay import Listing
from miner.backtest.uses import LaterUse

DAYS_OF_MONTH = 365.25 / 12
LEVEL = 95.0

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one method found of some uses: for each, the day of its first listing and the label day that followed.

    `row_count` is the number of rows that stood in the first k for the first time; `ranks` has for each day the rank
    and the uses of each row that a label followed.
    """

    listed_on: tuple[date | None, ...]
    labelled_on: tuple[date | None, ...]
    row_count: int
    ranks: tuple[tuple[tuple[int, tuple[int, ...]], ...], ...]

    def leads(self) -> Floats:
        """Return the lead times of the uses that were found, in months."""
        pairs = zip(self.listed_on, self.labelled_on, strict=True)
        return np.array([(later - day).days / DAYS_OF_MONTH for day, later in pairs if day and later])


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The measures of one method; leads are in months, None where nothing was found."""

    found_count: int
    use_count: int
    row_count: int
    precision: float
    recall: float
    found_by_row: float
    reciprocal_rank: float
    lead_quartiles: tuple[float, float, float] | None
    lead_shares: tuple[float, ...]

    def values(self) -> dict[str, float]:
        """Return the measures by the names of the CSV; leads in months, where something was found."""
        named = {
            "found": float(self.found_count),
            "uses": float(self.use_count),
            "rows": float(self.row_count),
            "precision": self.precision,
            "recall": self.recall,
            "found a row": self.found_by_row,
            "reciprocal rank": self.reciprocal_rank,
        }
        if self.lead_quartiles is not None:
            names = ("lead, first quartile", "lead, median", "lead, third quartile")
            named |= dict(zip(names, self.lead_quartiles, strict=True))
        return named | {f"lead share {place}": share for place, share in enumerate(self.lead_shares, start=1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How much better one method is than another: the difference and its 95 % interval, paired, over uses."""

    value: float
    low: float
    high: float


def find_uses(listings: Sequence[Listing], uses: Sequence[LaterUse], protocol: Protocol) -> Found:
    """Return what the lists of one method found of some uses."""
    use_of = {number: index for index, use in enumerate(uses) for number in use.events}
    listed: list[date | None] = [None] * len(uses)
    labelled: list[date | None] = [None] * len(uses)
    seen: set[tuple[str, str]] = set()
    row_count, ranks = 0, []
    for listing in listings:
        fresh = [members for members in listing.top if members[0].pair not in seen]
        row_count += len(fresh)
        seen.update(row.pair for members in listing.top for row in members)
        followed: list[tuple[int, tuple[int, ...]]] = []
        found: set[int] = set()
        for rank, events in listing.followed:
            indices = tuple(sorted({use_of[number] for number in events if number in use_of}))
            if indices:
                followed.append((rank, indices))
                found.update(index for index in indices if rank <= protocol.top and listed[index] is None)
        for index in found:
            listed[index] = listing.day
            labelled[index] = uses[index].next_after(listing.day, protocol.ends(listing.day))
        ranks.append(tuple(followed))
    return Found(listed_on=tuple(listed), labelled_on=tuple(labelled), row_count=row_count, ranks=tuple(ranks))


def measure(found: Found, protocol: Protocol) -> Result:
    """Return the measures of what a method found."""
    weights = np.ones((1, len(found.listed_on)))
    precision, recall, rank = (float(values[0]) for values in _weighted(found, weights, protocol))
    leads = found.leads()
    quartiles = None
    if len(leads):
        low, middle, high = np.percentile(leads, [25, 50, 75])
        quartiles = float(low), float(middle), float(high)
    return Result(
        found_count=sum(day is not None for day in found.listed_on),
        use_count=len(found.listed_on),
        row_count=found.row_count,
        precision=precision,
        recall=recall,
        found_by_row=sum(day is not None for day in found.listed_on) / max(found.row_count, 1),
        reciprocal_rank=rank,
        lead_quartiles=quartiles,
        lead_shares=tuple(float(np.mean(leads >= months)) if len(leads) else 0.0 for months in protocol.lead_months),
    )


def compare(found: Found, other: Found, protocol: Protocol) -> tuple[Difference, Difference, Difference]:
    """Return the differences of two methods in precision, recall and reciprocal rank, by the same resampled uses."""
    count = len(found.listed_on)
    generator = np.random.default_rng(protocol.seed)
    weights = generator.multinomial(count, np.full(count, 1 / count), protocol.resamples) if count else np.ones((1, 0))
    ones = np.ones((1, count))
    ones = np.ones((1, count))
    resampled = zip(_weighted(found, weights, protocol), _weighted(other, weights, protocol), strict=True)
    whole = zip(_weighted(found, ones, protocol), _weighted(other, ones, protocol), strict=True)
    precision, recall, rank = (
        _difference(one - other, float(own[0] - others[0]))
        for (one, other), (own, others) in zip(resampled, whole, strict=True)
    )
    return precision, recall, rank


def _difference(resampled: Floats, value: float) -> Difference:
    low, high = np.percentile(resampled, [(100 - LEVEL) / 2, (100 + LEVEL) / 2])
    return Difference(value=value, low=float(low), high=float(high))


def _weighted(found: Found, weights: npt.NDArray[Any], protocol: Protocol) -> tuple[Floats, Floats, Floats]:
    """Return precision, recall and reciprocal rank of each row of weights of the uses.

    A row counts in precision as often as its uses were drawn on average; for its rank it is enough that one was drawn.
    """
    is_found = np.array([day is not None for day in found.listed_on], dtype=float)
    total = np.maximum(np.asarray(weights.sum(axis=1), dtype=float), 1)
    is_drawn = weights > 0
    reciprocal, hits = np.zeros(len(weights)), np.zeros(len(weights))
    for ranks in found.ranks:
        best = np.zeros(len(weights))
        for rank, indices in reversed(ranks):
            best = np.where(is_drawn[:, list(indices)].any(axis=1), 1 / rank, best)
            if rank <= protocol.top:
                hits += weights[:, list(indices)].mean(axis=1)
        reciprocal += best
    day_count = max(len(found.ranks), 1)
    recall = np.asarray(weights @ is_found, dtype=float) / total
    return hits / (protocol.top * day_count), recall, reciprocal / day_count

"""When a use came to a label: the rule that turns sightings into a day, a kind of day, and the day before which not.

The order of the evidence, nearest to the truth first:

1. stated: the earliest day that a source gives for the approval of this use (CDER's first approvals with their wording,
   accelerated approvals, submissions, PMDA's list), unless an earlier label has the use already. A day that may be that
   of an extension (orphan and exclusivity lists, HAS opinions) counts as stated if the wording of the first approval,
   or an earlier complete label, shows that the use was not on the label before; else only as an upper bound.
2. inferred: of the days on which the label can have grown (first approval, efficacy supplements), only one lies between
   the last complete label without the use and the first sign of it (United States, where those days are known); or the
   use is the main one of its label, which practically always is that of the first approval; or a product whose label
   has hardly another use was authorised between the bounds; or the day of the same use in the United States falls into
   the bounds: there the first use was the first here too, and a later one followed after the usual lag.
3. bounded: on the label by the first sign of it, not on it at the last complete label without it, or before the first
   approval. Between the two nobody knows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from miner.labels.sightings import DayMeaning, MarketDays, Sighting

NEAR = timedelta(days=45)
"""Two sources that date one approval differ by up to this much: action, letter, listing."""

_DAY = timedelta(days=1)

OPINIONS = frozenset({"has_extensions"})
"""Sources whose day follows the decision: HAS gives its opinion some months after the European Commission decided."""

OPINION_LAG = timedelta(days=220)
"""How long such an opinion follows the decision: the median of 36 extensions of known days (tenth percentile 114 days,
ninetieth 311)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UseDays:
    """When a use is known to have been on a label, and when not; see `LabelFact`."""

    since: date | None = None
    since_kind: str = ""
    since_source: str = ""
    absent_on: date | None = None
    absent_source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What is known of the label of a set of drugs as a whole.

    Args:
        market: first approval and the days on which the label can have grown; None if no source has it.
        without: days of complete labels that lack the use, with their source, in any order.
        is_main: whether the use is the first or nearly the only one of the label.
    """

    market: MarketDays | None
    is_growth_known: bool = False
    without: Sequence[tuple[date, str]] = ()
    is_main: bool = False


def date_use(sightings: Iterable[Sighting], history: History) -> UseDays:
    """Return the days of a use, by the rule of this module."""
    signs = sorted(
        ((each.day, each.meaning, each.source) for each in sightings if each.day and not _is_void(each, history)),
        key=lambda sign: (sign[0], _CERTAINTY[sign[1]]),
    )
    if not signs:
        return _undated(history)
    day, meaning, source = _first_sign(signs)
    if source in OPINIONS:
        return _after_opinion(day, source, history)
    absent_on, absent_source = _last_without(history, day)
    if (stated := _stated(history, day, meaning, absent_source)) is not None:
        return _exactly(stated, "stated", source)
    if (inferred := _inferred(history, absent_on, day)) is not None:
        return _exactly(inferred, "inferred", "market")
    return UseDays(
        since=day, since_kind="bounded", since_source=source, absent_on=absent_on, absent_source=absent_source
    )


def _stated(history: History, day: date, meaning: DayMeaning, absent_source: str) -> date | None:
    """Return the day of approval that a sign states, None if it is only an upper bound."""
    first = history.market.first_approval if history.market else None
    if first is not None and abs(day - first) <= NEAR and meaning is not DayMeaning.BY:
        return min(day, first)
    is_new = meaning is DayMeaning.LATE and absent_source not in ("", "market")
    return day if meaning is DayMeaning.APPROVED or is_new else None


def _inferred(history: History, absent_on: date | None, day: date) -> date | None:
    """Return the only, or the likeliest, day on which a use can have entered the label between two days."""
    entries = _entries(history.market, absent_on, day)
    if history.is_growth_known and len(entries) == 1:
        return entries[0]
    is_first = bool(entries) and history.market is not None and entries[0] == history.market.first_approval
    return entries[0] if history.is_main and is_first else None


def by_product(days: UseDays, authorised: Iterable[date]) -> UseDays:
    """Return the days of a use of an unknown day, inferred from the first authorisation of products for hardly else.

    Args:
        days: what is known; returned as it is if it is a day, or if no authorisation lies within its bounds.
        authorised: first authorisations of products whose label has hardly another use.
    """
    within = [
        day
        for day in authorised
        if (days.absent_on is None or day > days.absent_on) and (days.since is None or day <= days.since)
    ]
    if days.since_kind in ("stated", "inferred") or not within:
        return days
    return _exactly(min(within), "inferred", "product")


def follow(
    days: UseDays, leader: UseDays, leader_first: date | None, own_first: date | None, lag: timedelta
) -> UseDays:
    """Return the days of a use of an unknown day, inferred from those of the same use where it came to a label first.

    Args:
        days: what is known here; returned as it is if the inferred day does not lie within its bounds.
        leader: the stated or inferred days of the use there.
        leader_first: the first approval of the drugs there.
        own_first: the first approval of the drugs here.
        lag: how long approvals here follow those there, typically.
    """
    if leader.since is None or leader.since_kind not in ("stated", "inferred") or own_first is None:
        return days
    is_first_use = leader_first is not None and abs(leader.since - leader_first) <= NEAR
    day = own_first if is_first_use else max(own_first, leader.since + lag)
    is_within = (days.absent_on is None or day > days.absent_on) and (days.since is None or day <= days.since)
    return _exactly(day, "inferred", "approval elsewhere") if is_within else days


def _after_opinion(day: date, source: str, history: History) -> UseDays:
    """Return the days of a use whose earliest sign is an opinion on its extension: the decision came before it."""
    first = history.market.first_approval if history.market else None
    since = day - OPINION_LAG if first is None else max(first, day - OPINION_LAG)
    last = max((other for other, _ in history.without if other < day), default=None)
    return _exactly(max(since, last + _DAY) if last else since, "inferred", source)


def _is_void(sighting: Sighting, history: History) -> bool:
    """Return whether the day of a sighting cannot be that of the use.

    A snapshot of the world's uses has some that other regions approved first; a table that dates by the drug's first
    approval is void where the wording of that approval lacks the use.
    """
    market, day = history.market, sighting.day
    if market is None or market.first_approval is None or day is None:
        return False
    if sighting.meaning is DayMeaning.BY:
        return market.is_exact and day < market.first_approval - NEAR
    is_first = abs(day - market.first_approval) <= NEAR
    return (
        is_first
        and sighting.meaning is DayMeaning.LATE
        and any(abs(other - day) <= NEAR for other, _ in history.without)
    )


_CERTAINTY = {DayMeaning.APPROVED: 0, DayMeaning.LATE: 1, DayMeaning.BY: 2, DayMeaning.ENDED: 3}


def _first_sign(signs: Sequence[tuple[date, DayMeaning, str]]) -> tuple[date, DayMeaning, str]:
    """Return the first sign of a use; a day of approval that another source has a little earlier stays one."""
    day, meaning, source = signs[0]
    near = [sign for sign in signs if sign[0] - day <= NEAR]
    best = min(near, key=lambda sign: (_CERTAINTY[sign[1]], sign[0]))
    return best if best[1] is not meaning else (day, meaning, source)


def _last_without(history: History, day: date) -> tuple[date | None, str]:
    """Return the latest day before a sign on which a use was not on the label, and its source."""
    before = [(other, source) for other, source in history.without if other < day]
    if before:
        return max(before)
    first = history.market.first_approval if history.market and history.market.is_exact else None
    if first is not None and first <= day:
        return first - _DAY, "market"
    return None, ""


def _entries(market: MarketDays | None, absent_on: date | None, day: date) -> list[date]:
    """Return the days after `absent_on` and up to `day` on which a label can have grown, in order."""
    if market is None:
        return []
    days = [market.first_approval] if market.first_approval and market.is_exact else []
    return [each for each in (*days, *market.candidate_days) if (absent_on is None or each > absent_on) and each <= day]


def _exactly(day: date, kind: str, source: str) -> UseDays:
    return UseDays(since=day, since_kind=kind, since_source=source, absent_on=day - _DAY, absent_source=source)


def _undated(history: History) -> UseDays:
    """Return the days of a use that no source dates: those of the market, if its label has hardly another use."""
    first = history.market.first_approval if history.market and history.market.is_exact else None
    if first is not None:
        if history.is_main:
            return _exactly(first, "inferred", "market")
        return UseDays(absent_on=first - _DAY, absent_source="market")
    return UseDays()

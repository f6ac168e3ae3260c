"""When a use came to a label: each rule on a few invented sightings."""

from datetime import date, timedelta

import pytest

from miner.labels.days import NEAR, OPINION_LAG, History, UseDays, date_use, follow
from miner.labels.sightings import DayMeaning, MarketDays, Sighting

FIRST = date(2000, 5, 1)
LATER = date(2010, 6, 1)
DAY = timedelta(days=1)


def _sighting(day: date | None, meaning: DayMeaning = DayMeaning.BY, source: str = "fda_list") -> Sighting:
    return Sighting(drugs=("D:1",), disease="X:1", jurisdiction="US", source=source, day=day, meaning=meaning)


def _market(*candidate_days: date, is_exact: bool = True) -> MarketDays:
    return MarketDays(
        drugs=("D:1",),
        jurisdiction="US",
        first_approval=FIRST,
        is_exact=is_exact,
        source="m",
        candidate_days=candidate_days,
    )


def _days(days: UseDays) -> tuple[date | None, str, date | None]:
    return days.since, days.since_kind, days.absent_on


def test_a_stated_approval_is_the_day_although_later_labels_have_the_use_too() -> None:
    signs = [_sighting(LATER + 300 * DAY), _sighting(LATER, DayMeaning.APPROVED, "submissions")]
    assert _days(date_use(signs, History(market=_market()))) == (LATER, "stated", LATER - DAY)


def test_an_earlier_label_with_the_use_overrules_a_stated_day() -> None:
    signs = [_sighting(LATER - 900 * DAY), _sighting(LATER, DayMeaning.APPROVED, "submissions")]
    days = date_use(signs, History(market=_market(LATER - 1500 * DAY, LATER)))
    assert _days(days) == (LATER - 900 * DAY, "bounded", FIRST - DAY)


@pytest.mark.parametrize("offset", [timedelta(), NEAR, -NEAR])
def test_a_day_near_the_first_approval_is_that_of_the_first_approval(offset: timedelta) -> None:
    days = date_use([_sighting(FIRST + offset, DayMeaning.APPROVED)], History(market=_market()))
    assert days.since == min(FIRST, FIRST + offset)
    assert days.since_kind == "stated"


def test_a_day_that_may_be_an_extension_is_stated_only_if_an_earlier_label_lacks_the_use() -> None:
    signs = [_sighting(LATER, DayMeaning.LATE, "orphan")]
    without = [(FIRST, "cder_first")]
    assert date_use(signs, History(market=_market(), without=without)).since_kind == "stated"
    assert date_use(signs, History(market=_market())).since_kind == "bounded"


def test_a_table_that_dates_by_the_first_approval_is_void_if_its_wording_lacks_the_use() -> None:
    signs = [_sighting(FIRST, DayMeaning.LATE, "fda_pairs"), _sighting(LATER)]
    days = date_use(signs, History(market=_market(), without=[(FIRST, "cder_first")]))
    assert _days(days) == (LATER, "bounded", FIRST)


def test_a_snapshot_of_the_world_before_the_first_approval_is_void() -> None:
    signs = [_sighting(FIRST - 400 * DAY, source="drugcentral"), _sighting(LATER)]
    assert date_use(signs, History(market=_market())).since == LATER


def test_the_only_day_on_which_the_label_can_have_grown_is_inferred() -> None:
    signs = [_sighting(LATER)]
    history = History(market=_market(date(2005, 3, 3)), is_growth_known=True, without=[(FIRST, "cder_first")])
    assert _days(date_use(signs, history)) == (date(2005, 3, 3), "inferred", date(2005, 3, 2))


def test_two_such_days_stay_bounds() -> None:
    history = History(
        market=_market(date(2005, 3, 3), date(2007, 3, 3)), is_growth_known=True, without=[(FIRST, "cder_first")]
    )
    assert _days(date_use([_sighting(LATER)], history)) == (LATER, "bounded", FIRST)


def test_the_main_use_is_that_of_the_first_approval() -> None:
    history = History(market=_market(date(2005, 3, 3)), is_main=True)
    assert _days(date_use([_sighting(LATER)], history)) == (FIRST, "inferred", FIRST - DAY)


def test_a_french_opinion_follows_the_decision() -> None:
    days = date_use([_sighting(LATER, DayMeaning.LATE, "has_extensions")], History(market=_market()))
    assert _days(days) == (LATER - OPINION_LAG, "inferred", LATER - OPINION_LAG - DAY)


def test_without_any_sign_only_the_market_bounds_a_use() -> None:
    assert _days(date_use([_sighting(None)], History(market=_market()))) == (None, "", FIRST - DAY)
    assert _days(date_use([_sighting(None)], History(market=None))) == (None, "", None)


def test_a_later_use_follows_that_elsewhere_within_its_bounds() -> None:
    leader = UseDays(since=date(2006, 1, 1), since_kind="stated")
    open_days = UseDays(since=LATER, since_kind="bounded", absent_on=FIRST)
    lag = timedelta(days=240)
    followed = follow(open_days, leader, date(1999, 1, 1), FIRST, lag)
    assert _days(followed) == (date(2006, 1, 1) + lag, "inferred", date(2006, 1, 1) + lag - DAY)
    assert follow(open_days, leader, date(2006, 1, 1), FIRST, lag) is open_days  # the first use there, but not here
    narrow = UseDays(since=date(2006, 3, 1), since_kind="bounded", absent_on=FIRST)
    assert follow(narrow, leader, date(1999, 1, 1), FIRST, lag) is narrow

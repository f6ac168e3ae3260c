"""Markets by what reviewed rows know."""

from datetime import date

from miner.labels.reviewed_markets import correct_days, correct_markets
from miner.labels.sightings import DayMeaning, MarketDays, Sighting
from miner.records import Market

DRUGS = ("DRUGBANK:DB00515",)


def days(first: str, ended: str = "", *, is_exact: bool = True) -> MarketDays:
    return MarketDays(
        drugs=DRUGS,
        jurisdiction="JP",
        first_approval=date.fromisoformat(first),
        is_exact=is_exact,
        source="list",
        ended_on=date.fromisoformat(ended) if ended else None,
    )


def row(day: str, meaning: DayMeaning = DayMeaning.APPROVED, ended: str = "", jurisdiction: str = "JP") -> Sighting:
    return Sighting(
        drugs=DRUGS,
        disease="MONDO:0005233",
        jurisdiction=jurisdiction,
        source="reviewed",
        day=date.fromisoformat(day),
        meaning=meaning,
        ended_on=date.fromisoformat(ended) if ended else None,
    )


def test_an_earlier_approval_moves_the_first() -> None:
    (corrected,) = correct_days([days("2012-05-25")], [row("1995-11-27"), row("1999-01-01", DayMeaning.BY)])
    assert (corrected.first_approval, corrected.is_exact) == (date(1995, 11, 27), True)


def test_a_day_by_which_it_was_approved_is_no_exact_first_approval() -> None:
    (corrected,) = correct_days([days("2005-08-18")], [row("2004-04-01", DayMeaning.BY)])
    assert (corrected.first_approval, corrected.is_exact) == (date(2004, 4, 1), False)


def test_a_stated_use_does_not_make_a_bound_exact() -> None:
    (corrected,) = correct_days([days("2023-09-30", is_exact=False)], [row("1990-05-21")])
    assert (corrected.first_approval, corrected.is_exact) == (date(1990, 5, 21), False)


def test_later_rows_near_ones_and_those_of_elsewhere_change_nothing() -> None:
    own = [days("2014-07-04")]
    assert correct_days(own, [row("2016-08-26"), row("2014-06-20"), row("2001-01-01", jurisdiction="EU")]) == own


def test_an_approval_after_the_end_reopens_the_market_and_one_that_ended_does_not() -> None:
    ended = days("2020-08-05", "2023-02-06")
    assert correct_days([ended], [row("2025-10-23")])[0].ended_on is None
    assert (
        correct_days([ended], [row("2020-08-05"), row("2023-03-01", ended="2024-01-01")])[0].ended_on == ended.ended_on
    )


def test_markets_follow_and_keep_what_is_known_of_the_label() -> None:
    market = Market(
        drugs=DRUGS,
        jurisdiction="JP",
        first_approval=date(2005, 8, 18),
        is_exact=True,
        is_label_known=True,
        source="list",
    )
    (early,) = correct_markets([market], correct_days([days("2005-08-18")], [row("2004-04-01", DayMeaning.BY)]))
    assert (early.first_approval, early.is_exact, early.is_label_known) == (date(2004, 4, 1), False, True)
    assert correct_markets([market], [days("2005-08-18")]) == [market]
    assert correct_markets([market], []) == [market]

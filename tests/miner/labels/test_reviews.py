"""Reviewed rows: what a row says, and what it tells of the market of its drugs. On invented drugs."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from miner.labels.engine import LabelBook
from miner.labels.markets import join_markets
from miner.labels.reviews import (
    NEVER_SOLD,
    MarketReview,
    dating,
    is_denied,
    with_ends,
    with_markets_reviewed,
    with_reviewed,
)
from miner.labels.sightings import DayMeaning, MarketDays, Sighting
from miner.lexicon.lexicon import Lexicon
from miner.records import LabelFact, LabelLevel, Market, Use

FIRST = date(2010, 6, 1)
EARLIER = date(1995, 1, 1)


def row(day: date | None, **changes: object) -> Sighting:
    fields: dict[str, object] = {
        "drugs": ("D:1",), "disease": "MONDO:1", "jurisdiction": "EU", "source": "reviewed", "day": day, **changes
    }  # fmt: skip
    return Sighting(**fields)  # type: ignore[arg-type]


MARKET = MarketDays(drugs=("D:1",), jurisdiction="EU", first_approval=FIRST, is_exact=True, source="ema_2026")


def only(*rows: Sighting, moieties: Mapping[str, str] | None = None) -> MarketDays:
    (market,) = with_reviewed([MARKET], rows, moieties or {})
    return market


def test_a_reviewed_use_before_the_first_approval_known_is_of_an_older_product() -> None:
    market = only(row(FIRST), row(EARLIER))
    assert (market.first_approval, market.is_exact, market.source) == (EARLIER, False, "reviewed")


def test_a_row_for_an_ester_is_one_for_the_drug() -> None:
    ester = row(EARLIER, drugs=("D:9",))
    assert only(ester, moieties={"D:9": "D:1"}).first_approval == EARLIER
    assert only(ester) == MARKET


def test_a_reviewed_row_that_is_not_earlier_leaves_the_market_as_it_is() -> None:
    later = row(FIRST + timedelta(days=900))
    near = row(FIRST - timedelta(days=10))
    elsewhere = row(EARLIER, jurisdiction="JP")
    other_drug = row(EARLIER, drugs=("D:2",))
    denied = row(EARLIER, status="never")
    assert only(later, near, elsewhere, other_drug, denied, row(None)) == MARKET


def test_only_a_reviewed_row_denies_a_use() -> None:
    never = row(None, status="never")
    assert is_denied([row(FIRST, source="ema_2026"), never])
    assert not is_denied([row(FIRST), row(None, source="ema_2026", status="never")])


def test_reviewed_days_of_approval_date_a_use_and_other_rows_leave_it_to_all() -> None:
    other = row(EARLIER, source="ema_2026")
    exact = row(FIRST, meaning=DayMeaning.APPROVED)
    assert dating([other, exact]) == [exact]
    bound = row(FIRST, meaning=DayMeaning.BY)
    assert dating([other, bound]) == [other, bound]


def joined(jurisdiction: str, *known: bool) -> bool:
    one, other = (
        Market(drugs=("D:1",), jurisdiction=jurisdiction, first_approval=FIRST, is_label_known=each) for each in known
    )
    return join_markets(one, other).is_label_known


def test_the_label_of_two_identifiers_is_whole_where_old_labels_may_be_missing_if_both_are() -> None:
    assert not joined("EU", True, False)
    assert not joined("JP", False, True)
    assert joined("EU", True, True)
    assert joined("US", True, False)


def test_a_stated_earlier_day_is_exact_and_a_bound_is_not() -> None:
    assert only(row(EARLIER, meaning=DayMeaning.APPROVED)).is_exact
    assert not only(row(EARLIER, meaning=DayMeaning.BY)).is_exact


def test_an_approval_after_the_end_reopens_the_market_and_one_that_ended_does_not() -> None:
    ended = replace(MARKET, ended_on=date(2015, 2, 6))
    (reopened,) = with_reviewed([ended], [row(date(2020, 10, 23))], {})
    assert reopened.ended_on is None
    over = row(date(2016, 3, 1), ended_on=date(2017, 1, 1))
    (closed,) = with_reviewed([ended], [over], {})
    assert closed.ended_on == ended.ended_on


def test_a_market_whose_reviewed_uses_have_all_ended_has_ended() -> None:
    market = Market(drugs=("D:1",), jurisdiction="EU", first_approval=FIRST)
    gone = LabelFact(
        fact_id="1", drugs=("D:1",), disease="MONDO:1", jurisdiction="EU", ended_on=EARLIER, sources=("reviewed",)
    )
    later = replace(gone, fact_id="2", disease="MONDO:2", ended_on=FIRST)
    open_use, of_a_product = replace(gone, fact_id="3", ended_on=None), replace(gone, sources=("ema_2026",))
    assert [each.ended_on for each in with_ends([market], [gone, later])] == [FIRST]
    assert list(with_ends([market], [gone, open_use])) == [market]
    assert list(with_ends([market], [gone, of_a_product])) == [market]
    assert list(with_ends([market], [])) == [market]


def test_a_drug_that_left_is_off_the_market_whatever_labels_say() -> None:
    market = Market(drugs=("D:1",), jurisdiction="EU", first_approval=EARLIER, is_label_known=True)
    other = replace(market, drugs=("D:2",))
    left = MarketReview(drugs=("D:1",), jurisdiction="EU", ended_on=FIRST)
    fact = LabelFact(fact_id="1", drugs=("D:1",), disease="MONDO:1", jurisdiction="EU", since=EARLIER, sources=("x",))
    assert list(with_markets_reviewed([market, other], [left], [fact], {})) == [replace(market, ended_on=FIRST), other]
    back = replace(fact, since=FIRST + timedelta(days=1), sources=("reviewed",))
    assert list(with_markets_reviewed([market], [left], [back], {})) == [market]
    later_label = replace(back, sources=("ema_2026",))
    assert list(with_markets_reviewed([market], [left], [later_label], {})) == [replace(market, ended_on=FIRST)]


def test_an_end_of_drugs_that_no_source_has_there_makes_a_market() -> None:
    left = MarketReview(drugs=("D:1",), jurisdiction="JP", ended_on=FIRST, url="u")
    (made,) = with_markets_reviewed([], [left], [], {})
    assert (made.jurisdiction, made.first_approval, made.ended_on, made.source_url) == ("JP", None, FIRST, "u")


def test_a_label_that_is_whole_by_review_is_known() -> None:
    market = Market(drugs=("D:1",), jurisdiction="JP", first_approval=EARLIER)
    whole = MarketReview(drugs=("D:1",), jurisdiction="JP", is_whole=True)
    fact = LabelFact(
        fact_id="1", drugs=("D:1",), disease="MONDO:1", jurisdiction="JP", since=FIRST, sources=("reviewed",)
    )
    assert list(with_markets_reviewed([market], [whole], [fact], {})) == [replace(market, is_label_known=True)]
    (made,) = with_markets_reviewed([], [whole], [fact], {})
    assert (made.is_label_known, made.first_approval, made.ended_on) == (True, FIRST, None)


def test_a_label_that_is_whole_is_so_under_every_identifier_of_the_drug() -> None:
    ester, drug, other = (
        Market(drugs=(key,), jurisdiction="EU", first_approval=FIRST) for key in ("D:1", "D:2", "D:3")
    )
    whole = MarketReview(drugs=("D:2",), jurisdiction="EU", is_whole=True)
    found = list(with_markets_reviewed([ester, drug, other], [whole], [], {"D:1": "D:2"}))
    assert [each.is_label_known for each in found] == [True, True, False]
    elsewhere = replace(ester, jurisdiction="JP")
    assert next(with_markets_reviewed([elsewhere], [whole], [], {"D:1": "D:2"})) == elsewhere


def test_where_there_was_never_a_product_a_drug_is_not_approved(lexicon: Lexicon) -> None:
    never = MarketReview(drugs=("DRUGBANK:DB00246",), jurisdiction="JP", ended_on=NEVER_SOLD)
    book = LabelBook([], lexicon, list(with_markets_reviewed([], [never], [], {})))
    state = book.state(Use(drugs=never.drugs, disease="MONDO:0005090"), "JP", FIRST)
    assert (state.level, state.reason) == (LabelLevel.NOT_APPROVED, "no product was ever authorised")

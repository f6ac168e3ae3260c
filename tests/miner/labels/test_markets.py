"""When a whole label is known, and which days of a market are the earliest: each rule on invented products."""

from datetime import date

import pytest

from miner.labels.markets import first_anywhere, join_markets
from miner.labels.merge_markets import build_markets
from miner.labels.sightings import LabelText, MarketDays
from miner.records import Market

DRUG, OTHER = ("D:1",), ("D:2",)
FIRST, LATER, END = date(2006, 5, 1), date(2010, 6, 1), date(2015, 3, 3)
BEFORE_EMA = date(1980, 1, 1)


def days(jurisdiction: str = "US", first: date | None = FIRST, **changes: object) -> MarketDays:
    fields: dict[str, object] = {
        "drugs": DRUG, "jurisdiction": jurisdiction, "first_approval": first, "is_exact": True, "source": "m", **changes
    }  # fmt: skip
    return MarketDays(**fields)  # type: ignore[arg-type]


def text(jurisdiction: str = "US", **changes: object) -> LabelText:
    fields: dict[str, object] = {
        "drugs": DRUG, "jurisdiction": jurisdiction, "source": "fda_list", "text": "For glorp.", "day": LATER,
        "is_complete": True, "url": "https://label.example", **changes,
    }  # fmt: skip
    return LabelText(**fields)  # type: ignore[arg-type]


def market(jurisdiction: str = "US", first: date | None = FIRST, **changes: object) -> Market:
    return Market(drugs=DRUG, jurisdiction=jurisdiction, first_approval=first, **changes)  # type: ignore[arg-type]


def built(*found: MarketDays, texts: tuple[LabelText, ...] = ()) -> Market:
    return next(each for each in build_markets(found, texts) if each.drugs == DRUG)


@pytest.mark.parametrize(
    ("texts", "is_known"),
    [
        ((text(),), True),
        ((), False),
        ((text(is_complete=False),), False),
        ((text(source="cder_first"),), False),  # the wording of the first approval is not the label of today
    ],
)
def test_in_the_united_states_a_label_is_known_by_a_complete_text(texts: tuple[LabelText, ...], is_known: bool) -> None:
    assert built(days(), texts=texts).is_label_known is is_known


@pytest.mark.parametrize("jurisdiction", ["EU", "JP"])
@pytest.mark.parametrize("is_exact", [True, False])
def test_elsewhere_a_label_is_known_if_the_first_approval_is_too(jurisdiction: str, is_exact: bool) -> None:
    found = built(days(jurisdiction, is_exact=is_exact), texts=(text(jurisdiction, day=LATER),))
    assert (found.is_exact, found.is_label_known) == (is_exact, is_exact)


def test_a_drug_that_is_older_than_the_ema_may_have_a_national_label_in_europe() -> None:
    found = {each.jurisdiction: each for each in build_markets([days(first=BEFORE_EMA), days("EU")], ())}
    assert not found["EU"].is_exact
    assert not found["EU"].is_label_known
    japan = {each.jurisdiction: each for each in build_markets([days(first=BEFORE_EMA), days("JP")], ())}["JP"]
    assert japan.is_label_known
    new = {each.jurisdiction: each for each in build_markets([days(), days("EU", LATER)], ())}["EU"]
    assert new.is_label_known


def test_a_label_that_is_older_than_the_first_approval_corrects_it() -> None:
    assert built(days(first=LATER), texts=(text(day=FIRST),)).first_approval == FIRST
    assert built(days(first=FIRST), texts=(text(day=LATER),)).first_approval == FIRST
    assert built(days(first=None), texts=(text(day=LATER),)).first_approval is None


def test_a_drug_of_which_there_is_only_a_label_has_a_market_too() -> None:
    found = built(days(drugs=OTHER), texts=(text(), text(day=FIRST, is_complete=False)))
    assert (found.first_approval, found.is_exact, found.is_label_known) == (FIRST, False, True)
    assert (found.source, found.source_url) == ("fda_list", "https://label.example")
    assert not built(texts=(text("EU"),)).is_label_known


def test_a_market_without_a_page_shows_that_of_its_label() -> None:
    assert built(days(), texts=(text(),)).source_url == "https://label.example"
    assert built(days(url="https://market.example"), texts=(text(),)).source_url == "https://market.example"
    assert built(days()).source_url == ""


def test_markets_are_sorted_by_drugs_and_jurisdiction() -> None:
    found = build_markets([days(drugs=OTHER), days("JP"), days("EU")], ())
    assert [(each.drugs, each.jurisdiction) for each in found] == [(DRUG, "EU"), (DRUG, "JP"), (OTHER, "US")]


@pytest.mark.parametrize("is_turned", [False, True])
def test_one_drug_under_two_identifiers_has_one_market_from_the_first_day_to_the_last(is_turned: bool) -> None:
    older = market(ended_on=LATER, is_label_known=True)
    newer = market(first=LATER, ended_on=END)
    joined = join_markets(newer, older) if is_turned else join_markets(older, newer)
    assert (joined.first_approval, joined.ended_on, joined.is_label_known) == (FIRST, END, True)
    goes_on = join_markets(older, market(first=LATER))
    assert (goes_on.first_approval, goes_on.ended_on) == (FIRST, None)
    assert join_markets(market(first=None), newer).first_approval == LATER


def test_a_drug_is_as_old_as_its_first_approval_anywhere_alone_or_in_a_set() -> None:
    of_set = Market(drugs=("D:1", "D:2"), jurisdiction="JP", first_approval=FIRST)
    found = first_anywhere([market(first=LATER), of_set, market("EU", None)])
    assert found == {"D:1": FIRST, "D:2": FIRST}

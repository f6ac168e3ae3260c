"""What ships as the label book: facts only, with known sources, drugs and diseases, and the days of well-known uses."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from miner.jurisdictions import CODES
from miner.labels.engine import LabelBook
from miner.labels.facts import load_label_facts, load_markets
from miner.labels.moieties import load_moieties
from miner.labels.reviews import NEVER
from miner.labels.same_use import Relation, SameUse
from miner.labels.source_table import LabelSource, load_sources
from miner.labels.sources.reviewed import reviewed_markets
from miner.lexicon.build.tables import read_reviewed
from miner.lexicon.lexicon import Lexicon
from miner.records import LabelFact, LabelLevel, LabelState, Market, Use

LABELS = Path(__file__).resolve().parents[3] / "corpora" / "labels"
CELL_MAX = 200
"""A longer cell is text: only pages, reasons, and lists of identifiers are."""

DAY_SOURCES = {"market", "product", "approval elsewhere", ""}
"""Rules of `miner.labels.days` that give a day, where no source does."""

US, EU, JP = CODES
PROPRANOLOL, RITUXIMAB, BEVACIZUMAB = "DRUGBANK:DB00571", "DRUGBANK:DB00073", "DRUGBANK:DB00112"
ECULIZUMAB, PREGABALIN, IMATINIB = "DRUGBANK:DB01257", "DRUGBANK:DB00230", "DRUGBANK:DB00619"
HEMANGIOMA, GLIOBLASTOMA, BREAST_CANCER = "MONDO:0011191", "MONDO:0018177", "MONDO:0007254"
NMO, PEMPHIGUS, GENERALISED_MG, GPA = "MONDO:0019100", "MONDO:0008219", "MONDO:1060006", "MONDO:0012105"
GLIOMA = "MONDO:0021042"
FIBROMYALGIA, GIST, AHUS, PNH, ARTHRITIS = (
    "MONDO:0005546", "MONDO:0011719", "MONDO:0016244", "MONDO:0100244", "MONDO:0008383"
)  # fmt: skip
DAY = timedelta(days=1)
INFERRED_MAX = timedelta(days=450)
"""How far inferred days of extensions are from the true ones in these examples: opinions on granulomatosis with
polyangiitis came 14 months late, the others within half a year."""


@pytest.fixture(scope="module")
def facts() -> tuple[LabelFact, ...]:
    return load_label_facts()


@pytest.fixture(scope="module")
def markets() -> tuple[Market, ...]:
    return load_markets()


@pytest.fixture(scope="module")
def sources() -> dict[str, LabelSource]:
    return {source.key: source for source in load_sources()}


@pytest.fixture(scope="module")
def book(facts: tuple[LabelFact, ...], markets: tuple[Market, ...], lexicon: Lexicon) -> LabelBook:
    return LabelBook(facts, lexicon, markets)


# --- the tables ---------------------------------------------------------------------------------------------------


def test_every_source_of_a_fact_is_in_the_table_of_sources_and_may_ship(
    facts: tuple[LabelFact, ...], sources: dict[str, LabelSource]
) -> None:
    keys = {key for fact in facts for key in fact.sources}
    keys |= {key for fact in facts for key in (fact.since_source, fact.absent_source) if key not in DAY_SOURCES}
    assert keys - sources.keys() == set()
    assert [key for key in keys if sources[key].use != "ships"] == []
    assert [fact.fact_id for fact in facts if not fact.sources] == []


def test_a_source_states_labels_of_its_jurisdictions_only(
    facts: tuple[LabelFact, ...], sources: dict[str, LabelSource]
) -> None:
    wrong = {
        (key, f.jurisdiction) for f in facts for key in f.sources if f.jurisdiction not in sources[key].jurisdictions
    }
    assert wrong == set()


def test_every_source_of_a_market_is_in_the_table_of_sources(
    markets: tuple[Market, ...], sources: dict[str, LabelSource]
) -> None:
    assert {market.source for market in markets} - sources.keys() == set()


def test_every_fact_names_drugs_and_a_disease_of_the_lexicon(facts: tuple[LabelFact, ...], lexicon: Lexicon) -> None:
    unknown = [f.fact_id for f in facts for curie in (*f.drugs, f.disease, *f.partners) if curie not in lexicon]
    assert unknown == []
    assert len({fact.fact_id for fact in facts}) == len(facts)
    assert [fact.fact_id for fact in facts if fact.drugs != tuple(sorted(set(fact.drugs)))] == []
    assert [fact.fact_id for fact in facts if any("+" in drug for drug in (*fact.drugs, *fact.partners))] == []


def test_every_market_is_of_drugs_of_the_lexicon_and_there_once(markets: tuple[Market, ...], lexicon: Lexicon) -> None:
    assert [market.drugs for market in markets if any(drug not in lexicon for drug in market.drugs)] == []
    assert len({(market.drugs, market.jurisdiction) for market in markets}) == len(markets)


def test_days_of_a_fact_are_in_order(facts: tuple[LabelFact, ...]) -> None:
    assert [f.fact_id for f in facts if f.since and f.absent_on and f.absent_on > f.since] == []
    assert [f.fact_id for f in facts if (f.since is None) != (f.since_kind == "")] == []
    assert [f.fact_id for f in facts if f.since_kind in {"stated", "inferred"} and f.absent_on != f.since - DAY] == []  # type: ignore[operator]
    assert [f.fact_id for f in facts if (f.since_source == "") != (f.since is None)] == []
    assert [f.fact_id for f in facts if f.ended_on and f.status == "approved"] == []


def test_no_table_holds_label_text() -> None:
    long = {
        (path.name, column)
        for path in sorted(LABELS.glob("*.tsv"))
        for column, cell in _cells(path)
        if len(cell) > CELL_MAX and column not in {"source_url", "reason"} and not _is_list(cell)
    }
    assert long == set()
    others = {path.name for path in LABELS.iterdir() if path.suffix not in {".tsv", ".md"}}
    assert others == {"tiers.toml"}  # rules of the list, no label


def _cells(path: Path) -> list[tuple[str, str]]:
    header, *rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [(column, cell) for row in rows for column, cell in zip(header, row, strict=True)]


def _is_list(cell: str) -> bool:
    """Return whether a cell is a list of identifiers."""
    return all(":" in part and " " not in part for part in cell.split("|"))


def test_every_reviewed_fact_is_shipped(facts: tuple[LabelFact, ...], lexicon: Lexicon) -> None:
    """Under the identifier that most sources use for the disease."""
    shipped = {(fact.drugs, fact.jurisdiction, fact.disease) for fact in facts if "reviewed" in fact.sources}
    same_use = SameUse.load(lexicon)
    missing = [
        (drugs, disease, jurisdiction)
        for drugs, disease, jurisdiction in _reviewed()
        if not any(
            (drugs, jurisdiction, other) in shipped and same_use.relate(disease, other).relation is Relation.ON
            for other in {fact.disease for fact in facts if fact.drugs == drugs}
        )
    ]
    assert missing == []


def _reviewed() -> list[tuple[tuple[str, ...], str, str]]:
    rows = (row for row in read_reviewed(LABELS / "reviewed.tsv") if row["disease"] and row["status"] != NEVER)
    return [(tuple(row["drugs"].split("|")), row["disease"], row["jurisdiction"]) for row in rows]


def test_every_market_is_as_its_reviewed_row_says(markets: tuple[Market, ...], lexicon: Lexicon) -> None:
    reviews = list(reviewed_markets(LABELS / "reviewed.tsv", lexicon))
    of = {(market.drugs, market.jurisdiction): market for market in markets}
    assert {each.is_whole for each in reviews} == {True, False}
    assert [
        each for each in reviews if each.ended_on and of[each.drugs, each.jurisdiction].ended_on != each.ended_on
    ] == []
    assert [each for each in reviews if each.is_whole and not of[each.drugs, each.jurisdiction].is_label_known] == []


def test_no_fact_says_what_a_reviewed_row_denies(facts: tuple[LabelFact, ...]) -> None:
    denied = {
        (tuple(row["drugs"].split("|")), row["disease"], row["jurisdiction"])
        for row in read_reviewed(LABELS / "reviewed.tsv")
        if row["status"] == NEVER
    }
    assert [fact.fact_id for fact in facts if (fact.drugs, fact.disease, fact.jurisdiction) in denied] == []


def test_every_moiety_is_a_drug_of_the_lexicon(lexicon: Lexicon) -> None:
    moieties = load_moieties()
    assert [drug for pair in moieties.items() for drug in pair if drug not in lexicon] == []
    assert moieties.keys() & set(moieties.values()) == set()


# --- the demonstration's uses -------------------------------------------------------------------------------------


def state_of(book: LabelBook, drug: str, disease: str, jurisdiction: str, day: date) -> LabelState:
    return book.state(Use(drugs=(drug,), disease=disease), jurisdiction, day)


@pytest.mark.parametrize(
    ("drug", "disease", "days"),
    [
        (PROPRANOLOL, HEMANGIOMA, ("2014-03-14", "2014-04-23", "2016-07-04")),
        (IMATINIB, GIST, ("2002-02-01", "2002-05-24", None)),
        (RITUXIMAB, GPA, ("2011-04-19", "2013-04-22", "2013-06-14")),
        (RITUXIMAB, PEMPHIGUS, ("2018-06-07", "2019-03-11", "2021-12-24")),
        (RITUXIMAB, ARTHRITIS, ("2006-02-28", "2006-07-06", None)),
        (ECULIZUMAB, PNH, ("2007-03-16", "2007-06-20", "2010-04-16")),
        (ECULIZUMAB, AHUS, ("2011-09-23", "2011-11-24", "2013-09-13")),
        (ECULIZUMAB, GENERALISED_MG, ("2017-10-23", "2017-08-14", "2017-12-25")),
        (ECULIZUMAB, NMO, ("2019-06-27", "2019-08-26", "2019-11-22")),
        (PREGABALIN, FIBROMYALGIA, ("2007-06-21", None, "2012-06-22")),
        (BEVACIZUMAB, GLIOBLASTOMA, ("2009-05-05", None, None)),
        (BEVACIZUMAB, BREAST_CANCER, (None, "2007-03-27", "2011-09-26")),
    ],
)
def test_the_days_of_a_use_are_the_regulators(
    book: LabelBook, drug: str, disease: str, days: tuple[str | None, ...]
) -> None:
    """The stated ones to the day; inferred ones may be months off."""
    for jurisdiction, expected in zip(CODES, days, strict=True):
        if expected is None:
            continue
        true = date.fromisoformat(expected)
        (fact,) = [f for f in book.facts_of((drug,), jurisdiction) if f.disease == disease]
        assert fact.since is not None
        assert abs(fact.since - true) <= (timedelta() if fact.since_kind == "stated" else INFERRED_MAX), jurisdiction
        assert fact.since_kind in {"stated", "inferred"}
        assert state_of(book, drug, disease, jurisdiction, fact.since).level is LabelLevel.ON
        before = state_of(book, drug, disease, jurisdiction, fact.since - DAY)
        assert before.level in {LabelLevel.OFF, LabelLevel.SIBLING, LabelLevel.NOT_APPROVED}


@pytest.mark.parametrize(
    ("drug", "disease"),
    [
        (PROPRANOLOL, HEMANGIOMA), (IMATINIB, GIST), (RITUXIMAB, PEMPHIGUS), (RITUXIMAB, ARTHRITIS), (ECULIZUMAB, PNH),
        (ECULIZUMAB, AHUS), (ECULIZUMAB, GENERALISED_MG),
    ],
)  # fmt: skip
def test_a_use_came_to_the_label_in_the_united_states_first_then_in_europe_then_in_japan(
    book: LabelBook, drug: str, disease: str
) -> None:
    since = [fact.since for code in CODES for fact in book.facts_of((drug,), code) if fact.disease == disease]
    assert len(since) >= 2
    assert since == sorted(since, key=str)


@pytest.mark.parametrize(
    ("drug", "disease", "levels"),
    [
        (RITUXIMAB, NMO, (LabelLevel.OFF, LabelLevel.OFF, LabelLevel.ON)),
        (BEVACIZUMAB, GLIOBLASTOMA, (LabelLevel.ON, LabelLevel.OFF, LabelLevel.FORM)),
        (BEVACIZUMAB, BREAST_CANCER, (LabelLevel.OFF, LabelLevel.ON, LabelLevel.ON)),
        (PREGABALIN, FIBROMYALGIA, (LabelLevel.ON, LabelLevel.OFF, LabelLevel.ON)),
        (ECULIZUMAB, AHUS, (LabelLevel.ON,) * 3),
        (IMATINIB, GIST, (LabelLevel.ON,) * 3),
        (PROPRANOLOL, HEMANGIOMA, (LabelLevel.ON,) * 3),
    ],
)
def test_the_demonstrations_uses_today(
    book: LabelBook, drug: str, disease: str, levels: tuple[LabelLevel, ...]
) -> None:
    assert tuple(state.level for state in book.states((drug,), disease, date(2026, 11, 29))) == levels


def test_bevacizumab_in_glioblastoma_is_on_the_label_since_2009_and_in_glioma_a_form_of_it_is(book: LabelBook) -> None:
    """The conversion of the accelerated approval in 2017 is no new day."""
    on = state_of(book, BEVACIZUMAB, GLIOBLASTOMA, US, date(2026, 11, 29))
    assert on.fact is not None
    assert (on.fact.since, on.fact.since_kind) == (date(2009, 5, 5), "stated")
    assert state_of(book, BEVACIZUMAB, GLIOBLASTOMA, US, date(2009, 5, 4)).level is LabelLevel.OFF
    assert state_of(book, BEVACIZUMAB, GLIOMA, US, date(2026, 11, 29)).level is LabelLevel.BROADER

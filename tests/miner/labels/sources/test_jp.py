"""Japanese approvals and market days, from an invented list."""

from datetime import date
from pathlib import Path

import pytest

from miner.errors import LabelError
from miner.jurisdictions import JURISDICTION_BY_CODE
from miner.labels.sightings import DayMeaning, LabelText
from miner.labels.sources.drug_names import DrugNames
from miner.labels.sources.jp_days import jp_markets
from miner.labels.sources.jp_list import LIST_FROM, drug_sets_of, pmda_rows
from miner.labels.sources.jp_texts import jp_label_texts, meaning_of
from miner.lexicon.lexicon import Lexicon
from tests.miner.labels.sources.eu_jp_mini import make_names, write_approvals, write_lists
from tests.miner.lexicon.small import IMATINIB, METFORMIN, PROPRANOLOL, RITUXIMAB

BRAND, DAY, KIND = "Brand Name (Applicant Company)", "Approval Date", "New Approval/Partial Change"
SUBSTANCE, TEXT = "Active Ingredient (underlined: new active ingredient)", "Indications"


@pytest.fixture
def names(small_lexicon: Lexicon) -> DrugNames:
    return make_names(small_lexicon)


def _texts(data: Path, names: DrugNames, *rows: dict[str, str]) -> list[LabelText]:
    write_approvals(data, rows)
    write_lists(data)
    return list(jp_label_texts(data, names))


def test_an_approval_has_drug_day_route_and_wording(tmp_path: Path, names: DrugNames) -> None:
    (text,) = _texts(tmp_path, names, {TEXT: "A drug with a new indication for glioma.\n[Orphan drug]"})
    assert (text.drugs, text.day, text.routes) == ((IMATINIB,), date(2012, 7, 19), ("oral",))
    assert (text.meaning, text.status, text.source) == (DayMeaning.APPROVED, "approved", "pmda_approvals")
    assert text.text == "A drug with a new indication for glioma."
    assert text.reference == "PMDA 2012-07-19 Glivec Tablets"
    assert text.url.startswith("https://www.pmda.go.jp/english/")


@pytest.mark.parametrize(
    ("wording", "meaning"),
    [
        ("A drug with a new active ingredient indicated for glioma.", DayMeaning.APPROVED),
        ("Drugs with a new additional indication and a new dosage for glioma.", DayMeaning.APPROVED),
        ("Addition of an indication for glioma.", DayMeaning.APPROVED),
        ("New combination drugs indicated for glioma.", DayMeaning.APPROVED),
        ("Drugs with a new additional pediatric dosage indicated for glioma.", DayMeaning.LATE),
        ("A drug with a new route of administration indicated for glioma.", DayMeaning.LATE),
        ("A drug with a revised indication for glioma.", DayMeaning.LATE),
        ("Follow-on biologics with a new additional indication for glioma.", DayMeaning.LATE),
        ("An agent with indications for glioma.", DayMeaning.LATE),
    ],
)
def test_the_wording_says_whether_the_use_is_new(wording: str, meaning: DayMeaning) -> None:
    assert meaning_of(wording) is meaning


def test_each_statement_of_a_row_has_its_own_meaning(tmp_path: Path, names: DrugNames) -> None:
    wording = "A drug with a new dosage indicated for glioma.\n(1), (2) A drug with a new indication for lupus."
    assert [(text.meaning, text.text[-7:]) for text in _texts(tmp_path, names, {TEXT: wording})] == [
        (DayMeaning.LATE, "glioma."), (DayMeaning.APPROVED, " lupus."),
    ]  # fmt: skip


def test_conditional_and_emergency_approvals_say_so(tmp_path: Path, names: DrugNames) -> None:
    (text,) = _texts(tmp_path, names, {TEXT: "A drug with a new indication for glioma. [Conditional early approval]"})
    assert (text.status, text.text) == ("conditional", "A drug with a new indication for glioma.")


def test_a_row_without_wording_or_day_has_those_of_the_row_above(tmp_path: Path, names: DrugNames) -> None:
    rows = [{DAY: "14-Feb-05"}, {TEXT: "", DAY: "14-Feb-05"}, {TEXT: "<Combined therapy>", DAY: ""}]
    texts = _texts(tmp_path, names, *rows, {SUBSTANCE: "", TEXT: "", DAY: ""})
    assert {(text.day, text.text) for text in texts} == {(date(2005, 2, 14), texts[0].text)}
    assert len(texts) == 3
    assert names.dropped == {("pmda_approvals", "no substance, wording or day (continued line, mixture)"): 1}


def test_an_unreadable_day_is_counted_and_an_impossible_one_refused(tmp_path: Path, names: DrugNames) -> None:
    assert _texts(tmp_path, names, {DAY: "approval"}) == []
    assert names.dropped == {("pmda_approvals", "day unreadable"): 1}
    for day in ("Jul. 19, 1999", "Jul. 19, 2999"):
        with pytest.raises(LabelError, match=r"pmda_approvals\.csv\.gz: row 0"):
            _texts(tmp_path, names, {DAY: day})


@pytest.mark.parametrize(
    ("row", "sets"),
    [
        ({SUBSTANCE: "Rituximab [rituximab biosimilar 1]"}, {(RITUXIMAB,)}),
        ({SUBSTANCE: "Metformin hydrochloride/propranolol"}, {(METFORMIN, PROPRANOLOL)}),
        ({SUBSTANCE: "Metformin\nPropranolol"}, {(METFORMIN, PROPRANOLOL)}),
        ({SUBSTANCE: "Metformin\nPropranolol", KIND: "Change\nChange", BRAND: "Aaa 1 (X) Bbb 2 (Y)"},
         {(METFORMIN,), (PROPRANOLOL,)}),
        ({SUBSTANCE: "(1)(2)\nMetformin\n(3)\nImatinib", KIND: "Change\nChange\nChange", BRAND: "Aaa Aaa Bbb"},
         {(METFORMIN,), (IMATINIB,)}),
        ({SUBSTANCE: "(1) Metformin (2) Imatinib", KIND: "Approval\nApproval", BRAND: "Aaa Combination Tablets Bbb",
          TEXT: "New combination drugs."}, {(METFORMIN, IMATINIB)}),
        ({SUBSTANCE: "Imatinib \u1ca2genetical recombination"}, {(IMATINIB,)}),
        ({SUBSTANCE: "N/A for this combination drug"}, set()),
    ],
)  # fmt: skip
def test_products_of_one_row_and_ingredients_of_one_product(
    tmp_path: Path, names: DrugNames, row: dict[str, str], sets: set[tuple[str, ...]]
) -> None:
    write_approvals(tmp_path, [row])
    (found,) = pmda_rows(tmp_path, names)
    assert set(drug_sets_of(found, names)) == {tuple(sorted(drugs)) for drugs in sets}
    assert bool(names.dropped) == (not sets)


def test_the_pair_list_has_the_day_of_the_same_text(tmp_path: Path, names: DrugNames) -> None:
    write_approvals(tmp_path, [{TEXT: "A drug with a new indication for glioma."}])
    write_lists(tmp_path, pmda=["A drug with a new\nindication for glioma", "For lupus."] * 2)
    listed = [text for text in jp_label_texts(tmp_path, names) if text.source == "pmda_list"]
    assert [(text.day, text.meaning) for text in listed] == [
        (date(2012, 7, 19), DayMeaning.APPROVED), (None, DayMeaning.BY),
    ]  # fmt: skip


def test_a_new_active_ingredient_is_the_first_approval(tmp_path: Path, names: DrugNames) -> None:
    change = {DAY: "Jun. 1, 2015", TEXT: "A drug with a new indication for lupus."}
    write_approvals(tmp_path, [change, {}, {**change, SUBSTANCE: "Metformin"}])
    imatinib, metformin = sorted(jp_markets(tmp_path, names), key=lambda market: market.drugs == (METFORMIN,))
    assert (imatinib.first_approval, imatinib.is_exact) == (date(2012, 7, 19), True)
    assert imatinib.candidate_days == (date(2015, 6, 1),)
    assert (metformin.first_approval, metformin.is_exact) == (None, False)
    assert metformin.candidate_days == (date(2015, 6, 1),)


def test_a_new_salt_of_an_older_drug_is_not_its_first_approval(tmp_path: Path, names: DrugNames) -> None:
    write_approvals(tmp_path, [{}, {DAY: "Jun. 1, 2005", TEXT: "Drugs with a new dosage for lupus."}])
    assert [(market.first_approval, market.is_exact) for market in jp_markets(tmp_path, names)] == [(None, False)]


def test_the_list_begins_where_the_jurisdiction_says() -> None:
    assert JURISDICTION_BY_CODE["JP"].list_begins == LIST_FROM

"""European label texts and market days, from invented tables."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from miner.errors import SourceError
from miner.labels.sightings import LabelText
from miner.labels.sources import eu_tables
from miner.labels.sources.drug_names import DrugNames
from miner.labels.sources.eu_days import eu_markets, may_be_national
from miner.labels.sources.eu_tables import ema_medicines, read_ema_table
from miner.labels.sources.eu_texts import eu_label_texts
from miner.lexicon.lexicon import Lexicon
from tests.miner.labels.sources.eu_jp_mini import (
    MEDICINE,
    NEW_COLUMNS,
    OLD_COLUMNS,
    OLD_MEDICINE,
    OLD_TABLE,
    TABLE,
    make_names,
    write_ema,
    write_french,
    write_lists,
)
from tests.miner.lexicon.small import IMATINIB, METFORMIN, PROPRANOLOL

STATUS, ENDED = "Medicine status", "Withdrawal / expiry / revocation / lapse of marketing authorisation date"
GENERIC = {**MEDICINE, "Name of medicine": "Imatinib Test", "EMA product number": "EMEA/H/C/001", "Generic": "Yes",
           "Marketing authorisation date": "01/03/2013"}  # fmt: skip


@pytest.fixture
def names(small_lexicon: Lexicon) -> DrugNames:
    return make_names(small_lexicon)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two tables, of 2017 and 2026, with one medicine, whose text changed."""
    monkeypatch.setattr(eu_tables, "EMA_TABLES", (OLD_TABLE, TABLE))
    write_ema(tmp_path, OLD_TABLE, "13/02/2017", OLD_COLUMNS, [OLD_MEDICINE])
    write_ema(tmp_path, TABLE, "14/03/2026 - 06:00", NEW_COLUMNS, [MEDICINE])
    write_lists(tmp_path)
    write_french(tmp_path)
    return tmp_path


def _texts(data: Path, names: DrugNames, *rows: dict[str, str]) -> list[LabelText]:
    write_ema(data, TABLE, "14/03/2026", NEW_COLUMNS, rows)
    return list(eu_label_texts(data, names))


def test_tables_with_other_columns_give_the_same_record(data: Path) -> None:
    old, new = ema_medicines(data)
    assert (old.source, old.listed_on, old.decided_on, old.url) == ("ema_2017", date(2017, 2, 13), None, "")
    changed = {"source": old.source, "listed_on": old.listed_on, "decided_on": None, "url": "", "text": old.text}
    assert replace(new, substances=("imatinib",), **changed) == old


def test_a_veterinary_medicine_is_left_out(data: Path) -> None:
    path = write_ema(data, TABLE, "14/03/2026", NEW_COLUMNS, [{**MEDICINE, "Category": "Veterinary"}])
    assert list(read_ema_table(path)) == []


@pytest.mark.parametrize("day", ["31/02/2001", "soon", "15/03/2026"])
def test_an_impossible_day_is_refused_with_file_and_row(data: Path, day: str) -> None:
    path = write_ema(data, TABLE, "14/03/2026", NEW_COLUMNS, [{**MEDICINE, "Marketing authorisation date": day}])
    with pytest.raises(SourceError, match=r"new\.xlsx: row 5"):
        list(read_ema_table(path))


def test_a_table_without_its_columns_or_day_is_refused(data: Path) -> None:
    with pytest.raises(SourceError, match="no row of column names"):
        list(read_ema_table(write_ema(data, TABLE, "14/03/2026", NEW_COLUMNS[3:], [])))
    with pytest.raises(SourceError, match="names no day"):
        list(read_ema_table(write_ema(data, TABLE, "soon", NEW_COLUMNS, [])))


def test_a_text_is_as_old_as_the_last_decision_before_its_table(data: Path, names: DrugNames) -> None:
    old, new = eu_label_texts(data, names)
    assert (old.day, old.text, old.url) == (date(2017, 2, 13), "Treatment of glioma.", "https://ema.test/glivec")
    assert (new.day, new.text, new.status) == (date(2020, 2, 1), "Treatment of mastocytosis.", "approved")
    assert (new.drugs, new.reference, new.is_complete) == ((IMATINIB,), "EMEA/H/C/000406", True)


def test_applications_that_were_never_authorised_are_no_labels(data: Path, names: DrugNames) -> None:
    refused = {**MEDICINE, STATUS: "Refused", "Marketing authorisation date": ""}
    pending = {**MEDICINE, STATUS: "Opinion"}
    unknown = {**MEDICINE, "International non-proprietary name (INN) / common name": "", "Active substance": "nothing"}
    assert len(_texts(data, names, refused, pending, unknown)) == 1
    assert names.dropped == {
        ("ema_2026", "never authorised (refused, withdrawn or pending application)"): 2,
        ("ema_2026", "drug not in the lexicon"): 1,
    }


def test_the_use_of_the_only_product_ends_with_it(data: Path, names: DrugNames) -> None:
    old, new = _texts(data, names, {**MEDICINE, STATUS: "Withdrawn", ENDED: "05/05/2021"})
    assert {(text.status, text.ended_on) for text in (old, new)} == {("withdrawn", date(2021, 5, 5))}


def test_an_end_without_a_day_is_bounded_by_the_table(data: Path, names: DrugNames) -> None:
    assert _texts(data, names, {**MEDICINE, STATUS: "Lapsed"})[1].ended_on == date(2026, 3, 14)


def test_the_text_of_a_withdrawn_product_ends_whatever_other_products_there_are(data: Path, names: DrugNames) -> None:
    """Whether the use has ended too, the merger decides, which sees the texts of all products."""
    gone = {**MEDICINE, STATUS: "Withdrawn", ENDED: "05/05/2021"}
    ends = {text.reference: text.ended_on for text in _texts(data, names, gone, GENERIC)}
    assert ends == {"EMEA/H/C/000406": date(2021, 5, 5), "EMEA/H/C/001": None}
    write_french(data, [("1", "IMATINIB (MÉSILATE D')", "01/01/2014", "Procédure nationale", "Autorisation active")])
    assert {text.ended_on for text in _texts(data, names, gone)} == {date(2021, 5, 5)}


def test_conditional_approvals_say_so(data: Path, names: DrugNames) -> None:
    assert _texts(data, names, {**MEDICINE, "Conditional approval": "Yes"})[1].status == "conditional"


def test_lists_made_of_the_tables_have_drug_and_day_of_the_table(data: Path, names: DrugNames) -> None:
    write_lists(data, ["treatment of  Glioma", "Treatment of glioma."], ["Treatment of mastocytosis.", "unknown"])
    found = {text.source: text for text in eu_label_texts(data, names)}
    assert (found["ema_list"].day, found["ema_list"].drugs) == (date(2017, 2, 13), (IMATINIB,))
    assert found["medic"].reference == "EMEA/H/C/000406"
    assert names.dropped == {("medic", "text in none of EMA's tables of authorised medicines"): 1}


def test_the_first_authorisation_of_an_original_medicine_is_exact(data: Path, names: DrugNames) -> None:
    write_french(data, opinions=[{}])
    write_ema(data, TABLE, "14/03/2026", NEW_COLUMNS, [
        {**MEDICINE, "Therapeutic indication": "Treatment of glioma and of systemic mastocytosis."}, GENERIC,
    ])  # fmt: skip
    (market,) = eu_markets(data, names)
    assert (market.drugs, market.first_approval, market.is_exact) == ((IMATINIB,), date(2001, 11, 7), True)
    assert (market.source, market.url) == ("ema_2026", "https://ema.test/glivec")
    assert market.candidate_days == (date(2015, 3, 18), date(2020, 2, 1))


def test_a_national_product_makes_the_day_a_bound(data: Path, names: DrugNames) -> None:
    write_french(data, [
        ("1", "IMATINIB", "01/01/1999", "Procédure nationale", "Autorisation abrogée"),
        ("2", "CHLORHYDRATE DE PROPRANOLOL", "02/02/1980", "Procédure nationale", "Autorisation active"),
        ("3", "METFORMINE", "03/03/2003", "Procédure centralisée", "Autorisation active"),
    ])  # fmt: skip
    imatinib, propranolol = sorted(eu_markets(data, names), key=lambda market: market.drugs == (PROPRANOLOL,))
    assert (imatinib.first_approval, imatinib.is_exact) == (date(1999, 1, 1), False)
    assert (propranolol.first_approval, propranolol.is_exact) == (date(1980, 2, 2), False)
    assert propranolol.source == "bdpm_2023"


def test_a_generic_medicine_is_never_the_first(data: Path, names: DrugNames) -> None:
    generic = {**GENERIC, "International non-proprietary name (INN) / common name": "metformin"}
    write_ema(data, TABLE, "14/03/2026", NEW_COLUMNS, [MEDICINE, generic])
    assert [m.is_exact for m in eu_markets(data, names) if m.drugs == (METFORMIN,)] == [False]


def test_a_market_ends_with_its_last_product(data: Path, names: DrugNames) -> None:
    write_ema(data, TABLE, "14/03/2026", NEW_COLUMNS, [{**MEDICINE, STATUS: "Withdrawn", ENDED: "05/05/2021"}])
    assert [market.ended_on for market in eu_markets(data, names)] == [date(2021, 5, 5)]


def test_a_drug_older_than_the_agency_may_be_national() -> None:
    assert may_be_national(date(1970, 6, 4))
    assert not may_be_national(date(2001, 5, 10))

"""Lists of uses: days and jurisdictions are checked, ages, routes and lines are read as labels write them."""

from datetime import date
from pathlib import Path

import pytest

from miner.errors import SourceError
from miner.jurisdictions import CODES
from miner.labels.listed import age_group, list_day, list_jurisdictions, read_list, route_of, therapy_line

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    "cell",
    [
        "2023-02-30",
        "2023-13-01",
        "yesterday",
        "20230101",
        "2023-W01-1",
        "2023",
        "01.02.2023",
        "2026-12-01",
        "1899-12-30",
    ],
)
def test_a_day_that_does_not_exist_or_cannot_be_known_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match=cell):
        list_day(cell, TODAY)


def test_days_and_jurisdictions_may_be_left_out() -> None:
    assert list_day("", TODAY) is None
    assert list_day("2024-02-29", TODAY) == date(2024, 2, 29)
    assert list_jurisdictions("") == CODES
    assert [list_jurisdictions(cell) for cell in ("us", "Japan", "EMA")] == [("US",), ("JP",), ("EU",)]
    with pytest.raises(ValueError, match="'CH' is no jurisdiction"):
        list_jurisdictions("CH")


@pytest.mark.parametrize(
    ("cell", "group"),
    [
        ("adults", "adults"), ("12", "children"), ("6 months", "children"), ("under 18", "children"),
        ("72 years", "elderly"), ("elderly", "elderly"), ("18-64", "adults"),
        ("paediatric", "children"), ("neonates", "children"), ("all", ""),
    ],
)  # fmt: skip
def test_ages(cell: str, group: str) -> None:
    assert age_group(cell) == group


def test_routes_and_lines_are_words_of_label_facts() -> None:
    routes = [route_of(cell) for cell in ("IV", "p.o.", "intravitreal", "intranasal", "oral", "by post")]
    assert routes == ["intravenous", "oral", "ophthalmic", "nasal", "oral", ""]
    lines = [therapy_line(cell) for cell in ("first-line", "1L", "2", "second line", "relapsed", "adjuvant", "?")]
    assert lines == ["first line", "first line", "later line", "later line", "later line", "adjuvant", ""]


def test_the_first_wrong_row_is_named_and_the_others_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("drug,disease,day\nA,b,2020-01-01\nA,b,2023-02-30\nA,b,yesterday\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"list\.csv: row 3: there is no day 2023-02-30.*and 1 more such"):
        read_list(path, TODAY)


def test_what_is_not_understood_is_noted(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("drug,disease,age,route\nA,b,everybody,oral\n", encoding="utf-8")
    (use,), _ = read_list(path, TODAY)
    assert (use.ages, use.route, use.notes) == ("", "oral", ("age 'everybody' is not understood and does not count",))

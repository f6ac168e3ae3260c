"""Rows as CSV and JSON."""

import csv
import io
import json
from datetime import date
from typing import Any

import pytest

from queries.table import to_csv, to_json

ROWS: list[dict[str, Any]] = [
    {"name": 'a "b", c', "count": -3, "on": date(2020, 1, 2), "is_new": True, "ids": ["PMID:1", "PMID:2"]},
    {"name": None, "count": 2.5, "on": None, "is_new": False, "ids": []},
]


def test_csv_keeps_numbers_and_writes_iso_dates() -> None:
    assert to_csv(ROWS, ["name", "count", "on", "is_new", "ids"]) == (
        'name,count,on,is_new,ids\n"a ""b"", c",-3,2020-01-02,true,PMID:1; PMID:2\n,2.5,,false,\n'
    )


def test_csv_of_no_rows_has_its_header() -> None:
    assert to_csv([], ["drug", "disease"]) == "drug,disease\n"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_csv_text_cannot_be_run_as_a_formula(text: str) -> None:
    written = to_csv([{"cell": text, "list": [text]}], ["cell", "list"])
    assert list(csv.reader(io.StringIO(written, newline=""))) == [["cell", "list"], [f"'{text}", f"'{text}"]]


def test_csv_carriage_return_begins_no_row() -> None:
    assert to_csv([{"a": "\r=1", "b": "x\r\ny\r=1"}], ["a", "b"]) == 'a,b\n"\'\n=1","x\ny\n=1"\n'


def test_csv_header_cannot_be_run_as_a_formula() -> None:
    assert to_csv([], ["=1+1"]) == "'=1+1\n"


def test_csv_writes_a_node_as_json() -> None:
    row = {"node": {"id": "PMID:1", "on": date(2020, 1, 2)}}
    assert list(csv.reader(io.StringIO(to_csv([row], ["node"])))) == [
        ["node"],
        ['{"id": "PMID:1", "on": "2020-01-02"}'],
    ]


def test_json_comes_back_as_it_went() -> None:
    assert json.loads(to_json(ROWS)) == [
        {**ROWS[0], "on": "2020-01-02"},
        ROWS[1],
    ]
    assert to_json([]) == "[]"


def test_json_refuses_a_number_that_is_not_finite() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        to_json([{"score": float("nan")}])

"""Readable tables: whole words, no more columns than fit, and a message if there are no rows."""

import pytest

from miner.cli.printing import print_rows

WIDE = {
    "drug": "Propranolol hydrochloride",
    "drug_id": "DRUGBANK:DB00571",
    "disease": "capillary infantile hemangioma",
    "disease_id": "MONDO:0011191",
    "supporting_count": 12,
    "labels": ["US: off label", "EU: sibling of label", "JP: drug not approved"],
}
SENTENCE = {f"column_{number}": f"{number} words that make a line of their own" for number in range(9)}


@pytest.fixture(autouse=True)
def columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "90")


def printed(rows: list[dict[str, object]], capsys: pytest.CaptureFixture[str], output: str = "table") -> str:
    print_rows(rows, list(rows[0]) if rows else ["drug"], output)
    return capsys.readouterr().out


def test_identifiers_give_way_and_no_word_is_broken(capsys: pytest.CaptureFixture[str]) -> None:
    shown = printed([WIDE, {**WIDE, "drug": "Rituximab"}], capsys)
    assert max(map(len, shown.splitlines())) <= 90
    assert "DRUGBANK" not in shown
    for word in ["Propranolol", "hydrochloride", "capillary", "infantile", "hemangioma", "supporting", "approved"]:
        assert word in shown


def test_machines_get_every_column(capsys: pytest.CaptureFixture[str]) -> None:
    assert "DRUGBANK:DB00571" in printed([WIDE], capsys, "csv")
    assert "DRUGBANK:DB00571" in printed([WIDE], capsys, "json")


def test_a_table_with_room_keeps_its_identifiers(capsys: pytest.CaptureFixture[str]) -> None:
    assert "MONDO:0011191" in printed([{"disease": "gout", "disease_id": "MONDO:0011191"}], capsys)


def test_rows_too_wide_for_a_table_are_printed_below_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    shown = printed([{**SENTENCE, "nothing": None}, SENTENCE], capsys)
    assert shown.startswith("1 of 2")
    assert "column 3" in shown
    assert "nothing" not in shown


def test_a_cell_of_many_lines_makes_records_and_one_of_a_few_does_not(capsys: pytest.CaptureFixture[str]) -> None:
    row = {"drug": "Rituximab", "a_long_heading_here": 1, "another_long_heading": 2, "yet_another_long_heading": 3}
    assert "┃" in printed([{**row, "sentence": "few words " * 8}], capsys)
    assert printed([{**row, "sentence": "many words " * 30}], capsys).startswith("1 of 1")


def test_no_rows_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows([], ["drug"], "table")
    assert capsys.readouterr() == ("", "No rows\n")
    print_rows([], ["drug"], "json")
    assert capsys.readouterr() == ("[]\n", "")

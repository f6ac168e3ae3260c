"""Tables from spreadsheets: any separator and order of columns, and messages that name the row."""

from pathlib import Path

import pytest

from miner.errors import SourceError
from miner.formats.delimited import DelimitedTable, read_delimited

COLUMNS = {"drug": r"drugs?|medicine", "disease": r"disease|indication", "day": r"day|date"}


def read(folder: Path, content: bytes | str) -> DelimitedTable:
    path = folder / "list.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_delimited(path, COLUMNS, ("drug", "disease"))


@pytest.mark.parametrize(
    "content",
    [
        "Medicine,Indication,Ward\nAvastin,glioma,3\n",
        "Ward;Indication;Medicine\n3;glioma;Avastin\n",
        "Indication\tWard\tMedicine\r\nglioma\t3\tAvastin\r\n",
        "\ufeffdrug,disease,Ward\nAvastin,glioma,3\n",
        "sep=;\nDrug;Disease;Ward\nAvastin;glioma;3",
        '"drug","disease","Ward"\n"Avastin"," glioma ","3"\n',
    ],
)
def test_separator_order_and_byte_order_mark_do_not_matter(tmp_path: Path, content: str) -> None:
    table = read(tmp_path, content)
    assert [dict(row.cells) for row in table.rows] == [{"drug": "Avastin", "disease": "glioma"}]
    assert table.ignored_columns == ("Ward",)


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    table = read(tmp_path, 'drug,disease\n"Avas\ntin",glioma\n\n,\nGleevec,glioma\n')
    assert [(row.number, row.cells["drug"]) for row in table.rows] == [(2, "Avas tin"), (5, "Gleevec")]
    assert table.empty_count == 2


def test_a_columns_own_name_is_preferred_and_two_others_are_refused(tmp_path: Path) -> None:
    assert read(tmp_path, "medicine,drug,disease\nA,B,c\n").rows[0].cells["drug"] == "B"
    with pytest.raises(SourceError, match="'medicine' and 'drugs' both are the column drug"):
        read(tmp_path, "medicine,drugs,disease\nA,B,c\n")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf \n", "the file is empty"),
        (b"drug,disease\n", "a header and no rows"),
        (b"drug,disease\n,\n", "a header and no rows"),
        (b"drug,illness\nA,b\n", "no column disease; it has drug, illness"),
        (b"name\nA\n", "no column drug and no disease; it has name"),
        (b"drug,disease\nA,b\nC,Sj\xf6gren\n", "line 3 is not UTF-8"),
        ("drug,disease\nA,b\n".encode("utf-16"), "not UTF-8"),
        (b"drug,disease\nA,b\x00\n", "line 2 has a zero byte"),
        (b"drug,disease\nA,b\nC,d,e\n", "row 3: 3 cells under 2 headers"),
        (b'drug,disease\nA,b\nC,"d\n', "row 3: .*quotes"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=rf"list\.csv: .*{reason}"):
        read(tmp_path, content)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"none\.csv: cannot be read"):
        read_delimited(tmp_path / "none.csv", COLUMNS, ("drug",))

"""The tables of the label book: what does not fit is one error with file and line, and a changed table is read anew."""

from datetime import date
from pathlib import Path

import pytest

from miner.errors import LabelError
from miner.labels.facts import FACT_COLUMNS, MARKET_COLUMNS, load_label_facts, load_markets

FACT = {
    "fact_id": "us:1",
    "drugs": "DRUGBANK:DB00073",
    "disease": "MONDO:0008383",
    "jurisdiction": "US",
    "relation": "treats",
    "status": "approved",
    "since": "2006-02-28",
    "since_kind": "stated",
    "trust": "sure",
}
MARKET = {"drugs": "DRUGBANK:DB00073", "jurisdiction": "US", "first_approval": "1997-11-26", "is_exact": "yes"}


def write(folder: Path, name: str, columns: tuple[str, ...], row: dict[str, str]) -> Path:
    path = folder / name
    cells = "\t".join(row.get(column, "") for column in columns)
    path.write_text("\t".join(columns) + "\n" + cells + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ({"jurisdiction": "MARS"}, "jurisdiction is 'MARS', not one of"),
        ({"trust": "perhaps"}, "trust is 'perhaps', not one of"),
        ({"since": "2006-02-30"}, "compile the labels again"),
        ({"ended_on": "2006-02-28"}, "ended_on 2006-02-28 is not after since"),
    ],
)
def test_a_row_that_does_not_fit_is_named(tmp_path: Path, cell: dict[str, str], message: str) -> None:
    write(tmp_path, "label_facts.tsv", FACT_COLUMNS, FACT | cell)
    with pytest.raises(LabelError, match=rf"label_facts\.tsv:2: .*{message}"):
        load_label_facts(tmp_path)


def test_a_table_that_is_missing_or_no_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(LabelError, match=r"markets\.tsv.*python -m corpora labels"):
        load_markets(tmp_path)
    path = write(tmp_path, "markets.tsv", MARKET_COLUMNS, MARKET)
    path.write_bytes(path.read_bytes() + b"\xff\xfe\n")
    with pytest.raises(LabelError, match=r"markets\.tsv:3: is not UTF-8"):
        load_markets(tmp_path)


def test_a_changed_table_is_read_anew(tmp_path: Path) -> None:
    write(tmp_path, "label_facts.tsv", FACT_COLUMNS, FACT)
    assert [fact.since for fact in load_label_facts(tmp_path)] == [date(2006, 2, 28)]
    write(tmp_path, "label_facts.tsv", FACT_COLUMNS, FACT | {"since": "2007-02-28"})
    assert [fact.since for fact in load_label_facts(tmp_path)] == [date(2007, 2, 28)]


def test_a_market_has_its_days(tmp_path: Path) -> None:
    write(tmp_path, "markets.tsv", MARKET_COLUMNS, MARKET)
    for _ in range(2):  # from the table, then from its compiled copy
        (market,) = load_markets(tmp_path)
        assert (market.first_approval, market.is_exact, market.is_label_known) == (date(1997, 11, 26), True, False)

"""Days as regulators print them."""

from datetime import date
from pathlib import Path

import pytest

from miner.errors import SourceError
from miner.labels.sources.days import parse_day, printed_day

PLACE = Path("table.xlsx")


@pytest.mark.parametrize(
    "printed",
    ["2018-12-03", "2018-12-03 01:00:00", "03/12/2018", "Dec. 3, 2018", "Dec. 03,\n2018", "December 3, 2018",
     "Dec.3, 2018", "Dec. 3. 2018", "3-Dec-18", "Dec. 3, 2018\nDec. 4, 2018"],
)  # fmt: skip
def test_all_forms_of_a_day_are_read(printed: str) -> None:
    assert parse_day(printed) == date(2018, 12, 3)


@pytest.mark.parametrize("printed", ["", "approval", "31/02/2018", "Foo. 3, 2018", "2018", "3-Dec"])
def test_other_text_is_no_day(printed: str) -> None:
    assert parse_day(printed) is None


def test_an_empty_cell_has_no_day() -> None:
    assert printed_day("-", PLACE, 7) is None
    assert printed_day(" ", PLACE, 7) is None


@pytest.mark.parametrize("printed", ["31/02/2018", "soon", "01/01/1066", "02/01/2019"])
def test_an_impossible_day_is_refused_with_file_and_row(printed: str) -> None:
    with pytest.raises(SourceError, match=r"table\.xlsx: row 7: "):
        printed_day(printed, PLACE, 7, not_after=date(2019, 1, 1))

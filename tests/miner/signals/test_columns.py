"""The table of signal columns, which ledger, graph, exports and documentation follow."""

import csv
import re
from io import StringIO
from pathlib import Path

from graph.projection import check_node
from miner.cli.signals import FORMATTED_COLUMNS
from miner.jurisdictions import CODES, JURISDICTIONS
from miner.records import LabelLevel, LabelState, Signal
from miner.report.tables import ENTRY_COLUMNS, render_csv
from miner.signals.columns import NODE_PROPERTIES, SIGNAL_COLUMNS, signal_row, state_in
from tests.miner.report.test_report import a_list, an_entry

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "graph.md"


def a_signal() -> Signal:
    signal = an_entry().signal
    assert isinstance(signal, Signal)
    return signal


def test_the_ledgers_row_has_every_column() -> None:
    row = signal_row(a_signal())
    assert list(row.properties) == [column.name for column in SIGNAL_COLUMNS]
    assert row.signal_id == "DRUGBANK:DB00571|MONDO:0000001"
    assert [(label.jurisdiction, label.level, label.fact_id) for label in row.labels] == [
        ("US", "off", ""),
        ("EU", "on", "f1"),
    ]


def test_states_are_codes_for_programs_and_words_for_readers() -> None:
    properties = signal_row(a_signal()).properties
    assert (properties["label_us"], properties["label_eu"], properties["label_jp"]) == ("off", "on", "unknown")
    assert properties["labels"] == ["US: off label", "EU: on label", "JP: label unknown"]
    assert properties["kinds"] == ["US: indication"]
    assert properties["statuses"] == [
        "US: off label, under study (case series)", "EU: approved since 2014-04-23", "JP: unknown"
    ]  # fmt: skip


def test_the_graph_takes_what_the_table_gives_it() -> None:
    properties = signal_row(a_signal()).properties
    check_node("Signal", {"id": "a", **{name: properties[name] for name in NODE_PROPERTIES}}, NODE_PROPERTIES)


def test_every_jurisdiction_has_its_columns_everywhere() -> None:
    names = [column.name for column in SIGNAL_COLUMNS]
    assert [name for name in names if re.fullmatch("label_..", name)] == [f"label_{code.lower()}" for code in CODES]
    headings = [column.heading for column in ENTRY_COLUMNS]
    assert [heading for heading in headings if re.fullmatch("Label ..", heading)] == [f"Label {code}" for code in CODES]
    assert {f"label_{code.lower()}" for code in CODES} <= set(FORMATTED_COLUMNS)
    assert len({jurisdiction.agency for jurisdiction in JURISDICTIONS}) == len(JURISDICTIONS)


def test_a_column_with_a_heading_is_in_the_exports_under_it() -> None:
    row = next(csv.DictReader(StringIO(render_csv(a_list(an_entry())).decode("utf-8-sig"), newline="")))
    headings = [column.heading for column in SIGNAL_COLUMNS if column.heading]
    assert len(headings) == len(set(headings))
    assert set(headings) <= set(row)


def test_a_state_that_is_missing_is_unknown() -> None:
    assert state_in(a_signal(), "JP") == LabelState(jurisdiction="JP", level=LabelLevel.UNKNOWN)


def test_the_documents_list_every_property_of_a_signal_with_its_meaning() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    for name, meaning in NODE_PROPERTIES.items():
        assert f"| `{name}` | {meaning} |" in text

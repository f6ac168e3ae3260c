"""The table of label sources: what ships is whole, and a wrong row is named."""

from pathlib import Path

import pytest

from miner.errors import LabelError
from miner.labels.source_table import SOURCE_COLUMNS, load_sources
from tests.miner.labels.small_book import write_rows

ROW = {
    "key": "made_up", "title": "Invented", "kind": "label text", "jurisdiction": "US|JP", "day": "2024-02-29",
    "licence": "CC0", "use": "ships", "worth": ".97", "worth_of": "120", "note": "",
}  # fmt: skip


def test_the_shipped_sources_say_what_ships() -> None:
    sources = {source.key: source for source in load_sources()}
    assert {key for key, source in sources.items() if source.use != "ships"} == {
        "drugcentral_2017",
        "repodb",
        "moalmanac",
    }
    assert all(source.title and source.licence and source.note for source in sources.values())


def test_a_source_has_its_worth_and_what_that_is_a_share_of(tmp_path: Path) -> None:
    write_rows(tmp_path / "sources.tsv", SOURCE_COLUMNS, [ROW])
    (source,) = load_sources(tmp_path)
    assert (source.worth, source.worth_of, source.jurisdictions) == (0.97, 120, ("US", "JP"))


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("key", "Made up"),
        ("kind", "rumour"),
        ("jurisdiction", "CH"),
        ("day", "2023-02-29"),
        ("day", "soon"),
        ("use", "perhaps"),
        ("worth", "1.2"),
        ("worth_of", ""),
        ("worth_of", "0"),
        ("licence", ""),
    ],
)
def test_a_wrong_cell_is_named_with_file_and_line(tmp_path: Path, column: str, cell: str) -> None:
    write_rows(tmp_path / "sources.tsv", SOURCE_COLUMNS, [ROW | {column: cell}])
    with pytest.raises(LabelError, match=rf"sources\.tsv:2: .*{column}|{column}.*empty"):
        load_sources(tmp_path)


def test_a_key_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    write_rows(tmp_path / "sources.tsv", SOURCE_COLUMNS, [ROW, ROW])
    with pytest.raises(LabelError, match=r":3: the key 'made_up' is there twice"):
        load_sources(tmp_path)

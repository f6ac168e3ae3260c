"""The table of diseases that trials of other diseases measure, or whose patients they take in."""

import pytest

from miner.lexicon.endpoints import EndpointKind, read_endpoints
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.tables import read_table, table_place
from miner.records import MentionType


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("inflammation", EndpointKind.FINDING),
        ("depression", EndpointKind.DISORDER),
        ("obesity", EndpointKind.POPULATION),
    ],
)
def test_kinds(lexicon: Lexicon, name: str, kind: EndpointKind) -> None:
    assert read_endpoints()[lexicon.lookup(name, MentionType.DISEASE)[0].curie].kind is kind


@pytest.mark.parametrize("name", ["stroke", "heart failure", "breast cancer", "epilepsy", "delirium"])
def test_what_is_treated_for_its_own_sake_is_not_there(lexicon: Lexicon, name: str) -> None:
    assert lexicon.lookup(name, MentionType.DISEASE)[0].curie not in read_endpoints()


def test_the_table_names_its_diseases_as_the_lexicon_does(lexicon: Lexicon) -> None:
    rows = list(read_table(table_place(None) / "endpoints.tsv", ("disease", "name", "kind", "measures")))
    assert {row[0]: row[1] for row in rows} == {row[0]: lexicon.name_of(row[0]) for row in rows}
    assert [row[0] for row in rows] == sorted({row[0] for row in rows})


def test_what_stands_for_a_population_is_found_in_any_case() -> None:
    measures = read_endpoints()["MONDO:0005148"].measures
    assert measures is not None
    assert measures.search("HbA1c fell")
    assert not measures.search("blood pressure fell")

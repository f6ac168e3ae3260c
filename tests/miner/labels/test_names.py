"""Names as people write them: sets, brands, identifiers, and what is said of a name that is not known."""

import pytest

from miner.labels.names import ListNames
from miner.lexicon.lexicon import Lexicon
from tests.miner.lexicon.small import BEVACIZUMAB, GLIOBLASTOMA, IMATINIB, RITUXIMAB, TYPE_2


@pytest.fixture(scope="module")
def names(small_lexicon: Lexicon) -> ListNames:
    return ListNames(small_lexicon)


@pytest.mark.parametrize(
    ("name", "drugs"),
    [
        ("Avastin", (BEVACIZUMAB,)),
        (BEVACIZUMAB, (BEVACIZUMAB,)),
        ("rituximab-abbs", (RITUXIMAB,)),
        ("Gleevec + rituximab", (RITUXIMAB, IMATINIB)),
        ("imatinib mesylate, MabThera", (RITUXIMAB, IMATINIB)),
        ("imatinib mesylate (Glivec)", (IMATINIB,)),
        ("ritucan (MabThera)", (RITUXIMAB,)),
        (f"{IMATINIB}|{RITUXIMAB}", (RITUXIMAB, IMATINIB)),
    ],
)
def test_drugs_and_sets(names: ListNames, name: str, drugs: tuple[str, ...]) -> None:
    assert names.drugs(name).curies == tuple(sorted(drugs))
    assert names.drugs(name).problem == ""


def test_the_unknown_member_of_a_set_is_named(names: ListNames) -> None:
    found = names.drugs("rituximab + foozumab")
    assert (found.curies, found.unknown) == ((), ("foozumab",))
    assert found.problem == "drug 'foozumab' is not known"


def test_members_of_a_class_are_no_set(names: ListNames) -> None:
    assert names.drugs("antibodies (rituximab, bevacizumab)").curies == ()


def test_a_substance_without_any_label_is_no_drug(names: ListNames) -> None:
    assert "substance or class" in names.drugs("dopamine").problem


def test_a_substance_with_label_facts_is_a_drug(small_lexicon: Lexicon) -> None:
    assert ListNames(small_lexicon, frozenset({"MESH:D004298"})).drugs("dopamine").curies == ("MESH:D004298",)


def test_what_was_read_as_something_else_is_noted(names: ListNames) -> None:
    assert names.disease("glioblastoma multiforme").note == ""
    assert names.disease("type 2 diabetes").curies == (TYPE_2,)
    assert names.drugs("rituximab-xxyz").note.startswith("'rituximab-xxyz' read as Rituximab")


def test_an_empty_name_and_a_name_of_several_diseases_are_problems(names: ListNames) -> None:
    assert names.drugs("").problem == "the row names no drug"
    assert names.disease("glioblastoma").curies == (GLIOBLASTOMA,)
    assert names.disease("nonsense").unknown == ("nonsense",)

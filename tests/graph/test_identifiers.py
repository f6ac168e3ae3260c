"""CURIEs and combinations."""

import pytest

from graph.identifiers import combination_id, ingredients_of


def test_a_combination_is_the_sorted_set_of_its_ingredients() -> None:
    assert combination_id(["D:2", "D:1", "D:2"]) == "D:1+D:2"
    assert combination_id(["D:3+D:1", "D:2"]) == "D:1+D:2+D:3"
    assert combination_id(["D:1"]) == "D:1"
    assert ingredients_of("D:1+D:2") == ("D:1", "D:2")


def test_a_combination_of_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one drug"):
        combination_id([])

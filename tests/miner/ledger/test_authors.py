"""Names of authors in one form."""

import pytest

from miner.ledger.authors import author_key, author_keys


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Nuñez-García JM Jr", "nunez garcia jm"),
        ("O'Fictus B", "ofictus b"),
        ("O\N{RIGHT SINGLE QUOTATION MARK}Fictus B", "ofictus b"),
        ("van der Nemo K", "van der nemo k"),
        ("Jr B", "jr b"),
        ("Weiß A", "weiss a"),
        ("...", ""),
    ],
)
def test_a_name_in_one_form(name: str, key: str) -> None:
    assert author_key(name) == key


def test_authors_keep_their_order_and_come_once() -> None:
    assert author_keys(["Nullus C", "Nemo D", "...", "Nullus C"]) == '["nullus c","nemo d"]'
    assert author_keys([]) == "[]"

"""Sets of drugs that are one product or one regimen."""

from miner.lexicon.products import read_fixed_sets


def test_products_and_regimens_are_fixed_sets_and_single_drugs_are_none() -> None:
    levodopa, carbidopa, bortezomib = "DRUGBANK:DB01235", "DRUGBANK:DB00190", "DRUGBANK:DB00188"
    sets = read_fixed_sets()
    assert frozenset({levodopa, carbidopa}) in sets
    assert frozenset({levodopa, bortezomib}) not in sets
    assert min(map(len, sets)) == 2

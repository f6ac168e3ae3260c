"""CURIE identifiers, the one spelling that every layer uses: `DRUGBANK:DB00619`, `MONDO:0005072`.

A combination of drugs is the set of its ingredients; its identifier joins theirs, sorted, with `+`.
CURIE syntax: https://www.w3.org/TR/curie/.
"""

from collections.abc import Iterable

COMBINATION_SEPARATOR = "+"


def combination_id(drugs: Iterable[str]) -> str:
    """Return the identifier of a set of ingredients, for a single one its own. Combinations in it are split up.

    Raises:
        ValueError: the set is empty.
    """
    ingredients = sorted({part for drug in drugs for part in ingredients_of(drug)})
    if not ingredients:
        raise ValueError("A combination needs at least one drug")
    return COMBINATION_SEPARATOR.join(ingredients)


def ingredients_of(drug_id: str) -> tuple[str, ...]:
    """Return the ingredients that a drug or combination identifier names, sorted."""
    return tuple(drug_id.split(COMBINATION_SEPARATOR))

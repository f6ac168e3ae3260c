"""CURIE identifiers, the one spelling that every layer uses: `DRUGBANK:DB00619`, `MONDO:0005072`.

A combination of drugs is the set of its ingredients; its identifier joins theirs, sorted, with `+`.
CURIE syntax: https://www.w3.org/TR/curie/.
"""

from collections.abc import Iterable

COMBINATION_SEPARATOR = "+"

_PAGES = {
    "PMID": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "DRUGBANK": "https://go.drugbank.com/drugs/{}",
    "MONDO": "https://monarchinitiative.org/MONDO:{}",
    "HGNC": "https://www.genenames.org/data/gene-symbol-report/#!/hgnc_id/HGNC:{}",
    "NCT": "https://clinicaltrials.gov/study/NCT{}",
    "ISRCTN": "https://www.isrctn.com/ISRCTN{}",
}


def combination_id(drugs: Iterable[str]) -> str:
    """The identifier of a set of ingredients; of one, its own. Combinations in it are taken apart.

    Raises:
        ValueError: the set is empty.
    """
    ingredients = sorted({part for drug in drugs for part in ingredients_of(drug)})
    if not ingredients:
        raise ValueError("A combination needs at least one drug")
    return COMBINATION_SEPARATOR.join(ingredients)


def ingredients_of(drug_id: str) -> tuple[str, ...]:
    """The ingredients that a drug or combination identifier names, sorted."""
    return tuple(drug_id.split(COMBINATION_SEPARATOR))


def page_url(curie: str) -> str | None:
    """The public page of a CURIE, or None where its prefix has none that we know."""
    prefix, _, local = curie.partition(":")
    page = _PAGES.get(prefix)
    return page.format(local.split(" ")[0]) if page else None

"""The shipped combination products: sets of drugs that are one medicine on a label ("levodopa and carbidopa")."""

from functools import lru_cache

from graph.identifiers import COMBINATION_SEPARATOR, ingredients_of
from miner.lexicon.regimens import read_regimens
from miner.lexicon.tables import NAME_COLUMNS, read_table, table_place


@lru_cache(maxsize=1)
def read_fixed_sets() -> frozenset[frozenset[str]]:
    """Return the sets of drugs that are one product of the lexicon or one regimen, as identifiers.

    Raises:
        LexiconError: a table is missing or malformed.
    """
    products = (row[0] for row in read_table(table_place(None) / "drug_names.tsv", NAME_COLUMNS))
    named = (*products, *(regimen.drugs for regimen in read_regimens().values()))
    return frozenset(frozenset(ingredients_of(one)) for one in named if COMBINATION_SEPARATOR in one)

"""Which diseases of the lexicon are symptoms and signs: what trials of a disease measure, and drugs cause."""

from functools import lru_cache

from miner.lexicon.tables import read_table, table_place

SYMPTOM_COLUMNS = ("disease", "name", "source")
SYMPTOM_TABLE = "symptoms.tsv"


@lru_cache(maxsize=1)
def read_symptoms() -> frozenset[str]:
    """Return the identifiers in the shipped table symptoms.tsv.

    Raises:
        LexiconError: the table is missing or malformed.
    """
    return frozenset(disease for disease, _, _ in read_table(table_place(None) / SYMPTOM_TABLE, SYMPTOM_COLUMNS))

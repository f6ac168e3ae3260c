"""Short forms whose meaning is settled: nearly every article that defines one means the same drug or disease."""

from functools import lru_cache

from miner.lexicon.tables import read_table, table_place

SHORT_FORMS = "short_forms.tsv"
SHORT_FORM_COLUMNS = ("short_form", "curie", "articles", "share")


@lru_cache(maxsize=1)
def read_short_forms() -> dict[str, str]:
    """Return the shipped table: short form as printed, singular, to the identifier that it means.

    Raises:
        LexiconError: the table is missing or malformed.
    """
    rows = read_table(table_place(None) / SHORT_FORMS, SHORT_FORM_COLUMNS)
    return {short: curie for short, curie, _, _ in rows}


def singular(short: str) -> str:
    """Return a short form without its plural ending ("SSRIs")."""
    return short[:-1] if short.endswith("s") and short[:-1].isupper() else short

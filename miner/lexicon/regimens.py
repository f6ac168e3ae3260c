"""The shipped table of regimens: names that stand for several drugs given together ("FOLFOX", "R-CHOP")."""

from functools import lru_cache
from typing import NamedTuple

from miner.lexicon.tables import read_table, table_place


class Regimen(NamedTuple):
    """The drugs of a regimen as one identifier, and whether its name needs a word such as "chemotherapy" beside it."""

    drugs: str
    needs_word: bool


@lru_cache(maxsize=1)
def read_regimens() -> dict[str, Regimen]:
    """Return the regimens by name.

    Raises:
        LexiconError: the table is missing or malformed.
    """
    rows = read_table(table_place(None) / "regimens.tsv", ("name", "drugs", "needs_regimen_word"))
    return {name: Regimen(drugs, needs == "1") for name, drugs, needs in rows}

"""ATC codes of drugs (WHO Collaborating Centre for Drug Statistics Methodology), as the table of drugs has them."""

from functools import lru_cache
from importlib.resources.abc import Traversable

from miner.jurisdictions import CODES
from miner.lexicon.tables import drug_columns, read_table, table_place

GROUP_LENGTH = 5
"""Characters of the fourth level, the chemical or pharmacological group: "L01FA" of "L01FA01"."""


@lru_cache(maxsize=4)
def read_atc_codes(folder: Traversable | None = None) -> dict[str, tuple[str, ...]]:
    """Return the ATC codes of each drug that has one, from a folder's tables or the shipped ones.

    Raises:
        LexiconError: the table is missing or a row does not parse.
    """
    columns = drug_columns(CODES)
    curie, atc = columns.index("curie"), columns.index("atc")
    rows = read_table(table_place(folder) / "drugs.tsv", columns)
    return {row[curie]: tuple(row[atc].split("|")) for row in rows if row[atc]}


def groups_of(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the groups of the fourth level that some codes are in, sorted, without those of "other" drugs (X)."""
    return tuple(sorted({c[:GROUP_LENGTH] for c in codes if len(c) > GROUP_LENGTH and c[GROUP_LENGTH - 1] != "X"}))

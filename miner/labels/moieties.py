"""One drug under several identifiers: labels name the ester or salt, papers the substance that acts."""

import importlib.resources
from collections.abc import Iterable, Mapping
from pathlib import Path

from miner.lexicon.tables import read_table

MOIETY_COLUMNS = ("drug", "moiety", "drug_name", "moiety_name", "reason")


def load_moieties(folder: Path | None = None) -> dict[str, str]:
    """Return the moiety of each drug that has another identifier's, from moieties.tsv of a folder or the shipped one.

    Raises:
        LexiconError: the table is missing or a row does not parse.
    """
    place = folder if folder is not None else importlib.resources.files("corpora") / "labels"
    return {row[0]: row[1] for row in read_table(place / "moieties.tsv", MOIETY_COLUMNS)}


def moieties_of(drugs: Iterable[str], moieties: Mapping[str, str]) -> frozenset[str]:
    """Return a set of drugs with each replaced by its moiety."""
    return frozenset(moieties.get(drug, drug) for drug in drugs)

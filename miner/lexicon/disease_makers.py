"""Drugs that make a disease in animals or in patients, so that naming both together is never a treatment."""

import re

from miner.lexicon.lexicon import Lexicon
from miner.lexicon.tables import read_table, table_place
from miner.records import MentionType

DiseaseMakers = dict[str, re.Pattern[str]]
"""Identifier of a drug to the words of the diseases that it makes."""


def read_disease_makers(lexicon: Lexicon) -> DiseaseMakers:
    """Return the shipped table disease_makers.tsv for the drugs that the lexicon has.

    Raises:
        LexiconError: the table is missing or malformed.
    """
    rows = read_table(table_place(None) / "disease_makers.tsv", ("drug", "disease_words", "model"))
    return {
        candidate.curie: re.compile(words, re.IGNORECASE)
        for name, words, _ in rows
        for candidate in lexicon.lookup(name, MentionType.DRUG)[:1]
    }

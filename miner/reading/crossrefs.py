"""Our identifiers in the words of others: MeSH and OMIM, which the corpora and scorers of this field compare.

Knows the lexicon's cross-references and nothing else.
"""

from miner.errors import LexiconError
from miner.reading.lexicon import Lexicon

_SCORED = ("MESH:", "OMIM:")


def mesh_ids(curie: str, lexicon: Lexicon) -> tuple[str, ...]:
    """What MeSH, or else OMIM, calls an entry: one identifier for each thing that it is, "MESH:D000544".

    A MeSH or OMIM identifier gives itself, a combination those of its ingredients in the order of the CURIE. An
    entry that several MeSH records stand for gives one (see `_preference`). Empty for what neither knows, such as
    genes and alterations; part of a combination for which this holds is left out.
    """
    if curie.startswith(_SCORED):
        return (curie,)
    if "+" in curie:
        parts = [identifier for part in curie.split("+") for identifier in mesh_ids(part, lexicon)]
        return tuple(dict.fromkeys(parts))
    try:
        xrefs = lexicon.entry(curie).xrefs
    except LexiconError:  # an alteration is built from the text and is no entry
        return ()
    for prefix in _SCORED:
        known = [xref for xref in xrefs if xref.startswith(prefix)]
        if known:
            return (min(known, key=_preference),)
    return ()


def _preference(identifier: str) -> tuple[bool, bool, str]:
    """Sorts MeSH records of one substance: old headings, supplementary records, headings of nine digits.

    Headings of nine digits were supplementary records until some year after 2015 (gemcitabine, C056507 and then
    D000093542), and most annotated corpora are older. Of several old headings the lowest number is mostly the
    substance and the others its kinds. Of the mentions in bc5cdr_train of entries with a choice, 1,010 of 1,128 bear
    the identifier that comes first in this order (974 with the new headings before supplementary records); in
    biored_train, which is of 2022, 433 of 506 (446).
    """
    number = identifier.partition(":")[2]
    return (number.startswith("D") and len(number) > 7, number.startswith("C"), number)

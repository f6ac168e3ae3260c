"""Cross-references from our identifiers to MeSH and OMIM, which the corpora and scorers of this field compare.

In the other direction: from identifiers of MeSH, RxNorm, the UMLS and other sources to entries of the lexicon.

The module knows nothing but the lexicon's tables.
"""

import re
from collections import defaultdict

from miner.errors import LexiconError
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.normalise import normalise
from miner.lexicon.tables import Entry, read_table, table_place
from miner.records import MentionType

_OWN_WORDS = frozenset({"disease", "disorder", "syndrome", "type"})
_TUMOURS = frozenset({"cancer", "carcinoma", "tumor", "malignancy"})


class MeshIdentifiers:
    """Translates a name in a text, and the entry it links to, to MeSH, or else OMIM; `mesh_ids` needs no name.

    Args:
        lexicon: the lexicon of the linked entries.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._annotated = _read_annotated()

    def __call__(self, name: str, type: MentionType, curie: str) -> tuple[str, ...]:  # noqa: A002
        """Return the identifiers of a name that links to an entry; either is "" if unknown.

        MeSH has separate records for forms that are one entry here: "lithium carbonate" and "lithium" are two. What
        annotators of corpora agree on comes first ("neuropathy" is a nervous system disease), then MeSH's own record
        of the name, then the identifiers of the entry, which also come before a record that is newer than the corpora
        (see `_preference`).
        """
        ids = mesh_ids(curie, self._lexicon) if curie else ()
        annotated, count = self._annotated.get((type.value, normalise(name)), ((), 0))
        if count >= (_ANNOTATED_MIN if ids else 1):
            return annotated
        record = self._lexicon.mesh_record(name, type, is_spelt=True)
        is_newer = _is_newer(record) and bool(ids) and not any(map(_is_newer, ids))
        return (record,) if record and curie and not is_newer else ids


ANNOTATED_NAMES = "annotated_names.tsv"
ANNOTATED_COLUMNS = ("type", "name", "identifiers", "count")
_ANNOTATED_MIN = 2
"""Minimum number of abstracts in which annotators agree on a name to override the identifiers of our links."""


def _read_annotated() -> dict[tuple[str, str], tuple[tuple[str, ...], int]]:
    rows = read_table(table_place(None) / ANNOTATED_NAMES, ANNOTATED_COLUMNS)
    return {(type_, name): (tuple(identifiers.split("|")), int(count)) for type_, name, identifiers, count in rows}


def mesh_ids(curie: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the MeSH, or else OMIM, identifiers of an entry ("MESH:D000544"): at most one, or one per ingredient.

    A MeSH or OMIM identifier is returned as it is, a combination as those of its ingredients in the order of the
    CURIE. An entry with several MeSH records gets one of them (see `_preference`). A disease without a record gets
    that of a parent with a similar name, since MeSH is coarser than MONDO ("breast cancer" is a breast neoplasm).
    What neither vocabulary has, such as genes and alterations, gets no identifier and adds none to a combination.
    """
    if curie.startswith(("MESH:", "OMIM:")):
        return (curie,)
    if "+" in curie:
        parts = [identifier for part in curie.split("+") for identifier in mesh_ids(part, lexicon)]
        return tuple(dict.fromkeys(parts))
    try:
        entry = lexicon.entry(curie)
    except LexiconError:  # an alteration is built from the text and has no entry
        return ()
    return (
        _own_ids(entry, "MESH:")
        or _namesake_ids(entry, lexicon)
        or _parent_ids(entry, lexicon)
        or _own_ids(entry, "OMIM:")
    )


def _own_ids(entry: Entry, prefix: str) -> tuple[str, ...]:
    known = [xref for xref in entry.xrefs if xref.startswith(prefix)]
    return (min(known, key=_preference),) if known else ()


def _namesake_ids(entry: Entry, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the MeSH record of the first other entry of the same type that shares a name, preferred name first."""
    for name in entry.names:
        for candidate in lexicon.lookup(name, entry.type):
            if candidate.curie != entry.curie and (ids := _own_ids(lexicon.entry(candidate.curie), "MESH:")):
                return ids
    return ()


def _parent_ids(
    entry: Entry, lexicon: Lexicon, levels: int = 3, words: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """Return the MeSH record of the parent that shares most words of the name, or of that parent's parent, and so on.

    Share of all gold disease mentions in the training parts with the right identifier, with the links at that time:
    no parent .504 BC5CDR, .379 NCBI, .397 BioRED; a direct parent of similar name .529, .411, .445; any parent .530,
    .417, .450, at a loss of .02 to .04 in precision by document. Three levels gained another .002.

    Args:
        entry: an entry without a record of its own.
        lexicon: the lexicon that has its parents.
        levels: how far up to look.
        words: the words to share; by default those of the entry's name.
    """
    words = words or _content_words(entry.name)
    parents = [lexicon.entry(parent) for parent in entry.parents if parent in lexicon]
    alike = [(len(words & _content_words(parent.name)), parent) for parent in parents]
    for count, parent in sorted(alike, key=lambda pair: -pair[0]):
        if count == 0:
            break
        ids = _own_ids(parent, "MESH:") or (_parent_ids(parent, lexicon, levels - 1, words) if levels > 1 else ())
        if ids:
            return ids
    return ()


def _content_words(name: str) -> frozenset[str]:
    words = set(normalise(name).split()) - _OWN_WORDS
    return frozenset("neoplasm" if word in _TUMOURS else word for word in words if len(word) > 2)


def _preference(identifier: str) -> tuple[bool, bool, str]:
    """Return the sort key of MeSH records of one substance: old headings, supplementary records, nine-digit headings.

    Headings of nine digits were supplementary records until some year after 2015 (gemcitabine, C056507 and then
    D000093542), and most annotated corpora are older. Of several old headings the lowest number is mostly the
    substance itself and the others its kinds. Of the mentions in bc5cdr_train of entries with a choice, 1,010 of 1,128
    have the identifier that comes first in this order (974 with new headings before supplementary records); in
    biored_train, which is from 2022, 433 of 506 (446).
    """
    number = identifier.partition(":")[2]
    return (_is_newer(identifier), number.startswith("C"), number)


def _is_newer(identifier: str) -> bool:
    """Return whether an identifier is a heading of nine digits."""
    return identifier.startswith("MESH:D") and len(identifier) > len("MESH:D123456")


_BARE = (
    ("MESH", re.compile(r"[CD](?:\d{6}|\d{9})")),
    ("UMLS", re.compile(r"C\d{7}")),
    ("RXCUI", re.compile(r"\d+")),
)
"""Vocabulary of an identifier without a prefix, by its form: MeSH numbers its records with six or nine digits."""


class ForeignIds:
    """An index of the lexicon's cross-references, foreign identifier to entries; own identifiers map to themselves."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._curies: dict[str, list[str]] = defaultdict(list)
        for entry in lexicon.entries():
            for identifier in {entry.curie, *entry.xrefs}:
                self._curies[identifier.upper()].append(entry.curie)

    def curies_of(self, identifier: str) -> tuple[str, ...]:
        """Return the entries with a foreign identifier, given with or without prefix: "MESH:D003000", "D003000"."""
        return tuple(self._curies.get(_with_prefix(identifier), ()))


def _with_prefix(identifier: str) -> str:
    bare = identifier.strip().upper()
    return next((f"{prefix}:{bare}" for prefix, form in _BARE if form.fullmatch(bare)), bare)

"""Names with the MeSH or OMIM identifiers that annotators give them in the training parts of the corpora.

MeSH is coarser than people's words, and annotators have habits in choosing a record ("neuropathy" is a nervous system
disease, "irritability" a mental disorder). Identifiers for scorers (`miner read --ids mesh`) follow them; links do not.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from corpora.measure.concepts import LABELS
from corpora.measure.spans import label_of
from corpora.readers import Corpus
from corpora.split import development_pmids, read_corpora, split_off
from miner.lexicon.build.mesh import MESH_TABLE, read_mesh, turn_round
from miner.lexicon.build.tables import write_table
from miner.lexicon.crossrefs import ANNOTATED_COLUMNS, ANNOTATED_NAMES
from miner.lexicon.normalise import normalise
from miner.records import MentionType

PARTS = ("bc5cdr_train", "ncbi_disease_train", "biored_train")
_TYPES = dict(zip(LABELS, (MentionType.DRUG, MentionType.DISEASE), strict=True))
_SHARE_MIN = 0.7
"""Share of a name's abstracts that must agree on its identifiers; below it, the text decides and not the name."""
_LETTERS_MIN = 4
"""Shorter names are ambiguous."""


def compile_annotated_names(data: Path, lexicon: Path) -> int:
    """Write annotated_names.tsv from training parts without development documents; return its number of rows.

    Raises:
        SourceError: a corpus is missing or malformed.
    """
    corpora, _ = split_off(read_corpora(data, PARTS), development_pmids(data))
    headings = frozenset(normalise(turn_round(row.name)) for row in read_mesh(lexicon / MESH_TABLE))
    return write_table(lexicon / ANNOTATED_NAMES, ANNOTATED_COLUMNS, agreed_names(corpora, headings))


def agreed_names(corpora: Iterable[Corpus], headings: frozenset[str]) -> list[tuple[str, str, str, str]]:
    """Return rows (type, normalised name, identifiers, number of abstracts) of the names that annotators agree on.

    Names of up to three letters are left out, and MeSH's own `headings`, which show no habit.
    """
    rows = []
    for (label, name), counts in _count_identifiers(corpora).items():
        (identifiers, count), *_ = counts.most_common(1)
        is_agreed = count >= _SHARE_MIN * counts.total()
        if identifiers and is_agreed and len(name) >= _LETTERS_MIN and name not in headings:
            rows.append((_TYPES[label].value, name, identifiers, str(count)))
    return rows


def _count_identifiers(corpora: Iterable[Corpus]) -> dict[tuple[str, str], Counter[str]]:
    """Return for each (label, name) the number of abstracts by its identifiers ("MESH:D1|MESH:D2", "" for none)."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for corpus in corpora:
        for document in corpus.documents:
            found = {
                (label, normalise(mention.text), _as_curies(mention.identifier))
                for mention in document.mentions
                if (label := label_of(mention.type)) in _TYPES
            }
            for label, name, identifiers in found:
                if label:
                    seen[label, name][identifiers] += 1
    return seen


def _as_curies(identifier: str) -> str:
    parts = identifier.replace("+", "|").replace(",", "|").split("|")
    bare = [part.strip().removeprefix("MESH:") for part in parts]
    return "|".join(part if ":" in part else f"MESH:{part}" for part in bare if part not in {"", "-", "-1"})

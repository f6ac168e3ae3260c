"""MeSH of other years: numbers that NLM has replaced since a corpus was annotated, and those that are newer than it.

Sevoflurane was C009250 and is D000077149; what is Ototoxicity (D000081015) today stood under Hearing Disorders
(D006311). NLM's list of replaced numbers is not at hand, so `compile_editions` reads them off the training parts: a
number that the lexicon does not know, on names that it resolves letter for letter. They serve to compare
identifiers, nowhere else.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from corpora.readers import GoldDocument
from corpora.split import development_pmids, read_corpora, split_off
from miner.lexicon.build.tables import write_table
from miner.lexicon.crossrefs import mesh_ids
from miner.lexicon.lexicon import Lexicon
from miner.reading.linking.candidates import Candidates
from miner.records import MentionType

TABLE = Path(__file__).parents[1] / "lexicon" / "mesh_editions.tsv"
COLUMNS = ("identifier", "meaning", "kind", "count")
PARTS = ("bc5cdr_train", "ncbi_disease_train", "biored_train", "nlmchem_passages")

_TYPES = {
    "Chemical": MentionType.DRUG,
    "ChemicalEntity": MentionType.DRUG,
    "Disease": MentionType.DISEASE,
    "DiseaseOrPhenotypicFeature": MentionType.DISEASE,
    "SpecificDisease": MentionType.DISEASE,
    "DiseaseClass": MentionType.DISEASE,
    "Modifier": MentionType.DISEASE,
}
_SHARE_MIN = 0.7
_NEW_HEADING = re.compile(r"MESH:D\d{9}")
"""Headings with so many digits are of 2016 and later; BC5CDR and NCBI Disease are of 2015 and 2013."""
_NEWER_MIN = 2


@cache
def read_editions() -> Mapping[str, frozenset[str]]:
    """What identifiers mean in the edition that scores compare in; those that are not listed mean themselves."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()[1:]
    return {identifier: frozenset(meaning.split("|")) for identifier, meaning, *_ in (x.split("\t") for x in lines)}


def in_one_edition(identifiers: Iterable[str]) -> frozenset[str]:
    """MeSH identifiers in one edition.

    Replaced numbers become those of today, then headings newer than the corpora those that they stood under before.
    """
    editions = read_editions()
    today = {meaning for identifier in identifiers for meaning in editions.get(identifier, (identifier,))}
    return frozenset(meaning for identifier in today for meaning in editions.get(identifier, (identifier,)))


def compile_editions(data: Path) -> int:
    """Writes mesh_editions.tsv from the training parts without documents of development parts; gives its rows."""
    lexicon = Lexicon.load()
    corpora, _ = split_off(read_corpora(data, PARTS), development_pmids(data))
    seen = _count_meanings((document for corpus in corpora for document in corpus.documents), lexicon)
    known = {xref for entry in lexicon.entries() for xref in entry.xrefs}
    replaced = {gold: counts for gold, counts in seen.items() if gold not in known and gold.startswith("MESH:C")}
    newer: dict[str, Counter[str]] = defaultdict(Counter)
    for gold, counts in seen.items():
        for ours, count in counts.items():
            if gold in known and _NEW_HEADING.fullmatch(ours):
                newer[ours][gold] += count
    rows = [*_rows(replaced, "replaced"), *_rows(newer, "newer", _NEWER_MIN)]
    write_table(TABLE, COLUMNS, rows)
    return len(rows)


def _count_meanings(documents: Iterable[GoldDocument], lexicon: Lexicon) -> dict[str, Counter[str]]:
    """How often each single gold identifier stands on a name that the lexicon has letter for letter, by what it is."""
    candidates = Candidates(lexicon)
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for document in documents:
        for mention in document.mentions:
            kind, gold = _TYPES.get(mention.type), f"MESH:{mention.identifier.upper().removeprefix('MESH:')}"
            links = candidates.find(mention.text, kind) if kind and gold[5:6] in {"C", "D"} else ()
            if links and links[0].score >= 1 and gold[6:].isdigit():
                seen[gold]["|".join(sorted(mesh_ids(links[0].curie, lexicon)))] += 1
    return seen


def _rows(meanings: Mapping[str, Counter[str]], kind: str, least: int = 1) -> list[tuple[str, str, str, str]]:
    rows = []
    for identifier, counts in sorted(meanings.items()):
        (meaning, count), *_ = counts.most_common(1)
        if meaning and meaning != identifier and count >= max(least, _SHARE_MIN * counts.total()):
            rows.append((identifier, meaning, kind, str(count)))
    return rows

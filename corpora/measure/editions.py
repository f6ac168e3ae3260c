"""MeSH of other years: numbers that NLM has replaced since a corpus was annotated, and headings newer than a corpus.

Sevoflurane was C009250 and is now D000077149; today's Ototoxicity (D000081015) used to fall under Hearing Disorders
(D006311). NLM's list of replaced numbers is not available here, so `compile_editions` infers them from the training
parts: a number that the lexicon does not know, on names that it resolves exactly. The table is used to compare
identifiers in scores and for nothing else.
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
"""Headings with nine digits date from 2016 and later; BC5CDR and NCBI Disease date from 2015 and 2013."""
_NEWER_MIN = 2


@cache
def read_editions() -> Mapping[str, frozenset[str]]:
    """Return the equivalents of identifiers in the edition used for scores; identifiers not listed are unchanged."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()[1:]
    return {identifier: frozenset(meaning.split("|")) for identifier, meaning, *_ in (x.split("\t") for x in lines)}


def in_one_edition(identifiers: Iterable[str]) -> frozenset[str]:
    """Return MeSH identifiers in one edition.

    First replaced numbers become current ones, then headings newer than the corpora become those that covered them.
    """
    editions = read_editions()
    today = {meaning for identifier in identifiers for meaning in editions.get(identifier, (identifier,))}
    return frozenset(meaning for identifier in today for meaning in editions.get(identifier, (identifier,)))


def compile_editions(data: Path) -> int:
    """Write mesh_editions.tsv from training parts without development documents; return its number of rows.

    Raises:
        SourceError: a corpus is missing or malformed.
    """
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
    """Count, for each single gold identifier, the identifiers of its mentions' names in the lexicon (exact matches)."""
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

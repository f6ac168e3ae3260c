"""Compile chemicals.tsv and chemical_names.tsv: MeSH substances that are not approved drugs, so that they link too.

A descriptor that is one of our drugs adds a cross-reference and its entry terms to the drug instead.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from miner.lexicon.build.drug_book import DrugBook, is_usable
from miner.lexicon.build.mesh import MeshRow, turn_round
from miner.lexicon.build.tables import Row, write_table
from miner.lexicon.normalise import normalise, strip_salt
from miner.lexicon.tables import CHEMICAL_COLUMNS

NAME_COLUMNS = ("curie", "name", "kind", "source")
_GIVEN_TREES = ("D02", "D03", "D04", "D09.408", "D13.570", "D20.215.784", "D12.776.124.486.485.114.224")
"""Organic compounds, glycosides, nucleosides, plant preparations and monoclonal antibodies: what may be given."""
_BODY_TREES = ("D06", "D08.211", "D10.251", "D10.390", "D10.570", "D12.125")
"""Hormones, coenzymes, lipids and amino acids: given only where the words beside the name say so."""
_OTHER_TREES = (
    *("D01", "D05", "D08.244", "D08.622", "D08.811", "D09.067", "D09.698", "D09.853", "D09.947", "D10.289", "D10.532"),
    *("D12.644.400", "D13.695", "D23.050", "D23.101", "D23.469", "D23.946", "D25", "D26", "D27"),
)
"""Elements, polymers, enzymes, sugars, nucleotides, antigens, mediators, toxins, and groups by their use."""
_SYSTEMATIC = re.compile(r"[\[\]{};±=~]|\d,\d|\d['\u2019]|\(\d[^)]*-")


def match_drugs(book: DrugBook, rows: list[MeshRow]) -> list[MeshRow]:
    """Attach MeSH records to the drugs that they are and return the remaining substances.

    A record is a drug if its heading is a name of the drug, or else if the drug's cross-references contain it. But
    a class ("Angiotensins") is not a drug, whatever a cross-reference says, and a drug whose own name is a heading
    takes no descriptor without that name in it (scopolamine is not Butylscopolammonium Bromide). A drug that has no
    record after that takes the only one that has its preferred name among the entry terms.
    """
    classes = _classes(rows)
    headings = {normalise(turn_round(row.name)) for row in rows if not row.headings}
    by_xref: dict[str, str] = {}
    for curie, drug in sorted(book.drugs.items(), reverse=True):
        by_xref |= {xref: curie for xref in drug.xrefs if xref.startswith("MESH:")}
    left = []
    for row in rows:
        mesh, heading = f"MESH:{row.ui}", turn_round(row.name)
        owner = book.by_name.get(normalise(heading)) or book.by_name.get(normalise(strip_salt(heading)))
        is_class = row.ui in classes and heading.endswith("s")
        is_other = mesh in by_xref and _is_other(row, normalise(book.drugs[by_xref[mesh]].name), headings)
        if owner in book.drugs and (not is_class or normalise(heading) == normalise(book.drugs[str(owner)].name)):
            _tie(book, str(owner), row)
        elif mesh in by_xref and row.ui not in classes and not is_other:
            _tie(book, by_xref[mesh], row)
        else:
            if mesh in by_xref:
                drug = book.drugs[by_xref[mesh]]
                drug.xrefs = [xref for xref in drug.xrefs if xref != mesh]
            left.append(row)
    _tie_by_terms(book, rows)
    return [row for row in left if row.is_chemical]


def _is_other(row: MeshRow, drug: str, headings: set[str]) -> bool:
    """Return whether a descriptor is a different substance from the drug, which has a descriptor of its own."""
    return not row.headings and drug in headings and drug not in normalise(turn_round(row.name)).split()


def _classes(rows: list[MeshRow]) -> frozenset[str]:
    """Return the descriptors that have others below them."""
    above = {tree.rpartition(".")[0] for row in rows for tree in row.trees}
    return frozenset(row.ui for row in rows if above.intersection(row.trees))


def _tie(book: DrugBook, curie: str, row: MeshRow) -> None:
    book.drugs[curie].xrefs.append(f"MESH:{row.ui}")
    for term in (row.name, *row.terms):
        name = turn_round(term)
        if is_usable(name) and book.by_name.get(normalise(name)) is None:
            book.add_name(curie, name, "synonym", "mesh")


def _tie_by_terms(book: DrugBook, rows: list[MeshRow]) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for term in row.terms:
            owners[normalise(turn_round(term))].add(row.ui)
    for drug in book.drugs.values():
        found = owners.get(normalise(drug.name), set())
        if len(found) == 1 and not any(xref.startswith("MESH:") for xref in drug.xrefs):
            drug.xrefs.append(f"MESH:{min(found)}")


def compile_chemicals(  # noqa: PLR0913, PLR0917 - what decides a table
    rows: list[MeshRow], book: DrugBook, drug_names: set[str], reviewed: list[Row], lexicon: Path, every: list[MeshRow]
) -> int:
    """Write chemicals.tsv and chemical_names.tsv and return the number of substances.

    Args:
        rows: substances that are not drugs.
        book: the drugs; a symbol whose substance is a drug leads to the drug.
        drug_names: normalised names of drugs, which stay with the drug.
        reviewed: rows of extra_names.tsv of the type chemical: symbols and short names of substances.
        lexicon: the folder to write to.
        every: all records of MeSH, drugs among them.
    """
    names: dict[tuple[str, str], tuple[str, str]] = {}
    owners = _owners(rows)
    for mesh in rows:
        for name, kind in _names_of(mesh):
            spelling = normalise(name)
            if spelling and spelling not in drug_names and owners[spelling] == mesh.ui:
                names.setdefault((f"MESH:{mesh.ui}", spelling), (name, kind))
    drugs = {xref: curie for curie, drug in sorted(book.drugs.items()) for xref in drug.xrefs}
    listed = {f"MESH:{mesh.ui}" for mesh in rows} | book.drugs.keys()
    for row in reviewed:
        curie = str(drugs.get(row["curie"], row["curie"]))
        if curie not in listed:
            continue  # not in this build's sources
        names.setdefault((curie, normalise(row["name"])), (row["name"], row["kind"]))
    known = {curie for curie, _ in names}
    given = _given_substances(rows, every)
    entries = [
        (f"MESH:{mesh.ui}", turn_round(mesh.name), given.get(mesh.ui, "0"), "mesh")
        for mesh in rows
        if f"MESH:{mesh.ui}" in known
    ]
    write_table(lexicon / "chemicals.tsv", CHEMICAL_COLUMNS, entries)
    name_rows = [(curie, name, kind, "mesh") for (curie, _), (name, kind) in names.items()]
    write_table(lexicon / "chemical_names.tsv", NAME_COLUMNS, name_rows)
    return len(entries)


def _given_substances(rows: list[MeshRow], every: list[MeshRow]) -> dict[str, str]:
    """Return the substances that somebody may be given as a treatment, by what MeSH says they are.

    They are single compounds, plant preparations and antibodies ("1"), and what the body makes too ("2", which needs
    words that say that it was given). A group ("Flavonoids") is none; of a supplementary concept its headings tell.
    """
    classes, trees = _classes(every), {row.ui: row.trees for row in every}
    found = {}
    for row in rows:
        own = [tree for ui in row.headings or (row.ui,) for tree in trees.get(ui, ())]
        is_single = row.ui not in classes and "drug combination" not in row.name.lower()
        if not is_single or any(tree.startswith(_OTHER_TREES) for tree in own):
            continue
        if any(tree.startswith(_BODY_TREES) for tree in own):
            found[row.ui] = "2"
        elif any(tree.startswith(_GIVEN_TREES) for tree in own):
            found[row.ui] = "1"
    return found


def _owners(rows: list[MeshRow]) -> dict[str, str]:
    """Return the one substance of each name: of several a descriptor, then an exact spelling, then a heading.

    "glutamate" is an entry term of Glutamic Acid, while the class Glutamates has it only in the plural.
    """
    ranked: dict[str, tuple[bool, bool, bool, str]] = {}
    for row in rows:
        for name, kind in _names_of(row):
            rank = (bool(row.headings), normalise(name) != _spaced(name), kind != "name", row.ui)
            spelling = normalise(name)
            ranked[spelling] = min(rank, ranked.get(spelling, rank))
    return {spelling: rank[-1] for spelling, rank in ranked.items()}


def _spaced(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", name.lower()))


def _names_of(row: MeshRow) -> Iterator[tuple[str, str]]:
    """Yield heading and entry terms that people write: no systematic names, at most 50 characters and six words."""
    yield turn_round(row.name), "name"
    for term in row.terms:
        name = turn_round(term)
        if 1 < len(name) <= 50 and name.count(" ") < 6 and not _SYSTEMATIC.search(name):
            yield name, "synonym"

"""Compile diseases.tsv and disease_names.tsv from MONDO, DOID, MeSH and OncoTree, with reviewed additions.

MONDO (CC BY 4.0) provides the identifiers; DOID (CC0), MeSH entry terms (free) and OncoTree (CC BY 4.0) add names and
parents through the exact matches that MONDO publishes.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import networkx as nx

from miner.lexicon.build.mesh import MeshRow, turn_round
from miner.lexicon.build.mondo import read_mondo
from miner.lexicon.build.tables import (
    Row,
    read_reviewed,
    read_source,
    read_terms,
    read_text,
    reading,
    write_table,
)
from miner.lexicon.normalise import normalise, sort_words
from miner.sources.manifest import Sources

DISEASE_COLUMNS = ("curie", "name", "parents", "xrefs", "is_rare", "source")
NAME_COLUMNS = ("curie", "name", "kind", "source")
_NOT_A_DISEASE = re.compile(r"^obsolete |non-human animal|^susceptibility to|, susceptibility to\b")
_CHARACTERISTIC = re.compile(
    r"^(disease characteristic|(non-)?(genetic|idiopathic|iatrogenic)|(not )?rare|congenital|acquired|inherited|mosaic"
    r"|complete|disseminated|has an? \w+ presentation|(\w+|hereditary|mosaic) (or|vs) [\w-]+( etiology)?)$"
)
"""MONDO's branch of qualities, which are not diseases: "rare or common", "mosaic vs complete"."""
_ANIMAL_ID = re.compile(r"^MONDO:(101[0-5]\d{3}|777\d{4})$")
"""MONDO numbers diseases of named animals ("..., dog") in separate blocks."""
_GENERAL_TREES = ("C22", "C23.550.291", "C23.550.767", "C26.340", "C23.550.260.224", "C23.550.325")
"""MeSH: diseases of animals, attributes of disease ("acute disease"), emergencies and other terms for no disease."""
_XREF_TABLES = {"doid": "DOID", "mesh": "MESH", "omim": "OMIM", "orphanet": "Orphanet", "umls": "UMLS"}
_DEFINITE = re.compile(r"\b(obsolete|NOS|not otherwise specified|unspecified)\b", re.IGNORECASE)


@dataclass
class DiseaseBook:
    """Diseases while they are compiled: labels, names and parents with their sources, cross-references."""

    labels: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    names: dict[tuple[str, str], tuple[str, str, str]] = field(default_factory=dict)
    parents: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    xrefs: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    by_xref: dict[str, str] = field(default_factory=dict)
    rare: set[str] = field(default_factory=set)
    cycles: list[tuple[str, str]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def add_name(self, curie: str, name: str, kind: str, source: str) -> None:
        """Add a name in its first spelling, unless it is very long or unspecific."""
        name = " ".join(name.split())
        if curie in self.labels and 1 < len(name) <= 80 and not _DEFINITE.search(name):
            self.names.setdefault((curie, name.lower()), (name, kind, source))

    def add_parent(self, child: str, parent: str, source: str) -> None:
        """Add a direct parent if both ends are our diseases."""
        if child in self.labels and parent in self.labels and child != parent:
            self.parents[child].setdefault(parent, source)


def _add_mondo(book: DiseaseBook, tables: dict[str, list[Row]]) -> None:
    for row in tables["mondo_labels"]:
        is_quality = _NOT_A_DISEASE.search(row["cls_label"]) or _CHARACTERISTIC.match(row["cls_label"])
        if not is_quality and not _ANIMAL_ID.match(row["cls"]):
            book.labels[row["cls"]] = row["cls_label"].replace("famililal", "familial")  # misspelt in the source
            book.sources[row["cls"]] = "mondo"
    for curie, label in book.labels.items():
        book.add_name(curie, label, "name", "mondo")
    for row in tables["new-rare-diseases"]:
        if row["ID"] in book.labels and row.get("IS_RARE", True):
            book.rare.add(row["ID"])
        for name in row["SYNONYMS"].split("|"):
            book.add_name(row["ID"], name, "synonym", "mondo")
    for row in tables["mondo-rare_edges"]:
        if row["predicate"] == "biolink:subclass_of":
            book.add_parent(row["subject"], row["object"], "mondo")
    _add_matches(book, tables)


def _add_matches(book: DiseaseBook, tables: dict[str, list[Row]]) -> None:
    """Add MONDO's exact matches, in both directions; a match of several diseases leads back to the first."""
    for table, prefix in _XREF_TABLES.items():
        for row in tables[f"mondo_exactmatch_{table}"]:
            if row["subject_id"] in book.labels:
                xref = f"{prefix}:{row['object_id'].split(':')[-1]}"
                book.xrefs[row["subject_id"]].add(xref)
                book.by_xref.setdefault(xref, row["subject_id"])


def _add_doid_terms(book: DiseaseBook, sources: Sources) -> None:
    """Add names of DOID 2016 (exact synonyms) and the newer HumanDO, and parents through unmapped terms."""
    parents: dict[str, set[str]] = defaultdict(set)
    for stanza in read_terms(sources, "doid"):
        if "is_obsolete: true" in stanza:
            continue
        doid = stanza.partition("id: ")[2].partition("\n")[0]
        mondo = book.by_xref.get(doid, "")
        book.add_name(mondo, stanza.partition("name: ")[2].partition("\n")[0].replace("_", " "), "synonym", "doid")
        for synonym in re.findall(r'^synonym: "([^"]+)" EXACT', stanza, re.MULTILINE):
            book.add_name(mondo, re.sub(r" \((?:disorder|morphologic abnormality|finding)\)", "", synonym), "synonym",
                          "doid")  # fmt: skip
        parents[doid] |= set(re.findall(r"^is_a: (DOID:\d+)", stanza, re.MULTILINE))
    rows = read_source(sources, "human_do", sep="\t")
    by_label = {row["label"]: row["id"] for row in rows}
    newer: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        book.add_name(book.by_xref.get(row["id"], ""), row["label"], "synonym", "doid")
        if row["subClassOf"] in by_label:
            newer[row["id"]].add(by_label[row["subClassOf"]])
    _add_mapped_parents(book, {**parents, **newer}, book.by_xref, "doid")


def _add_mapped_parents(book: DiseaseBook, parents: dict[str, set[str]], to_mondo: dict[str, str], source: str) -> None:
    """Add parents in another vocabulary as ours; a parent without a match is replaced by its own parents."""
    for term, direct in sorted(parents.items()):
        child = to_mondo.get(term)
        if child is None:
            continue
        seen: set[str] = set()
        open_terms = sorted(direct)
        while open_terms:
            parent = open_terms.pop()
            if parent in seen:
                continue
            seen.add(parent)
            if parent in to_mondo:
                book.add_parent(child, to_mondo[parent], source)
            else:
                open_terms.extend(sorted(parents.get(parent, ())))


def _add_mesh(book: DiseaseBook, rows: list[MeshRow]) -> None:
    """Add MeSH's diseases and symptoms: entry terms to the diseases that MONDO has, the others as separate entries.

    A record that MONDO does not match is the disease whose label is its heading, or else the only one that has the
    heading as a synonym, or else the only one without a record whose label is among its terms ("Leukemia,
    Myelogenous, Chronic, BCR-ABL Positive"). Names of separate entries are of the kind "term": they link mentions
    that a model has found, and the scanner does not search for them ("death", "fibrosis").
    """
    labels = {normalise(label): curie for curie, label in sorted(book.labels.items(), reverse=True)}
    owners = _owners(book)
    new: list[MeshRow] = []
    for row in rows:
        mesh, heading = f"MESH:{row.ui}", normalise(turn_round(row.name))
        curie = mesh if mesh in book.labels else book.by_xref.get(mesh)
        if curie is None:
            curie = labels.get(heading) or _only(owners.get(heading, set())) or _labelled(row, labels, book)
            if curie is None or (not row.headings and any(x.startswith("MESH:D") for x in book.xrefs[curie])):
                if heading not in labels and not _is_general(row):
                    new.append(row)
                continue
            book.xrefs[curie].add(mesh)
            book.by_xref[mesh] = curie
        for term in (row.name, *row.terms):
            book.add_name(curie, turn_round(term), "synonym", "mesh")
    _add_mesh_entries(book, new, rows)
    _add_mesh_xrefs(book, rows)


def _labelled(row: MeshRow, labels: dict[str, str], book: DiseaseBook) -> str | None:
    """Return the disease without a MeSH descriptor whose label is a term of this one; None if there is not just one."""
    terms = () if row.headings else (normalise(turn_round(term)) for term in row.terms)
    found = {labels[term] for term in terms if term in labels}
    return _only({curie for curie in found if not any(x.startswith("MESH:D") for x in book.xrefs[curie])})


def _owners(book: DiseaseBook) -> dict[str, set[str]]:
    owners: dict[str, set[str]] = defaultdict(set)
    for curie, spelling in book.names:
        owners[normalise(spelling)].add(curie)
    return owners


def _only(curies: set[str]) -> str | None:
    return next(iter(curies)) if len(curies) == 1 else None


def _is_general(row: MeshRow) -> bool:
    """Return whether a record is a disease of animals, or a term for the course or presence of disease."""
    return all(tree.startswith(_GENERAL_TREES) for tree in row.trees)


def _add_mesh_entries(book: DiseaseBook, new: list[MeshRow], rows: list[MeshRow]) -> None:
    """Add entries under MeSH identifiers; their parents are the nearest records above them that are entries."""
    owners = _owners(book)
    by_tree = {tree: row for row in rows for tree in row.trees if not row.headings}
    for row in new:
        curie = f"MESH:{row.ui}"
        book.labels[curie] = _printed(turn_round(row.name))
        book.sources[curie] = "mesh"
        book.xrefs[curie].add(curie)
        book.by_xref[curie] = curie
    for row in new:
        curie = f"MESH:{row.ui}"
        for term in (row.name, *row.terms):
            name = turn_round(term)
            if term == row.name or not owners.get(normalise(name)):
                book.add_name(curie, _printed(name), "term", "mesh")
        above = list(row.headings)
        for tree in () if row.headings else row.trees:
            parent = tree.rpartition(".")[0]
            while parent and (parent not in by_tree or f"MESH:{by_tree[parent].ui}" not in book.by_xref):
                parent = parent.rpartition(".")[0]
            above += [by_tree[parent].ui] if parent else []
        for ui in above:
            book.add_parent(curie, book.by_xref.get(f"MESH:{ui}", ""), "mesh")


def _printed(name: str) -> str:
    """Return a heading in lower case, as in MONDO, unless it may have names of people or abbreviations."""
    words = name.split()
    is_title = all(word[0].isupper() or not word[0].isalpha() or len(word) < 4 for word in words)
    return name.lower() if is_title and name[1:].replace(" ", "").isalpha() and name.count(" ") < 2 else name


def _add_mesh_xrefs(book: DiseaseBook, rows: list[MeshRow]) -> None:
    """Add to diseases that MONDO maps to no record the only record that has their label among its entry terms.

    MeSH is coarser: "breast cancer" and "breast neoplasm" are two classes of MONDO and one record.
    """
    owners: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for term in (row.name, *row.terms):
            owners[normalise(turn_round(term))].add(row.ui)
    for curie, label in book.labels.items():
        found = _only(owners.get(normalise(label), set()))
        if found and not any(xref.startswith("MESH:") for xref in book.xrefs[curie]):
            book.xrefs[curie].add(f"MESH:{found}")


def _add_oncotree(book: DiseaseBook, sources: Sources, tables: dict[str, list[Row]]) -> None:
    by_ncit = {row["object_id"]: row["subject_id"] for row in tables["mondo_exactmatch_ncit"]}
    parents: dict[str, set[str]] = {}
    to_mondo: dict[str, str] = {}

    def walk(node: dict[str, Any], parent: str) -> None:
        code = node["code"]
        parents[code] = {parent} if parent else set()
        references = node["externalReferences"]
        found = [by_ncit.get(f"NCIT:{ncit}") for ncit in references.get("NCI", [])]
        found += [book.by_xref.get(f"UMLS:{umls}") for umls in references.get("UMLS", [])]
        matches = [curie for curie in found if curie in book.labels]
        if matches and node["tissue"]:
            to_mondo[code] = str(matches[0])
            if not re.search(r"[/,]| NOS", node["name"]):
                book.add_name(to_mondo[code], node["name"], "synonym", "oncotree")
        for child in sorted(node["children"].values(), key=lambda item: str(item["code"])):
            walk(child, code)

    if "oncotree" in sources:
        with reading(sources["oncotree"], "OncoTree's tree in JSON"):
            walk(json.loads(read_text(sources, "oncotree"))["TISSUE"], "")
    _add_mapped_parents(book, parents, to_mondo, "oncotree")


def _add_reviewed_entries(book: DiseaseBook, rows: list[Row]) -> None:
    """Add rows kept by hand that create an entry, and those that map a MeSH heading to a MONDO disease.

    Symptoms and states that MONDO lacks have their MeSH identifiers.
    """
    for row in rows:
        if row["curie"] not in book.labels and row["kind"] == "name":
            book.labels[row["curie"]] = row["name"]
            book.sources[row["curie"]] = row["source"]
            if row["curie"].startswith("MESH:"):
                book.xrefs[row["curie"]].add(row["curie"])
                book.by_xref[row["curie"]] = row["curie"]
        elif row["source"] == "project":
            book.add_name(row["curie"], row["name"], row["kind"], row["source"])


def _add_reviewed_names(book: DiseaseBook, rows: list[Row]) -> None:
    """Add names and parents kept by hand, and remove a reviewed name where another disease has it as a synonym.

    A row with an identifier that no source has is left out and noted in `book.unknown`.
    """
    owners = {normalise(row["name"]): row["curie"] for row in rows}
    for key, (name, kind, _) in list(book.names.items()):
        if kind != "name" and owners.get(normalise(name), key[0]) != key[0]:
            del book.names[key]
    for row in rows:
        parents = [parent for parent in row["parents"].split("|") if parent]
        unknown = [curie for curie in (row["curie"], *parents) if curie not in book.labels]
        if unknown:
            book.unknown += unknown
            continue
        book.add_name(row["curie"], row["name"], row["kind"], row["source"])
        for parent in parents:
            book.add_parent(row["curie"], parent, "project")


def _add_lexical_parents(book: DiseaseBook) -> None:
    """Add to classes without any parent the longest other name that the label ends with ("anal melanoma")."""
    owners: dict[str, set[str]] = defaultdict(set)
    for curie, spelling in book.names:
        owners[normalise(spelling)].add(curie)
    for curie, label in sorted(book.labels.items()):
        if book.parents.get(curie):
            continue
        words = normalise(label).split()
        for start in range(1, len(words)):
            found = owners.get(" ".join(words[start:]), set()) - {curie}
            if len(found) == 1:
                book.add_parent(curie, found.pop(), "label")
                break


def _remove_cycles(book: DiseaseBook) -> None:
    """Remove edges that close a cycle, those of later sources first, and record them in `book.cycles`."""
    order = {"mondo": 0, "project": 1, "doid": 2, "oncotree": 3, "mesh": 4, "label": 5}
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from((child, parent) for child, parents in book.parents.items() for parent in parents)
    for component in sorted(map(sorted, nx.strongly_connected_components(graph))):
        if len(component) < 2:
            continue
        inside = set(component)
        kept: nx.DiGraph[str] = nx.DiGraph()
        kept.add_nodes_from(component)
        edges = [
            (order.get(source, 9), child, parent)
            for child in component
            for parent, source in book.parents[child].items()
            if parent in inside
        ]
        for _, child, parent in sorted(edges):
            if nx.has_path(kept, parent, child):
                del book.parents[child][parent]
                book.cycles.append((child, parent))
            else:
                kept.add_edge(child, parent)


def build_diseases(sources: Sources, lexicon: Path, mesh: list[MeshRow]) -> DiseaseBook:
    """Return everything known about diseases, without cycles of parents."""
    tables = read_mondo(sources)
    book = DiseaseBook()
    _add_mondo(book, tables)
    reviewed = [row for row in read_reviewed(lexicon / "extra_names.tsv") if row["type"] == "disease"]
    _add_reviewed_entries(book, reviewed)
    _add_doid_terms(book, sources)
    _add_mesh(book, [row for row in mesh if row.is_disease])
    _add_oncotree(book, sources, tables)
    _add_reviewed_names(book, reviewed)
    _add_lexical_parents(book)
    for row in read_reviewed(lexicon / "dropped_parents.tsv"):
        book.parents[row["child"]].pop(row["parent"], None)
    _remove_cycles(book)
    return book


def compile_diseases(sources: Sources, lexicon: Path, mesh: list[MeshRow]) -> DiseaseBook:
    """Write diseases.tsv and disease_names.tsv, without names of the stop list, and return what was known."""
    book = build_diseases(sources, lexicon, mesh)
    names = [row["name"].lower() for row in read_reviewed(lexicon / "stop_names.tsv") if row["type"] == "disease"]
    stopped = set(names) | {sort_words(normalise(name)) for name in names if " " in name}
    reviewed = [row for row in read_reviewed(lexicon / "extra_names.tsv") if row["type"] == "disease"]
    kept = {(row["curie"], row["name"].lower()) for row in reviewed}
    rows = [
        (
            curie,
            label,
            "|".join(sorted(book.parents.get(curie, {}))),
            "|".join(sorted(xref for xref in book.xrefs.get(curie, ()) if not xref.startswith("UMLS:"))),
            str(int(curie in book.rare)),
            book.sources[curie],
        )
        for curie, label in book.labels.items()
    ]
    write_table(lexicon / "diseases.tsv", DISEASE_COLUMNS, rows)
    write_table(lexicon / "disease_names.tsv", NAME_COLUMNS, _name_rows(book, stopped, kept))
    return book


def _rank_of_name(item: tuple[tuple[str, str], tuple[str, str, str]]) -> tuple[bool, bool, str, int, str]:
    """Return the sort key of a name: preferred names, then the shortest spelling, which is the American singular."""
    (curie, spelling), (_, kind, _) = item
    return kind != "name", "," in spelling, curie, len(spelling), spelling


def _name_rows(book: DiseaseBook, stopped: set[str], kept: set[tuple[str, str]]) -> Iterator[tuple[str, str, str, str]]:
    """Yield one row per normalised spelling and disease: plurals and other orders of the same words are redundant.

    Synonyms of more than 50 characters or seven words are hardly ever written and are left out. `kept` are names, in
    lower case, that the stop list does not take from these diseases.
    """
    seen: set[tuple[str, str]] = set()
    ranked = sorted(book.names.items(), key=_rank_of_name)
    for (curie, spelling), (name, kind, source) in ranked:
        spelt = normalise(name)
        key = (curie, sort_words(spelt) if "," in name else spelt)
        is_preferred = kind == "name" or name == book.labels[curie]
        is_stopped = not {spelling, sort_words(spelt)}.isdisjoint(stopped) and (curie, name.lower()) not in kept
        if key in seen or (not is_preferred and (is_stopped or len(name) > 50 or name.count(" ") > 6)):
            continue
        seen |= {key, (curie, spelt), (curie, sort_words(spelt))}
        yield curie, name, kind, source

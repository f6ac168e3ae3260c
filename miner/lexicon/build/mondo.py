"""Reader of MONDO: its own mondo.obo, or the tables of labels, edges and matches that are made from it."""

import io
import re
import tarfile
from pathlib import Path

import pandas as pd

from miner.lexicon.build.tables import Row, read_terms, reading
from miner.sources.manifest import Sources

_XREFS = {"MESH": "mesh", "DOID": "doid", "OMIM": "omim", "Orphanet": "orphanet", "UMLS": "umls", "NCIT": "ncit"}
_SYNONYM = re.compile(r'^synonym: "((?:[^"\\]|\\.)*)" EXACT', re.MULTILINE)
_XREF = re.compile(r"^xref: (\w+):(\S+) \{[^}]*MONDO:equivalentTo", re.MULTILINE)
_PARENT = re.compile(r"^is_a: (MONDO:\d+)", re.MULTILINE)
_RARE = re.compile(r"^subset: .*rare", re.MULTILINE)


def read_mondo(sources: Sources) -> dict[str, list[Row]]:
    """Return rows by table name without extension ("mondo_labels", "mondo_exactmatch_mesh"), cells as text."""
    path = sources["mondo"]
    if path.name.endswith((".obo", ".obo.gz")):
        return _read_obo(read_terms(sources, "mondo"))
    return _read_tables(path)


def _read_tables(path: Path) -> dict[str, list[Row]]:
    tables: dict[str, list[Row]] = {}
    with reading(path, "MONDO's tables in a tar archive"), tarfile.open(path) as archive:
        for member in archive.getmembers():
            handle = archive.extractfile(member)
            if handle is None:
                continue
            name = Path(member.name).name.removesuffix(".tsv").removesuffix(".sssom")
            frame = pd.read_csv(io.BytesIO(handle.read()), sep="\t", dtype=str, keep_default_na=False, comment="#")
            tables[name] = [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]
    return tables


def _read_obo(terms: list[str]) -> dict[str, list[Row]]:
    """Return the terms of mondo.obo as the same tables, without obsolete terms and inexact matches."""
    tables: dict[str, list[Row]] = {"mondo_labels": [], "new-rare-diseases": [], "mondo-rare_edges": []}
    tables |= {f"mondo_exactmatch_{name}": [] for name in _XREFS.values()}
    for term in terms:
        curie = term.partition("id: ")[2].partition("\n")[0]
        label = term.partition("name: ")[2].partition("\n")[0]
        if not curie.startswith("MONDO:") or "is_obsolete: true" in term:
            continue
        synonyms = "|".join(name.replace('\\"', '"') for name in _SYNONYM.findall(term))
        tables["mondo_labels"].append({"cls": curie, "cls_label": label})
        tables["new-rare-diseases"].append({"ID": curie, "SYNONYMS": synonyms, "IS_RARE": bool(_RARE.search(term))})
        for parent in _PARENT.findall(term):
            edge = {"subject": curie, "object": parent, "predicate": "biolink:subclass_of"}
            tables["mondo-rare_edges"].append(edge)
        for prefix, identifier in _XREF.findall(term):
            if prefix in _XREFS:
                row = {"subject_id": curie, "object_id": f"{prefix}:{identifier}"}
                tables[f"mondo_exactmatch_{_XREFS[prefix]}"].append(row)
    return tables

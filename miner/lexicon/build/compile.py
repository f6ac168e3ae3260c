"""Compile every table of the lexicon from its sources, or from those that are there.

Tables kept by hand (`REVIEWED_TABLES`) are in the folder that is written to; they are read, never written.
"""

import importlib.resources
from collections.abc import Mapping
from pathlib import Path

from miner.lexicon.build.chemicals import compile_chemicals, match_drugs
from miner.lexicon.build.diseases import compile_diseases
from miner.lexicon.build.drugs import build_drugs, write_drugs
from miner.lexicon.build.genes import compile_genes
from miner.lexicon.build.mesh import MESH_TABLE, MeshRow, mesh_names, read_mesh, read_native, used_rows, write_mesh
from miner.lexicon.build.tables import read_reviewed, write_table
from miner.lexicon.mesh_names import MESH_NAMES
from miner.sources.manifest import Source, Sources, sha256_of

VERSIONS_TABLE = "sources.tsv"
VERSION_COLUMNS = ("source", "version", "sha256", "licence", "file")
REVIEWED_TABLES = (
    "signatures.tsv",
    "extra_names.tsv",
    "reviewed_drugs.tsv",
    "stop_names.tsv",
    "not_treatment.tsv",
    "dropped_parents.tsv",
    "drug_classes.tsv",
)


def build_lexicon(manifest: Mapping[str, Source], sources: Sources, folder: Path) -> dict[str, int]:
    """Compile into a separate folder, adding the shipped reviewed tables that it lacks, and return counts by table.

    sources.tsv in the folder records what it was made from. The setting `lexicon_folder` takes the folder.

    Raises:
        SourceError: a source is not what it should be.
    """
    shipped = importlib.resources.files("corpora") / "lexicon"
    folder.mkdir(parents=True, exist_ok=True)
    for name in (*REVIEWED_TABLES, MESH_TABLE, MESH_NAMES):
        if not (folder / name).exists():
            (folder / name).write_bytes((shipped / name).read_bytes())
    counts = compile_lexicon(sources, folder)
    write_versions(manifest, sources, folder)
    return counts


def write_versions(manifest: Mapping[str, Source], sources: Sources, folder: Path) -> int:
    """Write sources.tsv, which records what a lexicon was compiled from, and return the number of sources."""
    rows = [
        (name, manifest[name].version, sha256_of(path), manifest[name].licence, path.name)
        for name, path in sources.items()
    ]
    return write_table(folder / VERSIONS_TABLE, VERSION_COLUMNS, rows)


def compile_lexicon(sources: Sources, folder: Path) -> dict[str, int]:
    """Write the tables into the folder, which must contain the reviewed ones, and return counts by what they count.

    Args:
        sources: path of each source. If NLM's own MeSH files are not among them, the extract in the folder
            (mesh.tsv.gz) is used.
        folder: contains the reviewed tables and receives the compiled ones.

    Raises:
        SourceError: a source is not what it should be.
    """
    mesh = _mesh(sources, folder)
    drugs = build_drugs(sources, folder)
    every = [row for row in mesh if row.is_substance]
    substances = match_drugs(drugs, every)
    drug_names = write_drugs(drugs, folder)
    reviewed = [row for row in read_reviewed(folder / "extra_names.tsv") if row["type"] == "chemical"]
    chemicals = compile_chemicals(substances, drugs, drug_names, reviewed, folder, every)
    diseases = compile_diseases(sources, folder, mesh)
    genes = compile_genes(sources, folder)
    return {
        "single drugs": len(drugs.drugs),
        "combinations": sum("+" in key for key in drugs.combinations),
        "chemicals": chemicals,
        "diseases": len(diseases.labels),
        "diseases without parent": sum(not diseases.parents.get(curie) for curie in diseases.labels),
        "parent relations dropped because they close a cycle": len(diseases.cycles),
        "reviewed names dropped because no source has their entry": len(diseases.unknown),
        "genes": genes,
    }


def _mesh(sources: Sources, folder: Path) -> list[MeshRow]:
    table = folder / MESH_TABLE
    if "mesh" not in sources:
        return read_mesh(table)
    known = frozenset(row.ui for row in read_mesh(table) if row.headings) if table.exists() else frozenset()
    rows = read_native(sources["mesh"], sources.get("mesh_concepts"))
    (folder / MESH_NAMES).write_bytes(mesh_names(rows).to_bytes())
    used = used_rows(rows, known)
    write_mesh(table, used)
    return used

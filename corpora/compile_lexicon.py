"""Compile every table of corpora/lexicon from the reference data.

Tables kept by hand lie in the same folder and are read, never written: signatures.tsv, extra_names.tsv,
stop_names.tsv, not_treatment.tsv, dropped_parents.tsv.
"""

from pathlib import Path

from corpora.compile_chemicals import compile_chemicals, match_drugs
from corpora.compile_diseases import compile_diseases
from corpora.compile_drugs import build_drugs, write_drugs
from corpora.compile_genes import compile_genes
from corpora.compile_mesh import read_mesh
from corpora.tables import read_reviewed

REVIEWED_TABLES = ("signatures.tsv", "extra_names.tsv", "stop_names.tsv", "not_treatment.tsv", "dropped_parents.tsv")


def compile_lexicon(data: Path, folder: Path) -> dict[str, int]:
    """Write the tables into the folder, which must hold the reviewed ones; gives what was counted.

    Args:
        data: the folder of reference data, with vocab/, labels/, corpora/ and evidence/ below it.
        folder: where the reviewed tables lie and the compiled ones go.
    """
    mesh = read_mesh(folder / "mesh.tsv.gz")
    drugs = build_drugs(data, folder)
    substances = match_drugs(drugs, [row for row in mesh if any(tree.startswith("D") for tree in row.trees)])
    drug_names = write_drugs(drugs, folder)
    reviewed = [row for row in read_reviewed(folder / "extra_names.tsv") if row["type"] == "chemical"]
    chemicals = compile_chemicals(substances, drugs, drug_names, reviewed, folder)
    diseases = compile_diseases(data, folder, mesh)
    genes = compile_genes(data, folder)
    return {
        "single drugs": len(drugs.drugs),
        "combinations": sum("+" in key for key in drugs.combinations),
        "chemicals": chemicals,
        "diseases": len(diseases.labels),
        "diseases without parent": sum(not diseases.parents.get(curie) for curie in diseases.labels),
        "parent relations dropped because they close a cycle": len(diseases.cycles),
        "genes": genes,
    }

"""Compile every table of corpora/lexicon from the reference data.

Tables kept by hand lie in the same folder and are read, never written: signatures.tsv, extra_names.tsv,
stop_names.tsv, not_treatment.tsv, dropped_parents.tsv.
"""

from pathlib import Path

from corpora.compile_diseases import compile_diseases
from corpora.compile_drugs import compile_drugs
from corpora.compile_genes import compile_genes

REVIEWED_TABLES = ("signatures.tsv", "extra_names.tsv", "stop_names.tsv", "not_treatment.tsv", "dropped_parents.tsv")


def compile_lexicon(data: Path, folder: Path) -> dict[str, int]:
    """Write the tables into the folder, which must hold the reviewed ones; gives what was counted.

    Args:
        data: the folder of reference data, with vocab/, labels/, corpora/ and evidence/ below it.
        folder: where the reviewed tables lie and the compiled ones go.
    """
    drugs = compile_drugs(data, folder)
    diseases = compile_diseases(data, folder)
    genes = compile_genes(data, folder)
    return {
        "single drugs": len(drugs.drugs),
        "combinations": sum("+" in key for key in drugs.combinations),
        "diseases": len(diseases.labels),
        "diseases without parent": sum(not diseases.parents.get(curie) for curie in diseases.labels),
        "parent relations dropped because they close a cycle": len(diseases.cycles),
        "genes": genes,
    }

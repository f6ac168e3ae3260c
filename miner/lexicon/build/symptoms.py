"""Compile symptoms.tsv: the diseases of the lexicon that MeSH files under signs and symptoms, and a few by hand."""

from pathlib import Path

from miner.lexicon.build.mesh import MESH_TABLE, read_mesh
from miner.lexicon.build.tables import write_table
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.symptoms import SYMPTOM_COLUMNS, SYMPTOM_TABLE
from miner.records import MentionType

TREE = "C23.888"
"""Signs and symptoms. Pathologic processes (C23.550: hemorrhage, fibrosis, ischemia) are treated for their own sake."""

OTHER_TREE = "F03"
"""Mental disorders: delirium and insomnia are treated for their own sake too."""

BY_HAND = ("MESH:D000374", "MESH:D003680", "MONDO:0011918")
"""Aggression, dysphagia and anxiety, which MeSH files under behaviour and under diseases of the esophagus."""


def compile_symptoms(folder: Path) -> int:
    """Write symptoms.tsv into the folder of the lexicon's tables and return the number of its rows."""
    trees = {f"MESH:{row.ui}": row.trees for row in read_mesh(folder / MESH_TABLE)}
    lexicon = Lexicon.load()
    rows = []
    for entry in lexicon.entries():
        if entry.type is not MentionType.DISEASE:
            continue
        found = sorted(tree for known in (entry.curie, *entry.xrefs) for tree in trees.get(known, ()))
        is_disorder = any(tree.startswith(OTHER_TREE) for tree in found)
        tree = next((tree for tree in found if tree.startswith(TREE) and not is_disorder), "")
        if tree or entry.curie in BY_HAND:
            rows.append((entry.curie, entry.name, f"mesh {tree}" if tree else "project"))
    return write_table(folder / SYMPTOM_TABLE, SYMPTOM_COLUMNS, rows)

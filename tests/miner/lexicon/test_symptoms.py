"""Which diseases of the shipped lexicon are symptoms, and that the table follows from its sources."""

from pathlib import Path

import pytest

from miner.lexicon.build.mesh import MESH_TABLE
from miner.lexicon.build.symptoms import compile_symptoms
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.symptoms import SYMPTOM_TABLE, read_symptoms
from miner.lexicon.tables import table_place
from miner.records import MentionType


@pytest.mark.parametrize("name", ["pain", "nausea", "cough", "proteinuria", "dysphagia", "weight gain", "anxiety"])
def test_symptoms(lexicon: Lexicon, name: str) -> None:
    assert lexicon.lookup(name, MentionType.DISEASE)[0].curie in read_symptoms()


@pytest.mark.parametrize("name", ["delirium", "insomnia", "hemorrhage", "stroke", "type 2 diabetes", "epilepsy"])
def test_what_is_treated_for_its_own_sake_is_no_symptom(lexicon: Lexicon, name: str) -> None:
    assert lexicon.lookup(name, MentionType.DISEASE)[0].curie not in read_symptoms()


def test_the_shipped_table_is_what_its_sources_give(tmp_path: Path) -> None:
    shipped = Path(str(table_place(None)))
    (tmp_path / MESH_TABLE).write_bytes((shipped / MESH_TABLE).read_bytes())
    assert compile_symptoms(tmp_path) == len(read_symptoms())
    assert (tmp_path / SYMPTOM_TABLE).read_bytes() == (shipped / SYMPTOM_TABLE).read_bytes()

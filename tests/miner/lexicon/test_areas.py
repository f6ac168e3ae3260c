"""The medical areas of a disease: by the hierarchy, a word of a name, a flag, and by nothing else."""

import pytest

from miner.lexicon.areas import areas_of, read_areas
from miner.lexicon.lexicon import Lexicon
from miner.records import MentionType


def areas(lexicon: Lexicon, name: str) -> tuple[str, ...]:
    (disease, *_) = lexicon.lookup(name, MentionType.DISEASE)
    return areas_of(lexicon, disease.curie)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("acute myocardial infarction", {"cardiology"}),
        ("Tourette syndrome", {"neurology", "psychiatry"}),
        ("infantile hemangioma", {"oncology", "cardiology", "paediatric", "rare"}),
        ("postoperative pain", {"pain and anaesthesia"}),
        ("septic shock", {"infection"}),
        ("neuromyelitis optica", {"neurology", "eye, ear, nose and throat"}),
        ("type 2 diabetes mellitus", {"endocrinology and metabolism"}),
        ("Alzheimer disease", {"neurology"}),
        ("stroke", {"neurology", "cardiology"}),
        ("patent ductus arteriosus", {"cardiology", "paediatric"}),
    ],
)
def test_a_disease_is_in_the_areas_above_it(lexicon: Lexicon, name: str, expected: set[str]) -> None:
    assert expected <= set(areas(lexicon, name))


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("seasonal allergic rhinitis", "oncology"),
        ("acute myocardial infarction", "paediatric"),
        ("hypertension", "rare"),
        ("septic shock", "oncology"),
        ("Alzheimer disease", "infection"),
        ("cataract", "neurology"),
        ("liver failure", "endocrinology and metabolism"),
        ("hepatocellular carcinoma", "endocrinology and metabolism"),
        ("type 2 diabetes mellitus", "gastroenterology and hepatology"),
        ("migraine disorder", "cardiology"),
    ],
)
def test_and_in_no_others(lexicon: Lexicon, name: str, other: str) -> None:
    assert other not in areas(lexicon, name)


def test_a_name_without_an_entry_has_no_area(lexicon: Lexicon) -> None:
    assert areas_of(lexicon, "MONDO:nothing") == ()


def test_every_row_of_the_table_names_an_entry(lexicon: Lexicon) -> None:
    table = read_areas()
    assert [curie for curie in table.rules["disease"] | table.rules["stop"] if curie not in lexicon] == []
    assert {"oncology", "rare", "paediatric", "neurology", "cardiology", "infection", "psychiatry"} <= set(table.names)

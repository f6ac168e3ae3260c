"""Names that only MeSH has: stored as hashes, and resolved to one record if several share a name."""

import pytest
from spacy.language import Language

from miner.errors import LexiconError
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.mesh_names import MeshName, MeshNames
from miner.reading.linking.candidates import Candidates
from miner.reading.reader import Reader
from miner.records import MentionType
from tests.miner.records import article

DRUG, DISEASE = MentionType.DRUG, MentionType.DISEASE

NAMES = MeshNames.of(
    [
        MeshName("Glutamates", DRUG, "D005971", is_heading=True),
        MeshName("Glutamic Acid", DRUG, "D018698", is_heading=True),
        MeshName("Glutamate", DRUG, "D018698"),
        MeshName("Lactates", DRUG, "D007773", is_heading=True),
        MeshName("inventamine", DRUG, "C123456", is_heading=True),
        MeshName("Glutamic Acid", DRUG, "C000001", is_heading=True),
        MeshName("Head and Neck Squamous Cell Carcinoma", DISEASE, "D000077195"),
        MeshName("old number", DISEASE, "C000629870"),
    ]
)


def test_a_name_is_found_in_any_case_and_punctuation() -> None:
    assert NAMES.find("INVENT-AMINE", DRUG) == ""
    assert NAMES.find("Inventamine", DRUG) == "MESH:C123456"
    assert NAMES.find("head-and-neck squamous cell carcinomas", DISEASE) == "MESH:D000077195"


def test_numbers_keep_their_letter_and_length() -> None:
    assert NAMES.find("old number", DISEASE) == "MESH:C000629870"
    assert NAMES.find("lactates", DRUG) == "MESH:D007773"


def test_a_name_belongs_to_whom_it_is_letter_for_letter_and_descriptors_come_first() -> None:
    assert NAMES.find("glutamate", DRUG) == "MESH:D018698"
    assert NAMES.find("glutamates", DRUG) == "MESH:D005971"
    assert NAMES.find("glutamic acid", DRUG) == "MESH:D018698"


def test_a_name_as_spelt_is_no_plural_of_another() -> None:
    assert (NAMES.find("lactate", DRUG), NAMES.find_spelt("lactate", DRUG)) == ("MESH:D007773", "")
    assert NAMES.find_spelt("Lactates", DRUG) == "MESH:D007773"


def test_types_do_not_mix_and_nothing_is_found_in_nothing() -> None:
    assert NAMES.find("lactates", DISEASE) == ""
    assert NAMES.find("", DRUG) == NAMES.find("--", DRUG) == ""
    assert MeshNames().find("lactates", DRUG) == ""


def test_equal_tables_are_equal_bytes_and_come_back() -> None:
    again = MeshNames.from_bytes(NAMES.to_bytes())
    assert again.to_bytes() == NAMES.to_bytes()
    assert (len(again), again.find("glutamate", DRUG)) == (len(NAMES), "MESH:D018698")


def test_what_is_no_table_and_no_number_is_refused_by_name() -> None:
    for damaged in (b"", b"something else", NAMES.to_bytes()[:200]):
        with pytest.raises(LexiconError, match=r"mesh_names.npz cannot be read .* compile it again"):
            MeshNames.from_bytes(damaged)
    with pytest.raises(ValueError, match="'D12' is not a MeSH number"):
        MeshNames.of([MeshName("short", DRUG, "D12")])


def test_a_substance_that_only_mesh_knows_links_by_its_number(lexicon: Lexicon) -> None:
    (link,) = Candidates(lexicon).find("loreclezole", DRUG)
    assert (link.curie, link.reason) == ("MESH:C066440", "name in MeSH alone")
    assert link.curie not in lexicon


def test_it_makes_no_claim(lexicon: Lexicon, shipped_model: Language) -> None:
    reader = Reader(lexicon, shipped_model, is_drug_needed=False)
    (reading,) = reader.read([article(title="Loreclezole is effective in patients with epilepsy.", abstract="")])
    assert [m.link.curie for m in reading.mentions if m.link and m.type is DRUG] == ["MESH:C066440"]
    assert reading.claims == ()

"""`miner lexicon lookup`: explanations of known names, and similar names for unknown ones."""

import json
import subprocess
import sys

from miner.lexicon.lexicon import Lexicon
from miner.reading.linking.explain import explain
from miner.records import MentionType


def test_a_brand_is_explained_with_its_ingredient_and_where_the_name_is_from(lexicon: Lexicon) -> None:
    (meaning,) = explain("Gleevec", lexicon).meanings
    assert (meaning.curie, meaning.type, meaning.name) == ("DRUGBANK:DB00619", MentionType.DRUG, "Imatinib")
    assert (meaning.spelling.lower(), meaning.kind, meaning.source) == ("gleevec", "brand", "drugsatfda")
    assert meaning.flags == ("EU", "JP", "US")
    assert "MESH:D000068877" in meaning.xrefs


def test_the_brand_of_a_combination_names_its_ingredients(lexicon: Lexicon) -> None:
    (meaning,) = explain("Dyazide", lexicon).meanings
    assert [name for _, name in meaning.ingredients] == ["Triamterene", "Hydrochlorothiazide"]


def test_a_looser_spelling_keeps_its_reason(lexicon: Lexicon) -> None:
    (meaning,) = explain("trastuzumab-dkst", lexicon).meanings
    assert (meaning.name, meaning.kind, meaning.score < 1) == ("Trastuzumab", "", True)
    assert "biosimilar" in meaning.reason


def test_a_substance_that_only_mesh_knows_says_so(lexicon: Lexicon) -> None:
    (meaning,) = explain("loreclezole", lexicon).meanings
    assert (meaning.curie, meaning.reason) == ("MESH:C066440", "name in MeSH alone")
    assert meaning.flags == ("chemical", "known to MeSH alone", "not treatment")


def test_a_substance_that_is_no_approved_drug_says_so(lexicon: Lexicon) -> None:
    meaning = explain("streptozotocin-induced", lexicon).meanings
    assert meaning == ()
    (cholesterol,) = explain("cholesterol", lexicon).meanings
    assert (cholesterol.curie, cholesterol.flags) == ("MESH:D002784", ("chemical", "not treatment"))


def test_a_stopped_name_says_why(lexicon: Lexicon) -> None:
    assert explain("ALL", lexicon).stopped == (("disease", "ordinary word, not a disease by itself"),)


def test_a_name_of_two_diseases_is_explained_by_both(lexicon: Lexicon) -> None:
    names = {meaning.name for meaning in explain("breast and ovarian cancer", lexicon).meanings}
    assert names == {"breast cancer", "ovarian cancer"}


def test_an_unknown_name_gives_near_ones_and_exit_code_1() -> None:
    command = [sys.executable, "-m", "miner.cli", "lexicon", "lookup", "imatinip", "--json"]
    shown = subprocess.run(command, capture_output=True, text=True, check=False)
    answer = json.loads(shown.stdout)
    assert (shown.returncode, answer["meanings"], answer["near"][0]) == (1, [], ["imatinib", 87.5])

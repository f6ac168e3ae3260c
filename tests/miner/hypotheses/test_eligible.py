"""Vaccines, vitamins, diagnostic agents, symptoms, vague diseases and harms are no hypotheses; their neighbours are."""

import networkx as nx
import pytest

from miner.hypotheses.eligible import are_harms, is_disease_left_out, is_drug_left_out, read_vague
from miner.hypotheses.graph import Edge
from miner.hypotheses.known import Known
from miner.lexicon.atc import groups_of, read_atc_codes
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.symptoms import read_symptoms
from miner.records import ClaimRelation
from tests.miner.backtest.world import row
from tests.miner.lexicon.small import LUPUS, MASTOCYTOSIS

NONE: frozenset[str] = frozenset()


@pytest.fixture(scope="module")
def shipped() -> Lexicon:
    return Lexicon.load()


@pytest.mark.parametrize(
    ("name", "is_out"),
    [
        ("thiamine", True),
        ("gadobutrol", True),
        ("susoctocog alfa", True),
        ("hepatitis b immune globulin", True),
        ("tisagenlecleucel", True),
        ("oxygen", True),
        ("rituximab", False),
        ("acetylcysteine", False),
        ("tinzaparin", False),
        ("naloxone", False),
        ("nebivolol", False),
        ("levothyroxine", False),
    ],
)
def test_which_drugs_are_left_out(shipped: Lexicon, name: str, is_out: bool) -> None:
    curie = shipped.lookup(name)[0].curie
    codes = read_atc_codes().get(curie, ())
    assert is_drug_left_out(shipped, curie, codes) is is_out


def test_a_drug_with_a_code_elsewhere_stays(shipped: Lexicon) -> None:
    curie = shipped.lookup("rituximab")[0].curie
    assert is_drug_left_out(shipped, curie, ("J07AA01",))
    assert not is_drug_left_out(shipped, curie, ("J07AA01", "L01FA01"))


def test_diseases_and_classes_are_no_drugs(shipped: Lexicon) -> None:
    assert is_drug_left_out(shipped, "MONDO:0007915", ())
    assert is_drug_left_out(shipped, "CLASS:statins", ())
    assert is_drug_left_out(shipped, "ATC:C07AA", ())


@pytest.mark.parametrize(
    ("name", "is_out"),
    [
        ("cancer", True),
        ("inflammation", True),
        ("neoplasm metastasis", True),
        ("neutropenia", True),
        ("cyanide poisoning", True),
        ("glioblastoma", False),
        ("systemic lupus erythematosus", False),
        ("hypercholesterolemia", False),
    ],
)
def test_which_diseases_are_left_out(shipped: Lexicon, name: str, is_out: bool) -> None:
    curie = shipped.lookup(name)[0].curie
    assert is_disease_left_out(shipped, curie, NONE) is is_out


def test_symptoms_are_left_out_and_every_vague_disease_is_in_the_lexicon(shipped: Lexicon) -> None:
    symptom = next(curie for curie in sorted(read_symptoms()) if curie in shipped)
    assert is_disease_left_out(shipped, symptom, NONE)
    assert not [curie for curie in read_vague() if curie not in shipped]


def test_a_disease_that_more_drugs_cause_than_treat_is_a_harm() -> None:
    causing = [((f"DRUG:{n}", LUPUS), [row(n, relation=ClaimRelation.CAUSES)]) for n in range(1, 4)]
    known = Known(evidence=[*causing, (("DRUG:1", MASTOCYTOSIS), [row(9)])], named=NONE, effects=())  # type: ignore[arg-type]
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    assert are_harms(known, graph) == {LUPUS}
    for drug in ("DRUG:7", "DRUG:8", "DRUG:9"):
        graph.add_edge(drug, LUPUS, Edge.TREATS)
    assert are_harms(known, graph) == frozenset()


def test_groups_are_of_the_fourth_level_without_other_drugs() -> None:
    assert groups_of(("L01FA01", "L04AA02", "L04AX03", "C07")) == ("L01FA", "L04AA")

"""Weights of paths, counted by hand on a graph of six nodes."""

import math

import networkx as nx
import pytest

from miner.hypotheses.graph import GROUP, Edge
from miner.hypotheses.paths import DAMPING, PathScores, Weighting


@pytest.fixture
def graph() -> "nx.MultiGraph[str]":
    """Drug a and b are used in x, b in y and z too; x and y are forms of one group."""
    made: nx.MultiGraph[str] = nx.MultiGraph()
    for drug, disease in (("a", "x"), ("b", "x"), ("b", "y"), ("b", "z")):
        made.add_edge(drug, disease, Edge.TREATS, studies=1, pmids=(1,))
    made.add_edge("b", "y", Edge.LABELLED, pages=(("US", ""),), pmids=())
    for disease in ("x", "y"):
        made.add_edge(disease, GROUP + "g", Edge.FORM, pmids=())
    return made


@pytest.mark.parametrize(
    ("weighting", "shared", "sibling"),
    [
        (Weighting.COUNT, 1.0, 1.0),
        (Weighting.RESOURCE, 1 / 2 / 3, 1 / 1 / 2),
        (Weighting.ADAMIC, 1 / math.log(3) / math.log(4), 1 / math.log(2) / math.log(3)),
        (Weighting.DWPC, (1 * 2 * 2 * 3 * 3 * 1) ** -DAMPING, (1 * 2 * 1 * 2 * 2 * 1) ** -DAMPING),
    ],
)
def test_a_path_weighs_less_through_nodes_with_many_neighbours(
    graph: "nx.MultiGraph[str]", weighting: Weighting, shared: float, sibling: float
) -> None:
    found = PathScores(graph, weighting).of_drug("a")
    assert found["shared uses"]["y"] == pytest.approx(shared)
    assert found["sibling disease"]["y"] == pytest.approx(sibling)
    assert "a" not in found["shared uses"]


@pytest.mark.parametrize("weighting", Weighting)
def test_the_score_is_the_sum_over_the_paths(graph: "nx.MultiGraph[str]", weighting: Weighting) -> None:
    scores = PathScores(graph, weighting)
    reached = scores.of_drug("a")
    for disease in ("y", "z"):
        paths = list(scores.paths("a", disease))
        for kind, found in reached.items():
            weights = [path.weight for path in paths if path.kind == kind]
            assert sum(weights) == pytest.approx(found.get(disease, 0.0))
    assert [path.nodes for path in scores.paths("a", "z")] == [("a", "x", "b", "z")]

"""Exports of a neighbourhood are complete, as networkx graph and as GraphML."""

from datetime import date
from pathlib import Path

import networkx as nx
import pytest

from graph.errors import GraphError
from graph.export import neighbourhood, write_graphml
from graph.store import BoltStore
from graph.sync import sync
from tests.graph.invented import invented_projection


def test_a_neighbourhood_has_the_nodes_within_so_many_hops(store: BoltStore) -> None:
    sync(store, invented_projection())
    one = neighbourhood(store, "MONDO:3")
    assert set(one) == {"MONDO:3", "MONDO:1", "DRUGBANK:1"}
    assert sorted(one.edges(keys=True)) == [
        ("DRUGBANK:1", "MONDO:3", "APPROVED_FOR F1"),
        ("DRUGBANK:1", "MONDO:3", "APPROVED_FOR F2"),
        ("MONDO:3", "MONDO:1", "IS_A"),
    ]
    assert one.nodes["DRUGBANK:1"] == {"label": "Drug", "name": "onestatin", "names": ["onestatin", "oney"]}
    assert one.edges["DRUGBANK:1", "MONDO:3", "APPROVED_FOR F1"] == {
        "type": "APPROVED_FOR",
        "fact_id": "F1",
        "jurisdiction": "US",
        "since": date(2001, 5, 10),
    }
    assert set(neighbourhood(store, "MONDO:3", hops=2)) == {*one, "MONDO:2", "CLAIM:7.1", "SIGNAL:1"}
    assert set(neighbourhood(store, "MONDO:3", hops=0)) == {"MONDO:3"}


def test_graphml_can_be_read_back(embedded_store: BoltStore, tmp_path: Path) -> None:
    sync(embedded_store, invented_projection())
    graph = neighbourhood(embedded_store, "DRUGBANK:1", hops=2)
    write_graphml(graph, tmp_path / "part.graphml")
    back = nx.read_graphml(tmp_path / "part.graphml", force_multigraph=True)
    assert set(back) == set(graph)
    assert sorted(back.edges(keys=True)) == sorted(graph.edges(keys=True))
    assert back.nodes["DRUGBANK:1"]["names"] == "onestatin; oney"
    assert back.edges["DRUGBANK:1", "MONDO:3", "APPROVED_FOR F1"]["since"] == "2001-05-10"
    with pytest.raises(GraphError, match="cannot be written"):
        write_graphml(graph, tmp_path / "no folder" / "part.graphml")


def test_a_node_that_is_not_there_is_an_error(embedded_store: BoltStore) -> None:
    with pytest.raises(GraphError, match="no node 'MONDO:404'"):
        neighbourhood(embedded_store, "MONDO:404")

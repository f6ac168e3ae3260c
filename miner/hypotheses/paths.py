"""Scores of pairs by typed paths between drug and disease, and the paths themselves.

A kind of path is a sequence of edge types. Its score for a pair is the sum over all paths of that kind, each weighed by
the degrees on its way: a path through a disease that fifty drugs treat says less. Degrees are those of the edge type.
`RESOURCE`, which the list uses: a node on the way passes on 1 / degree, resource allocation of Zhou, Lu and Zhang 2009
(doi:10.1140/epjb/e2009-00335-8). The others were compared with it on the training years (docs/hypotheses.md).
`DWPC`: every edge counts degree ** -0.4 at both ends, the degree-weighted path count of Himmelstein and Baranzini 2015
(doi:10.1371/journal.pcbi.1004259) and Himmelstein et al. 2017 (doi:10.7554/eLife.26726). `ADAMIC`: 1 / log(1 + degree),
after Adamic and Adar 2003 (doi:10.1016/S0378-8733(03)00009-1). `COUNT`: every path is 1.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import networkx as nx

from miner.hypotheses.graph import Edge

DAMPING = 0.4
"""The exponent of DWPC that both papers found best."""


class Weighting(StrEnum):
    """How a path is weighed."""

    DWPC = "degree-weighted path count"
    RESOURCE = "resource allocation"
    ADAMIC = "Adamic and Adar"
    COUNT = "path count"


USED = frozenset({Edge.TREATS, Edge.LABELLED})

PATHS: dict[str, tuple[frozenset[Edge], ...]] = {
    "sibling disease": (USED, frozenset({Edge.FORM}), frozenset({Edge.FORM})),
    "drug of its class": (frozenset({Edge.CLASS}), frozenset({Edge.CLASS}), USED),
    "its class": (frozenset({Edge.CLASS}), frozenset({Edge.CLASS_TREATS})),
    "shared uses": (USED, USED, USED),
    "shared biomarker": (frozenset({Edge.SENSITIVE}), frozenset({Edge.MARKS})),
}
"""The kinds of paths from a drug to a disease."""

Steps = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """One path from a drug to a disease: its kind, its nodes and its weight."""

    kind: str
    nodes: tuple[str, ...]
    weight: float


class PathScores:
    """The scores of all pairs of a graph.

    Args:
        graph: made by `Neighbourhood.build`.
        weighting: how a path is weighed.
    """

    def __init__(self, graph: "nx.MultiGraph[str]", weighting: Weighting) -> None:
        self._weighting = weighting
        self._steps = {edges: _steps(graph, edges) for kind in PATHS.values() for edges in kind}
        self._pass = {edges: self._weights(steps) for edges, steps in self._steps.items()}

    def of_drug(self, drug: str) -> dict[str, dict[str, float]]:
        """Return for each kind of path the score of every disease that it reaches from a drug."""
        return {kind: self._reach(drug, edges) for kind, edges in PATHS.items()}

    def _reach(self, drug: str, edges: tuple[frozenset[Edge], ...]) -> dict[str, float]:
        front = {drug: 1.0}
        for number, step in enumerate(edges):
            reached: defaultdict[str, float] = defaultdict(float)
            for node in sorted(front):
                for other in self._steps[step].get(node, ()):
                    reached[other] += front[node] * self._weight(step, node, other, is_first=number == 0)
            reached.pop(drug, None)
            front = reached
        return front

    def paths(self, drug: str, disease: str) -> Iterator[Path]:
        """Yield every path from a drug to a disease, by kind."""
        for kind, edges in PATHS.items():
            for nodes, weight in self._walk((drug,), 1.0, edges, disease):
                yield Path(kind=kind, nodes=nodes, weight=weight)

    def _walk(
        self, nodes: tuple[str, ...], weight: float, edges: tuple[frozenset[Edge], ...], end: str
    ) -> Iterator[tuple[tuple[str, ...], float]]:
        step, rest = edges[0], edges[1:]
        for other in self._steps[step].get(nodes[-1], ()):
            if other in nodes or (not rest and other != end) or (rest and other == end):
                continue
            passed = weight * self._weight(step, nodes[-1], other, is_first=len(nodes) == 1)
            if rest:
                yield from self._walk((*nodes, other), passed, rest, end)
            else:
                yield (*nodes, other), passed

    def _weight(self, step: frozenset[Edge], start: str, end: str, *, is_first: bool) -> float:
        weights = self._pass[step]
        if self._weighting is Weighting.DWPC:
            return weights[start] * weights[end]
        return 1.0 if is_first else weights[start]

    def _weights(self, steps: Steps) -> dict[str, float]:
        return {node: _damped(self._weighting, len(others)) for node, others in steps.items()}


def _damped(weighting: Weighting, degree: int) -> float:
    """Return what a node of a degree weighs."""
    match weighting:
        case Weighting.DWPC:
            return float(degree**-DAMPING)
        case Weighting.RESOURCE:
            return 1 / degree
        case Weighting.ADAMIC:
            return 1 / math.log1p(degree)
        case Weighting.COUNT:
            return 1.0


def _steps(graph: "nx.MultiGraph[str]", edges: frozenset[Edge]) -> dict[str, tuple[str, ...]]:
    """Return the neighbours of each node by edges of some types, each once, sorted."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for start, end, key in graph.edges(keys=True):
        if key in edges:
            found[start].add(end)
            found[end].add(start)
    return {node: tuple(sorted(others)) for node, others in sorted(found.items())}

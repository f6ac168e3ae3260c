"""The paths of a hypothesis in words, with the articles and labels that tell of their edges."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from miner.hypotheses.find import DayOfHypotheses, Hypothesis
from miner.hypotheses.graph import ATC, GROUP, Edge
from miner.hypotheses.paths import Path

PUBMED = "https://pubmed.ncbi.nlm.nih.gov/{pmid}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An article or a label: what it is called ("PMID 123", "US label") and its page."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A path in words, with the sources of its edges."""

    kind: str
    text: str
    sources: tuple[Source, ...]


class Wording:
    """Puts the paths of a day into words.

    Args:
        day: the hypotheses of the day.
        name_of: returns the name of an identifier.
    """

    def __init__(self, day: DayOfHypotheses, name_of: Callable[[str], str]) -> None:
        self._day, self._graph, self._name_of = day, day.graph, name_of

    def reasons(self, one: Hypothesis) -> tuple[Reason, ...]:
        """Return the weightiest paths of a hypothesis in words."""
        return tuple(map(self._reason, self._day.paths(one)))

    def _reason(self, path: Path) -> Reason:
        nodes, name = path.nodes, tuple(map(self._name, path.nodes))
        text = {
            "sibling disease": lambda: f"{self._use(*nodes[:2])}; {name[1]} and {name[3]} are forms of {name[2]}",
            "drug of its class": lambda: f"{self._use(*nodes[2:])}; {name[0]} and {name[2]} are {name[1]}",
            "its class": lambda: f"{self._use(*nodes[1:])}; {name[0]} is one of them",
            "shared uses": lambda: f"{self._use(*nodes[2:])}; both are used in {name[1]}",
            "shared biomarker": lambda: f"{name[0]} works in patients with {name[1]}, which is found in {name[2]}",
        }[path.kind]()
        sources = [source for start, end in pairwise(nodes) for source in self._sources(start, end)]
        return Reason(kind=path.kind, text=text, sources=tuple(dict.fromkeys(sources)))

    def _use(self, drug: str, disease: str) -> str:
        edges = self._graph[drug][disease]
        said = []
        if Edge.LABELLED in edges:
            said.append(f"on label ({', '.join(code for code, _ in edges[Edge.LABELLED]['pages'])})")
        studies = sum(edges[key]["studies"] for key in (Edge.TREATS, Edge.CLASS_TREATS) if key in edges)
        if studies:
            said.append(f"{studies} {'study' if studies == 1 else 'studies'}")
        return f"{self._name(drug)} in {self._name(disease)}: {', '.join(said)}"

    def _sources(self, start: str, end: str) -> list[Source]:
        found = []
        for edge in self._graph[start][end].values():
            found += [Source(name=f"PMID {pmid}", url=PUBMED.format(pmid=pmid)) for pmid in edge["pmids"]]
            found += [Source(name=f"{code} label", url=url) for code, url in edge.get("pages", ()) if url]
        return found

    def _name(self, node: str) -> str:
        if node.startswith(ATC):
            return f"of ATC group {node.removeprefix(ATC)}"
        return self._name_of(node.removeprefix(GROUP))

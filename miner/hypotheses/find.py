"""Hypotheses of a day: pairs that no article read names and no label has, ordered by the paths between them.

For each kind of path the score of a pair is scaled by the mean of that kind over all pairs that it reaches, and the
inverse hyperbolic sine taken, as in Himmelstein et al. 2017 (doi:10.7554/eLife.26726); a pair's score is the sum over
the kinds. No weight is learnt.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from miner.hypotheses.eligible import are_harms, is_disease_left_out, is_drug_left_out
from miner.hypotheses.exclusions import Exclusions
from miner.hypotheses.graph import Edge, Neighbourhood
from miner.hypotheses.known import Known, Pair
from miner.hypotheses.paths import Path, PathScores, Weighting
from miner.labels.engine import LabelBook
from miner.labels.same_use import SameUse
from miner.signals.candidates import States
from miner.signals.fold import DRUG_MAX, Kin

PATHS_SHOWN = 4
DISEASE_MAX = 3
"""Rows of one disease: a fourth drug of one class says nothing new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """A drug and a disease, with its score (no unit, from 0) and what each kind of path adds to it."""

    drug: str
    disease: str
    score: float
    parts: tuple[tuple[str, float], ...]

    @property
    def pair(self) -> Pair:
        """The drug and the disease."""
        return self.drug, self.disease


class DayOfHypotheses:
    """The hypotheses of a day.

    Args:
        known: what was known on the day.
        book: the labels in force on the day, and first approvals.
        states: returns the label states of a use on a day, as `book.states` does.
        same_use: how diseases relate.
        neighbourhood: makes the graph.
        as_of: the day.
        weighting: how a path is weighed.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what a day is made of
        self,
        known: Known,
        book: LabelBook,
        states: States,
        same_use: SameUse,
        neighbourhood: Neighbourhood,
        as_of: date,
        weighting: Weighting = Weighting.RESOURCE,
    ) -> None:
        self._neighbourhood, self._book, self._as_of = neighbourhood, book, as_of
        self.graph = neighbourhood.build(known, book, as_of)
        self._exclusions = Exclusions(known, states, same_use, neighbourhood, self.graph, as_of)
        self.scores = PathScores(self.graph, weighting)
        self._harms = are_harms(known, self.graph)
        self._in_articles = {node for *ends, edge in self.graph.edges(data=True) if edge["pmids"] for node in ends}
        self._near_articles = self._in_articles.union(*map(self.graph.neighbors, self._in_articles))
        self.ranked = self._rank()
        """All pairs that a path joins, best first, known ones among them."""

    def is_open(self, one: Hypothesis) -> bool:
        """Return whether a pair is known by no article and no label, and an article tells of a path that is shown."""
        may_tell = one.drug in self._near_articles or one.disease in self._in_articles  # else no path has an article
        return (
            may_tell
            and not self._exclusions.has(one.drug, one.disease)
            and any(map(self._has_article, self.paths(one)))
        )

    def paths(self, one: Hypothesis) -> tuple[Path, ...]:
        """Return the weightiest paths of a pair: one of each kind, then others, `PATHS_SHOWN` in all, by kind."""
        paths = sorted(self.scores.paths(one.drug, one.disease), key=lambda path: (-path.weight, path.nodes))
        order = {kind: place for place, (kind, _) in enumerate(one.parts)}
        best = [next(path for path in paths if path.kind == kind) for kind in order]
        chosen = [*best, *(path for path in paths if path not in best)][:PATHS_SHOWN]
        return tuple(sorted(chosen, key=lambda path: (order[path.kind], -path.weight, path.nodes)))

    def _has_article(self, path: Path) -> bool:
        return any(edge["pmids"] for step in pairwise(path.nodes) for edge in self.graph.get_edge_data(*step).values())

    def first(
        self, limit: int, *, ranked: Iterable[Hypothesis] | None = None, is_capped: bool = True
    ) -> Iterator[Hypothesis]:
        """Yield the best hypotheses: near-duplicates once, and at most three rows of a drug, and of a disease.

        Args:
            limit: at most so many.
            ranked: only these pairs, best first; all by default.
            is_capped: False for all rows of a drug or disease.
        """
        kin, held = Kin(self._neighbourhood.lexicon), Counter[str]()
        taken: defaultdict[str, list[Hypothesis]] = defaultdict(list)
        for one in self.ranked if ranked is None else ranked:
            if limit <= 0:
                return
            if is_capped and (held[one.drug] >= DRUG_MAX or held[one.disease] >= DISEASE_MAX):
                continue
            if any(kin.are_one(one.pair, other.pair) for other in taken[one.drug]) or not self.is_open(one):
                continue
            taken[one.drug].append(one)
            held.update(one.pair)
            limit -= 1
            yield one

    def _rank(self) -> list[Hypothesis]:
        lexicon, graph = self._neighbourhood.lexicon, self.graph
        diseases = {node for node in graph if not is_disease_left_out(lexicon, node, self._harms)}
        scores = {drug: self._reached(drug, diseases) for drug in sorted(graph) if self._is_asked(drug)}
        sums: defaultdict[str, float] = defaultdict(float)
        counts: Counter[str] = Counter()
        for kinds in scores.values():
            for kind, found in kinds.items():
                sums[kind] += sum(found.values())
                counts[kind] += len(found)
        means = {kind: sums[kind] / counts[kind] for kind in counts if counts[kind]}
        rows = [row for drug, kinds in scores.items() for row in _rows(drug, kinds, means)]
        return sorted(rows, key=lambda row: (-row.score, row.drug, row.disease))

    def _reached(self, drug: str, diseases: set[str]) -> dict[str, dict[str, float]]:
        """Return the scores of the diseases that a drug is not known to be used for, by kind of path."""
        wanted = diseases - set(self.graph[drug])
        return {
            kind: {disease: score for disease, score in found.items() if disease in wanted}
            for kind, found in self.scores.of_drug(drug).items()
        }

    def _is_asked(self, node: str) -> bool:
        """Return whether a node is a drug that hypotheses can be about, and approved somewhere on the day."""
        neighbourhood = self._neighbourhood
        if is_drug_left_out(neighbourhood.lexicon, node, neighbourhood.codes(node)):
            return False
        first = self._book.first_approval(node)
        is_labelled = any(key == Edge.LABELLED for _, _, key in self.graph.edges(node, keys=True))
        return is_labelled or (first is not None and first <= self._as_of)


def _rows(drug: str, kinds: dict[str, dict[str, float]], means: dict[str, float]) -> Iterator[Hypothesis]:
    parts: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for kind, found in kinds.items():
        for disease, score in found.items():
            parts[disease][kind] = math.asinh(score / means[kind])
    for disease, own in parts.items():
        ordered = sorted(own.items(), key=lambda part: (-part[1], part[0]))
        yield Hypothesis(drug=drug, disease=disease, score=math.fsum(own.values()), parts=tuple(ordered))

"""Near-duplicate rows are one row that opens, and one drug does not fill the list.

A row folds into a better one that has the same drugs, or one set within the other, and the same disease or a form of
it, as the hierarchy has it or as reviewed rows for labels say ("the radiographic form"). A wide group ("carcinoma")
neither folds nor is folded by its forms. A row of the same drugs folds too if it stands on just the same articles and
each of their titles names both diseases, or both are forms of one (patients with two diseases, a trial of both), or if
it shares an article and each disease is part of the other (chorea and Huntington's disease). Of one drug at most
`DRUG_MAX` rows stand in the first `TOP`, unless the evidence for a further one forces it: a chance of `FORCING_CHANCE`
or more.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from graph.identifiers import ingredients_of
from miner.labels.same_use import Relation, SameUse
from miner.lexicon.generality import SIBLING_DESCENDANTS_MAX, is_too_general
from miner.lexicon.lexicon import Lexicon

TOP = 50
DRUG_MAX = 3
FORCING_CHANCE = 50.0
"""Percent."""

T = TypeVar("T")
Pair = tuple[str, str]

_SAME = frozenset({Relation.ON, Relation.FORM, Relation.BROADER})


@dataclass(frozen=True, slots=True)
class Studies:
    """The articles that support a row, and the diseases that all their titles name."""

    pmids: frozenset[int] = frozenset()
    titled: frozenset[str] = frozenset()


class Kin:
    """Whether two rows are one: the same use of a drug, wider or narrower.

    Args:
        lexicon: the hierarchy of diseases.
        same_use: what reviewed rows say of two diseases; None asks the hierarchy alone.
        studies: what supports each pair, as far as it is known.
    """

    def __init__(
        self, lexicon: Lexicon, same_use: SameUse | None = None, studies: Mapping[Pair, Studies] | None = None
    ) -> None:
        self._lexicon = lexicon
        self._same_use = same_use
        self._studies = studies or {}
        self._drugs: dict[str, frozenset[str]] = {}

    def drugs(self, drug_id: str) -> frozenset[str]:
        """Return the ingredients of a drug or set of drugs."""
        if drug_id not in self._drugs:
            self._drugs[drug_id] = frozenset(ingredients_of(drug_id))
        return self._drugs[drug_id]

    def are_one(self, one: Pair, other: Pair) -> bool:
        """Return whether two pairs are one row."""
        ones, others = self.drugs(one[0]), self.drugs(other[0])
        if not (ones <= others or others <= ones):
            return False
        return self._are_one_disease(one[1], other[1]) or (ones == others and self._are_one_evidence(one, other))

    def _are_one_disease(self, one: str, other: str) -> bool:
        if one == other:
            return True
        return self._is_form(one, other) or self._is_form(other, one) or self._are_one_label_use(one, other)

    def _are_one_label_use(self, one: str, other: str) -> bool:
        """Return whether labels mean one use by two diseases: the same, or a form of it."""
        if self._same_use is None or self._is_wide(one) or self._is_wide(other):
            return False
        return self._same_use.relate(one, other).relation in _SAME

    def _are_one_evidence(self, one: Pair, other: Pair) -> bool:
        """Return whether two rows of the same drugs tell one thing by the articles that support them.

        They share one and each disease is part of the other (chorea, Huntington's disease), or they have the same and
        all titles name both diseases, or these are two forms of one.
        """
        mine, its = self._studies.get(one, Studies()), self._studies.get(other, Studies())
        if mine.pmids.isdisjoint(its.pmids) or self._is_wide(one[1]) or self._is_wide(other[1]):
            return False
        is_same = mine.pmids == its.pmids
        if is_same and {one[1], other[1]} <= mine.titled:
            return True
        if self._same_use is None:
            return False
        there = self._same_use.relate(one[1], other[1]).relation
        if there is Relation.PART:
            return self._same_use.relate(other[1], one[1]).relation is Relation.PART
        return is_same and there is Relation.SIBLING

    def _is_wide(self, disease: str) -> bool:
        return disease not in self._lexicon or is_too_general(self._lexicon, disease, SIBLING_DESCENDANTS_MAX)

    def _is_form(self, form: str, group: str) -> bool:
        if form not in self._lexicon or group not in self._lexicon.ancestors(form):
            return False
        return not is_too_general(self._lexicon, group, SIBLING_DESCENDANTS_MAX)


def fold(
    rows: Sequence[T], pair_of: Callable[[T], Pair], kin: Kin, is_apart: Callable[[T], object] = lambda _: False
) -> list[tuple[T, list[T]]]:
    """Return the rows that stay, in order, each with those that fold into it.

    Args:
        rows: best first.
        pair_of: the pair of a row.
        kin: which rows are one.
        is_apart: what a row must share with one that it folds into: a labelled disease in other patients is no form of
            a use off label, and a use that a label has none of one that no label has.
    """
    heads: list[tuple[T, list[T]]] = []
    by_drug: defaultdict[str, list[int]] = defaultdict(list)
    for row in rows:
        pair = pair_of(row)
        near = sorted({index for drug in kin.drugs(pair[0]) for index in by_drug[drug]})
        near = [index for index in near if is_apart(heads[index][0]) == is_apart(row)]
        head = next((index for index in near if kin.are_one(pair, pair_of(heads[index][0]))), None)
        if head is not None:
            heads[head][1].append(row)
            continue
        for drug in kin.drugs(pair[0]):
            by_drug[drug].append(len(heads))
        heads.append((row, []))
    return heads


def cap(
    rows: Sequence[T],
    drugs_of: Callable[[T], frozenset[str]],
    is_forced: Callable[[T], bool] = lambda _: False,
    top: int = TOP,
) -> list[T]:
    """Return the rows with the surplus of each drug moved below the first `top`; the order stays otherwise.

    A row of a set of drugs counts for each of them. If there are not enough other rows, surplus stands among the first.
    """
    first: list[T] = []
    later: list[T] = []
    held: Counter[str] = Counter()
    for index, row in enumerate(rows):
        if len(first) >= top:
            later.extend(rows[index:])
            break
        drugs = drugs_of(row)
        if any(held[drug] >= DRUG_MAX for drug in drugs) and not is_forced(row):
            later.append(row)
            continue
        held.update(drugs)
        first.append(row)
    return first + later

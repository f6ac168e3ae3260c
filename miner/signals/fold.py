"""Near-duplicate rows are one row that opens, and one drug does not fill the list.

A row folds into a better one that has the same drugs, or one set within the other, and the same disease or a form of
it. A wide group ("carcinoma") neither folds nor is folded by its forms. Of one drug at most `DRUG_MAX` rows stand in
the first `TOP`, unless the evidence for a further one forces it: a chance of `FORCING_CHANCE` or more.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import TypeVar

from graph.identifiers import ingredients_of
from miner.lexicon.generality import SIBLING_DESCENDANTS_MAX, is_too_general
from miner.lexicon.lexicon import Lexicon

TOP = 50
DRUG_MAX = 3
FORCING_CHANCE = 50.0
"""Percent."""

T = TypeVar("T")
Pair = tuple[str, str]


class Kin:
    """Whether two rows are one: the same use of a drug, wider or narrower."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._drugs: dict[str, frozenset[str]] = {}

    def drugs(self, drug_id: str) -> frozenset[str]:
        """Return the ingredients of a drug or set of drugs."""
        if drug_id not in self._drugs:
            self._drugs[drug_id] = frozenset(ingredients_of(drug_id))
        return self._drugs[drug_id]

    def are_one(self, one: Pair, other: Pair) -> bool:
        """Return whether two pairs are one row."""
        ones, others = self.drugs(one[0]), self.drugs(other[0])
        return (ones <= others or others <= ones) and self._are_one_disease(one[1], other[1])

    def _are_one_disease(self, one: str, other: str) -> bool:
        if one == other:
            return True
        return self._is_form(one, other) or self._is_form(other, one)

    def _is_form(self, form: str, group: str) -> bool:
        if form not in self._lexicon or group not in self._lexicon.ancestors(form):
            return False
        return not is_too_general(self._lexicon, group, SIBLING_DESCENDANTS_MAX)


def fold(
    rows: Sequence[T], pair_of: Callable[[T], Pair], kin: Kin, is_apart: Callable[[T], bool] = lambda _: False
) -> list[tuple[T, list[T]]]:
    """Return the rows that stay, in order, each with those that fold into it.

    Args:
        rows: best first.
        pair_of: the pair of a row.
        kin: which rows are one.
        is_apart: whether a row folds only with others for which this holds too: a labelled disease in other patients is
            no form of a use off label.
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

"""What labels of a day say around a use: how old its drug is, and which other drugs are on label for its disease."""

from collections import Counter, defaultdict
from datetime import date
from functools import lru_cache

from miner.labels.days import NEAR
from miner.labels.engine import LabelBook
from miner.lexicon.areas import OTHER, areas_of
from miner.lexicon.generality import SIBLING_DESCENDANTS_MAX, is_too_general
from miner.lexicon.lexicon import Lexicon

DAYS_OF_YEAR = 365.25
FLAG_AREAS = frozenset({"rare", "paediatric"})
"""Areas of the table that are no field of medicine: most of their diseases are in one besides."""
LATELY_YEARS = 5
"""A label that grew within so many years is still growing."""


class Surroundings:
    """The labels of a day around any use.

    Args:
        book: the label facts and markets.
        lexicon: which disease is a form of which, and the classes of drugs.
        as_of: the day.
    """

    def __init__(self, book: LabelBook, lexicon: Lexicon, as_of: date) -> None:
        self._book, self._lexicon, self._as_of = book, lexicon, as_of
        self._labelled: defaultdict[str, set[str]] = defaultdict(set)
        self._groups = lru_cache(maxsize=50_000)(self._find_groups)
        self._others = lru_cache(maxsize=50_000)(self._find_others)
        self._late = lru_cache(maxsize=50_000)(self._find_late)
        self._grown: Counter[str] = Counter()
        self._gained: defaultdict[str, set[str]] = defaultdict(set)
        self._extended: defaultdict[str, set[str]] = defaultdict(set)
        self._area_gains: Counter[str] = Counter()
        gains: set[tuple[str, str]] = set()
        since = date.fromordinal(max(1, as_of.toordinal() - round(LATELY_YEARS * DAYS_OF_YEAR)))
        for fact in book.in_force(as_of):
            if len(fact.drugs) != 1:
                continue
            (drug,) = fact.drugs
            self._labelled[fact.disease].add(drug)
            if fact.entered_on is None:
                continue
            first = book.first_approval(drug)
            is_extension = first is None or fact.entered_on - first > NEAR
            if is_extension:
                self._extended[fact.disease].add(drug)
            if fact.entered_on > since:
                self._grown[drug] += is_extension
                self._gained[fact.disease].add(drug)
                if is_extension:
                    gains.add((drug, fact.disease))
        self._gain_count = len(gains)
        for _, disease in gains:
            self._area_gains.update(self._areas(disease))

    def age(self, drugs: tuple[str, ...]) -> float | None:
        """Return the years since the newest of some drugs was first approved anywhere, None if no day is known."""
        days = [self._book.first_approval(drug) for drug in drugs]
        known = [day for day in days if day is not None and day <= self._as_of]
        return (self._as_of - max(known)).days / DAYS_OF_YEAR if len(known) == len(days) else None

    def drug_count(self, drugs: tuple[str, ...], disease: str) -> int:
        """Return how many other drugs are on label for a disease, its forms or a specific group of it."""
        return len(self._others(disease) - set(drugs))

    def has_class_mate(self, drugs: tuple[str, ...], disease: str) -> bool:
        """Return whether a drug of the same class is on label for a disease, its forms or a specific group of it."""
        return self._is_class_mate_in(drugs, self._others(disease))

    def has_extended_mate(self, drugs: tuple[str, ...], disease: str) -> bool:
        """Return whether the label of a drug of the same class was extended to a disease, its forms or its group."""
        return self._is_class_mate_in(drugs, self._late(disease))

    def area_share(self, disease: str) -> float:
        """Return the share of the uses that labels were extended to lately which are in the busiest area of a disease.

        0 if no label was extended.
        """
        busiest = max(self._area_gains[area] for area in self._areas(disease))
        return busiest / self._gain_count if self._gain_count else 0.0

    def grown(self, drugs: tuple[str, ...]) -> int:
        """Return how many uses came onto the labels of some drugs lately, after their first approval."""
        return sum(self._grown[drug] for drug in drugs)

    def gained(self, drugs: tuple[str, ...], disease: str) -> int:
        """Return how many other drugs came onto a label for a disease lately."""
        return len(self._gained.get(disease, set()) - set(drugs))

    def _areas(self, disease: str) -> tuple[str, ...]:
        """Return the areas of medicine of a disease; "rare" and "paediatric" are none."""
        return tuple(area for area in areas_of(self._lexicon, disease) if area not in FLAG_AREAS) or (OTHER,)

    def _is_class_mate_in(self, drugs: tuple[str, ...], others: frozenset[str]) -> bool:
        classes = {parent for drug in drugs for parent in self._classes(drug)}
        return any(not classes.isdisjoint(self._classes(other)) for other in others - set(drugs))

    def _classes(self, drug: str) -> tuple[str, ...]:
        return self._lexicon.entry(drug).parents if drug in self._lexicon else ()

    def _find_groups(self, disease: str) -> frozenset[str]:
        """Return a disease and its specific groups."""
        above = self._lexicon.ancestors(disease) if disease in self._lexicon else frozenset()
        return frozenset(
            {disease, *(one for one in above if not is_too_general(self._lexicon, one, SIBLING_DESCENDANTS_MAX))}
        )

    def _find_others(self, disease: str) -> frozenset[str]:
        return frozenset(drug for one in self._kin(disease) for drug in self._labelled.get(one, ()))

    def _find_late(self, disease: str) -> frozenset[str]:
        return frozenset(drug for one in self._kin(disease) for drug in self._extended.get(one, ()))

    def _kin(self, disease: str) -> frozenset[str]:
        """Return a disease, its forms and its specific groups."""
        return self._groups(disease) | (self._lexicon.descendants(disease) if disease in self._lexicon else frozenset())

"""What labels of a day say around a use: how old its drug is, and which other drugs are on label for its disease."""

from collections import Counter, defaultdict
from datetime import date
from functools import lru_cache

from miner.jurisdictions import CODES
from miner.labels.days import NEAR
from miner.labels.engine import LabelBook
from miner.lexicon.generality import SIBLING_DESCENDANTS_MAX, is_too_general
from miner.lexicon.lexicon import Lexicon
from miner.signals.facts import DAYS_OF_YEAR

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
        self._grown: Counter[str] = Counter()
        self._gained: defaultdict[str, set[str]] = defaultdict(set)
        since = date.fromordinal(max(1, as_of.toordinal() - round(LATELY_YEARS * DAYS_OF_YEAR)))
        for fact in book.in_force(as_of):
            if len(fact.drugs) != 1:
                continue
            (drug,) = fact.drugs
            self._labelled[fact.disease].add(drug)
            if fact.entered_on is not None and fact.entered_on > since:
                first = book.first_approval(drug)
                self._grown[drug] += first is None or fact.entered_on - first > NEAR
                self._gained[fact.disease].add(drug)

    def age(self, drugs: tuple[str, ...]) -> float | None:
        """Return the years since the newest of some drugs was first approved anywhere, None if no day is known."""
        days = [self._book.first_approval(drug) for drug in drugs]
        known = [day for day in days if day is not None and day <= self._as_of]
        return (self._as_of - max(known)).days / DAYS_OF_YEAR if len(known) == len(days) else None

    def market_years(self, drugs: tuple[str, ...]) -> dict[str, float]:
        """Return jurisdiction to the years since some drugs came to its market together, as far as a day is known."""
        markets = {code: self._book.market(drugs, code) for code in CODES}
        first = {code: market.first_approval for code, market in markets.items() if market is not None}
        known = {code: day for code, day in first.items() if day is not None and day <= self._as_of}
        return {code: (self._as_of - day).days / DAYS_OF_YEAR for code, day in known.items()}

    def drug_count(self, drugs: tuple[str, ...], disease: str) -> int:
        """Return how many other drugs are on label for a disease, its forms or a specific group of it."""
        return len(self._others(disease) - set(drugs))

    def has_class_mate(self, drugs: tuple[str, ...], disease: str) -> bool:
        """Return whether a drug of the same class is on label for a disease, its forms or a specific group of it."""
        classes = {parent for drug in drugs for parent in self._classes(drug)}
        return any(not classes.isdisjoint(self._classes(other)) for other in self._others(disease) - set(drugs))

    def grown(self, drugs: tuple[str, ...]) -> int:
        """Return how many uses came onto the labels of some drugs lately, after their first approval."""
        return sum(self._grown[drug] for drug in drugs)

    def gained(self, drugs: tuple[str, ...], disease: str) -> int:
        """Return how many other drugs came onto a label for a disease lately."""
        return len(self._gained.get(disease, set()) - set(drugs))

    def _classes(self, drug: str) -> tuple[str, ...]:
        return self._lexicon.entry(drug).parents if drug in self._lexicon else ()

    def _find_groups(self, disease: str) -> frozenset[str]:
        """Return a disease and its specific groups."""
        above = self._lexicon.ancestors(disease) if disease in self._lexicon else frozenset()
        return frozenset(
            {disease, *(one for one in above if not is_too_general(self._lexicon, one, SIBLING_DESCENDANTS_MAX))}
        )

    def _find_others(self, disease: str) -> frozenset[str]:
        forms = self._lexicon.descendants(disease) if disease in self._lexicon else frozenset()
        return frozenset(drug for one in self._groups(disease) | forms for drug in self._labelled.get(one, ()))

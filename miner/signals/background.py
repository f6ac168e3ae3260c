"""What is published of each drug, each disease and anything: the volumes that a pair is compared with."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from miner.records import PairEvidence


class Background:
    """Independent studies of each drug, of each disease and of all pairs, and how many partners each has.

    Args:
        volume_by_year: articles of each year, whatever they are about.
    """

    def __init__(self, volume_by_year: Mapping[int, int]) -> None:
        self.volume_by_year = volume_by_year
        self._drugs: defaultdict[str, Counter[int]] = defaultdict(Counter)
        self._diseases: defaultdict[str, Counter[int]] = defaultdict(Counter)
        self._studies: Counter[str] = Counter()
        self._partners: Counter[str] = Counter()
        self._total = 0

    def add(self, evidence: PairEvidence) -> None:
        """Count the studies of a pair."""
        self._drugs[evidence.drug_id].update(evidence.studies_by_year)
        self._diseases[evidence.disease].update(evidence.studies_by_year)
        for curie in (evidence.drug_id, evidence.disease):
            self._studies[curie] += evidence.study_count
            self._partners[curie] += 1
        self._total += evidence.study_count

    @property
    def study_count(self) -> int:
        """Independent studies of all pairs."""
        return self._total

    def by_year_of_drug(self, drug_id: str) -> Mapping[int, int]:
        """Return the studies of a drug in any disease, by year."""
        return self._drugs[drug_id]

    def by_year_of_disease(self, disease: str) -> Mapping[int, int]:
        """Return the studies of a disease with any drug, by year."""
        return self._diseases[disease]

    def partner_count(self, curie: str) -> int:
        """Return with how many diseases a drug is studied, or with how many drugs a disease."""
        return self._partners[curie]

    def expected(self, drug_id: str, disease: str) -> float:
        """Return how many studies of a pair its drug and its disease explain, were they independent."""
        return self._studies[drug_id] * self._studies[disease] / self._total if self._total else 0.0

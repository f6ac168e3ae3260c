"""The evidence as it stood on any day: loaded once, filtered by the day on which PubMed held each article.

The day is the one on which PubMed made the record (`entered_on`), never the publication year. A record that does not
have it counts from the end of its publication year on, when it was at the latest; one without both never counts. Types
and headings of MEDLINE come months after the record: until then an article has the design that its text tells, and no
check tags. Retraction is the exception: an article that is retracted today never counts.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from miner.records import Design, EvidenceRow, stance_of

Pair = tuple[str, str]


def known_on(entered_on: date | None, year: int | None) -> date | None:
    """Return the day from which PubMed is known to hold an article, None if nothing tells."""
    if entered_on is not None:
        return entered_on
    return None if year is None else date(year, 12, 31)


@dataclass(frozen=True, slots=True)
class _Dated:
    """A row with its day, as it was before its article was indexed and after."""

    known_on: date
    early: EvidenceRow
    row: EvidenceRow


class History:
    """All evidence, and what of it was known when.

    Args:
        evidence: each pair with all its counted rows, ordered by drug.
        article_days: publication year and day of entry of every article, whatever it is about.
        text_designs: PMID to the design by the text alone, of articles where the record says something else.
        indexing_lag: see `Protocol`.
    """

    def __init__(
        self,
        evidence: Iterable[tuple[Pair, Sequence[EvidenceRow]]],
        article_days: Iterable[tuple[int | None, date | None]],
        text_designs: Mapping[int, Design],
        indexing_lag: timedelta,
    ) -> None:
        self._lag = indexing_lag
        self._pairs = [(pair, self._dated(rows, text_designs)) for pair, rows in evidence]
        self._supported: dict[Pair, date] = {}
        self._volume: Counter[tuple[date, int]] = Counter()
        for year, entered_on in article_days:
            day = known_on(entered_on, year)
            if day is not None:
                self._volume[day, year if year is not None else day.year] += 1

    def as_of(self, day: date) -> Iterator[tuple[Pair, list[EvidenceRow]]]:
        """Yield each pair with the evidence that was known on a day, ordered as it was given."""
        indexed = day - self._lag
        for pair, dated in self._pairs:
            rows = [each.row if each.known_on <= indexed else each.early for each in dated if each.known_on <= day]
            if rows:
                yield pair, rows

    def is_supported(self, pair: Pair, day: date) -> bool:
        """Return whether an article known on a day supports the use of a pair."""
        return self.first_supports().get(pair, date.max) <= day

    def first_supports(self) -> Mapping[Pair, date]:
        """Return the day from which an article is known to support the use of each pair, `date.max` if none does."""
        if not self._supported:
            self._supported = {each: _first_support(dated) for each, dated in self._pairs}
        return self._supported

    def volume_by_year(self, day: date) -> dict[int, int]:
        """Return the number of articles of each publication year that were known on a day."""
        volume: Counter[int] = Counter()
        for (known, year), count in self._volume.items():
            if known <= day:
                volume[year] += count
        return dict(sorted(volume.items()))

    def _dated(self, rows: Sequence[EvidenceRow], text_designs: Mapping[int, Design]) -> tuple[_Dated, ...]:
        found = []
        for row in rows:
            day = known_on(row.entered_on, row.year)
            if day is not None:
                early = replace(row, design=text_designs.get(row.pmid, row.design), patients=())
                found.append(_Dated(day, early, row))
        return tuple(found)


def _first_support(dated: Iterable[_Dated]) -> date:
    days = (each.known_on for each in dated if stance_of(each.row.relation, each.row.certainty) == "supports")
    return min(days, default=date.max)

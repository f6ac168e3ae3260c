"""How the studies of a row are outside labels besides the disease, with the sentences that say so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from miner.ledger import Ledger
from miner.records import Followed, Place, SetAside, Signal, StudiedKind
from miner.signals.columns import studied_kinds_of

QUOTES_SHOWN = 3
"""Sentences that a row shows for each way in which its studies are outside a label, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Where an article says in whom or how a drug was given: the text before, the words themselves, the text behind."""

    pmid: int
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KindNote:
    """A way in which studies of a row are outside a label, with what the first of its articles say."""

    studied: StudiedKind
    quotes: tuple[Quote, ...] = ()

    def __str__(self) -> str:
        """Return it as "Off label by age group in US: label adults; studied in children in 3 of 4 studies"."""
        one = self.studied
        studies = f"{one.study_count:,} of {one.of_count:,} stud{'y' if one.of_count == 1 else 'ies'}"
        return f"Off label by {one.kind.value} in {one.jurisdiction}: label {one.labelled}; {one.how} in {studies}"


_SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z\[(])|\n+")
_LONGEST = 160
"""Characters on either side of the words that a quote has, at most."""


def kind_notes(ledger: Ledger, signal: Signal | Followed | SetAside) -> Iterator[KindNote]:
    """Yield a note for each way in which studies of a row are outside a label, each with the words of some articles."""
    for studied in studied_kinds_of(signal):
        quotes = (_quote(ledger, place) for place in studied.places[:QUOTES_SHOWN])
        yield KindNote(studied=studied, quotes=tuple(quote for quote in quotes if quote is not None))


def _quote(ledger: Ledger, place: Place) -> Quote | None:
    """Return the sentence around a place, None if the ledger no longer has the article."""
    article = ledger.articles.find(place.pmid)
    if article is None:
        return None
    text = article.text
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, place.start)]
    end = _SENTENCE_END.search(text, place.end)
    before = text[ends[-1] if ends else 0 : place.start]
    after = text[place.end : end.start() if end else len(text)]
    return Quote(
        pmid=place.pmid,
        before=before if len(before) <= _LONGEST else f"… {before[-_LONGEST:].partition(' ')[2]}",
        words=text[place.start : place.end],
        after=after if len(after) <= _LONGEST else f"{after[:_LONGEST].rpartition(' ')[0]} …",
    )

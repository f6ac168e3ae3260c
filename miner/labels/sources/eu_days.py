"""When drugs came to the market of the European Union: EMA's tables, and French authorisations for older drugs."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from miner.labels.sightings import MarketDays
from miner.labels.sources.drug_names import DrugNames
from miner.labels.sources.eu_tables import EMA_PAGE, EmaMedicine, ema_medicines
from miner.labels.sources.eu_texts import drugs_of, ends_of_products
from miner.labels.sources.fr_tables import BDPM, HAS_PAGE, FrenchProduct, french_opinions, french_products
from miner.labels.sources.paragraphs import with_paragraphs

_GAINED_WORDS = 2
"""A text that gained fewer words of four letters was reworded."""
_WORD = re.compile(r"[a-z]{4,}")


@dataclass(slots=True)
class _Market:
    """What the tables have of one drug set."""

    central: list[EmaMedicine] = field(default_factory=list)
    national: list[FrenchProduct] = field(default_factory=list)
    days: set[date] = field(default_factory=set)


def eu_markets(data: Path, names: DrugNames) -> Iterator[MarketDays]:
    """Yield the market days of each drug set in the European Union, in the order of the drugs.

    Drugs that only member states authorised are here without an exact day: no text says what they are approved for.
    Candidate days are those of French opinions on extensions, which follow the decision by months, and of the
    Commission's latest decision before a table that shows a longer text.

    Raises:
        SourceError: a source is damaged, or a cell is no day; file and row are named.
    """
    medicines = list(ema_medicines(data))
    markets: dict[tuple[str, ...], _Market] = defaultdict(_Market)
    grown = grown_on(medicines)
    for medicine in medicines:
        if medicine.is_label and (drugs := drugs_of(medicine, names)):
            markets[drugs].central.append(medicine)
            markets[drugs].days |= grown.get(medicine.number, set())
    for listed in french_products(data, names):
        if not listed.is_central and names.treatment(BDPM, listed.drugs):
            markets[listed.drugs].national.append(listed)
    for opinion in french_opinions(data, names):
        if opinion.drugs in markets:
            markets[opinion.drugs].days.add(opinion.day)
    ends = ends_of_products(medicines)
    for drugs in sorted(markets):
        yield _market_days(drugs, markets[drugs], ends)


def _market_days(drugs: tuple[str, ...], market: _Market, ends: dict[str, date]) -> MarketDays:
    """Return the market days of one drug set.

    The first authorisation is exact if it is EMA's, and not that of a generic medicine, which copies a national one.
    """
    starts = [medicine for medicine in market.central if medicine.authorised_on is not None]
    first = min(starts, key=lambda each: (each.authorised_on, -each.listed_on.toordinal()), default=None)
    national = min((listed.day for listed in market.national), default=None)
    central = first.authorised_on if first else None
    is_exact = central is not None and (national is None or central < national) and not (first and first.is_generic)
    begun = min(filter(None, (central, national)), default=None)
    closed = [ends.get(medicine.number) for medicine in market.central]
    is_over = bool(closed) and all(closed) and not market.national
    return MarketDays(
        drugs=drugs,
        jurisdiction="EU",
        first_approval=begun,
        is_exact=is_exact,
        source=first.source if first and begun == central else BDPM,
        candidate_days=tuple(sorted(day for day in market.days if begun is None or day > begun)),
        ended_on=max(day for day in closed if day) if is_over else None,
        reference=f"EMEA/H/C/{first.number}" if first else "",
        url=(first.url or EMA_PAGE) if first else HAS_PAGE,
    )


def grown_on(medicines: Iterable[EmaMedicine]) -> dict[str, set[date]]:
    """Return for each product number the decisions by which its text had grown, between two tables.

    A text that has more words though there was no decision was reworded.
    """
    last: dict[str, EmaMedicine] = {}
    days: dict[str, set[date]] = defaultdict(set)
    for medicine in sorted(medicines, key=lambda each: each.listed_on):
        if not medicine.text or not medicine.is_authorised:
            continue
        before, decided = last.get(medicine.number), medicine.decided_on
        is_new = before is not None and len(_words(medicine) - _words(before)) >= _GAINED_WORDS
        if before and decided and is_new and decided > before.listed_on:
            days[medicine.number].add(decided)
        last[medicine.number] = medicine
    return dict(days)


def _words(medicine: EmaMedicine) -> set[str]:
    return set(_WORD.findall(with_paragraphs(medicine.text, medicine.names).lower()))

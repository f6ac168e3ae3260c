"""From the rows of a list of events to the first k: where uses are lost."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from miner.backtest.events import EventClass
from miner.backtest.protocol import Protocol
from miner.backtest.replay import SCORE, Replay, World
from miner.lexicon.generality import USE_DESCENDANTS_MAX, is_too_general

Naming = Callable[[Collection[str]], dict[str, frozenset[int]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """Counts of events of a period, each a part of the one before; all but the first three on a day of the period.

    Events of a disease that was on label, and of drugs new to a region, are counted apart and leave after the second.
    """

    event_count: int
    same_disease_count: int
    new_drug_count: int
    new_use_count: int
    named_count: int
    sentence_count: int
    supported_count: int
    candidate_count: int
    listed_count: int

    def steps(self) -> tuple[tuple[str, int], ...]:
        """Return the steps in words with their counts."""
        return (
            ("events with drug and disease linked", self.event_count),
            ("of them a disease that was on label", self.same_disease_count),
            ("of them a drug new to the region", self.new_drug_count),
            ("new diseases", self.new_use_count),
            ("an earlier article names both", self.named_count),
            ("an earlier sentence names both", self.sentence_count),
            ("an earlier claim supports the use", self.supported_count),
            ("a candidate", self.candidate_count),
            ("in the first rows", self.listed_count),
        )


def reachable(world: World, events: Sequence[int], days: Sequence[date], naming: Naming) -> frozenset[int]:
    """Return the events with an article that names drug and disease, known on a day of the period before the event."""
    drugs = {number: _same_drugs(world, number) for number in events}
    diseases = {number: _kin(world, number) for number in events}
    wanted = {curie for sets in drugs.values() for one in sets for curie in one}
    wanted |= {curie for kin in diseases.values() for curie in kin}
    pmids = naming(wanted)
    found = set()
    for number in events:
        day = max((each for each in days if each < world.events[number].day), default=None)
        if day is None:
            continue
        named = [frozenset().union(*(pmids[curie] for curie in alike)) for alike in drugs[number]]
        both = frozenset.intersection(*named) & frozenset().union(*(pmids[curie] for curie in diseases[number]))
        if any(world.article_days.get(pmid, date.max) <= day for pmid in both):
            found.add(number)
    return frozenset(found)


def count_funnel(  # noqa: PLR0913, PLR0917 - what the steps are counted from
    world: World,
    replay: Replay,
    events: Sequence[int],
    named: frozenset[int],
    protocol: Protocol,
    days: Sequence[date],
) -> Funnel:
    """Return the counts of the events of a period."""
    classes = [world.events[number].event_class for number in events]
    new = [number for number in events if world.events[number].event_class is EventClass.NEW_USE]
    left = [number for number in new if number in named]
    before = {n: max(day for day in days if day < world.events[n].day) for n in left}
    in_sentence = {n for n in left if _shares_sentence(world, n, before[n])}
    supported = {n for n in in_sentence if _is_supported(world, n, before[n])}
    candidates = {n for day in days for row in replay.rows[day] for n in row.events} & supported
    listings = [listing for listing in replay.listings[SCORE] if listing.day in set(days)]
    listed = {n for x in listings for rank, numbers in x.followed if rank <= protocol.top for n in numbers} & candidates
    return Funnel(
        event_count=len(events),
        same_disease_count=classes.count(EventClass.SAME_DISEASE),
        new_drug_count=classes.count(EventClass.NEW_DRUG),
        new_use_count=len(new),
        named_count=len(left),
        sentence_count=len(in_sentence),
        supported_count=len(supported),
        candidate_count=len(candidates),
        listed_count=len(listed),
    )


def _shares_sentence(world: World, number: int, day: date) -> bool:
    pairs = world.pairs_of(number)
    return any(world.co_mentions.count(pair, date.min, day) for pair in pairs)


def _is_supported(world: World, number: int, day: date) -> bool:
    return any(world.history.is_supported(pair, day) for pair in world.pairs_of(number))


def _same_drugs(world: World, number: int) -> list[frozenset[str]]:
    """Return for each drug of an event the identifiers that stand for it."""
    return [world.matcher.alike(drug) for drug in world.events[number].drugs]


def _kin(world: World, number: int) -> frozenset[str]:
    """Return the diseases of an event with their forms and the groups above that are a use."""
    kin = set(world.events[number].diseases)
    for disease in world.events[number].diseases:
        if disease in world.lexicon:
            kin |= world.lexicon.descendants(disease)
            above = world.lexicon.ancestors(disease)
            kin |= {one for one in above if not is_too_general(world.lexicon, one, USE_DESCENDANTS_MAX)}
    return frozenset(kin)

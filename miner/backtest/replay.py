"""What the list would have shown on each day, by the score and by each baseline, and which events followed."""

import bisect
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from graph.identifiers import ingredients_of
from miner.backtest.events import Event, Matcher
from miner.backtest.history import History
from miner.backtest.protocol import Protocol
from miner.hypotheses.graph import Neighbourhood
from miner.hypotheses.known import KnownEffect
from miner.jurisdictions import CODES
from miner.labels.engine import LabelBook
from miner.lexicon.generality import USE_DESCENDANTS_MAX, is_too_general
from miner.lexicon.lexicon import Lexicon
from miner.records import COVERING_LEVELS
from miner.signals.candidates import States, candidate_facts, gather
from miner.signals.facts import Facts
from miner.signals.features import FEATURES, LITERATURE, values_of
from miner.signals.fold import FORCING_CHANCE, Kin, cap, fold
from miner.signals.kinds import StudyKinds
from miner.signals.rank import is_late
from miner.signals.score import ScoreModel

Pair = tuple[str, str]

SCORE, SCORE_LITERATURE, LISTED = "score", "score, literature only", "score, unlabelled uses first"
BASELINES = ("article count", "articles of the last three years", "growth of co-mention", "best design")
METHODS = (SCORE, SCORE_LITERATURE, LISTED, *BASELINES)
LINES = tuple(feature.name for feature in FEATURES)
RECENT_YEARS = 3


class CoMentions:
    """The days on which PubMed got each article that names a drug and a disease in one sentence.

    Args:
        found: each pair with the days of its articles, in any order.
    """

    def __init__(self, found: Iterable[tuple[Pair, Sequence[date]]]) -> None:
        self._days = {pair: sorted(days) for pair, days in found}

    def pairs(self) -> Iterable[Pair]:
        """Return the pairs."""
        return self._days.keys()

    def until(self, day: date) -> frozenset[Pair]:
        """Return the pairs of which an article was known on a day."""
        return frozenset(pair for pair, days in self._days.items() if days and days[0] <= day)

    def count(self, pair: Pair, after: date, until: date) -> int:
        """Return the articles that came after a day and up to another."""
        days = self._days.get(pair, [])
        return bisect.bisect_right(days, until) - bisect.bisect_right(days, after)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A candidate of a day: what each method makes of it, and the events that followed, by number.

    `features` has its values for each region where a label can follow.
    """

    pair: Pair
    drugs: frozenset[str]
    values: Mapping[str, float]
    features: Mapping[str, tuple[float, ...]]
    facts: Facts
    events: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The list of a day by one method: the first rows with those folded into them, and every row that events followed.

    `followed` has the rank, from 1, and the numbers of the events of such rows.
    """

    day: date
    top: tuple[tuple[Row, ...], ...]
    followed: tuple[tuple[int, tuple[int, ...]], ...]
    row_count: int


@dataclass(slots=True)
class Replay:
    """The outcome of a replay: the lists of each method by day, and the rows of each day."""

    listings: dict[str, list[Listing]] = field(default_factory=lambda: defaultdict(list))
    rows: dict[date, list[Row]] = field(default_factory=dict)
    heads: dict[date, list[tuple[Row, ...]]] = field(default_factory=dict)
    """The rows of the score's list with those folded into them: what its calibration is measured on."""


@dataclass(frozen=True, kw_only=True)
class World:
    """All that a replay reads: evidence by day, labels by day, events, and what relates diseases and drugs.

    `article_days` maps the PMID of an article to the day from which PubMed held it. `effects` are what articles say of
    biomarkers, and `neighbourhood` makes the graph that hypotheses come from; without it there are none. `regions` are
    the jurisdictions of the events: the score is the chance of a label there.
    """

    history: History
    co_mentions: CoMentions
    book: LabelBook
    states: States
    lexicon: Lexicon
    matcher: Matcher
    events: Sequence[Event]
    article_days: Mapping[int, date]
    effects: Sequence[KnownEffect] = ()
    neighbourhood: Neighbourhood | None = None
    regions: tuple[str, ...] = CODES

    def pairs_of(self, number: int) -> list[Pair]:
        """Return the pairs in a sentence of any article that are the use of an event; no general disease is a use."""
        return self._pairs_by_event.get(number, [])

    @cached_property
    def _pairs_by_event(self) -> dict[int, list[Pair]]:
        finder = EventFinder(self.events, self.matcher)
        found: defaultdict[int, list[Pair]] = defaultdict(list)
        for drug_id, disease in self.co_mentions.pairs():
            if is_too_general(self.lexicon, disease, USE_DESCENDANTS_MAX):
                continue
            for number in finder.of(self.matcher.moieties(ingredients_of(drug_id)), disease):
                found[number].append((drug_id, disease))
        return dict(found)


def replay(
    world: World, protocol: Protocol, model_of: Callable[[date], ScoreModel], days: Sequence[date] | None = None
) -> Replay:
    """Return what the list would have shown on the days of a protocol, or on some of them, by the model of each."""
    done = Replay()
    finder = EventFinder(world.events, world.matcher)
    kin = Kin(world.lexicon)
    for day in days or protocol.days:
        rows = list(rows_of_day(world, protocol, model_of(day), finder, day))
        done.rows[day] = rows
        for method in (*METHODS, *LINES):
            listed = list_rows(rows, method, kin, protocol.top)
            if method == SCORE:
                done.heads[day] = listed
            followed = ((rank, _events(members)) for rank, members in enumerate(listed, start=1))
            done.listings[method].append(
                Listing(
                    day=day,
                    top=tuple(listed[: protocol.top]),
                    followed=tuple((rank, events) for rank, events in followed if events),
                    row_count=len(listed),
                )
            )
    return done


def rows_of_day(world: World, protocol: Protocol, model: ScoreModel, finder: "EventFinder", day: date) -> Iterator[Row]:
    """Yield the candidates of a day, each with the value that every method gives it."""
    volume = world.history.volume_by_year(day)
    kinds = StudyKinds(world.book, world.lexicon, day)
    gathered = gather(world.history.as_of(day), volume, world.states, world.lexicon, day, kinds)
    model = model.for_corpus(gathered.background.study_count)
    only_literature = model.only(LITERATURE)
    for facts in candidate_facts(gathered, world.book, world.lexicon, day, model.prior):
        pair = facts.evidence.drug_id, facts.evidence.disease
        features = values_of(facts)
        chance = model.chance(features, world.regions)
        values = {SCORE: chance, SCORE_LITERATURE: only_literature.chance(features, world.regions)}
        values[LISTED] = chance - (100 if is_late(facts.states, world.regions) else 0)
        values |= _baselines(facts, world.co_mentions, day)
        values |= {
            feature.name: max((own[place] for own in features.values()), default=0.0) * (feature.sign or 1)
            for place, feature in enumerate(FEATURES)
        }
        drugs = world.matcher.moieties(ingredients_of(facts.evidence.drug_id))
        found = finder.after(drugs, facts.evidence.disease, day, protocol.ends(day))
        events = tuple(number for number in found if _is_open(facts, world.events[number]))
        yield Row(pair=pair, drugs=drugs, values=values, features=features, facts=facts, events=events)


def _is_open(facts: Facts, event: Event) -> bool:
    """Return whether an event ends what a candidate is outside of: by its disease, or by the kinds of its studies."""
    kinds = {one.kind for one in facts.kinds if one.jurisdiction == event.jurisdiction}
    levels = {state.level for state in facts.states if state.jurisdiction == event.jurisdiction}
    return not levels <= COVERING_LEVELS or bool(kinds.intersection(event.kinds))


def list_rows(rows: Sequence[Row], method: str, kin: Kin, top: int) -> list[tuple[Row, ...]]:
    """Return the rows in the order of a method, folded and capped as the list is; each with those folded into it.

    Whatever the method, rows without a study stand last, as in the list.
    """
    ordered = sorted(rows, key=lambda row: (not row.facts.evidence.is_studied, -row.values[method], _lot(row.pair)))
    heads = [
        (head, *folded) for head, folded in fold(ordered, lambda row: row.pair, kin, lambda row: row.facts.is_by_kind)
    ]
    is_forced: Callable[[tuple[Row, ...]], bool] = lambda members: (  # noqa: E731 - a condition, named
        method == SCORE and members[0].values[SCORE] >= FORCING_CHANCE
    )
    studied = [members for members in heads if members[0].facts.evidence.is_studied]
    first = cap(studied, lambda members: kin.drugs(members[0].pair[0]), is_forced, top)
    return first + heads[len(studied) :]


class EventFinder:
    """The events of a pair, found once.

    Args:
        events: all events.
        matcher: which of them are the use of a pair.
    """

    def __init__(self, events: Sequence[Event], matcher: Matcher) -> None:
        self._events, self._matcher = events, matcher
        self._by_drug: defaultdict[str, list[int]] = defaultdict(list)
        for number, event in enumerate(events):
            for drug in matcher.moieties(event.drugs):
                self._by_drug[drug].append(number)
        self._found: dict[tuple[frozenset[str], str], tuple[int, ...]] = {}

    def of(self, drugs: frozenset[str], disease: str) -> tuple[int, ...]:
        """Return the numbers of the events that are the use of some moieties in a disease."""
        key = drugs, disease
        if key not in self._found:
            near = sorted({number for drug in drugs for number in self._by_drug.get(drug, ())})
            self._found[key] = tuple(n for n in near if self._matcher.is_match(drugs, disease, self._events[n]))
        return self._found[key]

    def after(self, drugs: frozenset[str], disease: str, day: date, last: date) -> tuple[int, ...]:
        """Return those of them after a day and up to another."""
        return tuple(number for number in self.of(drugs, disease) if day < self._events[number].day <= last)


def _baselines(facts: Facts, co_mentions: CoMentions, day: date) -> dict[str, float]:
    pair = facts.evidence.drug_id, facts.evidence.disease
    since, before = day.replace(year=day.year - RECENT_YEARS), day.replace(year=day.year - 2 * RECENT_YEARS)
    recent = co_mentions.count(pair, since, day)
    counts = (
        facts.evidence.evidence_count,
        recent,
        recent - co_mentions.count(pair, before, since),
        facts.evidence.best_design.value,
    )
    return dict(zip(BASELINES, map(float, counts), strict=True))


def _events(members: tuple[Row, ...]) -> tuple[int, ...]:
    return tuple(sorted({number for row in members for number in row.events}))


def _lot(pair: Pair) -> int:
    """Return a number that orders ties by lot, the same on every machine."""
    return zlib.crc32("|".join(pair).encode())

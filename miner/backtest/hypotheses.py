"""The backtest of hypotheses: candidates of their own, and two outcomes, a later label and a later supporting claim.

On each day the first hypotheses are taken as `miner hypotheses` lists them. A hypothesis is followed by a label if
within the horizon a label of any region came to name the use (its disease, a parent or a child; a new disease on the
label of a drug that the region had), and by a claim if an article came to support it. "By lot" draws `LOT_FACTOR` lists
from all that are open on the day: what chance finds.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from graph.identifiers import ingredients_of
from miner.backtest.events import EventClass
from miner.backtest.protocol import Protocol
from miner.backtest.replay import EventFinder, World
from miner.hypotheses.find import DayOfHypotheses, Hypothesis
from miner.hypotheses.graph import Neighbourhood
from miner.hypotheses.known import Known
from miner.hypotheses.paths import Weighting
from miner.labels.same_use import SameUse

HYPOTHESES, LOT = "hypotheses", "hypotheses by lot"
LOT_FACTOR = 4

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class HypothesisListing:
    """The hypotheses of a day by one method, and which of them were followed by a label and by a supporting claim.

    `open_count` is the number of pairs that paths join on the day, known ones among them.
    """

    day: date
    pairs: tuple[Pair, ...]
    labelled: frozenset[Pair]
    supported: frozenset[Pair]
    open_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HypothesisResult:
    """What one method found in some days, by one outcome.

    `row_count` are rows of all days, `followed_count` those of them that were followed, `pair_count` and `found_count`
    the different pairs.
    """

    method: str
    outcome: str
    row_count: int
    followed_count: int
    pair_count: int
    found_count: int

    @property
    def precision(self) -> float:
        """The share of the rows that were followed."""
        return self.followed_count / self.row_count if self.row_count else 0.0

    def values(self) -> dict[str, float]:
        """Return the measures by the names of the CSV."""
        return {
            "precision": self.precision,
            "rows": self.row_count,
            "rows followed": self.followed_count,
            "different pairs": self.pair_count,
            "different pairs followed": self.found_count,
        }


def replay_hypotheses(
    world: World, protocol: Protocol, days: Sequence[date] | None = None, weighting: Weighting = Weighting.RESOURCE
) -> dict[str, list[HypothesisListing]]:
    """Return the hypotheses of the days of a protocol, or of some days, by method; none without a neighbourhood."""
    found: dict[str, list[HypothesisListing]] = {HYPOTHESES: [], LOT: []}
    if world.neighbourhood is None:
        return found
    follow = _Followers(world, protocol, world.neighbourhood)
    same_use = SameUse.load(world.lexicon)
    for day in days or protocol.days:
        of_day = hypotheses_of(world, same_use, world.neighbourhood, day, weighting)
        drawn = list(of_day.ranked)
        random.Random(protocol.seed).shuffle(drawn)  # noqa: S311 - a draw that is the same each time
        lists: dict[str, Iterator[Hypothesis]] = {
            HYPOTHESES: of_day.first(protocol.top),
            LOT: of_day.first(LOT_FACTOR * protocol.top, ranked=drawn, is_capped=False),
        }
        for method, rows in lists.items():
            pairs = tuple(row.pair for row in rows)
            listing = HypothesisListing(
                day=day,
                pairs=pairs,
                labelled=frozenset(pair for pair in pairs if follow.by_label(pair, day)),
                supported=frozenset(pair for pair in pairs if follow.by_claim(pair, day)),
                open_count=len(of_day.ranked),
            )
            found[method].append(listing)
    return found


def hypotheses_of(
    world: World, same_use: SameUse, neighbourhood: Neighbourhood, day: date, weighting: Weighting = Weighting.RESOURCE
) -> DayOfHypotheses:
    """Return the hypotheses of a day, of what was known then."""
    known = Known(
        evidence=tuple(world.history.as_of(day)),
        named=world.co_mentions.until(day),
        effects=tuple(one for one in world.effects if world.article_days.get(one.pmid, date.max) <= day),
    )
    return DayOfHypotheses(known, world.book, world.states, same_use, neighbourhood, day, weighting)


def measure_hypotheses(
    listings: dict[str, list[HypothesisListing]], days: Iterable[date]
) -> tuple[HypothesisResult, ...]:
    """Return what each method found on some days, by each outcome."""
    wanted = set(days)
    results = []
    for method, listed in listings.items():
        own = [listing for listing in listed if listing.day in wanted]
        for outcome in ("a later label", "a later supporting claim"):
            followed = [x.labelled if outcome == "a later label" else x.supported for x in own]
            results.append(
                HypothesisResult(
                    method=method,
                    outcome=outcome,
                    row_count=sum(len(listing.pairs) for listing in own),
                    followed_count=sum(map(len, followed)),
                    pair_count=len({pair for listing in own for pair in listing.pairs}),
                    found_count=len(frozenset[Pair]().union(*followed)),
                )
            )
    return tuple(result for result in results if result.row_count)


class _Followers:
    """Which pairs a label or a supporting claim followed within the horizon."""

    def __init__(self, world: World, protocol: Protocol, neighbourhood: Neighbourhood) -> None:
        self._world, self._protocol = world, protocol
        self._finder = EventFinder(world.events, world.matcher)
        self._supports: defaultdict[str, dict[str, date]] = defaultdict(dict)
        for (drug_id, disease), day in world.history.first_supports().items():
            if len(ingredients_of(drug_id)) == 1:
                of_drug = self._supports[neighbourhood.drug(drug_id)]
                of_drug[disease] = min(day, of_drug.get(disease, date.max))

    def by_label(self, pair: Pair, day: date) -> bool:
        drug, disease = pair
        drugs = self._world.matcher.moieties([drug])
        numbers = self._finder.after(drugs, disease, day, self._protocol.ends(day))
        return any(self._world.events[number].event_class is EventClass.NEW_USE for number in numbers)

    def by_claim(self, pair: Pair, day: date) -> bool:
        last = self._protocol.ends(day)
        return any(
            day < first <= last and self._world.matcher.are_kin(pair[1], disease)
            for disease, first in self._supports[pair[0]].items()
        )

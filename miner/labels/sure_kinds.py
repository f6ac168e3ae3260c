"""The kinds of off-label use of which a label book can be sure enough to say so unasked: age group and route.

`LabelBook.state` answers for a use that somebody states. Here the use is what an abstract says of a study, and the
answer puts a row on a list, so whatever else the tables know must agree:

- age group: our label of the region is whole, the fact is of the disease or of a group that it is a form of, has the
  routes of all products (a depot's label says nothing of tablets), and no other fact of a related disease has the
  studied age group, or covers the disease without naming an age;
- route: no product of the drug that the region has ever had is for this route, nor for one that may mean it.

Japan's facts come from lists of approvals, where an approval for children stands beside one of adults that is older
than the list: it says nothing of ages. Partners, lines and biomarkers of facts say what one label has, not what others
leave out, and doses are in no table: of these kinds nothing is said unasked. Of 10 uses with other partners on 64,094
real abstracts 5 were outside the label, of 15 with other biomarkers 1 (2026-11-30).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from miner.labels.engine import LabelBook
from miner.labels.product_routes import JURISDICTION as ROUTES_OF
from miner.labels.product_routes import is_new_route, load_product_routes
from miner.lexicon.generality import SIBLING_DESCENDANTS_MAX, is_too_general
from miner.lexicon.lexicon import Lexicon
from miner.records import LabelFact, LabelLevel, LabelState, Market, OffLabelKind, Use

WHOLE_LABELS = frozenset({"US", "EU"})
"""Regions whose facts name the age groups of the whole label of today."""

_SAME_DISEASE = frozenset({LabelLevel.ON, LabelLevel.FORM})
_OTHER_DISEASE = frozenset({LabelLevel.OFF, LabelLevel.SIBLING})
_OVERLAPPING = frozenset({LabelLevel.ON, LabelLevel.FORM, LabelLevel.BROADER})
_BY_MOUTH = frozenset({"oral"})
_CENTRAL = "ema"
"""How the sources of markets begin that the EMA opened."""
_USES = frozenset({"treats", "prevents", "palliates", "supportive"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """One way in which a use is outside a label: what was studied and what the label has, in words."""

    kind: OffLabelKind
    studied: str
    labelled: str


class SureKinds:
    """What can be said unasked of uses, by a label book.

    Args:
        book: the label book.
        lexicon: how general a labelled disease is.
        routes: the routes of the products of each drug; the shipped table by default.
    """

    def __init__(self, book: LabelBook, lexicon: Lexicon, routes: Mapping[str, frozenset[str]] | None = None) -> None:
        self._book, self._lexicon = book, lexicon
        self._routes = load_product_routes() if routes is None else routes

    def of(self, use: Use, state: LabelState, day: date) -> tuple[Outside, ...]:
        """Return the ways in which a use is outside the label of a region, besides its disease.

        Args:
            use: the use, with the age group and route that were studied.
            state: how its disease relates to the label of the region on the day.
            day: the day.
        """
        return tuple(filter(None, (self._age(use, state, day), self._route(use, state))))

    def _age(self, use: Use, state: LabelState, day: date) -> Outside | None:
        fact = state.fact
        if fact is None or state.level not in _SAME_DISEASE or state.jurisdiction not in WHOLE_LABELS:
            return None
        is_wide = is_too_general(self._lexicon, fact.disease, SIBLING_DESCENDANTS_MAX)
        if is_wide or not _is_whole(self._book.market(use.drugs, state.jurisdiction)):
            return None
        if state.jurisdiction == ROUTES_OF and not self._is_of_all_forms(use.drugs, fact):
            return None
        related = self._book.related(use, state.jurisdiction, day)
        if not use.ages or any(_may_cover(use.ages, level, other) for level, other in related):
            return None
        return Outside(kind=OffLabelKind.AGE, studied=use.ages, labelled=fact.ages.replace("|", " and "))

    def _is_of_all_forms(self, drugs: Iterable[str], fact: LabelFact) -> bool:
        """Return whether a fact names no routes, or those of all products; of unknown products one is for the mouth."""
        routes = {route for drug in drugs for route in self._routes.get(drug, _BY_MOUTH)}
        return not any(is_new_route(route, fact.routes) for route in routes)

    def _route(self, use: Use, state: LabelState) -> Outside | None:
        if state.jurisdiction != ROUTES_OF or state.level not in _SAME_DISEASE | _OTHER_DISEASE:
            return None
        known = frozenset(self._known_routes(use.drugs))
        if not is_new_route(use.route, known):
            return None
        return Outside(kind=OffLabelKind.ROUTE, studied=use.route, labelled=", ".join(sorted(known)))

    def _known_routes(self, drugs: Iterable[str]) -> Iterator[str]:
        """Yield the routes of the products and facts of each drug; none if the products of one are not known."""
        drugs = tuple(drugs)
        if all(drug in self._routes for drug in drugs):
            for drug in drugs:
                yield from self._routes[drug]
                for fact in self._book.facts_of((drug,), ROUTES_OF):
                    yield from fact.routes


def _is_whole(market: Market | None) -> bool:
    """Return whether our facts are those of the whole label: no national product of the European Union is beside it."""
    return market is not None and (market.is_label_known or market.source.startswith(_CENTRAL))


def _may_cover(ages: str, level: LabelLevel, fact: LabelFact) -> bool:
    """Return whether a fact of a related disease may be a label for an age group; the elderly are adults."""
    named = set(filter(None, fact.ages.split("|")))
    if fact.relation not in _USES:
        return False
    if not named:
        return fact.trust == "sure" and level in _OVERLAPPING  # sources that are often wrong never name ages
    return ("adults" if ages == "elderly" else ages) in named

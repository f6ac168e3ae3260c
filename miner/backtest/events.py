"""Label events: on a day a use of a drug came onto a label. They are the outcome that a backtest waits for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from miner.labels.days import NEAR
from miner.labels.engine import LabelBook
from miner.labels.kinds import kinds_outside
from miner.labels.same_use import Relation, SameUse
from miner.records import COVERING_LEVELS, LabelFact, OffLabelKind, Use

KIN = frozenset({Relation.ON, Relation.FORM, Relation.BROADER})
"""The same disease, a form of it, or a group that it is a form of."""

USES = frozenset({"treats", "prevents", "palliates", "supportive"})
"""The relations of label facts that are uses; "diagnoses" and "population" are none."""

_DAY = timedelta(days=1)


class EventClass(StrEnum):
    """What is new on the label: the disease, the drug in this region, or only an age group, a regimen or the like.

    Only the first is what an off-label use becomes: before a drug's first approval in a region none is possible there.
    """

    NEW_USE = "new disease"
    NEW_DRUG = "first approval of the drug in the region"
    SAME_DISEASE = "disease already on label: age group, regimen, formulation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A use that came onto a label. `drugs` are sorted identifiers, `partners` drugs that the label names beside them.

    `text` is the wording of a list of events, "" for one of our label facts. `kinds` are the kinds of off-label use
    that it ended: the indication, or of a disease on label the age group, route, regimen or condition that is new.
    """

    drugs: tuple[str, ...]
    diseases: tuple[str, ...]
    jurisdiction: str
    day: date
    event_class: EventClass
    partners: tuple[str, ...] = ()
    text: str = ""
    kinds: tuple[OffLabelKind, ...] = (OffLabelKind.INDICATION,)


class Matcher:
    """Whether a pair of the list and an event are the same use: same drugs; same disease, a parent or a child.

    Args:
        same_use: how two diseases relate.
        moieties: the moiety of each drug that has another identifier's.
    """

    def __init__(self, same_use: SameUse, moieties: Mapping[str, str]) -> None:
        self._same_use, self._moieties = same_use, moieties
        self.are_kin = lru_cache(maxsize=500_000)(self._are_kin)

    def moieties(self, drugs: Iterable[str]) -> frozenset[str]:
        """Return the moieties of some drugs."""
        return frozenset(self._moieties.get(drug, drug) for drug in drugs)

    def alike(self, drug: str) -> frozenset[str]:
        """Return the identifiers of a drug: its own, its moiety's and those of other forms of the moiety."""
        moiety = self._moieties.get(drug, drug)
        return frozenset({drug, moiety, *(one for one, whole in self._moieties.items() if whole == moiety)})

    def is_match(self, drugs: frozenset[str], disease: str, event: Event) -> bool:
        """Return whether moieties and a disease are the use of an event.

        A set of drugs is also the use of one of them if the label names the others beside it.
        """
        own = self.moieties(event.drugs)
        is_drug = drugs == own or (own < drugs <= own | self.moieties(event.partners))
        return is_drug and any(self.are_kin(disease, each) for each in event.diseases)

    def _are_kin(self, disease: str, labelled: str) -> bool:
        return self._same_use.relate(disease, labelled).relation in KIN


def events_of_facts(facts: Iterable[LabelFact], book: LabelBook, matcher: Matcher) -> list[Event]:
    """Return the events of our label facts with a stated or inferred day, in order of their days.

    Facts of one drug and region whose days are near and whose diseases are kin are one event. A use that the label
    already covered on the day before is of the class "disease already on label".
    """
    groups: defaultdict[tuple[tuple[str, ...], str], list[LabelFact]] = defaultdict(list)
    for fact in facts:
        if fact.entered_on and fact.trust == "sure" and fact.relation in USES:
            groups[fact.drugs, fact.jurisdiction].append(fact)
    events = []
    for (drugs, jurisdiction), listed in groups.items():
        market = book.market(drugs, jurisdiction)
        first = market.first_approval if market else None
        for joined in _join(sorted(listed, key=lambda fact: (fact.entered_on or date.max, fact.disease)), matcher):
            day = min(fact.entered_on for fact in joined if fact.entered_on)
            diseases = tuple(dict.fromkeys(fact.disease for fact in joined))
            event_class = EventClass.NEW_USE
            if first is not None and day - first <= NEAR:
                event_class = EventClass.NEW_DRUG
            elif all(is_covered(book, drugs, disease, jurisdiction, day - _DAY) for disease in diseases):
                event_class = EventClass.SAME_DISEASE
            partners = tuple(sorted({drug for fact in joined for drug in fact.partners}))
            kinds: tuple[OffLabelKind, ...] = (OffLabelKind.INDICATION,)
            if event_class is EventClass.SAME_DISEASE:
                kinds = _kinds_ended(joined, book, day - _DAY)
            events.append(Event(drugs=drugs, diseases=diseases, jurisdiction=jurisdiction, day=day,
                                event_class=event_class, partners=partners, kinds=kinds))  # fmt: skip
    return sorted(events, key=event_order)


def _kinds_ended(facts: Iterable[LabelFact], book: LabelBook, day: date) -> tuple[OffLabelKind, ...]:
    """Return the ways in which what facts state was outside the label of a day that covered their diseases."""
    found: set[OffLabelKind] = set()
    for fact in facts:
        use = Use(
            drugs=fact.drugs,
            disease=fact.disease,
            ages="children" if "children" in fact.ages else fact.ages,
            line="" if "|" in fact.line else fact.line,
            route=fact.routes[0] if len(fact.routes) == 1 else "",
            biomarkers=fact.biomarkers,
            partners=fact.partners,
        )
        before = book.related(use, fact.jurisdiction, day)
        found.update(kinds_outside(use, [other for level, other in before if level in COVERING_LEVELS]))
    return tuple(kind for kind in OffLabelKind if kind in found)


def event_order(event: Event) -> tuple[object, ...]:
    """Return the key that sorts events by day."""
    return event.day, event.drugs, event.jurisdiction, event.diseases


def is_covered(book: LabelBook, drugs: tuple[str, ...], disease: str, jurisdiction: str, day: date) -> bool:
    """Return whether a label covers the disease of a use on a day."""
    return book.state(Use(drugs=drugs, disease=disease), jurisdiction, day).level in COVERING_LEVELS


def _join(facts: Iterable[LabelFact], matcher: Matcher) -> list[list[LabelFact]]:
    """Return the facts of one drug and region, in order of their days, joined to events."""
    joined: list[list[LabelFact]] = []
    for fact in facts:
        for group in joined:
            first = group[0]
            is_near = bool(fact.entered_on and first.entered_on and fact.entered_on - first.entered_on <= NEAR)
            if is_near and any(matcher.are_kin(fact.disease, each.disease) for each in group):
                group.append(fact)
                break
        else:
            joined.append([fact])
    return joined

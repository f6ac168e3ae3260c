"""The one answer to "is this use on label": for a set of drugs, a disease, a jurisdiction and a day.

List, graph, queries, commands and backtests ask `LabelBook` and nothing else. A set of drugs has its own label: the
facts of exactly that set, which the merger makes where a label names it. Labels of the ingredients alone never stand
for the set; where no label speaks of it, they tell what it is at least: a set of which every drug is on label alone is
a regimen of labelled drugs (EACH), and one of which no drug is known to be off label is not known to be either.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from functools import lru_cache

from miner.jurisdictions import CODES, JURISDICTION_BY_CODE
from miner.labels.any_tumour import is_for_any_tumour, relate_tumour
from miner.labels.kinds import kinds_off_label, kinds_outside
from miner.labels.markets import first_anywhere, join_markets
from miner.labels.members import of_members
from miner.labels.merge import NOISY_SOURCES
from miner.labels.moieties import load_moieties, moieties_of
from miner.labels.reviews import NEVER_SOLD
from miner.labels.same_use import Relation, SameUse
from miner.lexicon.lexicon import Lexicon
from miner.records import COVERING_LEVELS, LabelFact, LabelLevel, LabelState, Market, OffLabelKind, Use

_RANK = {level: rank for rank, level in enumerate(LabelLevel)}


NATIONAL = frozenset({"EU"})
"""Jurisdictions where member states authorise too: a use that left one label may be on another that we do not have."""


class Standing(IntEnum):
    """Whether a fact is in force on a day."""

    IN_FORCE = 0
    BETWEEN = 1
    LATER = 2
    ENDED = 3


def standing(fact: LabelFact, day: date) -> Standing:
    """Return whether a fact is in force on a day: from `since` to `ended_on`; before `absent_on` it was not.

    Between the two days nobody knows. A withdrawn fact without a day of withdrawal is never in force.
    """
    if fact.ended_on is not None and day >= fact.ended_on:
        return Standing.ENDED
    if fact.status == "withdrawn" and fact.ended_on is None:
        return Standing.ENDED
    if fact.since is None or day >= fact.since:
        return Standing.IN_FORCE
    if fact.absent_on is not None and day <= fact.absent_on:
        return Standing.LATER
    return Standing.BETWEEN


@dataclass(frozen=True, slots=True)
class _Found:
    """A fact that concerns a use, how their diseases relate, and whether it is in force."""

    fact: LabelFact
    level: LabelLevel
    reason: str
    standing: Standing

    def order(self) -> tuple[int, date, str]:
        return _RANK[self.level], self.fact.since or date.min, self.fact.fact_id


class LabelBook:
    """All label facts and markets, by set of drugs and jurisdiction.

    Args:
        facts: the label facts.
        lexicon: where a drug is approved at all, for drugs without a market.
        markets: when each set of drugs came to a market, and whether its whole label is known.
        same_use: how two diseases relate; the shipped tables by default.
        moieties: the moiety of each drug that has another identifier's; the shipped table by default.
        tells_later: whether a use that came onto a label later is off label before it even where the whole label is
            not known. If false it is unknown there, as uses that never came are: no state tells what came later.
    """

    def __init__(  # noqa: PLR0913 - what answers are made of
        self,
        facts: Iterable[LabelFact],
        lexicon: Lexicon,
        markets: Iterable[Market] = (),
        same_use: SameUse | None = None,
        moieties: Mapping[str, str] | None = None,
        *,
        tells_later: bool = True,
    ) -> None:
        self._lexicon, self._tells_later = lexicon, tells_later
        self._same_use = same_use or SameUse.load(lexicon)
        self._moieties = load_moieties() if moieties is None else moieties
        self._facts: dict[tuple[frozenset[str], str], list[LabelFact]] = defaultdict(list)
        for fact in facts:
            self._facts[self._key(fact.drugs), fact.jurisdiction].append(fact)
        self._markets: dict[tuple[frozenset[str], str], Market] = {}
        for market in markets:
            key = self._key(market.drugs), market.jurisdiction
            self._markets[key] = join_markets(self._markets[key], market) if key in self._markets else market
        self._first_anywhere = first_anywhere(self._markets.values())
        self._cached = lru_cache(maxsize=400_000)(self._answer)
        self._on_label = lru_cache(maxsize=50_000)(self._find_labelled)

    @property
    def same_use(self) -> SameUse:
        """How two diseases relate."""
        return self._same_use

    def states(self, drugs: tuple[str, ...], disease: str, as_of: date) -> tuple[LabelState, ...]:
        """Return the state of a use in every jurisdiction, in the order of `JURISDICTIONS`."""
        return tuple(self.state(Use(drugs=drugs, disease=disease), code, as_of) for code in CODES)

    def state(self, use: Use, jurisdiction: str, day: date) -> LabelState:
        """Return how a use relates to the label of its drugs in a jurisdiction on a day, and why."""
        return self._cached(use, jurisdiction, day)

    def facts_of(self, drugs: Iterable[str], jurisdiction: str) -> tuple[LabelFact, ...]:
        """Return the facts of exactly a set of drugs, by whichever of their identifiers, in the order of the table."""
        return tuple(self._facts.get((self._key(drugs), jurisdiction), ()))

    def related(self, use: Use, jurisdiction: str, day: date) -> tuple[tuple[LabelLevel, LabelFact], ...]:
        """Return the facts in force on a day that concern the disease of a use, sure or not, nearest first.

        Each comes with how its disease is related to that of the use.
        """
        found = sorted(self._related(use, self.facts_of(use.drugs, jurisdiction), day), key=_Found.order)
        return tuple((each.level, each.fact) for each in found if each.standing is Standing.IN_FORCE)

    def market(self, drugs: Iterable[str], jurisdiction: str) -> Market | None:
        """Return the market of a set of drugs, None if no source knows one."""
        return self._markets.get((self._key(drugs), jurisdiction))

    def in_force(self, day: date) -> Iterator[LabelFact]:
        """Yield the sure facts in force on a day, of all drugs and jurisdictions; populations are no use."""
        for facts in self._facts.values():
            for fact in facts:
                if _is_sure_use(fact) and standing(fact, day) is Standing.IN_FORCE:
                    yield fact

    def first_approval(self, drug: str) -> date | None:
        """Return the earliest known approval of a drug in any jurisdiction, None if no source has a day."""
        return self._first_anywhere.get(self._moieties.get(drug, drug)) or self._first_anywhere.get(drug)

    def _key(self, drugs: Iterable[str]) -> frozenset[str]:
        return moieties_of(drugs, self._moieties)

    def _answer(self, use: Use, jurisdiction: str, day: date) -> LabelState:
        """Return what is decided, with the page of the label; for a set also what holds for its members alone."""
        state = self._decide(use, jurisdiction, day)
        if use.route and state.kinds == _INDICATION:
            in_force = (f for f in self.facts_of(use.drugs, jurisdiction) if standing(f, day) is Standing.IN_FORCE)
            state = replace(state, kinds=kinds_off_label(use, in_force))
        if len(use.drugs) > 1 and state.level not in COVERING_LEVELS:
            state = self._beside_members(use, jurisdiction, day, state)
        return replace(state, source_url=self._page(use.drugs, jurisdiction, state.fact))

    def _beside_members(self, use: Use, jurisdiction: str, day: date, state: LabelState) -> LabelState:
        """Return the state of a set with what holds for its members alone.

        They decide the level only where the set has neither a product of its own nor a fact that speaks of the disease:
        what left the label of the set, or came to it later, stays off it.
        """
        alone = [self.state(replace(use, drugs=(drug,)), jurisdiction, day) for drug in use.drugs]
        if state.fact is None and self.market(use.drugs, jurisdiction) is None:
            state = of_members(state, alone)
        named = zip(map(self._lexicon.name_of, use.drugs), alone, strict=True)
        words = ", ".join(f"{drug} {member.level.title}" for drug, member in named)
        return replace(state, reason=f"{state.reason}; alone: {words}")

    def _page(self, drugs: tuple[str, ...], jurisdiction: str, fact: LabelFact | None) -> str:
        """Return the page of a fact, else that of the drugs' market or of one of their facts; "" if there is none."""
        if fact is not None and fact.source_url:
            return fact.source_url
        sets = [drugs] + ([(drug,) for drug in drugs] if len(drugs) > 1 else [])
        for each in sets:
            market = self.market(each, jurisdiction)
            found = [market.source_url] if market is not None else []
            found += [other.source_url for other in self.facts_of(each, jurisdiction)]
            page = next(filter(None, found), "")
            if page:
                return page
        return ""

    def _find_labelled(self, drugs: tuple[str, ...], jurisdiction: str, day: date) -> tuple[str, ...]:
        """Return the diseases on the label of the drugs on a day, each once, in the order of the facts."""
        shown = [
            fact.disease
            for fact in self.facts_of(drugs, jurisdiction)
            if _is_sure_use(fact) and not is_for_any_tumour(fact) and standing(fact, day) is Standing.IN_FORCE
        ]
        return tuple(dict.fromkeys(shown))

    def _decide(self, use: Use, jurisdiction: str, day: date) -> LabelState:
        facts = self.facts_of(use.drugs, jurisdiction)
        absent = self._absence(use, jurisdiction, day, facts)
        if absent is not None and absent.level is LabelLevel.NOT_APPROVED:
            return absent
        found = sorted(self._related(use, facts, day), key=_Found.order)
        decided = _nearest(found)
        if decided is not None and not (is_for_any_tumour(decided.fact) and _has_left(found)):
            return self._state(use, jurisdiction, day, decided, found)
        return absent or self._uncovered(use, jurisdiction, day, found)

    def _related(self, use: Use, facts: Iterable[LabelFact], day: date) -> Iterator[_Found]:
        disease = use.disease
        for fact in facts:
            if is_for_any_tumour(fact):
                relation, reason = relate_tumour(use, fact, self._lexicon)
                if relation is not Relation.OFF:
                    yield _Found(fact, LabelLevel(relation.value), reason, standing(fact, day))
                continue
            related = self._same_use.relate(disease, fact.disease)
            if fact.relation == "population":
                if related.relation in _COVERED or fact.disease in self._ancestors(disease):
                    reason = f"patients with {self._lexicon.name_of(fact.disease)} are the population of the label"
                    yield _Found(fact, LabelLevel.PART, reason, standing(fact, day))
            elif related.relation is not Relation.OFF:
                yield _Found(fact, LabelLevel(related.relation.value), related.reason, standing(fact, day))

    def _ancestors(self, disease: str) -> frozenset[str]:
        return self._lexicon.ancestors(disease) if disease in self._lexicon else frozenset()

    def _absence(self, use: Use, jurisdiction: str, day: date, facts: tuple[LabelFact, ...]) -> LabelState | None:
        """Return NOT_APPROVED or UNKNOWN if the drugs have no label there on the day, else None."""
        market = self.market(use.drugs, jurisdiction) or self._joint_market(use.drugs, jurisdiction, day)
        if market is None:
            return None if facts else self._without_market(use, jurisdiction)
        if market.ended_on is not None and day >= market.ended_on:
            since = "was ever authorised" if market.ended_on == NEVER_SOLD else f"is authorised since {market.ended_on}"
            return _not_approved(jurisdiction, f"no product {since}")
        first = market.first_approval
        if first is None or day >= first:
            return None
        if market.is_exact:
            return _not_approved(jurisdiction, f"first approved on {first}")
        return _unknown(jurisdiction, f"approved by {first}; no source tells whether earlier")

    def _without_market(self, use: Use, jurisdiction: str) -> LabelState:
        if all(self._is_approved(drug, jurisdiction) for drug in use.drugs):
            return _unknown(jurisdiction, "approved, but no source has its label")
        if not self._is_listed(use.drugs, jurisdiction):
            return _unknown(jurisdiction, "no approval is known, but the drug is older than our list of approvals")
        return _not_approved(jurisdiction, "no approval is known")

    def _joint_market(self, drugs: tuple[str, ...], jurisdiction: str, day: date) -> Market | None:
        """Return the market of the ingredient that came last, if a set without its own is made of approved drugs."""
        if len(drugs) < 2:
            return None
        own = [self.market((drug,), jurisdiction) for drug in drugs]
        known = [market for market in own if market is not None]
        if len(known) < len(own):
            return None
        ended = [market for market in known if market.ended_on is not None and day >= market.ended_on]
        return (ended or sorted(known, key=lambda m: m.first_approval or date.min))[-1]

    def _state(self, use: Use, jurisdiction: str, day: date, decided: _Found, found: list[_Found]) -> LabelState:
        fact = decided.fact
        if decided.standing is Standing.BETWEEN:
            reason = f"{decided.reason}; on the label by {fact.since}, not known whether already on this day"
            return LabelState(jurisdiction=jurisdiction, level=LabelLevel.BETWEEN, fact=fact, reason=reason)
        if fact.trust == "noisy" and decided.level in COVERING_LEVELS:
            return self._doubted(use, jurisdiction, day, decided)
        if decided.level is LabelLevel.SIBLING and not self._is_label_known(use, jurisdiction):
            return _unknown(jurisdiction, "the whole label is not known", fact)
        kinds: tuple[OffLabelKind, ...] = ()
        if decided.level in COVERING_LEVELS:
            same = [each.fact for each in found if each.level in COVERING_LEVELS and each.standing is Standing.IN_FORCE]
            kinds = kinds_outside(use, same)
        elif decided.level is LabelLevel.SIBLING:
            kinds = _INDICATION
        labelled = () if decided.level in COVERING_LEVELS else self._on_label(use.drugs, jurisdiction, day)
        return LabelState(
            jurisdiction=jurisdiction,
            level=decided.level,
            fact=fact,
            kinds=kinds,
            reason=decided.reason,
            labelled=labelled,
        )

    def _doubted(self, use: Use, jurisdiction: str, day: date, decided: _Found) -> LabelState:
        """Return the answer where only sources that are often wrong name a use: the label decides, if it is known."""
        reason = f"{decided.reason}, but only {', '.join(decided.fact.sources)} says so"
        labelled = self._on_label(use.drugs, jurisdiction, day)
        if not self._is_label_known(use, jurisdiction) or not NOISY_SOURCES.issuperset(decided.fact.sources):
            return _unknown(jurisdiction, reason, decided.fact, labelled)
        return _off(jurisdiction, f"not on the label; {reason}", None, labelled)

    def _uncovered(self, use: Use, jurisdiction: str, day: date, found: list[_Found]) -> LabelState:
        left = (each for each in found if each.standing is Standing.ENDED and each.level in COVERING_LEVELS)
        ended = next((each.fact for each in left if each.fact.trust == "sure"), None)
        labelled = self._on_label(use.drugs, jurisdiction, day)
        later = next((each.fact for each in found if each.standing is Standing.LATER and each.level in _SAME), None)
        if ended is not None and (jurisdiction not in NATIONAL or self._is_label_known(use, jurisdiction)):
            day_left = f"on {ended.ended_on}" if ended.ended_on else "on a day that no source has"
            return _off(jurisdiction, f"left the label {day_left}", ended, labelled)
        if later is not None and later.trust == "sure" and self._tells_later:
            return _off(jurisdiction, f"not yet on the label (on it by {later.since})", later, labelled)
        if not self._is_label_known(use, jurisdiction):
            return _unknown(jurisdiction, "the whole label is not known", labelled=labelled)
        return _off(jurisdiction, "not on the label", None, labelled)

    def _is_label_known(self, use: Use, jurisdiction: str) -> bool:
        market = self.market(use.drugs, jurisdiction)
        if market is not None:
            return market.is_label_known
        own = [self.market((drug,), jurisdiction) for drug in use.drugs]
        return len(own) > 1 and all(market is not None and market.is_label_known for market in own)

    def _is_listed(self, drugs: tuple[str, ...], jurisdiction: str) -> bool:
        """Return whether an approval there would be in our lists: they lack what was approved before they begin."""
        begins = JURISDICTION_BY_CODE[jurisdiction].list_begins
        return begins is None or any(self._first_anywhere.get(drug, date.min) >= begins for drug in drugs)

    def _is_approved(self, drug: str, jurisdiction: str) -> bool:
        return drug in self._lexicon and jurisdiction in self._lexicon.entry(drug).flags


def _is_sure_use(fact: LabelFact) -> bool:
    return fact.trust == "sure" and fact.relation != "population"


_INDICATION = (OffLabelKind.INDICATION,)
_COVERED = frozenset({Relation.ON, Relation.FORM})
_DATED = frozenset({"stated", "inferred"})
_SAME = frozenset({LabelLevel.ON, LabelLevel.FORM})


def _not_approved(jurisdiction: str, reason: str) -> LabelState:
    return LabelState(jurisdiction=jurisdiction, level=LabelLevel.NOT_APPROVED, kinds=_INDICATION, reason=reason)


def _off(jurisdiction: str, reason: str, fact: LabelFact | None, labelled: tuple[str, ...]) -> LabelState:
    return LabelState(
        jurisdiction=jurisdiction, level=LabelLevel.OFF, fact=fact, kinds=_INDICATION, reason=reason, labelled=labelled
    )


def _unknown(
    jurisdiction: str, reason: str, fact: LabelFact | None = None, labelled: tuple[str, ...] = ()
) -> LabelState:
    return LabelState(jurisdiction=jurisdiction, level=LabelLevel.UNKNOWN, fact=fact, reason=reason, labelled=labelled)


def _has_left(found: Iterable[_Found]) -> bool:
    """Return whether the use left the label of its disease, which says more than a label for any tumour."""
    return any(
        each.standing is Standing.ENDED and each.level in COVERING_LEVELS and each.fact.trust == "sure"
        for each in found
    )


def _nearest(found: list[_Found]) -> _Found | None:
    """Return what decides among related facts, nearest first.

    Sure facts in force come before those of an unknown day, these before noisy ones; what has ended or came later
    decides nothing. A fact of an unknown day decides only if no fact in force is as near, a noisy one only if no sure
    one is nearer than a sibling. A nearer fact that is known to come later rules out one of an unknown day.
    """
    in_force = [each for each in found if each.standing is Standing.IN_FORCE]
    sure = [each for each in in_force if each.fact.trust == "sure"]
    later = [each for each in found if each.standing is Standing.LATER and each.fact.since_kind in _DATED]
    soonest = min((_RANK[each.level] for each in later), default=len(_RANK))
    between = [
        each
        for each in found
        if each.standing is Standing.BETWEEN and each.fact.trust == "sure" and _RANK[each.level] <= soonest
    ]
    noisy = [each for each in in_force if each.fact.trust == "noisy" and each.level in COVERING_LEVELS]
    best = sure[0] if sure else None
    for other in (*between[:1], *noisy[:1]):
        if best is not None and best.level in COVERING_LEVELS:
            return best
        is_open = best is None or best.level is LabelLevel.SIBLING or other.standing is Standing.BETWEEN
        if is_open and _RANK[other.level] < (_RANK[best.level] if best else _RANK[LabelLevel.SIBLING]):
            best = other
    return best

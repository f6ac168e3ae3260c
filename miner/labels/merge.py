"""Merge sightings into label facts: what several sources say of one use becomes one fact, with its votes and days."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from miner.labels.any_tumour import ANY_TUMOUR
from miner.labels.days import History, UseDays, by_product, date_use, follow
from miner.labels.reviews import dating, is_denied
from miner.labels.same_use import Relation, SameUse
from miner.labels.sightings import REVIEWED, MarketDays, Sighting
from miner.lexicon.generality import CANCERS, COMPLICATIONS_OF_CANCER
from miner.records import LabelFact

Key = tuple[tuple[str, ...], str]
"""A set of drugs and a jurisdiction."""

Label = tuple[str, str, date | None]
"""One label text: its source, reference and day."""

NOISY_SOURCES = frozenset({"use_code", "fda_pairs", "llm_pairs", "drugmechdb", "pharmacotherapydb"})
"""Sources that are often wrong on their own: wording of patents, pairs by a language model, curated pairs without a
jurisdiction. Two of different families are believed together."""

_FAMILIES = (
    frozenset({"use_code"}),
    frozenset({"fda_pairs", "llm_pairs"}),
    frozenset({"drugmechdb", "pharmacotherapydb"}),
)
"""Noisy sources that were made from the same texts or by the same minds have one vote."""

DATING_SOURCES = frozenset({"drugcentral", "has_extensions"})
"""Sources that date uses which others name, and vote for none."""

_LEADER = "US"
"""The jurisdiction whose days of growth are known, and where most uses come to a label first."""

_LAGS = {"EU": timedelta(days=240), "JP": timedelta(days=540)}
"""How long a later use follows the one in the United States, typically; see docs/labels.md."""

_BREAKTHROUGH_FROM = date(2012, 7, 9)
"""Since the breakthrough designation (FDASIA) accelerated approvals mostly precede those of other regions by years."""

_DAY_FIELDS = ("since", "since_kind", "since_source", "absent_on", "absent_source")

_NEAR = frozenset({Relation.ON, Relation.FORM, Relation.BROADER})
_RELATIONS = ("treats", "prevents", "palliates", "supportive", "diagnoses", "population")
_MANY_LABELS = 8
"""Where a drug has so many label texts, a use that one of them names and no other source is doubted: half of these are
misread, the others are of one product."""

_TABLES = frozenset({"ema_2017", "ema_2018", "ema_2023", "ema_2026"})
"""Sources that have the labels of all products of a drug at one time."""

_SAMPLES = frozenset({"fda_list", "dailymed_2023", "nci_2021", "medrecpro", "fda_label_history"})
"""Sources with several labels of one drug."""

_PARTNERS_MAX = 3
"""A label that names more partners lists alternatives, not one regimen."""

_PRODUCT_USES_MAX = 2
"""A product whose label names so few diseases was most likely authorised for them."""

_MAIN_MAX = 3
"""A label with at most this many uses got them with the first approval, unless a source says otherwise."""


@dataclass(slots=True)
class Sources:
    """All sightings of a set of drugs in a jurisdiction, by disease, and what its complete labels name."""

    by_disease: dict[str, list[Sighting]] = field(default_factory=lambda: defaultdict(list))
    days: dict[str, set[date]] = field(default_factory=lambda: defaultdict(set))
    _named: dict[tuple[str, date | None], set[str]] = field(default_factory=lambda: defaultdict(set))

    def note_label(self, day: date, source: str) -> None:
        """Note that a source has a complete label of a day, whether or not anything was read from it."""
        self.days[source].add(day)

    def add(self, sighting: Sighting, of_member: "Sources | None" = None) -> None:
        """Add a sighting; the complete labels of a member of the set would name the set too."""
        self.by_disease[sighting.disease].append(sighting)
        for source, days in of_member.days.items() if of_member else ():
            self.days[source] |= days
        if sighting.day in self.days.get(sighting.source, ()):
            self._named[sighting.source, sighting.day].add(sighting.disease)

    def labels(self) -> Iterator[tuple[date, str, set[str]]]:
        """Yield the day, source and diseases of each complete label; a table's labels of all products are one label."""
        for source, days in self.days.items():
            if source in _TABLES:
                yield max(days), source, {disease for day in days for disease in self._named[source, day]}
            else:
                for day in days:
                    yield day, source, self._named[source, day]


@dataclass(slots=True)
class Merger:
    """Merges sightings.

    Args:
        same_use: how diseases relate: a label without a disease may yet have a form of it.
        markets: market days by set of drugs and jurisdiction.
        label_counts: how many label texts each set of drugs has.
        counts: facts by jurisdiction and kind of day.
    """

    same_use: SameUse
    markets: Mapping[Key, MarketDays]
    label_counts: Mapping[Key, int] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    _named: dict[Label, set[str]] = field(default_factory=lambda: defaultdict(set))

    def merge(self, sightings: Iterable[Sighting], complete: Iterable[tuple[Key, date, str]]) -> list[LabelFact]:
        """Return the facts, sorted by drugs, disease and jurisdiction.

        Args:
            sightings: what all sources say.
            complete: the days and sources of complete labels, whether or not anything was read from them.
        """
        grouped: dict[Key, Sources] = defaultdict(Sources)
        for key, day, source in complete:
            grouped[key].note_label(day, source)
        for sighting in sightings:
            self._named[_label_of(sighting)].add(sighting.disease)
            own = grouped[sighting.drugs, sighting.jurisdiction]
            own.add(sighting)
            for named in _sets_named(sighting):
                grouped[named.drugs, named.jurisdiction].add(named, own)
        for sources in grouped.values():
            sources.by_disease = self._joined(_without_wide_populations(sources.by_disease))
        facts = [fact for key, sources in grouped.items() for fact in self._facts(key, sources)]
        return sorted(
            self._followed(facts), key=lambda fact: (fact.drugs, fact.disease, fact.jurisdiction, fact.fact_id)
        )

    def _facts(self, key: Key, sources: Sources) -> list[LabelFact]:
        order = _by_prominence(sources)
        facts = []
        for disease, found in sources.by_disease.items():
            if is_denied(found):
                self.counts["dropped: reviewed as no use"] += 1
                continue
            if all(sighting.source in DATING_SOURCES for sighting in found):
                self.counts["dropped: only a source that dates names it"] += 1
                continue
            history = History(
                market=self.markets.get(key),
                is_growth_known=key[1] == _LEADER,
                without=self._without(disease, sources),
                is_main=len(order) <= _MAIN_MAX or order.index(disease) == 0 if disease in order else False,
            )
            for group in _by_status(found):
                fact = _fact(key, disease, group, by_product(date_use(dating(group), history), self._products(group)))
                is_alone = self.label_counts.get(key, 0) >= _MANY_LABELS and _is_one_label(group)
                facts.append(replace(fact, trust="noisy") if is_alone else fact)
        return facts

    def _joined(self, by_disease: dict[str, list[Sighting]]) -> dict[str, list[Sighting]]:
        """Return the sightings with those of one disease under several identifiers together, under the most named."""
        joined: dict[str, list[Sighting]] = {}
        for disease in sorted(by_disease, key=lambda d: (-len({s.source for s in by_disease[d]}), d)):
            same = next((other for other in joined if self._is_same(disease, other)), disease)
            joined.setdefault(same, []).extend(by_disease[disease])
        return joined

    def _is_same(self, one: str, other: str) -> bool:
        return (
            self.same_use.relate(one, other).relation is Relation.ON
            and self.same_use.relate(other, one).relation is Relation.ON
        )

    def _followed(self, facts: list[LabelFact]) -> Iterator[LabelFact]:
        """Yield the facts, with days inferred from the leading jurisdiction where sources leave them open."""
        leading: dict[tuple[str, ...], list[LabelFact]] = defaultdict(list)
        for fact in facts:
            if fact.jurisdiction == _LEADER and not fact.ended_on and not _is_early(fact):
                leading[fact.drugs].append(fact)
        for fact in facts:
            same = (other for other in leading[fact.drugs] if self._is_same(fact.disease, other.disease))
            leader = min(same, key=lambda other: other.since or date.max, default=None)
            lag = _LAGS.get(fact.jurisdiction)
            if leader is None or lag is None or fact.since_kind not in ("bounded", ""):
                yield fact
                continue
            days = follow(
                _days_of(fact),
                _days_of(leader),
                self._first(fact.drugs, _LEADER),
                self._first(fact.drugs, fact.jurisdiction),
                lag,
            )
            yield replace(fact, **{name: getattr(days, name) for name in _DAY_FIELDS})

    def _first(self, drugs: tuple[str, ...], jurisdiction: str) -> date | None:
        market = self.markets.get((drugs, jurisdiction))
        return market.first_approval if market is not None and market.is_exact else None

    def _products(self, found: list[Sighting]) -> list[date]:
        """Return when the first product with a use was authorised, if its label has hardly another; else nothing."""
        dated = [each for each in found if each.authorised_on is not None]
        first = min((each.authorised_on for each in dated if each.authorised_on), default=None)
        few = [each for each in dated if len(self._named[_label_of(each)]) <= _PRODUCT_USES_MAX]
        return [first] if first is not None and any(each.authorised_on == first for each in few) else []

    def _without(self, disease: str, sources: Sources) -> list[tuple[date, str]]:
        """Return the days of complete labels that name neither the disease nor a form or group of it."""
        return [
            (day, source)
            for day, source, named in sources.labels()
            if not any(self.same_use.relate(disease, other).relation in _NEAR for other in named)
        ]


def _without_wide_populations(by_disease: dict[str, list[Sighting]]) -> dict[str, list[Sighting]]:
    """Return the sightings without cancer as a population, unless the label is for a complication of its treatment.

    A label that treats one cancer says "patients with tumours" of that one.
    """
    indicated = {d for d, found in by_disease.items() if any(s.relation != "population" for s in found)}
    if not indicated.isdisjoint(COMPLICATIONS_OF_CANCER):
        return by_disease
    kept = {d: [s for s in found if d not in CANCERS or s.relation != "population"] for d, found in by_disease.items()}
    return {disease: found for disease, found in kept.items() if found}


def _sets_named(sighting: Sighting) -> Iterator[Sighting]:
    """Yield the use for each set that a label names: the drug with one of its partners, and with all of them."""
    if sighting.source in NOISY_SOURCES or sighting.relation == "population":
        return
    sets = {frozenset({*sighting.drugs, partner}) for partner in sighting.partners}
    if 1 < len(sighting.partners) <= _PARTNERS_MAX:
        sets.add(frozenset({*sighting.drugs, *sighting.partners}))
    for drugs in sets:
        yield replace(sighting, drugs=tuple(sorted(drugs)), partners=())


def _label_of(sighting: Sighting) -> Label:
    return sighting.source, sighting.reference, sighting.day


def _by_prominence(sources: Sources) -> list[str]:
    """Return the indicated diseases, those that most sources name first."""
    named = {
        disease: (len({sighting.source for sighting in found}), len(found))
        for disease, found in sources.by_disease.items()
        if any(sighting.relation != "population" for sighting in found)
    }
    return sorted(named, key=lambda disease: named[disease], reverse=True)


def _is_early(fact: LabelFact) -> bool:
    """Return whether the United States approved a use on early data, for which others mostly waited."""
    is_early = "accelerated" in fact.sources or (fact.status == "conditional" and fact.disease == ANY_TUMOUR)
    return is_early and fact.since is not None and fact.since >= _BREAKTHROUGH_FROM


def _days_of(fact: LabelFact) -> UseDays:
    return UseDays(**{name: getattr(fact, name) for name in _DAY_FIELDS})


def _by_status(found: list[Sighting]) -> list[list[Sighting]]:
    """Return the sightings of a use apart from those of an approval that was withdrawn, if other labels have it not.

    What a reviewed row says ended is over, whatever old labels still say, unless another reviewed row brings it back.
    """
    withdrawn = [sighting for sighting in found if sighting.status == "withdrawn" or sighting.ended_on]
    is_checked = any(sighting.source == REVIEWED for sighting in withdrawn)
    is_of_products = not is_checked and any(sighting.source in _TABLES for sighting in withdrawn)
    if not withdrawn or (is_of_products and len(withdrawn) < len(found)):
        return [found]
    ended = max((sighting.ended_on for sighting in withdrawn if sighting.ended_on), default=None)
    others = [
        s
        for s in found
        if s not in withdrawn and s.source not in DATING_SOURCES and (ended is None or s.day is None or s.day >= ended)
    ]
    if is_checked and not any(sighting.source == REVIEWED for sighting in others):
        others = []
    return [group for group in (withdrawn, others) if group]


def _until(days: UseDays, ended_on: date | None) -> UseDays:
    """Return the days of a use that ended; where its first sign is its end it was on the label the day before."""
    if ended_on is None or days.since is None or days.since < ended_on or days.since_kind != "bounded":
        return days
    return replace(days, since=ended_on - timedelta(days=1))


def _fact(key: Key, disease: str, found: list[Sighting], days: UseDays) -> LabelFact:
    drugs, jurisdiction = key
    sources = tuple(dict.fromkeys(sorted(s.source for s in found)))
    relation = min((s.relation for s in found), key=_RELATIONS.index)
    status, ended_on = _status(found)
    days = _until(days, ended_on)
    best = _best(found)
    parts = (jurisdiction, "|".join(drugs), disease, status, str(ended_on or ""))
    return LabelFact(
        fact_id=f"{jurisdiction.lower()}-{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:12]}",
        drugs=drugs,
        disease=disease,
        jurisdiction=jurisdiction,
        relation=relation,
        status=status,
        since=days.since,
        since_kind=days.since_kind,
        since_source=days.since_source,
        absent_on=days.absent_on,
        absent_source=days.absent_source,
        ended_on=ended_on if ended_on is None or days.since is None or ended_on > days.since else None,
        ages="|".join(_limits(found, lambda s: s.ages.split("|"))),
        line="|".join(_limits(found, lambda s: s.line.split("|"))),
        biomarkers=_limits(found, lambda s: s.biomarkers, share=1.0),
        routes=_limits(found, lambda s: s.routes, share=0.0),
        partners=tuple(sorted({partner for sighting in found for partner in sighting.partners})),
        trust="sure" if is_believed(sources) else "noisy",
        sources=sources,
        source_url=best.url,
    )


def _is_one_label(found: list[Sighting]) -> bool:
    labels = {(s.source, s.reference, s.url, s.day) for s in found if s.source not in DATING_SOURCES}
    return len(labels) == 1 and all(s.source in _SAMPLES for s in found)


def is_believed(sources: Iterable[str]) -> bool:
    """Return whether a use that these sources name is taken to be on the label."""
    named = set(sources) - DATING_SOURCES
    return bool(named - NOISY_SOURCES) or sum(not family.isdisjoint(named) for family in _FAMILIES) > 1


def _status(found: list[Sighting]) -> tuple[str, date | None]:
    reviewed = [s.ended_on for s in found if s.source == REVIEWED and s.ended_on]
    ended = max(reviewed or [s.ended_on for s in found if s.ended_on], default=None)
    statuses = {s.status for s in found}
    if statuses == {"withdrawn"} or (ended is not None and all(s.ended_on or s.status == "withdrawn" for s in found)):
        return "withdrawn", ended
    newest = max(found, key=lambda s: s.day or date.min)
    return ("conditional" if newest.status == "conditional" else "approved"), None


def _best(found: list[Sighting]) -> Sighting:
    """Return the sighting whose page is shown: one with a page, of a believed source, the newest."""
    return max(found, key=lambda s: (bool(s.url), s.source not in NOISY_SOURCES, s.day or date.min))


def _limits(found: list[Sighting], values: Callable[[Sighting], Iterable[str]], share: float = 0.5) -> tuple[str, ...]:
    """Return the limits that sightings state, sorted; () if too few of them state one.

    Args:
        found: the sightings of a use.
        values: the limits of one sighting.
        share: how many of the believed sightings must state one, more than 0. Old labels and tables are silent on ages
            and products; a biomarker limits a use only if every label asks for it.
    """
    stated = [tuple(filter(None, values(s))) for s in found if s.source not in NOISY_SOURCES | DATING_SOURCES]
    with_limit = [each for each in stated if each]
    if not with_limit or len(with_limit) < share * len(stated):
        return ()
    return tuple(sorted({part for each in with_limit for part in each}))

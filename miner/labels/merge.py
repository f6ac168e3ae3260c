"""Merge sightings into label facts: what several sources say of one use becomes one fact, with its votes and days."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from miner.labels.days import History, UseDays, date_use, follow
from miner.labels.same_use import Relation, SameUse
from miner.labels.sightings import MarketDays, Sighting
from miner.records import LabelFact

Key = tuple[tuple[str, ...], str]
"""A set of drugs and a jurisdiction."""

NOISY_SOURCES = frozenset({"use_code", "fda_pairs", "llm_pairs", "drugmechdb", "pharmacotherapydb"})
"""Sources that are often wrong on their own: wording of patents, pairs by a language model, curated pairs without a
jurisdiction. Two of them together are believed."""

DATING_SOURCES = frozenset({"drugcentral", "has_extensions"})
"""Sources that date uses which others name, and vote for none."""

_LEADER = "US"
"""The jurisdiction whose days of growth are known, and where most uses come to a label first."""

_LAGS = {"EU": timedelta(days=240), "JP": timedelta(days=540)}
"""How long a later use follows the one in the United States, typically; see docs/labels.md."""

_DAY_FIELDS = ("since", "since_kind", "since_source", "absent_on", "absent_source")

_NEAR = frozenset({Relation.ON, Relation.FORM, Relation.BROADER})
_RELATIONS = ("treats", "prevents", "palliates", "supportive", "diagnoses", "population")
_MANY_LABELS = 8
"""Where a drug has so many labels of the United States, a use that one of them names and no other source is doubted: half
of these are misread, the others are of one product."""

_SAMPLES = frozenset({"fda_list", "dailymed_2023", "nci_2021", "medrecpro", "fda_label_history"})
"""Sources with several labels of one drug."""

_PARTNERS_MAX = 3
"""A label that names more partners lists alternatives, not one regimen."""

_MAIN_MAX = 3
"""A label with at most this many uses got them with the first approval, unless a source says otherwise."""


@dataclass(slots=True)
class Sources:
    """All sightings of a set of drugs in a jurisdiction, by disease, and the days of its complete labels."""

    by_disease: dict[str, list[Sighting]] = field(default_factory=lambda: defaultdict(list))
    complete: dict[tuple[date, str], set[str]] = field(default_factory=lambda: defaultdict(set))


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

    def merge(self, sightings: Iterable[Sighting], complete: Iterable[tuple[Key, date, str]]) -> list[LabelFact]:
        """Return the facts, sorted by drugs, disease and jurisdiction.

        Args:
            sightings: what all sources say.
            complete: the days and sources of complete labels, whether or not anything was read from them.
        """
        grouped: dict[Key, Sources] = defaultdict(Sources)
        for key, day, source in complete:
            grouped[key].complete[day, source]
        for sighting in sightings:
            self._add(grouped, sighting)
            for named in _sets_named(sighting):
                self._add(grouped, named)
                own = grouped[sighting.drugs, sighting.jurisdiction].complete
                joint = grouped[named.drugs, named.jurisdiction].complete
                for day, source in own:
                    joint[day, source]
        for key, sources in grouped.items():
            sources.by_disease = self._joined(sources.by_disease)
        facts = [fact for key, sources in grouped.items() for fact in self._facts(key, sources)]
        return sorted(
            self._followed(facts), key=lambda fact: (fact.drugs, fact.disease, fact.jurisdiction, fact.fact_id)
        )

    @staticmethod
    def _add(grouped: dict[Key, Sources], sighting: Sighting) -> None:
        sources = grouped[sighting.drugs, sighting.jurisdiction]
        sources.by_disease[sighting.disease].append(sighting)
        if sighting.day is not None and (sighting.day, sighting.source) in sources.complete:
            sources.complete[sighting.day, sighting.source].add(sighting.disease)

    def _facts(self, key: Key, sources: Sources) -> list[LabelFact]:
        order = _by_prominence(sources)
        facts = []
        for disease, found in sources.by_disease.items():
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
                fact = _fact(key, disease, group, date_use(group, history))
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
        leading = {
            (fact.drugs, fact.disease): fact
            for fact in facts
            if fact.jurisdiction == _LEADER and not fact.ended_on and "accelerated" not in fact.sources
        }
        for fact in facts:
            leader = leading.get((fact.drugs, fact.disease))
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

    def _without(self, disease: str, sources: Sources) -> list[tuple[date, str]]:
        """Return the days of complete labels that name neither the disease nor a form or group of it."""
        return [
            (day, source)
            for (day, source), named in sources.complete.items()
            if not any(self.same_use.relate(disease, other).relation in _NEAR for other in named)
        ]


def _sets_named(sighting: Sighting) -> Iterator[Sighting]:
    """Yield the use for each set that a label names: the drug with one of its partners, and with all of them."""
    if sighting.source in NOISY_SOURCES or sighting.relation == "population":
        return
    sets = {frozenset({*sighting.drugs, partner}) for partner in sighting.partners}
    if 1 < len(sighting.partners) <= _PARTNERS_MAX:
        sets.add(frozenset({*sighting.drugs, *sighting.partners}))
    for drugs in sets:
        yield replace(sighting, drugs=tuple(sorted(drugs)), partners=())


def _by_prominence(sources: Sources) -> list[str]:
    """Return the indicated diseases, those that most sources name first."""
    named = {
        disease: len({sighting.source for sighting in found})
        for disease, found in sources.by_disease.items()
        if any(sighting.relation != "population" for sighting in found)
    }
    return sorted(named, key=lambda disease: -named[disease])


def _days_of(fact: LabelFact) -> UseDays:
    return UseDays(**{name: getattr(fact, name) for name in _DAY_FIELDS})


def _by_status(found: list[Sighting]) -> list[list[Sighting]]:
    """Return the sightings of a use apart from those of an approval that was withdrawn, if other labels have it not."""
    withdrawn = [sighting for sighting in found if sighting.status == "withdrawn" or sighting.ended_on]
    if not withdrawn:
        return [found]
    ended = max((sighting.ended_on for sighting in withdrawn if sighting.ended_on), default=None)
    others = [s for s in found if s not in withdrawn and (ended is None or s.day is None or s.day >= ended)]
    return [group for group in (withdrawn, others) if group]


def _fact(key: Key, disease: str, found: list[Sighting], days: UseDays) -> LabelFact:
    drugs, jurisdiction = key
    sources = tuple(dict.fromkeys(sorted(s.source for s in found)))
    relation = min((s.relation for s in found), key=_RELATIONS.index)
    status, ended_on = _status(found)
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
        ages=_union(found, lambda s: s.ages),
        line=_union(found, lambda s: s.line),
        biomarkers=tuple(sorted({marker for s in found for marker in s.biomarkers}))
        if _all(found, "biomarkers")
        else (),
        routes=tuple(sorted({route for s in found for route in s.routes})) if _all(found, "routes") else (),
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
    return bool(named - NOISY_SOURCES) or len(named) > 1


def _status(found: list[Sighting]) -> tuple[str, date | None]:
    ended = max((s.ended_on for s in found if s.ended_on), default=None)
    statuses = {s.status for s in found}
    if statuses == {"withdrawn"} or (ended is not None and all(s.ended_on or s.status == "withdrawn" for s in found)):
        return "withdrawn", ended
    newest = max(found, key=lambda s: s.day or date.min)
    return ("conditional" if newest.status == "conditional" else "approved"), None


def _best(found: list[Sighting]) -> Sighting:
    """Return the sighting whose page is shown: one with a page, of a believed source, the newest."""
    return max(found, key=lambda s: (bool(s.url), s.source not in NOISY_SOURCES, s.day or date.min))


def _all(found: list[Sighting], name: str) -> bool:
    return all(getattr(sighting, name) for sighting in found if sighting.source not in NOISY_SOURCES)


def _union(found: list[Sighting], value: Callable[[Sighting], str]) -> str:
    """Return the values of all sightings joined, "" if one of them has no limit."""
    values = [value(sighting) for sighting in found if sighting.source not in NOISY_SOURCES]
    if not values or not all(values):
        return ""
    return "|".join(sorted({part for each in values for part in each.split("|")}))

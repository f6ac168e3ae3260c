"""What speaks for a use to be labelled next: one table of features, each with its source, its group and its words.

A feature of the group "literature" comes from articles alone, one of "labels" from labels: of the drug, of other
regions, of other drugs. Either group can be switched off. `sign` is the direction that a weight may have: a
model that learnt another from few events would be noise that no reviewer could read.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from graph.identifiers import ingredients_of
from miner.records import Design, LabelLevel
from miner.signals.emergence import eb05, ic025
from miner.signals.facts import Facts

LITERATURE, LABELS = "literature", "labels"
GROUPS = (LITERATURE, LABELS)

AGE_MAX = 20.0
"""Years after which a drug is no older: patents and exclusivity have ended, and no company applies for new uses."""
NEW_YEARS = 5
"""Years in which a label elsewhere is new."""
STILL_YEARS = 10
"""Years without a new study after which a pair stands still."""
PRIOR_NAMES = ("prior shape", "prior rate")
_OFF_LEVELS = frozenset({LabelLevel.OFF, LabelLevel.SIBLING, LabelLevel.NOT_APPROVED})


HALVING_BY_HALF = 1.4
"""Log-odds per unit of a share of which one half halves the odds: twice the logarithm of two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A feature: its name in the table of weights, its group, its value and its words for a reviewer.

    `sign` is +1 or -1 if its weight may have no other sign, 0 if it is free. `is_learnt` is false for a measure that
    only has its line in the backtest, because another one says the same. `least` is the least log-odds of its weight
    per unit of the value, whatever the events say: few of them had an opposing study before their label. `is_regional`
    is true if the value depends on the region whose label is asked for (`Facts.seen_from`).
    """

    name: str
    group: str
    source: str
    value: Callable[[Facts], float]
    words: Callable[[Facts], str]
    sign: int = 1
    is_learnt: bool = True
    least: float = 0.0
    is_regional: bool = False


def _log(count: float) -> float:
    return math.log2(1 + count)


def _plural(count: int, noun: str, plural: str = "") -> str:
    return f"{count} {noun if count == 1 else plural or f'{noun}s'}"


def _times(doublings: float) -> str:
    return f"{2**doublings:.1f} times"


def _harm_share(f: Facts) -> float:
    return f.observed.causing_count / (f.observed.causing_count + f.observed.studied_count + 1)


def _opposing_share(f: Facts) -> float:
    return f.evidence.opposing_count / (f.evidence.supporting_count + f.evidence.opposing_count + 1)


def _growth(volume: Callable[[Facts], Mapping[int, int]]) -> Callable[[Facts], float]:
    return lambda f: f.growth(volume(f))


def _of_drug(f: Facts) -> Mapping[int, int]:
    return f.background.by_year_of_drug(f.evidence.drug_id)


def _of_disease(f: Facts) -> Mapping[int, int]:
    return f.background.by_year_of_disease(f.evidence.disease)


def _of_all(f: Facts) -> Mapping[int, int]:
    return f.background.volume_by_year


def _eb05(f: Facts) -> float:
    return math.log2(max(eb05(f.unopposed_count, f.expected, *f.prior), 2**-6))


def _age(f: Facts) -> float:
    return AGE_MAX if f.drug_age is None else min(AGE_MAX, f.drug_age)


def _age_words(f: Facts) -> str:
    return (
        "day of the first approval unknown"
        if f.drug_age is None
        else f"first approved {_plural(round(f.drug_age), 'year')} ago"
    )


def _still_words(f: Facts) -> str:
    if not f.unopposed_by_year:
        return "reviews alone"
    return f"no new study for {f.idle_years} years" if f.idle_years >= STILL_YEARS else "studied lately"


FEATURES = (
    Feature(
        name="supporting studies",
        group=LITERATURE,
        source="independent studies, log2; Cochrane Handbook 4.6.2",
        value=lambda f: _log(f.evidence.supporting_count),
        words=lambda f: _plural(f.evidence.supporting_count, "supporting study", "supporting studies"),
    ),
    Feature(
        name="randomised trials",
        group=LITERATURE,
        source="supporting randomised trials, log2",
        value=lambda f: _log(f.count(Design.RANDOMISED)),
        words=lambda f: _plural(f.count(Design.RANDOMISED), "randomised trial"),
    ),
    Feature(
        name="no patients",
        group=LITERATURE,
        source="only cells or animals support the use",
        sign=-1,
        value=lambda f: float(f.is_preclinical),
        words=lambda f: "only in cells or animals" if f.is_preclinical else "in patients",
    ),
    Feature(
        name="set of drugs",
        group=LITERATURE,
        source="several drugs together",
        sign=-1,
        value=lambda f: float(len(ingredients_of(f.evidence.drug_id)) > 1),
        words=lambda f: _plural(len(ingredients_of(f.evidence.drug_id)), "drug"),
    ),
    Feature(
        name="early trials",
        group=LITERATURE,
        source="supporting trials of phase 1 and 2, log2",
        value=lambda f: _log(f.count(Design.PHASE_1, Design.PHASE_2)),
        words=lambda f: _plural(f.count(Design.PHASE_1, Design.PHASE_2), "early trial"),
    ),
    Feature(
        name="step up",
        group=LITERATURE,
        source="first randomised or phase 2 trial within three years",
        value=lambda f: float(f.step_up is not None),
        words=lambda f: (
            f"first {f.step_up.title} trial in {f.observed.first_years[f.step_up]}" if f.step_up else "no first trial"
        ),
    ),
    Feature(
        name="opposing share",
        group=LITERATURE,
        source="studies without benefit, as a share; one half at least halves the odds",
        sign=-1,
        least=HALVING_BY_HALF,
        value=_opposing_share,
        words=lambda f: _plural(f.evidence.opposing_count, "opposing study", "opposing studies"),
    ),
    Feature(
        name="independent groups",
        group=LITERATURE,
        source="senior authors of supporting articles, log2",
        value=lambda f: _log(f.observed.group_count),
        words=lambda f: _plural(f.observed.group_count, "independent group"),
    ),
    Feature(
        name="EB05",
        group=LITERATURE,
        source="gamma-Poisson shrinkage, DuMouchel 1999, log2",
        value=_eb05,
        words=lambda f: f"at least {_times(_eb05(f))} as often as drug and disease explain",
    ),
    Feature(
        name="IC025",
        group=LITERATURE,
        source="information component, Bate 1998, Noren 2006",
        is_learnt=False,
        value=lambda f: ic025(f.unopposed_count, f.expected),
        words=lambda f: f"information component at least {ic025(f.unopposed_count, f.expected):.1f}",
    ),
    Feature(
        name="growth against the drug",
        group=LITERATURE,
        source="last three years against the drug's studies, shrunk, log2",
        value=_growth(_of_drug),
        words=lambda f: f"grows {_times(f.growth(_of_drug(f)))} as fast as its drug's studies",
    ),
    Feature(
        name="growth against the disease",
        group=LITERATURE,
        source="last three years against the disease's studies, shrunk, log2",
        value=_growth(_of_disease),
        words=lambda f: f"grows {_times(f.growth(_of_disease(f)))} as fast as its disease's studies",
    ),
    Feature(
        name="growth against all articles",
        group=LITERATURE,
        source="last three years against all articles, shrunk, log2",
        value=_growth(_of_all),
        words=lambda f: f"grows {_times(f.growth(_of_all(f)))} as fast as the literature",
    ),
    Feature(
        name="change of pace",
        group=LITERATURE,
        source="Poisson change point, Raftery and Akman 1986; cf. Kleinberg 2002",
        value=lambda f: f.change.strength,
        words=lambda f: (
            f"{'faster' if f.change.strength > 0 else 'slower'} since {f.change.year}" if f.change.year else "one pace"
        ),
    ),
    Feature(
        name="years studied",
        group=LITERATURE,
        source="years since the first study, at most 15",
        sign=-1,
        value=lambda f: float(f.since(f.evidence.first_year)),
        words=lambda f: f"studied since {f.evidence.first_year}",
    ),
    Feature(
        name="idle years",
        group=LITERATURE,
        source="years since the last new study, at most 15",
        sign=-1,
        value=lambda f: float(f.idle_years),
        words=lambda f: (
            "no study of its own" if not f.unopposed_by_year else f"last new study {_plural(f.idle_years, 'year')} ago"
        ),
    ),
    Feature(
        name="standing still",
        group=LITERATURE,
        source="no new study for ten years",
        sign=-1,
        value=lambda f: float(f.idle_years >= STILL_YEARS),
        words=_still_words,
    ),
    Feature(
        name="in titles",
        group=LITERATURE,
        source="supporting articles whose title names the disease, log2",
        value=lambda f: _log(f.observed.title_count),
        words=lambda f: f"named in {_plural(f.observed.title_count, 'title')}",
    ),
    Feature(
        name="harm share",
        group=LITERATURE,
        source="articles in which the drug causes the disease, as a share",
        sign=-1,
        value=_harm_share,
        words=lambda f: f"{_plural(f.observed.causing_count, 'article')} in which the drug causes it",
    ),
    Feature(
        name="symptom",
        group=LITERATURE,
        source="MeSH, HPO: symptoms and signs",
        sign=-1,
        value=lambda f: float(f.is_symptom),
        words=lambda f: "a symptom" if f.is_symptom else "no symptom",
    ),
    Feature(
        name="specific disease",
        group=LITERATURE,
        source="entries below the disease, log2; learnt, it would reward vague names",
        sign=-1,
        is_learnt=False,
        value=lambda f: _log(f.descendants),
        words=lambda f: f"{_plural(f.descendants, 'form')} of the disease",
    ),
    Feature(
        name="topic of the drug",
        group=LITERATURE,
        source="diseases that the drug is studied in, log2",
        sign=0,
        value=lambda f: _log(f.background.partner_count(f.evidence.drug_id)),
        words=lambda f: f"drug studied in {_plural(f.background.partner_count(f.evidence.drug_id), 'disease')}",
    ),
    Feature(
        name="topic of the disease",
        group=LITERATURE,
        source="drugs that are studied in the disease, log2",
        sign=0,
        value=lambda f: _log(f.background.partner_count(f.evidence.disease)),
        words=lambda f: f"{_plural(f.background.partner_count(f.evidence.disease), 'drug')} studied in the disease",
    ),
    Feature(
        name="practice",
        group=LITERATURE,
        source="articles in which the drug is given, without a result, log2",
        value=lambda f: _log(f.observed.given_count),
        words=lambda f: f"given in {_plural(f.observed.given_count, 'article')} without a result",
    ),
    Feature(
        name="recommended",
        group=LITERATURE,
        source="articles that repeat a recommendation or an approval, log2",
        value=lambda f: _log(f.observed.recommended_count + f.observed.approved_count),
        words=lambda f: (
            f"{_plural(f.observed.recommended_count + f.observed.approved_count, 'article')} of a recommendation"
        ),
    ),
    Feature(
        name="registered",
        group=LITERATURE,
        source="articles with a trial registration, log2",
        value=lambda f: _log(f.observed.registered_count),
        words=lambda f: f"{_plural(f.observed.registered_count, 'article')} of registered trials",
    ),
    Feature(
        name="age of the drug",
        group=LABELS,
        source="years since the first approval anywhere, at most 20",
        sign=-1,
        value=_age,
        words=_age_words,
    ),
    Feature(
        name="old drug",
        group=LABELS,
        source="first approved 20 years ago or more, or on an unknown day",
        sign=-1,
        value=lambda f: float(_age(f) >= AGE_MAX),
        words=lambda f: "an old drug" if _age(f) >= AGE_MAX else "not an old drug",
    ),
    Feature(
        name="approved elsewhere",
        group=LABELS,
        source="the label of another region covers the use",
        is_regional=True,
        value=lambda f: float(bool(f.elsewhere)),
        words=lambda f: f"labelled in {' and '.join(f.elsewhere)}" if f.elsewhere else "labelled nowhere",
    ),
    Feature(
        name="newly approved elsewhere",
        group=LABELS,
        source="the first of these labels within five years",
        is_regional=True,
        value=lambda f: float(f.years_elsewhere is not None and f.years_elsewhere <= NEW_YEARS),
        words=lambda f: "first labelled there within five years" if f.years_elsewhere is not None else "no day of it",
    ),
    Feature(
        name="years on the market",
        group=LABELS,
        source="years since the drug's first approval in the region, at most 20",
        sign=-1,
        is_regional=True,
        value=lambda f: min(AGE_MAX, f.market_years.get(f.region, AGE_MAX)),
        words=lambda f: f"in the {f.region} market for {_plural(round(f.market_years.get(f.region, AGE_MAX)), 'year')}",
    ),
    Feature(
        name="sibling",
        group=LABELS,
        source="a sibling of a labelled disease",
        value=lambda f: float(any(state.level is LabelLevel.SIBLING for state in f.states)),
        words=lambda f: (
            "sibling of a labelled disease" if any(s.level is LabelLevel.SIBLING for s in f.states) else "no sibling"
        ),
    ),
    Feature(
        name="only outside by age, route or condition",
        group=LABELS,
        source="the disease is on label wherever the drug is",
        sign=-1,
        value=lambda f: float(not any(state.level in _OFF_LEVELS for state in f.states)),
        words=lambda f: (
            "a labelled disease"
            if not any(s.level in _OFF_LEVELS for s in f.states)
            else "beyond the labelled diseases"
        ),
    ),
    Feature(
        name="labelled drugs of the disease",
        group=LABELS,
        source="other drugs on label for the disease, its forms or its group, log2",
        value=lambda f: _log(f.labelled_drugs),
        words=lambda f: f"{_plural(f.labelled_drugs, 'other drug')} labelled for it",
    ),
    Feature(
        name="growing label",
        group=LABELS,
        source="uses that came onto the drug's label in the last five years, log2",
        value=lambda f: _log(f.label_growth),
        words=lambda f: f"{_plural(f.label_growth, 'new use')} on the drug's label in five years",
    ),
    Feature(
        name="growing field",
        group=LABELS,
        source="other drugs that came onto a label for the disease in the last five years, log2",
        value=lambda f: _log(f.disease_gain),
        words=lambda f: f"{_plural(f.disease_gain, 'other drug')} newly labelled for it in five years",
    ),
    Feature(
        name="open regions",
        group=LABELS,
        source="regions where the use is off label; learnt, it would be the years from which our tables know a region",
        is_learnt=False,
        value=lambda f: float(f.open_count),
        words=lambda f: f"off label in {_plural(f.open_count, 'region')}",
    ),
    Feature(
        name="class mate",
        group=LABELS,
        source="a drug of the same class is on label for the disease",
        value=lambda f: float(f.has_class_mate),
        words=lambda f: "its class is labelled for it" if f.has_class_mate else "its class is not labelled for it",
    ),
    Feature(
        name="labelled uses of the drug",
        group=LABELS,
        source="diseases on the drug's label, log2",
        sign=0,
        value=lambda f: _log(f.labelled_uses),
        words=lambda f: f"{_plural(f.labelled_uses, 'labelled use')} of the drug",
    ),
)
"""In the order of the documentation. Designs that have no line of their own count as supporting studies."""

FEATURE_BY_NAME = {feature.name: feature for feature in FEATURES}


def values_of(facts: Facts) -> dict[str, tuple[float, ...]]:
    """Return the values of all features, in their order, for each region where a label can follow."""
    common = [None if feature.is_regional else feature.value(facts) for feature in FEATURES]
    found = {}
    for region in facts.open_regions:
        seen = facts.seen_from(region)
        found[region] = tuple(
            feature.value(seen) if value is None else value for feature, value in zip(FEATURES, common, strict=True)
        )
    return found

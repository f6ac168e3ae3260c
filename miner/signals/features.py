"""What speaks for a use to be labelled next: one table of features, each with its source, its group and its words.

A feature of the group "literature" comes from articles alone and stands here, one of "labels" in `label_features.py`.
Either group can be switched off. `sign` is the direction that a weight may have: a model that learnt another from few
events would be noise that no reviewer could read.
"""

import math
from collections.abc import Callable, Mapping

from graph.identifiers import ingredients_of
from miner.records import Design
from miner.signals.emergence import eb05, ic025
from miner.signals.facts import Facts
from miner.signals.feature import GROUPS, LABELS, LITERATURE, Feature, counted, log2
from miner.signals.label_features import LABEL_FEATURES

__all__ = ["FEATURES", "FEATURE_BY_NAME", "GROUPS", "LABELS", "LITERATURE", "PRIOR_NAMES", "values_of"]

STILL_YEARS = 10
"""Years without a new study after which a pair stands still."""
PRIOR_NAMES = ("prior shape", "prior rate")
HALVING_BY_HALF = 1.4
"""Log-odds per unit of a share of which one half halves the odds: twice the logarithm of two."""


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


def _still_words(f: Facts) -> str:
    if not f.unopposed_by_year:
        return "reviews alone"
    return f"no new study for {f.idle_years} years" if f.idle_years >= STILL_YEARS else "studied lately"


_LITERATURE_FEATURES = (
    Feature(
        name="supporting studies",
        group=LITERATURE,
        source="independent studies, log2; Cochrane Handbook 4.6.2",
        value=lambda f: log2(f.evidence.supporting_count),
        words=lambda f: counted(f.evidence.supporting_count, "supporting study", "supporting studies"),
    ),
    Feature(
        name="randomised trials",
        group=LITERATURE,
        source="supporting randomised trials, log2",
        value=lambda f: log2(f.count(Design.RANDOMISED)),
        words=lambda f: counted(f.count(Design.RANDOMISED), "randomised trial"),
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
        words=lambda f: counted(len(ingredients_of(f.evidence.drug_id)), "drug"),
    ),
    Feature(
        name="early trials",
        group=LITERATURE,
        source="supporting trials of phase 1 and 2, log2",
        value=lambda f: log2(f.count(Design.PHASE_1, Design.PHASE_2)),
        words=lambda f: counted(f.count(Design.PHASE_1, Design.PHASE_2), "early trial"),
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
        words=lambda f: counted(f.evidence.opposing_count, "opposing study", "opposing studies"),
    ),
    Feature(
        name="independent groups",
        group=LITERATURE,
        source="senior authors of supporting articles, log2",
        value=lambda f: log2(f.observed.group_count),
        words=lambda f: counted(f.observed.group_count, "independent group"),
    ),
    Feature(
        name="EB05",
        group=LITERATURE,
        is_of_corpus=True,
        source="gamma-Poisson shrinkage, DuMouchel 1999, log2",
        value=_eb05,
        words=lambda f: f"at least {_times(_eb05(f))} as often as drug and disease explain",
    ),
    Feature(
        name="IC025",
        group=LITERATURE,
        is_of_corpus=True,
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
            "no study of its own" if not f.unopposed_by_year else f"last new study {counted(f.idle_years, 'year')} ago"
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
        value=lambda f: log2(f.observed.title_count),
        words=lambda f: f"named in {counted(f.observed.title_count, 'title')}",
    ),
    Feature(
        name="harm share",
        group=LITERATURE,
        source="articles in which the drug causes the disease, as a share",
        sign=-1,
        value=_harm_share,
        words=lambda f: f"{counted(f.observed.causing_count, 'article')} in which the drug causes it",
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
        value=lambda f: log2(f.descendants),
        words=lambda f: f"{counted(f.descendants, 'form')} of the disease",
    ),
    Feature(
        name="topic of the drug",
        group=LITERATURE,
        is_of_corpus=True,
        source="diseases that the drug is studied in, log2",
        sign=0,
        value=lambda f: log2(f.background.partner_count(f.evidence.drug_id)),
        words=lambda f: f"drug studied in {counted(f.background.partner_count(f.evidence.drug_id), 'disease')}",
    ),
    Feature(
        name="topic of the disease",
        group=LITERATURE,
        is_of_corpus=True,
        source="drugs that are studied in the disease, log2",
        sign=0,
        value=lambda f: log2(f.background.partner_count(f.evidence.disease)),
        words=lambda f: f"{counted(f.background.partner_count(f.evidence.disease), 'drug')} studied in the disease",
    ),
    Feature(
        name="practice",
        group=LITERATURE,
        source="articles in which the drug is given, without a result, log2",
        value=lambda f: log2(f.observed.given_count),
        words=lambda f: f"given in {counted(f.observed.given_count, 'article')} without a result",
    ),
    Feature(
        name="recommended",
        group=LITERATURE,
        source="articles that repeat a recommendation or an approval, log2",
        value=lambda f: log2(f.observed.recommended_count + f.observed.approved_count),
        words=lambda f: (
            f"{counted(f.observed.recommended_count + f.observed.approved_count, 'article')} of a recommendation"
        ),
    ),
    Feature(
        name="registered",
        group=LITERATURE,
        source="articles with a trial registration that do not oppose the use, log2",
        value=lambda f: log2(f.observed.registered_count),
        words=lambda f: f"{counted(f.observed.registered_count, 'article')} of registered trials",
    ),
)

FEATURES = (*_LITERATURE_FEATURES, *LABEL_FEATURES)
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

"""The features that come from labels: of the drug, of the region asked for, of other regions and of other drugs."""

from miner.records import LabelLevel
from miner.signals.facts import Facts
from miner.signals.feature import LABELS, Feature, counted, log2

AGE_MAX = 20.0
"""Years after which a drug is no older: patents and exclusivity have ended, and no company applies for new uses."""
NEW_YEARS = 5
"""Years in which a label elsewhere is new."""
_OFF_LEVELS = frozenset({LabelLevel.OFF, LabelLevel.SIBLING, LabelLevel.NOT_APPROVED})


def _age(f: Facts) -> float:
    return AGE_MAX if f.drug_age is None else min(AGE_MAX, f.drug_age)


def _age_words(f: Facts) -> str:
    return (
        "day of the first approval unknown"
        if f.drug_age is None
        else f"first approved {counted(round(f.drug_age), 'year')} ago"
    )


def _is_new_elsewhere(f: Facts) -> bool:
    return f.years_elsewhere is not None and f.years_elsewhere <= NEW_YEARS


def _new_elsewhere_words(f: Facts) -> str:
    if f.elsewhere and f.years_elsewhere is None:
        return "labelled elsewhere on an unknown day"
    return f"{'first' if _is_new_elsewhere(f) else 'not'} labelled elsewhere within five years"


def _market_words(f: Facts) -> str:
    years = f.market_years.get(f.region)
    return (
        f"first approval in {f.region} unknown"
        if years is None
        else f"in the {f.region} market for {counted(round(years), 'year')}"
    )


LABEL_FEATURES = (
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
        value=lambda f: float(_is_new_elsewhere(f)),
        words=_new_elsewhere_words,
    ),
    Feature(
        name="years on the market",
        group=LABELS,
        source="years since the drug's first approval in the region, at most 20",
        sign=-1,
        is_regional=True,
        value=lambda f: min(AGE_MAX, f.market_years.get(f.region, AGE_MAX)),
        words=_market_words,
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
        value=lambda f: log2(f.labelled_drugs),
        words=lambda f: f"{counted(f.labelled_drugs, 'other drug')} labelled for it",
    ),
    Feature(
        name="growing label",
        group=LABELS,
        source="uses that came onto the drug's label in the last five years, log2",
        value=lambda f: log2(f.label_growth),
        words=lambda f: f"{counted(f.label_growth, 'new use')} on the drug's label in five years",
    ),
    Feature(
        name="growing field",
        group=LABELS,
        source="other drugs that came onto a label for the disease in the last five years, log2",
        value=lambda f: log2(f.disease_gain),
        words=lambda f: f"{counted(f.disease_gain, 'other drug')} newly labelled for it in five years",
    ),
    Feature(
        name="open regions",
        group=LABELS,
        source="regions where the use is off label; learnt, it would be the years from which our tables know a region",
        is_learnt=False,
        value=lambda f: float(f.open_count),
        words=lambda f: f"off label in {counted(f.open_count, 'region')}",
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
        value=lambda f: log2(f.labelled_uses),
        words=lambda f: f"{counted(f.labelled_uses, 'labelled use')} of the drug",
    ),
)
"""In the order of the documentation."""

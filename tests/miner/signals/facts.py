"""Factories of evidence, label states and facts of candidates for tests."""

from dataclasses import replace
from datetime import date
from typing import Any

from miner.jurisdictions import CODES
from miner.records import Design, LabelLevel, LabelState, PairEvidence
from miner.signals.background import Background
from miner.signals.facts import Facts
from miner.signals.observed import Observed
from tests.miner.records import DISEASE, DRUG

AS_OF = date(2010, 12, 31)
VOLUME = dict.fromkeys(range(2001, 2011), 100)
OBSERVED = Observed(
    group_count=2,
    title_count=1,
    causing_count=0,
    studied_count=2,
    given_count=0,
    recommended_count=0,
    approved_count=0,
    registered_count=0,
    first_years={Design.CASE_SERIES: 2005},
)


def evidence(
    drug_id: str = DRUG,
    *,
    disease: str = DISEASE,
    supporting: int = 2,
    opposing: int = 0,
    design: Design = Design.CASE_SERIES,
    studies_by_year: dict[int, int] | None = None,
) -> PairEvidence:
    return PairEvidence(
        drug_id=drug_id,
        disease=disease,
        evidence_count=supporting + opposing,
        study_count=supporting + opposing,
        supporting_count=supporting,
        opposing_count=opposing,
        first_year=2005,
        last_year=2010,
        best_design=design,
        studies_by_year=studies_by_year or {2005: supporting},
        supporting_by_design={design: supporting} if supporting else {},
    )


def states(*levels: LabelLevel) -> tuple[LabelState, ...]:
    return tuple(LabelState(jurisdiction=region, level=level) for region, level in zip(CODES, levels, strict=False))


def facts(found: PairEvidence | None = None, labels: tuple[LabelState, ...] = (), **changes: Any) -> Facts:
    """Facts of a candidate whose drug and disease are studied nowhere else, unless `changes` say otherwise."""
    found = found or evidence()
    background = Background(VOLUME)
    background.add(found)
    default = Facts(
        evidence=found,
        observed=OBSERVED,
        states=labels or states(LabelLevel.OFF),
        background=background,
        as_of=AS_OF,
        drug_age=5.0,
        labelled_drugs=0,
        label_growth=0,
        disease_gain=0,
        has_class_mate=False,
        descendants=0,
        is_symptom=False,
    )
    return replace(default, **changes)

"""Which pairs are candidates, and their order."""

from datetime import date

import pytest

from miner.jurisdictions import CODES
from miner.records import Design, LabelFact, LabelLevel, LabelState, OffLabelKind, PairEvidence
from miner.signals.rank import find_followed, growth_ratio, rank_signals
from tests.miner.records import DISEASE, DRUG

AS_OF = date(2010, 12, 31)
VOLUME = dict.fromkeys(range(2001, 2011), 100)


def evidence(
    drug_id: str = DRUG,
    *,
    supporting: int = 2,
    opposing: int = 0,
    design: Design = Design.CASE_SERIES,
    studies_by_year: dict[int, int] | None = None,
) -> PairEvidence:
    return PairEvidence(
        drug_id=drug_id,
        disease=DISEASE,
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


def ranked(*pairs: tuple[PairEvidence, tuple[LabelState, ...]]) -> list[str]:
    return [signal.evidence.drug_id for signal in rank_signals(pairs, VOLUME, AS_OF)]


OFF = states(LabelLevel.OFF)


@pytest.mark.parametrize(
    ("levels", "is_listed"),
    [
        ((LabelLevel.OFF, LabelLevel.ON), True),
        ((LabelLevel.SIBLING,), True),
        ((LabelLevel.BROADER,), False),
        ((LabelLevel.ON, LabelLevel.FORM, LabelLevel.PART), False),
        ((LabelLevel.BETWEEN,), False),
        ((LabelLevel.EACH, LabelLevel.UNKNOWN), False),
        ((LabelLevel.EACH, LabelLevel.OFF), True),
        ((LabelLevel.NOT_APPROVED, LabelLevel.UNKNOWN), False),
    ],
)
def test_a_candidate_is_beyond_the_label_somewhere(levels: tuple[LabelLevel, ...], is_listed: bool) -> None:
    assert bool(ranked((evidence(), states(*levels)))) is is_listed


def kind_state(*kinds: OffLabelKind, level: LabelLevel = LabelLevel.ON) -> tuple[LabelState, ...]:
    return (LabelState(jurisdiction="US", level=level, kinds=kinds),)


def test_a_use_outside_the_labelled_age_or_route_is_a_candidate_whatever_its_level() -> None:
    (signal,) = rank_signals([(evidence(), kind_state(OffLabelKind.AGE, OffLabelKind.ROUTE))], VOLUME, AS_OF)
    assert signal.reasons[3] == "age group and route outside the label \N{MULTIPLICATION SIGN} 0.5"
    assert ranked((evidence(), kind_state(OffLabelKind.CONDITION, level=LabelLevel.BROADER)))
    assert not ranked((evidence(), kind_state(OffLabelKind.INDICATION, level=LabelLevel.NOT_APPROVED)))


def test_a_set_of_labelled_drugs_is_a_candidate_only_by_what_its_labels_exclude() -> None:
    assert not ranked((evidence(), kind_state(OffLabelKind.DOSE, level=LabelLevel.EACH)))
    assert ranked((evidence(), kind_state(OffLabelKind.AGE, OffLabelKind.DOSE, level=LabelLevel.EACH)))
    assert ranked((evidence(), kind_state(OffLabelKind.DOSE, level=LabelLevel.ON)))


def test_a_set_of_labelled_drugs_elsewhere_ranks_lower() -> None:
    (signal,) = rank_signals([(evidence(), states(LabelLevel.OFF, LabelLevel.EACH))], VOLUME, AS_OF)
    assert signal.reasons[-1] == "labelled in EU \N{MULTIPLICATION SIGN} 0.4"


def test_a_use_that_another_jurisdiction_labels_ranks_lower_and_says_why() -> None:
    labelled = states(LabelLevel.OFF, LabelLevel.FORM, LabelLevel.PART)
    (alone,), (elsewhere,) = (rank_signals([(evidence(), found)], VOLUME, AS_OF) for found in (OFF, labelled))
    assert elsewhere.score == pytest.approx(alone.score * 0.4, abs=5e-3)
    assert elsewhere.reasons == (*alone.reasons, "labelled in EU and JP \N{MULTIPLICATION SIGN} 0.4")
    other_age = (*OFF, LabelState(jurisdiction="EU", level=LabelLevel.ON, kinds=(OffLabelKind.AGE,)))
    assert rank_signals([(evidence(), other_age)], VOLUME, AS_OF)[0].score == alone.score


def test_a_pair_that_no_study_supports_is_no_candidate() -> None:
    assert ranked((evidence(supporting=0, opposing=3), OFF)) == []


def test_better_designs_more_growth_and_less_opposition_rank_higher() -> None:
    plain = evidence("D:plain", studies_by_year={2005: 2})
    randomised = evidence("D:randomised", design=Design.RANDOMISED, studies_by_year={2005: 2})
    growing = evidence("D:growing", studies_by_year={2009: 1, 2010: 1})
    opposed = evidence("D:opposed", opposing=2, studies_by_year={2005: 4})
    order = ranked(*((pair, OFF) for pair in (opposed, plain, growing, randomised)))
    assert order.index("D:randomised") < order.index("D:plain")
    assert order.index("D:growing") < order.index("D:plain")
    assert order.index("D:plain") < order.index("D:opposed")


def test_a_case_report_beside_a_trial_does_not_weigh_like_a_trial() -> None:
    mixed = PairEvidence(
        drug_id="D:mixed",
        disease=DISEASE,
        evidence_count=2,
        study_count=2,
        supporting_count=2,
        opposing_count=0,
        first_year=2005,
        last_year=2005,
        best_design=Design.RANDOMISED,
        studies_by_year={2005: 2},
        supporting_by_design={Design.RANDOMISED: 1, Design.CASE_REPORT: 1},
    )
    trials = evidence("D:trials", design=Design.RANDOMISED, studies_by_year={2005: 2})
    assert ranked((mixed, OFF), (trials, OFF)) == ["D:trials", "D:mixed"]


def test_growing_like_the_literature_is_no_growth() -> None:
    assert growth_ratio(dict.fromkeys(VOLUME, 1), VOLUME, AS_OF) == pytest.approx(1.0)


def test_a_partial_running_year_does_not_look_like_a_fall() -> None:
    volume = {**VOLUME, 2010: 10}
    studies = dict.fromkeys(VOLUME, 10) | {2010: 1}
    assert growth_ratio(studies, volume, AS_OF) == pytest.approx(1.0)


def test_small_counts_are_shrunk() -> None:
    one, ten = growth_ratio({2010: 1}, VOLUME, AS_OF), growth_ratio({2010: 10}, VOLUME, AS_OF)
    assert 1.0 < one < 1.5 < ten


def test_what_came_after_the_day_is_not_seen() -> None:
    assert growth_ratio({2005: 1, 2015: 50}, VOLUME, AS_OF) == growth_ratio({2005: 1}, VOLUME, AS_OF)


def test_every_factor_stands_among_the_reasons() -> None:
    (signal,) = rank_signals([(evidence(opposing=1), OFF)], VOLUME, AS_OF)
    assert signal.reasons == (
        "strength 1.38 (2 case series)",
        "growth \N{MULTIPLICATION SIGN} 0.77",
        "balance \N{MULTIPLICATION SIGN} 0.75",
        "off label \N{MULTIPLICATION SIGN} 1.0",
    )
    assert signal.score == pytest.approx(1.3785 * (2 / 2.6) * 0.75, abs=5e-3)


def covered(**days: object) -> LabelState:
    fields: dict[str, object] = {"fact_id": "F", "drugs": (DRUG,), "disease": DISEASE, "jurisdiction": "US", **days}
    fact = LabelFact(**fields)  # type: ignore[arg-type]
    return LabelState(jurisdiction=fact.jurisdiction, level=LabelLevel.ON, fact=fact)


APPROVED = date(2014, 3, 14)


@pytest.mark.parametrize("kind", ["stated", "inferred"])
def test_a_label_that_came_later_shows_its_lead(kind: str) -> None:
    pairs = [(evidence(), (covered(since=APPROVED, since_kind=kind),)), (evidence(), OFF)]
    (followed,) = find_followed(pairs)
    assert (followed.lead_years, followed.first_approved) == (9, APPROVED)
    assert followed.reasons == ("first studied 2005, first approved 2014",)


def test_no_lead_is_claimed_by_a_day_that_is_only_a_bound() -> None:
    assert find_followed([(evidence(), (covered(since=APPROVED, since_kind="bounded"),))]) == []


def test_no_lead_is_claimed_where_another_label_may_have_covered_the_use_before() -> None:
    dated = covered(since=APPROVED, since_kind="stated", jurisdiction="JP")
    assert find_followed([(evidence(), (dated, covered()))]) == []
    bounded = {"since": date(2018, 12, 23), "since_kind": "bounded"}
    assert find_followed([(evidence(), (dated, covered(**bounded)))]) == []
    assert find_followed([(evidence(), (dated, covered(**bounded, absent_on=APPROVED)))]) != []

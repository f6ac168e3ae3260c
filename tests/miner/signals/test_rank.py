"""Which pairs are candidates, their order, and which a label came to cover."""

from datetime import date

import pytest

from miner.lexicon.lexicon import Lexicon
from miner.records import LabelFact, LabelLevel, LabelState, OffLabelKind
from miner.signals.facts import Facts
from miner.signals.rank import find_followed, is_candidate, rank_signals
from miner.signals.score import Part, Score
from tests.miner.lexicon.small import DIABETES, HEMANGIOMA, IMATINIB, INFANTILE, METFORMIN, PROPRANOLOL, TYPE_2
from tests.miner.records import DISEASE, DRUG
from tests.miner.signals.facts import evidence, facts, states

OFF = states(LabelLevel.OFF)


@pytest.mark.parametrize(
    ("levels", "is_one"),
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
def test_a_candidate_is_beyond_the_label_somewhere(levels: tuple[LabelLevel, ...], is_one: bool) -> None:
    assert is_candidate(evidence(), states(*levels)) is is_one


def kind_state(*kinds: OffLabelKind, level: LabelLevel = LabelLevel.ON) -> tuple[LabelState, ...]:
    return (LabelState(jurisdiction="US", level=level, kinds=kinds),)


def test_a_use_outside_the_labelled_age_or_route_is_a_candidate_whatever_its_level() -> None:
    assert is_candidate(evidence(), kind_state(OffLabelKind.AGE, OffLabelKind.ROUTE))
    assert is_candidate(evidence(), kind_state(OffLabelKind.CONDITION, level=LabelLevel.BROADER))
    assert not is_candidate(evidence(), kind_state(OffLabelKind.INDICATION, level=LabelLevel.NOT_APPROVED))


def test_a_set_of_labelled_drugs_is_a_candidate_only_by_what_its_labels_exclude() -> None:
    assert not is_candidate(evidence(), kind_state(OffLabelKind.DOSE, level=LabelLevel.EACH))
    assert is_candidate(evidence(), kind_state(OffLabelKind.AGE, OffLabelKind.DOSE, level=LabelLevel.EACH))
    assert is_candidate(evidence(), kind_state(OffLabelKind.DOSE, level=LabelLevel.ON))


def test_a_pair_that_no_study_supports_is_no_candidate() -> None:
    assert not is_candidate(evidence(supporting=0, opposing=3), OFF)


def scored(drug_id: str, disease: str, chance: float) -> tuple[Facts, Score]:
    parts = (Part("supporting studies", "literature", 0.5, "2 supporting studies"),)
    return facts(evidence(drug_id, disease=disease), OFF), Score(chance=chance, parts=parts)


def test_the_higher_chance_stands_first_and_shows_its_parts(small_lexicon: Lexicon) -> None:
    ranked = rank_signals([scored(METFORMIN, TYPE_2, 1.0), scored(IMATINIB, INFANTILE, 2.0)], small_lexicon)
    assert [signal.score for signal in ranked] == [2.0, 1.0]
    assert ranked[0].reasons == (
        "odds of a label: literature \N{MULTIPLICATION SIGN}1.65",
        "2 supporting studies \N{MULTIPLICATION SIGN}1.65",
    )
    assert (ranked[0].literature, ranked[0].labels) == (0.5, 0.0)


def test_a_form_of_the_disease_and_a_set_with_the_drug_fold_into_the_best_row(small_lexicon: Lexicon) -> None:
    both = f"{METFORMIN}+{PROPRANOLOL}"
    rows = [scored(PROPRANOLOL, HEMANGIOMA, 1.0), scored(PROPRANOLOL, INFANTILE, 3.0), scored(both, INFANTILE, 2.0)]
    (head,) = rank_signals(rows, small_lexicon)
    assert head.evidence.disease == INFANTILE
    assert [(one.evidence.drug_id, one.evidence.disease) for one in head.folded] == [
        (both, INFANTILE),
        (PROPRANOLOL, HEMANGIOMA),
    ]


def test_other_drugs_and_other_diseases_do_not_fold(small_lexicon: Lexicon) -> None:
    rows = [scored(PROPRANOLOL, INFANTILE, 3.0), scored(METFORMIN, INFANTILE, 2.0), scored(PROPRANOLOL, DIABETES, 1.0)]
    assert len(rank_signals(rows, small_lexicon)) == 3


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

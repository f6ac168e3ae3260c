"""Which pairs are candidates, their order, and which a label came to cover."""

from dataclasses import replace
from datetime import date

import pytest

from miner.lexicon.lexicon import Lexicon
from miner.records import LabelFact, LabelLevel, LabelState, OffLabelKind
from miner.signals.facts import Facts
from miner.signals.rank import find_followed, is_candidate, rank_signals
from miner.signals.score import Part, Score
from tests.miner.lexicon.small import DIABETES, GLIOMA, HEMANGIOMA, IMATINIB, INFANTILE, METFORMIN, PROPRANOLOL, TYPE_2
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
    assert not is_candidate(evidence(), kind_state(level=LabelLevel.EACH))
    assert is_candidate(evidence(), kind_state(OffLabelKind.AGE, level=LabelLevel.EACH))
    assert is_candidate(evidence(), kind_state(OffLabelKind.DOSE, level=LabelLevel.ON))


def test_a_pair_that_no_study_supports_is_no_candidate() -> None:
    assert not is_candidate(evidence(supporting=0, opposing=3), OFF)


def test_a_systematic_review_alone_makes_a_candidate_unless_a_study_opposes() -> None:
    assert is_candidate(replace(evidence(supporting=0), review_count=1), OFF)
    assert not is_candidate(replace(evidence(supporting=0, opposing=1), review_count=1), OFF)


@pytest.mark.parametrize("words", ["narrative_count", "advising_count"])
def test_words_of_others_alone_make_a_candidate_unless_any_article_opposes(words: str) -> None:
    assert is_candidate(replace(evidence(supporting=0), **{words: 1}), OFF)
    assert not is_candidate(replace(evidence(supporting=0), **{words: 1}, contrary_count=1), OFF)


def test_a_use_without_a_study_stands_after_all_that_have_one_also_where_a_drug_has_too_many(
    small_lexicon: Lexicon,
) -> None:
    of_one_drug = [scored(METFORMIN, disease, 9.0) for disease in (TYPE_2, GLIOMA, HEMANGIOMA, DISEASE)]
    drug_facts, score = scored(IMATINIB, INFANTILE, 40.0)
    unstudied = replace(drug_facts, evidence=replace(drug_facts.evidence, supporting_count=0, narrative_count=1))
    ranked = rank_signals([(unstudied, score), *of_one_drug], small_lexicon)
    assert [(signal.rank, signal.evidence.basis.value) for signal in ranked] == [
        *((rank, "studies") for rank in range(1, 5)),
        (5, "reviews only"),
    ]
    assert ranked[-1].reasons[0] == "after uses that have a study: none of its own read, reviews only"


def test_a_folded_row_has_the_rank_of_its_row(small_lexicon: Lexicon) -> None:
    rows = [scored(IMATINIB, GLIOMA, 5.0), scored(PROPRANOLOL, HEMANGIOMA, 1.0), scored(PROPRANOLOL, INFANTILE, 3.0)]
    ranked = rank_signals(rows, small_lexicon)
    assert [(signal.rank, [one.rank for one in signal.folded]) for signal in ranked] == [(1, []), (2, [2])]


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


def test_a_use_that_a_label_of_the_reader_has_stands_after_those_that_none_has(small_lexicon: Lexicon) -> None:
    """A Japanese label counts for a reader in Japan alone, and other patients are no label of the use."""
    score = Score(chance=2.0, parts=())
    rows = [
        (
            facts(evidence(METFORMIN, disease=GLIOMA), states(LabelLevel.ON, LabelLevel.OFF)),
            Score(chance=9.0, parts=()),
        ),
        (facts(evidence(PROPRANOLOL, disease=TYPE_2), states(LabelLevel.OFF, LabelLevel.OFF, LabelLevel.ON)), score),
        scored(IMATINIB, INFANTILE, 1.0),
        (facts(evidence(METFORMIN, disease=HEMANGIOMA), kind_state(OffLabelKind.AGE)), Score(chance=0.5, parts=())),
    ]
    ranked = rank_signals(rows, small_lexicon, regions=("US", "EU"))
    assert [signal.score for signal in ranked] == [2.0, 1.0, 0.5, 9.0]
    assert ranked[-1].reasons[0] == "after uses that no label has: already on label in US"
    everywhere = rank_signals(rows, small_lexicon)
    assert [signal.score for signal in everywhere] == [1.0, 0.5, 9.0, 2.0]


def test_a_set_that_no_label_has_does_not_hide_its_labelled_drug(small_lexicon: Lexicon) -> None:
    both = f"{METFORMIN}+{PROPRANOLOL}"
    labelled = facts(evidence(PROPRANOLOL, disease=INFANTILE), states(LabelLevel.ON, LabelLevel.OFF))
    ranked = rank_signals([(labelled, Score(chance=9.0, parts=())), scored(both, INFANTILE, 1.0)], small_lexicon)
    assert [(signal.evidence.drug_id, signal.folded) for signal in ranked] == [(both, ()), (PROPRANOLOL, ())]


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

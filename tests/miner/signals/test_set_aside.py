"""Supported pairs that are no use: harms of the drug, and endpoints of uses on its label."""

from dataclasses import replace
from datetime import date

import pytest

from miner.labels.engine import LabelBook
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.symptoms import read_symptoms
from miner.records import Certainty, ClaimRelation, Design, EvidenceRow, LabelFact, LabelLevel, LabelState, Market
from miner.signals.candidates import Evaluation, find_candidates
from miner.signals.counts import tally
from miner.signals.set_aside import Endpoints, describe_harm, describe_preclinical

OMEPRAZOLE, LOSARTAN = "DRUGBANK:DB00338", "DRUGBANK:DB00678"
PAIN, ABDOMINAL_PAIN, COUGH, HEMORRHAGE = "MESH:D010146", "MESH:D015746", "MESH:D003371", "MESH:D006470"
REFLUX, AUTISM = "MONDO:0007186", "MONDO:0005260"
R = ClaimRelation


def row(
    pmid: int,
    relation: R = R.TREATS,
    *,
    certainty: Certainty = Certainty.STATED,
    title_diseases: tuple[str, ...] = (),
) -> EvidenceRow:
    return EvidenceRow(
        pmid=pmid,
        relation=relation,
        certainty=certainty,
        design=Design.RANDOMISED,
        year=2009,
        title_diseases=title_diseases,
    )


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (
            [row(1), row(2, R.CAUSES), row(3, R.CAUSES), row(4, R.CAUSES)],
            "a harm of the drug in 3 of 4 articles, 1 support the use",
        ),
        ([row(1), row(1, R.CAUSES), row(2, R.CAUSES)], "a harm of the drug in 2 of 2 articles, 1 support the use"),
        ([row(1), row(2), row(3, R.CAUSES), row(4, R.CAUSES)], ""),
        ([row(1), row(2, R.CAUSES), row(3, R.CAUSES)], ""),
        ([row(1), row(1, R.CAUSES)], ""),
        ([row(1), row(2, R.CAUSES, certainty=Certainty.QUESTION), row(3, R.CAUSES)], ""),
    ],
)
def test_a_harm_is_what_most_articles_say_the_drug_causes(rows: list[EvidenceRow], reason: str) -> None:
    assert describe_harm(rows) == reason


def endpoints(lexicon: Lexicon, by_disease: dict[str, list[EvidenceRow]], level: LabelLevel) -> Endpoints:
    """Endpoints of a drug whose label is related to reflux in this way, and to nothing else."""

    def states(disease: str) -> list[LabelState]:
        return [LabelState(jurisdiction="US", level=level if disease == REFLUX else LabelLevel.OFF)]

    return Endpoints(by_disease, states, lexicon, read_symptoms())


IN_REFLUX = "an endpoint of studies in gastroesophageal reflux disease, which a label covers"


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([row(1), row(2, title_diseases=(REFLUX,))], IN_REFLUX),
        ([row(1), row(3)], ""),
        ([row(1, title_diseases=(PAIN,)), row(2, title_diseases=(REFLUX,))], ""),
        ([row(1, title_diseases=(ABDOMINAL_PAIN,))], ""),
        ([row(1, R.NO_BENEFIT)], ""),
    ],
)
def test_a_symptom_is_an_endpoint_if_all_its_support_is_from_labelled_uses(
    lexicon: Lexicon, rows: list[EvidenceRow], reason: str
) -> None:
    by_disease = {REFLUX: [row(1, R.GIVEN_FOR)], PAIN: rows}
    assert endpoints(lexicon, by_disease, LabelLevel.FORM).describe(PAIN) == reason


@pytest.mark.parametrize(
    ("level", "is_endpoint"),
    [
        (LabelLevel.ON, True),
        (LabelLevel.EACH, True),
        (LabelLevel.BROADER, True),
        (LabelLevel.SIBLING, False),
        (LabelLevel.OFF, False),
        (LabelLevel.UNKNOWN, False),
    ],
)
def test_only_what_a_label_covers_has_endpoints(lexicon: Lexicon, level: LabelLevel, is_endpoint: bool) -> None:
    by_disease = {REFLUX: [row(1)], PAIN: [row(1)]}
    assert bool(endpoints(lexicon, by_disease, level).describe(PAIN)) is is_endpoint


def test_a_disease_of_its_own_and_kin_of_the_symptom_make_no_endpoint(lexicon: Lexicon) -> None:
    by_disease = {REFLUX: [row(1)], AUTISM: [row(1)], HEMORRHAGE: [row(1)]}
    found = endpoints(lexicon, by_disease, LabelLevel.ON)
    assert [found.describe(disease) for disease in (AUTISM, HEMORRHAGE)] == ["", ""]
    labelled_pain = Endpoints(
        {PAIN: [row(1)], ABDOMINAL_PAIN: [row(1)]},
        lambda _: [LabelState(jurisdiction="US", level=LabelLevel.ON)],
        lexicon,
        read_symptoms(),
    )
    assert labelled_pain.describe(ABDOMINAL_PAIN) == ""


def evaluate(lexicon: Lexicon, evidence: list[tuple[tuple[str, str], list[EvidenceRow]]]) -> Evaluation:
    """The evaluation of omeprazole on label for reflux, and losartan on label for something else, both in the US."""
    facts = [
        LabelFact(fact_id=drug, drugs=(drug,), disease=disease, jurisdiction="US")
        for drug, disease in ((OMEPRAZOLE, REFLUX), (LOSARTAN, AUTISM))
    ]
    markets = [Market(drugs=fact.drugs, jurisdiction="US", is_exact=True, is_label_known=True) for fact in facts]
    return find_candidates(evidence, {2009: 1}, LabelBook(facts, lexicon, markets), lexicon, date(2020, 1, 1))


def test_what_is_set_aside_is_no_candidate_and_keeps_its_counts(lexicon: Lexicon) -> None:
    evaluation = evaluate(
        lexicon,
        [
            ((OMEPRAZOLE, COUGH), [row(2, title_diseases=(REFLUX, COUGH))]),
            ((OMEPRAZOLE, PAIN), [row(1)]),
            ((OMEPRAZOLE, REFLUX), [row(1)]),
            ((LOSARTAN, COUGH), [row(3), row(4, R.CAUSES), row(5, R.CAUSES), row(6, R.CAUSES)]),
            ((LOSARTAN, PAIN), [row(1, title_diseases=(REFLUX,))]),
        ],
    )
    found = [(signal.evidence.drug_id, signal.evidence.disease) for signal in evaluation.signals]
    assert sorted(found) == [(OMEPRAZOLE, COUGH), (LOSARTAN, PAIN)], "another drug's label makes no endpoint"
    aside = [(pair.evidence.drug_id, pair.evidence.disease, pair.reasons[0][:12]) for pair in evaluation.set_aside]
    assert aside == [(OMEPRAZOLE, PAIN, "an endpoint "), (LOSARTAN, COUGH, "a harm of th")]
    assert [pair.evidence.supporting_count for pair in evaluation.set_aside] == [1, 1]


@pytest.mark.parametrize(
    ("designs", "reason"),
    [
        ((Design.ANIMAL,), "only cells or animals so far, in 1 study"),
        ((Design.IN_VITRO, Design.ANIMAL), "only cells or animals so far, in 2 studies"),
        ((Design.ANIMAL, Design.CASE_REPORT), ""),
        ((Design.UNKNOWN,), ""),
    ],
)
def test_what_no_patient_was_given_is_set_aside(designs: tuple[Design, ...], reason: str) -> None:
    rows = [replace(row(pmid), design=design) for pmid, design in enumerate(designs, start=1)]
    total = tally(OMEPRAZOLE, AUTISM, rows)
    assert total is not None
    assert describe_preclinical(total) == reason

"""Off-label uses that others listed: which are candidates, and what became of the others; all invented."""

from dataclasses import replace
from datetime import date

from corpora.measure.label_drugcentral import INDICATION, OFF_LABEL, CuratedPair
from corpora.measure.off_label import count_outcomes, supporting_rows, use_of
from miner.labels.engine import LabelBook
from miner.labels.same_use import SameUse
from miner.lexicon.lexicon import Lexicon
from miner.records import Basis, Certainty, ClaimRelation, Design, EvidenceRow, LabelFact
from tests.miner.lexicon.small import GLIOBLASTOMA, IMATINIB, LUPUS, METFORMIN, PROPRANOLOL, RITUXIMAB, TYPE_2

DAY = date(2026, 6, 1)


def test_each_off_label_use_counts_once_by_what_became_of_it(small_lexicon: Lexicon) -> None:
    fact = LabelFact(
        fact_id="x", drugs=(METFORMIN,), disease=TYPE_2, jurisdiction="US", since=date(1995, 1, 1), since_kind="stated"
    )
    book = LabelBook([fact], small_lexicon, [], SameUse(small_lexicon, {}, {}), {})
    pairs = [
        CuratedPair((drug,), disease, relation)
        for drug, disease, relation in (
            (METFORMIN, TYPE_2, OFF_LABEL),
            (RITUXIMAB, LUPUS, OFF_LABEL),
            (IMATINIB, LUPUS, OFF_LABEL),
            (PROPRANOLOL, LUPUS, OFF_LABEL),
            (PROPRANOLOL, GLIOBLASTOMA, OFF_LABEL),  # nothing supports it
            (METFORMIN, LUPUS, INDICATION),
        )
    ]
    support = {
        use_of(METFORMIN, TYPE_2): True,
        use_of(RITUXIMAB, LUPUS): True,
        use_of(IMATINIB, LUPUS): False,
        use_of(PROPRANOLOL, LUPUS): True,
        use_of(METFORMIN, LUPUS): True,
    }
    counts = count_outcomes(
        pairs, book, DAY, support, {use_of(RITUXIMAB, LUPUS): Basis.REVIEWS}, {use_of(PROPRANOLOL, LUPUS)}
    )
    assert counts == {
        "on the label by now": 1,
        "supported, and not on the label": 3,
        "candidates": 1,
        "candidates by reviews only": 1,
        "supported by reviews alone": 1,
        "set aside: harm, endpoint or no patients": 1,
    }


def test_only_claims_for_a_use_support_it_and_reviews_are_no_studies() -> None:
    row = EvidenceRow(
        pmid=1, relation=ClaimRelation.TREATS, certainty=Certainty.STATED, design=Design.REVIEW, year=2001, trial_ids=()
    )
    rows = {
        ("A", "X"): [row],
        ("B", "X"): [row, replace(row, design=Design.CASE_REPORT)],
        ("C", "X"): [replace(row, relation=ClaimRelation.CAUSES)],
        ("D", "X"): [replace(row, certainty=Certainty.QUESTION)],
    }
    assert supporting_rows(rows.items()) == {(("A",), "X"): False, (("B",), "X"): True}

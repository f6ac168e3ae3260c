"""Candidates of a day, computed without a ledger from evidence, volume of literature, labels and the day."""

from datetime import date

from miner.labels.engine import LabelBook
from miner.lexicon.lexicon import Lexicon
from miner.records import Certainty, ClaimRelation, Design, EvidenceRow, LabelFact, LabelLevel, Market
from miner.signals.candidates import find_candidates
from tests.miner.lexicon.small import DIABETES, INFANTILE, METFORMIN, PROPRANOLOL, TUMOR, TYPE_2

VOLUME = {2008: 100, 2009: 100, 2010: 100}
FACTS = (
    LabelFact(
        fact_id="P",
        drugs=(PROPRANOLOL,),
        disease=TYPE_2,
        jurisdiction="US",
        since=date(1967, 1, 1),
        since_kind="stated",
    ),
    LabelFact(
        fact_id="M",
        drugs=(METFORMIN,),
        disease=INFANTILE,
        jurisdiction="EU",
        since=date(2012, 5, 1),
        since_kind="stated",
        absent_on=date(2012, 4, 30),
    ),
    LabelFact(
        fact_id="N", drugs=(METFORMIN,), disease=TYPE_2, jurisdiction="EU", since=date(2000, 1, 1), since_kind="stated"
    ),
)
MARKETS = tuple(
    Market(
        drugs=fact.drugs,
        jurisdiction=fact.jurisdiction,
        first_approval=date(1967, 1, 1),
        is_exact=True,
        is_label_known=True,
    )
    for fact in FACTS
)


def row(pmid: int, year: int = 2009) -> EvidenceRow:
    return EvidenceRow(
        pmid=pmid, relation=ClaimRelation.TREATS, certainty=Certainty.STATED, design=Design.CASE_SERIES, year=year
    )


EVIDENCE = [
    ((METFORMIN, INFANTILE), [row(1), row(2)]),
    ((METFORMIN, TYPE_2), [row(3)]),
    ((PROPRANOLOL, INFANTILE), [row(4, 2010)]),
    ((PROPRANOLOL, DIABETES), []),
]


def found(as_of: date, lexicon: Lexicon) -> list[tuple[str, str, LabelLevel]]:
    evaluation = find_candidates(EVIDENCE, VOLUME, LabelBook(FACTS, lexicon, MARKETS), lexicon, as_of)
    assert evaluation.as_of == as_of
    return [(s.evidence.drug_id, s.evidence.disease, s.label_states[0].level) for s in evaluation.signals]


def test_a_pair_is_a_candidate_until_a_label_covers_it(small_lexicon: Lexicon) -> None:
    before, after = date(2010, 12, 31), date(2012, 5, 1)
    assert (PROPRANOLOL, INFANTILE, LabelLevel.OFF) in found(before, small_lexicon)
    assert {(drug, disease) for drug, disease, _ in found(before, small_lexicon)} == {
        (PROPRANOLOL, INFANTILE),
        (METFORMIN, INFANTILE),
    }
    assert {(drug, disease) for drug, disease, _ in found(after, small_lexicon)} == {(PROPRANOLOL, INFANTILE)}
    (followed,) = find_candidates(
        EVIDENCE, VOLUME, LabelBook(FACTS, small_lexicon, MARKETS), small_lexicon, after
    ).followed
    assert (followed.evidence.drug_id, followed.lead_years, followed.first_approved) == (METFORMIN, 3, after)


def test_a_class_or_a_substance_without_a_label_is_no_candidate(small_lexicon: Lexicon) -> None:
    book, day = LabelBook(FACTS, small_lexicon, MARKETS), date(2010, 12, 31)
    evidence = [
        ((drug, INFANTILE), [row(1)])
        for drug in ("CLASS:beta-blockers", PROPRANOLOL, "MESH:D004298", f"{METFORMIN}+MESH:D004298")
    ]
    assert [one.evidence.drug_id for one in find_candidates(evidence, VOLUME, book, small_lexicon, day).signals] == [
        PROPRANOLOL
    ]


def test_the_same_day_gives_the_same_and_changes_nothing(small_lexicon: Lexicon) -> None:
    book = LabelBook(FACTS, small_lexicon, MARKETS)
    evidence = [(pair, tuple(rows)) for pair, rows in EVIDENCE]
    days = [find_candidates(evidence, VOLUME, book, small_lexicon, date(2010, 12, 31)) for _ in range(2)]
    assert days[0] == days[1]


def test_a_disease_that_is_too_general_names_no_use(small_lexicon: Lexicon, lexicon: Lexicon) -> None:
    evidence = [((PROPRANOLOL, TUMOR), [row(1)])]
    few = find_candidates(evidence, VOLUME, LabelBook(FACTS, small_lexicon, MARKETS), small_lexicon, date(2010, 12, 31))
    assert [signal.evidence.disease for signal in few.signals] == [TUMOR]
    assert len(lexicon.descendants(TUMOR)) > 250
    assert (
        find_candidates(evidence, VOLUME, LabelBook(FACTS, lexicon, MARKETS), lexicon, date(2010, 12, 31)).signals == []
    )

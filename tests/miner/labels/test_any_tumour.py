"""Labels for any solid tumour with a biomarker."""

from datetime import date

import pytest

from miner.labels.any_tumour import ANY_TUMOUR, is_for_any_tumour, relate_tumour
from miner.labels.engine import LabelBook
from miner.labels.same_use import Relation
from miner.lexicon.lexicon import Lexicon
from miner.records import LabelFact, LabelLevel, Market, Use

PEMBROLIZUMAB, MSI_H = "DRUGBANK:DB09037", "SIGNATURE:MSI-H"
SARCOMA, AML, ASTHMA, COLORECTAL = "MONDO:0005089", "MONDO:0018874", "MONDO:0004979", "MONDO:0005575"
FACT = LabelFact(
    fact_id="1", drugs=(PEMBROLIZUMAB,), disease=ANY_TUMOUR, jurisdiction="US", biomarkers=(MSI_H,),
    since=date(2017, 5, 23),
    absent_on=date(2017, 5, 22), since_kind="stated",
)  # fmt: skip
MARKET = Market(
    drugs=(PEMBROLIZUMAB,), jurisdiction="US", first_approval=date(2014, 9, 4), is_exact=True, is_label_known=True
)


def use(disease: str, *biomarkers: str) -> Use:
    return Use(drugs=(PEMBROLIZUMAB,), disease=disease, biomarkers=biomarkers)


@pytest.mark.parametrize(
    ("one", "relation"),
    [
        (use(SARCOMA), Relation.BROADER),
        (use(SARCOMA, MSI_H), Relation.FORM),
        (use(SARCOMA, "SIGNATURE:pMMR"), Relation.BROADER),
        (use(AML, MSI_H), Relation.OFF),
        (use(ASTHMA), Relation.OFF),
        (use("MONDO:0"), Relation.OFF),
    ],
)
def test_a_tumour_is_covered_with_the_biomarker_and_in_part_without(
    lexicon: Lexicon, one: Use, relation: Relation
) -> None:
    assert relate_tumour(one, FACT, lexicon)[0] is relation


def test_the_reason_names_genes(lexicon: Lexicon) -> None:
    fact = LabelFact(
        fact_id="2", drugs=("D:1",), disease=ANY_TUMOUR, jurisdiction="US", biomarkers=("HGNC:8031 rearrangement",)
    )
    assert "NTRK1 rearrangement" in relate_tumour(use(SARCOMA), fact, lexicon)[1]


@pytest.mark.parametrize(
    "changes", [{"biomarkers": ()}, {"disease": COLORECTAL}, {"relation": "population"}]
)  # fmt: skip
def test_other_facts_are_for_no_tumour_at_large(changes: dict[str, object]) -> None:
    fields = {"fact_id": "3", "drugs": ("D:1",), "jurisdiction": "US", "disease": ANY_TUMOUR, "biomarkers": (MSI_H,)}
    assert not is_for_any_tumour(LabelFact(**fields | changes))  # type: ignore[arg-type]


def test_the_book_answers_by_biomarker_and_a_label_of_the_tumour_itself_comes_first(lexicon: Lexicon) -> None:
    own = LabelFact(fact_id="4", drugs=(PEMBROLIZUMAB,), disease=COLORECTAL, jurisdiction="US", since=date(2020, 6, 29))
    book, day = LabelBook([FACT, own], lexicon, [MARKET]), date(2024, 1, 1)
    levels = [
        book.state(one, "US", day).level
        for one in (use(SARCOMA, MSI_H), use(SARCOMA), use(AML), use(COLORECTAL))
    ]  # fmt: skip
    assert levels == [LabelLevel.FORM, LabelLevel.BROADER, LabelLevel.OFF, LabelLevel.ON]
    assert book.state(use(AML), "US", day).labelled == (COLORECTAL,)
    assert book.state(use(SARCOMA), "US", date(2016, 1, 1)).level is LabelLevel.OFF


def test_what_left_the_label_of_its_disease_has_left_though_any_tumour_is_labelled(lexicon: Lexicon) -> None:
    left = LabelFact(
        fact_id="5", drugs=(PEMBROLIZUMAB,), disease=COLORECTAL, jurisdiction="US", since=date(2019, 6, 17),
        ended_on=date(2021, 3, 30), status="withdrawn",
    )  # fmt: skip
    state = LabelBook([FACT, left], lexicon, [MARKET]).state(use(COLORECTAL), "US", date(2024, 1, 1))
    assert (state.level, state.fact) == (LabelLevel.OFF, left)


def test_a_tumour_that_the_label_leaves_out_is_off_it(lexicon: Lexicon) -> None:
    fact = LabelFact(
        fact_id="6", drugs=("DRUGBANK:DB08911", "DRUGBANK:DB08912"), disease=ANY_TUMOUR, jurisdiction="US",
        biomarkers=("HGNC:1097 p.V600E",),
    )  # fmt: skip
    relations = [relate_tumour(use(each, "HGNC:1097 p.V600E"), fact, lexicon)[0] for each in (COLORECTAL, SARCOMA)]
    assert relations == [Relation.OFF, Relation.FORM]

"""The five kinds of off-label use of claims with their study's traits, on the shipped label book."""

from datetime import date

import pytest

from miner.labels.engine import LabelBook
from miner.labels.facts import load_label_facts, load_markets
from miner.lexicon.lexicon import Lexicon
from miner.reading.populations.uses import use_of
from miner.records import Claim, ClaimRelation, MentionType, OffLabelKind, Trait, TraitKind

TODAY = date(2026, 1, 1)
AGE, ROUTE, DOSE = OffLabelKind.AGE, OffLabelKind.ROUTE, OffLabelKind.DOSE
INDICATION, CONDITION = OffLabelKind.INDICATION, OffLabelKind.CONDITION


@pytest.fixture(scope="module")
def book(lexicon: Lexicon) -> LabelBook:
    return LabelBook(load_label_facts(), lexicon, load_markets())


def kinds(
    book: LabelBook, lexicon: Lexicon, drug: str, disease: str, *traits: tuple[str, str], jurisdiction: str = "US"
) -> set[OffLabelKind]:
    """The kinds of a claim on a drug and a disease by name, with traits as pairs of kind and value."""
    curie = lexicon.lookup(drug, MentionType.DRUG)[0].curie
    claim = Claim(
        pmid=1,
        sentence_start=0,
        sentence_end=9,
        drugs=(curie,),
        disease=lexicon.lookup(disease, MentionType.DISEASE)[0].curie,
        relation=ClaimRelation.TREATS,
    )
    made = [Trait(kind=TraitKind(kind), value=value, start=0, end=9, drug=curie) for kind, value in traits]
    return set(book.state(use_of(claim, made), jurisdiction, TODAY).kinds)


def test_children_are_off_the_label_of_an_adult_drug(book: LabelBook, lexicon: Lexicon) -> None:
    use = (book, lexicon, "apixaban", "atrial fibrillation")
    children, adults = ("age group", "child"), ("age group", "adult")
    labelled = {fact.ages for fact in book.facts_of((lexicon.lookup("apixaban")[0].curie,), "EU")}
    assert "adults" in labelled
    assert AGE in kinds(*use, children, jurisdiction="EU")
    assert AGE not in kinds(*use, adults, jurisdiction="EU")
    assert AGE not in kinds(*use, children, adults, jurisdiction="EU")  # adults and children in one trial
    assert AGE not in kinds(*use, jurisdiction="EU")  # unknown ages say nothing
    assert AGE not in kinds(*use, ("pregnancy", "pregnant"), jurisdiction="EU")


def test_bevacizumab_into_the_eye_is_another_disease_and_another_route(book: LabelBook, lexicon: Lexicon) -> None:
    use = (book, lexicon, "bevacizumab", "diabetic macular edema")
    assert kinds(*use, ("route", "intravitreal")) == {INDICATION, ROUTE}
    assert kinds(*use) == {INDICATION}
    assert kinds(book, lexicon, "bevacizumab", "colorectal cancer", ("route", "intravenous")) == set()


def test_intrathecal_morphine_is_another_route(book: LabelBook, lexicon: Lexicon) -> None:
    assert kinds(book, lexicon, "morphine", "pain", ("route", "intrathecal")) == {ROUTE}
    assert kinds(book, lexicon, "morphine", "pain", ("route", "intravenous")) == set()
    assert kinds(book, lexicon, "morphine", "pain", ("route", "oral"), ("route", "intrathecal")) == set()


def test_a_first_line_of_a_second_line_drug_is_another_condition(book: LabelBook, lexicon: Lexicon) -> None:
    use = (book, lexicon, "golimumab", "ulcerative colitis")
    assert kinds(*use, ("line", "first line")) == {CONDITION}
    assert kinds(*use, ("line", "relapsed or refractory")) == set()
    assert kinds(*use, ("line", "first line"), ("line", "second line")) == set()

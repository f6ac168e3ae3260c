"""Label matching, on well-known approvals and their dates."""

import time
from datetime import date

import pytest

from miner.jurisdictions import CODES
from miner.labels.facts import load_label_facts
from miner.labels.match import LabelBook
from miner.lexicon.lexicon import Lexicon
from miner.reading.linking.candidates import Candidates
from miner.records import LabelFact, LabelLevel, LabelState, MentionType

US, EU, JP = CODES
PROPRANOLOL, RITUXIMAB, BEVACIZUMAB = "DRUGBANK:DB00571", "DRUGBANK:DB00073", "DRUGBANK:DB00112"
ECULIZUMAB, PREGABALIN, IMATINIB = "DRUGBANK:DB01257", "DRUGBANK:DB00230", "DRUGBANK:DB00619"
HEMANGIOMA, GLIOBLASTOMA, BREAST_CANCER = "MONDO:0011191", "MONDO:0018177", "MONDO:0007254"
NMO, PEMPHIGUS, GENERALISED_MG, MG = "MONDO:0019100", "MONDO:0008219", "MONDO:1060006", "MONDO:0009688"
FOLIACEUS, GPA, FIBROMYALGIA, GIST = "MONDO:0019324", "MONDO:0012105", "MONDO:0005546", "MONDO:0011719"


@pytest.fixture(scope="module")
def book(lexicon: Lexicon) -> LabelBook:
    return LabelBook(load_label_facts(), lexicon)


@pytest.mark.parametrize(
    ("drug", "disease", "jurisdiction", "last_day_off", "first_day_on"),
    [
        (PROPRANOLOL, HEMANGIOMA, US, date(2014, 3, 13), date(2014, 3, 14)),
        (PROPRANOLOL, HEMANGIOMA, EU, date(2014, 4, 22), date(2014, 4, 23)),
        (PROPRANOLOL, HEMANGIOMA, JP, date(2016, 7, 3), date(2016, 7, 4)),
        (RITUXIMAB, GPA, US, date(2011, 4, 18), date(2011, 4, 19)),
        (RITUXIMAB, PEMPHIGUS, US, date(2018, 6, 6), date(2018, 6, 7)),
        (RITUXIMAB, NMO, JP, date(2022, 6, 19), date(2022, 6, 20)),
        (ECULIZUMAB, NMO, US, date(2019, 6, 26), date(2019, 6, 27)),
        (PREGABALIN, FIBROMYALGIA, US, date(2007, 6, 20), date(2007, 6, 21)),
        (IMATINIB, GIST, US, date(2002, 1, 31), date(2002, 2, 1)),
    ],
)
def test_a_use_is_off_label_until_the_day_of_its_approval(  # noqa: PLR0917
    book: LabelBook, drug: str, disease: str, jurisdiction: str, last_day_off: date, first_day_on: date
) -> None:
    before = book.state((drug,), disease, jurisdiction, last_day_off)
    after = book.state((drug,), disease, jurisdiction, first_day_on)
    assert before.level in {LabelLevel.OFF_LABEL, LabelLevel.SIBLING}
    assert after.level is LabelLevel.ON_LABEL
    assert after.fact is not None
    assert after.fact.approved_on == first_day_on


def test_a_withdrawn_use_is_off_label_again(book: LabelBook) -> None:
    levels = [
        book.state((BEVACIZUMAB,), BREAST_CANCER, US, day).level
        for day in (date(2008, 2, 21), date(2008, 2, 22), date(2011, 11, 17), date(2011, 11, 18))
    ]
    assert levels == [LabelLevel.OFF_LABEL, LabelLevel.ON_LABEL, LabelLevel.ON_LABEL, LabelLevel.OFF_LABEL]


def test_a_conditional_approval_becomes_a_full_one(book: LabelBook) -> None:
    facts = [book.state((BEVACIZUMAB,), GLIOBLASTOMA, US, day).fact for day in (date(2009, 5, 5), date(2017, 12, 5))]
    assert [fact.status if fact else None for fact in facts] == ["conditional", "approved"]


def test_one_use_differs_by_region(book: LabelBook) -> None:
    levels = [state.level for state in book.states((BEVACIZUMAB,), GLIOBLASTOMA, date(2020, 1, 1))]
    assert levels[0] is LabelLevel.ON_LABEL
    assert levels[1] is LabelLevel.OFF_LABEL  # never approved in the EU
    assert levels[2] is LabelLevel.NARROWER  # Japan approved malignant glioma


def test_a_form_is_narrower_and_a_group_broader_than_the_label(book: LabelBook) -> None:
    today = date(2024, 1, 1)
    assert book.state((ECULIZUMAB,), MG, US, today).level is LabelLevel.BROADER
    assert book.state((RITUXIMAB,), "MONDO:0018905", JP, today).level is LabelLevel.NARROWER  # DLBCL of NHL


def test_a_form_of_the_same_specific_group_is_a_sibling(book: LabelBook) -> None:
    assert book.state((RITUXIMAB,), FOLIACEUS, US, date(2024, 1, 1)).level is LabelLevel.SIBLING


def test_before_its_first_approval_a_drug_is_not_approved(book: LabelBook) -> None:
    assert book.state((ECULIZUMAB,), NMO, US, date(2006, 1, 1)).level is LabelLevel.NOT_APPROVED


def test_a_combination_has_the_best_state_of_itself_and_its_ingredients(book: LabelBook) -> None:
    state = book.state((PROPRANOLOL, RITUXIMAB), HEMANGIOMA, US, date(2020, 1, 1))
    assert state.level is LabelLevel.ON_LABEL
    assert state.fact is not None
    assert state.fact.drugs == (PROPRANOLOL,)


def _fact(**changes: object) -> LabelFact:
    fields: dict[str, object] = {
        "fact_id": "f", "drugs": (IMATINIB,), "disease": GIST, "jurisdiction": US, **changes
    }  # fmt: skip
    return LabelFact(**fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fact", "as_of", "level"),
    [
        (_fact(known_by=date(2015, 5, 29)), date(2015, 5, 29), LabelLevel.ON_LABEL),
        (_fact(known_by=date(2015, 5, 29)), date(2015, 5, 28), LabelLevel.UNKNOWN),
        (_fact(), date(1990, 1, 1), LabelLevel.ON_LABEL),
        (_fact(status="withdrawn"), date(2020, 1, 1), LabelLevel.OFF_LABEL),
        (_fact(disease=NMO), date(2020, 1, 1), LabelLevel.OFF_LABEL),
        (_fact(disease=BREAST_CANCER, known_by=date(2015, 5, 29)), date(2010, 1, 1), LabelLevel.OFF_LABEL),
    ],
)
def test_days_of_a_fact(lexicon: Lexicon, fact: LabelFact, as_of: date, level: LabelLevel) -> None:
    assert LabelBook([fact], lexicon).state((IMATINIB,), GIST, US, as_of).level is level


def test_a_group_of_what_may_have_been_on_the_label_is_unknown_not_off(lexicon: Lexicon) -> None:
    depression, major_depression = "MONDO:0002050", "MONDO:0002009"
    undated = _fact(disease=major_depression, known_by=date(2015, 5, 29))
    state = LabelBook([undated], lexicon).state((IMATINIB,), depression, US, date(2004, 12, 31))
    assert (state.level, state.fact) == (LabelLevel.UNKNOWN, undated)


def test_what_may_have_been_on_the_label_does_not_hide_what_was(lexicon: Lexicon) -> None:
    undated, dated = _fact(fact_id="a", known_by=date(2015, 5, 29)), _fact(fact_id="b", approved_on=date(2002, 2, 1))
    state = LabelBook([undated, dated], lexicon).state((IMATINIB,), GIST, US, date(2004, 12, 31))
    assert (state.level, state.fact) == (LabelLevel.ON_LABEL, dated)


def test_a_combination_is_unknown_where_a_label_of_its_parts_is(lexicon: Lexicon) -> None:
    facts = [_fact(known_by=date(2015, 5, 29)), _fact(fact_id="r", drugs=(RITUXIMAB,), disease=NMO)]
    state = LabelBook(facts, lexicon).state((IMATINIB, RITUXIMAB), GIST, US, date(2004, 12, 31))
    assert state.level is LabelLevel.UNKNOWN


def test_one_disease_under_two_identifiers_is_one(lexicon: Lexicon) -> None:
    aphthous_stomatitis, canker_sore = "MONDO:0004845", "MONDO:0005318"
    book = LabelBook([_fact(disease=aphthous_stomatitis, approved_on=date(2002, 2, 1))], lexicon)
    assert book.state((IMATINIB,), canker_sore, US, date(2004, 12, 31)).level is LabelLevel.ON_LABEL


def test_a_drug_for_attention_deficit_is_on_label_by_either_spelling(book: LabelBook, lexicon: Lexicon) -> None:
    atomoxetine, adhd = "DRUGBANK:DB00289", "MONDO:0007743"
    assert book.state((atomoxetine,), adhd, US, date(2004, 12, 31)).level is LabelLevel.ON_LABEL
    names = ("ADHD", "attention deficit hyperactivity disorder", "attention-deficit/hyperactivity disorder")
    candidates = Candidates(lexicon)
    assert {candidates.find(name, MentionType.DISEASE)[0].curie for name in names} == {adhd}


def test_without_facts_the_lexicon_tells_not_approved_from_unknown(lexicon: Lexicon) -> None:
    empty = LabelBook([], lexicon)
    state = LabelState(jurisdiction=US, level=LabelLevel.UNKNOWN)
    assert empty.state((IMATINIB,), GIST, US, date(2020, 1, 1)) == state
    assert empty.state(("DRUGBANK:DB0",), GIST, US, date(2020, 1, 1)).level is LabelLevel.NOT_APPROVED


def test_a_hundred_thousand_states_take_seconds(book: LabelBook, lexicon: Lexicon) -> None:
    drugs = [entry.curie for entry in lexicon.entries() if entry.curie.startswith("DRUGBANK")][:330]
    diseases = [HEMANGIOMA, GLIOBLASTOMA, BREAST_CANCER, NMO, PEMPHIGUS, GENERALISED_MG, MG, GPA, GIST, FIBROMYALGIA]
    start = time.process_time()
    for drug in drugs:
        for disease in diseases:
            for year in range(2010, 2020):
                book.states((drug,), disease, date(year, 1, 1))
    assert time.process_time() - start < 20  # 99,000 states


def test_a_list_that_begins_after_the_drug_does_not_say_off_label(lexicon: Lexicon) -> None:
    added = _fact(jurisdiction=JP, approved_on=date(2011, 5, 1), source="pmda indications list")
    old = _fact(fact_id="us", approved_on=date(1953, 12, 7))
    new = _fact(fact_id="us", approved_on=date(2010, 1, 1))
    day = date(2020, 1, 1)
    assert LabelBook([added, old], lexicon).state((IMATINIB,), BREAST_CANCER, JP, day).level is LabelLevel.UNKNOWN
    assert LabelBook([added, new], lexicon).state((IMATINIB,), BREAST_CANCER, JP, day).level is LabelLevel.OFF_LABEL

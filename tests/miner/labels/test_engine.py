"""The label book's answers: on well-known approvals and their days, then rule by rule on invented facts."""

import time
from collections.abc import Callable
from datetime import date

import pytest

from miner.jurisdictions import CODES
from miner.labels.engine import LabelBook
from miner.labels.facts import load_label_facts, load_markets
from miner.lexicon.lexicon import Lexicon
from miner.reading.linking.candidates import Candidates
from miner.records import LabelFact, LabelLevel, LabelState, Market, MentionType, OffLabelKind, Use

US, EU, JP = CODES
PROPRANOLOL, RITUXIMAB, BEVACIZUMAB = "DRUGBANK:DB00571", "DRUGBANK:DB00073", "DRUGBANK:DB00112"
ECULIZUMAB, PREGABALIN, IMATINIB = "DRUGBANK:DB01257", "DRUGBANK:DB00230", "DRUGBANK:DB00619"
HEMANGIOMA, GLIOBLASTOMA, BREAST_CANCER = "MONDO:0011191", "MONDO:0018177", "MONDO:0007254"
NMO, PEMPHIGUS, GENERALISED_MG, MG = "MONDO:0019100", "MONDO:0008219", "MONDO:1060006", "MONDO:0009688"
FOLIACEUS, GPA, FIBROMYALGIA, GIST = "MONDO:0019324", "MONDO:0012105", "MONDO:0005546", "MONDO:0011719"
DEPRESSION, MAJOR_DEPRESSION = "MONDO:0002050", "MONDO:0002009"
UNLISTED = "DRUGBANK:DB0"
"""A drug that the lexicon does not have."""

TODAY = date(2024, 1, 1)


@pytest.fixture(scope="module")
def book(lexicon: Lexicon) -> LabelBook:
    return LabelBook(load_label_facts(), lexicon, load_markets())


def state_of(book: LabelBook, drug: str, disease: str, jurisdiction: str = US, day: date = TODAY) -> LabelState:
    return book.state(Use(drugs=(drug,), disease=disease), jurisdiction, day)


# --- the shipped book ---------------------------------------------------------------------------------------------


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
    before = state_of(book, drug, disease, jurisdiction, last_day_off)
    after = state_of(book, drug, disease, jurisdiction, first_day_on)
    assert before.level in {LabelLevel.OFF, LabelLevel.SIBLING}
    assert after.level is LabelLevel.ON
    assert after.fact is not None
    assert after.fact.since == first_day_on


def test_a_withdrawn_use_is_off_label_again(book: LabelBook) -> None:
    levels = [
        state_of(book, BEVACIZUMAB, BREAST_CANCER, US, day).level
        for day in (date(2008, 2, 21), date(2008, 2, 22), date(2011, 11, 17), date(2011, 11, 18))
    ]
    assert levels == [LabelLevel.OFF, LabelLevel.ON, LabelLevel.ON, LabelLevel.OFF]


def test_one_use_differs_by_region(book: LabelBook) -> None:
    levels = [state.level for state in book.states((BEVACIZUMAB,), GLIOBLASTOMA, date(2020, 1, 1))]
    assert levels[0] is LabelLevel.ON
    assert levels[1] is LabelLevel.OFF  # never approved in the EU
    assert levels[2] is LabelLevel.FORM  # Japan approved malignant glioma


def test_before_its_first_approval_a_drug_is_not_approved(book: LabelBook) -> None:
    assert state_of(book, ECULIZUMAB, NMO, US, date(2006, 1, 1)).level is LabelLevel.NOT_APPROVED


def test_a_drug_for_attention_deficit_is_on_label_by_either_spelling(book: LabelBook, lexicon: Lexicon) -> None:
    atomoxetine, adhd = "DRUGBANK:DB00289", "MONDO:0007743"
    assert state_of(book, atomoxetine, adhd).level is LabelLevel.ON
    names = ("ADHD", "attention deficit hyperactivity disorder", "attention-deficit/hyperactivity disorder")
    candidates = Candidates(lexicon)
    assert {candidates.find(name, MentionType.DISEASE)[0].curie for name in names} == {adhd}


def test_a_hundred_thousand_states_take_seconds(book: LabelBook, lexicon: Lexicon) -> None:
    drugs = [entry.curie for entry in lexicon.entries() if entry.curie.startswith("DRUGBANK")][:330]
    diseases = [HEMANGIOMA, GLIOBLASTOMA, BREAST_CANCER, NMO, PEMPHIGUS, GENERALISED_MG, MG, GPA, GIST, FIBROMYALGIA]
    start = time.process_time()
    for drug in drugs:
        for disease in diseases:
            for year in range(2010, 2020):
                book.states((drug,), disease, date(year, 1, 1))
    assert time.process_time() - start < 20  # 99,000 states


# --- rules, on invented facts -------------------------------------------------------------------------------------


def _fact(**changes: object) -> LabelFact:
    fields: dict[str, object] = {
        "fact_id": "f", "drugs": (IMATINIB,), "disease": GIST, "jurisdiction": US, "sources": ("label text",), **changes
    }  # fmt: skip
    return LabelFact(**fields)  # type: ignore[arg-type]


def _market(*drugs: str, **changes: object) -> Market:
    fields: dict[str, object] = {
        "drugs": drugs or (IMATINIB,), "jurisdiction": US, "first_approval": date(2001, 5, 10), "is_exact": True,
        "is_label_known": True, "source_url": "https://example.org/market", **changes
    }  # fmt: skip
    return Market(**fields)  # type: ignore[arg-type]


Ask = Callable[..., LabelState]


@pytest.fixture
def ask(lexicon: Lexicon) -> Ask:
    """The state of a use (imatinib in GIST, US, today) by invented facts, with a market whose label is known."""

    def state(
        *facts: LabelFact, markets: tuple[Market, ...] | None = None, day: date = TODAY, **use: object
    ) -> LabelState:
        made = Use(**{"drugs": (IMATINIB,), "disease": GIST, **use})  # type: ignore[arg-type]
        return LabelBook(facts, lexicon, (_market(),) if markets is None else markets).state(made, US, day)

    return state


SINCE = date(2015, 5, 29)


@pytest.mark.parametrize(
    ("fact", "day", "level"),
    [
        (_fact(since=SINCE, since_kind="bounded"), SINCE, LabelLevel.ON),
        (_fact(since=SINCE, since_kind="bounded"), date(2015, 5, 28), LabelLevel.BETWEEN),
        (_fact(since=SINCE, absent_on=date(2010, 1, 1)), date(2010, 1, 2), LabelLevel.BETWEEN),
        (_fact(since=SINCE, absent_on=date(2010, 1, 1)), date(2010, 1, 1), LabelLevel.OFF),
        (_fact(), date(2002, 1, 1), LabelLevel.ON),
        (_fact(since=SINCE, ended_on=date(2018, 1, 1)), date(2017, 12, 31), LabelLevel.ON),
        (_fact(since=SINCE, ended_on=date(2018, 1, 1)), date(2018, 1, 1), LabelLevel.OFF),
        (_fact(status="withdrawn"), date(2020, 1, 1), LabelLevel.OFF),
        (_fact(disease=NMO), date(2020, 1, 1), LabelLevel.OFF),
        (_fact(disease=BREAST_CANCER, since=SINCE), date(2010, 1, 1), LabelLevel.OFF),
    ],
)
def test_days_of_a_fact(ask: Ask, fact: LabelFact, day: date, level: LabelLevel) -> None:
    assert ask(fact, day=day).level is level


def test_what_left_the_label_decides_with_its_day(ask: Ask) -> None:
    ended = _fact(since=SINCE, ended_on=date(2018, 1, 1))
    state = ask(ended, _fact(fact_id="n", disease=NMO))
    assert (state.fact, state.reason, state.labelled) == (ended, "left the label on 2018-01-01", (NMO,))
    assert "a day that no source has" in ask(_fact(status="withdrawn")).reason


def test_a_form_a_group_and_a_sibling_of_a_labelled_disease(ask: Ask) -> None:
    assert ask(_fact(disease=MG), disease=GENERALISED_MG).level is LabelLevel.FORM
    assert ask(_fact(disease=GENERALISED_MG), disease=MG).level is LabelLevel.BROADER
    sibling = ask(_fact(disease=PEMPHIGUS), disease=FOLIACEUS)
    assert (sibling.level, sibling.kinds, sibling.labelled) == (
        LabelLevel.SIBLING, (OffLabelKind.INDICATION,), (PEMPHIGUS,)
    )  # fmt: skip


def test_one_disease_under_two_identifiers_is_one(ask: Ask) -> None:
    aphthous_stomatitis, canker_sore = "MONDO:0004845", "MONDO:0005318"
    assert ask(_fact(disease=aphthous_stomatitis), disease=canker_sore).level is LabelLevel.ON


def test_a_group_of_what_may_have_been_on_the_label_is_neither_off_nor_broader(ask: Ask) -> None:
    undated = _fact(disease=MAJOR_DEPRESSION, since=SINCE, since_kind="bounded")
    state = ask(undated, disease=DEPRESSION, day=date(2004, 12, 31))
    assert (state.level, state.fact) == (LabelLevel.BETWEEN, undated)


def test_what_may_have_been_on_the_label_does_not_hide_what_was(ask: Ask) -> None:
    undated, dated = _fact(fact_id="a", since=SINCE), _fact(fact_id="b", since=date(2002, 2, 1))
    state = ask(undated, dated, day=date(2004, 12, 31))
    assert (state.level, state.fact) == (LabelLevel.ON, dated)


def test_a_use_that_is_known_to_come_later_rules_out_one_of_an_unknown_day(ask: Ask) -> None:
    day = date(2004, 12, 31)
    undated = _fact(fact_id="a", disease=MG, since=SINCE, since_kind="bounded")
    dated = _fact(fact_id="b", disease=GENERALISED_MG, since=SINCE, since_kind="stated", absent_on=date(2015, 5, 28))
    assert ask(undated, disease=GENERALISED_MG, day=day).level is LabelLevel.BETWEEN
    assert ask(undated, dated, disease=GENERALISED_MG, day=day).level is LabelLevel.OFF


def test_a_market_says_since_when_and_until_when_a_drug_is_approved_at_all(ask: Ask) -> None:
    fact = _fact(since=SINCE, since_kind="bounded")
    early = date(2000, 1, 1)
    exact = ask(fact, day=early)
    assert (exact.level, exact.kinds) == (LabelLevel.NOT_APPROVED, (OffLabelKind.INDICATION,))
    assert exact.reason == "first approved on 2001-05-10"
    assert ask(fact, day=early, markets=(_market(is_exact=False),)).level is LabelLevel.BETWEEN
    assert ask(day=early, markets=(_market(is_exact=False),)).level is LabelLevel.UNKNOWN
    gone = ask(fact, markets=(_market(ended_on=date(2020, 1, 1)),))
    assert (gone.level, gone.reason) == (LabelLevel.NOT_APPROVED, "no product is authorised since 2020-01-01")


def test_what_an_incomplete_label_lacks_is_unknown_not_off(ask: Ask) -> None:
    part = (_market(is_label_known=False),)
    assert ask(_fact(disease=NMO), markets=part).level is LabelLevel.UNKNOWN
    assert ask(_fact(disease=PEMPHIGUS), markets=part, disease=FOLIACEUS).level is LabelLevel.UNKNOWN
    assert ask(_fact(), markets=part).level is LabelLevel.ON


def test_without_facts_and_market_the_lexicon_tells_not_approved_from_unknown(ask: Ask) -> None:
    assert ask(markets=()).level is LabelLevel.UNKNOWN
    assert ask(markets=(), drugs=("DRUGBANK:DB0",)).level is LabelLevel.NOT_APPROVED


@pytest.mark.parametrize(
    ("jurisdiction", "first", "level"),
    [
        (EU, date(2006, 1, 1), LabelLevel.NOT_APPROVED),
        (EU, date(2005, 11, 19), LabelLevel.UNKNOWN),
        (JP, date(2004, 4, 1), LabelLevel.NOT_APPROVED),
        (JP, date(2004, 3, 31), LabelLevel.UNKNOWN),
    ],
)
def test_a_drug_that_is_older_than_the_list_of_approvals_may_be_approved(
    lexicon: Lexicon, jurisdiction: str, first: date, level: LabelLevel
) -> None:
    book = LabelBook((), lexicon, [_market(UNLISTED, first_approval=first)])
    state = state_of(book, UNLISTED, GIST, jurisdiction)
    assert state.level is level
    assert ("older than our list of approvals" in state.reason) is (level is LabelLevel.UNKNOWN)


def test_a_use_that_left_one_label_in_europe_may_be_on_a_national_one(lexicon: Lexicon) -> None:
    ended = _fact(jurisdiction=EU, since=SINCE, ended_on=date(2018, 1, 1), status="withdrawn")
    levels = [
        state_of(
            LabelBook([ended], lexicon, [_market(jurisdiction=EU, is_label_known=is_known)]), IMATINIB, GIST, EU
        ).level
        for is_known in (True, False)
    ]
    assert levels == [LabelLevel.OFF, LabelLevel.UNKNOWN]


def test_what_only_noisy_sources_say_is_off_label_where_the_whole_label_is_known(ask: Ask) -> None:
    noisy = _fact(trust="noisy", sources=("fda_pairs", "use_code"))
    state = ask(noisy, _fact(fact_id="n", disease=NMO))
    assert (state.level, state.kinds, state.fact) == (LabelLevel.OFF, (OffLabelKind.INDICATION,), None)
    assert state.reason == "not on the label; the label names it, but only fda_pairs, use_code says so"
    assert state.labelled == (NMO,)


@pytest.mark.parametrize(
    ("sources", "is_label_known"), [(("fda_list",), True), (("fda_list", "use_code"), True), (("use_code",), False)]
)
def test_what_a_doubtful_label_text_says_or_nobody_can_check_is_unknown(
    ask: Ask, sources: tuple[str, ...], is_label_known: bool
) -> None:
    noisy = _fact(trust="noisy", sources=sources)
    state = ask(noisy, markets=(_market(is_label_known=is_label_known),))
    assert (state.level, state.fact) == (LabelLevel.UNKNOWN, noisy)
    assert f"only {', '.join(sources)} says so" in state.reason


def test_a_noisy_fact_never_counts_against_a_sure_one(ask: Ask) -> None:
    noisy = _fact(trust="noisy", sources=("use_code",))
    assert ask(noisy, _fact(fact_id="s")).level is LabelLevel.ON
    assert ask(noisy, _fact(fact_id="s", disease=MG), disease=GENERALISED_MG).level is LabelLevel.FORM
    assert noisy.disease not in ask(noisy, _fact(fact_id="s", disease=MG), disease=NMO).labelled


def test_the_population_of_a_labelled_use_is_part_of_it(ask: Ask) -> None:
    population = _fact(relation="population")
    state = ask(population, _fact(fact_id="n", disease=NMO))
    assert (state.level, state.kinds) == (LabelLevel.PART, ())
    assert population.disease not in ask(population, disease=BREAST_CANCER).labelled


@pytest.mark.parametrize(
    ("limits", "use", "kinds"),
    [
        ({"ages": "adults"}, {"ages": "children"}, (OffLabelKind.AGE,)),
        ({"ages": "adults|children"}, {"ages": "children"}, ()),
        ({"ages": "adults"}, {"ages": "elderly"}, ()),
        ({"ages": "adults"}, {}, ()),
        ({}, {"ages": "children"}, ()),
        ({"routes": ("oral",)}, {"route": "topical"}, (OffLabelKind.ROUTE,)),
        ({"biomarkers": ("HGNC:6342",)}, {"biomarkers": ("HGNC:1097",)}, (OffLabelKind.CONDITION,)),
        ({"biomarkers": ("HGNC:6342",)}, {"biomarkers": ("HGNC:1097", "HGNC:6342")}, ()),
        ({"line": "second"}, {"line": "first"}, (OffLabelKind.CONDITION,)),
        (
            {"ages": "adults", "routes": ("oral",)},
            {"ages": "children", "route": "topical"},
            (OffLabelKind.AGE, OffLabelKind.ROUTE),
        ),
    ],
)
def test_kinds_of_use_outside_the_label_of_the_disease(
    ask: Ask, limits: dict[str, object], use: dict[str, object], kinds: tuple[OffLabelKind, ...]
) -> None:
    state = ask(_fact(**limits), **use)
    assert (state.level, state.kinds, state.is_covered) == (LabelLevel.ON, kinds, not kinds)


def test_one_fact_that_covers_the_age_is_enough(ask: Ask) -> None:
    assert ask(_fact(ages="adults"), _fact(fact_id="c", ages="children"), ages="children").kinds == ()


PAIR = (IMATINIB, RITUXIMAB)


def test_a_set_never_inherits_the_label_of_an_ingredient(ask: Ask) -> None:
    facts = _fact(), _fact(fact_id="r", drugs=(RITUXIMAB,), disease=NMO)
    state = ask(*facts, markets=(_market(), _market(RITUXIMAB)), drugs=PAIR)
    assert state.level is LabelLevel.OFF
    assert state.reason == "not on the label; alone: Imatinib on label, Rituximab off label"


def test_a_set_of_which_one_label_is_not_known_is_unknown(ask: Ask) -> None:
    markets = (_market(), _market(RITUXIMAB, is_label_known=False))
    assert ask(_fact(), markets=markets, drugs=PAIR).level is LabelLevel.UNKNOWN


def test_a_set_is_not_approved_before_its_last_member(ask: Ask) -> None:
    markets = (_market(), _market(RITUXIMAB, first_approval=date(2010, 1, 1)))
    assert ask(_fact(), markets=markets, drugs=PAIR, day=date(2009, 1, 1)).level is LabelLevel.NOT_APPROVED


def test_a_set_is_on_label_by_a_fact_of_its_own_and_not_by_the_partners_of_a_member(ask: Ask) -> None:
    """Sets that a label names have facts of their own; see `miner.labels.merge`."""
    own = _fact(drugs=PAIR)
    partners = _fact(fact_id="p", partners=(RITUXIMAB,))
    assert ask(own, drugs=PAIR).fact == own
    assert ask(own, drugs=PAIR[::-1]).fact == own
    assert ask(partners, drugs=PAIR, markets=(_market(), _market(RITUXIMAB))).level is LabelLevel.OFF


EACH_FACTS = (_fact(), _fact(fact_id="r", drugs=(RITUXIMAB,)))
BOTH_MARKETS = (_market(), _market(RITUXIMAB))


def test_a_set_of_which_each_drug_is_on_label_is_no_other_regimen_for_that(ask: Ask) -> None:
    state = ask(*EACH_FACTS, markets=BOTH_MARKETS, drugs=PAIR)
    assert (state.level, state.kinds, state.is_covered) == (LabelLevel.EACH, (), False)
    assert state.reason == "no label names the set; alone: Imatinib on label, Rituximab on label"
    assert (state.labelled, state.kinds_beyond_disease) == ((), ())


def test_a_set_is_outside_the_labels_in_what_its_drugs_are(ask: Ask) -> None:
    facts = _fact(ages="adults"), EACH_FACTS[1]
    state = ask(*facts, markets=BOTH_MARKETS, drugs=PAIR, ages="children")
    assert (state.level, state.kinds_beyond_disease) == (LabelLevel.EACH, (OffLabelKind.AGE,))


@pytest.mark.parametrize(
    ("other", "level"),
    [
        (_fact(fact_id="r", drugs=(RITUXIMAB,), trust="noisy"), LabelLevel.UNKNOWN),
        (_fact(fact_id="r", drugs=(RITUXIMAB,), since=date(2030, 1, 1)), LabelLevel.BETWEEN),
        (_fact(fact_id="r", drugs=(RITUXIMAB,), since=date(2030, 1, 1), absent_on=date(2029, 1, 1)), LabelLevel.OFF),
        (_fact(fact_id="r", drugs=(RITUXIMAB,), ended_on=date(2020, 1, 1)), LabelLevel.OFF),
    ],
)
def test_a_set_is_no_surer_than_its_least_sure_drug(ask: Ask, other: LabelFact, level: LabelLevel) -> None:
    assert ask(_fact(), other, markets=BOTH_MARKETS, drugs=PAIR).level is level


def test_one_drug_off_label_leaves_a_set_off_label_though_another_label_is_not_known(ask: Ask) -> None:
    unknown = _market(RITUXIMAB, is_label_known=False)
    state = ask(markets=(_market(), unknown), drugs=PAIR)
    assert (state.level, state.kinds) == (LabelLevel.OFF, (OffLabelKind.INDICATION,))
    assert state.reason == "no label names the set; alone: Imatinib off label, Rituximab label unknown"
    doubtful = _fact(drugs=PAIR, trust="noisy")
    assert ask(doubtful, markets=(_market(), unknown), drugs=PAIR).level is LabelLevel.UNKNOWN


def test_one_drug_without_a_product_leaves_a_set_without_one(ask: Ask) -> None:
    gone = _market(ended_on=date(2010, 1, 1))
    assert ask(markets=(gone,), drugs=PAIR).level is LabelLevel.NOT_APPROVED


def test_a_set_of_which_one_label_covers_a_form_is_broader(ask: Ask) -> None:
    facts = _fact(disease=GENERALISED_MG), _fact(fact_id="r", drugs=(RITUXIMAB,), disease=MG)
    assert ask(*facts, markets=BOTH_MARKETS, drugs=PAIR, disease=MG).level is LabelLevel.BROADER


def test_what_a_label_says_of_the_set_itself_stands(ask: Ask) -> None:
    """A use that left the label of the set, or comes to it later, is off label though each drug alone is on it."""
    left = _fact(fact_id="s", drugs=PAIR, ended_on=date(2020, 1, 1))
    later = _fact(fact_id="s", drugs=PAIR, since=date(2030, 1, 1), absent_on=date(2029, 1, 1))
    for own in (left, later):
        state = ask(*EACH_FACTS, own, markets=BOTH_MARKETS, drugs=PAIR)
        assert (state.level, state.fact) == (LabelLevel.OFF, own)


def test_the_label_of_a_product_with_just_these_drugs_stands(ask: Ask) -> None:
    markets = (*BOTH_MARKETS, _market(*PAIR))
    assert ask(*EACH_FACTS, markets=markets, drugs=PAIR).level is LabelLevel.OFF
    gone = (*BOTH_MARKETS, _market(*PAIR, ended_on=date(2020, 1, 1)))
    assert ask(*EACH_FACTS, markets=gone, drugs=PAIR).level is LabelLevel.NOT_APPROVED


def test_a_fact_of_the_set_for_another_disease_says_nothing_of_this_one(ask: Ask) -> None:
    other = _fact(fact_id="s", drugs=PAIR, disease=BREAST_CANCER)
    assert ask(*EACH_FACTS, other, markets=BOTH_MARKETS, drugs=PAIR).level is LabelLevel.EACH


def test_the_link_leads_to_the_label_that_decided(ask: Ask) -> None:
    fact, other = _fact(source_url="https://example.org/gist"), _fact(fact_id="n", disease=NMO)
    assert ask(fact, other).source_url == "https://example.org/gist"
    assert ask(fact, other, disease=BREAST_CANCER).source_url == "https://example.org/market"
    assert ask(fact, disease=BREAST_CANCER, markets=()).source_url == "https://example.org/gist"
    assert ask(markets=()).source_url == ""

"""What several sources say of one use becomes one fact: each rule on a few invented sightings of invented drugs."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

import pytest

from miner.labels.merge import Key, Merger, is_believed
from miner.labels.same_use import SameUse
from miner.labels.sightings import DayMeaning, MarketDays, Sighting
from miner.lexicon.lexicon import Lexicon
from miner.records import LabelFact

DRUG, SECOND, THIRD, FOURTH, FIFTH = "D:1", "D:2", "D:3", "D:4", "D:5"
GIST, NMO, MELANOMA = "MONDO:0011719", "MONDO:0019100", "MONDO:0005105"
CANCER = "MONDO:0004992"
MOUTH_ULCER, CANKER_SORE = "MONDO:0004845", "MONDO:0005318"
"""One disease under two identifiers."""

FIRST, LATER, END = date(2000, 5, 1), date(2010, 6, 1), date(2015, 3, 3)
DAY = timedelta(days=1)
APPROVED = DayMeaning.APPROVED


def sighting(disease: str = GIST, source: str = "fda_list", **changes: object) -> Sighting:
    fields: dict[str, object] = {
        "drugs": (DRUG,), "disease": disease, "jurisdiction": "US", "source": source, **changes
    }  # fmt: skip
    return Sighting(**fields)  # type: ignore[arg-type]


def market(jurisdiction: str = "US", first: date = FIRST, **changes: object) -> MarketDays:
    fields: dict[str, object] = {
        "drugs": (DRUG,), "jurisdiction": jurisdiction, "first_approval": first, "is_exact": True, "source": "m",
        **changes,
    }  # fmt: skip
    return MarketDays(**fields)  # type: ignore[arg-type]


Merge = Callable[..., list[LabelFact]]


@pytest.fixture(scope="module")
def same_use(lexicon: Lexicon) -> SameUse:
    return SameUse.load(lexicon)


@pytest.fixture
def merge(same_use: SameUse) -> Merge:
    def merged(
        *sightings: Sighting,
        markets: Iterable[MarketDays] = (),
        complete: Iterable[tuple[Key, date, str]] = (),
        label_counts: Mapping[Key, int] | None = None,
    ) -> list[LabelFact]:
        by_key = {(each.drugs, each.jurisdiction): each for each in markets}
        return Merger(same_use, by_key, label_counts or {}).merge(sightings, complete)

    return merged


# --- votes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sources", "is_sure"),
    [
        (("fda_list",), True),
        (("reviewed", "use_code"), True),
        (("use_code",), False),
        (("fda_pairs", "llm_pairs"), False),  # made from the same labels
        (("drugmechdb", "pharmacotherapydb"), False),  # curated by the same minds
        (("fda_pairs", "drugmechdb"), True),
        (("use_code", "llm_pairs"), True),
        (("use_code", "drugcentral"), False),  # a source that dates has no vote
        (("drugcentral",), False),
    ],
)
def test_noisy_sources_are_believed_if_two_families_agree(sources: tuple[str, ...], is_sure: bool) -> None:
    assert is_believed(sources) is is_sure


def test_sightings_of_one_use_become_one_fact_with_all_sources(merge: Merge) -> None:
    (fact,) = merge(
        sighting(source="use_code", day=LATER, url="https://us.example/patent"),
        sighting(day=LATER + 5 * DAY, url="https://us.example/label", relation="palliates"),
        sighting(source="drugcentral", day=LATER - DAY),
    )
    assert (fact.trust, fact.sources) == ("sure", ("drugcentral", "fda_list", "use_code"))
    assert (fact.relation, fact.source_url, fact.since) == ("treats", "https://us.example/label", LATER - DAY)


def test_what_only_a_source_that_dates_names_is_no_fact_and_is_counted(same_use: SameUse) -> None:
    merger = Merger(same_use, {})
    assert merger.merge([sighting(source="drugcentral", day=LATER)], ()) == []
    assert merger.counts == {"dropped: only a source that dates names it": 1}


def test_a_fact_keeps_its_identifier_whatever_else_is_said(merge: Merge) -> None:
    (alone,) = merge(sighting())
    both = merge(sighting(), sighting(source="medic"), sighting(NMO))
    assert [fact.fact_id for fact in both if fact.disease == GIST] == [alone.fact_id]
    assert len({fact.fact_id for fact in both}) == 2
    assert [fact.disease for fact in both] == sorted([GIST, NMO])


@pytest.mark.parametrize(
    ("label_count", "second", "trust"),
    [
        (8, None, "noisy"),
        (7, None, "sure"),
        (8, {"reference": "another label"}, "sure"),
        (8, {"source": "reviewed"}, "sure"),
        (8, {"source": "drugcentral", "day": LATER}, "sure"),  # has no vote, but saw it too
    ],
)
def test_a_use_of_one_label_among_many_is_doubted(
    merge: Merge, label_count: int, second: dict[str, object] | None, trust: str
) -> None:
    said = [sighting(), *([sighting(**second)] if second else [])]  # type: ignore[arg-type]
    (fact,) = merge(*said, label_counts={((DRUG,), "US"): label_count})
    assert fact.trust == trust


@pytest.mark.parametrize(
    ("row", "since"),
    [
        ({"day": LATER, "meaning": APPROVED}, LATER),  # decides, though another source has an earlier sign
        ({"day": LATER, "meaning": DayMeaning.BY}, FIRST),  # on the label by then: an earlier sign is no contradiction
        ({}, FIRST),
    ],
)
def test_a_reviewed_day_of_approval_decides(merge: Merge, row: dict[str, object], since: date) -> None:
    (fact,) = merge(sighting(source="use_code", day=FIRST), sighting(source="reviewed", **row))  # type: ignore[arg-type]
    assert (fact.since, fact.sources) == (since, ("reviewed", "use_code"))


@pytest.mark.parametrize(("denied", "kept"), [(GIST, [NMO]), (NMO, [GIST])])
def test_a_reviewed_row_that_denies_a_use_removes_that_use_alone(merge: Merge, denied: str, kept: list[str]) -> None:
    facts = merge(sighting(GIST), sighting(NMO), sighting(denied, "reviewed", status="never"))
    assert [fact.disease for fact in facts] == kept
    elsewhere = merge(sighting(GIST), sighting(GIST, "reviewed", jurisdiction="JP", status="never"))
    assert [(fact.disease, fact.jurisdiction) for fact in elsewhere] == [(GIST, "US")]


def test_a_reviewed_end_decides(merge: Merge) -> None:
    ended = sighting(source="reviewed", day=FIRST, meaning=APPROVED, status="withdrawn", ended_on=LATER)
    (fact,) = merge(sighting(source="accelerated", day=FIRST, status="withdrawn", ended_on=END), ended)
    assert fact.ended_on == LATER


def test_what_reviewed_rows_alone_say_was_withdrawn_is_over_whatever_other_sources_say(merge: Merge) -> None:
    ended = sighting(source="reviewed", day=FIRST, meaning=APPROVED, status="withdrawn", ended_on=LATER)
    (fact,) = merge(sighting(day=END), ended)
    assert (fact.status, fact.since, fact.ended_on) == ("withdrawn", FIRST, LATER)
    back = sighting(source="reviewed", day=END, meaning=APPROVED)
    assert {each.status for each in merge(sighting(day=END), ended, back)} == {"approved", "withdrawn"}


# --- diseases -----------------------------------------------------------------------------------------------------


def test_one_disease_under_two_identifiers_is_one_fact_under_the_most_named(merge: Merge) -> None:
    (fact,) = merge(sighting(CANKER_SORE), sighting(CANKER_SORE, "medic"), sighting(MOUTH_ULCER, "nci_2021"))
    assert (fact.disease, fact.sources) == (CANKER_SORE, ("fda_list", "medic", "nci_2021"))
    (fact,) = merge(sighting(CANKER_SORE), sighting(MOUTH_ULCER, "medic"), sighting(MOUTH_ULCER, "nci_2021"))
    assert fact.disease == MOUTH_ULCER


def test_cancer_is_no_population_of_a_drug_against_a_cancer(merge: Merge) -> None:
    nausea = "MESH:D009325"
    population = sighting(CANCER, relation="population")
    assert [fact.disease for fact in merge(sighting(MELANOMA), population)] == [MELANOMA]
    supportive = merge(sighting(nausea, relation="supportive"), population)
    assert {fact.disease: fact.relation for fact in supportive} == {nausea: "supportive", CANCER: "population"}


def test_a_disease_that_any_label_treats_is_no_mere_population(merge: Merge) -> None:
    (fact,) = merge(sighting(NMO, relation="population"), sighting(NMO, "medic", relation="prevents"))
    assert fact.relation == "prevents"


# --- sets of drugs ------------------------------------------------------------------------------------------------


def sets_of(facts: Iterable[LabelFact]) -> set[tuple[str, ...]]:
    return {fact.drugs for fact in facts}


def test_a_set_that_a_label_names_has_a_fact_of_its_own(merge: Merge) -> None:
    facts = merge(sighting(partners=(SECOND,), day=LATER, meaning=APPROVED))
    assert sets_of(facts) == {(DRUG,), (DRUG, SECOND)}
    alone, of_set = facts
    assert (alone.partners, of_set.partners) == ((SECOND,), ())
    assert (of_set.since, of_set.since_kind, of_set.disease) == (LATER, "stated", GIST)


def test_partners_are_named_each_alone_and_all_together(merge: Merge) -> None:
    assert sets_of(merge(sighting(partners=(SECOND, THIRD)))) == {
        (DRUG,), (DRUG, SECOND), (DRUG, THIRD), (DRUG, SECOND, THIRD)
    }  # fmt: skip


def test_more_than_three_partners_are_alternatives_and_not_one_regimen(merge: Merge) -> None:
    partners = (SECOND, THIRD, FOURTH, FIFTH)
    assert sets_of(merge(sighting(partners=partners))) == {(DRUG,), *((DRUG, partner) for partner in partners)}


@pytest.mark.parametrize("changes", [{"source": "use_code"}, {"relation": "population"}])
def test_noisy_sources_and_populations_name_no_set(merge: Merge, changes: dict[str, object]) -> None:
    assert sets_of(merge(sighting(partners=(SECOND,), **changes))) == {(DRUG,)}  # type: ignore[arg-type]


def test_a_label_of_the_drug_that_lacks_the_use_bounds_that_of_the_set(merge: Merge) -> None:
    complete = [(((DRUG,), "US"), FIRST, "cder_first")]
    of_set = merge(sighting(partners=(SECOND,), day=LATER), complete=complete)[-1]
    assert (of_set.drugs, of_set.since_kind, of_set.absent_on, of_set.absent_source) == (
        (DRUG, SECOND), "bounded", FIRST, "cder_first"
    )  # fmt: skip


# --- withdrawals --------------------------------------------------------------------------------------------------


def test_a_withdrawn_use_ends_and_a_later_approval_is_another_fact(merge: Merge) -> None:
    facts = merge(
        sighting(source="accelerated", day=FIRST, meaning=APPROVED, status="withdrawn", ended_on=LATER),
        sighting(source="cder_first", day=END, meaning=APPROVED),
    )
    assert [(fact.status, fact.since, fact.ended_on) for fact in sorted(facts, key=lambda f: str(f.since))] == [
        ("withdrawn", FIRST, LATER), ("approved", END, None)
    ]  # fmt: skip
    assert len({fact.fact_id for fact in facts}) == 2


def test_a_label_from_before_the_withdrawal_does_not_contradict_it(merge: Merge) -> None:
    (fact,) = merge(
        sighting(source="accelerated", day=FIRST, meaning=APPROVED, status="withdrawn", ended_on=LATER),
        sighting(day=LATER - DAY),
        sighting(source="drugcentral", day=END),
    )
    assert (fact.status, fact.ended_on) == ("withdrawn", LATER)


def test_a_use_that_was_checked_to_have_ended_is_over_whatever_old_labels_still_say(merge: Merge) -> None:
    ended = sighting(source="reviewed", day=FIRST, meaning=APPROVED, status="withdrawn", ended_on=LATER)
    (fact,) = merge(ended, sighting(source="medrecpro", day=END), sighting())
    assert (fact.status, fact.since, fact.ended_on) == ("withdrawn", FIRST, LATER)


def test_a_checked_end_is_undone_by_a_checked_approval_after_it(merge: Merge) -> None:
    ended = sighting(source="reviewed", day=FIRST, meaning=APPROVED, status="withdrawn", ended_on=LATER)
    facts = merge(ended, sighting(source="reviewed", day=END, meaning=APPROVED), sighting(day=END))
    assert {(fact.status, fact.since, fact.ended_on) for fact in facts} == {
        ("withdrawn", FIRST, LATER), ("approved", END, None)
    }  # fmt: skip


def test_a_checked_end_holds_for_its_use_only(merge: Merge) -> None:
    ended = sighting(source="reviewed", day=FIRST, meaning=APPROVED, status="withdrawn", ended_on=LATER)
    facts = merge(ended, sighting(MELANOMA, day=END))
    assert {fact.disease: fact.status for fact in facts} == {GIST: "withdrawn", MELANOMA: "approved"}


def test_a_withdrawn_product_does_not_end_the_use_of_another(merge: Merge) -> None:
    gone = sighting(source="ema_2026", jurisdiction="EU", day=END, ended_on=LATER, reference="one")
    kept = sighting(source="ema_2026", jurisdiction="EU", day=END, reference="other")
    (both,) = merge(gone, kept)
    assert (both.status, both.ended_on) == ("approved", None)
    (alone,) = merge(gone)
    assert (alone.status, alone.ended_on) == ("withdrawn", LATER)


def test_the_last_of_several_withdrawn_products_ends_a_use(merge: Merge) -> None:
    ends = [sighting(source="ema_2026", jurisdiction="EU", ended_on=day, reference=str(day)) for day in (LATER, END)]
    (fact,) = merge(*ends)
    assert (fact.status, fact.ended_on) == ("withdrawn", END)


@pytest.mark.parametrize(("newest", "status"), [("conditional", "conditional"), ("approved", "approved")])
def test_the_newest_label_says_whether_an_approval_is_conditional(merge: Merge, newest: str, status: str) -> None:
    older = "approved" if newest == "conditional" else "conditional"
    (fact,) = merge(sighting(day=LATER, status=older), sighting(source="medic", day=END, status=newest))
    assert fact.status == status


# --- limits -------------------------------------------------------------------------------------------------------


def test_ages_and_lines_limit_a_use_if_half_of_the_labels_name_them(merge: Merge) -> None:
    limited = sighting(ages="adults", line="later line", routes=("oral",), biomarkers=("SIGNATURE:X",))
    (fact,) = merge(limited, sighting(source="medic"), sighting(source="use_code", ages="children"))
    assert (fact.ages, fact.line, fact.routes, fact.biomarkers) == ("adults", "later line", ("oral",), ())
    (fact,) = merge(limited, sighting(source="medic"), sighting(source="nci_2021"))
    assert (fact.ages, fact.line, fact.routes) == ("", "", ("oral",))
    (fact,) = merge(limited, sighting(source="medic", ages="children", biomarkers=("SIGNATURE:Y",)))
    assert (fact.ages, fact.biomarkers) == ("adults|children", ("SIGNATURE:X", "SIGNATURE:Y"))


# --- days ---------------------------------------------------------------------------------------------------------


def test_tables_of_products_are_one_label_of_a_drug(merge: Merge) -> None:
    """Two products of one table, one without the use: the table as a whole has it, so that nothing is bounded."""
    key = (DRUG,), "EU"
    seen = sighting(source="ema_2018", jurisdiction="EU", day=LATER)
    other = sighting(NMO, "ema_2018", jurisdiction="EU", day=LATER - 9 * DAY)
    complete = [(key, LATER, "ema_2018"), (key, LATER - 9 * DAY, "ema_2018")]
    assert {fact.disease: fact.absent_on for fact in merge(seen, other, complete=complete)} == {GIST: None, NMO: None}
    earlier = [(key, FIRST, "ema_2017"), *complete]
    bounded = {fact.disease: fact for fact in merge(seen, other, complete=earlier)}[GIST]
    assert (bounded.absent_on, bounded.absent_source) == (FIRST, "ema_2017")


def test_labels_of_other_sources_are_compared_one_by_one(merge: Merge) -> None:
    complete = [(((DRUG,), "US"), day, "fda_label_history") for day in (FIRST, LATER)]
    (fact,) = merge(sighting(source="fda_label_history", day=LATER), complete=complete)
    assert (fact.since, fact.absent_on) == (LATER, FIRST)


def test_a_label_with_a_form_of_the_disease_is_not_without_it(merge: Merge) -> None:
    whole, generalised = "MONDO:0009688", "MONDO:1060006"
    complete = [(((DRUG,), "US"), FIRST, "cder_first")]
    facts = merge(sighting(generalised, "cder_first", day=FIRST), sighting(whole, day=LATER), complete=complete)
    assert {fact.disease: fact.absent_on for fact in facts}[whole] is None


def test_a_use_elsewhere_follows_that_in_the_united_states_within_its_bounds(merge: Merge) -> None:
    stated = sighting(source="submissions", day=date(2008, 1, 1), meaning=APPROVED)
    bounded = sighting(source="ema_2018", jurisdiction="EU", day=LATER)
    others = [sighting(f"MONDO:{number}", "ema_2018", jurisdiction="EU", day=LATER) for number in range(1, 5)]
    others += [sighting(f"MONDO:{number}", "ema_2023", jurisdiction="EU", day=LATER) for number in range(1, 5)]
    markets = [market(), market("EU", FIRST + 300 * DAY)]
    facts = {
        fact.disease: fact for fact in merge(stated, bounded, *others, markets=markets) if fact.jurisdiction == "EU"
    }
    followed = facts[GIST]
    assert (followed.since, followed.since_kind, followed.since_source) == (
        date(2008, 1, 1) + timedelta(days=240), "inferred", "approval elsewhere"
    )  # fmt: skip
    assert facts["MONDO:2"].since_kind == "bounded"


def test_a_use_does_not_follow_an_approval_on_early_data(merge: Merge) -> None:
    early = sighting(source="accelerated", day=date(2013, 1, 1), meaning=APPROVED)
    bounded = sighting(source="ema_2018", jurisdiction="EU", day=date(2018, 1, 1))
    sources = ("ema_2023", "ema_2026")
    others = [
        sighting(f"MONDO:{number}", source, jurisdiction="EU", day=date(2018, 1, 1))
        for number in range(1, 5)
        for source in sources
    ]
    facts = merge(early, bounded, *others, markets=[market(), market("EU", FIRST + 300 * DAY)])
    assert {fact.since_kind for fact in facts if fact.jurisdiction == "EU" and fact.disease == GIST} == {"bounded"}


def test_a_product_for_hardly_another_disease_was_authorised_for_it(merge: Merge) -> None:
    by_product = sighting(source="ema_2026", jurisdiction="EU", day=END, authorised_on=LATER, reference="product")
    (fact,) = merge(by_product)
    assert (fact.since, fact.since_kind, fact.since_source) == (LATER, "inferred", "product")
    wide = [sighting(f"MONDO:{n}", "ema_2026", jurisdiction="EU", day=END, reference="product") for n in (1, 2)]
    assert {fact.since_kind for fact in merge(by_product, *wide)} == {"bounded"}


def test_a_use_whose_first_sign_is_its_end_was_on_the_label_the_day_before(merge: Merge) -> None:
    key = (DRUG,), "EU"
    gone = sighting(source="ema_2026", jurisdiction="EU", day=LATER, ended_on=LATER)
    (fact,) = merge(gone, complete=[(key, FIRST, "ema_2017")])
    assert (fact.status, fact.since, fact.since_kind, fact.ended_on) == ("withdrawn", LATER - DAY, "bounded", LATER)
    assert (fact.absent_on, fact.absent_source) == (FIRST, "ema_2017")


def test_a_use_that_was_approved_after_its_end_has_no_end(merge: Merge) -> None:
    (fact,) = merge(sighting(source="submissions", day=END, meaning=APPROVED, status="withdrawn", ended_on=LATER))
    assert (fact.status, fact.since, fact.ended_on) == ("withdrawn", END, None)

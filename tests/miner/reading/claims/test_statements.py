"""Tests of miner.reading.claims.statements: every row of its table by its example and guard, traps, details."""

import pytest

from miner.reading.claims.claims import find_claims
from miner.reading.claims.statement_details import bodies_in, grade_in, regions_in
from miner.reading.claims.statement_wordings import WORDINGS, Wording
from miner.records import Claim, stance_of
from tests.miner.reading.claims.marked import MARK, judged_of

STATED = {"approved", "not approved", "recommended", "not recommended"}


def claims_of(*parts: tuple[str, str]) -> dict[tuple[str, str], Claim]:
    return {("+".join(claim.drugs), claim.disease): claim for claim in find_claims(*judged_of(*parts))}


def stated(marked: str, category: str = "RESULTS") -> dict[tuple[str, str], str]:
    return {pair: claim.relation.value for pair, claim in claims_of((category, marked)).items()}


def only(marked: str, *, category: str = "RESULTS", title: str = "") -> Claim:
    """The claim of the first <drug> and [disease] of a marked sentence."""
    names = {key: found[key] for found in MARK.finditer(marked) for key in ("d1", "x1") if found[key]}
    parts = [("TITLE", title)] if title else []
    return claims_of(*parts, (category, marked))[names["d1"], names["x1"]]


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda wording: wording.example)
def test_each_wording_takes_its_example_and_leaves_its_guard(wording: Wording) -> None:
    assert only(wording.example).relation is wording.relation
    assert only(wording.guard).relation is not wording.relation, wording.guard


@pytest.mark.parametrize(
    "marked",
    [
        "The trial of <rituximab> for [lupus] was approved by the ethics committee.",
        "After IRB approval, <rituximab> was given for [lupus].",
        "Patients with [lupus] approved the plan to give <rituximab>.",
        "Our data indicated that <rituximab> is for [lupus].",
        "As indicated by the score, <rituximab> was given for [lupus].",
        "Treatment with <rituximab> was indicated in [lupus].",
        "Approval of <rituximab> for [lupus] is pending.",
        "<Rituximab> may be approved for [lupus] in the future.",
        "<Rituximab> was licensed from a company as a treatment of [lupus].",
        "We recommend further trials of <rituximab> in [lupus].",
        "The recommended dose was 50 mg of <rituximab> for [lupus].",
        "The recommended phase II dose of <rituximab> in [lupus] is 375 mg.",
        "Guideline-recommended therapy other than <rituximab> was stopped in [lupus].",
        "Patients with [lupus] were registered for a trial of <rituximab>.",
        "Guidelines recommend monitoring of <rituximab> levels in [lupus].",
        "Guidelines recommend <<hydroxychloroquine>> over <rituximab> in [lupus].",
        "The consensus is that not every patient with [lupus] should receive <rituximab>.",
        "We ask whether guidelines recommend <rituximab> for [lupus].",
        "<Rituximab> can be recommended for [lupus] as step 3 of the WHO ladder.",
        "We used FDA-approved doses of <rituximab> in [lupus].",
        "<Rituximab> has been recommended for approval by the FDA for [lupus].",
        "The approval and later withdrawal of <rituximab> for [lupus] are debated.",
        "<Rituximab> is an approved drug that is efficacious in mice against [lupus].",
        "Approval of <<imatinib>> and <rituximab> was given for leukaemia and [lupus], respectively.",
        "The approval of <rituximab> and development of others in [lupus] are a challenge.",
        "Atomoxetine inhibits the <norepinephrine> transporter and is approved for [depression].",
        "The switch to <rituximab> in approved settings has a potential for more [infection].",
        "Two FDA-approved drugs have significant activity against [lupus]: <rituximab> and <<anifrolumab>>.",
        "We modelled <rituximab> vs the currently licensed therapies in [lupus].",
        "Many physicians recommend <rituximab> for [lupus].",
        "Guidelines recommend the <rituximab> breath test for [lupus] as a diagnostic test.",
        "<<Imatinib>> is an isomer of <rituximab> and is indicated for [lupus].",
    ],
)
def test_words_that_only_look_like_a_statement(marked: str) -> None:
    assert only(marked).relation.value not in STATED


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "<Rituximab>, approved for [[lymphoma]], was given to patients with [lupus].",
            {"lymphoma": "approved"},
        ),
        (
            "<Rituximab> is approved for [[lymphoma]] but not for [lupus].",
            {"lymphoma": "approved", "lupus": "not approved"},
        ),
        (
            "<Rituximab> is approved for [[lymphoma]] and has shown activity in [lupus].",
            {"lymphoma": "approved", "lupus": "treats"},
        ),
        (
            "<Rituximab> is approved for [[lymphoma]], and its action suggests a role in [lupus].",
            {"lymphoma": "approved"},
        ),
        (
            "<Rituximab> has been recommended by the WHO for [[lymphoma]] and it is used in [lupus].",
            {"lymphoma": "recommended"},
        ),
    ],
)
def test_a_statement_is_of_the_disease_that_it_names(marked: str, expected: dict[str, str]) -> None:
    found = {disease: relation for (_, disease), relation in stated(marked).items()}
    assert found | expected == found
    assert sum(relation in STATED for relation in found.values()) == sum(each in STATED for each in expected.values())


@pytest.mark.parametrize(
    "marked",
    [
        "<Rituximab> was effective in [lupus] and was approved in 2003.",
        "<Rituximab> improved [lupus]; <rituximab> is approved for [lupus].",
        "<Rituximab>, approved for [lupus], significantly reduced relapses of [lupus].",
        "Off-label <rituximab> was effective in [lupus].",
    ],
)
def test_a_benefit_with_its_result_stays_a_benefit(marked: str) -> None:
    assert only(marked).relation.value == "treats"


def test_what_authors_recommend_from_their_own_result_stays_theirs() -> None:
    assert only("<Rituximab> is recommended for [lupus].", category="CONCLUSIONS").relation.value == "treats"
    assert only("We do not recommend <rituximab> in [lupus].", category="CONCLUSIONS").relation.value == "no benefit"
    assert only("<Rituximab> is recommended for [lupus].", category="BACKGROUND").relation.value == "recommended"


def test_a_guideline_speaks_for_its_body() -> None:
    title = "2019 EULAR recommendations for the management of lupus"
    claim = only("<Rituximab> is recommended for [lupus] (class IIa, level B).", category="CONCLUSIONS", title=title)
    assert (claim.relation.value, str(claim.statement)) == ("recommended", "EULAR 2019 (class IIa, level B)")
    audit = "Adherence to EULAR recommendations for the management of lupus: an audit"
    assert only("<Rituximab> is recommended for [lupus].", category="CONCLUSIONS", title=audit).relation == "treats"


def test_a_guideline_may_name_the_disease_in_its_title_alone() -> None:
    parts = (("TITLE", "ESMO guideline for [melanoma]"), ("CONCLUSIONS", "<Pembrolizumab> should be offered first."))
    assert claims_of(*parts)["Pembrolizumab", "melanoma"].relation.value == "recommended"
    parts = (("TITLE", "A trial in [melanoma]"), ("CONCLUSIONS", "<Pembrolizumab> should be offered first."))
    assert ("Pembrolizumab", "melanoma") not in claims_of(*parts)


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        ("The FDA approved <tafamidis> for [amyloidosis] in May 2019.", "US 2019"),
        ("<Tafamidis> has been approved by the EMA and the FDA for [amyloidosis].", "US, EU"),
        ("In Japan, <tafamidis> was approved for [amyloidosis] (PMDA, 2013).", "JP 2013"),
        ("<Tafamidis> is approved in Japan for [amyloidosis] but not in the United States.", "JP"),
        ("<Tafamidis> is approved for [amyloidosis].", ""),
        ("In Canada, <tafamidis> is approved for [amyloidosis].", "elsewhere"),
        ("<Tafamidis> is approved in Canada and the USA for [amyloidosis].", "US"),
        ("<Tafamidis> (Orphan Europe) is approved by the FDA for [amyloidosis].", "US"),
        ("Since 1993, two drugs, <tafamidis> and <<patisiran>>, have been approved for [amyloidosis].", ""),
        ("<Tafamidis> was the only drug approved for [amyloidosis] until April 2017.", ""),
        ("<Tafamidis> was approved in 2011 for [[neuropathy]] and in 2019 for [amyloidosis].", "2019"),
        ("ESC guidelines of 2021 recommend <tafamidis> for [amyloidosis] (class I, level of evidence B).",
         "ESC 2021 (class I, level B)"),
        ("The expert panel strongly recommends <tafamidis> for [amyloidosis].", "expert panel (strong)"),
        ("NICE does not recommend <tafamidis> for [amyloidosis].", "NICE"),
    ],
)  # fmt: skip
def test_who_said_it_when_and_how_strongly(marked: str, said: str) -> None:
    assert str(only(marked).statement) == said


def test_bodies_regions_and_grades_are_words_of_their_own() -> None:
    assert bodies_in("the acc/aha guidelines and the esc") == "AHA/ACC, ESC"
    assert bodies_in("those who recommend it") == ""
    assert bodies_in("the world health organization") == "WHO"
    assert bodies_in("in the consensus ii trial") == ""
    assert regions_in("approved by us in the clinic") == ""
    assert regions_in("licensed in the us and europe") == "US, EU"
    assert grade_in("(grade 1a)") == "grade 1A"
    assert grade_in("grade 3 neutropenia occurred; level of care") == "grade 3"
    assert grade_in("no classification") == ""


def test_a_label_neither_supports_nor_opposes_and_a_recommendation_does() -> None:
    stances = [
        stance_of(claim.relation, claim.certainty)
        for claim in map(
            only,
            (
                "<Tafamidis> is approved for [amyloidosis].",
                "<Tafamidis> is not approved for [amyloidosis].",
                "Guidelines recommend <tafamidis> for [amyloidosis].",
                "Guidelines advise against <tafamidis> for [amyloidosis].",
            ),
        )
    ]
    assert stances == ["", "", "supports", "opposes"]

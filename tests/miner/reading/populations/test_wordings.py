"""Every row of the table of wordings takes its example and leaves its guard."""

import pytest

from miner.reading.populations.wording import Wording
from miner.reading.populations.wordings import WORDINGS
from miner.records import Design
from tests.miner.reading.populations.marked import values


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda wording: f"{wording.value}: {wording.example}")
def test_each_wording_takes_its_example_and_leaves_its_guard(wording: Wording) -> None:
    own = "We report on {}"
    title = "A trial of <drug>."
    taken = values(wording.kind, own.format(wording.example[0].lower() + wording.example[1:]), title=title)
    left = values(wording.kind, own.format(wording.guard[0].lower() + wording.guard[1:]), title=title)
    assert wording.value in taken
    assert wording.value not in left, wording.guard


def test_those_who_were_excluded_are_not_studied() -> None:
    assert values("age group", "We excluded children.") == set()
    assert values("pregnancy", "We treated adults except pregnant women.") == set()


def test_poor_response_is_a_trait_of_those_who_enter_and_an_outcome_of_those_who_leave() -> None:
    entering = "Eligible patients had an inadequate response to methotrexate and were randomised."
    leaving = "Median pain fell and 12% had an inadequate response to treatment (P < 0.01)."
    assert values("line", entering) == {"relapsed or refractory"}
    assert values("line", leaving) == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "We conclude that <A> should be considered as first-line treatment of asthma.",
        "We report that <A> is a suitable second-line therapy of asthma.",
        "We used computed tomography as the first-line imaging method besides <A>.",
        "We enrolled patients who had progressed after at least two cycles of first-line <B>.",
        "We enrolled patients with a relapse in the second-line or third-line setting of <A>.",
    ],
)
def test_a_line_that_is_advised_or_past_or_no_treatments_is_not_the_studied_one(sentence: str) -> None:
    assert values("line", sentence, title="<A> in asthma.") <= {"later line"}


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("We gave <A> as first-line treatment of asthma.", "first line"),
        ("We treated patients with newly diagnosed asthma with <A>.", "first line"),
        ("We gave <A> as second-line treatment of asthma.", "second line"),
        ("We treated patients with previously treated lymphoma.", "later line"),
    ],
)
def test_the_patients_line_is_found_behind_the_same_words(sentence: str, line: str) -> None:
    assert values("line", sentence, title="<A> in asthma.") == {line}


@pytest.mark.parametrize(
    "sentence",
    [
        "We measured behaviours that are needed to prevent infection.",
        "We saw a rupture of the capsule during surgery.",
        "We compared the perioperative outcomes of both techniques.",
        "Two papers were added to the list of our treatments.",
        "We preconditioned hearts: preconditioning with <A> protects them.",
        "We gave adjuvant <A> for analgesia.",
        "We counted the patients who were given rescue treatment.",
        "We think that <A> may be relevant to prevent thrombosis.",
        "We took blood samples with <A> during surgery.",
        "We studied the maintenance and change of temperature.",
    ],
)
def test_what_else_is_prevented_measured_or_added_is_no_setting(sentence: str) -> None:
    assert values("setting", sentence, title="A study of care.") == set()


def test_a_title_without_a_drug_prevents_anything() -> None:
    assert values("setting", title="Teaching to prevent violence.") == set()
    assert values("setting", title="Caffeine <A> to prevent headache.") == {"prophylaxis"}


def test_a_setting_needs_its_field() -> None:
    assert values("setting", "We gave adjuvant <A>.", title="<A> in breast cancer.") == {"adjuvant"}
    assert values("setting", "We gave adjuvant <A>.", title="<A> in pain.") == set()
    assert values("setting", "We gave <A> to prevent thrombosis.", title="<A> in surgery.") == {"prophylaxis"}


def test_a_review_is_about_its_titles_drug() -> None:
    sentence = "We gave maintenance therapy with <{}> in refractory asthma."
    kinds = ("setting", "line")
    for drug, found in (("A", [{"maintenance"}, {"relapsed or refractory"}]), ("B", [set(), set()])):
        text = sentence.format(drug)
        assert [values(kind, text, title="<A>: a review.", design=Design.REVIEW) for kind in kinds] == found
    assert values("setting", sentence.format("B"), title="<A> in asthma.") == {"maintenance"}

"""Partners, comparators and prior therapies."""

import pytest

from tests.miner.reading.populations.marked import traits_of, values


@pytest.mark.parametrize(
    ("title", "sentence", "found"),
    [
        ("<A> versus <B>.", "", {"b"}),
        ("<A> in pain.", "A placebo-controlled trial was done.", {"placebo"}),
        ("<A> in pain.", "Patients were randomised to <A> 5 mg, <B> 10 mg, <C> 5 mg or <D> 1 mg.", {"b", "c", "d"}),
        ("<A> in pain.", "We compared <B> with <A>.", {"b"}),
        ("<A> in pain.", "In this study <A> was better than no treatment.", {"no treatment"}),
        ("<A> in pain.", "Patients received <A> or usual care.", {"standard care"}),
        ("<A> in pain.", "Patients received <A>, <B> and <C>, or <A>, <B> and <D>.", set()),
        ("<A> in pain.", "Our patients took <A> followed by placebo tablets.", set()),
    ],
)
def test_what_the_drug_was_compared_with(title: str, sentence: str, found: set[str]) -> None:
    assert values("comparator", *filter(None, [sentence]), title=title) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "We studied <A> after a placebo run-in.",
        "More than 20 patients on <A> were seen.",
        "We studied <A> and <B> blood levels.",
        "There was no treatment failure with <A>.",
    ],
)
def test_other_words_compare_nothing(sentence: str) -> None:
    assert values("comparator", sentence, title="<A> in pain.") == set()


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("We gave <A> in combination with <B>.", {"b"}),
        ("We gave <A> plus <B> and <C>.", {"b", "c"}),
        ("We gave <A> combined with radiotherapy.", {"radiotherapy"}),
        ("We gave <A>.", set()),
        ("We gave <A> or <B>.", set()),
        ("Anaesthesia was maintained with <A>, <B> and <C>.", set()),
        ("The <A>/<B> ratio was measured in our study.", set()),
        ("We gave <A>/<B> combination therapy.", {"b"}),
        ("We counted cough in both groups (<A>/<B>).", set()),
        ("We gave <A> together with the <beta-blocker> <B>.", {"b"}),
        ("We gave <A> plus <B>, an <inhibitor>.", {"b"}),
        ("Our patients took <A> plus <B> in the <A>+<B> and <C> groups.", {"b"}),
        ("In our trial <A> was superior to <B> plus <C>.", set()),
        ("We gave <A> or placebo to patients on stable doses of <B>.", {"b"}),
        ("We treated patients refractory to <A> and surgery.", set()),
        ("Our patients received <A>, <B> and <C>.", {"b", "c"}),
        ("Our three groups received <A>, <B> and <C>.", set()),
        ("Our patients received either <A> 1 mg, <B> 2 mg and <C> 3 mg or nothing.", {"b", "c"}),
        ("We studied the effects of <A> 1 mg, <B> 2 mg and <C> 3 mg.", set()),
        ("We gave <A>/<B> plus <C>.", {"b", "c"}),
        ("We gave <A> plus <B> <maleate>.", {"b"}),
        ("We gave <A>, a combination of <A> and <B>, and <C>.", {"b"}),
        ("We gave <A> with or without <B>.", {"b"}),
        ("Our patients received <A> concomitantly to <B>.", {"b"}),
        ("We saw bleeding in conjunction with <B>.", set()),
        ("Anaesthesia was maintained with <B> plus <C>.", set()),
        ("We saw that <B> plus <C> was no better than <A>.", set()),
        ("A trial of <A> plus <B> is currently under way.", set()),
    ],
)
def test_what_was_given_with_it(sentence: str, found: set[str]) -> None:
    assert values("partner", sentence, title="<A> in pain.") == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("We treated patients previously treated with <imatinib>.", {"imatinib"}),
        ("We enrolled patients refractory to <colchicine> and <anakinra>.", {"colchicine", "anakinra"}),
        ("We treated <imatinib>-resistant tumours of patients.", {"imatinib"}),
        ("We enrolled patients after failure of chemotherapy.", {"chemotherapy"}),
        ("We enrolled patients with no previous exposure to any drug but <A>.", set()),
        ("We gave <A> prior to <B>.", set()),
        ("We saw <methicillin>-resistant S. aureus.", set()),
        ("None of them had previously received <B> in our study.", set()),
        ("Of the patients, 38% were poor responders to <A> (P < 0.01).", set()),
        ("We saw one patient intolerant of <A>.", set()),
        ("We enrolled patients previously treated with <A>.", {"a"}),
        ("We treated heart failure with <B>.", set()),
        ("Our report is on the failure of <B> to prevent sickness.", set()),
        ("Despite <B>, our patient died.", set()),
        ("We enrolled patients who had not received prior chemotherapy.", set()),
        ("We treated pain resistant to <lipid>-lowering drugs.", set()),
        ("We enrolled patients who were not to have previously received <B>.", set()),
        ("We treated <penicillin>-resistant streptococci of patients.", set()),
        ("We treated patients with pain despite <B>.", {"b"}),
        ("We enrolled women previously receiving <B> and/or <C>.", {"b", "c"}),
        ("We treated <B>- or <C>-resistant tumours of patients.", {"b", "c"}),
        ("We enrolled patients with inadequate glycaemic control (HbA1c above 7%) on <B>.", {"b"}),
        ("We enrolled patients in whom <B> therapy had failed.", {"b"}),
        ("We treated pain of patients, and <B> failed to reduce it.", set()),
        ("We enrolled patients who were converted from <B> to <A>.", {"b"}),
        ("We enrolled patients whose cancer progressed on endocrine therapy.", {"endocrine therapy"}),
        ("Patients who had failed <B> responded to <A> in 30% (P < 0.01).", {"b"}),
        ("In 30% progression despite <B> was seen (P < 0.01).", set()),
    ],
)
def test_what_patients_had_before(sentence: str, found: set[str]) -> None:
    assert values("prior therapy", sentence, title="<A> in pain.") == found


@pytest.mark.parametrize(
    ("title", "sentence", "found"),
    [
        ("<A> versus <B>.", "We randomised them to <A>, or <B> plus <C>.", set()),
        ("<A> versus <B>.", "We gave <A> or <B>, both in addition to <C>.", {"c"}),
        ("A trial of cures.", "We gave <A> plus <B>. <A> helped. <A> was safe.", {"b"}),
        ("A survey.", "We asked of rash by <A> plus <B>, <C> or <D>.", {"b"}),
        ("Treatment with <A> and <B>.", "", set()),
        ("Phase II study of <A> and <B>.", "", {"b"}),
        ("<B> augmentation of <A>.", "We studied augmentation of <A> with <B>.", {"a"}),
        ("<beta-blocker> effects of <A>.", "We gave <A> plus <B>.", {"b"}),
    ],
)
def test_whose_partner_it_is(title: str, sentence: str, found: set[str]) -> None:
    assert values("partner", *filter(None, [sentence]), title=title) == found


def test_the_comparators_dose_is_the_comparators() -> None:
    traits = traits_of("Patients received <A> 40 mg or <B> 50 mg.", title="<A> versus <B>.")
    assert {trait.value: trait.role.value for trait in traits if trait.kind == "dose"} == {
        "40 mg": "studied",
        "50 mg": "comparator",
    }

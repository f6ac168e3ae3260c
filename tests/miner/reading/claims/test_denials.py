"""Tests of miner.reading.claims.denials: what is denied, and of which drug."""

import pytest

from miner.reading.claims.denial_facts import article_facts, denial_facts
from miner.reading.claims.denials import denial, denied_instead
from miner.reading.claims.rules import decide
from miner.records import ClaimRelation
from tests.miner.reading.claims.marked import judged_of

DENIED = [
    "we found no evidence of a benefit of DRUG in DISEASE.",
    "in one randomised trial DRUG had no effect on DISEASE.",
    "DRUG was discontinued because of lack of efficacy in DISEASE, and did not improve it.",
    "DRUG did not prevent DISEASE, nor in any subgroup.",
    "DRUG in combination with OTHERDRUG did not prolong survival in DISEASE compared with placebo.",
    "DRUG did not improve survival in DISEASE over placebo in two trials.",
    "DRUG versus placebo did not reduce DISEASE.",
    "DRUG has not been shown to be effective in DISEASE.",
    "DRUG might be safe, but did not improve DISEASE.",
    "DRUG was not effective in DISEASE.",
    "DRUG did not improve symptoms of DISEASE compared with placebo.",
    "DRUG had no effect on mortality in patients with DISEASE.",
    "neither OTHERDRUG nor DRUG changed the frequency of attacks in DISEASE.",
    "DRUG added to OTHERDRUG did not prolong survival in DISEASE.",
    "compared with OTHERDRUG alone, DRUG did not reduce relapses of DISEASE.",
    "DRUG did not reduce the incidence of DISEASE.",
    "pain scores did not change after DRUG in DISEASE.",
    "DISEASE did not change under DRUG.",
    "the severity of DISEASE did not change after DRUG.",
    "OTHERDRUG significantly reduced OTHERDISEASE, but DRUG did not improve DISEASE.",
    "DRUG was never effective in DISEASE.",
    "DRUG did not significantly reduce pain, nor symptoms of DISEASE.",
    "in adults with DISEASE, 5 mg DRUG did not differ from placebo in reducing OTHERDISEASE.",
    "DRUG combined with OTHERDRUG did not prolong survival in DISEASE compared with OTHERDRUG alone.",
    "DRUG was not effective in DISEASE and cannot be recommended.",
    "neither DRUG nor OTHERDRUG enhanced memory in DISEASE.",
    "lack of effect of DRUG in the prevention of DISEASE.",
    "attacks of DISEASE did not differ between the placebo and DRUG groups.",
    "the number of attacks in DRUG-treated and placebo-treated patients with DISEASE did not differ.",
    "DRUG did not increase the rate of remission in DISEASE.",
    "the addition of DRUG did not produce any significant difference in scores of DISEASE.",
    "a single dose of DRUG did not alter the course of DISEASE.",
    "the proportion of dogs with DISEASE did not differ between DRUG and placebo.",
    "DRUG failed to have a therapeutic effect on DISEASE.",
    "there was no significant reduction of DISEASE with DRUG.",
    "there is no evidence for the use of DRUG in DISEASE.",
    "most patients with DISEASE on DRUG stopped because of lack of efficacy, and DRUG had no effect.",
    "DRUG failed to protect against DISEASE.",
    "adding DRUG to OTHERDRUG did not prolong relief of DISEASE.",
    "DRUG did not improve DISEASE, not even when the infusion was prolonged.",
    "DRUG did not prolong survival in DISEASE but was well tolerated.",
    "the results do not support DRUG to prevent DISEASE, but suggest that it may reduce fatigue.",
    "DRUG was well tolerated by the volunteers but had no effect on DISEASE.",
    "more patients on DRUG withdrew because of nausea, and DRUG had no effect on DISEASE.",
    "when nitrates were stopped, DRUG did not prevent attacks of DISEASE.",
    "DRUG was not effective in DISEASE that had previously been treated.",
]
INSTEAD = [
    ("there is insufficient good evidence of the effect of DRUG on DISEASE.", "an open question"),
    ("there is no randomised evidence to support DRUG in DISEASE.", "an open question"),
    (
        "until data from trials are available, there is no good evidence to support DRUG in DISEASE.",
        "an open question",
    ),
    ("we could not say that DRUG helped DISEASE, nor that it was ineffective.", "an open question"),
    ("the notion that DRUG has no effect on DISEASE rests on a faulty review.", "an opinion"),
    (
        "patients on placebo were likely to discontinue because of lack of efficacy than those on DRUG for DISEASE.",
        "a result for it",
    ),
    ("two injections versus one of DRUG did not give further improvement of DISEASE.", "another dose"),
    ("OTHERDRUG with or without DRUG did not improve DISEASE over placebo.", "the backbone"),
    ("one randomised trial reported no difference in DISEASE between DRUG and placebo.", "a partial effect"),
    ("the efficacy of DRUG in DISEASE has not yet been demonstrated.", "an open question"),
    ("OTHERDRUG in combination with OTHERDRUG and DRUG did not prolong survival in DISEASE.", "the backbone"),
    ("two years of OTHERDRUG versus DRUG alone did not reduce DISEASE.", "another drug"),
    ("DRUG does not improve pfs over tc as first-line treatment of DISEASE.", "two treatments"),
    ("DRUG did not reduce DISEASE in the absence of improved energy.", "a subgroup"),
    ("DRUG had no benefit in patients with DISEASE whose tumours were mutated.", "a subgroup"),
    ("DRUG may sometimes reduce the symptoms, but has no effect on DISEASE.", "a partial effect"),
    ("we found risk factors but little effect of DRUG in DISEASE.", "a marker"),
    ("DRUG is an option in DISEASE when monotherapy with either agent is not effective.", "a condition"),
    ("of those with DISEASE, 2 on DRUG and 9 on placebo withdrew for lack of efficacy.", "a result for it"),
    ("DRUG relieved DISEASE in patients who had previously not benefited from OTHERDRUG.", "no illness"),
    ("the effect of DRUG in DISEASE is not attenuated by statins.", "what changes its effect"),
    ("adding 5 mg of OTHERDRUG to 10 mg of DRUG did not prolong relief of DISEASE.", "the backbone"),
    ("DRUG prevented DISEASE, with no further improvement when the dose was increased.", "another dose"),
    ("neither differed from placebo in DISEASE, so DRUG was tested in a failed trial.", "an opinion"),
    ("among carriers of the risk allele, DRUG did not prolong survival in DISEASE.", "a subgroup"),
    ("DRUG reduces, but does not prevent, DISEASE in children.", "a partial effect"),
    (
        "in DISEASE DRUG reduced mortality and use of vasopressors, with no effect on length of stay.",
        "a partial effect",
    ),
    ("if, however, DRUG is ineffective in DISEASE, the dose can be doubled.", "a condition"),
    ("if this regimen did not relieve their DISEASE, patients were given DRUG.", "a condition"),
    ("DRUG did not affect survival in DISEASE but was associated with promising responses.", "a benefit before it"),
    ("OTHERDRUG and DRUG did not differ in DISEASE, and both were superior to placebo.", "a benefit beside it"),
    ("neither OTHERDRUG nor ranitidine blunts the antiplatelet action of DRUG in DISEASE.", "less benefit"),
    ("OTHERDRUG did not reduce the efficacy of DRUG in DISEASE.", "less benefit"),
    ("DRUG does not lose its efficacy in DISEASE over five years.", "less benefit"),
    ("fewer patients with DISEASE on DRUG stopped because of lack of efficacy.", "a result for it"),
    ("DRUG fails to relieve DISEASE in a sizeable proportion of patients.", "a partial effect"),
    ("OTHERDRUG failed to protect against DISEASE of DRUG.", "harm"),
    ("no cardiovascular effects of DRUG in patients with DISEASE.", "a mechanism"),
    ("DRUG did not produce any change in heart rate in DISEASE.", "a mechanism"),
    ("doubling DRUG did not improve response in DISEASE.", "another dose"),
    ("response to DRUG did not differ between patients with and without DISEASE.", "a subgroup"),
    ("in healthy volunteers DRUG had no effect on DISEASE.", "a subgroup"),
    ("DRUG did not result in an increase of blood pressure in DISEASE.", "harm"),
    ("the benefit of DRUG in DISEASE was not due to an effect on weight.", "a mechanism"),
    ("in DRUG users, acid blockers did not reduce DISEASE.", "another drug"),
    ("DRUG but not placebo relieved DISEASE.", "another drug"),
    ("in DISEASE DRUG with OTHERDRUG worked, and OTHERDRUG had no effect on mortality of DRUG users.", "another drug"),
    ("DISEASE did not differ between DRUG and bupivacaine, but was lower than with placebo.", "not control"),
    ("no difference in DISEASE was seen between DRUG and another regimen.", "two treatments"),
    ("DRUG had no effect on the pharmacokinetics of OTHERDRUG in DISEASE.", "what is no outcome"),
    ("the use of high dose DRUG was of no benefit compared with low dose DRUG in DISEASE.", "another dose"),
    ("even patients without improvement had a benefit of DRUG in DISEASE.", "a subgroup"),
    ("DRUG is not a useful marker in DISEASE.", "a marker"),
    ("DRUG did not reduce OTHERDISEASE in patients with DISEASE.", "another disease"),
    ("DRUG had no effect on OTHERDISEASE, and OTHERDRUG had little effect on DISEASE.", "another disease"),
    ("DRUG did not improve the homogeneity of the contrast in DISEASE.", "what is no outcome"),
    ("serum ferritin did not change after DRUG in DISEASE.", "what is no outcome"),
    (
        "amines in brain tissue from a model of DISEASE did not change following treatment with DRUG.",
        "what is no outcome",
    ),
    ("DRUG offers no advantage over propranolol in the control of DISEASE.", "two treatments"),
    ("we demonstrated no advantage with epidural DRUG over fentanyl in DISEASE.", "two treatments"),
    ("no evidence that the efficacy of DRUG in DISEASE is enhanced by other vitamins.", "what changes its effect"),
    (
        "the efficacy of DRUG in DISEASE did not appear to be affected by the rate of infusion.",
        "what changes its effect",
    ),
    ("urapidil in DISEASE in addition to DRUG is not beneficial.", "the backbone"),
    ("despite the addition of DRUG, patients failed to achieve control of DISEASE.", "the backbone"),
    ("low-dose but not high-dose DRUG improved DISEASE.", "another dose"),
    ("therapy with DRUG but not therapy with OTHERDRUG is beneficial in DISEASE.", "another drug"),
    (
        "although DRUG did not affect OTHERDISEASE, a reduction in DISEASE was seen compared with placebo.",
        "a benefit in the main clause",
    ),
    ("DRUG was not completely effective in DISEASE.", "a partial effect"),
    ("prolonged treatment with DRUG did not improve cure of DISEASE.", "another dose"),
    ("DRUG did not relieve DISEASE when started on or after day 2.", "another dose"),
    ("if DRUG alone is not effective in DISEASE, others are added.", "a condition"),
    ("in one case DRUG failed to prevent DISEASE.", "a condition"),
    ("DRUG did not increase blood pressure in DISEASE.", "harm"),
    ("treatment of DISEASE with DRUG did not improve symptoms of OTHERDISEASE.", "another disease"),
    ("DRUG for DISEASE had no effect on OTHERDISEASE.", "another disease"),
    ("the results do not support DRUG in women with a history of DISEASE against OTHERDISEASE.", "another disease"),
    ("vaccines did not work in those with DISEASE on DRUG-based chemotherapy.", "the backbone"),
    ("DRUG did not reverse the beneficial effect of OTHERDRUG on DISEASE.", "less benefit"),
    ("though DRUG significantly reduced DISEASE, it failed to improve quality of life.", "a benefit beside it"),
    ("DRUG does not benefit women with receptor-negative DISEASE.", "a subgroup"),
    ("there were no measurable vascular effects of DRUG in DISEASE.", "a mechanism"),
    ("this study does not support the concept that vessels explain the effect of DRUG on DISEASE.", "a mechanism"),
    ("the lack of a placebo effect in a trial of DRUG in DISEASE.", "a mechanism"),
    ("expression of p16 does not predict response to DRUG in DISEASE.", "a marker"),
    ("DRUG does not improve the diagnosis of DISEASE.", "a marker"),
    ("DRUG lowers cholesterol but not free radical activity in DISEASE.", "a marker"),
    ("three people did not think DRUG would be beneficial in DISEASE.", "an opinion"),
    ("DISEASE was not improved when DRUG was withdrawn.", "harm"),
    ("DRUG did not attenuate DISEASE attributable to OTHERDRUG.", "harm"),
    ("more patients had minimal or no impact of DISEASE with DRUG.", "no illness"),
    ("those with DISEASE who had not previously benefited did well on DRUG.", "no illness"),
    ("OTHERDRUG and nasal DRUG had no additional effect in DISEASE to nasal DRUG alone.", "the backbone"),
    ("OTHERDRUG combined with DRUG did not improve DISEASE.", "the backbone"),
    ("DRUG with entinostat did not improve survival in DISEASE compared with DRUG alone.", "the backbone"),
    ("pemetrexed-DRUG did not prolong survival in DISEASE, compared with placebo-DRUG.", "the backbone"),
    ("prophylaxis was of no benefit in DISEASE treated with DRUG-based chemotherapy.", "the backbone"),
    ("eight drugs had no benefit in DISEASE compared with lomustine and DRUG.", "the backbone"),
    ("a second dose of DRUG did not prevent DISEASE.", "another dose"),
    ("there was no benefit in continuing DRUG after progression of DISEASE.", "another dose"),
    ("DRUG has not proven effective in all patients with DISEASE.", "a partial effect"),
    ("DRUG reduced proteinuria without influence on DISEASE.", "a benefit before it"),
    ("DRUG did not slow DISEASE, but it improves symptoms.", "a benefit beside it"),
    ("OTHERDRUG cured DISEASE, whereas celecoxib, unlike DRUG, had no effect on DISEASE.", ""),
    ("DRUG was remarkable in DISEASE, whereas OTHERDRUG did not affect DISEASE.", "another drug"),
]


@pytest.mark.parametrize("simple", DENIED)
def test_a_denied_benefit_is_found(simple: str) -> None:
    assert denial(simple, is_use=True)
    assert not denied_instead(simple)


@pytest.mark.parametrize(("simple", "what"), INSTEAD)
def test_a_denial_of_something_else_is_known(simple: str, what: str) -> None:
    assert denied_instead(simple) == what


def test_patients_who_did_not_respond_to_another_drug_deny_nothing() -> None:
    assert not denial("patients with DISEASE not responding to OTHERDRUG were given DRUG.", is_use=True)


def test_lists_of_treatments_that_failed_before_deny_nothing() -> None:
    assert not denial("reasons for DRUG in DISEASE were lack of response to previous treatment.", is_use=True)
    assert not denial("DRUG in a patient with DISEASE not responding to colchicine.", is_use=True)
    assert not denial("injections with or without DRUG provide relief in DISEASE.", is_use=True)


@pytest.mark.parametrize(
    ("simple", "words", "relation"),
    [
        ("DRUG did not add activity or DISEASE.", "toxicity", ClaimRelation.MENTIONED),
        ("DRUG did not reduce DISEASE.", "acute toxicity", ClaimRelation.NO_BENEFIT),
        ("DRUG caused DISEASE.", "toxicity", ClaimRelation.CAUSES),
        ("DRUG has no effect on DISEASE.", "QTc prolongation", ClaimRelation.MENTIONED),
        ("DRUG does not have a relevant effect on DISEASE.", "QT prolongation", ClaimRelation.MENTIONED),
        ("there was no difference between DRUG and usual drugs in DISEASE.", "bleeding", ClaimRelation.MENTIONED),
        ("there was no difference between DRUG and placebo in DISEASE.", "bleeding", ClaimRelation.NO_BENEFIT),
    ],
)
def test_harm_that_is_not_treated_is_no_disease(simple: str, words: str, relation: ClaimRelation) -> None:
    assert decide(simple, simple, words).relation is relation


@pytest.mark.parametrize(
    ("simple", "what"),
    [
        ("in the event that DRUG therapy is unsuccessful, DISEASE is treated otherwise.", "a condition"),
        ("after DRUG therapy failed to improve DISEASE, OTHERDRUG was given.", "a condition"),
        ("low doses of DRUG were ineffective in DISEASE, whereas intermediate doses abolished it.", "another dose"),
        ("no additional benefit was seen with 50 mg DRUG in DISEASE.", "another dose"),
        ("black patients may not benefit from DRUG in DISEASE.", "a subgroup"),
        ("DRUG-mediated remodelling in DISEASE was not prevented.", "harm"),
        ("DRUG did not improve outcomes and may exacerbate renal DISEASE.", "harm"),
        ("DRUG had no effect on death but increased the risk of major DISEASE.", "harm"),
        ("zatebradine provides no benefit in those with DISEASE taking extended-release DRUG.", "the backbone"),
        ("these results do not support iniparib plus DRUG in DISEASE.", "the backbone"),
        ("there was no difference in the efficacy of DRUG between two groups with DISEASE.", "the backbone"),
        ("DRUG helps in DISEASE, and the combination of the two drugs does not add benefit.", "the backbone"),
        ("there is no advantage of epidural DRUG over systemic DRUG in DISEASE.", "the backbone"),
        ("of three parts of DISEASE only the affective one was not influenced by DRUG.", "a partial effect"),
        ("DRUG has no place as first-line therapy of DISEASE.", "a partial effect"),
        ("DISEASE was not altered by DRUG during the first 2 h.", "another dose"),
        ("DRUG did not affect pain thresholds in DISEASE.", "a marker"),
        ("there was no evidence of decreased efficacy of DRUG in DISEASE.", "less benefit"),
        ("DRUG does not cause a reduction in airway function in DISEASE.", "harm"),
        ("monotherapy was not superior to placebo in DISEASE of those who never received DRUG.", "the backbone"),
        (
            "the primary outcome was not met, but fewer attacks of DISEASE occurred, suggesting efficacy of DRUG.",
            "a benefit before it",
        ),
        ("we do not support DRUG in prevention of cardiovascular events in those with DISEASE.", "another disease"),
        ("OTHERDRUG spared DRUG but did not prolong survival in DISEASE.", "the backbone"),
        ("DRUG but not intra-articular OTHERDRUG relieves DISEASE.", "another drug"),
        ("DRUG had no effect on the lungs despite its profound effect on DISEASE.", "a benefit before it"),
        ("DRUG in DISEASE: no effects on speech; some beneficial effects on behaviour.", "a benefit before it"),
        ("DRUG reduced DISEASE with no improvement in the placebo group.", "not control"),
        ("DRUG did not prevent, but shortened DISEASE.", "a benefit beside it"),
    ],
)
def test_what_else_readers_found_denied(simple: str, what: str) -> None:
    assert denied_instead(simple) == what


@pytest.mark.parametrize(
    "simple",
    [
        "DRUG had no effect on DISEASE compared with placebo.",
        "no difference of DISEASE was seen between those receiving DRUG and those receiving placebo.",
        "DRUG plus OTHERDRUG did not improve DISEASE.",
        "no improvement in placebo or DRUG groups with DISEASE was seen.",
        "low doses of DRUG were ineffective in DISEASE.",
        "DRUG cannot be recommended for DISEASE.",
        "DRUG spared steroids but did not prolong survival in DISEASE.",
        "there was no reduction of DISEASE with DRUG, and quality of life fell.",
        "DRUG did not reduce DISEASE during the first 24 h.",
        "there was no evidence of efficacy of DRUG in DISEASE.",
    ],
)
def test_near_wordings_deny_a_benefit(simple: str) -> None:
    assert denied_instead(simple) == ""


def test_little_knowledge_and_good_tolerability_deny_nothing() -> None:
    assert not denial("little is known about the effects of DRUG on DISEASE.", is_use=True)
    assert not denial("DRUG, with tolerability similar to placebo, is effective in DISEASE.", is_use=True)
    assert denial("relief of DISEASE by DRUG was similar to placebo.", is_use=True)


def test_an_adverse_event_that_did_not_change_is_no_failure() -> None:
    title = ("TITLE", "A trial of <fentanyl> in labour.")
    relations = [
        {one.relation for one in judged_of(title, ("RESULTS", f"<Fentanyl> {words} [nausea]."))[1]}
        for words in ("had no effect on", "did not prevent")
    ]
    assert ClaimRelation.NO_BENEFIT not in relations[0]
    assert ClaimRelation.NO_BENEFIT in relations[1]
    _, titled = judged_of(
        ("TITLE", "<Ginger> in [nausea]."), ("RESULTS", "<Ginger> had no effect on [postoperative nausea].")
    )
    assert ClaimRelation.NO_BENEFIT in {one.relation for one in titled}
    _, titled = judged_of(("TITLE", "<Ginger> in [nausea]."), ("RESULTS", "<Ginger> had no effect on [nausea]."))
    assert ClaimRelation.NO_BENEFIT in {one.relation for one in titled}


def test_facts_tell_the_form_of_a_denial_and_whose_it_is() -> None:
    facts = set(denial_facts("OTHERDRUG helped, but DRUG had no effect on DISEASE compared with placebo."))
    assert {"denies=no effect", "denied=benefit", "denied-of=DRUG", "denied-in=after"} <= facts
    assert not list(denial_facts("DRUG relieved DISEASE."))


def test_facts_tell_subject_endpoint_and_what_is_said_beside() -> None:
    facts = set(denial_facts("DRUG relieved OTHERDISEASE but DRUG did not reduce mortality in DISEASE."))
    assert {"denied-near=subject", "denied-endpoint=survival", "benefit-beside=True"} <= facts
    assert "denied-near=of" in set(denial_facts("there was no benefit of DRUG in DISEASE."))
    assert "denied-over-another=False" in set(denial_facts("DRUG had no advantage over OTHERDRUG in DISEASE."))


def test_facts_of_the_article_tell_trial_harm_and_death() -> None:
    simple = "DRUG did not reduce DISEASE."
    facts = set(article_facts(simple, "nausea", "DRUG against nausea: a randomised trial", "given with placebo"))
    assert {"denial-placebo=True,False", "denial-trial=True", "denied-harm=True"} <= facts
    assert "denied-death=False" in set(article_facts(simple, "deaths", "DRUG in sepsis", ""))
    assert "denial-title" in set(article_facts(simple, "nausea", "DRUG does not prevent nausea", ""))


def test_without_a_cue_of_use_the_clause_must_name_the_disease() -> None:
    assert denial("DRUG was ineffective in DISEASE.", is_use=False)
    assert not denial("DISEASE was common, but DRUG was ineffective.", is_use=False)


def test_a_contrast_with_what_helped_denies() -> None:
    assert denial("OTHERDRUG relieved DISEASE, whereas DRUG was not effective.", is_use=False)
    assert not denial("OTHERDRUG relieved DISEASE, whereas DRUG had no effect on OTHERDISEASE.", is_use=False)
    assert not denial(
        "OTHERDRUG relieves OTHERDISEASE in patients with DISEASE, whereas DRUG has no effect.", is_use=False
    )


def test_scores_that_did_not_differ_from_placebo_deny() -> None:
    assert denial("DISEASE scores of those on DRUG and on placebo were not different.", is_use=False)
    assert not denial("DISEASE scores of those on DRUG and on fentanyl were not different.", is_use=False)


def test_a_missed_primary_endpoint_denies() -> None:
    assert denial("the primary endpoint was not met; DISEASE changed by 2 with DRUG.", is_use=False)
    assert not denial("the primary endpoint was met; DISEASE changed by 2 with DRUG.", is_use=False)


def test_without_a_disease_the_sentence_must_name_an_outcome() -> None:
    assert denial("DRUG had no effect on survival.", is_use=False)
    assert not denial("DRUG had no effect on the colour of the urine.", is_use=False)


@pytest.mark.parametrize(
    ("simple", "relation"),
    [
        ("DRUG is contraindicated in patients with DISEASE.", ClaimRelation.CONTRAINDICATED),
        ("DRUG is contraindicated in DISEASE and must be stopped.", ClaimRelation.CONTRAINDICATED),
        ("DISEASE represents no known contraindication to DRUG.", ClaimRelation.MENTIONED),
        ("rapid infusion of DRUG should be avoided in patients with DISEASE.", ClaimRelation.MENTIONED),
    ],
)
def test_a_contraindication_is_of_the_drug_however_it_is_given(simple: str, relation: ClaimRelation) -> None:
    assert decide(simple, simple).relation is relation


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("DRUG is not effective for DISEASE in obese patients.", ClaimRelation.GIVEN_FOR),
        ("DRUG did not prevent DISEASE in obese patients.", ClaimRelation.NO_BENEFIT),
        ("DRUG was not effective for DISEASE in patients with cachexia.", ClaimRelation.NO_BENEFIT),
    ],
)
def test_a_loss_of_weight_that_was_wanted_is_no_disease(sentence: str, expected: ClaimRelation) -> None:
    assert decide(sentence, sentence, "weight loss").relation is expected
